"""Titles that are known by their words."""

from __future__ import annotations

import pytest

from docparse import Heading, find_all, parse, plain_text
from docparse.words.titles import title_key, title_kind
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
def test_titles_of_questions_are_known(title: str) -> None:
    assert title_kind(title_key(title)) == "faq"


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
def test_other_titles_are_none(title: str) -> None:
    assert title_kind(title_key(title)) != "faq"


def test_folding_leaves_out_case_numbers_and_outer_punctuation() -> None:
    assert title_key("3.1)  “The  FERRY”: ") == title_key("the ferry")
    assert title_key("The ferry") != title_key("The ferries")


def test_a_title_of_questions_with_none_after_it_is_judged_by_its_shape() -> None:
    document = parse(f"{LONG}\nFAQ\n- one\n- two\n{LONG}\n", min_confidence=0)
    (found,) = find_all(document, Heading, lambda heading: plain_text(heading) == "FAQ")
    assert found.evidence == "shape"
