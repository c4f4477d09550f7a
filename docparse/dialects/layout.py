"""The whole lines of a wrapped text: paragraphs, items and rows put together from their pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from docparse.dialects.column_rows import aligned_runs
from docparse.dialects.line_kinds import kinds_without_markup
from docparse.dialects.line_width import (
    QUOTE_MARKS,
    cell_count,
    end_of_label,
    has_gap,
    has_wide_gap,
    indent_of,
    wrapping,
)
from docparse.dialects.ruled_tables import RuledTables
from docparse.dialects.wrapping import WholeLine, as_they_are, put_together
from docparse.source.fences import Fences
from docparse.source.lines import (
    BLANK,
    FENCE,
    HEADING,
    ITEM,
    QUOTE,
    ROW,
    RULE,
    TEXT,
    Lines,
    TokenKind,
)
from docparse.words.item_marks import ITEM_MARK
from docparse.words.sentences import announces, ends_sentence, ends_statement


class Layout:
    """A wrapped text as its writer laid it out."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.kinds = kinds_without_markup(lines)
        """The shape of each line in a text without Markdown's marks."""
        self.wrapping = wrapping(lines)
        """How lines were broken; None if nothing shows it."""
        self.body = _body_indent(lines, self.kinds)
        """How deep most lines of words are indented."""
        self.has_capital_titles = _capital_title_count(lines, self.kinds) >= FEWEST_CAPITAL
        """Whether titles are written in capital letters."""

    def words(self, index: int) -> str:
        return self.lines.lines[index].strip(" \t")

    def indent(self, index: int) -> int:
        return indent_of(self.lines.lines[index])


def joined_lines(layout: Layout) -> Lines:
    """Return the lines of ``layout`` with the pieces of each broken line joined again."""
    return put_together(layout.lines, _pieces_joined(layout))


def _body_indent(lines: Lines, kinds: list[TokenKind]) -> int:
    """Return how deep most of the words are indented, 0 if no depth has half of them."""
    depths: Counter[int] = Counter()
    for line, kind in zip(lines.lines, kinds, strict=True):
        if kind is TEXT and not has_gap(line):
            depths[indent_of(line)] += len(line)
    if not depths:
        return 0
    depth, length = depths.most_common(1)[0]
    return depth if length * 2 >= sum(depths.values()) else 0


def _capital_title_count(lines: Lines, kinds: list[TokenKind]) -> int:
    """Return how many lines in capital letters stand alone, 0 if most lines are capital."""
    alone = capital = 0
    around = [BLANK, *kinds, BLANK]
    for index, kind in enumerate(kinds):
        if kind is TEXT and is_capital(lines, index, index + 1):
            capital += 1
            alone += around[index] is BLANK and around[index + 2] is BLANK
    return alone if capital * 4 <= len(kinds) - kinds.count(BLANK) else 0


FEWEST_CAPITAL: Final = 2
"""Titles in capital letters that show that all are."""


def is_capital(lines: Lines, first: int, end: int) -> bool:
    """Whether lines ``first`` to ``end`` have several letters, and all are capital."""
    words = " ".join(lines.lines[first:end])
    return words.isupper() and sum(map(str.isalpha, words)) >= FEWEST_LETTERS


FEWEST_LETTERS: Final = 4


# ----------------------------------------------------------------------------------- blocks


def _pieces_joined(layout: Layout) -> Iterator[WholeLine]:
    kinds = layout.kinds
    fences, ruled = Fences(layout.lines), RuledTables(layout.lines.lines, kinds)
    index, count = 0, len(kinds)
    while index < count:
        if kinds[index] is BLANK:
            yield WholeLine(index, index + 1, BLANK)
            index += 1
            continue
        if kinds[index] is FENCE and (closing := fences.closing(index)) is not None:
            yield from as_they_are(layout.lines, index, closing + 1)
            index = closing + 1
            continue
        after = ruled.end_of_table(index)
        if after > index:
            yield from ruled.rows(index, after)
            index = after
            continue
        end = index + 1
        while end < count and kinds[end] is not BLANK and not ruled.end_of_table(end) > end:
            end += 1
        yield from _blocks_lines(layout, index, end)
        index = end


