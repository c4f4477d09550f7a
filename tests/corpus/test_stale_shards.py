"""What lies among the shards: none that is stale, and nothing of others is touched."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from docparse.corpus import files, output, parts
from tests import corpora
from tests.corpora import content, errors, rows, shards
from tests.corpus.conftest import Main, posix


@posix
@pytest.mark.parametrize("renames", range(1, 6))
def test_a_run_that_was_killed_leaves_no_shard_of_a_file_that_is_then_renamed(
    tmp_path: Path, renames: int
) -> None:
    """Killed after each renaming in turn: of the manifest, and of what failed and the shard."""
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(3))
    arguments = ("in", "--output", "out", "--emit", "html", "--workers", 1)
    env = corpora.environment(tmp_path, renames=renames)
    assert corpora.corpus(*arguments, env=env, cwd=tmp_path).returncode == -signal.SIGKILL
    (tmp_path / "in" / "a.jsonl").rename(tmp_path / "in" / "b.jsonl")
    env = corpora.environment(tmp_path)
    done = corpora.corpus(*arguments, env=env, cwd=tmp_path)
    if done.returncode == 2:  # its line was written
        assert "holds shards of in/a.jsonl, which is not in the input" in done.stderr
        done = corpora.corpus(*arguments, "--overwrite", env=env, cwd=tmp_path)
    assert done.stdout.startswith("3 documents,")
    assert [path.name[0] for path in shards(tmp_path / "out")] == ["b"]
    assert len(list((tmp_path / "out" / ".docparse" / "errors").iterdir())) == 1


def test_files_of_others_among_the_shards_are_named_and_left_there(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    main("a.jsonl")
    for name in ("mine.parquet", "b.txt", "c.txt", "d.txt"):
        Path("out/shards", name).write_text("x")
    Path("out/shards/orphan-0123456789ab-00000.parquet").write_text("x")
    for options in ([], ["--overwrite"]):
        code, out, _ = main("a.jsonl", *options)
        assert code == 0
        named = out.replace("\\", "/").splitlines()[-1]
        assert named == (
            "among the shards, and of another program: "
            "out/shards/b.txt, out/shards/c.txt, out/shards/d.txt and 1 more"
        )
        assert len(shards(Path("out"))) == 5


@pytest.mark.parametrize("now", ["empty", "broken", "without the column"])
def test_of_a_file_that_cannot_be_read_any_more_no_shard_is_left(
    main: Main, tmp_path: Path, now: str
) -> None:
    for name in ("a", "b"):
        corpora.write_parquet(tmp_path / "in" / f"{name}.parquet", corpora.records(2))
    main("in")
    if now == "without the column":
        corpora.write_parquet(tmp_path / "in" / "a.parquet", [{"id": 1}])
    else:
        (tmp_path / "in" / "a.parquet").write_bytes(b"" if now == "empty" else b"PAR1")
    code, out, _ = main("in")
    assert code == 1
    assert out.startswith("2 documents,")
    assert "1 file not read" in out
    assert [path.name[0] for path in shards(Path("out"))] == ["b"]
    assert [line["file"] for line in errors(Path("out"))] == ["in/a.parquet"]


@pytest.mark.parametrize("names", [["a.jsonl"], ["a.jsonl", "b.jsonl"]])
@pytest.mark.parametrize(
    ("data", "code"), [(b"", 3), (b'{"id": "1", "body": "x"}\n', 2)], ids=["empty", "no text"]
)
def test_if_no_file_can_be_read_any_more_no_shard_is_left(
    main: Main, tmp_path: Path, names: list[str], data: bytes, code: int
) -> None:
    for name in names:
        corpora.write_jsonl(tmp_path / name, corpora.records(2))
    main(*names)
    for name in names:
        (tmp_path / name).write_bytes(data)
    assert main(*names)[0] == code
    assert shards(Path("out")) == []
    assert [line["file"] for line in errors(Path("out"))] == names


def test_an_output_of_other_options_or_files_keeps_its_shards_if_nothing_can_be_read(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    (tmp_path / "empty.jsonl").touch()
    main("a.jsonl")
    whole = content(Path("out"))
    assert main("a.jsonl", "--text-column", "nope")[0] == 2
    assert main("empty.jsonl")[0] == 3
    assert content(Path("out")) == whole


def test_a_shard_that_was_replaced_before_a_kill_is_not_taken_for_the_one_before(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The input is put back after the kill, and both shards have one size."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "The ferry."}\n')
    main("a.jsonl", "--format", "jsonl", emit="text")
    path.write_text('{"text": "The clock."}\n')
    replaced = os.replace

    def killed(source: str, target: str) -> None:
        replaced(source, target)
        if "shards" in target:
            monkeypatch.setattr(output.Output, "finish", lambda *arguments: None)
            raise SystemExit(9)

    with monkeypatch.context() as patch:
        patch.setattr("docparse.corpus.output.os.replace", killed)
        assert main("a.jsonl", "--format", "jsonl", emit="text")[0] == 9
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    path.write_text('{"text": "The ferry."}\n')
    assert main("a.jsonl", "--format", "jsonl", emit="text")[0] == 0
    assert [row["text"] for row in rows(Path("out"))] == ["The ferry.\n"]


@pytest.mark.parametrize("at_an_address", [False, True])
def test_a_text_that_could_not_be_read_is_read_by_the_next_run(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_an_address: bool
) -> None:
    if at_an_address:
        fsspec = pytest.importorskip("fsspec")
        folder = "memory://unsettled"
        fsspec.filesystem("memory").pipe({"/unsettled/a.txt": b"A.", "/unsettled/b.txt": b"B."})
    else:
        folder = "in"
        corpora.write_jsonl(tmp_path / "in" / "a.txt", [])
        (tmp_path / "in" / "a.txt").write_text("A.")
        (tmp_path / "in" / "b.txt").write_text("B.")

    def failing(path: str) -> Any:
        if path.endswith("b.txt"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return files.open_bytes(path)

    with monkeypatch.context() as patch:
        patch.setattr(parts, "open_bytes", failing)
        for _ in range(3):  # it stays so for some runs
            assert main(folder, emit="text")[0] == 1
            assert [row["text"] for row in rows(Path("out"))] == ["A.\n", None]
    assert main(folder, emit="text")[0] == 0
    assert [row["text"] for row in rows(Path("out"))] == ["A.\n", "B.\n"]
    assert "nothing new since the last run" in main(folder, emit="text")[1]


def test_a_tokenizer_that_is_edited_is_another(main: Main, tmp_path: Path) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    words = tokenizers.Tokenizer(tokenizers.models.WordLevel({"?": 0}, unk_token="?"))
    line = ("a.jsonl", "--max-tokens", 50, "--tokenizer", "own.json")
    words.save(str(tmp_path / "own.json"))
    assert main(*line, emit="sections")[0] == 0
    assert main(*line, emit="sections")[0] == 0
    words.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    words.save(str(tmp_path / "own.json"))
    code, _, err = main(*line, emit="sections")
    assert code == 2
    assert "out was begun with --max-tokens 50 --tokenizer own.json (SHA-256 " in err
