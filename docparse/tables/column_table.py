"""Tables drawn with characters: columns that line up, with rules or boxes or without."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.blocks.reader import BlockReader
from docparse.dialects.column_rows import (
    boxed_cells,
    cells_at,
    is_border,
    is_boxed,
    is_ruled,
    ruled_columns,
    split_lines,
    starts_of_columns,
)
from docparse.nodes import TableCell, TableRow, make_cell, make_row, make_table, make_text
from docparse.source.lines import DELIMITER, ROW, trimmed_span
from docparse.source.text import Span


def read_column_table(reader: BlockReader, index: int) -> int:
    """Read rows whose cells stand below each other, ``prepare`` has found them.

    The rows above a rule of dashes, and above the first line inside a box, are headers. A cell of
    several lines has its words joined by spaces, and the span of the first of them.
    """
    end = reader.run_end(index, (ROW, DELIMITER))
    kinds, texts = reader.lines.kinds, reader.lines.lines
    rows = [line for line in range(index, end) if kinds[line] is ROW]
    if not rows:
        return index
    rules = [line for line in range(index, end) if kinds[line] is DELIMITER]
    ruled = next((line for line in rules if is_ruled(texts[line])), None)
    if ruled is not None:
        starts = ruled_columns(texts[ruled])
        starts[0] = 0
    elif is_boxed(texts[rows[0]]):
        starts = [0]
    else:
        starts = starts_of_columns([texts[line] for line in rows])
    headers = ruled if ruled is not None else _rule_below_header(texts, rules, rows)
    table = [_row(reader, line, starts) for line in rows]
    header_rows = sum(line < headers for line in rows) if headers is not None else 0
    span = Span(reader.lines.trimmed(index).start, reader.lines.trimmed(end - 1).end)
    reader.blocks.append(make_table(tuple(table), header_rows, span))
    return end


def _rule_below_header(texts: Sequence[str], rules: list[int], rows: list[int]) -> int | None:
    """Return the rule of a box that its header ends at, if it has one."""
    inner = [line for line in rules if rows[0] < line < rows[-1] and is_border(texts[line])]
    doubled = [line for line in inner if "=" in texts[line] or "═" in texts[line]]
    if doubled:
        return doubled[0]
    return inner[0] if len(inner) == 1 else None


def _row(reader: BlockReader, index: int, starts: Sequence[int]) -> TableRow:
    """Return line ``index``, which may consist of several, as a row."""
    text, at = reader.lines.lines[index], reader.lines.starts[index]
    span = reader.lines.trimmed(index)
    columns: list[list[Span]] = []
    for line in split_lines(text):
        words = text[line.start : line.end]
        places = boxed_cells(words) if is_boxed(words) else cells_at(words, starts)
        for column, place in enumerate(places):
            piece = trimmed_span(words[place.start : place.end], at + line.start + place.start)
            if column == len(columns):
                columns.append([_inside(piece, span)])
            elif piece.start < piece.end:
                columns[column].append(piece)
    return make_row(tuple(_cell(reader, pieces) for pieces in columns), span)


def _inside(piece: Span, row: Span) -> Span:
    """Return ``piece``, moved into ``row`` if it is empty: rows begin and end with words."""
    if piece.start < piece.end:
        return piece
    place = min(max(piece.start, row.start), row.end)
    return Span(place, place)


def _cell(reader: BlockReader, pieces: list[Span]) -> TableCell:
    """Return the cell whose lines are ``pieces``; only the first may be empty."""
    if len(pieces) == 1:
        return make_cell(reader.content(pieces[0]), pieces[0])
    lines = [reader.lines.text[piece.start : piece.end] for piece in pieces]
    words = make_text(" ".join(filter(None, lines)), pieces[0])
    return make_cell((words,), pieces[0])
