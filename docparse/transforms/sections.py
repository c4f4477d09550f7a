"""Sections: what stands under a heading, nested by level."""

from __future__ import annotations

from docparse.nodes import Block, Heading, KeyPoints, make_section
from docparse.source import NO_SPAN, Span


def nest_sections(blocks: list[Block]) -> list[Block]:
    """Put each block into the section of the heading before it; a KeyPoints closes them all."""
    top: list[Block] = []
    open_sections: list[tuple[Heading, list[Block]]] = []

    def close(level: int) -> None:
        while open_sections and open_sections[-1][0].level >= level:
            heading, inside = open_sections.pop()
            outer = open_sections[-1][1] if open_sections else top
            outer.append(make_section(heading, tuple(inside), _cover(heading, inside)))

    for block in blocks:
        if isinstance(block, Heading):
            close(block.level)
            open_sections.append((block, []))
            continue
        if isinstance(block, KeyPoints):
            close(1)
        (open_sections[-1][1] if open_sections else top).append(block)
    close(1)
    return top


def _cover(heading: Heading, blocks: list[Block]) -> Span:
    if heading.span == NO_SPAN:
        return NO_SPAN
    return Span(heading.span.start, blocks[-1].span.end if blocks else heading.span.end)
