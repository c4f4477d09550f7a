"""The list of the article's headings, and the headings it is tied to."""

from __future__ import annotations

import attrs

from docparse.nodes import (
    Block,
    Heading,
    List,
    Paragraph,
    Table,
    TableOfContents,
    TocEntry,
    make_heading,
    plain_text,
)
from docparse.vocabulary import CONTENTS_TITLES, fold

LONGEST_HEADING = 200
"""Code points; a longer line is not taken for a heading."""


def read_contents(blocks: list[Block], *, bare_lines: bool) -> list[Block]:
    """Make the listing of the article's headings a TableOfContents tied to them.

    With ``bare_lines`` a line that the listing names becomes a heading, which is the best
    evidence there is; without, only headings that are marked are tied.
    """
    for index, block in enumerate(blocks):
        if isinstance(block, TableOfContents):
            return blocks
        if isinstance(block, (Table, List)) and _is_listing(block):
            contents = TableOfContents(block, span=block.span)
            found = _tie(contents, blocks, index, bare_lines)
            if _is_titled(block, blocks[:index]) or _is_confirmed(contents, found):
                return _with_contents(contents, found, blocks, index)
    return blocks


def _is_listing(block: Table | List) -> bool:
    """One column, or a list without deeper levels: at least two entries."""
    if isinstance(block, List):
        return len(block.items) > 1 and all(len(item.children) == 1 for item in block.items)
    rows = block.rows
    return len(rows) > 1 and all(
        len(row.cells) == 1 or not any(cell.children for cell in row.cells[1:]) for row in rows
    )


def _is_titled(block: Table | List, before: list[Block]) -> bool:
    if isinstance(block, Table):
        return block.header_rows > 0 and fold(plain_text(block.rows[0])) in CONTENTS_TITLES
    title = before[-1] if before else None
    return isinstance(title, (Heading, Paragraph)) and fold(plain_text(title)) in CONTENTS_TITLES


def _is_confirmed(contents: TableOfContents, found: dict[int, int]) -> bool:
    return len(found) > 1 and 3 * len(found) >= 2 * len(contents.entries)


def _tie(
    contents: TableOfContents, blocks: list[Block], index: int, bare_lines: bool
) -> dict[int, int]:
    """Return which entry, by its place in ``entries``, names which block behind the listing."""
    kinds = (Heading, Paragraph) if bare_lines else (Heading,)
    wanted: dict[str, int] = {}
    for place, entry in enumerate(contents.entries):
        wanted.setdefault(fold(entry.text), place)
    wanted.pop("", None)
    found: dict[int, int] = {}
    for at in range(index + 1, len(blocks)):
        block = blocks[at]
        if isinstance(block, kinds) and block.span.end - block.span.start <= LONGEST_HEADING:
            place = wanted.get(fold(plain_text(block)), -1)
            if place >= 0 and place not in found:
                found[place] = at
    return found


def _with_contents(
    contents: TableOfContents, found: dict[int, int], blocks: list[Block], index: int
) -> list[Block]:
    blocks = blocks.copy()
    entries = list(contents.entries)
    for place, at in found.items():
        block = blocks[at]
        entries[place] = TocEntry(entries[place].text, plain_text(block))
        if isinstance(block, Paragraph):
            blocks[at] = make_heading(2, plain_text(block), 0.99, "contents", block.span)
    blocks[index] = attrs.evolve(contents, entries=tuple(entries))
    return blocks
