"""What ``tokenize`` and ``parse`` promise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import entities
from typing import Any

import docparse
from docparse import NO_SPAN, CodeSpan, Document, Node, Span, Text, walk
from docparse.dialects.detect import DIALECTS
from docparse.inlines.loose import TAG

Parse = Callable[..., Document]
Render = Callable[..., str]
Read = Callable[[str], Node]


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
