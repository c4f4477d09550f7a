"""The article's table of contents, and the headings that its entries lead to."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from docparse.nodes import (
    Block,
    Heading,
    List,
    Paragraph,
    Table,
    TableOfContents,
    cell_texts,
    make_contents,
    make_toc_entry,
    plain_text,
    row_texts,
)
from docparse.structure.draft import Draft, as_heading
from docparse.structure.key_points import with_header
from docparse.words.titles import title_key, title_kind

LONGEST_HEADING: Final = 200
"""Code points; a longer line is not taken for a heading."""

LONGEST_LISTING: Final = 200
"""Entries; a longer listing is not an article's contents."""


def read_contents(draft: Draft, *, bare_lines: bool) -> None:
    """Replace the list or table that names the article's headings by a TableOfContents.

    Each entry is tied to its heading. With ``bare_lines`` a line that an entry names becomes a
    heading: there is no better evidence. Without, entries are tied to marked headings only.
    """
    blocks = draft.blocks
    places: dict[str, list[int]] | None = None
    for index in draft.others:
        block = blocks[index]
        if isinstance(block, TableOfContents):
            return
        if not isinstance(block, (Table, List)) or (texts := _part_texts(block)) is None:
            continue
        titled = _has_contents_title(block, texts[0], blocks[index - 1] if index else None)
        listing = with_header(block) if titled else block
        if isinstance(listing, Table):
            texts = list(filter(None, texts[listing.header_rows :]))
        if places is None:  # computed once, as it looks at all lines
            places = _places(draft, index, bare_lines)
        found = _tie(texts, places, index, len(texts) if titled else len(texts) // 3)
        if titled or (len(found) > 1 and 3 * len(found) >= 2 * len(texts)):
            _replace_contents(draft, index, listing, texts, found)
            return


def _part_texts(block: Table | List) -> list[str] | None:
    """Return the texts of the rows or items of a listing; None if ``block`` is none.

    A listing has at least two entries, and one column or no deeper levels.
    """
    if isinstance(block, List):
        items = block.items
        if not 1 < len(items) <= LONGEST_LISTING or any(len(item.children) != 1 for item in items):
            return None
        return [plain_text(item.children[0]) for item in items]
    if not 1 < len(block.rows) <= LONGEST_LISTING:
        return None
    texts = []
    for row in block.rows:
        cells = cell_texts(row)
        # A picture has no text, yet fills a cell.
        contents = [cell._content for cell in row.cells] if cells is None else cells
        if any(contents[1:]):
            return None
        if cells is None:
            cells = row_texts(row)
        texts.append(cells[0] if cells else "")
    return texts


def _has_contents_title(block: Table | List, first: str, before: Block | None) -> bool:
    if isinstance(block, Table):
        return title_kind(title_key(first)) == "contents"
    return (
        isinstance(before, (Heading, Paragraph))
        and title_kind(title_key(plain_text(before))) == "contents"
    )


def _places(draft: Draft, first: int, bare_lines: bool) -> dict[str, list[int]]:
    """Return the places of the lines from ``first`` on that could be headings, by title key."""
    blocks, texts = draft.blocks, draft.texts
    places: dict[str, list[int]] = {}
    for index in range(first, len(blocks)):
        if 0 < len(texts[index]) <= LONGEST_HEADING:
            kind = type(blocks[index])
            if kind is Heading or (bare_lines and kind is Paragraph):
                places.setdefault(draft.key(index), []).append(index)
    places.pop("", None)
    return places


def _tie(
    texts: list[str], places: dict[str, list[int]], index: int, most_others: int
) -> dict[int, int]:
    """Map each entry, by its place in ``texts``, to the block after the listing that it names.

    Those after the first ``most_others`` that name none are not looked at.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for place, text in enumerate(texts):
        if place - len(found) > most_others:
            break
        candidates = places.get(title_key(text), ())
        behind = bisect_right(candidates, index)
        if behind < len(candidates) and candidates[behind] not in taken:
            found[place] = candidates[behind]
            taken.add(candidates[behind])
    return found


def _replace_contents(
    draft: Draft, index: int, listing: Table | List, texts: list[str], found: dict[int, int]
) -> None:
    """Replace block ``index`` by the contents, and the lines that its entries name by headings.

    ``found`` maps each entry, by its place in ``texts``, to the block it names.
    """
    headings: dict[int, str] = {}
    for place, at in found.items():
        block = draft.blocks[at]
        headings[place] = draft.texts[at]
        if isinstance(block, Paragraph):
            heading = as_heading(
                block, 2, CONFIDENCE_OF_ENTRIES, "contents", CONFIDENCE_OF_THEIR_LEVEL
            )
            draft.replace(at, heading, "contents", "entry", CONFIDENCE_OF_ENTRIES)
    entries = [make_toc_entry(text, headings.get(place)) for place, text in enumerate(texts)]
    contents = make_contents(listing, tuple(entries), draft.blocks[index].span)
    share = len(found) / len(texts) if texts else 0.0
    draft.replace(index, contents, "contents", "listing", share)


CONFIDENCE_OF_ENTRIES: Final = 0.99
"""The confidence of a heading that the article's contents name."""

CONFIDENCE_OF_THEIR_LEVEL: Final = 0.8
"""How sure it stands at the top: a flat list may name deeper ones too."""
