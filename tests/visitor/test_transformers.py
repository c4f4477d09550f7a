"""NodeTransformer: what a hook returns, and what it makes of the tree."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given

from docparse import (
    REMOVE,
    SKIP,
    Document,
    Faq,
    FaqItem,
    Heading,
    Node,
    NodeTransformer,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    Text,
    ThematicBreak,
    VisitorError,
    find_all,
    parse,
    plain_text,
    walk,
)
from tests.strategies import documents
from tests.visitor.examples import DOCUMENT, Again, CountedRows, Nothing, check_no_op, names


def test_a_transformer_returns_a_new_tree_and_leaves_the_old_one() -> None:
    class Louder(NodeTransformer):
        def leave_Text(self, node: Text) -> Node:
            return attrs.evolve(node, text=node.text.upper())

    louder = Louder().transform(DOCUMENT)
    assert plain_text(louder) == plain_text(DOCUMENT).upper()
    assert plain_text(DOCUMENT).startswith("Lead.")


def test_a_hook_sees_the_children_already_transformed() -> None:
    class Levels(NodeTransformer):
        def leave_Heading(self, node: Heading) -> Node:
            return attrs.evolve(node, level=node.level + 1)

        def leave_Section(self, node: Section) -> Node:
            seen.append(node.heading.level)
            return node

    seen: list[int] = []
    Levels().transform(DOCUMENT)
    assert seen == [4, 3]


def test_remove_takes_a_node_out_and_a_tuple_puts_several_in() -> None:
    class Edit(NodeTransformer):
        def leave_Quote(self, node: Quote) -> Any:
            return REMOVE

        def leave_Paragraph(self, node: Paragraph) -> Any:
            return (node, ThematicBreak()) if plain_text(node) == "Lead." else node

        def leave_Strong(self, node: Strong) -> Any:
            return node.children

        def leave_Table(self, node: Table) -> Any:
            return ()

    edited = Edit().transform(DOCUMENT)
    assert edited.children[:2] == (Paragraph("Lead."), ThematicBreak())
    assert not {"Quote", "Table", "Strong"} & set(names(walk(edited)))
    (faq,) = find_all(edited, Faq)
    assert faq.items[0] == FaqItem("Why?", ["Wind."])


def test_text_whose_mark_is_taken_off_joins_its_neighbours() -> None:
    class Plain(NodeTransformer):
        def leave_Strong(self, node: Strong) -> Any:
            return node.children

    assert Plain().transform(Paragraph(["a", Strong("b"), "c"])) == Paragraph("abc")


def test_skip_leaves_what_is_inside_as_it_is() -> None:
    class Careful(NodeTransformer):
        def visit_Table(self, node: Table) -> Any:
            return SKIP

        def leave_Text(self, node: Text) -> Any:
            return Text("x")

    changed = Careful().transform(DOCUMENT)
    assert list(find_all(changed, Table)) == list(find_all(DOCUMENT, Table))
    assert plain_text(changed.children[0]) == "x"


@pytest.mark.parametrize("answer", [None, "text", 5, (Text("a"), None), [Text("a")]])
def test_a_hook_that_forgets_to_return_a_node_is_named(answer: Any) -> None:
    class Forgetful(NodeTransformer):
        def leave_Text(self, node: Text) -> Any:
            return answer

    with pytest.raises(TypeError, match=r"Forgetful\.leave_Text must return a node, REMOVE or a"):
        Forgetful().transform(DOCUMENT)


@pytest.mark.parametrize("answer", [REMOVE, (), (Document(), Document())])
def test_the_root_is_replaced_by_one_node(answer: Any) -> None:
    class Rootless(NodeTransformer):
        def leave_Document(self, node: Document) -> Any:
            return answer

    with pytest.raises(VisitorError, match="the root of a tree can be replaced by one node"):
        Rootless().transform(DOCUMENT)


@given(documents(clean=False))
def test_a_tree_without_changes_comes_back_as_the_same_object(document: Document) -> None:
    check_no_op(Nothing(), document)
    check_no_op(NodeTransformer(), document)


def test_a_parsed_tree_without_changes_comes_back_as_the_same_object() -> None:
    document = parse("Fares\na | b |\n---|---|\n1 | 2 |\nQuestion: Why?\nWind.\n- x\n- y")
    check_no_op(Nothing(), document)


def test_control_a_transformer_that_makes_equal_nodes_is_noticed() -> None:
    with pytest.raises(AssertionError):
        check_no_op(Again(), DOCUMENT)


def test_what_stands_beside_a_change_is_the_same_object() -> None:
    class Edit(NodeTransformer):
        def leave_Quote(self, node: Quote) -> Any:
            return Quote("Gale.")

    edited = Edit().transform(DOCUMENT)
    assert edited is not DOCUMENT
    assert edited.children[1] is DOCUMENT.children[1]
    (before,), (after,) = find_all(DOCUMENT, Faq), find_all(edited, Faq)
    assert after.items[0] is not before.items[0]
    assert after.items[1] is before.items[1]


def test_a_transformer_without_a_hook_for_text_reads_no_cells() -> None:
    class Edit(NodeTransformer):
        def leave_Paragraph(self, node: Paragraph) -> Any:
            return REMOVE

    counted = CountedRows()
    edited = Edit().transform(counted.document)
    assert len(edited.children) == 1
    assert counted.read == 0
