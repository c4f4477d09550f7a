"""Tables of whole pages: filled rows, groups, captions, numbers, boxes to scroll in."""

from __future__ import annotations

import re

import html5lib
import pytest

from docparse import (
    Document,
    Emphasis,
    Image,
    KeyPoints,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    find_all,
    from_html,
    plain_text,
    render,
)
from docparse.renderers.html.page_tables import MOST_OMITTED, is_number

FARES = [
    ["Ticket", "Adult", "Child", "Note"],
    ["Harbour"],
    ["Single", "4.00", "2.00", ""],
    ["Day", "19.00"],
    ["Islands", "", "", ""],
    ["Single", "6.50", "–", "from May"],
]


def table_of(rows: list[list[str]], header_rows: int = 0) -> str:
    """Return the table that a page has for ``rows``, without the box around it."""
    page = render(Document([Table.from_rows(rows, header_rows)]), "html", document=True)
    return page[page.index("<table") : page.index("</table>") + len("</table>")]


def row_of(html: str, text: str) -> str:
    """Return the row of ``html`` that has ``text``."""
    rows: list[str] = re.findall("(?s)<tr.*?</tr>", html)
    (found,) = [row for row in rows if text in row]
    return found


def test_a_short_row_is_filled_up_by_one_cell() -> None:
    row = row_of(table_of(FARES, 1), "Day")
    assert row == (
        '<tr data-cells="2">\n<td>Day</td>\n<td class="number">19.00</td>\n'
        '<td colspan="2"></td>\n</tr>'
    )


def test_a_row_that_names_the_rows_below_it_spans_the_table() -> None:
    table = table_of(FARES, 1)
    group = '<th scope="rowgroup" colspan="4">{}</th>'
    assert row_of(table, "Harbour") == f"<tr>\n{group.format('Harbour')}\n</tr>"
    islands = f'<tr data-cells="4">\n{group.format("Islands")}\n</tr>'
    assert row_of(table, "Islands") == islands
    assert f"</tbody>\n<tbody>\n{islands}" in table
    assert table.count("<tbody>") == 2


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b", "c"], ["Source: the board"]],
        [["a", "b", "c"], ["One"], ["Two"]],
        [["a", "b", "c"], ["A long note " * 9], ["d", "e", "f"]],
    ],
    ids=["the last row", "rows alone", "a note"],
)
def test_a_row_of_one_text_that_names_no_rows_spans_and_is_no_header(rows: list[list[str]]) -> None:
    table = table_of(rows)
    assert f'<td colspan="3">{rows[1][0]}</td>' in table
    assert "<th" not in table


def test_a_value_that_is_missing_in_two_columns_makes_no_group() -> None:
    assert "rowgroup" not in table_of([["Mayor", ""], ["Area", "3 km²"]])
    assert "colspan" not in table_of([["Mayor", ""], ["Area", "3 km²"]])


def test_a_title_above_the_names_of_columns_is_the_caption() -> None:
    table = table_of(
        [["Fares of 2025", "", ""], ["Ticket", "Adult", "Child"], ["Day", "9", "5"]], 2
    )
    assert table.startswith('<table>\n<caption data-cells="3">Fares of 2025</caption>\n<thead>\n')
    assert table.count("<tr>") == 2


def test_a_title_alone_leaves_no_head() -> None:
    table = table_of([["Ferry"], ["Built", "1931"], ["Boats", "three"]], 1)
    assert table.startswith("<table>\n<caption>Ferry</caption>\n<tbody>\n")


def test_a_second_title_spans_the_names_of_columns() -> None:
    table = table_of([["Fares"], ["In crowns"], ["Ticket", "Adult", "Child"], ["Day", "9", "5"]], 3)
    assert '<th scope="col" colspan="3">In crowns</th>' in table


def test_a_table_of_titles_alone_has_no_caption() -> None:
    assert "<caption" not in table_of([["Fares"], ["In crowns"]], 1)


def test_numbers_have_their_class_and_so_has_the_name_of_their_column() -> None:
    table = table_of(FARES, 1)
    assert '<th scope="col" class="number">Adult</th>' in table
    assert '<td class="number">–</td>' in table
    assert '<th scope="col">Note</th>' in table


def test_the_first_column_names_the_rows_even_in_numbers() -> None:
    table = table_of([["1990", "4"], ["1991", "5"]])
    assert "<td>1990</td>" in table
    assert '<td class="number">4</td>' in table


def test_names_of_columns_among_the_rows_do_not_hide_numbers() -> None:
    assert '<td class="number">US</td>' in table_of([["Title", "US"], ["Juicy", "27"]])


def test_words_and_numbers_mixed_stay_where_text_stands() -> None:
    assert "number" not in table_of([["Area", "3"], ["Mayor", "Holm"], ["Boats", "12"]])


