"""Input that is edited in place, or while it is read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docparse.corpus import parts
from docparse.corpus import records as reading
from docparse.corpus.inputs import described
from docparse.corpus.options import Options
from tests import corpora
from tests.corpora import Record, errors, rows, shards
from tests.corpus.conftest import Main, posix


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1000)


def edit(path: Path, old: bytes, new: bytes) -> None:
    """Edit a file so that its size and its time stay what they were."""
    status, data = path.stat(), path.read_bytes()
    assert len(old) == len(new)
    assert data.count(old) == 1
    with path.open("r+b") as file:
        file.write(data.replace(old, new))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def longest_over_an_edge(data: bytes) -> bytes:
    """Return the line of ``data`` that goes furthest into the next part of 1,000 bytes."""
    lines, place = [], 0
    for line in data.splitlines(keepends=True):
        if place // 1000 != (place + len(line) - 1) // 1000:
            lines.append(((place + len(line)) % 1000, line))
        place += len(line)
    return max(lines)[1]


@posix
@pytest.mark.usefixtures("small_parts")
def test_an_edit_of_a_record_in_the_part_after_its_own_is_seen(main: Main, tmp_path: Path) -> None:
    records = [{"id": n, "text": f"{'word ' * 130}tail{n:03}"} for n in range(9)]
    corpora.write_jsonl(tmp_path / "a.jsonl", records)
    main("a.jsonl", emit="markdown")
    assert len(shards(Path("out"))) > 3
    line = longest_over_an_edge((tmp_path / "a.jsonl").read_bytes())
    tail = line[line.index(b"tail") :][:7]
    edit(tmp_path / "a.jsonl", tail, b"CHANGED")
    assert main("a.jsonl", emit="markdown")[0] == 0
    texts = [row["markdown"] for row in rows(Path("out"))]
    assert sum("CHANGED" in text for text in texts) == 1
    assert not any(tail.decode() in text for text in texts)


@posix
@pytest.mark.parametrize("write", [corpora.write_jsonl, corpora.write_parquet])
def test_an_edit_that_keeps_size_and_time_is_seen(
    main: Main, tmp_path: Path, write: Callable[[Path, list[Record]], None]
) -> None:
    path = tmp_path / ("a.jsonl" if write is corpora.write_jsonl else "a.parquet")
    write(path, [{"id": "1", "text": "The ferry is late."}])
    main(path.name, emit="markdown")
    write(tmp_path / "other", [{"id": "1", "text": "The train is late."}])
    status = path.stat()
    path.write_bytes((tmp_path / "other").read_bytes())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    main(path.name, emit="markdown")
    assert [row["markdown"] for row in rows(Path("out"))] == ["The train is late.\n"]


Digest = Callable[[parts.Part, Options], str]


def check_digest(digest_of: Digest, path: Path, byte: bytes) -> None:
    """Whichever byte of a file becomes ``byte``: a part with other records has another digest."""
    data = corpora.jsonl([{"text": "x" * n} for n in (3, 50, 0, 120, 7)])
    options = corpora.options("out", "error")

    def read(data: bytes) -> list[tuple[str, str]]:
        path.write_bytes(data)
        cut = parts.plan_of(described(str(path)), options, False).parts
        return [(digest_of(part, options), repr(list(records_of(part, options)))) for part in cut]

    before, changes = read(data), 0
    for place in range(len(data)):
        now = read(data[:place] + byte + data[place + 1 :])
        for (old_digest, old), (digest, new) in zip(before, now, strict=True):
            assert digest != old_digest or new == old
            changes += new != old
    assert changes > len(data) / 4


def records_of(part: parts.Part, options: Options) -> Iterator[object]:
    for batch in reading.read_records(part, options):
        assert isinstance(batch, reading.Batch)
        yield batch.texts, batch.problems, batch.places


def digest_of_own_bytes(part: parts.Part, options: Options) -> str:
    data = Path(part.file.path).read_bytes()[part.start : part.end]
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("byte", [b"\n", b"y"])
def test_a_digest_is_of_every_byte_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, byte: bytes
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 40)
    check_digest(parts.digest_of, tmp_path / "a.jsonl", byte)
    with pytest.raises(AssertionError):
        check_digest(digest_of_own_bytes, tmp_path / "a.jsonl", byte)


def test_a_part_without_a_line_start_is_digested_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long line in many parts is not read to its end by each of them."""
    monkeypatch.setattr(parts, "PART_BYTES", 1000)
    path = tmp_path / "a.jsonl"
    corpora.write_jsonl(path, [{"text": "x" * 50_000}])
    read = 0

    def counting(part: parts.Part) -> None:
        nonlocal read
        with path.open("rb") as file:
            for _ in parts.lines_of(file, part, 2**20):
                pass
            read += file.tell() - part.start

    cut = parts.plan_of(described(str(path)), corpora.options("out", "error"), False).parts
    for part in cut:
        counting(part)
    assert read < 3 * path.stat().st_size


def test_text_that_is_not_read_again_is_not_counted_as_read(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", [{"text": "x" * 2_000_000}])
    assert main("in", emit="error")[1].splitlines()[1].startswith("2.0 MB of text")
    assert main("in", emit="error")[1].splitlines()[1:] == [
        "nothing new since the last run",
        "0 failed",
    ]
    os.utime(tmp_path / "in" / "a.jsonl", (1, 1))  # known by its digest
    out = main("in", emit="error")[1]
    assert out.splitlines()[0].startswith("1 document,")
    assert out.splitlines()[1] == "nothing new since the last run"
    assert "of text" not in out


@posix
def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next_run(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    corpora.write_jsonl(path, [{"text": "The ferry is late."}])
    whole = path.read_bytes()

    def changed(part: parts.Part, options: Options) -> str:
        digest = parts.digest_of(part, options)
        path.write_bytes(whole.replace(b"ferry", b"train"))
        return digest

    with monkeypatch.context() as patch:
        patch.setattr("docparse.corpus.worker.digest_of", changed)
        assert main("a.jsonl", emit="markdown")[0] == 1
    assert rows(Path("out")) == []
    (line,) = errors(Path("out"))
    assert line["error"] == "it changed while it was read: the same command reads it again"
    path.write_bytes(whole)
    assert main("a.jsonl", emit="markdown")[0] == 0
    assert rows(Path("out"))[0]["markdown"] == "The ferry is late.\n"
