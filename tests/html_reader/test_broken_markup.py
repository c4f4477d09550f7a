"""Broken markup is read as a browser reads it."""

from __future__ import annotations

import pytest
from hypothesis import given

from docparse import (
    CodeBlock,
    Document,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Strong,
    from_html,
    plain_text,
)
from docparse.readers.html.markup import MOST_OPEN
from tests.strategies import texts


@pytest.mark.parametrize(
    ("html", "inlines"),
    [
        ("a<b>c</b>", ["a", Strong("c")]),
        ("a<BR>b<br/>c</br>d", ["a", LineBreak(), "b", LineBreak(), "c", LineBreak(), "d"]),
        ("a<b/>c", ["a", Strong("c")]),
        ("<a href=/a/>b", [Link("b", "/a/")]),
        ("<a\thref = '/a \"b\"'  onclick=c>d", [Link("d", '/a "b"')]),
        ("<a href=a href=b HREF=c>d", [Link("d", "a")]),
        ("<a href>b", [Link("b", "")]),
        ("<a href='&amp;&lt;&copy'>b", [Link("b", "&<©")]),
        ('<a href="b>c</a>', [Link("c", "")]),
        ('<a href="?a=1&copy=2&regx;&lt=">b', [Link("b", "?a=1&copy=2&regx;&lt=")]),
        ("<a <b>c", ["c"]),
        ("<a b", ["<a b"]),
        ('<p>a<p b="c>d" e', ['a<p b="c>d" e']),
        ("1 < 2 <3 </4", ["1 < 2 <3 </4"]),
        ("</4>a</>b", ["ab"]),
        ("&amp;&#65;&#x41;&#0;&#xD800;&nope;&", ["&AA\ufffd\ufffd&nope;&"]),
        ("&#99999999999999999999;&#x" + "f" * 5000, ["\ufffd\ufffd"]),
        ("a<!-->b<!--->c<!--d--!>e<!--f", ["abce<!--f"]),
        ("a<!--b>c", ["ac"]),
        ("<title>a</title>b<title/>c<title>d", ["bcd"]),
        ("<script>a</scriptb></script >c<script>d", ["c"]),
        ("<textarea><b></textarea>", ["<b>"]),
        ("<svg/>a<svg><path d=''></svg>b", ["ab"]),
        ("<svg><path d=''><p>a</p>", ["a"]),
        ("<svg><foreignObject><p>a</p></foreignObject></svg>b", ["b"]),
        ("<svg>a", ["a"]),
        ("<svg><style><b>a</b></style></svg>b", [Strong("a"), "b"]),
        ("<svg><style><b>a</b>b", [Strong("a"), "b"]),
        ("<math><style><b>a</b></math>b", [Strong("a"), "b"]),
        ("<svg><style>a</style></svg>b<style><p>c</style>", ["b"]),
        ("<x-a><svg><g></x-a>b</svg>c", ["bc"]),
        ("<x-a><svg><x-a></x-a>b<x-a/></x-a>c</svg>d", ["cd"]),
        ("<x-a><svg></x-b>b</svg>c", ["c"]),
        ("<x-a><div><svg></x-a>b</svg>c</div>", ["c"]),
        ("<svg><foreignObject><style><p>a</p></style></svg>b", ["b"]),
        ("<noscript>a</noscript>b<noscript>c", ["bc"]),
        ("<template>a</template>b<template>c", ["bc"]),
        ("<x-y>a</x-y><!DOCTYPE b>c", ["ac"]),
        ("a\r\n\r\0", ["a \ufffd"]),
    ],
)
def test_broken_markup(html: str, inlines: list[Inline | str]) -> None:
    assert from_html(html) == Document([Paragraph(inlines)])


def test_tags_that_are_too_deep_are_left_out_and_their_text_stays() -> None:
    source = "<div>" * (MOST_OPEN + 1) + "a" + "</div>b" * (MOST_OPEN + 2)
    assert plain_text(from_html(source)).replace("\n", "") == "a" + "b" * (MOST_OPEN + 2)


@given(texts())
def test_text_without_tags_stays_as_it_is(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    assert from_html(f"<pre>a{escaped}b</pre>") == Document([CodeBlock(f"a{ends}b")])
