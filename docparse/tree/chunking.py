"""An article cut into pieces for retrieval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from docparse.errors import ArgumentError
from docparse.nodes import Document, Node, Role, Section, plain_text
from docparse.source.text import NO_SPAN, Span
from docparse.tree.chunk_parts import Part, parts_of
from docparse.tree.chunk_places import LineCounter, cover
from docparse.tree.chunk_sizes import Limits, Tokenizer, checked_size, last_words, limits_of
from docparse.tree.chunk_tables import TableForm, checked_form
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

    ``role`` is ``"furniture"`` for furniture of the page, where that was to be marked. ``kind`` is
    what the piece is made of: ``"text"``, ``"list"``, ``"table"``, ``"faq"``, ``"quote"``,
    ``"code"``, ``"key_points"``, ``"contents"``, ``"heading"`` (a section without text), the name
    of a class of one's own, or ``"mixed"``. ``roles`` are those of its blocks, such as
    ``"byline"``, each once. ``lines`` are its first and its last line, from 1; None for a tree that
    was not parsed.
    """

    text: str
    heading_path: list[str]
    span: Span = NO_SPAN
    role: Role | None = attrs.field(default=None, repr=False)
    kind: str = "text"
    roles: tuple[Role, ...] = attrs.field(default=(), repr=False)
    lines: tuple[int, int] | None = attrs.field(default=None, repr=False)


def chunks(
    document: Document,
    *,
    max_chars: int | None = None,
    max_tokens: int | None = None,
    tokenizer: Tokenizer | None = None,
    overlap: int = 0,
    min_chars: int = 0,
    tables: TableForm = "text",
    furniture: Furniture = KEEP,
) -> Iterator[Chunk]:
    """Return the text of ``document`` in pieces of at most ``max_chars`` code points, in order.

    Unless said, ``max_chars`` is 1,000. No piece reaches over a heading. Blocks stay whole where
    they fit, a question with its answer, and a table that does not fit is cut between rows and
    repeats its header rows where they leave a quarter of a piece for others: the pieces of a table
    are never more than seven times as long as the table. A longer block is cut between words, a
    longer word between characters: a letter with its accents, a flag or a family of emoji is never
    cut in two. One that is longer than a piece is a piece by itself, up to 32 code points. A
    section without text gives its heading's text.

    ``max_tokens`` measures pieces in the tokens of a ``tokenizer``: ``"tiktoken:cl100k_base"``,
    ``"tokenizers:bert-base-uncased"``, the path of a ``tokenizer.json``, an object that has
    ``encode``, or a function that counts the tokens of a text.

    ``overlap``, in the same unit and at most half a piece, is how much of the piece before a piece
    of the same section begins with: whole blocks, items and rows, or the last words of a paragraph.
    ``min_chars`` joins a shorter piece with a neighbour where both fit in one; the headings between
    them stand in its text, its path is what their paths have in common, and its place is that of
    the blocks.

    ``tables`` is how a table is written: ``"text"``, its cells parted by tabs, ``"markdown"``,
    ``"csv"`` or ``"html"``; a row that does not fit is plain text in each. ``furniture="drop"``
    leaves out the furniture of the page, and with ``"mark"`` blocks of furniture are pieces of
    their own, whose role says so.

    In ``heading_path`` a heading of more than 200 code points is cut there. Raises ArgumentError
    if ``document`` is no tree, OptionError for a wrong option, and MissingExtraError for a
    tokenizer whose library is not installed.
    """
    if not isinstance(document, Node):
        raise ArgumentError(f"chunks takes a Document, not {type(document).__name__}")
    limits = limits_of(max_chars, max_tokens, tokenizer, overlap)
    checked_size("min_chars", min_chars, 0)
    form = checked_form(tables)
    marks = checked_furniture(furniture) == MARK
    tree = without_furniture(document) if furniture == DROP else document
    source = getattr(document, "source", None)
    counter = None if source is None else LineCounter(source)
    found = _chunks(tree, limits, form, marks, counter)
    return _merged_pieces(found, limits, min_chars) if min_chars else found


def _chunks(
    document: Node, limits: Limits, form: str, marks: bool, counter: LineCounter | None
) -> Iterator[Chunk]:
    adds_up = limits.adds_up and form == "text"
    for path, blocks in _stretches(document):
        for is_marked, run in groupby(blocks, is_furniture) if marks else ((False, blocks),):
            role: Role | None = "furniture" if is_marked else None
            for held in _packed(parts_of(run, limits, form), limits, adds_up):
                yield _chunk(held, list(path), role, counter)


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


