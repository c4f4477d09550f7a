"""Broken markup is read as a browser reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from docparse.readers.html.markup import MOST_OPEN, tidy
from tests.html_reader.pages import PIECES, broken_html, explodes
from tests.strategies import texts


def test_tags_that_are_too_deep_are_left_out_and_their_text_stays() -> None:
    source = "<div>" * (MOST_OPEN + 1) + "a" + "</div>b" * (MOST_OPEN + 2)
    tidied = tidy(source)
    assert tidied.count("<div>") == tidied.count("</div>") == MOST_OPEN
    assert re.sub("</?div>", "", tidied) == "a" + "b" * (MOST_OPEN + 2)


@pytest.mark.parametrize("piece", PIECES)
def test_tidying_takes_linear_time(piece: str) -> None:
    assert not explodes(tidy, piece)
    assert not explodes(lambda pieces: tidy(f"<p {pieces}>"), piece)


def test_control_an_expression_that_starts_over_is_noticed() -> None:
    assert explodes(lambda source: re.sub("(?s)<!--.*?-->", "", source), "<!--", 6_000)


@pytest.mark.parametrize(
    ("source", "tidied"),
    [
        ("a<b>c</b>", "a<b>c</b>"),
        ("<BR><br/></br>", "<br/><br/>"),
        ("<div/>", "<div>"),
        ("<p\tclass = 'a \"b\"'  onclick=c>", '<p class="a &quot;b&quot;">'),
        ("<a href=/a/>", '<a href="/a/">'),
        ("<a href=a href=b HREF=c>", '<a href="a">'),
        ("<a href>", '<a href="">'),
        ("<a href='&amp;&lt;&copy'>", '<a href="&amp;&lt;©">'),
        ('<a href="b>c</a>', '<a href="">c</a>'),
        ("<a <b>c", "<a>c"),
        ("<a b", "&lt;a b"),
        ('<p>a<p b="c>d" e', "<p>a&lt;p b=&quot;c&gt;d&quot; e"),
        ("1 < 2 <3 </4", "1 &lt; 2 &lt;3 &lt;/4"),
        ("</4>a</>b", "ab"),
        ("&amp;&#65;&#x41;&#0;&#xD800;&nope;&", "&amp;AA\ufffd\ufffd&amp;nope;&amp;"),
        ("&#99999999999999999999;&#x" + "f" * 5000, "\ufffd\ufffd"),
        ("a<!-->b<!--->c<!--d--!>e<!--f", "abce&lt;!--f"),
        ("a<!--b>c", "ac"),
        ("<title>a</title>b<title/>c<title>d", "bcd"),
        ("<script>a</scriptb></script >c<script>d", "c"),
        ("<textarea><b></textarea>", "&lt;b&gt;"),
        ("<x-y>a</x-y><!DOCTYPE b>c", "ac"),
        ("\r\n\r\0", "\n\n\ufffd"),
    ],
)
def test_tidying(source: str, tidied: str) -> None:
    assert tidy(source) == tidied


@given(broken_html())
def test_tidying_twice_changes_nothing_more(html: str) -> None:
    once = tidy(html)
    assert tidy(once) == once


@given(texts())
def test_text_without_tags_stays_as_it_is(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    ends = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    assert tidy(escaped) == ends.replace(">", "&gt;").replace('"', "&quot;")
