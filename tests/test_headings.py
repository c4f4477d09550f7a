"""Which bare lines are headings, how sure that is, and what decided it."""

from __future__ import annotations

import attrs
import pytest

from docparse import (
    ArgumentError,
    Heading,
    List,
    OptionError,
    Paragraph,
    Section,
    Table,
    ThematicBreak,
    find_all,
    outline,
    parse,
    plain_text,
)
from docparse.headings import (
    FEATURES,
    LONGEST_CANDIDATE,
    WEIGHTS_VERSION,
    candidates,
    infer_headings,
    numbered_level,
)
from docparse.nodes import Block
from docparse.vocabulary import fold, is_faq_title

LONG = (
    "The island has had a ferry since 1911, and for most of that time nobody asked who should "
    "pay for it or how often it should go, because it was there."
)
SHORT = "A winter without a ferry"


def heading(text: str, **options: float) -> Heading:
    (found,) = find_all(parse(text, **options), Heading)  # type: ignore[arg-type]
    return found


# --------------------------------------------------------------------- what decides, and how sure


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
    assert outline(parse(text, min_confidence=min(1, confidence + 0.002))) == []


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


# ------------------------------------------------------------------------------------ levels


def test_the_first_line_may_be_the_title_of_the_article() -> None:
    document = parse(f"{SHORT}\n{LONG}\n{LONG}\nA bridge instead\n{LONG}\n{LONG}\n")
    assert [(entry.level, entry.text) for entry in outline(document)] == [
        (1, SHORT),
        (2, "A bridge instead"),
    ]
    (article,) = document.children
    assert isinstance(article, Section)
    assert isinstance(article.blocks[-1], Section)


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
        ("1.2.3.4.5.6 too deep for a number", 2),
        ("1.5 MWh are enough", 3),
        ("1911.12 was cold", 2),
    ],
)
def test_a_number_says_how_deep_a_heading_is(text: str, level: int) -> None:
    assert numbered_level(text) == level


# ---------------------------------------------------------------------------------- features


def test_there_are_weights_for_every_feature_and_every_value() -> None:
    blocks: list[Block] = [Paragraph("a b"), List(["x"]), Table.from_rows([["a"]])]
    blocks += [Heading(2, "Title"), ThematicBreak(), Paragraph(LONG * 9), Paragraph("1.2 Really?")]
    found = list(candidates(blocks))
    assert [(index, text) for index, text, _ in found] == [(0, "a b"), (6, "1.2 Really?")]
    for _, _, values in found:
        assert len(values) == len(FEATURES)
        assert all(
            0 <= value < size for value, size in zip(values, FEATURES.values(), strict=True)
        )
    assert WEIGHTS_VERSION.isascii()


ENDS = {".": None, "?": 1, "!": 2, ":": 3, ",": 4, "…": 5, "”": 6, ")": 7, "9": 8, "x": 9, "X": 10, "語": 10, "+": 11}


@pytest.mark.parametrize(("end", "value"), ENDS.items())
def test_the_end_of_a_line_is_a_feature(end: str, value: int | None) -> None:
    assert feature("last", f"The ferry{end}") == value


@pytest.mark.parametrize(
    ("start", "value"),
    [("T", 0), ("t", 1), ("1", 2), ("“", 3), ("語", 4), ("→", 5), ("(", 6), ("=", 7), ("²", 7)],
)
def test_the_start_of_a_line_is_a_feature(start: str, value: int) -> None:
    assert feature("first", f"{start} ferry") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ferry", 0),
        ("The ferry leaves", 0),
        ("The ferry leaves Ahrensby", 1),
        ("The Ferry leaves", 2),
        ("The Ferry Leaves at Nine", 3),
        ("The Ferry Leaves", 4),
        ("THE FERRY", 5),
    ],
)
def test_capitals_are_a_feature(text: str, value: int) -> None:
    assert feature("capitals", text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry", 0),
        ("The ferry: old", 1),
        ("Old, slow", 2),
        ("It is old. And slow", 4),
        ("船。港", 4),
    ],
)
def test_marks_inside_a_line_are_a_feature(text: str, value: int) -> None:
    assert feature("inside", text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry", 0),
        ("Conclusion", 1),
        ("1.1) The ferry", 2),
        ("IV. The ferry", 2),
        ("Step 3", 3),
        ("By Ada Petersen", 4),
        ("Photo: the harbour", 5),
        ("Read the whole story", 6),
        ("ada@example.org", 7),
        ("May 1998", 8),
        ("At 19:30", 8),
        ("Home | Timetable", 9),
        ("Fares in €", 10),
    ],
)
def test_known_forms_of_lines_are_a_feature(text: str, value: int) -> None:
    assert feature("pattern", text) == value


