"""The rows of an HTML table, with empty cells where cells span rows or columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import attrs

from docparse.nodes import Inline, Table, TableCell, TableRow
from docparse.readers.html.markup import Element

MOST_FILLED: Final = 65_536
"""Empty cells that spans may add to one table; further rows stay ragged."""

_WIDEST_SPAN: Final = 1_000
_TALLEST_SPAN: Final = 65_534
_SPAN: Final = re.compile("[ \t\n\f]*0*([1-9][0-9]{0,4})")
_TO_THE_END: Final = re.compile("[ \t\n\f]*0+(?![0-9])")


def is_layout(table: Element) -> bool:
    """Whether ``table`` only lays out the page: its role says so, or it holds another table."""
    return table.attrs.get("role") in ("presentation", "none") or table.find("table") is not None


@attrs.define
class _Cell:
    """A cell, and how many columns and rows it spans."""

    content: list[str | Inline]
    columns: int
    rows: int


@attrs.define(eq=False)
class _Group:
    """A ``thead``, ``tbody`` or ``tfoot``, or rows outside of these."""

    name: str


@attrs.define
class _OpenRow:
    """A row with the cells read so far."""

    group: _Group
    all_headers: bool = True
    cells: list[_Cell] = attrs.Factory(list)

    @property
    def in_head(self) -> bool:
        return self.group.name == "thead"


class TableReader:
    """An open table: its ``element``, and that of the open cell in it, if there is one."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.cell: Element | None = None
        self._group = _Group("tbody")
        self._rows: list[_OpenRow] = []

    def start_group(self, name: str = "tbody") -> None:
        self._group = _Group(name)

    def start_row(self) -> None:
        self._rows.append(_OpenRow(self._group))

    def add_cell(self, element: Element, content: list[str | Inline]) -> None:
        if not self._rows:
            self.start_row()
        row = self._rows[-1]
        row.all_headers &= element.name == "th"
        columns = min(_span_attribute(element, "colspan"), _WIDEST_SPAN)
        reaches_end = _TO_THE_END.match(element.attrs.get("rowspan", ""))
        rows = _TALLEST_SPAN if reaches_end else _span_attribute(element, "rowspan")
        row.cells.append(_Cell(content, columns, rows))

    def table(self) -> Table | None:
        """Return the table, None if it has no cell."""
        rows = _in_order(self._rows)
        with_cells = [row for row in rows if row.cells]
        if not with_cells:
            return None
        headers = next(
            (i for i, row in enumerate(with_cells) if not (row.in_head or row.all_headers)),
            len(with_cells),
        )
        if headers == len(with_cells) and not with_cells[0].in_head:
            headers = 1
        return Table(_filled(rows), headers)


def _in_order(rows: Sequence[_OpenRow]) -> list[_OpenRow]:
    """Return the rows as a browser shows them: the first head on top, the first foot below all.

    A second head or foot stays in its place.
    """
    groups = [row.group for row in rows]
    head, foot = (
        next((group for group in groups if group.name == name), None) for name in ("thead", "tfoot")
    )
    return sorted(rows, key=lambda row: (row.group is foot) - (row.group is head))


def _span_attribute(cell: Element, name: str) -> int:
    match = _SPAN.match(cell.attrs.get(name, ""))
    return int(match[1]) if match else 1


def _filled(rows: Sequence[_OpenRow]) -> list[TableRow]:
    """Return the rows with an empty cell wherever a cell extends from the left or from above.

    No cell extends beyond its head, body or foot. A row without cells is dropped, but counts for
    the cells that extend into it.
    """
    found: list[TableRow] = []
    room = MOST_FILLED
    group = None
    reaching: dict[int, int] = {}  # column → the first row below the extent of the cell above
    for index, row in enumerate(rows):
        if row.group is not group:
            group, reaching = row.group, {}
        if not row.cells:
            continue
        cells: list[TableCell] = []
        for cell in (*row.cells, None):
            while room and reaching.get(len(cells), 0) > index:
                cells.append(TableCell())
                room -= 1
            if cell is None:
                break
            columns = min(cell.columns, room + 1)
            for column in range(len(cells), len(cells) + columns):
                reaching[column] = index + cell.rows
            cells.append(TableCell(cell.content))
            cells += [TableCell()] * (columns - 1)
            room -= columns - 1
        found.append(TableRow(cells))
    return found
