"""Tables that rules of dashes or boxes show: which lines each is made of, and its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docparse.dialects.column_rows import is_border, is_boxed, is_rule, is_ruled
from docparse.dialects.wrapping import WholeLine
from docparse.source.lines import BLANK, DELIMITER, ROW, TokenKind

HIGHEST_HEADER: Final = 12
"""Lines that the header of a table may have."""


class RuledTables:
    """Finds the tables with rules of dashes or boxes, and their rows."""

    def __init__(self, lines: list[str], kinds: list[TokenKind]) -> None:
        self.lines, self.kinds = lines, kinds
        self.boxes = _boxes(self.lines)
        self.next_same = _next_same_rule(self.lines)

    def end_of_table(self, index: int) -> int:
        """Return the end of the table that begins in line ``index``; ``index`` if none does."""
        lines = self.lines
        if index in self.boxes:
            return self.boxes[index]
        closing = self.next_same.get(index)
        if closing is not None and self._opens(index, closing):
            return closing + 1
        if (
            index + 2 < len(lines)
            and is_ruled(lines[index + 1])
            and self.kinds[index] is not BLANK
            and not is_ruled(lines[index])
        ):
            end = index + 2
            while end < len(lines) and self.kinds[end] is not BLANK:
                end += 1
            return end if end > index + 2 else index
        return index

    def _opens(self, index: int, closing: int) -> bool:
        """Whether the rules in lines ``index`` and ``closing`` are those around a table."""
        if index + 1 == closing or self.kinds[index + 1] is BLANK:
            return False
        if is_ruled(self.lines[index]):
            return closing + 1 == len(self.lines) or self.kinds[closing + 1] is BLANK
        for at in range(index + 1, min(closing, index + HIGHEST_HEADER)):
            if self.kinds[at] is BLANK:
                return False
            if is_ruled(self.lines[at]):
                return True
        return False

    def rows(self, first: int, end: int) -> Iterator[WholeLine]:
        """Yield the rows of the table in lines ``first`` to ``end``, and the rules among them."""
        lines, kinds = self.lines, self.kinds
        is_drawn = is_border(lines[first]) or is_boxed(lines[first])
        inner = [line for line in range(first + 1, end - 1) if self._is_rule(line)]
        has_blanks = any(kinds[line] is BLANK for line in range(first, end))
        every_line = not has_blanks and (not is_drawn or len(inner) < 2)
        at = first
        while at < end:
            after = at + 1
            if self._is_rule(at):
                yield WholeLine(at, after, DELIMITER)
            elif kinds[at] is not BLANK:
                while (
                    not every_line
                    and after < end
                    and kinds[after] is not BLANK
                    and not self._is_rule(after)
                ):
                    after += 1
                yield WholeLine(at, after, ROW)
            at = after

    def _is_rule(self, index: int) -> bool:
        line = self.lines[index]
        return is_border(line) or is_ruled(line) or is_rule(line)


def _boxes(lines: list[str]) -> dict[int, int]:
    """Return the first line and the end of each table with a bar at both ends of its rows."""
    found: dict[int, int] = {}
    first = rows = 0
    for index, line in enumerate((*lines, "")):
        if is_boxed(line):
            rows += 1
        elif not is_border(line):
            if rows > 1:
                found[first] = index
            first, rows = index + 1, 0
    return found


def _next_same_rule(lines: list[str]) -> dict[int, int]:
    """Return, for each rule of dashes, the next line that is the same rule."""
    following: dict[int, int] = {}
    seen: dict[str, int] = {}
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].rstrip(" \t")
        if line[-1:] == "-" and (is_rule(line) or is_ruled(line)):
            if line in seen:
                following[index] = seen[line]
            seen[line] = index
    return following
