"""How well the cells of a row suit the columns of a table: all years, all names, all scores.

A column begins with the shares that each kind of cell has in the columns of all tables, and counts
the kinds that stand in it, as in adaptive compression; a cell suits it as likely as that makes its
kind. The cells that a row lacks may be missing anywhere: it is compared from the left and from the
right.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

import attrs

from docparse.tables.cell_kinds import CELL_KINDS, NUMBERS
from docparse.tables.cell_shares import BODY, FIRST, HEADER, LABELS, VALUES
from docparse.tables.pieces import Cells
from docparse.words.numbers import row_number

WIDEST: Final = 16
"""How many columns are looked at."""

_MOST_GAPS: Final = 3
"""How many missing cells are looked for; a row that lacks more is compared from the left."""
SAME_AS_ABOVE: Final = 1.0
"""What it counts that a cell equals the one above; the next, that its number follows."""
ONE_MORE_THAN_ABOVE: Final = 2.0

BEST_FIT: Final = 2.0
"""The most that a cell can add: nothing if its kind is sure, and that its number follows."""


def _of_one(shares: Sequence[int]) -> list[float]:
    total = sum(shares)
    return [share / total for share in shares]


def _shares(width: int) -> list[float]:
    """Return the shares of all kinds in each column of a table of ``width``, one after another."""
    first, others = (LABELS, VALUES) if width == 2 else (FIRST, BODY)
    return _of_one(first) + _of_one(others) * (width - 1)


SHARES: Final = [[], *map(_shares, range(1, WIDEST + 1))]
"""What the columns of a table of each width begin with."""
LIKELY: Final = [[log(share) for share in shares] for shares in SHARES]
"""The natural logarithms of these shares; the next are those of a header."""
LIKELY_HEADER: Final = [log(share) for share in _of_one(HEADER)]


def header_fit(cells: Cells) -> float:
    """Return how likely the kinds of ``cells`` are in a header, as a natural logarithm."""
    return sum([LIKELY_HEADER[kind] for kind in cells.kinds])


def first_fit(cells: Cells, width: int) -> float:
    """Return how likely the kinds of ``cells`` are in the first row of a table of ``width``."""
    width = min(width, WIDEST)
    likely = LIKELY[width]
    kinds = cells.kinds[:width]
    return sum([likely[column * CELL_KINDS + kind] for column, kind in enumerate(kinds)])


@attrs.define(eq=False, repr=False)
class Columns:
    """The columns of a table with the cells of its rows up to some row."""

    weights: list[float]
    """How often each kind stands in each column, and its share: column by column."""
    totals: list[float]
    above: list[str]
    """The last text of each column."""

    @classmethod
    def of(cls, width: int) -> Columns:
        width = min(width, WIDEST)
        return cls(SHARES[width].copy(), [1.0] * width, [""] * width)

    def widened(self, width: int) -> Columns:
        """Return the same columns and new ones behind them, ``width`` in all."""
        more = min(width, WIDEST) - len(self.totals)
        if more <= 0:
            return self
        fresh = SHARES[len(self.totals) + more][len(self.weights) :]
        return Columns(self.weights + fresh, self.totals + [1.0] * more, self.above + [""] * more)

    def fit(self, cells: Cells) -> tuple[float, int]:
        """Return how likely ``cells`` are here, and from which one on they stand at the right."""
        width = len(self.totals)
        length = min(len(cells.kinds), width)
        fits = self._fits(cells, length, 0)
        missing = width - length
        if not 0 < missing <= _MOST_GAPS:
            return sum(fits), length
        shifted = self._fits(cells, length, missing)
        total = best = sum(shifted)
        gap = 0
        for cell in range(length):
            total += fits[cell] - shifted[cell]
            if total > best:
                best, gap = total, cell + 1
        return best, gap

    def _fits(self, cells: Cells, length: int, shift: int) -> list[float]:
        """Return how likely each cell is if the first stands in column ``shift``."""
        kinds, texts = cells
        weights, totals, aboves = self.weights, self.totals, self.above
        fits = []
        column = shift
        for cell in range(length):
            kind = kinds[cell]
            likely = log(weights[column * CELL_KINDS + kind] / totals[column])
            text, above = texts[cell], aboves[column]
            if text and above:
                if text == above:
                    likely += SAME_AS_ABOVE
                elif kind in NUMBERS and row_number(text) == row_number(above) + 1:
                    likely += ONE_MORE_THAN_ABOVE
            fits.append(likely)
            column += 1
        return fits

    def with_row(self, cells: Cells, gap: int) -> Columns:
        """Return the columns with ``cells`` counted in, those from ``gap`` on at the right."""
        weights, totals, above = self.weights.copy(), self.totals.copy(), self.above.copy()
        width = len(totals)
        missing = max(0, width - len(cells.kinds))
        for cell, kind in enumerate(cells.kinds[:width]):
            column = cell + missing if cell >= gap else cell
            weights[column * CELL_KINDS + kind] += 1
            totals[column] += 1
            above[column] = cells.texts[cell]
        return Columns(weights, totals, above)
