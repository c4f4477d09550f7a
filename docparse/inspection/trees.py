"""Trees as plain data. What several readings of a text have in common is kept once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from docparse.nodes import (
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Node,
    RoleHolder,
    Strong,
    Table,
    TableOfContents,
    Text,
    TextHolder,
    plain_text,
)
from docparse.renderers import csv

Record: TypeAlias = dict[str, Any]
"""A node: its class under ``is``, its span under ``at``, and what else it has."""

InlineData: TypeAlias = "str | list[Any]"
"""A text; or the name of a form of text, and what it holds: ``["strong", ["Fares"]]``."""


class Trees:
    """The nodes of several readings of one text, each of them once.

    ``records[n]`` is a node; the numbers of its children are under ``kids``.
    """

    def __init__(self, formulas: str = "escape") -> None:
        self.records: list[Record] = []
        self._formulas = formulas
        self._numbers: dict[tuple[str, int], int] = {}

    def add(self, document: Document) -> int:
        """Return the number of ``document``; trees that are equal in all have the same."""
        return self._add(document, {})

    def _add(self, node: Node, seen: dict[str, int]) -> int:
        """Return the number of ``node``; ``seen`` counts its likes in the same tree."""
        if isinstance(node, Table):
            record, key = None, _table_key(node)
        else:
            record = self._record(node, seen)
            key = json.dumps(record)
        count = seen[key] = seen.get(key, -1) + 1
        number = self._numbers.setdefault((key, count), len(self.records))
        if number == len(self.records):
            self.records.append(record or self._record(node, seen))
        return number

    def _record(self, node: Node, seen: dict[str, int]) -> Record:
        record: Record = {"is": type(node).__name__, "at": list(node.span), **self._fields(node)}
        if not isinstance(node, (TextHolder, Table)) and node.children:
            record["kids"] = [self._add(child, seen) for child in node.children]
        return record

    def _fields(self, node: Node) -> Record:
        """Return what is known of ``node`` besides its class, its span and its children."""
        fields: Record = {}
        if isinstance(node, TextHolder):
            fields["text"] = _content_data(node)
        if isinstance(node, RoleHolder) and node.role is not None:
            fields |= {"role": node.role, "role_confidence": node.role_confidence}
        if isinstance(node, Heading):
            fields |= {
                "level": node.level,
                "confidence": node.confidence,
                "evidence": node.evidence,
                "level_confidence": node.level_confidence,
            }
        elif isinstance(node, List):
            fields |= {"ordered": node.ordered, "start": node.start}
        elif isinstance(node, CodeBlock):
            fields |= {"text": node.text, "language": node.language}
        elif isinstance(node, TableOfContents):
            fields["entries"] = [[entry.text, entry.heading] for entry in node.entries]
        elif isinstance(node, Table):
            rows = [
                [*row.span, [[*cell.span, _content_data(cell)] for cell in row.cells]]
                for row in node.rows
            ]
            fields |= {
                "header_rows": node.header_rows,
                "rows": rows,
                "csv": csv.render(node, formulas=self._formulas),
            }
        return fields


def _table_key(table: Table) -> str:
    """Return what tells ``table`` from every other of the text, without reading its cells.

    How a table is read does not depend on which lines are headings.
    """
    rows = [row.span for row in table.rows]
    return f"{table.span} {table.header_rows} {table.role} {table.role_confidence} {rows}"


def _content_data(node: TextHolder) -> InlineData:
    content = node._content
    if isinstance(content, str):
        return content
    return _inlines(content)


def _inlines(nodes: Sequence[Node]) -> InlineData:
    """Return ``nodes`` as one text if they are no more, else each as its form says."""
    found = list(map(_inline, nodes))
    texts = [each for each in found if isinstance(each, str)]
    return "".join(texts) if len(texts) == len(found) else found


def _inline(node: Node) -> InlineData:
    if isinstance(node, Text):
        return node.text
    if isinstance(node, LineBreak):
        return ["break"]
    if isinstance(node, CodeSpan):
        return ["code", node.text]
    if isinstance(node, Image):
        return ["image", node.alt, node.url]
    children = [_inline(child) for child in node.children if isinstance(child, Inline)]
    if isinstance(node, Link):
        return ["link", children, node.url]
    if isinstance(node, (Strong, Emphasis)):
        return ["strong" if isinstance(node, Strong) else "em", children]
    return plain_text(node)
