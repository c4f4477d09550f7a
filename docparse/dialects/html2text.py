"""html2text: marks, list items with ``*``, open rows, and paragraphs broken into lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docparse.dialects.profile import Page, Profile, Rows, Sign
from docparse.dialects.row_shapes import is_open_delimiter
from docparse.dialects.shares import filled_line_count, starred_item_count
from docparse.source.lines import TEXT, Lines


class Html2text(Profile):
    """``  * item``, and rows ``Month| Boats``, ``---|---``, ``May| 3``, each and two spaces."""

    name = "html2text"
    rows = Rows.OPEN
    between = "| "
    row_closes = "  "
    formatted = True
    spaces_blocks = True
    wraps_lines = True
    parts_items = True

    def signs(self, page: Page) -> Iterator[Sign]:
        lines = page.lines
        if _is_wrapped(lines):
            reason = f"paragraphs are broken at {WRAPPING_WIDTH} characters"
            yield Sign(filled_line_count(lines), reason)
            return
        if not page.spaced:
            return
        if "|---  " in lines.text:
            reason = "the line under a table's header ends in two spaces"
            yield Sign(_open_row_count(lines), reason)
        if page.is_marked:
            reason = "words are marked, and list items with *, two spaces deep"
            yield Sign(starred_item_count(lines), reason)


def _open_row_count(lines: Lines) -> int:
    """Return how many lines are table rows without pipes at their ends."""
    if not any(map(is_open_delimiter, lines.lines)):
        return 0
    return sum("| " in line and line.endswith("  ") for line in lines.lines)


WRAPPING_WIDTH: Final = 78
"""Characters in a line, at most, that html2text writes by default."""

_FEWEST_BROKEN: Final = 3


def _is_wrapped(lines: Lines) -> bool:
    """Whether nearly every line with another after it is as full as it can be, and none longer."""
    broken = whole = 0
    before = ""
    for line, kind in zip(lines.lines, lines.kinds, strict=True):
        if kind is not TEXT:
            before = ""
            continue
        if before and " | " not in before and "  " not in before and "  " not in line.rstrip(" "):
            room = WRAPPING_WIDTH - len(before)
            if 0 <= room <= len(line) and " " not in line[:room]:
                broken += 1
            elif room >= 0:
                whole += 1
        whole += len(line) > WRAPPING_WIDTH and " " in line and "| " not in line
        before = line
    return broken >= _FEWEST_BROKEN and broken >= 9 * whole
