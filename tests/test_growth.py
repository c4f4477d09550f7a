"""The work grows in step with the input, whatever the input."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import docparse
from docparse import Document, Node, Table
from tests.growth import PILES, Repeat, growth, operations, repeated, seconds

LINEAR = 5.5
"""Times the operations for four times the input: linear is 4, quadratic is 16."""

TEXT_SIZE, TREE_SIZE = 110, 25
"""Repetitions in the smaller of the two inputs; deeper than the depth to which marks are read."""


def parse_inline(text: str) -> Document:
    return docparse.parse(text, inline=True)


def fully_read(text: str) -> Document:
    """Parse ``text`` and have every cell made."""
    document = docparse.parse(text)
    for _ in docparse.walk(document):
        pass
    return document


READERS = [fully_read, parse_inline, docparse.from_markdown, docparse.from_html]


def written_as(format: str, **options: Any) -> Callable[[Document], object]:
    def write(document: Document) -> str:
        return docparse.render(document, format, **options)

    write.__name__ = " ".join((format, *options))
    return write


def tables_as_csv(document: Document) -> list[str]:
    return [docparse.render(table, "csv") for table in docparse.find_all(document, Table)]


def through_html(document: Document) -> Document:
    return docparse.from_html(docparse.render(document, "html"))


def through_json(document: Document) -> Node:
    return docparse.from_json(docparse.render(document, "json"))


def through_markdown(document: Document) -> Document:
    return docparse.from_markdown(docparse.render(document, "markdown"))


def in_chunks(document: Document) -> list[docparse.Chunk]:
    return list(docparse.chunks(document, max_chars=40))


WRITERS = [
    *map(written_as, ("html", "json", "jsonld", "markdown", "text")),
    written_as("html", document=True, faq="details"),
    written_as("text", formatting=True),
    tables_as_csv,
    through_html,
    through_json,
    through_markdown,
    in_chunks,
    docparse.dump,
]


def name(function: Any) -> str:
    return str(function.__name__)


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("read", READERS, ids=name)
def test_reading_grows_linearly(read: Callable[[str], object], pile: str) -> None:
    assert growth(read, PILES[pile], TEXT_SIZE) < LINEAR


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("write", WRITERS, ids=name)
def test_writing_grows_linearly(write: Callable[[Document], object], pile: str) -> None:
    assert growth(write, lambda size: fully_read(PILES[pile](size)), TREE_SIZE) < LINEAR


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("read", READERS, ids=name)
def test_a_large_pile_is_no_matter_of_minutes(read: Callable[[str], object], pile: str) -> None:
    assert not explodes(read, PILES[pile])


def explodes(function: Callable[[str], object], make: Repeat) -> bool:
    """Tell whether what no count of instructions shows, a regular expression say, is quadratic."""
    for _ in range(2):  # once may be an accident of the machine
        large = seconds(function, make(5_000))
        if large < 0.3 or large < 9 * seconds(function, make(1_250)):
            return False
    return True


# ----------------------------------------------------------------------------------- controls


def rescans(text: str) -> None:
    for start in range(len(text)):
        for _ in range(start, len(text)):
            pass


def test_control_a_scan_that_starts_over_is_noticed() -> None:
    assert growth(rescans, repeated("a"), TREE_SIZE) > 12


def test_control_a_regular_expression_that_starts_over_is_noticed() -> None:
    def strip(text: str) -> None:
        re.sub(r"\s+$", "", text)

    assert explodes(strip, repeated(" " * 8, after="a"))


def test_operations_are_the_same_each_time() -> None:
    def call() -> Document:
        return docparse.parse("a | b |\n---|---|\n")

    call()
    assert operations(call) == operations(call) > 100
