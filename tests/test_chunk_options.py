"""Pieces by tokens, pieces that overlap, small ones joined, tables in forms, and what they are."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import (
    ArgumentError,
    Chunk,
    CodeBlock,
    Document,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    List,
    ListItem,
    MissingExtraError,
    OptionError,
    Paragraph,
    Quote,
    Section,
    Span,
    Table,
    chunks,
    from_html,
    from_markdown,
    line_column,
    parse,
    plain_text,
)
from tests.conftest import seed_texts
from tests.strategies import documents
from tests.test_chunking import body_text

ROWS = [["Month", "Boats"], ["May", "3"], ["June", "5"], ["July", "7"]]
TABLE = Table.from_rows(ROWS, header_rows=1)


def texts(document: Document, **options: Any) -> list[str]:
    return [chunk.text for chunk in chunks(document, **options)]


def words(text: str) -> int:
    return len(text.split())


def section(level: int, title: str, *blocks: Any) -> Section:
    return Section(Heading(level, title), blocks)


# ---------------------------------------------------------------------------------- tokens


def test_a_piece_may_be_measured_in_what_any_function_counts() -> None:
    document = Document(["one two three", "four", "five six seven eight nine"])
    assert texts(document, max_tokens=4, tokenizer=words) == [
        "one two three\nfour",
        "five six seven eight",
        "nine",
    ]


def test_a_tokenizer_of_tiktoken_measures_pieces() -> None:
    import tiktoken

    ranks = {bytes([byte]): byte for byte in range(256)} | {b"th": 256, b"the": 257}
    encoding = tiktoken.Encoding(
        "toy", pat_str=r"\s|\S+", mergeable_ranks=ranks, special_tokens={"<|end|>": 300}
    )
    document = Document(["the the the the <|end|> the", "boat"])
    found = texts(document, max_tokens=8, tokenizer=encoding)
    assert found == ["the the the the", "<|end|>", "the\nboat"]
    assert all(len(encoding.encode_ordinary(text)) <= 8 for text in found)


def tokenizer_file(folder: Path) -> str:
    """Write a tokenizer that makes a token of each word, and marks where a text begins."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "[CLS]": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A", special_tokens=[("[CLS]", 1)]
    )
    path = folder / "tokenizer.json"
    tokenizer.save(str(path))
    return str(path)


def test_a_tokenizer_of_tokenizers_measures_pieces(tmp_path: Path) -> None:
    path = tokenizer_file(tmp_path)
    document = Document(["one two three", "four \ud800", "five six seven eight nine"])
    wanted = ["one two three", "four \ud800", "five six seven eight", "nine"]
    assert texts(document, max_tokens=4, tokenizer=path) == wanted
    assert texts(document, max_tokens=4, tokenizer=f"tokenizers:{path}") == wanted


