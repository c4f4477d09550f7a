"""Wrapped text: lines joined where they were broken, and nowhere else."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given

import docparse
from docparse import (
    Document,
    Paragraph,
    Table,
    Text,
    detect_dialect,
    dump,
    find_all,
    parse,
    plain_text,
    validate,
)
from docparse.dialects.column_rows import cells_at, is_border, is_boxed, is_ruled, starts_of_columns
from docparse.dialects.line_width import Wrapping, cell_count, wrapping
from docparse.source.lines import scan
from tests.wrapped_texts import justified, ragged_articles, wrapped_articles


@given(wrapped_articles())
def test_an_article_broken_at_a_width_is_read_as_the_whole(texts: tuple[str, str]) -> None:
    whole, broken = texts
    assert detect_dialect(broken).family == "wrapped"
    assert dump(parse(broken, headings="marks")) == dump(parse(whole, headings="marks"))


@given(ragged_articles())
def test_control_lines_broken_anywhere_are_not_joined(texts: tuple[str, str]) -> None:
    whole, broken = texts
    assert dump(parse(broken, headings="marks")) != dump(parse(whole, headings="marks"))


@pytest.mark.parametrize("width", range(56, 80, 2))
def test_gaps_that_make_lines_equally_wide_are_no_columns(width: int) -> None:
    broken = "\n\n".join(textwrap.fill(f"{STORY} {PARAGRAPH}", width) for _ in range(3)) + "\n"
    document = parse(justified(broken), headings="marks")
    assert not find_all_tables(document)
    assert words_of(document) == words_of(parse(broken, headings="marks"))


def test_control_wider_gaps_are_columns() -> None:
    rows = "\n".join(
        f"{name:12}{name[::-1]:12}{len(name)}" for name in ("Skarholm", "Lunde", "Vik")
    )
    assert find_all_tables(parse(f"{PARAGRAPH}\n{PARAGRAPH}\n{rows}\n"))


def find_all_tables(document: Document) -> list[Table]:
    return list(find_all(document, Table))


def words_of(document: Document) -> list[list[str]]:
    return [plain_text(paragraph).split() for paragraph in find_all(document, Paragraph)]


@given(wrapped_articles())
def test_every_paragraph_of_a_broken_article_spans_its_lines(texts: tuple[str, str]) -> None:
    _, broken = texts
    document = parse(broken)
    validate(document)
    for paragraph in find_all(document, Paragraph):
        source = broken[paragraph.span.start : paragraph.span.end]
        assert source.split() == plain_text(paragraph).split()


def width_of(text: str) -> int | None:
    found = wrapping(scan(text))
    return found.width if found else None


PARAGRAPH = """The ferry to the island sails once an hour from Monday to Saturday, and
every two hours on Sundays. In winter the first boat leaves half an hour
later, because the lights on the pier go on at seven.
"""


STORY = (
    "The lighthouse of the outer island was built by a man from the town and burnt down in the "
    "year of the great storm. Since it was built again it has been lit on every single night, as "
    "far as anybody knows who was there, and it turns once a minute."
)


def test_the_width_is_that_of_the_fullest_line() -> None:
    assert width_of(PARAGRAPH) == 72
    assert width_of(PARAGRAPH.replace("\n", "\n> ")) == 72


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ferry leaves.\nIt comes back.\n",
        "Harbour office\nPier 2\n1234 Islandtown\nPhone 555 0134\n",
        "The wind is up, the tide is low,\nAnd homeward all the herring go,\nAnd I must stay.\n",
        PARAGRAPH.replace("\n", " ") * 3,
        f"{PARAGRAPH}\n" + "Whoever has a letter travels free on every boat of the line, " * 3,
    ],
)
def test_lines_that_were_not_broken_have_no_width(text: str) -> None:
    assert width_of(text) is None


def test_one_break_is_enough_where_the_sentence_goes_on() -> None:
    one = "".join(PARAGRAPH.splitlines(keepends=True)[:2])
    assert width_of(one) == 72
    assert width_of(one.replace("every", "Every")) is None


def test_cells_of_a_terminal() -> None:
    texts = ("pier", "島へ", "é", "e\u0301", "\u200b")
    assert [cell_count(text) for text in texts] == [4, 4, 1, 1, 0]


def test_a_line_is_full_if_the_next_word_would_not_fit() -> None:
    found = Wrapping(20, len, 3)
    assert found.is_full("The ferry sails from", "here")
    assert found.is_full("The ferry sails", "every hour")
    assert not found.is_full("The ferry sails", "home")
    assert found.is_full("The ferry sails", "home", room=1)


@pytest.mark.parametrize(
    ("rows", "starts"),
    [
        (["May    3", "June  12"], [0, 7]),
        (["May 3", "June 4"], [0]),
        (["a  b", "cc d", "e  f"], [0, 3]),
        (["島  3", "May 4", "a   5"], [0, 4]),
    ],
)
def test_columns_begin_behind_what_is_empty_in_all_rows(rows: list[str], starts: list[int]) -> None:
    assert len(starts_of_columns(rows)) == len(starts)
    assert [row[place.start : place.end] for row in rows for place in cells_at(row, [0])] == rows


@pytest.mark.parametrize("line", ["+---+--+", "|---+--|", "├──┼──┤", "┌─┬┐", "+===+==+"])
def test_borders(line: str) -> None:
    assert is_border(line)
    assert not is_boxed("Month")


@pytest.mark.parametrize("line", ["", "---", "+", "+ 3", "───", "| a | b |", "a - b"])
def test_no_borders(line: str) -> None:
    assert not is_border(line)


def test_rules_over_columns() -> None:
    assert is_ruled("  ----- ---")
    assert not is_ruled("-----")
    assert not is_ruled("-- a --")


def test_a_cell_of_several_lines_has_the_span_of_the_first() -> None:
    text = f"{PARAGRAPH}\n  ---------------\n  Month   Boats\n  ------- -------\n  the     310\n"
    text += "  May             \n\n  June    420\n  ---------------\n"
    (table,) = find_all(parse(text), Table)
    rows = [[plain_text(cell) for cell in row.cells] for row in table.rows]
    assert rows == [["Month", "Boats"], ["the May", "310"], ["June", "420"]]
    span = table.rows[1].cells[0].span
    assert text[span.start : span.end] == "the"


def test_spaces_at_the_end_of_a_line_mean_nothing() -> None:
    text = PARAGRAPH.replace(" and\n", " and  \n") + "\nDone.\n"
    document = docparse.parse(text)
    assert plain_text(document.children[0]).startswith("The ferry to the island sails")
    assert "and every two hours" in plain_text(document)
    (first, *_) = find_all(document, Text)
    assert text[first.span.start : first.span.end].split() == first.text.split()


@pytest.mark.parametrize(
    "text",
    [
        f"####### seven\n\n   {PARAGRAPH.replace(chr(10), chr(10) + '   ')}",
        f"{PARAGRAPH}\n> ||||\n> | a |\n> ---|---\n",
        f"{PARAGRAPH}\n--- ---\n\n--- ---\n",
        f"{PARAGRAPH}\n+--+\n+--+\n",
    ],
)
def test_marks_without_a_meaning_are_words(text: str) -> None:
    document = parse(text, dialect="wrapped")
    validate(document)
    assert not list(find_all(document, Table))
