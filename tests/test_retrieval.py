"""The measure of ``python -m benchmarks.retrieval``: what is right, and what a rank is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.retrieval import BM25, Pair, Piece, measured, ours, read, words_of

FERRY = "Boats sail once an hour.\nCan I take a bicycle?\nYes, on every boat but the first.\n"
CLOCK = "The clock of the town hall is late.\nWhat time is it?\nAlmost noon, by the church.\n"
BICYCLE = ["Can I take a bicycle?", "Yes, on every boat but the first."]


def pairs_of(answer: str, *pages: int) -> list[Pair]:
    return [Pair("Can I take a bicycle?", words_of(answer), frozenset(pages))]


def lines(text: str) -> list[Piece]:
    return [Piece(line, line) for line in text.splitlines()]


def whole(text: str) -> list[Piece]:
    return [Piece(text, text)]


# ------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("name", ["pages.jsonl", "pages.jsonl.gz"])
def test_pairs_are_those_that_the_text_of_their_page_holds(tmp_path: Path, name: str) -> None:
    records = [
        {"text": FERRY, "faq": [BICYCLE, ["Is it late?", "Yes, by an hour."]]},
        {"text": FERRY.upper(), "faq": [["CAN I TAKE A BICYCLE?", "No."]]},
        {"text": CLOCK, "faq": []},
        {"text": CLOCK},
    ]
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    texts, pairs, declared = read(tmp_path / name)
    assert (texts, declared) == ([FERRY, FERRY.upper()], 3)
    question, answer = BICYCLE
    assert pairs == [Pair(question, words_of(answer), frozenset({0, 1}))]


def test_words_are_counted_whatever_their_case() -> None:
    assert words_of("Yes, yes: ÄTE äte 9.00") == {"yes": 2, "äte": 2, "9": 1, "00": 1}


# -------------------------------------------------------------------------------------- BM25


def test_texts_are_ranked_by_rare_words_and_shorter_ones_first() -> None:
    texts = [
        "the boat the boat the boat",
        "the bicycle",
        "the bicycle and many other things that are on board",
    ]
    assert BM25(texts).ranked("the bicycle") == [1, 2, 0]
    assert BM25(texts).ranked("boat") == [0]
    assert BM25(texts).ranked("clock") == []


# ----------------------------------------------------------------------------------- figures


def test_a_piece_is_right_if_it_holds_four_fifths_of_the_answer() -> None:
    answer = "one two three four five"
    for held, right in (("one two three four", 1.0), ("one two three", 0.0)):
        found = measured([f"bicycle {held}"], pairs_of(answer, 0), whole)
        assert (found.first, found.five, found.reciprocal_rank) == (right, right, right)
        assert found.answer_in_first == len(held.split()) / 5


def test_a_rank_is_that_of_the_first_right_piece() -> None:
    text = "bicycle bicycle\nbicycle\nbicycle: yes, on every boat but the first"
    found = measured([text], pairs_of("Yes, on every boat but the first", 0), lines)
    assert (found.pieces, found.first, found.five) == (3, 0.0, 1.0)
    assert found.reciprocal_rank == 1 / 3


def test_an_answer_cut_in_two_is_not_found() -> None:
    pairs = pairs_of(BICYCLE[1], 0)
    assert measured([FERRY], pairs, whole).first == 1.0
    assert measured([FERRY], pairs, lines).five == 0.0, "the question is in another piece"


def test_the_same_words_on_another_page_are_not_right() -> None:
    answer = BICYCLE[1]
    assert measured([FERRY, FERRY], pairs_of(answer, 0, 1), whole).first == 1.0
    assert measured([FERRY, CLOCK], pairs_of(answer, 1), whole).five == 0.0


def test_a_question_and_its_answer_are_one_piece_of_ours() -> None:
    found = measured([FERRY, CLOCK], pairs_of(BICYCLE[1], 0), ours(80))
    assert (found.first, found.answer_in_first) == (1.0, 1.0)
    assert found.length <= 80
