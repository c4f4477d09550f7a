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

from collections.abc import Sequence
from math import inf
from operator import attrgetter
from typing import Final

from docparse.source.lines import PIPES, ROW
from docparse.tables.cell_kinds import CellKind
from docparse.tables.columns import Columns, first_fit, header_fit
from docparse.tables.costs import NO_CHARGE, Charge, Costs, total_cost
from docparse.tables.pieces import Pieces
from docparse.tables.reading import Charges, Reading
from docparse.tables.rows import Row, Rows
from docparse.words.numbers import NO_NUMBER

_MOST_FOLLOWED: Final = 3
"""How many readings are followed from a line."""
_FARTHEST_BEHIND: Final = 6.0
"""How far behind the best reading another may be."""
_HARDLY_BEHIND: Final = 2.0
"""How far it may be behind if its table ends."""
_MOST_TITLES: Final = 3
_PLACES: Final = ("below_header", "after_row", "after_rows", "under_row", "under_rows")
"""Where a further header may stand, as its costs are named."""

_score: Final = attrgetter("score")
_standing: Final = attrgetter("standing")


class _Beginning:
    """The first row of a table, at line ``at`` after ``before``, and what it is charged."""

    __slots__ = ("at", "before", "charges", "like", "row", "widens")

    def __init__(
        self, at: int, row: Row, before: Reading | None, charges: Charges, like: Reading | None
    ) -> None:
        self.at = at
        self.row = row
        self.before = before
        self.charges = charges
        self.like = like
        """The table before, if this one begins with the same cell: they may have like columns."""
        self.widens = False
        """Whether it is one table with ``before``, its title."""


