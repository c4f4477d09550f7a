"""Searches that are made again to explain the first: without some steps, or remembering all."""

from __future__ import annotations

from collections.abc import Callable

from docparse.tables.costs import Costs
from docparse.tables.pieces import Pieces
from docparse.tables.reading import Reading, steps_of
from docparse.tables.search import Search

IsLeftOut = Callable[[Reading], bool]
"""Whether the last step of a reading is not to be taken."""


class Without(Search):
    """A search for the best reading without certain steps."""

    def __init__(self, pieces: Pieces, costs: Costs, is_left_out: IsLeftOut) -> None:
        super().__init__(pieces, costs)
        self._is_left_out = is_left_out

    def keep(self, reading: Reading) -> None:
        if not self._is_left_out(reading):
            super().keep(reading)


class Watched(Search):
    """A search that remembers every reading that it came to."""

    def __init__(self, pieces: Pieces, costs: Costs) -> None:
        super().__init__(pieces, costs)
        self._known: dict[tuple[int, int, int, int], int] = {}
        """A number for each reading, by that of the reading before, and end, start and width."""
        self._numbers: dict[Reading | None, int] = {None: -1}

    def keep(self, reading: Reading) -> None:
        before = self._numbers[reading.before]
        step = (before, reading.end, reading.start, reading.width)
        self._numbers[reading] = self._known.setdefault(step, len(self._known))
        super().keep(reading)

    def dropped_at(self, other: Reading) -> int:
        """Return the line from which on the search did not go on with ``other``."""
        number = -1
        for step in steps_of(other):
            found = self._known.get((number, step.end, step.start, step.width))
            if found is None:
                return step.begins
            number = found
        return other.end
