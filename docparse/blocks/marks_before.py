"""Items whose mark ends the line before them: ``Read more -``, newline, ``Fares``."""

from __future__ import annotations

from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.nodes import ListItem, Paragraph, make_item, make_list
from docparse.source.lines import TEXT, Lines
from docparse.source.text import Span


def read_marked_before(reader: BlockReader, index: int) -> int:
    """Read a list whose first mark stands alone, and the others at the ends of lines.

    Each item is a few lines, the last of which is a link with the same first word in all of them,
    and ends in the mark of the next item. The last item has as many lines as the others, if its
    last one begins as theirs do, else one less.
    """
    lines = reader.lines
    if lines.lines[index].strip(" \t") != "-" or reader.profile.mark_after_item:
        return index
    ends = _marked_ends(lines, index + 1)
    if len(ends) < FEWEST_MARKS or len({_first_word(lines, end) for end in ends}) > 1:
        return index
    items: list[ListItem] = []
    first = index + 1
    start = lines.trimmed(index).start
    for end in ends:
        items.append(_marked_item(reader, start, first, end + 1, is_cut=True))
        start, first = lines.trimmed(end).end - 1, end + 1
    after = _end_of_last_marked(lines, ends, first)
    if after > first:
        items.append(_marked_item(reader, start, first, after, is_cut=False))
    span = Span(items[0].span.start, items[-1].span.end)
    reader.blocks.append(make_list(tuple(items), False, 1, span))
    return max(after, first)


FEWEST_MARKS: Final = 2
"""Marks at the ends of lines that show such a list."""

MOST_LINES: Final = 4
"""Lines of an item."""


def _marked_ends(lines: Lines, index: int) -> list[int]:
    """Return the lines from ``index`` on that end in the mark of the next item."""
    ends: list[int] = []
    at = index
    while at < len(lines.kinds) and lines.kinds[at] is TEXT and at - index < MOST_LINES:
        if lines.lines[at].rstrip(" \t").endswith(" -"):
            ends.append(at)
            index = at + 1
        at += 1
    return ends


def _end_of_last_marked(lines: Lines, ends: list[int], first: int) -> int:
    """Return the line after the last item, which begins at line ``first``."""
    size = ends[-1] - ends[-2]
    after = first
    while after < len(lines.kinds) and lines.kinds[after] is TEXT and after < first + size:
        after += 1
    is_whole = after == first + size
    if is_whole and size > 1 and _first_word(lines, after - 1) != _first_word(lines, ends[-1]):
        after -= 1
    return after


def _first_word(lines: Lines, index: int) -> str:
    return lines.lines[index].lstrip(" \t").partition(" ")[0]


def _marked_item(reader: BlockReader, start: int, first: int, end: int, is_cut: bool) -> ListItem:
    """Return lines ``first`` to ``end`` as an item whose mark is at ``start``."""
    children: list[Paragraph] = []
    for line in range(first, end):
        span = reader.lines.trimmed(line)
        if is_cut and line == end - 1:
            words = reader.lines.text[span.start : span.end - 1].rstrip(" \t")
            span = Span(span.start, span.start + len(words))
        children.append(reader.paragraph(span))
    return make_item(tuple(children), Span(start, children[-1].span.end))
