"""Where rows end in tables whose cells were written one a line, judged by the kinds of cells.

The cells of a column are alike: all years, all names, all scores. So the reading is sought under
which every column is most alike. Readings are built row by row, a few side by side; each knows the
width of its table and how often each kind of cell stood in each column, and is scored by how
likely that makes the cells that follow, as in adaptive compression. A row may lack cells, and a
table ends where a new one suits the cells better. The readings kept at a cell are bounded in
number and width, so the time is linear in the cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final, NamedTuple

import attrs

from docparse.blocks.cell_kinds import NUMBERS, CellKind, cell_kind, leading_number
from docparse.blocks.cell_shares import BODY, FIRST, HEADER, LABELS, VALUES


class LostTable(NamedTuple):
    """One table found in a run of cells."""

    rows: tuple[int, ...]
    """How many cells each row has; together they are the cells of the table."""
    width: int
    """How many columns the table has."""
    header_rows: int


_KINDS: Final = len(CellKind)

# Natural logarithms of how likely each event is; chosen on training pages.
_NEW_TABLE: Final = -2.0
_TITLE: Final = -4.0
_NO_HEADER: Final = -1.5
_HEADER_UNDER_TITLE: Final = -3.0
"""A header row of two cells under a title; labels and values are much more common there."""
_ONE_ROW: Final = -8.0
_MISSING: Final = (-0.1, -4.0, -5.0, -6.0)
"""A row that lacks so many cells, all at one place."""
_EACH_MORE_MISSING: Final = -1.0
_WIDTHS: Final = (0, -8, -0.5, -0.6, -0.8, -0.8, -1, -1.2, -1.3, -1.5, -1.7, -1.8, -2, -2.2, -2.3)
"""A table of so many columns; the widest that is looked for is the last."""
_SAME_AS_ABOVE: Final = 1.0
_ONE_MORE_THAN_ABOVE: Final = 2.0

_STRENGTH: Final = 1.0
"""How many cells the shares of all tables count for in a column."""
_KEPT: Final = 3
"""How many readings go on from a cell."""
_MARGIN: Final = 14.0
"""How far behind the best reading another may be."""


@attrs.define
class _Reading:
    """What the cells up to ``end`` may be: rows of a table that began at ``start``, and before it.

    A ``title`` is a row of one cell over the table that starts behind it.
    """

    score: float
    start: int
    end: int
    width: int
    header: bool
    before: _Reading | None
    title: bool = False
    counts: list[int] = attrs.field(factory=list)
    """How often each kind stood in each column, column by column."""
    totals: list[int] = attrs.field(factory=list)
    above: list[int] = attrs.field(factory=list)
    """The last cell of each column, -1 for none."""

    def closed_score(self) -> float:
        """Return the score if the table ends here; one row alone hardly is a table."""
        alone = self.end - self.start <= self.width and not self.title
        return self.score + _ONE_ROW if alone else self.score

    def until(self, end: int, score: float) -> _Reading:
        """Return a reading of one more row, which sees the same in its columns."""
        return _Reading(
            score,
            self.start,
            end,
            self.width,
            self.header,
            self,
            False,
            self.counts,
            self.totals,
            self.above,
        )


def read_lost_rows(cells: Sequence[str]) -> list[LostTable]:
    """Return the tables that ``cells``, those of adjacent tables, most likely make up."""
    if not cells:
        return []
    search = _Search(cells)
    search.start_tables(0, None)
    for at in range(len(cells)):
        search.go_on_from(at)
    return _tables(max(search.readings[-1] or [], key=_Reading.closed_score))


class _Search:
    """The readings that are followed, by the cell at which their last row ends."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells
        self.kinds = [cell_kind(cell) for cell in cells]
        self.numbers = [leading_number(cell) for cell in cells]
        self.readings: list[list[_Reading] | None] = [None] * (len(cells) + 1)

    def go_on_from(self, at: int) -> None:
        """Follow the best readings that end at ``at``: by a row, or by a new table."""
        here = self.readings[at]
        if here is None:
            return
        self.readings[at] = None
        here.sort(key=_by_score, reverse=True)
        followed: set[tuple[int, int, bool]] = set()
        for reading in here:
            if reading.score < here[0].score - _MARGIN or len(followed) == _KEPT:
                break
            key = (reading.width, reading.start, reading.title)
            if key not in followed:
                followed.add(key)
                if not reading.title:
                    self.add_rows(reading)
        if self.kinds[at] not in NUMBERS:
            self.start_tables(at, max(here, key=_Reading.closed_score))
        for reading in here:
            # The chain of readings is kept to the end; what only the next row needs is not.
            reading.counts = reading.totals = reading.above = []

    def put(self, reading: _Reading) -> None:
        there = self.readings[reading.end]
        if there is None:
            self.readings[reading.end] = [reading]
        elif reading.score > there[0].score:
            there.insert(0, reading)
        elif reading.score > there[0].score - _MARGIN:
            there.append(reading)

    def start_tables(self, at: int, before: _Reading | None) -> None:
        """Start tables of every width at ``at``, with a header row and without, and a title."""
        score = before.closed_score() if before is not None else 0.0
        header = score + _HEADER[self.kinds[at]]
        self.put(_Reading(header + _TITLE, at, at + 1, 1, False, before, title=True))
        header = plain = score + _NEW_TABLE
        titled = before is not None and before.title
        cells = range(at, min(at + len(_WIDTHS) - 1, len(self.kinds)))
        for width, kind in enumerate(self.kinds[cells.start : cells.stop], start=1):
            header += _HEADER[kind]
            pairs = _HEADER_UNDER_TITLE if titled and width == 2 else 0.0
            self.put(_new_table(header + pairs + _WIDTHS[width], at, width, True, before))
            reading = _new_table(plain + _NO_HEADER + _WIDTHS[width], at, width, False, before)
            for column in range(width):
                shares = _shares(width, column)
                reading.score += log(shares[self.kinds[at + column]] / _STRENGTH)
                reading.counts[column * _KINDS + self.kinds[at + column]] = 1
            reading.totals = [1] * width
            reading.above = list(range(at, at + width))
            self.put(reading)

    def add_rows(self, reading: _Reading) -> None:
        """Go on by a whole row, by a row that lacks some cells, and by a title between rows."""
        at, width = reading.end, reading.width
        left = len(self.kinds) - at
        fits = [self.fit(reading, at + column, column) for column in range(min(width, left))]
        if left >= width:
            self.add_row(reading, width, 0, sum(fits) + _MISSING[0])
        for missing in range(max(1, width - left), min(len(_MISSING), width)):
            length = width - missing
            shifted = [self.fit(reading, at + cell, cell + missing) for cell in range(length)]
            total = best = sum(shifted)
            gap = 0
            for cell in range(length):
                total += fits[cell] - shifted[cell]
                if total > best:
                    best, gap = total, cell + 1
            self.add_row(reading, length, gap, best + _MISSING[missing])
        if left <= width - len(_MISSING):
            cost = _MISSING[-1] + _EACH_MORE_MISSING * (width - left)
            self.add_row(reading, left, left, sum(fits) + cost)
        if width > 1:
            score = reading.score + _TITLE + _HEADER[self.kinds[at]]
            self.put(reading.until(at + 1, score))

    def fit(self, reading: _Reading, cell: int, column: int) -> float:
        """Return how likely ``cell`` is in ``column``, given those that stood there."""
        kind = self.kinds[cell]
        seen = reading.counts[column * _KINDS + kind]
        share = seen + _shares(reading.width, column)[kind]
        likely = log(share / (reading.totals[column] + _STRENGTH))
        above = reading.above[column]
        if above >= 0:
            if self.numbers[above] >= 0 and self.numbers[cell] == self.numbers[above] + 1:
                likely += _ONE_MORE_THAN_ABOVE
            elif kind and self.cells[above] == self.cells[cell]:
                likely += _SAME_AS_ABOVE
        return likely

    def add_row(self, reading: _Reading, length: int, gap: int, likely: float) -> None:
        """Go on by ``length`` cells, those from ``gap`` on in the last columns."""
        score, end = reading.score + likely, reading.end + length
        there = self.readings[end]
        if there is not None and score <= there[0].score - _MARGIN:
            return
        row = reading.until(end, score)
        row.counts = reading.counts.copy()
        row.totals = reading.totals.copy()
        row.above = reading.above.copy()
        missing = reading.width - length
        for cell in range(length):
            column = cell if cell < gap else cell + missing
            row.counts[column * _KINDS + self.kinds[reading.end + cell]] += 1
            row.totals[column] += 1
            row.above[column] = reading.end + cell
        self.put(row)