# ------------------------------------------------------------------------ parts → pieces


def _packed(parts: Sequence[Part], limits: Limits, adds_up: bool) -> Iterator[list[Part]]:
    """Yield the parts of each piece: as many as fit, the first ones repeated if that is asked.

    ``adds_up`` says that no piece is longer than the sizes of its parts tell.
    """
    most, separator, count = limits.most, limits.separator, len(parts)
    start = 0
    held: list[Part] = []
    while start < len(parts):
        held = _repeated_parts(held, parts[start], limits) if limits.overlap and held else []
        again = len(held)
        size = _parts_size(held, limits) if held else 0
        frame = held[-1].frame if held else None
        for end in range(start, count):
            part = parts[end]
            size += part.size + (separator if held else 0)
            if part.frame is not frame:
                frame = part.frame
                size += frame.size if frame is not None else 0
            if end > start and (size > most or (part.goes_on and limits.overlap)):
                break
            held.append(part)
        if not adds_up:
            del held[again + _how_many_fit(held, again, limits) :]
        start += len(held) - again
        if again and not adds_up and not limits.fits(_text_of(held)):
            del held[:again]
        yield held


def _how_many_fit(held: Sequence[Part], again: int, limits: Limits) -> int:
    """Return how many of the parts behind the first ``again`` fit in one piece, 1 at least."""
    least, most = 1, len(held) - again
    if limits.fits(_text_of(held)):
        return most
    while most - least > 1:
        middle = (least + most) // 2
        if limits.fits(_text_of(held[: again + middle])):
            least = middle
        else:
            most = middle
    return least


def _parts_size(held: Sequence[Part], limits: Limits) -> int:
    frames = [part.frame for part in held if part.frame is not None]
    sizes = sum(part.size for part in held) + limits.separator * max(0, len(held) - 1)
    return sizes + sum(frame.size for frame in dict.fromkeys(frames))


