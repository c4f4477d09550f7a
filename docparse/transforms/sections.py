"""Sections: what stands under a heading, nested by level."""

from __future__ import annotations

from docparse.nodes import Block, Heading, KeyPoints, make_section
from docparse.source import NO_SPAN, Span


def nest_sections(blocks: list[Block]) -> list[Block]:
    """Put each block into the section of the heading before it; a KeyPoints closes them all."""
    kinds = list(map(type, blocks))
    if Heading not in kinds:
        return blocks
    places = [at for at, kind in enumerate(kinds) if kind is Heading or kind is KeyPoints]
    top = blocks[: places[0]]
    open_sections: list[tuple[Heading, list[Block], list[Block]]] = []

    def close(level: int) -> list[Block]:
        """Close the sections that cannot hold one of ``level``; return the blocks of what can."""
        while open_sections and open_sections[-1][0].level >= level:
            heading, inside, outer = open_sections.pop()
            outer.append(make_section(heading, tuple(inside), _cover(heading, inside)))
        return open_sections[-1][1] if open_sections else top

    for at, end in zip(places, (*places[1:], len(blocks)), strict=True):
        block = blocks[at]
        if isinstance(block, Heading):
            outer = close(block.level)
            open_sections.append((block, blocks[at + 1 : end], outer))
        else:
            close(1)
            top += blocks[at:end]
    close(1)
    return top


def _cover(heading: Heading, blocks: list[Block]) -> Span:
    if heading.span == NO_SPAN:
        return NO_SPAN
    return Span(heading.span.start, blocks[-1].span.end if blocks else heading.span.end)
