"""``parse`` of marked text: the reader of ``from_markdown``, and the forms of its writers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import docparse
from docparse import (
    NO_SPAN,
    CodeBlock,
    Dialect,
    Document,
    Heading,
    LineBreak,
    Table,
    Text,
    find_all,
    from_markdown,
    parse,
    plain_text,
    walk,
)
from tests import strategies
from tests.growth import Repeat, explodes, growth, repeated
from tests.markdown.test_cases import read_cases

FOUND_OUT = Dialect("markdown", formatted=True, family="marked")
"""The dialect of a text that shows its marks."""

WRITERS = [
    Dialect(name, formatted=True, family="marked")
    for name in ("markdown", "html2text", "trafilatura-1.12", "trafilatura-2.0", "trafilatura-2.3")
]

CASES = Path(__file__).parent.parent / "cases" / "markdown"


def same_through_both(text: str) -> None:
    assert parse(text, dialect="markdown") == from_markdown(text)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_markdown_that_is_named_is_read_as_from_markdown_reads_it(path: Path) -> None:
    for _, text, *_ in read_cases(path.read_bytes().decode("utf-8")):
        same_through_both(text)


@given(strategies.texts() | strategies.soup() | strategies.marked())
def test_any_text_that_is_named_markdown_is_read_as_from_markdown_reads_it(text: str) -> None:
    same_through_both(text)


def test_control_marked_text_that_was_found_out_is_read_otherwise() -> None:
    text = "# Fares\n\nWe sail **all day **and\nall night.\n"
    with pytest.raises(AssertionError):
        assert parse(text, dialect=FOUND_OUT) == from_markdown(text)


# ---------------------------------------------------------------------- any text, any writer

PIECES = [
    *("a | b |\n", "| a | b |\n", "---|---|\n", "|---|---|\n", "| - | - |\n", "|\n", "a |\n"),
    *("- one\n", "**two** - three\n", "-\n", "24. May\n", "1. a\n", "2. b\n", "# T\n", "T\n==\n"),
    *("<!-- a -->\n", "<!--", "<div>\n", "</div>\n", "<br>", "<table><tr><td>a</table>\n", "<b>"),
    *("**all **", "* a*", "**「b」**c", "```\n", "    x\n", "> q\n", "[a][b]\n", "[b]: c\n"),
    *("---\n", "title: a\n", "Title: a\n", "URL Source: b\n", "Markdown Content:\n"),
    *("**^** a\n", "↑ a\n", "- ^\n"),
    *("words ", "more\n", "**Bold**\n", "\n", "\n\n", "\r\n", "\t", "  \n", "\0", "\ufeff"),
]


def forms(max_size: int = 16) -> st.SearchStrategy[str]:
    """Texts of the pieces that writers' forms are made of."""
    return st.lists(st.sampled_from(PIECES), max_size=max_size).map("".join)


@example("<table><tr><td>a &amp; b<td>c</table>\n", WRITERS[0])
@example("| a |\n\\| b |\n", WRITERS[3])
@given(forms() | strategies.soup(), st.sampled_from(WRITERS))
def test_any_marked_text_is_read_into_a_valid_tree_with_places(text: str, writer: Dialect) -> None:
    document = parse(text, dialect=writer)
    docparse.validate(document)
    assert all(node.span != NO_SPAN for node in walk(document) if not isinstance(node, LineBreak))


WORDS = re.compile("[a-z]+[0-9]+")


def words_of(document: Document) -> set[str]:
    """Return the words of a text that are in its tree."""
    return set(WORDS.findall(plain_text(document)))


def numbered(pieces: list[str]) -> str:
    """Return the pieces as one text in which no two words are the same."""
    return "".join(re.sub("[a-z]+", rf"\g<0>{at}", piece) for at, piece in enumerate(pieces))


PLAIN_PIECES = [
    *("a | b |\n", "| a | b |\n", "---|---|\n", "|---|---|\n", "|\n", "a |\n", "# t\n", "t\n==\n"),
    *("- one\n", "**two** - three\n", "-\n", "24. may\n", "1. a\n", "**all **", "* a*", "> q\n"),
    *("words ", "more\n", "**bold**\n", "\n", "\n\n", "    x\n", "```\n"),
]


@given(st.lists(st.sampled_from(PLAIN_PIECES), max_size=14), st.sampled_from(WRITERS))
def test_no_word_of_a_marked_text_is_lost(pieces: list[str], writer: Dialect) -> None:
    text = numbered(pieces)
    document = parse(text, dialect=writer)
    languages = " ".join(code.language or "" for code in find_all(document, CodeBlock))
    kept = words_of(document) | set(WORDS.findall(languages))
    assert kept == set(WORDS.findall(text))


def test_control_a_word_that_is_lost_is_noticed() -> None:
    assert words_of(parse("fares1 <b title='boat2'>\n\n# t3\n\n**x4**\n")) == {"fares1", "t3", "x4"}


def test_a_line_end_that_is_a_space_and_a_tag_that_ends_a_line_give_spans_that_hold() -> None:
    docparse.validate(parse("*\n\nQuestion:\n**Late?<br>Ten.**"))


# ------------------------------------------------------------------------------- headings

BARE = "\n\n".join(
    f"{title}\n\n{'The boats of the **island** sail in every weather, as they always did. ' * 3}"
    for title in ("Our boats", "Fares and tickets", "The crossing in winter", "How to get there")
)


def test_bold_titles_are_headings_where_no_heading_is_marked() -> None:
    text = BARE.replace("Our boats", "**Our boats**").replace("How to get there", "**Address**")
    found = [(h.level, plain_text(h), h.evidence) for h in find_all(parse(text), Heading)]
    assert found == [(2, "Our boats", "bold"), (2, "Address", "bold")]


