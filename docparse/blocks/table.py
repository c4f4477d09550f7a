"""Tables: rows of every generation, where one ends, and where the next begins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from docparse.blocks.lost_table import read_lost_tables
from docparse.blocks.paragraph import read_stray_marks
from docparse.blocks.reader import BlockReader, inline_content
from docparse.nodes import (
    CellReader,
    Inline,
    TableCell,
    TableRow,
    make_cell,
    make_row,
    make_table,
    make_text,
)
from docparse.source import Span
from docparse.tokenizer import TokenKind, trimmed_span

_PARTS: Final = (TokenKind.ROW, TokenKind.DELIMITER, TokenKind.PIPES)


def read_table(reader: BlockReader, index: int) -> int:
    """A run of rows and delimiter rows; every delimiter row after the first starts a new table.

    The new table begins with the row before its delimiter, which is its header; only where that
    row follows a delimiter itself are both headers of one table. A line between two rows that
    has lost its last pipe is a row. A run with no row in it is marks without a table.
    """
    form = reader.conventions
    # Where a pipe opens every row, that pipe tells rows apart.
    rows_marked = form.keeps_rows and form.row_opens
    if not rows_marked and (end := read_lost_tables(reader, index)) > index:
        return end
    end = _run_end(reader, index)
    kinds = reader.lines.kinds
    has_rows = not {TokenKind.ROW, TokenKind.TEXT}.isdisjoint(kinds[index:end])
    if not has_rows and not (form.keeps_rows and form.keeps_empty_cells):
        return read_stray_marks(reader, index, end)
    starts = [index]
    last = -1
    for line in range(index, end):
        if kinds[line] is TokenKind.DELIMITER:
            if 0 <= last < line - 2 and kinds[line - 1] not in (
                TokenKind.DELIMITER,
                TokenKind.PIPES,
            ):
                starts.append(line - 1)
            last = line
    for first, after in zip(starts, [*starts[1:], end], strict=True):
        _read_one(reader, first, after)
    return end


def _run_end(reader: BlockReader, index: int) -> int:
    lines, kinds = reader.lines.lines, reader.lines.kinds
    end = reader.run_end(index, _PARTS)
    while (
        end + 1 < len(kinds)
        and kinds[end] is TokenKind.TEXT
        and kinds[end + 1] in _PARTS
        and " | " in lines[end]
    ):
        end = reader.run_end(end + 1, _PARTS)
    return end


def _read_one(reader: BlockReader, first: int, after: int) -> None:
    lines, kinds = reader.lines, reader.lines.kinds
    if reader.row_reader is None:
        reader.row_reader = row_reader(reader)
    cells_of = reader.row_reader
    keeps_pipes = reader.conventions.keeps_empty_cells
    rows: list[TableRow] = []
    header_rows = 0
    for index in range(first, after):
        kind = kinds[index]
        if kind is TokenKind.DELIMITER:
            # One behind each of many rows marks their first cells, not the rows, as headers.
            header_rows = len(rows) if len(rows) <= _MOST_HEADER_ROWS else min(header_rows, 1)
        elif kind is not TokenKind.PIPES or keeps_pipes:
            rows.append(make_row(cells_of, lines.trimmed(index)))
    if not rows:
        read_stray_marks(reader, first, after)
        return
    span = Span(lines.trimmed(first).start, lines.trimmed(after - 1).end)
    reader.blocks.append(make_table(tuple(rows), header_rows, span))


_MOST_HEADER_ROWS: Final = 2


# --------------------------------------------------------------------------------- cells


def row_reader(reader: BlockReader) -> CellReader:
    """Return what reads the cells of a row from the row's span, the way this text writes rows."""
    text, inline = reader.lines.text, reader.inline
    unescape = reader.conventions.escapes_pipes or reader.formatted
    bounds: Callable[[str], list[tuple[int, int]]]
    if reader.conventions.between == "||":
        bounds = _doubled_bounds
    else:
        bounds = partial(_bounds, escaped=unescape)

    def read_cells(span: Span) -> tuple[TableCell, ...]:
        start = span.start
        row = text[start : span.end]
        cells = []
        for left, right in bounds(row):
            place = trimmed_span(row[left:right], start + left)
            content: str | tuple[Inline, ...] = text[place.start : place.end]
            if inline:
                content = inline_content(text[place.start : place.end], place.start)
            elif unescape and "\\|" in text[place.start : place.end]:
                content = (make_text(text[place.start : place.end].replace("\\|", "|"), place),)
            cells.append(make_cell(content, place))
        return tuple(cells)

    return read_cells


def _bounds(row: str, escaped: bool) -> list[tuple[int, int]]:
    """Return where the cells of ``row`` stand, without the pipes.

    Two or more pipes at the end pad a row for a cell that spans columns. If pipes are
    ``escaped``, one behind a backslash belongs to the cell.
    """
    start = 1 if row[0] == "|" else 0
    end = len(row)
    if row[-1] == "|" and not (escaped and row[-2:-1] == "\\"):
        unpadded = row.rstrip("|")
        end = len(unpadded)
        if len(row) - end > 1:
            padding = unpadded.rstrip(" \t")
            end = max(start, len(padding) - 1 if padding.endswith("|") else end)
    found = []
    at = start
    while (pipe := row.find("|", at, end)) >= 0:
        at = pipe + 1
        if not (escaped and pipe and row[pipe - 1] == "\\"):
            found.append((start, pipe))
            start = at
    found.append((start, max(start, end)))
    return found


def _doubled_bounds(row: str) -> list[tuple[int, int]]:
    """``|a||b||c|``"""
    start = len(row) - len(row.lstrip("|"))
    end = max(start, len(row.rstrip("|")))
    found = []
    while (pipes := row.find("||", start, end)) >= 0:
        found.append((start, pipes))
        start = pipes + 2
        while row[start : start + 1] == "|":
            start += 1
    found.append((start, max(start, end)))
    return found
