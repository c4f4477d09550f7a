"""What is promised for every input, each promise as a function that fails if it is broken.

A promise takes an input and, as keywords, the functions that have to keep it: the tests hand in
the real ones, and broken ones to see the promise notice. ``PROMISES`` lists which inputs each is
tried on; ``make fuzz`` goes through the same list.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import entities
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import docparse
from docparse import (
    NO_SPAN,
    Block,
    CodeBlock,
    CodeSpan,
    DocparseError,
    Document,
    Faq,
    Image,
    Link,
    List,
    Node,
    Span,
    Table,
    TableRow,
    Text,
    find_all,
    plain_text,
    walk,
)
from docparse.dialects.detect import DIALECTS
from docparse.inlines.loose import TAG
from docparse.renderers import FORMATS
from docparse.source.lines import INVISIBLE
from docparse.words.item_marks import BULLETS, DASHES
from docparse.words.labels import answer_labels, is_label, question_labels
from docparse.words.wiki import section_link_start
from tests import strategies
from tests.conftest import seed_texts

Parse = Callable[..., Document]
Render = Callable[..., str]
Read = Callable[[str], Node]

# ----------------------------------------------------------------------------------- parsing


def tokens_tile(text: str, *, tokenize: Callable[[str], Iterable[Any]] = docparse.tokenize) -> None:
    """Tokens are lines, line ending included, that together are the text without a gap."""
    at = 0
    for token in tokenize(text):
        start, end = token.span
        assert start == at < end, (token, at)
        line = text[start:end]
        assert not re.search(r"[\n\r].", line.replace("\r\n", "\n"), re.DOTALL), line
        assert line[-1] in "\n\r" or end == len(text), line
        assert (line[-1], text[end : end + 1]) != ("\r", "\n"), "a CRLF is cut in two"
        at = end
    assert at == len(text)


OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"inline": True},
    {"inline": False, "headings": "marks"},
    {"min_confidence": 0.0},
    *({"dialect": name} for name in DIALECTS),
)
"""Each way of calling ``parse``."""


def parse_raises_nothing(text: str, *, parse: Parse = docparse.parse) -> None:
    for options in OPTIONS:
        for node in walk(parse(text, **options)):
            assert isinstance(node, Node)


def parse_bytes_raises_nothing(data: bytes, *, parse: Parse = docparse.parse_bytes) -> None:
    document = parse(data)
    assert document.source is not None
    assert not re.search("[\ud800-\udfff]", document.source)


def spans_nest(text: str, *, parse: Parse = docparse.parse) -> None:
    """Spans lie in their parent's and in order, and slice to the node's source."""
    for options in OPTIONS[:3]:
        document = parse(text, **options)
        assert document.span == Span(0, len(text))
        for node in walk(document):
            before = node.span.start
            for child in node.children:
                assert child.span != NO_SPAN, child
                assert before <= child.span.start <= child.span.end <= node.span.end, (node, child)
                before = child.span.end
            source = text[node.span.start : node.span.end]
            if isinstance(node, Text):
                assert holds(source, node.text), (node, source)
            elif isinstance(node, CodeSpan):
                assert same_words(source.strip("`"), node.text), (node, source)


def holds(source: str, text: str) -> bool:
    """Tell whether ``text`` is what ``source`` says, from its first character to its last.

    They are the same, but for escapes and references, pipes that are escaped in a cell, tags that
    are left out, and line ends, which an extractor may have put in where there was a space or
    nothing.
    """
    untagged = TAG.sub("", source)
    said = (source, source.replace("\\|", "|"), resolved(source), untagged, resolved(untagged))
    if text in said:
        return True
    broken = [one for one in said if re.search("[\r\n]", one)]
    return any(same_words(one, text) or same_words(resolved(joined(one)), text) for one in broken)


def same_words(source: str, text: str) -> bool:
    """Tell whether the two are the same but for spaces, and quote marks behind line ends."""
    return joined(source) == joined(text)


def joined(text: str) -> str:
    """Return ``text`` without line ends, quote marks behind them, spaces and tabs."""
    return re.sub(r"(?:\r\n?|\n)[> \t]*|[ \t\u00a0]", "", text)


def resolved(text: str) -> str:
    """Return ``text`` with its escapes and references resolved once, as CommonMark says."""

    def said(match: re.Match[str]) -> str:
        written = match[0]
        if written[0] == "\\":
            return written[1]
        if written[1] != "#":
            return entities.html5.get(written[1:], written)
        code = int(written[3:-1], 16) if written[2] in "xX" else int(written[2:-1])
        good = code in (9, 10, 12, 13) or (0x20 <= code < 0x110000 and not 0x7F <= code < 0xA0)
        no_character = 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE
        return chr(code) if good and not no_character else "\ufffd"

    return _ESCAPE.sub(said, text)


_ESCAPE = re.compile(
    r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
)


def line_endings_count_for_nothing(text: str, *, parse: Parse = docparse.parse) -> None:
    """Written with LF, CRLF or CR, a text is the same tree, of the same dialect."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    trees = [parse(text.replace("\n", ending)) for ending in ("\n", "\r\n", "\r")]
    assert trees[0] == trees[1] == trees[2]
    assert trees[0].dialect == trees[1].dialect == trees[2].dialect
    codes = [[diagnostic.code for diagnostic in tree.diagnostics] for tree in trees]
    assert codes[0] == codes[1] == codes[2]


