"""No word of a question or an answer is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from hypothesis import given

from docparse import (
    Document,
    Paragraph,
    from_html,
    from_markdown,
    plain_text,
    render,
    validate,
    walk,
)
from tests.strategies import question_markdown, question_pages


def faults(source: str, read: Callable[[str], Document], shown: str) -> list[str]:
    """Return what is wrong with reading ``source``, of which a reader sees ``shown``."""
    document = read(source)
    validate(document)
    found = []
    lost = letters(shown) - letters(plain_text(document))
    if lost:
        found.append(f"lost {dict(lost)}")
    if any(isinstance(node, Paragraph) and not node.children for node in walk(document)):
        found.append("an empty paragraph")
    return found


def letters(text: str) -> Counter[str]:
    """Return those of the letters of ``text`` that no label has."""
    return Counter(re.findall("[hkz]", text))


@given(question_pages())
def test_no_word_of_a_page_of_questions_is_lost(html: str) -> None:
    assert faults(html, from_html, re.sub("<[^>]*>", " ", html)) == []


@given(question_markdown())
def test_no_word_of_questions_in_markdown_is_lost(text: str) -> None:
    assert faults(text, from_markdown, text) == []
    written = render(from_markdown(text), "markdown")
    assert render(from_markdown(written), "markdown") == written


def test_control_a_word_that_is_lost_is_noticed() -> None:
    html = "<p>hh kk?<br>zz</p>"
    shown = re.sub("<[^>]*>", " ", html)
    assert faults(html, lambda html: from_html(html.replace("zz", "z")), shown) == ["lost {'z': 1}"]
    assert faults(html, lambda html: Document([*from_html(html).children, ""]), shown) == [
        "an empty paragraph"
    ]
    assert faults(html, from_html, shown) == []
