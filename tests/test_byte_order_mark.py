"""A byte order mark that was left in a str is in the spans, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from docparse import (
    Document,
    Heading,
    Paragraph,
    Table,
    TokenKind,
    chunks,
    detect_dialect,
    find_all,
    from_html,
    from_json,
    from_markdown,
    parse,
    parse_bytes,
    plain_text,
    render,
    tokenize,
)

BOM = "\ufeff"

BEGINNINGS = [
    "| Boat | Fare |\n|---|---|\n| Alma | 4 |\n",
    "Boat | Fare |\n---|---|\nAlma | 4 |\n",
    "- ice\n- wind\n",
    "  • ice\n  • wind\n\nThe rest.\n",
    "\n  * ice\n\nThe rest.\n",
    "1. ice\n2. wind\n",
    "# Fares\n\n**All** of them.\n",
    "> said she\n\n**All** of them. [a](b)\n",
    "```\ncode\n```\n\n# a\n",
    "Question: Why?\nBecause.\n",
    "Frequently Asked Questions\nWhy?\nBecause.\n",
    "Article Subheadings |\n---|\nFares |\nFares\nThey rise.\n",
    "Fares\r\n\r\n===\r\n",
    "\r\nFares",
    "\n",
    "",
]


@pytest.mark.parametrize("mark", [BOM, BOM * 2])
@pytest.mark.parametrize("text", BEGINNINGS)
def test_the_tree_is_the_one_without_the_mark(text: str, mark: str) -> None:
    assert parse(mark + text) == parse(text)
    assert parse(mark + text).dialect == parse(text).dialect == detect_dialect(mark + text)
    assert from_markdown(mark + text) == from_markdown(text)
    assert from_html(mark + text) == from_html(text)
    assert parse_bytes((mark + text).encode()) == parse(text)


@pytest.mark.parametrize("read", [parse, from_markdown])
def test_spans_count_the_mark(read: Callable[[str], Document]) -> None:
    text = BOM + "# Fares\r\n\r\nThey *rise*.\r\n\r\n- a\r\n- b\r\n"
    document = read(text)
    assert document.source == text
    assert document.span == (0, len(text))
    (heading,) = find_all(document, Heading)
    assert heading.span == (1, 8)
    words = next(find_all(document, Paragraph))
    assert text[words.span.start : words.span.end] == "They *rise*."


def test_tokens_tile_the_text_with_the_mark_in_the_first() -> None:
    assert [tuple(token) for token in tokenize(BOM + "- a\nb")] == [
        (TokenKind.ITEM, (0, 5)),
        (TokenKind.TEXT, (5, 6)),
    ]
    assert [tuple(token) for token in tokenize(BOM)] == [(TokenKind.BLANK, (0, 1))]


def test_cells_that_are_read_late_stand_behind_the_mark() -> None:
    text = BOM + "| Boat | Fare |\n|---|---|\n| Alma | 4 |\n"
    (table,) = find_all(parse(text), Table)
    cells = [cell for row in table.rows for cell in row.cells]
    assert [text[c.span.start : c.span.end] for c in cells] == ["Boat", "Fare", "Alma", "4"]


def test_a_chunk_knows_where_it_stands_behind_the_mark() -> None:
    text = BOM + "The ferry is slow."
    assert [(c.text, c.span) for c in chunks(parse(text), max_chars=9)] == [
        ("The ferry", (1, 10)),
        ("is slow.", (11, 19)),
    ]


def test_json_is_read_behind_the_mark() -> None:
    written = render(Document(["a"]), "json")
    assert json.loads(written)
    assert from_json(BOM + written) == from_json(BOM * 2 + written) == Document(["a"])


@pytest.mark.parametrize("read", [parse, from_markdown, from_html])
def test_further_on_it_is_text(read: Callable[[str], Document]) -> None:
    assert plain_text(read(f"Fares{BOM} rise.")) == f"Fares{BOM} rise."


def test_text_that_begins_with_one_is_not_lost_in_markdown() -> None:
    document = Document([BOM + "a"])
    assert from_markdown(render(document, "markdown")) == document
