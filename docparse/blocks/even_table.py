"""Tables that leave nothing to find out: most of those of 1.10 to 2.1."""

from __future__ import annotations

from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.blocks.table_cells import row_reader
from docparse.blocks.table_rows import PARTS, delimiter_width
from docparse.nodes import make_row, make_table
from docparse.source import Span, new_tuple
from docparse.tokenizer import TokenKind

_NEAR: Final = 8
"""How many lines behind a table are looked at for what may belong to it."""


def read_even_table(reader: BlockReader, index: int) -> int:
    """A header, its delimiter row, and rows as wide on a line each, all without outer spaces.

    The lines behind it are paragraphs, and neither its words nor another table near by.
    """
    lines, kinds, starts = reader.lines.lines, reader.lines.kinds, reader.lines.starts
    row, count = TokenKind.ROW, len(kinds)
    if kinds[index] is not row or kinds[index + 1 : index + 2] != [TokenKind.DELIMITER]:
        return index
    opens = reader.conventions.row_opens == "| "
    delimiter = lines[index + 1]
    pipes = delimiter_width(delimiter) + opens
    end = reader.run_end(index + 2, (row,))
    if end == index + 2 or not PARTS.isdisjoint(kinds[end : end + _NEAR]):
        return index
    if end < count and " | " in lines[end]:
        return index
    cells_of = row_reader(reader)
    rows = []
    for line, start in zip(lines[index:end], starts[index:end], strict=True):
        if line is delimiter:
            continue
        if line.count("|") != pipes or line[-1] != "|":
            return index
        if (line[:2] != "| ") if opens else (line[0] in " \t"):
            return index
        rows.append(make_row(cells_of, new_tuple(Span, (start, start + len(line)))))
    span = new_tuple(Span, (starts[index], starts[end - 1] + len(lines[end - 1])))
    reader.blocks.append(make_table(tuple(rows), 1, span))
    return end
