"""Any page is read, however broken or deep, in time that grows with its length."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from docparse import (
    Document,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    from_html,
    plain_text,
    render,
    validate,
)
from docparse.nodes import MAX_DEPTH
from docparse.readers.html import markup
from docparse.readers.html.markup import tidy
from tests.growth import explodes, growth, repeated
from tests.html_reader.pages import PIECES
from tests.strategies import broken_html


@given(broken_html())
def test_anything_is_read(html: str) -> None:
    document = from_html(html)
    validate(document)
    validate(from_html(html.encode("utf-8", "surrogatepass")))
    validate(from_html(render(document, "html")))


@pytest.mark.parametrize(
    "text", ["readme.html", "https://example.org/", "/etc/passwd", "<?xml version='1.0'?><a>b</a>"]
)
def test_nothing_is_warned_about(text: str, recwarn: pytest.WarningsRecorder) -> None:
    from_html(text)
    assert not recwarn


def depth_of(document: Document) -> int:
    """Return how many lists, items and quotes stand in each other at most."""
    deepest = 0
    pending: list[tuple[Node, int]] = [(document, 0)]
    while pending:
        node, depth = pending.pop()
        depth += isinstance(node, (Quote, List, ListItem))
        deepest = max(deepest, depth)
        pending += [(child, depth) for child in node.children]
    return deepest


@pytest.mark.parametrize("piece", ["<blockquote>", "<ul><li>", "<ul><li><blockquote>", "<ul>"])
def test_containers_nest_up_to_a_limit(piece: str) -> None:
    document = from_html(piece * 100 + "a")
    assert plain_text(document) == "a"
    assert MAX_DEPTH - 2 <= depth_of(document) <= MAX_DEPTH
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["depth-limit"]
    shallow = from_html("<blockquote>" * MAX_DEPTH + "a")
    assert depth_of(shallow) == MAX_DEPTH
    assert shallow.diagnostics == ()


@pytest.mark.parametrize("tag", ["b", "p", "div", "table", "svg", "article class=docparse"])
def test_elements_nest_as_deep_as_anyone_likes(tag: str) -> None:
    assert plain_text(from_html(f"<{tag}>" * 20_000 + "a")) in ("a", "")


@pytest.mark.parametrize("piece", ["a</b>b<i>", "a<br>b<div>", "<span>a<b>c</b>d"])
def test_a_text_behind_many_open_elements_takes_no_longer(piece: str) -> None:
    assert not explodes(from_html, repeated(piece), 8_000)


def test_control_without_the_limit_it_takes_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_OPEN", 10**9)
    assert explodes(from_html, repeated("a<b>c</b>d<div>"), 6_000)


@pytest.mark.untraced
@pytest.mark.parametrize(
    "around",
    [
        *("{}", "<table><tr><td>{}", "<table><tr><td>{}</table>", "<ul><li>{}"),
        *('<p class="a" id="b" title="c">{}', '<article class="docparse">{}>'),
    ],
)
@pytest.mark.parametrize("piece", PIECES)
def test_reading_grows_linearly(piece: str, around: str) -> None:
    before, _, after = around.partition("{}")
    assert growth(from_html, repeated(piece, before, after), 12) < 5.5


@pytest.mark.untraced
@pytest.mark.parametrize("piece", PIECES)
def test_tidying_takes_linear_time(piece: str) -> None:
    assert not explodes(tidy, repeated(piece), 20_000)
    assert not explodes(tidy, repeated(piece, "<p ", ">"), 20_000)


def test_control_an_expression_that_starts_over_is_noticed() -> None:
    stripped = re.compile("(?s)<!--.*?-->").sub
    assert explodes(lambda source: stripped("", source), repeated("<!--"), 6_000)


@given(broken_html())
def test_tidying_twice_changes_nothing_more(html: str) -> None:
    once = tidy(html)
    assert tidy(once) == once


def test_an_element_with_very_many_attributes() -> None:
    attributes = "".join(f" a{n}=b" for n in range(40_000))
    link = f"<a{attributes} href=/x href=/y>a</a>"
    assert from_html(link) == Document([Paragraph(Link("a", "/x"))])
