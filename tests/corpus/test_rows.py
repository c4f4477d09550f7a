"""What ``docparse corpus`` writes, and what it refuses to begin with."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import docparse
from docparse.corpus import parts, run
from docparse.corpus.inputs import FileState, InputFile, find_files
from docparse.corpus.records import Batch, read_records
from tests import corpora
from tests.corpora import ARTICLE, errors, rows, shards
from tests.corpus.conftest import Main

# ------------------------------------------------------------------------- what comes out


def test_every_kind_of_file_becomes_shards_of_rows(main: Main, tmp_path: Path) -> None:
    records = corpora.records(40)
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", records[:10])
    corpora.write_gzip(tmp_path / "in" / "deep" / "b.jsonl.gz", records[10:20])
    with pa.CompressedOutputStream(str(tmp_path / "in" / "c.jsonl.zst"), "zstd") as file:
        file.write(corpora.jsonl(records[20:30]))
    corpora.write_parquet(tmp_path / "in" / "d.parquet", records[30:])
    (tmp_path / "in" / "notes.txt").write_text("not a file of records")
    code, out, err = main("in", emit="html,outline,sections,faq")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("40 documents, ")
    assert sorted(row["id"] for row in rows(Path("out"))) == sorted(r["id"] for r in records)
    texts = {record["id"]: record["text"] for record in records}
    for row in rows(Path("out")):
        document = docparse.parse(texts[row["id"]])
        assert row["html"] == docparse.render(document, "html")
        assert [entry["text"] for entry in row["outline"]] == [
            entry.text for entry in docparse.outline(document)
        ]
        chunks = list(docparse.chunks(document))
        assert [each["heading_path"] for each in row["sections"]] == [
            c.heading_path for c in chunks
        ]
    assert list(rows(Path("out"))[0]) == ["id", "html", "outline", "sections", "faq"]
    assert errors(Path("out")) == []


def test_the_summary_counts_tables_and_questions(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": 1, "text": ARTICLE}] * 3)
    _, out, _ = main("a.jsonl")
    assert out.splitlines()[0] == "3 documents, 3 tables, 3 questions"
    assert out.splitlines()[2] == "0 failed"


def test_jsonl_shards_hold_the_same_as_parquet_shards(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(5))
    main("a.parquet", emit="sections,tables")
    parquet = rows(Path("out"))
    main("a.parquet", "--format", "jsonl", "--overwrite", emit="sections,tables")
    assert [path.suffix for path in shards(Path("out"))] == [".jsonl"]
    assert rows(Path("out")) == parquet


def test_only_shards_are_parquet_and_can_be_read_as_one_table(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(3))
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", corpora.records(4))
    main("in")
    assert {path.parent.name for path in Path("out").rglob("*.parquet")} == {"shards"}
    assert pq.read_table("out/shards").num_rows == 7


def test_other_columns_can_be_named_and_ids_keep_their_type(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", [{"key": 7, "body": ARTICLE, "more": 1.5}])
    code, _, _ = main("a.parquet", "--text-column", "body", "--id-column", "key")
    assert code == 0
    assert pq.read_table(shards(Path("out"))[0]).schema.field("key").type == pa.int64()
    assert rows(Path("out"))[0]["key"] == 7


def test_files_without_ids_have_rows_without_ids(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "in" / "a.parquet", [{"text": ARTICLE}])
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", [{"text": ARTICLE}])
    assert main("in")[0] == 0
    assert [row["id"] for row in rows(Path("out"))] == [None, None]


def test_a_pattern_names_files_and_folders(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "x1" / "a.jsonl", corpora.records(1))
    corpora.write_jsonl(tmp_path / "in" / "x2.jsonl", corpora.records(2))
    corpora.write_jsonl(tmp_path / "in" / "y.jsonl", corpora.records(4))
    main("in/x*", "in/x2.jsonl")
    assert len(rows(Path("out"))) == 3


def test_the_first_parts_of_a_file_are_small_so_that_a_run_that_is_stopped_keeps_something() -> (
    None
):
    file = InputFile("a.jsonl", "jsonl", FileState(size=200 * 2**20))
    sizes = [(end - start) >> 20 for start, end, _ in parts._byte_ranges(file)]
    assert sizes == [2, 4, 8, 16, 32, 32, 32, 32, 32, 10]


@pytest.mark.parametrize("part_bytes", [1, 100, 1000, 10_000])
def test_parts_of_a_file_hold_each_record_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part_bytes: int
) -> None:
    texts = [{"id": str(n), "text": "x" * n * 37} for n in range(12)]
    (tmp_path / "a.jsonl").write_bytes(b"\n" + corpora.jsonl(texts).replace(b"\n", b"\r\n\n")[:-3])
    corpora.write_parquet(tmp_path / "b.parquet", texts, row_group_size=2)
    monkeypatch.setattr(parts, "PART_BYTES", part_bytes)
    options = corpora.options("out", "html")
    for file in find_files([str(tmp_path)], "out"):
        cut = parts.plan_of(file, options, False).parts
        assert len({part.shard for part in cut}) == len(cut) > 1 or part_bytes == 10_000
        batches = [batch for part in cut for batch in read_records(part, options)]
        found = [
            (id, text)
            for batch in batches
            if isinstance(batch, Batch)
            for id, text in zip(batch.ids_in_json()[0], batch.texts, strict=True)
        ]
        assert found == [(record["id"], record["text"]) for record in texts]


# ---------------------------------------------------------------------------- what is refused


def test_a_missing_text_column_ends_the_run_and_the_columns_are_listed(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", [{"id": 1, "body": "x"}])
    corpora.write_jsonl(tmp_path / "b.jsonl", [{"id": 1, "content": "x"}])
    code, _, err = main("a.parquet")
    assert code == 2
    assert "no column 'text' in a.parquet, only: id, body; --text-column names another" in err
    code, _, err = main("b.jsonl")
    assert code == 2
    assert "no column 'text' in b.jsonl, only: id, content" in err
    code, _, err = main("a.parquet", "--text-column", "body", "--id-column", "key")
    assert code == 2
    assert "no column 'key'" in err
    code, _, err = main("b.jsonl", "--text-column", "content", "--id-column", "key")
    assert code == 2
    assert "no column 'key' in b.jsonl, only: id, content; --id-column names another" in err


def test_there_are_no_more_processes_than_cores(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    local_engine = run.local_engine
    asked: list[int] = []

    def asking(workers: int) -> Any:
        asked.append(workers)
        return local_engine(workers)

    monkeypatch.setattr("docparse.corpus.processes.cores", lambda: 3)
    monkeypatch.setattr(run, "local_engine", asking)
    for workers in ("2", "99"):
        assert main("a.jsonl", "--overwrite", "--workers", workers)[0] == 0
    assert asked == [2, 3]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none.jsonl"], 3, "no such file or folder"),
        (["empty"], 3, "no file to read in empty"),
        (["a.pdf"], 2, "a.pdf is none of .parquet, .jsonl"),
        (["out/x.jsonl"], 2, "the output folder"),
        (
            ["a.jsonl", "--workers", "0"],
            2,
            "argument --workers/-j/--jobs: '0' is not a whole number of at",
        ),
        (
            ["a.jsonl", "--workers", "two"],
            2,
            "argument --workers/-j/--jobs: 'two' is not a whole number",
        ),
        (
            ["a.jsonl", "--max-chars", "5x"],
            2,
            "argument --max-chars: '5x' is not a whole number",
        ),
        (["a.jsonl", "--ray-address", "auto"], 2, "--ray-address is for --engine ray"),
        (["a.jsonl", "--id-column", "html"], 2, "are both 'html'"),
        (["broken.parquet"], 3, "cannot read broken.parquet"),
    ],
)
def test_what_cannot_be_done_is_said(
    main: Main, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.pdf").write_text("x")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    corpora.write_jsonl(tmp_path / "out" / "x.jsonl", corpora.records(1))
    ended, out, err = main(*arguments)
    assert (ended, out) == (code, "")
    assert message in err
    assert err.count("\n") == 1


def test_columns_that_are_none_are_refused(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    code, _, err = main("a.jsonl", emit="html,pdf")
    assert code == 2
    assert "no column 'pdf' to emit, only: html, markdown" in err


def test_an_output_folder_inside_the_input_is_not_read(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(3))
    for _ in range(2):
        assert main(".", "--format", "jsonl")[0] == 0
        assert len(rows(Path("out"))) == 3


# --------------------------------------------------------------------------------- the rest


def test_without_the_extra_it_is_said_what_to_install(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, _, err = main("a.jsonl")
    assert code == 1
    assert "pip install 'docparse-tree[corpus]'" in err


def test_the_json_of_the_manifest_says_what_was_done(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    main("a.jsonl")
    header, line = map(json.loads, Path("out/manifest.jsonl").read_text().splitlines())
    assert header["docparse"] == docparse.__version__
    assert header["emit"] == ["html"]
    assert line["file"] == "a.jsonl"
    assert line["counts"]["documents"] == 2
    assert len(line["digest"]) == 64
