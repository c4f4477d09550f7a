"""Calls that a type checker passes, and, marked ``# wrong``, calls that it must not pass.

tests/test_types.py runs mypy and pyright over this file; nothing else does.
"""

# pyright: strict

from __future__ import annotations

from collections.abc import Iterator

from docparse import (
    REMOVE,
    SKIP,
    Document,
    Format,
    FormatName,
    Heading,
    Link,
    List,
    Node,
    NodeTransformer,
    NodeVisitor,
    Paragraph,
    Quote,
    Replacement,
    Section,
    Table,
    Text,
    VisitResult,
    chunks,
    find_all,
    outline,
    parse,
    render,
    transform,
)

document: Document = parse("Prices\n- Fares rise.\n")

# A format and its options.
page: str = render(document, "html", document=True, lang="en", faq="details", furniture="drop")
render(document, "csv", table=1, formulas="escape")
render(document, "json", indent=2)
render(document, "jsonld", title="T", url="https://example.org/", date="2025-05-17")
render(document, "markdown", furniture="mark")
render(document, "text", dialect="2.3", formatting=True)
render(document, "htlm")  # wrong
render(document, "html", pretty=True)  # wrong
render(document, "html", formulas="escape")  # wrong
render(document, "html", faq="detials")  # wrong
render(document, "html", document="yes")  # wrong
render(document, "csv", table="1")  # wrong
render(document, "csv", formulas="drop")  # wrong
render(document, "json", indent="  ")  # wrong
render(document, "jsonld", lang=5)  # wrong
render(document, "markdown", furniture="remove")  # wrong
render(document, "text", formatting="on", furniture="keep")  # wrong
render("Prices", "html")  # wrong
render(document)  # wrong


# Nodes that are built by hand.
Document(["Lead.", Section(Heading(2, "Fares"), [Table.from_rows([["a", "b"]], header_rows=1)])])
Paragraph("By Ada", role="byline")
Heading("2", "Fares")  # wrong
Heading(2, 5)  # wrong
Table([["a"]], header_rows="1")  # wrong
Table.from_rows([["a", 1]])  # wrong
Paragraph("By Ada", role="author")  # wrong
Text(5)  # wrong
Document([5])  # wrong


# A format that is known only when the program runs, and one of another package.
def written(node: Node, format: Format) -> str:
    return render(node, format)


def in_any_format(node: Node, name: str) -> str:
    return render(node, FormatName(name), any_option="may be")


def misnamed(node: Node, name: str) -> str:
    return render(node, name)  # wrong


# Options of reading and cutting.
parse("Prices", headings="marks", min_confidence=0.7)
parse("Prices", headings="mark")  # wrong
parse(b"Prices")  # wrong
chunks(document, furniture="drop")
chunks(document, furniture="dropped")  # wrong
outline(document, furniture="gone")  # wrong

# What is looked for is what is found.
tables: Iterator[Table] = find_all(document, Table)
either: Iterator[Table | List] = find_all(document, (Table, List))
three: Iterator[Table | List | Quote] = find_all(document, (Table, List, Quote))
deep: Iterator[Heading] = find_all(document, Heading, lambda heading: heading.level > 2)
titles: Iterator[Heading] = find_all(document, Table)  # wrong
some: Iterator[Table | Quote] = find_all(document, (Table, List))  # wrong
find_all(document, "Table")  # wrong
find_all(document, (Table, str))  # wrong
find_all(document, Table, lambda table: table.level > 2)  # wrong

# What a document has.
title: str | None = document.title
headings: tuple[Heading, ...] = document.headings
rows: int = document.tables[0].header_rows
print(document.titel)  # wrong
document.title = "New"  # wrong

shorter: Document = transform(document, "notes-to-quotes")


class Reader(NodeVisitor):
    """Hooks that are right, and one with the node of another."""

    def visit_Table(self, node: Table) -> VisitResult:
        return SKIP if node.header_rows else None

    def visit_Heading(self, heading: Heading) -> None:
        print(heading.level)

    def leave_Section(self, node: Section) -> None:
        print(node.heading)

    def visit_Quote(self, node: Table) -> None:  # wrong
        print(node)

    def visit_List(self, node: List) -> str:  # wrong
        return "skip"

    def visit_Link(self, node: Link, depth: int) -> None:  # wrong
        print(depth)


class Writer(NodeTransformer):
    """Hooks that are right, and two that give what cannot stand in a tree."""

    def visit_Table(self, node: Table) -> VisitResult:
        return SKIP

    def leave_Paragraph(self, node: Paragraph) -> Replacement:
        return REMOVE if node.role == "furniture" else node

    def leave_Heading(self, node: Heading) -> Heading:
        return node

    def leave_Quote(self, node: Quote) -> tuple[Node, ...]:
        return node.children

    def leave_Text(self, node: Text) -> None:  # wrong
        print(node.text)

    def leave_Link(self, node: Link) -> str:  # wrong
        return node.url
