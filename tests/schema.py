"""Node classes → the JSON Schema: ``python -m tests.schema`` writes the one in the package anew."""

from __future__ import annotations

import inspect
import json
import re
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs

from docparse.nodes import (
    OWN_CLASSES,
    Block,
    Bounds,
    Inline,
    Node,
    TextHolder,
    TocEntry,
    field_types,
    json_fields,
)
from docparse.schema import SCHEMA_VERSION
from docparse.source.text import ANYWHERE, Diagnostic, Dialect, Span
from tests.conftest import CHECKOUT

Schema = dict[str, Any]


def generated() -> str:
    """Return the JSON Schema (2020-12) of what ``render(node, "json")`` writes."""
    return json.dumps(_file(), ensure_ascii=False, indent=2) + "\n"


def _file() -> Schema:
    names = [cls.__name__ for cls in OWN_CLASSES]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:docparse:document-{SCHEMA_VERSION}",
        "title": "A docparse tree",
        "description": 'What render(node, "json") writes and from_json reads. '
        "Keys that are not required may be left out.",
        "type": "object",
        "additionalProperties": False,
        "required": ["schema_version", "heading_weights", "root"],
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "heading_weights": {
                "description": "The version of the weights that told headings from text.",
                **_STRING,
            },
            "root": _reference("Node"),
        },
        "$defs": {
            "string": {
                "description": "A string. One that holds a high and then a low surrogate as two "
                "code points is the array of its pieces.",
                "anyOf": [
                    {"type": "string"},
                    {"type": "array", "items": {"type": "string"}, "minItems": 2},
                ],
            },
            "Span": {
                "description": "Start and end of the node's source, in code points, the end not "
                "included and not before the start. Left out if it was not read from text. None "
                "is outside the span of the Document at the top, which is the whole text.",
                "type": ["array", "null"],
                "items": {"type": "integer", "minimum": ANYWHERE.start, "maximum": ANYWHERE.end},
                "minItems": 2,
                "maxItems": 2,
            },
            "Node": {
                "description": "Any node; its type says which.",
                "type": "object",
                "required": ["type"],
                "properties": {"type": {"enum": names}},
                "allOf": [{"if": _is_a("const", name), "then": _reference(name)} for name in names],
            },
            "Block": _one_of((Block,)),
            "Inline": _one_of((Inline,)),
            **{cls.__name__: _node(cls) for cls in OWN_CLASSES},
            **{cls.__name__: _record(cls) for cls in (TocEntry, Dialect, Diagnostic)},
        },
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_STRING: Final = _reference("string")


def _is_a(keyword: str, value: object) -> Schema:
    return {"required": ["type"], "properties": {"type": {keyword: value}}}


def _one_of(bases: tuple[type[Node], ...]) -> Schema:
    """Return the schema of a node of one of ``bases``, or of a class that is made from one."""
    names = [cls.__name__ for cls in OWN_CLASSES if issubclass(cls, bases)]
    return {**_reference("Node"), "properties": {"type": {"enum": names}}}


def _node(cls: type[Node]) -> Schema:
    types, fields = field_types(cls), json_fields(cls)
    properties = {field.alias: _value(types[field.name], field) for field in fields}
    holds_text = issubclass(cls, TextHolder)
    if holds_text:
        content = properties.pop("children")
        properties |= {"text": _STRING, "children": content}
    required = [
        str(field.alias)
        for field in fields
        if field.default is attrs.NOTHING and not (holds_text and field.alias == "children")
    ]
    schema = {
        **_object(cls, ["type", *required]),
        "properties": {
            "type": {"const": cls.__name__},
            "span": _reference("Span"),
            **properties,
        },
    }
    if holds_text:
        schema["description"] += " Without marks it stands under text, else under children."
        schema["oneOf"] = [{"required": ["text"]}, {"required": ["children"]}]
    return schema


def _record(cls: type[Any]) -> Schema:
    """Return the schema of a value that is no node; a span may be left out."""
    types, fields = field_types(cls), attrs.fields(cls)
    required = [
        field.name
        for field in fields
        if field.default is attrs.NOTHING and types[field.name] is not Span
    ]
    properties = {field.name: _value(types[field.name], field) for field in fields}
    return {**_object(cls, required), "properties": properties}


def _object(cls: type[Any], required: list[str]) -> Schema:
    return {
        "description": _said_of(cls),
        "type": "object",
        "additionalProperties": False,
        "required": required,
    }


def _said_of(cls: type[Any]) -> str:
    """Return the first paragraph of the docstring of ``cls``, without markup."""
    paragraph = (inspect.getdoc(cls) or "").partition("\n\n")[0].replace("\n", " ")
    return re.sub(r":\w+:`(\w+)`|``(.*?)``", r"\1\2", paragraph)


def _value(kind: Any, field: attrs.Attribute[Any]) -> Schema:
    """Return the schema of a value of type ``kind``, which stands in ``field``."""
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _value(get_args(kind)[0], field)}
    if get_origin(kind) in (Union, UnionType):
        classes = get_args(kind)
        if all(isinstance(cls, type) and issubclass(cls, Node) for cls in classes):
            return _one_of(classes)
        return {"anyOf": [_value(cls, field) for cls in classes]}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if kind in _SIMPLE:
        return {**_SIMPLE[kind], **_bounds(field.metadata.get("bounds"))}
    return _reference(kind.__name__)


_SIMPLE: Final[dict[type, Schema]] = {
    str: _STRING,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
}


def _bounds(bounds: Bounds | None) -> Schema:
    if bounds is None:
        return {}
    lower = "exclusiveMinimum" if bounds.is_open else "minimum"
    upper = {} if bounds.most is None else {"maximum": bounds.most}
    return {lower: bounds.least, **upper}


if __name__ == "__main__":
    name = f"document-{SCHEMA_VERSION}.json"
    (CHECKOUT / "docparse" / "schema" / name).write_text(generated(), encoding="utf-8")