def a_byte_order_mark_is_skipped(
    text: str, *, readers: Iterable[Parse] = (docparse.parse, docparse.from_markdown)
) -> None:
    """Behind a byte order mark a text is the same tree, one character further on."""
    for read in readers:
        plain, marked = read(text), read("\ufeff" + text)
        assert marked == plain
        assert marked.dialect == plain.dialect
        for node, moved in zip(walk(plain), walk(marked), strict=True):
            if node.span != NO_SPAN and node is not plain:
                assert moved.span == Span(node.span.start + 1, node.span.end + 1), moved


MARKS = rf"[\s|\\:>#=*_`~\-+•\ufe0f{INVISIBLE}]*"
"""Rules, delimiters, fences, marks of quotes, headings and lists, escapes, white space, and
characters without a width."""

MARKS_ALONE = re.compile(MARKS)
MARKS_OF_ITEM = re.compile(
    rf"{MARKS}(?:(?:[-*+{BULLETS}{DASHES}]|o(?= )|\(?[0-9]{{1,9}}[.)]|\(?[a-zA-Z]\)"
    rf"|[0-9]{{1,3}}[ \t][-–]|[0-9]{{1,2}}(?:\.[0-9]{{1,2}})*){MARKS})?"
)
MARKS_OF_QUESTION = re.compile(
    rf"{MARKS}(?:(?:o(?= )|[0-9]{{1,9}}[.)])?{MARKS})?"  # it may be an item
    r"(?:(?P<label>[^:：]{1,30})[:：]|(?P<letter>[^\W\d_])(?:[.)．、]|(?= ))|)"
    rf"{MARKS}(?:[Qq#]?[0-9]{{1,3}}[.):]?|[Qq](?=\s))?"
    r"\W*"  # icons
)


def is_left_out(line: str, place: type[Node] | None) -> bool:
    """Tell whether ``line``, which is in no leaf, may be left out of the text at ``place``.

    Marks may be anywhere, and so may the link to edit a section; the number of an item in a List;
    and in a Faq the label and the number of a question or an answer, and icons.
    """
    if section_link_start(f"x{line.strip()}") == 1:
        return True
    if place is not Faq:
        return bool((MARKS_OF_ITEM if place is List else MARKS_ALONE).fullmatch(line))
    found = MARKS_OF_QUESTION.fullmatch(line)
    label = found and (found["label"] or found["letter"])
    if found and (label is None or is_label(label)):
        return True
    after = max(question_labels().after(line), answer_labels().after(line))
    return after > 0 and is_left_out(line[after:], place)


def nothing_is_lost(text: str, *, parse: Parse = docparse.parse) -> None:
    """Every character is in the text of a leaf, or it is a mark, a label, a number or an icon."""
    document = parse(text, inline=False)
    kept = bytearray(len(text))
    for node in walk(document):
        if isinstance(node, (Text, CodeBlock)):
            keep(kept, node.span)
        if isinstance(node, CodeBlock):
            inside = re.split("\r\n?|\n", text[node.span.start : node.span.end])[1:-1]
            assert {line.strip(" \t>") for line in inside} <= {
                line.strip(" \t>") for line in node.text.split("\n")
            }, node
    only_marks_are_left(text, document, kept)


def keep(kept: bytearray, span: Span) -> None:
    kept[span.start : span.end] = b"1" * (span.end - span.start)


def only_marks_are_left(text: str, document: Document, kept: bytearray) -> None:
    """Fail if a character that is not ``kept`` may not be left out where it stands.

    The lines of a drawn row hold the cells side by side, so no span has a whole cell of several
    lines: such a row has the letters of its lines, no more and no fewer.
    """
    is_drawn = document.dialect is not None and document.dialect.name == "wrapped"
    for row in find_all(document, TableRow) if is_drawn else ():
        source = text[row.span.start : row.span.end]
        if re.search("[\r\n]", source):
            assert sorted(letters(source)) == sorted(letters(plain_text(row))), (row, source)
            keep(kept, row.span)
    places: list[type[Node] | None] = [None] * len(text)
    for node in walk(document):
        if isinstance(node, (Faq, List)):
            for at in range(node.span.start, node.span.end):
                places[at] = Faq if places[at] is Faq else type(node)
    for gap in re.finditer(b"\0+", kept):
        for line in re.finditer("[^\r\n]+", text[gap.start() : gap.end()]):
            first = gap.start() + line.end() - len(line[0].lstrip())
            place = places[first] if first < len(text) else None
            opens = not text[: gap.start() + line.start()].strip("\ufeff \t\r\n")
            if opens and line[0].strip() == "Title:":  # the head of a reader service
                continue
            assert is_left_out(line[0], place), (line, docparse.dump(document))


