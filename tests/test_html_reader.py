"""HTML → tree: what was written comes back exactly, any other page is read for what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import (
    NO_SPAN,
    ArgumentError,
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    Inline,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    TocEntry,
    ValidationError,
    find_all,
    from_html,
    plain_text,
    render,
    validate,
    walk,
)
from docparse.nodes import MAX_DEPTH
from docparse.readers.html import markup
from docparse.readers.html.markup import MOST_OPEN, tidy
from docparse.readers.html.table import MOST_FILLED
from tests.growth import growth, repeated, seconds
from tests.strategies import changed_pages, documents, plain_words, texts

# --------------------------------------------------------------------- what was written, exactly

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
def test_what_was_written_comes_back(block: Block, options: dict[str, object]) -> None:
    document = Document([FARES, block, "end", Heading(2, "Fares")])
    assert from_html(render(document, "html", **options)) == document


def test_a_part_that_stands_twice_in_the_contents_may_have_two_entries() -> None:
    row = TableRow(["a"])
    contents = TableOfContents(Table([row, row]), [TocEntry("a", "Fares"), TocEntry("a", None)])
    document = Document([contents, FARES])
    assert from_html(render(document, "html")) == document


@given(documents(), st.sampled_from([{"faq": "details"}, {"document": True, "title": "T"}]))
def test_any_document_comes_back(document: Document, options: dict[str, object]) -> None:
    assert from_html(render(document, "html", **options)) == document


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


OWN = Document([Section(Heading(2, "Fares"), ["Free.", Table.from_rows([["a"], ["b"]], 1)])])
WRITTEN = render(OWN, "html")
PAGE = render(OWN, "html", document=True, title="Boats & more", lang="en", date="2025-05-17")


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
    options: dict[str, str],
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


# ------------------------------------------------------------- what was written, and changed

AROUND = re.compile('(?s)^<!DOCTYPE.*?<body>|<h1 class="unseen">.*?</h1>|<header .*?</header>')
"""What a whole page of ours says around its article."""


def letters(text: str) -> Counter[str]:
    """Return the letters and digits of ``text``: changed tags part words and join them."""
    return Counter(re.findall(r"\w", text))


def breaks_a_changed_page(page: str, read: Callable[[str], Document]) -> bool:
    """Tell whether reading ``page`` loses a letter; raise if what is read is not valid."""
    document = read(page)
    validate(document)
    shown = re.sub("(?s)<!--.*?-->|<[^>]*>", " ", AROUND.sub("", page))
    return bool(letters(unescape(shown)) - letters(plain_text(document)))


@given(changed_pages())
def test_a_changed_page_is_valid_and_loses_no_word(page: str) -> None:
    assert not breaks_a_changed_page(page, from_html)


def as_it_was(html: str) -> Document:
    """Read the first article and nothing around it."""
    match = re.search('(?s)<article class="docparse".*?</article>', html)
    return from_html(match[0] if match else html)


@pytest.mark.parametrize("place", ["before", "after"])
def test_control_a_text_outside_the_article_that_is_lost_is_noticed(place: str) -> None:
    page = f"<p>x</p>{WRITTEN}" if place == "before" else f"{WRITTEN}<p>x</p>"
    assert breaks_a_changed_page(page, as_it_was)
    assert not breaks_a_changed_page(page, from_html)


def test_control_a_tree_that_is_not_valid_is_noticed() -> None:
    invalid = Document([Paragraph(Link(Link("a", "/a"), "/b"))])
    with pytest.raises(ValidationError):
        breaks_a_changed_page("a", lambda page: invalid)


# ----------------------------------------------------------------------------- any other page


def paragraphs(*texts: str) -> list[Block]:
    return [Paragraph(text) for text in texts]


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
    ("html", "inlines"),
    [
        ("<em>a</em> <i>b</i>", [Emphasis("a"), " ", Emphasis("b")]),
        ("a <b> b </b> c", ["a ", Strong("b"), " c"]),
        ("<b>a</b><strong>b</strong>", [Strong("a"), Strong("b")]),
        ("<b>a <b>b</b> c</b>", [Strong("a b c")]),
        ("<em>a <b>b</b></em>", [Emphasis(["a ", Strong("b")])]),
        ("<b>a<em>b</b>c</em>", [Strong(["a", Emphasis("b")]), "c"]),
        ("<code>a  <b>b</b></code>", [CodeSpan("a"), " ", Strong(CodeSpan("b"))]),
        ("<kbd>a</kbd><samp>b</samp><tt>c</tt>", [CodeSpan("a"), CodeSpan("b"), CodeSpan("c")]),
        ("<a href=/x title=t>a</a>", [Link("a", "/x", "t")]),
        ("<a name=x>a</a>", ["a"]),
        ("<a href=/x>a<a href=/y>b</a>c", [Link("a", "/x"), Link("b", "/y"), "c"]),
        ("<a href=' javascript:x '>a</a>", [Link("a", " javascript:x ")]),
        ("<b></b><a href=/x> </a>a", ["a"]),
        ("<img src=/a.png alt=' b  c'>", [Image("/a.png", " b c")]),
        ("a <img data-src=/b.png alt=' b  c'> d <img src='' alt=e>", ["a b c d e"]),
        ("a<img alt=' '>", ["a"]),
        ("a<br>b<br/> c<br>", ["a", LineBreak(), "b", LineBreak(), "c"]),
        ("a <b>b<br>c</b>", ["a ", Strong(["b", LineBreak(), "c"])]),
        ("<span>a</span><u>b</u>", ["ab"]),
    ],
)
def test_marks_in_a_line(html: str, inlines: list[Inline | str]) -> None:
    assert from_html(f"<p>{html}</p>") == Document([Paragraph(inlines)])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        # Unicode has the characters in this place
        ("10<sup>6</sup> cells", "10⁶ cells"),
        ("10<sup>-9</sup> m, 10<sup>−9</sup> m", "10⁻⁹ m, 10⁻⁹ m"),
        ("2<sup>n</sup> and x<sup>2n+1</sup>", "2ⁿ and x²ⁿ⁺¹"),
        ("40 km<sup>2</sup>", "40 km²"),
        ("H<sub>2</sub>O, SO<sub>4</sub><sup>2-</sup>", "H₂O, SO₄²⁻"),
        ("Na<sup>+</sup>, <sup>14</sup>C", "Na⁺, ¹⁴C"),
        ("log<sub>10</sub> x<sub>i+1</sub>", "log₁₀ xᵢ₊₁"),
        ("<sup>1</sup>/<sub>2</sub>", "¹/₂"),
        ("10 <sup> 6 </sup> cells", "10 ⁶ cells"),
        # of an exponent it has not
        ("e<sup>x</sup>, e<sup>-x</sup>", "e^x, e^-x"),
        ("(a)<sup>2x</sup>", "(a)^2x"),
        ("10<sup>2.5</sup>, 10<sup>0,5</sup>", "10^2.5, 10^0,5"),
        ("x<sup>a+b</sup> = f<sup>(n+1)</sup>", "x^(a+b) = f^(n+1)"),
        ("2<sup>2<sup>3</sup></sup>", "2^(2³)"),
        ("10<sup>–6</sup> m, 10<sup>(6)</sup>, 10<sup>6<br></sup>", "10⁻⁶ m, 10^(6), 10⁶"),
        ("10<sup>‐6</sup>", "10⁻⁶"),
        ("10<sup>\n" + 30 * " " + "6\n</sup>", "10 ⁶"),
        ("10<sup>.5</sup>, 10<sup>−0.5</sup>, 2<sup>∞</sup>", "10^.5, 10^−0.5, 2^∞"),
        # what would run into a digit, a single letter or a bracket
        ("1.05<sup>t</sup>, 1.05<sup>a</sup>, 10<sup>e</sup>", "1.05^t, 1.05^a, 10^e"),
        ("2<sup>N</sup>, 2<sup>log n</sup>, 2<sup>2 log n</sup>", "2^N, 2^(log n), 2^(2 log n)"),
        ("x<sup>a</sup>, 5<i>x</i><sup>a</sup>, A<sup>T</sup>", "x^a, 5x^a, A^T"),
        ("e<sup>ix</sup>, (1+r)<sup>t</sup>, [a]<sup>b</sup>", "e^ix, (1+r)^t, [a]^b"),
        # no exponent: at least the digits do not run into others
        ("5<sup>1/2</sup> cups", "5¹/² cups"),
        ("said<sup>1,2</sup> so<sup>3–5</sup>", "said¹,² so³–⁵"),
        ("12.5<sup>1a</sup>", "12.5¹a"),
        # words, and what says by itself that it is apart
        ("the 4<sup>th</sup>, le 1<sup>er</sup>, n<sup>o</sup> 5", "the 4th, le 1er, no 5"),
        ("le 3<sup>e</sup>, la 2<sup>ème</sup>, 5<sup>a</sup>", "le 3e, la 2ème, 5a"),
        ("the 2<sup>ND</sup>, the n<sup>th</sup>, 20.5<sup>o</sup>", "the 2ND, the nth, 20.5o"),
        (
            "V<sup>e</sup>, XX<sup>e</sup>, M<sup>me</sup>, wor<i>d</i><sup>a</sup>",
            "Ve, XXe, Mme, worda",
        ),
        ("Boats<sup>TM</sup><sup>®</sup> 5<sup>*</sup>", "BoatsTM® 5*"),
        (
            "10<sup>TM</sup> 5<sup>†</sup> 5<sup>[a]</sup> 5<sup>€</sup> 5<sup>²</sup>",
            "10TM 5† 5[a] 5€ 5²",
        ),
        ("said<sup>[1]</sup> so<sup>(2)</sup>", "said[1] so(2)"),
        ("said<sup>note 1</sup>", "saidnote 1"),
        ("x<sub>max</sub>", "xmax"),
        # a tag that is there for the size of the letters, or never ends
        ("<sub>2024 by the board</sub>", "2024 by the board"),
        ("a<sup>6, and on for want of an end", "a6, and on for want of an end"),
        ("a<sup></sup>b<sup> </sup>c", "ab c"),
        ("<sup><div>1</div></sup>2", "1\n2"),
    ],
)
def test_raised_and_lowered_text_is_told_from_what_it_follows(html: str, text: str) -> None:
    assert plain_text(from_html(f"<p>{html}")) == text


def test_marks_and_links_are_kept_in_raised_text() -> None:
    html = "<p>said<sup><a href=#1>1</a></sup> <b>10<sup>6</sup></b> e<sup><i>x</i></sup>"
    inlines: list[str | Inline] = [
        "said",
        Link("¹", "#1"),
        " ",
        Strong("10⁶"),
        " e^",
        Emphasis("x"),
    ]
    assert from_html(html) == Document([Paragraph(inlines)])


def test_code_has_raised_text_too() -> None:
    html = "<pre>2<sup>8</sup> = <b>x<sub>1</sub></b> + e<sup>x</sup> <sup></sup></pre>"
    assert from_html(html) == Document([CodeBlock("2⁸ = x₁ + e^x ")])


def test_headings_and_cells_have_raised_text_too() -> None:
    html = "<h2>10<sup>6</sup></h2><table><tr><td>m<sup>3</sup><td>e<sup>x</sup></table>"
    table = Table.from_rows([["m³", "e^x"]])
    assert from_html(html) == Document([Section(Heading(2, "10⁶"), [table])])


def test_two_line_breaks_end_a_paragraph() -> None:
    assert from_html("a<br><br>b<br> <br/><br>c") == Document(["a", "b", "c"])


def test_a_link_around_blocks_is_in_each() -> None:
    link = from_html("<a href=/x><h2>a</h2><p>b</p></a>c")
    heading = Heading(2, Link("a", "/x"))
    assert link == Document([Section(heading, [Paragraph(Link("b", "/x")), "c"])])


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


# -------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("html", "rows", "header_rows"),
    [
        ("<tr><td>a<td>b<tr><td>c", [["a", "b"], ["c"]], 0),
        ("<tr><th>a<th>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]], 1),
        ("<tr><th>a<td>b", [["a", "b"]], 0),
        ("<tr><th>a<tr><th>b", [["a"], ["b"]], 1),
        ("<thead><tr><td>a<tr><td>b<tbody><tr><td>c", [["a"], ["b"], ["c"]], 2),
        ("<thead><tr><th>a</thead>", [["a"]], 1),
        ("<tfoot><tr><td>c</tfoot><tr><td>a<tr><td>b", [["a"], ["b"], ["c"]], 0),
        ("<tfoot><tr><td>c<tbody><tr><td>a<tbody><tr><td>b", [["a"], ["b"], ["c"]], 0),
        ("<tfoot><tr><td>c</tfoot><thead><tr><td>a</thead><tr><td>b", [["a"], ["b"], ["c"]], 1),
        ("<tr><td>b</tr><thead><tr><th>a</thead><tr><td>c", [["a"], ["b"], ["c"]], 1),
        ("<tbody><tr><td>b</tbody><tbody></tbody><thead><tr><td>a", [["a"], ["b"]], 1),
        ("<thead><tr><td>a</thead><thead><tr><td>b</thead><tr><td>c", [["a"], ["b"], ["c"]], 2),
        (
            "<thead><tr><td>a</thead><tr><td>b<thead><tr><td>c</thead><tr><td>d",
            [["a"], ["b"], ["c"], ["d"]],
            1,
        ),
        (
            "<tfoot><tr><td>c</tfoot><tr><td>a<tfoot><tr><td>b</tfoot>",
            [["a"], ["b"], ["c"]],
            0,
        ),
        (
            "<tfoot><tr><td>c<td>d</tfoot><tr><td>a<td rowspan=9>b",
            [["a", "b"], ["c", "d"]],
            0,
        ),
        (
            "<thead><tr><th rowspan=3>a<th>b<tr><th>c</thead><tbody><tr><td>d<td>e",
            [["a", "b"], ["", "c"], ["d", "e"]],
            2,
        ),
        ("<td>a", [["a"]], 0),
        ("<tr><tr><td>a<tr></tr>", [["a"]], 0),
        ("<tr><td colspan=2>a<td>b<tr><td>c", [["a", "", "b"], ["c"]], 0),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", [["a", "b"], ["", "c"]], 0),
        (
            "<tr><td>a<td rowspan=3 colspan=2>b<tr><td>c<tr><td>d<td>e",
            [["a", "b", ""], ["c", "", ""], ["d", "", "", "e"]],
            0,
        ),
        ("<tr><td rowspan=2>a<td>b<tr></tr><tr><td>c<td>d", [["a", "b"], ["c", "d"]], 0),
        ("<tr><td rowspan=3>a<td>b<tr></tr><tr><td>c", [["a", "b"], ["", "c"]], 0),
        (
            "<tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d<tbody><tr><td>e",
            [["a", "b"], ["", "c"], ["", "d"], ["e"]],
            0,
        ),
        ("<tr><td colspan=0>a<td colspan=-1>b<td colspan=x>c", [["a", "b", "c"]], 0),
        ("<tr><td><h3>a</h3><td><pre>b  c</pre>", [["a", "b c"]], 0),
        ("<tr><td> <p> </p> <td>a", [["", "a"]], 0),
    ],
)
def test_tables(html: str, rows: list[list[str]], header_rows: int) -> None:
    table = Table.from_rows(rows, header_rows)
    assert from_html(f"<table>{html}</table>") == Document([table])


@pytest.mark.parametrize("html", ["a<br>b", "<p>a</p><p>b</p>", "<ul><li>a<li>b</ul>", "a<hr>b"])
def test_lines_in_a_cell(html: str) -> None:
    cell = TableCell(["a", LineBreak(), "b"])
    assert from_html(f"<table><td>{html}</table>") == Document([Table([TableRow([cell])])])


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<table><caption>a</caption><td>b</table>", ["a", Table.from_rows([["b"]])]),
        ("<table>a<td>b</table>", ["a", Table.from_rows([["b"]])]),
        (
            "<table><tfoot><tr><td>c</tfoot><caption>a</caption><tr><td>b</table>",
            ["a", Table.from_rows([["b"], ["c"]])],
        ),
        ("<table></table>a<td>b</td>", ["a", "b"]),
        (
            "<table><td><h2>a</h2><td>b<table><td>c</table>d</table>",
            [Section(Heading(2, "a"), ["b", Table.from_rows([["c"]]), "d"])],
        ),
        ("<table role=presentation><td>a<td>b</table>", ["a", "b"]),
    ],
)
def test_what_stands_in_a_table_and_is_none_of_its_cells(
    html: str, blocks: list[Block | str]
) -> None:
    assert from_html(html) == Document(blocks)


def test_spans_fill_no_more_than_a_limit() -> None:
    rows = "".join("<tr><td colspan=1000 rowspan=60000>a" for _ in range(300))
    (table,) = find_all(from_html(f"<table>{rows}</table>"), Table)
    cells = [cell for row in table.rows for cell in row.cells]
    assert len(table.rows) == 300
    assert len(cells) == 300 + MOST_FILLED
    assert sum(plain_text(cell) == "a" for cell in cells) == 300


# ---------------------------------------------------------------------------- nothing is lost


@st.composite
def pages(draw: st.DrawFn, depth: int = 3) -> str:
    """Elements that are closed, in any order in each other, and text."""
    names = "p div ul ol li blockquote h2 h5 pre em b a code span section td table dl dt font"
    text = plain_words().map(lambda word: f" {word} ")
    if depth == 0:
        return draw(text)
    parts = draw(st.lists(st.one_of(text, pages(depth - 1)), max_size=4))
    name = draw(st.sampled_from(names.split()))
    return f"<{name} href=/x>{''.join(parts)}</{name}>"


def words(html: str) -> list[str]:
    return html5lib_text(re.sub("<[^>]*>", " ", html)).split()


def html5lib_text(html: str) -> str:
    return "".join(html5lib.parse(html, namespaceHTMLElements=False).itertext())


def loses(html: str, read: Callable[[str], Document]) -> bool:
    return sorted(plain_text(read(html)).split()) != sorted(words(html))


@given(pages())
def test_no_word_is_lost(html: str) -> None:
    assert not loses(html, from_html)


def test_control_a_lost_word_is_noticed() -> None:
    assert loses("<li>a <p>b", lambda html: from_html(html.replace("b", "")))


def test_nodes_have_no_spans() -> None:
    document = from_html("<h2>a</h2><ul><li>b <b>c</b></ul><table><tr><td>d</table>")
    assert all(node.span == NO_SPAN for node in walk(document))


# ---------------------------------------------------------------------------- bytes, encodings


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        ("\ufeffé".encode(), "é"),
        ("\ufeffé".encode("utf-16-le"), "é"),
        ("\ufeffé".encode("utf-16-be"), "é"),
        (b"<meta charset=latin1>\xe9\x80", "é€"),
        (b"<meta charset='windows-1251'>\xe9", "й"),
        (b'<META http-equiv=x content="text/html; CHARSET = Shift_JIS">\x82\xa0', "あ"),
        (b"<meta charset=utf-8>" + "é".encode(), "é"),
        (b"<meta charset=unknown>" + "é".encode(), "é"),
        (b"<meta charset=unicode_escape>\\u0041", "\\u0041"),
        (b"<meta charset=utf-7>+AEE-", "+AEE-"),
        (b"<meta charset=rot13>a", "a"),
        (b"", ""),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    document = from_html(data)
    assert plain_text(document) == text
    assert document.diagnostics == ()
    assert from_html(bytearray(data)) == from_html(memoryview(data)) == document


@pytest.mark.parametrize(
    ("data", "text", "message"),
    [
        (b"a\xffb", "a\ufffdb", "not valid UTF-8 at byte 1; read as U+FFFD"),
        (b"\xef\xbb\xbfa\xff", "a\ufffd", "not valid UTF-8 at byte 4; read as U+FFFD"),
        (b"\xff\xfea\0\0", "a\ufffd", "not valid UTF-16-LE at byte 4; read as U+FFFD"),
    ],
)
def test_bytes_that_are_not_text_are_replaced_and_reported(
    data: bytes, text: str, message: str
) -> None:
    document = from_html(data)
    assert plain_text(document) == text
    (diagnostic,) = document.diagnostics
    assert (diagnostic.code, diagnostic.message) == ("invalid-encoding", message)


def test_a_byte_order_mark_in_a_str_is_no_text() -> None:
    assert from_html("\ufeffa") == Document(["a"])


@pytest.mark.parametrize("value", [None, 5, ["<p>"], object()])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ArgumentError, match="str or bytes"):
        from_html(value)  # type: ignore[arg-type]


# --------------------------------------------------------------------------------- hostile input

TAGS = (
    "a b p div ul ol li table caption thead tbody tr td th h2 pre br hr img blockquote nav section "
    "article details summary script style title textarea noscript svg template code span x-y"
).split()
VALUES = (
    "",
    "/",
    " class=docparse",
    " class=contents",
    " class=entry href=#h-x",
    " class=faq-item",
    " class=question",
    " class=link data-url=x",
    " class=heading data-level=2",
    ' data-entries="[]"',
    " data-heading=x",
    " data-header-rows=5",
    " rowspan=2 colspan=3",
    ' href="',
    " src='x",
    " =",
    "<",
)
BROKEN = ("<", "<!--", "-->", "<!", "<?xml ?>", "]]>", "</", "&", "&#", "&#x110000;", "&lt", "\0")


def broken_html() -> st.SearchStrategy[str]:
    """Tags of all kinds in any order, whole and broken."""
    tags, values = st.sampled_from(TAGS), st.sampled_from(VALUES)
    piece = st.one_of(
        st.builds("<{}{}>".format, tags, values),
        st.builds("</{}>".format, tags),
        st.sampled_from(BROKEN),
        texts(max_size=5),
    )
    page = st.lists(piece, max_size=25).map("".join)
    around = st.sampled_from(("{}", '<article class="docparse">{}</article>', "<table>{}"))
    return st.builds(lambda outer, inner: outer.replace("{}", inner), around, page)


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
    assert not explodes(from_html, piece, 8_000)


def test_control_without_the_limit_it_takes_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_OPEN", 10**9)
    assert explodes(from_html, "a<b>c</b>d<div>", 10_000)


def test_tags_that_are_too_deep_are_left_out_and_their_text_stays() -> None:
    source = "<div>" * (MOST_OPEN + 1) + "a" + "</div>b" * (MOST_OPEN + 2)
    tidied = tidy(source)
    assert tidied.count("<div>") == tidied.count("</div>") == MOST_OPEN
    assert re.sub("</?div>", "", tidied) == "a" + "b" * (MOST_OPEN + 2)


PIECES = [
    *("<", "<a", "<a ", '<a b="', "<a b='", "<a b=c ", "</", "</a", "</a>", "<!", "<?", "<!--"),
    *("&", "&#", "&#x", "&amp", "&#1111111111", "-->", "<![CDATA[", "<a/", "<a =", "<br></p>"),
    *("<script>", "<style>", "<title>", "<textarea>", "<noscript>", "<svg>", "<template>"),
    *("<p>", "<p>a", "<div>", "<b>", "<b><p>a", "<a href=x>a", "<i><b><code>", "</b></i>"),
    *("<ul>", "<li>", "<ul><li>", "<blockquote>", "<h2>", "<h2>a", "<h2><div>", "<pre>", "a<br>"),
    *("<table>", "<table><tr><td>", "<tr><td>a", "<caption>a", "<td rowspan=999 colspan=99>a"),
    *("<nav>", "<section>", "<span class=link>", "<article class=docparse><p>", "<img src=x>"),
    *("a</b>b<i>", "a<br>b<div>", "<div>a<b>c</b>d"),
    *(
        "<sup>",
        "<sup>1",
        "a<sup><b>",
        "a<sup>1<sub>x</sub></sup>",
        "<ol><li value=5>a",
        "<li value=5>a",
    ),
    *("<em>a</em>", "<p>a</p>", "<ul><li>a</ul>", "<table><td>a</table>", "<h3>Why?</h3>"),
    *("Q: a?<br>A: b<br>", "<b>a?</b><br>b<br>", "<p><b>a?</b><br>b</p>", "<p>Q: a?<br>A: b</p>c"),
    *("<details><summary>a?</summary>b</details>", "<details><summary>a?", "<dl><dt>a?<dd>b"),
    *("<ul><li>a?<br>b<li>c?<br>d</ul>", "<tfoot><tr><td>a", "<thead><tr><td>a</thead>"),
]


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


def explodes(function: Callable[[str], object], piece: str, count: int = 20_000) -> bool:
    """Tell whether the time is quadratic: a regular expression is one operation however long."""
    large = seconds(function, piece * count)
    return large > 0.25 and large > 9 * seconds(function, piece * (count // 4))


@pytest.mark.parametrize("piece", PIECES)
def test_tidying_takes_linear_time(piece: str) -> None:
    assert not explodes(tidy, piece)
    assert not explodes(lambda pieces: tidy(f"<p {pieces}>"), piece)


def test_control_an_expression_that_starts_over_is_noticed() -> None:
    assert explodes(lambda source: re.sub("(?s)<!--.*?-->", "", source), "<!--", 6_000)


def test_an_element_with_very_many_attributes() -> None:
    attributes = "".join(f" a{n}=b" for n in range(40_000))
    link = f"<a{attributes} href=/x href=/y>a</a>"
    assert from_html(link) == Document([Paragraph(Link("a", "/x"))])


# ------------------------------------------------------------------------------------ tidying


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


def test_text_of_an_item() -> None:
    """What a page says of itself is no text: only what a reader sees is."""
    document = from_html("<p title=a>b<img src=/c.png alt=d></p>")
    assert [node.text for node in find_all(document, Text)] == ["b"]
