"""Tree → HTML: a fragment to put into a page, or the whole page."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Final

from docparse.errors import ArgumentError, OptionError, RenderError
from docparse.nodes import Block, Document, Heading, Node, TextHolder, plain_text
from docparse.renderers.html.fragment import FragmentRenderer, FragmentStyle
from docparse.renderers.html.text import escape, writable
from docparse.renderers.metadata import LANGUAGE_TAG, is_date
from docparse.source.urls import encoded, is_http_url
from docparse.tree.furniture import DROP, KEEP, MARK, checked_furniture, without_furniture
from docparse.tree.visitor import find_all, walk

LONGEST_TITLE: Final = 70
"""Characters of a page's title that is taken from the text; it is cut between words."""


def render(
    node: Node,
    *,
    document: bool = False,
    title: str | None = None,
    lang: str = "und",
    url: str | None = None,
    date: str | None = None,
    faq: str = "headings",
    furniture: str | None = None,
) -> str:
    """Return ``node`` as HTML: a fragment, or with ``document`` a whole page.

    A paragraph is ``<p>Fares rise.</p>``.

    ``furniture`` says what becomes of the furniture of the page: ``"keep"``, as in a fragment
    unless said, ``"mark"`` with the class ``furniture``, as in a page unless said, or ``"drop"``.

    ``faq`` makes each question a heading (``"headings"``) or the summary of a box that opens
    (``"details"``). The other options are for whole pages. ``title`` is the title of the window
    and, if the article has no heading of level 1, a heading above the article; without it the
    window shows that heading or the first words, which screen readers announce as a heading.
    ``lang`` is the language as a BCP 47 tag, ``date`` an ISO date or date and time, and ``url`` the
    address where the article was published; it is left out unless it is http or https.

    All text is escaped; links and pictures that are not safe become their text. Raises
    ArgumentError for an option of the wrong type, OptionError for an invalid ``faq``,
    ``furniture``, ``lang`` or ``date``, and RenderError for a page of a node that cannot stand in
    one.
    """
    for name, value in (("title", title), ("url", url), ("date", date)):
        if value is not None and not isinstance(value, str):
            raise ArgumentError(f"{name} is a str or None, not {type(value).__name__}")
    if faq not in ("headings", "details"):
        raise OptionError(f'faq is "headings" or "details", not {faq!r}')
    if not isinstance(lang, str) or not LANGUAGE_TAG.fullmatch(lang):
        raise OptionError(f'lang is a language tag such as "en" or "pt-BR", not {lang!r}')
    if date is not None and not is_date(date):
        raise OptionError(f'date is an ISO date such as "2025-05-17", not {date!r}')
    furniture = checked_furniture(furniture or (MARK if document else KEEP))
    if furniture == DROP:
        node = without_furniture(node)
    style = FragmentStyle(
        faq_details=faq == "details", wide_boxes=document, marks_furniture=furniture == MARK
    )
    if document:
        html = _page(node, title, lang, url, date, style)
    else:
        html = FragmentRenderer(node, style).render()
    return writable(html)


# ------------------------------------------------------------------------------- whole pages

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND_MARKS: Final = re.compile(r" ?([{};,>]|(?<=[a-z]):(?= )) ?")


def _page(
    node: Node,
    title: str | None,
    lang: str,
    url: str | None,
    date: str | None,
    fragment: FragmentStyle,
) -> str:
    """Return ``node`` as a whole page."""
    if isinstance(node, Block):
        node = Document((node,))
    if not isinstance(node, Document):
        name = type(node).__name__
        raise RenderError(f"a whole page is made of a Document or a block, not of a {name}")
    article = FragmentRenderer(node, fragment).render()
    style, style_hash = _style()
    title = " ".join((title or "").split())
    headline = next(find_all(node, Heading, lambda heading: heading.level == 1), None)
    name = escape(title or _title(node, headline))
    header = []
    if title and headline is None:
        header.append(f"<h1>{name}</h1>")
    if date:
        header.append(f'<p class="date"><time datetime="{date}">{date}</time></p>')
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="'
        f"default-src 'none'; style-src '{style_hash}'; img-src https: http:; "
        "base-uri 'none'; form-action 'none'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{name}</title>",
    ]
    if url is not None and is_http_url(url):
        lines.append(f'<link rel="canonical" href="{escape(encoded(url))}">')
    lines += [f"<style>{style}</style>", "</head>", "<body>", "<main>"]
    if not title and headline is None:
        lines.append(f'<h1 class="unseen">{name}</h1>')
    if header:
        lines += ['<header dir="auto">', *header, "</header>"]
    lines += [article, "</main>", "</body>", "</html>"]
    return "\n".join(lines) + "\n"


def _title(document: Document, headline: Heading | None) -> str:
    """Return the words of ``headline``, else the first words of the text, in one line."""
    if headline is not None and (title := _text_in_one_line(headline)):
        return title
    holders = (node for node in walk(document) if isinstance(node, TextHolder))
    title = next(filter(None, map(_text_in_one_line, holders)), "Untitled")
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[:LONGEST_TITLE]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:.–—-") + "…"


def _text_in_one_line(node: Node) -> str:
    return " ".join(plain_text(node).split())


@cache
def _style() -> tuple[str, str]:
    """Return the style sheet of whole pages, and its hash for the content security policy."""
    sheet = files(__package__).joinpath("page.css").read_text("utf-8")
    rules = " ".join(_COMMENT.sub("", sheet).split())
    style = _AROUND_MARKS.sub(r"\1", rules).replace(";}", "}").replace("}", "}\n")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"sha256-{digest}"
