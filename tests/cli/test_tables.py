"""``docparse csv``: one table or all of them, and the names of their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from docparse import Document, Heading, Section, Table, render
from tests.cli.running import run


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
