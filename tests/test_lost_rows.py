"""Rows found again in a run of cells by what the cells look like."""

from __future__ import annotations

import random

import pytest

import docparse
from docparse import Table, TableCell, find_all, parse, plain_text
from docparse.tables.cell_kinds import CellKind, cell_kind
from docparse.tables.lost_rows import LostTable, read_lost_rows
from docparse.tables.lost_table import _MOST_CELLS
from docparse.words.numbers import row_number

HARBOURS = ["Anna", "1911", "31.5", "Berta", "1927", "28.0", "Clara", "1930", "40.2"]


def test_a_header_row_and_the_width_are_found_from_the_columns() -> None:
    found = read_lost_rows(["Boat", "Built", "Length", *HARBOURS])
    assert found == [LostTable((3, 3, 3, 3), 3, 1)]


def test_a_row_without_its_first_cell_does_not_shift_the_rows_after_it() -> None:
    cells = ["Boat", "Built", "Length", *HARBOURS, "1931", "39.9", *HARBOURS]
    assert read_lost_rows(cells)[0].rows == (3, 3, 3, 3, 2, 3, 3, 3)


def test_a_header_that_repeats_begins_another_table() -> None:
    header = ["Place", "Boat", "Points"]
    first = [*header, "1", "Heron", "40", "2", "Tern", "38", "3", "Gull", "31"]
    second = [*header, "1", "Berta", "44", "2", "Clara", "30"]
    found = read_lost_rows([*first, *second])
    assert found == [LostTable((3, 3, 3, 3), 3, 1), LostTable((3, 3, 3), 3, 1)]


def test_cells_in_different_scripts_stand_in_different_columns() -> None:
    words = ["船", "fune", "boat", "湖", "mizuumi", "lake", "岸", "kishi", "shore"]
    (table,) = read_lost_rows(["Script", "Sound", "Meaning", *words, "橋", "hashi", "bridge"])
    assert table.rows == (3, 3, 3, 3, 3)


def test_no_cells_are_no_table() -> None:
    assert read_lost_rows([]) == []


@pytest.mark.parametrize("seed", range(20))
def test_every_cell_is_in_one_row_of_one_table(seed: int) -> None:
    rng = random.Random(seed)
    cells = rng.choices(
        ["", "12", "1999", "Anna", "the last boat", "3.5", "–"], k=rng.randint(1, 90)
    )
    assert sum(sum(table.rows) for table in read_lost_rows(cells)) == len(cells)


@pytest.mark.parametrize("form", ["|{}", "{}|"])
def test_the_spans_of_cells_are_their_text(form: str) -> None:
    text = "\n".join(form.format(cell) for cell in ["Boat", "Built", "Length", *HARBOURS])
    cells = list(find_all(parse(text), TableCell))
    assert [plain_text(cell) for cell in cells] == ["Boat", "Built", "Length", *HARBOURS]
    assert all(text[cell.span.start : cell.span.end] == plain_text(cell) for cell in cells)


def test_the_diagnostic_says_as_how_many_columns_the_cells_are_read() -> None:
    text = "\n".join("|" + cell for cell in ["Boat", "Built", "Length", *HARBOURS])
    assert ["3 columns" in fault.message for fault in parse(text).diagnostics] == [True]


def test_where_rows_are_lines_a_few_cells_one_a_line_stay_rows() -> None:
    document = parse("Boat |\nAnna |\nBerta |\nClara |\n", dialect="1.12")
    tables = list(find_all(document, Table))
    assert [[len(row.cells) for row in table.rows] for table in tables] == [[1, 1, 1, 1]]


def test_the_text_form_of_found_rows_is_read_as_the_same_rows() -> None:
    text = "\n".join("|" + cell for cell in ["Boat", "Built", "Length", *HARBOURS])
    document = parse(text)
    again = parse(docparse.render(document, "text"))
    assert list(find_all(again, Table)) == list(find_all(document, Table))


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("", CellKind.EMPTY),
        ("7", CellKind.SMALL_NUMBER),
        ("1911", CellKind.YEAR),
        ("4,750", CellKind.WHOLE_NUMBER),
        ("31.5", CellKind.DECIMAL),
        ("3–2", CellKind.FIGURES),
        ("24 March", CellKind.UNIT),
        ("[1]", CellKind.ENCLOSED),
        ("—", CellKind.SIGN),
        ("$500", CellKind.SIGNED),
        ("Berths:", CellKind.LABEL),
        ("Ida Berg", CellKind.FEW_WORDS),
        ("boat", CellKind.LOWER_WORD),
        ("by boat", CellKind.LOWER_WORDS),
        ("湖", CellKind.UNCASED),
        ("²", CellKind.ABBREVIATION),
    ],
)
def test_a_cell_is_of_the_kind_it_looks_like(cell: str, kind: CellKind) -> None:
    assert cell_kind(cell) == kind


def test_a_number_leads_a_cell_only_alone_or_before_a_dot_or_bracket() -> None:
    assert list(map(row_number, ["12", "2) Boats", "3. Boats"])) == [12, 2, 3]
    assert all(row_number(cell) < 0 for cell in ["", "Boats", "2nd", "12345", "²"])


def test_past_a_number_of_cells_each_is_a_row() -> None:
    row = "|Anna\n|1998\n|12.5\n"
    few, many = (
        row * 8,
        row * 8
        + "And so the boats went on and came back, as they had done every single day before.\n"
        + row * (_MOST_CELLS // 3),
    )
    (table,) = find_all(parse(few), Table)
    assert len(table.rows[0].cells) > 1
    found, not_searched = find_all(parse(many), Table)
    assert len(found.rows[0].cells) > 1
    assert {len(row.cells) for row in not_searched.rows} == {1}


def test_pipes_below_the_last_words_are_no_rows() -> None:
    row = "Anna |\n1998 |\nBergen |\n"
    for dialect in ("trafilatura-1.8", "trafilatura-1.12"):
        (table,) = find_all(parse(row * 4 + "|\n" * 3, dialect=dialect), Table)
        assert [len(row.cells) for row in table.rows] == [3, 3, 3, 3]


def test_past_that_number_too_lone_pipes_are_read_at_once() -> None:
    text = "Tern |\n" + "|\n" * _MOST_CELLS + "Heron | 1911 |\n"
    first, *_ = find_all(parse(text, dialect="trafilatura-1.12"), Table)
    assert len(first.rows) == 1
