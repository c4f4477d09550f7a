"""The command line, run for real: what it writes, what it says, and how it ends."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import os
import pickle
import random
import signal
import stat
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import docparse
from docparse import Document, Heading, Section, Table, cli, parse, render
from docparse.corpus.atomic_file import write_atomically
from docparse.source.decoding import why_not_text
from tests.conftest import CHECKOUT

ARTICLE = """\
The ferry is late.
Article Subheadings |
---|
1) Fares |
2) Boats |
Fares
Everybody pays at the gate, and residents travel free on every boat.
Ticket | Adult |
---|---|
Single | =4 |
Boats
There are two of them, and both were built before the war.
Frequently Asked Questions
Question: Is it late?
Yes.
"""

COMMANDS = (
    *("html", "csv", "json", "jsonld", "md", "text", "outline", "chunks", "tokens", "explain"),
)
FORMATS = {"html": "html", "json": "json", "jsonld": "jsonld", "md": "markdown", "text": "text"}

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}

needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
posix = pytest.mark.skipif(os.name != "posix", reason="as POSIX has it")
not_root = pytest.mark.skipif(
    os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere"
)


class Ended:
    """How a run ended: its exit code and what it wrote."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.out = code, out.decode("utf-8")
        self.err = err.decode("utf-8").replace("\r\n", "\n")
        assert "Traceback" not in self.err, self.err
        assert "Exception ignored" not in self.err, self.err


def run(*arguments: str | Path, stdin: bytes = b"", **options: Any) -> Ended:
    """Run ``python -m docparse`` in a process of its own."""
    command = [sys.executable, "-m", "docparse", *map(str, arguments)]
    environment = {**ENVIRONMENT, **options.pop("env", {})}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    done = subprocess.run(command, input=stdin, env=environment, check=False, **options)
    return Ended(done.returncode, done.stdout or b"", done.stderr or b"")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(ARTICLE.encode())
    return path


# ------------------------------------------------------------------------------ what it writes


@pytest.mark.parametrize("command", FORMATS)
def test_a_command_writes_the_form_it_is_named_after(command: str, article: Path) -> None:
    expected = render(parse(ARTICLE), FORMATS[command])
    ended = run(command, article)
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
    expected = render(parse(ARTICLE), FORMATS[arguments[0]], **options)
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
    first = "The ferry is late.\nArticle Subheadings"
    assert found[0] == {"text": first, "heading_path": [], "span": [0, 40]}


def test_tokens(article: Path) -> None:
    lines = run("tokens", article).out.split("\n")
    assert lines[0] == "0-19 TEXT 'The ferry is late.\\n'"
    assert lines[2] == "41-46 DELIMITER '---|\\n'"
    assert len(lines) == ARTICLE.count("\n") + 1


