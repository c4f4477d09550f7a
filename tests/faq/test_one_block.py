"""A question and its answer in one block of HTML or Markdown."""

from __future__ import annotations

import pytest

from docparse import (
    Document,
    Faq,
    FaqItem,
    LineBreak,
    Paragraph,
    Section,
    Strong,
    find_all,
    from_html,
    from_markdown,
    plain_text,
    validate,
)
from tests.faq.pairs import TWO, pairs


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
