"""Paragraphs that an extractor broke into lines: joined, and each part still in its place."""

from __future__ import annotations

import pytest

from docparse import Dialect, Document, FaqItem, LineBreak, Link, Text, find_all, parse, plain_text
from docparse.dialects.wrapping import unwrap
from docparse.inlines.places import place_of_part


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The old\nweir", "The old weir"),
        ("The old\r\nweir", "The old weir"),
        ("The old\rweir", "The old weir"),
        ("a well-\nknown weir", "a well-known weir"),
        ("its pre-\nand post-war catches", "its pre- and post-war catches"),
        ("Strom-\nund Gaspreise", "Strom- und Gaspreise"),
        ("at band-\nandover", "at band-andover"),
        ("the years 1914-\nand after", "the years 1914- and after"),
        ("a dash -\nand more", "a dash - and more"),
        ("said she,\n> who keeps\n> > the gate", "said she, who keeps the gate"),
        ("by one person.  \nIt cost 310", "by one person.  \nIt cost 310"),
        ("by one person.  \r\nIt cost 310", "by one person.  \nIt cost 310"),
        ("one line", "one line"),
        ("", ""),
    ],
)
def test_line_ends_that_the_extractor_put_in_are_taken_out(source: str, text: str) -> None:
    assert unwrap(source)[0] == text


@pytest.mark.parametrize(
    "source", ["a\nb\r\nc", "well-\nknown\n> x  \r\ny", "a\r\n> > b-\r\nc", "a"]
)
def test_the_cuts_say_where_each_character_stood(source: str) -> None:
    text, cuts = unwrap(source)
    assert len(text) + len(cuts) == len(source)
    assert cuts == sorted(cuts)
    for at, character in enumerate(text):
        stood = source[at + sum(cut < at for cut in cuts)]
        assert character == stood or (character in " \n" and stood in "\r\n")


def read(text: str) -> Document:
    return parse(text, dialect="html2text")


def test_every_node_of_a_joined_paragraph_spans_its_own_words() -> None:
    text = (
        "The well-\nknown weir, see\nthe [page on\nit](https://a.example/weir-\nat-corder) or\nask."
    )
    document = read(text)
    (link,) = find_all(document, Link)
    assert link.url == "https://a.example/weir-at-corder"
    assert plain_text(document) == "The well-known weir, see the page on it or ask."
    sources = [text[node.span.start : node.span.end] for node in find_all(document, Text)]
    assert sources == ["The well-\nknown weir, see\nthe ", "page on\nit", " or\nask."]


def test_the_line_ends_of_the_page_stay() -> None:
    document = read("By one\nperson.  \nIt cost 310.\n")
    assert len(list(find_all(document, LineBreak))) == 1
    assert plain_text(document) == "By one person.\nIt cost 310."


@pytest.mark.parametrize("inline", [True, False])
def test_lines_are_joined_with_and_without_inline_marks(inline: bool) -> None:
    document = parse("The old\nweir\n", dialect="html2text", inline=inline)
    (text,) = find_all(document, Text)
    assert (text.text, text.span) == ("The old weir", (0, 12))


@pytest.mark.parametrize(
    "text",
    [
        "```\nx\ny\n```\n",
        "The old\n\nweir\n",
    ],
)
def test_lines_that_are_never_broken_are_not_joined(text: str) -> None:
    words = [line.strip() for line in text.split("\n") if line.strip("`")]
    assert plain_text(read(text)).split("\n") == words


def test_lines_of_other_dialects_are_not_joined() -> None:
    document = parse("The old\nweir\n", dialect=Dialect("1.12", formatted=True))
    assert len(document.children) == 2


QUESTIONS = [
    ("Question: Is it a well-\nknown weir?", "Is it a well-\nknown weir?"),
    ("Question: Is it a\r\nweir?", "Is it a\r\nweir?"),
    ("Question:\r\nIs it &amp; was it a\r\nweir? ▾", "Is it &amp; was it a\r\nweir?"),
    ("Question: 1. Is 2 \\* 3\r\nsix? +", "Is 2 \\* 3\r\nsix?"),
]


@pytest.mark.parametrize("inline", [None, True])
@pytest.mark.parametrize(("written", "words"), QUESTIONS)
def test_the_text_of_a_question_spans_its_words_only(
    written: str, words: str, inline: bool | None
) -> None:
    text = f"{written}\n\nAnswer: Yes, a well-\nknown one.\n"
    (item,) = find_all(parse(text, dialect="html2text", inline=inline), FaqItem)
    (asked,) = find_all(item.question, Text)
    (answered,) = find_all(item.answer[0], Text)
    assert text[asked.span.start : asked.span.end] == words
    assert text[answered.span.start : answered.span.end] == "Yes, a well-\nknown one."


def test_so_does_one_with_escapes_in_a_line_of_its_own() -> None:
    text = "FAQ\n1\\. Is it 2 \\* 3?\nNo.\n2\\. Is it &lt; 3?\nNo.\n3\\. Is it\\?\nNo.\n"
    items = list(find_all(parse(text, inline=True), FaqItem))
    places = [next(find_all(item.question, Text)).span for item in items]
    assert [text[start:end] for start, end in places] == [
        "Is it 2 \\* 3?",
        "Is it &lt; 3?",
        "Is it\\?",
    ]


@pytest.mark.parametrize(
    ("source", "text", "part", "place"),
    [
        ("a\\*b", "a*b", (1, 3), (1, 4)),
        ("a\\*b", "a*b", (2, 3), (3, 4)),
        ("a\\*b c", "a\\*b", (2, 3), None),
        ("&amp;b c", "&b c", (1, 4), (5, 8)),
        ("a \n  b", "a\nb", (2, 3), (5, 6)),
        ("a\r\nb", "a b", (0, 3), (0, 4)),
        ("a-\nb", "a-b", (2, 3), (3, 4)),
        ("\\*\r\nb", "\\* b", (3, 4), (4, 5)),
        ("a b", "a c", (0, 1), None),
    ],
)
def test_a_part_of_a_text_is_found_where_it_is_written(
    source: str, text: str, part: tuple[int, int], place: tuple[int, int] | None
) -> None:
    assert place_of_part(source, text, *part) == place