def test_a_column_without_values_stands_like_the_numbers_beside_it() -> None:
    assert table_of([["a", "1", "—"], ["b", "2", "—"]]).count('"number">—') == 2
    assert "number" not in table_of([["a", "x", "—"], ["b", "y", "—"]])


@pytest.mark.parametrize(
    "text",
    [
        *("4", "4.00", "1,234,567.8", "1.234,5", "1'234", "12 345", "-5", "−5", "+36", "±3", "~40"),
        *(
            "12 %",
            "12%",
            "$5",
            "€ 5",
            "5 €",
            "US$ 3",
            "CHF 12",
            "1.9 MWh",
            "12 km",
            "3 km²",
            "9:05",
        ),
        *("45,000원", "30만원", "1,200円", "3億円", "12 人", "255 000 元"),
        *("(3.1)", "[4]", "7.4/10", "81*", "٣٥", "४०", "2nd"),
    ],
)
def test_what_is_a_number(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "four", "3–2", "2003–2006", "17.05.2025", "2025-05-17", "1/5/2025", "24.12."),
        *("2020年", "3개월", "1~3개월"),
        *("1 May", "12 Jun", "12 Mai", "1. Mai", "12/2024", "2024/25", "BMW 320"),
        *(
            "0800 123 456",
            "192.168.0.1",
            "3.11.7",
            "4 April",
            "A4",
            "57+19",
            "1.82 m (6 ft 0 in)",
            "1" * 30,
            "N/A",
        ),
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(
    ("row", "box"),
    [
        (["Eisenbahn"] * 3, None),
        (["b"] * 4, None),
        (["headlands"] * 4, "wide"),
        (["the harbours of the bay"] * 6, "wide"),
        (["Eisenbahngesellschaft"] * 4, "broad"),
        (["b"] * 7, "broad"),
        (["a", *["1,234"] * 17], "broad"),
        (["b"] * 15, "vast"),
        (["Eisenbahngesellschaft"] * 6, "vast"),
        (["https://example.org/" + "a" * 500, *"bcd"], "wide"),
        (["東京都の鉄道会社の一覧表"] * 4, None),
    ],
)
def test_a_table_has_a_box_where_a_screen_is_narrower_than_its_words(
    row: list[str], box: str | None
) -> None:
    document = Document([Table.from_rows([["a"], row, row])])
    boxes = re.findall("<div.*?>", render(document, "html", document=True, lang="en"))
    expected = f'<div class="{box}" role="group" aria-label="Table" tabindex="0">'
    assert boxes == ([expected] if box else [])
    assert "<div" not in render(document, "html")


def headers_of(rows: list[list[str]], header_rows: int = 1) -> list[str]:
    """Return the headers of a page's table, each with the columns it spans if they are several."""
    found = re.findall(
        '<th scope="col"(?: colspan="(.)")?.*?>(.*?)</th>', table_of(rows, header_rows)
    )
    return [f"{text} ({columns})" if columns else text for columns, text in found]


def test_a_header_spans_the_columns_that_are_named_below_it() -> None:
    rows = [
        ["Title", "Peak", "", "", "Label"],
        ["", "US", "UK", "FR", ""],
        ["Juicy", "1", "2", "3", "x"],
    ]
    assert headers_of(rows, 2) == ["Title", "Peak (3)", "Label", "US", "UK", "FR"]
    assert headers_of(rows, 1) == ["Title", "Peak (3)", "Label"]


def test_a_header_spans_a_column_without_text_and_the_next_one() -> None:
    rows = [["Senator", "", "Party"], ["", "Zaffirini", "D"], ["", "Uresti", "D"]]
    assert headers_of(rows) == ["Senator (2)", "Party"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Province", "Capital", "", "People"], ["Azua", "Azua", "2,531", "298,246"]],
        [["Title", "Peak", ""], ["Juicy", "1", ""]],
        [["Title", "Peak", ""], ["Juicy", "—", "—"], ["Hope", "1", "2"]],
        [["Post", "Back", "Back", "Post"], ["Ann", "Ben", "Cid", "Dan"]],
        [["Name", ""], ["", "Ann"]],
    ],
)
def test_a_column_without_a_header_is_left_without_one(rows: list[list[str]]) -> None:
    assert "colspan" not in table_of(rows, 1)


def pads_of(*numbers: str) -> list[str]:
    """Return what a page adds to each of ``numbers``, the second column of a table."""
    table = table_of([["a", number] for number in numbers])
    return re.findall('<td class="number"(?: data-pad="(.*?)")?>', table)


@pytest.mark.parametrize(
    ("numbers", "pads"),
    [
        (("12.25", "4", "4.5"), ["", ".00", "0"]),
        (("1.234,5", "−7", "€3,25"), ["0", ",00", ""]),
        (("1,234.5", "1,000,000", "2"), ["", ".0", ".0"]),
        (("0.125", "1.5", "–"), ["", "00", ""]),
    ],
)
def test_numbers_stand_with_their_points_in_line(numbers: tuple[str, ...], pads: list[str]) -> None:
    assert pads_of(*numbers) == pads


