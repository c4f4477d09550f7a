"""``validate``: what it refuses, and the path that it names."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given

from docparse import (
    ArgumentError,
    Diagnostic,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Link,
    List,
    Node,
    Paragraph,
    Quote,
    Section,
    Span,
    Table,
    TableOfContents,
    Text,
    TocEntry,
    ValidationError,
    parse,
    validate,
)
from tests.strategies import documents


def section(level: int, *blocks: Any) -> Section:
    return Section(Heading(level, "Ferry"), blocks)


def forced(node: Node, **fields: object) -> Any:
    """Return ``node`` with ``fields`` that its constructor would not have taken."""
    for name, value in fields.items():
        object.__setattr__(node, name, value)
    return node


WRONG: list[tuple[Node, str]] = [
    (
        Document([Table.from_rows([["a"]], header_rows=2)]),
        "Document.children[0]: it has 1 rows, which is less than header_rows=2",
    ),
    (
        Document([section(3, section(3))]),
        "Document.children[0].blocks[0]: a section of level 3 cannot stand in one of level 3",
    ),
    (
        section(3, section(2)),
        "Section.blocks[0]: a section of level 2 cannot stand in one of level 3",
    ),
    (
        Paragraph(["see ", Link([Emphasis(Link("here", "/b"))], "/a")]),
        "Paragraph.children[1].children[0].children[0]: a link cannot stand in a link",
    ),
    (
        Quote([forced(Quote([]), children=(Document(),))]),
        "Quote.children[0].children[0]: a Document cannot stand where a Block is meant",
    ),
    (
        Document([Heading(2, "Ferry", 0.0)]),
        "Document.children[0]: its confidence is 0.0, not above 0 and at most 1",
    ),
    (
        Document([section(2), Section(Heading(2, "Pier", 1.5))]),
        "Document.children[1].heading: its confidence is 1.5, not above 0 and at most 1",
    ),
    (
        forced(TableOfContents(List(["Ferry"])), entries=(TocEntry("Ferry"), "Pier")),
        "TableOfContents: its entries are TocEntry values, not str",
    ),
    (
        forced(Text("x"), span=(0, 1)),
        "Text: its span is (0, 1), not a Span with 0 <= start <= end",
    ),
    (
        Faq([FaqItem("When?", [Paragraph("x", span=Span(5, 3))])]),
        "Faq.items[0].answer[0]: "
        "its span is Span(start=5, end=3), not a Span with 0 <= start <= end",
    ),
    (
        Text("x", span=Span(-2, 3)),
        "Text: its span is Span(start=-2, end=3), not a Span with 0 <= start <= end",
    ),
    (
        Document([Paragraph("x", span=Span(2, 9))], span=Span(0, 8)),
        "Document.children[0]: its span (2, 9) is out of order or outside its parent's (0, 8)",
    ),
    (
        Document([Paragraph("x", span=Span(0, 9))], span=Span(1, 9)),
        "Document.children[0]: its span (0, 9) is out of order or outside its parent's (1, 9)",
    ),
    (
        Document([Quote([Paragraph("x", span=Span(7, 9))])], span=Span(0, 8)),
        "Document.children[0].children[0]: "
        "its span (7, 9) is out of order or outside its parent's (0, 8)",
    ),
    (
        Document([], span=Span(0, 3), source="ab"),
        "Document: its span (0, 3) ends behind its source, 2 characters",
    ),
    (
        Document([], span=Span(0, 3), diagnostics=[Diagnostic("odd", Span(3, 4), "It is odd.")]),
        "Document: the span (3, 4) of a diagnostic is outside its own (0, 3)",
    ),
    (
        List(
            [
                attrs.evolve(item, span=Span(start, start + 3))
                for item, start in zip(List(["a", "b"]).items, (4, 2), strict=True)
            ],
            span=Span(0, 9),
        ),
        "List.items[1]: its span (2, 5) is out of order or outside its parent's (0, 9)",
    ),
]


@pytest.mark.parametrize(("node", "message"), WRONG, ids=lambda value: str(value)[-40:])
def test_what_is_wrong_is_named_with_its_path(node: Node, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate(node)
    assert str(caught.value) == message


def test_an_overlap_of_two_neighbours_is_out_of_order() -> None:
    children = [Paragraph("ab", span=Span(0, 2)), Paragraph("bc", span=Span(1, 3))]
    with pytest.raises(ValidationError, match=r"children\[1\]: its span \(1, 3\) is out of order"):
        validate(Document(children, span=Span(0, 3)))


RIGHT: list[Node] = [
    Document(),
    Table.from_rows([["a"]], header_rows=1),
    Table([]),
    List([]),
    section(2, section(3, section(6)), section(4)),
    Document([section(3), section(2), Heading(1, "Ferry", 0.01)]),
    Document([Quote([section(3)])]),
    Paragraph([Link("a", "/a"), Link("b", "/b"), Emphasis(Link("c", "/c"))]),
    Document([Paragraph("x"), Paragraph("y", span=Span(3, 4))], span=Span(0, 4)),
    Document([Paragraph("x", span=Span(7, 8))]),
    Text("", span=Span(0, 0)),
]


@pytest.mark.parametrize("node", RIGHT, ids=repr)
def test_odd_trees_may_still_be_right(node: Node) -> None:
    validate(node)


@given(documents(clean=False, refused_links=True))
def test_every_tree_of_the_strategies_is_right(document: Document) -> None:
    validate(document)


def test_a_tree_deeper_than_the_stack_is_looked_through() -> None:
    node: Any = Table.from_rows([], header_rows=1)
    for _ in range(5000):
        node = Quote([node])
    with pytest.raises(ValidationError, match=r"children\[0\]: it has 0 rows"):
        validate(node)


def test_cells_of_a_parsed_table_are_looked_at() -> None:
    document = parse("May | 3 |\nJune | 5 |\n")
    validate(document)
    (table,) = document.children
    assert isinstance(table, Table)
    forced(table.rows[1].cells[1], span=Span(0, 1))
    with pytest.raises(ValidationError, match=r"rows\[1\]\.cells\[1\]: its span \(0, 1\)"):
        validate(document)


@pytest.mark.parametrize("wrong", [None, "text", Document, [Document()]])
def test_only_a_node_is_validated(wrong: Any) -> None:
    with pytest.raises(ArgumentError, match="validate takes a node, not"):
        validate(wrong)
