"""What becomes of a parent when what it cannot be without is taken out."""

from __future__ import annotations

from typing import Any

import pytest

from docparse import (
    REMOVE,
    ArgumentError,
    Document,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    List,
    ListItem,
    Node,
    NodeTransformer,
    Paragraph,
    Quote,
    Section,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    TocEntry,
    plain_text,
)
from tests.visitor.examples import DOCUMENT


def without(*classes: type[Node]) -> Any:
    """Return a transformer that removes the nodes of ``classes`` whose text is "x"."""

    def leave(self: NodeTransformer, node: Node) -> Any:
        return REMOVE if plain_text(node) == "x" else node

    return type(
        "Remover", (NodeTransformer,), {f"leave_{cls.__name__}": leave for cls in classes}
    )()


REST = Paragraph("rest")


@pytest.mark.parametrize(
    ("cls", "before", "after"),
    [
        (Paragraph, FaqItem("x", "a"), ()),
        (Paragraph, Faq([FaqItem("x", "a")]), ()),
        (Paragraph, Faq([FaqItem("x", "a"), FaqItem("y", "b")]), Faq([FaqItem("y", "b")])),
        (Paragraph, Faq([FaqItem("y", ["x"])]), Faq([FaqItem("y")])),
        (Table, KeyPoints(Table.from_rows([["x"]])), ()),
        (List, KeyPoints(List(["x"])), ()),
        (Table, TableOfContents(Table.from_rows([["x"]])), ()),
        (ListItem, List(["x"]), ()),
        (ListItem, List(["x", "y"]), List(["y"])),
        (ListItem, TableOfContents(List(["x"])), ()),
        (TableRow, Table.from_rows([["x"]]), ()),
        (
            TableRow,
            Table.from_rows([["x"], ["y"], ["z"]], header_rows=2),
            Table.from_rows([["y"], ["z"]], header_rows=1),
        ),
        (TableCell, Table.from_rows([["x", "y"]]), Table.from_rows([["y"]])),
        (TableCell, Table.from_rows([["x"]]), Table([TableRow(())])),
        (Paragraph, List(["x"]), List([ListItem(())])),
        (Paragraph, Quote("x"), Quote(())),
        (Text, Paragraph("x"), Paragraph("")),
        (Heading, Section(Heading(2, "x")), ()),
    ],
)
def test_a_parent_goes_with_what_it_cannot_be_without(
    cls: type[Node], before: Any, after: Any
) -> None:
    if isinstance(before, FaqItem):
        before, after = Faq([before, FaqItem("y")]), Faq([FaqItem("y")])
    kept = () if after == () else (after,)
    assert without(cls).transform(Document([before, REST])) == Document([*kept, REST])


def test_a_section_without_its_heading_leaves_its_blocks_where_it_stood() -> None:
    before = Document([Section(Heading(2, "x"), ["a", Section(Heading(3, "y"), "b")]), REST])
    after = Document(["a", Section(Heading(3, "y"), "b"), REST])
    assert without(Heading).transform(before) == after


def test_contents_keep_their_ties_when_an_entry_goes() -> None:
    listing = List(["x", "1) Fares", "Boats"])
    entries = [TocEntry("x", "x"), TocEntry("1) Fares", "Fares"), TocEntry("Boats")]
    after = without(ListItem).transform(TableOfContents(listing, entries))
    assert after.entries == (TocEntry("1) Fares", "Fares"), TocEntry("Boats"))
    assert after.content == List(["1) Fares", "Boats"])


def test_a_node_that_cannot_stand_there_is_refused() -> None:
    class Misplace(NodeTransformer):
        def leave_Text(self, node: Text) -> Any:
            return ThematicBreak()

    with pytest.raises(ArgumentError, match="not ThematicBreak"):
        Misplace().transform(DOCUMENT)