def _repeated_parts(before: Sequence[Part], part: Part, limits: Limits) -> list[Part]:
    """Return what a piece that begins with ``part`` repeats of the parts ``before``.

    Nothing if it would not fit, or if ``part`` begins with words of the one before it anyway.
    """
    if part.goes_on:
        return []
    framed = part.frame.size if part.frame is not None else 0
    room = min(limits.overlap, (limits.most - framed) // 2, limits.most - framed - part.size)
    found: list[Part] = []
    for last in reversed(before):
        room -= last.size + limits.separator
        if room < 0 or (last.frame is not None and last.frame is not part.frame):
            break
        found.insert(0, last)
    if not found and before[-1].row is None and before[-1].frame is None:
        return _repeated_words(before[-1], room + before[-1].size, limits)
    return found


def _repeated_words(last: Part, room: int, limits: Limits) -> list[Part]:
    """Return the last words of a part, no more than ``room``, as a part; none if none fits."""
    words = last_words(last.text, attrs.evolve(limits, overlap=room)) if room > 0 else ""
    if not words:
        return []
    exact = last.span != NO_SPAN and last.span.end - last.span.start == len(last.text)
    span = Span(last.span.end - len(words), last.span.end) if exact else last.span
    return [last._replace(text=words, span=span, size=limits.count(words))]


def _text_of(held: Sequence[Part]) -> str:
    """Return the text of a piece of these parts, its rows in the form of their frame."""
    texts: list[str] = []
    for frame, run in groupby(held, lambda part: part.frame):
        parts = list(run)
        if frame is None:
            texts += [part.text for part in parts]
        elif frame.form == "text":
            texts += [frame.written(()), *(part.text for part in parts)]
        else:
            texts.append(frame.written([part.row for part in parts if part.row is not None]))
    return "\n".join(texts)


def _chunk(
    held: Sequence[Part], path: list[str], role: Role | None, counter: LineCounter | None
) -> Chunk:
    kind = held[0].kind
    texts: list[str] = []
    spans: list[Span] = []
    roles: dict[Role, None] = {}
    is_framed = False
    for part in held:  # once, as pieces are made by the thousand
        texts.append(part.text)
        spans.append(part.span)
        if part.kind != kind:
            kind = MIXED
        if part.role is not None:
            roles[part.role] = None
        if part.frame is not None:
            is_framed = True
    text = _text_of(held) if is_framed else "\n".join(texts)
    span = cover(spans)
    lines = None if counter is None else counter.lines(span)
    return Chunk(text, path, span, role, kind, tuple(roles), lines)


MIXED: Final = "mixed"


# ---------------------------------------------------------------------- small neighbours


def _merged_pieces(found: Iterator[Chunk], limits: Limits, least: int) -> Iterator[Chunk]:
    """Yield ``found``, pieces shorter than ``least`` joined with a neighbour if both fit in one."""
    group: _JoinedPieces | None = None
    for chunk in found:
        if group is not None and group.takes(chunk, least):
            group.add(chunk)
            continue
        if group is not None:
            yield from group.pieces()
        group = _JoinedPieces(chunk, limits)
    if group is not None:
        yield from group.pieces()


class _JoinedPieces:
    """Pieces that become one, under the headings that all of them are under."""

    def __init__(self, first: Chunk, limits: Limits) -> None:
        self._limits = limits
        self._held = [first]
        self._path = _path_above(first)
        """The headings above all pieces, which are not in their text."""
        self._chars = len(first.text)
        self._size = limits.count(first.text)
        """The sum of the sizes of its lines."""

    def takes(self, chunk: Chunk, least: int) -> bool:
        """Whether ``chunk`` is joined: it or what is held is short, and both seem to fit in one.

        Of a section with overlap, the next piece repeats the end of this one.
        """
        last = self._held[-1]
        if self._limits.overlap and chunk.heading_path == last.heading_path:
            return False
        if chunk.role != last.role or min(self._chars, len(chunk.text)) >= least:
            return False
        sizes = map(self._limits.count, self._lines_with(chunk))
        return (
            self._size + sum(size + self._limits.separator for size in sizes) <= self._limits.most
        )

    def add(self, chunk: Chunk) -> None:
        """Take ``chunk`` in."""
        for line in self._lines_with(chunk):
            self._chars += len(line) + 1
            self._size += self._limits.count(line) + self._limits.separator
        del self._path[_shared_length(self._path, _path_above(chunk)) :]
        self._held.append(chunk)

    def _lines_with(self, chunk: Chunk) -> list[str]:
        """Return the lines that come to the text with ``chunk``: headings, and its own text."""
        path = _path_above(chunk)
        above = self._path[_shared_length(self._path, path) :]
        shown = _shared_length(self._held[-1].heading_path, path)
        return [*above, *path[shown:], chunk.text]

    def pieces(self) -> Iterator[Chunk]:
        """Yield the pieces as one; as several if, by tokens, that is too long after all."""
        end = len(self._held)
        while end > 1 and not self._limits.fits(_text_of_pieces(self._held[:end], self._path)):
            end -= 1
        yield _joined_pieces(self._held[:end], self._path) if end > 1 else self._held[0]
        yield from self._held[end:]


def _joined_pieces(held: Sequence[Chunk], path: list[str]) -> Chunk:
    """Return pieces as one, under the headings ``path``; its place is that of their blocks."""
    places = [each.lines for each in held if each.lines is not None]
    return Chunk(
        _text_of_pieces(held, path),
        path,
        cover([each.span for each in held]),
        held[0].role,
        held[0].kind if len({each.kind for each in held}) == 1 else MIXED,
        tuple(dict.fromkeys([role for each in held for role in each.roles])),
        (places[0][0], places[-1][1]) if places else None,
    )


def _text_of_pieces(held: Sequence[Chunk], path: list[str]) -> str:
    """Return the text of pieces, each below those of its headings that are new."""
    lines: list[str] = []
    shown = path
    for each in held:
        above = _path_above(each)
        lines += above[_shared_length(shown, above) :]
        lines.append(each.text)
        shown = each.heading_path
    return "\n".join(lines)


def _shared_length(path: Sequence[str], other: Sequence[str]) -> int:
    """Return how many headings two paths begin with alike."""
    pairs = enumerate(zip(path, other, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(path), len(other)))


def _path_above(chunk: Chunk) -> list[str]:
    """Return the headings that are not in the text of ``chunk``."""
    path = chunk.heading_path
    is_heading = chunk.kind == "heading" and path and chunk.text[:LONGEST_IN_PATH] == path[-1]
    return path[:-1] if is_heading else path[:]
