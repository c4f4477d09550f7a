"""The lines of a paragraph, each with its formatting and its place in the source."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import Final

from docparse.nodes import Node, Paragraph, Strong, plain_text
from docparse.source.text import NO_SPAN, Span
from docparse.structure.inline_parts import split_nodes
from docparse.words.questions import asks


class Line:
    """A line of a paragraph without outer white space, and whether all its words are bold."""

    __slots__ = ("is_bold", "text")

    def __init__(self, text: str, is_bold: bool) -> None:
        self.text = text
        self.is_bold = is_bold

    @property
    def asks(self) -> bool:
        return asks(self.text)


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


_LINE_END: Final = re.compile("\r\n?|\n")


def line_spans(block: Paragraph, source: str | None, count: int) -> list[Span]:
    """Return where the ``count`` lines of a paragraph stand in ``source``.

    An empty list if that cannot be known: a reference such as ``&#10;`` ends a line too, and so
    does ``<br>``.
    """
    if source is None or block.span == NO_SPAN:
        return [NO_SPAN] * count
    ends = list(_line_ends(block.children, source))
    if -1 in ends:
        ends = [match.start() for match in _LINE_END.finditer(source, *block.span)]
        if len(ends) != count - 1 or re.compile(_OTHER_END).search(source, *block.span):
            return []
    return list(map(Span, (block.span.start, *ends), (*ends, block.span.end)))


_OTHER_END: Final = "&(?:NewLine|#0*1[03]|#[xX]0*[aAdD]);|<[bB][rR]"


def trimmed(span: Span, source: str | None) -> Span:
    """Return ``span`` without the white space at its two ends."""
    if source is None or span == NO_SPAN:
        return span
    text = source[span.start : span.end]
    start = span.end - len(text.lstrip(WHITE))
    return Span(start, max(start, span.start + len(text.rstrip(WHITE))))


WHITE: Final = (
    " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
    "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
"""Characters that are invisible at the edge of a line."""

_WHITE_RUN: Final = f"[{WHITE}]+"


def _line_ends(nodes: Iterable[Node], source: str) -> Iterator[int]:
    """Yield where in ``source`` the newlines of nodes stand; -1 where their spans do not say."""
    for leaf, _ in _leaf_nodes(nodes):
        count = plain_text(leaf).count("\n")
        if count:
            found = [match.start() for match in _LINE_END.finditer(source, *leaf.span)]
            yield from found if leaf.span != NO_SPAN and len(found) == count else [-1] * count


def part_contents(block: Paragraph, firsts: Container[int]) -> list[list[Node]]:
    """Return the inline nodes of each part of a paragraph, without the white space around them.

    ``firsts`` are the lines in which its parts start.
    """
    text = plain_text(block)
    cuts: dict[int, bool] = {}  # the offsets that are dropped, and whether a part starts there
    line = 0
    for match in re.finditer(_WHITE_RUN, text):
        start_of_part = -1
        for at in range(*match.span()):
            if text[at] == "\n":
                line += 1
                if line in firsts:
                    start_of_part = at
        if start_of_part >= 0 or match.start() == 0 or match.end() == len(text):
            cuts.update((at, at == start_of_part) for at in range(*match.span()))
    contents: list[list[Node]] = [[]]
    for part, starts in zip(
        split_nodes(block.children, list(cuts)), (False, *cuts.values()), strict=True
    ):
        if starts:
            contents.append(part)
        else:
            contents[-1] += part
    return contents
