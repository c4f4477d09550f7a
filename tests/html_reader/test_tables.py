"""The tables of any page: headers, feet, spanned cells, and what is none of the cells."""

from __future__ import annotations

import pytest

from docparse import (
    Block,
    Document,
    Heading,
    LineBreak,
    Section,
    Table,
    TableCell,
    TableRow,
    find_all,
    from_html,
    plain_text,
)
from docparse.readers.html.table import MOST_FILLED


@pytest.mark.parametrize(
    ("html", "rows", "header_rows"),
    [
        ("<tr><td>a<td>b<tr><td>c", [["a", "b"], ["c"]], 0),
        ("<tr><th>a<th>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]], 1),
        ("<tr><th>a<td>b", [["a", "b"]], 0),
        ("<tr><th>a<tr><th>b", [["a"], ["b"]], 1),
        ("<thead><tr><td>a<tr><td>b<tbody><tr><td>c", [["a"], ["b"], ["c"]], 2),
        ("<thead><tr><th>a</thead>", [["a"]], 1),
        ("<tfoot><tr><td>c</tfoot><tr><td>a<tr><td>b", [["a"], ["b"], ["c"]], 0),
        ("<tfoot><tr><td>c<tbody><tr><td>a<tbody><tr><td>b", [["a"], ["b"], ["c"]], 0),
        ("<tfoot><tr><td>c</tfoot><thead><tr><td>a</thead><tr><td>b", [["a"], ["b"], ["c"]], 1),
        ("<tr><td>b</tr><thead><tr><th>a</thead><tr><td>c", [["a"], ["b"], ["c"]], 1),
        ("<tbody><tr><td>b</tbody><tbody></tbody><thead><tr><td>a", [["a"], ["b"]], 1),
        ("<thead><tr><td>a</thead><thead><tr><td>b</thead><tr><td>c", [["a"], ["b"], ["c"]], 2),
        (
            "<thead><tr><td>a</thead><tr><td>b<thead><tr><td>c</thead><tr><td>d",
            [["a"], ["b"], ["c"], ["d"]],
            1,
        ),
        (
            "<tfoot><tr><td>c</tfoot><tr><td>a<tfoot><tr><td>b</tfoot>",
            [["a"], ["b"], ["c"]],
            0,
        ),
        (
            "<tfoot><tr><td>c<td>d</tfoot><tr><td>a<td rowspan=9>b",
            [["a", "b"], ["c", "d"]],
            0,
        ),
        (
            "<thead><tr><th rowspan=3>a<th>b<tr><th>c</thead><tbody><tr><td>d<td>e",
            [["a", "b"], ["", "c"], ["d", "e"]],
            2,
        ),
        ("<td>a", [["a"]], 0),
        ("<tr><tr><td>a<tr></tr>", [["a"]], 0),
        ("<tr><td colspan=2>a<td>b<tr><td>c", [["a", "", "b"], ["c"]], 0),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", [["a", "b"], ["", "c"]], 0),
        (
            "<tr><td>a<td rowspan=3 colspan=2>b<tr><td>c<tr><td>d<td>e",
            [["a", "b", ""], ["c", "", ""], ["d", "", "", "e"]],
            0,
        ),
        ("<tr><td rowspan=2>a<td>b<tr></tr><tr><td>c<td>d", [["a", "b"], ["c", "d"]], 0),
        ("<tr><td rowspan=3>a<td>b<tr></tr><tr><td>c", [["a", "b"], ["", "c"]], 0),
        (
            "<tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d<tbody><tr><td>e",
            [["a", "b"], ["", "c"], ["", "d"], ["e"]],
            0,
        ),
        ("<tr><td colspan=0>a<td colspan=-1>b<td colspan=x>c", [["a", "b", "c"]], 0),
        ("<tr><td><h3>a</h3><td><pre>b  c</pre>", [["a", "b c"]], 0),
        ("<tr><td> <p> </p> <td>a", [["", "a"]], 0),
    ],
)
def test_tables(html: str, rows: list[list[str]], header_rows: int) -> None:
    table = Table.from_rows(rows, header_rows)
    assert from_html(f"<table>{html}</table>") == Document([table])


@pytest.mark.parametrize("html", ["a<br>b", "<p>a</p><p>b</p>", "<ul><li>a<li>b</ul>", "a<hr>b"])
def test_lines_in_a_cell(html: str) -> None:
    cell = TableCell(["a", LineBreak(), "b"])
    assert from_html(f"<table><td>{html}</table>") == Document([Table([TableRow([cell])])])


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<table><caption>a</caption><td>b</table>", ["a", Table.from_rows([["b"]])]),
        ("<table>a<td>b</table>", ["a", Table.from_rows([["b"]])]),
        (
            "<table><tfoot><tr><td>c</tfoot><caption>a</caption><tr><td>b</table>",
            ["a", Table.from_rows([["b"], ["c"]])],
        ),
        ("<table></table>a<td>b</td>", ["a", "b"]),
        (
            "<table><td><h2>a</h2><td>b<table><td>c</table>d</table>",
            [Section(Heading(2, "a"), ["b", Table.from_rows([["c"]]), "d"])],
        ),
        ("<table role=presentation><td>a<td>b</table>", ["a", "b"]),
    ],
)
def test_what_stands_in_a_table_and_is_none_of_its_cells(
    html: str, blocks: list[Block | str]
) -> None:
    assert from_html(html) == Document(blocks)


def test_spans_fill_no_more_than_a_limit() -> None:
    rows = "".join("<tr><td colspan=1000 rowspan=60000>a" for _ in range(300))
    (table,) = find_all(from_html(f"<table>{rows}</table>"), Table)
    cells = [cell for row in table.rows for cell in row.cells]
    assert len(table.rows) == 300
    assert len(cells) == 300 + MOST_FILLED
    assert sum(plain_text(cell) == "a" for cell in cells) == 300
