"""Sections: what stands under a heading, nested by level."""

from __future__ import annotations

from docparse.nodes import Block, Heading, KeyPoints, make_section
from docparse.source import NO_SPAN, Span


def nest_sections(blocks: list[Block]) -> list[Block]:
    """Put each block into the section of the heading before it; a KeyPoints closes them all."""
    top: list[Block] = []
    inside = top
    open_sections: list[tuple[Heading, list[Block], list[Block]]] = []

    def close(level: int) -> list[Block]:
        """Close the sections that cannot hold one of ``level``; return the blocks of what can."""
        while open_sections and open_sections[-1][0].level >= level:
            heading, blocks, outer = open_sections.pop()
            outer.append(make_section(heading, tuple(blocks), _cover(heading, blocks)))
        return open_sections[-1][1] if open_sections else top

    for block in blocks:
        if type(block) is Heading:
            outer = close(block.level)
            inside = []
            open_sections.append((block, inside, outer))
        else:
            if type(block) is KeyPoints:
                inside = close(1)
            inside.append(block)
    close(1)
    return top


def _cover(heading: Heading, blocks: list[Block]) -> Span:
    if heading.span == NO_SPAN:
        return NO_SPAN
    return Span(heading.span.start, blocks[-1].span.end if blocks else heading.span.end)
