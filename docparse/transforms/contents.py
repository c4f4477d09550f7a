"""The list of the article's headings, and the headings it is tied to."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from docparse.block_texts import BlockTexts, row_texts
from docparse.headings import as_heading
from docparse.nodes import (
    Block,
    Heading,
    List,
    Paragraph,
    Table,
    TableOfContents,
    TableRow,
    cell_texts,
    make_contents,
    make_toc_entry,
    plain_text,
)
from docparse.transforms.key_points import with_header
from docparse.vocabulary import CONTENTS_TITLES, fold, without_number

LONGEST_HEADING: Final = 200
"""Code points; a longer line is not taken for a heading."""

LONGEST_LISTING: Final = 200
"""Entries; a longer listing is not an article's contents."""


def read_contents(blocks: list[Block], lines: BlockTexts, *, bare_lines: bool) -> list[Block]:
    """Make the listing of the article's headings a TableOfContents tied to them.

    ``lines`` are the words of ``blocks``. With ``bare_lines`` a line that the listing names becomes
    a heading, which is the best evidence there is; without, only headings that are marked are tied.
    """
    places: dict[str, list[int]] | None = None
    is_first = True
    for index, block in enumerate(blocks):
        if type(block) is Paragraph:
            continue
        if isinstance(block, TableOfContents):
            return blocks
        if isinstance(block, (Table, List)) and _is_listing(block):
            titled = _is_titled(block, blocks[index - 1] if index else None)
            listing = with_header(block) if titled else block
            texts = _entry_texts(listing)
            # Once: it looks at all lines. Contents are mostly the first listing of a text.
            found = _tie_exactly(texts, blocks, lines, index, bare_lines) if is_first else {}
            is_first = False
            if not found:
                if places is None:
                    places = _places(blocks, lines, index, bare_lines)
                found = _tie(texts, places, index)
            if titled or (len(found) > 1 and 3 * len(found) >= 2 * len(texts)):
                return _with_contents(listing, texts, found, blocks, lines, index)
    return blocks


def _is_listing(block: Table | List) -> bool:
    """One column, or a list without deeper levels: at least two entries."""
    if isinstance(block, List):
        items = block.items
        return 1 < len(items) <= LONGEST_LISTING and all(len(item.children) == 1 for item in items)
    if not 1 < len(block.rows) <= LONGEST_LISTING:
        return False
    for row in block.rows:
        texts = cell_texts(row)
        # A picture has no text, and fills a cell.
        contents = [cell._content for cell in row.cells] if texts is None else texts
        if any(contents[1:]):
            return False
    return True


def _is_titled(block: Table | List, before: Block | None) -> bool:
    if isinstance(block, Table):
        return fold(_entry_text(block.rows[0])) in CONTENTS_TITLES
    return isinstance(before, (Heading, Paragraph)) and fold(plain_text(before)) in CONTENTS_TITLES


def _entry_texts(listing: Table | List) -> list[str]:
    """Return the texts of the parts of ``listing`` that are its entries."""
    if isinstance(listing, List):
        return list(map(plain_text, listing.items))
    rows = listing.rows[listing.header_rows :]
    return list(filter(None, map(_entry_text, rows)))


def _entry_text(row: TableRow) -> str:
    """Return the text of the only cell of a row that may have one."""
    texts = row_texts(row)
    return texts[0] if texts else ""


def _places(
    blocks: list[Block], lines: BlockTexts, first: int, bare_lines: bool
) -> dict[str, list[int]]:
    """Return where the lines stand that could be headings, by folded text, from ``first`` on."""
    texts, folded = lines.texts, lines.folded
    places: dict[str, list[int]] = {}
    for index in range(first, len(blocks)):
        if 0 < len(texts[index]) <= LONGEST_HEADING:
            kind = type(blocks[index])
            if kind is Heading or (bare_lines and kind is Paragraph):
                places.setdefault(folded(index), []).append(index)
    places.pop("", None)
    return places


def _tie_exactly(
    texts: list[str], blocks: list[Block], lines: BlockTexts, index: int, bare_lines: bool
) -> dict[int, int]:
    """Return what :func:`_tie` does if each entry, but for its number, is a line's very text."""
    words = list(map(without_number, texts))
    if not words or words[0] not in lines.texts:
        return {}
    behind = lines.texts[index + 1 :]
    places = dict(zip(reversed(behind), range(len(blocks) - 1, index, -1), strict=True))
    kinds = (Heading, Paragraph) if bare_lines else (Heading,)
    found = {
        place: at
        for place, text in enumerate(words)
        if 0 < len(text) <= LONGEST_HEADING
        and (at := places.get(text)) is not None
        and isinstance(blocks[at], kinds)
    }
    return found if len(words) == len(found) == len(set(words)) else {}


def _tie(texts: list[str], places: dict[str, list[int]], index: int) -> dict[int, int]:
    """Return which entry, by its place among ``texts``, names which block behind the listing."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for place, text in enumerate(texts):
        candidates = places.get(fold(text))
        if candidates is None:
            continue
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
    lines: BlockTexts,
    index: int,
) -> list[Block]:
    blocks = blocks.copy()
    headings: dict[int, str] = {}
    for place, at in found.items():
        block = blocks[at]
        headings[place] = lines.texts[at]
        if isinstance(block, Paragraph):
            blocks[at] = as_heading(block, 2, 0.99, "contents")
    entries = [make_toc_entry(text, headings.get(place)) for place, text in enumerate(texts)]
    blocks[index] = make_contents(listing, tuple(entries), blocks[index].span)
    return blocks
