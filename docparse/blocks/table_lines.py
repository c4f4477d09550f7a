"""Tables as lines: where each begins and ends, and which lines make up a row."""

from __future__ import annotations

import attrs


@attrs.define(eq=False, repr=False)
class TableLines:
    """One table as lines."""

    first: int
    after: int = 0
    """The line after the table."""
    rows: list[tuple[int, int]] = attrs.field(factory=list)
    """The first line of each row and the line after its last."""
    headers: list[int] = attrs.field(factory=list)
    """For each delimiter row, the number of rows before it."""


@attrs.define(eq=False, repr=False)
class TablePlan:
    """The tables that were found among the lines ``first`` to ``end``, by their first lines."""

    first: int
    end: int
    tables: dict[int, TableLines]
