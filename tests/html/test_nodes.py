"""What each node becomes in HTML."""

from __future__ import annotations

import attrs
import pytest

from docparse import (
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    RenderError,
    Section,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    ThematicBreak,
    plain_text,
)
from tests.html.written import FAQ, write


def inside(document: Document) -> str:
    """Return what is written of the blocks of ``document``, without the article around them."""
    start, end = '<article class="docparse" dir="auto">\n', "\n</article>"
    written = write(document)
    assert written.startswith(start)
    assert written.endswith(end)
    return written[len(start) : -len(end)]


@pytest.mark.parametrize(
    ("node", "written"),
    [
        (Text("a < b & c"), "a &lt; b &amp; c"),
        (Emphasis("so"), "<em>so</em>"),
        (Strong(["very ", Emphasis("so")]), "<strong>very <em>so</em></strong>"),
        (CodeSpan("a`b"), "<code>a`b</code>"),
        (LineBreak(), "<br>\n"),
        (Link("a", "https://example.org/?a&b"), '<a href="https://example.org/?a&amp;b">a</a>'),
        (Link("a", "/b", 'say "c"'), '<a href="/b" title="say &quot;c&quot;">a</a>'),
        (Image("https://example.org/a.png"), '<img src="https://example.org/a.png" alt="">'),
        (
            Image("http://example.org/a.png", "a ferry", ""),
            '<img src="http://example.org/a.png" alt="a ferry" title="">',
        ),
        (Paragraph(""), "<p></p>"),
        (Quote([]), '<blockquote dir="auto"></blockquote>'),
        (Quote(["a", "b"]), '<blockquote dir="auto">\n<p>a</p>\n<p>b</p>\n</blockquote>'),
        (ThematicBreak(), "<hr>"),
        (CodeBlock("a <\n\n b"), "<pre><code>a &lt;\n\n b</code></pre>"),
        (CodeBlock("a", "c++"), '<pre><code class="language-c++">a</code></pre>'),
        (CodeBlock("a", "x y"), '<pre><code data-language="x y">a</code></pre>'),
        (List(["a"]), '<ul dir="auto">\n<li>a</li>\n</ul>'),
        (List(["a"], ordered=True), '<ol dir="auto">\n<li>a</li>\n</ol>'),
        (List(["a"], False, 7), '<ul dir="auto" data-start="7">\n<li>a</li>\n</ul>'),
        (List(["a"], True, 7), '<ol dir="auto" start="7">\n<li>a</li>\n</ol>'),
        (ListItem(["a", "b"]), "<li>\n<p>a</p>\n<p>b</p>\n</li>"),
        (ListItem([]), "<li></li>"),
        (ListItem(Paragraph("")), "<li>\n<p></p>\n</li>"),
        (TableRow(["a", ""]), "<tr>\n<td>a</td>\n<td></td>\n</tr>"),
        (TableRow([]), "<tr></tr>"),
        (TableCell("a"), "<td>a</td>"),
        (Heading(3, "Fares & times"), '<h3 id="h-fares-times">Fares &amp; times</h3>'),
    ],
)
def test_a_node_by_itself(node: Node, written: str) -> None:
    assert write(node) == written


def test_a_section_has_its_heading_and_its_blocks() -> None:
    section = Section(Heading(2, "Fares"), ["Free."])
    expected = '<section>\n<h2 id="h-fares">Fares</h2>\n<p>Free.</p>\n</section>'
    assert inside(Document([section])) == expected


def test_a_table_has_its_header_in_a_thead() -> None:
    table = Table.from_rows([["Zone", ""], ["A", "3"], ["B"]], header_rows=1)
    assert write(table) == (
        "<table>\n"
        '<thead>\n<tr>\n<th scope="col">Zone</th>\n<td></td>\n</tr>\n</thead>\n'
        "<tbody>\n<tr>\n<td>A</td>\n<td>3</td>\n</tr>\n<tr>\n<td>B</td>\n</tr>\n</tbody>\n"
        "</table>"
    )


def test_key_points_are_a_labelled_section() -> None:
    assert write(KeyPoints(List(["a"]))) == (
        '<section class="key-points" aria-label="Key points">\n'
        '<ul dir="auto">\n<li>a</li>\n</ul>\n</section>'
    )


def test_questions_are_headings() -> None:
    assert (
        '<div class="faq">\n<div class="faq-item">\n<h3 class="question">Why?</h3>\n'
        "<p>Wind.</p>\n<p>Rain.</p>\n</div>\n</div>"
    ) in write(FAQ, faq="headings")


def test_questions_are_boxes_that_open() -> None:
    assert (
        '<details class="faq-item">\n<summary class="question">Why?</summary>\n'
        "<p>Wind.</p>\n<p>Rain.</p>\n</details>"
    ) in write(FAQ, faq="details")


def test_a_question_skips_no_level() -> None:
    alone = Document([Heading(1, "Ferries"), Faq([FaqItem("Why?")])])
    assert '<h2 class="question">Why?</h2>' in write(alone)


def test_a_question_under_a_heading_of_the_third_level_is_beside_it() -> None:
    levels = [Heading(1, "a"), Heading(2, "b"), Heading(3, "c"), Faq([FaqItem("Why?")])]
    assert '<h3 class="question">Why?</h3>' in write(Document(levels))


def test_more_header_rows_than_rows_make_all_rows_headers() -> None:
    table = Table.from_rows([["a"]], header_rows=2)
    assert write(table) == write(Table.from_rows([["a"]], header_rows=1))


def test_a_wide_row_above_narrow_ones_is_not_filled_up() -> None:
    table = Table.from_rows([["a"] * 3000, *[["b"]] * 3000], header_rows=1)
    assert len(write(table)) < 200_000


# ---------------------------------------------------------------------------------------- any tree


def test_a_tree_that_is_too_deep_is_refused() -> None:
    block: Block = Paragraph("a")
    for _ in range(5000):
        block = Quote([block])
    with pytest.raises(RenderError, match="nests too deep"):
        write(Document([block]))


def test_a_kind_of_node_that_nobody_wrote_a_method_for_shows_its_text() -> None:
    @attrs.frozen
    class Aside(Block):
        children: tuple[Block, ...]

    aside = Aside((Paragraph("a"), Paragraph("b")))
    assert write(aside) == "<p>a</p>\n<p>b</p>"
    assert plain_text(aside) == "a\nb"