def test_an_empty_article(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    for command in COMMANDS:
        ended = run(command, empty)
        assert ended.code == (1 if command == "csv" else 0), command


def test_standard_input_is_read_and_utf_8_whatever_the_locale(article: Path) -> None:
    text = "Die Fähre – 渡し船\n"
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    assert run("text", "-", stdin=text.encode(), env=plain).out == text
    assert run("text", article, env=plain).out == run("text", article).out


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


def test_surrogates_of_a_tree_are_written_as_escapes(tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    document = Document([Section(Heading(2, "\ud800"), ["a\ud800b"])])
    tree.write_text(render(document, "json"), encoding="utf-8")
    (line,) = run("chunks", "--from", "json", tree).out.splitlines()
    assert json.loads(line) == {"text": "a\ud800b", "heading_path": ["\ud800"], "span": None}
    for command in ("html", "md", "text", "outline", "jsonld"):
        assert run(command, "--from", "json", tree).code == 0


# ------------------------------------------------------------------------------------ reasons


def test_every_line_is_explained_in_one(article: Path) -> None:
    first, *lines = run("explain", article).out.splitlines()
    assert first.startswith("trafilatura-1.12")
    assert [int(line.split()[0]) for line in lines] == list(range(1, ARTICLE.count("\n") + 1))


def test_all_about_one_line(article: Path) -> None:
    number = ARTICLE[: ARTICLE.index("Frequently")].count("\n") + 1
    told = run("explain", article, "--line", str(number)).out.splitlines()
    assert told[0] == f"{number}: Frequently Asked Questions"
    assert told[1].endswith("Section > Heading 2")
    assert "headings: faq 0.95" in told


def test_reasons_as_json(article: Path) -> None:
    told = json.loads(run("explain", article, "--json").out)
    assert told["dialect"][0]["code"] == "trafilatura-1.12"
    assert "\n".join(line["text"] for line in told["lines"]) + "\n" == ARTICLE
    (line,) = json.loads(run("explain", article, "--json", "--line", "1").out)["lines"]
    assert line == told["lines"][0]


def test_a_line_that_is_not_there_is_refused(article: Path) -> None:
    ended = run("explain", article, "--line", "99")
    assert ended.code == 2
    assert "there is no line 99" in ended.err


def test_only_the_reading_of_text_is_explained(article: Path) -> None:
    ended = run("explain", article, "--from", "html")
    assert ended.code == 2
    assert "not that of html" in ended.err


# ------------------------------------------------------------------------------------- tables


def test_a_table_is_chosen_by_its_number(article: Path) -> None:
    assert run("csv", article, "--table", "2").out == "Ticket,Adult\r\nSingle,'=4\r\n"


def test_formulas_are_escaped_unless_said(article: Path) -> None:
    kept = run("csv", article, "--table", "2", "--formulas", "keep")
    assert kept.out == "Ticket,Adult\r\nSingle,=4\r\n"


def test_a_byte_order_mark_for_excel(article: Path, tmp_path: Path) -> None:
    run("csv", article, "--bom", "--table", "2", "-o", tmp_path / "fares.csv")
    run("csv", article, "--bom", "--out-dir", tmp_path / "tables")
    (at_its_end,) = (tmp_path / "tables").glob("02-*")
    printed = run("csv", article, "--bom", "--table", "2").out.encode()
    marked = b"\xef\xbb\xbfTicket,Adult\r\nSingle,'=4\r\n"
    assert [printed, (tmp_path / "fares.csv").read_bytes(), at_its_end.read_bytes()] == [marked] * 3


def test_what_follows_the_byte_order_mark_is_escaped_too() -> None:
    for cell in ("=1", "sep=;", "x;=1"):
        table = f"{cell} |\n---|\nx |\n".encode()
        escaped = cell.replace("=1", "'=1").replace("sep", "'sep")
        assert run("csv", "-", "--bom", stdin=table).out == f"\ufeff{escaped}\r\nx\r\n"


def test_several_tables_and_no_choice(article: Path) -> None:
    ended = run("csv", article)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        f"docparse: which table of {article}? say --table N, or --out-dir DIR for all of them:\n"
        "1. (no heading): 3 × 1: Article Subheadings\n"
        "2. Fares: 2 × 2: Ticket, Adult\n"
    )


@pytest.mark.parametrize("number", ["0", "3", "-1"])
def test_a_table_that_is_not_there(number: str, article: Path) -> None:
    ended = run("csv", article, f"--table={number}")
    assert (ended.code, ended.out) == (2, "")
    assert f"has no table {number}, only these:\n1. " in ended.err


@pytest.mark.parametrize("options", [[], ["--table", "1"], ["--out-dir", "tables"]])
def test_no_table(options: list[str], tmp_path: Path) -> None:
    ended = run("csv", "-", *options, stdin=b"Nothing here.\n", cwd=tmp_path)
    assert (ended.code, ended.err) == (1, "docparse: there is no table in <stdin>\n")
    assert list(tmp_path.iterdir()) == []


def test_every_table_as_a_file(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "tables"
    ended = run("csv", article, "--out-dir", folder)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert sorted(path.name for path in folder.iterdir()) == [
        "01-article-subheadings.csv",
        "02-fares.csv",
    ]
    assert (folder / "02-fares.csv").read_bytes() == b"Ticket,Adult\r\nSingle,'=4\r\n"


TITLES = {
    "../../etc/passwd": "etc-passwd",
    "C:\\con.txt": "c-con-txt",
    "  NUL ": "nul",
    "Fähre: 渡し船!": "fähre-渡し船",
    "x" * 300: "x" * 60,
    "word " * 50: "word-" * 11 + "word",
    "\ud800\0\x1b": "table",
    "": "table",
    "①½": "11-2",
}


def test_names_of_files_are_safe(tmp_path: Path) -> None:
    tree, folder = tmp_path / "tree.json", tmp_path / "out"
    sections = [Section(Heading(2, title), [Table.from_rows([["a"]])]) for title in TITLES]
    again = [Section(Heading(2, "A"), [Table.from_rows([["a"]])] * 2)] * 50
    tree.write_text(render(Document([*sections, *again]), "json"), encoding="utf-8")
    assert run("csv", "--from", "json", tree, "--out-dir", folder).code == 0
    names = sorted(path.name for path in folder.iterdir())
    slugs = [*TITLES.values(), *["a"] * 100]
    assert names == sorted(f"{n:03}-{slug}.csv" for n, slug in enumerate(slugs, 1))
    assert len({name.casefold() for name in names}) == len(slugs)


def test_rows_that_are_not_filled_up_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    row = "x | y |" + "|" * 298 + "\n"
    path.write_text("a | " * 300 + "\n" + "---|" * 300 + "\n" + row * 300)
    ended = run("csv", path)
    assert ended.code == 0
    assert ended.err.startswith(f"{path}:222:1: ragged-table: from row 221 on")


# -------------------------------------------------------------------------------- diagnostics


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


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    tables = [Table.from_rows([["\x1b[31mred"]])] * 2
    document = Document([Section(Heading(2, "\x1b]0;title\x07"), tables)])
    tree.write_text(render(document, "json"), encoding="utf-8")
    for command in ("csv", "outline"):
        ended = run(command, "--from", "json", tree)
        assert not {"\x1b", "\x07"} & set(ended.out + ended.err)
        assert "title" in ended.out + ended.err


# ----------------------------------------------------------------------------------- wrong use


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
        ["csv", "FILE", "--table", "1", "--out-dir", "a"],
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
    ended = run("html", article, "--title", "Ferry")
    assert ended.code == 2
    assert ended.err.endswith("error: --title is for a whole page: add --document\n")


@pytest.mark.parametrize(
    "arguments", [["html", "a", "\x1b[31m\x07"], ["csv", "a", "--table", "\x1b"]]
)
def test_a_wrong_option_does_not_steer_the_terminal(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    assert all(char.isprintable() for char in capsys.readouterr().err.replace("\n", ""))


@pytest.mark.parametrize("arguments", [["--help"], ["csv", "--help"], ["--version"]])
def test_help_and_version(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(("usage: docparse", f"docparse {docparse.__version__}"))


# --------------------------------------------------------------------------- unreadable input


@pytest.mark.parametrize("command", COMMANDS)
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


@pytest.mark.parametrize("command", [*COMMANDS, "csv --out-dir ."])
@pytest.mark.parametrize("size", [1, 300])
def test_any_bytes_are_an_article(command: str, size: int, tmp_path: Path) -> None:
    noise = bytes(range(256)) * size + b"a | b |\n" + b"\0\xed\xa0\x80 | \x1b |\n"
    assert run(*command.split(), "--force", "-", stdin=noise, cwd=tmp_path).code in (0, 2)


# ------------------------------------------------------------------------- what is not text

SENTENCE = "The ferry leaves at nine and comes back at noon, when it is not too windy.\n"
PALE = "Le café d'été où l'on mangeait à volonté était fermé; la gaieté s'était envolée.\n"

DATA = {
    "random bytes": random.Random(7).randbytes(500),
    "a few random bytes": random.Random(7).randbytes(64),
    "gzip": gzip.compress(SENTENCE.encode()),
    "zlib": zlib.compress(ARTICLE.encode()),
    "bzip2": bz2.compress(ARTICLE.encode()),
    "zip": b"PK\x03\x04" + b"mimetypeapplication/epub+zip" * 9,
    "PDF": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "PNG": b"\x89PNG\r\n\x1a\n" + b"IHDR" * 9,
    "database": b"SQLite format 3\0" + b"a" * 99,
    "machine code": b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b".text .data" * 9,
    "pickle": pickle.dumps([1.5, None, 70_000] * 20),
    "UTF-16 without its mark": ARTICLE.encode("utf-16-be"),
    "Cyrillic UTF-16 without its mark": ("Паром опаздывает. " * 9).encode("utf-16-le"),
    "Japanese UTF-16 without its mark": ("渡し船は、九時に出ます。\n" * 9).encode("utf-16-le"),
    "UTF-32 without its mark": ARTICLE.encode("utf-32-be"),
    "Cyrillic of one byte a letter": ("Паром опаздывает. " * 9).encode("cp1251"),
}

TEXTS = {
    "nothing": b"",
    "ASCII": ARTICLE.encode(),
    "French as Latin-1": (PALE * 9).encode("latin-1"),
    "one word as Latin-1": "été\n".encode("latin-1"),
    "UTF-8 with one byte cut off": ("渡し船は、九時に出ます。\n" * 9).encode()[:-2],
    "UTF-8 with its mark": ARTICLE.encode("utf-8-sig"),
    "UTF-16 with its mark": ARTICLE.encode("utf-16"),
    "UTF-32 with its mark": ARTICLE.encode("utf-32"),
    "a control character": (SENTENCE * 9 + "\0\n").encode(),
    "two control characters in a short text": b"The ferry\x01 is late\x02.\n",
    "overstrikes": b"N\x08NA\x08AM\x08ME\x08E\n_\x08f_\x08i_\x08l_\x08e\n",
    "pages and colours": ("\f\x1b[31mred\x1b[0m\n" * 9).encode(),
    "text that was damaged before": ("\ufffd" * 20 + " and more\n").encode(),
    "emoji": ("\U0001f468\u200d\U0001f469" * 20).encode(),
}


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_what_is_not_text_is_refused_unless_it_is_forced(data: bytes) -> None:
    assert why_not_text(data)
    for form in ("text", "markdown"):
        assert_refused(["html", "--from", form, "-"], data)
    assert_refused(["tokens", "-"], data)


def assert_refused(arguments: list[str], data: bytes) -> None:
    ended = main(arguments, data)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("docparse: <stdin> is not text: ")
    assert ended.err.endswith("; if it is to be read all the same, say --force\n")
    forced = main([*arguments, "--force"], data)
    assert forced.code == 0
    assert forced.out


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS)
def test_text_with_faults_is_read(data: bytes) -> None:
    assert why_not_text(data) is None
    assert main(["html", "-"], data).code == 0


def test_every_random_file_is_refused() -> None:
    some = random.Random(3)
    assert all(why_not_text(some.randbytes(size)) for size in range(100, 3_000, 10))


def test_html_may_be_in_the_encoding_that_it_names() -> None:
    page = "<meta charset=cp1251><p>" + "Паром опаздывает. " * 9
    ended = main(["text", "--from", "html", "-"], page.encode("cp1251"))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Паром")
    for data in (DATA["gzip"], DATA["random bytes"], page.encode("utf-16-le")):
        assert_refused(["json", "--from", "html", "-"], data)


def main(arguments: list[str], data: bytes) -> Ended:
    """Run the command line in this process, ``data`` on its standard input."""
    streams = Streams()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(streams.out),
        contextlib.redirect_stderr(streams.err),
    ):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = cli.main(arguments)
        streams.out.flush()
        streams.err.flush()
    return Ended(code, streams.written.getvalue(), streams.said.getvalue())


# -------------------------------------------------------------------------- unwritable output


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_output_goes_to_a_file(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "article.html"
    target.write_text("what was there before")
    assert run("html", article, "-o", target).out == ""
    assert target.read_bytes().decode() == run("html", article).out
    assert files(tmp_path).keys() == {"article.txt", "article.html"}


def test_a_file_may_be_written_over_itself(article: Path) -> None:
    assert run("text", article, "-o", article).code == 0
    assert article.read_bytes().decode() == render(parse(ARTICLE), "text")


@pytest.mark.parametrize("target", ["none/a.html", ".", "article.txt/a.html"])
def test_a_target_that_cannot_be(target: str, article: Path) -> None:
    ended = run("html", "article.txt", "-o", target, cwd=article.parent)
    assert ended.code == 1
    assert ended.err.startswith(f"docparse: cannot write {target}: ")
    assert files(article.parent) == {"article.txt": ARTICLE.encode()}


def test_a_folder_that_cannot_be(article: Path) -> None:
    ended = run("csv", article, "--out-dir", article)
    assert (ended.code, ended.err) == (1, f"docparse: cannot write to {article}: File exists\n")


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
        ended = run(*arguments, article, stdout=full)
    assert ended.code == 1
    assert ended.err.endswith(": No space left on device\n")


@needs_dev_full
def test_help_on_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        assert run("--help", stdout=full).code == 0


@needs_dev_full
def test_nobody_need_be_listening(article: Path) -> None:
    with open("/dev/full", "wb") as full:
        assert run("csv", article, stderr=full).code == 2


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


# ----------------------------------------------------------------------------- interruptions


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "docparse", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=ENVIRONMENT, stdin=pipe, stdout=pipe, stderr=pipe)


@posix
@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM"])
def test_an_interruption(sent: str, tmp_path: Path) -> None:
    with start("html", "-", "-o", tmp_path / "a.html") as process:
        assert process.stdin is not None
        process.stdin.write(b"a\n" * 500_000)  # more than a pipe holds: it is read by now
        process.stdin.flush()
        process.send_signal(getattr(signal, sent))
        assert process.wait(30) == 130
        assert process.communicate() == (b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    target = tmp_path / "a.html"
    target.write_text("before")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(str(target), b"after")
    assert files(tmp_path) == {"a.html": b"before"}


def test_the_signals_are_put_back(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert cli.main(["outline", str(article)]) == 0
    assert capsys.readouterr().err == ""
    assert signal.getsignal(signal.SIGTERM) is before


# --------------------------------------------------------------------------------- whole files


@posix
def test_a_file_keeps_its_mode_and_a_link_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "a", tmp_path / "link"
    target.write_bytes(b"before")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomically(str(link), b"after")
    assert link.is_symlink()
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o777 == 0o640


@posix
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    write_atomically(str(tmp_path / "a"), b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@posix
def test_a_device_is_written_to() -> None:
    before = os.stat(os.devnull)
    write_atomically(os.devnull, b"after")
    after = os.stat(os.devnull)
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)


@posix
def test_a_stream_that_is_open_is_written_to(article: Path, tmp_path: Path) -> None:
    expected = run("html", article)
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        ended = run("html", article, "-o", name)
        assert (ended.code, ended.out, ended.err) == (0, expected.out, "")
    assert run("html", article, "-o", "/dev/stderr").err == expected.out


@posix
def test_what_stands_in_a_file_before_the_output_stays(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.html"
    with target.open("wb") as file:
        file.write(b"<!-- before -->\n")
        file.flush()
        assert run("html", article, "-o", "/dev/stdout", stdout=file).code == 0
    assert target.read_text() == "<!-- before -->\n" + run("html", article).out


@posix
def test_a_link_to_an_open_stream_is_written_to(article: Path, tmp_path: Path) -> None:
    link = tmp_path / "out"
    link.symlink_to("/dev/stdout")
    assert run("html", article, "-o", link).out == run("html", article).out
    assert link.is_symlink()


@posix
@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_a_reader_that_has_enough_is_no_error(output: str, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(ARTICLE * 3_000)
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
        written = pool.submit(run, "html", article, "-o", pipe)
        assert pipe.read_text() == run("html", article).out
    assert written.result().code == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)


# ------------------------------------------------------------------------------- any arguments

OPTIONS = (
    *("-o", "--document", "--title", "--lang", "--url", "--date", "--faq", "details", "--table"),
    *("--out-dir", "--formulas", "keep", "--indent", "--to-dialect", "--formatting", "--from"),
    *("text", "json", "html", "auto", "--dialect", "1.12", "--min-confidence", "0.5", "--headings"),
    *("marks", "--inline", "--no-inline", "--max-chars", "1", "2", "0", "-1", "nan", "-", "--"),
    "--force",
    *("", "x", "\ud800", "\0", "https://example.org", "2025-05-17", "en", "--help", "--version"),
)


class Streams:
    """Standard output and error of a run in this process."""

    def __init__(self) -> None:
        self.written, self.said = io.BytesIO(), io.BytesIO()
        self.out = io.TextIOWrapper(self.written, encoding="utf-8")
        self.err = io.TextIOWrapper(self.said, encoding="utf-8", errors="backslashreplace")


@given(
    command=st.one_of(st.sampled_from(COMMANDS), st.sampled_from(OPTIONS)),
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
    assert not (written and code), "half an answer"
