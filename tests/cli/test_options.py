"""Wrong options, help, and any arguments at all."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import docparse
from docparse import cli
from docparse.commands.options import in_options
from tests.cli.running import ARTICLE, READING_COMMANDS, Streams, run, run_process


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["pdf", "FILE"],
        ["html"],
        ["html", "FILE", "FILE"],
        ["html", "FILE", "--table", "1"],
        ["html", "FILE", "--doc"],
        ["html", "FILE", "--title", "Ferry"],
        ["html", "FILE", "--faq", "h3"],
        ["html", "FILE", "--document", "--date", "May"],
        ["html", "FILE", "--document", "--lang", "e n"],
        ["csv", "FILE", "--document"],
        ["csv", "FILE", "--table", "x"],
        ["html", "FILE", "--url", "javascript:alert(1)", "-o", "a.html"],
        ["html", "FILE", "--document", "--url", "//example.org"],
        ["html", "FILE", "--json"],
        ["html", "FILE", "-j", "-1"],
        ["html", "FILE", "-j", "²"],
        ["html", "FILE", "-j", "9" * 5000],
        ["html", "FILE", "-q", "-v"],
        ["explain", "FILE", "FILE"],
        ["csv", "FILE", "--out-dir", "a", "-o", "b"],
        ["csv", "FILE", "--formulas", "drop"],
        ["json", "FILE", "--indent", "99"],
        ["jsonld", "FILE", "--url", "javascript:alert(1)"],
        ["md", "FILE", "--formatting"],
        ["text", "FILE", "--to-dialect", "nonsense"],
        ["text", "FILE", "--to-dialect", "html2text"],
        ["text", "FILE", "--dialect", "trafilatura"],
        ["outline", "FILE", "--min-confidence", "1.5"],
        ["outline", "FILE", "--min-confidence", "nan"],
        ["outline", "FILE", "--headings", "all"],
        ["chunks", "FILE", "--max-chars", "0"],
        ["tokens", "FILE", "--dialect", "1.12"],
        ["html", "FILE", "--from", "html", "--inline"],
        ["html", "FILE", "--from", "pdf"],
        ["html", ""],
        ["html", "FILE", "-o", ""],
        ["csv", "FILE", "--out-dir", ""],
    ],
    ids=" ".join,
)
def test_wrong_options(
    arguments: list[str], article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [str(article) if argument == "FILE" else argument for argument in arguments]
    assert cli.main(named) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "docparse" in captured.err
    assert [path.name for path in article.parent.iterdir()] == ["article.txt"]


def test_wrong_options_in_a_process_of_its_own(article: Path) -> None:
    ended = run_process("html", article, "--title", "Ferry")
    assert ended.code == 2
    assert ended.err.endswith("error: --title is for a whole page: add --document\n")


@pytest.mark.parametrize(
    "arguments", [["html", "a", "--\x1b[31m\x07"], ["csv", "a", "--table", "\x1b"]]
)
def test_a_wrong_option_does_not_steer_the_terminal(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    assert all(char.isprintable() for char in capsys.readouterr().err.replace("\n", ""))


@pytest.mark.parametrize("arguments", [["--help"], ["csv", "--help"], ["--version"], ["-V"]])
def test_help_and_version(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(("usage: docparse", f"docparse {docparse.__version__}"))


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: docparse")
    assert "html         Write HTML" in said


@pytest.mark.parametrize(
    ("message", "as_options"),
    [
        ("max_chars is for sections", "--max-chars is for sections"),
        ("date is an ISO date, not 'a date'", "--date is an ISO date, not 'a date'"),
        ("lang is for pages: add date=True", "lang is for pages: add --date"),
        ("lang is for pages: add date=N", "lang is for pages: add --date N"),
        ("lang is for pages: add lang=N", "lang is for pages: add lang=N"),
        (
            "there is no column 'max_chars', only a date",
            "there is no column 'max_chars', only a date",
        ),
    ],
)
def test_a_message_of_the_library_is_told_with_options(message: str, as_options: str) -> None:
    assert in_options(message, ("max_chars", "date")) == as_options


# ----------------------------------------------------------------------------------- any arguments


OPTIONS = (
    *("-o", "--document", "--title", "--lang", "--url", "--date", "--faq", "details", "--table"),
    *("--out-dir", "--formulas", "keep", "--indent", "--to-dialect", "--formatting", "--from"),
    *("text", "json", "html", "auto", "--dialect", "1.12", "--min-confidence", "0.5", "--headings"),
    *("marks", "--inline", "--no-inline", "--max-chars", "1", "2", "0", "-1", "nan", "-", "--"),
    *("--force", "-j", "-q", "-v", "--strict", "--json", "--skip-empty", "--output", "."),
    *("", "x", "\ud800", "\0", "https://example.org", "2025-05-17", "en", "--help", "--version"),
)


@given(
    command=st.one_of(st.sampled_from(READING_COMMANDS), st.sampled_from(OPTIONS)),
    arguments=st.lists(st.sampled_from((*OPTIONS, "FILE", "FILE", "FILE")), max_size=6),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_arguments_end_well(
    command: str, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    named = ["article.txt" if argument == "FILE" else argument for argument in arguments]
    streams = Streams()
    with contextlib.redirect_stdout(streams.out), contextlib.redirect_stderr(streams.err):
        code = cli.main([command, *named])
        streams.out.flush()
        streams.err.flush()
    assert code in (0, 1, 2, 3)
    said, written = streams.said.getvalue(), streams.written.getvalue()
    assert bool(said) >= bool(code), "an exit code that nothing explains"
    assert not (written and code) or b" articles: " in said, "half an answer"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["csv", "--table", "two"], "--table: 'two' is not a whole number"),
        (["chunks", "--max-chars", "5x"], "--max-chars: '5x' is not a whole number of at least 1"),
        (["chunks", "--overlap", "-1"], "--overlap: '-1' is not a whole number of at least 0"),
        (["json", "--indent", "1.5"], "--indent: '1.5' is not a whole number of at least 0"),
        (["explain", "--line", "0"], "--line: '0' is not a whole number of at least 1"),
        (
            ["outline", "--min-confidence", "high"],
            "--min-confidence: 'high' is not a number",
        ),
        (
            ["outline", "--min-confidence", "nan"],
            "--min-confidence: 'nan' is not a number from",
        ),
    ],
)
def test_what_number_is_wanted_is_told(
    arguments: list[str], wanted: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*arguments, str(article)]) == 2
    assert f"argument {wanted}" in capsys.readouterr().err
