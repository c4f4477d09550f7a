"""What each line of a text is, by its shape alone: no context, no memory of other lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from enum import Enum
from itertools import accumulate
from typing import Final

from docparse.source.text import Span, new_tuple, text_start
from docparse.words.item_marks import BULLETS, DASHES, ITEM_MARK, TYPED_NUMBER, item_mark
from docparse.words.wiki import equals_signs


class TokenKind(Enum):
    """The shapes a line can have."""

    # Enum hashes a member by its name, in Python; the parser looks up a kind for every line.
    __hash__ = object.__hash__

    BLANK = "blank"
    """Nothing but spaces, tabs and characters that cannot be seen."""
    TEXT = "text"
    """Anything that is none of the others."""
    HEADING = "heading"
    """``## Title``, or ``== Title ==`` as wikis write it."""
    ITEM = "item"
    """``- text``, ``• text``, ``1. text``, ``(3) text`` and the like; indented or not."""
    MARK = "mark"
    """A list mark alone, ``-``: some extractors write it after its item, some before."""
    ROW = "row"
    """A line that starts or ends with a pipe."""
    DELIMITER = "delimiter"
    """``---|---|``, the line under a table's header."""
    PIPES = "pipes"
    """Nothing but pipes: empty cells, or the padding of a wide one."""
    FENCE = "fence"
    """A line that opens or closes a code block: three backticks or tildes, then perhaps a word."""
    QUOTE = "quote"
    """``> text``"""
    RULE = "rule"
    """``---`` or ``***``"""
    LABEL = "label"
    """``Question: text``, ``A: text``: one of the labels of a question or an answer."""


BLANK, TEXT, HEADING, ITEM, MARK, ROW, DELIMITER, PIPES, FENCE, QUOTE, RULE, LABEL = TokenKind
"""The kinds as plain names: looking one up in its Enum takes many times as long (CPython 3.11)."""

FILLED: Final = frozenset(TokenKind) - {BLANK}
"""All kinds but that of blank lines."""


class Lines:
    """The lines of a text.

    Byte order marks that open the text are line ends in ``text``, so that a line begins after
    them. ``lines[i]`` is line ``i`` without its ending; it starts at ``starts[i]``, and the next
    one at ``starts[i + 1]``. ``kinds[i]`` is its shape; ``special`` are the lines of other kinds
    than TEXT, in order.
    """

    def __init__(
        self,
        text: str,
        lines: list[str],
        starts: list[int],
        kinds: list[TokenKind],
        special: list[int] | None = None,
    ) -> None:
        self.text = text
        self.lines = lines
        self.starts = starts
        self.kinds = kinds
        self.special = _special(kinds) if special is None else special

    def __reduce__(self) -> tuple[object, ...]:
        return Lines, (self.text, self.lines, self.starts, self.kinds, self.special)

    @property
    def has_dashed_items(self) -> bool:
        """Whether a line begins with a dash and a space, as extractors write items."""
        return any(self.lines[index][:2] == "- " for index in self.special)

    @property
    def firsts(self) -> str:
        """The first character of each line, a line end for an empty one.

        To look through them takes a hundredth of the time of looking through the text.
        """
        return "".join([line[0] if line else "\n" for line in self.lines])

    def line(self, index: int) -> str:
        """Return line ``index``; ``""`` behind the last one."""
        return self.lines[index] if index < len(self.lines) else ""

    def run_end(self, index: int, kinds: Container[TokenKind]) -> int:
        """Return the index after the run of lines of ``kinds`` that starts at ``index``."""
        end = index
        while end < len(self.kinds) and self.kinds[end] in kinds:
            end += 1
        return end

    def trimmed(self, index: int) -> Span:
        """Return the place of line ``index`` without the spaces and tabs around it."""
        return trimmed_span(self.lines[index], self.starts[index])


def _special(kinds: list[TokenKind]) -> list[int]:
    return [index for index, kind in enumerate(kinds) if kind is not TEXT]


def trimmed_span(line: str, start: int) -> Span:
    """Return the place of ``line``, which starts at ``start``, without outer spaces and tabs."""
    if line and line[0] not in " \t" and line[-1] not in " \t":
        return new_tuple(Span, (start, start + len(line)))
    left = line.lstrip(" \t")
    start += len(line) - len(left)
    return new_tuple(Span, (start, start + len(left.rstrip(" \t"))))


INVISIBLE: Final = " \t\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\u3000\ufeff"
"""Spaces, and characters without a width: a line of nothing else is blank."""


def scan(text: str) -> Lines:
    """Return the lines of ``text``, cut at ``\\n``, ``\\r\\n`` and ``\\r``, and the shape of each.

    Byte order marks that open ``text`` are in no line. Lines with a label are TEXT here: the
    structure steps read labels.
    """
    first = text_start(text)
    if first:
        text = text[first:]
    if "\r" in text:
        parts = re.split(_KEPT_LINE_END, text)
        lines = parts[::2]
        endings = map(len, parts[1::2])
        lengths = [len(line) + ending for line, ending in zip(lines, [*endings, 0], strict=True)]
        starts = list(accumulate(lengths, initial=first))
    else:
        lines = text.split("\n")
        end = first
        starts = [first, *[end := end + len(line) + 1 for line in lines]]
        starts[-1] -= 1
    if first:
        text = "\n" * first + text
    return Lines(text, lines, starts, *_kinds(lines, "|" in text))


