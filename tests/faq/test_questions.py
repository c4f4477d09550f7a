"""Which lines are questions."""

from __future__ import annotations

import pytest

from docparse import (
    Block,
    Document,
    Faq,
    FaqItem,
    Heading,
    List,
    ListItem,
    Paragraph,
    Section,
    find_all,
    parse,
    validate,
)
from docparse.structure import structured
from tests.faq.pairs import ANSWER, TITLE, pairs, structured_lines, titled


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


@pytest.mark.parametrize(
    "question",
    [
        "Do you need more tenors?",
        "Do you have more boats?",
        "Any other costs?",
        "Haben Sie noch Plätze?",
        "¿Todavía hay plazas?",
        "Our pier is short – does that matter?",
        "Will it rust?",
    ],
)
def test_a_last_question_about_the_thing_itself_is_one(question: str) -> None:
    asked = ["Is it loud?", "Yes.", "Does it rust?", "No.", "Can I hear it?", "Yes."]
    assert titled(*asked, question, ANSWER)[-1] == (question, ANSWER)


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
