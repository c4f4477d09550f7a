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


def levels(*lines: str) -> list[tuple[int, str]]:
    return [(entry.level, entry.text) for entry in outline(parse("\n".join([LONG, *lines, ""])))]


def test_a_heading_right_under_another_is_one_deeper() -> None:
    found = levels("The boats of the island", "The old ferry", LONG, "The new ferry", LONG)
    assert found == [
        (2, "The boats of the island"),
        (3, "The old ferry"),
        (3, "The new ferry"),
    ]
    apart = levels("The boats of the island", LONG, "The old ferry", LONG, "The new ferry", LONG)
    assert [level for level, _ in apart] == [2, 2, 2]


def test_a_heading_without_text_of_its_own_ends_a_section() -> None:
    found = levels(
        *("The boats of the island", "The old ferry", LONG),
        *("The piers of the island", "The northern pier", LONG),
    )
    assert [level for level, _ in found] == [2, 3, 2, 3]


def test_what_stands_between_numbered_headings_is_one_deeper() -> None:
    found = levels(
        *("1. The boats", LONG, "What they cost in winter", LONG),
        *("2. The piers", LONG, "3. The harbour", LONG),
    )
    assert [level for level, _ in found] == [2, 3, 2, 2]
    no_family = levels("1. The boats", LONG, "What they cost in winter", LONG, "4. The piers", LONG)
    assert [level for level, _ in no_family] == [2, 2, 2]


def test_a_level_has_a_confidence_that_equality_leaves_out() -> None:
    document = parse(f"{LONG}\n1 The boats\n{LONG}\n1.1 The old ferry\n{LONG}\n")
    above, inside = find_all(document, Heading)
    assert above.level_confidence < inside.level_confidence < 1
    assert Heading(2, "a", level_confidence=0.5) == Heading(2, "a")
    assert Heading(2, "a") != Heading(3, "a")


def test_levels_stay_between_two_and_six_however_headings_follow_each_other() -> None:
    lines = [f"Boat and pier {number}" for number in range(1, 30)]
    found = outline(parse("\n".join(lines + lines), min_confidence=0))
    assert found
    assert all(1 <= entry.level <= 6 for entry in found)
    assert sum(entry.level == 1 for entry in found) <= 1


def test_headings_that_come_again_in_part_after_part_are_one_deeper() -> None:
    inside = ["Advantages", "Disadvantages"]
    parts = [part for name in ("Kite", "Heron", "Wren") for part in (f"The {name}", *inside)]
    text = "".join(f"{line}\n{LONG}\n" for line in ["How we compared them", *parts])
    levels = [(entry.text, entry.level) for entry in outline(parse(f"{LONG}\n{text}"))]
    own = [level for name, level in levels if name in inside]
    assert own == [3] * 6
    assert {level for name, level in levels if name not in inside} == {2}


def test_a_heading_that_comes_twice_says_nothing_of_its_depth() -> None:
    lines = ["The Kite", "Advantages", "The Heron", "Advantages"]
    text = "".join(f"{line}\n{LONG}\n" for line in lines)
    assert {entry.level for entry in outline(parse(f"{LONG}\n{text}"))} == {2}
