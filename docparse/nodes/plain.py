"""The characters of a tree without its structure."""

from __future__ import annotations

from docparse.nodes.base import Block, ByClass, Node
from docparse.nodes.block import CodeBlock, Heading, List, Paragraph, expect
from docparse.nodes.inline import CodeSpan, Emphasis, LineBreak, Link, Strong, Text, TextHolder
from docparse.nodes.table import TableCell, TableRow, cell_texts


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
        elif isinstance(part, (Text, CodeSpan, CodeBlock)):
            pieces.append(part.text)
        elif isinstance(part, LineBreak):
            pieces.append("\n")
        elif isinstance(part, TextHolder) and isinstance(part._content, str):
            pieces.append(part._content)
        elif separator := _SEPARATORS[type(part)]:
            for child in reversed(part.children):
                pending += (child, separator)
            if part.children:
                pending.pop()
        else:
            pending += part.children[::-1]
    return "".join(pieces)


_SEPARATORS: ByClass[str] = ByClass(
    {
        Node: "\n",
        TableRow: "\t",
        **dict.fromkeys((Paragraph, Heading, TableCell, Emphasis, Strong, Link), ""),
    }
)


def line_text(block: Block) -> str:
    """Return the words of a line, or of a list that is a single one; else ``""``."""
    if isinstance(block, List) and len(block.items) == 1:
        children = block.items[0].children
        if len(children) == 1 and isinstance(children[0], Paragraph):
            return plain_text(children[0])
    return plain_text(block) if isinstance(block, (Paragraph, Heading)) else ""


def row_texts(row: TableRow) -> list[str]:
    """Return the plain texts of the cells of ``row``."""
    texts = cell_texts(row)
    return list(map(plain_text, row.cells)) if texts is None else texts
