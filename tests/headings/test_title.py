"""Which line is the title of an article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import docparse.headings.title
from docparse import Heading, explain, find_all, parse, plain_text
from docparse.errors import WeightsError
from docparse.headings.title import title_chances, title_weights_from
from docparse.headings.title_features import FEATURES

STORY = (
    "The lighthouse on the north cape was lit in 1874, and this winter it will be dark for the "
    "first time, because the lamp has to be sent away to be mended."
)
TITLE = "The lighthouse goes dark for a winter"


def title(*lines: str, **options: float) -> str | None:
    document = parse("\n".join([*lines, STORY, STORY, ""]), **options)  # type: ignore[arg-type]
    found = [plain_text(node) for node in find_all(document, Heading) if node.level == 1]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    "above",
    [
        (),
        ("Supported by",),
        ("Anzeige",),
        ("Island Post • News",),
        ("Home", "About us", "Search"),
        (f"{TITLE} - Island Post", "Skip to content", "Menu", "Contact"),
    ],
)
def test_lines_of_the_page_above_the_title_are_none(above: tuple[str, ...]) -> None:
    assert title(*above, TITLE, "Published 3 May 2021") == TITLE


@pytest.mark.parametrize("line", ["Advertisement", "3 May 2021", "5 min read", "Home | News"])
def test_some_lines_are_never_a_title(line: str) -> None:
    assert title(line) is None


def test_a_text_that_begins_with_its_first_paragraph_has_no_title() -> None:
    assert title(STORY, TITLE) is None


def test_a_line_above_the_title_is_no_heading() -> None:
    lines = ["Boats and harbours", "Home", TITLE, "By Ida Kroon", STORY, STORY]
    document = parse("\n".join(lines))
    assert [plain_text(node) for node in find_all(document, Heading)][:1] == [TITLE]


def test_the_least_confidence_counts_for_the_title_too() -> None:
    assert title(TITLE, min_confidence=1) is None


def test_chances_add_up_to_one_with_that_of_none() -> None:
    assert title_chances([0]) == [0.5]
    assert title_chances([0, 0, 0]) == [0.25] * 3
    assert title_chances([-10_000, 10_000]) == [0.001, 1.0]


def test_an_explanation_says_why_a_line_is_the_title() -> None:
    explanation = explain(f"{TITLE}\n{STORY}\n{STORY}\n")
    (found,) = [reason for reason in explanation.evidence if reason.step == "title"]
    assert found.code == "line"
    values = {name: value for name, value in found.values.items() if name != "sum"}
    assert found.values["sum"] == sum(weight for weight in values.values() if type(weight) is int)
    (heading,) = find_all(explanation.document, Heading)
    assert (heading.evidence, heading.level) == ("title", 1)


def test_weights_learned_for_other_features_are_refused() -> None:
    file = Path(docparse.headings.title.__file__).with_name("titles.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    assert len(title_weights_from(data)) == len(FEATURES)
    data["tables"]["echo"].append(0)
    with pytest.raises(WeightsError, match="run make train"):
        title_weights_from(data)
