"""Lists with a mark before each item, and numbered lines."""

from __future__ import annotations

import re
from typing import Final

from docparse.blocks.marks_after import WORDS
from docparse.blocks.marks_inside import (
    LONGEST_BREAK,
    end_of_broken_items,
    inner_mark,
    mark_behind_link,
)
from docparse.blocks.reader import BlockReader
from docparse.blocks.typed_lists import read_typed_list
from docparse.dialects.line_width import indent_of
from docparse.nodes import (
    MAX_DEPTH,
    Block,
    List,
    ListItem,
    line_text,
    make_item,
    make_line,
    make_list,
)
from docparse.source.lines import BLANK, ITEM, TEXT, Lines, trimmed_span
from docparse.source.text import Span, new_tuple
from docparse.words.item_marks import ITEM_MARK
from docparse.words.sentences import ends_sentence


def read_list(reader: BlockReader, index: int) -> int:
    """Read a run of items of one kind.

    In plain text ``-`` marks an item: extractors write it for every item of a page's lists. All
    other marks were typed, see :mod:`docparse.blocks.typed_lists`.
    """
    lines = reader.lines
    line = lines.lines[index]
    match = ITEM_MARK.match(line)
    if match is None:
        return read_typed_list(reader, index)
    kind, number = _mark_and_number(match)
    indent = indent_of(line)
    if not reader.formatted and not _is_indented_list(reader, index, kind, number):
        if kind in "1•" or (kind in "*+" and not reader.spaced):
            return read_typed_list(reader, index)
        if kind == "-" and reader.profile.mark_after_item:
            return read_typed_list(reader, index)
        if kind == "-" and _is_yaml(lines, index):
            end = reader.lines.run_end(index, (ITEM,))
            reader.blocks += (reader.paragraph(lines.trimmed(at)) for at in range(index, end))
            return end
        if kind == "-" and not reader.items_begin_lines:
            return _read_joined_items(reader, index)
    found, end = _read_items(reader, index, indent, reader.depth + 1)
    reader.blocks.append(found)
    return end


def _is_indented_list(reader: BlockReader, index: int, kind: str, number: int) -> bool:
    """Whether a list starts here that the extractor marked and indented.

    Where everything may be indented, a lone number begins a list only if it is 1: other numbers are
    days of a date.
    """
    if kind not in reader.profile.list_marks:
        return False
    if kind != "1" or number == 1 or not reader.profile.lays_out:
        return True
    following = _after_blanks(reader, index + 1)
    match = ITEM_MARK.match(reader.lines.line(following))
    return match is not None and _mark_and_number(match) == (kind, number + 1)


def _is_yaml(lines: Lines, index: int) -> bool:
    """Whether the dashes from line ``index`` on are part of a YAML file."""
    if not index or not re.fullmatch(_KEY_AND_VALUE, lines.lines[index - 1]):
        return False
    if index > 1 and re.fullmatch(_KEY_AND_VALUE, lines.lines[index - 2]):
        return True
    end = lines.run_end(index, (ITEM,))
    return re.fullmatch(_KEY_AND_VALUE, lines.line(end)) is not None


_KEY_AND_VALUE: Final = r"[ \t]*[a-z_][\w.-]*:(?:[ \t].*)?"


def _mark_and_number(match: re.Match[str]) -> tuple[str, int]:
    """Return an item's mark, ``"1"`` for any number, and its number."""
    return (match[1], 1) if match[1] else ("1", int(match[2]))


def _read_joined_items(reader: BlockReader, index: int) -> int:
    """Read a list with dashes, including items whose mark stands inside a line.

    Code in an item, a link, or a line break begins a new line, and the next item follows on the
    line that ends it: ``the flag``, newline, ``is gone. - Next item``. The words up to such a mark
    belong to the item before it.
    """
    lines, kinds = reader.lines, reader.lines.kinds
    found, end = _read_items(reader, index, indent_of(lines.lines[index]), reader.depth + 1)
    items = list(found.items)
    at = end
    sure = end_of_broken_items(lines, at)
    goes_on = True
    while at < len(kinds) and at < end + LONGEST_BREAK and kinds[at] is TEXT:
        text = lines.lines[at]
        mark = 0
        if "-" in text:
            mark = inner_mark(text, goes_on, at < sure) or mark_behind_link(lines, at)
        if not mark:
            goes_on = goes_on and not (text[0].isupper() and ends_sentence(text))
            at += 1
            continue
        line = lines.trimmed(at)
        place = lines.starts[at] + mark
        head = trimmed_span(lines.text[line.start : place], line.start)
        rest = [*(lines.trimmed(i) for i in range(end, at)), head]
        children = (*items[-1].children, *map(reader.paragraph, rest))
        items[-1] = make_item(children, Span(items[-1].span.start, head.end))
        tail = trimmed_span(lines.text[place + 1 : line.end], place + 1)
        items.append(make_item((reader.paragraph(tail),), Span(place, line.end)))
        end = at = at + 1
        goes_on = True
        if at < len(kinds) and kinds[at] is ITEM and lines.lines[at].startswith("- "):
            more, end = _read_items(reader, at, 0, reader.depth + 1)
            items += more.items
            at = end
            sure = end_of_broken_items(lines, at)
    if end < len(kinds) and kinds[end] is TEXT and _lacks_paragraph(items, lines.lines[end]):
        children = (*items[-1].children, reader.paragraph(lines.trimmed(end)))
        items[-1] = make_item(children, Span(items[-1].span.start, children[-1].span.end))
        end += 1
    span = Span(items[0].span.start, items[-1].span.end)
    reader.blocks.append(make_list(tuple(items), False, 1, span))
    return end


