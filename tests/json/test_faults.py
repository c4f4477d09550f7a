"""What the reader and the writer refuse, and what they say of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docparse import (
    ArgumentError,
    Diagnostic,
    Document,
    Heading,
    Link,
    Paragraph,
    ReadError,
    Span,
    Text,
    from_json,
)
from tests.json.files import VALIDATOR, in_file, root, write


def test_what_may_be_left_out() -> None:
    data = {"type": "Document", "children": [{"type": "Heading", "level": 2.0, "text": "a"}]}
    assert from_json(in_file(data)) == Document([Heading(2, "a")])
    assert from_json(in_file({"type": "Link", "url": "", "title": None, "children": []})) == Link(
        [], ""
    )


CELL = {"type": "TableCell", "text": "a"}


@pytest.mark.parametrize(
    ("root", "message"),
    [
        (5, "root: expected an object, found 5"),
        (None, "root: expected an object, found null"),
        ({}, "root.type: expected the name of a Node, found null"),
        ({"type": "Aside"}, "root.type: expected the name of a Node, found 'Aside'"),
        ({"type": "Block"}, "root.type: expected the name of a Node, found 'Block'"),
        ({"type": "Text"}, "root.text: this key is missing"),
        ({"type": "Text", "text": True}, "root.text: expected a string, found true"),
        ({"type": "Text", "text": ["a"]}, "root.text: expected a string, found an array"),
        ({"type": "LineBreak", "colour": 1}, "root: unknown key 'colour'"),
        ({"type": "LineBreak", "span": [1]}, "root.span: expected a start and an end, found 1 "),
        ({"type": "LineBreak", "span": [0, -1]}, "root.span: [0, -1] is no start from 0 on and"),
        ({"type": "LineBreak", "span": [0, True]}, "root.span: expected a whole number, found"),
        ({"type": "LineBreak", "span": [0, 1e308]}, "root.span: [0, 1000000"),
        ({"type": "LineBreak", "span": [0, 0.5]}, "root.span: expected a whole number, found 0.5"),
        ({"type": "Paragraph"}, "root: expected one of the keys text and children"),
        ({**CELL, "children": []}, "root: expected one of the keys text and children"),
        (
            {"type": "Table", "rows": [{"type": "TableRow", "cells": [CELL, 5]}]},
            "root.rows[0].cells[1]: expected an object, found 5",
        ),
        (
            {"type": "Table", "rows": [{"type": "TableRow", "cells": [CELL, {**CELL, "text": 5}]}]},
            "root.rows[0].cells[1].text: expected a string, found 5",
        ),
        (
            {"type": "Quote", "children": [CELL]},
            "root.children[0].type: expected the name of a Block, found 'TableCell'",
        ),
        (
            {"type": "KeyPoints", "content": CELL},
            "root.content.type: expected the name of a Table or List, found 'TableCell'",
        ),
        ({"type": "Quote", "children": {}}, "root.children: expected an array, found an object"),
        ({"type": "Heading", "level": 7, "text": ""}, "root: a heading's level is a whole number"),
        (
            {"type": "Heading", "level": 2, "text": "", "confidence": 0},
            "root.confidence: expected a number above 0 and up to 1, found 0",
        ),
        ({"type": "List", "items": [], "ordered": 1}, "root.ordered: expected true or false"),
        ({"type": "Document", "dialect": {}}, "root.dialect.name: this key is missing"),
        ({"type": "Document", "diagnostics": [1]}, "root.diagnostics[0]: expected an object"),
    ],
)
def test_a_tree_with_a_fault(root: object, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        from_json(in_file(root))
    assert str(raised.value).startswith(message)
    assert not VALIDATOR.is_valid(json.loads(in_file(root)))


LETTERS = {"type": "Paragraph", "text": "Eight of"}


@pytest.mark.parametrize(
    ("root", "message"),
    [
        ({**LETTERS, "span": [5, 1]}, "root.span: [5, 1] is no start from 0 on and an end behind"),
        ({**LETTERS, "span": [0, 1]}, "root.span: [0, 1] is shorter than the 8 characters of its"),
        (
            {"type": "Document", "span": [0, 1], "children": [{**LETTERS, "span": [0, 8]}]},
            "root.children[0].span: [0, 8] is outside the text, which is [0, 1]",
        ),
        (
            {"type": "Document", "span": [3, 20], "children": [{**LETTERS, "span": [2, 10]}]},
            "root.children[0].span: [2, 10] is outside the text, which is [3, 20]",
        ),
        (
            {
                "type": "Document",
                "span": [0, 8],
                "children": [{"type": "Quote", "children": [{**LETTERS, "span": [1, 9]}]}],
            },
            "root.children[0].children[0].span: [1, 9] is outside the text, which is [0, 8]",
        ),
        (
            {
                "type": "Document",
                "span": [0, 8],
                "diagnostics": [{"code": "a", "message": "b", "span": [8, 9]}],
            },
            "root.diagnostics[0].span: [8, 9] is outside the text, which is [0, 8]",
        ),
    ],
)
def test_a_span_outside_the_text(root: dict[str, Any], message: str) -> None:
    with pytest.raises(ReadError) as raised:
        from_json(in_file(root))
    assert str(raised.value).startswith(message)


def test_the_text_of_one_file_is_not_that_of_the_next() -> None:
    short = in_file({"type": "Document", "span": [0, 1]})
    assert from_json(short) == Document()
    assert from_json(in_file({**LETTERS, "span": [0, 8]})) == Paragraph("Eight of")


OUTSIDE = [
    Document([Paragraph("a", span=Span(9, 10))], span=Span(0, 4)),
    Document([Paragraph("a", span=Span(3, 1))]),
    Document([Paragraph("a", span=Span(0, 10**400))]),
    Document([Paragraph([Text("long", span=Span(-3, 1))], span=Span(0, 1))]),
    Document([Paragraph([Text("long", span=Span(5, 9))], span=Span(0, 9))], span=Span(0, 8)),
    Document(span=Span(7, 2)),
    Document(diagnostics=[Diagnostic("a", Span(5, 6), "b")], span=Span(0, 4)),
]


@pytest.mark.parametrize("document", OUTSIDE)
def test_a_span_that_is_in_no_text_is_not_written(document: Document) -> None:
    written = write(document)
    again = from_json(written)
    assert again == document
    assert write(again) == written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1: this is not JSON: Expecting value"),
        ('{"root":\n}', "line 2, column 1: this is not JSON"),
        ('{"root": NaN}', "NaN is no number in JSON"),
        ('{"root": -Infinity}', "-Infinity is no number in JSON"),
        ('{"root": 1' + "0" * 5000 + "}", "this JSON cannot be read: Exceeds the limit"),
        ('{"root": {"type": "Text", "text": "a", "text": "b"}}', "the key 'text' stands twice"),
        (b'{"root": "\xff"}', "byte 10 is not UTF-8"),
        ("[]", "expected an object, found an array"),
        ("{}", "schema_version: this key is missing"),
        ('{"schema_version": "2"}', "schema_version: this docparse reads '1', not '2'"),
        ('{"schema_version": "1", "root": 1}', "heading_weights: this key is missing"),
        (in_file(root(Text("a")))[:-1] + ', "more": 1}', "unknown key 'more'"),
        ("[" * 100_000, "the JSON nests too deep"),
        (
            in_file("?").replace('"?"', '{"type":"Quote","children":[' * 400 + "]}" * 400),
            "the JSON nests too deep",
        ),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_a_file_with_a_fault(text: str | bytes, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        from_json(text)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("value", [None, 5, {"root": {}}, ["a"]])
def test_only_text_and_bytes_are_read(value: Any) -> None:
    with pytest.raises(ArgumentError, match="from_json reads a str or bytes, not"):
        from_json(value)


def test_bytes_and_a_byte_order_mark() -> None:
    written = write(Text("é"))
    assert from_json(written.encode("utf-8")) == Text("é")
    assert from_json(written.encode("utf-8-sig")) == Text("é")
