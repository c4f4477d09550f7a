"""The ``repr`` of a node is a short line that says what it is."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

import docparse
from docparse import (
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    walk,
)
from docparse.nodes import OWN_CLASSES, CellReader
from tests.strategies import documents

FARES = Table.from_rows([["Zone", "Fare"], ["A", Strong("3")]], header_rows=1)

LINES: list[tuple[Node, str]] = [
    (
        Document(["Lead.", Section(Heading(2, "Fares"), [FARES])]),
        "1 section, 1 table, 25 characters",
    ),
    (Document(), "empty"),
    (Document(["a" * 1_250]), "1,250 characters"),
    (Section(Heading(2, "Fares"), [FARES]), "2 'Fares', 1 block"),
    (Heading(3, ["Fares ", Strong("now")]), "3 'Fares now'"),
    (Paragraph("Fares rise."), "'Fares rise.'"),
    (Paragraph(""), ""),
    (Paragraph("By Ada", role="byline"), "'By Ada' role=byline"),
    (FARES, "2 rows: 'Zone' | 'Fare'"),
    (Table.from_rows([["a", "b", "c", "d", "e"]]), "1 row: 'a' | 'b' | 'c' | 'd' | …"),
    (Table([], role="furniture"), "0 rows role=furniture"),
    (FARES.rows[1], "'A' | '3'"),
    (TableRow(["a" * 30]), f"'{'a' * 19}…'"),
    (TableCell(["a", Strong("b")]), "'ab'"),
    (List(["bread", "rye"]), "2 items"),
    (List(["bread"], ordered=True, start=3), "1 item, ordered from 3"),
    (ListItem(["bread", List(["rye"])]), "'bread\\nrye'"),
    (Quote(["He said", "no."]), "'He said\\nno.'"),
    (CodeBlock("a = 1\nb = 2", "python"), "'a = 1\\nb = 2'"),
    (ThematicBreak(), ""),
    (TableOfContents(List(["1) Fares"])), "1 entry"),
    (KeyPoints(List(["Fares rise.", "Boats sail."])), "2 points"),
    (Faq([FaqItem("Why?", "Wind.")]), "1 question"),
    (FaqItem("Why?", "Wind."), "'Why?'"),
    (Text("Fares"), "'Fares'"),
    (Strong("Fares"), "'Fares'"),
    (docparse.Emphasis("Fares"), "'Fares'"),
    (Link("here", "https://example.org/"), "'here' to 'https://example.org/'"),
    (Image("a.png", "A boat"), "'A boat' at 'a.png'"),
    (CodeSpan("x"), "'x'"),
    (LineBreak(), ""),
]


@pytest.mark.parametrize(("node", "says"), LINES, ids=lambda value: str(value)[:30])
def test_a_node_is_a_line(node: Node, says: str) -> None:
    assert repr(node) == f"<{type(node).__name__} {says}>".replace(" >", ">")


def test_every_class_is_shown_above() -> None:
    assert {type(node) for node, _ in LINES} == set(OWN_CLASSES)


def is_a_short_line(line: str) -> bool:
    return len(line) <= 180 and line.isprintable()


@given(documents(clean=False))
def test_any_node_is_a_short_line_that_controls_no_terminal(document: Document) -> None:
    for node in walk(document):
        assert is_a_short_line(repr(node))


def test_control_what_is_no_short_line_is_noticed() -> None:
    assert not is_a_short_line("<Text 'a\x1b[31m'>")
    assert not is_a_short_line("a" * 200)
    assert repr(Text("a\x1b[31m\u202eb\ud800")) == r"<Text 'a\x1b[31m\u202eb\ud800'>"
    assert repr(Text("a" * 61)) == f"<Text '{'a' * 59}…'>"


def test_what_is_escaped_counts_as_long_as_it_is_shown() -> None:
    escaped = r"\U0003134b"
    assert repr(Text("\U0003134b" * 9)) == f"<Text '{escaped * 5}…'>"
    (row,) = Table.from_rows([["\U0003134b" * 3, "b"]]).rows
    assert repr(row) == r"<TableRow '\U0003134b…' | 'b'>"


def test_to_look_at_a_table_builds_no_cells() -> None:
    document = docparse.parse("Fares rise.\n| a | b | \n|---|---|\n| 1 | 2 | \n")
    (table,) = document.tables
    assert repr(table) == "<Table 2 rows: 'a' | 'b'>"
    assert all(isinstance(row._cells, CellReader) for row in table.rows)
    assert repr(document) == "<Document 1 table, 19 characters>"


def test_a_class_of_ones_own_is_a_line_too_unless_it_says_otherwise() -> None:
    @attrs.frozen
    class Aside(Block):
        children: tuple[Block, ...]

    @attrs.frozen
    class Loud(Aside):
        def __repr__(self) -> str:
            return "LOUD"

    assert repr(Aside((Paragraph("It rains."),))) == "<Aside 'It rains.'>"
    assert repr(Loud(())) == "LOUD"


def test_the_line_of_a_deep_tree_needs_no_deep_stack() -> None:
    deep: Block = Paragraph("bottom")
    for _ in range(5_000):
        deep = Quote([deep])
    assert repr(deep) == "<Quote 'bottom'>"
    assert repr(Document([deep])) == "<Document 6 characters>"
