"""trafilatura, generation by generation: how each writes, and which one wrote a text.

Read off its own output for the same pages; docs/format.md has the table. Where formatting is off
it puts no blank lines between blocks and writes no marks but those of rows and items.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, Final

from docparse.dialects.profile import Candidate, Profile
from docparse.dialects.shares import FEW, filled_line_count, has_blank_lines, prevails
from docparse.source.lines import BLANK, DELIMITER, MARK, PIPES, ROW, TEXT, Lines
from docparse.words.questions import asks
from docparse.words.sentences import announces, ends_sentence


class Trafilatura(Profile):
    """What all generations do."""

    since: ClassVar[tuple[int, int]]
    """The first version that writes so."""
    is_written = True


class V1_6(Trafilatura):
    """``|Month||Boats|``."""

    name = "trafilatura-1.6"
    since = (1, 6)
    row_opens = "|"
    between = "||"
    row_closes = "|"
    doubles_pipes = True


class V1_7(Trafilatura):
    """``|Month`` and, on the next line, ``|Boats``."""

    name = "trafilatura-1.7"
    since = (1, 7)
    row_opens = "|"
    keeps_rows = False


class V1_8(Trafilatura):
    """``Month|`` and, on the next line, ``Boats|``."""

    name = "trafilatura-1.8"
    since = (1, 8)
    row_closes = "|"
    keeps_rows = False
    keeps_empty_cells = True
    mark_after_item = True


class V1_9(Trafilatura):
    """``Month | Boats |``, each row as wide as it is."""

    name = "trafilatura-1.9"
    since = (1, 9)
    row_closes = " |"
    spaces_pipes = True
    marks_headers = True
    mark_after_item = True


class V1_12(Trafilatura):
    """``Month | Boats |``, all rows of a table equally wide."""

    name = "trafilatura-1.12"
    since = (1, 10)
    row_closes = " |"
    spaces_pipes = True
    pads_rows = True
    marks_headers = True


class V2_0(V1_12):
    """``| Month | Boats |``."""

    name = "trafilatura-2.0"
    since = (2, 0)
    row_opens = "| "


class V2_2(V2_0):
    """``| Month | Boats |`` and a space."""

    name = "trafilatura-2.2"
    since = (2, 2)
    row_closes = " | "
    keeps_empty_cells = True
    items_begin_lines = True


class V2_3(V2_2):
    """The same; lists nest, and a pipe in a cell is one."""

    name = "trafilatura-2.3"
    since = (2, 3)
    spaces_pipes = False
    escapes_pipes = True
    nests_lists = True


class Unknown(V1_12):
    """No writer's rows, lists or marks show. What is found is read as the most frequent reads."""

    name = "unknown"
    spaces_pipes = False
    table_costs = V1_12.name
    is_written = False


GENERATIONS: Final = (V1_6(), V1_7(), V1_8(), V1_9(), V1_12(), V2_0(), V2_2(), V2_3())
"""Oldest first."""

_VERSION: Final = r"(?:trafilatura-)?([0-9]{1,4})\.([0-9]{1,4})(?:\.[0-9]{1,4})*"


def generation_of(version: str) -> str | None:
    """Return the name of the generation that ``version``, such as ``"1.10"``, writes like.

    None if it is no version of trafilatura.
    """
    match = re.fullmatch(_VERSION, version)
    if match is None:
        return None
    wanted = (int(match[1]), int(match[2]))
    older = [profile for profile in GENERATIONS if profile.since <= wanted]
    return (older or GENERATIONS[:1])[-1].name


# ------------------------------------------------------------------------------- how it shows


def generation_behind(lines: Lines) -> Candidate | None:
    """Return the generation that wrote ``lines``, None if no rows or lists show it."""
    return (_by_rows(lines) if "|" in lines.text else None) or _by_lists(lines)


def possible_generations(lines: Lines) -> Iterator[Candidate]:
    """Yield each generation that a row or a list of ``lines`` looks like."""
    shapes = list(map(_row_shape, _row_lines(lines)))
    for shape in dict.fromkeys(shapes):
        count = shapes.count(shape)
        yield Candidate(f"trafilatura-{shape}", count, _written_as(shape, count, len(shapes)))
    by_lists = _by_lists(lines)
    if by_lists:
        yield by_lists


def _row_lines(lines: Lines) -> list[str]:
    texts, kinds = lines.lines, lines.kinds
    return [texts[index] for index in lines.special if kinds[index] is ROW]


def has_few_rows(lines: Lines) -> bool:
    """Whether a text has rows, but too few to tell how it is written besides its tables."""
    return _are_few(len(_row_lines(lines)), lines)


