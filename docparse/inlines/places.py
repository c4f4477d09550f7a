"""From offsets in a block's source to spans in the whole text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TypeAlias

from docparse.source import NO_SPAN, Span, new_tuple

Placing: TypeAlias = "Callable[[int, int], Span]"
"""Makes the span of what stands between two offsets in the block."""


def placing(start: int, cuts: Sequence[int]) -> Placing:
    """Return what makes spans for a block at ``start``; see :func:`parse_inlines`."""
    if start < 0:
        return lambda begin, end: NO_SPAN
    if not cuts:
        return lambda begin, end: new_tuple(Span, (start + begin, start + end))

    def place(begin: int, end: int) -> Span:
        return Span(start + begin + bisect_left(cuts, begin), start + end + bisect_left(cuts, end))

    return place
