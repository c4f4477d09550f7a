"""``walk`` and ``walk_with_ancestors``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given

from docparse import Document, KeyPoints, List, Node, Text, plain_text, walk, walk_with_ancestors
from tests.strategies import documents
from tests.visitor.examples import DOCUMENT, names


def test_walk_gives_each_node_once_in_document_order() -> None:
    section = DOCUMENT.children[1]
    assert names(walk(section)) == [
        *("Section", "Heading", "Text"),
        *("Table", "TableRow", "TableCell", "Text", "TableCell", "Text"),
        *("TableRow", "TableCell", "Text", "TableCell", "Strong", "Text"),
        *("Section", "Heading", "Text"),
        *("List", "ListItem", "Paragraph", "Text"),
        *("ListItem", "List", "ListItem", "Paragraph", "Text"),
    ]


def by_recursion(node: Node) -> list[Node]:
    return [node, *(inner for child in node.children for inner in by_recursion(child))]


Walk = Callable[[Node], Iterator[Node]]


def check_walk(walk_over: Walk, document: Document) -> None:
    walked = list(walk_over(document))
    expected = by_recursion(document)
    assert len(walked) == len(expected)
    assert all(one is other for one, other in zip(walked, expected, strict=True))


@given(documents(clean=False))
def test_walk_is_the_same_as_recursion(document: Document) -> None:
    check_walk(walk, document)


def backwards(node: Node) -> Iterator[Node]:
    yield node
    for child in reversed(node.children):
        yield from backwards(child)


def with_the_points(node: Node) -> Iterator[Node]:
    """A walk that takes the points of a KeyPoints for children."""
    yield node
    for child in (*node.children, *(node.points if isinstance(node, KeyPoints) else ())):
        yield from with_the_points(child)


@pytest.mark.parametrize("broken", [backwards, with_the_points])
def test_control_a_walk_in_another_order_or_twice_is_noticed(broken: Walk) -> None:
    with pytest.raises(AssertionError):
        check_walk(broken, Document([KeyPoints(List(["a", "b"]))]))


def test_ancestors_come_from_the_outside_in() -> None:
    found = {
        plain_text(node): names(iter(ancestors))
        for node, ancestors in walk_with_ancestors(DOCUMENT)
        if isinstance(node, Text)
    }
    assert found["Lead."] == ["Document", "Paragraph"]
    assert found["3"] == ["Document", "Section", "Table", "TableRow", "TableCell", "Strong"]
    assert found["Storm."] == ["Document", "Faq", "FaqItem", "Quote", "Paragraph"]


@given(documents())
def test_ancestors_are_a_path_down_to_the_node(document: Document) -> None:
    walked = list(walk_with_ancestors(document))
    assert [node for node, _ in walked] == list(walk(document))
    for node, ancestors in walked:
        path = (*ancestors, node)
        assert path[0] is document
        for outer, inner in pairwise(path):
            assert any(child is inner for child in outer.children)
