"""Paragraphs that an extractor broke into lines: the lines joined, and the words in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from docparse.dialects.line_width import breaks_anywhere
from docparse.dialects.row_shapes import is_open_delimiter
from docparse.source.fences import Fences
from docparse.source.lines import (
    DELIMITER,
    FENCE,
    FILLED,
    HEADING,
    QUOTE,
    ROW,
    RULE,
    TEXT,
    Lines,
    TokenKind,
)
from docparse.words.languages import phrase_set


def join_lines(lines: Lines) -> Lines:
    """Return ``lines`` with the pieces of each broken line joined again.

    html2text breaks lines between words and after hyphens, in paragraphs, headings and rows. List
    items, code and lines with a pipe between spaces stay whole. A line end of the page, like that
    of each row, comes after two spaces.
    """
    return put_together(lines, _whole_lines(lines))


def put_together(lines: Lines, whole_lines: Iterable[WholeLine]) -> Lines:
    """Return ``lines`` with each of ``whole_lines`` as one line; their pieces stay in its text.

    A line of several pieces counts as special.
    """
    texts: list[str] = []
    starts: list[int] = []
    kinds: list[TokenKind] = []
    special: list[int] = []
    for whole in whole_lines:
        start, last = lines.starts[whole.first], whole.end - 1
        if whole.kind is not TEXT or last > whole.first:
            special.append(len(texts))
        texts.append(lines.text[start : lines.starts[last] + len(lines.lines[last])])
        starts.append(start)
        kinds.append(whole.kind)
    return Lines(lines.text, texts, [*starts, lines.starts[-1]], kinds, special)


def as_they_are(lines: Lines, first: int, end: int) -> Iterator[WholeLine]:
    """Yield each of the lines ``first`` to ``end`` as a whole line."""
    return (WholeLine(line, line + 1, lines.kinds[line]) for line in range(first, end))


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
        if kinds[index] not in _JOINED:
            if kinds[index] is FENCE and (closing := fences.closing(index)) is not None:
                end = closing + 1
            yield from as_they_are(lines, index, end)
        else:
            end = lines.run_end(end, _JOINED)
            has_table = any(map(is_open_delimiter, lines.lines[index:end]))
            yield from (_broken_rows if has_table else _broken_words)(lines, index, end)
        index = end


_JOINED: Final = FILLED - {FENCE}
"""The kinds of lines that may go on with one another."""


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

    def between(words: str, end: int) -> str:
        if keeps_breaks and words.endswith("  "):
            return "\n"
        return "" if _is_inside_word(words, source, end) else " "

    line_end = _LINE_END_AND_INDENT if keeps_breaks else _LINE_END_AND_SPACES
    return in_one_line(source, line_end, between)


def in_one_line(
    source: str, line_end: re.Pattern[str], between: Callable[[str, int], str]
) -> tuple[str, list[int]]:
    """Return ``source`` with other characters for what ``line_end`` matches, and the cuts.

    ``between`` returns them, none or one, given the words before a match and where it ends.
    """
    if "\n" not in source and "\r" not in source:
        return source, []
    pieces: list[str] = []
    cuts: list[int] = []
    at = length = 0
    for match in line_end.finditer(source):
        begin, end = match.span()
        words = source[at:begin]
        mark = between(words, end)
        pieces += (words, mark)
        length += len(words) + len(mark)
        cuts += [length - 1] * (end - begin - len(mark))
        at = end
    pieces.append(source[at:])
    return "".join(pieces), cuts


_LINE_END_AND_INDENT: Final = re.compile(r"(?:\r\n?|\n)[> \t]*")
_LINE_END_AND_SPACES: Final = re.compile(r"(?<![ \t])[ \t]*(?:\r\n?|\n)[> \t]*")


def _is_inside_word(words: str, source: str, end: int) -> bool:
    """Whether no space stood where a line of ``words`` was broken, which goes on at ``end``.

    So it is between Han characters, and after a hyphen, but not before ``and`` and ``or``:
    "pre- and post-war".
    """
    if words and end < len(source) and breaks_anywhere(words[-1], source[end]):
        return True
    if words[-1:] != "-" or not words[-2:-1].isalpha():
        return False
    word = _FIRST_WORD.match(source, end)
    return word is not None and word[0] not in phrase_set("after a hanging hyphen")


_FIRST_WORD: Final = re.compile(r"[^\W\d_][^ \r\n]*")
