"""Files at addresses, by way of fsspec."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import fsspec
import pytest

from docparse.corpus.inputs import find_files
from docparse.corpus.parts import digest_of, plan_of
from tests import corpora
from tests.corpora import errors, rows
from tests.corpus.conftest import Main, posix


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """A store that is reached by addresses such as ``memory://bucket/a.jsonl``."""
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@posix
def test_every_kind_of_file_is_read_at_an_address(
    main: Main, tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(20))
    memory.pipe("/bucket/in/a.parquet", (tmp_path / "a.parquet").read_bytes())
    memory.pipe("/bucket/in/deep/b.jsonl", corpora.jsonl(corpora.records(40)[20:]))
    corpora.write_gzip(tmp_path / "c", corpora.records(50)[40:])
    memory.pipe("/bucket/in/c.jsonl.gz", (tmp_path / "c").read_bytes())
    memory.pipe("/bucket/in/notes.pdf", b"no records")
    assert main("memory://bucket/in", emit="html,sections")[0] == 0
    assert sorted(row["id"] for row in rows(Path("out"))) == sorted(
        record["id"] for record in corpora.records(50)
    )
    manifest = Path("out/manifest.jsonl").read_text("utf-8").splitlines()[1:]
    assert {json.loads(line)["file"] for line in manifest} == {
        "memory:///bucket/in/a.parquet",
        "memory:///bucket/in/c.jsonl.gz",
        "memory:///bucket/in/deep/b.jsonl",
    }
    assert "nothing new" in main("memory://bucket/in", emit="html,sections")[1]
    memory.pipe("/bucket/in/deep/b.jsonl", corpora.jsonl(corpora.records(1)))
    out = main("memory://bucket/in", emit="html,sections")[1]
    assert out.splitlines()[1].startswith("new: 1 document, ")


@posix
def test_patterns_single_files_and_texts_are_found_at_an_address(
    main: Main, tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    for number in range(3):
        memory.pipe(f"/bucket/in/{number}.txt", f"Notice {number}\n".encode())
    memory.pipe("/bucket/a.jsonl", corpora.jsonl(corpora.records(1)))
    assert main("memory://bucket/in/[01].txt", "memory://bucket/a.jsonl")[0] == 0
    assert sorted(row["id"] for row in rows(Path("out"))) == ["0.txt", "1.txt", "r0"]


def test_texts_at_an_address_are_not_fetched_to_see_whether_they_changed(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = corpora.options("out", "outline")

    def digest() -> str:
        (folder,) = find_files(["memory://bucket/in"], "out")
        (part,) = plan_of(folder, options, has_own_id=False).parts
        return digest_of(part, options)

    memory.pipe({"/bucket/in/a.txt": b"Notice 1\n", "/bucket/in/b.txt": b"Notice 2\n"})
    monkeypatch.setattr("docparse.corpus.parts.open_bytes", lambda path: 1 // 0)
    before = digest()
    assert digest() == before
    memory.pipe("/bucket/in/b.txt", b"Notice 3\n")
    assert digest() != before


@posix
@pytest.mark.parametrize(
    ("address", "code", "message"),
    [
        ("memory://bucket/none", 3, "cannot read memory://bucket/none: there is no such file"),
        ("memory://bucket/a.pdf", 2, "memory://bucket/a.pdf is none of .parquet"),
        ("memory://bucket/empty.jsonl", 3, "the file is empty"),
        ("nosuch://bucket/a", 3, "cannot read nosuch://bucket/a: Protocol not known"),
    ],
)
def test_an_address_that_cannot_be_read_is_told_in_a_line(
    main: Main, memory: fsspec.AbstractFileSystem, address: str, code: int, message: str
) -> None:
    memory.pipe("/bucket/a.pdf", b"%PDF")
    memory.pipe("/bucket/empty.jsonl", b"")
    ended, _, err = main(address)
    assert ended == code
    assert message in err
    assert err.count("\n") == 1


@posix
def test_a_store_that_fails_while_it_is_read_is_asked_again_by_the_next_run(
    main: Main, memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe("/bucket/a.jsonl", corpora.jsonl(corpora.records(3)))
    with monkeypatch.context() as patch:

        def breaks(part: object, options: object) -> Iterator[object]:
            from docparse.corpus.remote import _RemoteFile

            def read(size: int) -> bytes:
                raise RuntimeError("the line\nis dead")

            _RemoteFile(SimpleNamespace(read=read, close=lambda: None)).readinto(bytearray(9))
            yield None

        patch.setattr("docparse.corpus.records._jsonl_batches", breaks)
        assert main("memory://bucket/a.jsonl")[0] == 1
    assert errors(Path("out")) == [{"file": "memory:///bucket/a.jsonl", "error": "the line"}]
    assert main("memory://bucket/a.jsonl")[0] == 0
    assert len(rows(Path("out"))) == 3
