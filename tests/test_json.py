"""Trees as JSON: how a node looks, that nothing gets lost, and what is refused when reading."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from docparse import (
    NO_SPAN,
    ArgumentError,
    CodeSpan,
    Diagnostic,
    Dialect,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    OptionError,
    Paragraph,
    ReadError,
    RenderError,
    Section,
    Span,
    Table,
    TableOfContents,
    Text,
    TocEntry,
    find_all,
    from_json,
    parse,
    render,
    walk,
)
from docparse.headings.decide import WEIGHTS_VERSION
from docparse.nodes import MAX_DEPTH, NODE_CLASSES, TextHolder
from docparse.schema import SCHEMA_VERSION, schema_text
from tests.schema import generated
from tests.strategies import documents, nested, soup, texts

SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)


def write(node: Node) -> str:
    return render(node, "json")


def root(node: Node) -> Any:
    """Return what ``node`` is written as, without the object around it."""
    return json.loads(write(node))["root"]


def in_file(root: object) -> str:
    """Return a whole file with ``root`` as its tree."""
    return json.dumps({"schema_version": "1", "heading_weights": "1", "root": root})


# ----------------------------------------------------------------------------- how it looks


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


# ------------------------------------------------------------------------------ there and back


def comes_back(node: Node, write: Callable[[Node], str], read: Callable[[str], Node]) -> None:
    """Reading gives an equal tree, with all that equality leaves out, and the same JSON again."""
    written = write(node)
    again = read(written)
    assert again == node
    for kept, original in zip(walk(again), walk(node), strict=True):
        assert everything(kept) == everything(original)
    assert write(again) == written


def everything(node: Node) -> list[object]:
    names = ("span", "confidence", "evidence", "level_confidence", "dialect", "diagnostics")
    return [getattr(node, name, None) for name in names]


@given(documents(clean=False, refused_links=True))
def test_trees_built_by_hand_come_back(document: Document) -> None:
    comes_back(document, write, from_json)


@given(st.one_of(soup(), texts()), st.sampled_from([True, False, None]))
def test_parsed_trees_come_back(text: str, inline: bool | None) -> None:
    comes_back(parse(text, inline=inline), write, from_json)


@given(documents(clean=False))
def test_every_node_can_be_the_root(document: Document) -> None:
    for node in walk(document):
        assert from_json(write(node)) == node


def test_seeds_come_back(seed: str) -> None:
    comes_back(parse(seed), write, from_json)


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: from_json(text.replace('"start":3', '"start":4')),
        lambda text: from_json(text.replace(',"span":[0,4]', "")),
        lambda text: from_json(text.replace('"confidence":0.5', '"confidence":0.75')),
        lambda text: from_json(text.replace("\\ud800", "\ufffd")),
        lambda text: next(find_all(from_json(text), List)),
    ],
)
def test_control_what_does_not_come_back_is_noticed(broken: Callable[[str], Node]) -> None:
    blocks = [List(["\ud800"], True, 3), Heading(2, "a", 0.5)]
    document = Document(blocks, span=Span(0, 4))
    comes_back(document, write, from_json)
    with pytest.raises((AssertionError, ValueError)):
        comes_back(document, write, broken)


@given(soup())
def test_text_nodes_that_were_asked_for_change_nothing(text: str) -> None:
    document = parse(text)
    before = write(document)
    assert sum(1 for _ in walk(document)) > 0
    assert write(document) == before


def test_trees_as_deep_as_parse_makes_them() -> None:
    document = nested(2 * MAX_DEPTH)
    assert from_json(write(document)) == document


def test_an_indirect_text_keeps_its_place() -> None:
    text = Text("a", span=Span(1, 2))
    document = Document([Paragraph([text], span=Span(0, 3))])
    assert root(document)["children"][0]["children"] == [root(text)]
    comes_back(document, write, from_json)


# ------------------------------------------------------------------------------- the schema


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema_version"] == {"const": SCHEMA_VERSION}


def test_the_schema_is_the_one_that_the_classes_give() -> None:
    stale = "it is stale: run python -m tests.schema"
    assert generated() == schema_text(), stale


def described(name: str) -> set[str]:
    return set(SCHEMA["$defs"][name]["properties"])


@pytest.mark.parametrize("cls", NODE_CLASSES.values(), ids=NODE_CLASSES)
def test_the_schema_describes_every_field_of_every_class(cls: type[Node]) -> None:
    fields = {field.alias for field in attrs.fields(cls) if field.init} - {"source"}
    shorthand = {"text"} if issubclass(cls, TextHolder) else set()
    assert described(cls.__name__) == fields | {"type"} | shorthand


@pytest.mark.parametrize("cls", [TocEntry, Dialect, Diagnostic])
def test_the_schema_describes_values_that_are_no_nodes(cls: type[Any]) -> None:
    assert described(cls.__name__) == {field.name for field in attrs.fields(cls)}


@given(documents(clean=False, refused_links=True))
def test_the_schema_holds_for_what_is_written(document: Document) -> None:
    VALIDATOR.validate(json.loads(write(document)))


@given(st.one_of(soup(), texts()))
def test_the_schema_holds_for_what_was_parsed(text: str) -> None:
    VALIDATOR.validate(json.loads(write(parse(text))))


def reader_and_schema_agree(data: Any, read: Callable[[str], Node]) -> None:
    """The reader takes what the schema takes, and refuses what it refuses."""
    try:
        read(json.dumps(data))
        fault = None
    except ReadError as error:
        fault = str(error)
    faults = [error.message for error in VALIDATOR.iter_errors(data)]
    if not faults and has_spans_outside(data["root"]):  # which no JSON Schema can say
        assert fault is not None
    else:
        assert (fault is None) == (not faults), (fault, faults)


def has_spans_outside(root: Any) -> bool:
    """Tell whether a span is outside the Document's, ends before it starts, or is too short."""
    within = (root["type"] == "Document" and root.get("span")) or [0, 2**53]
    for node in containers(root):
        if isinstance(node, dict) and node.get("span"):
            start, end = node["span"]
            text = node.get("text", "") if node.get("type") in HOLDERS else ""
            if not within[0] <= start <= start + len("".join(text)) <= end <= within[1]:
                return True
    return False


