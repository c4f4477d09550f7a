"""A small part of ``make attack`` on every run, and that it notices whatever it is there for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import docparse
from docparse import (
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from docparse.renderers import csv_formulas, html, jsonld, markdown
from docparse.renderers.html import fragment, page
from docparse.renderers.markdown import characters, expressible, inlines
from tests.attack import campaign, inputs
from tests.attack.__main__ import COLUMNS, table
from tests.attack.campaign import (
    Plan,
    Report,
    documents_of,
    faults_of,
    growth_faults,
    run,
    run_in_reader,
    run_on_trees,
)
from tests.attack.contenders import OURS, Contender, document_faults, text_places
from tests.attack.judge import (
    BROKEN,
    FAST,
    GROWTH,
    MARKUP,
    NOT_UTF8,
    RAISED,
    RECURSION,
    SCHEME,
    Fault,
    csv_faults,
    html_faults,
    jsonld_faults,
)
from tests.attack.places import HTML_PLACES, TEXT_PLACES, everywhere
from tests.attack.readers import Tried, is_plain_address, reader_faults, readers


def sample(strings: Iterable[str]) -> Plan:
    """Return a plan of a few seconds; the strings differ from one contender to the next.

    No pile is in it: what is timed here may fail by accident, and test_growth.py counts.
    """
    return Plan(list(strings), inputs.soups(15), inputs.nestings(200), [], large=400)


@pytest.mark.parametrize("number", range(len(OURS)), ids=[contender.name for contender in OURS])
def test_a_sample_does_no_harm(number: int, shared: Path) -> None:
    strings = campaign.full_plan(inputs.published(shared / "security"), large=0).strings
    report = run(OURS[number], sample(strings[number::400]))
    assert report.examples == []


def test_a_sample_does_no_harm_in_trees(shared: Path) -> None:
    strings = campaign.full_plan(inputs.published(shared / "security"), large=0).strings
    report = run_on_trees("trees", sample(strings[::100]))
    assert report.examples == []


def test_there_is_something_to_try(shared: Path) -> None:
    assert len(inputs.published(shared / "security")) > 1_500
    assert len(set(inputs.link_tricks())) > 250
    assert len(inputs.odd_texts()) > 500
    assert len(inputs.nestings()) > 50
    assert inputs.soups(50) == inputs.soups(50) != inputs.soups(50, seed=6)


@pytest.mark.parametrize("places", [TEXT_PLACES, HTML_PLACES], ids=["text", "html"])
def test_every_place_is_named_once_and_has_room(places: dict[str, str]) -> None:
    assert all("\ue123" in place for place in places.values())


def test_the_places_of_a_text_are_read_as_what_they_are_called() -> None:
    seen = {
        type(node).__name__
        for source in text_places("Boats").values()
        for node in docparse.walk(docparse.parse(source))
        if "Boats" in docparse.plain_text(node) or not node.children
    }
    assert seen >= {
        *("Paragraph", "Heading", "ListItem", "TableCell", "FaqItem", "KeyPoints", "Quote"),
        *("TableOfContents", "Link", "Image", "Strong", "Emphasis", "CodeBlock", "CodeSpan"),
    }


# ------------------------------------------------------------------- controls: defences taken away

ATTACK = '</script></title></pre>"><img src=x onerror=f()>'


def as_it_is(text: str) -> str:
    return text


def written_faults(text: str) -> set[str]:
    return {fault.kind for fault in document_faults(everywhere(text), text, FAST)}


@pytest.mark.parametrize(
    ("module", "name", "broken", "text", "kind"),
    [
        (fragment, "escape", as_it_is, ATTACK, MARKUP),
        (page, "escape", as_it_is, ATTACK, MARKUP),
        (html, "writable", as_it_is, "\ud800", NOT_UTF8),
        (fragment, "is_safe_link", bool, "javascript:f()", SCHEME),
        (fragment, "is_http_url", bool, "javascript:f()", SCHEME),
        (expressible, "is_safe_link", bool, "javascript:f()", SCHEME),
        (inlines, "_escaped_mark", lambda mark: mark[0], "<script>", MARKUP),
        (expressible, "writable", as_it_is, "\ud800", NOT_UTF8),
        (jsonld, "_UNSAFE_IN_SCRIPT", re.compile("[^\\s\\S]"), ATTACK, MARKUP),
        (jsonld, "without_surrogates", as_it_is, "\ud800", NOT_UTF8),
        (csv_formulas, "_runs", lambda text: False, "=1+1", MARKUP),
        (csv_formulas, "_computes", lambda text: False, "-1+1", MARKUP),
        (csv_formulas, "_SIGNED", re.compile(rf"\A(?={csv_formulas._SIGN})"), "x;=1+1", MARKUP),
        (csv_formulas, "unescape_formula", as_it_is, "=1+1", BROKEN),
    ],
)
def test_control_without_a_defence_it_goes_red(
    module: ModuleType,
    name: str,
    broken: Any,
    text: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert written_faults(text) == set()
    monkeypatch.setattr(module, name, broken)
    if name == "unescape_formula":
        monkeypatch.setattr("tests.attack.judge.unescape_formula", broken)
    assert kind in written_faults(text)


def test_control_a_run_with_escaping_off_tells_what_got_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fragment, "escape", as_it_is)
    for contender in OURS:
        report = run(contender, Plan([ATTACK], [], {}, [], large=0))
        assert report.hit[MARKUP] == 1, contender.name
        assert any("<img onerror>" in example for example in report.examples)


def bad_writer(source: str) -> str:
    """Write as the worst of all peers would."""
    if source.count(">") > 100:
        return bad_writer(source)
    if "raise" in source:
        raise ValueError(source)
    for start in range(len(source)):
        source[start:].count("a")
        for _ in source[start:]:
            pass
    return source


def bad_judge(source: str, text: str, parsers: Any) -> Iterator[Fault]:
    return html_faults(bad_writer(source), parsers=parsers)


def test_control_every_column_can_be_hit() -> None:
    bad = Contender("bad", text_places, bad_writer, bad_judge)
    strings = ["<script>", "<a href=javascript:f()>", "raise", "\ud800"]
    report = run(bad, Plan(strings, [], {"quotes": ">" * 200}, ["stars"], large=400))
    for kind in (MARKUP, SCHEME, RAISED, NOT_UTF8, RECURSION, GROWTH):
        assert report.hit[kind], kind
    assert "| bad | 102 |" in table([report])


def test_control_what_takes_too_long_is_ended() -> None:
    def forever() -> Iterator[Fault]:
        while True:
            pass
        yield

    assert [fault.kind for fault in faults_of(forever, limit=0.05)] == [GROWTH]


def test_control_time_is_taken_where_no_operation_shows_it() -> None:
    def strip(text: str) -> str:
        return re.sub(r"\*+$", "", text + "a")

    assert [fault.kind for fault in growth_faults(strip, "stars", 16_000)] == [GROWTH]
    assert list(growth_faults(str.upper, "stars", 16_000)) == []


@pytest.mark.parametrize(
    ("faults", "value"),
    [
        (jsonld_faults, '{"@context":"","@graph":[]}</script><b>'),
        (jsonld_faults, '{"@context":"","@graph":[]'),
        (jsonld_faults, "{}"),
        (lambda cell: csv_faults(cell, cell), " =1+1"),
        (lambda cell: csv_faults(cell, cell), "＝1+1"),
        (lambda cell: csv_faults(cell, cell), "x;=1+1"),
        (lambda cell: csv_faults(cell, cell), "x\t=1+1"),
        (lambda cell: csv_faults(cell, cell), 'a,"x;\n=1+1"'),
        (lambda cell: csv_faults(cell, cell), "a,-2+3"),
        (lambda cell: csv_faults(cell, cell), "-5,3+cmd|'/C calc'!A0"),
        (lambda cell: csv_faults(cell, cell), "a,@SUM(A1)"),
        (lambda cell: csv_faults(cell, cell), "a; -B2"),
        (lambda cell: csv_faults(cell, cell), 'a,"x\n="'),
        (lambda cell: csv_faults(cell, f"'{cell}"), "a"),
    ],
)
def test_control_the_judges_see(faults: Callable[[str], Iterator[Fault]], value: str) -> None:
    assert list(faults(value))


def test_the_table_has_every_column() -> None:
    head, *_ = table([Report("a", 0, Counter(), [])]).split("\n")
    assert [column.strip() for column in head.split("|")[3:-1]] == list(COLUMNS)


# -------------------------------------------------------------------- our Markdown in other readers

HANDS = readers()
TRICKS = inputs.markdown_tricks()


@pytest.fixture(scope="module")
def tried(shared: Path) -> campaign.TriedTexts:
    strings = campaign.full_plan(inputs.published(shared / "security"), large=0).strings
    return documents_of(Plan([*strings[::100], *TRICKS], inputs.soups(40), {}, [], large=0))


@pytest.mark.parametrize("name", HANDS)
def test_a_reader_makes_no_more_of_our_markdown_than_the_tree_has(
    name: str, tried: campaign.TriedTexts
) -> None:
    assert run_in_reader(name, HANDS[name], tried).examples == []


def test_the_readers_of_the_test_extra_are_there() -> None:
    names = " ".join(HANDS)
    assert all(each in names for each in ("gfm-like", "cmark-gfm", "mistune", "Python-Markdown"))


def with_backslash(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


NEVER = re.compile("(?!)")
ANY = re.compile(r"[\s\S]*")

LAPSES: list[tuple[ModuleType, str, Any, Document, str]] = [
    (
        inlines,
        "_escaped_mark",
        with_backslash,
        Document(["<img src=x>"]),
        "Python-Markdown",
    ),
    (
        inlines,
        "_ADDRESS",
        NEVER,
        Document(["http://e.org/<b>"]),
        "markdown-it-py, gfm-like",
    ),
    (inlines, "_ADDRESS", NEVER, Document(["http://e.org/<b>"]), "cmark-gfm, raw HTML"),
    (
        inlines,
        "partnered",
        lambda source: frozenset(),
        Document(["$a$"]),
        "mistune, all plugins",
    ),
    (characters, "_BLOCK_START", NEVER, Document(["#a"]), "Python-Markdown"),
    (
        inlines,
        "_RUBY",
        NEVER,
        Document([Paragraph(Link("a(b)", "/c"))]),
        "mistune, all plugins",
    ),
    (markdown, "_CODE_LANGUAGE", ANY, Document([CodeBlock("<b>", "{=html}")]), "pandoc, markdown"),
    (
        markdown,
        "_CODE_LANGUAGE",
        ANY,
        Document([CodeBlock("<div>", "a b")]),
        "Python-Markdown, extra",
    ),
    (
        markdown,
        "_needs_indentation",
        lambda text: False,
        Document([CodeBlock("<b>\n\n<i>")]),
        "Python-Markdown",
    ),
    (markdown, "_NOTHING", "", Document([List(["a"]), CodeBlock("<b>")]), "Python-Markdown"),
]
CODE_OF_TWO_LINES = Document([List([ListItem([CodeBlock("a\u2028# b")])])])


@pytest.mark.parametrize("name", HANDS)
def test_code_in_an_item_stays_code_behind_any_line_end(name: str) -> None:
    """mistletoe, which is no dependency of the tests, took the second line for a title."""
    assert reader_faults(HANDS[name], [Tried(CODE_OF_TWO_LINES)]) == [[]]
    assert "\u2028" not in docparse.render(CODE_OF_TWO_LINES, "markdown")


PICTURE = Image("https://e.org/a.png", "a")
NO_MARKUP = [
    Document([Paragraph("é@ü.de, a@b..org or a@.org")]),
    Document([Paragraph("a@b@c")]),
    Document([Paragraph("www.{")]),
    Document([Paragraph(Strong("http:// "))]),
    Document([Paragraph("é. first")]),
    Document([Paragraph(Link(Strong("www.e.org x"), "/a"))]),
    Document([Paragraph("http://e.org/^[a]b")]),
    Document([Paragraph(["a!!", Link("b", "/c")])]),
    Document([Paragraph(["a >! b", CodeSpan("!<")])]),
    Document([Table.from_rows([["https://e.org/a|b"]])]),
    Document([Paragraph([Emphasis(CodeSpan('<b a="')), '">'])]),
    Document([Paragraph([Emphasis(CodeSpan("<javascript:f()//")), ">"])]),
    Document([Paragraph([Link(CodeSpan("<b a='"), "/x"), " c ", CodeSpan("'>")])]),
    Document([Paragraph([Strong(CodeSpan("~~a")), " b ", CodeSpan("c~~")])]),
    Document([Paragraph([Strong(CodeSpan("<a:")), LineBreak(), PICTURE, "www.e.org>"])]),
    Document([Paragraph(Image("https://e.org/a.png", "http://\n]"))]),
    Document([Table.from_rows([["a"], [Link("b", "/c\x85d")]], 1)]),
    Document([List([ListItem([CodeBlock("\n\xa0<a>")])])]),
    Document([Quote([List([Paragraph(Link("a", "/b\x85c", "d\x85"))])])]),
    Document([List(["a", "\x85"]), List([ListItem(["b", CodeBlock("c")])])]),
    Document([Paragraph(Link(CodeSpan("]: /a"), "/b"))]),
    Document([Paragraph(["a\n", Emphasis(Link(CodeSpan("b] : c"), "/d")), " e"])]),
]


@pytest.mark.parametrize("name", HANDS)
@pytest.mark.parametrize("document", NO_MARKUP, ids=docparse.plain_text)
def test_what_only_one_reader_knows_is_markup_to_none(name: str, document: Document) -> None:
    assert reader_faults(HANDS[name], [Tried(document)]) == [[]]


def test_a_quote_of_pictures_is_no_spoiler() -> None:
    written = docparse.render(Document([Quote([Paragraph(PICTURE)])]), "markdown")
    assert "spoiler" not in HANDS["mistune, all plugins"].html([written])[0]


BRACES = Document([Heading(1, 'a {onclick="f()"}'), Table.from_rows([["a {: onclick=f() }"]])])


@pytest.mark.parametrize(("module", "attribute", "lapse", "document", "name"), LAPSES)
def test_control_a_reader_notices_what_is_not_escaped(
    module: ModuleType,
    attribute: str,
    lapse: Any,
    document: Document,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if name not in HANDS:
        pytest.skip(f"{name} is not installed")
    assert reader_faults(HANDS[name], [Tried(document)]) == [[]]
    monkeypatch.setattr(module, attribute, lapse)
    assert [fault.kind for fault in reader_faults(HANDS[name], [Tried(document)])[0]]


@pytest.mark.parametrize("name", [name for name in HANDS if "extra" in name or "pandoc" in name])
def test_control_braces_become_attributes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "pandoc, gfm":
        pytest.skip("reads no attributes")
    assert reader_faults(HANDS[name], [Tried(BRACES)]) == [[]]
    escaped = inlines._escaped_mark
    monkeypatch.setattr(
        inlines, "_escaped_mark", lambda match: "{" if match[0] == "{" else escaped(match)
    )
    assert any("onclick" in fault.seen for fault in reader_faults(HANDS[name], [Tried(BRACES)])[0])


@pytest.mark.parametrize(
    ("attributes", "shown", "is_plain"),
    [
        ({"href": "https://e.org/a_b"}, "https://e.org/a_b", True),
        ({"href": "http://www.e.org"}, "www.e.org", True),
        ({"href": "mailto:a@e.org", "class": "email"}, "a@e.org", True),
        ({"href": "https://e.org/a_b&lt"}, "https://e.org/a_b", False),
        ({"href": "https://xn--9ca.org/"}, "https://é.org/", True),
        ({"href": "https://xn--9ca.org/"}, "https://e.org/", False),
        ({"href": "https://e.org/other"}, "https://e.org/other", False),
        ({"href": "ftp://e.org"}, "ftp://e.org", False),
        ({"href": "https://e.org/a_b", "onclick": "f()"}, "https://e.org/a_b", False),
    ],
)
def test_a_link_of_a_bare_address_is_that_address(
    attributes: dict[str, str], shown: str, is_plain: bool
) -> None:
    text = "See https://e.org/a_b, www.e.org, ftp://e.org, https://é.org/ or a@e.org"
    assert is_plain_address(attributes, shown, text) is is_plain


@pytest.mark.parametrize(
    "address", ["https://e.org/a_b_c", "http://e.org/~joe/x", "https://e.org/[1]"]
)
def test_an_address_is_linked_as_it_stands(address: str) -> None:
    html = HANDS["cmark-gfm, raw HTML"].html([docparse.render(Document([address]), "markdown")])
    assert html == [f'<p><a href="{address.replace("[1]", "%5B1%5D")}">{address}</a></p>\n']
