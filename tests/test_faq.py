"""Questions and answers: which lines are questions, where an answer ends, what is cut off."""

from __future__ import annotations

import pytest

from docparse import (
    NO_SPAN,
    Block,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    List,
    ListItem,
    Paragraph,
    Section,
    Span,
    Strong,
    Table,
    find_all,
    parse,
    plain_text,
    validate,
)
from docparse.transforms import structured

TITLE = "Frequently Asked Questions"
ANSWER = "It leaves at nine in the morning."


def pairs(document: Document) -> list[tuple[str, str]]:
    """Return each question and its answer."""
    return [
        (plain_text(item.question), "\n".join(map(plain_text, item.answer)))
        for item in find_all(document, FaqItem)
    ]


def titled(*lines: str) -> list[tuple[str, str]]:
    return pairs(parse("\n".join((TITLE, *lines))))


# ------------------------------------------------------------------------- labels, numbers, icons


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
        ("Why?", "Because.\nAnswer: Still.")
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


# ------------------------------------------------------------------------------ what a question is


def test_without_a_title_a_line_that_asks_is_no_question() -> None:
    text = f"{ANSWER}\nWould anybody have asked why the ferry leaves so early?\n{ANSWER}\n"
    assert pairs(parse(text, headings="marks")) == []


def test_a_long_line_is_no_question() -> None:
    assert titled("When does it leave?", ANSWER, "Why " + "so " * 100 + "early?") == [
        ("When does it leave?", ANSWER + "\nWhy " + "so " * 100 + "early?")
    ]


def test_a_question_is_of_300_characters_at_most() -> None:
    longest = "Why " + "so " * 96 + "early???"
    assert len(longest) == 300
    assert titled(longest, ANSWER) == [(longest, ANSWER)]
    assert titled(f"{longest}?", ANSWER) == []


def test_a_label_of_two_letters_needs_no_answer_with_one() -> None:
    assert pairs(parse("问题: 为什么?\n因为.\n")) == [("为什么?", "因为.")]


def test_labels_go_on_as_the_first_began() -> None:
    assert pairs(parse("Q: Why?\nA: Because.\nQ: When?\nAt nine.\n")) == [
        ("Why?", "Because."),
        ("When?", "At nine."),
    ]
    lines = ["Question: Why?", "Because.", "Q: When?", "At nine."]
    assert pairs(structured(Document(map(Paragraph, lines)))) == [
        ("Why?", "Because.\nQ: When?\nAt nine.")
    ]


def test_a_label_under_a_title_ends_an_answer() -> None:
    assert titled("Why?", ANSWER, "Question: When", ANSWER) == [("Why?", ANSWER), ("When", ANSWER)]


def untitled(*questions: str) -> list[tuple[str, str]]:
    """Return the pairs of lines that ask, an answer behind each, without a title."""
    lines = [line for question in questions for line in (question, ANSWER)]
    return pairs(structured(Document(map(Paragraph, lines))))


@pytest.mark.parametrize("line", ["▸ Why {}?", "3. Why {}?", "Why {}? +", "Q7 Why {}?"])
def test_lines_with_a_number_or_an_icon_ask_without_a_title(line: str) -> None:
    questions = [line.format(word) for word in ("a", "b", "c")]
    assert untitled(*questions) == [(f"Why {word}?", ANSWER) for word in ("a", "b", "c")]
    assert untitled(*questions[:2]) == []


def test_lines_that_only_ask_need_a_title() -> None:
    assert untitled("Why a?", "Why b?", "Why c?", "Why d?") == []


@pytest.mark.parametrize(
    ("lengths", "are_questions"),
    [((12, 1, 1), True), ((13, 1, 1), False), ((13, 1, 1, 1), True), ((13, 13, 1, 1), False)],
)
def test_one_heading_of_four_may_ask_and_have_a_long_text(
    lengths: tuple[int, ...], are_questions: bool
) -> None:
    blocks: list[Block] = []
    for length in lengths:
        blocks += [Heading(2, "Why?"), *[Paragraph(ANSWER)] * length]
    assert bool(pairs(structured(Document(blocks)))) is are_questions


def test_the_title_counts_up_to_the_next_heading() -> None:
    document = structured(
        Document(
            [
                Heading(2, "FAQ"),
                Paragraph("Here they are."),
                Paragraph("Why?"),
                Paragraph("Because."),
                Heading(2, "The bridge"),
                Paragraph("Why?"),
            ]
        )
    )
    questions, bridge = document.children
    assert isinstance(questions, Section)
    assert questions.blocks == (Paragraph("Here they are."), Faq([FaqItem("Why?", ["Because."])]))
    assert bridge == Section(Heading(2, "The bridge"), ["Why?"])


def test_one_heading_that_asks_under_the_title_is_a_question() -> None:
    document = structured(Document([Heading(2, "FAQ"), Heading(3, "Why?"), Paragraph("Because.")]))
    assert document == Document(
        [Section(Heading(2, "FAQ"), [Faq([FaqItem("Why?", ["Because."])])])]
    )


