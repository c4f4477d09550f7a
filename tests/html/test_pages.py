"""Whole pages: head, title, date, language, address, and the options for them."""

from __future__ import annotations

import base64
import hashlib
import re

import html5lib
import pytest

from docparse import (
    ArgumentError,
    Block,
    Document,
    Heading,
    KeyPoints,
    OptionError,
    Paragraph,
    RenderError,
    Section,
    Strong,
    Table,
    TableRow,
    ThematicBreak,
)
from tests.attack.judge import Attributes, html5lib_elements
from tests.html.written import FAQ, write

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
