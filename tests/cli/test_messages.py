"""What is said on standard error of what is odd in an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from docparse import Document, Heading, Section, Table, render
from tests.cli.running import run


def test_what_is_odd_is_said_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(b"The ferry.\r\nIs \xff late.\r\n")
    ended = run("text", path)
    assert (ended.code, ended.out) == (0, "The ferry.\nIs \ufffd late.\n")
    assert ended.err.startswith(f"{path}:2:4: invalid-encoding: ")
    assert ended.err.count("\n") == 1
    assert run("tokens", path).err == ended.err


def test_no_more_is_said_than_can_be_read() -> None:
    ended = run("html", "-", stdin=b"a\n\n-\n\n" * 500)
    assert ended.code == 0
    assert ended.err.count("\n") == 101
    assert ended.err.endswith("<stdin>: and 400 more\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["--verison"], "there is no --verison; did you mean '--version'?"),
        (["--verbose", "html"], "options stand behind the command: docparse COMMAND --verbose ..."),
        (["-x"], "options stand behind the command: docparse COMMAND -x ..."),
        (["help"], "there is no command 'help'; did you mean '--help'?"),
        (["article.txt"], "say what to do with article.txt: docparse COMMAND article.txt ..."),
        (["htlm", "article.txt"], "unknown command 'htlm'; did you mean 'html'?"),
    ],
)
def test_who_begins_otherwise_than_with_a_command_is_told_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("The ferry.\n")
    ended = run(*line)
    assert ended.code == 2
    assert message in ended.err


@pytest.mark.parametrize("name", ["a.jsonl", "a.NDJSON", "a.parquet"])
def test_a_file_of_records_is_for_another_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text('{"text": "The ferry."}\n')
    ended = run("chunks", name)
    assert ended.code == 3
    assert ended.err == (
        f"docparse: {name} holds many records by its name, and docparse corpus reads those; "
        "if it is one article, say --force\n"
    )
    assert run("chunks", name, "--force").code == 0
    assert run("chunks", name, "--from", "text").code == 0


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    tables = [Table.from_rows([["\x1b[31mred"]])] * 2
    document = Document([Section(Heading(2, "\x1b]0;title\x07"), tables)])
    tree.write_text(render(document, "json"), encoding="utf-8")
    for command in ("csv", "outline"):
        ended = run(command, "--from", "json", tree)
        assert not {"\x1b", "\x07"} & set(ended.out + ended.err)
        assert "title" in ended.out + ended.err
