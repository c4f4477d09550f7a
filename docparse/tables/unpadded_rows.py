"""The tables of a run of rows whose ends are not padded, as 1.6 and 1.9 write them.

An empty cell leaves nothing behind, so the rows of one table differ in length. A cell that holds
paragraphs or line breaks ends in a lone pipe on a line of its own; the row may go on after that.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import attrs

from docparse.blocks.reader import BlockReader
from docparse.source.lines import DELIMITER, HEADING, ITEM, PIPES, ROW, TEXT
from docparse.tables.table_rows import RowLines, is_part

_WORDS: Final = frozenset((TEXT, ITEM, HEADING))

_UNPADDED_SPILL: Final = 5
"""How many lines a cell may spill over."""

_LONGEST_UNPADDED_SPILL: Final = 200
"""How long a line that a cell spills over to may be: longer ones are paragraphs."""

_UNPADDED_WINDOW: Final = 32
"""How many lines are looked at to find the width of a table."""


_MOST_STACKED: Final = 8
"""How many cells a row of paragraphs may have."""

_FARTHEST_DELIMITER: Final = 64
"""How many lines below its start a header row may end."""


@attrs.define(eq=False, repr=False)
class _Headers:
    """The header rows of a table so far: rows with a delimiter row below."""

    since: int = 0
    """How many rows stand below the last one."""
    cells: int = 0
    """How many cells the last one has."""
    name_rows: bool = False
    """Whether some only name their row: each row of the table may have one then."""
    head_parts: bool = False
    """Whether one of a single cell stood right above another: such rows head parts of a table."""


class _First(NamedTuple):
    """The first line of a table, looked at once because any row may be compared with it."""

    cells: int
    cell: str
    """Its first cell."""


@attrs.define(eq=False, repr=False)
class UnpaddedRowCutter:
    """Cuts one table after the other out of the lines."""

    reader: BlockReader
    doubled: bool

    @classmethod
    def of(cls, reader: BlockReader) -> UnpaddedRowCutter:
        return cls(reader, reader.profile.doubles_pipes)

    def cut(self, index: int) -> RowLines:
        """Return the table that begins at line ``index``."""
        kinds = self.reader.lines.kinds
        table = RowLines(index)
        width = self._likely_width(index)
        headers = _Headers()
        first = _First(self._cells(index), self._first_cell(index))
        at = last = index
        while at < len(kinds):
            if kinds[at] is DELIMITER:
                table.headers.append(len(table.rows))
                headers.since = 0
                at = last = at + 1
                continue
            if kinds[at] is PIPES:
                at += 1
                continue
            end = self._stacked_end(at, width) if table.headers and not self.doubled else 0
            if end:
                table.stacked.add(at)
            else:
                end = self._header_end(at) or self._row_end(at, width)
            if end == at:
                if table.rows or kinds[at] is not ROW:
                    break
                end = at + 1
            if is_part(self.reader, end) and kinds[end] is DELIMITER:
                if table.headers and self._is_another_header(first, at, end, headers):
                    break
                self._see_header(headers, at, end)
            if self.doubled and table.rows and self._is_another(table, first, at, end, width):
                break
            table.rows.append((at, end))
            headers.since += 1
            at = last = end
        table.after = max(last, index + 1)
        if not table.rows:
            table.after = max(at, index + 1)
        return table

    def _stacked_end(self, index: int, width: int) -> int:
        """Return the line after a row of ``width`` from ``index`` on, 0 if none is stacked there.

        A cell that is a paragraph stands on a line of its own, without a pipe.
        """
        lines, kinds = self.reader.lines.lines, self.reader.lines.kinds
        if kinds[index] is not TEXT or not 1 < width <= _MOST_STACKED:
            return 0
        cells = 0
        for at in range(index, min(len(kinds), index + width)):
            if kinds[at] is ROW:
                cells += self._cells(at)
            elif (
                kinds[at] is TEXT
                and "|" not in lines[at]
                and len(lines[at]) < _LONGEST_UNPADDED_SPILL
            ):
                cells += 1
            else:
                return 0
            if cells >= width:
                return at + 1 if cells == width and kinds[at] is ROW else 0
        return 0

    def _header_end(self, index: int) -> int:
        """Return the line of the delimiter row under the row at ``index``, 0 if none is known.

        A delimiter row has as many marks as the row above it has cells, on however many lines.
        """
        kinds, lines = self.reader.lines.kinds, self.reader.lines.lines
        if self.doubled:
            return 0
        if kinds[index + 1 : index + 2] == [ROW] and self._is_closed(index):
            return 0
        ahead = kinds[index : index + _FARTHEST_DELIMITER]
        if DELIMITER not in ahead:
            return 0
        end = index + ahead.index(DELIMITER)
        missing = lines[end].count("---")
        for line in reversed(lines[index:end]):
            missing -= line.count("|")
            if missing < 0:
                return 0
        if missing:
            return 0
        run = 0
        for at in range(index, end):
            if (
                kinds[at] in _WORDS
                and len(lines[at]) < _LONGEST_UNPADDED_SPILL
                and run < _UNPADDED_SPILL
            ):
                run += 1
            elif kinds[at] is PIPES:
                run = 0
            elif run or kinds[at] is not ROW:
                return 0
        return end if run < end - index else 0

    def _is_another_header(self, first: _First, at: int, end: int, headers: _Headers) -> bool:
        """Whether the header row at ``at`` begins another table than that of ``first``.

        A header after rows without one does, unless it names its row or is a single cell above some
        rows, in a table with more of the kind.
        """
        goes_on = is_part(self.reader, end + 1) or bool(self._pipe_after(end + 1))
        if end == at + 1 and self._cells(at) == 1:
            has_rows = is_part(self.reader, end + 1) and not self._is_title(end + 1)
            return has_rows and headers.since > 1 and not headers.head_parts
        if self._first_cell(at) == first.cell:
            return True
        if headers.since < 2:
            return False
        return not self._has_digits(at, end) or (goes_on and not headers.name_rows)

    def _see_header(self, headers: _Headers, at: int, end: int) -> None:
        """Record what the header row at ``at`` shows about the headers of its table."""
        cells = self._cells(at)
        if headers.cells and not headers.since:
            if headers.cells > 1 and self._has_digits(at, end):
                headers.name_rows = True
            if headers.cells == cells == 1 and end == at + 1:
                headers.head_parts = True
        headers.cells = self.reader.lines.lines[end].count("---")

    def _is_title(self, index: int) -> bool:
        kinds = self.reader.lines.kinds
        return kinds[index : index + 2] == [ROW, DELIMITER] and self._cells(index) == 1

    def _cells(self, index: int) -> int:
        """Return how many cells line ``index`` has."""
        line = self.reader.lines.lines[index].strip(" \t")
        if self.doubled:
            return line.strip("|").count("||") + 1 if line.strip("|") else 0
        return line.count("|")

    def _is_closed(self, index: int) -> bool:
        return self.reader.lines.lines[index].rstrip(" \t").endswith("|")

    def _row_end(self, index: int, width: int) -> int:
        """Return the line after the row at ``index``, or ``index`` if no row is there."""
        kinds, lines = self.reader.lines.kinds, self.reader.lines.lines
        total = 0
        at = index
        while True:
            total += self._cells(at)
            if self.doubled and self._goes_on(at + 1):
                at += 1
                continue
            if self._is_closed(at):
                empty_last = self.doubled and lines[at].endswith("||")
                return at + 2 if empty_last and self._pipe_after(at + 1) else at + 1
            pipe = self._pipe_after(at + 1)
            if not pipe:
                opened = kinds[at] is ROW or (" | " in lines[at] and at > 0)
                follows = is_part(self.reader, at + 1) and kinds[at + 1] is ROW
                return at + 1 if opened and (follows or kinds[at] is ROW) else index
            total += not self.doubled
            at = pipe + 1
            if self.doubled:
                at = self._after_spill(at)
            if at >= len(kinds) or total >= width or at - index > _UNPADDED_WINDOW * 2:
                return at
            breaks = kinds[at] in _WORDS and not self.doubled and bool(self._pipe_after(at + 1))
            if kinds[at] is not ROW and not breaks:
                return at
            if total + self._cells(at) + breaks > width:
                return at

    def _goes_on(self, index: int) -> bool:
        """Whether line ``index`` begins with the pipes between two cells."""
        return is_part(self.reader, index) and self.reader.lines.lines[index].startswith("||")

    def _pipe_after(self, index: int) -> int:
        """Return the line of the lone pipe that ends a cell spilling over to ``index``, or 0."""
        kinds = self.reader.lines.kinds
        for at in range(
            index, min(len(kinds), index + (_UNPADDED_SPILL if not self.doubled else 1))
        ):
            if kinds[at] is PIPES:
                return at
            if kinds[at] not in _WORDS:
                return 0
        return 0

    def _after_spill(self, index: int) -> int:
        """Return the line after the words from ``index`` on, if a row continues after them."""
        kinds = self.reader.lines.kinds
        for at in range(index, min(len(kinds), index + _UNPADDED_SPILL * 2)):
            if kinds[at] is ROW:
                return at
            if (
                kinds[at] not in _WORDS
                or len(self.reader.lines.lines[at]) > _LONGEST_UNPADDED_SPILL
            ):
                return index
        return index

    def _likely_width(self, index: int) -> int:
        """Return the width of the table at ``index``: its delimiter's, else its commonest row's."""
        kinds, lines = self.reader.lines.kinds, self.reader.lines.lines
        for at in range(index, min(len(kinds), index + _UNPADDED_WINDOW)):
            if kinds[at] is DELIMITER:
                return lines[at].count("---")
            if kinds[at] is ROW and self._is_closed(at) and (at == index or self._is_whole(at)):
                cells = self._cells(at)
                if cells > 1:
                    return cells
        return 1

    def _is_whole(self, index: int) -> bool:
        """Whether a row starts at line ``index`` and not within a cell."""
        lines, kinds = self.reader.lines.lines, self.reader.lines.kinds
        if not index:
            return True
        if self.doubled and (
            lines[index].startswith("||")
            or (kinds[index - 1] is ROW and not self._is_closed(index - 1))
        ):
            return False
        return kinds[index - 1] not in _WORDS

    def _is_another(self, table: RowLines, first: _First, at: int, end: int, width: int) -> bool:
        """Whether the row at ``at`` begins another table than ``table``."""
        cells = self._cells(at)
        if cells > 1 and self._first_cell(at) == first.cell:
            return True
        if end - at > 1 or cells == 1 or self._has_digits(at):
            return False
        if (
            self._has_digits(table.rows[-1][0])
            and is_part(self.reader, end)
            and self._has_digits(end)
        ):
            return True
        return cells > max(width, first.cells) and first.cells > 1 and len(table.rows) > 1

    def _first_cell(self, index: int) -> str:
        return self.reader.lines.lines[index].strip("| \t").partition("|")[0]

    def _has_digits(self, first: int, after: int = 0) -> bool:
        """Whether a line from ``first`` on has a digit outside footnote marks."""
        lines = self.reader.lines.lines
        return any(
            not _ASCII_DIGITS.isdisjoint(line if "[" not in line else _FOOTNOTE.sub("", line))
            for line in lines[first : after or first + 1]
        )


_ASCII_DIGITS: Final = frozenset("0123456789")
_FOOTNOTE: Final = re.compile(r"\[[^\[\]]*\]")
