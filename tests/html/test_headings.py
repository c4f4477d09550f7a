"""Headings in HTML: no level is skipped, and each has an id of its own."""

from __future__ import annotations

import re

import pytest

from docparse import Document, Heading, Section
from tests.growth import growth
from tests.html.written import write


@pytest.mark.parametrize(
    ("levels", "written"),
    [
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        ([2, 2, 3, 2], [2, 2, 3, 2]),
        ([1, 3], [1, 2]),
        ([3, 2], [2, 2]),
        ([2, 4, 4, 3, 4], [2, 3, 3, 3, 4]),
        ([2, 6, 6, 2, 3], [2, 3, 3, 2, 3]),
        ([2, 1, 3], [2, 1, 2]),
        ([6], [2]),
        ([5, 4, 3], [2, 2, 2]),
    ],
    ids=str,
)
def test_no_level_is_skipped_in_a_document(levels: list[int], written: list[int]) -> None:
    tags = re.findall('<h([1-6]) id="[^"]+"(?: data-level="([1-6])")?>', write_levels(levels))
    assert [int(tag) for tag, _ in tags] == written
    assert [int(true or tag) for tag, true in tags] == levels


def write_levels(levels: list[int]) -> str:
    return write(Document([Heading(level, f"News {n}") for n, level in enumerate(levels)]))


def test_a_heading_outside_a_document_keeps_its_level() -> None:
    assert write(Section(Heading(5, "Fares"))).startswith('<section>\n<h5 id="h-fares">')


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        (["Fares, times & more!"], ["h-fares-times-more"]),
        (["Größer"], ["h-größer"]),
        (["सुबह की बस"], ["h-सबह-क-बस"]),
        (["第1章 冬"], ["h-第1章-冬"]),
        (["²½ ３ 4"], ["h-4"]),
        (["", "?!", "\ud800"], ["h-heading", "h-heading-2", "h-heading-3"]),
        (["a", "a", "a-2", "A"], ["h-a", "h-a-2", "h-a-2-2", "h-a-3"]),
        (["a-2", "a", "a"], ["h-a-2", "h-a", "h-a-3"]),
        (['"><script>'], ["h-script"]),
        (["x" * 500], ["h-" + "x" * 64]),
        (["a" * 63 + " b"], ["h-" + "a" * 63]),
        (["İstanbul"], ["h-istanbul"]),
    ],
)
def test_ids_are_made_of_letters_digits_and_hyphens(texts: list[str], ids: list[str]) -> None:
    written = write(Document([Heading(2, text) for text in texts]))
    assert re.findall('id="(.*?)"', written) == ids


@pytest.mark.parametrize("numbered", [False, True])
def test_ids_of_equal_headings_take_linear_time(numbered: bool) -> None:
    def headings(count: int) -> Document:
        names = [f"a-{n}" for n in range(2, count if numbered else 2)]
        return Document([Heading(2, name) for name in (*names, *["a"] * count)])

    assert growth(write, headings, 50) < 5