def test_bold_titles_are_candidates_below_marked_headings() -> None:
    text = "## Boats\n\n**Anna**\n\nShe sails.\n\n**She is the oldest of all.**\n\nTruly.\n"
    assert [plain_text(h) for h in find_all(parse(text), Heading)] == ["Boats"]
    found = list(find_all(parse(text, min_confidence=0.3), Heading))
    assert [(h.level, plain_text(h)) for h in found] == [(2, "Boats"), (3, "Anna")]
    assert found[1].confidence < 0.5


def test_bare_titles_are_headings_where_one_is_marked_at_most() -> None:
    assert {heading.evidence for heading in find_all(parse(BARE), Heading)} == {"shape", "title"}
    titled = [plain_text(h) for h in find_all(parse("# Ferry\n\n" + BARE), Heading)]
    bare = ["Our boats", "Fares and tickets", "The crossing in winter", "How to get there"]
    assert titled == ["Ferry", *bare]
    marked = list(find_all(parse("# Ferry\n\n## Today\n\n" + BARE), Heading))
    assert {heading.evidence for heading in marked} == {"mark"}
    assert list(find_all(parse(BARE, headings="marks"), Heading)) == []
    assert list(find_all(parse(BARE, dialect="markdown"), Heading)) == []


# ----------------------------------------------------------------------------------- tables


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_rows_that_stand_apart_are_one_table_until_two_blank_lines(gap: str) -> None:
    rows = ["Day | Fare |\n---|---|", "May | 3 |", "June\nand July | 4 |", "|\n|", "August | 5 |"]
    text = (
        "# Fares\n\nSee **below**.\n\n"
        + "\n\n".join(rows)
        + f"\n{gap}Port | Pier |\n\nAnna | 2 |\n"
    )
    tables = [
        [[plain_text(cell) for cell in row.cells] for row in table.rows]
        for table in find_all(parse(text), Table)
    ]
    first = [["Day", "Fare"], ["May", "3"], ["June\nand July", "4"], ["August", "5"]]
    if gap == "\n":
        assert len(tables) == 1
    else:
        assert [row for row in tables[0] if any(row)] == first
        assert tables[1:] == [[["Port", "Pier"], ["Anna", "2"]]]


def spoken(text: str) -> list[tuple[str, str]]:
    """Return each piece of text of a tree, and what of the source it spans."""
    document = parse(text, dialect=FOUND_OUT)
    return [
        (node.text, text[node.span.start : node.span.end])
        for node in walk(document)
        if isinstance(node, Text)
    ]


def test_words_of_an_html_table_have_the_place_where_they_are_written() -> None:
    text = (
        "<table>\n<tr><td>Fish &amp; chips<td>4<!-- was 3 --> pounds\n"
        "<tr><td>Cod<br>\nsteamed<td>so<b>ld</b>\n</table>\n"
    )
    assert spoken(text) == [
        ("Fish & chips", "Fish &amp; chips"),
        ("4 pounds", "4<!-- was 3 --> pounds"),
        ("Cod", "Cod"),
        ("steamed", "steamed"),
        ("so", "so"),
        ("ld", "ld"),
    ]


def test_lines_behind_a_line_separator_have_their_place() -> None:
    assert spoken("Boats.\n\n\N{LINE SEPARATOR}\n  sail\n  in May\n") == [
        ("Boats.", "Boats."),
        ("sail in May", "sail\n  in May"),
    ]


# ----------------------------------------------------------------------------------- growth

PILES: dict[str, Repeat] = {
    "comments that never close": repeated("<!-- a\n\n"),
    "HTML tables that never close": repeated("<table>\n\n"),
    "HTML tables in each other": repeated("<table><tr><td>\n"),
    "cells that show what is not there": repeated(
        "<tr><td>a&#x1c;&amp;<script>b</script>", before="<table>", after="</table>\n"
    ),
    "tags that never close": repeated("<div "),
    "boxes": repeated("<div>\n\n"),
    "titles of services": repeated("Title: a\n\n"),
    "heads without an end": repeated("URL Source: a\n", before="Title: a\n"),
    "front matter without an end": repeated("a: b\n", before="---\n"),
    "lists of one item": repeated("- a\n* a\n"),
    "items that go on": repeated("- a\n**b** - c\n"),
    "words behind items": repeated("- a\n\nb\n\n"),
    "lone numbers": repeated("24. a\n\n"),
    "lone marks": repeated("-\n"),
    "rows that stand apart": repeated("a | b |\n\n"),
    "rows that one pipe opens": repeated("| a |\nb |\n"),
    "rows without a table": repeated("a | b\n\n"),
    "references": repeated("**^** a\n"),
    "references behind items": repeated("- ^\n**a** b\n**^** c\n"),
    "references far apart": repeated("**^** a\n\n"),
    "fences that never close": repeated("````\na\n\n```\n\n"),
    "spaced stars": repeated("**a **b "),
    "stars between words": repeated("a*b**c"),
    "words four deep": repeated("    a\n\nb\n\n"),
}


def read_as_any(text: str) -> None:
    for writer in WRITERS:
        parse(text, dialect=writer)


@pytest.mark.parametrize("pile", PILES)
def test_work_grows_linearly(pile: str) -> None:
    assert growth(read_as_any, PILES[pile], 60) < 5.5


@pytest.mark.parametrize("pile", PILES)
def test_the_time_of_a_large_pile_is_not_quadratic(pile: str) -> None:
    assert not explodes(read_as_any, PILES[pile], 3_000)
