"""Which bare lines are headings, how sure that is, and what decided it."""

from __future__ import annotations

import pytest

import docparse
from docparse import (
    ArgumentError,
    Heading,
    List,
    OptionError,
    Paragraph,
    find_all,
    outline,
    parse,
    plain_text,
)
from docparse.headings.decide import infer_headings
from docparse.headings.explain import explain_shape
from docparse.headings.features import FEATURES
from docparse.headings.page import Page, find_candidates
from docparse.nodes import Block
from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from tests.conftest import CHECKOUT
from tests.headings.articles import LONG, SHORT, heading


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (f"{LONG}\n{SHORT}\n{LONG}\n{LONG}\n", "shape"),
        (f"{LONG}\nSummary\n- one\n", "words"),
        (f"{LONG}\nFAQ\nWhat does it cost?\nNothing.\n", "faq"),
        (f"Article Subheadings |\n---|\n{SHORT} |\n{SHORT}\n{LONG}\n", "contents"),
        (f"## {SHORT}\n\n{LONG} **So there.**\n", "mark"),
    ],
)
def test_a_heading_says_what_decided(text: str, evidence: str) -> None:
    found = heading(text)
    assert found.evidence == evidence
    assert 0.5 <= found.confidence <= 1
    assert (found.confidence == 1) == (evidence == "mark")


def test_the_contents_are_the_best_evidence_for_a_bare_line() -> None:
    text = f"Article Subheadings |\n---|\n{SHORT} |\n{LONG}\n{SHORT}\n{LONG}\nSummary\n{LONG}\n"
    by_contents, by_words = find_all(parse(text), Heading)
    assert by_contents.evidence == "contents"
    assert by_contents.confidence == 0.99
    assert by_words.confidence < by_contents.confidence


def test_min_confidence_decides_what_is_a_heading() -> None:
    text = f"{LONG}\n{SHORT}\n{LONG}\n"
    confidence = heading(text).confidence
    assert heading(text, min_confidence=confidence).confidence == confidence
    assert outline(parse(text, min_confidence=min(1, confidence + 0.001))) == []


def test_at_no_confidence_every_candidate_is_a_heading() -> None:
    lines = ["one", "two", "x" * LONGEST_CANDIDATE]
    found = outline(parse("\n".join(lines), min_confidence=0))
    assert [entry.text for entry in found] == lines
    assert all(0 < entry.confidence <= 1 for entry in found)


@pytest.mark.parametrize(
    "text", ["x" * (LONGEST_CANDIDATE + 1), "A sentence.", "一句話。", "एक वाक्य।"]
)
def test_what_is_too_long_or_ends_in_a_full_stop_is_no_candidate(text: str) -> None:
    assert outline(parse(text, min_confidence=0)) == []


@pytest.mark.parametrize(
    "text", ["May 1998", "24.12.98", "19:30", "24. März", "24 March 2004, 19:49 | Genesis"]
)
def test_a_short_line_that_begins_with_a_date_is_no_candidate(text: str) -> None:
    assert outline(parse(text, min_confidence=0)) == []
    assert outline(parse(f"The storm of {text}", min_confidence=0)) != []


def test_a_line_of_a_log_is_no_candidate_however_long_it_is() -> None:
    text = "2031-05-04T08:01:02 gate=3 sale=adult paid=card from=harbour"
    assert outline(parse(text, min_confidence=0)) == []
    assert outline(parse(text.replace("T08:01:02", ""), min_confidence=0)) != []


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_confidence_is_a_number_from_0_to_1(wrong: float) -> None:
    with pytest.raises(OptionError, match="from 0 to 1"):
        parse("", min_confidence=wrong)


@pytest.mark.parametrize("wrong", ["0.5", None])
def test_a_confidence_of_another_type_is_refused(wrong: object) -> None:
    with pytest.raises(ArgumentError, match="min_confidence is a number from 0 to 1, not"):
        parse("", min_confidence=wrong)  # type: ignore[arg-type]


def test_marks_alone_count_where_the_caller_says_so() -> None:
    assert outline(parse(f"{LONG}\nSummary\n{LONG}\n", headings="marks")) == []
    with pytest.raises(OptionError, match='"infer" or "marks", not \'guess\''):
        parse("", headings="guess")  # type: ignore[arg-type]


def test_in_formatted_text_only_marked_lines_are_headings() -> None:
    document = parse(f"## {SHORT}\n\n{LONG} **So there.**\n\nSummary\n\n{LONG}\n")
    assert [entry.text for entry in outline(document)] == [SHORT]


