"""Tables whose rows have no pipes at their ends, written by extractors other than trafilatura."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.dialects.row_shapes import columns, end_of_compact_table, is_separated
from docparse.nodes import TableCell, TableRow, make_cell, make_row, make_table
from docparse.source.lines import DELIMITER, ROW, TEXT, trimmed_span
from docparse.source.text import Span


def read_open_table(reader: BlockReader, index: int) -> int:
    """Read ``a| b``, ``---|---`` and more rows: html2text marks the first row of every table.

    Rows without a delimiter row are the remains of a list or a table inside a cell. A table of one
    row only served the layout.
    """
    kinds = reader.lines.kinds
    end = index + 2
    if kinds[index + 1 : end] != [DELIMITER]:
        return index
    while end < len(kinds) and kinds[end] is ROW and kinds[end + 1 : end + 2] != [DELIMITER]:
        end += 1
    if end == index + 2:
        return index
    rows = [_split_row(reader, line, "|") for line in (index, *range(index + 2, end))]
    _append_table(reader, rows, header_rows=1)
    return end


def read_compact_table(reader: BlockReader, index: int) -> int:
    """Read rows that people typed with single pipes between their cells: ``a|b``, ``:--|--:``."""
    end = None if reader.formatted else end_of_compact_table(reader.lines, index)
    if end is None:
        return index
    lines = (index, *range(index + 2, end))
    rows = [_split_row(reader, line, "|", outer=True) for line in lines]
    _append_table(reader, rows, header_rows=1)
    return end


def read_separated_table(reader: BlockReader, index: int) -> int:
    """Read two or more lines with the dialect's separator between cells, such as two tabs.

    A line of words between two such lines, or right before the first, is a row of one cell.
    """
    lines, between = reader.lines.lines, reader.profile.between
    end, separated = index, 0
    while end < len(lines):
        if is_separated(lines[end], between):
            separated += 1
        elif not (_is_words(reader, end) and is_separated(reader.lines.line(end + 1), between)):
            break
        end += 1
    if separated < 2:
        return index
    _append_table(reader, [_split_row(reader, line, between) for line in range(index, end)])
    return end


def _is_words(reader: BlockReader, index: int) -> bool:
    return reader.lines.kinds[index] is TEXT


def read_aligned_table(reader: BlockReader, index: int) -> int:
    """Read rows with two or more spaces between their columns."""
    lines = reader.lines.lines
    end = reader.run_end(index, (ROW,))
    places = columns(lines[index:end])
    starts = [*(place.start for place in places), places[-1].end]
    rows = []
    for line in range(index, end):
        words, at = lines[line], reader.lines.starts[line]
        bounds = [
            trimmed_span(words[start:after], at + start)
            for start, after in pairwise(starts)
            if start < len(words)
        ]
        if words.strip(" "):
            rows.append(_row_node(reader, bounds))
    _append_table(reader, rows)
    return end


# ---------------------------------------------------------------------------------------- rows


def _split_row(reader: BlockReader, index: int, separator: str, outer: bool = False) -> TableRow:
    """Return line ``index`` as a row, cut at ``separator``, which may stand around it, too."""
    lines = reader.lines
    bounds = []
    start, line = lines.starts[index], lines.lines[index]
    if outer:
        line = line.rstrip(" \t")
        line = line.removesuffix(separator)
        words = line.lstrip(" \t").removeprefix(separator)
        start, line = start + len(line) - len(words), words
    for cell in line.split(separator):
        words = cell.lstrip(_SPACE)
        begin = start + len(cell) - len(words)
        bounds.append(Span(begin, begin + len(words.rstrip(_SPACE))))
        start += len(cell) + len(separator)
    return _row_node(reader, bounds)


_SPACE: Final = " \t\r\n"
"""White space around the words of a cell; a broken row may have a line ending there."""


def _row_node(reader: BlockReader, bounds: Iterable[Span]) -> TableRow:
    cells: tuple[TableCell, ...] = tuple(make_cell(reader.content(span), span) for span in bounds)
    return make_row(cells, Span(cells[0].span.start, cells[-1].span.end))


def _append_table(reader: BlockReader, rows: list[TableRow], header_rows: int = 0) -> None:
    span = Span(rows[0].span.start, rows[-1].span.end)
    reader.blocks.append(make_table(tuple(rows), header_rows, span))
