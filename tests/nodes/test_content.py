"""What nodes tell of their content: key points, entries of the contents, plain text."""

from __future__ import annotations

import pytest

from docparse import (
    CodeBlock,
    CodeSpan,
    Document,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableOfContents,
    TocEntry,
    plain_text,
    walk,
)
from tests.strategies import KEY_POINTS


@pytest.mark.parametrize(
    ("content", "points"),
    [
        (KEY_POINTS, ["Fares rise."]),
        (List(["Fares rise.", Quote("Boats sail.")]), ["Fares rise.", "Boats sail."]),
        (Table.from_rows([["Key Points"], ["a"], [""], []], header_rows=1), ["a"]),
        (Table.from_rows([["1", "a", ""], ["2", "b"]]), ["a", "b"]),
    ],
)
def test_key_points_are_the_items_or_the_last_filled_cells(
    content: Table | List, points: list[str]
) -> None:
    node = KeyPoints(content)
    assert [plain_text(point) for point in node.points] == points
    assert node.children == (content,)
    inside = list(walk(content))
    assert all(any(point is part for part in inside) for point in node.points)


def test_the_entries_of_the_contents_are_read_from_it_unless_given() -> None:
    listing = Table.from_rows([["Article Subheadings"], ["1) Fares"], ["2) Boats"]], header_rows=1)
    assert TableOfContents(listing).entries == (TocEntry("1) Fares"), TocEntry("2) Boats"))
    given_entries = [TocEntry("1) Fares", "Fares")]
    assert TableOfContents(listing, given_entries).entries == (TocEntry("1) Fares", "Fares"),)
    assert TableOfContents(listing).children == (listing,)


# -------------------------------------------------------------------------------------- plain text


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Document(["a", "b"]), "a\nb"),
        (Paragraph(["a", Strong("b"), LineBreak(), Link("c", "u"), CodeSpan("d")]), "ab\ncd"),
        (Paragraph(["a", Image("u", alt="not read"), "b"]), "ab"),
        (Table.from_rows([["a", "b"], ["", "d"]]), "a\tb\n\td"),
        (Section(Heading(2, "a"), ["b", CodeBlock("c\nd")]), "a\nb\nc\nd"),
        (List(["a", ListItem(["b", List(["c"])])]), "a\nb\nc"),
        (Faq([FaqItem("a?", ["b", "c"])]), "a?\nb\nc"),
        (KeyPoints(KEY_POINTS), "No.\tKey Points\n1\tFares rise."),
        (Document(), ""),
    ],
)
def test_plain_text_joins_blocks_by_newlines_and_cells_by_tabs(node: Node, text: str) -> None:
    assert plain_text(node) == text
