"""Tables with a line for each row and equally many cells in all: most tables of 1.10 to 2.1."""

from __future__ import annotations

from itertools import repeat
from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.nodes import make_row, make_table
from docparse.source.lines import DELIMITER, ROW
from docparse.source.text import Span, new_tuple, spans_of
from docparse.tables.pieces import PARTS
from docparse.tables.table_cells import row_reader

_NEAR: Final = 8
"""How many lines after a table are searched for parts of it."""


def read_even_table(reader: BlockReader, index: int) -> int:
    """Read a header, its delimiter row, and rows of the same width, without outer spaces.

    The lines after it are paragraphs that do not belong to it, and no other table is near.
    """
    lines, kinds, starts = reader.lines.lines, reader.lines.kinds, reader.lines.starts
    if kinds[index] is not ROW or kinds[index + 1 : index + 2] != [DELIMITER]:
        return index
    opens = bool(reader.profile.row_opens)
    pipes = lines[index + 1].count("-|") + opens
    end = reader.run_end(index + 2, (ROW,))
    if end == index + 2 or not PARTS.isdisjoint(kinds[end : end + _NEAR]):
        return index
    if end < len(lines) and " | " in lines[end]:
        return index
    rows = [lines[index], *lines[index + 2 : end]]
    for row in rows:
        if row.count("|") != pipes or row[-1] != "|":
            return index
        if (row[:2] != "| ") if opens else (row[0] in " \t"):
            return index
    spans = spans_of(rows, [starts[index], *starts[index + 2 : end]])
    read_rows = tuple(map(make_row, repeat(row_reader(reader)), spans))
    span = new_tuple(Span, (starts[index], starts[end - 1] + len(lines[end - 1])))
    reader.blocks.append(make_table(read_rows, 1, span))
    return end
