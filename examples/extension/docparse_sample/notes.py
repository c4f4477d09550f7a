"""Two transforms: a NodeTransformer, and a function."""

from __future__ import annotations

from docparse import ArgumentError, Document, Node, NodeTransformer, Paragraph, Quote, plain_text


class NotesToQuotes(NodeTransformer):
    """Makes a quote of each paragraph that starts with ``label``, without that word."""

    def __init__(self, label: str = "Note:") -> None:
        self.label = label

    def leave_Paragraph(self, node: Paragraph, /) -> Node:
        text = plain_text(node)
        if not text.startswith(self.label):
            return node
        words = Paragraph(text.removeprefix(self.label).strip(" \t"))
        return Quote([words], span=node.span)


def first_blocks(node: Node, *, count: int = 3) -> Node:
    """Return the Document ``node`` with its first ``count`` blocks."""
    if not isinstance(node, Document):
        raise ArgumentError(f"first-blocks takes a Document, not {type(node).__name__}")
    return Document(node.children[:count])