def _are_few(rows: int, lines: Lines) -> bool:
    return 0 < rows <= FEW and not prevails(rows, filled_line_count(lines))


def _written_as(shape: str, count: int, rows: int) -> str:
    return f"{count} of {rows} rows are written as {shape} writes them"


def _row_shape(line: str) -> str:
    """Return the generation whose rows look most like ``line``, a row."""
    if line[0] != "|":
        return "1.12" if " |" in line or "| " in line or line.count("|") > 1 else "1.8"
    if line[-1] != "|" and not line.rstrip(" \t").endswith("|"):
        return "1.6" if line.startswith("||") else "1.7"
    if line[1:2] != " ":
        return "1.6"
    return "2.2" if line[-1] == " " else "2.0"


def _by_rows(lines: Lines) -> Candidate | None:
    """Return the generation that the commonest row shape speaks for.

    A generation that writes whole rows also writes the cells of nested tables one a line, so
    a share of rows with an opening pipe and a closing one outweighs those. A few rows do not show
    that list marks stand after the items; marks that outnumber the rows do.
    """
    rows = _row_lines(lines)
    if not rows:
        return None
    shapes = list(map(_row_shape, rows))
    counts = {shape: shapes.count(shape) for shape in dict.fromkeys(shapes)}
    whole = {shape: n for shape, n in counts.items() if shape in _PIPES_AT_BOTH_ENDS}
    likely = whole if whole and _outweigh(rows, shapes, has_blank_lines(lines)) else counts
    shape = max(likely, key=likely.__getitem__)
    few = _are_few(len(rows), lines)
    marks = len(lone_marks(lines))
    outvoted = marks * (1 if shape == "1.7" else 8) < len(rows)
    marked = marks > min(len(rows), FEW - 1) and not outvoted and marks_after(lines)
    if few and shape == "1.8" and not marks_after(lines):
        return None
    generation, besides = shape, ""
    if marked and shape != "1.8" and (few or shape in ("1.7", "1.12")):
        generation, besides = "1.9", ", and list marks stand after the items"
    elif shape == "1.12" and _lacks_padding(lines):
        generation, besides = "1.9", ", and narrow ones are not padded"
    elif shape in ("2.0", "2.2"):
        signs = lines.text.count("\\|") + _indented_items(lines)
        if signs > (0 if shape == "2.2" else FEW):
            generation, besides = "2.3", ", with escaped pipes or indented items"
    reason = _written_as(shape, likely[shape], len(rows)) + besides
    return Candidate(f"trafilatura-{generation}", likely[shape], reason)


_PIPES_AT_BOTH_ENDS: Final = ("1.6", "2.0", "2.2")


def _outweigh(rows: list[str], shapes: list[str], is_formatted: bool) -> bool:
    """Whether the rows with pipes at both ends are no accident among the other rows.

    A fifth of all is enough, as cells of nested tables stand one a line, and a sixteenth where
    there are blank lines: with formatting on, cells with marks do, too. But a few are not enough
    where more of the other rows have several cells, nor is one beside more than one other.
    """
    whole = sum(shape in _PIPES_AT_BOTH_ENDS for shape in shapes)
    if whole <= FEW:
        others = zip(rows, shapes, strict=True)
        several = sum(
            row.count("|") > 1 for row, shape in others if shape not in _PIPES_AT_BOTH_ENDS
        )
        if several > whole or (whole == 1 and len(rows) > 2):
            return False
    return whole * (16 if is_formatted else 5) >= len(rows)


def _lacks_padding(lines: Lines) -> bool:
    """Whether the rows of a text, all with a pipe at their end only, were written without padding.

    No row ends in two pipes then, and at least one of these shows: a row between two delimiter
    rows, as every row with a header cell gets one; a row whose last cell ends in a pipe on the next
    line; or several rows that are neither as wide as the delimiter row above them nor add up to its
    width.
    """
    texts, kinds = lines.lines, lines.kinds
    lacks = False
    width = total = narrow = 0
    before = -1
    for index in lines.special:
        kind = kinds[index]
        if kind is ROW or kind is PIPES:
            line = texts[index]
            if line.rstrip(" \t")[-2:] == "||":
                return False
            if index > before + 1:
                width = 0
            if kind is PIPES:
                breaks = index > 0 and kinds[index - 1] is TEXT
                lacks |= breaks and " | " in texts[index - 1]
            elif width and ((cells := line.count("|")) != width or total):
                narrow += 0 < total < width < total + cells
                total = cells if total + cells > width else total + cells
                total = 0 if total >= width else total
        elif kind is DELIMITER:
            lacks |= index > 1 and kinds[index - 1] is ROW and kinds[index - 2] is DELIMITER
            width, total = texts[index].count("---"), 0
        else:
            width = 0
        before = index
    return lacks or narrow >= _MANY_NARROW_ROWS


