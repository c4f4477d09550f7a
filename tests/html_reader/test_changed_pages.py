"""Of pages that docparse wrote and somebody changed, and of any other, no word is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import html5lib
import pytest
from hypothesis import given

from docparse import Document, Link, Paragraph, ValidationError, from_html, plain_text, validate
from tests.html_reader.pages import WRITTEN, letters
from tests.strategies import changed_pages, nested_elements

AROUND = re.compile('(?s)^<!DOCTYPE.*?<body>|<h1 class="unseen">.*?</h1>|<header .*?</header>')
"""What a whole page of ours says around its article."""


def breaks_a_changed_page(page: str, read: Callable[[str], Document]) -> bool:
    """Tell whether reading ``page`` loses a letter; raise if what is read is not valid."""
    document = read(page)
    validate(document)
    shown = re.sub("(?s)<!--.*?-->|<[^>]*>", " ", AROUND.sub("", page))
    return bool(letters(unescape(shown)) - letters(plain_text(document)))


@given(changed_pages())
def test_a_changed_page_is_valid_and_loses_no_word(page: str) -> None:
    assert not breaks_a_changed_page(page, from_html)


def as_it_was(html: str) -> Document:
    """Read the first article and nothing around it."""
    match = re.search('(?s)<article class="docparse".*?</article>', html)
    return from_html(match[0] if match else html)


@pytest.mark.parametrize("place", ["before", "after"])
def test_control_a_text_outside_the_article_that_is_lost_is_noticed(place: str) -> None:
    page = f"<p>x</p>{WRITTEN}" if place == "before" else f"{WRITTEN}<p>x</p>"
    assert breaks_a_changed_page(page, as_it_was)
    assert not breaks_a_changed_page(page, from_html)


def test_control_a_tree_that_is_not_valid_is_noticed() -> None:
    invalid = Document([Paragraph(Link(Link("a", "/a"), "/b"))])
    with pytest.raises(ValidationError):
        breaks_a_changed_page("a", lambda page: invalid)


# --------------------------------------------------------------------------------- nothing is lost


def words(html: str) -> list[str]:
    return html5lib_text(re.sub("<[^>]*>", " ", html)).split()


def html5lib_text(html: str) -> str:
    return "".join(html5lib.parse(html, namespaceHTMLElements=False).itertext())


def loses(html: str, read: Callable[[str], Document]) -> bool:
    return sorted(plain_text(read(html)).split()) != sorted(words(html))


@given(nested_elements())
def test_no_word_is_lost(html: str) -> None:
    assert not loses(html, from_html)


def test_control_a_lost_word_is_noticed() -> None:
    assert loses("<li>a <p>b", lambda html: from_html(html.replace("b", "")))
