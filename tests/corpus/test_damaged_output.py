"""An output folder that is damaged: what is told, and what the way out is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import corpora
from tests.corpora import content, rows, shards
from tests.corpus.conftest import Main, posix

LINE = {
    "shard": "a-0123456789ab-00000.parquet", "file": "a.jsonl", "start": 0, "end": 1,
    "file_state": {}, "digest": "", "size": 1,
    "counts": {"documents": 1, "tables": 0, "questions": 0, "failed": 0, "text_bytes": 1},
}  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        b"\x00\xff\xfe binary", b"5", b"[]", b"null", b"{}", b"", b"[" * 100_000,
        *(
            corpora.jsonl([change])[:-1]
            for change in (
                {name: value for name, value in LINE.items() if name != "digest"},
                {**LINE, "counts": {"documents": 1}}, {**LINE, "counts": []},
                {**LINE, "counts": {**LINE["counts"], "failed": "no"}},  # type: ignore[dict-item]
                {**LINE, "size": "1"}, {**LINE, "file": None}, {**LINE, "more": 1},
                {**LINE, "shard": "../../a.jsonl"},
            )
        ),
    ],
)  # fmt: skip
def test_a_line_of_the_manifest_of_another_shape_is_told_with_the_way_out(
    main: Main, tmp_path: Path, line: bytes
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    main("a.jsonl")
    manifest = Path("out/manifest.jsonl")
    header, good, _ = manifest.read_bytes().split(b"\n")
    manifest.write_bytes(b"\n".join([header, line, good, b""]))
    code, _, err = main("a.jsonl")
    assert code == 2
    assert err == (f"docparse: line 2 of {manifest} is damaged: --overwrite starts anew\n")
    assert main("a.jsonl", "--overwrite")[0] == 0
    assert len(rows(Path("out"))) == 1
    assert (tmp_path / "a.jsonl").exists()


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (b"", "line 1 of out/manifest.jsonl is damaged: --overwrite starts anew"),
        (b"\xff\n", "line 1 of out/manifest.jsonl is damaged: --overwrite starts anew"),
        (b"[]\n", "line 1 of out/manifest.jsonl is damaged: --overwrite starts anew"),
        (b"{}\n5\n", "was begun with manifest_version 1"),
        (b'{"manifest_version": 99, "more": 1}\n{"new": 1}\n', "begun with manifest_version 99"),
    ],
)
def test_a_manifest_that_begins_otherwise_is_told_with_the_way_out(
    main: Main, tmp_path: Path, header: bytes, message: str
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    main("a.jsonl")
    Path("out/manifest.jsonl").write_bytes(header)
    code, _, err = main("a.jsonl")
    assert code == 2
    assert message in err.replace("\\", "/")
    assert "--overwrite" in err
    assert main("a.jsonl", "--overwrite")[0] == 0


def test_an_option_that_only_a_later_version_has_is_named(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    main("a.jsonl")
    manifest = Path("out/manifest.jsonl")
    manifest.write_bytes(manifest.read_bytes().replace(b"{", b'{"shape": "new", ', 1))
    code, _, err = main("a.jsonl")
    assert code == 2
    assert "begun with shape 'new'" in err


def test_shards_without_a_manifest_are_made_anew_only_if_that_is_asked_for(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    main("a.jsonl")
    Path("out/manifest.jsonl").unlink()
    code, _, err = main("a.jsonl")
    assert code == 2
    assert "manifest.jsonl is missing" in err
    assert "--overwrite starts anew" in err
    assert len(shards(Path("out"))) == 1
    assert main("a.jsonl", "--overwrite")[0] == 0


def test_the_hidden_folder_may_be_lost(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(2))
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", [{"text": None}])
    main("in")
    whole = content(Path("out"))
    shutil.rmtree("out/.docparse")
    assert main("in")[0] == 1
    assert content(Path("out")) == whole
    Path("out/.docparse/errors", f"{shards(Path('out'))[1].name}.jsonl").write_bytes(b"")
    assert main("in")[0] == 1
    assert content(Path("out")) == whole


PLACES = [
    ".docparse", ".docparse/errors", ".docparse/unfinished", ".docparse/lock", "shards",
    "manifest.jsonl", "errors.jsonl",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_something_else_in_the_place_of_what_docparse_writes_is_said(
    main: Main, tmp_path: Path, place: str
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    main("a.jsonl")
    path = Path("out", place)
    if path.is_dir() or path.name == "unfinished":
        shutil.rmtree(path, ignore_errors=True)
        path.write_text("x")
    else:
        path.unlink()
        path.mkdir()
    for options in ([], ["--overwrite"]):
        code, _, err = main("a.jsonl", *options)
        assert code in (1, 2)
        assert str(path) in err
        assert "move " in err
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert main("a.jsonl", "--overwrite")[0] == 0
    assert len(rows(Path("out"))) == 1


@posix
def test_a_manifest_that_is_a_named_pipe_does_not_hang(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / "manifest.jsonl")
    code, _, err = main("a.jsonl")
    assert code == 1
    assert "manifest.jsonl is not a file; move it away" in err


@posix
@pytest.mark.parametrize("place", ["shards", ".docparse/errors"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: os.symlink(path.name, path)])
def test_what_is_no_file_in_the_place_of_a_shard_or_list_is_told_with_what_to_do(
    main: Main, tmp_path: Path, place: str, make: Callable[[Path], object]
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    main("a.jsonl")
    (path,) = Path("out", place).iterdir()
    path.unlink()
    make(path)
    code, _, err = main("a.jsonl")
    assert code == 1
    assert f"{path} is not a file; move it away" in err
    path.rmdir() if path.is_dir() else path.unlink()
    assert main("a.jsonl")[0] == 0
    assert len(rows(Path("out"))) == 2
