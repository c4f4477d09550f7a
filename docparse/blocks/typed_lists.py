"""Lists whose marks the page's author typed: ``• item``, ``– item``, ``1. item``, ``(3) item``.

An extractor writes the marks of a page's lists, and all other lines are paragraphs to it, with
whatever they begin. So one line with a mark or a number shows nothing. It takes a run of them, and
what else they look like: speeches in a story open with a dash, titles and days with a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from docparse.blocks.reader import BlockReader
from docparse.dialects.line_width import indent_of
from docparse.nodes import MAX_DEPTH, Block, List, ListItem, make_item, make_list
from docparse.source.lines import BLANK, ITEM, MARK, TEXT, Lines, trimmed_span
from docparse.source.text import Span
from docparse.words.item_marks import (
    BULLETS,
    CONTENTS,
    DASHES,
    ItemMark,
    contents_number_end,
    item_mark,
)
from docparse.words.questions import asks
from docparse.words.sentences import announces, ends_sentence, ends_statement, goes_on
from docparse.words.titles import LONGEST_TITLE, title_key, title_kind


class TypedItem(NamedTuple):
    """An item as lines."""

    line: int
    words: int
    """The line with its words: the next one if its mark stands alone."""
    mark: ItemMark
    after: int
    """The line after the item."""


class TypedRun:
    """Lines with the same mark, in which others may stand that belong to their items."""

    def __init__(self, kind: str, indent: int) -> None:
        self.kind = kind
        self.indent = indent
        self.items: list[TypedItem] = []
        self.inner: set[str] = set()
        """The bullets of lists inside of its items, at the same margin."""

    @property
    def after(self) -> int:
        return self.items[-1].after


def read_typed_list(reader: BlockReader, index: int) -> int:
    """Read a list whose marks were typed, if one begins at ``index``."""
    if reader.typed_lists is None:
        reader.typed_lists = find_typed_lists(reader)
    run = reader.typed_lists.get(index)
    if run is None:
        return index
    reader.blocks.append(_read_run(reader, run, reader.depth + 1))
    return run.after


def find_typed_lists(reader: BlockReader) -> Mapping[int, TypedRun]:
    """Return the typed lists among the reader's lines, by their first lines."""
    lines, kinds = reader.lines, reader.lines.kinds
    found: dict[int, TypedRun] = {}
    marked = not reader.spaced and lines.has_dashed_items
    at = 0
    for index in lines.special:
        if index < at or kinds[index] not in (ITEM, MARK):
            continue
        run = _run_from(lines, index, len(kinds), reader.profile.mark_after_item)
        if run is None:
            continue
        at = run.after
        if _is_list(reader.lines, run, marked):
            found[index] = run
    return found


# ------------------------------------------------------------------------------ runs of items


def _mark_at(lines: Lines, index: int, dashes: bool) -> ItemMark | None:
    """Return the mark of line ``index``, None if it has none.

    ``dashes`` is whether ``-`` counts: at the margin it is the extractor's own mark.
    """
    kind, line = lines.kinds[index], lines.lines[index]
    if kind is ITEM:
        mark = item_mark(line)
        if mark is None:
            return ItemMark(CONTENTS, 0, contents_number_end(line))
        return mark if mark.kind != "-" or dashes else None
    if kind is MARK:
        words = line.strip(" \t\u00a0\ufe0f")
        return ItemMark(words, 0, 0) if words in BULLETS else None
    return None


