"""Which files are read by their names: links, dots, hidden files, other runs."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import corpora
from tests.corpora import errors, rows
from tests.corpus.conftest import Main, posix


def test_a_folder_may_be_called_like_a_file(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "in" / "x.parquet" / "part-0.parquet", corpora.records(2))
    corpora.write_jsonl(tmp_path / "in" / "y.jsonl" / "a.jsonl", corpora.records(1))
    assert main("in")[0] == 0
    assert main("in/*", "--overwrite")[0] == 0
    assert len(rows(Path("out"))) == 3


@posix
def test_a_file_may_have_a_name_of_any_bytes(main: Main, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    name = os.fsdecode(b"in/a\xff")
    with open(f"{name}.parquet", "wb") as file:
        pq.write_table(pa.table({"text": ["x"]}), file)
    with open(f"{name}.jsonl", "wb") as file:
        file.write(corpora.jsonl([{"text": None}]))
    assert main("in")[0] == 1
    assert len(rows(Path("out"))) == 2
    assert [line["file"] for line in errors(Path("out"))] == ["in/a\\xff.jsonl"]
    assert main("in")[2] == "2 documents were done before\n"


@posix
def test_two_files_whose_names_differ_by_a_link_before_two_dots_have_a_shard_each(
    main: Main, tmp_path: Path
) -> None:
    (tmp_path / "other" / "folder").mkdir(parents=True)
    (tmp_path / "link").symlink_to("other/folder")
    corpora.write_jsonl(tmp_path / "x.jsonl", [{"id": "A", "text": "x"}])
    corpora.write_jsonl(tmp_path / "other" / "x.jsonl", [{"id": "B", "text": "y"}])
    for done in ("", "2 documents were done before\n"):
        assert main("x.jsonl", "link/../x.jsonl")[::2] == (0, done)
        assert sorted(row["id"] for row in rows(Path("out"))) == ["A", "B"]


@pytest.mark.parametrize("name", ["./in", "in//a.jsonl", "in/./a.jsonl", ".//in/"])
def test_dots_and_doubled_slashes_do_not_make_another_input(
    main: Main, tmp_path: Path, name: str
) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(2))
    assert main("in")[0] == 0
    assert main(name)[::2] == (0, "2 documents were done before\n")


@posix
def test_a_link_to_a_folder_is_followed_and_each_file_is_read_once(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_jsonl(tmp_path / "in" / "own" / "a.jsonl", [{"id": "a", "text": "x"}])
    corpora.write_jsonl(tmp_path / "elsewhere" / "deep" / "b.jsonl", [{"id": "b", "text": "x"}])
    corpora.write_jsonl(tmp_path / "beside.jsonl", [{"id": "not below", "text": "x"}])
    for link, target in {
        "in/0": "own",
        "in/1": "../elsewhere",
        "in/own/back": "..",
        "in/own/above": "../..",
        "elsewhere/deep/round": "../../elsewhere",
    }.items():
        (tmp_path / link).symlink_to(target)
    corpora.write_jsonl(tmp_path / "in" / "own" / "bad.jsonl", [{"text": None}])
    assert main("in")[0] == 1
    assert sorted(str(row["id"]) for row in rows(Path("out"))) == ["None", "a", "b"]
    assert [line["file"] for line in errors(Path("out"))] == ["in/own/bad.jsonl"]


def test_below_a_folder_hidden_files_and_the_output_of_other_runs_are_not_read(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(3))
    corpora.write_jsonl(tmp_path / "in" / ".checkpoints" / "a.jsonl", corpora.records(3))
    (tmp_path / "in" / "._a.jsonl").write_bytes(b"\0\5\x16\7")
    assert main("in", "--output", "in/before", emit="text")[0] == 0
    assert main("in", emit="text")[0] == 0
    assert len(rows(Path("out"))) == 3
    assert main("in/before/shards", "--output", "again", "--id-column", "text", emit="html")[0] == 0
    assert len(rows(Path("again"))) == 3  # by its name it is read
