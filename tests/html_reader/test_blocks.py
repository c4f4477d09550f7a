"""The blocks of any page: paragraphs, headings, lists, quotes, code."""

from __future__ import annotations

import pytest

from docparse import (
    NO_SPAN,
    Block,
    CodeBlock,
    Document,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    List,
    ListItem,
    Quote,
    Section,
    TableOfContents,
    Text,
    ThematicBreak,
    find_all,
    from_html,
    plain_text,
    walk,
)


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        (" \n ", []),
        ("text", ["text"]),
        ("a < b & c > d", ["a < b & c > d"]),
        ("<p>a</p><p>b</p>", ["a", "b"]),
        ("<p>a<p>b", ["a", "b"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p> a \n\t b\f</p>\n", ["a b"]),
        ("<p>a\u00a0b\u3000c</p>", ["a\u00a0b\u3000c"]),
        ("<p>&eacute;&#233;&#xe9;&copy</p>", ["ééé©"]),
        ("<P CLASS=x>a</P >", ["a"]),
        ("a<script>b</script>c<style>d</style>e", ["ace"]),
        ("<head><title>a</title></head><body>b</body>", ["b"]),
        ("<head><title>a</title><body>b", ["b"]),
        ("a<!-- b -->c<!DOCTYPE d><?e?><![CDATA[f]]>", ["ac"]),
        ("<noscript>a</noscript><template>b</template><svg><text>c</text></svg>d", ["d"]),
        ("<textarea>a <b></textarea>", ["a <b>"]),
        ("<video>a</video><x-y>b</x-y><font>c</font>", ["abc"]),
        ("<dl><dt>a<dd>b<dd>c</dl>", ["a", "b", "c"]),
        ("<details><summary>a</summary>b</details>", ["a", "b"]),
        ("<hr>a<hr/>", [ThematicBreak(), "a", ThematicBreak()]),
        ("<blockquote>a<p>b</blockquote>c", [Quote(["a", "b"]), "c"]),
        ("<blockquote> </blockquote>", []),
    ],
)
def test_blocks_of_a_page(html: str, blocks: list[Block | str]) -> None:
    assert from_html(html) == Document(blocks)


@pytest.mark.parametrize(
    ("html", "headings"),
    [
        ("<h1>a</h1><h2>b</h2><h6>c</h6>", [(1, "a"), (2, "b"), (6, "c")]),
        ("<h2> a <b>b</b></h2>", [(2, "a b")]),
        ("<h2>a<br>b</h2>", [(2, "a b")]),
        ("<h2><div>a</div><div>b</div></h2>", [(2, "a b")]),
        ("<h2><p>a</p></h2>", [(2, "a")]),
        ("<h2>a<p>b</p>", [(2, "a")]),
        ("<h2></h2><h3> <br></h3>", []),
        ("<h2><img src=/a.png></h2>", []),
        ("<h2>a<h3>b</h3>", [(2, "a"), (3, "b")]),
    ],
)
def test_headings(html: str, headings: list[tuple[int, str]]) -> None:
    found = find_all(from_html(html), Heading)
    assert [(heading.level, plain_text(heading)) for heading in found] == headings


