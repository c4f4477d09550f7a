"""Questions and answers: which lines are questions, where an answer ends, what is cut off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given

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
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Section,
    Span,
    Strong,
    Table,
    find_all,
    from_html,
    from_markdown,
    parse,
    plain_text,
    render,
    validate,
    walk,
)
from docparse.structure import structured
from tests.strategies import question_markdown, question_pages

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


# ------------------------------------------------------- a question and its answer in one block

TWO = [("Late?", "Ten."), ("Dogs?", "Yes.")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Q: Late?<br>A: Ten.</p><p>Q: Dogs?<br>A: Yes.</p>",
        "<div>Q: Late?<br>A: Ten.<br>Q: Dogs?<br>A: Yes.</div>",
        "<p><b>Q:</b> Late?<br><b>A:</b> Ten.</p><p><b>Q:</b> Dogs?<br><b>A:</b> Yes.</p>",
        "<p><b>Q: Late?<br>A:</b> Ten.</p><p><b>Q: Dogs?<br>A:</b> Yes.</p>",
        "<p>Question 1: Late?<br>Ten.</p><p>Question 2: Dogs?<br>Yes.</p>",
        "<p>Frage: Late?<br>Antwort: Ten.</p><p>Frage: Dogs?<br>Antwort: Yes.</p>",
        "<p>Q: Late?<br>Ten.</p><p>Q: Dogs?<br>Yes.</p>",
        "<p><strong>Late?</strong><br>Ten.</p><p><strong>Dogs?</strong><br>Yes.</p>",
        "<p><b>Late?<br></b>Ten.</p><p><b>Dogs?<br></b>Yes.</p>",
        "<p><b>Late?</b><br>Ten.<br><b>Dogs?</b><br>Yes.</p>",
        "<p><b><a href=/x>Late?</a></b><br>Ten.</p><p><i><b>Dogs</b></i><b>?</b><br>Yes.</p>",
        "<ol><li><b>Late?</b><br>Ten.<li><b>Dogs?</b><br>Yes.</ol>",
        "<ul><li>Q: Late?<br>A: Ten.<li>Q: Dogs?<br>A: Yes.</ul>",
        "<ul><li>Late?<br>Ten.<li>Dogs?<br>Yes.</ul>",
        "<ul><li><p>Late?</p><p>Ten.</p><li><p>Dogs?</p><p>Yes.</p></ul>",
        "<ul><li><details><summary>Late?</summary>Ten.</details>"
        "<li><details><summary>Dogs?</summary>Yes.</details></ul>",
        "<ul><li><h3>Late?</h3><p>Ten.</p><li><h3>Dogs?</h3><p>Yes.</p></ul>",
        "<p><b>Late?</b>&nbsp;<br>Ten.</p><p><b>Dogs?&nbsp;</b><br>&nbsp;Yes.&nbsp;</p>",
        "<p>&nbsp;Q: Late?<br>A: Ten.</p><p>&nbsp;Q: Dogs?<br>&nbsp;A: Yes.</p>",
        "<p><b>Late?</b>&#8203;<br>Ten.</p><p><b>Dogs?&#65279;</b><br>Yes.</p>",
        "<p><b>Late?</b><br>&nbsp;<br>Ten.</p><p><b>Dogs?</b><br>&#8203;<br>Yes.</p>",
        "<p><b>Late?</b><br><br>Ten.</p><p><b>Dogs?</b><br><br>Yes.</p>",
        "<div><b>Late?</b><br><br>Ten.<br><br><b>Dogs?</b><br><br>Yes.</div>",
        "<dl><dt>Late?<dd>Ten.<dt>Dogs?<dd>Yes.</dl>",
        "<dl><div><dt>Late?</dt><dd>Ten.</dd></div>"
        "<div><dt>Q: Dogs?</dt><dd>A: Yes.</dd></div></dl>",
    ],
)
def test_a_question_and_its_answer_may_stand_in_one_block(html: str) -> None:
    document = from_html(html)
    assert pairs(document) == TWO
    assert [type(block) for block in document.children] == [Faq]
    behind = from_html(f"<p>Before.</p>{html}<p>Behind.</p>")
    assert pairs(behind) == TWO
    assert [plain_text(block) for block in behind.children[::2]] == ["Before.", "Behind."]


@pytest.mark.parametrize(
    "text",
    [
        "Q: Late?\nA: Ten.\n\nQ: Dogs?\nA: Yes.\n",
        "Q: Late?\nA: Ten.\nQ: Dogs?\nA: Yes.\n",
        "**Q:** Late?  \n**A:** Ten.\n\n**Q:** Dogs?  \n**A:** Yes.\n",
        "**Late?**  \nTen.\n\n**Dogs?**\\\nYes.\n",
        "**Late?**\nTen.\n\n**Dogs?**\nYes.\n",
        "Question: Late?\nTen.\n\nQuestion: Dogs?\nYes.\n",
        "- **Late?**\n  Ten.\n- **Dogs?**\n  Yes.\n",
        "1. Late?\n\n   Ten.\n2. Dogs?\n\n   Yes.\n",
        "  Q: Late?\r\n  A: Ten.\r\n\r\nQ: Dogs?\r\n A: Yes.\r\n",
    ],
)
def test_and_so_they_may_in_markdown(text: str) -> None:
    document = from_markdown(text)
    assert pairs(document) == TWO
    assert [type(block) for block in document.children] == [Faq]
    validate(document)
    for item in find_all(document, FaqItem):
        first, *_, last = text[slice(*item.span)].splitlines()
        assert plain_text(item.question) in first.replace("**", "")
        assert last.endswith(plain_text(item.answer[-1]))


def test_figures_of_quarters_in_markdown_are_no_questions() -> None:
    assert pairs(from_markdown("Q1: $5m  \nQ2: $6m\n")) == []
    assert pairs(from_markdown("Q1: Late?  \nTen.\nQ2: Dogs?  \nYes.\n")) == TWO


def test_a_list_with_bullets_is_an_answer() -> None:
    html = "<p><b>Late?</b><br>• Ten.<br>• Not nine.</p><p><b>Dogs?</b><br>Yes.</p>"
    assert pairs(from_html(html)) == [("Late?", "• Ten.\n• Not nine."), TWO[1]]


def test_under_a_title_the_lines_that_ask_need_no_mark() -> None:
    html = "<h2>FAQ</h2><p>Late?<br>Ten.</p><p>Dogs?<br>Yes.</p><p>Behind.</p>"
    assert pairs(from_html(html)) == TWO
    assert pairs(from_markdown("# FAQ\n\nLate?\nTen.\nDogs?\nYes.\n")) == TWO
    assert pairs(from_html("<h2>FAQ</h2><p><b>Late?</b><br>Ten.</p>")) == TWO[:1]
    assert pairs(from_html("<h2>The boat</h2><p>Late?<br>Ten.</p><p>Dogs?<br>Yes.</p>")) == []


DETAILS = "<details><summary>{}</summary>{}</details>"


def test_three_details_in_a_row_whose_summaries_ask_are_questions() -> None:
    asked = DETAILS.format("Late?", "<p>Ten.") + DETAILS.format("<h3>Dogs?</h3>", "Yes.")
    assert pairs(from_html(asked)) == []
    cats = DETAILS.format("Cats?", "<p>No.<h4>Why?</h4>Fur.")
    document = from_html(f"Before.{asked}{cats}<p>Behind.")
    assert pairs(document) == [*TWO, ("Cats?", "No.\nWhy?\nFur.")]
    assert [plain_text(block) for block in document.children[::2]] == ["Before.", "Behind."]
    assert pairs(from_html(f"{asked}<p>Between.</p>{cats}")) == []


def test_an_answer_in_details_may_be_a_label_alone() -> None:
    html = "".join(DETAILS.format(f"Q{number}?", f"A{number}") for number in range(1, 5))
    assert pairs(from_html(html))[:3] == [(f"Q{number}?", f"A{number}") for number in range(1, 4)]


def test_an_answer_in_details_may_ask() -> None:
    html = "".join(
        DETAILS.format(word, "Who knows?<p>Question: none") for word in "a? b? c?".split()
    )
    assert [question for question, _ in pairs(from_html(html))] == ["a?", "b?", "c?"]


def test_under_a_title_a_summary_or_term_need_not_ask() -> None:
    hours = DETAILS.format("Hours", "Ten.") + "<dl><dt>Dogs<dd>Yes.</dl>"
    assert pairs(from_html(f"<h2>FAQ</h2>{hours}")) == [("Hours", "Ten."), ("Dogs", "Yes.")]
    assert pairs(from_html(hours)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>Q: Late?<br>Ten.</p>",
        "<p><b>Late?</b><br>Ten.</p>",
        "<p><b>Late?</b><br>Ten.</p><p>So it is.</p><p><b>Dogs?</b><br>Yes.</p>",
        "<p><b>Late?</b></p><p>Ten.</p><p><b>Dogs?</b></p><p>Yes.</p>",
        "<p>Is it <b>late?</b><br>Ten.</p><p>And <b>dogs?</b><br>Yes.</p>",
        "<p><b>Hours</b><br>Ten.</p><p><b>Dogs</b><br>Yes.</p><p><b>Cats</b><br>No.</p>",
        "<p>Late?<br>Ten.</p><p>Dogs?<br>Yes.</p><p>Cats?<br>No.</p>",
        "<p>P: 555-1234<br>F: 555-1235<br>A: 12 Main Street</p>",
        "<p>P. Petersen<br>A. Berg</p>",
        "<p>D: 3<br>R: 5</p>",
        "<p>Q: What is the capital?<br>A) Oslo<br>B) Bergen</p>",
        "<p><b>The capital?</b><br>a. Oslo<br>b. Bergen</p><p><b>The river?</b><br>a. Ob<br>b. Po",
        "<ol><li>The capital?<ul><li>Oslo<li>Bergen</ul><li>The river?<ul><li>Ob<li>Po</ul></ol>",
        "<p>Q1: $5m<br>Q2: $6m</p>",
        "<p><b>Late?</b><br><br>Ten.</p>",
        "<p><b>Hours</b><br><br>Ten.</p><p><b>Dogs</b><br><br>Yes.</p>",
        "<p>Is it <b>late?</b><br><br>Ten.</p><p>And <b>dogs?</b><br><br>Yes.</p>",
        "<p><b>Late?</b><br><br></p><p>Ten.</p><p><b>Dogs?</b><br><br></p><p>Yes.</p>",
        "<p><b>The sea?</b><br><br>○ Red<br>○ Dead</p><p><b>The river?</b><br><br>○ Ob<br>○ Po",
        "<p>Q1: $5m<br>up<br>Q2: $6m<br>down</p>",
        "<p>Q3: 12%<br>and more</p>",
        "<p>Question 1: Late?<br>Question 2: Dogs?</p>",
        "<p>K: King<br>Q: Queen<br>R: Rook</p>",
        "<p>J: 11<br>Q: 12<br>K: 13<br>A: 1</p>",
        "<p>Q: 12 ohm<br>C: 5<br>A: 1</p>",
        "<p>Q: 12 ohm<br>at rest<br>A: 1</p>",
        "<p>Q: 12<br>A: 1<br>A: 2</p>",
        "<p><b>The capital?</b><br>○ Oslo<br>○ Bergen</p><p><b>The river?</b><br>○ Ob<br>○ Po",
        "<p><b>The capital?</b><br>[ ] Oslo<br>[x] Riga</p><p><b>The river?</b><br>[ ] Ob<br>[] Po",
        "<p><b>The capital?</b><br>i) Oslo<br>ii) Riga</p><p><b>The river?</b><br>i) Ob<br>ii) Po",
        "<p>Q: The capital?<br>( ) Oslo<br>(x) Bergen</p>",
        "<ul><li>Late?<br>Ten.<li>Boats.<br>Two.</ul>",
        "<ul><li>Late?<br>Or not?<li>Dogs?<br>Yes.</ul>",
        "<ul><li>Late?<br>Ten.</ul>",
        "<dl><dt>Late?<dd>Ten.</dl>",
        "<dl><dt>Late?<dd>Ten.<dt>Boat<dd>A ship.<dt>Dogs?<dd>Yes.</dl>",
        "<dl><dt>Late?<dt>Dogs?<dd>Yes.</dl>",
        3 * DETAILS.format("Hours", "Ten."),
        2 * DETAILS.format("Late?", "Ten."),
        3 * DETAILS.format("Late?", ""),
        "<blockquote><p><b>Late?</b><br>Ten.<br><b>Dogs?</b><br>Yes.</p></blockquote>",
    ],
)
def test_what_only_looks_like_it_stays_as_it_is(html: str) -> None:
    document = from_html(html)
    assert pairs(document) == []
    around = from_html(f"<p>Question: Why?</p><p>So.</p><h2>Boats</h2>{html}")
    (section,) = find_all(around, Section)
    assert section.blocks == document.children


def test_what_is_put_together_again_has_its_line_break() -> None:
    line = Paragraph([Strong("Late?"), LineBreak(), "Ten."])
    assert from_html("<p><b>Late?</b><br>Ten.</p>") == Document([line])
    answer = from_html("<p>Question: Why?</p><p>So.</p><p><b>Late?</b><br>Ten.</p>")
    assert answer == Document([Faq([FaqItem("Why?", ["So.", line])])])


def test_a_question_of_some_lines_becomes_one() -> None:
    html = "<p>Q: Can I bring<br>my <b>own<br>bike</b>?<br>A: Yes,<br>but only one.</p>"
    (item,) = find_all(from_html(html), FaqItem)
    assert item.question == Paragraph(["Can I bring my ", Strong("own bike"), "?"])
    assert item.answer == (Paragraph(["Yes,", LineBreak(), "but only one."]),)
    assert pairs(from_markdown("**Can I bring\nmy bike?**\nYes.\n\n**Dogs?**\nYes.\n")) == [
        ("Can I bring my bike?", "Yes."),
        ("Dogs?", "Yes."),
    ]


def test_what_stands_before_the_first_question_of_a_block_is_not_of_it() -> None:
    document = from_html("<p>Read on.<br>Q: Late?<br>A: Ten.</p>")
    assert document == Document(["Read on.", Faq([FaqItem("Late?", ["Ten."])])])


@pytest.mark.parametrize(("between", "is_answer"), [(1, True), (4, True), (5, False)])
def test_an_answer_goes_on_behind_its_block_if_a_question_follows_soon(
    between: int, is_answer: bool
) -> None:
    html = f"<p>Q: Late?<br>A: Ten.</p>{'<p>So.</p>' * between}<p>Q: Dogs?<br>A: Yes.</p>"
    first, second = pairs(from_html(html))
    assert first == ("Late?", "Ten." + "\nSo." * between * is_answer)
    assert second == TWO[1]


def test_the_last_answer_goes_on_as_far_as_the_longest_before() -> None:
    html = "".join(f"<p><b>{word}?</b><br>Yes.</p><p>So.</p>" for word in ("a", "b", "c"))
    assert {answer for _, answer in pairs(from_html(f"{html}<p>End.</p>"))} == {"Yes.\nSo."}


def faults(source: str, read: Callable[[str], Document], shown: str) -> list[str]:
    """Return what is wrong with reading ``source``, of which a reader sees ``shown``."""
    document = read(source)
    validate(document)
    found = []
    lost = letters(shown) - letters(plain_text(document))
    if lost:
        found.append(f"lost {dict(lost)}")
    if any(isinstance(node, Paragraph) and not node.children for node in walk(document)):
        found.append("an empty paragraph")
    return found


def letters(text: str) -> Counter[str]:
    """Return those of the letters of ``text`` that no label has."""
    return Counter(re.findall("[hkz]", text))


@given(question_pages())
def test_no_word_of_a_page_of_questions_is_lost(html: str) -> None:
    assert faults(html, from_html, re.sub("<[^>]*>", " ", html)) == []


@given(question_markdown())
def test_no_word_of_questions_in_markdown_is_lost(text: str) -> None:
    assert faults(text, from_markdown, text) == []
    written = render(from_markdown(text), "markdown")
    assert render(from_markdown(written), "markdown") == written


def test_control_a_word_that_is_lost_is_noticed() -> None:
    html = "<p>hh kk?<br>zz</p>"
    shown = re.sub("<[^>]*>", " ", html)
    assert faults(html, lambda html: from_html(html.replace("zz", "z")), shown) == ["lost {'z': 1}"]
    assert faults(html, lambda html: Document([*from_html(html).children, ""]), shown) == [
        "an empty paragraph"
    ]
    assert faults(html, from_html, shown) == []


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
