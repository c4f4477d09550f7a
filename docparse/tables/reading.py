"""A reading of a run of lines as tables: a chain of steps, each of which knows the one before."""

from __future__ import annotations

from docparse.tables.columns import Columns
from docparse.tables.costs import Charge
from docparse.tables.pieces import Cells
from docparse.words.numbers import NO_NUMBER

Charges = tuple[Charge, ...]


class Reading:
    """A reading of the lines up to ``end``: its last step, and the reading up to that.

    What it knows of the table that the step belongs to is in the attributes from ``start`` on.
    """

    __slots__ = (
        "before", "charges", "columns", "debt", "end", "gap", "headed", "is_ragged", "is_short",
        "last", "length", "lines", "number", "rows", "score", "since", "standing", "start", "width",
    )  # fmt: skip

    def __init__(
        self,
        before: Reading | None,
        end: int,
        score: float,
        charges: Charges,
        debt: Charge,
        start: int,
        width: int,
    ) -> None:
        self.before = before
        self.end = end
        self.score = score
        self.charges = charges
        """What the last step is charged; the next is what it is charged for its lines."""
        self.lines: Charges = ()
        self.debt = debt
        """What is charged if another row follows."""
        self.standing = score - debt.cost
        """The score if another row follows."""
        self.start = start
        """The first line of the table; -1 outside tables."""
        self.width = width
        self.rows = 0
        self.since = 0
        """How many rows stand below the last header, two for more."""
        self.headed = False
        self.is_short = False
        """Whether the last row lacks cells."""
        self.is_ragged = False
        """Whether rows that lack cells stood between whole ones."""
        self.number = NO_NUMBER
        """The number that the last row begins with."""
        self.columns: Columns | None = None
        """The columns without the last row, until the reading is followed."""
        self.last: Cells | None = None
        """The cells of the last row, if it counts; the next is how many of them are."""
        self.length = 0
        self.gap = 0
        """From which cell on the last row stands at the right."""

    @property
    def begins(self) -> int:
        """The first line of the last step."""
        before = self.before
        if before is None or before.start != self.start:
            return self.start if self.start >= 0 else self.end - 1
        return before.end

    def see_last(self) -> Columns:
        """Count the last row in, and return the columns."""
        columns = self.columns or Columns.of(self.width)
        columns = columns.widened(self.width)
        if self.last is not None:
            columns = columns.with_row(self.last, 0, self.length, self.gap)
            self.last = None
        self.columns = columns
        return columns

    def key(self) -> tuple[int, int, int]:
        """Return what readings have in common of which only the best is followed."""
        return self.start, self.width, self.since

    def forget(self) -> None:
        """Drop what only the next row needs: the chain of readings is kept to the end."""
        self.columns = self.last = None

    def next(self, end: int, score: float, charges: Charges, debt: Charge) -> Reading:
        """Return a reading that goes on by one step in the same table, up to ``end``."""
        after = Reading(self, end, score, charges, debt, self.start, self.width)
        after.rows = self.rows
        after.since = self.since
        after.headed = self.headed
        after.is_ragged = self.is_ragged
        after.columns = self.columns
        return after


def steps_of(reading: Reading | None) -> list[Reading]:
    """Return the steps of ``reading``, the first one first."""
    steps = []
    while reading is not None:
        steps.append(reading)
        reading = reading.before
    return steps[::-1]
