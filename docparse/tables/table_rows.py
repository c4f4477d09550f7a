"""Where the tables of a run of rows begin and end, and which lines make up one row.

From 1.10 to 2.1 the extractor pads each row to the width of its table, so that all rows of a table
have the same number of pipes, and its delimiter rows as many marks. A row whose cells hold
paragraphs or line breaks is written on several lines, which together have that number. Only the
last row may have fewer: the spaces and pipes at the end of a table are cut.
"""

from __future__ import annotations

from typing import Final

import attrs

from docparse.blocks.reader import BlockReader
from docparse.source.lines import DELIMITER, HEADING, ITEM, PIPES, ROW, TEXT, TokenKind

PARTS: Final = frozenset((ROW, DELIMITER, PIPES))
"""The lines that a table is made of."""
_WORDS: Final = frozenset((TEXT, ITEM, HEADING))

_SPILL: Final = 4
"""How many lines without a pipe a cell may spill over."""

_LONGEST_SPILL: Final = 60
"""How long a line between two rows may be to belong to the first: longer ones are paragraphs."""

_ENOUGH_ROWS: Final = 4
"""How many lines of one width make a narrower table, and are not parts of wider rows."""

_WINDOW: Final = 48
"""How many lines are looked at to find the width of a table that has no delimiter row."""


@attrs.define(eq=False, repr=False)
class RowLines:
    """One table as lines."""

    first: int
    rows: list[tuple[int, int]] = attrs.field(factory=list)
    """The first line of each row and the line after its last."""
    headers: list[int] = attrs.field(factory=list)
    """For each delimiter row, the number of rows before it."""
    after: int = 0
    """The line after the table."""
    stacked: set[int] = attrs.field(factory=set)
    """The first lines of the rows in which even a line without a pipe is a cell."""
    begins_single: bool | None = None
    """Whether the first line has one cell; None until it is asked for."""


def goes_on_with_header(table: RowLines, lines: list[str], at: int, since: int) -> bool:
    """Whether a header at line ``at``, as wide as ``table``, is a further header of it.

    ``since`` is how many rows the table has below its last header.
    """
    if not table.headers:
        return len(table.rows) == 1
    if since != 1 or not _is_single_cell(lines[at]):
        return since == 0
    if table.begins_single is None:
        # Computed once: every row may be a header, and the first line as long as all of them.
        table.begins_single = _is_single_cell(lines[table.first])
    return table.begins_single


def _is_single_cell(line: str) -> bool:
    return "|" not in line.strip("| \t")


def delimiter_width(line: str) -> int:
    """Return the number of cells of a delimiter row."""
    return line.count("-|") + (not line.rstrip(" \t").endswith("|"))


def is_part(reader: BlockReader, index: int) -> bool:
    """Whether there is a line ``index`` and it is part of a table."""
    return index < len(reader.lines.kinds) and reader.lines.kinds[index] in PARTS


