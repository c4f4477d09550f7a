"""The seeds: what the README of ``seeds/`` says of each is what it is read as.

Where docparse finds something else than a careful reader, ``SHORT`` says what, and why. When the
parser learns more, the entry is wrong and this test fails: take the entry out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import attrs
import pytest

import docparse
from docparse import (
    Document,
    FaqItem,
    Heading,
    List,
    ListItem,
    Node,
    Table,
    find_all,
    parse,
    render,
)
from tests.conftest import CHECKOUT, read_article, seed_paths

SEEDS = {path.name[:2]: read_article(path) for path in seed_paths()}

Lines = tuple[int, int]
"""The first and the last line of something; lines count from 1."""


@attrs.frozen
class Facts:
    """What is in an article."""

    generation: str
    headings: list[int]
    title: int | None
    """The line of the heading of level 1."""
    tables: list[tuple[int, int, int, int, int]]
    """First and last line, rows, columns, header rows."""
    questions: list[Lines]
    lists: list[Lines]
    """Those that stand in no other list."""
    lists_and_items: tuple[int, int]


# ------------------------------------------------------------------------ what the README says


def stated() -> dict[str, Facts]:
    """Return the facts of the README, from a seed's row in each of its two tables."""
    readme = read_article(CHECKOUT / "seeds" / "README.md")
    rows: dict[str, list[str]] = {}
    for number, rest in re.findall(r"^\| `([0-9]{2})[^`]*` \|(.*)\|$", readme, re.MULTILINE):
        rows.setdefault(number, []).extend(cell.strip() for cell in re.split(r"(?<!\\)\|", rest))
    return {number: facts_of_row(cells) for number, cells in rows.items()}


def facts_of_row(cells: list[str]) -> Facts:
    generation, _, *counts, counted_lists, _, headings, tables, questions, lists, _ = cells
    facts = Facts(
        generation=generation,
        headings=sorted(numbers(re.sub(r"h[0-9]:", "", headings))),
        title=next(iter(numbers(headings.removeprefix("h1:").partition(";")[0])), None)
        if headings.startswith("h1:")
        else None,
        tables=[
            (int(first), int(last), int(rows), int(columns), int(header or 0))
            for first, last, rows, columns, header in re.findall(
                r"([0-9]+)–([0-9]+) \(([0-9]+) × ([0-9]+)(?:, h([0-9]))?\)", tables
            )
        ],
        questions=ranges(questions),
        lists=ranges(lists),
        lists_and_items=(numbers(counted_lists)[0], numbers(counted_lists)[1]),
    )
    assert [str(len(part)) for part in (facts.headings, facts.tables, facts.questions)] == counts
    return facts


def numbers(written: str) -> list[int]:
    return list(map(int, re.findall(r"[0-9]+", written)))


def ranges(written: str) -> list[Lines]:
    return [(int(first), int(last)) for first, last in re.findall(r"([0-9]+)–([0-9]+)", written)]


STATED = stated()


# ------------------------------------------------------------------------------ what is found


def found(text: str) -> Facts:
    """Return the facts of ``text`` as docparse reads it."""
    document = parse(text)
    assert document.dialect is not None

    def place(node: Node) -> Lines:
        first, _ = docparse.line_column(text, node.span.start)
        last, _ = docparse.line_column(text, node.span.end)
        return first, last

    headings = list(find_all(document, Heading))
    lists = list(find_all(document, List))
    nested = [inner for outer in lists for inner in find_all(outer, List) if inner is not outer]
    formatting = ", formatting on" if document.dialect.formatted else ""
    return Facts(
        generation=document.dialect.name.removeprefix("trafilatura-") + formatting,
        headings=[place(heading)[0] for heading in headings],
        title=next((place(heading)[0] for heading in headings if heading.level == 1), None),
        tables=[
            (*place(t), len(t.rows), max(len(row.cells) for row in t.rows), t.header_rows)
            for t in find_all(document, Table)
        ],
        questions=[place(item) for item in find_all(document, FaqItem)],
        lists=[place(node) for node in lists if not any(node is inner for inner in nested)],
        lists_and_items=(len(lists), len(list(find_all(document, ListItem)))),
    )


