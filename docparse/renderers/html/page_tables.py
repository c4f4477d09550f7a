"""The tables of a whole page, as a newspaper sets them.

Short rows are filled up, a row that names the rows below it spans the table, a header spans its
columns, the title of a table is its caption, numbers stand on the right with their points in line,
and tables that are too wide for a screen have a box to scroll in. A fragment, which follows the
style of another page, has the cells of the tree and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import attrs

from docparse.nodes import KeyPoints, Node, Table, TableRow, cell_texts, last_filled
from docparse.renderers.html.contents import plain_content
from docparse.renderers.html.fragment import (
    FragmentRenderer,
    FragmentStyle,
    methods_of,
)
from docparse.renderers.html.labels import Labels
from docparse.renderers.html.text import escape

BOXED: Final = 4
"""From this many columns on, a table may have a box of its own to scroll in."""
BROAD: Final = 7
"""From this many columns on, the box may be wider than the text around it."""

_PHONE: Final = 38
_COLUMN: Final = 70
_SCREEN: Final = 130
"""The characters of a table that fit beside each other on a phone, in the width of the text, and on
a screen of 80rem. A character counts as 0.6em, more than most are."""
_BETWEEN: Final = 2
"""Characters that the space between two columns is worth."""
_NARROWEST: Final = 7
"""Characters that ``page.css`` leaves a column of words at least."""
_MOST_OF_WORD: Final = 27
"""Characters after which ``page.css`` breaks a word in a broad table."""
_EAST_ASIAN: Final = "\u2e80"
"""From here on characters are twice as wide, and lines break between any two of them."""
_MOST_DECIMALS: Final = 6
"""Digits after the point that shorter numbers are filled up to."""

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
_EAST_ASIAN_UNITS: Final = "[千百万萬亿億兆천만억조]{0,2}[원円圓元人名명개件個个回회台대]?"
_NUMBER_IN_CELL: Final = re.compile(
    rf"[(\[]?[-+−–~≈<>≤≥±]? ?(?:[A-Z]{{0,3}}[{_UNIT_SIGNS}]|{_CURRENCIES})?[ \u00a0]?[-+−–]?"
    rf"\d[\d.,:/'’ \u00a0\u202f]*"
    rf"(?:[ \u00a0\u202f]?(?:[{_UNIT_SIGNS}]|{_CURRENCIES}|(?:{_UNITS})[²³]?|{_EAST_ASIAN_UNITS}))?"
    r"[)\]*†]?"
)
_PLAIN_NUMBER: Final = re.compile(rf"[-+−–]?[{_UNIT_SIGNS}]?\d[\d.,'’ \u00a0\u202f]*")
"""A number with nothing after its digits, which may stand with its point below another's."""
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

    def __init__(self, root: Node, style: FragmentStyle, labels: Labels) -> None:
        super().__init__(root, style)
        self.contents_label = labels.contents
        self._labels = labels
        self._room = MOST_OMITTED

    def write_KeyPoints(self, node: KeyPoints) -> None:
        start = f'<section class="key-points" aria-label="{self._labels.key_points}">'
        self._block(start, node.children, "</section>")

    def write_Table(self, node: Table) -> None:
        texts = [] if self._in_contents else [cell_texts(row) for row in node.rows]
        width = _width(node, texts)
        rows = self._page_rows(node, texts, width) if 0 < width <= _LONGEST_SPAN else None
        numeric = _numeric_columns((rows or ())[node.header_rows :], width)
        box = _box(rows, width, numeric) if width >= BOXED else ""
        if box:
            name = self._labels.table
            self._lines.append(f'<div class="{box}" role="group" aria-label="{name}" tabindex="0">')
        if rows is None:
            super().write_Table(node)
        else:
            self._write_rows(rows, node.header_rows, width, numeric, self._mark(node))
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

    def _write_rows(
        self, rows: Sequence[_Row], count: int, width: int, numeric: frozenset[int], mark: str
    ) -> None:
        """Write a table of ``width`` columns, of which the first ``count`` rows are headers.

        Those in ``numeric`` are columns of numbers.
        """
        lines = self._lines
        head, body = rows[:count], rows[count:]
        pads = {column: pads for column in numeric if (pads := _pads(body, column))}
        lines.append(f"<table{mark}>")
        if head and head[0].spans and not all(row.spans for row in rows):
            lines.append(f"<caption{_cells_attribute(head[0])}>{head[0].contents[0]}</caption>")
            head = head[1:]
        if head:
            lines.append("<thead>")
            spans = _header_spans(head, body, width, numeric)
            lines += [_header_row(*each, width, numeric) for each in zip(head, spans, strict=True)]
            lines.append("</thead>")
        if body:
            lines.append("<tbody>")
            for row, below in zip(body, (*body[1:], None), strict=True):
                if _names_rows(row, below):
                    if row is not body[0]:
                        lines += ("</tbody>", "<tbody>")
                    name = f'<th scope="rowgroup" colspan="{width}">{row.contents[0]}</th>'
                    lines.append(_row_of_cells(row, [name]))
                else:
                    lines.append(_body_row(row, width, numeric, pads))
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


