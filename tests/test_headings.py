"""Which bare lines are headings, how sure that is, and what decided it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
from docparse.headings.decide import infer_headings, numbered_level
from docparse.headings.features import (
    FEATURES,
    FEATURES_OF_PLACE,
    Candidates,
)
from docparse.headings.model import Weights, load_weights
from docparse.nodes import Block
from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from docparse.words.numbers import leading_number
from docparse.words.titles import title_key, title_kind

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
        ("10.000 hours", 2),
    ],
)
def test_a_number_says_how_deep_a_heading_is(text: str, level: int) -> None:
    assert numbered_level(leading_number(text)) == level


# ---------------------------------------------------------------------------------- features

TOLD_APART = {
    "length": [["Ferry", "Piers"], ["Ferries and piers"], [LONG[:99]]],
    "last": [
        ["Really?", "本当？", "حقا؟"],
        ["Never!", "まさか！"],
        ["Three ways:", "三つ："],
        ["Fares,", "Fares;"],
        ["And so on …"],
        ["So “they”", "Ils «disent»"],
        ["The ferry (old)"],
        ["The storm of 1998"],
        ["The ferry"],
        ["THE FERRY", "渡し船"],
        ["A+", "²"],
    ],
    "first": [
        ["The ferry"],
        ["the ferry"],
        ["3 ferries"],
        ["“The” ferry", "¿Por qué"],
        ["渡し船", "سفينة"],
        ["→ ferry", "• ferry"],
        ["(The) ferry"],
        ["= ferry", "² ferries"],
    ],
    "first_word": [
        ["Ferry", "Gezeiten"],
        ["The ferry", "Die Fähre", "la nave"],
        ["But the ferry", "aber die Fähre"],
        ["By the harbour", "während der Ebbe"],
        ["We leave", "nosotros"],
        ["Is it late", "wird es spät"],
        ["Benefits of ferries", "“Ergebnisse” der Wahl"],
        ["Click the ferry", "Weiterlesen"],
        ["Photo: the ferry", "Autor"],
        ["March of the ferries", "Heute"],
        ["Why ferries", "¿Cómo"],
        ["– 3 ferries"],
        ["– –"],
    ],
    "inside": [
        ["The ferry"],
        ["Ferry: old"],
        ["Old, slow"],
        ["Old, slow: ferry"],
        ["It is old. And slow", "Old? Yes", "船。港"],
        ["It is old. And: slow"],
        ["It is old. And, well, slow"],
    ],
    "pattern": [
        ["The ferry"],
        ["1) The ferry", "IV. The ferry", "b) The ferry"],
        ["Step 3", "Kapitel 2"],
        ["By Ada Petersen", "Von Ada Petersen"],
        ["ada@example.org", "www.example.org"],
        ["The storm of 1998", "At 19:30", "24.12.98: the whole island lay under snow"],
        ["Home | Timetable", "and/or"],
        ["Fares in €", "Ten %"],
    ],
}


@pytest.mark.parametrize(("name", "groups"), TOLD_APART.items(), ids=TOLD_APART)
def test_a_feature_tells_lines_apart(name: str, groups: list[list[str]]) -> None:
    values = [{feature(name, text) for text in group} for group in groups]
    assert [len(group) for group in values] == [1] * len(groups)
    assert len(set.union(*values)) == len(groups)


def test_the_neighbours_are_features() -> None:
    table, listing, rule = Table.from_rows([["a"]]), List(["x"]), ThematicBreak()
    neighbours: list[Block] = [table, listing, rule, Heading(2, "Title"), Paragraph("short")]
    neighbours += [Paragraph(LONG), Paragraph(LONG * 9)]
    line = Paragraph(SHORT)
    alone = feature("before", SHORT, [line])
    before = [feature("before", SHORT, [block, line]) for block in neighbours]
    after = [feature("after", SHORT, [line, block]) for block in neighbours]
    assert before == after
    assert len({alone, *before}) == len(neighbours) + 1


def test_how_the_lines_around_begin_and_end_are_features() -> None:
    line = Paragraph(SHORT)
    around = ["So it left.", "so it left:", "3 left", "“So”", "(So)", "– left,", "= left!"]
    blocks: list[list[Block]] = [[Paragraph(text)] for text in around]
    no_text: list[Block] = [List(["x"])]
    for name in ("before_last", "after_last", "after_first"):
        is_before = name.startswith("before")
        values = [
            feature(name, SHORT, [*block, line] if is_before else [line, *block])
            for block in [*blocks, no_text]
        ]
        assert len(set(values)) == len(values), name
        assert feature(name, SHORT, [line]) == values[-1]


def test_how_much_longer_the_next_line_is_is_a_feature() -> None:
    texts = ["Short", "A winter without ferries", "A winter without a ferry and a bridge"]
    texts += [LONG[:45], LONG[:90], LONG * 2]
    blocks: list[list[Block]] = [[Paragraph(SHORT), Paragraph(text)] for text in texts]
    values = [feature("after_ratio", SHORT, block) for block in blocks]
    assert values == [1, 2, 3, 3, 4, 6]
    assert feature("after_ratio", SHORT) == 0


def test_words_that_come_again_in_the_next_line_are_a_feature() -> None:
    def echo(*following: str) -> int:
        blocks: list[Block] = [Paragraph("Ferries in Winter Storms")]
        return feature("echo", plain_text(blocks[0]), [*blocks, *map(Paragraph, following)])

    nothing, one = echo("It is late."), echo("ferries are late.")
    two, three = echo("Ferries in wintertime"), echo("A winter with Storms and no ferries")
    assert nothing < one < two < three
    assert echo("a", "Ferries in winter storms") == nothing
    assert feature("echo", "It is so", [Paragraph("It is so"), Paragraph(LONG)]) == 0


def test_the_place_in_the_article_is_a_feature() -> None:
    texts = [f"line {number}" for number in range(10)]
    places = [feature("place", text, list(map(Paragraph, texts))) for text in texts]
    assert places == [0, 1, 2, 3, 4, 5, 6, 7, 7, 7]


def test_short_lines_before_are_a_feature() -> None:
    long = Paragraph(LONG + LONG)
    blocks: list[Block] = [*map(Paragraph, "abcdefgh"), long, Paragraph("z"), long]
    runs = [feature("short_before", text, blocks) for text in "abcdefghz"]
    assert runs == [0, 1, 2, 3, 4, 5, 5, 5, 0]


def test_a_line_that_comes_again_is_a_feature() -> None:
    blocks: list[Block] = [Paragraph("Ferry"), Paragraph(SHORT), *[Paragraph("Ferry")] * 2]
    assert feature("repeated", SHORT, blocks) == 0
    assert feature("repeated", "Ferry", blocks) == 2


def test_the_share_of_short_lines_is_a_feature() -> None:
    few: list[Block] = [Paragraph(SHORT), *[Paragraph(LONG + LONG)] * 40]
    assert feature("short_share", SHORT, few) != feature("short_share", SHORT)


def test_the_other_short_lines_that_stand_alone_are_features() -> None:
    def agreement(text: str, *others: str) -> tuple[int, ...]:
        blocks: list[Block] = []
        for other in (text, *others):
            blocks += [Paragraph(other), Paragraph(LONG + LONG)]
        names = ("isolated", "isolated_last", "isolated_length")
        return tuple(feature(name, text, blocks) for name in names)

    alone = agreement("The ferry")
    alike = agreement("The ferry", "The piers", "The winds")
    unlike = agreement("The ferry", "Really?", "Why not?")
    longer = agreement("The ferry", "What the town council thinks of it", "And what others do")
    assert alone[:2] == (0, 0)
    assert alike[0] == unlike[0] == longer[0] == 2
    assert unlike[1] < alike[1] == longer[1]
    assert longer[2] < alike[2]


def feature(name: str, text: str, blocks: list[Block] | None = None) -> int:
    """Return the value of a feature of the line ``text``, which stands among ``blocks``."""
    blocks = blocks or [Paragraph(text)]
    found = Candidates(Draft(blocks))
    for index, values in found.features():
        if plain_text(blocks[index]) == text:
            return dict(zip(FEATURES, values, strict=True))[name]
    raise AssertionError(f"{text!r} is no candidate")


def test_no_value_is_beyond_what_its_feature_can_have() -> None:
    texts = [text for groups in TOLD_APART.values() for group in groups for text in group]
    blocks: list[Block] = [*map(Paragraph, texts), List(["x"]), Table.from_rows([["a"]])]
    found = Candidates(Draft(blocks))
    assert list(found.indexes) == list(range(len(texts)))
    for _, values in found.features():
        sizes = zip(values, FEATURES.values(), strict=True)
        assert all(0 <= value < size for value, size in sizes)


def test_there_are_weights_for_every_feature_and_every_value() -> None:
    covered = set()
    for names, table in load_weights().tables.items():
        first, *second = names.split(" ")
        assert len(table) == FEATURES[first]
        for name in second:
            assert {len(row) for row in table} == {FEATURES[name]}
        covered |= {first, *second}
    assert covered == set(FEATURES)


def test_what_words_say_only_takes_away_from_what_the_place_says() -> None:
    tables = load_weights().tables
    further = [
        table for names, table in tables.items() if names.split(" ")[-1] not in FEATURES_OF_PLACE
    ]
    rows = [row if isinstance(row, list) else [row] for table in further for row in table]
    assert len(further) >= len(FEATURES) - len(FEATURES_OF_PLACE)
    assert max(map(max, rows)) == 0


def test_weights_of_features_and_of_pairs_add_up() -> None:
    length, last = list(FEATURES_OF_PLACE)[:2]
    single = list(range(FEATURES[length]))
    pair = [[10 * row + column for column in range(FEATURES[last])] for row in single]
    inside = [-row for row in range(FEATURES["inside"])]
    echo = [-7] * FEATURES["echo"]
    tables: dict[str, Any] = {length: single, f"{length} {last}": pair, "inside": inside}
    weights = Weights(10, 5, {**tables, "echo": echo})
    values = [3, 4, *[0] * (len(FEATURES) - 2)]
    values[list(FEATURES).index("inside")] = 6
    assert weights.of_place(*values[: len(FEATURES_OF_PLACE)]) == 5 + 3 + 34
    assert weights.of_words(*values[:-1]) == -6
    assert weights.of_echo(*values) == -7


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


SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def test_there_is_nothing_to_infer_where_no_line_is_short() -> None:
    blocks: list[Block] = [Paragraph(LONG * 3), List(["x"])]
    assert len(Candidates(Draft(blocks)).indexes) == 0
    assert inferred(blocks, 0) == blocks


def inferred(blocks: list[Block], min_confidence: float) -> list[Block]:
    draft = Draft(blocks)
    infer_headings(draft, min_confidence)
    return draft.blocks


def test_a_heading_that_is_there_already_stays_as_it_is() -> None:
    marked = Heading(4, "FAQ", 0.7, "mark")
    (found,) = inferred([marked], 0)
    assert found is marked


# ------------------------------------------------------------------------------------ titles


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


def test_titles_are_compared_without_case_number_and_outer_punctuation() -> None:
    assert title_key("3.1)  “The  FERRY”: ") == title_key("the ferry")
    assert title_key("The ferry") != title_key("The ferries")


def test_a_title_of_questions_with_none_after_it_is_judged_by_its_shape() -> None:
    document = parse(f"{LONG}\nFAQ\n- one\n- two\n{LONG}\n", min_confidence=0)
    (found,) = find_all(document, Heading, lambda heading: plain_text(heading) == "FAQ")
    assert found.evidence == "shape"