class Search:
    """The readings that are followed, by the line after their last step."""

    def __init__(self, pieces: Pieces, costs: Costs) -> None:
        self.pieces, self.costs = pieces, costs
        self.rows = Rows(pieces, costs)
        self.readings: list[list[Reading]] = [[] for _ in range(pieces.size + 1)]
        self.best = [-inf] * (pieces.size + 1)
        """The best standing of the readings that end before each line."""

    def read(self) -> Reading | None:
        """Return the best reading of all lines, None if there is none."""
        best = self.read_once()
        if best is None and not all(self.pieces.may_begin):
            # Pipes that open rows are missing: any line may begin one.
            self.pieces.may_begin = [True] * len(self.pieces.may_begin)
            Search.__init__(self, self.pieces, self.costs)
            return self.read()
        return best

    def read_once(self) -> Reading | None:
        """Return the best reading whose rows begin where they may, None if there is none."""
        for at in range(self.pieces.size):
            here = sorted(self.readings[at], key=_standing, reverse=True)
            self.readings[at] = []
            if here or at == 0:
                self._read_from(at, here)
            for reading in here:
                reading.forget()
        return max(self.readings[-1], key=_score, default=None)

    def keep(self, reading: Reading) -> None:
        """Keep ``reading`` unless another that ends there is far better."""
        end, standing = reading.end, reading.standing
        best = self.best[end]
        if standing > best:
            self.best[end] = standing
        elif standing < best - _FARTHEST_BEHIND and reading.score < best - _HARDLY_BEHIND:
            return
        self.readings[end].append(reading)

    def _read_from(self, at: int, here: list[Reading]) -> None:
        """Go on from line ``at`` with the readings that end there."""
        self._leave_out(at, max(here, key=_score, default=None))
        if self.pieces.is_headed[at]:
            return
        followed = self._followed(here)
        widths = self.pieces.widths(at)
        widest = max([0, *widths, *[reading.width for reading in followed]])
        rows = self.rows.beginning(at, self.rows.limit(widest))
        for reading in followed:
            self._go_on(at, rows, reading)
        for before in self._before_tables(here):
            self._begin_table(at, rows, widths, before)
        for reading in here:
            if reading.width == 1 and 0 < reading.rows < _MOST_TITLES:
                self._widen(at, rows, widths, reading)
                break

    def _followed(self, here: list[Reading]) -> list[Reading]:
        """Return the readings of ``here``, best first, whose tables may go on."""
        followed: dict[tuple[int, int, int], Reading] = {}
        for reading in here:
            if reading.start >= 0:
                behind = here[0].standing - reading.standing
                if behind > _FARTHEST_BEHIND or len(followed) == _MOST_FOLLOWED:
                    break
                followed.setdefault(reading.key(), reading)
        return list(followed.values())

    def _before_tables(self, here: list[Reading]) -> Sequence[Reading | None]:
        """Return the readings of ``here`` after which another table may begin, None if none.

        They are the best that ends in a table and the best that does not, as another table costs
        more after one than after the other. Where rows are not padded, lone pipes are rows as
        often as not, and only the one that does better before a table without a header is followed.
        """
        outside = [reading for reading in here if reading.start < 0]
        inside = [reading for reading in here if reading.start >= 0]
        best = [max(each, key=_score) for each in (outside, inside) if each]
        if len(best) < 2 or self.pieces.pads:
            return best or [None]
        ahead = best[0].score - best[1].score
        more = self.costs["first_bare"].cost - self.costs["new_bare"].cost
        return best[:1] if ahead >= more else best[1:]

    # ------------------------------------------------------------------ in a table

    def _go_on(self, at: int, rows: list[Row], reading: Reading) -> None:
        """Go on with each of ``rows``, which begin at line ``at``, in the same table."""
        number = self.pieces.number(at)
        columns = reading.see_last()
        for row in self.rows.within(rows, reading.width):
            if self.pieces.is_headed[row.end]:
                self._go_on_with_header(row, reading)
            else:
                self._go_on_with_row(at, row, reading, columns, number)

    def _go_on_with_header(self, row: Row, reading: Reading) -> None:
        costs, marks = self.costs, self.pieces.marks(row.end)
        kinds = row.kinds
        place = reading.since if reading.headed else 2 + min(reading.rows, 2)
        further = costs[f"{_header_looks(kinds)}_{_PLACES[place]}"]
        charges: Charges = (self._join_charge(row, marks), reading.debt, further)
        if marks != reading.width:
            charges += (costs["other_width"],)
        if marks != row.width:
            charges += (costs["header_lacks"],)
        padded, debt = self._padded(row, row.end)
        charges += (padded,)
        score = reading.score - row.cost - total_cost(charges) + costs.fit * header_fit(kinds)
        header = reading.next(row.end + 1, score, charges, debt)
        header.lines = row.charges
        header.width = max(reading.width, marks)
        header.rows += 1
        header.since = 0
        header.headed = True
        self.keep(header)

    def _go_on_with_row(
        self, at: int, row: Row, reading: Reading, columns: Columns, number: int
    ) -> None:
        costs, pieces = self.costs, self.pieces
        width, end = reading.width, row.end
        join = self._join_charge(row, width)
        lacks = wide = counts = padded = debt = NO_CHARGE
        if row.width < width:
            missing = width - row.width
            if self._is_title(at, row, width):
                lacks = costs["title"]
            elif pieces.pads:
                lacks = costs["last_short"]
                debt = costs.short_again_debt if reading.is_ragged else costs.short_debt(missing)
            else:
                lacks = costs["short_again"] if reading.is_ragged else costs.short(missing)
        elif row.width > width:
            if not self._is_overpadded(row, width):
                wide = costs["wide"] if row.is_one_line else costs["wide_broken"]
        elif row.is_one_line:
            end = pieces.run_ends[at]
        if row.width >= width:
            padded, debt = self._padded(row, end)
        if number != NO_NUMBER and number == reading.number + 1:
            counts = costs["counts_on"]
        charges = (join, reading.debt, lacks, counts, wide, padded)
        fit, gap = columns.fit(row.cells, 0, row.width, columns.likely(row.cells, 0, 0))
        score = reading.score - row.cost - total_cost(charges) + costs.fit * fit
        after = reading.next(end, score, charges, debt)
        after.lines = row.charges
        rows = end - at if end > row.end else 1
        after.rows += rows
        after.since = min(2, after.since + rows)
        if wide is not NO_CHARGE and row.is_one_line:
            after.width = row.width
        after.is_short = row.width < width
        after.is_ragged |= reading.is_short and row.width == width and not pieces.pads
        after.number = pieces.number(end - 1) if rows > 1 else number
        after.last, after.length, after.gap = row.cells, row.width, gap
        self.keep(after)

    def _is_title(self, at: int, row: Row, width: int) -> bool:
        """Whether ``row`` is a title in a table of ``width``.

        Where titles are padded, one cell alone is the last row, but hardly ever a sentence.
        """
        if row.width != 1 or width < 3 or not row.is_one_line:
            return False
        return not self.pieces.pads or self.pieces.is_note(at)

    def _padded(self, row: Row, end: int) -> tuple[Charge, Charge]:
        """Return the charge for a row with padding, and what gives it back if another row follows.

        The last row of a padded table ends with its last words. It is ``row`` that is asked about,
        or the last of the run of rows that begins with it and ends before line ``end``.
        """
        pieces = self.pieces
        if row.width < 2 or not pieces.pads:
            return NO_CHARGE, NO_CHARGE
        cells = row.cells if end == row.end else pieces.beginning(end - 1)
        if cells.texts[row.width - 1]:
            return NO_CHARGE, NO_CHARGE
        return self.costs["last_padded"], self.costs.not_last_padded

    def _is_overpadded(self, row: Row, width: int) -> bool:
        """Whether ``row`` has only too many pipes at its end: those of a cell over columns.

        ``up to two years | |||`` in a table of two columns. It begins another table if the next
        row is as wide.
        """
        if not self.pieces.pads or not row.is_one_line or any(row.cells.texts[width:]):
            return False
        return row.end == self.pieces.size or self.pieces.closed[row.end] != row.closed

    # ------------------------------------------------------------------ between tables

    def _leave_out(self, at: int, before: Reading | None) -> None:
        """Go on with line ``at`` in no table."""
        pieces, costs = self.pieces, self.costs
        kind = pieces.kinds[at]
        if pieces.is_headed[at]:
            charge = costs["stray_delimiter"]
        elif kind is PIPES:
            charge = costs["stray"]
        elif kind is not ROW:
            charge = costs["outside"]
        elif pieces.closed[at] > 1:
            return
        else:
            charge = costs["stray_row"]
        score = before.score if before is not None else 0.0
        self.keep(Reading(before, at + 1, score - charge.cost, (charge,), NO_CHARGE, -1, 0))

    def _begin_table(
        self, at: int, rows: list[Row], widths: list[int], before: Reading | None
    ) -> None:
        """Begin a table at line ``at`` after ``before``, with one of ``rows``."""
        pieces, costs = self.pieces, self.costs
        table = before if before is not None and before.start >= 0 else None
        if table is None and at > 0 and not pieces.is_part[at]:
            return
        charges: Charges = ()
        like: Reading | None = None
        text = pieces.first_text(at)
        if table is not None and text != "" and text == pieces.first_text(table.start):
            charges = (costs["repeats"],)
            like = table
        for row in self.rows.within(rows, max(widths, default=0)):
            if pieces.is_headed[row.end]:
                looks = "first_headed" if table is None else f"new_{_header_looks(row.kinds)}"
                charge = costs[looks]
            else:
                charge = costs["first_bare"] if table is None else self._new_bare(at, row, table)
            self._begin(_Beginning(at, row, before, (*charges, charge), like), widths)

    def _new_bare(self, at: int, row: Row, before: Reading) -> Charge:
        """Return what another table is charged that begins at line ``at`` with ``row``."""
        pieces, costs = self.pieces, self.costs
        if row.is_one_line and pieces.is_note(at):
            return costs.new_note
        if not pieces.contrasts(at, row.end):
            return costs["new_bare"]
        if pieces.begun[at - 1] == before.width > pieces.begun[row.end] == row.width > 1:
            return costs.new_narrower
        return costs.new_contrast

    def _widen(self, at: int, rows: list[Row], widths: list[int], title: Reading) -> None:
        """Go on with ``rows`` of several cells, from line ``at`` on, below a ``title`` of one."""
        several = [width for width in widths if width > 1]
        for row in self.rows.within(rows, max(widths, default=0)):
            is_headed = self.pieces.is_headed[row.end]
            charge = self.costs["widen_headed" if is_headed else "widen_bare"]
            begun = _Beginning(at, row, title, (title.debt, charge), None)
            begun.widens = True
            self._begin(begun, several)

    def _begin(self, begun: _Beginning, widths: Sequence[int]) -> None:
        if self.pieces.is_headed[begun.row.end]:
            self._begin_headed(begun)
        else:
            self._begin_bare(begun, widths)

    def _begin_headed(self, begun: _Beginning) -> None:
        """Begin tables with a header: as wide as its delimiter row, itself, or the row below."""
        pieces, row = self.pieces, begun.row
        marks, below = pieces.marks(row.end), row.end + 1
        widths = {marks, row.width}
        if below < pieces.size and pieces.kinds[below] is ROW and pieces.closed[below] > row.width:
            widths.add(pieces.closed[below])
        padded, debt = self._padded(row, row.end)
        charges: Charges = (self._join_charge(row, marks), padded)
        if row.width != marks:
            charges += (self.costs["header_lacks"],)
        fit = header_fit(row.kinds)
        for width in widths:
            if width > begun.widens:
                more: Charges = () if width == marks else (self.costs["other_width"],)
                table = self._table(begun, below, width, charges + more, fit, debt)
                table.headed = True
                table.rows += 1
                self.keep(table)

    def _begin_bare(self, begun: _Beginning, widths: Sequence[int]) -> None:
        """Begin tables of ``widths`` with a row that has no delimiter row below."""
        costs, pieces, row = self.costs, self.pieces, begun.row
        as_header = header_fit(row.kinds)
        for width in widths:
            if row.width > width:
                continue
            end = row.end
            lacks = header = one_row = padded = debt = NO_CHARGE
            fit = first_fit(row.kinds, width)
            is_header = costs.fit * (as_header - fit) > costs["header_row"].cost
            if is_header:
                fit, header = as_header, costs["header_row"]
            elif row.width == width and row.is_one_line:
                end = pieces.run_ends[begun.at]
            rows = end - begun.at if end > row.end else 1
            if row.width < width:
                lacks = costs.short(width - row.width)
            else:
                padded, debt = self._padded(row, end)
            if rows == 1 and not begun.widens:
                one_row = costs["one_row"]
                debt = costs.not_one_row if padded is NO_CHARGE else costs.not_one_padded
            charges = (self._join_charge(row, width), lacks, header, one_row, padded)
            table = self._table(begun, end, width, charges, fit, debt)
            table.rows += rows
            table.since = min(2, rows)
            table.number = pieces.number(end - 1)
            if not is_header:
                table.last, table.length, table.gap = row.cells, row.width, row.width
            self.keep(table)

    def _table(
        self, begun: _Beginning, end: int, width: int, charges: Charges, fit: float, debt: Charge
    ) -> Reading:
        """Return a reading whose last step, up to line ``end``, is the first of a table."""
        before, like = begun.before, begun.like
        charges = (*begun.charges, *charges, self.costs.columns(width))
        score = before.score if before is not None else 0.0
        score += self.costs.fit * fit - begun.row.cost - total_cost(charges)
        table = Reading(before, end, score, charges, debt, begun.at, width)
        table.lines = begun.row.charges
        if begun.widens and before is not None:
            table.start, table.rows, table.headed = before.start, before.rows, before.headed
        if like is not None and like.width == width:
            table.columns = like.see_last()
        return table

    def _join_charge(self, row: Row, width: int) -> Charge:
        """Return what ``row`` is charged for standing on several lines.

        Together these have just ``width`` cells if they are the broken row of a table, or fewer if
        they are the last of a padded one.
        """
        if not row.charges:
            return NO_CHARGE
        if row.width == width or (self.pieces.pads and row.width < width and not row.joins):
            return self.costs["broken"]
        return self.costs.uneven(row.joins)


_NUMERIC: Final = frozenset(
    (*range(CellKind.SMALL_NUMBER, CellKind.UNIT + 1), CellKind.WORDS_AND_DIGITS)
)


def _header_looks(kinds: Sequence[int]) -> str:
    """Return "label" for a header of one cell, "digits" for one with a figure, else "plain"."""
    filled = [kind for kind in kinds if kind]
    if len(filled) < 2:
        return "label"
    return "digits" if any(kind in _NUMERIC for kind in filled) else "plain"
