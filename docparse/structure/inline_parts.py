"""Parts of inline content, by offsets in its text: what lies between two, or between line ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from docparse.nodes import CodeSpan, LineBreak, Node, Text, make_text, plain_text
from docparse.source.text import NO_SPAN, Span


def cut_nodes(
    nodes: tuple[Node, ...], start: int, end: int, source: str | None
) -> tuple[Node, ...]:
    """Return the part of inline ``nodes`` between ``start`` and ``end``, offsets in their text.

    Nodes without text, such as pictures, are kept.
    """
    kept: list[Node] = []
    at = 0
    for node in nodes:
        length = len(plain_text(node))
        left, right = max(start - at, 0), min(end - at, length)
        at += length
        if not length or (left == 0 and right == length):
            kept.append(node)
        elif left < right:
            kept.append(_cut_node(node, left, right, source))
    return tuple(kept)


def _cut_node(node: Node, start: int, end: int, source: str | None) -> Node:
    if isinstance(node, (Text, CodeSpan)):
        return _part_of_text(node, start, end, source)
    inside: Any = {"children": cut_nodes(node.children, start, end, source)}
    return attrs.evolve(node, **inside)


def split_nodes(nodes: Iterable[Node], breaks: Sequence[int]) -> list[list[Node]]:
    """Return inline nodes split at the newlines ``breaks``, offsets in their text."""
    parts: list[list[Node]] = [[]]
    start = 0
    for node in nodes:
        end = start + len(plain_text(node))
        inside = [
            at - start for at in breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]
        ]
        if not inside:
            parts[-1].append(node)
        elif isinstance(node, LineBreak):
            parts.append([])
        else:
            first, *rest = _split_node(node, inside)
            parts[-1] += first
            parts += rest
        start = end
    return parts


def _split_node(node: Node, breaks: Sequence[int]) -> list[list[Node]]:
    """Return the parts of a node, without those that are empty.

    A part has no span if its place within the node's span is not known.
    """
    if isinstance(node, (Text, CodeSpan)):
        if node.span.end - node.span.start != len(node.text):
            node = attrs.evolve(node, span=NO_SPAN)
        starts, ends = [0, *(at + 1 for at in breaks)], [*breaks, len(node.text)]
        cuts = [(start, end) for start, end in zip(starts, ends, strict=True)]
        return [
            [_part_of_text(node, start, end, None)] if start < end else [] for start, end in cuts
        ]
    parts: list[list[Node]] = []
    for children in split_nodes(node.children, breaks):
        inside: Any = {"children": tuple(children), "span": NO_SPAN}
        parts.append([attrs.evolve(node, **inside)] if children else [])
    return parts


def _part_of_text(
    node: Text | CodeSpan, start: int, end: int, source: str | None
) -> Text | CodeSpan:
    """Return the part of a text between two offsets in it, with its span in ``source``."""
    if isinstance(node, CodeSpan):
        return attrs.evolve(node, text=node.text[start:end])
    made: Text = make_text(node.text[start:end], _place_of_part(node, start, end, source))
    return made


def _place_of_part(node: Text, start: int, end: int, source: str | None) -> Span:
    """Return where in ``source`` the text of ``node`` between two offsets stands."""
    span = node.span
    if span == NO_SPAN:
        return span
    if span.end - span.start == len(node.text):
        return Span(span.start + start, span.start + end)
    from docparse.inlines.places import place_of_part  # few texts need it, so it is imported late

    place = source and place_of_part(source[span.start : span.end], node.text, start, end)
    return Span(span.start + place[0], span.start + place[1]) if place else span