def nothing_inline_is_lost(text: str, *, parse: Parse = docparse.parse) -> None:
    """With inline marks read, every letter and digit is in a leaf, or the target of a link.

    Of a link that is its address and its title, of a picture its text too. Tags and
    definitions of links in marked text are marks.
    """
    document = parse(text, inline=True)
    kept = bytearray(len(text))
    if document.dialect is not None and document.dialect.family == "marked":
        for markup in (*re.finditer("<[^<>]*>", text), *DEFINITION.finditer(text)):
            keep(kept, Span(*markup.span()))
    defined = letters(resolved("".join(DEFINITION.findall(text))))
    for node in walk(document):
        source = text[node.span.start : node.span.end]
        if isinstance(node, (Text, CodeSpan, CodeBlock)):
            keep(kept, node.span)
        elif isinstance(node, Image):
            target = letters(node.url + (node.title or ""))
            words = letters(resolved(source)).removesuffix(target)
            assert words + target == letters(resolved(source)), (node, source)
            if source.count("](") == 1:  # another picture or link in it leaves its address out
                assert words == letters(node.alt), (node, source)
            assert set(letters(node.alt)) <= set(words), (node, source)
            keep(kept, node.span)
        elif isinstance(node, Link):
            inner = [child.span for child in node.children]
            start, end = (inner[0].start, inner[-1].end) if inner else [node.span.start] * 2
            before, after = text[node.span.start : start], text[end : node.span.end]
            target = node.url + (node.title or "")
            if source[0] == "<":
                assert node.url.removeprefix("mailto:") == plain_text(node), (node, source)
                target = ""
            assert not letters(before), (node, source)
            if REFERENCE.fullmatch(after):
                assert letters(target) in defined, (node, source)
            else:
                assert letters(resolved(after)) == letters(target), (node, source)
            keep(kept, Span(node.span.start, start))
            keep(kept, Span(end, node.span.end))
    only_marks_are_left(text, document, kept)


DEFINITION: Final = re.compile(r"^[ >]*\[[^\[\]]+\]:.*$", re.MULTILINE)
"""``[rule]: https://example.org "The rules"``"""

REFERENCE: Final = re.compile(r"\](?:\[[^\[\]]*\])?")
"""What ends a link whose address is defined elsewhere."""


def letters(text: str) -> str:
    """Return the letters and digits of ``text``."""
    return re.sub(r"[\W_]", "", text)


# ------------------------------------------------------------------------------- round trips


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


# -------------------------------------------------------------------------------------- html


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


# ---------------------------------------------------------------------------- all the formats


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


# ------------------------------------------------------------------------------------ the list


class Promise(NamedTuple):
    """A promise and the inputs that it is tried on."""

    keeps: Callable[..., None]
    inputs: st.SearchStrategy[Any]


ANY_TEXT = st.one_of(
    strategies.soup(), strategies.texts(), strategies.mutated(seed_texts() or ["Lead.\nFares\n"])
)
MARKED = st.lists(strategies.marked(), min_size=1, max_size=3).map("\n".join)
PARSED = ANY_TEXT.map(docparse.parse)
PROMISES = (
    Promise(tokens_tile, ANY_TEXT),
    Promise(parse_raises_nothing, ANY_TEXT),
    Promise(parse_bytes_raises_nothing, st.binary(max_size=60)),
    Promise(spans_nest, ANY_TEXT),
    Promise(line_endings_count_for_nothing, ANY_TEXT),
    Promise(a_byte_order_mark_is_skipped, ANY_TEXT),
    Promise(nothing_is_lost, ANY_TEXT),
    Promise(nothing_inline_is_lost, ANY_TEXT),
    Promise(nothing_inline_is_lost, MARKED),
    Promise(spans_nest, MARKED),
    Promise(text_round_trip, strategies.articles()),
    Promise(json_round_trip, strategies.documents(clean=False, refused_links=True)),
    Promise(json_round_trip, PARSED),
    Promise(html_round_trip, strategies.documents()),
    Promise(markdown_is_idempotent, ANY_TEXT),
    Promise(csv_round_trip, strategies.tables()),
    Promise(html_says_the_plain_text, strategies.documents()),
    Promise(html_parses_to_itself, strategies.documents(refused_links=True)),
    Promise(jsonld_survives_html, strategies.documents(clean=False, refused_links=True)),
    Promise(everything_is_utf8, strategies.documents(clean=False, refused_links=True)),
    Promise(output_is_bounded, ANY_TEXT),
    Promise(readers_raise_only_their_own, ANY_TEXT),
    Promise(html_is_read_and_written, ANY_TEXT),
    Promise(json_is_read_and_written, PARSED.map(partial(docparse.render, format="json"))),
    Promise(what_is_parsed_is_written, ANY_TEXT),
)
