"""Lists: marks before the text, marks after it, and numbered lines."""

from __future__ import annotations

import re
from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.nodes import MAX_DEPTH, Block, List, ListItem, Paragraph, make_item, make_list
from docparse.source import Span
from docparse.tokenizer import TokenKind

_MARK: Final = re.compile(r"[ \t]*(?:([-*+•])|([0-9]{1,9})[.)])[ \t]+")


def read_list(reader: BlockReader, index: int) -> int:
    """A run of items of one kind.

    In plain text ``-`` marks an item, and ``1.``, ``2.`` … do when at least two follow each
    other, as does ``•``; a lone one is as likely the first character of a sentence or a title.
    """
    kind, number = _mark(reader.lines.lines[index])
    if not reader.formatted:
        if kind in "*+":
            return index
        if kind in "1•" and not _goes_on(reader, index, kind, number):
            return index
    found, end = _read_items(reader, index, _indent(reader.lines.lines[index]), reader.depth + 1)
    reader.blocks.append(found)
    return end


def read_marked_after(reader: BlockReader, index: int) -> int:
    """Items whose mark stands alone on a line after them: ``text``, newline, ``-``."""
    if reader.marked_after is None:
        reader.marked_after = _lines_marked_after(reader)
    lines = reader.lines
    items: list[ListItem] = []
    while index in reader.marked_after:
        span = lines.trimmed(index)
        after = reader.run_end(index + 1, (TokenKind.MARK,))
        whole = Span(span.start, lines.trimmed(after - 1).end)
        items.append(make_item((reader.paragraph(span),), whole))
        index = after
    if items:
        span = Span(items[0].span.start, items[-1].span.end)
        reader.blocks.append(make_list(tuple(items), False, 1, span))
    return index


def _lines_marked_after(reader: BlockReader) -> frozenset[int]:
    """Return the lines that a mark on a later line makes items.

    The mark of an item that holds a list comes after the items of that list, so reading
    backwards every mark belongs to the nearest line of words that has none yet.
    """
    found = set()
    waiting = 0
    for index in range(len(reader.lines.kinds) - 1, -1, -1):
        kind = reader.lines.kinds[index]
        if kind is TokenKind.MARK:
            waiting += 1
        elif waiting and kind in WORDS:
            found.add(index)
            waiting -= 1
        else:
            waiting = 0
    return frozenset(found)


WORDS: Final = (TokenKind.TEXT, TokenKind.LABEL, TokenKind.HEADING, TokenKind.QUOTE)
"""The kinds of lines that are words in plain text, whatever they look like."""


def _mark(line: str) -> tuple[str, int]:
    """Return an item's mark, ``"1"`` for any number, and its number."""
    match = _MARK.match(line)
    assert match, "a line of kind ITEM has a mark"
    return (match[1], 1) if match[1] else ("1", int(match[2]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _goes_on(reader: BlockReader, index: int, kind: str, number: int) -> bool:
    following = reader.lines.lines[index + 1 : index + 2]
    if not following or reader.lines.kinds[index + 1] is not TokenKind.ITEM:
        return False
    return _mark(following[0]) == (kind, number + 1 if kind == "1" else 1)


def _read_items(reader: BlockReader, index: int, indent: int, depth: int) -> tuple[List, int]:
    """Read the items that stand ``indent`` deep, and deeper ones as lists inside them."""
    lines, kinds = reader.lines, reader.lines.kinds
    kind, start = _mark(lines.lines[index])
    items: list[ListItem] = []
    at = index
    while at < len(kinds) and kinds[at] is TokenKind.ITEM:
        here, number = _mark(lines.lines[at])
        in_order = kind != "1" or reader.formatted or number == start + len(items)
        if _indent(lines.lines[at]) < indent or here != kind or not in_order:
            break
        item_start = lines.trimmed(at).start
        children: list[Block] = [_item_text(reader, at)]
        index = _read_inside(reader, at + 1, indent, depth, children)
        items.append(make_item(tuple(children), Span(item_start, children[-1].span.end)))
        at = _after_blanks(reader, index)
    span = Span(items[0].span.start, items[-1].span.end)
    return make_list(tuple(items), kind == "1", start if kind == "1" else 1, span), index


def _item_text(reader: BlockReader, index: int) -> Paragraph:
    span = reader.lines.trimmed(index)
    match = _MARK.match(reader.lines.lines[index])
    start = reader.lines.starts[index] + (match.end() if match else 0)
    paragraph: Paragraph = reader.paragraph(Span(start, span.end))
    return paragraph


def _read_inside(
    reader: BlockReader, index: int, indent: int, depth: int, children: list[Block]
) -> int:
    """Read what belongs to an item: deeper items, and in formatted text deeper lines."""
    lines, kinds = reader.lines, reader.lines.kinds
    while (at := _after_blanks(reader, index)) < len(kinds):
        if _indent(lines.lines[at]) <= indent:
            break
        if kinds[at] is TokenKind.ITEM and depth < MAX_DEPTH:
            nested, index = _read_items(reader, at, _indent(lines.lines[at]), depth + 1)
            children.append(nested)
            continue
        if kinds[at] is TokenKind.ITEM:
            span = lines.trimmed(at)
            reader.report("depth-limit", span, f"lists are read {MAX_DEPTH} deep, not deeper")
        elif kinds[at] is not TokenKind.TEXT or not reader.formatted:
            break
        children.append(reader.paragraph(lines.trimmed(at)))
        index = at + 1
    return index


def _after_blanks(reader: BlockReader, index: int) -> int:
    """Return the next line that is not blank; in plain text a blank line ends a list."""
    return reader.run_end(index, (TokenKind.BLANK,)) if reader.formatted else index
