"""A block that runs another way than its document says so."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import (
    Block,
    Document,
    Faq,
    FaqItem,
    Heading,
    List,
    ListItem,
    NodeTransformer,
    Paragraph,
    Quote,
    Table,
    Text,
    from_html,
)
from tests.growth import growth
from tests.html.written import write
from tests.strategies import documents

ARABIC, HEBREW = "العبّارة تبحر", "המעבורת & החוף"


@pytest.mark.parametrize(
    ("document", "marked"),
    [
        (["Boats.", ARABIC, "1234", "Boats."], ['<p dir="auto">' + ARABIC]),
        ([ARABIC, "Boats.", HEBREW], ['<p dir="auto">Boats.']),
        (["1234", HEBREW, "A & b"], ['<p dir="auto">A &amp; b']),
        ([ARABIC, HEBREW], []),
        (["Boats.", f"The word {ARABIC}."], []),
        (["Boats.", Heading(2, ARABIC)], [f'dir="auto">{ARABIC}</h2>']),
        (["Boats.", List([ListItem("a"), ListItem(ARABIC)])], [f'<li dir="auto">{ARABIC}']),
        (["Boats.", List([ListItem(ARABIC), ListItem("a")])], ['<li dir="auto">a']),
        (["Boats.", List([ListItem([ARABIC, "a"])])], ['<p dir="auto">a']),
        (["Boats.", Quote([ARABIC, "a"])], ['<p dir="auto">a']),
        (["Boats.", Table.from_rows([["a", ARABIC]])], [f'<td dir="auto">{ARABIC}']),
        (
            ["Boats.", Table.from_rows([[ARABIC, ""], ["", "a"]], header_rows=1)],
            [f'<th scope="col" dir="auto">{ARABIC}'],
        ),
        (["Boats.", Faq([FaqItem(ARABIC, ["a"])])], [f'class="question" dir="auto">{ARABIC}']),
    ],
)
def test_a_block_that_runs_another_way_says_so(document: list[Block], marked: list[str]) -> None:
    written = write(Document(document))
    plain = re.sub('(<(?:article|ul|blockquote)[^>]*) dir="auto"', r"\1", written)
    assert plain.count("dir=") == len(marked)
    assert all(mark in plain for mark in marked)
    assert from_html(written) == Document(document)


def test_a_node_by_itself_and_the_title_of_a_page_say_so_too() -> None:
    assert write(Paragraph(ARABIC)) == f'<p dir="auto">{ARABIC}</p>'
    assert write(Paragraph("a")) == "<p>a</p>"
    page = write(Document([ARABIC]), document=True)
    assert f'<h1 class="unseen" dir="auto">{ARABIC}</h1>' in page


def runs_as_it_is_written(html: str) -> None:
    """Each text runs the way of its first letter, as the rules for ``dir="auto"`` have it."""

    def way_of(text: str) -> str:
        letters = (unicodedata.bidirectional(char) for char in text)
        kind = next((kind for kind in letters if kind in ("L", "R", "AL")), "")
        return {"": "", "L": "ltr"}.get(kind, "rtl")

    def resolved(element: Any) -> str:
        found = way_of(element.text or "")
        for child in element:
            if not found and "dir" not in child.attrib:
                found = resolved(child)
            found = found or way_of(child.tail or "")
        return found

    def check(element: Any, way: str) -> None:
        if "dir" in element.attrib:
            way = resolved(element) or "ltr"
        if element.tag in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
            assert way_of(element.text or "") in ("", way), html
        for child in element:
            check(child, way)

    check(html5lib.parse(html, namespaceHTMLElements=False), "ltr")


@given(documents(), st.lists(st.sampled_from([ARABIC, HEBREW, "Boats", "12"]), min_size=1))
def test_every_block_runs_the_way_of_its_text(document: Document, words: list[str]) -> None:
    runs_as_it_is_written(write(in_words(document, words)))


def test_control_a_block_that_runs_the_wrong_way_is_noticed() -> None:
    document = Document(["Boats.", ARABIC])
    with pytest.raises(AssertionError):
        runs_as_it_is_written(write(document).replace('<p dir="auto">', "<p>"))


@pytest.mark.parametrize("words", [[ARABIC, "a"], ["", ARABIC], ["1"]])
def test_directions_take_time_in_proportion(words: list[str]) -> None:
    def nested(count: int) -> Document:
        block: Block = Paragraph(ARABIC)
        for number in range(count):
            item = ListItem([words[number % len(words)], block])
            block = List([item]) if number % 8 else Quote([block])
        return Document([block])

    def flat(count: int) -> Document:
        items = [ListItem([Paragraph(words[n % len(words)]), Paragraph("b")]) for n in range(count)]
        return Document(["Boats.", List(items), ARABIC])

    assert growth(write, nested, 10) < 5
    assert growth(write, flat, 100) < 5


def in_words(document: Document, words: list[str]) -> Document:
    """Return ``document``, its texts being ``words`` in turn."""
    supply = itertools.cycle(words)

    class Rewritten(NodeTransformer):
        def leave_Text(self, text: Text) -> Text:
            return Text(next(supply))

    return Rewritten().transform(document)
