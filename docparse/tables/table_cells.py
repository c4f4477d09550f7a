"""The cells of one table row, as each generation writes them."""

from __future__ import annotations

import re
from typing import Final

from docparse.blocks.reader import BlockReader, Content, InlineReader
from docparse.nodes import CellReader, Inline, LineBreak, TableCell, make_cell, make_text
from docparse.source.text import Span, new_tuple
from docparse.tables.pieces import has_inner_pipes, without_inner_pipes

_SPACE: Final = " \t\r\n"
_PADDING: Final = "|" + _SPACE


def row_reader(reader: BlockReader) -> CellReader:
    """Return the function that reads the cells of a row of this text, given the row's span.

    A row may stand on several lines; a line break stands between those of one cell.
    """
    if reader.row_reader is None:
        reader.row_reader = _new_row_reader(reader)
    return reader.row_reader


def lost_row_reader(reader: BlockReader) -> CellReader:
    """Return the function that reads the cells of a row whose cells stand one a line."""
    return _new_row_reader(reader, is_lost=True)


def _new_row_reader(reader: BlockReader, *, is_lost: bool = False) -> CellReader:
    text, inline = reader.lines.text, reader.inline
    unescape = reader.profile.escapes_pipes or reader.formatted
    doubled = reader.profile.doubles_pipes
    whole = reader.profile.keeps_empty_cells
    opens = bool(reader.profile.row_opens)
    simple = not (inline or doubled or is_lost)
    is_odd = simple and ("\\" in text or "\r" in text)
    inner_pipes = has_inner_pipes(reader)

    def read_cells(span: Span) -> tuple[TableCell, ...]:
        start, end = span
        row = text[start:end]
        cut = without_inner_pipes(row) if inner_pipes else row
        is_nested = whole and row.startswith(NESTED)
        is_plain = simple and not is_nested and cut == row
        if is_plain and (pieces := _plain_pieces(row, is_odd)) is not None:
            return _plain_cells(pieces, start + (row[0] == "|"))
        broken = "\n" in row or "\r" in row
        if is_lost:
            bounds = _lost_bounds(row, opens)
        else:
            bounds = _doubled_bounds(row) if doubled else _bounds(cut, unescape, broken)
        if is_nested:
            nested = _joined_content(text, start, bounds, inline, unescape)
            return (make_cell(nested, Span(start + bounds[0][0], start + bounds[-1][1])),)
        cells = []
        for left, right in bounds:
            cell = row[left:right].lstrip(_SPACE)
            cell_start = start + right - len(cell)
            cell = cell.rstrip(_SPACE)
            place = new_tuple(Span, (cell_start, cell_start + len(cell)))
            content: Content = cell
            if broken and ("\n" in cell or "\r" in cell):
                ends = [(line.start(), line.end()) for line in re.finditer(_LINE, cell)]
                content = _joined_content(text, place.start, ends, inline, unescape)
            elif inline:
                content = inline(cell, place.start, ())
            elif unescape and "\\|" in cell:
                content = (make_text(cell.replace("\\|", "|"), place),)
            cells.append(make_cell(content, place))
        return tuple(cells)

    def read_texts(span: Span) -> list[str] | None:
        start, end = span
        row = text[start:end]
        pieces = _plain_pieces(row, is_odd) if simple and not inner_pipes else None
        if pieces is None or (whole and row.startswith(NESTED)):
            return None
        return [piece.strip(_SPACE) for piece in pieces]

    return CellReader(read_cells, read_texts)


def _plain_pieces(row: str, is_odd: bool) -> list[str] | None:
    """Return the texts between the pipes of ``a | b |`` or ``| a | b |``.

    None if the row is not on one line, ends in another way or has a backslash. ``is_odd`` says
    whether the whole text has a backslash or a carriage return.
    """
    if row[-1] != "|" or row[-2:-1] == "|" or "\n" in row:
        return None
    if is_odd and ("\\" in row or "\r" in row):
        return None
    return (row[1:-1] if row[0] == "|" else row[:-1]).split("|")


