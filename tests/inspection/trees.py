"""Trees in a form in which those of the page and those of ``parse`` can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import docparse
from docparse.inspection.trees import InlineData

Line = tuple[int, str, str, Any]
"""Of a node: its depth, its class, its text, and what else is told of it."""


def shown(data: Mapping[str, Any], threshold: float) -> list[Line]:
    """Return the nodes that the page shows at ``threshold``, in document order."""
    index = data["thresholds"].index(threshold)
    return list(_of_record(data["nodes"], data["trees"][index], 0))


def _of_record(nodes: list[dict[str, Any]], number: int, depth: int) -> Iterator[Line]:
    node = nodes[number]
    about: Any = [node["at"], node.get("role")]
    if node["is"] == "Heading":
        about += [node["level"], node["confidence"], node["evidence"]]
    if node["is"] == "Table":
        about += [
            node["header_rows"],
            [
                [start, end, [plain(cell[2]) for cell in cells]]
                for start, end, cells in node["rows"]
            ],
        ]
    yield depth, node["is"], plain(node.get("text", "")), about
    for kid in node.get("kids", []):
        yield from _of_record(nodes, kid, depth + 1)


def plain(content: InlineData) -> str:
    """Return the characters of a text with forms, as ``plain_text`` does."""
    if isinstance(content, str):
        return content
    pieces = []
    for part in content:
        if isinstance(part, str):
            pieces.append(part)
        elif part[0] == "break":
            pieces.append("\n")
        elif part[0] != "image":
            pieces.append(plain(part[1]))
    return "".join(pieces)


def parsed(text: str, **options: Any) -> list[Line]:
    """Return the nodes of ``parse(text, **options)`` in the same form."""
    return list(_of_node(docparse.parse(text, **options), 0))


def _of_node(node: docparse.Node, depth: int) -> Iterator[Line]:
    about: Any = [list(node.span), getattr(node, "role", None)]
    words = ""
    if isinstance(node, docparse.Heading):
        about += [node.level, node.confidence, node.evidence]
    if isinstance(node, docparse.Table):
        rows = [[*row.span, [docparse.plain_text(cell) for cell in row.cells]] for row in node.rows]
        about += [node.header_rows, rows]
    if isinstance(node, (docparse.Heading, docparse.Paragraph)):
        words = docparse.plain_text(node)
    if isinstance(node, docparse.CodeBlock):
        words = node.text
    yield depth, type(node).__name__, words, about
    if not isinstance(node, (docparse.Heading, docparse.Paragraph, docparse.Table)):
        for child in node.children:
            yield from _of_node(child, depth + 1)
