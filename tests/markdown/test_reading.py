"""What reading Markdown promises: spans, limits, no text lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given

import docparse
from docparse import (
    NO_SPAN,
    CodeBlock,
    CodeSpan,
    Emphasis,
    Link,
    List,
    Paragraph,
    Quote,
    Table,
    find_all,
    from_markdown,
    plain_text,
    render,
    walk,
)
from docparse.nodes import MAX_DEPTH
from tests import strategies


def test_from_markdown_takes_a_str() -> None:
    with pytest.raises(docparse.ArgumentError, match="takes a str, not bytes"):
        from_markdown(b"text")  # type: ignore[arg-type]


SPANS = """\
# Title #

A *paragraph* here.

> quoted
> - item
>   more

| a | **b** |
|---|---|
| `c` |

    code
"""


def test_spans_are_the_source_of_their_nodes() -> None:
    sources = {
        type(node).__name__ + " " + plain_text(node): SPANS[node.span.start : node.span.end]
        for node in walk(from_markdown(SPANS))
        if node.span != NO_SPAN
    }
    expected = {
        "Heading Title": "# Title #",
        "Text Title": "Title",
        "Paragraph A paragraph here.": "A *paragraph* here.",
        "Emphasis paragraph": "*paragraph*",
        "Quote quoted\nitem\nmore": "> quoted\n> - item\n>   more",
        "List item\nmore": "- item\n>   more",
        "ListItem item\nmore": "- item\n>   more",
        "Paragraph quoted": "quoted",
        "Table a\tb\nc": "| a | **b** |\n|---|---|\n| `c` |",
        "TableRow c": "| `c` |",
        "TableCell c": "`c`",
        "Strong b": "**b**",
        "CodeBlock code": "code",
    }
    assert expected.items() <= sources.items()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_that_were_taken_apart_have_inline_spans(ending: str) -> None:
    text = "> - one\n>   *two*\n>   three `four`\n".replace("\n", ending)
    (paragraph,) = find_all(from_markdown(text), Paragraph)
    places = {
        plain_text(node): text[node.span.start : node.span.end]
        for node in walk(paragraph)
        if isinstance(node, (Emphasis, CodeSpan))
    }
    assert places == {"two": "*two*", "four": "`four`"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_spans_count_line_endings_as_they_are(ending: str) -> None:
    text = SPANS.replace("\n", ending)
    document = from_markdown(text)
    assert document == from_markdown(SPANS)
    docparse.validate(document)
    (code,) = find_all(document, CodeBlock)
    assert text[code.span.start : code.span.end] == "code"
    (emphasis,) = find_all(document, Emphasis)
    assert text[emphasis.span.start : emphasis.span.end] == "*paragraph*"


@example("Question: Why?\nSo it&#xA;is.")  # a line ends in a reference
@example("# FAQ\n\n?&#10;**b?**`a\nb`")
@example("Q:0 []()\nA:0")  # the empty link stands in the question
@example("\u200b\nQ: **Why?**\nA: So.")  # nothing but white space stands before the question
@given(strategies.texts() | strategies.soup())
def test_any_text_is_read_into_a_valid_tree(text: str) -> None:
    docparse.validate(from_markdown(text))


@pytest.mark.parametrize("mark", ["> ", "- ", "* ", "1. ", "> - "])
def test_what_is_too_deep_stays_as_text(mark: str) -> None:
    text = mark * 200 + "end"
    document = from_markdown(text)
    containers = [node for node in walk(document) if isinstance(node, (Quote, List))]
    assert len(containers) == MAX_DEPTH
    assert plain_text(document).endswith("end")
    assert len(plain_text(document)) == len(text) - len(mark) * MAX_DEPTH // mark.count(" ")
    (diagnostic,) = document.diagnostics
    assert diagnostic.code == "depth-limit"
    assert text[diagnostic.span.start :][:1] in mark


def test_nothing_is_lost_below_what_is_too_deep() -> None:
    lines = [f"{'> ' * depth}line{depth}" for depth in (40, 33, 32, 1)]
    document = from_markdown("\n\n".join(lines))
    assert all(f"line{depth}" in plain_text(document) for depth in (40, 33, 32, 1))


def test_references_do_not_make_the_tree_the_square_of_the_text() -> None:
    text = f"[a]: https://e.org/{'u' * 5_000}\n\n{'[a] ' * 2_000}![a]\n"
    document = from_markdown(text)
    links = list(find_all(document, Link))
    assert 0 < len(links) < 20
    assert sum(len(link.url) for link in links) < 5 * len(text)
    assert plain_text(document).count("a") == 2_000 + 1
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["reference-limit"]


@pytest.mark.parametrize("piece", ["> # a\nb c\n", "> ```\nb c\n", ">> ```\n> a\nb c\n"])
def test_quotes_that_end_before_lines_without_a_mark_lose_nothing(piece: str) -> None:
    text = piece * 200
    document = from_markdown(text)
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["quote-limit"]
    assert text.startswith(">", document.diagnostics[0].span.start)
    words = plain_text(document)
    assert {word: words.count(word) for word in "abc"} == {word: text.count(word) for word in "abc"}
    written = render(document, "markdown")
    assert render(from_markdown(written), "markdown") == written
    first, *others = document.children
    assert all(block == first for block in others if isinstance(block, type(first)))


def test_quotes_that_go_on_without_a_mark_do_so_to_the_end_of_the_text() -> None:
    (quote,) = from_markdown("> a\nb\n" * 5_000).children
    assert isinstance(quote, Quote)
    assert plain_text(quote).count("b") == 5_000


def test_a_wide_header_over_many_rows_is_not_padded() -> None:
    text = f"{'a|' * 3_000}\n{'-|' * 3_000}\n{'x' * 3_000}" + "\nx|" * 3_000
    (table,) = find_all(from_markdown(text), Table)
    assert len(table.rows) == 3_002
    assert sum(len(row.cells) for row in table.rows) == 6_001
    assert len(render(table, "markdown")) < 8 * len(text)
