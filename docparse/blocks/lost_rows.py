"""Where rows end in tables whose cells were written one a line, judged by the kinds of cells.

The cells of a column are alike: all years, all names, all scores. So the reading is sought under
which every column is most alike. Readings are built row by row, several at a time; each knows the
width of its table and how often each kind of cell stood in each column, and is scored by how
likely that makes the cells that follow (an adaptive model, as in compression). A row may lack
cells, and a table may end where the cells fit a new one better. The number of readings kept is
bounded at every cell, so the time is linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final, NamedTuple

import attrs

from docparse.blocks.lost_rows_weights import BODY, HEADER, LABELS, VALUES, FIRST

MOST_COLUMNS: Final = 14
"""The widest table that is looked for."""


class LostTable(NamedTuple):
    """One table found in a run of cells."""

    rows: tuple[int, ...]
    """How many cells each row has; together they are the cells of the table."""
    width: int
    """How many columns the table has."""
    header_rows: int


# ----------------------------------------------------------------------------- kinds of cells

_EMPTY: Final = 0
_KINDS: Final = 18


def kind_of(cell: str) -> int:
    """Return the kind of ``cell``, a number below 18, by its characters alone."""
    if not cell:
        return 0
    first = cell[0]
    size = len(cell)
    if first in _DIGITS:
        if cell.isdigit():
            if size < 3:
                return 1
            return 2 if size == 4 and first in "12" else 3
        if not cell.strip("0123456789,"):
            return 3
        if not cell.strip("0123456789.,%"):
            return 4
        if not any(map(str.isalpha, cell)):
            return 5
        return 6 if size < 25 else 13
    if first in "([\"“'«„":
        return 7
    if not cell[:3].strip("-–—−+?*†•/.,:#$€£√×·&"):
        return 8 if size < 4 else 9
    if first in "-–—−+$€£#":
        return 9
    words = cell.count(" ") + 1
    if cell[-1] == ":":
        return 10
    if words > 7:
        return 17
    if words > 3:
        return 15 if not _has_digit(cell) else 16
    if _has_digit(cell):
        return 14
    if words == 1:
        if size < 4:
            return 11
        return 12
    return 13


_DIGITS: Final = frozenset("0123456789")


def _has_digit(cell: str) -> bool:
    return not _DIGITS.isdisjoint(cell)


def _number(cell: str) -> int:
    """Return the number of at most four digits that ``cell`` is, or is headed by (``2) Boats``)."""
    digits = cell[: len(cell[:5]) - len(cell[:5].lstrip("0123456789"))]
    rest = cell[len(digits) : len(digits) + 1]
    return int(digits) if 0 < len(digits) < 5 and rest in ("", ".", ")") else -9


# ------------------------------------------------------------------------------------ readings


@attrs.define
class _Reading:
    """What the cells up to ``end`` may be: a table of ``width`` columns and what came before."""

    score: float
    end: int
    width: int
    start: int
    header: bool
    counts: list[int]
    """How often each kind stood in each column, column by column."""
    totals: list[int]
    above: list[int]
    """The last cell of each column, -1 for none."""
    before: _Reading | None
    title: bool = False


def _logs(shares: Sequence[int]) -> list[float]:
    total = sum(shares)
    return [log(share / total) for share in shares]


_HEADER_LOGS: Final = _logs(HEADER)


def _priors(shares: Sequence[int]) -> list[float]:
    total = sum(shares)
    return [STRENGTH * share / total for share in shares]


STRENGTH = 1.0
NEW_TABLE = -4.0
TITLE = -3.5
MISS = (0.0, -3.0, -4.0, -5.0)
FULL = -0.1
SAME = 1.0
COUNTS_ON = 2.0
HEADERLESS = -1.5
WIDTH = (0.0, -8.0, -1.0, -1.2, -1.6, -1.6, -2.0, -2.3, -2.6, -3.0, -3.3, -3.6, -4.0, -4.3, -4.6)
KEPT = 6
MARGIN = 14.0
INFO = 0.0

_BODY: Final = _priors(BODY)
_FIRST: Final = _priors(FIRST)
_LABELS: Final = _priors(LABELS)
_VALUES: Final = _priors(VALUES)


def read_lost_rows(cells: Sequence[str]) -> list[LostTable]:
    """Return the tables that ``cells``, the cells of adjacent tables, are most likely of."""
    kinds = [kind_of(cell) for cell in cells]
    numbers = [_number(cell) for cell in cells]
    size = len(cells)
    readings: list[list[_Reading] | None] = [None] * (size + 1)
    header_sums = [0.0]
    for kind in kinds:
        header_sums.append(header_sums[-1] + _HEADER_LOGS[kind])
    _start_tables(readings, None, 0, kinds, header_sums)
    for at in range(size):
        here = readings[at]
        if here is None:
            continue
        readings[at] = None
        here.sort(key=lambda reading: -reading.score)
        best = here[0]
        least = best.score - MARGIN
        seen = set()
        kept = 0
        for reading in here:
            if reading.score < least or kept == KEPT:
                break
            key = (reading.width, reading.start, reading.title)
            if key in seen:
                continue
            seen.add(key)
            kept += 1
            _extend(readings, reading, cells, kinds, numbers)
        if kinds[at] == 0 or kinds[at] > 6:
            _start_tables(readings, best, at, kinds, header_sums)
    ends = readings[size] or []
    if not ends:
        return []
    return _tables(max(ends, key=lambda reading: reading.score))


def _put(readings, reading):
    there = readings[reading.end]
    if there is None:
        readings[reading.end] = [reading]
    elif reading.score > there[0].score - MARGIN:
        if reading.score > there[0].score:
            there.insert(0, reading)
        else:
            there.append(reading)


def _start_tables(readings, before, at, kinds, header_sums):
    size = len(kinds)
    score = NEW_TABLE + (before.score if before is not None else 0.0)
    title = at > 0 and before is not None
    for width in range(1, min(MOST_COLUMNS, size - at) + 1):
        header = score + WIDTH[width] + header_sums[at + width] - header_sums[at]
        _put(readings, _Reading(header, at + width, width, at, True, [0] * (width * _KINDS), [0] * width, [-1] * width, before))
        counts = [0] * (width * _KINDS)
        plain = score + WIDTH[width] + HEADERLESS + (INFO if width == 2 else 0)
        for column in range(width):
            kind = kinds[at + column]
            plain += log(_prior(width, column)[kind] / STRENGTH)
            counts[column * _KINDS + kind] = 1
        _put(readings, _Reading(plain, at + width, width, at, False, counts, [1] * width, list(range(at, at + width)), before))
    # a title over the table: a row of one cell
    _put(readings, _Reading(score + TITLE + header_sums[at + 1] - header_sums[at] - NEW_TABLE, at + 1, 1, at, True, [], [], [], before, True))


def _prior(width, column):
    if width == 2:
        return _VALUES if column else _LABELS
    return _BODY if column else _FIRST


def _extend(readings, reading, cells, kinds, numbers):
    at, width = reading.end, reading.width
    if reading.title:
        return
    size = len(kinds)
    counts, totals, above = reading.counts, reading.totals, reading.above

    def fit(cell, column):
        kind = kinds[cell]
        value = log((counts[column * _KINDS + kind] + _prior(width, column)[kind]) / (totals[column] + STRENGTH))
        over = above[column]
        if over >= 0:
            if numbers[over] >= 0 and numbers[cell] == numbers[over] + 1:
                value += COUNTS_ON
            elif cells[over] == cells[cell] and kind:
                value += SAME
        return value

    left = size - at
    fits = [fit(at + column, column) for column in range(min(width, left))]
    total = sum(fits)
    if left >= width:
        _add(readings, reading, width, 0, 0, total + FULL, kinds)
        if total > -1.2 * width:
            pass
    # rows that lack 1 to 3 cells, all at one place
    for missing in range(1, min(len(MISS), width)):
        length = width - missing
        if length > left:
            continue
        if length < 1:
            break
        shifted = [fit(at + column, column + missing) for column in range(length)]
        tail = sum(shifted)
        best, place = tail, 0
        for column in range(length):
            tail += fits[column] - shifted[column]
            if tail > best:
                best, place = tail, column + 1
        _add(readings, reading, length, place, missing, best + MISS[missing], kinds)
    if left < width and width - left >= len(MISS):
        _add(readings, reading, left, left, width - left, total + MISS[-1] - (width - left), kinds)
    # a title row inside the table
    if width > 1:
        kind = kinds[at]
        _put(readings, _Reading(reading.score + TITLE + _HEADER_LOGS[kind], at + 1, width, reading.start, reading.header, counts, totals, above, reading))


def _add(readings, reading, length, place, missing, gain, kinds):
    score = reading.score + gain
    at = reading.end
    there = readings[at + length]
    if there is not None and score < there[0].score - MARGIN:
        return
    counts, totals, above = reading.counts.copy(), reading.totals.copy(), reading.above.copy()
    for cell in range(length):
        column = cell if cell < place else cell + missing
        counts[column * _KINDS + kinds[at + cell]] += 1
        totals[column] += 1
        above[column] = at + cell
    _put(readings, _Reading(score, at + length, reading.width, reading.start, reading.header, counts, totals, above, reading))


def _tables(last: _Reading) -> list[LostTable]:
    found = []
    rows: list[int] = []
    reading: _Reading | None = last
    titles = 0
    while reading is not None:
        before = reading.before
        begins = before.end if before is not None else 0
        rows.append(reading.end - begins)
        if begins == reading.start and not (before is not None and before.start == reading.start and not before.title):
            # first row of this table; a title before it belongs to it
            width, header = reading.width, reading.header
            extra = 0
            while before is not None and before.title:
                rows.append(1)
                extra += 1
                before = before.before
            found.append(LostTable(tuple(reversed(rows)), width, extra + 1 if header else 0))
            rows = []
        reading = before
    return found[::-1]
