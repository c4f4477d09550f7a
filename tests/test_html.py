"""The HTML that is written: what each node becomes, that it is safe, and whole pages."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import (
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
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    NodeTransformer,
    OptionError,
    Paragraph,
    Quote,
    RenderError,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    TocEntry,
    from_html,
    from_markdown,
    plain_text,
    render,
)
from docparse.renderers.html import fragment
from docparse.renderers.html.text import escape, writable
from docparse.source.urls import is_http_url, is_safe_link
from tests.attack.judge import (
    FRAGMENT,
    PAGE,
    PARSERS,
    Attributes,
    ClosedList,
    Parser,
    html5lib_elements,
    html_faults,
    scheme,
)
from tests.attack.places import everywhere, trees
from tests.growth import growth
from tests.strategies import documents, texts


def write(node: Node, **options: object) -> str:
    return render(node, "html", **options)


def inside(document: Document) -> str:
    """Return what is written of the blocks of ``document``, without the article around them."""
    start, end = '<article class="docparse" dir="auto">\n', "\n</article>"
    written = write(document)
    assert written.startswith(start)
    assert written.endswith(end)
    return written[len(start) : -len(end)]


# ------------------------------------------------------------------------ what nodes become


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


FAQ = Document([Section(Heading(2, "Questions"), [Faq([FaqItem("Why?", ["Wind.", "Rain."])])])])


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


# ----------------------------------------------------------------------------- the contents

TIED = [TocEntry("1) Fares", "Fares"), TocEntry("2) Times", None)]
CONTENTS = Table.from_rows([["Contents"], ["1) Fares"], ["2) Times"]], header_rows=1)


def test_entries_lead_to_the_headings_they_are_tied_to() -> None:
    written = write(Document([TableOfContents(CONTENTS, TIED), Section(Heading(2, "Fares"))]))
    assert '<nav class="contents" aria-label="Contents">' in written
    assert '<td><a class="entry" href="#h-fares">1) Fares</a></td>' in written
    assert "<td>2) Times</td>" in written


def test_an_entry_without_its_heading_in_the_document_leads_nowhere() -> None:
    written = write(Document([TableOfContents(CONTENTS, TIED)]))
    assert '<td data-heading="Fares">1) Fares</td>' in written


def test_entries_of_equal_headings_lead_to_one_each() -> None:
    contents = TableOfContents(List(["Fares", "Fares"]), [TocEntry("Fares", "Fares")] * 2)
    written = write(Document([contents, Heading(2, "Fares"), Heading(2, "Fares")]))
    assert re.findall('href="#(.*?)"', written) == ["h-fares", "h-fares-2"]
    assert re.findall('id="(.*?)"', written) == ["h-fares", "h-fares-2"]


def test_two_entries_of_one_heading_both_lead_to_it() -> None:
    contents = TableOfContents(List(["Fares", "Fares"]), [TocEntry("Fares", "Fares")] * 2)
    written = write(Document([contents, Heading(2, "Fares")]))
    assert re.findall('href="#(.*?)"', written) == ["h-fares", "h-fares"]


def test_entries_that_are_not_those_of_the_content_are_written_beside_it() -> None:
    contents = TableOfContents(List(["Fares"]), [TocEntry("Prices", "Fares")])
    assert write(contents).startswith(
        '<nav class="contents" aria-label="Contents" '
        'data-entries="[[&quot;Prices&quot;, &quot;Fares&quot;]]">\n<ul dir="auto">\n<li>Fares</li>'
    )


def test_rows_that_share_a_cell_are_each_tied_to_a_heading() -> None:
    shared = TableCell("Fares")
    table = Table([TableRow(["1", shared]), TableRow(["2", shared])])
    contents = TableOfContents(table, [TocEntry("Fares", "Fares")] * 2)
    document = Document([contents, Heading(2, "Fares"), Heading(2, "Fares")])
    written = write(document)
    assert re.findall('href="#(.*?)"', written) == ["h-fares", "h-fares-2"]
    assert from_html(written) == document


def test_a_row_that_stands_in_the_contents_twice_has_its_entries_beside_it() -> None:
    row = TableRow(["Fares"])
    contents = TableOfContents(Table([row, row]), [TocEntry("Fares", "Fares")] * 2)
    assert "data-entries" in write(contents)


def test_a_link_in_an_entry_cannot_be_clicked() -> None:
    contents = TableOfContents(List([Paragraph(Link("Fares", "/a"))]), [TocEntry("Fares", "Fares")])
    assert (
        '<a class="entry" href="#h-fares"><span class="link" data-url="/a">Fares</span></a>'
        in write(Document([contents, Heading(2, "Fares")]))
    )


def test_there_is_no_heading_in_the_contents() -> None:
    item = ListItem([Heading(2, "Part"), Section(Heading(3, "Chapter")), Faq([FaqItem("Why?")])])
    written = write(Document([TableOfContents(List([item])), Heading(2, "Part")]))
    assert re.findall("<(h[1-6])", written) == ["h2"]
    assert '<p class="heading" data-level="2">Part</p>' in written
    assert '<p class="question">Why?</p>' in written
    assert 'id="h-part"' in written


# ------------------------------------------------------------------------ headings: levels, ids


@pytest.mark.parametrize(
    ("levels", "written"),
    [
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        ([2, 2, 3, 2], [2, 2, 3, 2]),
        ([1, 3], [1, 2]),
        ([3, 2], [2, 2]),
        ([2, 4, 4, 3, 4], [2, 3, 3, 3, 4]),
        ([2, 6, 6, 2, 3], [2, 3, 3, 2, 3]),
        ([2, 1, 3], [2, 1, 2]),
        ([6], [2]),
        ([5, 4, 3], [2, 2, 2]),
    ],
    ids=str,
)
def test_no_level_is_skipped_in_a_document(levels: list[int], written: list[int]) -> None:
    tags = re.findall('<h([1-6]) id="[^"]+"(?: data-level="([1-6])")?>', write_levels(levels))
    assert [int(tag) for tag, _ in tags] == written
    assert [int(true or tag) for tag, true in tags] == levels


def write_levels(levels: list[int]) -> str:
    return write(Document([Heading(level, f"News {n}") for n, level in enumerate(levels)]))


def test_a_heading_outside_a_document_keeps_its_level() -> None:
    assert write(Section(Heading(5, "Fares"))).startswith('<section>\n<h5 id="h-fares">')


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        (["Fares, times & more!"], ["h-fares-times-more"]),
        (["Größer"], ["h-größer"]),
        (["सुबह की बस"], ["h-सबह-क-बस"]),
        (["第1章 冬"], ["h-第1章-冬"]),
        (["²½ ３ 4"], ["h-4"]),
        (["", "?!", "\ud800"], ["h-heading", "h-heading-2", "h-heading-3"]),
        (["a", "a", "a-2", "A"], ["h-a", "h-a-2", "h-a-2-2", "h-a-3"]),
        (["a-2", "a", "a"], ["h-a-2", "h-a", "h-a-3"]),
        (['"><script>'], ["h-script"]),
        (["x" * 500], ["h-" + "x" * 64]),
        (["a" * 63 + " b"], ["h-" + "a" * 63]),
        (["İstanbul"], ["h-istanbul"]),
    ],
)
def test_ids_are_made_of_letters_digits_and_hyphens(texts: list[str], ids: list[str]) -> None:
    written = write(Document([Heading(2, text) for text in texts]))
    assert re.findall('id="(.*?)"', written) == ids


@pytest.mark.parametrize("numbered", [False, True])
def test_ids_of_equal_headings_take_linear_time(numbered: bool) -> None:
    def headings(count: int) -> Document:
        names = [f"a-{n}" for n in range(2, count if numbered else 2)]
        return Document([Heading(2, name) for name in (*names, *["a"] * count)])

    assert growth(write, headings, 50) < 5


# --------------------------------------------------------------------------------- characters


@given(texts())
def test_escaped_text_reads_back(text: str) -> None:
    clean = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", text)
    page = html5lib.parse(f"<p>{writable(escape(text))}</p>", namespaceHTMLElements=False)
    (paragraph,) = page.iter("p")
    assert (paragraph.text or "") == clean


def test_what_html_cannot_hold_is_replaced() -> None:
    assert write(Text("a\0\x1b\x0b\ud800b\t\n\r")) == "a\ufffd\ufffd\ufffd\ufffdb\t\n&#13;"


# ------------------------------------------------------------- safe, whatever the text says


def check_safe(html: str, allowed: ClosedList = FRAGMENT) -> None:
    """Two HTML5 parsers find nothing in ``html`` but what is on the lists."""
    assert list(html_faults(html, allowed)) == []


ATTACKS = [
    "<script>alert(1)</script>",
    "</p></article><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "` onclick=alert(1) `",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript\r:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript&#58;alert(1)",
    "javascript%3Aalert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "\\\\evil.example\\x",
    "<!--><script>alert(1)</script>-->",
    "--!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "</title></style></textarea></noscript></script><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=1>'>",
    "<form id=a></form><input name=parentNode form=a>",
    "<base href=//evil.example><iframe srcdoc='<script>1</script>'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<x\0y onload=1>",
    "<\0script>alert(1)</script>",
    "\u2028<script>alert(1)</script>\u2029",
    "\ud800<script>\udc00",
    "＜script＞alert(1)＜/script＞",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
    "h-x\" onclick='1'",
    "language-x onclick=1",
]


def attack(text: str) -> None:
    for document in trees(text):
        check_safe(write(document))
        check_safe(write(document, faq="details"))


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_stay_text(text: str) -> None:
    attack(text)


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_stay_text_in_a_whole_page(text: str) -> None:
    for document in trees(text):
        page = write(document, document=True, title=text, url="https://example.org/" + text)
        check_safe(page, PAGE)
        check_safe(write(document, document=True, url=text), PAGE)


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
def test_attacked_text_is_still_there(parser: Parser) -> None:
    """Nothing is safe because it was thrown away."""
    for text in ATTACKS:
        shown = writable(text).replace("&#13;", "\r")
        assert escape(shown).replace("\r", "&#13;") in write(Paragraph(text))
        (link,) = [values for tag, values in parser(write(Link("a", "/b", text))) if tag == "a"]
        assert link["title"] == shown


@given(documents(clean=False, refused_links=True))
def test_any_document_is_safe(document: Document) -> None:
    check_safe(write(document))
    check_safe(write(document, document=True), PAGE)


def test_published_attacks_stay_text(shared: Path) -> None:
    folder = shared / "security" / "payloads"
    lines = {
        line
        for path in folder.glob("*.txt")
        for line in path.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    }
    assert len(lines) > 1000
    for line in sorted(lines):
        check_safe(write(everywhere(line)))


def test_naughty_strings_stay_text(shared: Path) -> None:
    strings = json.loads((shared / "security" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) > 400
    for text in strings:
        check_safe(write(everywhere(text)))


def unescaped(text: str) -> str:
    return text


def unquoted(text: str) -> str:
    return escape(text).replace("&quot;", '"')


@pytest.mark.parametrize("broken", [unescaped, unquoted])
def test_control_text_that_is_not_escaped_is_noticed(
    broken: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragment, "escape", broken)
    with pytest.raises(AssertionError):
        attack('"><img src=x onerror=alert(1)>')


@pytest.mark.parametrize("judge", ["is_safe_link", "is_http_url"])
def test_control_a_link_that_is_not_judged_is_noticed(
    judge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragment, judge, lambda url: True)
    with pytest.raises(AssertionError, match="javascript"):
        attack("javascript:alert(1)")


@pytest.mark.parametrize(
    "html",
    [
        "<script></script>",
        '<p onclick="1"></p>',
        '<p style="a"></p>',
        '<p id="x"></p>',
        '<p id="h-a b"></p>',
        '<p class="wide docparse"></p>',
        '<code class="language-a b"></code>',
        '<a href="java&#10;script:1">a</a>',
        '<span data-url="data:x"></span>',
        "<iframe></iframe>",
        "<p><!--a--></p>",
    ],
)
def test_control_the_judge_sees(html: str) -> None:
    with pytest.raises(AssertionError):
        check_safe(html)


# ---------------------------------------------------------------------------- links and images


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://a", "C:\\a"])
def test_a_refused_link_shows_its_text_and_a_refused_image_its_words(url: str) -> None:
    paragraph = Paragraph([Link(["a ", Emphasis("b")], url, "c"), Image(url, "a ferry")])
    assert write(paragraph) == "<p>a <em>b</em>a ferry</p>"


def test_a_backslash_in_an_address_is_written_as_its_code_and_read_back_as_it_is() -> None:
    link, picture = "https://example.org/?q=a\\b", "https://example.org/\\frac{1}{2}.gif"
    document = Document([Paragraph([Link("a", link), " ", Image(picture, "b")])])
    written = write(document)
    assert '<a href="https://example.org/?q=a%5Cb" data-url="' in written
    assert '<img src="https://example.org/%5Cfrac{1}{2}.gif" data-url="' in written
    assert from_html(written) == document
    (paragraph,) = from_markdown(render(document, "markdown")).children
    link_of, _, picture_of = paragraph.children
    assert isinstance(link_of, Link)
    assert isinstance(picture_of, Image)
    assert link_of.url == "https://example.org/?q=a%5Cb"
    assert picture_of.url == "https://example.org/%5Cfrac{1}{2}.gif"
    url = render(document, "jsonld", url=link)
    assert '"url":"https://example.org/?q=a%5Cb"' in url
    assert 'rel="canonical" href="https://example.org/?q=a%5Cb"' in write(
        document, document=True, url=link
    )


def test_links_beside_each_other_can_all_be_clicked() -> None:
    paragraph = Paragraph([Link(["a", Link("b", "/b")], "/a"), Link("c", "/c")])
    assert write(paragraph).endswith('</span></a><a href="/c">c</a></p>')


def test_a_link_in_a_link_cannot_be_clicked() -> None:
    outer = Link(["a", Link("b", "/c", "d")], "/e")
    assert write(outer) == (
        '<a href="/e">a<span class="link" data-url="/c" data-title="d">b</span></a>'
    )


@pytest.mark.parametrize(
    ("url", "link", "http"),
    [
        ("https://example.org/a?b=c:d#e", True, True),
        ("HTTP://example.org", True, True),
        ("http://", True, True),
        ("mailto:a@example.org", True, False),
        ("tel:+49 1234", True, False),
        ("", True, False),
        ("#a", True, False),
        ("?a=b:c", True, False),
        ("a/b:c", True, False),
        ("/wiki/Talk%3AFerry", True, False),
        ("//example.org/a", True, False),
        ("a%20b", True, False),
        ("100%", True, False),
        ("\u00a0https://example.org", False, False),
        ("javascript:alert(1)", False, False),
        ("\x00javascript:alert(1)", False, False),
        ("\x0bhttps:a", True, True),
        ("javascript&colon;alert(1)", False, False),
        ("javascript&amp;colon;alert(1)", False, False),
        ("javascript%253Aalert(1)", False, False),
        ("java%0ascript:alert(1)", False, False),
        ("&#" + "1" * 5000 + ";", False, False),
        ("Talk%3AFerry", False, False),
        ("file:///etc/passwd", False, False),
        ("blob:https://example.org/a", False, False),
        ("ftp://example.org", False, False),
        ("httpſ://example.org", False, False),
        ("\\\\example.org", False, False),
        ("https:\\\\example.org", False, False),
        ("https:/\\example.org", False, False),
        ("https:///\\example.org", False, False),
        ("https://example.org\\@example.net/", False, False),
        ("https://\\example.org/", False, False),
        ("https://example.org\\a", False, False),
        (" https://example.org/\\", False, False),
        ("/a\\b", False, False),
        ("mailto:a\\b", False, False),
        ("javascript:'https://example.org/\\'", False, False),
        ("https://example.org/a\\b", True, True),
        ("HTTP://example.org?\\frac{1}{2}", True, True),
        ("https://example.org#\\", True, True),
        ("a" + "%25" * 50 + "3A", False, False),
    ],
)
def test_which_urls_are_safe(url: str, link: bool, http: bool) -> None:
    assert (is_safe_link(url), is_http_url(url)) == (link, http)


@given(texts())
def test_any_string_is_judged_as_a_url(url: str) -> None:
    if is_safe_link(url):
        assert scheme(url) in ("", "http", "https", "mailto", "tel")
    if is_http_url(url):
        assert scheme(url) in ("http", "https")


# ------------------------------------------------------------------------------------ directions

ARABIC, HEBREW = "العبّارة تبحر", "המעבורת & החוף"


@pytest.mark.parametrize(
    ("document", "marked"),
    [
        (["Boats.", ARABIC, "1234", "Boats."], ['<p dir="auto">' + ARABIC]),
        ([ARABIC, "Boats.", HEBREW], ['<p dir="auto">Boats.']),
        (["1234", HEBREW, "A & b"], ['<p dir="auto">A &amp; b']),
        ([ARABIC, HEBREW], []),
        (["Boats.", f"The word {ARABIC}."], []),
        (["Boats.", Heading(2, ARABIC)], [f'dir="auto">{ARABIC}</h2>']),
        (["Boats.", List([ListItem("a"), ListItem(ARABIC)])], [f'<li dir="auto">{ARABIC}']),
        (["Boats.", List([ListItem(ARABIC), ListItem("a")])], ['<li dir="auto">a']),
        (["Boats.", List([ListItem([ARABIC, "a"])])], ['<p dir="auto">a']),
        (["Boats.", Quote([ARABIC, "a"])], ['<p dir="auto">a']),
        (["Boats.", Table.from_rows([["a", ARABIC]])], [f'<td dir="auto">{ARABIC}']),
        (
            ["Boats.", Table.from_rows([[ARABIC, ""], ["", "a"]], header_rows=1)],
            [f'<th scope="col" dir="auto">{ARABIC}'],
        ),
        (["Boats.", Faq([FaqItem(ARABIC, ["a"])])], [f'class="question" dir="auto">{ARABIC}']),
    ],
)
def test_a_block_that_runs_another_way_says_so(document: list[Block], marked: list[str]) -> None:
    written = write(Document(document))
    plain = re.sub('(<(?:article|ul|blockquote)[^>]*) dir="auto"', r"\1", written)
    assert plain.count("dir=") == len(marked)
    assert all(mark in plain for mark in marked)
    assert from_html(written) == Document(document)


def test_a_node_by_itself_and_the_title_of_a_page_say_so_too() -> None:
    assert write(Paragraph(ARABIC)) == f'<p dir="auto">{ARABIC}</p>'
    assert write(Paragraph("a")) == "<p>a</p>"
    page = write(Document([ARABIC]), document=True)
    assert f'<h1 class="unseen" dir="auto">{ARABIC}</h1>' in page


def runs_as_it_is_written(html: str) -> None:
    """Each text runs the way of its first letter, as the rules for ``dir="auto"`` have it."""

    def way_of(text: str) -> str:
        letters = (unicodedata.bidirectional(char) for char in text)
        kind = next((kind for kind in letters if kind in ("L", "R", "AL")), "")
        return {"": "", "L": "ltr"}.get(kind, "rtl")

    def resolved(element: Any) -> str:
        found = way_of(element.text or "")
        for child in element:
            if not found and "dir" not in child.attrib:
                found = resolved(child)
            found = found or way_of(child.tail or "")
        return found

    def check(element: Any, way: str) -> None:
        if "dir" in element.attrib:
            way = resolved(element) or "ltr"
        if element.tag in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
            assert way_of(element.text or "") in ("", way), html
        for child in element:
            check(child, way)

    check(html5lib.parse(html, namespaceHTMLElements=False), "ltr")


@given(documents(), st.lists(st.sampled_from([ARABIC, HEBREW, "Boats", "12"]), min_size=1))
def test_every_block_runs_the_way_of_its_text(document: Document, words: list[str]) -> None:
    runs_as_it_is_written(write(in_words(document, words)))


def test_control_a_block_that_runs_the_wrong_way_is_noticed() -> None:
    document = Document(["Boats.", ARABIC])
    with pytest.raises(AssertionError):
        runs_as_it_is_written(write(document).replace('<p dir="auto">', "<p>"))


@pytest.mark.parametrize("words", [[ARABIC, "a"], ["", ARABIC], ["1"]])
def test_directions_take_time_in_proportion(words: list[str]) -> None:
    def nested(count: int) -> Document:
        block: Block = Paragraph(ARABIC)
        for number in range(count):
            item = ListItem([words[number % len(words)], block])
            block = List([item]) if number % 8 else Quote([block])
        return Document([block])

    def flat(count: int) -> Document:
        items = [ListItem([Paragraph(words[n % len(words)]), Paragraph("b")]) for n in range(count)]
        return Document(["Boats.", List(items), ARABIC])

    assert growth(write, nested, 10) < 5
    assert growth(write, flat, 100) < 5


def in_words(document: Document, words: list[str]) -> Document:
    """Return ``document``, its texts being ``words`` in turn."""
    supply = itertools.cycle(words)

    class Rewritten(NodeTransformer):
        def leave_Text(self, text: Text) -> Text:
            return Text(next(supply))

    return Rewritten().transform(document)


# -------------------------------------------------------------------------------- whole pages

LEAD = "The ferry leaves at nine and comes back at noon, except in winter, when it stays."


def element(page: str, tag: str) -> Attributes:
    (values,) = [values for name, values in html5lib_elements(page) if name == tag]
    return values


def text_of(page: str, tag: str) -> str:
    (found,) = html5lib.parse(page, namespaceHTMLElements=False).iter(tag)
    return found.text or ""


def test_a_page_from_end_to_end() -> None:
    row = Table.from_rows([["a", "b", "c", "d"]])
    page = write(
        Document(["Short lead.", row]),
        **{"document": True, "title": "Ferries", "lang": "en", "date": "2025-05-17"},
    )
    page = re.sub('(?<=content=")default-src.*?(?=")', "POLICY", page)
    page = re.sub("(?s)(?<=<style>).*(?=</style>)", "STYLE", page)
    cells = "".join(f"<td>{text}</td>\n" for text in "abcd")
    assert page == (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="POLICY">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        "<title>Ferries</title>\n<style>STYLE</style>\n</head>\n<body>\n<main>\n"
        '<header dir="auto">\n<h1>Ferries</h1>\n'
        '<p class="date"><time datetime="2025-05-17">2025-05-17</time></p>\n</header>\n'
        '<article class="docparse" dir="auto">\n<p>Short lead.</p>\n'
        '<div class="wide" role="group" aria-label="Table" tabindex="0">\n'
        f"<table>\n<tbody>\n<tr>\n{cells}</tr>\n</tbody>\n</table>\n</div>\n"
        "</article>\n</main>\n</body>\n</html>\n"
    )


def test_a_page_writes_questions_as_it_is_told() -> None:
    assert "<details" in write(FAQ, document=True, faq="details")
    assert "<details" not in write(FAQ, document=True)


def test_a_page_is_whole() -> None:
    page = write(Document([LEAD]), document=True, lang="en", title="Ferries")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert page.endswith(f"<p>{LEAD}</p>\n</article>\n</main>\n</body>\n</html>\n")
    tags = [tag for tag, _ in html5lib_elements(page)]
    assert [tag for tag in tags if tag not in ("meta", "link")] == (
        "html head title style body main header h1 article p".split()
    )
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page


def test_the_content_security_policy_allows_the_one_style_and_no_script() -> None:
    page = write(Document([LEAD]), document=True)
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="(.*?)"', page)
    style = text_of(page, "style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src https: http:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize(
    ("blocks", "title", "shown"),
    [
        ([LEAD], "Ferries", "Ferries"),
        ([LEAD], " Ferries \n in  winter ", "Ferries in winter"),
        ([LEAD], None, "The ferry leaves at nine and comes back at noon, except in winter…"),
        (["Short lead."], None, "Short lead."),
        ([Paragraph(" "), "Second."], "", "Second."),
        ([LEAD, Section(Heading(1, ["Of ", Strong("ferries")]))], None, "Of ferries"),
        ([Heading(1, "x" * 90)], None, "x" * 90),
        (["冬" * 90], None, "冬" * 70 + "…"),
        (["a " * 34 + "bc"], None, "a " * 34 + "bc"),
        (["a " * 34 + "X bc"], None, "a " * 34 + "X…"),
        ([KeyPoints(Table.from_rows([["", "A cell"]]))], None, "A cell"),
        ([ThematicBreak()], None, "Untitled"),
    ],
)
def test_the_title(blocks: list[Block | str], title: str | None, shown: str) -> None:
    assert text_of(write(Document(blocks), document=True, title=title), "title") == shown


@pytest.mark.parametrize(
    ("blocks", "title", "headlines"),
    [
        ([LEAD], "Ferries", ["<h1>Ferries</h1>"]),
        (["Short lead."], None, ['<h1 class="unseen">Short lead.</h1>']),
        ([Heading(2, "Of <b>")], None, ['<h1 class="unseen">Of &lt;b&gt;</h1>']),
        ([Heading(1, "Of ferries")], None, ['<h1 id="h-of-ferries">Of ferries</h1>']),
        ([Heading(1, "Of ferries")], "Ferries", ['<h1 id="h-of-ferries">Of ferries</h1>']),
        ([Heading(2, "Of ferries")], "Ferries & co", ["<h1>Ferries &amp; co</h1>"]),
    ],
)
def test_a_page_has_one_headline(
    blocks: list[Block | str], title: str | None, headlines: list[str]
) -> None:
    page = write(Document(blocks), document=True, title=title)
    assert re.findall("<h1.*?</h1>", page) == headlines


@pytest.mark.parametrize(
    "date",
    ["2025-05-17", "2025-05-17T09:30", "2025-05-17 09:30:15", "2025-05-17T09:30:15.5+02:00"],
)
def test_the_date(date: str) -> None:
    page = write(Document([LEAD]), document=True, date=date)
    assert f'<p class="date"><time datetime="{date}">{date}</time></p>' in page


@pytest.mark.parametrize(
    "date",
    [
        *("", "May 17", "20250517", "2025-5-17", "2025-13-01", "2025-02-29", "２０２５-05-17"),
        *("2025-05-17T25:00", "2025-05-17T09:30+25:00", '2025-05-17"', "2025-05-17\n"),
    ],
)
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(OptionError, match="ISO date"):
        write(Document([LEAD]), document=True, date=date)


@pytest.mark.parametrize("lang", ["en", "pt-BR", "zh-Hant-TW", "und", "x-klingon"])
def test_the_language(lang: str) -> None:
    assert element(write(Document([LEAD]), document=True, lang=lang), "html") == {"lang": lang}


@pytest.mark.parametrize("lang", ["", "e n", 'en"', "en_US", "englishlanguage", "-", None, 5])
def test_what_is_no_language_is_refused(lang: object) -> None:
    with pytest.raises(OptionError, match="language tag"):
        write(Document([LEAD]), document=True, lang=lang)


def test_the_address() -> None:
    page = write(Document([LEAD]), document=True, url="https://example.org/?a&b")
    assert element(page, "link") == {"rel": "canonical", "href": "https://example.org/?a&b"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/news", "", None])
def test_an_address_that_is_not_of_the_web_is_left_out(url: str | None) -> None:
    assert "canonical" not in write(Document([LEAD]), document=True, url=url)


def test_a_wide_table_of_a_page_scrolls_in_a_box_that_keys_reach() -> None:
    wide = Document([Table.from_rows([["a"], ["b"] * 4])])
    box = '<div class="wide" role="group" aria-label="Table" tabindex="0">\n<table>'
    assert box in write(wide, document=True)
    assert "<div" not in write(wide)
    assert "<div" not in write(Document([Table.from_rows([["a"] * 3])]), document=True)


def test_a_small_page_is_small() -> None:
    assert len(write(Document([]), document=True).encode()) < 4096


def test_a_block_makes_a_page_of_its_own() -> None:
    assert "<p>a</p>" in write(Paragraph("a"), document=True)
    with pytest.raises(RenderError, match="not of a TableRow"):
        write(TableRow(["a"]), document=True)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"faq": "h3"}, OptionError),
        ({"faq": None}, OptionError),
        ({"title": 5}, ArgumentError),
        ({"url": b"https://example.org"}, ArgumentError),
        ({"date": 20250517}, ArgumentError),
    ],
)
def test_options_that_are_refused(options: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        write(Document([LEAD]), **options)


def test_a_message_names_the_option_and_what_was_given() -> None:
    for name in ("title", "url", "date"):
        with pytest.raises(ArgumentError, match=f"^{name} is a str or None, not int$"):
            write(Document([LEAD]), **{name: 5})
    with pytest.raises(OptionError, match='faq is "headings" or "details", not'):
        write(Document([LEAD]), faq="h3")


def test_the_language_of_a_page_is_undetermined_unless_given() -> None:
    assert element(write(Document([LEAD]), document=True), "html") == {"lang": "und"}


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
