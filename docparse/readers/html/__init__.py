"""HTML → the tree: exactly what ``render`` wrote, or the structure of any other page."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final, cast

import attrs

from docparse.errors import ArgumentError
from docparse.nodes import Document
from docparse.source.decoding import decode
from docparse.source.text import NO_SPAN, Diagnostic, text_start
from docparse.structure import structured

if TYPE_CHECKING:
    from docparse.readers.html.markup import Element


def from_html(html: str | bytes | bytearray | memoryview) -> Document:
    """Return the Document that ``html``, a page or part of one, holds.

    ``from_html("<h1>Prices</h1><p>Fares rise.</p>")`` gives a section with a heading and a
    paragraph. Nodes have no spans.

    The output of ``render(document, "html")``, a fragment or a whole page, gives an equal document
    back if that was valid. Any other HTML, that output with a change included, is read for what its
    elements mean: headings, paragraphs, lists, tables, quotes, code, rules, links, pictures and
    emphasis. Scripts, styles and markup without meaning are dropped, and no text is lost. The head
    of a table comes first and its foot last. Headings open sections; contents, key points and
    questions are found as ``parse`` finds them, and questions also where one block, a ``dl`` or
    ``details`` holds them with their answers.

    Raised and lowered text stays distinct from the text it follows: ``10<sup>6</sup>`` is ``10⁶``,
    and an exponent that Unicode has no characters for is ``e^x``. An ordered list starts over where
    an item has another number than the next.

    Bytes are read in the encoding that a byte order mark or the page names, else as UTF-8. Takes
    time linear in the length of ``html``. Never raises for a ``str`` or bytes: what could not be
    kept is among the document's diagnostics.
    """
    from docparse.readers.html.page import read_page
    from docparse.readers.html.written import read_written

    fault = None
    if isinstance(html, (bytes, bytearray, memoryview)):
        html, fault = decode_page(bytes(html))
    if not isinstance(html, str):
        raise ArgumentError(f"from_html reads a str or bytes, not {type(html).__name__}")
    html = html[text_start(html) :]
    root = _tree(html)
    document = read_written(html, root)
    if document is None:
        document = structured(*read_page(root))
    if fault is None:
        return document
    fault = attrs.evolve(fault, span=NO_SPAN)
    return attrs.evolve(document, diagnostics=(fault, *document.diagnostics))


def decode_page(data: bytes) -> tuple[str, Diagnostic | None]:
    """Return the text of a page, in the encoding that a byte order mark or the page names.

    And what was odd about it, None if nothing; see :func:`docparse.source.decoding.decode`.
    """
    return decode(data, otherwise=_declared(data[:_DECLARED_WITHIN]) or "utf-8")


def _tree(html: str) -> Element:
    """Return the tree that bs4 makes of tidied ``html``."""
    from bs4 import BeautifulSoup

    from docparse.readers.html.markup import tidy

    # An element around it all keeps bs4 from warning that a short text looks like a file name.
    soup = BeautifulSoup(
        f"<section>{tidy(html)}</section>",
        "html.parser",
        multi_valued_attributes=None,
        preserve_whitespace_tags={"section"},
        store_line_numbers=False,
    )
    return cast("Element", soup)


# ------------------------------------------------------------------------------------ encodings

_DECLARATION: Final = re.compile(
    rb"<meta[^>]{0,200}?charset[ \t\n\f\r]*=[ \t\n\f\r\"']*([-_:.a-zA-Z0-9]+)"
)
_DECLARED_WITHIN: Final = 4096
_ENCODINGS: Final = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp(125\d|866|874|932|949)|koi8-[ru]|mac-(roman|cyrillic)|"
    r"gb2312|gbk|gb18030|big5(hkscs)?|euc_(jp|kr)|shift_jis|iso2022_jp"
)
"""Python's names for the encodings of the web: none is slow to decode or runs anything."""


def _declared(head: bytes) -> str | None:
    """Return the encoding that a ``meta`` element names, if it is an encoding of the web."""
    match = _DECLARATION.search(head.lower())
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"  # as browsers do
    return name if _ENCODINGS.fullmatch(name) else None
