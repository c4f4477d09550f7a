"""Odd records: each is a row of nulls or a row that is right, and a line in errors.jsonl."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import docparse.arrow
from docparse.corpus import parts
from docparse.corpus import records as reading
from docparse.corpus.inputs import find_files
from docparse.corpus.records import Batch, read_records
from tests import corpora
from tests.corpora import ARTICLE, errors, rows, shards
from tests.corpus.conftest import Main


def test_a_text_that_is_none_gives_nulls_and_a_line_of_its_own(main: Main, tmp_path: Path) -> None:
    lines = [
        {"id": "null", "text": None},
        {"id": "number", "text": 5},
        {"id": "good", "text": ARTICLE},
        {"id": "none", "body": "x"},
        ["no object"],
    ]
    data = corpora.jsonl(lines) + b'{"id": "cut", "text": "x\n\n'
    (tmp_path / "a.jsonl").write_bytes(data)
    code, out, _ = main("a.jsonl", emit="html,sections")
    assert code == 1
    assert "5 failed, listed in out" in out
    found = rows(Path("out"))
    assert [row["id"] for row in found] == ["null", "number", "good", "none", None, None]
    assert [row["html"] is None for row in found] == [True, True, False, True, True, True]
    listed = errors(Path("out"))
    assert [(line["id"], line["error"][:25]) for line in listed] == [
        ("null", "the text is null"),
        ("number", "the text is not a string "),
        ("none", "there is no 'text' in the"),
        (None, "not a JSON object but lis"),
        (None, "not a line of JSON: Inval"),
    ]
    assert {line["file"] for line in listed} == {"a.jsonl"}
    for line in listed[:3]:
        assert f'"id": "{line["id"]}"'.encode() in data[line["offset"] :].split(b"\n")[0]


def test_columns_that_hold_no_text_give_nulls(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", [{"id": 1, "text": 5}, {"id": 2, "text": None}])
    corpora.write_parquet(tmp_path / "b.parquet", [{"id": 3, "text": b"\xff"}])
    corpora.write_parquet(tmp_path / "c.parquet", [{"id": 4, "text": {"deep": "x"}}])
    assert main("a.parquet", "b.parquet", "c.parquet")[0] == 1
    assert [(row["id"], row["html"]) for row in rows(Path("out"))] == [
        (number, None) for number in (1, 2, 3, 4)
    ]
    assert [line["row"] for line in errors(Path("out"))] == [0, 1, 0, 0]


def test_both_rows_of_an_id_are_kept_and_an_id_names_no_file(main: Main, tmp_path: Path) -> None:
    ids = ["same", "same", "../../up", "a/b\0c", "\ud800", 5, None, {"deep": 1}]
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": id, "text": ARTICLE} for id in ids])
    assert main("a.jsonl")[0] == 0
    assert [row["id"] for row in rows(Path("out"))] == [
        *("same", "same", "../../up", "a/b\0c", "\ufffd", "5", None, '{"deep": 1}')
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "out", "faults"}


def test_invalid_utf8_is_read_as_replacement_characters(main: Main, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"id": "x\xff", "text": "a\xff\xfeb"}\n')
    column = pa.array([b"a\xffb", b"good"]).view(pa.string())
    pq.write_table(pa.table({"id": [1, 2], "text": column}), tmp_path / "b.parquet")
    assert main("a.jsonl", "b.parquet", emit="markdown,diagnostics")[0] == 0
    found = rows(Path("out"))
    assert [row["markdown"] for row in found] == ["a\ufffd\ufffdb\n", "a\ufffdb\n", "good\n"]
    codes = [[entry["code"] for entry in row["diagnostics"]] for row in found]
    assert codes == [["invalid-encoding"], ["invalid-encoding"], []]


def test_lone_surrogates_do_not_stop_anything(main: Main, tmp_path: Path) -> None:
    texts = ["a \ud800 | \udc00 |\n---|---|\nb | c |\n", "Q: \ud800?\nA: \udfff"]
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": "\udfff", "text": text} for text in texts])
    every = ",".join(docparse.arrow.COLUMNS)
    assert main("a.jsonl", emit=every)[0] == 0
    assert main("a.jsonl", "--format", "jsonl", "--overwrite", emit=every)[0] == 0
    assert errors(Path("out")) == []


def test_a_record_that_the_parser_fails_on_is_listed_and_no_other_is_touched(
    main: Main, tmp_path: Path
) -> None:
    records = corpora.records(9)
    records[4]["text"] = "RAISES"
    corpora.write_parquet(tmp_path / "a.parquet", records)
    assert main("a.parquet", processes=True)[0] == 1
    assert [row["html"] is None for row in rows(Path("out"))] == [n == 4 for n in range(9)]
    (line,) = errors(Path("out"))
    assert line["file"] == "a.parquet"
    assert (line["row"], line["id"]) == (4, "r4")
    assert line["error"] == "RuntimeError: poisoned"


def test_a_record_of_200_megabytes_is_read(main: Main, tmp_path: Path) -> None:
    line = "All boats are late today, and all of the trains are too. " * 8000 + "\n"
    text = line * (200_000_000 // len(line) + 1)
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": 1, "text": text}, {"id": 2, "text": ARTICLE}])
    code, out, _ = main("a.jsonl", emit="outline")
    assert code == 0
    assert out.splitlines()[1].startswith("200.")
    assert [row["id"] for row in rows(Path("out"))] == ["1", "2"]


def test_a_line_that_is_too_long_is_listed_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_RECORD", 2**20)
    corpora.write_gzip(tmp_path / "a.jsonl.gz", [{"text": "x" * 2**22}, {"text": ARTICLE}])
    (file,) = find_files([str(tmp_path)], "out")
    options = corpora.options("out", "html")
    (part,) = parts.plan_of(file, options, False).parts
    (batch,) = read_records(part, options)
    assert isinstance(batch, Batch)
    assert batch.problems == {0: "the line is longer than 1 MiB"}
    assert batch.texts[1] == ARTICLE


# ----------------------------------------------------------------------- columns of other types


def integers(values: list[int], type: pa.DataType) -> pa.Array:
    """Return an array of ``type`` that holds ``values`` as it stores them."""
    width = {4: pa.int32(), 8: pa.int64()}[type.bit_width // 8]
    return pa.array(values, width).view(type)


NS = 1_577_836_800_123_456_789

IDS: dict[str, tuple[pa.Array, list[object]]] = {
    "floats": (
        pa.array([1.5, float("nan"), float("inf"), float("-inf"), None]),
        [1.5, "NaN", "Infinity", "-Infinity", None],
    ),
    "bytes": (pa.array([b"a\xc3\xa9", b"\xff\x00", None]), ["aé", "ff00", None]),
    "bytes of one length": (pa.array([b"ab", b"\xff\x00"], pa.binary(2)), ["6162", "ff00"]),
    "strings that are not UTF-8": (pa.array([b"a\xff", b"b"]).view(pa.string()), ["a\ufffd", "b"]),
    "a dictionary": (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
    "a large string": (pa.array(["a"], pa.large_string()), ["a"]),
    "a view": (pa.array(["a"], pa.string_view()), ["a"]),
    "nulls": (pa.nulls(2), [None, None]),
    "large numbers": (pa.array([2**64 - 1], pa.uint64()), [2**64 - 1]),
    "truth": (pa.array([True]), [True]),
    "decimals": (pa.array([Decimal("1.50")]), ["1.50"]),
    "lists": (pa.array([[1.0, float("nan")], []]), [[1.0, "NaN"], []]),
    "structs": (pa.array([{"a": b"x", "b": date(2024, 5, 17)}]), [{"a": "x", "b": "2024-05-17"}]),
    "nanoseconds": (
        integers([NS, 2**63 - 1, -(2**63)], pa.timestamp("ns")),
        [
            "2020-01-01 00:00:00.123456789",
            "2262-04-11 23:47:16.854775807",
            "1677-09-21 00:12:43.145224192",
        ],
    ),
    "nanoseconds of a zone that is none": (
        integers([NS], pa.timestamp("ns", "Europe/Atlantis")),
        ["2020-01-01 00:00:00.123456789+00:00"],
    ),
    "microseconds of a zone that is none": (
        integers([NS // 1000], pa.timestamp("us", "Europe/Atlantis")),
        ["2020-01-01 00:00:00.123456+00:00"],
    ),
    "times": (integers([86_399_999_999_999], pa.time64("ns")), ["23:59:59.999999999"]),
}


@pytest.mark.parametrize("kind", IDS)
def test_an_id_of_any_type_is_json_in_a_jsonl_shard(main: Main, tmp_path: Path, kind: str) -> None:
    ids, expected = IDS[kind]
    texts = pa.array([None] + ["x"] * (len(ids) - 1), pa.string())
    pq.write_table(pa.table({"id": ids, "text": texts}), tmp_path / "a.parquet")
    assert main("a.parquet", "--format", "jsonl")[0] == 1
    assert [row["id"] for row in rows(Path("out"))] == expected
    assert [line["id"] for line in errors(Path("out"))] == expected[:1]
    assert main("a.parquet", "--overwrite")[0] == 1
    stored = pq.read_table(shards(Path("out"))[0]).column("id")
    assert pa.concat_arrays(stored.chunks).equals(ids) or kind in ("floats", "lists")
    assert [line["id"] for line in errors(Path("out"))] == expected[:1]


UNWRITABLE: dict[str, pa.Array] = {
    "days": integers([0, 2**31 - 1, -(2**31)], pa.date32()),
    "microseconds": integers([0, 2**63 - 1], pa.timestamp("us")),
    "milliseconds": integers([0, 2**63 - 1], pa.timestamp("ms", "UTC")),
    "durations": integers([0, 2**63 - 1], pa.duration("ms")),
    "days in lists": pa.ListArray.from_arrays([0, 1, 2], integers([0, 2**31 - 1], pa.date32())),
}


@pytest.mark.parametrize("kind", UNWRITABLE)
def test_an_id_that_cannot_be_written_fails_its_record_alone(
    main: Main, tmp_path: Path, kind: str
) -> None:
    ids = UNWRITABLE[kind]
    table = pa.table({"id": ids, "text": ["x"] * len(ids)})
    pq.write_table(table, tmp_path / "a.parquet")
    corpora.write_jsonl(tmp_path / "b.jsonl", corpora.records(2))
    assert main(".", "--format", "jsonl")[0] == 1
    found = rows(Path("out"))
    assert [row["html"] is None for row in found] == [False] + [True] * (len(ids) - 1) + [False] * 2
    assert [row["id"] for row in found[1 : len(ids)]] == [None] * (len(ids) - 1)
    for number, line in enumerate(errors(Path("out")), 1):
        assert (line["file"], line["row"]) == ("a.parquet", number)
        assert line["error"].startswith("the id, of type ")
    assert main(".", "--overwrite")[0] == 0
    assert len(rows_of_any_type(Path("out"))) == len(ids) + 2


def rows_of_any_type(output: Path) -> list[object]:
    """Return the rows of all shards without the ids, which Python may have no type for."""
    return [
        row for path in shards(output) for row in pq.read_table(path).drop_columns("id").to_pylist()
    ]


TEXTS: dict[str, tuple[pa.Array, list[str | None]]] = {
    "bytes": (pa.array(["aé".encode(), b"a\xff", None]), ["aé", None, None]),
    "large bytes": (pa.array([b"a", b"\xff"], pa.large_binary()), ["a", None]),
    "bytes in a dictionary": (pa.array([b"a", b"\xff"]).dictionary_encode(), ["a", None]),
    "bytes of one length": (pa.array([b"ab", b"\xff\x00"], pa.binary(2)), ["ab", None]),
    "a large string": (pa.array(["a", "b"], pa.large_string()), ["a", "b"]),
    "a view": (pa.array(["a", "b"], pa.string_view()), ["a", "b"]),
    "a dictionary": (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
    "nulls": (pa.nulls(2), [None, None]),
    "days": (integers([0, 2**31 - 1], pa.date32()), [None, None]),
    "nanoseconds": (integers([NS, 0], pa.timestamp("ns", "Europe/Atlantis")), [None, None]),
    "lists": (pa.array([["a"], []]), [None, None]),
    "structs": (pa.array([{"text": "a"}]), [None]),
    "structs that are not UTF-8": (
        pa.StructArray.from_arrays([pa.array([b"\xff"]).view(pa.string())], ["a"]),
        [None],
    ),
    "structs of two fields of a name": (
        pa.StructArray.from_arrays([pa.array([1]), pa.array([2])], ["a", "a"]),
        [None],
    ),
    "durations": (integers([2**63 - 1], pa.duration("s")), [None]),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_column_of_texts_may_be_of_any_type(main: Main, tmp_path: Path, kind: str) -> None:
    texts, expected = TEXTS[kind]
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet")
    corpora.write_parquet(tmp_path / "b.parquet", [{"text": "last"}])
    failed = expected.count(None)
    code, out, _ = main("a.parquet", "b.parquet", emit="markdown")
    assert code == (1 if failed else 0)
    assert f"{failed} failed" in out
    written = [None if text is None else f"{text}\n" for text in [*expected, "last"]]
    assert [row["markdown"] for row in rows(Path("out"))] == written
    assert [line["row"] for line in errors(Path("out"))] == [
        row for row, text in enumerate(expected) if text is None
    ]


def test_ids_and_texts_may_be_one_column(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", [{"text": "x"}])
    corpora.write_jsonl(tmp_path / "b.jsonl", [{"text": "y"}])
    assert main(".", "--id-column", "text", emit="error")[0] == 0
    assert [row["text"] for row in rows(Path("out"))] == ["x", "y"]


def test_an_odd_value_of_json_is_no_more_than_a_failed_record(main: Main, tmp_path: Path) -> None:
    lines = [
        b'{"id": NaN, "text": "a"}', b'{"id": [Infinity, 1e999], "text": "b"}',
        b'{"id": %s, "text": "c"}' % (b"9" * 5000), b'{"id": %s, "text": "d"}' % (b"[" * 9999),
        b'{"id": %s%s, "text": "e"}' % (b"[" * 900, b"]" * 900), b'{"text": NaN}',
        b'{"text": "f"}\x00', b"[" * 100_000, b'"text"', b"\xff\xfe", b'{"text": {"a": NaN}}',
        b'{"id": "last", "text": "g"}',
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    for format in ("jsonl", "parquet"):
        code, _, _ = main("a.jsonl", "--format", format, "--overwrite", emit="markdown")
        assert code == 1
        found = rows(Path("out"))
        assert len(found) == len(lines) == len(errors(Path("out"))) + 4
        assert (found[0]["id"], found[-1]["id"]) == ("NaN", "last")
