"""Tables. The cells of a parsed row are read when they are first asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

import attrs

from docparse.errors import ArgumentError
from docparse.nodes.base import (
    Block,
    Bounds,
    Inline,
    Node,
    RoleHolder,
    counted,
    excerpt,
    first_words,
    whole_number,
)
from docparse.nodes.block import as_sequence
from docparse.nodes.inline import Content, TextHolder, as_inlines, text_key
from docparse.nodes.late import late
from docparse.source.text import Span

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = [
    "Table",
    "TableCell",
    "TableRow",
]
"""The classes that everybody sees as docparse's: they have a name in JSON and in hooks."""


@attrs.frozen(weakref_slot=False, repr=False)
class TableCell(TextHolder):
    """One cell of a row."""

    _content: Content = attrs.field(default="", alias="children", converter=as_inlines, eq=text_key)


class CellReader:
    """What reads the cells of a row, given the span of the row."""

    __slots__ = ("cells", "texts")

    def __init__(
        self,
        cells: Callable[[Span], tuple[TableCell, ...]],
        texts: Callable[[Span], list[str] | None],
    ) -> None:
        self.cells = cells
        self.texts = texts
        """Reads just the texts of the cells; None if one of them holds more than a text."""


_KEEPING: Final = RLock()
if hasattr(os, "register_at_fork"):  # so that no process begins with the lock held by nobody
    os.register_at_fork(
        before=_KEEPING.acquire,
        after_in_parent=_KEEPING.release,
        after_in_child=_KEEPING.release,
    )


def _cells(value: Iterable[TableCell | str | Inline]) -> tuple[TableCell, ...]:
    if isinstance(value, CellReader):
        raise ArgumentError("ask for row.cells before making a changed copy of a parsed row")
    return tuple(
        cell if isinstance(cell, TableCell) else TableCell(cell) for cell in as_sequence(value)
    )


@attrs.frozen(weakref_slot=False, repr=False, eq=False)
class TableRow(Node):
    """One row of a table. Rows of a table may differ in length.

    A row that was parsed holds what reads its cells until they are asked for; from then on it
    holds the cells.
    """

    HOLDS = ("cells",)
    SEPARATOR = "\t"

    _cells: tuple[TableCell, ...] | CellReader = attrs.field(alias="cells", converter=_cells)

    @property
    def cells(self) -> tuple[TableCell, ...]:
        cells = self._cells
        if isinstance(cells, CellReader):
            made = cells.cells(self.span)
            with _KEEPING:  # another thread may have read them meanwhile: they are kept once
                cells = self._cells
                if isinstance(cells, CellReader):
                    object.__setattr__(self, "_cells", made)
                    return made
        return cells

    def __eq__(self, other: object) -> bool:
        if type(other) is not TableRow:
            return NotImplemented
        return self.cells == other.cells

    def __hash__(self) -> int:
        return hash(self.cells)

    def _summary(self) -> str:
        return _first_cells(self)


def cell_texts(row: TableRow) -> list[str] | None:
    """Return the texts of the cells of ``row``; None if one of them holds more than a text.

    No cell is made for it, which takes a third of the time.
    """
    cells = row._cells
    if isinstance(cells, CellReader):
        return cells.texts(row.span)
    texts = [text for cell in cells if isinstance(text := cell._content, str)]
    return texts if len(texts) == len(cells) else None


def cell_contents(row: TableRow) -> Sequence[Content]:
    """Return the content of each cell of ``row``; no cell is made where all are texts."""
    texts = cell_texts(row)
    return [cell._content for cell in row.cells] if texts is None else texts


_CELLS_SHOWN: Final = 4
_LONGEST_CELL: Final = 20


def _first_cells(row: TableRow) -> str:
    """Return what ``repr`` shows of the cells of ``row``: ``"'Ticket' | 'Adult'"``."""
    texts = cell_texts(row)
    if texts is None:
        texts = list(map(first_words, row.cells))
    shown = [excerpt(text, _LONGEST_CELL) for text in texts[:_CELLS_SHOWN]]
    return " | ".join([*shown, *("…" for _ in texts[_CELLS_SHOWN : _CELLS_SHOWN + 1])])


def last_filled(contents: Sequence[Content]) -> int:
    """Return the place of the last of these contents of cells that is not empty; -1 if all are."""
    place = len(contents) - 1
    while place >= 0 and not contents[place]:
        place -= 1
    return place


def _rows(value: Iterable[TableRow | Iterable[TableCell | str | Inline]]) -> tuple[TableRow, ...]:
    return tuple(row if isinstance(row, TableRow) else TableRow(row) for row in as_sequence(value))


_COUNTS: Final = Bounds(0)


def _count(value: int) -> int:
    return whole_number(value, _COUNTS, "header_rows is")


@attrs.frozen(weakref_slot=False, repr=False)
class Table(RoleHolder, Block):
    """Rows of cells; the first ``header_rows`` of them name the columns."""

    HOLDS = ("rows",)
    MAY_BE_EMPTY = False

    rows: tuple[TableRow, ...] = attrs.field(converter=_rows)
    header_rows: int = attrs.field(default=0, converter=_count, metadata={"bounds": _COUNTS})

    @classmethod
    def from_rows(
        cls, rows: Iterable[Iterable[TableCell | str | Inline]], header_rows: int = 0
    ) -> Table:
        """Build a table from texts: ``Table.from_rows([["a", "b"], ["1", "2"]])``."""
        return cls(tuple(TableRow(row) for row in rows), header_rows)

    def to_arrow(self) -> pa.Table:
        """Return the rows below the header as a ``pyarrow.Table``; see :func:`docparse.to_arrow`.

        Raises MissingExtraError without pyarrow, which the extra ``corpus`` installs.
        """
        return late("to_arrow")(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows below the header as a DataFrame of pandas, one column a column.

        Names and types are those of :func:`docparse.to_arrow`: a column of whole numbers is
        ``int64``, with empty cells ``Int64``; a column of ISO dates is ``datetime64``.

        Raises RenderError for a table whose rows lack far more cells than they have, and
        MissingExtraError without pandas or pyarrow, which the extra ``pandas`` installs.
        """
        return late("to_pandas")(self)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows below the header as a DataFrame of Polars, one column a column.

        Names and types are those of :func:`docparse.to_arrow`. Raises RenderError for a table whose
        rows lack far more cells than they have, and MissingExtraError without Polars or pyarrow,
        which the extra ``polars`` installs.
        """
        return late("to_polars")(self)

    def _repr_html_(self) -> str | None:
        """Return what a notebook shows of the table; None if it is too long."""
        shown: str | None = late("notebook_html")(self)
        return shown

    def _summary(self) -> str:
        size = counted(len(self.rows), "row")
        return f"{size}: {_first_cells(self.rows[0])}" if self.rows else size

    def _rebuilt(self, held: dict[str, Any], outcomes: Sequence[tuple[Any, ...]]) -> Table:
        header_rows = sum(map(len, outcomes[: self.header_rows]))
        return attrs.evolve(self, **held, header_rows=header_rows)
