"""The output of ``render(document, "html")`` → the same Document, to the last space."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Final, cast

from docparse.errors import DocparseError
from docparse.nodes import Document
from docparse.readers.html.article import ArticleReader, Foreign
from docparse.readers.html.markup import Element
from docparse.renderers.html import render
from docparse.tree.validation import validate

_FOREIGN: Final = (Foreign, DocparseError, LookupError, TypeError, ValueError, RecursionError)
"""What such an article may lead to: it lacks an attribute, a number, a part."""


def read_written(html: str, root: Element) -> Document | None:
    """Return the Document that ``html``, whose tree is ``root``, was written from.

    None unless writing the Document gives ``html`` again, so that nothing in ``html`` is lost.
    White space around it and the kind of line ends do not matter.
    """
    html = html.replace("\r\n", "\n").replace("\r", "\n").strip(_HTML_SPACE)
    if not html.startswith(_OWN_STARTS) or _OWN_ARTICLE not in html:
        return None
    article = root.find("article", {"class": "docparse"})
    if article is None:
        return None
    try:
        document = cast(Document, ArticleReader(article).read(article))
        validate(document)
        written = render(document, **_options(html))
    except _FOREIGN:
        return None
    return document if written.strip(_HTML_SPACE) == html else None


_HTML_SPACE: Final = " \t\n\f"
_OWN_ARTICLE: Final = '<article class="docparse"'
_OWN_STARTS: Final = (_OWN_ARTICLE, "<!DOCTYPE html>\n")

_PAGE_OPTIONS: Final = {
    "lang": re.compile('<html lang="([^"]*)">'),
    "title": re.compile("<title>([^<]*)</title>"),
    "url": re.compile('<link rel="canonical" href="([^"]*)">'),
    "date": re.compile('<time datetime="([^"]*)">'),
}
_ADDED_STYLE: Final = re.compile("</style>\n<style>(.*?)</style>", re.DOTALL)
_UNSEEN_TITLE: Final = '<h1 class="unseen">'


def _options(html: str) -> dict[str, Any]:
    """Return the options that ``html`` was written with, if ``render`` wrote it."""
    options: dict[str, Any] = {"faq": "details" if "<details" in html else "headings"}
    if 'class="furniture"' in html:
        options["furniture"] = "mark"
    if html.startswith("<article"):
        return options
    options["document"] = True
    before = html[: html.find("<article")]
    for name, pattern in _PAGE_OPTIONS.items():
        if match := pattern.search(before):
            options[name] = unescape(match[1])
    if match := _ADDED_STYLE.search(before):
        options["css"] = match[1]
    if _UNSEEN_TITLE in before:  # it was made of the article's first words, not given
        options["title"] = None
    return options
