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


def end_of_compact_table(lines: Lines, index: int) -> int | None:
    """Return the end of the table that somebody typed whose header is line ``index``, else None.

    Single pipes part its cells, as people type them, ``a|b|c``, and a line of dashes stands below
    its header, ``--- | ---``, written as no extractor writes it.
    """
    texts = lines.lines
    header, dashes = texts[index], lines.line(index + 1)
    if not re.fullmatch(_TYPED_DASHES, dashes) or is_open_delimiter(dashes):
        return None
    is_open = _is_open(header)
    if not is_open and re.fullmatch(_WRITTEN_DASHES, dashes) and not _is_compact(header):
        return None
    width = _typed_cell_count(header)
    if width < 2 or _typed_cell_count(dashes) != width or not (is_open or _has_both_ends(header)):
        return None
    after = index + 2
    while after < len(texts) and "|" in texts[after] and _is_open(texts[after]) is is_open:
        after += 1
    return after if after > index + 2 else None


_TYPED_DASHES: Final = r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*"
"""The line of dashes under the header of a table in Markdown."""
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