_MANY_NARROW_ROWS: Final = 4


def _by_lists(lines: Lines) -> Candidate | None:
    marks = len(lone_marks(lines))
    total = filled_line_count(lines)
    # With its item, a mark is two lines.
    if marks and (prevails(marks, total) or marks * 4 >= total) and marks_after(lines):
        reason = "list marks stand on the line after their item"
        return Candidate(V1_9.name, marks, reason)
    indented = _indented_items(lines)
    if indented > 1 or indented * 2 >= total > 0:
        return Candidate(V2_3.name, indented, "nested list items are indented")
    return None


def lone_marks(lines: Lines) -> list[int]:
    """Return which lines are a list mark and nothing else."""
    texts, kinds = lines.lines, lines.kinds
    return [index for index in lines.special if kinds[index] is MARK and texts[index] == "-"]


def marks_after(lines: Lines) -> bool:
    """Whether the list marks that stand alone on a line belong to the line before them.

    Other generations write such a mark before an item that is a paragraph of its own. Then the
    line before a list's first mark is no item but announces the list; where marks stand after, the
    line after the last mark is no item. The one that is less like the lines in between is no item.
    A mark that opens or closes the text decides, too.
    """
    texts, special = lines.lines, lines.special
    marks = lone_marks(lines)
    before = sum(texts[index].startswith("- ") for index in special)
    if not marks or marks[0] == 0 or (before > 1 and DASHES_PER_MARK * before > len(marks)):
        return False
    last = max(index for index, kind in enumerate(lines.kinds) if kind is not BLANK)
    evidence = 2.0 if marks[-1] == last else 0.0
    if any(line[-1:] == "-" and line[-2:-1] not in "- " for line in texts):
        evidence -= 2
    first = 0
    for place, mark in enumerate(marks, start=1):
        if place == len(marks) or marks[place] - mark > 2:
            evidence += _evidence_of_list(texts, marks[first:place])
            first = place
    return evidence > 0


DASHES_PER_MARK: Final = 8
"""In a text of lone marks, fewer than one item for every eight marks is written ``- text``, or one
at most, which says nothing of the others."""


def _evidence_of_list(texts: list[str], marks: list[int]) -> float:
    """Return how strongly the list with these ``marks`` shows that they stand after its items.

    A negative number means that they stand before. A line with a colon announces a list; items
    resemble their neighbours in length and in being sentences or not; and marks stand before
    paragraphs only, most of which are sentences.
    """
    above, below = marks[0] - 1, marks[-1] + 1
    evidence = 0.0
    if announces(texts[above]):
        evidence -= 2
    if above and announces(texts[above - 1]):
        evidence += 2
    likeness = 0.0
    inside = [texts[mark + 1] for mark, other in pairwise(marks) if other > mark + 1]
    if inside and not any(map(ends_sentence, inside)):
        evidence += 1
    if inside and below < len(texts):
        items = list(map(_looks, inside))
        for text, nearest, sign in ((texts[below], items[-1], 1), (texts[above], items[0], -1)):
            looks = _looks(text)
            unlike_all = sum(_unlikeness(looks, other) for other in items) / len(items)
            likeness += sign * (_unlikeness(looks, nearest) + unlike_all)
    return evidence + max(-_MOST_LIKENESS, min(_MOST_LIKENESS, likeness))


_MOST_LIKENESS: Final = 1.9
"""The most that the likeness of lines counts: less than a line that announces a list."""


class _Looks:
    """What a line is compared by."""

    __slots__ = ("asks", "is_sentence", "length")

    def __init__(self, length: float, is_sentence: bool, asks: bool) -> None:
        self.length = length
        self.is_sentence = is_sentence
        self.asks = asks


def _looks(line: str) -> _Looks:
    return _Looks(math.log1p(len(line)), ends_sentence(line), asks(line))


def _unlikeness(line: _Looks, other: _Looks) -> float:
    unlike = (line.is_sentence != other.is_sentence) + (line.asks != other.asks)
    return abs(line.length - other.length) + unlike


def _indented_items(lines: Lines) -> int:
    """Return how many items have the mark of a nested list."""
    return sum(lines.lines[index].startswith("  - ") for index in lines.special if index)
