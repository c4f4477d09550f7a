"""The blocks of an article as the parts that its pieces are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from docparse.nodes import (
    Block,
    ByClass,
    CodeBlock,
    Faq,
    Heading,
    Inline,
    KeyPoints,
    List,
    Node,
    Paragraph,
    Quote,
    Role,
    RoleHolder,
    Table,
    TableOfContents,
    TableRow,
    TextHolder,
    line_text,
    plain_text,
)
from docparse.source.text import Span
from docparse.tree.chunk_places import cover
from docparse.tree.chunk_sizes import Limits, cut
from docparse.tree.chunk_tables import Frame, row_line


class Part(NamedTuple):
    """Text that stays whole: a block, an item, a row, or words of one that is too long.

    ``frame`` is what it stands in if it is of a table, ``row`` the row that is written in it.
    ``goes_on`` says that it is words behind those of the part before, and begins with what it
    repeats of them.
    """

    text: str
    span: Span
    size: int
    kind: str
    role: Role | None
    frame: Frame | None = None
    row: TableRow | None = None
    goes_on: bool = False


_KIND_BY_CLASS: Final = ByClass[str](
    {
        Paragraph: "text",
        Heading: "heading",
        List: "list",
        Table: "table",
        Faq: "faq",
        Quote: "quote",
        CodeBlock: "code",
        KeyPoints: "key_points",
        TableOfContents: "contents",
    }
)


def parts_of(blocks: Iterable[Node], limits: Limits, form: str) -> list[Part]:
    """Return the parts of ``blocks``, each of which fits in a piece."""
    maker = _PartMaker(limits, form)
    for block in blocks:
        maker.add_block(block)
    return maker.parts


class _PartMaker:
    """Makes parts of blocks; tables are written in ``form``."""

    def __init__(self, limits: Limits, form: str) -> None:
        self.limits = limits
        self.form = form
        self.parts: list[Part] = []

    def add_block(self, block: Node) -> None:
        if type(block) is Paragraph:  # most are, and a look at its words is all that they need
            self.add_text(line_text(block), block.span, "text", block.role)
            return
        kind = _KIND_BY_CLASS.get(type(block)) or _kind(block)
        role = block.role if isinstance(block, RoleHolder) else None
        meant = _meant(block)
        if isinstance(meant, Table):
            self.add_table(meant, kind, role)
        elif meant.children and not isinstance(meant.children[0], (Block, Inline)):
            for item in meant.children:  # of a List or Faq
                own = item.role if isinstance(item, RoleHolder) else None
                self.add_text(plain_text(item), item.span, kind, own or role)
        else:
            self.add_text(plain_text(meant), meant.span, kind, role)

    def add_text(
        self, text: str, span: Span, kind: str, role: Role | None, frame: Frame | None = None
    ) -> None:
        """Add ``text``, whole if it fits; a part that fits in ``frame`` as well is put into it."""
        limits = self.limits
        size = len(text) if limits.adds_up else -1
        if frame is None and 0 <= size <= limits.most:
            self.parts.append(Part(text, span, size, kind, role))
            return
        pieces = [(text, span)] if limits.fits(text) else cut(text, span, limits)
        for number, (piece, place) in enumerate(pieces):
            size = limits.count(piece)
            framed = frame if frame is not None and frame.size + size <= limits.most else None
            self.parts.append(Part(piece, place, size, kind, role, framed, None, number > 0))

    def add_table(self, table: Table, kind: str, role: Role | None) -> None:
        """Add the rows of ``table``."""
        frame = Frame.of(table, self.form, self.limits)
        shown = len(frame.header)  # rows whose text a piece with the frame has anyway
        added = len(self.parts)
        for number, row in enumerate(table.rows[shown:]):
            is_first = shown > 0 and number == 0
            span = cover([frame.header[0].span, row.span]) if is_first else row.span
            self.add_row(row, span, kind, role, frame)
        if shown and (len(self.parts) == added or self.parts[added].frame is not frame):
            # There is no row, or the first has no room for the header above it.
            rest, self.parts[added:] = self.parts[added:], []
            bare = Frame.of(Table(table.rows), self.form, self.limits)
            for row in frame.header:
                self.add_row(row, row.span, kind, role, bare)
            self.parts += rest

    def add_row(
        self, row: TableRow, span: Span, kind: str, role: Role | None, frame: Frame
    ) -> None:
        """Add ``row`` in the form of ``frame``; as plain text if it does not fit so."""
        if self.form == "text":
            self.add_text(row_line(row), span, kind, role, frame if frame.header else None)
            return
        written = frame.written([row])
        if self.limits.fits(written):
            size = max(0, self.limits.count(written) - frame.size)
            self.parts.append(Part("", span, size, kind, role, frame, row))
        else:
            self.add_text(row_line(row), row.span, kind, role)


def _kind(block: Node) -> str:
    known = any(base in _KIND_BY_CLASS for base in type(block).__mro__)
    return _KIND_BY_CLASS[type(block)] if known else type(block).__name__


def _meant(block: Node) -> Node:
    """Return ``block``, or the one node that it is made for: the Table or List of a KeyPoints."""
    while not isinstance(block, TextHolder) and len(block.HOLDS) == 1:
        content = getattr(block, block.HOLDS[0])
        if not isinstance(content, Node):
            break
        block = content
    return block