@pytest.mark.parametrize("text", seed_texts()[:8])
@pytest.mark.parametrize("options", [{}, {"overlap": 9}, {"tables": "markdown"}, {"min_chars": 99}])
def test_no_piece_has_more_tokens_than_asked_for(text: str, options: Any) -> None:
    def count(text: str) -> int:  # as greedy tokenizers do it: what is joined may be shorter
        return sum(1 + len(word) // 4 for word in text.replace(".\n", ". ").split())

    found = list(chunks(parse(text), max_tokens=40, tokenizer=count, **options))
    assert all(count(chunk.text) <= 40 for chunk in found)
    if not options:
        letters = iter("".join("".join(chunk.text.split()) for chunk in found))
        assert all(letter in letters for letter in body_text(parse(text)))


def test_the_work_to_count_tokens_grows_with_the_text() -> None:
    counted = 0

    def count(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return len(text) // 3

    work = []
    for times in (1_000, 4_000):
        counted = 0
        list(chunks(Document(["ferry late " * times]), max_tokens=50, tokenizer=count, overlap=20))
        work.append(counted)
    assert 0 < work[1] < 4.5 * work[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_tokens": 9}, "max_tokens needs a tokenizer: add tokenizer=NAME"),
        ({"tokenizer": words}, "tokenizer is for max_tokens: add max_tokens=N"),
        ({"max_tokens": 9, "max_chars": 9, "tokenizer": words}, "name one of them"),
        ({"max_tokens": 0, "tokenizer": words}, "max_tokens is a whole number from 1, not 0"),
        ({"max_tokens": 9, "tokenizer": "gpt"}, 'named "tiktoken:cl100k_base"'),
        ({"max_tokens": 9, "tokenizer": "tiktoken:none"}, "'tiktoken:none' cannot be loaded"),
        ({"max_tokens": 9, "tokenizer": "none/tokenizer.json"}, "cannot be loaded"),
        ({"overlap": -1}, "overlap is a whole number from 0, not -1"),
        ({"overlap": 501}, "overlap is at most half a piece, 500, not 501"),
        ({"min_chars": True}, "min_chars is a whole number from 0, not True"),
        ({"tables": "pdf"}, 'tables is one of "text", "markdown", "csv", "html", not \'pdf\''),
    ],
)
def test_a_wrong_option_is_told_at_the_call(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        chunks(Document(), **options)


def test_what_counts_no_tokens_is_told() -> None:
    with pytest.raises(ArgumentError, match="a tokenizer is a name, a function or has encode"):
        chunks(Document(), max_tokens=9, tokenizer=5)
    with pytest.raises(ArgumentError, match="gives a number of tokens, not list"):
        chunks(Document(), max_tokens=9, tokenizer=str.split)


def test_without_its_library_a_tokenizer_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "tiktoken", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'docparse-tree\[tokens\]'"):
        chunks(Document(), max_tokens=9, tokenizer="tiktoken:other")


# --------------------------------------------------------------------------------- overlap


def test_a_piece_begins_with_the_last_blocks_of_the_one_before() -> None:
    document = Document(["aaaa", "bbbb", "cccc", "dddd"])
    assert texts(document, max_chars=9, overlap=4) == ["aaaa\nbbbb", "cccc\ndddd"]
    assert texts(document, max_chars=10, overlap=5) == [
        "aaaa\nbbbb",
        "bbbb\ncccc",
        "cccc\ndddd",
    ]


def test_a_long_paragraph_goes_on_with_its_last_words() -> None:
    document = Document(["one two three four five six"])
    assert texts(document, max_chars=13, overlap=5) == [
        "one two three",
        "three four",
        "four five six",
    ]
    (first, second, _) = chunks(parse("one two three four five six\n"), max_chars=13, overlap=5)
    assert (first.span, second.span) == (Span(0, 13), Span(8, 18))


def test_the_next_block_begins_with_the_last_words_of_a_paragraph() -> None:
    document = Document(["the ferry is late", "the bridge is up"])
    assert texts(document, max_chars=26, overlap=9) == [
        "the ferry is late",
        "is late\nthe bridge is up",
    ]


def test_rows_are_repeated_whole_below_the_header() -> None:
    table = Table.from_rows([["Day"], ["Mon"], ["Tue"], ["Wed"], ["Thu"]], header_rows=1)
    assert texts(Document([table]), max_chars=16, overlap=5) == [
        "Day\nMon\nTue\nWed",
        "Day\nWed\nThu",
    ]


def test_nothing_is_repeated_over_a_heading_or_before_a_word_that_needs_the_room() -> None:
    document = Document(["aaaa", section(2, "Ferry", "bbbb")])
    assert texts(document, max_chars=8, overlap=4) == ["aaaa", "bbbb"]
    assert texts(Document(["one two threefourfive"]), max_chars=10, overlap=5) == [
        "one two",
        "threefourf",
        "ive",
    ]


@given(documents(max_blocks=2), st.integers(2, 60), st.data())
def test_pieces_that_overlap_fit_and_lose_nothing(
    document: Document, max_chars: int, data: st.DataObject
) -> None:
    overlap = data.draw(st.integers(0, max_chars // 2))
    form: Any = data.draw(st.sampled_from(["text", "csv"]))
    found = list(chunks(document, max_chars=max_chars, overlap=overlap, tables=form))
    assert all(len(chunk.text) <= max(max_chars, 32) for chunk in found)
    if form == "text":
        assert set(body_text(document)) <= set("".join(chunk.text for chunk in found))
    plain = list(chunks(document, max_chars=max_chars))
    assert sum(len(c.text) for c in found) <= 8 * sum(len(c.text) + 4 for c in plain) + 99


# --------------------------------------------------------------------- small ones joined


def test_small_pieces_are_joined_under_the_headings_they_share() -> None:
    document = Document(
        [
            "lead",
            section(2, "Ferry", "slow", section(3, "Engine", "old"), section(3, "Crew", "two")),
        ]
    )
    (whole,) = chunks(document, min_chars=50)
    assert whole.text == "lead\nFerry\nslow\nEngine\nold\nCrew\ntwo"
    assert whole.heading_path == []
    inner = Document([section(2, "Ferry", section(3, "Engine", "old"), section(3, "Crew", "two"))])
    (joined,) = chunks(inner, min_chars=50)
    assert (joined.text, joined.heading_path) == ("Engine\nold\nCrew\ntwo", ["Ferry"])


def test_a_piece_that_repeats_the_one_before_is_not_joined_with_it() -> None:
    def count(text: str) -> int:
        return -(-len(text) // 4)

    document = Document([f"p{at} q{at}" for at in range(10, 30)])
    options: dict[str, Any] = {"max_tokens": 10, "tokenizer": count, "overlap": 3}
    assert texts(document, **options, min_chars=1000) == texts(document, **options)


def test_the_work_to_join_pieces_grows_with_the_text() -> None:
    counted = 0

    def count(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return len(text) // 3

    work = []
    for times in (100, 400):
        counted = 0
        document = Document([section(2, f"Pier {at}", "open") for at in range(times)])
        (whole,) = chunks(document, max_tokens=10**6, tokenizer=count, min_chars=10**6)
        work.append(counted)
        assert whole.text.startswith("Pier 0\nopen\nPier 1\nopen\n")
    assert 0 < work[1] < 4.7 * work[0]


def test_pieces_are_joined_only_if_one_is_short_and_both_fit() -> None:
    document = Document(
        [section(2, "A", "x" * 30), section(2, "B", "y" * 30), section(2, "C", "z")]
    )
    assert len(texts(document, min_chars=30)) == 2
    assert len(texts(document, min_chars=31, max_chars=40)) == 2
    assert len(texts(document, min_chars=31, max_chars=66)) == 2
    assert len(texts(document, min_chars=31)) == 1


def test_a_section_without_text_has_its_heading_once() -> None:
    document = Document([section(2, "Ferry"), section(2, "Bridge", "open")])
    (joined,) = chunks(document, min_chars=50)
    assert joined.text == "Ferry\nBridge\nopen"


def test_joined_pieces_know_their_place() -> None:
    text = "# Ferry\nslow\n# Bridge\nopen\n"
    (joined,) = chunks(parse(text, inline=True), min_chars=50)
    assert (joined.span, joined.lines) == (Span(8, 26), (2, 4))


@given(documents(max_blocks=3), st.integers(1, 60), st.integers(0, 60))
def test_joining_loses_nothing(document: Document, max_chars: int, min_chars: int) -> None:
    found = texts(document, max_chars=max_chars, min_chars=min_chars)
    letters = iter("".join("".join(text.split()) for text in found))
    assert all(letter in letters for letter in body_text(document))


# ---------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("form", "size", "wanted"),
    [
        ("csv", 25, ["Month,Boats\nMay,3\nJune,5", "Month,Boats\nJuly,7"]),
        (
            "markdown",
            60,
            [
                "| Month | Boats |\n| --- | --- |\n| May | 3 |\n| June | 5 |",
                "| Month | Boats |\n| --- | --- |\n| July | 7 |",
            ],
        ),
    ],
)
def test_a_table_is_written_in_a_form_and_each_piece_is_whole(
    form: Any, size: int, wanted: list[str]
) -> None:
    document = Document(["x" * size, TABLE])
    assert texts(document, max_chars=size, tables=form)[1:] == wanted


def test_each_piece_of_html_is_a_table() -> None:
    found = texts(Document([TABLE]), max_chars=190, tables="html")
    assert len(found) > 1
    for text in found:
        assert text.startswith("<table>\n<thead>\n")
        assert text.endswith("</tbody>\n</table>")
        (table,) = from_html(text).children
        assert isinstance(table, Table)
        assert plain_text(table.rows[0]) == "Month\tBoats"


@pytest.mark.parametrize("form", ["markdown", "csv", "html"])
def test_a_table_that_fits_reads_back_as_itself(form: Any) -> None:
    hostile = Table.from_rows([["a|b", "=1+1"], ['<b>"x"', "c,\nd"]], header_rows=1)
    (text,) = texts(Document([hostile]), tables=form)
    if form == "csv":
        assert text == 'a|b,=1+1\n"<b>""x""","c,\nd"'
        return
    read = from_html(text) if form == "html" else from_markdown(text)
    assert [plain_text(row).replace("\n", " ") for row in read.children[0].rows] == [  # type: ignore[attr-defined]
        plain_text(row).replace("\n", " ") for row in hostile.rows
    ]


def test_a_row_that_does_not_fit_is_plain_text_and_the_header_is_not_lost() -> None:
    table = Table.from_rows([["Name"], ["one two three four five six seven"]], header_rows=1)
    assert texts(Document([table]), max_chars=30, tables="markdown") == [
        "|  |\n| --- |\n| Name |",
        "one two three four five six",
        "seven",
    ]


@given(documents(max_blocks=2), st.integers(1, 120), st.sampled_from(["markdown", "html"]))
def test_pieces_with_markup_fit(document: Document, max_chars: int, form: Any) -> None:
    found = texts(document, max_chars=max_chars, tables=form)
    assert all(len(text) <= max(max_chars, 32) for text in found)
    letters = Counter("".join("".join(found).split()))
    assert not Counter("".join(body_text(document).split())) - letters


# -------------------------------------------------------------------------- what they are


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (Paragraph("a"), "text"),
        (List(["a"]), "list"),
        (TABLE, "table"),
        (Faq([FaqItem("a?", ["b"])]), "faq"),
        (Quote(["a"]), "quote"),
        (CodeBlock("a"), "code"),
        (KeyPoints(TABLE), "key_points"),
        (section(2, "a"), "heading"),
    ],
)
def test_a_piece_says_what_it_is_made_of(block: Any, kind: str) -> None:
    (chunk,) = chunks(Document([block]))
    assert chunk.kind == kind
    if kind != "heading":
        other = "text" if kind != "text" else "list"
        second = Paragraph("x") if other == "text" else List(["x"])
        assert [c.kind for c in chunks(Document([block, second]))] == ["mixed"]


def test_a_piece_names_the_roles_of_its_blocks() -> None:
    document = Document(
        [
            Paragraph("By Ada Holm", role="byline"),
            Paragraph("4 May", role="date"),
            Paragraph("5 May", role="date"),
            List([ListItem(["Share"], role="furniture")]),
            "Prices rise.",
        ]
    )
    (chunk,) = chunks(document)
    assert chunk.roles == ("byline", "date", "furniture")
    assert next(chunks(Document(["Prices rise."]))).roles == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_piece_knows_its_lines(end: str) -> None:
    text = end.join(
        ["The ferry is slow.", "It is old.", "", "Month | Boats |", "---|---|", "May | 3 |", ""]
    )
    for size in (10, 20, 1000):
        for chunk in chunks(parse(text), max_chars=size, overlap=size // 4):
            first, last = chunk.span.start, max(chunk.span.start, chunk.span.end - 1)
            assert chunk.lines == (line_column(text, first)[0], line_column(text, last)[0])


@pytest.mark.parametrize("text", seed_texts()[:6])
def test_the_lines_of_real_articles_are_those_of_their_spans(text: str) -> None:
    for chunk in chunks(parse(text), max_chars=300, overlap=100, min_chars=80):
        last = max(chunk.span.start, chunk.span.end - 1)
        wanted = (line_column(text, chunk.span.start)[0], line_column(text, last)[0])
        assert chunk.lines == wanted


def test_a_tree_that_was_not_parsed_has_no_lines() -> None:
    assert [chunk.lines for chunk in chunks(Document(["a"]))] == [None]
    assert Chunk("a", []).lines is None
