"""Paragraphs that an extractor broke into lines: the lines joined, and the words in them."""

from __future__ import annotations

import re
from typing import Final

from docparse.dialects.extractors import is_open_delimiter
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
    """Return ``lines`` with those that were one line before it was broken as one again.

    That is how html2text breaks lines: between words and behind hyphens, in paragraphs, headings
    and rows. List items, code and lines with a pipe between spaces stay whole. A line end that
    the page had comes after two spaces; so does that of each row.
    """
    joined = Lines(lines.text, [], [], [])
    kinds = lines.kinds
    fences = Fences(lines)
    index, count = 0, len(kinds)
    while index < count:
        end = index + 1
        if kinds[index] in _WHOLE:
            if kinds[index] is FENCE:
                closing = fences.closing(index)
                end = index + 1 if closing is None else closing + 1
            for line in range(index, end):
                _add(joined, lines, line, line + 1, kinds[line])
            index = end
            continue
        while end < count and kinds[end] not in _WHOLE:
            end += 1
        has_table = any(map(is_open_delimiter, lines.lines[index:end]))
        add = _add_rows if has_table else _add_words
        add(joined, lines, index, end)
        index = end
    joined.starts.append(lines.starts[-1])
    return Lines(joined.text, joined.lines, joined.starts, joined.kinds)


_WHOLE: Final = (BLANK, FENCE)


def _add(joined: Lines, lines: Lines, first: int, end: int, kind: TokenKind) -> None:
    start = lines.starts[first]
    stop = lines.starts[end - 1] + len(lines.lines[end - 1])
    joined.lines.append(lines.text[start:stop])
    joined.starts.append(start)
    joined.kinds.append(kind)


def _add_rows(joined: Lines, lines: Lines, first: int, end: int) -> None:
    """Add a run of lines in which there is a table: each goes on until two spaces end it."""
    index = first
    while index < end:
        after = index + 1
        while after < end and not lines.lines[after - 1].endswith("  "):
            after += 1
        kind = TEXT
        if is_open_delimiter(lines.lines[index]):
            kind = DELIMITER
        elif lines.lines[after - 1].endswith("  "):
            kind = ROW
        _add(joined, lines, index, after, kind)
        index = after


def _add_words(joined: Lines, lines: Lines, first: int, end: int) -> None:
    index = first
    while index < end:
        after = index + 1
        if lines.kinds[index] in _BROKEN:
            while after < end and _goes_on(lines, after):
                after += 1
        _add(joined, lines, index, after, lines.kinds[index])
        index = after


_BROKEN: Final = (TEXT, HEADING)
_NEVER_INSIDE: Final = (QUOTE, RULE)


def _goes_on(lines: Lines, index: int) -> bool:
    """Tell whether line ``index`` goes on with the line before it."""
    line = lines.lines[index]
    return (
        line[0] not in " \t"
        and lines.kinds[index] not in _NEVER_INSIDE
        and lines.lines[index - 1][0] not in " \t"
        and " | " not in lines.lines[index - 1]
    )


def unwrap(source: str) -> tuple[str, list[int]]:
    """Return ``source`` without the line ends that its extractor put in, and what is cut out.

    A line end that the page had stays, with the two spaces before it. The cuts are offsets in the
    text returned, in order: behind each of them one more character of ``source`` is left out.
    """
    if "\n" not in source and "\r" not in source:
        return source, []
    pieces: list[str] = []
    cuts: list[int] = []
    at = length = 0
    for match in _LINE_END.finditer(source):
        begin, end = match.span()
        pieces.append(source[at:begin])
        length += begin - at
        if source.endswith("  ", at, begin):
            mark = "\n"
        else:
            mark = "" if _is_hyphenated(source, begin, end) else " "
        pieces.append(mark)
        length += len(mark)
        cuts += [length - 1] * (end - begin - len(mark))
        at = end
    pieces.append(source[at:])
    return "".join(pieces), cuts


_LINE_END: Final = re.compile(r"(?:\r\n?|\n)[> \t]*")


def _is_hyphenated(source: str, begin: int, end: int) -> bool:
    """Tell whether a line was broken behind a hyphen, and not at the space after one.

    A space stands there before ``and`` and ``or``: "pre- and post-war".
    """
    if source[begin - 1 : begin] != "-" or not source[max(0, begin - 2) : begin - 1].isalpha():
        return False
    word = _WORD.match(source, end)
    return word is not None and word[0] not in words_after_hyphen()


_WORD: Final = re.compile(r"[^\W\d_][^ \r\n]*")
