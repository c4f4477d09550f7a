"""Where rows end in tables whose cells were written one a line, judged by the kinds of cells.

The cells of a column are alike: all years, all names, all scores. So the search is for the reading
that makes the cells of each column most alike. Readings are built row by row, a few side by side;
each knows the width of its table and how often each kind of cell stood in each column, and is
scored by how likely that makes the cells that follow, as in adaptive compression. A row may lack
cells, and a table ends where a new one suits the cells better. The readings kept at a cell are
bounded in number and width, so the time is linear in the cells; most cells end no row that is
followed, as other readings are ahead with a better score.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, log
from operator import add
from typing import Final, NamedTuple

from docparse.tables.cell_kinds import CELL_KINDS, NUMBERS, CellKind
from docparse.tables.columns import LIKELY, LIKELY_HEADER, SHARES, Columns
from docparse.tables.pieces import Cells


class LostTable(NamedTuple):
    """One table found in a run of cells."""

    rows: tuple[int, ...]
    """How many cells each row has; together they are the cells of the table."""
    width: int
    """How many columns the table has."""
    header_rows: int


# Natural logarithms of how likely each event is; chosen on training pages.
_NEW_TABLE: Final = -2.0
_REPEATED_HEADER: Final = 2.0
"""A header row that begins like the table before does."""
_TITLE_SCORE: Final = -4.0
_NO_HEADER: Final = -1.5
_HEADER_UNDER_TITLE: Final = -3.0
"""A header row of two cells under a title, where labels and values are much more common."""
_HEADER_ABOVE_SENTENCE: Final = 0.5
"""A header row that ends where sentences begin."""
_ONE_ROW: Final = -8.0
_MISSING: Final = (-0.1, -4.0, -5.0, -6.0)
"""A row that lacks this many cells, all in one place."""
_EACH_MORE_MISSING: Final = -1.0
_WIDTHS: Final = (0, -8, -0.5, -0.6, -0.8, -0.8, -1, -1.2, -1.3, -1.5, -1.7, -1.8, -2, -2.2, -2.3)
"""A table of this many columns; the last is the widest that is searched for."""

_TITLE_ROW: Final = -1
"""The gap of a title between rows, which does not count in the columns."""

_MOST_READINGS: Final = 3
"""How many readings are followed from a cell."""
_MARGIN: Final = 6.0
"""How far behind the best reading another may be."""
_WIDEST: Final = len(_WIDTHS) - 1
_PER_CELL: Final = 1.5
"""Roughly the least that a cell costs a reading which others are ahead of."""
_AHEAD: Final = 5.0
_RIVALS: Final = [_PER_CELL * cells - _AHEAD for cells in range(1, _WIDEST + 1)]
"""How far a reading may be behind those that end this many cells later and still be followed."""
_GOOD_FIT: Final = -0.2
"""A row whose cells each fit this well lacks none."""
_BEST_FIT: Final = -0.5
"""Roughly how well each cell of a row that lacks some fits at best."""
_GOES_ON: Final = -1.5
"""No other table starts where each cell of the best reading's next row fits this well."""


_UNUSUAL: Final = range(CellKind.PHRASE, CELL_KINDS)
"""The kinds that most tables have few of, and some many: verbs in small letters, say."""
_MANY: Final = 0.5
"""The share of such cells from which on their run has a say in how likely they are."""
_OF_RUN: Final = 0.3
"""How much of a say."""


class _Likelihoods:
    """How likely each kind of cell is where a table begins, in a run of cells of ``kinds``.

    By the tables that were counted, verbs or sentences would hardly ever stand in columns.
    """

    def __init__(self, kinds: Sequence[int]) -> None:
        self.shares, self.of_column, self.of_header = SHARES, LIKELY, LIKELY_HEADER
        """The shares by width, see ``SHARES``; the next are logarithms, of the widths 2 and 3."""
        counts = [kinds.count(kind) for kind in range(CELL_KINDS)]
        if sum([counts[kind] for kind in _UNUSUAL]) >= _MANY * len(kinds):
            run = [count / len(kinds) for count in counts]
            pairs, others = _mixed(SHARES[2], run), _mixed(SHARES[3], run)
            first, second = others[:CELL_KINDS], others[CELL_KINDS : 2 * CELL_KINDS]
            wider = [first + second * more for more in range(2, _WIDEST)]
            self.shares = [[], first, pairs, *wider]
            self.of_column = [[], [], *[[log(share) for share in each] for each in (pairs, others)]]
            header = _mixed([exp(likely) for likely in LIKELY_HEADER], run)
            self.of_header = [log(share) for share in header]


