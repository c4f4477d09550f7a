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
    ListItem,
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
from docparse.tree.chunk_sizes import Limits, cut
from docparse.tree.chunk_tables import Frame, covering, row_line


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
    parts: list[Part] = []
    longest = limits.most if limits.adds_up else -1
    for block in blocks:
        if type(block) is Paragraph:  # most are, and a look at its words is all that they need
            words = line_text(block)
            size = len(words)
            if size <= longest:
                parts.append(Part(words, block.span, size, "text", block.role))
                continue
        kind = _KIND_BY_CLASS.get(type(block)) or _kind(block)
        role = block.role if isinstance(block, RoleHolder) else None
        meant = _meant(block)
        if isinstance(meant, Table):
            _add_table(parts, meant, kind, role, limits, form)
        elif isinstance(meant, TextHolder):
            _add_text(parts, plain_text(meant), meant.span, kind, role, limits)
        elif meant.children and not isinstance(meant.children[0], (Block, Inline)):
            for item in meant.children:  # of a List or Faq
                own = item.role if isinstance(item, RoleHolder) else None
                words = _text_in_item(item)
                size = len(words)
                if size <= longest:
                    parts.append(Part(words, item.span, size, kind, own or role))
                else:
                    _add_text(parts, words, item.span, kind, own or role, limits)
        else:
            _add_text(parts, plain_text(meant), meant.span, kind, role, limits)
    return parts


def _text_in_item(item: Node) -> str:
    """Return the plain text of an item, which mostly is that of its only paragraph."""
    children = item.children
    if type(item) is ListItem and len(children) == 1 and type(children[0]) is Paragraph:
        return line_text(children[0])
    return plain_text(item)


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


def _add_text(
    parts: list[Part],
    text: str,
    span: Span,
    kind: str,
    role: Role | None,
    limits: Limits,
    frame: Frame | None = None,
) -> None:
    """Add ``text`` to ``parts``, whole if it fits; a part that fits so is put into ``frame``."""
    if limits.adds_up:
        size = len(text)
        if size <= limits.most:
            framed = frame if frame is not None and frame.size + size <= limits.most else None
            parts.append(Part(text, span, size, kind, role, framed))
            return
    pieces = [(text, span)] if limits.fits(text) else cut(text, span, limits)
    for number, (piece, place) in enumerate(pieces):
        size = limits.count(piece)
        framed = frame if frame is not None and frame.size + size <= limits.most else None
        parts.append(Part(piece, place, size, kind, role, framed, None, number > 0))


def _add_table(
    parts: list[Part], table: Table, kind: str, role: Role | None, limits: Limits, form: str
) -> None:
    """Add the rows of ``table`` to ``parts``."""
    frame = Frame.of(table, form, limits)
    shown = len(frame.header)  # rows whose text a piece with the frame has anyway
    added = len(parts)
    header_is_due = shown > 0
    for row in table.rows[shown:]:
        span = covering(row, frame.header) if header_is_due else row.span
        if form == "text":
            framed = frame if shown else None
            _add_text(parts, row_line(row), span, kind, role, limits, framed)
        else:
            _add_row(parts, row, span, kind, role, limits, frame)
        header_is_due = False
    if shown and (len(parts) == added or parts[added].frame is not frame):
        # There is no row, or the first has no room for the header above it.
        rest, parts[added:] = parts[added:], []
        bare = Frame.of(Table(table.rows), form, limits)
        for row in frame.header:
            if form == "text":
                _add_text(parts, row_line(row), row.span, kind, role, limits)
            else:
                _add_row(parts, row, row.span, kind, role, limits, bare)
        parts += rest


def _add_row(
    parts: list[Part],
    row: TableRow,
    span: Span,
    kind: str,
    role: Role | None,
    limits: Limits,
    frame: Frame,
) -> None:
    """Add ``row`` in the form of ``frame``; as plain text if it does not fit so."""
    written = frame.written([row])
    if limits.fits(written):
        size = max(0, limits.count(written) - frame.size)
        parts.append(Part("", span, size, kind, role, frame, row))
    else:
        _add_text(parts, row_line(row), row.span, kind, role, limits)
