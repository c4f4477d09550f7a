"""Tables: rows of every generation, where one ends, and where the next begins."""

from __future__ import annotations

from typing import Final

from docparse.blocks.paragraph import read_paragraph, read_stray_marks
from docparse.blocks.reader import BlockReader
from docparse.nodes import TableRow, make_row, make_table
from docparse.source.lines import DELIMITER, PIPES, ROW, trimmed_span
from docparse.source.text import Span
from docparse.tables.even_table import read_even_table
from docparse.tables.lost_table import read_lost_tables
from docparse.tables.table_cells import row_reader, stacked_row_reader
from docparse.tables.table_rows import PARTS, RowCutter, RowLines, is_part
from docparse.tables.unpadded_rows import UnpaddedRowCutter
from docparse.tables.whole_rows import WholeRowCutter


def read_table(reader: BlockReader, index: int) -> int:
    """Read one table: rows, delimiter rows, and the lines that cells spill over.

    ``read_even_table`` takes tables whose rows all have one width. Of others ``WholeRowCutter``
    finds where one ends and which lines make a row if every row is a line with all its cells,
    ``RowCutter`` if rows are padded to the width of their table, and else ``UnpaddedRowCutter``.
    Lost rows are found by the looks of the cells, or a run of cells becomes one table with a cell
    in each row. Pipes and dashes without a word are no table, nor are lines of programs.
    """
    profile = reader.profile
    lines = reader.lines.lines
    line = lines[index]
    if ("||" in line or "-- " in line) and _is_code_line(line):
        return read_paragraph(reader, index)
    if index and lines[index - 1][:1] == "+" and (end := _drawn_end(reader, index)) > index:
        for at in range(index, end):
            read_paragraph(reader, at)
        return end
    if not profile.keeps_empty_cells and reader.lines.kinds[index] is PIPES:
        end = reader.run_end(index, (PIPES,))
        if end - index > _MOST_PIPES and not is_part(reader, end):
            return read_stray_marks(reader, index, end)
    padded = profile.pads_rows and not profile.keeps_empty_cells
    if padded and (end := read_even_table(reader, index)) > index:
        return end
    # Where a pipe opens every row, that pipe separates rows.
    rows_marked = profile.keeps_rows and profile.row_opens
    if not rows_marked and (end := read_lost_tables(reader, index)) > index:
        return end
    if profile.keeps_rows and profile.pads_rows:
        cutter = RowCutter if padded else WholeRowCutter
        table = cutter.of(reader).cut(index)
        if _is_blank(reader, table):
            return read_stray_marks(reader, index, table.after)
        _build(reader, table)
        return table.after
    if profile.keeps_rows:
        table = UnpaddedRowCutter.of(reader).cut(index)
        _build(reader, table)
        return table.after
    end = reader.run_end(index, PARTS)
    kinds = reader.lines.kinds
    if ROW not in kinds[index:end]:
        return read_stray_marks(reader, index, end)
    _read_one(reader, index, end)
    return end


def _is_code_line(line: str) -> bool:
    """Whether ``line`` belongs to a program or a tree of folders, as no row does.

    It has two pipes after words and no other, or a branch drawn ``|--`` before a name.
    """
    line = line.strip(" \t")
    if line[0] == "|":
        return line.lstrip("| \t")[:3] == "-- "
    return line[-2:] == "||" and line.find("|") == len(line) - 2


def _drawn_end(reader: BlockReader, index: int) -> int:
    """Return the line after the rows of a table drawn with characters at ``index``.

    Rules such as ``+---+---+`` stand above and below them.
    """
    lines = reader.lines.lines
    if not _is_drawn_rule(lines[index - 1]):
        return index
    end = reader.run_end(index, PARTS)
    return end if end < len(lines) and _is_drawn_rule(lines[end]) else index


def _is_drawn_rule(line: str) -> bool:
    return line[:2] in ("+-", "+=") and not line.strip("+-= \t")


