"""What is seen of a line before it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest

from docparse import Heading, List, Paragraph, Span, Table, ThematicBreak, parse
from docparse.headings.explain import explain_shape
from docparse.headings.features import FEATURES
from docparse.headings.page import Page, find_candidates
from docparse.nodes import Block
from docparse.structure.draft import Draft
from tests.headings.articles import LONG, SHORT

SEEN = {
    "length": {"under 8": ["Ferry", "Piers"], "16 to 22": ["Ferries and piers"]},
    "last": {
        "question mark": ["Really?", "本当？", "حقا؟"],
        "exclamation mark": ["Never!", "まさか！"],
        "colon": ["Three ways:", "三つ："],
        "comma or semicolon": ["Fares,", "Fares;"],
        "dots": ["And so on …"],
        "full stop": ["“It is late.”"],
        "quotation mark": ["”"],
        "closing bracket": [")"],
        "digit": ["The storm of 1998"],
        "small letter": ["The ferry", "So “they”", "Ils «disent»", "The ferry (old)", "Piers ¶"],
        "other letter": ["THE FERRY", "渡し船", "नाव कैसे"],
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
        "greeting or thanks": ["Hello everyone!", "Sehr geehrte Frau Holm", "¡Gracias!"],
        "number": ["– 3 ferries"],
        "no word": ["– –"],
    },
    "capitals": {
        "no other long words": ["Ferry", "FERRY to me", "渡し船"],
        "under 0.2": ["Ferries that leave"],
        "0.4 to 0.6": ["Ferries that Leave"],
        "1 and more": ["Ferries That Leave", "the WINTER"],
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
def test_what_stands_after_a_line_is_seen(neighbour: Block, value: str) -> None:
    line = Paragraph(SHORT)
    assert seen("after", SHORT, [line, neighbour]) == value
    assert seen("after", SHORT) == "nothing"


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
        (["It is late."], "under 0.01"),
        (["ferries are late."], "0.2 to 0.4"),
        (["Ferries in wintertime"], "0.6 to 0.8"),
        (["A winter with Storms and no ferries"], "1 and more"),
        (["a", "b", "Ferries in winter storms"], "1 and more"),
        (["a", "b", "c", "Ferries in winter storms"], "under 0.01"),
    ],
)
def test_words_that_come_again_in_the_next_lines_are_seen(after: list[str], value: str) -> None:
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


def test_short_lines_after_are_seen() -> None:
    long = Paragraph(LONG + LONG)
    blocks: list[Block] = [*map(Paragraph, "abcdefgh"), long, Paragraph("z"), long]
    runs = [seen("short_after", text, blocks) for text in "abfghz"]
    assert runs == ["6 and more", "6 and more", "2", "1", "0", "0"]


def test_how_many_lines_take_turns_with_paragraphs_is_seen() -> None:
    long = Paragraph(LONG + LONG)

    def turns(*lines: str) -> list[str]:
        """Of lines that stand above one paragraph each, or two where ``/`` follows."""
        blocks: list[Block] = [long]
        for line in lines:
            blocks += [long] if line == "/" else [Paragraph(line), long]
        return [seen("turns", line, blocks) for line in lines if line != "/"]

    assert turns("Tides", "Winds", "Fares") == ["3", "3", "3"]
    assert turns("Tides", "Winds", "/", "Fares") == ["2", "2", "1"]
    assert turns("Tides", "Really?", "Why?") == ["1", "2", "2"]
    assert turns(*"ABCDEF") == ["5 and more"] * 6
    assert seen("turns", SHORT, [Paragraph(SHORT), Paragraph("Fares"), long]) == "0"


def test_how_many_blocks_a_page_has_is_seen() -> None:
    few: list[Block] = [Paragraph(SHORT), *[Paragraph(LONG)] * 8, List(["x"])]
    assert (seen("blocks", SHORT, few), seen("blocks", SHORT)) == ("8 to 12", "under 3")


def test_how_much_of_a_page_stands_in_lists_is_seen() -> None:
    def share(size: int) -> str:
        items = List(["x"], span=Span(900 - size, 900))
        line = Paragraph(SHORT, span=Span(0, len(SHORT)))
        return seen("list_share", SHORT, [line, Paragraph(LONG), items])

    def share_of_text(text: str) -> int:
        draft = Draft(parse(text).children, source=text)
        return Page(draft, find_candidates(draft)).list_share

    for items in range(9, 33):
        lines = f"{LONG}\n" + "- a\n" * items
        assert share_of_text(lines) == share_of_text(lines.replace("\n", "\r\n"))
    assert share(17) == "under 0.02"  # one item that strayed in
    assert share(120) == "0.1 to 0.2"
    assert seen("list_share", SHORT) == "under 0.02"


@pytest.mark.parametrize(
    ("others", "value"),
    [
        ([], "too few others"),
        (["The piers", "The winds"], "too few others"),
        (["The piers", "The winds", "The quays"], "0.9 and more"),
        (["Really?", "Why not?", "When?"], "under 0.01"),
        (["The “piers”", "Why not?", "When?"], "0.3 to 0.6"),
    ],
)
def test_how_the_other_short_lines_that_stand_alone_end_is_seen(
    others: list[str], value: str
) -> None:
    blocks: list[Block] = []
    for text in ("The ferry", *others):
        blocks += [Paragraph(text), Paragraph(LONG + LONG)]
    assert seen("isolated_last", "The ferry", blocks) == value


def seen(name: str, text: str, blocks: Sequence[Block] = ()) -> str:
    """Return what an explanation of the line ``text``, which stands among ``blocks``, says.

    Of a line that begins with a date it says nothing: it is no heading.
    """
    draft = Draft(blocks or [Paragraph(text)])
    index = draft.texts.index(text)
    score = explain_shape(Page(draft, find_candidates(draft)), index, min_confidence=0.5)
    assert score is not None
    told = (zip(part.features, part.values, strict=True) for part in score.contributions)
    return dict(chain.from_iterable(told))[name]


def test_every_feature_and_each_of_its_values_has_a_name_of_its_own() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
    assert all(len(set(feature.values)) == len(feature.values) for feature in FEATURES)


def test_features_stand_in_the_order_in_which_they_are_looked_at() -> None:
    looks = [feature.look for feature in FEATURES]
    assert looks == sorted(looks, key=["place", "words", "echo"].index)
