"""Who has to read hostile text and write it: docparse by each way into it, and its peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import docparse
from docparse import Document, OptionError, Table
from tests.attack.judge import (
    BROKEN,
    FRAGMENT,
    MARKDOWN,
    NOT_UTF8,
    PAGE,
    Fault,
    Parser,
    csv_faults,
    html_faults,
    is_utf8,
    jsonld_faults,
)
from tests.attack.places import TEXT_PLACES, filled, filled_html

Judge = Callable[[str, str, Sequence[Parser]], Iterator[Fault]]


class Contender(NamedTuple):
    """``places`` are the inputs that ``text`` makes, ``html`` is what is written of one.

    ``judge`` takes an input and the hostile text in it and yields what goes wrong.
    """

    name: str
    places: Callable[[str], dict[str, str]]
    html: Callable[[str], str]
    judge: Judge


# ------------------------------------------------------------------------------------- docparse


def document_faults(document: Document, text: str, parsers: Sequence[Parser]) -> Iterator[Fault]:
    """Yield what goes wrong when ``document`` is written in each format, ``text`` its title too."""
    render = docparse.render
    fragment = render(document, "html")
    yield from html_faults(fragment, FRAGMENT, parsers)
    url = "https://example.org/" + text
    page = render(document, "html", document=True, faq="details", title=text, url=url)
    yield from html_faults(page, PAGE, parsers)
    for linked in (render(document, "jsonld", title=text), *_jsonld_with_url(document, url)):
        yield from jsonld_faults(linked)
    for table in docparse.find_all(document, Table):
        kept = render(table, "csv")
        yield from csv_faults(kept, render(table, "csv", formulas="escape"))
        yield from _encodes(kept)
    markdown = render(document, "markdown")
    yield from html_faults(lenient_markdown()(markdown), MARKDOWN, parsers)
    tree = render(document, "json")
    if docparse.from_json(tree) != document:
        yield Fault(BROKEN, f"JSON that does not come back: {tree[:80]!a}")
    for written in (markdown, tree, render(document, "text", formatting=True)):
        yield from _encodes(written)


def _jsonld_with_url(document: Document, url: str) -> Iterator[str]:
    try:
        yield docparse.render(document, "jsonld", url=url)
    except OptionError:  # as is said: no other address can stand there
        return


def _encodes(written: str) -> Iterator[Fault]:
    if not is_utf8(written):
        yield Fault(NOT_UTF8, ascii(written[:80]))


@cache
def lenient_markdown() -> Callable[[str], str]:
    """A tool that passes HTML and every address on, and makes links of bare addresses."""
    from markdown_it import MarkdownIt

    lenient = MarkdownIt("gfm-like", {"html": True})
    lenient.validateLink = lambda url: True  # type: ignore[method-assign]
    return lenient.render


def _docparse(name: str, places: Callable[[str], dict[str, str]], read: Any) -> Contender:
    def judge(source: str, text: str, parsers: Sequence[Parser]) -> Iterator[Fault]:
        return document_faults(read(source), text, parsers)

    def html(source: str) -> str:
        return docparse.render(read(source), "html")

    return Contender(f"docparse {name}", places, html, judge)


def text_places(text: str) -> dict[str, str]:
    return filled(TEXT_PLACES, text)


OURS = (
    _docparse("parse", text_places, docparse.parse),
    _docparse("parse, inline", text_places, partial(docparse.parse, inline=True)),
    _docparse("from_markdown", text_places, docparse.from_markdown),
    _docparse("from_html", filled_html, docparse.from_html),
)

# ---------------------------------------------------------------------------------------- peers

Writer = Callable[[str], str]


def _peer(name: str, module: str, writer_of: Callable[[Any], Writer]) -> Contender:
    @cache
    def writer() -> Writer:
        return writer_of(import_module(module))

    def html(source: str) -> str:
        return writer()(source)

    def judge(source: str, text: str, parsers: Sequence[Parser]) -> Iterator[Fault]:
        return html_faults(html(source), MARKDOWN, parsers)

    return Contender(name, text_places, html, judge)


def _python_markdown(module: Any) -> Writer:
    return partial(module.markdown, extensions=["tables", "fenced_code"])


_PEERS: tuple[tuple[str, str, Callable[[Any], Writer]], ...] = (
    ("markdown-it-py", "markdown_it", lambda m: m.MarkdownIt().enable("table").render),
    (
        "markdown-it-py, html=False",
        "markdown_it",
        lambda m: m.MarkdownIt("commonmark", {"html": False}).enable("table").render,
    ),
    ("mistune.html", "mistune", lambda m: m.html),
    ("mistune, escape=True", "mistune", lambda m: m.create_markdown(plugins=["table"])),
    ("mistletoe", "mistletoe", lambda m: m.markdown),
    ("marko, gfm", "marko.ext.gfm", lambda m: m.gfm.convert),
    ("Python-Markdown", "markdown", _python_markdown),
    ("cmarkgfm", "cmarkgfm", lambda m: m.github_flavored_markdown_to_html),
)


def peers() -> list[Contender]:
    """Return the peers that are installed."""
    return [_peer(*peer) for peer in _PEERS if find_spec(peer[1].partition(".")[0])]
