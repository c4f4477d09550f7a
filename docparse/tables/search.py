"""Which lines make up a row, and which rows a table: of all readings the one that costs least.

A reading goes through a run of lines from the first to the last, step by step: a row, which may
stand on several lines; a row with a delimiter row below; the first row of another table; a line
that belongs to no table. Each step is charged for what is unusual about it, and a row is worth how
well its cells suit those above::

    Route | Hours |          the first table begins with a header
    ---|---|
    Ness - Voe | 2 |         a row
    Quay -                   a row on two lines
    Voe | 3 |
    Ticket | Adult |         another table begins with a header
    ---|---|

What is charged how much is learned for each generation: :mod:`docparse.tables.costs`. The readings
that are followed from a line are bounded in number, and so are the lines of a row: the time is
linear in the lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from operator import attrgetter
from typing import Final, NamedTuple

import attrs

from docparse.source.lines import DELIMITER, PIPES, ROW
from docparse.tables.cell_kinds import CellKind, cell_kind
from docparse.tables.columns import BEST_FIT, WIDEST, Columns, first_fit, header_fit
from docparse.tables.costs import NO_CHARGE, Charge, Costs
from docparse.tables.pieces import MOST_LINES, PARTS, Cells, Pieces
from docparse.words.numbers import NO_NUMBER
from docparse.words.sentences import ends_sentence

_MOST_FOLLOWED: Final = 3
"""How many readings are followed from a line."""
_FARTHEST_BEHIND: Final = 6.0
"""How far behind the best reading another may be."""
_HARDLY_BEHIND: Final = 2.0
"""How far it may be behind if its table ends."""
_DEAREST_ROW: Final = 12.0
"""What the lines of one row may cost."""
_WIDER: Final = 3
"""How many cells more than its table a row on several lines may have where rows are not padded."""
_LONGEST_WORD: Final = 60
"""Code points of a short line of words."""
_FEWEST_SPACES: Final = 3
"""How many spaces a sentence has at least."""
_MOST_TITLES: Final = 3

_Charges = tuple[Charge, ...]


class RowLines(NamedTuple):
    """The lines from some line up to ``end`` as one row, and what its further lines are charged."""

    end: int
    closed: int
    """How many cells are closed by a pipe."""
    kinds: list[int]
    """The kinds of these cells, and perhaps of more below; the next are their texts."""
    texts: list[str]
    open_text: str | None
    """The last cell, if no pipe closes it."""
    charges: _Charges
    cost: float
    joins: int
    """How many of its lines follow one that leaves no cell open."""
    needs_all: bool
    """Whether it can only be a row with all cells of its table: its last line has no pipe."""

    @property
    def width(self) -> int:
        return self.closed + (self.open_text is not None)

    def cells(self) -> Cells:
        kinds, texts = self.kinds[: self.closed], self.texts[: self.closed]
        if self.open_text is not None:
            kinds.append(cell_kind(self.open_text))
            texts.append(self.open_text)
        return Cells(kinds, texts)


@attrs.define(eq=False, repr=False)
class Reading:
    """A reading of the lines up to ``end``: its last step, and the reading up to that.

    What it knows of the table that the step belongs to is in the attributes from ``start`` on.
    """

    before: Reading | None
    end: int
    score: float
    charges: _Charges
    start: int = -1
    """The first line of the table; -1 outside tables."""
    width: int = 0
    rows: int = 0
    since: int = 0
    """How many rows stand below the last header."""
    headed: bool = False
    names_rows: bool = False
    """Whether a header with figures stood right below another."""
    is_short: bool = False
    """Whether the last row lacks cells."""
    is_ragged: bool = False
    """Whether rows that lack cells stood between whole ones."""
    number: int = NO_NUMBER
    """The number that the last row begins with."""
    debt: Charge = NO_CHARGE
    """What is charged if another row follows."""
    columns: Columns | None = None
    """The columns without the last row, until the reading is followed."""
    last: Cells | None = None
    gap: int = 0
    """From which cell on the last row stands at the right."""

    @property
    def standing(self) -> float:
        """The score if another row follows."""
        return self.score - self.debt.cost

    @property
    def begins(self) -> int:
        """The first line of the last step."""
        before = self.before
        if before is None or before.start != self.start:
            return self.start if self.start >= 0 else self.end - 1
        return before.end

    def seen(self) -> Columns:
        """Return the columns with the last row counted in."""
        columns = Columns.of(self.width) if self.columns is None else self.columns
        columns = columns.widened(self.width)
        if self.last is not None:
            columns = columns.with_row(self.last, self.gap)
            self.last = None
        self.columns = columns
        return columns

    def forget(self) -> None:
        """Drop what only the next row needs: the chain of readings is kept to the end."""
        self.columns = self.last = None

    def next(self, end: int, cost: float, charges: _Charges) -> Reading:
        """Return a reading that goes on by one step in the same table, up to ``end``."""
        return Reading(
            self,
            end,
            self.score - cost,
            charges,
            self.start,
            self.width,
            self.rows,
            self.since,
            self.headed,
            self.names_rows,
            False,
            self.is_ragged,
            columns=self.columns,
        )


_score: Final = attrgetter("score")
_standing: Final = attrgetter("standing")


class Search:
    """The readings that are followed, by the line after their last step."""

    def __init__(self, pieces: Pieces, costs: Costs) -> None:
        self.pieces, self.costs = pieces, costs
        self.readings: list[list[Reading]] = [[] for _ in range(pieces.size + 1)]
        self.best = [-inf] * (pieces.size + 1)
        """The best standing of the readings that end before each line."""

    def read(self) -> Reading | None:
        """Return the best reading of all lines, None if there is none."""
        for at in range(self.pieces.size):
            here = self.readings[at]
            self.readings[at] = []
            if here or at == 0:
                self._read_from(at, here)
            for reading in here:
                reading.forget()
        best = max(self.readings[-1], key=_score, default=None)
        if best is None and not all(self.pieces.may_begin):
            # Pipes that open rows are missing: any line may begin one.
            self.pieces.may_begin = [True] * len(self.pieces.may_begin)
            Search.__init__(self, self.pieces, self.costs)
            return self.read()
        return best

    def keep(self, reading: Reading) -> None:
        """Keep ``reading`` unless another that ends there is far better."""
        best, standing = self.best[reading.end], reading.standing
        if standing > best:
            self.best[reading.end] = standing
        elif standing < best - _FARTHEST_BEHIND and reading.score < best - _HARDLY_BEHIND:
            return
        self.readings[reading.end].append(reading)

    def _read_from(self, at: int, here: list[Reading]) -> None:
        """Go on from line ``at`` with the readings that end there."""
        here.sort(key=_standing, reverse=True)
        followed = self._followed(here)
        widths: list[int] = []
        rows: list[RowLines] = []
        if self.pieces.kinds[at] is not DELIMITER:
            widths = self.pieces.widths(at)
            widest = max([0, *widths, *[reading.width for reading in followed]])
            rows = list(self._rows(at, self._limit(widest)))
        for reading in followed:
            self._go_on(at, rows, reading)
        self._leave_out(at, max(here, key=_score, default=None))
        self._begin_table(at, rows, widths, max(here, key=self._before_table, default=None))
        for reading in here:
            if reading.width == 1 and 0 < reading.rows < _MOST_TITLES:
                self._widen(at, rows, widths, reading)
                break

    def _is_hopeless(self, end: int, score: float, debt: float, row: RowLines) -> bool:
        """Whether a reading that ends with ``row`` falls behind however well its cells fit."""
        score += self.costs.fit * BEST_FIT * row.width
        best = self.best[end]
        return score - debt < best - _FARTHEST_BEHIND and score < best - _HARDLY_BEHIND

    def _followed(self, here: list[Reading]) -> list[Reading]:
        """Return the readings of ``here``, best first, whose tables may go on."""
        followed: dict[tuple[int, int, int], Reading] = {}
        for reading in here:
            if reading.start >= 0:
                behind = self.best[reading.end] - reading.standing
                if behind > _FARTHEST_BEHIND or len(followed) == _MOST_FOLLOWED:
                    break
                followed.setdefault((reading.start, reading.width, min(reading.since, 2)), reading)
        return list(followed.values())

    def _before_table(self, reading: Reading) -> float:
        """Return the score of ``reading`` if another table begins after it."""
        charge = self.costs.first_bare if reading.start < 0 else self.costs.new_bare
        return reading.score - charge.cost

    # ------------------------------------------------------------------ in a table

    def _go_on(self, at: int, rows: list[RowLines], reading: Reading) -> None:
        """Go on with each of ``rows``, which begin at line ``at``, in the same table."""
        if self.pieces.kinds[at] is DELIMITER:
            charges = (self.costs.bare_delimiter, reading.debt)
            header = reading.next(at + 1, sum(charge.cost for charge in charges), charges)
            header.headed, header.since = True, 0
            self.keep(header)
            return
        columns = reading.seen()
        number = self.pieces.number(at)
        for row in self._within(at, rows, reading.width):
            if self.pieces.is_headed(row.end):
                self._go_on_with_header(row, reading)
            else:
                self._go_on_with_row(at, row, reading, columns, number)

    def _go_on_with_header(self, row: RowLines, reading: Reading) -> None:
        costs, marks = self.costs, self.pieces.marks(row.end)
        row = self._joined(row, marks)
        cells = row.cells()
        looks = _header_looks(cells)
        place = min(reading.since, 2) if reading.headed else 2 + min(reading.rows, 2)
        charges = (*row.charges, reading.debt, costs.further_header[looks][place])
        if reading.names_rows and place == 2:
            charges += (costs.names_rows,)
        if marks != reading.width:
            charges += (costs.other_width,)
        if marks != row.width:
            charges += (costs.header_lacks,)
        cost = sum([charge.cost for charge in charges]) - costs.fit * header_fit(cells)
        header = reading.next(row.end + 1, cost, charges)
        header.names_rows |= reading.headed and place == 0 and looks == 2
        header.width = max(reading.width, marks)
        header.rows += 1
        header.since = 0
        header.headed = True
        self.keep(header)

    def _go_on_with_row(
        self, at: int, row: RowLines, reading: Reading, columns: Columns, number: int
    ) -> None:
        costs, pieces = self.costs, self.pieces
        width, end = reading.width, row.end
        row = self._joined(row, width)
        charges = row.charges
        if reading.debt is not NO_CHARGE:
            charges += (reading.debt,)
        debt = NO_CHARGE
        if row.width < width:
            charge = self._short_charge(row.width, width, end == at + 1, reading.is_ragged)
            if self.pieces.pads and charge is not costs.title:
                debt = charge.less(costs.last_short)
                charge = costs.last_short
            charges += (charge,)
        if number != NO_NUMBER and number == reading.number + 1:
            charges += (costs.counts_on,)
        is_wide = row.width > width and not self._is_overpadded(at, row, width)
        if is_wide:
            charges += (costs.wide if end == at + 1 else costs.wide_broken,)
        if end == at + 1 and row.width == width:
            end = pieces.run_ends[at]
        cost = sum([charge.cost for charge in charges])
        if self._is_hopeless(end, reading.score - cost, debt.cost, row):
            return
        cells = row.cells()
        fit, gap = columns.fit(cells)
        after = reading.next(end, cost - costs.fit * fit, charges)
        rows = end - at if end > row.end else 1
        after.rows += rows
        after.since += rows
        if is_wide and row.end == at + 1:
            after.width = row.width
        after.is_short = row.width < width
        after.is_ragged |= reading.is_short and row.width == width and not pieces.pads
        after.number = pieces.number(end - 1) if rows > 1 else number
        after.debt = debt
        after.last, after.gap = cells, gap
        self.keep(after)

    def _is_overpadded(self, at: int, row: RowLines, width: int) -> bool:
        """Whether ``row`` has only too many pipes at its end: those of a cell over columns.

        ``up to two years | |||`` in a table of two columns. It begins another table if the next
        row is as wide.
        """
        if not self.pieces.pads or row.end > at + 1 or any(row.texts[width : row.closed]):
            return False
        return row.end == self.pieces.size or self.pieces.closed[row.end] != row.closed

    def _short_charge(self, cells: int, width: int, one_line: bool, is_ragged: bool) -> Charge:
        """Return the charge for a row of fewer cells than its table has columns."""
        if cells == 1 and width > 2 and one_line:
            return self.costs.title
        return self.costs.short_again if is_ragged else self.costs.short(width - cells)

    # ------------------------------------------------------------------ between tables

    def _leave_out(self, at: int, before: Reading | None) -> None:
        """Go on with line ``at`` in no table."""
        pieces, costs = self.pieces, self.costs
        kind = pieces.kinds[at]
        if kind is DELIMITER:
            charge = costs.stray_delimiter
        elif kind is PIPES:
            charge = costs.stray
        elif kind is not ROW:
            charge = costs.outside
        elif pieces.closed[at] > 1:
            return
        else:
            charge = costs.stray_row
        score = before.score if before is not None else 0.0
        self.keep(Reading(before, at + 1, score - charge.cost, (charge,)))

    def _begin_table(
        self, at: int, rows: list[RowLines], widths: list[int], before: Reading | None
    ) -> None:
        """Begin a table at line ``at`` after ``before``, with one of ``rows``."""
        pieces, costs = self.pieces, self.costs
        is_first = before is None or before.start < 0
        if is_first and at > 0 and pieces.kinds[at] not in PARTS:
            return
        charges: _Charges = ()
        repeats = False
        if before is not None and not is_first:
            text = pieces.first_text(at)
            repeats = text != "" and text == pieces.first_text(before.start)
            if repeats:
                charges = (costs.repeats,)
        like = before if repeats else None
        if pieces.kinds[at] is DELIMITER:
            table = self._table(
                at, at + 1, before, pieces.marks(at), (*charges, costs.new_delimiter)
            )
            table.headed = True
            self.keep(table)
            return
        for row in self._within(at, rows, max(widths, default=0)):
            if pieces.is_headed(row.end):
                header = costs.first_headed
                if not is_first:
                    header = costs.new_headed[_header_looks(row.cells())]
                self._begin_headed(at, row, before, (*charges, header), like)
                continue
            bare = costs.first_bare
            if not is_first:
                bare = costs.new_contrast if pieces.contrasts(at, row.end) else costs.new_bare
            for width in widths:
                if row.width <= width:
                    self._begin_bare(at, row, before, width, (*charges, bare), like)

    def _widen(self, at: int, rows: list[RowLines], widths: list[int], title: Reading) -> None:
        """Go on with ``rows`` of several cells, from line ``at`` on, below a ``title`` of one."""
        pieces, costs = self.pieces, self.costs
        for row in self._within(at, rows, max(widths, default=0)):
            if pieces.is_headed(row.end):
                self._begin_headed(at, row, title, (title.debt, costs.widen_headed), None, True)
                continue
            for width in widths:
                if width > 1 and row.width <= width:
                    charges = (title.debt, costs.widen_bare)
                    self._begin_bare(at, row, title, width, charges, None, True)

    def _begin_headed(
        self,
        at: int,
        row: RowLines,
        before: Reading | None,
        charges: _Charges,
        like: Reading | None,
        widens: bool = False,
    ) -> None:
        """Begin a table with the header ``row``: as wide as its delimiter row, itself, or rows."""
        pieces = self.pieces
        marks, below = pieces.marks(row.end), row.end + 1
        row = self._joined(row, marks)
        widths = {marks, row.width}
        if below < pieces.size and pieces.kinds[below] is ROW and pieces.closed[below] > row.width:
            widths.add(pieces.closed[below])
        fit = self.costs.fit * header_fit(row.cells())
        for width in widths:
            if width > widens:
                more: _Charges = () if width == marks else (self.costs.other_width,)
                if row.width != marks:
                    more += (self.costs.header_lacks,)
                whole = (*row.charges, *charges, *more)
                table = self._table(at, row.end + 1, before, width, whole, fit, widens)
                table.headed = True
                table.rows += 1
                if like is not None and like.width == width:
                    table.columns = like.seen()
                self.keep(table)

    def _begin_bare(
        self,
        at: int,
        row: RowLines,
        before: Reading | None,
        width: int,
        charges: _Charges,
        like: Reading | None,
        widens: bool = False,
    ) -> None:
        """Begin a table of ``width`` with ``row``, which has no delimiter row below."""
        costs, pieces = self.costs, self.pieces
        end = row.end
        row = self._joined(row, width)
        charges = (*row.charges, *charges)
        if row.width < width:
            charges += (self._short_charge(row.width, width, end == at + 1, False),)
        cells = row.cells()
        fit = costs.fit * first_fit(cells, width)
        as_header = costs.fit * header_fit(cells) - costs.header_row.cost
        is_header = as_header > fit
        if is_header:
            fit = as_header + costs.header_row.cost
            charges += (costs.header_row,)
        elif row.width == width and end == at + 1:
            end = pieces.run_ends[at]
        rows = end - at if end > row.end else 1
        alone = rows == 1 and not widens
        if alone:
            charges += (costs.one_row,)
        table = self._table(at, end, before, width, charges, fit, widens)
        table.rows += rows
        table.since = rows
        table.number = pieces.number(end - 1)
        table.debt = costs.not_one_row if alone else NO_CHARGE
        if not is_header:
            table.last, table.gap = cells, row.width
        if like is not None and like.width == width:
            table.columns = like.seen()
        self.keep(table)

    def _table(
        self,
        at: int,
        end: int,
        before: Reading | None,
        width: int,
        charges: _Charges,
        fit: float = 0.0,
        widens: bool = False,
    ) -> Reading:
        """Return a reading whose last step, up to ``end``, is the first of a table.

        If the table ``widens``, it is the one that ``before`` begins.
        """
        charges += (self.costs.columns(min(width, WIDEST)),)
        score = before.score if before is not None else 0.0
        score += fit - sum([charge.cost for charge in charges])
        table = Reading(before, end, score, charges, at, width)
        if widens and before is not None:
            table.start, table.rows, table.headed = before.start, before.rows, before.headed
        return table

    # ------------------------------------------------------------------ rows

    def _limit(self, width: int) -> int:
        """Return how many cells may be closed in a row of a table of ``width`` on several lines."""
        return width if self.pieces.pads else width + _WIDER

    def _within(self, at: int, rows: list[RowLines], width: int) -> Iterator[RowLines]:
        """Yield those of ``rows``, from line ``at`` on, that may be of a table of ``width``."""
        limit = self._limit(width)
        for row in rows:
            if row.closed > limit and row.end > at + 1:
                return
            is_loose = row.joins or self.pieces.kinds[at] not in PARTS
            if (row.needs_all and row.width != width) or (width == 1 and is_loose):
                continue
            yield row

    def _rows(self, at: int, limit: int) -> Iterator[RowLines]:
        """Yield what may be one row from line ``at`` on, if it closes ``limit`` cells at most."""
        pieces, costs = self.pieces, self.costs
        kinds, is_open, may_begin = pieces.kinds, pieces.open, pieces.may_begin
        beginning = pieces.beginning(at)
        cell_kinds, texts = list(beginning.kinds), list(beginning.texts)
        charges: _Charges = ()
        if kinds[at] not in PARTS:
            charges = (costs.lead, self._word_charge(at))
        cost = sum([charge.cost for charge in charges])
        joins = 0
        end = at + 1
        after_pipes = False
        while True:
            if may_begin[end]:
                words = pieces.left_open[end - 1]
                in_words = kinds[end - 1] not in PARTS
                row = RowLines(
                    end, len(texts), cell_kinds, texts, None, charges, cost, joins, in_words
                )
                if pieces.doubles and is_open[end - 1]:
                    yield row._replace(open_text=words, needs_all=False)
                else:
                    if not in_words or (end < pieces.size and kinds[end] in PARTS):
                        yield row
                    if in_words and words and texts:
                        more = (*charges, costs.unclosed)
                        dearer = cost + costs.unclosed.cost
                        yield row._replace(open_text=words, charges=more, cost=dearer)
            if end == pieces.size or end - at == MOST_LINES or kinds[end] is DELIMITER:
                return
            if pieces.run_ends[end - 1 if end == at + 1 else end] > end + (end > at + 1):
                return
            if pieces.opener[end]:
                return
            is_part = kinds[end] in PARTS
            if is_part and len(texts) + pieces.closed[end] > limit:
                return
            goes_on = is_open[end - 1] or after_pipes
            charge = self._line_charge(end, is_open[end - 1], goes_on)
            joins += not (goes_on or kinds[end] is PIPES)
            after_pipes = kinds[end] is PIPES
            charges += (charge,)
            cost += charge.cost
            if cost > _DEAREST_ROW:
                return
            within = pieces.within(end)
            cell_kinds += within.kinds
            texts += within.texts
            end += 1

    def _line_charge(self, at: int, is_open: bool, goes_on: bool) -> Charge:
        """Return the charge for line ``at`` as a further line of a row."""
        kind = self.pieces.kinds[at]
        if kind not in PARTS:
            return self._word_charge(at)
        if kind is PIPES:
            return self.costs.line if is_open else self.costs.pipes
        return self.costs.line if goes_on else NO_CHARGE

    def _word_charge(self, at: int) -> Charge:
        costs, line = self.costs, self.pieces.lines[at]
        if ends_sentence(line) and line.count(" ") >= _FEWEST_SPACES:
            return costs.sentence
        return costs.word if len(line) <= _LONGEST_WORD else costs.long_word

    def _joined(self, row: RowLines, width: int) -> RowLines:
        """Return ``row`` charged for standing on several lines.

        Together these have just ``width`` cells if they are the broken row of a table.
        """
        if not row.charges:
            return row
        charge = self.costs.broken if row.width == width else self.costs.uneven(row.joins)
        return row._replace(charges=(*row.charges, charge), cost=row.cost + charge.cost)


_NUMERIC: Final = frozenset(
    (*range(CellKind.SMALL_NUMBER, CellKind.UNIT + 1), CellKind.WORDS_AND_DIGITS)
)


def _header_looks(cells: Cells) -> int:
    """Return 0 for a header of one cell, 2 for one with a figure, 1 for others."""
    filled = [kind for kind in cells.kinds if kind]
    if len(filled) < 2:
        return 0
    return 2 if any(kind in _NUMERIC for kind in filled) else 1
