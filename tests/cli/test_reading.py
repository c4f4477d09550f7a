"""What the command line reads: text, HTML, Markdown, JSON, and what cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from docparse import cli, parse, render
from tests.cli.running import (
    ENVIRONMENT,
    READING_COMMANDS,
    Ended,
    not_root,
    posix,
    run,
    run_process,
)


def test_standard_input_is_read_and_utf_8_whatever_the_locale(article: Path) -> None:
    text = "Die Fähre – 渡し船\n"
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    assert run_process("text", "-", stdin=text.encode(), env=plain).out == text
    assert run_process("text", article, env=plain).out == run("text", article).out


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("a.html", "<h2>Fares</h2><p>Free.</p>", ["--from", "html"]),
        ("a.md", "## Fares\n\nFree.\n", ["--from", "markdown"]),
        ("a.html", "<h2>Fares</h2><p>Free.</p>", ["--from", "auto"]),
        ("a.md", "## Fares\n\nFree.\n", ["--from", "auto"]),
        ("a.txt", "## Fares\n\nFree.\n", ["--from", "auto"]),
    ],
)
def test_other_forms_are_read(name: str, content: str, options: list[str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    ended = run("outline", path, *options)
    assert ended.code == 0
    assert ended.out == "2\t1.00\t  Fares\n"


def test_json_is_read_back(article: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    assert run("json", article, "-o", tree).code == 0
    assert run("html", "--from", "json", tree).out == run("html", article).out
    assert run("json", "--from", "auto", tree).out == tree.read_bytes().decode()


def test_how_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x\n-\nFares\nThe **boats** sail.\n", encoding="utf-8")
    options = ["--dialect", "1.8", "--inline", "--headings", "marks", "--min-confidence", "0.9"]
    expected = parse(
        path.read_text(encoding="utf-8"),
        dialect="1.8",
        inline=True,
        headings="marks",
        min_confidence=0.9,
    )
    assert run("json", path, *options).out == render(expected, "json") + "\n"


# -------------------------------------------------------------------------------- unreadable input


@pytest.mark.parametrize("command", READING_COMMANDS)
def test_a_file_that_is_not_there(command: str, tmp_path: Path) -> None:
    ended = run(command, tmp_path / "none.txt")
    assert (ended.code, ended.out) == (3, "")
    assert (
        ended.err == f"docparse: cannot read {tmp_path / 'none.txt'}: No such file or directory\n"
    )


def test_a_folder(tmp_path: Path) -> None:
    ended = run("html", tmp_path)
    assert ended.code == 3
    assert ended.err.startswith(f"docparse: cannot read {tmp_path}: ")


def test_a_name_that_no_file_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["html", "a\0b"]) == 3
    assert "cannot read a b: " in capsys.readouterr().err


@posix
@not_root
def test_a_file_that_must_not_be_read(article: Path) -> None:
    article.chmod(0)
    ended = run("html", article)
    assert (ended.code, ended.err) == (3, f"docparse: cannot read {article}: Permission denied\n")


@pytest.mark.parametrize("content", [b"", b"[1]", b"{", b"\xff", b"[" * 100_000])
def test_json_that_is_none(content: bytes) -> None:
    ended = run("html", "--from", "json", "-", stdin=content)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("docparse: cannot read <stdin>: ")
    assert "only the tree is read that docparse json writes" in ended.err


@posix
def test_a_closed_standard_input() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m docparse html - <&-"],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    ended = Ended(done.returncode, done.stdout, done.stderr)
    assert (ended.code, ended.err) == (3, "docparse: cannot read <stdin>: it is closed\n")