def _run_from(lines: Lines, first: int, end: int, dashes: bool) -> TypedRun | None:
    """Return the run of items that starts at line ``first`` and ends at ``end`` or before.

    Between two of its items may stand blank lines, deeper lines and, after bullets, a few short
    lines that the words of an item go on in.
    """
    mark = _mark_at(lines, first, dashes)
    if mark is None:
        return None
    run = TypedRun(mark.kind, indent_of(lines.lines[first]))
    at, pending = first, mark
    while True:
        words = _line_of_words(lines, at, end)
        if words is None:
            break
        after = _end_of_deeper_lines(lines, words + 1, run.indent, end)
        run.items.append(TypedItem(at, words, pending, after))
        following, between = _next_item(lines, run, after, end)
        if following is None:
            last_end = _end_of_last_typed(lines, run, after, end)
            run.items[-1] = run.items[-1]._replace(after=last_end)
            break
        at, pending = following
        run.items[-1] = run.items[-1]._replace(after=between or after)
    return run if run.items else None


def _line_of_words(lines: Lines, index: int, end: int) -> int | None:
    """Return the line with an item's words: its own, or the next one if its mark stands alone."""
    if lines.kinds[index] is not MARK:
        return index
    at = index + 1
    return at if at < end and lines.kinds[at] is TEXT else None


def _end_of_deeper_lines(lines: Lines, index: int, indent: int, end: int) -> int:
    """Return the line after those from ``index`` on that are indented by more than ``indent``."""
    after = at = index
    while at < end and at <= after + MOST_BLANK:
        kind = lines.kinds[at]
        if kind in (TEXT, ITEM) and indent_of(lines.lines[at]) > indent:
            after = at + 1
        elif kind is not BLANK:
            break
        at += 1
    return after


MOST_BLANK: Final = 4
"""Blank lines between two items, or inside of one."""

MOST_BETWEEN: Final = 2
"""Lines that the words of an item go on in, without being indented."""

LONGEST_BETWEEN: Final = 120
"""Code points of such a line; longer ones are paragraphs below a title with a bullet."""


def _next_item(
    lines: Lines, run: TypedRun, index: int, end: int
) -> tuple[tuple[int, ItemMark] | None, int]:
    """Return the next item of ``run`` from line ``index`` on, and the end of the words before it.

    The end is 0 if only blank lines stand before the item.
    """
    kinds = lines.kinds
    last = run.items[-1].mark
    opens_line_above = kinds[run.items[-1].line] is MARK
    inner: set[str] = set()
    at, blanks, between, words_end = index, 0, 0, 0
    while at < end:
        kind = kinds[at]
        if kind is BLANK:
            blanks += 1
            if blanks > MOST_BLANK:
                break
        elif kind in (ITEM, MARK):
            mark = _mark_at(lines, at, dashes=True)
            if mark is None:
                break
            if mark.kind == run.kind and abs(indent_of(lines.lines[at]) - run.indent) <= 1:
                in_order = mark.number == last.number + 1 or not mark.is_number
                if in_order:
                    run.inner |= inner
                    return (at, mark), words_end
                break
            # Bullets of another kind below an item are a list inside of it.
            if last.is_number or mark.is_number or run.kind in DASHES:
                break
            words_end = at + 1
            inner.add(mark.kind)
        elif kind is TEXT and run.kind in BULLETS and (not blanks or opens_line_above):
            between += 1
            if between > MOST_BETWEEN or not _may_stand_between(lines.lines[at]):
                break
            words_end = at + 1
        else:
            break
        at += 1
    return None, 0


def _end_of_last_typed(lines: Lines, run: TypedRun, index: int, end: int) -> int:
    """Return the end of the last item: of a sentence that goes on, or of bullets inside of it.

    Where each item before it is a title with a sentence below, so is the last one.
    """
    if index < end and lines.kinds[index] is TEXT:
        texts, before = lines.lines, run.items[:-1]
        is_like = len(before) > 1 and all(
            item.after == item.line + 2 and ends_sentence(texts[item.line + 1]) for item in before
        )
        sentence = is_like and ends_sentence(texts[index]) and _may_stand_between(texts[index])
        return index + (sentence or goes_on(texts[index].lstrip(" \t")))
    while index < end and lines.kinds[index] is ITEM:
        mark = _mark_at(lines, index, dashes=True)
        if mark is None or mark.kind not in run.inner:
            break
        index += 1
    return index