def _box(rows: Sequence[_Row] | None, width: int, numeric: frozenset[int]) -> str:
    """Return the class of the box around a table, ``""`` for one that fits on a phone.

    ``"wide"`` fits in the width of the text, ``"broad"`` on a screen, ``"vast"`` nowhere.
    """
    if rows is None:
        return "vast"
    size = sum(_column_size(rows, column, column in numeric) for column in range(width))
    size -= _BETWEEN  # the last column has no space after it
    if size <= _PHONE:
        return ""
    if size <= _COLUMN and width < BROAD:
        return "wide"
    return "broad" if size <= _SCREEN else "vast"


def _column_size(rows: Sequence[_Row], column: int, is_numeric: bool) -> int:
    """Return how many characters wide a column has to be to break no word."""
    cells = [row.texts[column] for row in rows if column < len(row.texts) and not row.spans]
    text = " ".join(cells)
    words = text.split()
    if not text.isascii() and max(text) >= _EAST_ASIAN:
        longest = max((min(2 * len(word), _NARROWEST) for word in words), default=0)
        words = [word for word in words if max(word) < _EAST_ASIAN]
    else:
        longest = 0
    longest = max(longest, max(map(len, words), default=0))
    least = 0 if is_numeric or not words else _NARROWEST
    return max(least, min(longest, _MOST_OF_WORD)) + _BETWEEN


def _pads(rows: Iterable[_Row], column: int) -> dict[str, str]:
    """Return what each number of a column lacks after it to stand with its point below the others.

    Beside ``12.25``, ``4`` lacks ``.00`` and ``4.5`` lacks ``0``. Nothing is added to a column with
    units after its numbers, or where no mark is the point in all of them.
    """
    cells = (row.texts[column].strip() for row in rows if column < len(row.texts))
    numbers = {text for text in cells if is_number(text)}
    if not all(map(_PLAIN_NUMBER.fullmatch, numbers)):
        return {}
    for mark, other in (".,", ",."):
        decimals = {text: text.partition(mark)[2] for text in numbers if mark in text}
        sizes = set(map(len, decimals.values()))
        if not sizes - {3} or not all(map(str.isdecimal, decimals.values())):
            continue  # three digits after every mark are thousands
        thousands = (part for text in numbers - decimals.keys() for part in text.split(other)[1:])
        if any(len(part) != 3 for part in thousands):
            continue
        most = max(sizes)
        if most > _MOST_DECIMALS:
            return {}
        lacks = {text: "0" * (most - len(decimals[text])) for text in decimals}
        lacks |= dict.fromkeys(numbers - decimals.keys(), mark + "0" * most)
        return {text: lack for text, lack in lacks.items() if lack}
    return {}


