"""Tables as lines → table nodes."""

from __future__ import annotations

from typing import Final

from docparse.blocks.paragraph import read_stray_marks
from docparse.blocks.reader import BlockReader
from docparse.blocks.table_lines import TableLines
from docparse.nodes import TableRow, make_row, make_table
from docparse.source.lines import PIPES, ROW, trimmed_span
from docparse.source.text import Span
from docparse.tables.table_cells import row_reader

_MOST_HEADER_ROWS: Final = 2
_MOST_SINGLE_LINES: Final = 3
_SPACES: Final = " \t\r\n"
"""What may stand between the words of a row of lines put together and the pipe at its end."""


def build_table(reader: BlockReader, table: TableLines) -> None:
    """Append the table that ``table`` describes, or leave out what is none."""
    lines, kinds, starts = reader.lines, reader.lines.kinds, reader.lines.starts
    cells_of = row_reader(reader)
    rows: list[TableRow] = []
    has_words = reader.profile.keeps_empty_cells
    for index, end in table.rows:
        span = trimmed_span(lines.lines[index], starts[index])
        if end > index + 1:
            span = Span(span.start, lines.trimmed(end - 1).end)
            has_words = True
        elif not has_words:
            has_words = kinds[index] is not PIPES
        rows.append(make_row(cells_of, span))
    if not rows or not has_words:
        read_stray_marks(reader, table.first, table.after)
        return
    if _is_lone_line(reader, table):
        for start, _ in table.rows:
            if kinds[start] is ROW:
                read_lone_row(reader, start)
        return
    header_rows = 0
    for count in table.headers:
        # A delimiter row after every row marks the first cell of each as its header.
        header_rows = count if count <= _MOST_HEADER_ROWS else min(header_rows, 1)
    span = Span(lines.trimmed(table.first).start, lines.trimmed(table.after - 1).end)
    reader.blocks.append(make_table(tuple(rows), header_rows, span))


def _is_lone_line(reader: BlockReader, table: TableLines) -> bool:
    """Whether ``table`` is one line with a lone pipe at its end or its start.

    Such a line belongs to a program, or is the rest of a table that only served the layout.
    """
    lines, kinds = reader.lines.lines, reader.lines.kinds
    if table.headers or len(table.rows) > _MOST_SINGLE_LINES:
        return False
    filled = [
        (start, end) for start, end in table.rows if end > start + 1 or kinds[start] is not PIPES
    ]
    if len(filled) != 1:
        return False
    start, end = filled[0]
    if end > start + 1 or kinds[start] is not ROW or lines[start].count("|") > 1:
        return False
    words = lines[start].removesuffix("|").rstrip(_SPACES)
    return "\n" not in words and "\r" not in words  # a row of lines put together


def read_lone_row(reader: BlockReader, index: int) -> int:
    """Read line ``index``, a row of no table, as a paragraph without the pipe at its end."""
    span = reader.lines.trimmed(index)
    line = reader.lines.text[span.start : span.end]
    if line.endswith((" |", "\n|", "\r|")):
        mark = Span(span.end - 1, span.end)
        reader.report("stray-mark", mark, "a pipe with no table to belong to is left out")
        span = Span(span.start, span.start + len(line[:-1].rstrip(_SPACES)))
    reader.blocks.append(reader.paragraph(span))
    return index + 1
