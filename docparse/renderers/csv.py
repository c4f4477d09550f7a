"""Table → CSV as RFC 4180 has it: CRLF, quotes doubled, rows of equal length."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from docparse.errors import OptionError, RenderError
from docparse.nodes import (
    Node,
    Section,
    Table,
    TableCell,
    TableRow,
    TextHolder,
    cell_texts,
    plain_text,
)
from docparse.renderers.csv_formulas import escape_formulas, unescape_formula
from docparse.source.characters import without_controls
from docparse.source.text import Diagnostic
from docparse.tree.pictures import PicturesAsText

__all__ = [
    "FILLED_CELLS",
    "TableEntry",
    "listing",
    "ragged",
    "render",
    "tables",
    "unescape_formula",
]

FILLED_CELLS: Final = 65_536
"""Empty cells that may be added to a table to make its rows equally long."""


def render(node: Node, *, table: int | None = None, formulas: str = "keep") -> str:
    """Return one table as CSV: ``node`` itself, the only one in it, or its ``table``-th from 1.

    A table of two rows is ``"No.,Fare\\r\\n1,$2\\r\\n"``. A cell is its plain text, with the
    descriptions of its images. Short rows are filled up with empty cells, except those that
    :func:`ragged` reports. NUL and the like become U+FFFD. ``formulas="escape"`` puts a ``'``
    before text that a spreadsheet would run, whether its separator is a comma, a semicolon or a
    tab; :func:`unescape_formula` removes it.

    Raises RenderError if there is no table, or several and no choice; it lists them.
    """
    if formulas not in ("keep", "escape"):
        raise OptionError(f'formulas is "keep" or "escape", not {formulas!r}')
    return _csv_text(_chosen(node, table), escapes=formulas == "escape")


# ------------------------------------------------------------------------- which table


class TableEntry(NamedTuple):
    """A table, and the texts of the headings it stands under, outermost first."""

    table: Table
    heading_path: list[str]


def tables(node: Node) -> list[TableEntry]:
    """Return every table under ``node`` in document order, as ``render`` numbers them from 1."""
    found = []
    pending: list[tuple[Node, tuple[str, ...]]] = [(node, ())]
    while pending:
        node, path = pending.pop()
        if isinstance(node, Table):
            found.append(TableEntry(node, list(path)))
        elif not isinstance(node, (TextHolder, TableRow)):
            if isinstance(node, Section):
                path = (*path, plain_text(node.heading))
            pending += [
                (child, path)
                for child in reversed(node.children)
                if not isinstance(child, TextHolder)
            ]
    return found


def listing(entries: list[TableEntry]) -> str:
    """Return a line for each of ``entries``: number, headings, size and first cells."""
    lines = [_description(number, entry) for number, entry in enumerate(entries[:_LISTED], 1)]
    if len(entries) > _LISTED:
        lines.append(f"… and {len(entries) - _LISTED} more")
    return "\n".join(lines)


_LISTED: Final = 50


def _description(number: int, entry: TableEntry) -> str:
    rows = entry.table.rows
    columns = max(_lengths(entry.table), default=0)
    place = " > ".join(map(_excerpt, entry.heading_path)) or "(no heading)"
    cells = ", ".join(_excerpt(_cell_text(cell)) for cell in rows[0].cells[:4]) if rows else ""
    return f"{number}. {place}: {len(rows)} × {columns}: {cells}"


def _excerpt(text: str) -> str:
    """Return ``text`` cut for a message, without characters that control a terminal."""
    text = "".join(char if char.isprintable() else " " for char in text[:41])
    return text if len(text) <= 40 else text[:39] + "…"


def _chosen(node: Node, number: int | None) -> Table:
    """Return the table to write: number ``number``, ``node`` itself or the only one in it."""
    if isinstance(node, Table) and number is None:
        return node
    entries = tables(node)
    if number is None:
        if len(entries) == 1:
            return entries[0].table
        if not entries:
            raise RenderError(f"this {type(node).__name__} holds no table")
        raise RenderError(
            f"this {type(node).__name__} holds {len(entries)} tables; "
            f"say table=1 to {len(entries)}:\n{listing(entries)}"
        )
    if type(number) is not int or not 1 <= number <= len(entries):
        known = f"1 to {len(entries)}" if entries else "nothing else, as there is no table"
        raise OptionError(f"table is None or {known}, not {number!r}")
    return entries[number - 1].table


# ---------------------------------------------------------------------- rows of equal length


def ragged(table: Table) -> Diagnostic | None:
    """Return a diagnostic for the rows of ``table`` that stay short; None if all are filled up.

    Rows keep their length from the row on that would exceed :data:`FILLED_CELLS`.
    """
    lengths = _lengths(table)
    filled = _rows_to_fill(lengths)
    if filled == len(lengths):
        return None
    width = max(lengths)
    return Diagnostic(
        "ragged-table",
        table.rows[filled].span,
        f"from row {filled + 1} on, the rows of this table are not filled up to {width} cells: "
        f"that would take more than {FILLED_CELLS} empty ones",
    )


def _lengths(table: Table) -> list[int]:
    return [len(row.cells) for row in table.rows]


def _rows_to_fill(lengths: list[int]) -> int:
    width = max(lengths, default=0)
    return bisect_right(list(accumulate(width - length for length in lengths)), FILLED_CELLS)


def _csv_text(table: Table, *, escapes: bool) -> str:
    """Return the lines of ``table``, its short rows filled up."""
    rows = [cell_texts(row) or [_cell_text(cell) for cell in row.cells] for row in table.rows]
    lengths = list(map(len, rows))
    width = max(lengths, default=0)
    if min(lengths, default=0) < width:
        for texts in rows[: _rows_to_fill(lengths)]:
            texts.extend([""] * (width - len(texts)))
    if escapes:
        rows = escape_formulas(rows)
    return "".join(map(_csv_line, rows))


# --------------------------------------------------------------------------- one row, one cell


def _csv_line(texts: list[str]) -> str:
    line = ",".join(texts)
    if not line.isprintable():
        texts = list(map(without_controls, texts))
    elif line and '"' not in line and line.count(",") == len(texts) - 1:
        return line + "\r\n"
    if texts == [""]:
        return '""\r\n'
    return ",".join(map(_field, texts)) + "\r\n"


def _field(text: str) -> str:
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


_NEEDS_QUOTES: Final = re.compile('[",\t\r\n]')


def _cell_text(cell: TableCell) -> str:
    """Return plain text with the descriptions of images."""
    content = cell._content
    return content if isinstance(content, str) else plain_text(PicturesAsText().transform(cell))
