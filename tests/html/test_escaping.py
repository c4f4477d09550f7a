"""Written HTML is safe, whatever the text says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import html5lib
import pytest
from hypothesis import given

from docparse import Document, Link, Paragraph, Text
from docparse.renderers.html import fragment
from docparse.renderers.html.text import escape
from tests.attack.judge import FRAGMENT, PAGE, PARSERS, ClosedList, Parser, html_faults
from tests.attack.places import everywhere, trees
from tests.html.written import write
from tests.strategies import documents, texts


@given(texts())
def test_escaped_text_reads_back(text: str) -> None:
    clean = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", text)
    page = html5lib.parse(write(Paragraph(text)), namespaceHTMLElements=False)
    (paragraph,) = page.iter("p")
    assert (paragraph.text or "") == clean


def test_what_html_cannot_hold_is_replaced() -> None:
    assert write(Text("a\0\x1b\x0b\ud800b\t\n\r")) == "a\ufffd\ufffd\ufffd\ufffdb\t\n&#13;"


# -------------------------------------------------------------------- safe, whatever the text says


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
        shown = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", text)
        assert unescape(write(Paragraph(text))) == f"<p>{shown}</p>"
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