_KEPT_LINE_END: Final = "(\r\n?|\n)"


def _kinds(lines: list[str], has_pipes: bool) -> tuple[list[TokenKind], list[int]]:
    """Return the shape of each line, and the indexes of those that are not TEXT."""
    kinds = [TEXT] * len(lines)
    special = []
    shapes = _SHAPES
    for index, line in enumerate(lines):
        if not line:
            kind = BLANK
        elif line[0] in shapes:
            kind = shapes[line[0]](line)
            if kind is TEXT:
                continue
        elif has_pipes and "|" in line and _ends_in_pipe(line):
            kind = ROW
        else:
            continue
        kinds[index] = kind
        special.append(index)
    return kinds, special


def line_kind(line: str) -> TokenKind:
    """Return the shape of one line, given without its ending."""
    (kind,), _ = _kinds([line], "|" in line)
    return kind


# ------------------------------------------------------------------ lines by their first character


def _indented(line: str) -> TokenKind:
    rest = line.strip(" \t")
    return line_kind(rest) if rest else BLANK


def _ends_in_pipe(line: str) -> bool:
    return line[-1] == "|" or line.rstrip(" \t")[-1:] == "|"


def _ending_in_pipe(line: str) -> TokenKind:
    return ROW if _ends_in_pipe(line) else TEXT


def _hash(line: str) -> TokenKind:
    rest = line.lstrip("#")
    marked = len(line) - len(rest) <= 6 and rest[:1] in (" ", "\t", "")
    return HEADING if marked and not _ends_in_pipe(line) else _ending_in_pipe(line)


def _pipe(line: str) -> TokenKind:
    if not line.strip("| \t"):
        return PIPES
    return DELIMITER if _is_line_of_dashes(line) else ROW


def _is_line_of_dashes(line: str) -> bool:
    return "---" in line and "|" in line and not line.strip("-|: \t")


def _bullet(line: str) -> TokenKind:
    """Return the kind of a line that opens with ``-``, ``*`` or ``+``."""
    if _is_line_of_dashes(line):
        return DELIMITER
    if not line[1:].strip(" \t"):
        return MARK
    if _is_rule(line):
        return RULE
    if line[1] in " \t" and not _ends_in_pipe(line):
        return ITEM
    return _ending_in_pipe(line)


def _typed_bullet(line: str) -> TokenKind:
    """Return the kind of a line that opens with ``•``, ``–`` or another mark that people type."""
    return _typed_mark(line) if line[1:].strip(" \t\u00a0\ufe0f") else MARK


def _typed_mark(line: str) -> TokenKind:
    if _ends_in_pipe(line):
        return ROW
    return ITEM if item_mark(line) else TEXT


def _equals_sign(line: str) -> TokenKind:
    """``== Title ==``: two to six signs, and as many at the end."""
    return HEADING if equals_signs(line) else _ending_in_pipe(line)


def _invisible(line: str) -> TokenKind:
    return _ending_in_pipe(line) if line.strip(INVISIBLE) else BLANK


def _is_rule(line: str) -> bool:
    """Three or more of one mark of ``-*_``, with or without spaces between."""
    return line.count(line[0]) >= 3 and not line.strip(line[0] + " \t")


def _underscore(line: str) -> TokenKind:
    return RULE if _is_rule(line) else _ending_in_pipe(line)


def _colon(line: str) -> TokenKind:
    return DELIMITER if _is_line_of_dashes(line) else _ending_in_pipe(line)


def _digit(line: str) -> TokenKind:
    if _ends_in_pipe(line):
        return ROW
    return ITEM if ITEM_MARK.match(line) or TYPED_NUMBER.match(line) else TEXT


def _fence(line: str) -> TokenKind:
    mark = line[0]
    rest = line.lstrip(mark)
    if len(line) - len(rest) >= 3 and mark not in rest:
        return FENCE
    return _ending_in_pipe(line)


def _quote_kind(line: str) -> TokenKind:
    quoted = line[1:2] in (" ", "", ">", "|")
    is_row = _ends_in_pipe(line) and "|" not in line.lstrip("> \t")[:1]
    return QUOTE if quoted and not is_row else _ending_in_pipe(line)


_SHAPES: Final[dict[str, Callable[[str], TokenKind]]] = {
    " ": _indented,
    "\t": _indented,
    "#": _hash,
    "|": _pipe,
    ":": _colon,
    "-": _bullet,
    "*": _bullet,
    "+": _bullet,
    **dict.fromkeys(BULLETS + DASHES, _typed_bullet),
    "(": _typed_mark,
    "=": _equals_sign,
    "_": _underscore,
    "`": _fence,
    "~": _fence,
    ">": _quote_kind,
    **dict.fromkeys("0123456789", _digit),
    **dict.fromkeys(INVISIBLE.strip(" \t"), _invisible),
}
