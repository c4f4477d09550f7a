"""Where an answer ends, and where questions and answers stand in the text."""

from __future__ import annotations

import pytest

from docparse import (
    NO_SPAN,
    Block,
    Document,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    List,
    Paragraph,
    Section,
    Span,
    Table,
    find_all,
    parse,
    validate,
)
from docparse.structure import structured
from tests.faq.pairs import TITLE, titled


def test_an_answer_holds_every_block_up_to_the_next_question() -> None:
    table = Table.from_rows([["Month"], ["May"]], header_rows=1)
    blocks = [Paragraph("Yes."), List(["ice"]), table]
    document = structured(Document([Paragraph("Question: Why?"), *blocks]))
    assert document == Document([Faq([FaqItem("Why?", blocks)])])


def test_the_line_behind_a_question_is_its_answer_even_if_it_looks_like_a_heading() -> None:
    lines: list[Block] = [Paragraph("Question: Why?"), Heading(2, "Ice", 0.6, "shape")]
    assert structured(Document(lines)) == Document([Faq([FaqItem("Why?", ["Ice"])])])
    lines[1] = Heading(2, "Ice", 0.99, "contents")
    assert structured(Document(lines)).children[0] == Faq([FaqItem("Why?")])


def test_key_points_and_headings_end_an_answer() -> None:
    points = Table.from_rows([["No.", "Key Points"], ["1", "Slow."]], header_rows=1)
    for end in (points, Heading(2, "The bridge")):
        document = structured(Document([Paragraph("Question: Why?"), Paragraph("So."), end]))
        faq, after = document.children
        assert faq == Faq([FaqItem("Why?", ["So."])])
        assert isinstance(after, (KeyPoints, Section))


def test_a_question_may_have_no_answer() -> None:
    assert titled("Question: Why?", "Question: When?", "Now.") == [("Why?", ""), ("When?", "Now.")]
    assert titled("Question: Why?") == [("Why?", "")]


def test_questions_of_two_titles_are_two_blocks() -> None:
    text = f"{TITLE}\nWhy?\nSo.\nFAQ\nWhen?\nNow.\n"
    assert [len(faq.items) for faq in find_all(parse(text), Faq)] == [1, 1]


def test_an_item_spans_from_its_label_to_the_end_of_its_answer() -> None:
    text = f"{TITLE}\nQuestion: Why? +\nBecause.\nStill.\nQuestion: When?\n"
    document = parse(text)
    first, second = find_all(document, FaqItem)
    assert text[slice(*first.span)] == "Question: Why? +\nBecause.\nStill."
    assert text[slice(*first.question.span)] == "Question: Why? +"
    assert text[slice(*first.question.children[0].span)] == "Why?"
    assert text[slice(*second.span)] == "Question: When?"
    (faq,) = find_all(document, Faq)
    assert faq.span == Span(first.span.start, second.span.end)
    validate(document)


def test_the_answer_behind_a_label_spans_its_words_only_inside() -> None:
    text = "Q: Why?\nA: Because.\n"
    (item,) = find_all(parse(text), FaqItem)
    (answer,) = item.answer
    assert text[slice(*answer.span)] == "A: Because."
    assert text[slice(*answer.children[0].span)] == "Because."


@pytest.mark.parametrize("line", ["Question: Why? ![b](c)", "![b](c) Q: Why? +\nA: So."])
def test_a_picture_beside_a_question_stays(line: str) -> None:
    document = parse(f"{line}\nSo.\n", inline=True)
    assert [image.url for image in find_all(document, Image)] == ["c"]


def test_questions_of_a_tree_made_by_hand_stand_nowhere() -> None:
    document = structured(Document([Paragraph("Question: Why?"), Paragraph("So.")]))
    (faq,) = find_all(document, Faq)
    assert [faq.span, faq.items[0].span, faq.items[0].question.span] == [NO_SPAN] * 3
