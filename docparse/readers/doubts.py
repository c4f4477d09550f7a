"""What about a whole text makes one doubt that its reading is right: diagnostics of all of it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from typing import Final

from docparse.dialects.detect import UNKNOWN
from docparse.dialects.shares import FEW
from docparse.source.decoding import share_of_bytes
from docparse.source.lines import BLANK, TEXT, Lines
from docparse.source.text import Diagnostic, Dialect, Span
from docparse.words.sentences import ends_sentence


def doubts(lines: Lines, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a Diagnostic for each thing that is odd about a text, of which ``lines`` are the lines.

    ``looks-binary``, ``looks-like-page-dump`` and ``unknown-dialect``. The span of each is the
    whole text.
    """
    whole = Span(0, len(lines.text))
    share = share_of_bytes(lines.text)
    if share:
        message = f"{share:.0%} of its characters stand for bytes that are no text"
        yield Diagnostic("looks-binary", whole, message)
    menus = _menu_line_count(lines)
    if menus:
        message = (
            f"{menus} of its {len(lines.lines)} lines stand in runs of short ones, as the menus of"
            " a web page do; an extractor that takes the article alone gives a better text"
        )
        yield Diagnostic("looks-like-page-dump", whole, message)
    if dialect.name == UNKNOWN and _parted_line_count(lines) > FEW:
        message = (
            "lines look like rows of a table, and nothing shows what wrote them: they are read as"
            " one block a line; name the dialect if you know it"
        )
        yield Diagnostic("unknown-dialect", whole, message)


_LONGEST_ENTRY: Final = 30
"""Code points of an entry of a menu."""
_SHORTEST_MENU: Final = 6
_FEWEST_ENTRIES: Final = 20
"""A dump of a page has as many lines in menus, and a third of all. Of whole pages written out line
by line 81 % have, of articles 0.5 %."""


def _menu_line_count(lines: Lines) -> int:
    """Return how many lines stand in menus, 0 if they are not a third of the text."""
    texts, kinds = lines.lines, lines.kinds
    if len(texts) < _FEWEST_ENTRIES:
        return 0
    lengths = sorted(map(len, texts))
    empty = bisect(lengths, 0)
    filled = len(texts) - empty
    short = bisect(lengths, _LONGEST_ENTRY) - empty
    if short < _FEWEST_ENTRIES or short * 3 < filled:
        return 0
    found = run = 0
    for line, kind in zip(texts, kinds, strict=True):
        if kind is BLANK:
            continue
        if kind is TEXT and len(line) <= _LONGEST_ENTRY and not ends_sentence(line):
            run += 1
            continue
        found += run if run >= _SHORTEST_MENU else 0
        run = 0
    found += run if run >= _SHORTEST_MENU else 0
    return found if found >= _FEWEST_ENTRIES and found * 3 >= filled else 0


def _parted_line_count(lines: Lines) -> int:
    """Return how many lines have tabs or spaced pipes between words, as cells may have."""
    text, found = lines.text, 0
    if "\t" in text:
        found += sum(["\t" in line.strip(" \t") for line in lines.lines if "\t" in line])
    if "|" in text:
        found += sum(
            [
                line.count(" | ") > 1 and "\t" not in line.strip(" \t")
                for line in lines.lines
                if "|" in line
            ]
        )
    return found