def _by_score(reading: _Reading) -> float:
    return reading.score


def _new_table(
    score: float, at: int, width: int, header: bool, before: _Reading | None
) -> _Reading:
    counts = [0] * (width * _KINDS)
    unseen = [-1] * width
    return _Reading(
        score, at, at + width, width, header, before, False, counts, [0] * width, unseen
    )


def _tables(last: _Reading) -> list[LostTable]:
    """Return the tables of a reading of all cells, from its last row back to the first."""
    found = []
    rows: list[int] = []
    reading: _Reading | None = last
    while reading is not None:
        before = reading.before
        begins = before.end if before is not None else 0
        rows.append(reading.end - begins)
        if begins == reading.start:
            header_rows = int(reading.header)
            width = reading.width
            while before is not None and before.title:
                rows.append(1)
                header_rows += reading.header
                before = before.before
            found.append(LostTable(tuple(reversed(rows)), width, header_rows))
            rows = []
        reading = before
    return found[::-1]


# ------------------------------------------------------------------------------ shares of kinds


def _of_one(shares: Sequence[int]) -> list[float]:
    total = sum(shares)
    return [_STRENGTH * share / total for share in shares]


_HEADER: Final = [log(share / _STRENGTH) for share in _of_one(HEADER)]
_BODY: Final = _of_one(BODY)
_FIRST: Final = _of_one(FIRST)
_LABELS: Final = _of_one(LABELS)
_VALUES: Final = _of_one(VALUES)


def _shares(width: int, column: int) -> list[float]:
    if width == 2:
        return _VALUES if column else _LABELS
    return _BODY if column else _FIRST
