"""Odd files: each is listed with its reason, and every other file is done."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import json
import os
import shutil
import socket
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from docparse.corpus import files, worker
from tests import corpora
from tests.corpora import Record, errors, rows
from tests.corpus.conftest import Main, posix

COMPRESSED = {".gz": corpora.write_gzip, ".zst": corpora.write_zstd}


def check_cut(main: Main, tmp_path: Path, suffix: str, share: float) -> None:
    """Of a file that is cut off, as many records come out as can be decompressed byte by byte."""
    records = [
        {"id": f"{n}", "text": f"{n} {hashlib.sha256(b'%d' % n).hexdigest()}" * 9}
        for n in range(3000)
    ]
    path = tmp_path / f"a.jsonl{suffix}"
    COMPRESSED[suffix](path, records)
    cut = path.read_bytes()
    cut = cut[: min(int(len(cut) * share), len(cut) - 1)]
    path.write_bytes(cut)
    corpora.write_jsonl(tmp_path / "b.jsonl", records[:2])
    code, out, _ = main("a.jsonl" + suffix, "b.jsonl", emit="error")
    assert code == 1
    assert "1 failed, listed in" in out
    found = [row["id"] for row in rows(Path("out"))][:-2]
    held = held_before_the_cut(cut, suffix)
    assert len(found) == held.count(b"\n") > 0
    assert found == [record["id"] for record in records[: len(found)]]
    (line,) = errors(Path("out"))
    assert line["error"].endswith("the compressed file is cut off before its end")
    assert line["offset"] == held.rindex(b"\n") + 1


@pytest.mark.parametrize("suffix", COMPRESSED)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 1.0])
def test_every_record_before_the_cut_of_a_compressed_file_is_kept(
    main: Main, tmp_path: Path, suffix: str, share: float
) -> None:
    check_cut(main, tmp_path, suffix, share)


def test_a_reader_that_drops_what_it_read_last_is_found_out(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dropping(file: IO[bytes], kind: str) -> io.BufferedReader:
        stream: Any = pa.CompressedInputStream(pa.PythonFile(file, "r"), kind)
        return io.BufferedReader(stream, 2**16)

    monkeypatch.setattr("docparse.corpus.records.open_lines", dropping)
    with pytest.raises(AssertionError):
        check_cut(main, tmp_path, ".zst", 0.5)


@pytest.mark.parametrize("suffix", COMPRESSED)
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_every_record_before_damage_in_a_compressed_file_is_kept(
    main: Main, tmp_path: Path, suffix: str, share: float
) -> None:
    """A compressor keeps what it wrote in blocks; the second or a later one cannot be read."""
    path = tmp_path / f"a.jsonl{suffix}"
    written = [{"id": f"{n}", "text": hashlib.sha256(b"%d" % n).hexdigest()} for n in range(9000)]
    COMPRESSED[suffix](path, written)
    data = bytearray(path.read_bytes())
    place = int(len(data) * share)
    data[place : place + 2000] = bytes([0xFF]) * 2000
    path.write_bytes(data)
    main(path.name, emit="error")
    found = [row["id"] for row in rows(Path("out"))]
    held = held_before_damage(bytes(data), suffix).splitlines()
    lines = corpora.jsonl(written).splitlines()
    whole = next(n for n, line in enumerate(lines) if held[n : n + 1] != [line])
    assert whole > 1000
    assert found[:whole] == [record["id"] for record in written[:whole]]


def held_before_damage(data: bytes, suffix: str) -> bytes:
    """Return what is decompressed of ``data`` if it arrives byte by byte."""
    held = bytearray()
    with suppress(OSError, zlib.error):
        if suffix == ".gz":
            stream = zlib.decompressobj(wbits=31)
            for byte in data:
                held += stream.decompress(bytes([byte]))
        else:
            zstd = pa.CompressedInputStream(pa.PythonFile(OneByOne(data), "r"), "zstd")
            while piece := zstd.read(1):
                held += piece
    return bytes(held)


class OneByOne(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        return super().read(1)


def held_before_the_cut(data: bytes, suffix: str) -> bytes:
    """Return all that can be decompressed of ``data``, read one byte at a time."""
    if suffix == ".gz":
        return zlib.decompressobj(wbits=31).decompress(data)
    stream = pa.CompressedInputStream(pa.BufferReader(data), "zstd")
    held = bytearray()
    with suppress(OSError):
        while byte := stream.read(1):
            held += byte
    return bytes(held)


@pytest.mark.parametrize("suffix", COMPRESSED)
def test_what_is_not_compressed_at_all_is_listed(main: Main, tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.jsonl{suffix}").write_bytes(b"none of it, at all")
    corpora.write_jsonl(tmp_path / "b.jsonl", corpora.records(2))
    code, out, _ = main(".")
    assert code == 1
    assert "1 failed, listed in" in out
    assert len(rows(Path("out"))) == 2


@pytest.mark.parametrize("name", [".jsonl", ".ndjson", ".json", ".JSON"])
@pytest.mark.parametrize("suffix", ["", *COMPRESSED])
def test_json_lines_are_read_whatever_they_are_called(
    main: Main, tmp_path: Path, name: str, suffix: str
) -> None:
    write = COMPRESSED.get(suffix, corpora.write_jsonl)
    write(tmp_path / "in" / f"a{name}{suffix}", corpora.records(3))
    assert main("in")[0] == 0
    assert len(rows(Path("out"))) == 3


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


# --------------------------------------------------------------------- one odd file among others


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
        "control characters, not lines of JSON",
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


# ------------------------------------------------------- what happens to a file during the run


def shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


def fewer_row_groups(path: Path) -> None:
    corpora.write_parquet(path, corpora.records(1))


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DURING: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "emptied": (".jsonl", lambda path: path.write_bytes(b""), "it became shorter"),
    "emptied, compressed": (".jsonl.gz", lambda path: path.write_bytes(b""), "it became shorter"),
    "emptied, Parquet": (".parquet", lambda path: path.write_bytes(b""), "size is 0 bytes"),
    "cut": (".jsonl", shorter, "it became shorter while the run went on"),
    "cut, Parquet": (".parquet", shorter, "Parquet magic bytes not found"),
    "removed": (".jsonl", Path.unlink, "No such file or directory"),
    "removed, Parquet": (".parquet", Path.unlink, "No such file or directory"),
    "fewer row groups": (".parquet", fewer_row_groups, "it has 1 row groups and had 3 or more"),
    "a pipe": (".jsonl", a_pipe, "it is a named pipe"),
    "a folder": (".parquet", a_folder, "it is a folder"),
}


WRITERS: dict[str, Callable[[Path, list[Record]], None]] = {
    ".jsonl": corpora.write_jsonl,
    ".jsonl.gz": corpora.write_gzip,
    ".parquet": corpora.write_parquet,
}


@posix
@pytest.mark.parametrize("change", DURING)
@pytest.mark.parametrize("moment", ["digest_of", "write_shard"])
def test_a_file_that_changes_during_the_run_is_listed_and_every_other_is_done(
    main: Main, tmp_path: Path, change: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is read the first time, and before it is read the second time."""
    suffix, happens, reason = DURING[change]
    path = tmp_path / "in" / f"odd{suffix}"
    WRITERS[suffix](path, corpora.records(20))
    corpora.write_jsonl(tmp_path / "in" / "z.jsonl", corpora.records(3))
    real = getattr(worker, moment)
    whole = path.read_bytes()

    def changed(part: Any, *arguments: Any, **options: Any) -> Any:
        if part.file.path.endswith(suffix) and path.is_file() and path.read_bytes() == whole:
            happens(path)
        return real(part, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(worker, moment, changed)
        code, _, err = main("in")
    assert (code, err) == (1, "")
    others = [row for row in rows(Path("out")) if row["id"] in ("r0", "r1", "r2")]
    assert len(others) >= 3
    assert [line["file"] for line in errors(Path("out"))] == [f"in/odd{suffix}"]
    if moment == "digest_of":
        assert reason in errors(Path("out"))[0]["error"]
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.write_bytes(whole)
    assert main("in")[0] == 0
    assert len(rows(Path("out"))) == 23


def test_rows_that_the_footer_counts_and_no_page_holds_are_listed(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(6), row_group_size=3)

    class Short:
        """A Parquet file of which every row group holds one row less than its footer says."""

        def __init__(self, file: pq.ParquetFile) -> None:
            self.metadata, self.schema_arrow, self._file = file.metadata, file.schema_arrow, file

        def iter_batches(self, *arguments: Any, **options: Any) -> Iterator[pa.RecordBatch]:
            for batch in self._file.iter_batches(*arguments, **options):
                yield batch.slice(0, 2)

    @contextmanager
    def short(path: str) -> Iterator[Short]:
        with files.open_parquet(path) as opened:
            yield Short(opened)

    monkeypatch.setattr("docparse.corpus.records.open_parquet", short)
    assert main("a.parquet")[0] == 1
    assert [row["id"] for row in rows(Path("out"))] == ["r0", "r1", "r3", "r4"]
    assert [line["row"] for line in errors(Path("out"))] == [2, 5]


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
