"""Where the output goes: files, streams, pipes, and what cannot be written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docparse import parse, render
from tests.cli.running import (
    ARTICLE,
    ENVIRONMENT,
    Ended,
    files,
    needs_dev_full,
    not_root,
    posix,
    run,
    run_process,
    start,
)


def test_output_goes_to_a_file(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "article.html"
    target.write_text("what was there before")
    assert run("html", article, "-o", target).out == ""
    assert target.read_bytes().decode() == run_process("html", "--document", article).out
    assert files(tmp_path).keys() == {"article.txt", "article.html"}


def test_a_file_may_be_written_over_itself(article: Path) -> None:
    assert run("text", article, "-o", article).code == 0
    assert article.read_bytes().decode() == render(parse(ARTICLE), "text")


@pytest.mark.parametrize("target", ["none/a.html", "article.txt/a.html"])
def test_a_target_that_cannot_be(target: str, article: Path) -> None:
    ended = run("html", "article.txt", "-o", target, cwd=article.parent)
    assert ended.code == 1
    assert ended.err.startswith(f"docparse: cannot write {target}: ")
    assert files(article.parent) == {"article.txt": ARTICLE.encode()}


def test_a_folder_that_cannot_be(article: Path) -> None:
    ended = run("csv", article, "--out-dir", article)
    assert (ended.code, ended.err) == (
        1,
        f"docparse: cannot write to {article}: it is a file, not a folder\n",
    )


@posix
@not_root
def test_a_read_only_folder_and_a_read_only_file(article: Path) -> None:
    target = article.parent / "a.html"
    target.write_text("before")
    target.chmod(0o400)
    ended = run("html", article, "-o", target)
    assert (ended.code, ended.err) == (1, f"docparse: cannot write {target}: it is read-only\n")
    article.parent.chmod(0o500)
    try:
        other = article.parent / "b.html"
        assert run("html", article, "-o", other).code == 1
    finally:
        article.parent.chmod(0o700)
    assert files(article.parent).keys() == {"article.txt", "a.html"}


@needs_dev_full
@pytest.mark.parametrize("arguments", [["html"], ["tokens"], ["html", "-o", "/dev/full"]])
def test_a_full_disk(arguments: list[str], article: Path) -> None:
    with open("/dev/full", "wb") as full:
        ended = run_process(*arguments, article, stdout=full)
    assert ended.code == 1
    assert ended.err.endswith(": No space left on device\n")


@needs_dev_full
def test_help_on_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        assert run_process("--help", stdout=full).code == 0


@needs_dev_full
def test_nobody_need_be_listening(article: Path) -> None:
    with open("/dev/full", "wb") as full:
        assert run_process("csv", article, stderr=full).code == 2


@posix
@pytest.mark.parametrize(("closed", "code"), [(">&-", 1), ("2>&-", 2), (">&- 2>&-", 2)])
def test_closed_streams(closed: str, code: int, article: Path) -> None:
    command = "csv" if "2" in closed else "html"
    script = f"{sys.executable} -m docparse {command} {article} {closed}"
    done = subprocess.run(["sh", "-c", script], env=ENVIRONMENT, capture_output=True, check=False)
    assert Ended(done.returncode, done.stdout, done.stderr).code == code


@posix
def test_a_pipe_that_its_reader_closes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("The ferry is late.\n" * 50_000)
    with start("html", path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10) == b"<article c"
        process.stdout.close()
        assert (process.wait(30), process.stderr.read()) == (0, b"")


# ------------------------------------------------------------------------------------- whole files


@posix
def test_a_file_keeps_its_mode_and_a_link_stays(article: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "a", tmp_path / "link"
    target.write_bytes(b"before")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("text", article, "-o", link).code == 0
    assert link.is_symlink()
    assert target.read_bytes().decode() == render(parse(ARTICLE), "text")
    assert target.stat().st_mode & 0o777 == 0o640


@posix
def test_a_new_file_has_the_usual_mode(article: Path, tmp_path: Path) -> None:
    assert run("text", article, "-o", tmp_path / "a").code == 0
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@posix
def test_a_device_is_written_to(article: Path) -> None:
    before = os.stat(os.devnull)
    assert run_process("text", article, "-o", os.devnull).code == 0
    after = os.stat(os.devnull)
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)


@posix
def test_a_stream_that_is_open_is_written_to(article: Path, tmp_path: Path) -> None:
    expected = run("html", article)
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        ended = run_process("html", article, "-o", name)
        assert (ended.code, ended.out, ended.err) == (0, expected.out, "")
    assert run_process("html", article, "-o", "/dev/stderr").err == expected.out


@posix
def test_what_stands_in_a_file_before_the_output_stays(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.html"
    with target.open("wb") as file:
        file.write(b"<!-- before -->\n")
        file.flush()
        assert run_process("html", article, "-o", "/dev/stdout", stdout=file).code == 0
    assert target.read_text() == "<!-- before -->\n" + run("html", article).out


@posix
def test_a_link_to_an_open_stream_is_written_to(article: Path, tmp_path: Path) -> None:
    link = tmp_path / "out"
    link.symlink_to("/dev/stdout")
    assert run_process("html", article, "-o", link).out == run("html", article).out
    assert link.is_symlink()


@posix
@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_a_reader_that_has_enough_is_no_error(output: str, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(ARTICLE * 300)  # several times what a pipe holds
    command = f"{sys.executable} -m docparse html long.txt -o {output} | head -c 20"
    done = subprocess.run(
        ["sh", "-c", command], env=ENVIRONMENT, cwd=tmp_path, capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b'<article class="docp', b"")


@posix
def test_a_pipe_with_a_name_is_written_to(article: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        written = pool.submit(run_process, "html", article, "-o", pipe)
        assert pipe.read_text() == run("html", article).out
    assert written.result().code == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
