"""The lines of a run as pieces of rows: how many cells each closes, and what these hold.

Which lines make up a row is not known here. A line can begin a row or go on with one, and closes
more cells in one case than in the other: ``|c|`` closes one cell if it begins a row, and two if the
pipe at its start ends a cell that began on a line above.
"""

from __future__ import annotations

import re
from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.source.lines import DELIMITER, HEADING, ITEM, PIPES, ROW, TEXT
from docparse.tables.cell_kinds import cell_kind
from docparse.words.numbers import NO_NUMBER, row_number
from docparse.words.sentences import ends_sentence

PARTS: Final = frozenset((ROW, DELIMITER, PIPES))
"""The lines that a table is made of."""
WORDS: Final = frozenset((TEXT, ITEM, HEADING))
"""The lines that a cell may spill over."""

_SPILL: Final = 5
"""How many lines without a pipe may stand between two lines of a table."""
_LONGEST_SPILL: Final = 200
"""Code points of such a line: longer ones are paragraphs."""
MOST_LINES: Final = 30
"""How many lines a row may stand on."""
_LINES_AHEAD: Final = 12
"""How many lines are looked at for the width of a table without a header."""
_NO_VOTE: Final = -1
"""Stands for a line that says nothing of the width of its table."""
_LEAST_RUN: Final = 3
"""How many rows make a run."""

_LONGEST_NOTE: Final = 100
"""Code points of a sentence that is no row; longer ones say what the rows mean."""
_SPACES_OF_NOTE: Final = 5
"""How many spaces it has at least: ``Updated on 3 May 2012.`` is about the rows."""
_SENTENCE_WITHIN: Final = r"[.!?:;] "

_INNER_PIPE: Final = re.compile(r"\|(?<=[^\s|]\|)(?=[^\s|-])")

_ASCII_DIGITS: Final = frozenset("0123456789")
_FOOTNOTE: Final = r"\[[^\[\]]*\]"
_BLANKS: Final = " \t"


class Cells:
    """Cells from left to right: the kind of each, see ``cell_kind``, its text and its number."""

    __slots__ = ("kinds", "numbers", "texts")

    def __init__(self, kinds: list[int], texts: list[str], numbers: list[int]) -> None:
        self.kinds = kinds
        self.texts = texts
        self.numbers = numbers
        """The numbers that the texts begin with, see ``row_number``."""

    @classmethod
    def of(cls, texts: list[str]) -> Cells:
        return cls([*map(cell_kind, texts)], texts, [*map(row_number, texts)])

    def and_more(self, cells: Cells) -> Cells:
        """Return these cells and ``cells`` behind them."""
        return Cells(
            self.kinds + cells.kinds, self.texts + cells.texts, self.numbers + cells.numbers
        )


