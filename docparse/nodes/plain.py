"""The characters of a tree without its structure."""

from __future__ import annotations

from collections.abc import Iterable

from docparse.nodes.base import Block, Inline, Node, held
from docparse.nodes.block import Heading, List, Paragraph, expect
from docparse.nodes.inline import LineBreak, Text, TextHolder
from docparse.nodes.table import TableRow, cell_texts

__all__ = [
    "line_text",
    "plain_text",
    "row_texts",
    "shown_as_blocks",
    "shown_in_line",
]


def plain_text(node: Node) -> str:
    """Return the characters of ``node``: blocks and rows joined by a newline, cells by a tab.

    A :class:`LineBreak` is a newline; an :class:`Image` and a :class:`ThematicBreak` have no text.
    """
    if isinstance(node, TextHolder):
        content = node._content
        if isinstance(content, str):
            return content
        if len(content) == 1 and isinstance(content[0], Text):
            return content[0].text
    pieces: list[str] = []
    pending: list[Node | str] = [expect(node, Node)]
    while pending:
        part = pending.pop()
        if type(part) is Text:  # most are, and this is the fastest way to know
            pieces.append(part.text)
        elif isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, LineBreak):
            pieces.append("\n")
        elif isinstance(part, TextHolder) and isinstance(part._content, str):
            pieces.append(part._content)
        else:
            parts, separator = held(part), part.SEPARATOR
            if separator:
                for inner in reversed(parts):
                    pending += (inner, separator)
                if parts:
                    pending.pop()
            else:
                pending += parts[::-1]
    return "".join(pieces)


def _separated(node: Node) -> tuple[Node | str, ...]:
    """Return the parts of ``node`` with its separator between them."""
    parts, separator = held(node), node.SEPARATOR
    if not separator:
        return parts
    between = [part for each in parts for part in (separator, each)]
    return tuple(between[1:])


def shown_in_line(node: Node) -> tuple[Node, ...]:
    """Return what stands for ``node`` in a line where a writer has no form for its class.

    Its parts: the children of an Emphasis, the Text of a CodeSpan.
    """
    return tuple(Text(part) if isinstance(part, str) else part for part in _separated(node))


def shown_as_blocks(node: Node) -> tuple[Node, ...]:
    """Return what stands for ``node`` between blocks where a writer has no form for its class.

    Its parts: the heading and blocks of a Section, a Paragraph with the text of a CodeBlock. Text
    and inline nodes become paragraphs, one if no newline is to part them.
    """
    parts = held(node)
    is_line = all(isinstance(part, (str, Inline)) for part in parts)
    if parts and is_line and node.SEPARATOR != "\n":
        return (Paragraph(_in_line(_separated(node))),)
    return tuple(
        Paragraph(_in_line((part,))) if isinstance(part, (str, Inline)) else part for part in parts
    )


def _in_line(parts: Iterable[Node | str]) -> list[str | Inline]:
    return [part for part in parts if isinstance(part, (str, Inline))]


def line_text(block: Block) -> str:
    """Return the words of a line, or of a list that is a single one; else ``""``."""
    if isinstance(block, (Paragraph, Heading)):
        content = block._content
        return content if type(content) is str else plain_text(block)
    if isinstance(block, List) and len(block.items) == 1:
        children = block.items[0].children
        if len(children) == 1 and isinstance(children[0], Paragraph):
            return plain_text(children[0])
    return ""


def row_texts(row: TableRow) -> list[str]:
    """Return the plain texts of the cells of ``row``."""
    texts = cell_texts(row)
    return list(map(plain_text, row.cells)) if texts is None else texts
