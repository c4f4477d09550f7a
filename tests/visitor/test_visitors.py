"""NodeVisitor: hooks on the way in and out."""

from __future__ import annotations

from typing import Any

import pytest

from docparse import (
    SKIP,
    Document,
    Heading,
    NodeTransformer,
    NodeVisitor,
    Paragraph,
    Section,
    Table,
    TableCell,
    Text,
    VisitorError,
    plain_text,
)
from tests.visitor.examples import DOCUMENT, CountedRows


class Log(NodeVisitor):
    def __init__(self) -> None:
        # Without super().__init__(): none is needed.
        self.calls: list[str] = []

    def visit_Section(self, node: Section) -> None:
        self.calls.append(f"> {plain_text(node.heading)}")

    def leave_Section(self, node: Section) -> None:
        self.calls.append(f"< {plain_text(node.heading)}")

    def visit_Heading(self, node: Heading) -> None:
        self.calls.append(f"# {plain_text(node)}")

    def visit_Table(self, node: Table) -> None:
        self.calls.append("table")


def test_a_class_of_the_users_own_is_visited_and_changed_as_the_one_it_is_made_from() -> None:
    class Aside(Paragraph):
        __slots__ = ()

    class Wide(Table):
        __slots__ = ()

    class Upper(NodeTransformer):
        def leave_Paragraph(self, node: Paragraph) -> Paragraph:
            return Paragraph(plain_text(node).upper())

        def leave_TableCell(self, node: TableCell) -> TableCell:
            return TableCell(plain_text(node).upper())

    document = Document([Aside("a"), Wide(Table.from_rows([["b"]]).rows)])
    assert plain_text(Upper().transform(document)) == "A\nB"


def test_hooks_are_called_on_the_way_in_and_out() -> None:
    log = Log()
    log.visit(DOCUMENT)
    assert log.calls == [
        *("> Fares", "# Fares", "table"),
        *("> Children", "# Children", "< Children"),
        "< Fares",
    ]


def test_skip_leaves_out_what_is_inside_but_still_leaves() -> None:
    class Shallow(Log):
        def visit_Section(self, node: Section) -> Any:
            super().visit_Section(node)
            return SKIP

    log = Shallow()
    log.visit(DOCUMENT)
    assert log.calls == ["> Fares", "< Fares"]


def test_a_visitor_without_a_hook_for_text_reads_no_cells() -> None:
    counted = CountedRows()
    Log().visit(counted.document)
    assert counted.read == 0


def test_a_visitor_with_a_hook_for_text_reads_the_cells() -> None:
    class Texts(NodeVisitor):
        def visit_Text(self, node: Text) -> None:
            seen.append(node.text)

    seen: list[str] = []
    Texts().visit(CountedRows().document)
    assert seen == ["Lead.", "0", "1", "2", "3", "4"]


@pytest.mark.parametrize("base", [NodeVisitor, NodeTransformer])
@pytest.mark.parametrize(
    "hook", ["visit_Tabel", "leave_table", "visit_", "leave_Node", "visit_str"]
)
def test_a_misspelt_hook_raises_where_the_class_is_defined(base: type, hook: str) -> None:
    with pytest.raises(TypeError, match=rf"Misspelt\.{hook} names no node class; there are CodeB"):
        type("Misspelt", (base,), {hook: lambda self, node: node})


def test_names_that_only_look_like_hooks_are_fine() -> None:
    class Named(NodeVisitor):
        visitors = leaves = 0

        def revisit_Everything(self) -> None: ...

    Named().visit(DOCUMENT)


@pytest.mark.parametrize(
    ("hook", "hint"),
    [("visit_Tabel", "did you mean 'Table'?"), ("visit_Recipe", "register_node makes the name of")],
)
def test_what_was_meant_by_a_hook_is_said(hook: str, hint: str) -> None:
    with pytest.raises(VisitorError) as raised:
        type("Misspelt", (NodeVisitor,), {hook: lambda self, node: None})
    assert hint in str(raised.value)