class Pieces:
    """The lines from ``first`` on that tables can be made of; every index counts from there.

    ``closed[i]`` is how many cells line ``i`` closes within a row, ``begun[i]`` how many if a row
    begins with it. ``open[i]`` says whether it leaves a cell open, and ``run_ends[i]`` which line
    is the first after the rows that surely are of one table with it.
    """

    def __init__(self, reader: BlockReader, first: int) -> None:
        profile = reader.profile
        self.opens = bool(profile.row_opens)
        self.doubles = profile.doubles_pipes
        self.pads = profile.pads_rows
        self.first = first
        self.size = _tables_end(reader, first) - first
        self.lines = reader.lines.lines[first : first + self.size]
        self.kinds = reader.lines.kinds[first : first + self.size]
        if has_inner_pipes(reader):
            self.lines = [
                without_inner_pipes(line) if kind is ROW or kind in WORDS else line
                for line, kind in zip(self.lines, self.kinds, strict=True)
            ]
        self.closed: list[int] = []
        self.begun: list[int] = []
        self.open: list[bool] = []
        self.left_open = [""] * self.size
        """The words of the cell that each line leaves open."""
        self._texts_within: dict[int, list[str]] = {}
        self._texts_begun: dict[int, list[str]] = {}
        self._within: dict[int, Cells] = {}
        self._beginning: dict[int, Cells] = {}
        self._split_all()
        self.is_part = [kind in PARTS for kind in self.kinds]
        self.is_headed = [kind is DELIMITER for kind in [*self.kinds, TEXT]]
        """Whether a delimiter row stands at each line, below the row that ends there."""
        self._votes = [
            count if kind is ROW or closed else _NO_VOTE
            for count, kind, closed in zip(self.begun, self.kinds, self.closed, strict=True)
        ]
        self._digits: dict[int, bool] = {}
        self._widths: dict[tuple[int, ...], list[int]] = {}
        self.opener = [self.opens and self._opens_row(at) for at in range(self.size)]
        self.may_begin = [True] * (self.size + 1)
        if self.opens:
            for at in range(self.size):
                self.may_begin[at] = self._may_begin(at)
        self.run_ends = self._find_runs()
        self._opened = [
            self._opened_width(at) if self.opener[at] else _NO_VOTE for at in range(self.size)
        ]
        self._marks_ahead = self._find_marks()

    # ----------------------------------------------------------------------- lines → cells

    def _split_all(self) -> None:
        words = ""
        for at, line in enumerate(self.lines):
            # Most lines close all their cells; their texts are needed for few.
            simple = line[-1:] == "|" and line[0] not in _BLANKS and not (words or self.doubles)
            if simple and self.kinds[at] is ROW:
                count = line.count("|")
                if self.opens and line[0] == "|" and count > 1:
                    count -= 1
                self.closed.append(count)
                self.begun.append(count)
                self.open.append(False)
                continue
            split = self._split_doubled if self.doubles else self._split
            words = split(at, line.strip(_BLANKS), words)[:_LONGEST_SPILL]
            self.left_open[at] = words

    def _split(self, at: int, line: str, words: str) -> str:
        """Note the cells of a line with a pipe after each cell; return the words it leaves open.

        ``words`` are those that the lines above leave open.
        """
        kind = self.kinds[at]
        if kind is DELIMITER:
            self._note(at, [], [], is_open=False)
            return ""
        *texts, tail = [cell.strip(_BLANKS) for cell in line.split("|")]
        opens = self.opens and line[:1] == "|"
        if kind is PIPES:
            # Where rows are not padded, a pipe alone only ends a cell that is open.
            closed = [words, *texts[1:]] if words or self.pads else []
            self._note(at, closed, texts[opens:] if self.pads else closed, is_open=False)
            return ""
        if opens and (len(texts) > 1 or tail):
            texts = texts[1:]
        begun = texts
        if words and texts:
            texts = [f"{words} {texts[0]}".rstrip(), *texts[1:]]
            words = ""
        self._note(at, texts, begun, is_open=bool(tail))
        return f"{words} {tail}".strip()

    def _split_doubled(self, at: int, line: str, words: str) -> str:
        """Note the cells of ``|a||b||c|``; return the words it leaves open."""
        if not line.strip("|"):
            self._note(at, [], [], is_open=True)
            return words
        single = line[:1] == "|" and line[:2] != "||"
        texts = (line[1:] if single else line).split("||")
        is_open = texts[-1][-1:] != "|"
        texts = [text.strip(" \t|") for text in texts]
        tail = texts.pop() if is_open else ""
        begun = texts
        if single:
            texts = [words, *texts]
        elif texts:
            texts = [f"{words} {texts[0]}".strip(), *texts[1:]]
        else:
            tail = f"{words} {tail}".strip()
        self._note(at, texts, begun, is_open=is_open)
        return tail

    def _note(self, at: int, closed: list[str], begun: list[str], *, is_open: bool) -> None:
        self.closed.append(len(closed))
        self.begun.append(len(begun))
        self.open.append(is_open)
        self._texts_within[at] = closed
        if begun is not closed:
            self._texts_begun[at] = begun

    def within(self, at: int) -> Cells:
        """Return the cells that line ``at`` closes within a row."""
        found = self._within.get(at)
        if found is None:
            texts = self._texts_within.get(at)
            if texts is None:
                line = self.lines[at]
                begins = self.opens and line[0] == "|" and line.count("|") > 1
                texts = [cell.strip(_BLANKS) for cell in line[begins:-1].split("|")]
            found = self._within[at] = Cells.of(texts)
        return found

    def beginning(self, at: int) -> Cells:
        """Return the cells that line ``at`` closes if a row begins with it."""
        found = self._beginning.get(at)
        if found is None:
            texts = self._texts_begun.get(at)
            found = self.within(at) if texts is None else Cells.of(texts)
            self._beginning[at] = found
        return found

    def left_cell(self, at: int) -> Cells:
        """Return the cell that line ``at`` leaves open, as far as it goes."""
        return Cells.of([self.left_open[at]])

    # ----------------------------------------------------------------------- where rows begin

    def _opens_row(self, at: int) -> bool:
        """Whether line ``at`` begins with the pipe that opens a row."""
        line = self.lines[at].lstrip(_BLANKS)
        if self.kinds[at] is not ROW or line[:1] != "|":
            return False
        goes_on = at > 0 and self.kinds[at - 1] in WORDS
        return not self.doubles or (line[:2] != "||" and not goes_on)

    def _may_begin(self, at: int) -> bool:
        """Whether a row may begin at line ``at``, where a pipe opens every row.

        Pages exist whose rows lost that pipe below a header: they have as many cells each.
        """
        if self.kinds[at] is not ROW:
            return self.kinds[at] is not PIPES or not self.doubles
        line = self.lines[at].lstrip(_BLANKS)
        if self.doubles:
            return line[:1] == "|" and line[:2] != "||"
        before = self.kinds[at - 1] if at else None
        if line[:1] == "|" or before is None or before is DELIMITER or before in WORDS:
            return True
        return (
            self.may_begin[at - 1]
            and not self.opener[at - 1]
            and self.closed[at - 1] == self.closed[at]
        )

    def _find_runs(self) -> list[int]:
        """Return for each line the one after the rows of one width that it stands among.

        Only rows that are padded are surely of one table. The last before words, or before a
        delimiter row, is none of them: a cell of it may go on, or it is a header. Nor is the last
        before a line that goes on with it.
        """
        ends = list(range(1, self.size + 1))
        kinds, closed, is_open = self.kinds, self.closed, self.open
        at = 0 if self.pads else self.size
        marked = 0
        while at < self.size:
            end = at
            if kinds[at] is DELIMITER:
                marked = self.marks(at)
            while (
                end < self.size
                and kinds[end] is ROW
                and not is_open[end]
                and closed[end] == closed[at] > 1
            ):
                end += 1
            after = end
            if end < self.size and (
                kinds[end] is not ROW or is_open[end] or not self.may_begin[end]
            ):
                end -= 1
            if end - at >= _LEAST_RUN and closed[at] >= marked:
                ends[at:end] = [end] * (end - at)
            at = max(after, at + 1)
        return ends

    # ----------------------------------------------------------------------- looks

    def has_digits(self, at: int) -> bool:
        """Whether line ``at`` has a digit outside footnote marks."""
        found = self._digits.get(at)
        if found is None:
            line = self.lines[at]
            line = line if "[" not in line else re.sub(_FOOTNOTE, "", line)
            found = self._digits[at] = not _ASCII_DIGITS.isdisjoint(line)
        return found

    def contrasts(self, at: int, end: int) -> bool:
        """Whether lines ``at`` to ``end`` have no digits and the rows around them have."""
        return (
            at > 0
            and end < self.size
            and self.has_digits(at - 1)
            and self.has_digits(end)
            and not any(map(self.has_digits, range(at, end)))
        )

    def is_note(self, at: int) -> bool:
        """Whether line ``at`` is one sentence in a single cell, below a row."""
        text = self.first_text(at)
        return (
            self.begun[at] == 1
            and self.kinds[at] is ROW
            and self.kinds[at - 1] is ROW
            and text[:1].isupper()
            and len(text) <= _LONGEST_NOTE
            and ends_sentence(text)
            and text.count(" ") >= _SPACES_OF_NOTE
            and re.search(_SENTENCE_WITHIN, text) is None
        )

    def first_text(self, at: int) -> str:
        """Return the text of the first cell of a row that begins at line ``at``."""
        texts = self.beginning(at).texts
        return texts[0] if texts else ""

    def number(self, at: int) -> int:
        """Return the number that a row at line ``at`` begins with, ``NO_NUMBER`` if none."""
        numbers = self.beginning(at).numbers
        return numbers[0] if numbers else NO_NUMBER

    # ----------------------------------------------------------------------- widths

    def marks(self, at: int) -> int:
        """Return the number of cells of the delimiter row at line ``at``."""
        return delimiter_width(self.lines[at])

    def _find_marks(self) -> list[int]:
        """Return for each line how many cells the next delimiter row near it has."""
        found = [_NO_VOTE] * self.size
        last, marks = self.size + MOST_LINES, _NO_VOTE
        for at in reversed(range(self.size)):
            if self.kinds[at] is DELIMITER:
                last, marks = at, self.marks(at)
            if last - at < MOST_LINES:
                found[at] = marks
        return found

    def widths(self, at: int) -> list[int]:
        """Return the widths that a table beginning at line ``at`` may have."""
        end = at + _LINES_AHEAD
        ahead = self._votes[at:end]
        if self.opens:
            opened = self._opened[at:end]
            if opened[0] == _NO_VOTE:
                opened[0] = self._opened_width(at)
            ahead += opened
        ahead.append(self._marks_ahead[at])
        key = tuple(ahead)
        widths = self._widths.get(key)
        if widths is None:
            found = [width for width in ahead if width != _NO_VOTE] or [1]
            common = sorted(set(found), key=found.count)[-2:]
            widths = [width for width in dict.fromkeys((found[0], max(found), *common)) if width]
            self._widths[key] = widths
        return widths

    def _opened_width(self, at: int) -> int:
        """Return how many cells stand between line ``at`` and the next that opens a row."""
        total = self.begun[at]
        for line in range(at + 1, min(self.size, at + MOST_LINES)):
            if self.kinds[line] is DELIMITER or self.opener[line]:
                return total
            total += self.closed[line]
            ends = line + 1 == self.size or self.opener[line + 1]
            if self.doubles and self.open[line] and ends:
                return total + 1
        return 0