@pytest.mark.parametrize(
    "numbers",
    [
        ("1,234", "56"),
        ("4.00", "2.50"),
        ("4.5 %", "12 %"),
        ("1.5", "2,5"),
        ("9:05", "10:30"),
        ("0.1234567", "1"),
    ],
)
def test_nothing_is_added_to_numbers_without_one_point(numbers: tuple[str, ...]) -> None:
    assert not any(pads_of(*numbers))


def test_empty_columns_at_the_end_are_not_shown() -> None:
    table = table_of([["a", "b", "", ""], ["c", "d"], ["e", "f", ""]])
    assert table.count("<td") == 6
    assert re.findall("data-cells=.(.)", table) == ["4", "3"]


def test_contents_and_key_points_are_written_as_in_a_fragment() -> None:
    contents = Document(
        [TableOfContents(Table.from_rows([["Contents", ""], ["a", "1"], ["b"]], 1))]
    )
    page = render(contents, "html", document=True)
    assert render(contents, "html") in page
    points = KeyPoints(Table.from_rows([["No.", "Key Points"], ["1", "a"]], 1))
    assert '<th scope="col">Key Points</th>' in render(Document([points]), "html", document=True)


def test_a_fragment_has_the_cells_of_the_tree() -> None:
    written = render(Document([Table.from_rows(FARES, 1)]), "html")
    assert not re.search("number|colspan|data-cells|caption", written)


@pytest.mark.parametrize(
    ("rows", "header_rows"),
    [
        (FARES, 1),
        (FARES, 0),
        ([["T", "", ""], ["U"], ["a", "b", "c"], ["d", "e"]], 3),
        ([["T"], ["a", "b"], ["c"]], 1),
        ([["T", "", ""], ["U"]], 2),
        ([[], ["a", "b"], [], ["", ""], ["", "c"]], 0),
        ([["a", "", "", ""], ["b"]], 1),
        ([["", ""], [""], []], 1),
        ([[" ", "", " "], ["a", "b", ""]], 1),
        ([["a", "b", "", "", "c", ""], ["", "d", "e", "f", "", ""], ["g", *"1234"]], 2),
        ([["a", "", "b"], ["", "c", "d"]], 1),
        ([["a", "", "b", "", ""], ["", "c", "d"], ["e", "f", "g", "h", ""]], 1),
        ([["a", "4.5"], ["b", "12"]], 0),
        ([["a"] * 1001, ["b"]], 1),
        ([["a", *[""] * 2000], ["b", "c"]], 0),
    ],
)
def test_what_a_page_shows_of_a_table_comes_back(rows: list[list[str]], header_rows: int) -> None:
    document = Document(["Fares.", Table.from_rows(rows, header_rows)])
    page = render(document, "html", document=True)
    assert from_html(page) == document
    (article,) = html5lib.parse(page, namespaceHTMLElements=False).iter("article")
    assert "".join(article.itertext()).split() == plain_text(document).split()


def test_marks_in_cells_are_kept() -> None:
    table = Table([TableRow([Emphasis("Harbour")]), TableRow(["a", Emphasis("4"), Emphasis("x")])])
    document = Document([table])
    page = render(document, "html", document=True)
    assert '<th scope="rowgroup" colspan="3"><em>Harbour</em></th>' in page
    assert '<td class="number"><em>4</em></td>' in page
    assert from_html(page) == document


def test_a_header_spans_no_picture() -> None:
    header = TableRow(["Title", "Peak", TableCell([Image("https://example.org/uk.png")]), ""])
    table = Table([header, TableRow(["", "US", "UK", "FR"]), TableRow([*"a123"])], header_rows=2)
    page = render(Document([table]), "html", document=True)
    assert "<img" in page
    assert from_html(page) == Document([table])


def test_a_page_stays_small_where_rows_are_long_and_empty() -> None:
    rows = [["a", "b"], *([["c", *[""] * 999]] * 80)]
    document = Document([Table.from_rows(rows)])
    page = render(document, "html", document=True)
    assert sum(map(len, rows)) > MOST_OMITTED
    assert page.count("<td") == sum(map(len, rows))
    assert from_html(page) == document


def test_what_a_page_says_of_its_cells_makes_no_cells_without_end() -> None:
    written = render(
        Document([Table.from_rows([["a", "", ""], ["b", "c"]])]), "html", document=True
    )
    row = row_of(written, "<td>a")
    assert 'data-cells="3"' in row
    forged = written.replace(row, row.replace('"3"', '"60000"') * 400)
    rows = list(find_all(from_html(forged), TableRow))
    assert len(rows) == 401
    assert {len(row.cells) for row in rows} == {2}
