"""The document, and what an article says about its own content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from docparse.nodes.base import Block, Node, counted, excerpt, first_words
from docparse.nodes.block import (
    Heading,
    List,
    ListItem,
    Paragraph,
    Section,
    as_blocks,
    as_sequence,
    expect,
)
from docparse.nodes.inline import TextHolder, as_optional_string, as_string
from docparse.nodes.late import late
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

    def _summary(self) -> str:
        return excerpt(first_words(self.question))


def _faq_items(value: Iterable[FaqItem]) -> tuple[FaqItem, ...]:
    return tuple(expect(item, FaqItem) for item in as_sequence(value))


@attrs.frozen(weakref_slot=False, repr=False)
class Faq(Block):
    """Frequently asked questions: a run of questions, each with its answer."""

    HOLDS = ("items",)
    MAY_BE_EMPTY = False

    items: tuple[FaqItem, ...] = attrs.field(converter=_faq_items)

    def _summary(self) -> str:
        return counted(len(self.items), "question")


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

    def _summary(self) -> str:
        return counted(len(self.points), "point")


@attrs.frozen
class TocEntry:
    """A line of the contents; ``heading`` is the text of the heading it is tied to, or None."""

    text: str = attrs.field(converter=as_string)
    heading: str | None = attrs.field(default=None, converter=as_optional_string)


def _toc_entries(value: Iterable[TocEntry]) -> tuple[TocEntry, ...]:
    return as_sequence(value)


@attrs.frozen(weakref_slot=False, repr=False)
class TableOfContents(Block):
    """The list of the article's headings that stands at its head.

    ``entries`` are read from ``content`` when they are not given.
    """

    HOLDS = ("content",)

    content: Table | List = attrs.field(converter=_listing)
    entries: tuple[TocEntry, ...] = attrs.field(converter=_toc_entries)

    @entries.default
    def _entries_of_content(self) -> tuple[TocEntry, ...]:
        return tuple(TocEntry(plain_text(part)) for part in listing_parts(self.content))

    def _summary(self) -> str:
        return f"{len(self.entries):,} {'entry' if len(self.entries) == 1 else 'entries'}"

    def _rebuilt(
        self, held: dict[str, Any], outcomes: Sequence[tuple[Any, ...]]
    ) -> TableOfContents:
        tied = {entry.text: entry for entry in self.entries}
        entries = TableOfContents(**held).entries
        kept = tuple(tied.get(entry.text, entry) for entry in entries)
        return attrs.evolve(self, **held, entries=kept)


# ----------------------------------------------------------------------------- the document


def _diagnostics(value: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return as_sequence(value)


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
        default=(), converter=_diagnostics, eq=False, kw_only=True
    )
    # How parse() made this document: (function, arguments). A copy with other children has none.
    _made_by: tuple[Callable[..., Document], tuple[Any, ...]] | None = attrs.field(
        default=None, init=False, eq=False, repr=False
    )

    @property
    def title(self) -> str | None:
        """The words of the first heading of level 1, in one line; None if there is none.

        ``metadata(document).title`` is that heading itself.
        """
        words = (" ".join(plain_text(each).split()) for each in self.headings if each.level == 1)
        return next(words, None) or None

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading in the document, in order. Looked for anew each time."""
        return tuple(node for node in _blocks_under(self) if isinstance(node, Heading))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in the document, in order, those of key points and contents among them.

        ``render(document, "csv", table=1)`` writes the first. Looked for anew each time.
        """
        return tuple(node for node in _blocks_under(self) if isinstance(node, Table))

    def __reduce__(self) -> tuple[Any, ...]:
        return self._made_by or super().__reduce__()

    def _repr_html_(self) -> str | None:
        """Return what a notebook shows of the document; None if it is too long."""
        shown: str | None = late("notebook_html")(self)
        return shown

    def _summary(self) -> str:
        sections = tables = 0
        for node in _blocks_under(self):
            sections += isinstance(node, Section)
            tables += isinstance(node, Table)
        found = [(sections, "section"), (tables, "table"), (len(plain_text(self)), "character")]
        return ", ".join(counted(*each) for each in found if each[0]) or "empty"


def _blocks_under(document: Document) -> Iterator[Node]:
    """Yield what stands in ``document``, but for rows, cells and the text of lines, in order."""
    pending: list[Node] = [document]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (TextHolder, Table)):
            pending += node.children[::-1]
