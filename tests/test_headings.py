"""Which bare lines are headings, how sure that is, and what decided it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import docparse
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
from docparse.headings import model
from docparse.headings.decide import infer_headings, numbered_level
from docparse.headings.explain import explain_shape
from docparse.headings.features import FEATURES, Lines, Page, find_candidates
from docparse.headings.model import WeightsError, load_weights, weights_from
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
    ],
)
def test_a_number_says_how_deep_a_heading_is(text: str, level: int) -> None:
    assert numbered_level(leading_number(text)) == level


# ---------------------------------------------------------------------------------- features

SEEN = {
    "length": {"under 8": ["Ferry", "Piers"], "16 to 22": ["Ferries and piers"]},
    "last": {
        "question mark": ["Really?", "本当？", "حقا؟"],
        "exclamation mark": ["Never!", "まさか！"],
        "colon": ["Three ways:", "三つ："],
        "comma or semicolon": ["Fares,", "Fares;"],
        "dots": ["And so on …"],
        "quotation mark": ["So “they”", "Ils «disent»"],
        "closing bracket": ["The ferry (old)"],
        "digit": ["The storm of 1998"],
        "small letter": ["The ferry"],
        "other letter": ["THE FERRY", "渡し船"],
        "other mark": ["A+", "²"],
    },
    "first": {
        "capital": ["The ferry"],
        "small letter": ["the ferry"],
        "digit": ["3 ferries"],
        "quotation mark": ["“The” ferry", "¿Por qué"],
        "letter without case": ["渡し船", "سفينة"],
        "dash or bullet": ["→ ferry", "• ferry"],
        "opening bracket": ["(The) ferry"],
        "other mark": ["= ferry", "² ferries"],
    },
    "first_word": {
        "other word": ["Ferry", "Gezeiten"],
        "article": ["The ferry", "Die Fähre", "la nave"],
        "joining word": ["But the ferry", "aber die Fähre"],
        "preposition": ["By the harbour", "während der Ebbe"],
        "pronoun": ["We leave", "nosotros"],
        "auxiliary verb": ["Is it late", "wird es spät"],
        "word for a section": ["Benefits of ferries", "“Ergebnisse” der Wahl"],
        "word to the visitor": ["Click the ferry", "Weiterlesen"],
        "word of a credit": ["Photo: the ferry", "Autor"],
        "day or month": ["March of the ferries", "Heute"],
        "word that asks": ["Why ferries", "¿Cómo"],
        "number": ["– 3 ferries"],
        "no word": ["– –"],
    },
    "inside": {
        "nothing": ["The ferry"],
        "colon": ["Ferry: old"],
        "comma": ["Old, slow"],
        "comma, colon": ["Old, slow: ferry"],
        "sentence end": ["It is old. And slow", "Old? Yes", "船。港"],
        "sentence end, colon": ["It is old. And: slow"],
        "sentence end, comma": ["It is old. And, well, slow"],
    },
    "pattern": {
        "none": ["The ferry"],
        "number in front": ["1) The ferry", "IV. The ferry", "b) The ferry"],
        "step": ["Step 3", "Kapitel 2"],
        "byline": ["By Ada Petersen", "Von Ada Petersen"],
        "address": ["ada@example.org", "www.example.org"],
        "date or time": [
            "The storm of 1998",
            "At 19:30",
            "24.12.98: the whole island lay under snow",
        ],
        "bar or slash": ["Home | Timetable", "and/or"],
        "money or percent": ["Fares in €", "Ten %"],
    },
}


@pytest.mark.parametrize("name", SEEN)
def test_what_is_seen_of_a_line_has_a_name(name: str) -> None:
    for value, texts in SEEN[name].items():
        assert {text: seen(name, text) for text in texts} == dict.fromkeys(texts, value)


def test_the_size_of_wide_letters_counts_twice() -> None:
    assert seen("length", "渡し船の時刻表と料金") == seen("length", "Ferries, times, fares")


@pytest.mark.parametrize(
    ("neighbour", "value"),
    [
        (Table.from_rows([["a"]]), "table"),
        (List(["x"]), "list"),
        (ThematicBreak(), "other block"),
        (Heading(2, "Title"), "heading"),
        (Paragraph("short"), "under 20"),
        (Paragraph(LONG), "130 to 200"),
        (Paragraph(LONG * 9), "600 and more"),
    ],
)
def test_what_stands_before_and_after_a_line_is_seen(neighbour: Block, value: str) -> None:
    line = Paragraph(SHORT)
    assert seen("before", SHORT, [neighbour, line]) == value
    assert seen("after", SHORT, [line, neighbour]) == value
    assert seen("before", SHORT) == seen("after", SHORT) == "nothing"


def test_how_the_lines_around_begin_and_end_is_seen() -> None:
    line, around = Paragraph(SHORT), Paragraph("“So it left:")
    assert seen("before_last", SHORT, [around, line]) == "colon"
    assert seen("after_last", SHORT, [line, around]) == "colon"
    assert seen("after_first", SHORT, [line, around]) == "quotation mark"
    for blocks in ([line], [List(["x"]), line, List(["x"])]):
        for name in ("before_last", "after_last", "after_first"):
            assert seen(name, SHORT, blocks) == "no paragraph"


@pytest.mark.parametrize(
    ("after", "value"),
    [
        (["Short"], "under 0.6"),
        (["A winter without ferries"], "0.6 to 1.01"),
        (["A winter without a ferry and a bridge"], "1.01 to 2"),
        ([LONG * 2], "8 and more"),
        ([], "no paragraph"),
    ],
)
def test_how_much_longer_the_next_line_is_is_seen(after: list[str], value: str) -> None:
    assert seen("after_ratio", SHORT, list(map(Paragraph, [SHORT, *after]))) == value


@pytest.mark.parametrize(
    ("after", "value"),
    [
        (["It is late."], "under 0.01"),
        (["ferries are late."], "0.26 to 0.51"),
        (["Ferries in wintertime"], "0.51 to 0.76"),
        (["A winter with Storms and no ferries"], "0.76 and more"),
        (["a", "Ferries in winter storms"], "under 0.01"),
    ],
)
def test_words_that_come_again_in_the_next_line_are_seen(after: list[str], value: str) -> None:
    line = "Ferries in Winter Storms"
    assert seen("echo", line, list(map(Paragraph, [line, *after]))) == value
    assert seen("echo", "It is so") == "no long words"


def test_the_place_in_the_article_is_seen() -> None:
    texts = [f"line {number}" for number in range(9)]
    places = [seen("place", text, list(map(Paragraph, texts))) for text in texts]
    assert places == [*"0123456", "7 and more", "7 and more"]


def test_short_lines_before_are_seen() -> None:
    long = Paragraph(LONG + LONG)
    blocks: list[Block] = [*map(Paragraph, "abcdefgh"), long, Paragraph("z"), long]
    runs = [seen("short_before", text, blocks) for text in "abefhz"]
    assert runs == ["0", "1", "4", "5 and more", "5 and more", "0"]


def test_a_line_that_comes_again_is_seen() -> None:
    blocks: list[Block] = [Paragraph("Ferry"), Paragraph(SHORT), *[Paragraph("Ferry")] * 2]
    assert seen("repeated", SHORT, blocks) == "1"
    assert seen("repeated", "Ferry", blocks) == "3"


def test_the_share_of_short_lines_is_seen() -> None:
    few: list[Block] = [Paragraph(SHORT), *[Paragraph(LONG + LONG)] * 40]
    assert seen("short_share", SHORT, few) == "under 0.05"
    assert seen("short_share", SHORT) == "0.8 and more"


@pytest.mark.parametrize(
    ("others", "values"),
    [
        ([], ("under 1", "no others", "+0")),
        (["The piers", "The winds"], ("2 to 3", "0.9 and more", "+0")),
        (["Really?", "Why not?"], ("2 to 3", "under 0.01", "+0")),
        (
            ["What the town council thinks of it", "And what others do"],
            ("2 to 3", "0.9 and more", "-2"),
        ),
    ],
)
def test_the_other_short_lines_that_stand_alone_are_seen(
    others: list[str], values: tuple[str, ...]
) -> None:
    blocks: list[Block] = []
    for text in ("The ferry", *others):
        blocks += [Paragraph(text), Paragraph(LONG + LONG)]
    names = ("isolated", "isolated_last", "isolated_length")
    assert tuple(seen(name, "The ferry", blocks) for name in names) == values


def seen(name: str, text: str, blocks: Sequence[Block] = ()) -> str:
    """Return what a feature says of the line ``text``, which stands among ``blocks``."""
    blocks = blocks or [Paragraph(text)]
    draft = Draft(blocks)
    candidates = find_candidates(draft)
    lines = Lines(Page(draft, candidates), candidates).read()
    (feature,) = (feature for feature in FEATURES if feature.name == name)
    at = [plain_text(blocks[index]) for index in lines.indexes].index(text)
    return feature.values[feature.of(lines)[at]]


def test_every_feature_has_a_name_of_its_own_and_says_what_it_is() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
    assert all(feature.says for feature in FEATURES)
    assert all(len(set(feature.values)) == len(feature.values) for feature in FEATURES)


def test_features_stand_in_the_order_in_which_they_are_looked_at() -> None:
    looks = [feature.look for feature in FEATURES]
    assert looks == sorted(looks, key=["place", "words", "echo"].index)


# ---------------------------------------------------------------------------------- the model


def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


WEIGHTS = Path(model.__file__).with_name("weights.json")


def renamed(data: dict[str, Any]) -> None:
    data["features"] = {name.replace("echo", "sound"): n for name, n in data["features"].items()}


def without_one(data: dict[str, Any]) -> None:
    del data["features"]["echo"]


def in_another_order(data: dict[str, Any]) -> None:
    data["features"] = dict(reversed(data["features"].items()))


def of_another_size(data: dict[str, Any]) -> None:
    data["features"]["echo"] += 1


def of_another_version(data: dict[str, Any]) -> None:
    data["version"] = "0"


def with_a_table_of_nothing(data: dict[str, Any]) -> None:
    data["tables"]["sound"] = [1, 2]


def with_a_pair_the_other_way_round(data: dict[str, Any]) -> None:
    data["tables"]["echo length"] = [[0] * 16] * 6


def with_a_table_too_short(data: dict[str, Any]) -> None:
    data["tables"]["place"] = data["tables"]["place"][1:]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (renamed, "sound is no feature; echo is missing.*make train"),
        (without_one, "echo is missing.*make train"),
        (in_another_order, "their order was another: echo, .*make train"),
        (of_another_size, "echo had 7 values and has 6.*make train"),
        (of_another_version, "version 0, not"),
        (with_a_table_of_nothing, "'sound': no such feature"),
        (with_a_pair_the_other_way_round, "'echo length': not a feature, or two in their order"),
        (with_a_table_too_short, "'place': not 8 of them"),
    ],
)
def test_weights_that_were_learned_with_other_features_are_refused(
    change: Callable[[dict[str, Any]], None], message: str
) -> None:
    found = data()
    change(found)
    with pytest.raises(WeightsError, match=message):
        weights_from(found)


def test_control_the_weights_in_the_package_are_taken() -> None:
    assert weights_from(data()).tables == load_weights().tables


def test_every_feature_has_weights() -> None:
    used = {name for names in load_weights().tables for name in names.split()}
    assert used == {feature.name for feature in FEATURES}


def test_the_version_is_another_whenever_the_weights_are() -> None:
    """Who learns them anew raises WEIGHTS_VERSION, and writes both down here."""
    digest = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
    assert (model.WEIGHTS_VERSION, digest[:16]) == ("3", "33d95aca8bb51fca")


def test_the_weights_name_the_pages_they_were_learned_from(shared: Path) -> None:
    if not (shared / "accuracy" / "train").is_dir():
        pytest.skip("the shared folder holds no pages with known structure")
    for name, digest in data()["learned_from"].items():
        file = shared / "accuracy" / "train" / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest, name


def test_what_words_say_only_takes_away_from_what_the_place_says() -> None:
    place = {feature.name for feature in FEATURES if feature.look == "place"}
    further = [
        table for names, table in load_weights().tables.items() if not set(names.split()) <= place
    ]
    rows = [row if isinstance(row, list) else [row] for table in further for row in table]
    assert max(map(max, rows)) == 0


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
        (LONG * 2, "it is longer than 160"),
        ("A sentence.", "it ends in a full stop"),
        ("May 1998", "it begins with a date"),
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


SEEDS = Path(__file__).resolve().parent.parent / "seeds"


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
