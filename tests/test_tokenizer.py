"""Lines and their shapes: ``tokenize`` tiles the text and names each line by its shape alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import ArgumentError, Span, Token, TokenKind, line_column, tokenize
from docparse.source.lines import line_kind, scan
from docparse.words.labels import is_label
from tests.strategies import soup, texts

SHAPES = [
    ("", "blank"),
    (" \t", "blank"),
    ("The ferry leaves at nine.", "text"),
    ("\u00a0", "blank"),
    ("# Title", "heading"),
    ("###### Title", "heading"),
    ("#\tTitle", "heading"),
    ("#", "heading"),
    ("   ## Title", "heading"),
    ("####### Title", "text"),
    ("#tag", "text"),
    ("#tag |", "row"),
    ("- item", "item"),
    ("* item", "item"),
    ("+ item", "item"),
    ("• item", "item"),
    ("-\titem", "item"),
    ("    - item", "item"),
    ("1. item", "item"),
    ("999999999) item", "item"),
    ("1234567890. text", "text"),
    ("1.text", "item"),
    ("1.5 text", "text"),
    ("(3) item", "item"),
    ("(3 or 4)", "text"),
    ("4 - item", "item"),
    ("4 - 2", "text"),
    ("▪item", "item"),
    ("– item", "item"),
    ("–item", "text"),
    ("★★★★☆", "text"),
    ("✓ |", "row"),
    ("•", "mark"),
    ("== Title ==", "heading"),
    ("== Title", "text"),
    ("====", "text"),
    ("== Title === |", "row"),
    ("\u200b", "blank"),
    ("\u200btext", "text"),
    ("1. ", "text"),
    ("². text", "text"),
    ("1. Bundesliga | 3 |", "row"),
    ("-", "mark"),
    ("- \t", "mark"),
    ("-5 degrees", "text"),
    ("-5 | 3 |", "row"),
    ("**bold**", "text"),
    ("a | b |", "row"),
    ("a|", "row"),
    ("|a", "row"),
    ("|a||b|", "row"),
    ("| a | b | ", "row"),
    ("a | b", "text"),
    ("\ta | b |", "row"),
    ("---|", "delimiter"),
    ("|---|---|", "delimiter"),
    ("---|---", "delimiter"),
    ("| :--- | :-: | ", "delimiter"),
    (":---|---:|", "delimiter"),
    (": what follows", "text"),
    ("--|--", "text"),
    ("|", "pipes"),
    ("| ||", "pipes"),
    ("```", "fence"),
    ("``` python", "fence"),
    ("~~~~", "fence"),
    ("``", "text"),
    ("```code``` in a line", "text"),
    ("> said", "quote"),
    (">", "quote"),
    (">> said", "quote"),
    (">5", "text"),
    ("> 5 guests |", "row"),
    ("# | Title |", "row"),
    ("- | 3 |", "row"),
    ("---", "rule"),
    ("- - -", "rule"),
    ("***", "rule"),
    ("_ _ _", "rule"),
    ("__init__", "text"),
    ("__init__ |", "row"),
    ("- - x", "item"),
    ("Question: why?", "label"),
    ("Q: why?", "label"),
    ("A: because", "label"),
    ("Question 12: why?", "label"),
    ("質問：なぜ？", "label"),
    ("질문: 왜?", "label"),
    ("Time: nine", "text"),
    (": why", "text"),
    ("Question that takes very long: why?", "text"),
    ("Question: a | b |", "row"),
    # Only spaces and tabs count for nothing, and only the marks of each shape belong to it.
    (" \u00a0", "blank"),
    (" X", "text"),
    ("a | b | ", "row"),
    ("a |\u00a0", "text"),
    ("a |X", "text"),
    ("# a | ", "row"),
    ("# a |\u00a0", "heading"),
    ("# a |X", "heading"),
    ("#X y", "text"),
    ("|X|", "row"),
    ("|--|", "row"),
    ("|--- a|", "row"),
    ("|X---|", "row"),
    (":--|", "row"),
    (":--:", "text"),
    (":--- a", "text"),
    (":X---|", "row"),
    ("-X---|", "row"),
    ("--X-", "text"),
    ("- X", "item"),
    ("-Xa", "text"),
    ("-a", "text"),
    ("-\u00a0", "text"),
    ("`", "text"),
    ("``a", "text"),
    (">| a", "quote"),
    ("> | a |", "quote"),
    ("> a|", "row"),
    ("> X|", "row"),
]


@pytest.mark.parametrize(("line", "kind"), SHAPES)
def test_a_line_is_named_by_its_shape(line: str, kind: str) -> None:
    assert [token.kind for token in tokenize(line)] == [TokenKind(kind)] * bool(line)
    shape = TokenKind.TEXT if kind == "label" else TokenKind(kind)
    assert line_kind(line) is shape
    assert scan(line).kinds == [shape]


def test_every_kind_has_an_example() -> None:
    assert {kind for _, kind in SHAPES} == {kind.value for kind in TokenKind}


def test_tokens_hold_kind_and_span_line_ending_included() -> None:
    assert list(tokenize("# A\n\nb |\r\nc")) == [
        Token(TokenKind.HEADING, Span(0, 4)),
        Token(TokenKind.BLANK, Span(4, 5)),
        Token(TokenKind.ROW, Span(5, 10)),
        Token(TokenKind.TEXT, Span(10, 11)),
    ]


def test_nothing_has_no_token_and_a_closing_newline_makes_no_blank_line() -> None:
    assert list(tokenize("")) == []
    assert [token.kind for token in tokenize("a\n")] == [TokenKind.TEXT]
    assert [token.kind for token in tokenize("a\r\n\r")] == [TokenKind.TEXT, TokenKind.BLANK]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_three_endings_end_a_line(ending: str) -> None:
    lines = scan(f"a{ending}b |{ending}")
    assert lines.lines == ["a", "b |", ""]
    assert lines.starts[:3] == [0, 1 + len(ending), 4 + 2 * len(ending)]
    assert lines.trimmed(1) == Span(1 + len(ending), 4 + len(ending))


@pytest.mark.parametrize("char", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_what_else_looks_like_an_ending_is_text(char: str) -> None:
    assert scan(f"a{char}b").lines == [f"a{char}b"]


def test_trimmed_cuts_spaces_and_tabs_and_nothing_else() -> None:
    assert scan("\t a \u00a0b\u3000 \t").trimmed(0) == Span(2, 7)
    assert scan(" \u00a0a").trimmed(0) == Span(1, 3)
    assert scan(" Xa").trimmed(0) == Span(1, 3)


@pytest.mark.parametrize("wrong", [None, b"text", 3])
def test_only_a_str_is_tokenized(wrong: object) -> None:
    with pytest.raises(ArgumentError, match=f"a str, not {type(wrong).__name__}"):
        list(tokenize(wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "label", ["Question", "QUESTION", "Q", "q.", "Question #3", "Frage", "**Q", "Đáp", "Trả lời"]
)
def test_labels_are_known_whatever_their_case_and_number(label: str) -> None:
    assert is_label(label)


@pytest.mark.parametrize("label", ["", "Time", "In question", "Questions", "Qq"])
def test_other_words_are_no_labels(label: str) -> None:
    assert not is_label(label)


TEXT = "ab\r\nc\rd\n\u2028e"


@pytest.mark.parametrize(
    ("offset", "place"),
    [
        (0, (1, 1)),
        (2, (1, 3)),
        (3, (1, 4)),
        (4, (2, 1)),
        (6, (3, 1)),
        (8, (4, 1)),
        (9, (4, 2)),
        (10, (4, 3)),
        (99, (4, 3)),
        (-1, (1, 1)),
    ],
)
def test_line_and_column_count_from_1(offset: int, place: tuple[int, int]) -> None:
    assert line_column(TEXT, offset) == place


def test_line_and_column_agree_with_the_lines() -> None:
    lines = scan(TEXT)
    for number, (line, start) in enumerate(zip(lines.lines, lines.starts, strict=False), 1):
        for column in range(len(line) + 1):
            assert line_column(TEXT, start + column) == (number, column + 1)


# ----------------------------------------------------------------------------- the property

Tokenizer = Callable[[str], Iterable[Token]]


def check_tiling(text: str, cut: Tokenizer) -> None:
    """Fail unless the tokens of ``cut`` are the text without a gap, and each is one line."""
    at = 0
    for token in cut(text):
        assert token.span.start == at
        line = text[at : token.span.end]
        assert line
        assert "\n" not in line[:-1]
        assert "\r" not in line[:-2]
        at = token.span.end
    assert at == len(text)


@given(st.one_of(texts(), soup()))
def test_tokens_tile_any_text(text: str) -> None:
    check_tiling(text, tokenize)


def by_splitlines(text: str) -> Iterable[Token]:
    at = 0
    for line in text.splitlines():
        yield Token(TokenKind.TEXT, Span(at, at + len(line) + 1))
        at += len(line) + 1


def without_blank_lines(text: str) -> Iterable[Token]:
    return (token for token in tokenize(text) if token.kind is not TokenKind.BLANK)


def whole(text: str) -> Iterable[Token]:
    yield Token(TokenKind.TEXT, Span(0, len(text)))


@pytest.mark.parametrize("broken", [by_splitlines, without_blank_lines, whole])
def test_the_check_sees_a_tokenizer_that_does_not_tile(broken: Tokenizer) -> None:
    with pytest.raises(AssertionError):
        check_tiling("a\r\nb\n\nc\u2028d\n", broken)


@given(st.lists(st.sampled_from([line for line, _ in SHAPES])))
def test_a_shape_does_not_depend_on_the_lines_around(lines: list[str]) -> None:
    assert scan("\n".join(lines)).kinds == (
        [line_kind(line) for line in lines] or [TokenKind.BLANK]
    )


def test_lines_say_where_each_line_starts_and_where_the_text_ends() -> None:
    text = "one\n\n two"
    lines = scan(text)
    assert (lines.lines, lines.starts) == (["one", "", " two"], [0, 4, 5, 9])
