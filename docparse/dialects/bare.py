"""Lines of bare text that show what they are only together with others, or at their ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from docparse.dialects.row_shapes import end_of_compact_table
from docparse.source.lines import HEADING, ITEM, ROW, TEXT, Lines
from docparse.words.item_marks import contents_number_end, item_mark
from docparse.words.titles import LONGEST_TITLE, title_key, title_kind
from docparse.words.wiki import PILCROW, SECTION_LINK, section_link_start


def mark_bare_lines(lines: Lines, firsts: str) -> Lines:
    """Return ``lines`` with the kinds that no first character shows.

    ``firsts`` are the first characters of all lines. ``History[edit]`` is a heading; ``a) boats``
    an item where an ``a)`` stands in the text; and so is ``2.1Boats`` below the title of the
    contents. ``Month | Boats`` is a row above a line of dashes.
    """
    text = lines.text
    headings = list(_edited(lines)) if "]" in text or PILCROW in text else []
    rows = list(_compact_rows(lines)) if "|" in text else []
    items = list(_lettered(lines, firsts)) if ")" in text else []
    if "1" in firsts:
        items += _in_contents(lines, firsts)
    if not headings and not items and not rows:
        return lines
    kinds = lines.kinds.copy()
    for index in rows:
        kinds[index] = ROW
    for index in items:
        kinds[index] = ITEM
    for index in headings:
        kinds[index] = HEADING
    return Lines(lines.text, lines.lines, lines.starts, kinds)


def _edited(lines: Lines) -> Iterator[int]:
    """Yield the titles with a link of their section."""
    for match in SECTION_LINK.finditer(lines.text):
        index = bisect_right(lines.starts, match.start()) - 1
        if lines.kinds[index] in (TEXT, HEADING) and section_link_start(lines.lines[index]):
            yield index


def _lettered(lines: Lines, firsts: str) -> Iterator[int]:
    """Yield the lines that a letter and a bracket open, if one of them opens with ``a)``."""
    texts = lines.lines
    if any(texts[match.start()][1:3] == ") " for match in _LETTER_A.finditer(firsts)):
        for match in _LETTER.finditer(firsts):
            line = texts[match.start()].lstrip(" \t")
            if line[1:2] == ")" and lines.kinds[match.start()] is TEXT and item_mark(line):
                yield match.start()


_LETTER_A: Final = re.compile("[aA]")
_LETTER: Final = re.compile("[a-zA-Z \t]")


def _in_contents(lines: Lines, firsts: str) -> Iterator[int]:
    """Yield the entries below the title of a wiki's contents: ``1Piers``, ``2.1 Old boats``."""
    for match in _NUMBER.finditer(firsts):
        first = index = match.start()
        if first and contents_number_end(lines.lines[first]):
            if not _is_contents_title(lines.lines[first - 1]):
                continue
            while index < len(lines.lines) and contents_number_end(lines.lines[index]):
                yield index
                index += 1


_NUMBER: Final = re.compile("1")


def _is_contents_title(line: str) -> bool:
    """Whether ``line`` is ``Contents``, perhaps with a button behind it: ``Contents [hide]``."""
    words = line[:LONGEST_TITLE].partition("[")[0]
    return title_kind(title_key(words)) == "contents"


def _compact_rows(lines: Lines) -> Iterator[int]:
    """Yield the first line of each table that somebody typed without pipes at its ends."""
    after, texts, kinds = 0, lines.lines, lines.kinds
    piped = [at for at, line in enumerate(texts) if "|" in line]
    # Below the first row of a table stands another line with a pipe.
    for index in [at for at, below in pairwise(piped) if below == at + 1]:
        if index >= after and kinds[index] in _WORDS:
            end = end_of_compact_table(lines, index)
            if end is not None:
                after = end
                yield index


_WORDS: Final = (TEXT, ITEM, HEADING)