SHORT: dict[str, dict[str, Any]] = {
    # The header row has no delimiter; what its cells look like tells that it is one.
    "04": {"tables": [(4, 26, 6, 4, 1), (33, 44, 4, 3, 1)]},
    "05": {"tables": [(8, 27, 5, 4, 1), (42, 53, 4, 3, 1)]},
    "08": {"tables": [(13, 32, 5, 4, 1), (49, 53, 4, 3, 1)]},
    # A second header inside a table looks like the header of a second table.
    "06": {
        "tables": [
            *[(2, 11, 5, 2, 1), (31, 35, 4, 4, 1)],
            *[(38, 41, 3, 3, 1), (42, 45, 3, 3, 1)],
        ]
    },
    # The pipe below the last row of a table is taken for one that belongs to none.
    "07": {
        "tables": [
            *[(4, 14, 10, 4, 1), (15, 20, 5, 2, 1), (24, 37, 7, 4, 1), (41, 44, 4, 4, 0)],
            *[(48, 52, 4, 4, 1), (55, 61, 6, 3, 1)],
        ]
    },
    # No table and no list tells what wrote it. The line of links above the title reads like it, and
    # the comments below are furniture.
    "13": {"generation": "unknown", "headings": [1, 6, 10, 20], "title": 1},
    # Categories of a menu between lines as short as they are, and a title that is a call elsewhere.
    "14": {"generation": "unknown", "headings": [1, 3, 5, 20, 28]},
    # No table or list in it is written in a way that 2.2 would not have.
    "16": {"generation": "2.2"},
    # Steps with numbers on bare lines are read as the list that they were to their reader.
    "23": {
        "generation": "unknown",
        "lists": [(5, 8), (11, 15), (17, 23)],
        "lists_and_items": (3, 16),
    },
    # No table and no list: nothing tells.
    "24": {"generation": "unknown"},
    "25": {"generation": "unknown"},
    # No dialect is BeautifulSoup's. A paragraph in pieces is taken for more of an item in pieces
    # that has no full stop, and for more of a title whose last word is short.
    "33": {
        "generation": "unknown",
        "headings": [1, 14, 23, 44, 57],
        "lists": [(27, 35), (40, 43)],
    },
    # Nor is one a wiki's. References are a list in marked text only.
    "34": {"generation": "unknown", "lists": [(5, 12)], "lists_and_items": (1, 8)},
}


def test_the_readme_has_a_row_for_every_seed_and_no_other() -> None:
    assert sorted(STATED) == sorted(SEEDS)
    assert len(SEEDS) >= 14


@pytest.mark.parametrize("number", SEEDS)
def test_a_seed_is_read_as_the_readme_says(number: str) -> None:
    assert found(SEEDS[number]) == attrs.evolve(STATED[number], **SHORT.get(number, {}))


@pytest.mark.parametrize("number", SEEDS)
def test_what_the_readme_says_of_another_seed_is_not_what_is_read(number: str) -> None:
    assert all(found(SEEDS[number]) != STATED[other] for other in STATED if other != number)


# ------------------------------------------------------------------ what is written and read again

WRITTEN_AS_READ = ["01", "02", "04", "05", "11", "23", "25"]
"""Seeds whose text has nothing that is read otherwise: padding, icons, labels, lost rows, verses
that go on in the next line."""


@pytest.mark.parametrize("number", WRITTEN_AS_READ)
def test_a_seed_is_written_character_for_character(number: str) -> None:
    document = parse(SEEDS[number])
    source = SEEDS[number].replace("\r\n", "\n").removesuffix("\n") + "\n"
    assert document.dialect is not None
    named = document.dialect.name
    assert render(document, "text", dialect="1.12" if named == "unknown" else named) == source


@pytest.fixture(params=SEEDS)
def document(request: pytest.FixtureRequest) -> Document:
    return parse(SEEDS[request.param])


def test_the_spans_of_a_seed_are_sound(document: Document) -> None:
    docparse.validate(document)
    assert document.span == (0, len(document.source or ""))


CHANGED_BY_TEXT = ["03", "07", "12", "15", "24", "26", "29", "31", "32"]
"""A line break is written as a space in a cell, and ends a paragraph; a link's title has no place
in formatted text, nor has a space at the edge of emphasis. What wrapped text shows by its layout is
found out again, and so is how deep a title is, and whether a line that may be one is the title."""


@pytest.mark.parametrize("number", SEEDS)
def test_a_seed_written_as_text_is_read_as_the_same_tree(number: str) -> None:
    document = parse(SEEDS[number])
    assert document.dialect is not None
    again = parse(render(document, "text", formatting=document.dialect.formatted))
    assert (again == document) is (number not in CHANGED_BY_TEXT)


def test_a_seed_written_as_html_is_read_as_the_same_tree(document: Document) -> None:
    assert docparse.from_html(render(document, "html")) == document
    assert render(document, "html", document=True).startswith("<!DOCTYPE html>")


def test_a_seed_written_as_json_is_read_as_the_same_tree(document: Document) -> None:
    written = render(document, "json")
    again = docparse.from_json(written)
    assert again == document
    assert render(again, "json") == written


def test_a_seed_written_as_markdown_is_written_the_same_again(document: Document) -> None:
    written = render(document, "markdown")
    assert render(docparse.from_markdown(written), "markdown") == written


def test_the_tables_of_a_seed_are_written_as_csv(document: Document) -> None:
    for table in find_all(document, Table):
        rows = list(csv.reader(io.StringIO(render(table, "csv"), newline="")))
        width = max(len(row.cells) for row in table.rows)
        assert rows == [
            [*map(docparse.plain_text, row.cells), *[""] * (width - len(row.cells))]
            for row in table.rows
        ]


def test_the_questions_of_a_seed_are_written_as_json_ld(document: Document) -> None:
    graph = json.loads(render(document, "jsonld"))["@graph"]
    asked = [entry["mainEntity"] for entry in graph if entry["@type"] == "FAQPage"]
    questions = [docparse.plain_text(item.question) for item in find_all(document, FaqItem)]
    assert [question["name"] for page in asked for question in page] == questions
