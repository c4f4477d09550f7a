"""Every tree comes back as it was."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import (
    Document,
    Heading,
    List,
    Node,
    Paragraph,
    Span,
    Text,
    find_all,
    from_json,
    parse,
    walk,
)
from docparse.nodes import MAX_DEPTH
from tests.json.files import comes_back, root, write
from tests.strategies import documents, nested, soup, texts


@given(documents(clean=False, refused_links=True))
def test_trees_built_by_hand_come_back(document: Document) -> None:
    comes_back(document, write, from_json)


@given(st.one_of(soup(), texts()), st.sampled_from([True, False, None]))
def test_parsed_trees_come_back(text: str, inline: bool | None) -> None:
    comes_back(parse(text, inline=inline), write, from_json)


@given(documents(clean=False))
def test_every_node_can_be_the_root(document: Document) -> None:
    for node in walk(document):
        assert from_json(write(node)) == node


def test_seeds_come_back(seed: str) -> None:
    comes_back(parse(seed), write, from_json)


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: from_json(text.replace('"start":3', '"start":4')),
        lambda text: from_json(text.replace(',"span":[0,4]', "")),
        lambda text: from_json(text.replace('"confidence":0.5', '"confidence":0.75')),
        lambda text: from_json(text.replace("\\ud800", "\ufffd")),
        lambda text: next(find_all(from_json(text), List)),
    ],
)
def test_control_what_does_not_come_back_is_noticed(broken: Callable[[str], Node]) -> None:
    blocks = [List(["\ud800"], True, 3), Heading(2, "a", 0.5)]
    document = Document(blocks, span=Span(0, 4))
    comes_back(document, write, from_json)
    with pytest.raises((AssertionError, ValueError)):
        comes_back(document, write, broken)


@given(soup())
def test_text_nodes_that_were_asked_for_change_nothing(text: str) -> None:
    document = parse(text)
    before = write(document)
    assert sum(1 for _ in walk(document)) > 0
    assert write(document) == before


def test_trees_as_deep_as_parse_makes_them() -> None:
    document = nested(2 * MAX_DEPTH)
    assert from_json(write(document)) == document


def test_an_indirect_text_keeps_its_place() -> None:
    text = Text("a", span=Span(1, 2))
    document = Document([Paragraph([text], span=Span(0, 3))])
    assert root(document)["children"][0]["children"] == [root(text)]
    comes_back(document, write, from_json)


def test_blocks_that_changed_places_keep_their_spans() -> None:
    document = parse("One.\n\nTwo.\n")
    turned = attrs.evolve(document, children=document.children[::-1])
    comes_back(turned, write, from_json)