@pytest.mark.parametrize(("count", "found"), [(1, 0), (2, 0), (3, 3), (4, 4)])
def test_headings_that_ask_are_questions_from_three_in_a_row_on(count: int, found: int) -> None:
    blocks = [block for n in range(count) for block in (Heading(2, f"Why {n}?"), Paragraph("So."))]
    document = structured(Document(blocks))
    assert len(pairs(document)) == found
    assert len(list(find_all(document, Heading))) == count - found


def test_headings_that_ask_are_headings_where_one_has_no_answer() -> None:
    asked: list[Block | str] = [
        Heading(2, "Who?"),
        "We.",
        Heading(2, "Why?"),
        Heading(2, "When?"),
        "Now.",
    ]
    document = structured(Document(asked))
    assert pairs(document) == []
    assert len(document.children) == 3


@pytest.mark.parametrize(
    "title",
    [
        "Häufig gestellte Fragen (FAQ)",
        "Ferry FAQ",
        "10 frequently asked questions about the ferry",
        "Questions fréquentes sur la traversée",
        "Часто задаваемые вопросы о пароме",
        "フェリーについてよくある質問",
    ],
)
def test_a_title_may_name_its_subject(title: str) -> None:
    assert pairs(parse(f"{title}\nWhy now?\n{ANSWER}\n")) == [("Why now?", ANSWER)]


@pytest.mark.parametrize("title", ["The faqir of the ferry", "Questions of the council"])
def test_a_title_with_a_word_like_it_announces_no_questions(title: str) -> None:
    assert pairs(structured_lines(title, "Why now?", ANSWER)) == []


def structured_lines(title: str, *lines: str) -> Document:
    return structured(Document([Heading(2, title), *map(Paragraph, lines)]))


@pytest.mark.parametrize(
    "invitation",
    [
        "Still have questions?",
        "More questions?",
        "Noch Fragen?",
        "¿Necesitas un plomero?",
        "Ready to book?",
        "Avez-vous d'autres questions ?",
        "Остались вопросы?",
    ],
)
def test_a_last_question_that_invites_is_none(invitation: str) -> None:
    assert titled("Why?", ANSWER, invitation, "Call us.") == [("Why?", ANSWER)]
    assert titled(invitation, "Call us.", "Why?", ANSWER)[-1] == ("Why?", ANSWER)
    assert titled(f"Question: {invitation}", "Call us.") == [(invitation, "Call us.")]


def test_every_second_line_is_a_question_where_the_others_ask() -> None:
    lines = ["Why?", "So it is.", "dogs, too", "They come along.", "Who?", "We.", "When?", "Now."]
    assert [question for question, _ in titled(*lines)] == ["Why?", "dogs, too", "Who?", "When?"]
    assert [question for question, _ in titled(*lines[:6])] == ["Why?", "Who?"]
    lines[2] = "Dogs are fine."
    assert [question for question, _ in titled(*lines)] == ["Why?", "Who?", "When?"]


def test_a_list_that_asks_by_turns_loses_nothing_but_its_marks() -> None:
    text = f"{TITLE}\nRead on.\n- Why?\n- So.\n- When?\n- Now.\n"
    document = parse(text)
    first, second = find_all(document, FaqItem)
    assert text[slice(*first.span)] == "- Why?\n- So."
    assert text[slice(*second.span)] == "- When?\n- Now."
    validate(document)


def test_a_list_that_asks_by_turns_needs_no_title() -> None:
    assert pairs(parse("- Why?\n- So.\n- When?\n- Now.\n")) == [("Why?", "So."), ("When?", "Now.")]
    for lines in ("- Why?\n- So.\n", "- Why?\n- So.\n- When?\n- Now.\n- Who?\n"):
        assert pairs(parse(lines)) == []


def test_a_list_in_which_an_answer_asks_too_is_a_list() -> None:
    document = structured(Document([List(["Why?", "So.", "When?", "Now?"])]))
    assert [type(block) for block in document.children] == [List]


def test_items_that_are_no_line_are_no_questions() -> None:
    deep: Block = List(["Why?"])
    for _ in range(3000):
        deep = List([ListItem([deep])])
    empty, long = List([ListItem([])]), List([ListItem(["Why?", "So."])])
    for block in (empty, long, deep, List([]), List([ListItem([]), "So."] * 2)):
        document = structured(Document([Heading(2, "FAQ"), block, Paragraph("Why?"), "So."]))
        assert pairs(document) == [("Why?", "So.")]


def test_a_list_of_questions_alone_is_a_list() -> None:
    assert pairs(parse(f"{TITLE}\nRead on.\n- Why?\n- When?\n- Who?\n- What?\n")) == []


# --------------------------------------------------------------------------- where an answer ends


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


# ---------------------------------------------------------------------------------- inline nodes


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


# -------------------------------------------------------------------------------------- spans


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