def _blocks_lines(layout: Layout, first: int, end: int) -> Iterator[WholeLine]:
    """Yield the whole lines of a block: lines without a blank one among them."""
    lines = layout.lines.lines
    at = first
    for start, after in _words_only(layout, first, end):
        for row, after_row in aligned_runs(lines, start, after):
            if _is_justified(layout, row, after_row):
                continue
            yield from _words(layout, at, row, end)
            yield from (WholeLine(line, line + 1, ROW) for line in range(row, after_row))
            at = after_row
    yield from _words(layout, at, end, end)


def _is_justified(layout: Layout, first: int, end: int) -> bool:
    """Whether lines with gaps are no rows but text that its gaps make equally wide."""
    lines, found = layout.lines.lines, layout.wrapping
    return found is not None and all(
        not has_wide_gap(lines[index]) and found.is_full(lines[index], lines[index + 1])
        for index in range(first, end - 1)
    )


def _words_only(layout: Layout, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines ``first`` to ``end`` that have no mark."""
    start = first
    for index in range(first, end + 1):
        if index == end or layout.kinds[index] is not TEXT:
            if index > start:
                yield start, index
            start = index + 1


def _words(layout: Layout, first: int, end: int, block_end: int) -> Iterator[WholeLine]:
    """Yield the paragraphs, items, headings and rules in lines ``first`` to ``end``."""
    kinds = layout.kinds
    while first < end:
        kind = kinds[first]
        after = _end_of_underlined(layout, first, end)
        if after > first:
            kind = HEADING
        elif kind in _MAY_GO_ON:
            after = _end_of_piece(layout, first, end)
            if kind is not QUOTE and _is_shown_title(layout, first, after, block_end):
                kind = HEADING
        else:
            after = first + 1
        yield WholeLine(first, after, kind)
        first = after


_MAY_GO_ON: Final = (TEXT, ITEM, QUOTE)


def _end_of_underlined(layout: Layout, first: int, end: int) -> int:
    """Return the end of a title and the line under it, as long as the title; ``first`` if none.

    The same line may stand above the title, too.
    """
    lines, kinds = layout.lines.lines, layout.kinds
    title = first
    if kinds[first] is RULE and first + 2 < end and layout.words(first) == layout.words(first + 2):
        title = first + 1
    if title + 1 >= end or kinds[title] not in (TEXT, ITEM) or kinds[title + 1] is not RULE:
        return first
    rule = layout.words(title + 1)
    if len(set(rule)) > 1 or has_gap(lines[title]):
        return first
    spare = len(rule) - cell_count(layout.words(title))
    return title + 2 if abs(spare) <= _SPARE or (title > first and spare > 0) else first


_SPARE: Final = 1
"""Characters that an underline may be longer or shorter than its title."""


def _is_shown_title(layout: Layout, first: int, end: int, block_end: int) -> bool:
    """Whether the lines from ``first`` to ``end`` are a title, by how they are laid out.

    It stands alone and is less indented than the text, as lynx and man write it, where the text
    may follow at once; or all its letters are capital and the text's are not, as html-to-text
    writes it.
    """
    kinds, depth = layout.kinds, layout.indent(first)
    words = layout.words(first)
    if end - first > LONGEST_SHOWN or not (first == 0 or kinds[first - 1] is BLANK):
        return False
    if words[0] == "#" or (kinds[first] is ITEM and not words[0].isdecimal()):
        return False
    if ends_statement(layout.words(end - 1)) or not any(map(str.isalpha, words)):
        return False
    if has_gap(words):
        return False
    if depth < layout.body - 1:
        return end == block_end or layout.indent(end) > depth
    if end < block_end or kinds[first] is ITEM:
        return False
    return layout.has_capital_titles and is_capital(layout.lines, first, end)


LONGEST_SHOWN: Final = 3
"""Lines of a title, at most."""


# ------------------------------------------------------------------------------------ lines


def _end_of_piece(layout: Layout, first: int, end: int) -> int:
    """Return the end of the paragraph or the item that begins in line ``first``."""
    place = _column_of_words(layout, first)
    after = first + 1
    while after < end and _is_continued(layout, first, after, place):
        if after == first + 1 and layout.kinds[first] is TEXT:
            place = layout.indent(after)
        after += 1
    return after


def _column_of_words(layout: Layout, index: int) -> int:
    """Return where the words of line ``index`` begin, behind its mark if it has one."""
    line = layout.lines.lines[index]
    if layout.kinds[index] is ITEM and (match := ITEM_MARK.match(line)):
        return match.end()
    return indent_of(line)


def _is_continued(layout: Layout, first: int, index: int, place: int) -> bool:
    """Whether line ``index`` goes on with the piece that begins in ``first``.

    Its words stand under those of the piece, or of an item's mark, and the line above is full.
    """
    lines, kinds = layout.lines.lines, layout.kinds
    before, line, kind = lines[index - 1], lines[index], kinds[index]
    if kinds[first] is QUOTE:
        return kind is QUOTE and _goes_on_quoted(layout, before, line)
    if kind is ITEM:
        if kinds[first] is ITEM or not _is_accident(layout, index):
            return False
    elif kind is not TEXT:
        return False
    depth = indent_of(line)
    if kinds[first] is ITEM:
        if abs(depth - place) > 1 and depth != layout.indent(first):
            return False
    elif depth != place and (index > first + 1 or not _may_hang(before, depth, place)):
        return False
    is_sure = index > first + 1 or kinds[first] is ITEM
    return _is_broken(layout, before, line, max(0, depth - layout.body), is_sure)


def _may_hang(first_line: str, depth: int, place: int) -> bool:
    """Whether the lines after ``first_line``, ``depth`` deep, may belong to it, ``place`` deep.

    The first may be set in, or the others: a little, or behind a label as in ``-a     All boats``.
    """
    return abs(depth - place) <= DEEPEST_FIRST_LINE or depth == end_of_label(first_line)


DEEPEST_FIRST_LINE: Final = 8
"""How much further the first line of a paragraph, or the others, may be indented."""


def _is_broken(layout: Layout, before: str, line: str, room: int, is_sure: bool) -> bool:
    """Whether ``before`` ends where it does because it was full, so that ``line`` goes on.

    Words that a space did not part in the page, as in ``138 boats``, leave a line less full. Then
    the sentence goes on, in a small letter or in a piece that is ``is_sure`` to be broken.
    """
    found = layout.wrapping
    if found is None:
        return False
    words = line.strip(" \t")
    if found.is_full(before, words, room):
        return True
    is_long = found.measure(before.rstrip(" \t")) * 4 >= found.width * 3
    if not is_long or ends_sentence(before) or announces(before):
        return False
    return is_sure or words[0].islower() or words[0].isdecimal()


def _goes_on_quoted(layout: Layout, before: str, line: str) -> bool:
    """Whether two quoted lines are of one paragraph: quoted as often, the first one full."""
    above, below = QUOTE_MARKS.match(before), QUOTE_MARKS.match(line)
    if above is None or below is None or above[0].count(">") != below[0].count(">"):
        return False
    words, following = before[above.end() :], line[below.end() :]
    if not words.strip(" \t") or not following.strip(" \t"):
        return False
    if ITEM_MARK.match(following):
        return False
    return _is_broken(layout, words, following, 2 * above[0].count(">"), True)


def _is_accident(layout: Layout, index: int) -> bool:
    """Whether a line only looks like an item because a dash or a number came to stand first.

    No line near it has such a mark, and the line above ends neither a sentence nor in a colon.
    """
    before = layout.lines.lines[index - 1]
    if ends_sentence(before) or announces(before):
        return False
    near = layout.kinds[index + 1 : index + 1 + NEAR]
    block = near[: near.index(BLANK)] if BLANK in near else near
    return ITEM not in block


NEAR: Final = 8
"""Lines after a line with a mark among which the next item is looked for."""