@attrs.define(eq=False, repr=False)
class RowCutter:
    """Cuts one table after the other out of the lines, by the widths of their rows."""

    lines: list[str]
    kinds: list[TokenKind]
    opens: bool

    @classmethod
    def of(cls, reader: BlockReader) -> RowCutter:
        lines = reader.lines
        return cls(lines.lines, lines.kinds, opens=bool(reader.profile.row_opens))

    def cut(self, index: int) -> RowLines:
        """Return the table that begins at line ``index``."""
        kinds = self.kinds
        table = RowLines(index)
        header = self._header_width(index)
        width = header or self._likely_width(index)
        at = index
        since = 0
        while self._is_part(at) or self._spills(at, 0, width):
            if kinds[at] is DELIMITER:
                table.headers.append(len(table.rows))
                since = 0
                at += 1
                continue
            if table.rows and (end := self._plain_end(at, width)) > at:
                table.rows += [(row, row + 1) for row in range(at, end)]
                since += end - at
                at = end
                continue
            wide = width
            if at > index:
                wide = self.width(at)
                header = self._header_width(at) if wide != width or self._stands_over(at) else 0
                if (
                    header
                    and table.rows
                    and not (header == width and goes_on_with_header(table, self.lines, at, since))
                ):
                    break
            if width == 1 and table.rows == [(index, at)] and self._is_row(index):
                width = max(width, wide)  # a title over the whole table
            end = at + 1 if self._stands_over(at) else self._row_end(at, header or width)
            if end == at:
                if wide > width and table.headers and not since:
                    end = at + 1
                elif table.rows and not self._may_be_ragged(at, width):
                    break
                else:
                    end = at + 1
            table.rows.append((at, end))
            since += 1
            at = end
            if (
                self._is_short(table.rows[-1], width)
                and self._is_part(at + 1)
                and kinds[at] is not DELIMITER
            ):
                break
        if width == 1 and kinds[index] is not PIPES:
            while table.rows and kinds[table.rows[-1][0]] is PIPES:
                at = table.rows.pop()[0]
        table.after = max(at, index + 1)
        return table

    def _is_part(self, index: int) -> bool:
        return index < len(self.kinds) and self.kinds[index] in PARTS

    def _is_row(self, index: int) -> bool:
        return self.kinds[index] is ROW

    def _plain_end(self, index: int, width: int) -> int:
        """Return the line after the plain rows of ``width`` from ``index`` on.

        A plain row is one line, with another row below.
        """
        lines, kinds = self.lines, self.kinds
        opens, pipes = self.opens, width + self.opens
        at, last = index, len(kinds) - 1
        while (
            at < last
            and kinds[at] is ROW
            and kinds[at + 1] is ROW
            and lines[at].count("|") == pipes
            and (not opens or lines[at].startswith("| "))
        ):
            at += 1
        return at

    def width(self, index: int) -> int:
        """Return the number of cells that line ``index`` closes."""
        line, kind = self.lines[index], self.kinds[index]
        if kind is DELIMITER:
            return delimiter_width(line)
        pipes = line.count("|")
        if kind not in PARTS:
            # A line that has lost its last pipe, or the first one of a cell that ends below.
            return pipes + (" | " in line and not self._is_pipes(index + 1))
        return pipes - (self.opens and line.startswith("| ") and pipes > 1)

    def _stands_over(self, index: int) -> bool:
        kinds = self.kinds
        return index + 1 < len(kinds) and kinds[index + 1] is DELIMITER

    def _is_short(self, row: tuple[int, int], width: int) -> bool:
        """Whether ``row`` lacks its padding, as the last row of a table does."""
        return sum(map(self.width, range(*row))) < width

    def _header_width(self, index: int) -> int:
        """Return the width of the delimiter row of the header that starts at ``index``, or 0."""
        kinds = self.kinds
        if kinds[index] is DELIMITER:
            return self.width(index)
        total = 0
        at = index
        while at < min(len(kinds), index + _SPILL * 4):
            if kinds[at] is DELIMITER:
                wide = self.width(at)
                if at == index + 1 and self._is_part(at + 1) and total == self.width(at + 1):
                    return total
                return wide if total == wide or at == index + 1 else 0
            spills = kinds[at] in _WORDS and self._is_part(at + 1)
            if kinds[at] not in PARTS and not spills:
                return 0
            total += self.width(at)
            at += 1
        return 0

    def _is_pipes(self, index: int) -> bool:
        kinds = self.kinds
        return index < len(kinds) and kinds[index] is PIPES

    def _likely_width(self, index: int) -> int:
        """Return the width of the table at ``index``, which has no delimiter row."""
        kinds = self.kinds
        first = self.width(index)
        total = 0
        counts = []
        for at in range(index, min(len(kinds), index + _WINDOW)):
            if kinds[at] not in PARTS or kinds[at] is DELIMITER or self._stands_over(at):
                break
            counts.append(self.width(at))
        widest = max(counts, default=0)
        if not widest or counts[1:2] == [first]:
            return first
        for count in counts:
            total += count
            if total > widest:
                return first
            total %= widest
        return widest

    def _row_end(self, index: int, width: int) -> int:
        """Return the line after the row of ``width`` at ``index``; ``index`` if none is."""
        kinds = self.kinds
        total = self.width(index)
        if kinds[index] not in PARTS:
            pipes = self.lines[index].count("|")
            if pipes == width:
                return index + 1
            if self._closes(index + 1, width - pipes):
                return index + 2
        if total == width:
            return self._after_words(index + 1, width)
        if total > width or self._is_narrower(index, total):
            return index
        at = index + 1
        while total < width:
            if self._is_part(at) and kinds[at] is not DELIMITER:
                wide = self.width(at)
                if total + wide > width or (self._stands_over(at) and self.width(at + 1) != width):
                    return self._short_end(index, at)
                total += wide
            elif not self._spills(at, total, width):
                return self._last_end(index, at)
            at += 1
        return self._after_words(at, width)

    def _closes(self, index: int, width: int) -> bool:
        """Whether line ``index`` closes the last ``width`` cells of a row."""
        kinds = self.kinds
        return index < len(kinds) and kinds[index] is ROW and self.width(index) == width

    def _short_end(self, index: int, at: int) -> int:
        """Return the end of a row that line ``at`` does not fit into.

        It is the last of its table if the header of another follows.
        """
        if self._header_width(at) and at - index <= _SPILL:
            return at if self._is_row(index) else index
        return at if at == index + 1 and self.width(index) > 1 else index

    def _last_end(self, index: int, at: int) -> int:
        """Return the end of a row that the lines end within, at ``at``."""
        if not self._is_row(index):
            return index
        return index + 1 if at > index + 2 and self.width(index) == 1 else at

    def _after_words(self, index: int, width: int) -> int:
        """Return the line after the words from ``index`` on that belong to the row's last cell."""
        kinds, lines = self.kinds, self.lines
        at = index
        while at < min(len(kinds), index + _SPILL) and kinds[at] in _WORDS:
            if " | " in lines[at] or len(lines[at]) > _LONGEST_SPILL:
                return index
            at += 1
        if at == index or not self._is_part(at):
            return index
        return at if self._fits(at, width) else index

    def _fits(self, index: int, width: int) -> bool:
        """Whether a row of ``width``, and no header, begins at line ``index``."""
        if width == 1 or self._header_width(index):
            return False
        total = 0
        broken = False
        for at in range(index, min(len(self.kinds), index + _SPILL * 2)):
            if self._is_part(at):
                total += self.width(at)
                broken = broken or self._is_pipes(at)
            if total >= width:
                break
        return total == width and (broken or at == index)

    def _is_narrower(self, index: int, count: int) -> bool:
        """Whether a table with fewer columns starts at ``index``."""
        kinds = self.kinds
        ahead = range(index + 1, index + _ENOUGH_ROWS)
        return (
            count > 1
            and ahead.stop <= len(kinds)
            and all(kinds[at] is ROW and self.width(at) == count for at in ahead)
        )

    def _spills(self, index: int, total: int, width: int) -> bool:
        """Whether line ``index``, without a pipe at its end, belongs to a cell."""
        kinds, lines = self.kinds, self.lines
        if index >= len(kinds) or kinds[index] not in _WORDS:
            return False
        if " | " in lines[index] and not self._is_pipes(index + 1):
            return lines[index].count("|") + total <= width
        if not total:
            return self._is_pipes(index + 1) and self.width(index + 1) <= width
        for at in range(index + 1, min(index + _SPILL, len(kinds))):
            if kinds[at] in PARTS:
                return kinds[at] is not DELIMITER and total + self.width(at) <= width
            if kinds[at] not in _WORDS:
                return False
        return False

    def _may_be_ragged(self, index: int, width: int) -> bool:
        """Whether line ``index``, although of another width, is a row of the table.

        It is one where the table continues after it, or where it only has too many pipes at its
        end.
        """
        following = index + 1
        if self._stands_over(index) or not self._is_part(index):
            return False
        follows = self.width(following) if self._is_part(following) else 0
        if follows == width:
            return not self._stands_over(following)
        line = self.lines[index].rstrip(" \t")
        cells = line.rstrip("| \t").count("|") + 1
        return line.endswith("||") and cells <= width and follows != self.width(index)
