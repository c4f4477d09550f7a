"""The schema says what is written, and the reader takes and refuses what the schema does."""

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
    Node,
    Paragraph,
    ReadError,
    Section,
    Span,
    Table,
    TableOfContents,
    Text,
    TocEntry,
    from_json,
    parse,
)
from docparse.nodes import NODE_CLASSES, TextHolder
from docparse.schema import SCHEMA_VERSION, schema_text
from tests.json.files import SCHEMA, VALIDATOR, in_file, root, write
from tests.schema import generated
from tests.strategies import documents, soup, texts


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
