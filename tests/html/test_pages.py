"""Whole pages: head, title, date, language, address, and the options for them."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from html import unescape

import html5lib
import pytest

from docparse import (
    ArgumentError,
    Block,
    Document,
    Heading,
    KeyPoints,
    List,
    ListItem,
    MissingExtraError,
    OptionError,
    Paragraph,
    Quote,
    RenderError,
    Section,
    Strong,
    Table,
    TableOfContents,
    TableRow,
    ThematicBreak,
    find_all,
    from_html,
)
from docparse.nodes import ROLES, Role, RoleHolder
from docparse.renderers.html.template import _environment
from tests.attack.judge import Attributes, html5lib_elements
from tests.html.written import FAQ, write

GERMAN = "Die Fähre fährt um neun und kommt am Mittag zurück, aber nicht im Winter."
LEAD = "The ferry leaves at nine and comes back at noon, except in winter, when it stays."


def element(page: str, tag: str) -> Attributes:
    (values,) = [values for name, values in html5lib_elements(page) if name == tag]
    return values


def text_of(page: str, tag: str) -> str:
    (found,) = html5lib.parse(page, namespaceHTMLElements=False).iter(tag)
    return found.text or ""


def test_a_page_from_end_to_end() -> None:
    row = Table.from_rows([[*"abcde"]])
    page = write(
        Document(["Short lead.", row]),
        **{"document": True, "title": "Ferries", "lang": "en", "date": "2025-05-17"},
    )
    page = re.sub('(?<=content=")default-src.*?(?=")', "POLICY", page)
    page = re.sub("(?s)(?<=<style>).*(?=</style>)", "STYLE", page)
    cells = "".join(f"<td>{text}</td>\n" for text in "abcde")
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


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("de-AT", ["Inhalt", "Das Wichtigste in Kürze", "Tabelle"]),
        ("nb", ["Innhold", "Hovedpunkter", "Tabell"]),
        ("ja", ["目次", "要点", "表"]),
        ("und", ["Contents", "Key points", "Table"]),
        ("x-klingon", ["Contents", "Key points", "Table"]),
    ],
)
def test_what_is_only_heard_is_in_the_language_of_the_page(lang: str, labels: list[str]) -> None:
    blocks = [
        TableOfContents(List([ListItem([Paragraph("Fares")])])),
        KeyPoints(List([ListItem([Paragraph("Fares rise.")])])),
        Table.from_rows([["column"] * 7]),
    ]
    document = Document(blocks)
    page = write(document, document=True, lang=lang)
    assert re.findall('aria-label="(.*?)"', page) == labels
    assert from_html(page) == document
    assert re.findall('aria-label="(.*?)"', write(document)) == ["Contents", "Key points"]


@pytest.mark.parametrize("lang", ["", "e n", 'en"', "en_US", "english", "x", "-", 5])
def test_what_is_no_language_is_refused(lang: object) -> None:
    with pytest.raises(OptionError, match="language tag"):
        write(Document([LEAD]), document=True, lang=lang)


def test_the_address() -> None:
    page = write(Document([LEAD]), document=True, url="https://example.org/?a&b")
    assert element(page, "link") == {"rel": "canonical", "href": "https://example.org/?a&b"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/news", "", None])
def test_an_address_that_is_not_of_the_web_is_left_out(url: str | None) -> None:
    assert "canonical" not in write(Document([LEAD]), document=True, url=url)


def test_a_small_page_is_small() -> None:
    assert len(write(Document([]), document=True).encode()) < 8192


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
    for name in ("title", "url", "date", "css", "template"):
        with pytest.raises(ArgumentError, match=f"^{name} is a str or None, not int$"):
            write(Document([LEAD]), **{name: 5})
    with pytest.raises(OptionError, match='faq is "headings" or "details", not'):
        write(Document([LEAD]), faq="h3")


@pytest.mark.parametrize(
    ("blocks", "lang"),
    [
        ([LEAD], "en"),
        ([Paragraph("Subscribe to our newsletter and get it all", role="furniture"), GERMAN], "de"),
        ([GERMAN, *[LEAD] * 3], "en"),
        ([Table.from_rows([[GERMAN]])], "de"),
        (["Ferry"], "und"),
        ([], "und"),
    ],
)
def test_the_language_of_a_page_is_that_of_its_text_unless_given(
    blocks: list[Block | str], lang: str
) -> None:
    page = write(Document(blocks), document=True)
    assert element(page, "html") == {"lang": lang}
    assert from_html(page) == Document(blocks)
    assert element(write(Document(blocks), document=True, lang="und"), "html") == {"lang": "und"}


def test_the_title_of_a_page_is_no_furniture() -> None:
    document = Document([Paragraph("Advertisement", role="furniture"), "Boats leave at ten."])
    assert text_of(write(document, document=True), "title") == "Boats leave at ten."
    assert text_of(write(document, document=True, furniture="keep"), "title") == "Advertisement"
    assert (
        text_of(write(Document([document.children[0]]), document=True), "title") == "Advertisement"
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_page_names_the_roles_of_lines(role: Role) -> None:
    line = Paragraph("By Ada Holm", role=role)
    document = Document([line, Quote(["a"], role=role), List([ListItem(["b"], role=role)])])
    page = write(document, document=True)
    assert page.count(f'class="{role}"') == 3
    again = from_html(page)
    assert [node.role for node in find_all(again, RoleHolder) if node.role] == [role] * 3
    assert "class=" not in write(line)


def test_a_page_names_the_other_roles_where_furniture_is_kept_as_it_is() -> None:
    document = Document([Paragraph("a", role="byline"), Paragraph("b", role="furniture")])
    page = write(document, document=True, furniture="keep")
    assert '<p class="byline">a</p>\n<p>b</p>' in page
    assert from_html(page) == document


# ------------------------------------------------------------------------------- css, template


def test_a_style_sheet_stands_after_the_own_one_and_is_allowed() -> None:
    css = "main { max-width: 30rem } /* > & < */"
    page = write(Document([LEAD]), document=True, css=css)
    own, added = re.findall("(?s)<style>(.*?)</style>", page)
    assert added == css
    for style in (own, added):
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page
    assert from_html(page) == Document([LEAD])


def test_a_style_sheet_of_another_system_has_the_hash_that_a_browser_finds() -> None:
    page = write(Document([LEAD]), document=True, css="\ufeffp { color: red }\r\na { }\r\0")
    _, added = re.findall("(?s)<style>(.*?)</style>", page)
    assert added == "p { color: red }\na { }\n\ufffd"
    digest = base64.b64encode(hashlib.sha256(added.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page


@pytest.mark.parametrize("css", ["</style><script>", "a { } </STYLE", "/* </style > */"])
def test_a_style_sheet_that_would_end_its_element_is_refused(css: str) -> None:
    with pytest.raises(OptionError, match="css holds </style"):
        write(Document([LEAD]), document=True, css=css)


def test_a_template_is_filled() -> None:
    template = (
        "<title>{{ title }}</title><body lang={{ lang }}>{{ date }}{{ url }}\n{{ article }}\n"
    )
    options = {
        "title": "A <b> & c",
        "lang": "de",
        "date": "2025-05-17",
        "url": "https://e.org/?a&b",
    }
    document = Document(["1 < 2"])
    page = write(document, document=True, template=template, **options)
    assert page == (
        "<title>A &lt;b&gt; &amp; c</title><body lang=de>2025-05-17https://e.org/?a&amp;b\n"
        f"{write(document)}\n"
    )


def test_a_template_has_the_style_and_the_policy_of_a_page() -> None:
    document = Document([Heading(1, "Ferries"), LEAD])
    template = "{{ style }}\n{{ policy }}\n{% if has_headline %}{{ lang }}{% endif %}"
    options = {"document": True, "css": "a { }"}
    style, policy, lang = write(document, template=template, **options).rsplit("\n", 2)
    page = write(document, **options)
    assert f"\n{style}\n</head>" in page
    assert f'content="{unescape(policy)}"' in page
    assert lang == "en"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("a\n{{ titel }}", "template, line 2: 'titel' is undefined"),
        ("a\n\n{% if %}", "template, line 3: "),
        ("{{ 1 / 0 }}", "template, line 1: division by zero"),
        ("{% include 'a' %}", "template, line 1: no loader"),
        ("{{ title.__class__.__mro__ }}", "template, line 1: access to attribute '__class__'"),
        (
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "template: it calls itself without end",
        ),
    ],
)
def test_a_template_with_a_fault_is_refused(template: str, message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        write(Document([LEAD]), document=True, template=template)


def test_a_template_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    _environment.cache_clear()
    with pytest.raises(MissingExtraError, match=r"docparse-tree\[templates\]"):
        write(Document([LEAD]), document=True, template="{{ title }}")
