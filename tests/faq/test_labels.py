"""Labels, numbers and icons: what is left out of a question and of an answer."""

from __future__ import annotations

import pytest

from docparse import (
    CodeSpan,
    Document,
    Emphasis,
    FaqItem,
    Heading,
    Paragraph,
    Strong,
    find_all,
    from_html,
    from_markdown,
    parse,
    plain_text,
)
from docparse.structure import structured
from tests.faq.pairs import ANSWER, pairs, titled


@pytest.mark.parametrize(
    "line",
    [
        "When does it leave?",
        "Question: When does it leave?",
        "Question 1: When does it leave?",
        "QUESTION: When does it leave?",
        "Question:When does it leave?",
        "Question： When does it leave?",
        "Frage: When does it leave?",
        "1. When does it leave?",
        "12) When does it leave?",
        "Q1. When does it leave?",
        "Q3. When does it leave?",
        "Question: 1. When does it leave?",
        "When does it leave? +",
        "When does it leave? ▾",
        "When does it leave?\u2212",
        "Question: 2) When does it leave? ⌄",
        "Q. When does it leave?",
        "Q) When does it leave?",
        "Q、When does it leave?",
        "Ｑ．When does it leave?",
        "Q When does it leave?",
        "Q2 When does it leave?",
        "02 When does it leave?",
        "#2 When does it leave?",
        "▸ When does it leave?",
        "❓ When does it leave? ▾",
    ],
)
def test_label_number_and_icon_are_left_out_of_a_question(line: str) -> None:
    assert titled(line, ANSWER) == [("When does it leave?", ANSWER)]


@pytest.mark.parametrize("mark", ["?", "？", "؟", "\u037e", "՞", "፧"])
def test_questions_end_in_the_mark_of_their_script(mark: str) -> None:
    assert titled(f"Word word{mark}", ANSWER) == [(f"Word word{mark}", ANSWER)]


def test_the_label_of_an_answer_is_left_out_of_it() -> None:
    assert titled("Q: Why?", "A: Because.") == [("Why?", "Because.")]
    assert titled("Q： Why?", "A： Because.") == [("Why?", "Because.")]
    assert titled("Q： Why: now?", "A： Note: because.") == [("Why: now?", "Note: because.")]
    assert titled("Q. Why?", "A. Because.") == [("Why?", "Because.")]
    assert titled("Q Why?", "A Because.") == [("Why?", "Because.")]
    assert titled("Why?", "A reason is known.") == [("Why?", "A reason is known.")]
    assert titled("Question: Why?", "Answer: Because.", "Answer: Still.") == [
        ("Why?", "Because.\nStill.")
    ]


def test_a_label_alone_is_no_answer_without_words() -> None:
    assert titled("Question: Why?", "Answer:") == [("Why?", "Answer:")]


def test_a_labelled_question_needs_no_question_mark() -> None:
    assert titled("Question: Tell me why.", ANSWER) == [("Tell me why.", ANSWER)]
    assert titled("Question: Tell me +", ANSWER) == [("Tell me +", ANSWER)]


def test_a_number_is_kept_where_nothing_else_would_be_left() -> None:
    assert titled("Question: 1. ", ANSWER) == [("1.", ANSWER)]


def test_a_label_of_one_letter_needs_an_answer_with_one() -> None:
    assert pairs(parse("Q: Why now?\nA: Because.\n")) == [("Why now?", "Because.")]
    assert pairs(parse("Q: Why now?\nNobody said a word about it on that day.\n")) == []
    assert pairs(parse("P: Ada Petersen took the pictures of the ferry and the pier.\n")) == []


def test_a_label_of_two_letters_needs_no_answer_with_one() -> None:
    assert pairs(parse("问题: 为什么?\n因为.\n")) == [("为什么?", "因为.")]


def test_a_question_with_a_label_needs_none_at_its_answer_after_one_with_both() -> None:
    assert pairs(parse("Q: Why?\nA: Because.\nQ: When?\nAt nine.\n")) == [
        ("Why?", "Because."),
        ("When?", "At nine."),
    ]


def test_labels_of_one_block_may_be_words_and_letters() -> None:
    assert pairs(from_markdown("Question: Why?\nA: Because.\nQ: When?\nA: At nine.\n")) == [
        ("Why?", "Because."),
        ("When?", "At nine."),
    ]


def test_a_question_of_some_blocks_and_lines_is_one_text() -> None:
    source = "Question: May I\n\nbring  \nmy dog?\n\nA: You may.\n"
    (item,) = find_all(from_markdown(source), FaqItem)
    (text,) = item.question.children
    assert plain_text(item.question) == "May I bring my dog?"
    assert source[text.span.start : text.span.end] == "May I\n\nbring  \nmy dog?"


def test_a_label_under_a_title_ends_an_answer() -> None:
    assert titled("Why?", ANSWER, "Question: When", ANSWER) == [("Why?", ANSWER), ("When", ANSWER)]


def formatted(*children: object) -> Paragraph:
    """Return the question that a paragraph of ``children`` under a title becomes."""
    paragraph = Paragraph(children)  # type: ignore[arg-type]
    document = structured(Document([Heading(2, "FAQ"), paragraph, Paragraph("So.")]))
    (item,) = find_all(document, FaqItem)
    return item.question


def test_a_cut_leaves_inline_nodes_whole() -> None:
    assert formatted("Q1. Why ", Emphasis("so"), " early? +") == Paragraph(
        ["Why ", Emphasis("so"), " early?"]
    )
    assert formatted(Strong("Question:"), " Why ", Emphasis("so"), "?") == Paragraph(
        ["Why ", Emphasis("so"), "?"]
    )
    assert formatted(Strong("Why?")) == Paragraph(Strong("Why?"))


def test_a_cut_goes_into_a_mark_that_holds_the_label() -> None:
    assert formatted(Strong("Question: Why?")) == Paragraph(Strong("Why?"))
    assert formatted(Strong(["Question: ", Emphasis("Why")]), "?") == Paragraph(
        [Strong(Emphasis("Why")), "?"]
    )
    assert formatted(CodeSpan("Q1. why()?")) == Paragraph(CodeSpan("why()?"))


@pytest.mark.parametrize(
    "lines",
    [
        ("K: King", "Q: Queen", "R: Rook"),
        ("J: 11", "Q: 12", "K: 13", "A: 1"),
        ("Q: 12 ohm", "C: 5", "A: 1"),
    ],
)
def test_letters_that_stand_for_other_things_are_no_labels(lines: tuple[str, ...]) -> None:
    document = from_html(f"<p>{'<br>'.join(lines)}</p>")
    assert list(find_all(document, FaqItem)) == []
    assert plain_text(document) == "\n".join(lines)