def test_sections_contents_key_points_and_questions_are_found_as_in_a_text() -> None:
    document = from_html(
        "<table><tr><th>Article Subheadings<tr><td>1) Fares<tr><td>2) Times</table>"
        "<h2>Fares</h2><p>Free.</p><h2>Times</h2><p>At nine.</p>"
        "<table><tr><th>No.<th>Key Points<tr><td>1<td>Fares fall.</table>"
        "<h2>FAQ</h2><p>Question: Why?</p><p>Wind.</p>"
    )
    contents, fares, times, points, faq = document.children
    assert isinstance(contents, TableOfContents)
    assert [entry.heading for entry in contents.entries] == ["Fares", "Times"]
    assert fares == Section(Heading(2, "Fares"), ["Free."])
    assert times == Section(Heading(2, "Times"), ["At nine."])
    assert isinstance(points, KeyPoints)
    assert faq == Section(Heading(2, "FAQ"), [Faq([FaqItem("Why?", ["Wind."])])])


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<ul><li>a<li>b</ul>", [List(["a", "b"])]),
        ("<menu><li>a</menu>", [List(["a"])]),
        ("<ol start=3><li>a</ol>", [List(["a"], True, 3)]),
        ("<ol start=x><li>a</ol>", [List(["a"], True)]),
        ("<ol start=-3><li>a</ol>", [List(["a"], True)]),
        ("<ul start=3><li>a</ul>", [List(["a"])]),
        ("<ol><li value=3>c<li>d</ol>", [List(["c", "d"], True, 3)]),
        ("<ol start=2><li>b<li value=3>c</ol>", [List(["b", "c"], True, 2)]),
        ("<ol start=9><li value=0>a</ol>", [List(["a"], True, 0)]),
        (
            "<ol><li>a<li value=4>d<li>e<li value=2>b</ol>f",
            [List(["a"], True), List(["d", "e"], True, 4), List(["b"], True, 2), "f"],
        ),
        (
            "<ol><li>a<ol><li>x<li value=7>y</ol><li>b</ol>",
            [List([ListItem(["a", List(["x"], True), List(["y"], True, 7)]), "b"], True)],
        ),
        ("<ol><li></li><li value=2>b</ol>", [List(["b"], True, 2)]),
        ("<ol reversed><li>b</li><li>a</ol>", [List(["b"], True, 2), List(["a"], True)]),
        (
            "<ol reversed><li>c<ul><li>x</ul><li value=9>i<li>h</ol>",
            [
                List([ListItem(["c", List(["x"])])], True, 3),
                List(["i"], True, 9),
                List(["h"], True, 8),
            ],
        ),
        ("<ol reversed start=1><li>a<li>b</ol>", [List(["a"], True), List(["b"], True, 0)]),
        ("<ul reversed><li>a<li>b</ul>", [List(["a", "b"])]),
        ("<ol><li value=x>a<li value=-3>b<li value=>c</ol>", [List(["a", "b", "c"], True)]),
        ("<ul><li value=3>a<li value=5>b</ul>", [List(["a", "b"])]),
        ("<li value=3>a", ["a"]),
        ("<ul><li><p>a</p><p>b</p></li></ul>", [List([ListItem(["a", "b"])])]),
        ("<ul><li>a<ul><li>b</ul>c</ul>", [List([ListItem(["a", List(["b"]), "c"])])]),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", [List(["a", List(["b"])])]),
        ("<ul>a<li>b</ul>", [List(["a", "b"])]),
        ("<li>a<li>b", ["a", "b"]),
        ("<ul></ul><ul><li></li></ul>", []),
        ("<ul><li><h2>a</h2></ul>", [List([Heading(2, "a")])]),
        ("<ul><li>a<blockquote>b<li>c</ul>", [List([ListItem(["a", Quote(["b"])]), "c"])]),
    ],
)
def test_lists(html: str, blocks: list[Block | str]) -> None:
    assert from_html(html) == Document(blocks)


@pytest.mark.parametrize(
    ("html", "code", "language"),
    [
        ("<pre>\n  a\n\tb  \n</pre>", "  a\n\tb  ", None),
        ("<pre><code class='x language-c++'>a &lt; b</code></pre>", "a < b", "c++"),
        ("<pre class=lang-py>a<br>b</pre>", "a\nb", "py"),
        ("<pre><b>a</b><script>x</script> <i>b</i></pre>", "a b", None),
    ],
)
def test_code(html: str, code: str, language: str | None) -> None:
    assert from_html(html) == Document([CodeBlock(code, language)])


def test_nodes_have_no_spans() -> None:
    document = from_html("<h2>a</h2><ul><li>b <b>c</b></ul><table><tr><td>d</table>")
    assert all(node.span == NO_SPAN for node in walk(document))


def test_text_of_an_item() -> None:
    """What a page says of itself is no text: only what a reader sees is."""
    document = from_html("<p title=a>b<img src=/c.png alt=d></p>")
    assert [node.text for node in find_all(document, Text)] == ["b"]
