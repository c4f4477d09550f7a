"""The title, the headings and the tables of a document."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from docparse import (
    Document,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    List,
    ListItem,
    Quote,
    Section,
    Strong,
    Table,
    find_all,
    metadata,
    render,
)
from tests.strategies import documents

A, B, C = (Table.from_rows([[name]]) for name in "abc")
DOCUMENT = Document(
    [
        KeyPoints(A),
        Section(
            Heading(1, ["The  new ", Strong("ferry\n")]),
            [List([ListItem([Quote([B])])]), Section(Heading(2, "Fares"), ["Nine."])],
        ),
        Faq([FaqItem("Why?", [C])]),
    ]
)


def test_tables_and_headings_stand_in_document_order_wherever_they_are() -> None:
    assert [id(table) for table in DOCUMENT.tables] == [id(A), id(B), id(C)]
    assert [heading.level for heading in DOCUMENT.headings] == [1, 2]
    assert (Document().tables, Document().headings) == ((), ())


def test_tables_are_numbered_as_csv_numbers_them() -> None:
    for number, table in enumerate(DOCUMENT.tables, start=1):
        assert render(DOCUMENT, "csv", table=number) == render(table, "csv")


@given(documents())
def test_they_are_what_find_all_finds(document: Document) -> None:
    assert document.tables == tuple(find_all(document, Table))
    assert document.headings == tuple(find_all(document, Heading))


def test_the_title_is_the_words_of_the_first_heading_of_level_1() -> None:
    assert DOCUMENT.title == "The new ferry"
    assert metadata(DOCUMENT).title is DOCUMENT.headings[0]
    assert Document([Section(Heading(2, "Fares"))]).title is None
    assert Document([Section(Heading(1, "")), Section(Heading(1, "b"))]).title is None


def test_they_cannot_be_assigned() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        DOCUMENT.title = "New"  # type: ignore[misc]
