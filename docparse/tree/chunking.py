"""An article cut into pieces for retrieval."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

import attrs

from docparse.errors import ArgumentError, OptionError
from docparse.nodes import (
    Block,
    Document,
    Inline,
    Node,
    Role,
    Section,
    Table,
    TextHolder,
    plain_text,
)
from docparse.source.text import NO_SPAN, Span
from docparse.tree.furniture import (
    DROP,
    KEEP,
    MARK,
    Furniture,
    checked_furniture,
    is_furniture,
    without_furniture,
)


@attrs.frozen
class Chunk:
    """A piece of an article: its text, the headings above it, outermost first, and its place.

    ``role`` is ``"furniture"`` for furniture of the page, where that was to be marked.
    """

    text: str
    heading_path: list[str]
    span: Span = NO_SPAN
    role: Role | None = attrs.field(default=None, repr=False)


def chunks(
    document: Document, *, max_chars: int = 1000, furniture: Furniture = KEEP
) -> Iterator[Chunk]:
    """Yield the text of ``document`` in pieces of at most ``max_chars`` code points, in order.

    No piece reaches over a heading. Blocks stay whole where they fit, a question with its
    answer, and a table that does not fit is cut between rows and repeats its header rows where
    they leave a quarter of a piece for others: the pieces of a table are never more than seven
    times as long as the table. A longer block is cut between words, a longer word between
    characters: a letter with its accents, a flag or a family of emoji is never cut in two. One that
    is longer than ``max_chars`` is a piece by itself, up to 32 code points. A section without text
    gives its heading's text.

    ``furniture="drop"`` leaves out the furniture of the page, and with ``"mark"`` blocks of
    furniture are pieces of their own, whose role says so.

    In ``heading_path`` a heading of more than 200 code points is cut there. Errors are raised when
    it is called.
    """
    if not isinstance(document, Node):
        raise ArgumentError(f"chunks takes a Document, not {type(document).__name__}")
    if not isinstance(max_chars, int) or max_chars < 1:
        raise OptionError(f"max_chars is a whole number from 1, not {max_chars!r}")
    if checked_furniture(furniture) == DROP:
        return _chunks(without_furniture(document), max_chars, marks=False)
    return _chunks(document, max_chars, marks=furniture == MARK)


def _chunks(document: Node, max_chars: int, *, marks: bool) -> Iterator[Chunk]:
    for path, blocks in _stretches(document):
        for is_marked, run in groupby(blocks, is_furniture) if marks else ((False, blocks),):
            for chunk in _packed(path, list(run), max_chars):
                yield attrs.evolve(chunk, role="furniture") if is_marked else chunk


LONGEST_IN_PATH: Final = 200
"""Code points of a heading that each piece below it repeats."""


def _stretches(document: Node) -> Iterator[tuple[list[str], list[Node]]]:
    """Yield each run of blocks between two headings, and the headings above it."""
    pending: list[tuple[Node, list[str]]] = [(document, [])]
    while pending:
        node, path = pending.pop()
        if not isinstance(node, (Document, Section)):
            yield path, [node]
            continue
        blocks: list[Node] = list(node.children)
        if isinstance(node, Section):
            path = [*path, plain_text(node.heading)[:LONGEST_IN_PATH]]
            blocks = blocks[1:] or [node.heading]
        run: list[Node] = []
        after: list[tuple[Node, list[str]]] = []
        for block in blocks:
            if isinstance(block, Section) or after:
                after.append((block, path))
            else:
                run.append(block)
        if run:
            yield path, run
        pending += reversed(after)


class _Piece(NamedTuple):
    """Text that stays whole if it can; a chunk that starts with it repeats ``header``."""

    text: str
    span: Span
    header: str = ""


def _pieces(block: Node, max_chars: int) -> Iterator[_Piece]:
    block = _meant(block)
    if isinstance(block, Table):
        rows = [plain_text(row) for row in block.rows]
        header = "\n".join(rows[: block.header_rows])
        if 4 * len(header) > 3 * max_chars:
            # Two pieces with it would hold too little else for what is repeated.
            header = ""
        for index, (row, text) in enumerate(zip(block.rows, rows, strict=True)):
            yield _Piece(text, row.span, header if index >= block.header_rows else "")
    elif isinstance(block, TextHolder):
        yield _Piece(plain_text(block), block.span)
    elif block.children and not isinstance(block.children[0], (Block, Inline)):
        for item in block.children:  # of a List or Faq
            yield _Piece(plain_text(item), item.span)
    else:
        yield _Piece(plain_text(block), block.span)


def _meant(block: Node) -> Node:
    """Return ``block``, or the one node that it is made for: the Table or List of a KeyPoints."""
    while not isinstance(block, TextHolder) and len(block.HOLDS) == 1:
        content = getattr(block, block.HOLDS[0])
        if not isinstance(content, Node):
            break
        block = content
    return block


def _packed(path: list[str], blocks: list[Node], max_chars: int) -> Iterator[Chunk]:
    texts: list[str] = []
    spans: list[Span] = []
    size = 0

    def flush() -> Iterator[Chunk]:
        nonlocal size
        if texts:
            yield Chunk("\n".join(texts), list(path), _cover(spans))
        texts.clear()
        spans.clear()
        size = 0

    for block in blocks:
        for piece in _pieces(block, max_chars):
            for text, span in _cut(piece, max_chars):
                needed = len(text) + (1 if texts else 0)
                if size + needed > max_chars:
                    yield from flush()
                    if piece.header and len(piece.header) + 1 + len(text) <= max_chars:
                        texts.append(piece.header)
                        size = len(piece.header)
                    needed = len(text) + (1 if texts else 0)
                texts.append(text)
                spans.append(span)
                size += needed
    yield from flush()


def _cut(piece: _Piece, max_chars: int) -> Iterator[tuple[str, Span]]:
    """Yield ``piece`` in parts that fit: cut at the last space that does, else in a word."""
    text, span = piece.text, piece.span
    exact = span != NO_SPAN and span.end - span.start == len(text)
    start = 0
    while len(text) - start > max_chars:
        end, after = _part(text, start, max_chars)
        yield text[start:end], Span(span.start + start, span.start + end) if exact else span
        start = after
    if start < len(text) or not text:
        rest = Span(span.start + start, span.end) if exact and start else span
        yield text[start:], rest


def _part(text: str, start: int, max_chars: int) -> tuple[int, int]:
    """Return where the part of ``text`` from ``start`` on ends, and where the next one starts."""
    limit = start + max_chars
    space = text.rfind(" ", start + 1, limit + 1)
    end, after = (space, space + 1) if space > start else (limit, limit)
    around = text[end - 1 : after + 1]
    if max(around) < _FIRST_COMBINING and "\r\n" not in around:
        return end, after
    return _part_between_characters(text, start, limit)


_FIRST_COMBINING: Final = "\u0300"
"""Below this one code point is one character, but for a carriage return and a line feed."""

_LONGEST_CHARACTER: Final = 32
"""Code points in what is one character to a reader. A letter has 30 marks at most in the form that
Unicode calls stream-safe (UAX #15), an emoji in use 10 code points."""


def _part_between_characters(text: str, start: int, limit: int) -> tuple[int, int]:
    """Return the same, with no grapheme cluster (UAX #29) cut in two.

    A cluster longer than a part is one by itself, unless it is longer than any in use.
    """
    from wcwidth import iter_graphemes  # takes long to load

    space = text.rfind(" ", start + 1, limit + 1)
    if space > start:
        clusters = list(iter_graphemes(text[space - 1 : space + 2]))
        if len(clusters[0]) == 1 and clusters[1] == " ":
            return space, space + 1
    window = text[start : max(limit, start + _LONGEST_CHARACTER) + 2]
    space = end = at = start
    for cluster in iter_graphemes(window):
        if cluster == " ":
            space = at
        at += len(cluster)
        if at > limit:
            break
        end = at
    if space > start:
        return space, space + 1
    if end == start:
        end = at if at - start <= _LONGEST_CHARACTER else limit
    return end, end


def _cover(spans: list[Span]) -> Span:
    known = [span for span in spans if span != NO_SPAN]
    return Span(known[0].start, known[-1].end) if known else NO_SPAN