def _mixed(shares: Sequence[float], run: Sequence[float]) -> list[float]:
    """Return ``shares``, those of unusual kinds made more like the ones in a ``run`` of cells."""
    mixed = [*shares]
    for at in range(0, len(shares), CELL_KINDS):
        for kind in _UNUSUAL:
            mixed[at + kind] += _OF_RUN * (run[kind] - mixed[at + kind])
    return mixed


class _Reading:
    """A reading of the cells up to ``end``: rows from ``start`` on, and a reading before it."""

    __slots__ = ("before", "columns", "end", "gap", "header", "score", "start", "title", "width")

    def __init__(
        self,
        score: float,
        start: int,
        end: int,
        width: int,
        header: bool,
        before: _Reading | None,
        title: bool = False,
    ) -> None:
        self.score = score
        self.start = start
        self.end = end
        self.width = width
        self.header = header
        self.before = before
        self.title = title
        """Whether it is a row of one cell above the table that starts after it."""
        self.gap = 0
        """The cells of the last row from this one on stand in the last columns."""
        self.columns: Columns | None = None
        """The columns of the table without the last row, until the reading is followed."""

    def closed_score(self) -> float:
        """Return the score if the table ends here; a single row is hardly a table."""
        alone = self.end - self.start <= self.width and not self.title
        return self.score + _ONE_ROW if alone else self.score


def read_lost_rows(cells: Sequence[str]) -> list[LostTable]:
    """Return the most likely tables of ``cells``, those of adjacent tables."""
    if not cells:
        return []
    found = _Search(cells).read()
    if any(map(_is_mostly_header, found)):
        other = _Search(cells, is_patient=True).read()
        if not any(map(_is_mostly_header, other)):
            return other
    return found


def _is_mostly_header(table: LostTable) -> bool:
    """Whether ``table`` has a row of two cells or more and below it none but of one cell."""
    first, *below = table.rows
    return first > 1 and bool(below) and max(below) == 1


