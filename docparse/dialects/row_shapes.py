"""Rows without a pipe at either end: which lines are rows, and where their columns are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from docparse.source.lines import Lines
from docparse.source.text import Span


def is_open_delimiter(line: str) -> bool:
    """Whether ``line`` is ``---|---`` and two spaces, without pipes at its ends."""
    return line.startswith("---") and line.endswith("---  ") and not line.strip("-| ")


def is_separated(line: str, between: str) -> bool:
    """Whether ``between`` parts words of ``line``, or stands before them."""
    return between in line and between in line.rstrip(" \t")


def adjacent_row_count(lines: Lines, are_rows: Callable[[str, str], bool]) -> int:
    """Return how many lines are rows, given a test for two lines in a row."""
    pairs = sum(map(are_rows, lines.lines, lines.lines[1:]))
    return pairs + 1 if pairs else 0


def columns(rows: Iterable[str]) -> list[Span]:
    """Return where the columns of ``rows`` stand: two or more spaces part them in every row."""
    pieces = sorted(match.span() for row in rows for match in re.finditer(_PIECE, row))
    found: list[Span] = []
    for start, end in pieces:
        if found and start < found[-1].end + 2:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


_PIECE: Final = "[^ ]+(?: [^ ]+)*"


class CompactTable:
    """Rows that single pipes part, as people type them: ``a|b|c``, ``--- | ---``."""

    def __init__(self, header_rows: int, after: int) -> None:
        self.header_rows = header_rows
        """1 if a line of dashes stands below the first row."""
        self.after = after
        """The line after the table."""


def compact_table(lines: Lines, index: int) -> CompactTable | None:
    """Return the table whose first row is line ``index``, None if it is none that was typed.

    Either a line of dashes stands below the row, written as no extractor writes it, or several
    rows of three cells or more follow each other without pipes at their ends.
    """
    texts = lines.lines
    width = _typed_cell_count(texts[index])
    is_open = _is_open(texts[index])
    if width < 2 or index + 1 >= len(texts) or not (is_open or _has_both_ends(texts[index])):
        return None
    after = index + 1
    if re.fullmatch(TYPED_DASHES, texts[after]):
        is_typed = (
            is_open or not re.fullmatch(_WRITTEN_DASHES, texts[after]) or _is_compact(texts[index])
        )
        if not is_typed or _typed_cell_count(texts[after]) != width:
            return None
        after += 1
        while after < len(texts) and "|" in texts[after] and _is_open(texts[after]) is is_open:
            after += 1
        return CompactTable(1, after) if after > index + 2 else None
    while (
        after < len(texts) and _is_open(texts[after]) and _typed_cell_count(texts[after]) == width
    ):
        after += 1
    is_table = width >= FEWEST_OPEN_CELLS and after - index >= FEWEST_OPEN_ROWS
    if not is_table or not is_open:
        return None
    # Formulas and programs have bars, too.
    is_code = any(map(_FORMULA.search, texts[index:after]))
    return None if is_code else CompactTable(0, after)


FEWEST_OPEN_ROWS: Final = 3
FEWEST_OPEN_CELLS: Final = 3
"""Rows and cells of a table without a line of dashes: pipes also part the links of a menu."""

TYPED_DASHES: Final = r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*"
"""The line of dashes under the header of a table in Markdown."""
_FORMULA: Final = re.compile(r"[{}=<>$\\]|-->|\[\w*\]")
_WRITTEN_DASHES: Final = r"\|?(?:---\|)+[ \t]*"
"""The lines of dashes that extractors write."""


def _is_open(line: str) -> bool:
    """Whether no pipe stands at either end of a line."""
    words = line.strip(" \t")
    return words[:1] not in ("", "|") and words[-1] != "|"


def _has_both_ends(line: str) -> bool:
    words = line.strip(" \t")
    return len(words) > 1 and words[0] == words[-1] == "|"


def _is_compact(line: str) -> bool:
    """Whether a row has no space inside of the pipes at its ends: ``|a|b|``."""
    return line.strip(" \t")[1:2] not in ("", " ") and line.rstrip(" \t")[-2:-1] != " "


def _typed_cell_count(line: str) -> int:
    words = line.strip(" \t")
    opens, closes = words[:1] == "|", words[-1:] == "|"
    return words.count("|") + 1 - opens - closes if "||" not in words else 0
