"""``find_all``: what it finds, what it refuses, and which cells it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from docparse import (
    ArgumentError,
    Document,
    Emphasis,
    Heading,
    KeyPoints,
    List,
    ListItem,
    Node,
    OptionError,
    Paragraph,
    Quote,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    chunks,
    find_all,
    plain_text,
    tokenize,
    walk,
    walk_with_ancestors,
)
from docparse.nodes import NODE_CLASSES
from tests.strategies import documents
from tests.visitor.examples import DOCUMENT, CountedRows


def test_find_all_takes_several_classes() -> None:
    found = find_all(DOCUMENT, (Quote, Table, Heading))
    assert [type(node) for node in found] == [Heading, Table, Heading, Quote]
    either = find_all(DOCUMENT, (Heading, Quote), lambda node: plain_text(node) == "Storm.")
    assert [type(node) for node in either] == [Quote]
    assert list(find_all(DOCUMENT, ())) == []


@given(documents())
def test_several_classes_are_found_as_each_is(document: Document) -> None:
    classes: tuple[type[Node], ...] = (Text, Table, ListItem)
    assert list(find_all(document, classes)) == [
        node for node in walk(document) if isinstance(node, classes)
    ]


WRONG_CALLS: dict[str, Callable[[], object]] = {
    "walk": lambda: walk("a"),  # type: ignore[arg-type]
    "walk_with_ancestors": lambda: walk_with_ancestors(None),  # type: ignore[arg-type]
    "find_all in no node": lambda: find_all("a", Table),  # type: ignore[call-overload]
    "find_all of no class": lambda: find_all(DOCUMENT, "Table"),  # type: ignore[call-overload]
    "find_all of str": lambda: find_all(DOCUMENT, (Table, str)),  # type: ignore[type-var]
    "find_all if 5": lambda: find_all(DOCUMENT, Table, 5),  # type: ignore[call-overload]
    "tokenize": lambda: tokenize(b"a"),  # type: ignore[arg-type]
    "chunks of a str": lambda: chunks("a"),  # type: ignore[arg-type]
    "chunks of nothing": lambda: chunks(DOCUMENT, max_chars=0),
    "chunks otherwise": lambda: chunks(DOCUMENT, furniture="lose"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("call", WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_wrong_arguments_are_refused_at_the_call(call: Callable[[], object]) -> None:
    """And not where the first result is asked for, which may be far away."""
    with pytest.raises((ArgumentError, OptionError)):
        call()


def test_find_all_gives_the_nodes_of_a_class() -> None:
    assert [plain_text(node) for node in find_all(DOCUMENT, Heading)] == ["Fares", "Children"]
    assert [plain_text(node) for node in find_all(DOCUMENT, Strong)] == ["3"]
    assert list(find_all(DOCUMENT, Document)) == [DOCUMENT]
    assert list(find_all(DOCUMENT, Emphasis)) == []


def test_find_all_with_a_predicate() -> None:
    second = find_all(DOCUMENT, Heading, lambda heading: heading.level == 3)
    assert [plain_text(node) for node in second] == ["Children"]


def test_an_articles_tables_are_also_those_behind_contents_and_key_points() -> None:
    contents = Table.from_rows([["Article Subheadings"], ["Fares"]], header_rows=1)
    points = Table.from_rows([["No.", "Key Points"], ["1", "a"]], header_rows=1)
    plain = Table.from_rows([["a", "b"]])
    document = Document([TableOfContents(contents), plain, KeyPoints(points)])
    assert list(find_all(document, Table)) == [contents, plain, points]


@given(documents())
def test_find_all_is_walk_filtered(document: Document) -> None:
    for cls in (*NODE_CLASSES.values(), Node):
        assert list(find_all(document, cls)) == [n for n in walk(document) if isinstance(n, cls)]


@pytest.mark.parametrize("not_a_class", ["Table", DOCUMENT, str, None])
def test_find_all_looks_for_node_classes_only(not_a_class: Any) -> None:
    with pytest.raises(ArgumentError, match="a node class such as Table"):
        list(find_all(DOCUMENT, not_a_class))


@pytest.mark.parametrize("cls", [Table, TableRow, Heading, Paragraph, List, ListItem, Document])
def test_find_all_reads_no_cell_of_a_row_that_cannot_hold_what_is_sought(cls: type[Node]) -> None:
    counted = CountedRows()
    list(find_all(counted.document, cls))
    assert counted.read == 0


@pytest.mark.parametrize("cls", [TableCell, Text, Strong, Node])
def test_control_find_all_reads_cells_where_it_has_to(cls: type[Node]) -> None:
    counted = CountedRows()
    list(find_all(counted.document, cls))
    assert counted.read == 5
