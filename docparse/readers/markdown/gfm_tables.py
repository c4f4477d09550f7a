"""GFM tables: a header row, a delimiter row as wide, and rows."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from markdown_it.rules_block import StateBlock

_CELL_END: Final = re.compile(r"(?<!\\)\|")
_DELIMITER: Final = re.compile(":?-+:?")

_PADDING_DELIMITER: Final = "-"
"""The delimiter below a header cell that only exists because a later row is longer."""


class SourceRow(NamedTuple):
    """A row: its start and end, and its cells as they are written, each with its offset."""

    start: int
    end: int
    cells: list[tuple[int, str]]


def read_gfm_table(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read a GFM table into one token, without padding its rows, as rows of a tree have none.

    A line without a pipe is a row of one cell in GFM; writers do not write such rows.
    """
    if line + 2 > end_line:
        return False
    below = state.bMarks[line + 1] + state.tShift[line + 1]
    if state.src[below : below + 1] not in ("|", "-", ":"):
        return False
    if not _is_row_of_block(state, line + 1) or state.is_code_block(line):
        return False
    delimiters = _line_text(state, line + 1)
    if len(delimiters) < 2 or delimiters.strip("|:- \t") or delimiters.startswith(("- ", "-\t")):
        return False
    header = _row_at(state, line)
    columns = [text for _, text in _cut_cells(delimiters, 0)]
    if "|" not in _line_text(state, line) or len(header.cells) != len(columns):
        return False
    if not columns or not all(map(_DELIMITER.fullmatch, columns)):
        return False
    if silent:
        return True
    while columns and columns.pop() == _PADDING_DELIMITER and not header.cells[-1][1]:
        header.cells.pop()
    first, after = line, line + 2
    ends_table = state.md.block.ruler.getRules("blockquote")
    parent, state.parentType = state.parentType, "table"
    needs_pipe = state.env["notes"].forms is not None
    while after < end_line and not state.isEmpty(after) and _is_row_of_block(state, after):
        if any(rule(state, after, end_line, True) for rule in ends_table):
            break
        if needs_pipe and "|" not in _line_text(state, after):
            break
        after += 1
    state.parentType = parent
    token = state.push("table", "table", 0)
    token.map = [first, after]
    token.meta["rows"] = [header, *(_row_at(state, row) for row in range(first + 2, after))]
    state.line = after
    return True


def _is_row_of_block(state: StateBlock, line: int) -> bool:
    return state.sCount[line] >= state.blkIndent and not state.is_code_block(line)


def _line_text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _row_at(state: StateBlock, line: int) -> SourceRow:
    text = _line_text(state, line).rstrip(" \t")
    start = state.bMarks[line] + state.tShift[line]
    return SourceRow(start, start + len(text), _cut_cells(text, start))


def _cut_cells(row: str, start: int) -> list[tuple[int, str]]:
    """Return the cells of ``row``, cut at its pipes except those at its ends."""
    found: list[tuple[int, str]] = []
    for text in _CELL_END.split(row):
        inner = text.lstrip(" \t")
        found.append((start + len(text) - len(inner), inner.rstrip(" \t")))
        start += len(text) + 1
    if found and not found[0][1] and row.startswith("|"):
        del found[0]
    if found and not found[-1][1]:
        del found[-1]
    return found
