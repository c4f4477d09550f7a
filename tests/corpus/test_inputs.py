"""Where texts come from: folders of texts, and standard input."""

from __future__ import annotations

import io
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import docparse
from tests import corpora
from tests.corpora import errors, rows, shards, write_texts
from tests.corpus.conftest import Main, posix


def test_each_file_of_a_folder_of_texts_is_a_record_with_its_name_as_the_id(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docparse.corpus.parts.PART_TEXTS", 2)
    write_texts(tmp_path / "in", 5)
    (tmp_path / "in" / "2.txt").write_bytes("\ufeffPrix\n".encode("utf-16-le"))
    assert main("in", emit="html")[0] == 0
    assert [row["id"] for row in rows(Path("out"))] == [
        "0.txt", "2.txt", "4.txt", "deep/1.txt", "deep/3.txt",
    ]  # fmt: skip
    assert rows(Path("out"))[1]["html"] == docparse.render(docparse.parse("Prix\n"), "html")
    assert len(shards(Path("out"))) == 3


def test_a_text_that_changes_or_is_added_is_read_again(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docparse.corpus.parts.PART_TEXTS", 2)
    write_texts(tmp_path / "in", 4)
    main("in")
    (tmp_path / "in" / "z.txt").write_text("New\n")
    _, out, _ = main("in")
    assert out.splitlines()[:2] == [
        "5 documents, 4 tables, 4 questions",
        "new: 1 document, 0 tables, 0 questions",
    ]
    _, out, _ = main("in")
    assert out.splitlines()[1] == "nothing new since the last run"


def test_texts_named_one_by_one_or_by_a_pattern_are_read(main: Main, tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 4)
    assert main("in/*.txt", "in/deep/1.txt")[0] == 0
    assert sorted(row["id"] for row in rows(Path("out"))) == ["0.txt", "1.txt", "2.txt"]


def test_beside_files_of_records_a_text_is_a_note(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(2))
    (tmp_path / "in" / "README.txt").write_text("about the data")
    main("in")
    assert [row["id"] for row in rows(Path("out"))] == ["r0", "r1"]


@posix
def test_a_text_that_cannot_be_read_fails_alone(main: Main, tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 2)
    os.symlink("nowhere", tmp_path / "in" / "x.txt")
    assert main("in")[0] == 1
    assert len(rows(Path("out"))) == 3
    assert errors(Path("out")) == [
        {"file": "in/x.txt", "id": "x.txt", "error": "the file cannot be read"}
    ]


def test_a_run_in_the_folder_that_it_writes_below_is_resumed(main: Main, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Boats leave at ten.\n", "utf-8")
    assert main(".")[0] == 0
    code, out, _ = main(".")
    assert (code, out.splitlines()[:2]) == (
        0,
        ["1 document, 0 tables, 0 questions", "nothing new since the last run"],
    )


def test_a_folder_of_texts_has_no_other_columns(main: Main, tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 1)
    code, _, err = main("in", "--keep", "url")
    assert code == 2
    assert "there is no column 'url' in in, only: id, text; --keep names another" in err


def arriving(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_records_may_arrive_on_standard_input(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving(monkeypatch, corpora.jsonl([*corpora.records(3), {"id": "bad"}]))
    assert main("-")[0] == 1
    assert [row["id"] for row in rows(Path("out"))] == ["r0", "r1", "r2", "bad"]
    assert errors(Path("out"))[0]["file"] == "<stdin>"
    assert sorted(os.listdir("out/.docparse")) == ["errors", "lock"]
    Path("out/.docparse/stdin-0.jsonl").write_text("left behind by a run that was killed")
    arriving(monkeypatch, corpora.jsonl([*corpora.records(3), {"id": "bad"}]))
    assert "nothing new" in main("-")[1]
    assert sorted(os.listdir("out/.docparse")) == ["errors", "lock"]


@pytest.mark.parametrize("suffix", ["gz", "zst", "parquet"])
def test_what_arrives_may_be_compressed_or_parquet(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    write: Any = {
        "gz": corpora.write_gzip,
        "zst": corpora.write_zstd,
        "parquet": corpora.write_parquet,
    }[suffix]
    write(tmp_path / "x", corpora.records(3))
    arriving(monkeypatch, (tmp_path / "x").read_bytes())
    assert main("-")[0] == 0
    assert len(rows(Path("out"))) == 3


def test_nothing_that_arrives_is_told(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving(monkeypatch, b"")
    code, _, err = main("-")
    assert code == 3
    assert err == "docparse: cannot read <stdin>: nothing arrived\n"
    monkeypatch.setattr("sys.stdin", None)
    assert main("-")[0] == 3
