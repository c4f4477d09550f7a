"""The document, and what an article says about its own content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from docparse.nodes.base import Block, Node
from docparse.nodes.block import List, ListItem, Paragraph, as_blocks, as_sequence, expect
from docparse.nodes.plain import plain_text
from docparse.nodes.table import Table, TableCell, last_filled
from docparse.source.text import Diagnostic, Dialect

__all__ = [
    "Document",
    "Faq",
    "FaqItem",
    "KeyPoints",
    "TableOfContents",
    "TocEntry",
]
"""The classes that everybody sees as docparse's: they have a name in JSON and in hooks."""


def _question(value: Paragraph | str) -> Paragraph:
    return Paragraph(value) if isinstance(value, str) else expect(value, Paragraph)


@attrs.frozen(weakref_slot=False, repr=False)
class FaqItem(Node):
    """A question and its answer. The question's label, number and icon are in its span only."""

    HOLDS = ("question", "answer")

    question: Paragraph = attrs.field(converter=_question)
    answer: tuple[Block, ...] = attrs.field(default=(), converter=as_blocks)


def _faq_items(value: Iterable[FaqItem]) -> tuple[FaqItem, ...]:
    return tuple(expect(item, FaqItem) for item in as_sequence(value))


@attrs.frozen(weakref_slot=False, repr=False)
class Faq(Block):
    """Frequently asked questions: a run of questions, each with its answer."""

    HOLDS = ("items",)
    MAY_BE_EMPTY = False

    items: tuple[FaqItem, ...] = attrs.field(converter=_faq_items)


def listing_parts(content: Table | List) -> tuple[TableCell | ListItem, ...]:
    """The parts of a listing that are its entries: items, or each body row's last filled cell."""
    if isinstance(content, List):
        return content.items
    parts = []
    for row in content.rows[content.header_rows :]:
        place = last_filled([cell._content for cell in row.cells])
        if place >= 0:
            parts.append(row.cells[place])
    return tuple(parts)


def _listing(value: Table | List) -> Table | List:
    return value if isinstance(value, List) else expect(value, Table)


@attrs.frozen(weakref_slot=False, repr=False)
class KeyPoints(Block):
    """The article in a few sentences, as its author gave them in a table or list."""

    HOLDS = ("content",)

    content: Table | List = attrs.field(converter=_listing)

    @property
    def points(self) -> tuple[TableCell | ListItem, ...]:
        """The cells or items of ``content`` that hold the points."""
        return listing_parts(self.content)


@attrs.frozen
class TocEntry:
    """A line of the contents; ``heading`` is the text of the heading it is tied to, or None."""

    text: str
    heading: str | None = None


@attrs.frozen(weakref_slot=False, repr=False)
class TableOfContents(Block):
    """The list of the article's headings that stands at its head.

    ``entries`` are read from ``content`` when they are not given.
    """

    HOLDS = ("content",)

    content: Table | List = attrs.field(converter=_listing)
    entries: tuple[TocEntry, ...] = attrs.field(converter=as_sequence)

    @entries.default
    def _entries_of_content(self) -> tuple[TocEntry, ...]:
        return tuple(TocEntry(plain_text(part)) for part in listing_parts(self.content))

    def _rebuilt(
        self, held: dict[str, Any], outcomes: Sequence[tuple[Any, ...]]
    ) -> TableOfContents:
        tied = {entry.text: entry for entry in self.entries}
        entries = TableOfContents(**held).entries
        kept = tuple(tied.get(entry.text, entry) for entry in entries)
        return attrs.evolve(self, **held, entries=kept)


# ----------------------------------------------------------------------------- the document


@attrs.frozen(weakref_slot=False, repr=False)
class Document(Node):
    """A whole article.

    ``source`` is the text it was parsed from, ``dialect`` how that was written, and
    ``diagnostics`` what in it could not be made sense of.
    """

    children: tuple[Block, ...] = attrs.field(default=(), converter=as_blocks)
    source: str | None = attrs.field(
        default=None, eq=False, kw_only=True, repr=False, metadata={"in_json": False}
    )
    dialect: Dialect | None = attrs.field(default=None, eq=False, kw_only=True)
    diagnostics: tuple[Diagnostic, ...] = attrs.field(
        default=(), converter=as_sequence, eq=False, kw_only=True
    )
    # How parse() made this document: (function, arguments). A copy with other children has none.
    _made_by: tuple[Callable[..., Document], tuple[Any, ...]] | None = attrs.field(
        default=None, init=False, eq=False, repr=False
    )

    def __reduce__(self) -> tuple[Any, ...]:
        return self._made_by or super().__reduce__()
