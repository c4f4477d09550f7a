"""The work grows in step with the input, whatever the input."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

import pytest

import docparse
from docparse import Document
from tests import slow_examples
from tests.growth import (
    COUNTED,
    DOCPARSE,
    MARKUP,
    PIECES,
    PILES,
    READERS,
    SHAPES,
    WRITERS,
    Mixture,
    Repeat,
    explodes,
    growth,
    mixture,
    operations,
    repeated,
    sampled,
    tree,
    work_growth,
)

pytestmark = pytest.mark.untraced

LINEAR = 5.5
"""Times the work for four times the input: linear is 4, quadratic is 16."""

TEXT_SIZE, TREE_SIZE = 64, 25
"""Repetitions in the smaller of the two inputs. That of texts is deeper than marks are read, and
enough to show one search to the end of the text at each line beside all that a reader does."""

MIXED_SIZE, MIXTURES = 36, 40
"""The same for mixtures, more than the lines a row may stand on, and how many are tried of each
reader, half as many of a dialect that is named; ``make grow`` tries them all."""


def linear(work: float) -> bool:
    return work < LINEAR


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("reader", ["parse", "parse, inline marks", "from_markdown", "from_html"])
def test_reading_grows_linearly(reader: str, pile: str) -> None:
    assert linear(work_growth(READERS[reader], PILES[pile], TEXT_SIZE))


@cache
def tree_of(pile: str, size: int) -> Any:
    return tree(PILES[pile](size))


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("pile", PILES)
def test_writing_grows_linearly(writer: str, pile: str) -> None:
    assert linear(work_growth(WRITERS[writer], partial(tree_of, pile), TREE_SIZE))


def fast_growing(
    function: Callable[[Any], object],
    mixtures: Iterable[Mixture],
    read: Callable[[str], Any] = str,
) -> list[str]:
    """Return the names of the mixtures for which the work of ``function`` is not linear."""

    def is_linear(make: Repeat) -> bool:
        return linear(work_growth(function, lambda count: read(make(count)), MIXED_SIZE))

    return [name for name, make in mixtures if not is_linear(make)]


@pytest.mark.parametrize("reader", READERS)
def test_reading_mixtures_grows_linearly(reader: str) -> None:
    count = MIXTURES // 2 if reader.startswith("parse as") else MIXTURES
    assert fast_growing(READERS[reader], sampled(PIECES, count, reader)) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_writing_mixtures_grows_linearly(writer: str) -> None:
    assert fast_growing(WRITERS[writer], sampled(PIECES, MIXTURES // 2, writer), tree) == []


def test_reading_mixtures_of_markup_grows_linearly() -> None:
    assert fast_growing(READERS["from_html"], sampled(MARKUP, MIXTURES, "markup")) == []


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("read", [docparse.parse, docparse.from_markdown, docparse.from_html])
def test_the_time_of_a_large_pile_is_not_quadratic(
    read: Callable[[str], object], pile: str
) -> None:
    assert not explodes(read, PILES[pile], 5_000)


# -------------------------------------------------------- what was quadratic, each with a sibling

QUADRATIC: dict[str, tuple[str, Repeat]] = {
    "a list of dots before lines without tabs": (
        "parse",
        repeated("The ferry.\n", before="a\n\n  • a\n"),
    ),
    "lines without tabs": ("parse as resiliparse", repeated("The ferry.\n")),
    "a long first cell over many headers": (
        "parse as trafilatura-1.9",
        lambda count: "a" * 20 * count + " | b |\n---|---|\n" + "z | w |\n---|---|\n" * count,
    ),
    "a long first cell over many rows": (
        "parse as trafilatura-1.6",
        lambda count: "|" + "a" * 20 * count + "||b|\n" + "|z||w|\n" * count,
    ),
    "a long title over many headers of one cell": (
        "parse as trafilatura-1.12",
        lambda count: "a" * 20 * count + " |\n---|\nb |\n" + "z |\n---|\nw |\n" * count,
    ),
    "a long line above many marks": (
        "parse as trafilatura-1.8",
        lambda count: "a " + " " * 20 * count + "\n" + "-\na\n" * count,
    ),
    "quotes that end in code": ("from_markdown", repeated("> ```\nThe ferry.\n")),
    "quotes that end in headings": ("from_markdown", repeated("> # a\nThe ferry.\n")),
    "quotes in quotes that end in code": ("from_markdown", repeated(">> ```\n> The ferry.\n")),
    "brackets that wait for definitions": (
        "from_markdown",
        lambda count: "[a] " * count + "\n\n" + "b\n\n" * count + "[a]: c\n",
    ),
    "characters written out in a page": ("from_html", repeated("&lt;<span>a</span> ")),
}


@pytest.mark.parametrize("name", QUADRATIC)
def test_what_was_quadratic_is_linear(name: str) -> None:
    reader, make = QUADRATIC[name]
    assert linear(work_growth(READERS[reader], make, 50))


def table_of(rows: list[list[str]], header_rows: int = 1) -> Any:
    return DOCPARSE.Table.from_rows(rows, header_rows=header_rows)


WRITTEN: dict[str, tuple[str, Callable[[int], Any]]] = {
    "columns of one name": ("arrow", lambda n: table_of([["a"] * n, ["b"] * n])),
    "columns of two names": ("arrow", lambda n: table_of([["a", "a (2)"] * n, ["b"] * n])),
    "a wide header over short rows": ("arrow", lambda n: table_of([["a"] * n, *[["b"]] * n])),
    "many header rows, one of them wide": (
        "arrow",
        lambda n: table_of([["a"] * n, *[["b"]] * n], header_rows=n),
    ),
    "a wide row among short ones": ("text", lambda n: table_of([*[["b"]] * n, ["a"] * n])),
    "addresses in a row": (
        "markdown",
        lambda n: DOCPARSE.Paragraph("<a@b.c> http://a.b/c_d " * n),
    ),
    "texts in a row": ("dump", lambda n: DOCPARSE.Paragraph([DOCPARSE.Text("a")] * n)),
    "tables under a long heading": (
        "a list of tables",
        lambda n: DOCPARSE.Section(
            DOCPARSE.Heading(2, ["a", DOCPARSE.Strong("b")] * n), [table_of([["c"]])] * n
        ),
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_quadratic_to_write_is_linear(name: str) -> None:
    writer, make = WRITTEN[name]

    def made_and_written(count: int) -> None:
        document = DOCPARSE.Document([make(count)])
        WRITERS[writer](document)

    assert linear(work_growth(made_and_written, int, 50))


# ----------------------------------------------------------------------------------- controls


SLOW = COUNTED.load("tests.slow_examples")


@pytest.mark.parametrize("example", slow_examples.EXAMPLES, ids=lambda example: example.__name__)
def test_control_what_is_quadratic_is_noticed(example: Callable[[str], object]) -> None:
    copy = getattr(SLOW, example.__name__)
    assert work_growth(copy, repeated("a | b \n"), TREE_SIZE) > 8


@pytest.mark.parametrize("pile", ["items", "rows", "questions"])
@pytest.mark.parametrize("reader", ["parse", "parse, inline marks", "from_markdown", "from_html"])
def test_control_a_search_at_each_line_is_noticed_beside_all_that_reading_is(
    reader: str, pile: str
) -> None:
    def read_and_search(text: str) -> None:
        READERS[reader](text)
        SLOW.searches_to_the_end_at_each_word(text.replace("?", "a"))

    assert not linear(work_growth(read_and_search, PILES[pile], TEXT_SIZE))


def test_control_most_of_that_is_hidden_from_a_count_of_instructions() -> None:
    hidden = [
        example.__name__
        for example in slow_examples.EXAMPLES
        if linear(growth(example, repeated("a | b \n"), TREE_SIZE))
    ]
    assert len(hidden) > len(slow_examples.EXAMPLES) / 2


@pytest.mark.parametrize("shape", [SHAPE for SHAPE in SHAPES if SHAPE.count("{}") == 2])
def test_control_a_mixture_of_which_one_piece_is_quadratic_is_noticed(shape: str) -> None:
    mixed = mixture(shape, ["rows", "short lines"], PIECES)
    assert fast_growing(SLOW.searches_to_the_end_at_each_word, [mixed]) == [mixed.name]


def test_control_a_regular_expression_that_starts_over_is_noticed() -> None:
    def strip(text: str) -> None:
        re.sub(r"\s+$", "", text)

    assert explodes(strip, repeated(" " * 4, after="a"), 5_000)


def test_operations_are_the_same_each_time() -> None:
    def call() -> Document:
        return docparse.parse("a | b |\n---|---|\n")

    call()
    assert operations(call) == operations(call) > 100


def test_no_tracer_looks_on() -> None:
    assert sys.gettrace() is None  # not even that of a measurement of coverage


def test_work_is_the_same_each_time() -> None:
    text = PILES["rows"](20)
    with COUNTED.in_place():
        READERS["parse"](text)
        work = [COUNTED.work(READERS["parse"], text) for _ in range(2)]
    assert work[0] == work[1] > 500


@pytest.mark.parametrize("pile", PILES)
def test_what_is_counted_reads_as_what_is_not(pile: str) -> None:
    text = PILES[pile](9)
    for read in ("parse", "from_markdown", "from_html"):
        with COUNTED.in_place():
            counted = DOCPARSE.render(getattr(DOCPARSE, read)(text), "json")
        assert counted == docparse.render(getattr(docparse, read)(text), "json")


def test_a_sample_is_the_same_each_time_and_holds_every_shape() -> None:
    names = [mixed.name for mixed in sampled(PIECES, 200, "a")]
    assert names == [mixed.name for mixed in sampled(PIECES, 200, "a")]
    assert names != [mixed.name for mixed in sampled(PIECES, 200, "b")]
    shapes = [shape.partition("{}")[0] for shape in SHAPES]
    assert all(any(name.startswith(shape) for name in names) for shape in shapes)
