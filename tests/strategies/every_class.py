"""A document with every node class."""

from __future__ import annotations

from docparse.nodes import (
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    LineBreak,
    Link,
    List,
    Node,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableOfContents,
    ThematicBreak,
    TocEntry,
)
from docparse.source.text import Dialect
from docparse.tree.visitor import walk

KEY_POINTS = Table.from_rows([["No.", "Key Points"], ["1", "Fares rise."]], header_rows=1)
EVERY_CLASS = Document(
    [
        Section(Heading(2, "The ferry", 0.75, "words"), ["It is old."]),
        Paragraph(["a", Emphasis("b"), Strong(("c", Emphasis("d"))), CodeSpan("e"), LineBreak()]),
        Paragraph("Read more", role="furniture", role_confidence=0.9),
        Paragraph([Link("f", "https://example.org", "t"), Image("https://example.org", "g", "t")]),
        List(["h", "i"], ordered=True, start=3),
        Quote("j"),
        CodeBlock("k\nl", "python"),
        ThematicBreak(),
        KeyPoints(KEY_POINTS),
        TableOfContents(List(["m"]), [TocEntry("m", "M")]),
        Faq([FaqItem("n?", ["o"])]),
    ],
    source="The ferry",
    dialect=Dialect("trafilatura-1.12"),
)
"""A document with every node class; a new one is added here."""


def one_of_each() -> list[Node]:
    """Return the first node of each class in :data:`EVERY_CLASS`."""
    found: dict[type[Node], Node] = {}
    for node in walk(EVERY_CLASS):
        found.setdefault(type(node), node)
    return list(found.values())