def test_the_neighbours_are_features() -> None:
    table, listing = Table.from_rows([["a"]]), List(["x"])
    blocks: list[Block] = [listing, Paragraph(SHORT), table, Heading(2, "Title")]
    assert [feature(name, SHORT, blocks) for name in ("before", "after", "after_next")] == [2, 3, 1]
    assert feature("before", SHORT, [ThematicBreak(), Paragraph(SHORT)]) == 4
    assert feature("before", SHORT, [Paragraph(SHORT)]) == 0


@pytest.mark.parametrize(
    ("before", "value"), [("It left.", 1), ("It left:", 2), ("It left 9", 3), ("It left +", 4)]
)
def test_how_the_line_before_ends_is_a_feature(before: str, value: int) -> None:
    assert feature("before_end", SHORT, [Paragraph(before), Paragraph(SHORT)]) == value


def test_the_place_in_the_article_is_a_feature() -> None:
    texts = [f"line {number}" for number in range(12)]
    blocks: list[Block] = list(map(Paragraph, texts))
    places = [feature("place", text, blocks) for text in texts]
    assert places == [0, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 5]


def test_short_lines_next_to_each_other_are_a_feature() -> None:
    blocks: list[Block] = [*map(Paragraph, "abcdefgh"), Paragraph(LONG + "\n" + LONG), Paragraph("z")]
    assert feature("short_run", "a", blocks) == 3
    assert feature("short_run", "c", blocks) == 4 * 2 + 3
    assert feature("short_run", "h", blocks) == 4 * 3
    assert feature("short_run", "z", blocks) == 0


def test_a_line_that_comes_twice_is_a_feature() -> None:
    blocks: list[Block] = [Paragraph("Share"), Paragraph(SHORT), Paragraph("Share")]
    assert feature("repeated", "Share", blocks) == 1
    assert feature("repeated", SHORT, blocks) == 0


def feature(name: str, text: str, blocks: list[Block] | None = None) -> int | None:
    """Return the value of a feature of the block ``text`` among ``blocks``; None if it is no candidate."""
    for _, candidate, values in candidates(blocks or [Paragraph(text)]):
        if candidate == text:
            return dict(zip(FEATURES, values, strict=True))[name]
    return None


def test_there_is_nothing_to_infer_where_no_line_is_short() -> None:
    blocks: list[Block] = [Paragraph(LONG * 3), List(["x"])]
    assert list(candidates(blocks)) == []
    assert infer_headings(blocks, 0) == blocks


def test_the_blocks_that_were_given_are_left_alone() -> None:
    blocks: list[Block] = [Paragraph(LONG), Paragraph(SHORT), Paragraph(LONG)]
    found = infer_headings(blocks, 0.1)
    assert isinstance(found[1], Heading)
    assert [type(block) for block in blocks] == [Paragraph] * 3
    assert found[0] is blocks[0]


def test_a_heading_that_is_there_already_stays_as_it_is() -> None:
    marked = Heading(4, "FAQ", 0.7, "mark")
    assert infer_headings([marked], 0) == [marked]
    assert attrs.astuple(infer_headings([marked], 0)[0]) == attrs.astuple(marked)


# -------------------------------------------------------------------------------- vocabulary


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
    assert is_faq_title(title)


@pytest.mark.parametrize(
    "title", ["", "Questions", "The faqir", "What is a FAQ good for?", "Frequently asked questions " + "x" * 90]
)
def test_other_titles_are_none(title: str) -> None:
    assert not is_faq_title(title)


def test_folding_leaves_out_case_numbers_and_outer_punctuation() -> None:
    assert fold("  3.1)  “The  FERRY”: ") == fold("the ferry")
    assert fold("The ferry") != fold("The ferries")


def test_a_title_of_questions_with_none_after_it_is_judged_by_its_shape() -> None:
    document = parse(f"{LONG}\nFAQ\n- one\n- two\n{LONG}\n", min_confidence=0)
    (found,) = find_all(document, Heading, lambda heading: plain_text(heading) == "FAQ")
    assert found.evidence == "shape"