def _lacks_paragraph(items: list[ListItem], line: str) -> bool:
    """Whether each item but the last is a title and a paragraph, and ``line`` is the last one's."""
    return (
        len(items) > 2
        and len(items[-1].children) == 1
        and all(len(item.children) == 2 for item in items[:-1])
        and not any(ends_sentence(line_text(item.children[0])) for item in items)
        and all(ends_sentence(line_text(item.children[1])) for item in items[:-1])
        and ends_sentence(line)
    )


def _read_items(reader: BlockReader, index: int, indent: int, depth: int) -> tuple[List, int]:
    """Read the items indented by ``indent``, and deeper ones as lists inside them."""
    lines, texts, kinds = reader.lines, reader.lines.lines, reader.lines.kinds
    first = ITEM_MARK.match(texts[index])
    assert first, "a list begins with a mark"
    kind, start = _mark_and_number(first)
    passes_blanks = reader.reads_marks or reader.profile.list_marks
    has_simple = kind == "-" and not (indent or reader.inline or passes_blanks)
    items: list[ListItem] = []
    at = index
    while at < len(kinds) and kinds[at] is ITEM:
        if has_simple and _is_simple_item(texts, at):
            items.append(_simple_item(texts[at], lines.starts[at]))
            at = index = at + 1
            continue
        match = ITEM_MARK.match(texts[at])
        if match is None:
            break
        here, number = _mark_and_number(match)
        in_order = kind != "1" or reader.formatted or number == start + len(items)
        # Numbers of more digits may begin further left.
        wider = len(str(number)) - len(str(start)) if kind == "1" else 0
        if indent_of(texts[at]) < indent - wider or here != kind or not in_order:
            break
        place = lines.trimmed(at)
        children: list[Block] = [reader.paragraph(Span(lines.starts[at] + match.end(), place.end))]
        index = _read_inside(reader, at + 1, indent, depth, children)
        items.append(make_item(tuple(children), Span(place.start, children[-1].span.end)))
        at = _after_blanks(reader, index)
    span = Span(items[0].span.start, items[-1].span.end)
    return make_list(tuple(items), kind == "1", start if kind == "1" else 1, span), index


def _is_simple_item(texts: list[str], index: int) -> bool:
    """Whether line ``index`` is ``- words``, without extra spaces or continuation lines."""
    line = texts[index]
    return (
        line[:2] == "- "
        and line[2] not in " \t"
        and line[-1] not in " \t"
        and (index + 1 == len(texts) or texts[index + 1][:1] not in (" ", "\t"))
    )


def _simple_item(line: str, start: int) -> ListItem:
    end = start + len(line)
    words = make_line(line[2:], start + 2)
    return make_item((words,), new_tuple(Span, (start, end)))


def _read_inside(
    reader: BlockReader, index: int, indent: int, depth: int, children: list[Block]
) -> int:
    """Read what belongs to an item: deeper items and deeper lines of words."""
    lines, kinds = reader.lines, reader.lines.kinds
    words = (TEXT,) if reader.reads_marks else WORDS
    while (at := _after_blanks(reader, index)) < len(kinds):
        if indent_of(lines.lines[at]) <= indent:
            break
        is_item = kinds[at] is ITEM and ITEM_MARK.match(lines.lines[at]) is not None
        if is_item and depth < MAX_DEPTH:
            nested, index = _read_items(reader, at, indent_of(lines.lines[at]), depth + 1)
            children.append(nested)
            continue
        if is_item:
            span = lines.trimmed(at)
            reader.report("depth-limit", span, f"lists are read {MAX_DEPTH} deep, not deeper")
        elif kinds[at] is not ITEM and kinds[at] not in words:
            break
        children.append(reader.paragraph(lines.trimmed(at)))
        index = at + 1
    return index


def _after_blanks(reader: BlockReader, index: int) -> int:
    """Return the next line that is not blank; ``index`` where a blank line ends a list."""
    if reader.reads_marks or reader.profile.list_marks:
        return reader.lines.run_end(index, (BLANK,))
    return index
