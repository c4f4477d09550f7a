"""Parts of inline content, by offsets in its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from docparse.nodes import CodeSpan, Node, Text, make_text, plain_text
from docparse.source.text import NO_SPAN, Span


def cut_nodes(
    nodes: Iterable[Node], ranges: Sequence[Span], source: str | None
) -> list[tuple[Node, ...]]:
    """Return the part of inline ``nodes`` in each of ``ranges``, offsets in their text, in order.

    A node without text, such as a picture, goes to the range that it stands in or behind, or to
    the first. Text has no span if its place in ``source`` is not known, and a mark that several
    ranges lie in has none.
    """
    parts: list[list[Node]] = [[] for _ in ranges]
    starts = [each.start for each in ranges]
    at = 0
    for node in nodes:
        end = at + len(plain_text(node))
        first = max(bisect_right(starts, at) - 1, 0)
        touched = ranges[first : max(bisect_left(starts, end), first + 1)]
        if at == end or (touched[0].start <= at and end <= touched[0].end):
            parts[first].append(node)
        else:
            inside = [Span(max(each.start - at, 0), min(each.end, end) - at) for each in touched]
            for index, part in enumerate(_cut_node(node, inside, source), first):
                parts[index] += part
        at = end
    return list(map(tuple, parts))


def _cut_node(node: Node, ranges: Sequence[Span], source: str | None) -> list[list[Node]]:
    """Return the part of a node in each of ``ranges``, a list of one node or of none."""
    if isinstance(node, (Text, CodeSpan)):
        return [
            [_part_of_text(node, each, source)] if each.start < each.end else [] for each in ranges
        ]
    parts: list[list[Node]] = []
    for children in cut_nodes(node.children, ranges, source):
        span = node.span if len(ranges) == 1 else NO_SPAN
        inside: Any = {"children": children, "span": span}
        parts.append([attrs.evolve(node, **inside)] if children else [])
    return parts


def _part_of_text(node: Text | CodeSpan, part: Span, source: str | None) -> Text | CodeSpan:
    text = node.text[part.start : part.end]
    if isinstance(node, CodeSpan):
        return attrs.evolve(node, text=text)
    made: Text = make_text(text, _place_of_part(node, part, source))
    return made


def _place_of_part(node: Text, part: Span, source: str | None) -> Span:
    """Return where in ``source`` a part of a text stands."""
    start, end = node.span
    if end - start == len(node.text):
        return Span(start + part.start, start + part.end)
    if source is None or node.span == NO_SPAN:
        return NO_SPAN
    from docparse.inlines.places import place_of_part  # few texts need it, so it is imported late

    place = place_of_part(source[start:end], node.text, *part)
    return Span(start + place[0], start + place[1]) if place else node.span