def _plain_cells(pieces: list[str], start: int) -> tuple[TableCell, ...]:
    """Return the cells of a row whose first piece begins at ``start``."""
    cells = []
    for piece in pieces:
        start += len(piece)
        cell = piece.lstrip(_SPACE)
        place = start - len(cell)
        cell = cell.rstrip(_SPACE)
        cells.append(make_cell(cell, new_tuple(Span, (place, place + len(cell)))))
        start += 1
    return tuple(cells)


def _joined_content(
    text: str,
    start: int,
    bounds: list[tuple[int, int]],
    inline: InlineReader | None,
    unescape: bool,
) -> tuple[Inline, ...]:
    """Return the content of a cell made up of the stretches ``bounds``, from ``start`` on."""
    nodes: list[Inline] = []
    for left, right in bounds:
        words = text[start + left : start + right].lstrip(_EDGE)
        words_start = start + right - len(words)
        words = words.rstrip(_EDGE)
        if not words:
            continue
        if nodes:
            nodes.append(LineBreak(span=Span(nodes[-1].span.end, words_start)))
        content = inline(words, words_start, ()) if inline else words
        if isinstance(content, str):
            place = Span(words_start, words_start + len(words))
            content = (make_text(content.replace("\\|", "|") if unescape else content, place),)
        nodes += content
    return tuple(nodes)


_EDGE: Final = " \t|"

_LINE: Final = "[^\r\n]+"

NESTED: Final = "| |  |"
"""The start of a row whose first cell holds a table, which itself has an empty first cell."""


def _bounds(row: str, escaped: bool, broken: bool) -> list[tuple[int, int]]:
    """Return where the cells of ``row`` stand, without the pipes.

    Two or more pipes at the end, or pipes on lines of their own, pad a row for a cell that spans
    columns. If pipes are ``escaped``, one after a backslash belongs to the cell. A ``broken`` row
    stands on several lines.
    """
    start = 1 if row[0] == "|" and row[1:2] not in ("\n", "\r") else 0
    end = len(row)
    if row[-1] == "|" and not (escaped and row[-2:-1] == "\\"):
        words = len(row.rstrip(_PADDING)) if broken else end
        if "\n" in row[words:] or "\r" in row[words:]:
            end = max(start, words)
        elif row[-2:-1] == "|":
            unpadded = row.rstrip("|")
            padding = unpadded.rstrip(_SPACE)
            end = max(start, len(padding) - 1 if padding.endswith("|") else len(unpadded))
        else:
            end -= 1
    found = []
    at = start
    while (pipe := row.find("|", at, end)) >= 0:
        at = pipe + 1
        if not (escaped and pipe and row[pipe - 1] == "\\"):
            found.append((start, pipe))
            start = at
    if found and row[-1] != "|" and row[start:end].lstrip(" \t")[:1] in ("\n", "\r"):
        # Words after the last pipe of a row belong to its last cell.
        start = found.pop()[0]
    found.append((start, max(start, end)))
    return found


def _doubled_bounds(row: str) -> list[tuple[int, int]]:
    """``|a||b||c|``; where a cell breaks over lines, the next one starts a line with its pipe."""
    start = len(row) - len(row.lstrip("|"))
    return _parted(row, start, max(start, len(row.rstrip(_PADDING))), _PARTINGS)


def _lost_bounds(row: str, opens: bool) -> list[tuple[int, int]]:
    """Cells one a line, each with its pipe before it if that ``opens`` cells, else behind it."""
    return _parted(row, 1, len(row), _OPENED) if opens else _parted(row, 0, len(row) - 1, _CLOSED)


def _parted(row: str, start: int, end: int, partings: str) -> list[tuple[int, int]]:
    found = []
    for parting in re.compile(partings).finditer(row, start, end):
        found.append((start, parting.start()))
        start = parting.end()
    found.append((start, max(start, end)))
    return found


_PARTINGS: Final = r"\|\|+|(?<=[\r\n])\|(?![\r\n])"
_OPENED: Final = r"[\r\n]+[ \t]*\|"
_CLOSED: Final = r"\|[ \t]*[\r\n]+"