def read_broken_table(reader: BlockReader, index: int) -> int:
    """Read a table whose first row breaks over lines, so that no cell on it ends in a pipe.

    A lone pipe on the next line ends the cell. The row has cells before that one, or it is the
    title of a table that opens the text.
    """
    profile, lines = reader.profile, reader.lines.lines
    if not profile.keeps_rows or not is_part(reader, index + 1) or lines[index + 1] != "|":
        return index
    if index and (" | " not in lines[index] or len(lines[index]) > 160):
        return index
    table = UnpaddedRowCutter.of(reader).cut(index)
    if not table.rows or table.after < index + 3:
        return index
    _build(reader, table)
    return table.after


def _read_one(reader: BlockReader, first: int, after: int) -> None:
    """Read the lines ``first`` to ``after`` as one table, a row for each line."""
    kinds = reader.lines.kinds
    keeps_pipes = reader.profile.keeps_empty_cells
    table = RowLines(first, after=after)
    for index in range(first, after):
        kind = kinds[index]
        if kind is DELIMITER:
            table.headers.append(len(table.rows))
        elif kind is not PIPES or keeps_pipes:
            table.rows.append((index, index + 1))
    _build(reader, table)


def _build(reader: BlockReader, table: RowLines) -> None:
    """Append the table that ``table`` describes, or leave out what is none."""
    lines, kinds, starts = reader.lines, reader.lines.kinds, reader.lines.starts
    cells_of = row_reader(reader)
    stacked_cells = stacked_row_reader(reader, cells_of) if table.stacked else cells_of
    rows: list[TableRow] = []
    words = False
    for index, end in table.rows:
        span = trimmed_span(lines.lines[index], starts[index])
        if end > index + 1:
            span = Span(span.start, lines.trimmed(end - 1).end)
            words = True
        elif not words:
            words = kinds[index] is not PIPES
        rows.append(make_row(stacked_cells if index in table.stacked else cells_of, span))
    if not rows or (not words and not reader.profile.keeps_empty_cells):
        read_stray_marks(reader, table.first, table.after)
        return
    if _is_lone_line(reader, table):
        for start, _ in table.rows:
            if kinds[start] is ROW:
                _read_single(reader, start)
        return
    header_rows = 0
    for count in table.headers:
        # A delimiter row after every row marks the first cell of each as its header.
        header_rows = count if count <= _MOST_HEADER_ROWS else min(header_rows, 1)
    span = Span(lines.trimmed(table.first).start, lines.trimmed(table.after - 1).end)
    reader.blocks.append(make_table(tuple(rows), header_rows, span))


_MOST_HEADER_ROWS: Final = 2


def _is_blank(reader: BlockReader, table: RowLines) -> bool:
    """Whether ``table`` has only pipes and is next to another: part of a layout."""
    kinds, first, after = reader.lines.kinds, table.first, table.after
    if kinds[first] is ROW or any(kind is not PIPES for kind in kinds[first:after]):
        return False
    return is_part(reader, after) or (first > 0 and kinds[first - 1] in PARTS)


def _is_lone_line(reader: BlockReader, table: RowLines) -> bool:
    """Whether ``table`` is one line with a lone pipe at its end or its start.

    Such a line belongs to a program, or is the rest of a table that only served the layout.
    """
    lines, kinds = reader.lines.lines, reader.lines.kinds
    if table.headers or len(table.rows) > _MOST_SINGLE_LINES:
        return False
    words = [
        (start, end) for start, end in table.rows if end > start + 1 or kinds[start] is not PIPES
    ]
    if len(words) != 1:
        return False
    start, end = words[0]
    return end == start + 1 and kinds[start] is ROW and lines[start].count("|") == 1


_MOST_PIPES: Final = 8
"""How many lines of pipes may stand before the words of a row."""

_MOST_SINGLE_LINES: Final = 3


def _read_single(reader: BlockReader, index: int) -> None:
    span = reader.lines.trimmed(index)
    line = reader.lines.text[span.start : span.end]
    if line.endswith(" |"):
        mark = Span(span.end - 1, span.end)
        reader.report("stray-mark", mark, "a pipe with no table to belong to is left out")
        span = Span(span.start, span.start + len(line[:-1].rstrip(" \t")))
    reader.blocks.append(reader.paragraph(span))
