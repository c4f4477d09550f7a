"""Arrow: batches of texts parsed, and a table as an Arrow table."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import docparse
from docparse import Table, arrow, to_arrow
from docparse.arrow import COLUMNS, process_batch
from docparse.columns import make
from docparse.columns.settings import settings_of
from docparse.columns.texts import arrow_columns, parse_texts
from tests import strategies
from tests.corpora import ARTICLE


def batch(*texts: str | None) -> pa.RecordBatch:
    return pa.record_batch({"id": list(range(len(texts))), "text": list(texts)})


# ---------------------------------------------------------------------------- process_batch


def test_a_batch_of_texts_becomes_a_batch_of_what_is_asked_for() -> None:
    result = process_batch(batch(ARTICLE, None), emit=["html", "faq", "tables"])
    assert result.schema.names == ["id", "html", "faq", "tables"]
    row, empty = result.to_pylist()
    assert row["html"] == docparse.render(docparse.parse(ARTICLE), "html")
    assert row["faq"] == [{"question": "Is it late?", "answer": "Yes, by an hour."}]
    assert row["tables"] == [
        {
            "header": ["Fares", "Adult"],
            "rows": [["Single", "4.00"]],
            "csv": "Fares,Adult\r\nSingle,4.00\r\n",
            "heading_path": [],
            "span": {"start": 19, "end": 59},
        }
    ]
    assert empty == {"id": 1, "html": None, "faq": None, "tables": None}


def test_every_column_holds_what_the_library_gives() -> None:
    (row,) = process_batch(batch(ARTICLE), emit=list(COLUMNS)).to_pylist()
    document = docparse.parse(ARTICLE)
    for format in ("html", "markdown", "json", "jsonld", "text"):
        assert row[format] == docparse.render(document, format)
    assert [tuple(entry.values()) for entry in row["outline"]] == docparse.outline(document)
    for section, chunk in zip(row["sections"], docparse.chunks(document), strict=True):
        assert section["heading_path"] == chunk.heading_path
        assert section["text"] == chunk.text
        assert tuple(section["span"].values()) == chunk.span
        assert tuple(section["lines"].values()) == chunk.lines
        assert (section["kind"], section["roles"]) == (chunk.kind, list(chunk.roles))
    assert row["diagnostics"] == []
    assert row["error"] is None


def test_a_table_over_several_sections_repeats_its_header() -> None:
    rows = "".join(f"Line {n} | {n}.00 |\n" for n in range(200))
    (row,) = process_batch(batch(f"Ticket | Fare |\n---|---|\n{rows}"), emit="sections").to_pylist()
    assert len(row["sections"]) > 1
    assert {section["text"].split("\n")[0] for section in row["sections"]} == {"Ticket\tFare"}


def test_the_schema_is_known_beforehand() -> None:
    emit = ["outline", "tables", "sections", "diagnostics", "json"]
    fields = process_batch(batch(ARTICLE), emit=emit, keep=[]).schema
    assert fields == arrow.schema(emit)
    assert fields.field("outline").type == pa.list_(
        pa.struct({"level": pa.int32(), "text": pa.string(), "confidence": pa.float64()})
    )
    assert fields.field("sections").type.value_type.field("heading_path").type == pa.list_(
        pa.string()
    )


def test_columns_are_kept_left_out_or_replaced() -> None:
    texts = pa.record_batch({"body": [ARTICLE], "url": ["u"], "html": ["old"], "n": [1]})
    for keep, names in ((None, ["url", "n"]), (["n"], ["n"]), ([], [])):
        result = process_batch(texts, text_column="body", emit=["html"], keep=keep)
        assert result.schema.names == [*names, "html"]
        assert result.column("html")[0].as_py() != "old"


def test_an_empty_batch_stays_one() -> None:
    result = process_batch(batch().cast(pa.schema({"id": pa.int64(), "text": pa.string()})))
    assert (result.num_rows, result.schema.names) == (0, ["id", "json"])


@pytest.mark.parametrize(
    "type",
    [
        pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string()),
        pa.binary(), pa.large_binary(), pa.binary_view(),
    ],
)  # fmt: skip
def test_every_type_of_text_is_read(type: pa.DataType) -> None:
    texts = pa.record_batch({"text": pa.array([ARTICLE]).cast(type)})
    assert process_batch(texts, emit="error").to_pylist() == [{"error": None}]


def test_what_is_no_text_says_so() -> None:
    def problem(array: pa.Array) -> str:
        result = process_batch(pa.record_batch({"text": array}), emit=["error", "html"])
        (row,) = result.to_pylist()
        assert row["html"] is None
        return str(row["error"])

    assert problem(pa.array([None])) == "the text is null"
    assert problem(pa.array([5])) == "the text is not a string but int"
    assert problem(pa.array([2**31 - 1]).cast(pa.int32()).cast(pa.date32())) == (
        "the text is not a string but date32[day]"
    )
    assert problem(pa.array([b"x\xff"])).startswith("the text is not UTF-8: ")


def test_what_arrow_cannot_hold_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def json(document: docparse.Document, options: object) -> str:
        return "\ud800" if "bad" in str(document.source) else "fine"

    monkeypatch.setitem(COLUMNS, "json", json)
    rows = process_batch(batch("a", "bad", "b"), emit=["json", "error"]).to_pylist()
    assert [row["json"] for row in rows] == ["fine", None, "fine"]
    assert "surrogates not allowed" in rows[1]["error"]
    monkeypatch.setattr(make, "LONGEST_VALUE", 10)
    (row,) = process_batch(batch("a long text"), emit=["html", "error"]).to_pylist()
    assert row["html"] is None
    assert "more than Arrow can hold" in row["error"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"emit": ["pdf"]}, "no column 'pdf' to emit, only: html, markdown"),
        ({"emit": []}, "emit names no column"),
        ({"text_column": "body"}, "no column 'body', only: id, text"),
        ({"keep": ["url"]}, "no column 'url', only: id, text"),
    ],
)
def test_names_that_are_none_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(docparse.OptionError, match=message):
        process_batch(batch(ARTICLE), **options)
    with pytest.raises(docparse.ArgumentError, match="takes a RecordBatch, not list"):
        process_batch([])


@given(st.lists(strategies.texts(), max_size=3))
def test_no_text_fails(texts: list[str]) -> None:
    parsed = parse_texts(texts, settings_of(tuple(COLUMNS), {}))
    assert parsed.failures == {}
    assert all(len(array) == len(texts) for array in arrow_columns(parsed))


# --------------------------------------------------------------------------------- to_arrow


def columns(*rows: list[str], header_rows: int = 1) -> dict[str, list[object]]:
    found: dict[str, list[object]] = to_arrow(Table.from_rows(rows, header_rows)).to_pydict()
    return found


def test_a_column_has_the_type_on_which_all_its_cells_agree() -> None:
    assert columns(
        ["Stop", "Boats", "Fare", "Since"],
        ["Skarholm", "12", "4.50", "2024-05-17"],
        ["Vik", "-3", "7", ""],
    ) == {
        "Stop": ["Skarholm", "Vik"],
        "Boats": [12, -3],
        "Fare": [4.5, 7.0],
        "Since": [date(2024, 5, 17), None],
    }


@pytest.mark.parametrize(
    "texts",
    [
        ["007", "5"], ["1,5"], ["1 000"], ["5 %"], ["+5"], ["٣"], ["1e5"], ["-0"], ["12", "n/a"],
        ["1234567890123456789"], ["0.1234567"], ["2024-02-30"], ["17.05.2024"], ["2024-05-17", "7"],
        ["", ""], ["nan"], ["inf"], ["True"],
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_stays_text(texts: list[str]) -> None:
    assert columns(["c"], *([text] for text in texts)) == {"c": texts}


def test_short_rows_are_filled_with_nulls_and_names_are_distinct() -> None:
    found = columns(["a", "", "a", "a (2)"], ["w", "x", "y", "z", "more"], ["v"])
    assert list(found) == ["a", "column 2", "a (3)", "a (2)", "column 5"]
    assert found["column 5"] == ["more", None]
    assert columns(["only", "names"]) == {"only": [], "names": []}
    assert columns(["x"], header_rows=0) == {"column 1": ["x"]}
    assert columns(["2024", "2024"], ["May", "June"], ["1", "2"], header_rows=2) == {
        "2024 May": [1],
        "2024 June": [2],
    }
    assert to_arrow(Table.from_rows([])).num_columns == 0
    assert columns(["\ud800"], ["\udfff"]) == {"\ufffd": ["\ufffd"]}


def test_a_name_is_numbered_past_the_names_that_are_given() -> None:
    names = ["a", "a (2)", "a", "a", "a (4)", "", "column 6"]
    found = columns(names, ["v"] * 7)
    assert list(found) == ["a", "a (2)", "a (3)", "a (5)", "a (4)", "column 6", "column 6 (2)"]


def test_a_table_that_would_be_mostly_nulls_is_refused() -> None:
    wide = [["a"] * 4_000, *[["b"]] * 4_000]
    with pytest.raises(docparse.RenderError, match="15996000 more"):
        columns(*wide)
    with pytest.raises(docparse.RenderError):
        columns(*wide, header_rows=0)
    assert columns(*wide, header_rows=4_001) == {"a b": [], **{name: [] for name in DISTINCT}}


DISTINCT = ["a", *(f"a ({number})" for number in range(2, 4_000))]


@pytest.mark.parametrize(("rows", "width"), [(50, 1_000), (10_000, 30), (200, 300)])
def test_a_table_that_lacks_some_cells_is_filled(rows: int, width: int) -> None:
    found = columns(["a"] * width, *[["b"]] * rows)
    assert len(found) == width
    assert found["a (2)"] == [None] * rows


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(docparse.MissingExtraError, match=r"pip install 'docparse-tree\[corpus\]'"):
        to_arrow(Table.from_rows([["a"]]))
    with pytest.raises(docparse.DocparseError, match=r"docparse-tree\[corpus\]"):
        process_batch(batch(ARTICLE))


def test_only_a_table_can_be_made_into_one() -> None:
    with pytest.raises(docparse.ArgumentError):
        to_arrow(docparse.Text("a | b"))  # type: ignore[arg-type]


def test_one_column_to_keep_may_be_named_without_a_list() -> None:
    assert process_batch(batch(ARTICLE), emit="text", keep="id").schema.names == ["id", "text"]
