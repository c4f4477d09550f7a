"""The tables of a run of rows that are whole: one line each, every empty cell kept.

2.2 and 2.3 write them so. The rows of a table are as wide as its delimiter rows, except for titles
of one cell and rows that lack a cell spanning several rows. A table ends before the header of
another, where the width changes for good, and after a row that holds tables: these follow it.
"""

from __future__ import annotations

from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.blocks.table_lines import TableLines
from docparse.source.lines import DELIMITER, PIPES, ROW
from docparse.tables.pieces import PARTS, delimiter_width
from docparse.tables.table_cells import NESTED

_MOST_RAGGED: Final = 4
"""How many rows of other widths may stand between two rows of a table."""


class WholeRowCutter:
    """Cuts one table after the other out of the lines, by the widths of their rows."""

    def __init__(self, reader: BlockReader) -> None:
        self.lines = reader.lines.lines
        self.kinds = reader.lines.kinds
        self.escapes = reader.profile.escapes_pipes
        self.titles_end = 0
        """The line after the titles that were looked at last."""

    def cut(self, index: int) -> TableLines:
        """Return the table that begins at line ``index``."""
        lines, kinds = self.lines, self.kinds
        table = TableLines(index)
        width = self._width(index)
        begins_single = "|" not in lines[index].strip("| \t")
        titled = False
        has_labels_alone = True
        since = 0
        at = index
        while self._is_part(at):
            if kinds[at] is DELIMITER:
                table.headers.append(len(table.rows))
                since = 0
                at += 1
                continue
            wide = self._width(at)
            if table.rows and (header := self._header_width(at)):
                if not (header == width and self._goes_on(table, since, begins_single)):
                    break
            elif table.rows and wide != width:
                titled = titled or (width == len(table.rows) == 1 and self._is_row(index))
                if titled and 1 in (wide, width):
                    width = wide
                elif not self._is_ragged(at, width, since):
                    break
            table.rows.append((at, at + 1))
            at += 1
            since += 1
            if lines[at - 1].startswith(NESTED):
                break
            if not self._is_title(at - 1):
                has_labels_alone = False
            elif has_labels_alone and self._parts_boxes(at - 1):
                if not self._has_value_ahead(at):
                    break
                has_labels_alone = False
        table.after = max(at, index + 1)
        return table

    @staticmethod
    def _goes_on(table: TableLines, since: int, begins_single: bool) -> bool:
        """Whether a header as wide as ``table`` is a further header of it.

        ``since`` is how many rows the table has below its last header.
        """
        if not table.headers:
            return len(table.rows) == 1
        return since == 0 or (since == 1 and begins_single)

    def _is_part(self, index: int) -> bool:
        return index < len(self.kinds) and self.kinds[index] in PARTS

    def _is_row(self, index: int) -> bool:
        return self.kinds[index] is ROW

    def _width(self, index: int) -> int:
        """Return the number of cells in line ``index``."""
        line = self.lines[index]
        if self.kinds[index] is DELIMITER:
            return delimiter_width(line)
        pipes = line.count("|")
        if self.escapes:
            pipes -= line.count("\\|")
        return pipes - (line.startswith("| ") and pipes > 1)

    def _header_width(self, index: int) -> int:
        """Return the width of the table whose header line ``index`` is, 0 if it is no header."""
        is_header = self._is_part(index + 1) and self.kinds[index + 1] is DELIMITER
        return self._width(index + 1) if is_header else 0

    def _parts_boxes(self, index: int) -> bool:
        """Whether line ``index`` is an empty row that parts a box from another of two columns.

        One right below another is the first of the next box instead, if no header follows.
        """
        at = index + 1
        if self._is_row(index) or not self._is_part(at):
            return False
        if index > 0 and self.kinds[index - 1] is PIPES and not self._header_width(at):
            return False
        if self.kinds[at] is PIPES:
            at += 1
        return self._is_part(at) and self._is_row(at) and self._width(at) == 2

    def _has_value_ahead(self, index: int) -> bool:
        """Whether a row with both of two cells follows, before the table can end otherwise.

        A box of facts begins with titles and pictures; a box of links has titles alone, and an
        empty row parts it from the next.
        """
        if index >= self.titles_end:
            # Looked at once for all titles that follow each other.
            at = index
            while self._is_part(at) and self._is_title(at):
                at += 1
            self.titles_end = at
        at = self.titles_end
        return self._is_part(at) and self.kinds[at] is not DELIMITER and self._width(at) == 2

    def _is_title(self, index: int) -> bool:
        """Whether line ``index`` has two cells, and nothing in the second."""
        return self._width(index) == 2 and self.lines[index].rstrip(" \t").endswith("|  |")

    def _is_ragged(self, at: int, width: int, since: int) -> bool:
        """Whether the row at ``at``, although of another width, belongs to a table of ``width``.

        It does right after a narrower header, and where a row of ``width`` follows soon.
        """
        if since == 0 and self._width(at) > width:
            return True
        for following in range(at, min(len(self.kinds), at + 1 + _MOST_RAGGED)):
            if not self._is_row(following):
                return False
            if self._width(following) == width:
                return True
        return False
