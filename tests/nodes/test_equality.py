"""Which nodes are equal, and that copies and pickles are."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given

import docparse
from docparse import (
    CodeBlock,
    CodeSpan,
    Dialect,
    Document,
    Emphasis,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    Link,
    List,
    Node,
    Paragraph,
    Span,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    TocEntry,
    plain_text,
    walk,
)
from docparse.nodes import MAX_DEPTH
from tests.nodes.examples import ONE_OF_EACH, each_class
from tests.spelling import spelled
from tests.strategies import documents, nested


@each_class
def test_equal_to_itself_elsewhere_and_to_nothing_else(node: Node) -> None:
    moved = attrs.evolve(node, span=Span(4, 9))
    assert moved == node
    assert hash(moved) == hash(node)
    others: list[object] = [*ONE_OF_EACH, "a", ("a",), None]
    assert [other for other in others if other == node] == [node]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Heading(2, "a", 0.5, "words"), Heading(2, "a", 1.0, "mark")),
        (Document("a", source="a"), Document("a", source="b")),
        (Document("a", dialect=Dialect("trafilatura-1.6")), Document("a")),
        (
            Document("a", diagnostics=[docparse.Diagnostic("rows-lost", Span(0, 1), "…")]),
            Document("a"),
        ),
        (Paragraph(Text("a", span=Span(0, 1))), Paragraph("a")),
        (docparse.parse("Fares rise in May, they say."), Document("Fares rise in May, they say.")),
    ],
)
def test_where_a_tree_came_from_does_not_count(one: Node, other: Node) -> None:
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Heading(2, "a"), Heading(3, "a")),
        (Heading(2, "a"), Heading(2, "b")),
        (Paragraph("a"), Paragraph(Strong("a"))),
        (Paragraph("a"), Paragraph(CodeSpan("a"))),
        (Paragraph("a"), Heading(2, "a")),
        (Paragraph("a"), TableCell("a")),
        (Emphasis("a"), Strong("a")),
        (Link("a", "u"), Link("a", "v")),
        (Link("a", "u"), Link("a", "u", title="")),
        (Image("u"), Image("u", alt="a")),
        (CodeBlock("a"), CodeBlock("a", language="")),
        (List(["a"]), List(["a"], ordered=True)),
        (List(["a"], ordered=True), List(["a"], ordered=True, start=2)),
        (Table([["a"]]), Table([["a"]], header_rows=1)),
        (Table([["a", "b"]]), Table([["a"], ["b"]])),
        (TableRow(["a"]), TableRow(["a", ""])),
        (FaqItem("a?", "b"), FaqItem("a?")),
        (KeyPoints(List(["a"])), TableOfContents(List(["a"]))),
        (TableOfContents(List(["a"])), TableOfContents(List(["a"]), [TocEntry("a", "A")])),
        (Document("a"), Document(["a", "a"])),
    ],
)
def test_what_the_reader_sees_counts(one: Node, other: Node) -> None:
    assert one != other


@each_class
def test_pickle_deepcopy_and_the_spelling_give_the_same_node(node: Node) -> None:
    node = attrs.evolve(node, span=Span(1, 2))
    for again in (
        pickle.loads(pickle.dumps(node)),
        copy.deepcopy(node),
        copy.copy(node),
        eval(spelled(node), vars(docparse)),
    ):
        assert again == node
        assert again.span == node.span
        assert plain_text(again) == plain_text(node)


def test_a_parsed_document_is_pickled_as_its_text() -> None:
    text = "| a | b | \n|---|---|\n" + "| 1 | 2 | \n" * 500
    document = docparse.parse(text, dialect="2.2")
    pickled = pickle.dumps(document)
    assert len(pickled) < len(text) + 500
    again = pickle.loads(pickled)
    assert again == document
    assert [node.span for node in walk(again)] == [node.span for node in walk(document)]
    assert (again.source, again.dialect) == (document.source, document.dialect)


def test_a_changed_document_is_pickled_as_it_is_now() -> None:
    document = docparse.parse("Fares rise.\nNobody is glad.")
    changed = attrs.evolve(document, children=document.children[:1])
    assert pickle.loads(pickle.dumps(changed)) == changed != document


def test_nothing_overflows_at_the_depth_that_parse_reads() -> None:
    deep = nested(2 * MAX_DEPTH)
    assert pickle.loads(pickle.dumps(deep)) == deep
    assert copy.deepcopy(deep) == deep
    assert hash(deep) == hash(nested(2 * MAX_DEPTH))
    assert eval(spelled(deep), vars(docparse)) == deep


@given(documents(clean=False))
def test_every_tree_survives_pickle_and_deepcopy(document: Document) -> None:
    for again in (pickle.loads(pickle.dumps(document)), copy.deepcopy(document)):
        assert again == document
        assert hash(again) == hash(document)


def test_control_a_node_that_loses_a_field_does_not_survive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forgetful(self: List) -> tuple[Any, ...]:
        return List, (self.items,)

    monkeypatch.setattr(List, "__reduce__", forgetful)
    node = List(["a"], ordered=True)
    assert pickle.loads(pickle.dumps(node)) != node
