"""The list of the article's headings, and the headings it is tied to."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from docparse.headings import as_heading
from docparse.nodes import (
    Block,
    Heading,
    List,
    Paragraph,
    Table,
    TableOfContents,
    TocEntry,
    listing_parts,
    make_contents,
    plain_text,
)
from docparse.transforms.key_points import with_header
from docparse.vocabulary import CONTENTS_TITLES, fold

LONGEST_HEADING: Final = 200
"""Code points; a longer line is not taken for a heading."""

LONGEST_LISTING: Final = 200
"""Entries; a longer listing is not an article's contents."""


def read_contents(blocks: list[Block], *, bare_lines: bool) -> list[Block]:
    """Make the listing of the article's headings a TableOfContents tied to them.

    With ``bare_lines`` a line that the listing names becomes a heading, which is the best
    evidence there is; without, only headings that are marked are tied.
    """
    places: dict[str, list[int]] | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, TableOfContents):
            return blocks
        if isinstance(block, (Table, List)) and _is_listing(block):
            if places is None:
                places = _places(blocks, index, bare_lines)
            titled = _is_titled(block, blocks[index - 1] if index else None)
            listing = with_header(block) if titled else block
            texts = [plain_text(part) for part in listing_parts(listing)]
            found = _tie(texts, places, index)
            if titled or (len(found) > 1 and 3 * len(found) >= 2 * len(texts)):
                return _with_contents(listing, texts, found, blocks, index)
    return blocks


def _is_listing(block: Table | List) -> bool:
    """One column, or a list without deeper levels: at least two entries."""
    if isinstance(block, List):
        items = block.items
        return 1 < len(items) <= LONGEST_LISTING and all(len(item.children) == 1 for item in items)
    rows = block.rows
    return 1 < len(rows) <= LONGEST_LISTING and all(
        len(cells := row.cells) == 1 or not any(cell._content for cell in cells[1:]) for row in rows
    )


def _is_titled(block: Table | List, before: Block | None) -> bool:
    if isinstance(block, Table):
        return fold(plain_text(block.rows[0])) in CONTENTS_TITLES
    return isinstance(before, (Heading, Paragraph)) and fold(plain_text(before)) in CONTENTS_TITLES


def _places(blocks: list[Block], first: int, bare_lines: bool) -> dict[str, list[int]]:
    """Return where the lines stand that could be headings, by folded text, from ``first`` on."""
    kinds = (Heading, Paragraph) if bare_lines else (Heading,)
    places: dict[str, list[int]] = {}
    for index in range(first, len(blocks)):
        block = blocks[index]
        if isinstance(block, kinds):
            content = block._content
            text = content if isinstance(content, str) else plain_text(block)
            if len(text) <= LONGEST_HEADING:
                places.setdefault(fold(text), []).append(index)
    places.pop("", None)
    return places


def _tie(texts: list[str], places: dict[str, list[int]], index: int) -> dict[int, int]:
    """Return which entry, by its place among ``texts``, names which block behind the listing."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for place, text in enumerate(texts):
        candidates = places.get(fold(text), [])
        behind = bisect_right(candidates, index)
        if behind < len(candidates) and candidates[behind] not in taken:
            found[place] = candidates[behind]
            taken.add(candidates[behind])
    return found


def _with_contents(
    listing: Table | List,
    texts: list[str],
    found: dict[int, int],
    blocks: list[Block],
    index: int,
) -> list[Block]:
    blocks = blocks.copy()
    headings: dict[int, str] = {}
    for place, at in found.items():
        block = blocks[at]
        headings[place] = plain_text(block)
        if isinstance(block, Paragraph):
            blocks[at] = as_heading(block, 2, 0.99, "contents")
    entries = [TocEntry(text, headings.get(place)) for place, text in enumerate(texts)]
    blocks[index] = make_contents(listing, tuple(entries), blocks[index].span)
    return blocks