def delimiter_width(line: str) -> int:
    """Return the number of cells of a delimiter row: 2 of ``|---|---|``."""
    return line.count("-|") + (not line.rstrip(_BLANKS).endswith("|"))


def has_inner_pipes(reader: BlockReader) -> bool:
    """Whether rows of this text may have pipes inside their cells.

    People who type rows leave out the spaces, and then there are more pipes without one than with.
    """
    if reader.has_inner_pipes is None:
        text = reader.lines.text
        inner = len(_INNER_PIPE.findall(text)) if reader.profile.spaces_pipes else 0
        reader.has_inner_pipes = 0 < inner < text.count(" |")
    return reader.has_inner_pipes


def without_inner_pipes(line: str) -> str:
    """Return ``line`` with a bar for each pipe between letters, if others have a space before.

    >>> without_inner_pipes("size | small|large |")
    'size | small¦large |'
    """
    return _INNER_PIPE.sub("¦", line) if " |" in line else line


def _tables_end(reader: BlockReader, first: int) -> int:
    """Return the line after the last that can be part of a table with line ``first``.

    A few lines of words may stand between two lines with pipes. A run of cells, one a line, that
    follows words is tables of its own, whose rows are lost.
    """
    kinds, lines = reader.lines.kinds, reader.lines.lines
    may_lose_rows = not reader.profile.row_opens
    at = end = first
    while at < len(kinds):
        if kinds[at] in PARTS:
            if may_lose_rows and at > end and cell_run_end(reader, at) - at >= LEAST_CELLS:
                break
            at = end = at + 1
        elif at < end + _SPILL and kinds[at] in WORDS and len(lines[at]) < _LONGEST_SPILL:
            at += 1
        else:
            break
    return end


LEAST_CELLS: Final = 8
"""How many cells in a row have lost their rows where the generation writes rows as lines."""


def cell_run_end(reader: BlockReader, index: int) -> int:
    """Return the line after those from ``index`` on that are one cell each.

    It is ``index`` if they are a header, with a delimiter row below.
    """
    kinds, lines = reader.lines.kinds, reader.lines.lines
    end = index
    while (
        end < len(kinds)
        and (kinds[end] is PIPES or kinds[end] is ROW)
        and lines[end].find("|") == len(lines[end]) - 1
    ):
        end += 1
    return index if kinds[end : end + 1] == [DELIMITER] else end
