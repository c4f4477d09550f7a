"""Tables as DataFrames of pandas and Polars, and as tables of Arrow."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pandas as pd
import polars as pl
import pytest

from docparse import MissingExtraError, RenderError, Table, to_arrow
from tests.conftest import CHECKOUT

FARES = Table.from_rows(
    [
        ["Ticket", "Adult", "Sold", "Since", ""],
        ["Single", "4.50", "12", "2024-05-17", "a"],
        ["Day", "9", "", "2025-01-01", ""],
        ["Card", "18.25", "9007199254740993"],
    ],
    header_rows=1,
)


def test_pandas_gets_columns_with_their_types() -> None:
    frame = FARES.to_pandas()
    assert list(frame.columns) == ["Ticket", "Adult", "Sold", "Since", "column 5"]
    assert list(frame["Adult"]) == [4.5, 9.0, 18.25]
    assert str(frame["Adult"].dtype) == "float64"
    assert frame["Since"].dtype.kind == "M"
    assert frame["Since"][0] == pd.Timestamp(2024, 5, 17)
    assert frame["Since"].isna().tolist() == [False, False, True]
    assert frame["Ticket"].tolist() == ["Single", "Day", "Card"]


def test_whole_numbers_stay_whole_beside_empty_cells() -> None:
    sold = FARES.to_pandas()["Sold"]
    assert str(sold.dtype) == "Int64"
    assert (sold[0], sold[1] is pd.NA, sold[2]) == (12, True, 9_007_199_254_740_993)
    assert str(Table.from_rows([["n"], ["1"]], 1).to_pandas()["n"].dtype) == "int64"


def test_polars_gets_columns_with_their_types() -> None:
    frame = FARES.to_polars()
    assert frame.columns == ["Ticket", "Adult", "Sold", "Since", "column 5"]
    assert frame.dtypes[:4] == [pl.String, pl.Float64, pl.Int64, pl.Date]
    assert frame["Sold"].to_list() == [12, None, 9_007_199_254_740_993]
    assert frame["Since"].to_list() == [date(2024, 5, 17), date(2025, 1, 1), None]


def test_arrow_gets_what_the_function_gives() -> None:
    assert FARES.to_arrow().equals(to_arrow(FARES))


def test_a_table_without_rows_or_header() -> None:
    assert Table([]).to_pandas().shape == Table([]).to_polars().shape == (0, 0)
    headless = Table.from_rows([["a", "b"]])
    assert list(headless.to_pandas().columns) == headless.to_polars().columns
    assert headless.to_pandas().shape == headless.to_polars().shape == (1, 2)


@pytest.mark.parametrize("method", ["to_arrow", "to_pandas", "to_polars"])
def test_rows_that_lack_far_too_much_are_refused(method: str) -> None:
    table = Table.from_rows([["a"] * 100_000, *[["b"]] * 1_000])
    with pytest.raises(RenderError, match="they would take"):
        getattr(table, method)()


@pytest.mark.parametrize(
    ("method", "library", "extra"),
    [
        ("to_arrow", "pyarrow", "corpus"),
        ("to_pandas", "pandas", "pandas"),
        ("to_pandas", "pyarrow", "pandas"),
        ("to_polars", "polars", "polars"),
        ("to_polars", "pyarrow", "polars"),
    ],
)
def test_without_the_library_the_error_names_the_extra(
    method: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'docparse-tree\[{extra}\]'"):
        getattr(FARES, method)()


def test_reading_a_document_loads_neither() -> None:
    program = (
        "import sys, docparse\n"
        "document = docparse.parse('a | b |\\n1 | 2 |\\n')\n"
        "repr(document), document.tables, document._repr_html_()\n"
        "print([name for name in ('pandas', 'polars', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert done.stdout == "[]\n"