HOLDERS = {name for name, cls in NODE_CLASSES.items() if issubclass(cls, TextHolder)}


VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 2, 7, -1, 0.5, 1.0, 2.0, 1e300, 10**30),
    *("", "x", "1", "Text", "Paragraph", "Table"),
    *([], [0], [0, 1], [1, 0.0], ["a", "b"], ["a"], [[]], {}, {"a": 1}),
    *(root(Text("a")), root(Paragraph("a")), root(List(["a"])), root(Heading(2, "a"))),
)
KEYS = sorted(
    {key for name in SCHEMA["$defs"] for key in SCHEMA["$defs"][name].get("properties", ())}
)
EVERYTHING = Document(
    [
        Heading(1, "a"),
        Section(Heading(2, ["a", Emphasis("b")]), [Table.from_rows([["a"]]), "a"]),
        KeyPoints(List(["a"])),
        TableOfContents(List(["a"]), [TocEntry("a", "a")]),
        Faq([FaqItem("a", ["a"])]),
        Paragraph([Link("a", "b", "c"), Image("a", "b", "c"), LineBreak(), CodeSpan("a")]),
    ],
    dialect=Dialect("a", True, ("a",)),
    diagnostics=[Diagnostic("a", Span(0, 1), "b")],
    span=Span(0, 9),
)


def containers(data: Any) -> Iterator[Any]:
    """Yield every object and array in ``data``, itself included."""
    if isinstance(data, (dict, list)):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from containers(value)


@st.composite
def changed(draw: st.DrawFn) -> Any:
    """A file with one to three of its values exchanged, taken away or added."""
    document = draw(st.one_of(st.just(EVERYTHING), documents(clean=False)))
    data = json.loads(write(document))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(list(containers(data))))
        value = copy.deepcopy(draw(st.sampled_from(VALUES)))
        if isinstance(place, list):
            at = draw(st.integers(0, len(place)))
            place[at : at + draw(st.integers(0, 1))] = draw(st.sampled_from([[], [value]]))
        elif draw(st.booleans()) and place:
            key = draw(st.sampled_from(list(place)))
            if draw(st.booleans()):
                del place[key]
            else:
                place[key] = value
        else:
            place[draw(st.sampled_from(KEYS))] = value
    return data


@given(changed())
def test_the_reader_refuses_what_the_schema_refuses(data: Any) -> None:
    reader_and_schema_agree(data, from_json)


def lax(text: str) -> Node:
    """A reader that does not mind what it does not know."""
    data = json.loads(text)
    data["root"].pop("colour", None)
    return from_json(json.dumps(data))


def strict(text: str) -> Node:
    """A reader that wants keys which may be left out."""
    data = json.loads(text)
    if "children" not in data["root"]:
        raise ReadError("root.children: this key is missing")
    return from_json(text)


@pytest.mark.parametrize(
    ("root", "wrong"), [({"type": "Document", "colour": 1}, lax), ({"type": "Document"}, strict)]
)
def test_control_a_reader_that_disagrees_is_noticed(
    root: dict[str, object], wrong: Callable[[str], Node]
) -> None:
    data = json.loads(in_file(root))
    reader_and_schema_agree(data, from_json)
    with pytest.raises((AssertionError, ValueError)):
        reader_and_schema_agree(data, wrong)


def careless(text: str) -> Node:
    """A reader that takes any span."""
    data = json.loads(text)
    for place in containers(data):
        if isinstance(place, dict):
            place.pop("span", None)
    return from_json(json.dumps(data))


def test_control_a_reader_of_any_span_is_noticed() -> None:
    data = json.loads(in_file({"type": "Paragraph", "span": [0, 1], "text": "Eight of"}))
    reader_and_schema_agree(data, from_json)
    with pytest.raises(AssertionError):
        reader_and_schema_agree(data, careless)


# ------------------------------------------------------------------------------ what is refused


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


def test_blocks_that_changed_places_keep_their_spans() -> None:
    document = parse("One.\n\nTwo.\n")
    turned = attrs.evolve(document, children=document.children[::-1])
    comes_back(turned, write, from_json)


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


@given(
    st.one_of(
        st.binary(),
        texts(),
        st.recursive(
            st.sampled_from(VALUES), lambda inner: st.dictionaries(st.sampled_from(KEYS), inner)
        ).map(in_file),
    )
)
def test_whatever_else_it_is_given_it_refuses(text: str | bytes) -> None:
    with suppress(ReadError):
        assert isinstance(from_json(text), Node)
