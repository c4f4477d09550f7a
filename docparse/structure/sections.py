"""Sections: a heading and the blocks under it, nested by level."""

from __future__ import annotations

from docparse.nodes import Block, Heading, KeyPoints, Section, make_section
from docparse.source.text import NO_SPAN, Span, new_tuple


def nest_sections(blocks: list[Block]) -> list[Block]:
    """Return sections that hold the blocks after each heading; a KeyPoints closes them all."""
    kinds = list(map(type, blocks))
    if Heading not in kinds:
        return blocks
    places = [at for at, kind in enumerate(kinds) if kind is Heading or kind is KeyPoints]
    end = len(blocks)
    following: list[Block] = []  # the blocks to the right that no section on their left holds
    for at in reversed(places):
        block = blocks[at]
        if type(block) is Heading:
            inside = blocks[at + 1 : end]
            while following and type(deeper := following[-1]) is Section:
                if deeper.heading.level <= block.level:
                    break
                inside.append(following.pop())
            following.append(make_section(block, tuple(inside), _section_span(block, inside)))
        else:
            following += blocks[at:end][::-1]
        end = at
    return blocks[:end] + following[::-1]


def _section_span(heading: Heading, blocks: list[Block]) -> Span:
    start, end = heading.span
    if blocks:
        end = blocks[-1].span.end
    return new_tuple(Span, (start, end)) if start >= 0 else NO_SPAN
