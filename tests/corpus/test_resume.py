"""A second run over a corpus: what is done again, and what the output folder may look like."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import docparse
from docparse.corpus import files, output, parts
from docparse.corpus import records as reading
from docparse.corpus.inputs import described
from docparse.corpus.options import Options
from tests import corpora, kill_and_resume
from tests.corpora import Record, content, errors, rows, shards
from tests.corpus.conftest import Main, posix


def test_a_second_run_does_what_is_new_or_changed_and_no_more(main: Main, tmp_path: Path) -> None:
    for name, count in (("a", 2), ("b", 3), ("c", 4)):
        corpora.write_jsonl(tmp_path / "in" / f"{name}.jsonl", corpora.records(count))
    main("in")
    before = {path.name: path.stat().st_mtime_ns for path in shards(Path("out"))}
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", corpora.records(5))
    os.utime(tmp_path / "in" / "c.jsonl", (1, 1))  # the same content, as after copying
    corpora.write_jsonl(tmp_path / "in" / "d.jsonl", corpora.records(6))
    code, out, err = main("in")
    assert (code, err) == (0, "2 documents were done before\n")
    assert out.startswith("17 documents")
    after = {path.name: path.stat().st_mtime_ns for path in shards(Path("out"))}
    same = {name[0] for name in after if after[name] == before.get(name)}
    assert same == {"a", "c"}
    assert main("in")[2] == "17 documents were done before\n"


def test_a_shard_that_was_taken_away_is_made_again(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(3))
    main("in")
    whole = content(Path("out"))
    shards(Path("out"))[0].unlink()
    main("in")
    assert content(Path("out")) == whole


def test_a_file_that_got_shorter_leaves_no_shard_behind(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1500)
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", [{"text": "x" * 400}] * 10)
    main("in")
    assert len(shards(Path("out"))) == 3
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", [{"text": "x" * 400}] * 2)
    main("in")
    assert len(shards(Path("out"))) == 1
    assert len(rows(Path("out"))) == 2


def test_other_options_or_another_version_are_refused_unless_all_is_made_anew(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    main("a.jsonl")
    whole = content(Path("out"))
    code, _, err = main("a.jsonl", emit="json")
    assert code == 2
    assert "begun with --emit html: say the same again" in err
    err = main("a.jsonl", "--keep", "id", "--faq", "details", "--text-column", "id")[2]
    assert "begun with no other options, --text-column text, no --keep: " in err
    assert "--overwrite" in err
    monkeypatch.setattr(docparse, "__version__", "9")
    code, _, err = main("a.jsonl")
    assert code == 2
    assert "begun with docparse '0." in err
    assert content(Path("out")) == whole
    assert main("a.jsonl", "--overwrite", emit="json")[0] == 0
    assert list(rows(Path("out"))[0]) == ["id", "json"]


def test_an_input_that_is_gone_is_refused_and_nothing_is_deleted(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(1))
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", corpora.records(1))
    main("in")
    whole = content(Path("out"))
    code, _, err = main("in/b.jsonl")
    assert code == 2
    assert "shards of in/a.jsonl" in err.replace("\\", "/")
    assert content(Path("out")) == whole


def test_a_folder_of_another_program_is_left_alone(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    (tmp_path / "out" / "shards").mkdir(parents=True)
    (tmp_path / "out" / "shards" / "mine").write_text("x")
    for option in ([], ["--overwrite"]):
        code, _, err = main("a.jsonl", *option)
        assert code == 2
        assert "another program" in err
    assert (tmp_path / "out" / "shards" / "mine").exists()


def test_a_torn_last_line_of_the_manifest_is_not_counted(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    corpora.write_jsonl(tmp_path / "b.jsonl", corpora.records(2))
    main("a.jsonl", "b.jsonl")
    whole = content(Path("out"))
    manifest = Path("out/manifest.jsonl")
    manifest.write_bytes(manifest.read_bytes()[:-30])
    assert main("a.jsonl", "b.jsonl")[2] == "2 documents were done before\n"
    assert content(Path("out")) == whole
    manifest.write_bytes(b"{\n" + manifest.read_bytes())
    code, _, err = main("a.jsonl", "b.jsonl")
    assert code == 2
    assert "is damaged: --overwrite starts anew" in err


@posix
def test_a_run_that_was_killed_goes_on_and_makes_what_an_undisturbed_one_makes() -> None:
    assert kill_and_resume.main(moments=2, seed=7) >= 2


# ------------------------------------------------------------- an input that is edited in place


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
        cut = parts.parts_of(described(str(path)), options, False)
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

    cut = parts.parts_of(described(str(path)), corpora.options("out", "error"), False)
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


# ----------------------------------------------------------------- what lies among the shards


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


# ---------------------------------------------------------------- an output folder that is damaged

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


# -------------------------------------------------------------- what could make a shard stale


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
