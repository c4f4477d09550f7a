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
    pieces = sorted(match.span() for row in rows for match in _PIECE.finditer(row))
    found: list[Span] = []
    for start, end in pieces:
        if found and start < found[-1].end + 2:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


_PIECE: Final = re.compile("[^ ]+(?: [^ ]+)*")
