"""What an article says about itself, and what JSON-LD makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docparse import ArgumentError, Document, Heading, Metadata, Paragraph, metadata, parse, render
from docparse.words.dates import iso_date

BYLINE = Paragraph("By Marit Lunde", role="byline", role_confidence=0.9)
DATE = Paragraph("Published on 3 May 2024", role="date", role_confidence=0.8)
ARTICLE = Document([Heading(1, "The quay", 0.7, "shape"), BYLINE, DATE, "Text."])


def test_metadata_are_nodes_of_the_tree() -> None:
    found = metadata(ARTICLE)
    assert found.title is ARTICLE.children[0]
    assert found.byline is BYLINE
    assert found.date is DATE
    confidences = (found.title_confidence, found.byline_confidence, found.date_confidence)
    assert confidences == (0.7, 0.9, 0.8)


def test_what_is_not_said_is_none() -> None:
    assert metadata(Document([Heading(2, "The quay"), "By the way."])) == Metadata()
    with pytest.raises(ArgumentError, match="metadata takes a node, not str"):
        metadata("By Marit Lunde")  # type: ignore[arg-type]


def test_a_role_given_by_hand_is_sure() -> None:
    assert metadata(Document([Paragraph("a", role="byline")])).byline_confidence == 1.0


def test_an_article_says_who_wrote_it_and_when() -> None:
    text = (
        "The quay is to be rebuilt after all\nBy Marit Lunde\n3 May 2024\n"
        "The harbour board met for five hours on Tuesday, and at the end of it all but two members "
        "voted for the new quay, which is to be ready when the summer timetable begins.\n"
    )
    found = metadata(parse(text))
    assert found.byline is not None
    assert found.date is not None
    assert text[slice(*found.byline.span)] == "By Marit Lunde"
    assert text[slice(*found.date.span)] == "3 May 2024"


# ---------------------------------------------------------------------------------- JSON-LD


def article_of(document: Document, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(document, "jsonld", **options))["@graph"][0]
    return found


def test_json_ld_takes_the_author_and_the_date_of_the_text() -> None:
    article = article_of(ARTICLE)
    assert article["author"] == {"@type": "Person", "name": "Marit Lunde"}
    assert article["datePublished"] == "2024-05-03"
    assert article_of(ARTICLE, date="2024-06-01")["datePublished"] == "2024-06-01"


@pytest.mark.parametrize(
    "node",
    [
        Paragraph("By Marit Lunde", role="byline", role_confidence=0.6),
        Paragraph("3 May 2024", role="date", role_confidence=0.6),
        Paragraph("Marit Lunde", role="byline"),
        Paragraph("05/03/2024", role="date"),
        Paragraph("By Marit Lunde"),
        Paragraph("", role="byline"),
    ],
)
def test_control_json_ld_does_not_take_what_is_unsure(node: Paragraph) -> None:
    article = article_of(Document([node, "Text."]))
    assert "author" not in article
    assert "datePublished" not in article


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published on May 3rd, 2024", "2024-05-03"),
        ("3. Mai 2024", "2024-05-03"),
        ("03.05.2024, 10:15 Uhr", "2024-05-03"),
        ("2024-05-03T10:15", "2024-05-03"),
        ("3 de mayo de 2024", "2024-05-03"),
        ("Dec. 25, 2004 12:00 AM", "2004-12-25"),
        ("2024年5月3日", "2024-05-03"),
        ("05/03/2024", None),
        ("May 2024", None),
        ("31 February 2024", None),
        ("99.99.2024", None),
        ("May ² 2024", None),
        ("3 ² May 2024", "2024-05-03"),
        ("Yesterday", None),
        ("", None),
    ],
)
def test_the_day_that_a_line_names(text: str, day: str | None) -> None:
    assert iso_date(text) == day
