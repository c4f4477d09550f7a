"""The whole page around an article: its head, its style and its title."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Final

import attrs

from docparse.errors import RenderError
from docparse.nodes import Block, Document, Heading, Node, TextHolder, plain_text
from docparse.renderers.html.fragment import FragmentStyle
from docparse.renderers.html.labels import labels_in
from docparse.renderers.html.page_tables import PageRenderer
from docparse.renderers.html.text import escape, writable
from docparse.source.urls import encoded, is_http_url
from docparse.tree.furniture import is_furniture, without_furniture
from docparse.tree.visitor import find_all, walk
from docparse.words.language_of import LOOKED_AT, language_of

LONGEST_TITLE: Final = 70
"""Characters of a page's title that is taken from the text; it is cut between words."""

UNDETERMINED: Final = "und"
"""The language tag of a text whose language is not known."""


@attrs.frozen
class PageOptions:
    """What a page is told about its article, as ``render`` takes it."""

    title: str | None
    lang: str | None
    url: str | None
    date: str | None
    css: str | None
    template: str | None


def page_of(node: Node, options: PageOptions, style: FragmentStyle) -> str:
    """Return ``node`` as a whole page. Raises RenderError for a node that cannot stand in one."""
    if isinstance(node, Block):
        node = Document((node,))
    if not isinstance(node, Document):
        name = type(node).__name__
        raise RenderError(f"a whole page is made of a Document or a block, not of a {name}")
    headline = next(find_all(node, Heading, lambda heading: heading.level == 1), None)
    given = " ".join((options.title or "").split())
    lang = options.lang or _guessed_language(node)
    page = _Page(
        article=PageRenderer(node, style, labels_in(lang)).render(),
        title=given or _title(node, headline, "furniture" in style.marked_roles),
        has_headline=headline is not None,
        has_title=bool(given),
        lang=lang,
        url=options.url if options.url is not None and is_http_url(options.url) else None,
        date=options.date,
        styles=_styles(options.css),
    )
    if options.template is None:
        return writable(page.html())
    from docparse.renderers.html.template import filled

    return filled(options.template, page.values())


@attrs.frozen
class _Page:
    """What stands on a page."""

    article: str
    """HTML."""
    title: str
    has_headline: bool
    """Whether the article has a heading of level 1."""
    has_title: bool
    """Whether the title was given, and not taken from the article."""
    lang: str
    url: str | None
    date: str | None
    styles: tuple[str, ...]

    def html(self) -> str:
        name = escape(self.title)
        header = []
        if self.has_title and not self.has_headline:
            header.append(f"<h1>{name}</h1>")
        if self.date:
            header.append(f'<p class="date"><time datetime="{self.date}">{self.date}</time></p>')
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{self.lang}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{self.policy()}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{name}</title>",
        ]
        if self.url is not None:
            lines.append(f'<link rel="canonical" href="{escape(encoded(self.url))}">')
        lines += [f"<style>{style}</style>" for style in self.styles]
        lines += ["</head>", "<body>", "<main>"]
        if not self.has_title and not self.has_headline:
            lines.append(f'<h1 class="unseen">{name}</h1>')
        if header:
            lines += ['<header dir="auto">', *header, "</header>"]
        lines += [self.article, "</main>", "</body>", "</html>"]
        return "\n".join(lines) + "\n"

    def policy(self) -> str:
        """Return the content security policy: the styles by their hashes, pictures, no more."""
        hashes = " ".join(f"'{_style_hash(style)}'" for style in self.styles)
        return (
            f"default-src 'none'; style-src {hashes}; img-src https: http:; "
            "base-uri 'none'; form-action 'none'"
        )

    def values(self) -> dict[str, str | bool | None]:
        """Return what a template can name; ``article`` and ``style`` are HTML."""
        return {
            "article": writable(self.article),
            "style": "\n".join(f"<style>{style}</style>" for style in self.styles),
            "title": self.title,
            "has_headline": self.has_headline,
            "lang": self.lang,
            "url": None if self.url is None else encoded(self.url),
            "date": self.date,
            "policy": self.policy(),
        }


def _title(document: Document, headline: Heading | None, skips_furniture: bool) -> str:
    """Return the words of ``headline``, else the first words of the text, in one line."""
    if headline is not None and (title := _text_in_one_line(headline)):
        return title
    title = _first_words(document, skips_furniture) or _first_words(document, False) or "Untitled"
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[:LONGEST_TITLE]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:.–—-") + "…"


def _first_words(document: Document, skips_furniture: bool) -> str:
    """Return the first words of the text in one line, "" if there are none."""
    for block in document.children:
        tree = without_furniture(block) if skips_furniture else block
        for node in walk(tree):
            if isinstance(node, TextHolder) and (words := _text_in_one_line(node)):
                return words
    return ""


def _text_in_one_line(node: Node) -> str:
    return " ".join(plain_text(node).split())


def _guessed_language(document: Document) -> str:
    """Return the language that the text is written in, ``"und"`` if nothing tells."""
    texts: list[str] = []
    room = LOOKED_AT
    for block in document.children:
        if room > 0 and not is_furniture(block):
            texts.append(plain_text(block))
            room -= len(texts[-1])
    return language_of("\n".join(texts)) or UNDETERMINED


# ------------------------------------------------------------------------------------- style

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND_MARKS: Final = re.compile(r" ?([{};,>]|(?<=[a-z]):(?= )) ?")


@cache
def _own_style() -> str:
    """Return the style sheet of whole pages, without comments, a rule a line."""
    sheet = files(__package__).joinpath("page.css").read_text("utf-8")
    rules = " ".join(_COMMENT.sub("", sheet).split())
    return _AROUND_MARKS.sub(r"\1", rules).replace(";}", "}").replace("}", "}\n")


def _styles(css: str | None) -> tuple[str, ...]:
    """Return the style sheets of a page: its own, and after it ``css`` as a browser will read it.

    The hash of a style has to be that of the characters that reach the browser.
    """
    if css is None:
        return (_own_style(),)
    lines = css.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return (_own_style(), writable(lines))


@cache
def _style_hash(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"sha256-{digest}"
