"""What is written comes back, is safe, and says what the tree says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from selectolax.lexbor import LexborHTMLParser

import docparse
from docparse import Block, DocparseError, Document, Image, Node, Table, plain_text, walk
from docparse.renderers import FORMATS
from tests.promises.reading import OPTIONS, Parse, Read, Render


def text_round_trip(
    article: Document, *, render: Render = docparse.render, parse: Parse = docparse.parse
) -> None:
    written = render(article, "text")
    assert parse(written) == article, written


def json_round_trip(
    node: Node, *, render: Render = docparse.render, read: Read = docparse.from_json
) -> None:
    written = render(node, "json")
    written.encode("utf-8")
    again = read(written)
    assert again == node
    assert render(again, "json") == written


def html_round_trip(
    document: Document, *, render: Render = docparse.render, read: Read | None = None
) -> None:
    read = read or docparse.from_html
    written = render(document, "html")
    again = read(written)
    assert again == document, written
    assert render(again, "html") == written


def markdown_is_idempotent(
    text: str, *, render: Render = docparse.render, read: Read | None = None
) -> None:
    read = read or docparse.from_markdown
    once = render(read(text), "markdown")
    assert render(read(once), "markdown") == once


def csv_round_trip(table: Table, *, render: Render = docparse.render) -> None:
    """What ``csv.reader`` reads are the texts of the cells, rows padded to equal length.

    Control characters and halves of surrogate pairs are U+FFFD.
    """
    written = render(table, "csv")
    assert written == "" or written.endswith("\r\n")
    width = max((len(row.cells) for row in table.rows), default=0)
    cells = [[REFUSED.sub("\ufffd", cell_text(cell)) for cell in row.cells] for row in table.rows]
    padded = [row + [""] * (width - len(row)) for row in cells]
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == padded


REFUSED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What stands in no output but JSON."""


def cell_text(cell: Node) -> str:
    """Return the text of ``cell``, its pictures in words: a spreadsheet shows none."""
    return "".join(
        node.alt if isinstance(node, Image) else plain_text(node)
        for node in walk(cell)
        if not node.children
    )


def folded(text: str) -> str:
    """Return ``text`` with runs of HTML's white space made one space."""
    return re.sub("[ \t\n\r\f]+", " ", text).strip(" ")


def html_says_the_plain_text(document: Document, *, render: Render = docparse.render) -> None:
    """To two HTML5 parsers the page's text is ``plain_text``, white space folded."""
    written = render(document, "html")
    expected = folded(plain_text(document))
    assert folded("".join(html_tree(written).itertext())) == expected
    page = LexborHTMLParser(f"<!DOCTYPE html><body>{written}</body>")
    assert page.body is not None
    assert folded(page.body.text()) == expected


def html_tree(fragment: str) -> Element:
    tree: Element = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    return tree


def shape(element: Element) -> list[Any]:
    return [
        str(element.tag),
        dict(element.attrib),
        element.text or "",
        [(shape(child), child.tail or "") for child in element],
    ]


def html_parses_to_itself(document: Document, *, render: Render = docparse.render) -> None:
    """What an HTML5 parser makes of the page, written out, is parsed to the same again."""
    tree = html_tree(render(document, "html"))
    written = html5lib.serialize(
        tree, omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=False
    ).replace("\r", "&#13;")  # html5lib writes it as it is, and would read a line feed
    assert shape(html_tree(written)) == shape(tree)


def jsonld_survives_html(document: Document, *, render: Render = docparse.render) -> None:
    """Between script tags, JSON-LD is read by an HTML parser as it was written."""
    written = render(document, "jsonld")
    page = html_tree(
        f'<div><script type="application/ld+json">{written}</script><p>after</p></div>'
    )
    scripts = list(page.iter("script"))
    assert [script.text for script in scripts] == [written]
    assert [paragraph.text for paragraph in page.iter("p")] == ["after"]
    assert "@graph" in json.loads(written)


def outputs(document: Document, render: Render) -> Iterator[tuple[str, str]]:
    """Yield each format and what the document is in it; for CSV, each of its tables."""
    for format in FORMATS:
        if format == "csv":
            for table in docparse.find_all(document, Table):
                yield format, render(table, format)
        else:
            yield format, render(document, format)
    yield "html", render(document, "html", document=True, faq="details")
    yield "text", render(document, "text", formatting=True)


def everything_is_utf8(document: Document, *, render: Render = docparse.render) -> None:
    """Every format can be encoded, and has the marks of a hostile text out of the way."""
    for format, written in outputs(document, render):
        written.encode("utf-8")
        if format == "html":
            assert not REFUSED.search(written)


def output_is_bounded(
    text: str, *, parse: Parse = docparse.parse, render: Render = docparse.render
) -> None:
    """No format is more than 40 times the input, JSON 200 times, and 8 KB."""
    size = len(text.encode("utf-8", "surrogatepass"))
    for format, written in outputs(parse(text), render):
        limit = (200 if format == "json" else 40) * size + 8192
        assert len(written.encode("utf-8")) <= limit, (format, len(written), size)


def readers_raise_only_their_own(text: str, *, readers: tuple[Read, ...] = ()) -> None:
    """Whatever a reader is given, it returns a tree or raises a DocparseError."""
    for read in readers or (docparse.from_markdown, docparse.from_html, docparse.from_json):
        try:
            node = read(text)
        except DocparseError:
            continue
        docparse.validate(node)


def html_is_read_and_written(text: str, *, read: Read | None = None) -> None:
    """Any HTML is read as a tree that keeps the promises of all trees."""
    tree_is_written((read or docparse.from_html)(text))


def json_is_read_and_written(text: str, *, read: Read = docparse.from_json) -> None:
    """JSON is refused, or it is a tree that keeps the promises of all trees."""
    try:
        node = read(text)
    except DocparseError:
        return
    tree_is_written(node)


def what_is_parsed_is_written(text: str, *, parse: Parse = docparse.parse) -> None:
    """Whatever ``parse`` makes of a text keeps the promises of all trees."""
    for options in OPTIONS[:2]:
        tree_is_written(parse(text, **options))
    document = parse(REFUSED.sub("", text), inline=False)
    html_round_trip(document)
    html_says_the_plain_text(document)


def tree_is_written(node: Node) -> None:
    """Every format holds the tree, valid and safe."""
    if not isinstance(node, Document):
        node = Document([node]) if isinstance(node, Block) else Document()
    json_round_trip(node)
    everything_is_utf8(node)
    html_parses_to_itself(node)
    jsonld_survives_html(node)
    for table in docparse.find_all(node, Table):
        csv_round_trip(table)
