"""Tables whose rows a pipe marks: which of their readers reads the lines at hand."""

from __future__ import annotations

from typing import Final

from docparse.blocks.paragraph import read_paragraph, read_stray_marks
from docparse.blocks.reader import BlockReader
from docparse.blocks.table_lines import TableLines, TablePlan
from docparse.source.lines import DELIMITER, PIPES, ROW
from docparse.tables.build import build_table, read_lone_row
from docparse.tables.costs import costs_of
from docparse.tables.even_table import read_even_table
from docparse.tables.lost_table import read_lost_tables
from docparse.tables.pieces import PARTS, Pieces
from docparse.tables.reading import Reading, steps_of
from docparse.tables.search import Search
from docparse.tables.whole_rows import WholeRowCutter

_MOST_PIPES: Final = 8
"""How many lines of pipes may stand before the words of a row; to search more takes long."""


def read_table(reader: BlockReader, index: int) -> int:
    """Read the tables at line ``index``: rows, delimiter rows, and the lines that cells spill over.

    ``read_even_table`` takes tables whose rows all have one width, ``read_lost_tables`` runs of
    cells one a line, ``WholeRowCutter`` tables of the generations that keep every cell. All others
    are found by a search over the lines. Pipes and dashes without a word are no table, nor are
    lines of programs.
    """
    profile, kinds = reader.profile, reader.lines.kinds
    plan = reader.tables
    if plan is not None and plan.first < index < plan.end:
        return _read_planned(reader, plan, index)
    line = reader.lines.lines[index]
    if ("||" in line or "-- " in line) and _is_code_line(line):
        return read_paragraph(reader, index)
    if index and reader.lines.lines[index - 1][:1] == "+":
        end = _drawn_end(reader, index)
        for at in range(index, end):
            read_paragraph(reader, at)
        if end > index:
            return end
    if not profile.keeps_empty_cells and kinds[index] is PIPES:
        end = reader.run_end(index, (PIPES,))
        if end - index > _MOST_PIPES and not (end < len(kinds) and kinds[end] in PARTS):
            return read_stray_marks(reader, index, end)
    padded = profile.pads_rows and not profile.keeps_empty_cells
    if padded and (end := read_even_table(reader, index)) > index:
        return end
    if _may_lose_rows(reader) and (end := read_lost_tables(reader, index)) > index:
        return end
    if profile.keeps_rows and profile.keeps_empty_cells:
        return _read_whole(reader, index)
    if profile.keeps_rows:
        return _read_planned(reader, plan_tables(reader, index), index)
    end = reader.run_end(index, PARTS)
    if ROW not in kinds[index:end]:
        return read_stray_marks(reader, index, end)
    build_table(reader, _a_row_a_line(reader, index, end))
    return end


def read_caption(reader: BlockReader, index: int) -> int:
    """Read a lone line with a pipe before its words as a paragraph: it is the caption of a picture.

    ``|The pier in 1957 (Image: Harbour Film)`` has a pipe right before its words, and perhaps more
    pipes between words, as no row has that stands alone.
    """
    line, kinds = reader.lines.lines[index], reader.lines.kinds
    if (
        line[0] != "|"
        or line[1:2] in ("", " ", "|")
        or "||" in line
        or (len(line) < SHORTEST_CAPTION and "|" in line[1:])
    ):
        return index
    if kinds[index + 1 : index + 2] in _OF_TABLES or (
        index and kinds[index - 1 : index] in _OF_TABLES
    ):
        return index
    return read_paragraph(reader, index)


_OF_TABLES: Final = ([ROW], [DELIMITER], [PIPES])

SHORTEST_CAPTION: Final = 16
"""Code points of a caption; a shorter line may be a cell of a table whose rows are lost."""


def read_broken_table(reader: BlockReader, index: int) -> int:
    """Read a table whose first row breaks over lines, so that no cell on it ends in a pipe.

    A lone pipe on the next line ends the cell. The row has cells before that one, or it is the
    title of a table that opens the text.
    """
    profile, lines, kinds = reader.profile, reader.lines.lines, reader.lines.kinds
    if not profile.keeps_rows or kinds[index + 1 : index + 2] != [PIPES]:
        return index
    if lines[index + 1] != "|" or (
        index and (" | " not in lines[index] or len(lines[index]) > 160)
    ):
        return index
    plan = reader.tables
    if plan is None or not plan.first <= index < plan.end:
        plan = plan_tables(reader, index)
    table = plan.tables.get(index)
    if table is None or table.after < index + 3:
        return index
    return _read_planned(reader, plan, index)


