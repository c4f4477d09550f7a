"""``outline`` and ``dump``: a tree at a glance."""

from __future__ import annotations

from typing import Any

import pytest

from docparse import (
    ArgumentError,
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
    ListItem,
    Node,
    OutlineEntry,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    TocEntry,
    dump,
    outline,
    parse,
)
from docparse.nodes import NODE_CLASSES


def test_the_outline_holds_level_text_and_confidence_of_each_heading() -> None:
    inner = Section(Heading(3, ["The ", Strong("old"), " engine"], 0.6))
    document = Document([Section(Heading(2, "Ferry"), ["slow", inner]), Heading(1, "Bridge", 0.9)])
    assert outline(document) == [
        OutlineEntry(2, "Ferry", 1.0),
        OutlineEntry(3, "The old engine", 0.6),
        OutlineEntry(1, "Bridge", 0.9),
    ]
    level, text, confidence = outline(document)[0]
    assert (level, text, confidence) == (2, "Ferry", 1.0)


def test_a_document_without_headings_has_an_empty_outline() -> None:
    assert outline(Document(["slow"])) == []
    assert outline(Heading(2, "Ferry")) == [OutlineEntry(2, "Ferry", 1.0)]


def test_only_a_tree_has_an_outline() -> None:
    with pytest.raises(ArgumentError, match="outline takes a node, not str"):
        outline("# Ferry")  # type: ignore[arg-type]


DUMPS: list[tuple[Node, str]] = [
    (Document(), "Document\n"),
    (Document(["slow"]), 'Document\n  Paragraph "slow"\n'),
    (Paragraph(""), 'Paragraph ""\n'),
    (Paragraph('say "so"\\\n'), 'Paragraph "say \\"so\\"\\\\\\n"\n'),
    (Paragraph("Fähre 渡し船"), 'Paragraph "Fähre 渡し船"\n'),
    (Heading(3, "Ferry", 0.5, "words"), 'Heading 3 "Ferry"\n'),
    (Section(Heading(2, "Ferry"), ["slow"]), 'Section\n  Heading 2 "Ferry"\n  Paragraph "slow"\n'),
    (
        Paragraph(["is ", Emphasis(["so ", Strong("old")]), LineBreak(), CodeSpan("x")]),
        'Paragraph\n  Text "is "\n  Emphasis\n    Text "so "\n    Strong\n      Text "old"\n'
        '  LineBreak\n  CodeSpan "x"\n',
    ),
    (Link("here", "/ferry"), 'Link "/ferry"\n  Text "here"\n'),
    (Link("here", "/ferry", ""), 'Link "/ferry" ""\n  Text "here"\n'),
    (Image("/ferry.png", "a boat"), 'Image "/ferry.png" "a boat"\n'),
    (Image("/ferry.png", title="Anna"), 'Image "/ferry.png" "" "Anna"\n'),
    (CodeBlock("x = 1\ny = 2"), 'CodeBlock "x = 1\\ny = 2"\n'),
    (CodeBlock("x", "c"), 'CodeBlock "x" language=c\n'),
    (ThematicBreak(), "ThematicBreak\n"),
    (Quote(["so"]), 'Quote\n  Paragraph "so"\n'),
    (List(["ice"]), 'List\n  ListItem\n    Paragraph "ice"\n'),
    (List([ListItem([])], True, 7), "List ordered start=7\n  ListItem\n"),
    (Text("slow"), 'Text "slow"\n'),
    (
        Table.from_rows([["Month", "Boats"], ["May"], []], header_rows=1),
        'Table header_rows=1\n  TableRow "Month" | "Boats"\n  TableRow "May"\n  TableRow\n',
    ),
    (
        TableRow(["May", TableCell(["3 ", CodeSpan("x")])]),
        'TableRow\n  TableCell "May"\n  TableCell\n    Text "3 "\n    CodeSpan "x"\n',
    ),
    (
        Faq([FaqItem("When?", ["At nine."])]),
        'Faq\n  FaqItem\n    Paragraph "When?"\n    Paragraph "At nine."\n',
    ),
    (
        KeyPoints(List(["slow"])),
        'KeyPoints\n  List\n    ListItem\n      Paragraph "slow"\n',
    ),
    (
        TableOfContents(
            List(["1) Ferry", "Pier"]), [TocEntry("1) Ferry", "Ferry"), TocEntry("Pier")]
        ),
        'TableOfContents\n  "1) Ferry" -> "Ferry"\n  "Pier" -> none\n  List\n'
        '    ListItem\n      Paragraph "1) Ferry"\n    ListItem\n      Paragraph "Pier"\n',
    ),
]


@pytest.mark.parametrize(("node", "expected"), DUMPS, ids=lambda value: type(value).__name__)
def test_a_dump_shows_every_node_and_what_it_holds(node: Node, expected: str) -> None:
    assert dump(node) == expected


def test_every_node_class_is_shown() -> None:
    shown = "".join(expected for _, expected in DUMPS)
    assert [name for name in NODE_CLASSES if name not in shown] == []


def test_different_trees_have_different_dumps() -> None:
    assert len({expected for _, expected in DUMPS}) == len(DUMPS)
    assert len({node for node, _ in DUMPS}) == len(DUMPS)


def test_looking_at_the_children_does_not_change_a_dump() -> None:
    document = parse("The ferry is old.\nMay | 3 |\nJune | 5 |\n")
    before = dump(document)
    for block in document.children:
        assert [child.children for child in block.children]
    assert dump(document) == before


def test_a_deep_tree_is_shown() -> None:
    node: Any = Paragraph("deep")
    for _ in range(5000):
        node = Quote([node])
    assert dump(node).endswith('Paragraph "deep"\n')
    assert outline(node) == []
