"""Places in the text for nodes that were read from HTML in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from docparse.nodes import Block, CodeBlock, CodeSpan, Node, Text
from docparse.source.text import Span
from docparse.tree.visitor import rebuild


def placed(blocks: Iterable[Block], text: str, span: Span) -> list[Block]:
    """Return ``blocks``, which were read from ``text`` at ``span``, with spans.

    Words have the place where they are next written as they are; those that are written otherwise,
    as ``&amp;``, an empty one. Whatever holds them reaches from the first to the last.
    """
    cursor = _Cursor(text, span)
    found = [cursor.placed(block) for block in blocks]
    return [attrs.evolve(found[0], span=span)] if len(found) == 1 else found


class _Cursor:
    """A place in a text that moves on with each node that is found there."""

    def __init__(self, text: str, span: Span) -> None:
        self._text = text
        self._at, self._end = span

    def placed(self, node: Any) -> Any:
        """Return ``node`` with spans, its own and those of all in it."""
        if isinstance(node, (Text, CodeSpan, CodeBlock)):
            start = self._text.find(node.text, self._at, self._end) if node.text else -1
            length = len(node.text) if start >= 0 else 0
            start = max(start, self._at)
            self._at = start + length
            return attrs.evolve(node, span=Span(start, start + length))
        children: tuple[Node, ...] = node.children
        if not children:
            return attrs.evolve(node, span=Span(self._at, self._at))
        (node,) = rebuild(node, [(self.placed(child),) for child in children])
        children = node.children
        return attrs.evolve(node, span=Span(children[0].span.start, children[-1].span.end))
