"""What ``parse`` makes of a text at each ``min_confidence``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from docparse.inspection.trees import Record, Trees
from docparse.nodes import Document

_FINE: Final = 100_000
_COARSE: Final = 400_000
"""Code points; up to so many there are steps of a hundredth, of a twentieth, else of a tenth."""


def thresholds(size: int, chosen: float) -> list[float]:
    """Return each ``min_confidence`` that a text of ``size`` code points is read at, in order.

    They go from 0 to 1, and ``chosen`` is one of them. Of a long text there are fewer.
    """
    parts = 100 if size <= _FINE else 20 if size <= _COARSE else 10
    return sorted({chosen, *(number / parts for number in range(parts + 1))})


@attrs.frozen
class Readings:
    """The trees of a text: ``records[roots[n]]`` is the Document at ``thresholds[n]``."""

    thresholds: list[float]
    roots: list[int]
    records: list[Record]

    def headings(self) -> list[Record]:
        """Return each line that is a heading in one reading or more, in the order of the text."""
        found = {
            tuple(record["at"]): record for record in self.records if record["is"] == "Heading"
        }
        return [found[place] for place in sorted(found)]


def read_at_each(
    thresholds: Sequence[float], read: Callable[[float], Document], trees: Trees
) -> Readings:
    """Return what ``read`` gives at each of ``thresholds``, which are in order.

    Where the trees at two of them are equal, those between are, too, and are not read: a higher
    threshold only takes headings away.
    """
    roots: dict[int, int] = {}

    def root(index: int) -> int:
        if index not in roots:
            roots[index] = trees.add(read(thresholds[index]))
        return roots[index]

    pending = [(0, len(thresholds) - 1)]
    while pending:
        first, last = pending.pop()
        if root(first) == root(last):
            roots |= dict.fromkeys(range(first, last), root(first))
        elif last - first > 1:
            middle = (first + last) // 2
            pending += [(first, middle), (middle, last)]
    return Readings(list(thresholds), [roots[n] for n in range(len(thresholds))], trees.records)
