"""What each command writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import docparse
from docparse import Document, FormatName, Heading, Section, cli, parse, render
from tests.cli.running import ARTICLE, FORMATS, READING_COMMANDS, run, run_process


@pytest.mark.parametrize("command", FORMATS)
def test_a_command_writes_the_form_it_is_named_after(command: str, article: Path) -> None:
    expected = render(parse(ARTICLE), FormatName(FORMATS[command]))
    ended = run_process(command, article)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (expected if expected.endswith("\n") else expected + "\n")


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["html", "--faq", "details"], {"faq": "details"}),
        (["html", "--document", "--lang", "en"], {"document": True, "lang": "en"}),
        (
            ["html", "--document", "--title", "Ferry", "--date", "2025-05-17"],
            {"document": True, "title": "Ferry", "date": "2025-05-17"},
        ),
        (
            ["html", "--document", "--url", "https://example.org/"],
            {"document": True, "url": "https://example.org/"},
        ),
        (["json", "--indent", "2"], {"indent": 2}),
        (
            ["jsonld", "--title", "Ferry", "--lang", "en", "--url", "https://example.org/"],
            {"title": "Ferry", "lang": "en", "url": "https://example.org/"},
        ),
        (["text", "--to-dialect", "1.12", "--formatting"], {"dialect": "1.12", "formatting": True}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_of_a_form(
    arguments: list[str], options: dict[str, Any], capsys: pytest.CaptureFixture[str], article: Path
) -> None:
    assert cli.main([*arguments, str(article)]) == 0
    expected = render(parse(ARTICLE), FormatName(FORMATS[arguments[0]]), **options)
    assert capsys.readouterr().out.rstrip("\n") == expected.rstrip("\n")


def test_outline(article: Path) -> None:
    lines = run("outline", article).out.split("\n")
    headings = docparse.outline(parse(ARTICLE))
    expected = [
        f"{level}\t{sure:.2f}\t{'  ' * (level - 1)}{text}" for level, text, sure in headings
    ]
    assert lines == [*expected, ""]
    assert [text for _, text, _ in headings] == ["Fares", "Boats", "Frequently Asked Questions"]


def test_chunks(article: Path) -> None:
    lines = run("chunks", article, "--max-chars", "40").out.split("\n")
    found = [json.loads(line) for line in lines[:-1]]
    assert [chunk["text"] for chunk in found] == [
        chunk.text for chunk in docparse.chunks(parse(ARTICLE), max_chars=40)
    ]
    assert found[-1]["heading_path"] == ["Frequently Asked Questions"]
    assert found[0] == {
        "text": "The ferry is late.",
        "heading_path": [],
        "kind": "text",
        "span": [0, 18],
        "lines": [1, 1],
        "roles": [],
    }


def test_chunks_take_the_options_of_the_library(article: Path) -> None:
    options = ("--max-chars", "60", "--overlap", "20", "--min-chars", "30", "--tables", "markdown")
    found = [json.loads(line)["text"] for line in run("chunks", article, *options).out.splitlines()]
    pieces = docparse.chunks(
        parse(ARTICLE), max_chars=60, overlap=20, min_chars=30, tables="markdown"
    )
    assert found == [piece.text for piece in pieces]
    assert any("| --- |" in text for text in found)
    ended = run("chunks", article, "--max-tokens", "5")
    assert (ended.code, ended.err) == (
        2,
        "docparse: --max-tokens needs a tokenizer: add --tokenizer NAME\n",
    )


def test_tokens(article: Path) -> None:
    lines = run("tokens", article).out.split("\n")
    assert lines[0] == "0-19 TEXT 'The ferry is late.\\n'"
    assert lines[2] == "41-46 DELIMITER '---|\\n'"
    assert len(lines) == ARTICLE.count("\n") + 1


def test_an_empty_article(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    for command in READING_COMMANDS:
        ended = run(command, empty)
        assert ended.code == (1 if command in ("csv", "tables") else 0), command


def test_surrogates_of_a_tree_are_written_as_escapes(tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    document = Document([Section(Heading(2, "\ud800"), ["a\ud800b"])])
    tree.write_text(render(document, "json"), encoding="utf-8")
    (line,) = run("chunks", "--from", "json", tree).out.splitlines()
    piece = json.loads(line)
    assert (piece["text"], piece["heading_path"], piece["span"]) == ("a\ud800b", ["\ud800"], None)
    for command in ("html", "md", "text", "outline", "jsonld"):
        assert run(command, "--from", "json", tree).code == 0
