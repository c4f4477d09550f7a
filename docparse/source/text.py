"""Places in the source text, and what is reported about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import add
from typing import Final, Literal, NamedTuple, TypeAlias

import attrs


class Span(NamedTuple):
    """A half-open range of code points: ``text[span.start:span.end]`` is the source."""

    start: int
    end: int


new_tuple: Final = tuple.__new__
"""``new_tuple(Span, (start, end))`` makes a Span at half the cost; every node needs one."""


def spans_of(texts: Iterable[str], starts: Sequence[int]) -> Iterator[Span]:
    """Return the place of each of ``texts``, which start at ``starts``."""
    ends = map(add, starts, map(len, texts))
    return map(new_tuple, repeat(Span), zip(starts, ends, strict=True))


ANYWHERE: Final = Span(0, 2**53 - 1)
"""The span that every span lies in. Not every JSON reader reads larger numbers exactly."""

NO_SPAN = Span(-1, -1)
"""The span of a node that was not read from text: built by hand or read from HTML."""


def lies_in(span: Span, within: Span) -> bool:
    """Whether ``span`` does not end before its start, and lies ``within`` another."""
    return within.start <= span.start <= span.end <= within.end


@attrs.frozen
class Diagnostic:
    """Something in the input that made no sense, and what was done about it.

    ``code`` is a stable name such as ``"invalid-encoding"``, ``span`` the place in code points, and
    ``message`` is for people.
    """

    code: str
    span: Span
    message: str


Family: TypeAlias = Literal["bare", "wrapped", "marked"]


@attrs.frozen
class Dialect:
    """How a text was written: by what, in which family of forms, and with or without marks.

    ``name`` is one of ``docparse.dialects.detect.DIALECTS`` (``"trafilatura-1.12"``, …), and
    ``"unknown"`` where nothing tells. ``evidence`` says in words what in the text decided that.
    ``family`` is ``"bare"`` (a line is a block), ``"wrapped"`` (paragraphs are broken into lines)
    or ``"marked"`` (Markdown).
    """

    name: str
    formatted: bool = False
    evidence: tuple[str, ...] = ()
    family: Family = "bare"


def text_start(text: str) -> int:
    """Return how many byte order marks ``text`` begins with: ``"\\ufeffFares"`` with one.

    Decoding a file as ``"utf-8"`` leaves the mark in the text, where it means nothing: readers
    begin after it, and spans count it.
    """
    return len(text) - len(text.lstrip(BYTE_ORDER_MARK)) if text[:1] == BYTE_ORDER_MARK else 0


BYTE_ORDER_MARK: Final = "\ufeff"


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of ``offset`` in ``text``, both counted from 1.

    ``line_column("Prices\\nFares", 8)`` is ``(2, 2)``. ``offset`` and columns are in code points. A
    line ends at ``\\n``, ``\\r\\n`` or ``\\r``, nowhere else. An offset outside the text is moved
    to its nearest end.
    """
    offset = max(0, min(offset, len(text)))
    before = text[:offset]
    if before.endswith("\r") and text[offset : offset + 1] == "\n":
        before = before[:-1]
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return line, offset - line_start + 1


def line_starts(text: str) -> list[int]:
    """Return where each line of ``text`` starts, as :func:`line_column` counts lines.

    ``line_starts("a\\r\\nb")`` is ``[0, 3]``. It is for many offsets of one text: the line of an
    offset is ``bisect_right(starts, offset)``.
    """
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


_LINE_END: Final = re.compile("\r\n?|\n")
