"""Which lines from some line on may be one row, and what its further lines are charged."""

from __future__ import annotations

from typing import Final

from docparse.source.lines import PIPES
from docparse.tables.costs import NO_CHARGE, Charge, Costs
from docparse.tables.pieces import MOST_LINES, Cells, Pieces
from docparse.words.sentences import ends_sentence

_DEAREST_ROW: Final = 12.0
"""What the lines of one row may cost."""
_WIDER: Final = 3
"""How many cells more than its table a row on several lines may have where rows are not padded."""
_LONGEST_WORD: Final = 60
"""Code points of a short line of words."""
_FEWEST_SPACES: Final = 3
"""How many spaces a sentence has at least."""


class Row:
    """The lines from some line up to ``end`` as one row: the first ``width`` of ``cells``."""

    __slots__ = (
        "cells", "charges", "closed", "cost", "end", "is_loose", "is_one_line", "joins",
        "needs_all", "width",
    )  # fmt: skip

    def __init__(
        self,
        end: int,
        cells: Cells,
        closed: int,
        width: int,
        charges: tuple[Charge, ...],
        cost: float,
        joins: int,
        is_one_line: bool,
        is_loose: bool,
        needs_all: bool,
    ) -> None:
        self.end = end
        self.cells = cells
        """Its cells, and perhaps those of longer rows behind them."""
        self.closed = closed
        """How many cells are closed by a pipe: all but the last, or all."""
        self.width = width
        self.charges = charges
        """What is charged for its lines; the next is how much that is."""
        self.cost = cost
        self.joins = joins
        """How many of its lines follow one that leaves no cell open."""
        self.is_one_line = is_one_line
        self.is_loose = is_loose
        """Whether such lines, or words before its first pipe, make it a doubtful row."""
        self.needs_all = needs_all
        """Whether it can only be a row with all cells of its table: its last line has no pipe."""

    @property
    def kinds(self) -> list[int]:
        return self.cells.kinds[: self.width]


class Rows:
    """Lists the rows that may begin at each line of a run."""

    def __init__(self, pieces: Pieces, costs: Costs) -> None:
        self.pieces, self.costs = pieces, costs
        self.in_run = [end > at + 1 for at, end in enumerate(pieces.run_ends)]
        """Whether each line is one of a run of rows that are surely of one table."""
        self.may_go_on = [
            not (opener or headed)
            for opener, headed in zip(pieces.opener, pieces.is_headed, strict=False)
        ]
        self.charges: list[Charge | None] = [None] * pieces.size
        """What each line is charged as the third of a row or a later one, once it is known."""

    def limit(self, width: int) -> int:
        """Return how many cells may be closed in a row of a table of ``width`` on several lines."""
        return width if self.pieces.pads else width + _WIDER

    def within(self, rows: list[Row], width: int) -> list[Row]:
        """Return those of ``rows`` that may be of a table of ``width``."""
        limit = self.limit(width)
        return [
            row
            for row in rows
            if (row.closed <= limit or row.is_one_line)
            and (not row.needs_all or row.width == width)
            and (width > 1 or not row.is_loose)
        ]

    def beginning(self, at: int, limit: int) -> list[Row]:
        """Return the rows that may begin at line ``at``, if they close ``limit`` cells at most."""
        pieces, costs = self.pieces, self.costs
        is_part, is_open, may_begin = pieces.is_part, pieces.open, pieces.may_begin
        cells = pieces.beginning(at)
        is_loose = not is_part[at]
        charges: tuple[Charge, ...] = ()
        cost = 0.0
        if is_loose:
            word = self._word_charge(at)
            charges = (costs["lead"], word)
            cost = costs["lead"].cost + word.cost
        last = min(pieces.size, at + MOST_LINES)
        closed = len(cells.texts)
        joins = 0
        rows: list[Row] = []
        end = at + 1
        while True:
            one_line = end == at + 1
            if may_begin[end]:
                is_cut = pieces.doubles and is_open[end - 1]
                whole = cells.and_more(pieces.left_cell(end - 1)) if is_cut else cells
                rows.append(
                    Row(end, whole, closed, closed + is_cut, charges, cost, joins, one_line,
                        is_loose, not (is_cut or is_part[end - 1]))
                )  # fmt: skip
                if not is_part[end - 1] and closed and pieces.left_open[end - 1] and not is_cut:
                    whole = cells.and_more(pieces.left_cell(end - 1))
                    rows.append(
                        Row(end, whole, closed, closed + 1, (*charges, costs["unclosed"]),
                            cost + costs["unclosed"].cost, joins, one_line, is_loose, True)
                    )  # fmt: skip
            if end == last or not self.may_go_on[end] or self.in_run[at if one_line else end]:
                return rows
            is_long = is_part[end] and closed + pieces.closed[end] > limit
            if is_long and not (closed == 1 and self._pads_header(end)):
                return rows
            after_pipes = not one_line and pieces.kinds[end - 1] is PIPES
            goes_on = is_open[end - 1] or after_pipes
            charge = self._line_charge(end, goes_on)
            cost += charge.cost
            if cost > _DEAREST_ROW:
                return rows
            charges += (charge,)
            if not goes_on and pieces.kinds[end] is not PIPES:
                joins += 1
                is_loose = True
            if pieces.closed[end]:
                more = pieces.within(end)
                if is_long:
                    more = Cells.of(more.texts[: limit - closed])
                cells = cells.and_more(more)
                closed = len(cells.texts)
            end += 1

    def _pads_header(self, at: int) -> bool:
        """Whether line ``at`` pads a header: it may have a pipe too many below a title."""
        pieces = self.pieces
        return pieces.pads and pieces.kinds[at] is PIPES and pieces.is_headed[at + 1]

    def _line_charge(self, at: int, goes_on: bool) -> Charge:
        """Return the charge for line ``at`` as a further line of a row."""
        pieces = self.pieces
        if not pieces.is_part[at]:
            charge = self.charges[at]
            if charge is None:
                charge = self.charges[at] = self._word_charge(at)
            return charge
        if pieces.kinds[at] is PIPES:
            return self.costs["line"] if pieces.open[at - 1] else self.costs["pipes"]
        return self.costs["line"] if goes_on else NO_CHARGE

    def _word_charge(self, at: int) -> Charge:
        costs, line = self.costs, self.pieces.lines[at]
        if ends_sentence(line) and line.count(" ") >= _FEWEST_SPACES:
            return costs["sentence"]
        return costs["word"] if len(line) <= _LONGEST_WORD else costs["long_word"]
