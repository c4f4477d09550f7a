"""The entries of contents: what of a table or list each is, and how it is tied to its heading."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from docparse.nodes import (
    Content,
    List,
    ListItem,
    Paragraph,
    Table,
    TableRow,
    cell_contents,
    last_filled,
    plain_text,
)


@attrs.frozen
class Entry:
    """The source of an entry of contents."""

    part: TableRow | ListItem
    text: str
    contents: Sequence[Content]
    """Those of the cells of the row, or of the first paragraph of the item."""
    place: int
    """Which of them is the link."""


@attrs.frozen
class Tie:
    """An entry tied to a heading."""

    contents: list[str]
    """HTML."""
    place: int
    """Which of them is the link, or has the attributes."""
    attributes: str


def plain_content(content: Content) -> str:
    """Return the characters of the content of a paragraph or a cell."""
    return content if isinstance(content, str) else "".join(map(plain_text, content))


def entries_of(content: Table | List) -> list[Entry]:
    """Return what the entries of a TableOfContents are derived from.

    A row stands for its last filled cell; an item is linked in its first paragraph.
    """
    if isinstance(content, List):
        return [Entry(item, plain_text(item), (_first_content(item),), 0) for item in content.items]
    entries: list[Entry] = []
    for row in content.rows[content.header_rows :]:
        contents = cell_contents(row)
        place = last_filled(contents)
        if place >= 0:
            entries.append(Entry(row, plain_content(contents[place]), contents, place))
    return entries


def _first_content(item: ListItem) -> Content:
    first = item.children[0] if item.children else None
    return first._content if isinstance(first, Paragraph) else ""
