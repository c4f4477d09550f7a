"""Compressed files, whole, cut off and damaged: every record that can be read is done."""

from __future__ import annotations

import hashlib
import io
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pytest

from tests import corpora
from tests.corpora import errors, rows
from tests.corpus.conftest import Main

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
