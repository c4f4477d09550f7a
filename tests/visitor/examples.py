"""What visitors are tried on, and transformers that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from docparse import (
    Document,
    Faq,
    FaqItem,
    Heading,
    List,
    ListItem,
    Node,
    NodeTransformer,
    Quote,
    Section,
    Span,
    Strong,
    Table,
    TableCell,
    Text,
)
from docparse.nodes import CellReader, make_row

DOCUMENT = Document(
    [
        "Lead.",
        Section(
            Heading(2, "Fares"),
            [
                Table.from_rows([["Zone", "Fare"], ["A", Strong("3")]], header_rows=1),
                Section(Heading(3, "Children"), [List(["Free", ListItem([List(["to six"])])])]),
            ],
        ),
        Faq([FaqItem("Why?", ["Wind.", Quote("Storm.")]), FaqItem("When?", "Now.")]),
    ]
)


def names(nodes: Iterator[Node]) -> list[str]:
    return [type(node).__name__ for node in nodes]


class CountedRows:
    """A table of parsed rows that knows how many of them have been read."""

    def __init__(self) -> None:
        self.read = 0
        rows = [
            make_row(CellReader(self.cells, lambda span: None), Span(at, at + 1)) for at in range(5)
        ]
        self.document = Document(["Lead.", Table(rows)])

    def cells(self, span: Span) -> tuple[TableCell, ...]:
        self.read += 1
        return (TableCell(str(span.start)),)


class Nothing(NodeTransformer):
    """Goes everywhere and changes nothing."""

    def leave_Text(self, node: Text) -> Any:
        return node

    def leave_Table(self, node: Table) -> Any:
        return node


class Again(NodeTransformer):
    """Changes nothing, but returns equal nodes that are not the same."""

    def leave_Text(self, node: Text) -> Any:
        return attrs.evolve(node)


def check_no_op(transformer: NodeTransformer, node: Node) -> None:
    assert transformer.transform(node) is node
