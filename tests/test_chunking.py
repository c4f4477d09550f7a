"""An article cut into pieces: how long they are, what they begin with, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import (
    NO_SPAN,
    ArgumentError,
    Chunk,
    Document,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    List,
    OptionError,
    Paragraph,
    Section,
    Span,
    Table,
    TableOfContents,
    chunks,
    parse,
    plain_text,
)
from tests.strategies import documents


def cut(document: Document, max_chars: int = 1000) -> list[tuple[str, list[str]]]:
    return [(chunk.text, chunk.heading_path) for chunk in chunks(document, max_chars=max_chars)]


def section(level: int, title: str, *blocks: Any) -> Section:
    return Section(Heading(level, title), blocks)


def test_short_blocks_are_joined_and_headings_part_them() -> None:
    document = Document(
        ["lead", section(2, "Ferry", "one", "two"), section(2, "Bridge", Paragraph("three"))]
    )
    assert cut(document) == [
        ("lead", []),
        ("one\ntwo", ["Ferry"]),
        ("three", ["Bridge"]),
    ]


def test_the_path_holds_the_headings_from_the_outermost_on() -> None:
    inner = section(3, "Engine", "old")
    document = Document([section(2, "Ferry", "slow", inner, "still slow")])
    assert cut(document) == [
        ("slow", ["Ferry"]),
        ("old", ["Ferry", "Engine"]),
        ("still slow", ["Ferry"]),
    ]


def test_a_section_without_text_gives_its_heading() -> None:
    document = Document([section(2, "Ferry"), section(2, "Bridge", section(3, "Price"))])
    assert cut(document) == [("Ferry", ["Ferry"]), ("Price", ["Bridge", "Price"])]


def test_nothing_gives_no_chunks() -> None:
    assert cut(Document()) == []


def test_paragraphs_stay_whole_where_they_fit() -> None:
    assert cut(Document(["aaaa", "bbbb", "cccc"]), 9) == [("aaaa\nbbbb", []), ("cccc", [])]
    assert cut(Document(["aaaa", "bbbb", "cccc"]), 8) == [("aaaa", []), ("bbbb", []), ("cccc", [])]


def test_a_long_paragraph_is_cut_between_words() -> None:
    assert cut(Document(["one two three four"]), 9) == [
        ("one two", []),
        ("three", []),
        ("four", []),
    ]
    assert cut(Document(["one two"]), 3) == [("one", []), ("two", [])]


def test_a_long_word_is_cut_anywhere() -> None:
    assert cut(Document(["abcdefgh"]), 3) == [("abc", []), ("def", []), ("gh", [])]
    assert cut(Document([" abcdefgh"]), 4) == [(" abc", []), ("defg", []), ("h", [])]


def test_a_question_stays_with_its_answer() -> None:
    faq = Faq([FaqItem("When?", ["At nine."]), FaqItem("Why?", ["Nobody knows."])])
    assert cut(Document([faq]), 20) == [("When?\nAt nine.", []), ("Why?\nNobody knows.", [])]


def test_items_of_a_list_stay_whole() -> None:
    assert cut(Document([List(["ice", "engine", "wind"])]), 10) == [
        ("ice\nengine", []),
        ("wind", []),
    ]


ROWS = [["Month", "Boats"], ["May", "3"], ["June", "5"], ["July", "7"]]


def test_a_table_over_several_chunks_repeats_its_header() -> None:
    table = Table.from_rows(ROWS, header_rows=1)
    assert cut(Document([table]), 25) == [
        ("Month\tBoats\nMay\t3\nJune\t5", []),
        ("Month\tBoats\nJuly\t7", []),
    ]


def test_a_repeated_header_counts_as_long_as_it_is() -> None:
    table = Table.from_rows([["ab"], ["cd"], ["ef"], ["gh"], ["ij"]], header_rows=1)
    assert cut(Document([table]), 8) == [("ab\ncd\nef", []), ("ab\ngh\nij", [])]


def test_a_table_without_a_header_repeats_nothing() -> None:
    table = Table.from_rows(ROWS)
    assert cut(Document([table]), 18) == [("Month\tBoats\nMay\t3", []), ("June\t5\nJuly\t7", [])]


def test_a_header_of_two_rows_is_repeated_whole() -> None:
    table = Table.from_rows([["Season", ""], *ROWS], header_rows=2)
    found = cut(Document([table]), 28)
    assert [text.startswith("Season\t\nMonth\tBoats\n") for text, _ in found] == [True, True, True]


def test_a_header_that_leaves_no_room_is_not_repeated() -> None:
    table = Table.from_rows([["A very long header"], ["one"], ["two"]], header_rows=1)
    assert cut(Document([table]), 20) == [("A very long header", []), ("one\ntwo", [])]


@pytest.mark.parametrize("width", [1, 5, 20, 30, 31, 35, 39])
@pytest.mark.parametrize("length", [1, 8, 9, 19, 20, 39, 90])
def test_what_is_repeated_is_in_step_with_the_table(width: int, length: int) -> None:
    table = Table.from_rows([["h" * width], *[["r" * length]] * 200], header_rows=1)
    assert repeated_share(cut(Document([table]), 40), table) <= 7


def repeated_share(found: Iterable[tuple[str, list[str]]], table: Table) -> float:
    """Return how many times as long as the table its pieces are, without what parts lines."""
    lengths = (len(text.replace("\n", "")) for text, _ in found)
    return sum(lengths) / sum(map(len, map(plain_text, table.rows)))


def test_control_a_header_in_each_piece_is_out_of_step() -> None:
    table = Table.from_rows([["h" * 39], *[["r"]] * 200], header_rows=1)
    pieces: list[tuple[str, list[str]]] = [("h" * 39 + "\nr", [])] * 200
    assert repeated_share(pieces, table) > 30


def test_a_very_long_heading_is_cut_in_the_path() -> None:
    document = Document([section(2, "Ferry " * 100, "one", section(3, "Engine", "two"))])
    assert [[len(title) for title in path] for _, path in cut(document)] == [[200], [200, 6]]


def test_a_row_longer_than_a_chunk_is_cut() -> None:
    table = Table.from_rows([["Name"], ["one two three"]], header_rows=1)
    assert cut(Document([table]), 12) == [("Name\none two", []), ("Name\nthree", [])]


def test_contents_and_key_points_are_cut_as_what_they_were_read_from() -> None:
    points = KeyPoints(Table.from_rows(ROWS, header_rows=1))
    assert cut(Document([points]), 25) == cut(Document([points.content]), 25)
    contents = TableOfContents(List(["Ferry", "Bridge"]))
    assert cut(Document([contents]), 8) == [("Ferry", []), ("Bridge", [])]


# ------------------------------------------------------------------------------------- spans

TEXT = "The ferry is slow and old.\nThe bridge is new.\nMonth | Boats |\n---|---|\nMay | 3 |\n"


def test_a_chunk_knows_where_it_stands() -> None:
    (chunk,) = chunks(parse(TEXT))
    assert chunk == Chunk(
        "The ferry is slow and old.\nThe bridge is new.\nMonth\tBoats\nMay\t3", [], Span(0, 80)
    )


def test_a_part_of_a_paragraph_knows_where_it_stands() -> None:
    document = parse(TEXT)
    found = list(chunks(document, max_chars=12))
    assert [TEXT[c.span.start : c.span.end] for c in found[:3]] == [c.text for c in found[:3]]
    assert found[1].text == "slow and"


def test_chunks_of_a_tree_made_by_hand_stand_nowhere() -> None:
    assert [chunk.span for chunk in chunks(Document(["one two"]), max_chars=4)] == [NO_SPAN] * 2


# ----------------------------------------------------------------------------------- arguments


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "9", None])
def test_a_chunk_holds_at_least_one_character(wrong: Any) -> None:
    with pytest.raises(OptionError, match="max_chars is a whole number from 1"):
        list(chunks(Document(), max_chars=wrong))


def test_only_a_tree_is_cut() -> None:
    with pytest.raises(ArgumentError, match="chunks takes a Document, not str"):
        list(chunks("text"))  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------- properties

Cutter = Callable[[Document, int], Iterable[Chunk]]


def cutter(document: Document, max_chars: int) -> Iterable[Chunk]:
    return chunks(document, max_chars=max_chars)


def check_chunks(document: Document, max_chars: int, cut: Cutter) -> None:
    """Fail unless every chunk fits and every word of the text is in one of them, in order."""
    found = list(cut(document, max_chars))
    assert all(len(chunk.text) <= max_chars for chunk in found)
    letters = iter("".join("".join(chunk.text.split()) for chunk in found))
    titles = [word for chunk in found for word in chunk.heading_path]
    wanted = body_text(document)
    assert all(letter in letters for letter in wanted), (wanted, titles)


def body_text(document: Document) -> str:
    """Return the letters of what stands under the headings."""
    blocks: list[Any] = list(document.children)
    text = ""
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, Section):
            blocks[:0] = block.blocks
        else:
            text += plain_text(block)
    return "".join(text.split())


@given(documents(max_blocks=2), st.integers(1, 60))
def test_every_chunk_fits_and_no_letter_is_lost(document: Document, max_chars: int) -> None:
    check_chunks(document, max_chars, cutter)


def too_long(document: Document, max_chars: int) -> Iterable[Chunk]:
    return chunks(document, max_chars=max_chars + 1)


def without_the_last(document: Document, max_chars: int) -> Iterable[Chunk]:
    return list(chunks(document, max_chars=max_chars))[:-1]


def out_of_order(document: Document, max_chars: int) -> Iterable[Chunk]:
    return list(chunks(document, max_chars=max_chars))[::-1]


@pytest.mark.parametrize("broken", [too_long, without_the_last, out_of_order])
def test_the_check_sees_chunks_that_are_wrong(broken: Cutter) -> None:
    with pytest.raises(AssertionError):
        check_chunks(Document(["one two three four five"]), 6, broken)
