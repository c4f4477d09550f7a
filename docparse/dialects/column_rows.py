"""Tables drawn with characters: columns that line up, rules of dashes, and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from docparse.dialects.line_width import has_gap, is_wide
from docparse.source.text import Span

_RULED_COLUMNS: Final = r"[ \t]*-{2,}(?: +-{2,})+[ \t]*"
_RULE: Final = r"[ \t]*-{10,}[ \t]*"
_BOX_DRAWING: Final = r"[─-╿]{3,}"
_BAR: Final = r"[|│┃║]"


def is_ruled(line: str) -> bool:
    """Whether ``line`` is ``------ ----``: a rule of dashes over each column."""
    return re.fullmatch(_RULED_COLUMNS, line) is not None


def is_rule(line: str) -> bool:
    """Whether ``line`` is one long rule of dashes, which opens and closes a table of pandoc's."""
    return re.fullmatch(_RULE, line) is not None


def is_border(line: str) -> bool:
    """Whether ``line`` is ``+----+---+``, ``|----+---|`` or ``├────┼───┤``."""
    words = line.strip(" \t")
    if len(words) < 3 or _CORNERS.isdisjoint(words):
        return False
    if words[0] in "+|":
        return not words.strip("-=:+|") and ("-" in words or "=" in words)
    return re.fullmatch(_BOX_DRAWING, words) is not None


_CORNERS: Final = frozenset("+|┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┠┨┯┷┝┥┿╞╡╪")


def is_boxed(line: str) -> bool:
    """Whether ``line`` is ``| May | 3 |`` or ``│ May │ 3 │``."""
    words = line.strip(" \t")
    return len(words) > 1 and words[0] in "|│┃║" and words[-1] in "|│┃║"


def ruled_columns(line: str) -> list[int]:
    """Return where the columns start whose rules are in ``line``."""
    return [match.start() for match in re.finditer("-+", line)]


def boxed_cells(line: str) -> list[Span]:
    """Return where the cells of ``| May | 3 |`` stand in it, with the spaces around them."""
    bars = [match.start() for match in re.finditer(_BAR, line)]
    return [Span(left + 1, right) for left, right in pairwise(bars)]


def starts_of_columns(rows: Sequence[str]) -> list[int]:
    """Return where the columns of ``rows`` start, the first one at 0.

    A column is parted from the next by places that are empty in every row: by two, or by one that
    most of the rows have more space around. Places are cells of a terminal.
    """
    taken = 0
    masks = [_mask(row) for row in rows]
    for mask in masks:
        taken |= mask
    profile = f"{taken:b}"[::-1]
    starts, narrow = [0], set()
    for match in re.compile(_EMPTY).finditer(profile, profile.find("1") + 1):
        first, after = match.span()
        if after - first == 1:
            if not _shows_column(masks, first):
                continue
            narrow.add(after)
        starts.append(after)
    kept = [0]
    for start, end in pairwise((*starts[1:], len(profile))):
        if start not in narrow or (
            _row_count_between(masks, kept[-1], start) > 1
            and _row_count_between(masks, start, end) * 2 >= len(masks)
        ):
            kept.append(start)
    return kept


def _row_count_between(masks: Sequence[int], start: int, end: int) -> int:
    """Return how many rows have words between the places ``start`` and ``end``."""
    place = (1 << (end - start)) - 1
    return sum(mask >> start & place > 0 for mask in masks)


_EMPTY: Final = "0+(?=1)"


def _mask(row: str) -> int:
    """Return a bit for each cell of a terminal that ``row`` writes something into, first lowest."""
    digits = "".join(
        "0" if char in " \t\xa0" else "11" if is_wide(char) else "1" for char in row.rstrip(" \t")
    )
    return int(digits[::-1] or "0", 2)


def _shows_column(masks: Sequence[int], place: int) -> bool:
    """Whether one empty place parts two columns: most rows have another empty place next to it.

    In four rows and more it is enough that all but one go on right behind it.
    """
    if len(masks) < 3:
        return False
    room = sum(not mask >> (place - 1) & 0b11 or not mask >> place & 0b11 for mask in masks)
    behind = sum(mask >> (place + 1) & 1 for mask in masks)
    return room * 2 >= len(masks) or (len(masks) > 3 and behind >= len(masks) - 1)


def cells_at(row: str, starts: Sequence[int]) -> list[Span]:
    """Return the place of each cell of ``row`` in it, given where the columns start.

    A word that goes on over the start of a column stays whole, in the column where it begins.
    """
    places = _offsets(row, starts)
    for index in range(1, len(places)):
        place = max(places[index], places[index - 1])
        if 0 < place < len(row) and row[place - 1] not in " \t":
            while place < len(row) and row[place] not in " \t":
                place += 1
        places[index] = place
    return [Span(start, end) for start, end in pairwise((*places, len(row)))]


def _offsets(row: str, cells: Sequence[int]) -> list[int]:
    """Return the offset in ``row`` of each of the terminal's ``cells``."""
    if row.isascii():
        return [min(cell, len(row)) for cell in cells]
    offsets = []
    at = width = 0
    for cell in cells:
        while at < len(row) and width < cell:
            width += 2 if is_wide(row[at]) else 1
            at += 1
        offsets.append(at)
    return offsets


def aligned_runs(lines: Sequence[str], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the first line and the end of each table among lines ``first`` to ``end``.

    A table is two or more lines with gaps at the same places, in two columns or more.
    """
    start = first
    while start < end:
        if not _may_be_row(lines[start]):
            start += 1
            continue
        after = start + 1
        while after < end and _may_be_row(lines[after]):
            after += 1
        if _line_up(lines[start:after]):
            yield start, after
        start = after


WIDEST_ROW: Final = 1000
"""Code points of a row; to find the columns of much wider ones would take too long."""


def _may_be_row(line: str) -> bool:
    return len(line) <= WIDEST_ROW and has_gap(line)


def _line_up(rows: Sequence[str]) -> bool:
    starts = starts_of_columns(rows)
    if len(rows) < 2 or len(starts) < 2:
        return False
    filled = [_filled_cells(row, starts) for row in rows]
    return sum(count > 1 for count in filled) >= 2 and not _is_prose(rows, starts)


def _filled_cells(row: str, starts: Sequence[int]) -> int:
    return sum(bool(row[place.start : place.end].strip(" \t")) for place in cells_at(row, starts))


def _is_prose(rows: Sequence[str], starts: Sequence[int]) -> bool:
    """Whether two columns hold so many words that they are justified text with a gap by chance."""
    words = sum(len(row.split()) for row in rows)
    return words > MOST_WORDS * len(rows) * len(starts)


MOST_WORDS: Final = 5
"""Words in a cell, on average."""


def split_lines(text: str) -> Iterable[Span]:
    """Return the place of each line of ``text``, without its ending."""
    return [Span(match.start(), match.end()) for match in re.finditer(_FILLED_LINE, text)]


_FILLED_LINE: Final = r"[^\r\n]+"
