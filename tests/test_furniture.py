"""Furniture of the page kept, marked and dropped: in each writer, in chunks and in the outline."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

import docparse
from docparse import (
    Document,
    Faq,
    FaqItem,
    FormatName,
    Heading,
    List,
    ListItem,
    OptionError,
    Paragraph,
    Quote,
    Section,
    Table,
    chunks,
    from_html,
    outline,
    plain_text,
    render,
    walk,
)
from docparse.tree.furniture import is_furniture, without_furniture
from tests.strategies import documents

PAGE = Document(
    [
        Section(
            Heading(2, "Boats"),
            [
                Paragraph("The ferry is late."),
                Paragraph("Advertisement", role="furniture", role_confidence=0.9),
                List(["one", ListItem("Share", role="furniture")]),
                List([ListItem("Tweet", role="furniture")]),
                Quote("Read on", role="furniture"),
                Table((("Buy", "now"),), role="furniture"),
                Paragraph("By Marit Lunde", role="byline"),
            ],
        )
    ]
)
FURNITURE = ["Advertisement", "Share", "Tweet", "Read on", "Buy"]

FORMATS = ["html", "markdown", "text"]


@pytest.mark.parametrize("format", FORMATS)
def test_furniture_is_kept_unless_said(format: str) -> None:
    kept = render(PAGE, FormatName(format))
    assert all(words in kept for words in FURNITURE)
    assert kept == render(PAGE, FormatName(format), furniture="keep")


@pytest.mark.parametrize("format", FORMATS)
def test_furniture_is_dropped(format: str) -> None:
    dropped = render(PAGE, FormatName(format), furniture="drop")
    assert not any(words in dropped for words in FURNITURE)
    for words in ("Boats", "The ferry is late.", "one", "By Marit Lunde"):
        assert words in dropped


@pytest.mark.parametrize("format", FORMATS)
def test_another_wish_is_refused(format: str) -> None:
    with pytest.raises(OptionError, match='furniture is "keep", "mark" or "drop", not \'burn\''):
        render(PAGE, FormatName(format), furniture="burn")


def test_a_fragment_marks_furniture_with_a_class_if_told_and_a_page_does_anyway() -> None:
    fragment = render(PAGE, "html", furniture="mark")
    for element in (
        '<p class="furniture">Advertisement</p>',
        '<li class="furniture">Share</li>',
        '<blockquote class="furniture" dir="auto">',
        '<table class="furniture">',
        "<p>By Marit Lunde</p>",
    ):
        assert element in fragment
    assert fragment.count('class="furniture"') == len(FURNITURE)
    page = render(PAGE, "html", document=True)
    assert page.count('class="furniture"') == len(FURNITURE)
    assert 'class="furniture"' not in render(PAGE, "html", document=True, furniture="keep")
    assert 'class="furniture"' not in render(PAGE, "html")


@pytest.mark.parametrize("options", [{"furniture": "mark"}, {"document": True}])
def test_what_was_marked_is_read_back_as_furniture(options: dict[str, Any]) -> None:
    read = from_html(render(PAGE, "html", **options))
    assert read == PAGE
    marked = dict.fromkeys(plain_text(node) for node in walk(read) if is_furniture(node))
    assert list(marked) == ["Advertisement", "Share", "Tweet", "Read on", "Buy\tnow"]


@given(documents())
def test_any_tree_comes_back_from_marked_html(document: Document) -> None:
    read = from_html(render(document, "html", furniture="mark"))
    assert read == document
    theirs, mine = ([is_furniture(node) for node in walk(tree)] for tree in (read, document))
    assert theirs == mine


def test_control_a_class_on_what_has_no_role_is_not_read_as_ours() -> None:
    written = render(Document(["a", Section(Heading(2, "b"))]), "html")
    changed = written.replace("<section>", '<section class="furniture">')
    assert changed != written
    assert "furniture" not in render(from_html(changed), "html", furniture="mark")


def test_markdown_and_text_have_no_class_and_mark_otherwise() -> None:
    marked = render(PAGE, "markdown", furniture="mark")
    for line in ("*Advertisement*", "> *Read on*", "* *Tweet*"):
        assert line in marked
    assert "By Marit Lunde" in marked.split("\n")
    lines = render(PAGE, "text", furniture="mark").split("\n")
    assert "[Advertisement]" in lines
    assert "The ferry is late." in lines
    assert "*Advertisement*" in render(PAGE, "text", furniture="mark", formatting=True)


def test_chunks_set_furniture_apart_or_leave_it_out() -> None:
    kept = [(chunk.text, chunk.role) for chunk in chunks(PAGE)]
    assert len(kept) == 1
    assert kept[0][1] is None
    marked = [(chunk.text, chunk.role) for chunk in chunks(PAGE, furniture="mark")]
    assert marked[1] == ("Advertisement", "furniture")
    assert marked[0] == ("The ferry is late.", None)
    assert ("Tweet", "furniture") in [(text.split("\n")[0], role) for text, role in marked]
    assert "".join(text for text, _ in marked).count("Read on") == 1
    dropped = "\n".join(chunk.text for chunk in chunks(PAGE, furniture="drop"))
    assert dropped == "The ferry is late.\none\nBy Marit Lunde"


def test_an_outline_leaves_out_headings_in_furniture() -> None:
    boxed = Document([Heading(2, "Boats"), Quote([Heading(2, "Offers")], role="furniture")])
    assert [entry.text for entry in outline(boxed)] == ["Boats", "Offers"]
    assert outline(boxed, furniture="mark") == outline(boxed)
    assert [entry.text for entry in outline(boxed, furniture="drop")] == ["Boats"]


def test_a_tree_that_is_all_furniture_leaves_an_empty_one() -> None:
    assert without_furniture(Paragraph("a", role="furniture")) == Document()
    assert without_furniture(List([ListItem("a", role="furniture")])) == Document()
    item = FaqItem(Paragraph("a?", role="furniture"))
    assert without_furniture(item) == Document()
    assert without_furniture(Document([Faq([item])])) == Document()


def test_a_tree_without_furniture_is_the_same_object() -> None:
    document = docparse.parse("The ferry is late, and nobody on the quay knows why that is.\n")
    assert without_furniture(document) is document
