"""Places in the text for nodes that were read from HTML in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any, Final

import attrs

from docparse.nodes import Block, CodeBlock, CodeSpan, Node, Text
from docparse.source.text import Span
from docparse.tree.visitor import rebuild


def placed(blocks: Iterable[Block], text: str, span: Span) -> list[Block]:
    """Return ``blocks``, which were read from ``text`` at ``span``, with spans.

    Words have the place where they are next written, be it as ``&amp;`` or with a comment between;
    words that are not found there have an empty one. Whatever holds them reaches from the first to
    the last.
    """
    cursor = _Cursor(text, span)
    found = [cursor.placed(block) for block in blocks]
    return [attrs.evolve(found[0], span=span)] if len(found) == 1 else found


class _Cursor:
    """A place in the shown characters of a text that moves on with each node found there."""

    def __init__(self, text: str, span: Span) -> None:
        shown = _shown_characters(text, span)
        self._characters = "".join([character for character, _ in shown])
        self._places = [place for _, place in shown]
        self._at = 0
        self._end = span.start
        self._patience = _SEARCHES * len(shown)

    def placed(self, node: Any) -> Any:
        """Return ``node`` with spans, its own and those of all in it."""
        if isinstance(node, (Text, CodeSpan, CodeBlock)):
            return attrs.evolve(node, span=self._find(node.text))
        children: tuple[Node, ...] = node.children
        if not children:
            return attrs.evolve(node, span=Span(self._end, self._end))
        (node,) = rebuild(node, [(self.placed(child),) for child in children])
        children = node.children
        return attrs.evolve(node, span=Span(children[0].span.start, children[-1].span.end))

    def _find(self, text: str) -> Span:
        """Return where ``text`` is next written, and go on behind it."""
        characters = "".join(text.split())
        window = max(self._patience, _SHORT_WINDOW)
        end = min(self._at + len(characters) + window, len(self._characters))
        start = self._characters.find(characters, self._at, end) if characters else -1
        if start < 0:
            self._patience -= end - self._at
            return Span(self._end, self._end)
        self._at = start + len(characters)
        self._end = self._places[self._at - 1].end
        return Span(self._places[start].start, self._end)


_SEARCHES: Final = 16
"""How often the whole text may be searched in vain; from then on only a short window is."""
_SHORT_WINDOW: Final = 256
"""Code points."""

_NOT_SHOWN_AS_IS: Final = re.compile(r"<!--|<[!/?A-Za-z][^>]*>?|&#?\w+;?")


def _shown_characters(text: str, span: Span) -> list[tuple[str, Span]]:
    """Return the characters that the HTML at ``span`` shows, without white space, and their places.

    What is in tags and comments is not shown; ``&amp;`` is one character.
    """
    found: list[tuple[str, Span]] = []
    at, end = span
    while at < end:
        match = _NOT_SHOWN_AS_IS.search(text, at, end)
        start = end if match is None else match.start()
        found += [(text[i], Span(i, i + 1)) for i in range(at, start) if not text[i].isspace()]
        if match is None:
            break
        at = match.end()
        markup = match[0]
        if markup == "<!--":
            at = text.find("-->", at, end) + 3
            if at < 3:
                break
        elif markup[0] == "&":
            place = Span(*match.span())
            found += [(each, place) for each in unescape(markup) if not each.isspace()]
    return found