def _header_spans(
    head: Sequence[_Row], body: Sequence[_Row], width: int, numeric: frozenset[int]
) -> list[dict[int, int]]:
    """Return, for each row of ``head``, how many columns the headers in it span, if several.

    An extractor leaves a header that spans columns as one cell and empty ones after it. So do
    columns without a header; a header spans where the row below names the columns under it, or
    where its own column has no text and the next one does.
    """
    found = []
    filled = {column for row in body for column, text in enumerate(row.texts) if text}
    for index, row in enumerate(head):
        below = head[index + 1] if index + 1 < len(head) else body[0] if body else None
        names = below is not None and (index + 1 < len(head) or _names_columns(below, numeric))
        spans: dict[int, int] = {}
        starts = [] if row.spans or width < 3 else [n for n, it in enumerate(row.contents) if it]
        for start, end in zip(starts, (*starts[1:], len(row.contents)), strict=False):
            last = start
            if below is not None and names and not below.spans and _text_at(below, start):
                last = max(n for n in range(start, end) if n == start or _text_at(below, n))
            elif start not in filled and start + 1 < end and start + 1 in filled:
                last = start + 1
            if last > start:
                spans[start] = last - start + 1
        found.append(spans)
    return found


def _names_columns(row: _Row, numeric: frozenset[int]) -> bool:
    """Whether ``row``, the first below the headers, has names where columns have numbers."""
    cells = [row.texts[n].strip() for n in numeric if _text_at(row, n)]
    return bool(cells) and not any(map(is_number, cells)) and not _NO_VALUE.issuperset(cells)


def _text_at(row: _Row, column: int) -> str:
    return row.texts[column] if column < len(row.texts) else ""


def _names_rows(row: _Row, below: _Row | None) -> bool:
    """Whether ``row`` names the rows that begin with ``below``."""
    if not row.spans or below is None or below.spans:
        return False
    return len(row.texts[0]) <= _LONGEST_GROUP_NAME


def _header_row(row: _Row, spans: dict[int, int], width: int, numeric: frozenset[int]) -> str:
    """Return a row of headers, of which those in ``spans`` span so many columns."""
    if row.spans:
        return _row_of_cells(row, [f'<th scope="col" colspan="{width}">{row.contents[0]}</th>'])
    cells = []
    column = 0
    while column < len(row.contents):
        content, count = row.contents[column], spans.get(column, 1)
        if count > 1:
            cells.append(f'<th scope="col" colspan="{count}">{content}</th>')
        elif content:
            cells.append(f'<th scope="col"{_NUMBER_CLASS[column in numeric]}>{content}</th>')
        else:
            cells.append(f"<td{_NUMBER_CLASS[column in numeric]}></td>")
        column += count
    return _row_of_cells(row, cells, width - column)


def _body_row(
    row: _Row, width: int, numeric: frozenset[int], pads: Mapping[int, Mapping[str, str]]
) -> str:
    if row.spans:
        return _row_of_cells(row, [f'<td colspan="{width}">{row.contents[0]}</td>'])
    cells = [
        f"<td{_NUMBER_CLASS[column in numeric]}>{content}</td>"
        for column, content in enumerate(row.contents)
    ]
    for column, lacking in pads.items():
        if pad := lacking.get(_text_at(row, column).strip()):
            cells[column] = f'<td class="number" data-pad="{pad}">{row.contents[column]}</td>'
    return _row_of_cells(row, cells, width - len(cells))


_NUMBER_CLASS: Final = ("", ' class="number"')


def _row_of_cells(row: _Row, cells: list[str], missing: int = 0) -> str:
    """Return a row of ``cells``; one more fills it up where some are ``missing``."""
    if missing > 0:
        cells.append(f'<td colspan="{missing}"></td>' if missing > 1 else "<td></td>")
    lines = "\n".join(cells)
    return f"<tr{_cells_attribute(row)}>\n{lines}\n</tr>"


def _cells_attribute(row: _Row) -> str:
    """Return the attribute that says how many cells a row has, if not as many as are read."""
    return "" if row.size == row.written else f' data-cells="{row.size}"'
