"""Which lines of a bare text get a role, and what that keeps them from."""

from __future__ import annotations

import pytest

import docparse
from docparse import Heading, List, Node, Paragraph, find_all, outline, parse, plain_text

LONG = (
    "The harbour board met for five hours on Tuesday, and at the end of it all but two members "
    "voted for the new quay, which is to be ready when the summer timetable begins next year."
)
OTHER = (
    "On the outer islands people had asked for it since the old quay was closed, because the boats "
    "could land there only when the wind came from the north, which it seldom does in winter."
)


def roles(*lines: str) -> dict[str, str | None]:
    """Return the role of each paragraph of a text."""
    document = parse("\n".join(lines))
    return {plain_text(node): node.role for node in find_all(document, Paragraph)}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Advertisement", "furniture"),
        ("Read more: Why the lighthouse went dark", "furniture"),
        ("Related: Why the lighthouse went dark", "furniture"),
        ("Lesen Sie auch: Warum der Leuchtturm dunkel blieb", "furniture"),
        ("Lire aussi : Pourquoi le phare est éteint", "furniture"),
        ("Photo: Marit Lunde/Nordfilm", "credit"),
        ("Foto: Marit Lunde/dpa", "credit"),
    ],
)
def test_a_line_between_paragraphs_has_a_role(line: str, role: str) -> None:
    found = roles(LONG, OTHER, line, LONG, OTHER)
    assert found.pop(line) == role
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    ("title", "items", "role"),
    [
        ("Related posts:", ("Ten boats for the bay", "What a sail costs"), "furniture"),
        ("Lesen Sie auch:", ("Zehn Boote für die Bucht", "Was ein Segel kostet"), "furniture"),
        ("Get started", ("Oil the hull.", "Wait for a dry day."), None),
        ("Related posts:", ("Ten boats for the bay",), None),
        ("What you need", ("A hull", "Some oil"), None),
    ],
    ids=["titles", "German titles", "steps", "one item", "no title of furniture"],
)
def test_titles_listed_below_a_title_of_furniture_are_furniture(
    title: str, items: tuple[str, ...], role: str | None
) -> None:
    document = parse("\n".join((LONG, OTHER, title, *(f"- {item}" for item in items), LONG)))
    (listed,) = find_all(document, List)
    assert [item.role for item in listed.items] == [role] * len(items)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("By Marit Lunde", "byline"),
        ("Von Marit Lunde", "byline"),
        ("3 May 2024", "date"),
        ("Published: May 3, 2024", "date"),
        ("venerdì 3 maggio 2024, 10:15", "date"),
        ("3 мая 2024 г.", "date"),
        ("2024年5月3日（金）", "date"),
    ],
)
def test_a_line_below_the_title_has_a_role(line: str, role: str) -> None:
    found = roles("The quay is to be rebuilt after all", line, LONG, OTHER, LONG)
    assert found[line] == role


@pytest.mark.parametrize("line", ["Share this:", "© 2024 The Harbour Post. All rights reserved."])
def test_the_foot_of_a_page_is_furniture(line: str) -> None:
    assert roles(LONG, OTHER, LONG, "Share this:", line)[line] == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "By boat to the lighthouse",
        "Photography on the quay",
        "Published works",
        "Related work",
        "Sharing a cabin",
    ],
)
def test_a_heading_that_opens_like_such_a_line_stays_one(line: str) -> None:
    document = parse("\n".join((LONG, line, LONG, OTHER)))
    assert [plain_text(heading) for heading in find_all(document, Heading)] == [line]


@pytest.mark.parametrize("name", ["Privacy Policy", "Contact us", "Impressum", "Mentions légales"])
def test_the_name_of_a_page_is_a_title_where_a_text_goes_on_below_it(name: str) -> None:
    assert [entry.text for entry in outline(parse(f"{name}\n{LONG}\n{OTHER}"))] == [name]
    assert [entry.text for entry in outline(parse(f"{LONG}\n{OTHER}\n{name}\n{LONG}"))] == [name]
    assert roles(LONG, OTHER, LONG, "Share this:", name)[name] == "furniture"


def test_a_line_that_the_article_counts_is_no_furniture() -> None:
    titles = ["1. Scope", "2. Prices", "3. Contact", "4. Share your photos"]
    text = "\n".join(f"{title}\n{LONG}" for title in titles)
    assert [entry.text for entry in outline(parse(text))] == titles
    assert roles(LONG, OTHER, "12 Comments", OTHER)["12 Comments"] == "furniture"


def test_a_quotation_leads_nowhere_but_an_arrow_does() -> None:
    quotation = "« Nous perdons un tiers de nos clients », craint la boulangère."
    assert roles(LONG, OTHER, LONG, quotation, OTHER)[quotation] is None
    for line in ("« Older posts", "« Six months | Main | Notes »", "Home » News » Harbour"):
        assert roles(LONG, OTHER, LONG, OTHER, "Share this:", line)[line] == "furniture"


def test_a_line_that_may_have_a_role_is_no_heading() -> None:
    lines = (LONG, "Advertisement", OTHER, "npm install tide-viewer --save", LONG)
    assert outline(parse("\n".join(lines))) == []


def test_the_title_of_a_part_of_the_article_stays_one() -> None:
    text = f"{LONG}\nQuestions and answers\nIs it late?\nNo, it is early.\nIs it far?\nYes.\n"
    document = parse(text)
    assert list(find_all(document, docparse.Faq))


def characters(node: Node) -> str:
    return "".join(plain_text(node).split())


def test_nothing_is_removed() -> None:
    text = f"Menu\n{LONG}\nAdvertisement\n{OTHER}\nBy Marit Lunde\nShare this:\n"
    assert characters(parse(text)) == "".join(text.split())


def test_the_last_answer_ends_at_the_foot_of_the_page() -> None:
    text = (
        "FAQ\nMay I take a dog?\nYes, on a lead.\nMay I smoke?\nNo, not even outside on deck.\n"
        "Share this:\nFacebook\n© 2024 The Harbour Post. All rights reserved.\n"
    )
    items = list(find_all(parse(text), docparse.FaqItem))
    assert plain_text(items[-1].answer[-1]) == "No, not even outside on deck."


def test_marked_headings_are_left_as_they_are() -> None:
    document = parse(f"# Advertisement\n\n{LONG}\n\n## Read more\n\n{OTHER}\n")
    assert [entry.text for entry in outline(document)] == ["Advertisement", "Read more"]


def test_an_explanation_says_why_a_line_has_a_role() -> None:
    text = f"{LONG}\n{OTHER}\nAdvertisement\n{LONG}\n{OTHER}\n"
    (found,) = [each for each in docparse.explain(text).evidence if each.step == "roles"]
    assert found.code == "furniture"
    assert text[found.span.start : found.span.end] == "Advertisement"
    assert found.weight is not None
    assert found.weight >= 0.8
    figures = [value for value in found.values.values() if isinstance(value, int)]
    assert figures[0] == sum(figures[1:])
    assert found.values["likely"] == "furniture"


def test_control_content_is_not_explained_as_furniture() -> None:
    steps = {each.step for each in docparse.explain(f"{LONG}\n{OTHER}\n").evidence}
    assert "roles" not in steps
