"""A tree at a glance: its headings, and an outline of all nodes, the form of the test cases."""

from __future__ import annotations

import json
from typing import NamedTuple

from docparse.errors import ArgumentError
from docparse.nodes import (
    CodeBlock,
    Heading,
    Image,
    Link,
    List,
    Node,
    RoleHolder,
    Table,
    TableOfContents,
    TableRow,
    Text,
    TextHolder,
    held,
    plain_text,
)
from docparse.nodes.block import expect
from docparse.tree.furniture import DROP, KEEP, Furniture, checked_furniture, without_furniture
from docparse.tree.visitor import find_all


class OutlineEntry(NamedTuple):
    """One heading: its level from 1 to 6, its text, and how sure the parser is of it, in (0, 1]."""

    level: int
    text: str
    confidence: float


def outline(document: Node, *, furniture: Furniture = KEEP) -> list[OutlineEntry]:
    """Return the headings under ``document`` in order.

    ``furniture="drop"`` leaves out those that stand in furniture of the page; ``"mark"`` does what
    ``"keep"`` does, for a heading is no furniture itself.
    """
    if not isinstance(document, Node):
        raise ArgumentError(f"outline takes a node, not {type(document).__name__}")
    if checked_furniture(furniture) == DROP:
        document = without_furniture(document)
    return [
        OutlineEntry(heading.level, plain_text(heading), heading.confidence)
        for heading in find_all(document, Heading)
    ]


def dump(node: Node) -> str:
    """Return ``node`` and what is under it, one node a line, children two spaces deeper.

    A block of plain text and a row of plain cells are one line. Spans and confidences are left out.
    """
    lines: list[str] = []
    pending: list[tuple[Node, int]] = [(expect(node, Node), 0)]
    while pending:
        node, depth = pending.pop()
        indent = "  " * depth
        label = type(node).__name__ + "".join(f" {detail}" for detail in _details(node))
        if isinstance(node, TextHolder) and _is_plain(node):
            lines.append(f"{indent}{label} {_quoted(plain_text(node))}")
        elif isinstance(node, TableRow) and all(map(_is_plain, node.cells)):
            cells = " | ".join(_quoted(plain_text(cell)) for cell in node.cells)
            lines.append(f"{indent}{label} {cells}".rstrip(" "))
        else:
            lines.append(indent + label)
            if isinstance(node, TableOfContents):
                lines += (
                    f"{indent}  {_quoted(entry.text)} -> {_quoted(entry.heading)}"
                    for entry in node.entries
                )
            pending += [(child, depth + 1) for child in reversed(node.children)]
    return "\n".join(lines) + "\n"


def _details(node: Node) -> list[str]:
    own = _own_details(node)
    role = node.role if isinstance(node, RoleHolder) else None
    return own if role is None else [*own, f"role={role}"]


def _own_details(node: Node) -> list[str]:
    if isinstance(node, Heading):
        return [str(node.level)]
    if isinstance(node, List):
        return [f"ordered start={node.start}"] if node.ordered else []
    if isinstance(node, Table):
        return [f"header_rows={node.header_rows}"]
    if isinstance(node, CodeBlock):
        return [_quoted(node.text), *([f"language={node.language}"] if node.language else [])]
    if isinstance(node, Link):
        return [_quoted(node.url), *([_quoted(node.title)] if node.title is not None else [])]
    if isinstance(node, Image):
        title = [_quoted(node.title)] if node.title is not None else []
        return [_quoted(node.url), _quoted(node.alt), *title]
    return [_quoted(part) for part in held(node) if isinstance(part, str)]


def _is_plain(node: TextHolder) -> bool:
    return isinstance(node._content, str) or all(type(child) is Text for child in node.children)


def _quoted(text: str | None) -> str:
    return "none" if text is None else json.dumps(text, ensure_ascii=False)
