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

from docparse.tables.cell_kinds import CELL_KINDS
from docparse.tables.cell_shares import BODY, FIRST, HEADER, LABELS, VALUES
from docparse.tables.pieces import Cells
from docparse.words.numbers import NO_NUMBER

WIDEST: Final = 16
"""How many columns are looked at."""

_MOST_GAPS: Final = 3
"""How many missing cells are looked for; a row that lacks more is compared from the left."""
SAME_AS_ABOVE: Final = 1.0
"""What it counts that a cell equals the one above; the next, that its number follows."""
ONE_MORE_THAN_ABOVE: Final = 2.0


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


def header_fit(kinds: Sequence[int]) -> float:
    """Return how likely cells of these kinds are in a header, as a natural logarithm."""
    return sum([LIKELY_HEADER[kind] for kind in kinds])


def first_fit(kinds: Sequence[int], width: int) -> float:
    """Return how likely cells of these kinds are in the first row of a table of ``width``."""
    width = min(width, WIDEST)
    likely = LIKELY[width]
    return sum([likely[column * CELL_KINDS + kind] for column, kind in enumerate(kinds[:width])])


class Columns:
    """The columns of a table with the cells of its rows up to some row."""

    __slots__ = ("above", "following", "totals", "weights")

    def __init__(
        self, weights: list[float], totals: list[float], above: list[str], following: list[int]
    ) -> None:
        self.weights = weights
        """How often each kind stands in each column, and its share: column by column."""
        self.totals = totals
        self.above = above
        """The last text of each column; the next are the numbers that would follow these."""
        self.following = following

    @classmethod
    def of(cls, width: int, shares: Sequence[list[float]] = SHARES) -> Columns:
        width = min(width, WIDEST)
        return cls(shares[width].copy(), [1.0] * width, [""] * width, [NO_NUMBER + 1] * width)

    def widened(self, width: int) -> Columns:
        """Return the same columns and new ones behind them, ``width`` in all."""
        have = len(self.totals)
        if width <= have or have == WIDEST:
            return self
        fresh = Columns.of(width)
        return Columns(
            self.weights + fresh.weights[len(self.weights) :],
            self.totals + fresh.totals[have:],
            self.above + fresh.above[have:],
            self.following + fresh.following[have:],
        )

    def likely(self, cells: Cells, at: int, shift: int) -> list[float]:
        """Return how likely each cell from ``at`` on is if that one stands in column ``shift``."""
        kinds, texts, numbers = cells.kinds, cells.texts, cells.numbers
        weights, totals = self.weights, self.totals
        aboves, following = self.above, self.following
        fits = []
        column = shift
        for cell in range(at, min(len(kinds), at + len(totals) - shift)):
            fit = log(weights[column * CELL_KINDS + kinds[cell]] / totals[column])
            text = texts[cell]
            if text == aboves[column]:
                if text:
                    fit += SAME_AS_ABOVE
            elif numbers[cell] == following[column]:
                fit += ONE_MORE_THAN_ABOVE
            fits.append(fit)
            column += 1
        return fits

    def fit(self, cells: Cells, at: int, length: int, whole: list[float]) -> tuple[float, int]:
        """Return how likely the cells of a row are, and from which on they stand at the right.

        They are ``length`` from ``at`` on; ``whole`` is how likely each is from the left.
        """
        length = min(length, len(self.totals))
        missing = len(self.totals) - length
        if not 0 < missing <= _MOST_GAPS:
            return sum(whole[:length]), length
        shifted = self.likely(cells, at, missing)
        total = best = sum(shifted)
        gap = 0
        for cell in range(length):
            total += whole[cell] - shifted[cell]
            if total > best:
                best, gap = total, cell + 1
        return best, gap

    def with_row(self, cells: Cells, at: int, length: int, gap: int) -> Columns:
        """Return the columns with a row counted in, whose cells from ``gap`` on are at the right.

        They are ``length`` from ``at`` on.
        """
        weights, totals = self.weights.copy(), self.totals.copy()
        above, following = self.above.copy(), self.following.copy()
        missing = len(totals) - min(length, len(totals))
        for cell in range(at, at + len(totals) - missing):
            column = cell - at if cell < at + gap else cell - at + missing
            weights[column * CELL_KINDS + cells.kinds[cell]] += 1
            totals[column] += 1
            above[column] = cells.texts[cell]
            following[column] = cells.numbers[cell] + 1
        return Columns(weights, totals, above, following)
