"""Paragraphs that an extractor broke into lines: the lines joined, and the words in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from docparse.dialects.line_width import breaks_anywhere
from docparse.dialects.row_shapes import is_open_delimiter
from docparse.source.fences import Fences
from docparse.source.lines import (
    BLANK,
    DELIMITER,
    FENCE,
    HEADING,
    QUOTE,
    ROW,
    RULE,
    TEXT,
    Lines,
    TokenKind,
)
from docparse.words.sentences import words_after_hyphen


def join_lines(lines: Lines) -> Lines:
    """Return ``lines`` with the pieces of each broken line joined again.

    html2text breaks lines between words and after hyphens, in paragraphs, headings and rows. List
    items, code and lines with a pipe between spaces stay whole. A line end of the page, like that
    of each row, comes after two spaces.
    """
    return put_together(lines, _whole_lines(lines))


def put_together(lines: Lines, whole_lines: Iterable[WholeLine]) -> Lines:
    """Return ``lines`` with each of ``whole_lines`` as one line; their pieces stay in its text."""
    texts, starts, kinds = [], [], []
    for whole in whole_lines:
        start, last = lines.starts[whole.first], whole.end - 1
        texts.append(lines.text[start : lines.starts[last] + len(lines.lines[last])])
        starts.append(start)
        kinds.append(whole.kind)
    return Lines(lines.text, texts, [*starts, lines.starts[-1]], kinds)


class WholeLine:
    """Lines ``first`` to ``end``, which were one of ``kind``."""

    __slots__ = ("end", "first", "kind")

    def __init__(self, first: int, end: int, kind: TokenKind) -> None:
        self.first = first
        self.end = end
        self.kind = kind


def _whole_lines(lines: Lines) -> Iterator[WholeLine]:
    """Yield the whole lines of a text, each with the broken lines it is made of."""
    kinds = lines.kinds
    fences = Fences(lines)
    index, count = 0, len(kinds)
    while index < count:
        end = index + 1
        if kinds[index] in _NEVER_JOINED:
            if kinds[index] is FENCE and (closing := fences.closing(index)) is not None:
                end = closing + 1
            yield from (WholeLine(line, line + 1, kinds[line]) for line in range(index, end))
        else:
            while end < count and kinds[end] not in _NEVER_JOINED:
                end += 1
            has_table = any(map(is_open_delimiter, lines.lines[index:end]))
            yield from (_broken_rows if has_table else _broken_words)(lines, index, end)
        index = end


_NEVER_JOINED: Final = (BLANK, FENCE)


def _broken_rows(lines: Lines, first: int, end: int) -> Iterator[WholeLine]:
    """Yield the whole lines of a run with a table in it: two spaces end each."""
    while first < end:
        after = first + 1
        while after < end and not lines.lines[after - 1].endswith("  "):
            after += 1
        kind = ROW if lines.lines[after - 1].endswith("  ") else TEXT
        if is_open_delimiter(lines.lines[first]):
            kind = DELIMITER
        yield WholeLine(first, after, kind)
        first = after


def _broken_words(lines: Lines, first: int, end: int) -> Iterator[WholeLine]:
    while first < end:
        after = first + 1
        if lines.kinds[first] in _MAY_BE_BROKEN:
            while after < end and _is_rest_of_line(lines, after):
                after += 1
        yield WholeLine(first, after, lines.kinds[first])
        first = after


_MAY_BE_BROKEN: Final = (TEXT, HEADING)
_NEVER_INSIDE: Final = (QUOTE, RULE)


def _is_rest_of_line(lines: Lines, index: int) -> bool:
    """Whether line ``index`` goes on with the line before it."""
    line = lines.lines[index]
    return (
        line[0] not in " \t"
        and lines.kinds[index] not in _NEVER_INSIDE
        and lines.lines[index - 1][0] not in " \t"
        and " | " not in lines.lines[index - 1]
    )


def unwrap(source: str, keeps_breaks: bool = True) -> tuple[str, list[int]]:
    """Return ``source`` without the line ends that its extractor put in, and where they were cut.

    A line end of the page stays, with the two spaces before it, unless spaces at the end of a line
    mean nothing: then ``keeps_breaks`` is False. The cuts are offsets in the
    returned text, in order: after each, one more character of ``source`` is left out.
    """
    if "\n" not in source and "\r" not in source:
        return source, []
    pieces: list[str] = []
    cuts: list[int] = []
    at = length = 0
    line_end = _LINE_END_AND_INDENT if keeps_breaks else _LINE_END_AND_SPACES
    for match in line_end.finditer(source):
        begin, end = match.span()
        pieces.append(source[at:begin])
        length += begin - at
        if keeps_breaks and source.endswith("  ", at, begin):
            mark = "\n"
        else:
            mark = "" if _is_inside_word(source, begin, end) else " "
        pieces.append(mark)
        length += len(mark)
        cuts += [length - 1] * (end - begin - len(mark))
        at = end
    pieces.append(source[at:])
    return "".join(pieces), cuts


_LINE_END_AND_INDENT: Final = re.compile(r"(?:\r\n?|\n)[> \t]*")
_LINE_END_AND_SPACES: Final = re.compile(r"(?<![ \t])[ \t]*(?:\r\n?|\n)[> \t]*")


def _is_inside_word(source: str, begin: int, end: int) -> bool:
    """Whether no space stood where a line was broken: after a hyphen, or between Han characters."""
    if begin > 0 and end < len(source) and breaks_anywhere(source[begin - 1], source[end]):
        return True
    return _is_hyphenated(source, begin, end)


def _is_hyphenated(source: str, begin: int, end: int) -> bool:
    """Whether a line was broken after a hyphen, and not at a space after one.

    There is a space before ``and`` and ``or``: "pre- and post-war".
    """
    if source[begin - 1 : begin] != "-" or not source[max(0, begin - 2) : begin - 1].isalpha():
        return False
    word = _FIRST_WORD.match(source, end)
    return word is not None and word[0] not in words_after_hyphen()


_FIRST_WORD: Final = re.compile(r"[^\W\d_][^ \r\n]*")
