"""Odd files: each is listed with its reason, and every other file is done."""

from __future__ import annotations

import errno
import gzip
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import corpora
from tests.corpora import errors, rows
from tests.corpus.conftest import Main, posix


def test_a_broken_footer_or_page_costs_no_other_file_or_row_group(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(20), row_group_size=5)
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    group = pq.ParquetFile(tmp_path / "a.parquet").metadata.row_group(1)
    page = group.column(1).dictionary_page_offset or group.column(1).data_page_offset
    data[page : page + 40] = b"\xff" * 40
    (tmp_path / "a.parquet").write_bytes(data)
    corpora.write_parquet(tmp_path / "b.parquet", corpora.records(3))
    (tmp_path / "b.parquet").write_bytes((tmp_path / "b.parquet").read_bytes()[:-9])
    code, _, _ = main("a.parquet", "b.parquet")
    assert code == 1
    assert [row["id"] for row in rows(Path("out"))] == [
        f"r{number}" for number in range(20) if not 5 <= number < 10
    ]
    footer, page_error = errors(Path("out"))
    assert footer["file"] == "b.parquet"
    assert "footer" in footer["error"] or "magic bytes" in footer["error"].lower()
    assert page_error["row"] == 5
    assert "rows 5 to 9 cannot be read" in page_error["error"]


def odd(*tables: pa.Table) -> Callable[[Path], None]:
    """Return what writes the tables into a Parquet file."""
    return lambda path: pq.write_table(pa.concat_tables(tables), path)


def named_by_other_bytes(path: Path) -> None:
    pq.write_table(pa.table({"id": ["1"], "text": ["x"], "column": ["y"]}), path)
    path.write_bytes(path.read_bytes().replace(b"column", b"c\xffl\xfemn"))


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bind(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(name)


ODD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "an empty file": (".jsonl", Path.touch, "the file is empty"),
    "an empty Parquet file": (".parquet", Path.touch, "the file is empty"),
    "an empty compressed file": (".json.gz", Path.touch, "the file is empty"),
    "a link to nothing": (".jsonl", lambda path: path.symlink_to("nothing"), "No such file"),
    "a link to itself": (".parquet", lambda path: path.symlink_to(path), "symbolic link"),
    "a named pipe": (
        ".jsonl",
        pipe,
        "it is a named pipe, not a file of records",
    ),
    "a named pipe of another kind": (
        ".parquet",
        pipe,
        "it is a named pipe",
    ),
    "a socket": (".jsonl", lambda path: bind(path.name), "it is a socket"),
    "a link to a device": (".jsonl", lambda path: path.symlink_to("/dev/zero"), "it is a device"),
    "a link to a pipe": (".json", lambda path: path.symlink_to("pipe"), "it is a named pipe"),
    "two columns of texts": (
        ".parquet",
        odd(pa.table([["x"], ["y"]], ["text", "text"])),
        "it has 2 columns of the name 'text'",
    ),
    "two columns of ids": (
        ".parquet",
        odd(pa.table([["x"], ["y"], ["z"]], ["id", "text", "id"])),
        "it has 2 columns of the name 'id'",
    ),
    "a column whose name is not UTF-8": (".parquet", named_by_other_bytes, "UnicodeDecodeError"),
    "no column of texts": (
        ".parquet",
        odd(pa.table({"id": ["1"], "body": ["x"]})),
        "there is no column 'text' in in/odd.parquet, only: id, body; --text-column names another",
    ),
    "records without a text": (".jsonl", lambda p: p.write_text('{"a": 1}'), "no column 'text'"),
    "no Parquet": (".parquet", lambda p: p.write_bytes(b"PAR1" * 9), ""),
    "an array": (
        ".json",
        lambda path: path.write_text(json.dumps([{"text": "x"}, {"text": "y"}], indent=1)),
        "it holds one JSON array, over several lines, not a record a line: jq -c '.[]' makes such",
    ),
    "an array on one line": (
        ".json",
        lambda path: path.write_text('[{"text": "x"}, {"text": "y"}]'),
        "it holds one JSON array, not a record a line: jq -c '.[]' makes such",
    ),
    "gzip under another name": (
        ".jsonl",
        lambda path: corpora.write_gzip(path, corpora.records(30)),
        "it is gzip data, not lines of JSON; its name should end in .gz",
    ),
    "zstd under another name": (
        ".ndjson",
        lambda path: corpora.write_zstd(path, corpora.records(30)),
        "its name should end in .zst",
    ),
    "Parquet under another name": (
        ".jsonl",
        lambda path: corpora.write_parquet(path, corpora.records(30)),
        "it is Parquet, not lines of JSON; its name should end in .parquet",
    ),
    "a picture": (
        ".json",
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9),
        "it is a picture, not lines of JSON",
    ),
    "UTF-16": (
        ".jsonl",
        lambda path: path.write_text('{"text": "x"}\n' * 9, "utf-16"),
        "it is UTF-16, and lines of JSON are UTF-8: iconv makes such",
    ),
    "UTF-16 without a byte order mark, compressed": (
        ".jsonl.gz",
        lambda path: path.write_bytes(gzip.compress(('{"text": "x"}\n' * 9).encode("utf-16-le"))),
        "it is UTF-16",
    ),
    "an array of a record a line": (
        ".json",
        lambda path: path.write_text('[{"text": "x"},\n{"text": "y"}]'),
        "it holds one JSON array",
    ),
    "an object over several lines": (
        ".json",
        lambda path: path.write_text(json.dumps({"text": "x", "more": {}}, indent=1)),
        "it holds one JSON object",
    ),
}


@posix
@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_an_odd_file_is_listed_and_every_other_file_is_done(
    main: Main, tmp_path: Path, kind: str, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    suffix, write, reason = ODD[kind]
    (tmp_path / "in").mkdir()
    with monkeypatch.context() as patch:
        patch.chdir("in")
        os.mkfifo("pipe")
        write(tmp_path / "in" / f"odd{suffix}")
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(3))
    corpora.write_parquet(tmp_path / "in" / "z.parquet", corpora.records(4))
    code, out, err = main("in", "--format", format)
    assert (code, err) == (1, "")
    assert "1 file not read, listed in out" in out
    assert len(rows(Path("out"))) == 7
    (line,) = errors(Path("out"))
    assert line["file"] == f"in/odd{suffix}"
    assert reason in line["error"]
    assert main("in", "--format", format)[::2] == (1, "7 documents were done before\n")


@posix
def test_odd_files_alone_are_nothing_to_read(main: Main, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").symlink_to("nothing")
    code, _, err = main("a.jsonl", "b.jsonl")
    assert code == 3
    assert err == (
        "docparse: cannot read a.jsonl: it is a named pipe, not a file of records, nor 1 other\n"
    )


@posix
def test_a_folder_that_cannot_be_listed_is_listed(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(2))
    (tmp_path / "in" / "closed").mkdir()
    scandir = os.scandir

    def closed(path: str) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert main("in")[0] == 1
    assert errors(Path("out")) == [{"file": "in/closed", "error": "Permission denied"}]
    assert len(rows(Path("out"))) == 2
