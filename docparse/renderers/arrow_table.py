"""Table → pyarrow.Table, for pandas, Polars, DuckDB and whatever else reads Arrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from docparse.errors import RenderError, required
from docparse.nodes import Table, plain_text
from docparse.nodes.block import expect
from docparse.source.characters import without_surrogates

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def to_arrow(table: Table) -> pa.Table:
    """Return the rows of ``table`` below its header as a ``pyarrow.Table``.

    A column holds whole numbers, decimal numbers or ISO dates if all its cells that are not empty
    are written so and cannot mean anything else: ``007``, ``1,5`` and ``5 %`` stay text. Empty
    cells of such a column are null, and so are cells that a short row lacks. Columns without a
    name are called ``column 3``, equal names are numbered.

    Raises RenderError for a table whose rows lack far more cells than they have, and
    MissingExtraError without pyarrow, which the extra ``corpus`` installs.
    """
    pa = required("pyarrow", "corpus")
    rows = [[plain_text(cell) for cell in row.cells] for row in expect(table, Table).rows]
    names = column_names(rows[: table.header_rows])
    body = rows[table.header_rows :]
    width = max(map(len, body), default=0)
    names += [""] * (width - len(names))
    _check_filled(body, len(names))
    columns = list(zip_longest(*body)) + [(None,) * len(body)] * (len(names) - width)
    arrays = [_typed_array(pa, column) for column in columns]
    return pa.Table.from_arrays(arrays, names=_distinct(names))


def to_pandas(table: Table) -> pd.DataFrame:
    """Return what :func:`to_arrow` gives as a DataFrame of pandas.

    A column of whole numbers with empty cells is ``Int64``, one of dates ``datetime64``. Raises
    MissingExtraError without pandas or pyarrow, which the extra ``pandas`` installs.
    """
    pa, pandas = required("pyarrow", "pandas"), required("pandas", "pandas")
    arrow = to_arrow(table)
    frame = arrow.to_pandas(date_as_object=False)
    for name, column in zip(arrow.column_names, arrow.columns, strict=True):
        if column.null_count and column.type == pa.int64():  # a float would lose digits
            frame[name] = pandas.array(column.to_pylist(), dtype="Int64")
    return frame


def to_polars(table: Table) -> pl.DataFrame:
    """Return what :func:`to_arrow` gives as a DataFrame of Polars.

    Raises MissingExtraError without Polars or pyarrow, which the extra ``polars`` installs.
    """
    required("pyarrow", "polars")
    return required("polars", "polars").from_arrow(to_arrow(table))


FILLED_CELLS: Final = 65_536
"""Null cells that any table may have."""

FILLED_PER_CELL: Final = 32
"""Further null cells that a table may have, for each row and each cell of a row."""


def _check_filled(body: Sequence[Sequence[str]], width: int) -> None:
    """Refuse rows that, filled up to ``width``, would take memory quadratic in their table."""
    held = sum(map(len, body))
    missing = width * len(body) - held
    if missing > FILLED_CELLS + FILLED_PER_CELL * (held + len(body)):
        raise RenderError(
            f"the {len(body)} rows of this table hold {held} cells; as columns, all {width} of "
            f"them, they would take {missing} more; render(table, 'csv') writes them as they are"
        )


def column_names(header: Sequence[Sequence[str]]) -> list[str]:
    """Return a name for each column: its texts in ``header``, from top to bottom."""
    columns: list[dict[str, None]] = [{} for _ in range(max(map(len, header), default=0))]
    for texts in header:
        for column, text in zip(columns, texts, strict=False):
            if text:
                column[text] = None
    return list(map(" ".join, columns))


def _distinct(names: Sequence[str]) -> list[str]:
    """Return ``names`` with numbers that make them distinct: ``Fare``, ``Fare (2)``."""
    taken: dict[str, None] = {}
    given = frozenset(names)
    counts: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        wanted = candidate = without_surrogates(name) or f"column {number}"
        # Lower numbers are taken since the last column of this name.
        count = counts.get(wanted, 1)
        while candidate in taken or (count > 1 and candidate in given):
            count += 1
            candidate = f"{wanted} ({count})"
        counts[wanted] = count
        taken[candidate] = None
    return list(taken)


# ------------------------------------------------------------------------------ column types

# No sign but "-", no leading zero, no more digits than the type holds exactly.
_WHOLE_CELL: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL_CELL: Final = re.compile(r"0|-?0\.[0-9]{1,6}|-?[1-9][0-9]{0,8}(?:\.[0-9]{1,6})?")
_DATE_CELL: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_COLUMN_TYPES: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], Any]], ...]] = (
    ("int64", _WHOLE_CELL, int),
    ("float64", _DECIMAL_CELL, float),
    ("date32", _DATE_CELL, date.fromisoformat),
)


def _typed_array(pa: Any, column: Sequence[str | None]) -> Any:
    """Return ``column`` as an array of the first type that all its cells fit."""
    filled = [text for text in column if text]
    for type_name, pattern, read in _COLUMN_TYPES:
        if filled and all(map(pattern.fullmatch, filled)):
            try:
                values = [read(text) if text else None for text in column]
            except ValueError:  # a day that no month has
                break
            return pa.array(values, type=getattr(pa, type_name)())
    texts = [text if text is None else without_surrogates(text) for text in column]
    return pa.array(texts, type=pa.string())
