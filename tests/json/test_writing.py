"""What nodes are written as."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docparse import (
    NO_SPAN,
    CodeSpan,
    Diagnostic,
    Dialect,
    Document,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    OptionError,
    Paragraph,
    RenderError,
    Span,
    Table,
    TableOfContents,
    Text,
    TocEntry,
    from_json,
    parse,
    render,
)
from docparse.headings.decide import WEIGHTS_VERSION
from tests.json.files import root, write


def test_a_document() -> None:
    document = parse("The ferry is late.\n", dialect=Dialect("trafilatura-1.12"))
    assert write(document) == (
        f'{{"schema_version":"1","heading_weights":"{WEIGHTS_VERSION}","root":'
        '{"type":"Document","span":[0,19],'
        '"dialect":{"name":"trafilatura-1.12","formatted":false,"evidence":[],"family":"bare"},'
        '"diagnostics":[],'
        '"children":[{"type":"Paragraph","span":[0,18],"text":"The ferry is late."}]}}'
    )


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Text("a"), {"type": "Text", "text": "a"}),
        (Text("a", span=Span(3, 4)), {"type": "Text", "span": [3, 4], "text": "a"}),
        (LineBreak(), {"type": "LineBreak"}),
        (
            Link("here", "/a", "go"),
            {"type": "Link", "url": "/a", "title": "go", "children": [root(Text("here"))]},
        ),
        (Image("/a.png"), {"type": "Image", "url": "/a.png", "alt": ""}),
        (Paragraph("a"), {"type": "Paragraph", "text": "a"}),
        (Paragraph([]), {"type": "Paragraph", "text": ""}),
        (
            Paragraph(["a", CodeSpan("b")]),
            {"type": "Paragraph", "children": [root(Text("a")), root(CodeSpan("b"))]},
        ),
        (
            Heading(2, "a", 0.5, "words", 0.7),
            {
                **{"type": "Heading", "level": 2, "confidence": 0.5, "evidence": "words"},
                **{"level_confidence": 0.7, "text": "a"},
            },
        ),
        (
            List([ListItem(["a"])], ordered=True, start=3),
            {
                "type": "List",
                "ordered": True,
                "start": 3,
                "items": [{"type": "ListItem", "children": [root(Paragraph("a"))]}],
            },
        ),
        (
            Table.from_rows([["a"]], header_rows=1),
            {
                "type": "Table",
                "header_rows": 1,
                "rows": [{"type": "TableRow", "cells": [{"type": "TableCell", "text": "a"}]}],
            },
        ),
        (
            TableOfContents(List(["a", "b"]), [TocEntry("a", "A"), TocEntry("b")]),
            {
                "type": "TableOfContents",
                "entries": [{"text": "a", "heading": "A"}, {"text": "b"}],
                "content": root(List(["a", "b"])),
            },
        ),
        (
            Document(diagnostics=[Diagnostic("odd", NO_SPAN, "It is odd.")]),
            {
                "type": "Document",
                "diagnostics": [{"code": "odd", "message": "It is odd."}],
                "children": [],
            },
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Node) else "",
)
def test_a_node(node: Node, expected: dict[str, Any]) -> None:
    written = root(node)
    assert written == expected
    assert list(written) == list(expected)


def test_indented() -> None:
    node = Document([Paragraph("\ud83d\ude00 é")])
    indented = render(node, "json", indent=2)
    assert indented.startswith('{\n  "schema_version": "1",\n')
    assert json.loads(indented) == json.loads(write(node))
    assert from_json(indented) == node


@pytest.mark.parametrize("indent", [-1, 17, True, "2", 1.0])
def test_an_indent_that_is_none(indent: Any) -> None:
    with pytest.raises(OptionError, match="indent is None or 0 to 16 spaces, not"):
        render(Text("a"), "json", indent=indent)


def test_characters_stand_as_they_are_unless_they_cannot() -> None:
    text = '"\\ é 渡 \U0001f600 \0 \x7f \u2028 < \n'
    written = write(Text(text))
    assert '\\"\\\\ é 渡 \U0001f600 \\u0000 \x7f \u2028 < \\n' in written
    assert from_json(written) == Text(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\ud800", '"\\ud800"'),
        ("a\udfffb", '"a\\udfffb"'),
        ("\ude00\ud83d", '"\\ude00\\ud83d"'),
        ("\ud83d\ude00", '["\\ud83d","\\ude00"]'),
        ("a\ud83d\ude00\ude00", '["a\\ud83d","\\ude00\\ude00"]'),
    ],
)
def test_surrogates_come_back_as_the_code_points_they_were(text: str, written: str) -> None:
    assert f'"text":{written}' in write(Paragraph(text))
    assert from_json(write(Paragraph(text))) == Paragraph(text)


@pytest.mark.parametrize(
    "document",
    [
        Document([Heading(2, "a", float("nan"))]),
        Document([Heading(2, "a", float("inf"))]),
        Document(diagnostics=[object()]),  # type: ignore[list-item]
        Document(diagnostics=[Diagnostic("a", NO_SPAN, {1})]),  # type: ignore[arg-type]
    ],
)
def test_values_that_json_does_not_have(document: Document) -> None:
    with pytest.raises(RenderError, match="the tree holds a value that JSON cannot hold"):
        write(document)


def test_a_class_of_somebody_else() -> None:
    class Aside(Paragraph):
        pass

    with pytest.raises(RenderError, match="JSON has no form for the class Aside"):
        write(Document([Aside("a")]))