# ------------------------------------------------------------------- what the shape of a line says


def test_an_explanation_adds_up_to_the_confidence_of_the_heading() -> None:
    blocks: list[Block] = [Paragraph(LONG), Paragraph(SHORT), Paragraph(LONG)]
    draft = Draft(blocks)
    score = explain_shape(Page(draft, find_candidates(draft)), 1, 0.5)
    assert score is not None
    assert score.sum == score.bias + sum(part.weight for part in score.contributions)
    assert score.confidence == heading(f"{LONG}\n{SHORT}\n{LONG}\n").confidence
    assert (score.sum >= score.threshold) == (score.confidence >= 0.5)
    said = {
        name: value for part in score.contributions for name, value in zip(*part[:2], strict=True)
    }
    assert said["last"] == "small letter"
    assert said["first_word"] == "article"
    assert set(said) == {feature.name for feature in FEATURES}


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (LONG * 2, "its paragraph is longer than 160 characters"),
        ("A sentence.", "it ends in a full stop"),
        ("19:30", "it begins with a date"),
        ("Question: Why", "it has a label"),
    ],
)
def test_what_is_no_candidate_says_why(text: str, because: str) -> None:
    evidence = docparse.explain(f"{text}\n{LONG}").line(1).evidence
    (found,) = [found for found in evidence if found.step == "headings"]
    assert (found.code, found.values) == ("no-candidate", {"because": because})


def test_a_line_that_is_passed_over_for_its_place_is_no_heading() -> None:
    """In the seeds, with the confidence of each line, and a little more, for the least one."""
    for path in SEEDS.glob("*.txt"):
        lines = path.read_bytes().decode().split("\n")
        blocks: list[Block] = [Paragraph(line) for line in lines if line]
        confidences = [
            block.confidence if isinstance(block, Heading) else 0 for block in inferred(blocks, 0)
        ]
        for least in {*confidences, *(confidence + 0.001 for confidence in confidences)} - {0}:
            found = inferred(blocks, min(least, 1))
            assert [isinstance(block, Heading) for block in found] == [
                confidence >= least for confidence in confidences
            ]


SEEDS = CHECKOUT / "seeds"


def test_there_is_nothing_to_infer_where_no_line_is_short() -> None:
    blocks: list[Block] = [Paragraph(LONG * 3), List(["x"])]
    assert not find_candidates(Draft(blocks))
    assert inferred(blocks, 0) == blocks


def inferred(blocks: list[Block], min_confidence: float) -> list[Block]:
    draft = Draft(blocks)
    infer_headings(draft, min_confidence)
    return draft.blocks


def test_a_heading_that_is_there_already_stays_as_it_is() -> None:
    marked = Heading(4, "FAQ", 0.7, "mark")
    (found,) = inferred([marked], 0)
    assert found is marked


def test_lines_that_begin_alike_are_too_few_or_come_again() -> None:
    lines = ["For a quiet evening", "For lovers of storms", "For the whole family"]
    parts = [f"{line}\nGale (film, 1h40, Coastflix)\n{LONG}\n" for line in lines]

    def found(text: str) -> list[str]:
        document = parse(LONG + "\n" + text)
        return [plain_text(node) for node in find_all(document, Heading) if by_others(node)]

    def by_others(node: Heading) -> bool:
        return node.evidence == "parallel"

    assert found("".join(parts)) == lines
    assert found("".join(parts[:2])) == []
    assert found(parts[0] * 3) == []


def test_a_name_above_the_text_is_a_place_only_if_no_heading_follows() -> None:
    head = f"The ferry is late again\nNordby\n{LONG}\n"
    line = docparse.explain(head).line(2)
    assert ("headings", "place") in [(reason.step, reason.code) for reason in line.evidence]
    with_sections = parse(f"{head}{SHORT}\n{LONG}\n")
    assert "Nordby" in [entry.text for entry in outline(with_sections)]


def test_an_explanation_says_that_a_headline_points_to_another_story() -> None:
    text = f"The ferry is late again\n{LONG}\nCYCLISTS DEMAND BETTER TUNNELS EVERYWHERE\n{LONG}\n"
    line = docparse.explain(text).line(3)
    assert ("headings", "teaser") in [(reason.step, reason.code) for reason in line.evidence]
    in_capitals = text.replace("The ferry is late again", "THE FERRY IS LATE AGAIN")
    codes = [reason.code for reason in docparse.explain(in_capitals).line(3).evidence]
    assert "teaser" not in codes
