"""Odd records: each is a row of nulls or a row that is right, and a line in errors.jsonl."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import docparse
from docparse.corpus import parts
from docparse.corpus import records as reading
from docparse.corpus.inputs import find_files
from docparse.corpus.records import Batch, read_records
from tests import corpora
from tests.corpora import ARTICLE, errors, rows
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
    options = parts.Options("out", ("html",))
    (part,) = parts.parts_of(file, options, False)
    (batch,) = read_records(part, options)
    assert isinstance(batch, Batch)
    assert batch.problems == {0: "the line is longer than 1 MiB"}
    assert batch.texts[1] == ARTICLE
