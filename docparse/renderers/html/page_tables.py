"""The tables of a whole page, as a newspaper sets them.

Short rows are filled up, a row that names the rows below it spans the table, the title of a table
is its caption, numbers stand on the right, and wide tables have a box to scroll in. A fragment,
which follows the style of another page, has the cells of the tree and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

import attrs

from docparse.nodes import Node, Table, TableRow, cell_texts, last_filled
from docparse.renderers.html.fragment import (
    FragmentRenderer,
    FragmentStyle,
    methods_of,
    plain_content,
)
from docparse.renderers.html.text import escape

WIDE: Final = 4
"""From this many columns on, a table has a box of its own to scroll in."""
BROAD: Final = 7
"""From this many columns on, the box may be wider than the text around it."""

_LONGEST_SPAN: Final = 1_000
"""Columns that a cell of HTML can span; a wider table has the cells of the tree."""
MOST_OMITTED: Final = 65_536
"""Empty cells of all tables of a page that its rows say they have, without an element."""
_LONGEST_GROUP_NAME: Final = 80
"""Characters of the name of a group of rows; a longer text is a note between rows."""
_NUMERIC_SHARE: Final = 0.8
"""Share of the filled cells of a column that are numbers where the column stands on the right."""

_LONGEST_NUMBER: Final = 24
_UNIT_SIGNS: Final = "%‰°$€£¥₹₽₩₪₺¢"
_CURRENCIES: Final = (
    "EUR|USD|GBP|CHF|JPY|CNY|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|AUD|CAD|NZD|INR|BRL|"
    "MXN|ARS|CLP|ZAR|KRW|THB|IDR|ILS|AED|SAR|kr|Kč|zł|Ft|lei|лв|руб|Rp|Rs|Fr"
)
_UNITS: Final = (
    "km|m|cm|mm|nm|µm|mi|ft|in|yd|ha|kg|g|mg|µg|t|lb|lbs|oz|st|l|ml|cl|dl|h|min|s|ms|Std|hp|PS|W|kW|"
    "MW|GW|Wh|kWh|MWh|GWh|TWh|V|kV|A|mA|Ah|Hz|kHz|MHz|GHz|N|Nm|J|kJ|cal|Pa|bar|dB|K|C|F|px|pt|pts|"
    "B|KB|kB|MB|GB|TB|k|M|m|bn|tn|Mio|Mrd|nd|rd|th|x"
)
_NUMBER_IN_CELL: Final = re.compile(
    rf"[(\[]?[-+−–~≈<>≤≥±]? ?(?:[A-Z]{{0,3}}[{_UNIT_SIGNS}]|{_CURRENCIES})?[ \u00a0]?[-+−–]?"
    rf"\d[\d.,:/'’ \u00a0\u202f]*"
    rf"(?:[ \u00a0\u202f]?(?:[{_UNIT_SIGNS}]|{_CURRENCIES}|(?:{_UNITS})[²³]?))?[)\]*†]?"
)
_DATE_IN_CELL: Final = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1(?:\d{1,4})?|\d{4}/\d\d(?:\d\d)?|\d{1,2}/\d{4}"
)
_NAME_OF_DIGITS: Final = re.compile(r"0\d+[ /].*|\d+\.(?!\d{3}\.)\d+\..*|\d+\.\d+\.(?!\d{3}\b)\d.*")
"""A telephone, the address of a machine, a version."""
_NO_VALUE: Final = frozenset("- – — − . .. … * ? x n/a N/A NA".split())


def is_number(text: str) -> bool:
    """Whether the text of a cell is a number to a reader.

    ``1,234.50``, ``-5 %``, ``US$ 3``, ``12 km`` and ``9:05`` are; dates, ranges, telephones and
    versions are not.
    """
    return (
        len(text) <= _LONGEST_NUMBER
        and _NUMBER_IN_CELL.fullmatch(text) is not None
        and _DATE_IN_CELL.fullmatch(text) is None
        and _NAME_OF_DIGITS.fullmatch(text) is None
    )


@attrs.frozen
class _Row:
    """A row, without its empty cells beyond the last column that has any text."""

    texts: Sequence[str]
    contents: Sequence[str]
    """The HTML of the cells."""
    size: int
    """How many cells the row has in the tree."""
    spans: bool
    """Whether its only text, in the first cell, spans the table."""
    written: int
    """How many elements its cells are."""


_Texts: TypeAlias = Sequence["list[str] | None"]
"""The texts of the cells of each row; None for a row whose cells hold more than texts."""


class PageRenderer(FragmentRenderer):
    """Writes the tree under ``root`` as the article of a whole page, once."""

    def __init__(self, root: Node, style: FragmentStyle) -> None:
        super().__init__(root, style)
        self._room = MOST_OMITTED

    def write_Table(self, node: Table) -> None:
        texts = [] if self._in_contents else [cell_texts(row) for row in node.rows]
        width = _width(node, texts)
        box = "broad" if width >= BROAD else "wide" if width >= WIDE else ""
        if box:
            self._lines.append(f'<div class="{box}" role="group" aria-label="Table" tabindex="0">')
        rows = self._page_rows(node, texts, width) if 0 < width <= _LONGEST_SPAN else None
        if rows is None:
            super().write_Table(node)
        else:
            self._write_rows(rows, node.header_rows, width, self._mark(node))
        if box:
            self._lines.append("</div>")

    def _page_rows(self, table: Table, texts: _Texts, width: int) -> list[_Row] | None:
        """Return the rows of ``table``, None if they would omit too many empty cells."""
        rows = [self._page_row(*each, width) for each in zip(table.rows, texts, strict=True)]
        omitted = sum(row.size - row.written for row in rows if row.size > row.written)
        if omitted > self._room:
            return None
        self._room -= omitted
        return rows

    def _page_row(self, row: TableRow, texts: list[str] | None, width: int) -> _Row:
        if texts is None:
            contents = [self._content(cell._content) for cell in row.cells[:width]]
            texts = [plain_content(cell._content) for cell in row.cells[:width]]
            size = len(row.cells)
        else:
            size = len(texts)
            texts = texts[:width]
            contents = list(map(escape, texts))
        spans = size < width == 2 or width > 2
        spans = spans and bool(contents and contents[0]) and not any(contents[1:])
        written = 1 if spans else len(contents) + (len(contents) < width)
        return _Row(texts, contents, size, spans, written)

    def _write_rows(self, rows: Sequence[_Row], count: int, width: int, mark: str) -> None:
        """Write a table of ``width`` columns, of which the first ``count`` rows are headers."""
        lines = self._lines
        head, body = rows[:count], rows[count:]
        numeric = _numeric_columns(body, width)
        lines.append(f"<table{mark}>")
        if head and head[0].spans and not all(row.spans for row in rows):
            lines.append(f"<caption{_cells_attribute(head[0])}>{head[0].contents[0]}</caption>")
            head = head[1:]
        if head:
            lines.append("<thead>")
            lines += [_row_element(row, "th", width, numeric) for row in head]
            lines.append("</thead>")
        if body:
            lines.append("<tbody>")
            for row, below in zip(body, (*body[1:], None), strict=True):
                if _names_rows(row, below):
                    if row is not body[0]:
                        lines += ("</tbody>", "<tbody>")
                    lines.append(_group_row(row, width))
                else:
                    lines.append(_row_element(row, "td", width, numeric))
            lines.append("</tbody>")
        lines.append("</table>")


PageRenderer.writers = methods_of(PageRenderer, "write")


def _width(table: Table, texts: _Texts) -> int:
    """Return how many columns have any text."""
    rows = zip(table.rows, texts, strict=False)
    return max((last_filled(_contents(*each)) + 1 for each in rows), default=0)


def _contents(row: TableRow, texts: list[str] | None) -> Sequence[Any]:
    return [cell._content for cell in row.cells] if texts is None else texts


def _numeric_columns(rows: Iterable[_Row], width: int) -> frozenset[int]:
    """Return the columns of numbers, but for the first one, which names the rows.

    A first row without numbers, which names columns, does not count, and neither does a row that
    spans. Beside columns of numbers, a column of signs for no value is one as well.
    """
    numbers, others = [0] * width, [0] * width
    for place, row in enumerate(row for row in rows if not row.spans):
        are_numbers = [is_number(text.strip()) for text in row.texts]
        if place or True in are_numbers[1:]:
            for column, text in enumerate(row.texts):
                if are_numbers[column]:
                    numbers[column] += 1
                elif text and text not in _NO_VALUE:
                    others[column] += 1
    if not any(numbers[1:]):
        return frozenset()
    return frozenset(
        column
        for column in range(1, width)
        if numbers[column] >= _NUMERIC_SHARE * (numbers[column] + others[column])
    )


def _names_rows(row: _Row, below: _Row | None) -> bool:
    """Whether ``row`` names the rows that begin with ``below``."""
    if not row.spans or below is None or below.spans:
        return False
    return len(row.texts[0]) <= _LONGEST_GROUP_NAME


def _row_element(row: _Row, tag: str, width: int, numeric: frozenset[int]) -> str:
    """Return a row with cells ``tag``; empty ones are ``td``, and one fills the row up."""
    if row.spans:
        scope = ' scope="col"' if tag == "th" else ""
        cells = [f'<{tag}{scope} colspan="{width}">{row.contents[0]}</{tag}>']
    else:
        cells = [
            _page_cell(tag, content, column in numeric)
            for column, content in enumerate(row.contents)
        ]
        if missing := width - len(cells):
            cells.append(f'<td colspan="{missing}"></td>' if missing > 1 else "<td></td>")
    lines = "\n".join(cells)
    return f"<tr{_cells_attribute(row)}>\n{lines}\n</tr>"


def _page_cell(tag: str, content: str, is_numeric: bool) -> str:
    name = ' class="number"' if is_numeric else ""
    if tag == "th" and content:
        return f'<th scope="col"{name}>{content}</th>'
    return f"<td{name}>{content}</td>"


def _group_row(row: _Row, width: int) -> str:
    cell = f'<th scope="rowgroup" colspan="{width}">{row.contents[0]}</th>'
    return f"<tr{_cells_attribute(row)}>\n{cell}\n</tr>"


def _cells_attribute(row: _Row) -> str:
    """Return the attribute that says how many cells a row has, if not as many as are written."""
    return "" if row.size == row.written else f' data-cells="{row.size}"'
