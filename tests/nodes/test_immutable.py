"""Nodes never change, however they were made."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import attrs
import pytest

import docparse
from docparse import NO_SPAN, Image, Node, Paragraph, Span, Table, TableCell, plain_text
from docparse.nodes import unchecked
from tests.nodes.examples import each_class
from tests.spelling import spelled


@each_class
def test_no_field_can_be_assigned(node: Node) -> None:
    for name in (*(field.alias for field in attrs.fields(type(node))), "a_new_attribute"):
        with pytest.raises(AttributeError):
            setattr(node, name, None)


@each_class
def test_the_children_are_a_tuple_of_the_same_nodes_each_time(node: Node) -> None:
    assert isinstance(node.children, tuple)
    assert all(a is b for a, b in zip(node.children, node.children, strict=True))


@each_class
def test_the_span_is_a_keyword_and_unknown_unless_said(node: Node) -> None:
    assert node.span == NO_SPAN
    assert attrs.evolve(node, span=Span(1, 2)).span == Span(1, 2)
    assert attrs.fields_dict(type(node))["span"].kw_only


def test_a_parsed_paragraph_knows_its_place_copied_or_changed() -> None:
    text = "The ferry is slow.\n  The bridge is new. \n"
    document = docparse.parse(text)
    for paragraph in document.children:
        assert text[paragraph.span.start : paragraph.span.end] == plain_text(paragraph)
    first, second = document.children
    assert first.children[0].span == first.span
    assert isinstance(second, Paragraph)
    assert attrs.evolve(second, children="so").span == second.span
    for copied in (copy.copy(first), copy.deepcopy(first), pickle.loads(pickle.dumps(first))):
        assert copied == first
        assert copied.span == first.span
    with pytest.raises(AttributeError, match="'Paragraph' object has no attribute 'spam'"):
        getattr(first, "spa" + "m")


# ----------------------------------------------------------------------- nodes made without checks


Make = Callable[[type[Node]], Callable[..., Node]]


def check_made(unchecked: Make, node: Node) -> None:
    """What is made of the values of ``node`` without checks is what the constructor made."""
    names = sorted((field.name for field in attrs.fields(type(node))), key="span".__eq__)
    made = unchecked(type(node))(*(getattr(node, name) for name in names))
    assert type(made) is type(node)
    assert made == node
    assert made.children == node.children
    assert spelled(made) == spelled(node)
    with pytest.raises(AttributeError):
        setattr(made, names[0], None)


@each_class
def test_a_node_made_without_checks_is_what_the_constructor_makes(node: Node) -> None:
    check_made(unchecked, attrs.evolve(node, span=Span(2, 7)))


def test_control_a_maker_that_mixes_up_the_fields_is_noticed() -> None:
    def turned(cls: type[Node]) -> Callable[..., Node]:
        make = unchecked(cls)
        return lambda first, *others: make(others[0], first, *others[1:])

    with pytest.raises(AssertionError):
        check_made(turned, Image("u", alt="a"))


# ------------------------------------------------------------------------ cells that are made late


def test_the_cells_of_a_parsed_row_are_the_same_whenever_they_are_asked_for() -> None:
    (table,) = docparse.parse("a | b |\n---|---|\n1 | 2 |").children
    assert isinstance(table, Table)
    row = table.rows[1]
    assert all(a is b for a, b in zip(row.cells, row.cells, strict=True))
    assert row.cells == (TableCell("1"), TableCell("2"))
    assert [cell.span for cell in row.cells] == [Span(17, 18), Span(21, 22)]


def test_a_parsed_paragraph_is_what_its_constructor_makes() -> None:
    (parsed,) = docparse.parse("Fares rise in May, they say.").children
    built = Paragraph("Fares rise in May, they say.")
    assert plain_text(parsed) == plain_text(built)
    assert parsed == built
    assert hash(parsed) == hash(built)
    assert parsed.children == built.children
    assert parsed.children[0].span == Span(0, 28)
