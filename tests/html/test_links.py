"""Links and images in HTML: which addresses are let through."""

from __future__ import annotations

import pytest
from hypothesis import given

from docparse import Document, Emphasis, Image, Link, Paragraph, from_html, from_markdown, render
from tests.attack.judge import scheme
from tests.html.written import write
from tests.strategies import texts


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
def test_which_addresses_are_let_through(url: str, link: bool, http: bool) -> None:
    assert (leads_there(url), shows_it(url)) == (link, http)


def leads_there(url: str) -> bool:
    return "<a " in write(Link("a", url))


def shows_it(url: str) -> bool:
    return "<img " in write(Image(url, "a"))


@given(texts())
def test_any_string_is_judged_as_a_url(url: str) -> None:
    if leads_there(url):
        assert scheme(url) in ("", "http", "https", "mailto", "tel")
    if shows_it(url):
        assert scheme(url) in ("http", "https")
