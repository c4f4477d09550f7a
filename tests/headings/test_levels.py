"""How deep a heading is, and what numbers say of it."""

from __future__ import annotations

import pytest

from docparse import Heading, Section, find_all, outline, parse, plain_text
from tests.headings.articles import LONG, SHORT, heading


def test_the_first_line_may_be_the_title_of_the_article() -> None:
    document = parse(f"{SHORT}\n{LONG}\n{LONG}\nA bridge instead\n{LONG}\n{LONG}\n")
    assert [(entry.level, entry.text) for entry in outline(document)] == [
        (1, SHORT),
        (2, "A bridge instead"),
    ]
    (article,) = document.children
    assert isinstance(article, Section)
    assert isinstance(article.blocks[-1], Section)


def test_the_number_above_a_heading_that_divides_it_makes_a_heading() -> None:
    text = f"{LONG}\n1. The boats\n1.1 The old ferry\n{LONG}\n1.2 The new ferry\n{LONG}\n"
    document = parse(text)
    above, inside, _ = find_all(document, Heading)
    assert (above.level, above.evidence, inside.level) == (2, "numbering", 3)
    assert above.confidence == inside.confidence
    without = parse(text.replace("1.1 ", "").replace("1.2 ", ""))
    assert all(heading.evidence != "numbering" for heading in find_all(without, Heading))


def test_the_number_between_two_headings_makes_a_heading() -> None:
    second = (
        "2. It was said that the boats, old and new, were: too slow, too small, and never on time"
    )
    text = f"{LONG}\n1. The boats\n{LONG}\n{second}\n{LONG}\n3. The piers\n{LONG}\n"
    evidence = {plain_text(heading): heading.evidence for heading in find_all(parse(text), Heading)}
    assert evidence[second] == "numbering"
    one_step_on = text.replace("3. ", "4. ")
    assert second not in [entry.text for entry in outline(parse(one_step_on))]


def test_a_title_that_stands_for_a_section_is_none_of_the_article() -> None:
    assert heading(f"Summary\n{LONG}\n").level == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The ferry", 2),
        ("1 The ferry", 2),
        ("1. The ferry", 2),
        ("1.1 The engine", 3),
        ("1.1. The engine", 3),
        ("12.3.4 Its pistons", 4),
        ("1.2.3.4.5 Their rings", 6),
        ("1.2.3.4.5.6 deeper than headings go", 6),
        ("1.5 MWh are enough", 3),
        ("1911.12 was cold", 2),
    ],
)
def test_a_number_says_how_deep_a_heading_is(text: str, level: int) -> None:
    assert heading(f"{LONG}\n{text}\n{LONG}\n", min_confidence=0).level == level
