"""Tables as lines: where each begins and ends, and which lines make up a row."""

from __future__ import annotations


class TableLines:
    """One table as lines."""

    def __init__(
        self, first: int, after: int = 0, rows: list[tuple[int, int]] | None = None
    ) -> None:
        self.first = first
        self.after = after
        """The line after the table."""
        self.rows = [] if rows is None else rows
        """The first line of each row and the line after its last."""
        self.headers: list[int] = []
        """For each delimiter row, the number of rows before it."""


class TablePlan:
    """The tables that were found among the lines ``first`` to ``end``, by their first lines."""

    def __init__(self, first: int, end: int, tables: dict[int, TableLines]) -> None:
        self.first = first
        self.end = end
        self.tables = tables