class _Search:
    """The readings that are followed, by the cell at which their last row ends."""

    def __init__(self, texts: Sequence[str], *, is_patient: bool = False) -> None:
        self.cells = Cells.of([*texts])
        self.kinds, self.texts = self.cells.kinds, self.cells.texts
        self.likely = _Likelihoods(self.kinds)
        self.is_patient = is_patient
        """Whether a header alone does not outdo other readings: words are likely in headers."""
        self.readings: list[list[_Reading]] = [[] for _ in range(len(texts) + 1)]
        self.best = [-inf] * (len(texts) + 1)
        """The best score of the readings that end at each cell."""

    def read(self) -> list[LostTable]:
        """Return the tables of the best reading of all cells."""
        self.start_tables(0, None)
        for at in range(len(self.kinds)):
            self.go_on_from(at)
        return _tables(max(self.readings[-1], key=_Reading.closed_score))

    def see_last_row(self, reading: _Reading) -> Columns:
        """Count the last row of ``reading`` in, and return its columns."""
        begin = reading.before.end if reading.before is not None else 0
        columns = reading.columns
        seen = reading.gap >= 0
        if columns is None or begin == reading.start:
            columns = Columns.of(reading.width, self.likely.shares)
            seen = not reading.header
        if seen:
            columns = columns.with_row(self.cells, begin, reading.end - begin, reading.gap)
        reading.columns = columns
        return columns

    def go_on_from(self, at: int) -> None:
        """Follow the best readings that end at ``at``: by a row, or by a new table."""
        here = self.readings[at]
        self.readings[at] = []
        best = self.best[at]
        if not here or best < max(map(add, self.best[at + 1 : at + 1 + _WIDEST], _RIVALS)):
            return
        here.sort(key=_by_score, reverse=True)
        followed: set[tuple[int, int, bool]] = set()
        goes_on = False
        for reading in here:
            if reading.score < best - _MARGIN or len(followed) == _MOST_READINGS:
                break
            key = (reading.width, reading.start, reading.title)
            if key not in followed:
                followed.add(key)
                if not reading.title:
                    fit = self.add_rows(reading, self.see_last_row(reading))
                    if reading is here[0]:
                        goes_on = fit > _GOES_ON
                    # The chain of readings is kept to the end; the columns are for the next row.
                    reading.columns = None
        if self.kinds[at] not in NUMBERS and (not goes_on or self.repeats(here[0].start, at)):
            closed = max(here, key=_Reading.closed_score)
            closed.columns = None
            self.start_tables(at, closed)

    def repeats(self, start: int, at: int) -> bool:
        """Whether the cells from ``at`` on begin like those from ``start`` on."""
        texts = self.texts
        return texts[at] == texts[start] and texts[start + 1 : start + 2] == texts[at + 1 : at + 2]

    def is_rival(self, end: int, score: float) -> bool:
        """Whether a reading with ``score`` up to ``end`` may turn out the best."""
        best = self.best[end]
        if score > best:
            self.best[end] = score
        return score > best - _MARGIN

    def start_tables(self, at: int, before: _Reading | None) -> None:
        """Start tables of every width at ``at``, with a header row and without, and a title."""
        score = before.closed_score() if before is not None else 0.0
        likely, likely_header = self.likely.of_column, self.likely.of_header
        kinds = self.kinds[at : at + _WIDEST]
        title = score + likely_header[kinds[0]] + _TITLE_SCORE
        if self.is_rival(at + 1, title):
            self.readings[at + 1].append(_Reading(title, at, at + 1, 1, False, before, title=True))
        header = score + _NEW_TABLE
        plain = header + _NO_HEADER
        labels = plain + likely[2][kinds[0]]
        if before is not None and self.repeats(before.start, at):
            header += _REPEATED_HEADER
        pairs = _HEADER_UNDER_TITLE if before is not None and before.title else 0.0
        bests, readings = self.best, self.readings
        for width, kind in enumerate(kinds, start=1):
            end = at + width
            header += likely_header[kind]
            plain += likely[3][kind if width == 1 else CELL_KINDS + kind]
            with_header, without = header, plain
            if end < len(self.kinds) and self.kinds[end] == CellKind.SENTENCE != kind:
                with_header += _HEADER_ABOVE_SENTENCE
            if width == 2:
                with_header += pairs
                without = labels + likely[2][CELL_KINDS + kind]
            is_header = with_header >= without
            best = (with_header if is_header else without) + _WIDTHS[width]
            if best > bests[end] - _MARGIN:
                if best > bests[end] and not (is_header and self.is_patient):
                    bests[end] = best
                readings[end].append(_Reading(best, at, end, width, is_header, before))

    def add_rows(self, reading: _Reading, columns: Columns) -> float:
        """Follow a whole row, a row that lacks some cells, and a title between rows.

        Returns how well each cell of a whole row fits, on average.
        """
        at, width = reading.end, reading.width
        left = len(self.kinds) - at
        fits = columns.likely(self.cells, at, 0)
        whole = sum(fits)
        if left >= width:
            self.add_row(reading, width, 0, whole + _MISSING[0])
        if width > left or whole < _GOOD_FIT * width:
            for missing in range(max(1, width - left), min(len(_MISSING), width)):
                length = width - missing
                most = reading.score + _MISSING[missing] + _BEST_FIT * length
                if most > self.best[at + length] - _MARGIN:
                    fit, gap = columns.fit(self.cells, at, length, fits)
                    self.add_row(reading, length, gap, fit + _MISSING[missing])
        if left <= width - len(_MISSING):
            cost = _MISSING[-1] + _EACH_MORE_MISSING * (width - left)
            self.add_row(reading, left, left, whole + cost)
        if width > 1 and not (self.is_patient and at == reading.start + width):
            title = _TITLE_SCORE + self.likely.of_header[self.kinds[at]]
            self.add_row(reading, 1, _TITLE_ROW, title)
        return whole / width

    def add_row(self, reading: _Reading, length: int, gap: int, likely: float) -> None:
        """Go on by ``length`` cells, those from ``gap`` on in the last columns."""
        score, end = reading.score + likely, reading.end + length
        if self.is_rival(end, score):
            row = _Reading(score, reading.start, end, reading.width, reading.header, reading)
            row.gap, row.columns = gap, reading.columns
            self.readings[end].append(row)


def _by_score(reading: _Reading) -> float:
    return reading.score


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
