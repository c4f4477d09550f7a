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
    stand in ``source``: a reference such as ``&#10;`` ends a line too, and so does ``<br>``; a line
    end in the address of a link ends none.
    """
    text = plain_text(block)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    ranges = _ranges(text, [starts[first] for first in firsts], len(text))
    spans = [NO_SPAN] * len(firsts)
    if source is not None and block.span != NO_SPAN:
        start, end = block.span
        places = [start, *(match.end() for match in _LINE_END.finditer(source, start, end))]
        if len(places) != len(starts) or re.compile(_OTHER_END).search(source, start, end):
            return []
        spans = _ranges(source, [places[first] for first in firsts], end)
    return list(map(make_paragraph, cut_nodes(block.children, ranges, None), spans))


_LINE_END: Final = re.compile("\r\n?|\n")
_OTHER_END: Final = "&(?:NewLine|#0*1[03]|#[xX]0*[aAdD]);|<[bB][rR]"


def _ranges(text: str, starts: Sequence[int], end: int) -> list[Span]:
    """Return the range from each start to the next one, without the white space around it."""
    found = []
    for start, after in pairwise((*starts, end)):
        part = text[start:after]
        first = after - len(part.lstrip(WHITE))
        found.append(Span(first, max(first, start + len(part.rstrip(WHITE)))))
    return found


WHITE: Final = (
    " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
    "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
"""Characters that are invisible at the edge of a line."""
