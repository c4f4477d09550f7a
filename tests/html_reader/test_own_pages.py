"""What docparse wrote comes back exactly; what only looks so is read as any other page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    ThematicBreak,
    TocEntry,
    ValidationError,
    from_html,
    plain_text,
    render,
    validate,
)
from tests.html_reader.pages import OWN, PAGE, WRITTEN, letters
from tests.strategies import documents

ITEM = ListItem(["a", List(["b"]), Table.from_rows([["c"]])])
LINK = Link(["a", Strong(["b", Image("https://example.org/c", "c")])], "/a", "t")
FARES = Section(Heading(2, "Fares"), ["Free."])
LISTING = Table.from_rows([["Contents"], ["1) Fares"], ["x", ""], [], [""]], header_rows=1)

EXACT: list[Block] = [
    Paragraph(""),
    Paragraph(" "),
    Paragraph("  a \n\n b\t"),
    Paragraph("\u00a0\u3000\u2028 "),
    Paragraph("a &amp; <b> &#65; &lt; \"'` =&"),
    Paragraph([Emphasis([]), Strong([]), Link([], ""), CodeSpan("")]),
    Paragraph([Strong("a"), Strong("b"), Strong([Strong(Strong("c"))])]),
    Paragraph([Emphasis(Emphasis("a")), Link("a", "/a"), Link("b", "/a")]),
    Paragraph([LineBreak(), LineBreak(), "\n", LineBreak(), "\n\na", Emphasis(LineBreak())]),
    Paragraph([CodeSpan(" `` "), CodeSpan("\n")]),
    Paragraph([LINK, Emphasis(LINK)]),
    Paragraph([Image("https://example.org/a"), Image("http://example.org/", 'a "b"', "")]),
    Paragraph(Link(Image("https://example.org/a", " b "), "https://example.org/?a&copy=b", " ")),
    Heading(1, "a"),
    Heading(6, ["a", Strong("b")]),
    Section(Heading(2, ""), []),
    Section(Heading(2, "a"), [Section(Heading(5, "b"), [Section(Heading(6, "c"))])]),
    Section(Heading(4, "a"), [Heading(2, "b"), "c"]),
    ThematicBreak(),
    Quote([]),
    Quote([Quote(["a"]), List([]), FARES]),
    List([]),
    List([], ordered=True, start=0),
    List(["a"], ordered=True, start=999_999_999),
    List(["a"], ordered=False, start=5),
    List([ListItem([]), "", " ", "a", ListItem(["a", "b"]), ListItem(Heading(2, "a")), ITEM]),
    List([Paragraph(LINK), Paragraph(LineBreak()), Paragraph(Image("https://example.org/a"))]),
    List([ListItem([FARES]), ListItem([ThematicBreak()]), ListItem([Quote([])])]),
    CodeBlock(""),
    CodeBlock("\n\n  a\n```\n", "python"),
    CodeBlock("a", ""),
    CodeBlock("a", " x\ty "),
    CodeBlock("a", "language-x"),
    Table([]),
    Table([TableRow([]), TableRow([""])]),
    Table.from_rows([["a", "b"], ["c"], [], ["d", "", " "]], header_rows=1),
    Table.from_rows([["a"], ["b"], ["c"]], header_rows=2),
    Table.from_rows([["a"], ["b"]], header_rows=2),
    Table([TableRow([TableCell([Emphasis("a"), LineBreak(), "b"]), TableCell([LINK])])]),
    KeyPoints(List(["a", ITEM])),
    KeyPoints(Table.from_rows([["No.", "Key Points"], ["1", "a"]], header_rows=1)),
    Faq([]),
    Faq(
        [
            FaqItem(""),
            FaqItem(Paragraph(["a ", Strong("b")]), [FARES, Quote(["c"]), ThematicBreak()]),
        ]
    ),
    Faq([FaqItem("a?", [Faq([FaqItem("b?")])])]),
    TableOfContents(List([])),
    TableOfContents(List(["a", ITEM, ListItem([Heading(3, "b"), FARES]), Faq([FaqItem("c")])])),
    TableOfContents(LISTING),
    TableOfContents(LISTING, [TocEntry("1) Fares", "Fares"), TocEntry("x", "gone")]),
    TableOfContents(LISTING, [TocEntry("1) Fares", "Fares")]),
    TableOfContents(LISTING, []),
    TableOfContents(LISTING, [TocEntry("other", None), TocEntry("", 'say "a" \\ \ud7ff')]),
    TableOfContents(List([ITEM]), [TocEntry("a\nb\nc", "Fares")]),
    TableOfContents(List([ListItem(Quote(["a"]))]), [TocEntry("a", "Fares")]),
    TableOfContents(List([ListItem(Paragraph(" "))]), [TocEntry(" ", "Fares")]),
    TableOfContents(List([ListItem(Paragraph(LINK))]), [TocEntry("ab", "Fares")]),
    TableOfContents(List([ListItem(KeyPoints(LISTING))])),
]


@pytest.mark.parametrize("options", [{}, {"faq": "details"}, {"document": True}], ids=str)
@pytest.mark.parametrize("block", EXACT, ids=repr)
def test_what_was_written_comes_back(block: Block, options: dict[str, Any]) -> None:
    document = Document([FARES, block, "end", Heading(2, "Fares")])
    assert from_html(render(document, "html", **options)) == document


def test_a_part_that_stands_twice_in_the_contents_may_have_two_entries() -> None:
    row = TableRow(["a"])
    contents = TableOfContents(Table([row, row]), [TocEntry("a", "Fares"), TocEntry("a", None)])
    document = Document([contents, FARES])
    assert from_html(render(document, "html")) == document


@given(documents(), st.sampled_from([{"faq": "details"}, {"document": True, "title": "T"}]))
def test_any_document_comes_back(document: Document, options: dict[str, Any]) -> None:
    assert from_html(render(document, "html", **options)) == document


@given(documents(refused_links=True))
def test_what_is_written_without_its_links_comes_back_as_it_was_written(document: Document) -> None:
    written = render(document, "html")
    assert render(from_html(written), "html") == written


def test_a_picture_that_is_refused_in_a_heading_does_not_change_its_level() -> None:
    title = Heading(5, ["Fares", Image("/fares.png", "in June")])
    written = render(Document([Section(title, ["Free."])]), "html")
    assert 'id="h-faresin-june"' in written
    assert from_html(written) == Document([Section(Heading(5, "Faresin June"), ["Free."])])


@given(documents(clean=False))
def test_only_characters_that_no_html_can_hold_change(document: Document) -> None:
    again = from_html(render(document, "html"))
    kept = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", plain_text(document))
    assert plain_text(again) == kept


def test_line_endings_of_another_system_change_nothing() -> None:
    document = Document([Paragraph(["a", LineBreak(), "b"]), CodeBlock("a\nb"), "\r"])
    written = render(document, "html")
    assert from_html(written.replace("\n", "\r\n")) == document
    assert from_html(written.replace("\n", "\r")) == document


def without_exact_reading(html: str) -> Document:
    return from_html(html.replace(' class="docparse"', ""))


def test_control_reading_it_as_any_other_page_is_noticed() -> None:
    changed = 0
    for block in EXACT:
        document = Document([block])
        changed += without_exact_reading(render(document, "html")) != document
    assert changed > len(EXACT) / 2


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("<p>a</p>b", "a\nb"),
        ("<p>a<ul><li>b</ul>c</p>", "a\nb\nc"),
        ("<section><p>a</p></section>", "a"),
        ("<h2 data-level=9>a</h2>", "a"),
        ("<h2 data-level=x>a</h2>", "a"),
        ("<ol start=-1><li>a</li></ol>", "a"),
        ("<ol start=²><li>a</li></ol>", "a"),
        ("<div><p>a</p></div>", "a"),
        ("<div class=faq>a</div>", "a"),
        ("<div class=faq-item></div>a", "a"),
        ("<details><p>a</p></details>", "a"),
        ("<p><span>a</span></p>", "a"),
        ("<p><a>a</a></p>", "a"),
        ("<p><img>a</p>", "a"),
        ("<p class=big>a</p>", "a"),
        ("<nav class=contents><p>a</p></nav>", "a"),
        ("<nav class=contents data-entries={}><ul></ul></nav>a", "a"),
        ("<nav class=contents data-entries=[[1,2]]><ul></ul></nav>a", "a"),
        ("<nav class=contents data-entries=" + "[" * 9999 + "><ul></ul></nav>a", "a"),
        ("<nav class=contents><ul><li><a class=entry href=#h-x>a</a></li></ul></nav>", "a"),
        ("<section class=key-points><p>a</p></section>", "a"),
        ("<table data-header-rows=x><tr><td>a</table>", "a"),
        ("<pre>a</pre><pre></pre>", "a"),
        ("<p>a</p><pre>\n<code>b</code></pre>", "a\nb"),
        ("<li>a</li>", "a"),
        ("<td>a</td>", "a"),
        ("<code><b>a</b>b</code>", "ab"),
        ("<table>a<tr><td>b</table>", "a\nb"),
        ("<em>" * 400 + "a" + "</em>" * 400, "a"),
        ("<table data-header-rows=5><thead><tr><th>a</th></tr></thead></table>", "a"),
        ("<table><thead><tr><th>a</thead><thead><tr><th>b</thead></table>", "a\nb"),
        ("<p><a href=/x>a<span class=link data-url=/y>b</span></a></p>", "ab"),
        ("<h3 class=question>a</h3>", "a"),
        (
            "<div class=faq><div class=faq-item><h3 class=question>a?"
            "<div class=faq-item><h3 class=question>b?</h3></div></h3></div></div>",
            "a?\nb?",
        ),
        ("<section><h3 id=h-a>a</h3><section><h2 id=h-b>b</h2></section></section>", "a\nb"),
        ("<article class=docparse><p>a</p></article><p>b</p>", "a\nb"),
    ],
    ids=lambda value: value[:50],
)
def test_an_article_that_only_looks_written_is_read_as_any_other(article: str, text: str) -> None:
    article = f'<article class="docparse" dir="auto">\n{article}\n</article>'
    document = from_html(article)
    validate(document)
    assert plain_text(document) == text
    around = from_html(f"<p>y</p>{article}<p>z</p>")
    validate(around)
    assert letters(plain_text(around)) == letters(f"y{text}z")


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(Link(["a", Link("b", "/b")], "/a")),
        Table([], 2),
        Table.from_rows([["a"], ["b"]], header_rows=7),
        Section(Heading(3, "a"), [Section(Heading(3, "b"))]),
    ],
    ids=repr,
)
def test_a_tree_that_validate_refuses_does_not_come_back(block: Block) -> None:
    document = Document([block])
    with pytest.raises(ValidationError):
        validate(document)
    again = from_html(render(document, "html"))
    validate(again)
    assert plain_text(again) == plain_text(document)


@pytest.mark.parametrize("written", [WRITTEN, PAGE], ids=["fragment", "page"])
@pytest.mark.parametrize("change", ["{}", "\ufeff{}", " \n{}\n\n", "\t{}"])
def test_white_space_around_what_was_written_changes_nothing(written: str, change: str) -> None:
    assert from_html(change.replace("{}", written)) == OWN


@pytest.mark.parametrize(
    "options",
    [
        {"title": 'A &amp; <b> "c"'},
        {"title": " a  b "},
        {"url": "https://example.org/?a=b&copy=c"},
        {"url": "javascript:alert(1)"},
        {"date": "2025-05-17T10:00"},
        {"lang": "pt-BR", "faq": "details"},
    ],
    ids=str,
)
def test_a_page_of_any_title_language_address_and_date_comes_back(
    options: dict[str, Any],
) -> None:
    headline = Section(Heading(1, "A &copy; b"), [Faq([FaqItem("a?", ["b"])])])
    for document in (OWN, Document([headline]), Document([])):
        assert from_html(render(document, "html", document=True, **options)) == document


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Real text stands here.</p>" + render(Document([]), "html"), "Real text stands here."),
        ("before" + render(Document(["a"]), "html"), "before\na"),
        (render(Document(["a"]), "html") + "<div>after</div>", "a\nafter"),
        (f"<nav>Home</nav>{render(Document(['a']), 'html')}<footer>b</footer>", "Home\na\nb"),
        (2 * render(Document(["a"]), "html"), "a\na"),
        (f"<div>{render(Document(['a']), 'html')}<p>b</div>", "a\nb"),
        (WRITTEN.replace("<article", "<article>x<article"), "x\nFares\nFree.\na\nb"),
        (WRITTEN.replace("<p>", "x<p>"), "Fares\nx\nFree.\na\nb"),
        (WRITTEN.replace("<tbody>", "<thead><tr><td>x</td></tr></thead><tbody>"), None),
        (WRITTEN.replace("<tr>", "<tr>x"), None),
        (WRITTEN.replace("<table>", "<table>x"), None),
        (PAGE.replace("<main>", "<main>x"), None),
        (PAGE.replace("</header>", "<p>x</p></header>"), None),
        (PAGE.replace("</main>", "</main>x"), None),
        (PAGE.replace("</html>", "</html>x"), None),
    ],
)
def test_text_that_is_not_of_the_article_is_kept(page: str, text: str | None) -> None:
    found = plain_text(from_html(page))
    assert found == text if text is not None else "x" in found.split("\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>", "<p id=x>"),
        ("<p>", '<p class="lead">'),
        ("<p>", '<p style="color: red">'),
        ("<p>", "<p><!-- x -->"),
        ("Free.", "<u>Free.</u>"),
        ("Free.", "<span>Free.</span>"),
        ('<h2 id="h-fares"', '<h2 id="h-other"'),
        ("<table>", '<table data-header-rows="5">'),
        ("<section>", "<div>"),
        (' dir="auto"', ""),
        ('scope="col"', 'scope="row"'),
    ],
)
def test_a_page_with_anything_that_is_not_ours_is_read_as_any_other(old: str, new: str) -> None:
    """What makes the difference here is a table: of another page, it cannot be contents."""
    contents = TableOfContents(List(["Fares", "b"]), [TocEntry("other", None)])
    document = Document([contents, *OWN.children])
    written = render(document, "html")
    assert from_html(written) == document
    assert old in written
    changed = from_html(written.replace(old, new))
    assert changed != document
    assert sorted(plain_text(changed).split()) == sorted(plain_text(document).split())
