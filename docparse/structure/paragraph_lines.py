"""The lines of a paragraph, each with its formatting and its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from docparse.nodes import Node, Paragraph, Strong, make_paragraph, plain_text
from docparse.source.text import NO_SPAN, Span
from docparse.structure.inline_parts import cut_nodes
from docparse.words.questions import asks


class Line:
    """A line of a paragraph without outer white space, and whether all its words are bold."""

    def __init__(self, text: str, is_bold: bool) -> None:
        self.text = text
        self.is_bold = is_bold
        self.asks = asks(text)


def lines_of(nodes: Iterable[Node]) -> Iterator[Line]:
    """Yield the lines of inline nodes."""
    text, is_bold = "", True
    for leaf, leaf_is_bold in _leaf_nodes(nodes, False):
        for number, piece in enumerate(plain_text(leaf).split("\n")):
            if number:
                yield Line(text.strip(WHITE), is_bold)
                text, is_bold = "", True
            text += piece
            is_bold = is_bold and (leaf_is_bold or not any(map(str.isalnum, piece)))
    yield Line(text.strip(WHITE), is_bold)


def _leaf_nodes(nodes: Iterable[Node], is_bold: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield the inline nodes without children, each with whether it is bold."""
    for node in nodes:
        if node.children:
            yield from _leaf_nodes(node.children, is_bold or isinstance(node, Strong))
        else:
            yield node, is_bold


def parts_of(block: Paragraph, firsts: Sequence[int], source: str | None) -> list[Paragraph]:
    """Return the parts of a paragraph, each without the white space around it.

    ``firsts`` are the lines in which they start. An empty list if it cannot be known where they
    stand in ``source``: a reference such as ``&#10;`` ends a line too, and so does ``<br>``.
    """
    text = plain_text(block)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    ranges = [Span(*cut) for cut in pairwise([*(starts[first] for first in firsts), len(text)])]
    spans = [NO_SPAN] * len(firsts)
    if source is not None and block.span != NO_SPAN:
        places = [block.span.start, *_line_ends(block.children, source)]
        if -1 in places:
            places[1:] = [match.start() for match in _LINE_END.finditer(source, *block.span)]
            if len(places) != len(starts) or re.compile(_OTHER_END).search(source, *block.span):
                return []
        ends = [*(places[first] for first in firsts), block.span.end]
        spans = [_trimmed(source[start:end], start) for start, end in pairwise(ends)]
    contents = cut_nodes(block.children, ranges, None)
    return [
        make_paragraph(cut_nodes(content, [_trimmed(text[start:end])], None)[0], span)
        for content, (start, end), span in zip(contents, ranges, spans, strict=True)
    ]


_LINE_END: Final = re.compile("\r\n?|\n")
_OTHER_END: Final = "&(?:NewLine|#0*1[03]|#[xX]0*[aAdD]);|<[bB][rR]"


def _line_ends(nodes: Iterable[Node], source: str) -> Iterator[int]:
    """Yield where in ``source`` the newlines of nodes stand; -1 where their spans do not say."""
    for leaf, _ in _leaf_nodes(nodes):
        count = plain_text(leaf).count("\n")
        if count:
            found = [match.start() for match in _LINE_END.finditer(source, *leaf.span)]
            yield from found if leaf.span != NO_SPAN and len(found) == count else [-1] * count


def _trimmed(text: str, start: int = 0) -> Span:
    """Return the range of a text that starts at ``start``, without the white space around it."""
    first = start + len(text) - len(text.lstrip(WHITE))
    return Span(first, max(first, start + len(text.rstrip(WHITE))))


WHITE: Final = (
    " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
    "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
"""Characters that are invisible at the edge of a line."""
