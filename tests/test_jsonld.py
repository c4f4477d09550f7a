"""JSON-LD: an Article, and an FAQPage over all questions, that may stand in a page as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from docparse import (
    ArgumentError,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    List,
    Node,
    OptionError,
    Paragraph,
    Quote,
    Section,
    Table,
    find_all,
    parse,
    plain_text,
    render,
)
from docparse.renderers.jsonld import LONGEST_HEADLINE
from tests.strategies import documents

DEAR = Paragraph(["Is it ", Emphasis("dear"), "?"])
FERRY = Document(
    [
        Heading(1, "The ferry"),
        Paragraph("It sails at nine."),
        Faq([FaqItem("Is it late?", ["Often.", List(["On Monday", "On Friday"])])]),
        Section(Heading(2, "Fares"), [Quote([Faq([FaqItem(DEAR)])])]),
    ]
)


def graph(node: Node, **options: Any) -> list[dict[str, Any]]:
    """Return the things that the JSON-LD of ``node`` describes."""
    data = json.loads(render(node, "jsonld", **options))
    assert data.keys() == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = data["@graph"]
    return things


def test_an_article_and_its_questions() -> None:
    assert graph(FERRY) == [
        {"@type": "Article", "headline": "The ferry", "articleBody": plain_text(FERRY)},
        {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": "Is it late?",
                    "acceptedAnswer": {"@type": "Answer", "text": "Often.\nOn Monday\nOn Friday"},
                },
                {"@type": "Question", "name": "Is it dear?"},
            ],
        },
    ]


def test_what_is_known_about_the_page() -> None:
    url = "https://example.org/ferry?a=1&b=2"
    options = {"title": "A\nferry", "lang": "en-GB", "url": url, "date": "2025-05-17T10:30:00Z"}
    article, _ = graph(FERRY, **options)
    assert article == {
        "@type": "Article",
        "headline": "A ferry",
        "inLanguage": "en-GB",
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": "2025-05-17T10:30:00Z",
        "articleBody": plain_text(FERRY),
    }


def test_without_questions_there_is_no_page_of_them() -> None:
    assert [thing["@type"] for thing in graph(Document(["a"]))] == ["Article"]


def test_nothing_is_said_of_nothing() -> None:
    assert graph(Document()) == [{"@type": "Article"}]


@pytest.mark.parametrize(
    ("node", "headline"),
    [
        (Document(["Lead.", Heading(1, "Title")]), "Title"),
        (Document([Heading(1, ""), "Lead\nand more."]), "Lead and more."),
        (Document([Heading(2, "Part"), "Lead."]), "Part"),
        (Table.from_rows([["", "Zone"]]), "Zone"),
        (Document(["word " * 40]), "word " * 21 + "word…"),
        (Document(["x" * 200]), "x" * (LONGEST_HEADLINE - 1) + "…"),
    ],
)
def test_the_headline_is_the_title_or_the_first_words(node: Node, headline: str) -> None:
    article = graph(node)[0]
    assert article["headline"] == headline
    assert len(headline) <= LONGEST_HEADLINE


def test_the_questions_of_a_seed(seed: str) -> None:
    document = parse(seed)
    items = list(find_all(document, FaqItem))
    pages = [thing for thing in graph(document) if thing["@type"] == "FAQPage"]
    assert len(pages) == bool(items)
    names = [question["name"] for page in pages for question in page["mainEntity"]]
    assert names == [plain_text(item.question) for item in items]


# --------------------------------------------------------------------------- inside a page


def survives_a_page(node: Node, write: Callable[[Node], str]) -> None:
    """A script element holds the line as it was written, and ends where it should."""
    written = write(node)
    written.encode("utf-8")
    assert "\n" not in written
    page = f'<script type="application/ld+json">{written}</script><p>after</p>'
    tree = LexborHTMLParser(page)
    (script,) = tree.css("script")
    assert script.text() == written
    assert [paragraph.text() for paragraph in tree.css("p")] == ["after"]


def write(node: Node) -> str:
    return render(node, "jsonld")


@given(documents(clean=False, refused_links=True))
def test_it_may_stand_in_a_page(document: Document) -> None:
    survives_a_page(document, write)


HOSTILE = Document(["</script><p>", "<!--<script>", "]]>", "\u2028\u2029", "\ud800\0&amp;"])


def test_hostile_text_in_a_page() -> None:
    survives_a_page(HOSTILE, write)
    body = graph(HOSTILE)[0]["articleBody"]
    assert body == plain_text(HOSTILE).replace("\ud800", "\ufffd")
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(write(HOSTILE))


@pytest.mark.parametrize(
    "broken",
    [
        lambda node: json.dumps({"articleBody": plain_text(node)}),
        lambda node: write(node).replace("\\u003c", "<").replace("\\u003e", ">"),
        lambda node: write(node).replace("\ufffd", "\ud800"),
        lambda node: write(node).replace(",", ",\n"),
    ],
    ids=["plain JSON", "no escapes", "surrogates", "lines"],
)
def test_control_what_breaks_a_page_is_noticed(broken: Callable[[Node], str]) -> None:
    with pytest.raises((AssertionError, UnicodeError, ValueError)):
        survives_a_page(HOSTILE, broken)


# ---------------------------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"lang": "english please"}, "lang is a language tag"),
        ({"lang": "English"}, "not 'English'; did you mean 'en'?"),
        ({"lang": "pt_BR"}, "not 'pt_BR'; did you mean 'pt-BR'?"),
        ({"lang": "quux"}, "not 'quux'"),
        ({"lang": ""}, "lang is a language tag"),
        ({"url": "javascript:alert(1)"}, "url is an http or https URL"),
        ({"url": "https://"}, "url is an http or https URL"),
        ({"url": "/ferry"}, "url is an http or https URL"),
        ({"url": "https://example.org/a b"}, "url is an http or https URL"),
        ({"url": "https://example.org/\ud800"}, "url is an http or https URL"),
        ({"date": "17 May 2025"}, "date is an ISO date"),
        ({"date": "2025-02-30"}, "date is an ISO date"),
        ({"date": "2025-05-17T25:00"}, "date is an ISO date"),
        ({"date": "2025-05-17\n"}, "date is an ISO date"),
    ],
    ids=lambda value: repr(value) if isinstance(value, dict) else "",
)
def test_an_option_that_is_none_of_its_kind(options: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        render(FERRY, "jsonld", **options)


@pytest.mark.parametrize(
    "date", ["2025-05-17", "2025-05-17T10:30", "2025-05-17 10:30", "2025-05-17T10:30:59.5+02:00"]
)
def test_dates(date: str) -> None:
    assert graph(FERRY, date=date)[0]["datePublished"] == date.replace(" ", "T")


@pytest.mark.parametrize("name", ["title", "lang", "url", "date"])
def test_options_are_strings(name: str) -> None:
    wrong: dict[str, Any] = {name: 5}
    with pytest.raises(ArgumentError, match=f"{name} is a str or None, not int"):
        render(FERRY, "jsonld", **wrong)
