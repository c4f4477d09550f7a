"""Items whose mark stands alone on a line after them, as trafilatura 1.8 and 1.9 write it."""

from __future__ import annotations

from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.dialects.trafilatura import lone_marks, marks_after
from docparse.nodes import ListItem, make_item, make_list
from docparse.source.lines import HEADING, ITEM, MARK, QUOTE, TEXT, Lines
from docparse.source.text import Span
from docparse.words.sentences import CONTINUING, announces, ends_sentence

WORDS: Final = (
    TEXT,
    ITEM,
    HEADING,
    QUOTE,
)
"""The kinds of lines that are words in plain text, whatever they look like."""


def read_marked_after(reader: BlockReader, index: int) -> int:
    """Read items whose mark stands alone on the line after them: ``text``, newline, ``-``."""
    if reader.marked_after is None:
        reader.marked_after = _lines_marked_after(reader.lines)
    lines = reader.lines
    items: list[ListItem] = []
    while (end := reader.marked_after.get(index, 0)) > index:
        after = reader.lines.run_end(end, (MARK,))
        whole = Span(lines.trimmed(index).start, lines.trimmed(after - 1).end)
        words = (reader.paragraph(lines.trimmed(line)) for line in range(index, end))
        items.append(make_item(tuple(words), whole))
        index = after
    if items:
        span = Span(items[0].span.start, items[-1].span.end)
        reader.blocks.append(make_list(tuple(items), False, 1, span))
    return index


def read_few_marked_after(reader: BlockReader, index: int) -> int:
    """Read such items in a text that has too few of them to show how all of it was written.

    The lines before the first mark were read as any others, and are read again as items.
    """
    lines = reader.lines
    if reader.profile.mark_after_item or reader.reads_marks or lines.lines[index] != "-":
        return index
    if reader.marked_after is None:
        are_items = len(lone_marks(lines)) >= FEWEST_MARKS and marks_after(lines)
        reader.marked_after = _lines_marked_after(lines) if are_items else {}
    if not reader.marked_after:
        return index
    first = index - 1
    while first > 0 and lines.kinds[first] in WORDS and reader.marked_after.get(first) != index:
        first -= 1
    if reader.marked_after.get(first) != index:
        return index
    while reader.marked_after.get(first - 1) == first:
        first -= 1
    kept = len(reader.blocks) - (index - first)
    if kept < 0 or reader.blocks[kept].span.start != lines.trimmed(first).start:
        return index
    del reader.blocks[kept:], reader.texts[kept:]
    return read_marked_after(reader, first)


FEWEST_MARKS: Final = 2
"""One mark that stands alone may be anything."""


def _lines_marked_after(lines: Lines) -> dict[int, int]:
    """Map the first line of each item with a mark after it to the line after its words.

    The mark of an item that holds a list comes after the items of that list, so reading
    backwards every mark belongs to the nearest line of words that has none yet. The line above
    such an item, if it has no mark either, belongs to no list.
    """
    found = {}
    waiting = 0
    kinds = lines.kinds
    teasers = _ends_of_teasers(lines)
    index = len(kinds) - 1
    while index >= 0:
        if kinds[index] is MARK:
            waiting += 1
        elif index in teasers:
            waiting = 0
        elif waiting and kinds[index] in WORDS:
            end = index + 1
            waiting -= 1
            if kinds[end] is not MARK:
                waiting = 0
            elif not waiting:
                index = _first_line_of_item(lines, index)
            found[index] = end
        else:
            waiting = 0
        index -= 1
    return found


def _ends_of_teasers(lines: Lines) -> set[int]:
    """Return the last lines of items that are made of headings and paragraphs.

    Such an item is a title with a sentence under it, where again and again this alone stands
    between two marks. The page's list around such items is dropped, not their headings.
    """
    found: set[int] = set()
    row: list[int] = []
    teasers = 0
    mark = -1
    for index, kind in enumerate(lines.kinds):
        if kind is MARK:
            first, last = mark + 1, index - 1
            if mark < 0:
                row, teasers = [last], 0
            elif _has_teaser_title(lines.lines, first, last):
                row.append(last)
                teasers += 1
            else:
                row, teasers = [], 0
            if teasers >= FEWEST_TEASERS:
                found.update(row)
                row = []
            mark = index
        elif kind not in WORDS:
            mark = -1
    return found


FEWEST_TEASERS: Final = 3
LONGEST_TEASER: Final = 6
"""Lines of a title with sentences under it."""


def _has_teaser_title(texts: list[str], first: int, last: int) -> bool:
    return (
        0 < last - first < LONGEST_TEASER
        and not ends_sentence(texts[first])
        and ends_sentence(texts[last])
    )


def _first_line_of_item(lines: Lines, last: int) -> int:
    """Return the first line of the item whose last line of words is ``last``.

    An item with code or a line break in it goes on in a new line. Such a line begins as no
    sentence does, unless a single word stands above it: the title of a list.
    """
    first = last
    while first and lines.kinds[first - 1] in WORDS and _continues_line_above(lines.lines, first):
        first -= 1
    return first if first == last or " " in lines.lines[first].strip(" \t") else last


def _continues_line_above(texts: list[str], index: int) -> bool:
    """Whether line ``index`` goes on with what the line above it says."""
    line, above = texts[index].lstrip(" \t"), texts[index - 1]
    if announces(above):
        return False
    if line[0] in CONTINUING or (line[0] == "-" and line[1:2] not in "- \t"):
        return True
    return line[0].islower() and above.lstrip(" \t")[0].islower()
