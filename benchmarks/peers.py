"""What is measured: docparse and its peers, each as a function of one text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import docparse

Reader = Callable[[str], object]
"""Reads one text into whatever the peer makes of it."""


def reading_all(read: Reader, texts: Sequence[str]) -> Callable[[], None]:
    """Return a function that reads all ``texts``."""

    def call() -> None:
        for text in texts:
            read(text)

    return call


class Peer:
    """A peer's name, and how to get at it; ``load`` raises ImportError where it is missing."""

    def __init__(self, name: str, load: Callable[[], Reader]) -> None:
        self.name = name
        self.load = load


# ------------------------------------------------------------------------------- text → tree


def _markdown_it_tokens() -> Any:
    return _markdown_it().parse


def _markdown_it_tree() -> Reader:
    from markdown_it.tree import SyntaxTreeNode

    parse = _markdown_it().parse
    return lambda text: SyntaxTreeNode(parse(text))


def _markdown_it() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def _mistune_ast() -> Any:
    import mistune

    return mistune.create_markdown(renderer="ast", plugins=["table"])


def _markdown_it_pyrs() -> Any:
    from markdown_it_pyrs import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


TREE = {
    peer.name: peer
    for peer in (
        Peer("docparse", lambda: docparse.parse),
        Peer("docparse, inline marks", lambda: lambda text: docparse.parse(text, inline=True)),
        Peer("docparse, every cell read", lambda: _with_cells),
        Peer("markdown-it-py SyntaxTreeNode", _markdown_it_tree),
        Peer("markdown-it-py tokens", _markdown_it_tokens),
        Peer("mistune ast", _mistune_ast),
        Peer("markdown-it-pyrs tree", lambda: _markdown_it_pyrs().tree),
    )
}


def _with_cells(text: str) -> docparse.Document:
    document = docparse.parse(text)
    for row in docparse.find_all(document, docparse.TableRow):
        row.cells  # noqa: B018  # builds them
    return document


# ------------------------------------------------------------------------------- text → HTML


def _docparse_html(text: str) -> str:
    return docparse.render(docparse.parse(text), "html")


def _mistune_html() -> Any:
    import mistune

    return mistune.create_markdown(plugins=["table"])


def _python_markdown() -> Reader:
    from markdown import Markdown

    converter = Markdown(extensions=["tables"])
    return lambda text: converter.reset().convert(text)


def _cmarkgfm() -> Any:
    import cmarkgfm

    return cmarkgfm.github_flavored_markdown_to_html


def _comrak() -> Reader:
    import comrak

    extensions = comrak.ExtensionOptions()
    extensions.table = True
    return lambda text: comrak.render_markdown(text, extension_options=extensions)


HTML = {
    peer.name: peer
    for peer in (
        Peer("docparse", lambda: _docparse_html),
        Peer("markdown-it-py", lambda: _markdown_it().render),
        Peer("mistune", _mistune_html),
        Peer("Python-Markdown", _python_markdown),
        Peer("markdown-it-pyrs", lambda: _markdown_it_pyrs().render),
        Peer("cmarkgfm", _cmarkgfm),
        Peer("comrak", _comrak),
    )
}


# ------------------------------------------------------------------------------ tables → CSV


def _docparse_csv(text: str) -> list[str]:
    tables = docparse.find_all(docparse.parse(text), docparse.Table)
    return [docparse.render(table, "csv") for table in tables]


def _bs4_csv() -> Reader:
    from bs4 import BeautifulSoup

    render = _markdown_it().render

    def convert(text: str) -> list[str]:
        written = []
        for table in BeautifulSoup(render(text), "html.parser").find_all("table"):
            out = io.StringIO()
            csv.writer(out).writerows(
                [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
                for row in table.find_all("tr")
            )
            written.append(out.getvalue())
        return written

    return convert


CSV = {
    peer.name: peer
    for peer in (
        Peer("docparse", lambda: _docparse_csv),
        Peer("markdown-it-py → bs4 → csv", _bs4_csv),
    )
}