def _may_lose_rows(reader: BlockReader) -> bool:
    """Whether cells may stand one a line: where a pipe opens every row, that pipe parts rows."""
    return not (reader.profile.keeps_rows and reader.profile.row_opens)


def plan_tables(reader: BlockReader, index: int) -> TablePlan:
    """Return the tables of the lines from ``index`` on, found by the search that is best."""
    pieces = Pieces(reader, index)
    costs = costs_of(reader.profile.table_costs or reader.profile.name)
    reading = Search(pieces, costs).read()
    if reader.evidence is not None:
        from docparse.tables.explain import explained  # few ask for it

        reader.evidence += explained(reader.lines, pieces, costs, reading)
    tables = tables_of(reading, pieces)
    plan = reader.tables = TablePlan(index, index + pieces.size, tables)
    return plan


def _read_planned(reader: BlockReader, plan: TablePlan, index: int) -> int:
    """Read the tables of ``plan`` from line ``index`` on that stand without words between them."""
    table = plan.tables.get(index)
    if table is None:
        if reader.lines.kinds[index] is ROW:
            return read_lone_row(reader, index)
        end = index + 1
        while end < plan.end and reader.lines.kinds[end] is PIPES and end not in plan.tables:
            end += 1
        return read_stray_marks(reader, index, end)
    while table is not None:
        build_table(reader, table)
        index = table.after
        table = plan.tables.get(index)
    return index


def tables_of(reading: Reading | None, pieces: Pieces) -> dict[int, TableLines]:
    """Return the tables of a reading by their first lines, which count from the text's first."""
    tables: dict[int, TableLines] = {}
    counted: dict[int, int] = {}
    several: set[int] = set()
    for step in steps_of(reading):
        if step.start < 0:
            continue
        first = pieces.first + step.start
        table = tables.setdefault(first, TableLines(first))
        begins, end = pieces.first + step.begins, pieces.first + step.end
        table.after = end
        if pieces.kinds[step.end - 1] is DELIMITER:
            end -= 1
        rows = step.rows - counted.get(first, 0)
        counted[first] = step.rows
        if rows > 1:
            table.rows += [(row, row + 1) for row in range(begins, end)]
        elif rows and (pieces.pads or pieces.kinds[step.begins] is not PIPES or end > begins + 1):
            # Where rows are not padded, a pipe alone is what is left of a row.
            table.rows.append((begins, end))
        if end < table.after:
            table.headers.append(len(table.rows))
        if step.width > 1:
            several.add(first)
    for first in tables.keys() - several:
        # Lone pipes below a table of one column are what is left of others.
        below = tables[first].rows
        while below and pieces.kinds[below[-1][0] - pieces.first] is PIPES:
            tables[first].after = below.pop()[0]
        if not below:
            del tables[first]
    return tables


def _read_whole(reader: BlockReader, index: int) -> int:
    """Read a table of a generation that writes every row as a line with all its cells."""
    table = WholeRowCutter(reader).cut(index)
    if _is_blank(reader, table):
        return read_stray_marks(reader, index, table.after)
    build_table(reader, table)
    return table.after


def _is_blank(reader: BlockReader, table: TableLines) -> bool:
    """Whether ``table`` has no words, and is one row or next to another: part of a layout."""
    kinds, first, after = reader.lines.kinds, table.first, table.after
    if ROW in kinds[first:after]:
        return False
    return (
        after == first + 1
        or kinds[after : after + 1] in ([ROW], [DELIMITER])
        or (first > 0 and kinds[first - 1] in PARTS)
    )


def _a_row_a_line(reader: BlockReader, first: int, after: int) -> TableLines:
    """Return the lines ``first`` to ``after`` as one table, a row for each line."""
    kinds = reader.lines.kinds
    table = TableLines(first, after)
    for index in range(first, after):
        if kinds[index] is DELIMITER:
            table.headers.append(len(table.rows))
        elif kinds[index] is not PIPES or reader.profile.keeps_empty_cells:
            table.rows.append((index, index + 1))
    return table


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