def _may_stand_between(line: str) -> bool:
    return len(line) <= LONGEST_BETWEEN or goes_on(line.lstrip(" \t"))


# --------------------------------------------------------------------------- whether it is a list

FEWEST_ITEMS: Final = 3
"""Items of a list that nothing announces."""

LONGEST_ITEM: Final = 200
LONGEST_ANNOUNCED: Final = 400
"""Code points of an item, and of one that a line announces; longer lines are paragraphs."""


def _is_list(lines: Lines, run: TypedRun, marked: bool) -> bool:
    """Whether a reader takes the run for a list.

    Where the text has lists with the extractor's own mark (``marked``), and nothing announces the
    run, only bullets and numbered sentences show one.
    """
    texts = [lines.lines[item.words][item.mark.end :].strip(" \t") for item in run.items]
    announced = _is_announced(lines, run.items[0].line)
    longest = max(map(len, texts))
    if longest > (LONGEST_ANNOUNCED if announced else LONGEST_ITEM):
        return False
    if len(texts) < (2 if announced or run.kind in "•▪●" else FEWEST_ITEMS):
        return False
    if run.kind in BULLETS or run.kind == CONTENTS or announced:
        return True
    is_number = run.items[0].mark.is_number
    if marked:
        return is_number and sum(map(ends_statement, texts)) >= len(texts) - 1
    if is_number:
        figures = sum(len(re.findall(_FIGURES, text)) >= MANY_FIGURES for text in texts)
        ask = sum(map(asks, texts))
        return 2 * max(figures, ask) < len(texts)
    if run.kind in DASHES or run.kind == "-":
        return 2 * sum(text[-1:] in _ENDS_OF_SPEECHES for text in texts) < len(texts)
    return True


_FIGURES: Final = "[0-9]+"
MANY_FIGURES: Final = 3
"""Figures in a line that is the row of a ranking, with times or points: ``1. Holm 35.58,7 (2)``."""

_ENDS_OF_SPEECHES: Final = frozenset(".!?…\"'”’«»“,:")


def _is_announced(lines: Lines, index: int) -> bool:
    """Whether the line above ``index`` ends in a colon or is the title of a list."""
    at = index - 1
    while at >= 0 and lines.kinds[at] is BLANK and at >= index - MOST_BLANK:
        at -= 1
    before = lines.lines[at] if at >= 0 else ""
    title = title_kind(title_key(before[:LONGEST_TITLE]))
    return announces(before) or title in ("contents", "key points")


# ----------------------------------------------------------------------------------- into nodes


def _read_run(reader: BlockReader, run: TypedRun, depth: int) -> List:
    lines = reader.lines
    items: list[ListItem] = []
    for item in run.items:
        start = lines.trimmed(item.line).start
        words = lines.lines[item.words][item.mark.end :]
        place = trimmed_span(words, lines.starts[item.words] + item.mark.end)
        children: list[Block] = [reader.paragraph(place)]
        _read_inner_lines(reader, item.words + 1, item.after, depth, children)
        items.append(make_item(tuple(children), Span(start, children[-1].span.end)))
    span = Span(items[0].span.start, items[-1].span.end)
    first_mark = run.items[0].mark
    start = first_mark.number if first_mark.is_number else 1
    return make_list(tuple(items), first_mark.is_number, start, span)


def _read_inner_lines(
    reader: BlockReader, first: int, end: int, depth: int, children: list[Block]
) -> None:
    """Read lines ``first`` to ``end``, which belong to an item: deeper items, and words."""
    kinds = reader.lines.kinds
    at = first
    while at < end:
        if kinds[at] is BLANK:
            at += 1
            continue
        run = _run_from(reader.lines, at, end, dashes=True) if depth < MAX_DEPTH else None
        if run is not None:
            children.append(_read_run(reader, run, depth + 1))
            at = run.after
            continue
        children.append(reader.paragraph(reader.lines.trimmed(at)))
        at += 1
