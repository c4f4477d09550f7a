"""From offsets in a block's source to spans in the whole text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from docparse.inlines.escapes import ENTITY, entity, escaped
from docparse.source.text import NO_SPAN, Span, new_tuple

Placing: TypeAlias = "Callable[[int, int], Span]"
"""Gives the span in the whole text for two offsets in the block."""


def placing(start: int, cuts: Sequence[int]) -> Placing:
    """Return the function that makes spans for a block at ``start``; see :func:`parse_inlines`."""
    if start < 0:
        return lambda begin, end: NO_SPAN
    if not cuts:
        return lambda begin, end: new_tuple(Span, (start + begin, start + end))

    def place(begin: int, end: int) -> Span:
        return Span(start + begin + bisect_left(cuts, begin), start + end + bisect_left(cuts, end))

    return place


def place_of_part(source: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place in ``source`` of the part of ``text`` between two offsets.

    ``place_of_part("Q: a\\\\*b", "Q: a*b", 3, 6)`` is ``(3, 7)``: ``text`` was read from
    ``source``, which has escapes, references, and line ends that became a space, a newline or
    nothing. None if ``text`` was not read from ``source``.
    """
    for pattern in (_WRITTEN_LONGER, _LINE_END_AND_PREFIX):
        steps = _written_stretches(source, text, pattern)
        if steps is not None:
            begin = _written_at(steps, start)
            return begin, max(begin, _written_at(steps, end))
    return None


_LINE_END_AND_PREFIX: Final = re.compile(r"(?:\r\n?|\n)[> \t]*")
_WRITTEN_LONGER: Final = re.compile(rf"\\[!-/:-@\[-`{{-~]|{ENTITY}|{_LINE_END_AND_PREFIX.pattern}")


def _written_stretches(
    source: str, text: str, pattern: re.Pattern[str]
) -> list[tuple[int, int]] | None:
    """Return where each stretch that is the same in both begins, in ``text`` and ``source``."""
    steps = [(0, 0)]
    read = written = 0
    for match in pattern.finditer(source):
        plain = source[written : match.start()]
        longer = match.group()
        if longer[0] in "\r\n" and not text.startswith(plain, read):
            plain = plain.rstrip(" \t")
        if not text.startswith(plain, read):
            return None
        read += len(plain)
        if longer[0] == "\\":
            stands_for = escaped(longer)
        elif longer[0] == "&":
            stands_for = entity(longer)
        else:
            stands_for = text[read : read + 1] if text[read : read + 1] in (" ", "\n") else ""
        if not text.startswith(stands_for, read):
            return None
        read += len(stands_for)
        written = match.end()
        steps.append((read, written))
    return steps if text[read:] == source[written:] else None


def _written_at(steps: list[tuple[int, int]], at: int) -> int:
    """Return the place in the source of offset ``at`` in the text."""
    for read, written in reversed(steps):
        if read <= at:
            return written + at - read
    return 0
