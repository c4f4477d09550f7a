"""Tables of the generations that write one cell a line: lines → cells, found rows → tables."""

from __future__ import annotations

import re
from typing import Final

from docparse.blocks.paragraph import read_paragraph, read_stray_mark, read_stray_marks
from docparse.blocks.reader import BlockReader
from docparse.dialects.profile import Profile
from docparse.nodes import TableRow, make_row, make_table
from docparse.source.lines import DELIMITER, PIPES, ROW, TEXT
from docparse.source.text import Span
from docparse.tables.lost_rows import LostTable, read_lost_rows
from docparse.tables.pieces import LEAST_CELLS
from docparse.tables.table_cells import lost_row_reader
from docparse.words.titles import title_key, title_kind

_MOST_LINES: Final = 5
"""How many lines a cell may have after its first."""

_LONGEST_LINE: Final = {True: 100, False: 60}
"""Code points of a further line of a cell, by whether a pipe after it ends the cell."""


_MOST_CELLS: Final = 30_000
"""How many cells of a text are compared, which takes long; the others are a row each."""


class _CellRun:
    """Adjacent lines that are cells: cell ``n`` is the lines from ``firsts[n]`` on."""

    def __init__(self, firsts: list[int], texts: list[str], end: int) -> None:
        self.firsts = firsts
        self.texts = texts
        self.end = end


def read_lost_tables(reader: BlockReader, index: int) -> int:
    """Read a run of cells, one a line, into the tables they most likely belong to.

    Returns ``index`` if there is no such run: where rows are lines, a few cells on lines of their
    own may well be rows, and so may those under the delimiter row of a single column.
    """
    keeps_rows = reader.profile.keeps_rows
    run = _cells_from(reader, index)
    if not any(run.texts):
        return index
    if not keeps_rows and _has_code_pipes(reader, run):
        for line in range(index, run.end):
            is_mark = reader.lines.kinds[line] is PIPES
            (read_stray_mark if is_mark else read_paragraph)(reader, line)
        return run.end
    if keeps_rows and (
        len(run.texts) < LEAST_CELLS
        or (run.end < len(reader.lines.kinds) and _is_delimiter(reader, run.end))
        or (index > 0 and _is_delimiter(reader, index - 1))
    ):
        return index
    reader.searched_cells += len(run.texts)
    is_list = title_kind(title_key(run.texts[0])) == "contents" or _are_amounts(run.texts)
    are_too_many = reader.searched_cells > _MOST_CELLS
    if is_list or are_too_many:
        found = [LostTable((1,) * len(run.texts), 1, 0)]
    else:
        found = read_lost_rows(run.texts)
    if keeps_rows and not are_too_many and max(found, key=_cell_count).width == 1:
        return index
    _append_tables(reader, run, found)
    return run.end


def _has_code_pipes(reader: BlockReader, run: _CellRun) -> bool:
    """Whether a space follows every opening pipe, as in lines of programs."""
    if not reader.profile.row_opens:
        return False
    lines = reader.lines.lines
    filled = zip(run.firsts, run.texts, strict=True)
    return all(lines[first].startswith("| ") for first, text in filled if text)


_AMOUNT: Final = r"[\d½¼¾⅓⅔⅛](?:[\d½¼¾⅓⅔⅛.,/– -]*[\d½¼¾⅓⅔⅛])? ?[^\W\d_]"
_MOST_ARE_AMOUNTS: Final = 0.75
"""The share of amounts in a list: the columns and rows of a table have names, too."""


def _are_amounts(texts: list[str]) -> bool:
    """Whether most of ``texts`` are amounts of things, such as ``2 large onions``."""
    amount = re.compile(_AMOUNT)  # when first needed: it takes long, and few texts need it
    amounts = sum([amount.match(text) is not None for text in texts])
    return amounts >= _MOST_ARE_AMOUNTS * len(texts)


def _is_delimiter(reader: BlockReader, index: int) -> bool:
    return reader.lines.kinds[index] is DELIMITER


def _cell_count(table: LostTable) -> int:
    return sum(table.rows)


def _append_tables(reader: BlockReader, run: _CellRun, found: list[LostTable]) -> None:
    """Append the ``found`` tables of a run of cells to the blocks.

    Rows of empty cells at the end of a table are left out.
    """
    cells_of = lost_row_reader(reader)
    lines = reader.lines
    ends = [*run.firsts[1:], run.end]
    at = 0
    for table in found:
        first = end = at
        rows: list[TableRow] = []
        filled = 0
        for length in table.rows:
            begins, at = at, at + length
            start = lines.trimmed(run.firsts[begins]).start
            rows.append(make_row(cells_of, Span(start, lines.trimmed(ends[at - 1] - 1).end)))
            if any(run.texts[begins:at]):
                filled, end = len(rows), at
        if filled:
            span = Span(rows[0].span.start, rows[filled - 1].span.end)
            if end - first > 1:
                reader.report("rows-lost", span, _message(table))
            reader.blocks.append(make_table(tuple(rows[:filled]), table.header_rows, span))
        if end < at:
            read_stray_marks(reader, run.firsts[end], ends[at - 1])


def _message(table: LostTable) -> str:
    lost = "the extractor wrote one cell a line and lost where rows end"
    if table.width == 1:
        return f"{lost}; each is a row here"
    return f"{lost}; read as {table.width} columns by what the cells look like"


def _cells_from(reader: BlockReader, index: int) -> _CellRun:
    """Return the cells from line ``index`` on.

    A cell that held a line break continues for a few short lines of text: up to the next cell where
    the pipe opens a cell, up to a lone pipe where it closes one.
    """
    lines, kinds = reader.lines.lines, reader.lines.kinds
    profile = reader.profile
    firsts: list[int] = []
    texts: list[str] = []
    at = index
    while at < len(kinds):
        text = _only_cell(lines[at], profile) if kinds[at] in _CELLS else None
        if text is not None:
            firsts.append(at)
            texts.append(text)
            at += 1
            continue
        after = _continued(reader, at) if firsts and not profile.keeps_rows else at
        if after == at:
            break
        more = " ".join(line.strip(" \t") for line in lines[at:after])
        if profile.row_closes:
            firsts.append(at)
            texts.append(more)
            at = after + 1
        else:
            texts[-1] = f"{texts[-1]} {more}".lstrip(" ")
            at = after
    return _CellRun(firsts, texts, at)


_CELLS: Final = (ROW, PIPES)


def _only_cell(line: str, profile: Profile) -> str | None:
    """Return the text of the only cell of ``line``; None if it has no cell or several."""
    line = line.strip(" \t")
    if line == "|":
        return ""
    if profile.row_opens:
        if line[0] != "|":
            return None
        line = line[1:]
    if profile.row_closes:
        if line[-1:] != "|":
            return None
        line = line[:-1]
    return line.strip(" \t") if "|" not in line else None


def _continued(reader: BlockReader, index: int) -> int:
    """Return the index after the lines from ``index`` on that continue a cell."""
    lines, kinds = reader.lines.lines, reader.lines.kinds
    closes = bool(reader.profile.row_closes)
    longest = _LONGEST_LINE[closes]
    after = index
    while (
        after < len(kinds)
        and after - index < _MOST_LINES
        and kinds[after] is TEXT
        and len(lines[after]) < longest
        and "|" not in lines[after]
    ):
        after += 1
    next_cell = PIPES if closes else ROW
    return after if after < len(kinds) and kinds[after] is next_cell else index
