"""Titles that are known by their words."""

from __future__ import annotations

import pytest

from docparse import Faq, Heading, TableOfContents, find_all, parse, plain_text
from tests.headings.articles import LONG


@pytest.mark.parametrize(
    "title",
    [
        "FAQ",
        "FAQs",
        "Frequently Asked Questions",
        "frequently asked questions (FAQ):",
        "5. Frequently asked questions about the ferry",
        "Ferry FAQ",
        "FAQ: the ferry",
        "Häufig gestellte Fragen",
        "Foire aux questions",
        "Preguntas frecuentes",
        "Часто задаваемые вопросы",
        "الأسئلة الشائعة",
        "よくある質問",
        "常见问题",
        "अक्सर पूछे जाने वाले प्रश्न",
        "❓ FAQ",
    ],
)
def test_what_follows_a_title_of_questions_is_questions(title: str) -> None:
    assert asks(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Questions",
        "The faqir",
        "What is a FAQ good for?",
        "Frequently asked questions " + "x" * 90,
    ],
)
def test_what_follows_another_title_is_not(title: str) -> None:
    assert not asks(title)


def asks(title: str) -> bool:
    """Tell whether the lines below the line ``title`` are a question and its answer."""
    return any(find_all(parse(f"{LONG}\n{title}\nIs it late?\nYes.\n"), Faq))


def test_an_entry_names_its_heading_whatever_the_case_number_and_outer_punctuation() -> None:
    assert tied("3.1)  “The  FERRY”: ", "the ferry") == "the ferry"
    assert tied("The ferry", "The ferries") is None


def tied(entry: str, line: str) -> str | None:
    """Return the heading that ``entry`` of the contents is tied to in an article with ``line``."""
    text = f"Article Subheadings |\n---|\n{entry} |\n{line}\n{LONG}\n"
    (contents,) = find_all(parse(text), TableOfContents)
    return contents.entries[0].heading


def test_a_title_of_questions_with_none_after_it_is_judged_by_its_shape() -> None:
    document = parse(f"{LONG}\nFAQ\n- one\n- two\n{LONG}\n", min_confidence=0)
    (found,) = find_all(document, Heading, lambda heading: plain_text(heading) == "FAQ")
    assert found.evidence == "shape"
