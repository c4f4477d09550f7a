"""Diagnostics of a whole text: is it text, is it an article, is it known what wrote it?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import docparse

MENU = "Home\nFerries\nTickets\nIslands\nWeather\nContact\nJobs\nPress\n"
LEAD = "The ferry leaves the long pier at nine, and comes back from the outer islands at noon.\n"


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in docparse.parse(text).diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        MENU * 3,
        MENU * 3 + LEAD * 9,
        LEAD + MENU + LEAD * 5 + MENU * 2,
        MENU.replace("\n", "\n\n") * 4,
    ],
)
def test_a_text_with_a_third_of_its_lines_in_menus_looks_like_a_page(text: str) -> None:
    assert codes(text) == ["looks-like-page-dump"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        LEAD * 50,
        MENU,
        MENU * 2 + LEAD,
        MENU * 3 + LEAD * 60,
        ("Fares\n" + LEAD) * 30,
        "- Home\n" * 60,
        "May | 3 |\n" * 60,
        "Boats sail.\n" * 60,
    ],
)
def test_an_article_with_short_lines_does_not(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text", ["PK\3\4\0\0\0\b\1" * 9, "\ufffd\ufffdx" * 9, "\0" * 3, LEAD + "\0\1\2" * 9]
)
def test_bytes_that_are_no_text_look_binary(text: str) -> None:
    assert codes(text) == ["looks-binary"]


@pytest.mark.parametrize(
    "text", [LEAD + "\0", "Caf\ufffd\n" + LEAD, LEAD * 9 + "\ufffd" * 9, "\f\v\t\n"]
)
def test_a_few_bad_characters_do_not(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("between", ["\t", " | "])
def test_rows_that_no_known_writer_writes_leave_the_dialect_unknown(between: str) -> None:
    row = between.join(("May", "3", "Anna"))
    assert codes(f"{row}\n" * 3) == []
    assert codes(f"{row}\n" * 4) == ["unknown-dialect"]


def test_each_speaks_of_the_whole_text() -> None:
    text = "\ufeff" + MENU * 3
    (diagnostic,) = docparse.parse(text).diagnostics
    assert diagnostic.span == (0, len(text))
    assert diagnostic.message.startswith("24 of its 25 lines stand in runs of short ones")


def test_every_code_is_in_the_docs() -> None:
    root = Path(docparse.__file__).parent
    source = "".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    known = set(re.findall(r"(?:report|Diagnostic)\(\s*\"([a-z-]+)\"", source))
    page = (root.parent / "docs" / "nodes.md").read_text("utf-8")
    assert known >= {"looks-binary", "rows-lost", "ragged-table"}
    assert {code for code in known if f"`{code}`" not in page} == set()
