"""JSON → tree: reads what ``render(node, "json")`` writes, and refuses what its schema refuses."""

from __future__ import annotations

import json
import reprlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from functools import cache
from types import GenericAlias, UnionType
from typing import Any, Final, Union, get_args, get_origin

import attrs

from docparse.errors import ArgumentError, DocparseError, ReadError
from docparse.nodes import NODE_CLASSES, ROLES, Bounds, Node, Role, TextHolder, field_types
from docparse.nodes.base import as_role
from docparse.schema import SCHEMA_VERSION
from docparse.source.text import ANYWHERE, NO_SPAN, Diagnostic, Span, lies_in, text_start


def from_json(text: str | bytes) -> Node:
    """Return the node that ``render(node, "json")`` wrote, with all below it.

    ``from_json(render(document, "json"))`` is equal to ``document``. Bytes are read as UTF-8.

    Raises ArgumentError if ``text`` is neither str nor bytes. Raises ReadError for anything that is
    not JSON as the schema in ``docparse.schema`` describes it, and for a span outside the text,
    which is the span of the outermost Document; the message starts with the place, such as
    ``root.children[3].rows[0].cells[1].text: expected a string, found 5``.
    """
    try:
        return _read_node(_decode(text))
    except RecursionError:
        raise ReadError(
            "the JSON nests too deep: Python's recursion limit is reached; "
            "parse makes no tree as deep as that"
        ) from None


# -------------------------------------------------------------------------- bytes → JSON values


def _decode(text: str | bytes) -> object:
    """Return the JSON value in ``text``. Raises ReadError if there is none."""
    if isinstance(text, (bytes, bytearray)):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ReadError(f"byte {error.start} is not UTF-8, which JSON is written in") from None
    if not isinstance(text, str):
        raise ArgumentError(f"from_json reads a str or bytes, not {type(text).__name__}")
    try:
        return json.loads(
            text[text_start(text) :],
            object_pairs_hook=_object_without_twins,
            parse_constant=_refuse_constant,
        )
    except ReadError:
        raise
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ReadError(f"{where}: this is not JSON: {error.msg}") from None
    except ValueError as error:
        raise ReadError(f"this JSON cannot be read: {error}") from None


def _object_without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twin, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise ReadError(f"the key {_shown(twin)} stands twice in one object")
    return found


def _refuse_constant(name: str) -> object:
    raise ReadError(f"{name} is no number in JSON")


# --------------------------------------------------------------------- JSON values → field values


class _Fault(DocparseError):
    """What is wrong with a value. ``at`` is the faulty part of it, such as ``.type``."""

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message)
        self.at = at


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "an array"
    return json.dumps(value) if value is None or isinstance(value, bool) else reprlib.repr(value)


def _value_of(types: tuple[type, ...], what: str) -> Callable[..., Any]:
    """Return the function that gives a value of one of ``types`` back, and calls it ``what``."""

    def read(value: Any, _: object = None) -> Any:
        if type(value) not in types:
            raise _Fault(f"expected {what}, found {_shown(value)}")
        return value

    return read


_object: Final = _value_of((dict,), "an object")
_read_array: Final = _value_of((list,), "an array")
_boolean: Final = _value_of((bool,), "true or false")
_read_number: Final = _value_of((int, float), "a number")


def _read_string(value: Any, _: object = None, *, at: str = "") -> str:
    """A string, or the array of its pieces if it holds a pair of surrogates."""
    if type(value) is str:
        return value
    if type(value) is list and len(value) > 1 and all(type(piece) is str for piece in value):
        return "".join(value)
    raise _Fault(f"expected a string, found {_shown(value)}", at)


def _integer(value: Any, _: object = None) -> int:
    if type(value) is float and value.is_integer():
        return int(value)
    if type(value) is not int:
        raise _Fault(f"expected a whole number, found {_shown(value)}")
    return value


def _version(value: Any, _: object = None) -> str:
    if value != SCHEMA_VERSION:
        raise _Fault(f"this docparse reads {SCHEMA_VERSION!r}, not {_shown(value)}")
    return SCHEMA_VERSION


def _number_in(bounds: Bounds) -> Callable[[Any, Any], float]:
    """Return the function that reads a number within ``bounds``, which have an upper one."""
    says = f"expected a number {'above' if bounds.is_open else 'from'} {bounds.least}"

    def read(value: Any, _: object) -> float:
        if type(value) not in (int, float) or value not in bounds:
            raise _Fault(f"{says} and up to {bounds.most}, found {_shown(value)}")
        number: float = value
        return number

    return read


def _read_role(value: Any, _: object = None) -> Role | None:
    if value is not None and value not in ROLES:
        raise _Fault(f"expected one of {', '.join(ROLES)}, found {_shown(value)}")
    return as_role(value)


def _read_span(value: Any, _: object = None) -> Span:
    if value is None:
        return NO_SPAN
    if len(_read_array(value)) == 2:
        span = Span(*map(_integer, value))
        text = _SOURCE_TEXT.get()
        if not 0 <= span.start <= span.end:
            raise _Fault(f"{_shown_span(span)} is no start from 0 on and an end behind it")
        if not lies_in(span, text):
            raise _Fault(f"{_shown_span(span)} is outside the text, which is {_shown_span(text)}")
        return span
    raise _Fault(f"expected a start and an end, found {len(value)} values")


_SOURCE_TEXT: Final = ContextVar("text", default=ANYWHERE)
"""The span of the text that spans point into: that of the outermost Document."""


def _shown_span(span: Span) -> str:
    return reprlib.repr(list(span))


def _span_of_text(data: object) -> Span:
    """Return the span of the outermost Document in ``data``; ANYWHERE if it has none."""
    root = data.get("root") if type(data) is dict else None
    if type(root) is dict and root.get("type") == "Document":
        with suppress(_Fault):  # raised again where the span is read
            span = _read_span(root.get("span"))
            return ANYWHERE if span == NO_SPAN else span
    return ANYWHERE


# ------------------------------------------------------------------------------ values → nodes


@attrs.frozen
class _File:
    """The outermost object."""

    schema_version: str
    heading_weights: str
    root: Node


def _read_node(data: object) -> Node:
    """Return the node that the JSON value ``data`` describes. Raises ReadError."""
    from cattrs.errors import BaseValidationError  # cattrs takes long to load

    outside = _SOURCE_TEXT.set(_span_of_text(data))
    try:
        return _structure()(data).root
    except (_Fault, BaseValidationError) as fault:
        raise ReadError(_first_fault(fault)) from None
    finally:
        _SOURCE_TEXT.reset(outside)


def _first_fault(fault: Exception) -> str:
    """Return the first fault in ``fault``, with the path to it in front."""
    from cattrs import errors

    path = ""
    while isinstance(fault, errors.BaseValidationError):
        cls, fault = fault.cl, fault.exceptions[0]
        for note in getattr(fault, "__notes__", ()):
            if isinstance(note, errors.IterableValidationNote):
                path += f"[{note.index}]"
            elif isinstance(note, errors.AttributeValidationNote):
                path += "." + getattr(attrs.fields(cls), note.name).alias
    message = str(fault)
    if isinstance(fault, RecursionError):
        raise fault
    if isinstance(fault, errors.ForbiddenExtraKeysError):
        message = f"unknown key {_shown(min(fault.extra_fields))}"
    elif isinstance(fault, KeyError):
        message = "this key is missing"
    elif isinstance(fault, _Fault):
        path += fault.at
    return f"{path.lstrip('.')}: {message}" if path else message


@cache
def _structure() -> Callable[[object], _File]:
    """Return the function that makes nodes of a JSON value, which it takes apart.

    cattrs fills a class at a time by the types of its fields; the hooks say how each type
    looks in JSON.
    """
    from cattrs import Converter, override
    from cattrs.gen import make_dict_structure_fn

    converter = Converter()
    converter.register_structure_hook(str, _read_string)
    converter.register_structure_hook(int, _integer)
    converter.register_structure_hook(bool, _boolean)
    converter.register_structure_hook(float, _read_number)
    converter.register_structure_hook(Span, _read_span)

    def read_fields(cls: type[Any]) -> Callable[[Any, Any], Any]:
        types = field_types(cls)
        overrides: dict[str, Any] = {}
        for field in attrs.fields(cls):
            if not field.metadata.get("in_json", True):
                overrides[field.name] = override(omit=True)
            elif types[field.name] == Role | None:
                overrides[field.name] = override(struct_hook=_read_role)
            elif types[field.name] in (float, float | None) and "bounds" in field.metadata:
                hook = _number_in(field.metadata["bounds"])
                overrides[field.name] = override(struct_hook=hook)
            elif cls is _File and field.name == "schema_version":
                overrides[field.name] = override(struct_hook=_version)
        return make_dict_structure_fn(
            cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_use_alias=True, **overrides
        )

    def read_record(cls: type[Any]) -> Callable[[Any, Any], Any]:
        read = read_fields(cls)
        if cls is Diagnostic:
            return lambda value, _: read({"span": None, **_object(value)}, cls)
        return lambda value, _: read(_object(value), cls)

    def read_tuple(of: Any) -> Callable[[Any, Any], Any]:
        as_list = GenericAlias(list, get_args(of)[0])
        read = converter.get_structure_hook(as_list)
        return lambda value, _: tuple(read(_read_array(value), as_list))

    def read_node(value: Any, expected: Any) -> Any:
        name = _object(value).pop("type", None)
        cls = NODE_CLASSES.get(name) if type(name) is str else None
        if cls is None or not issubclass(cls, expected):
            raise _Fault(
                f"expected the name of {_class_names(expected)}, found {_shown(name)}", ".type"
            )
        read = readers.get(cls) or readers.setdefault(cls, read_fields(cls))
        if not issubclass(cls, TextHolder):
            return read(value, cls)
        if ("text" in value) is ("children" in value):
            raise _Fault("expected one of the keys text and children")
        if "children" in value:
            return read(value, cls)
        text = _read_string(value.pop("text"), at=".text")
        value["children"] = []
        node = read(value, cls)
        if node.span != NO_SPAN and node.span.end - node.span.start < len(text):
            span = _shown_span(node.span)
            raise _Fault(f"{span} is shorter than the {len(text)} characters of its text", ".span")
        # As the parser leaves it: the Text node is made when it is asked for.
        object.__setattr__(node, "_content", text)
        return node

    def is_tuple(of: Any) -> bool:
        return get_origin(of) is tuple

    def is_node_class(of: Any) -> bool:
        return isinstance(of, type) and issubclass(of, Node)

    def is_union_of_nodes(of: Any) -> bool:
        return get_origin(of) in (Union, UnionType) and all(map(is_node_class, get_args(of)))

    converter.register_structure_hook_factory(attrs.has, read_record)
    converter.register_structure_hook_factory(is_tuple, read_tuple)
    converter.register_structure_hook_func(is_node_class, read_node)
    converter.register_structure_hook_func(
        is_union_of_nodes, lambda value, of: read_node(value, get_args(of))
    )
    readers: dict[type[Node], Callable[[Any, Any], Any]] = {}
    read_file = read_record(_File)
    return lambda value: read_file(value, _File)


def _class_names(expected: type[Node] | tuple[type[Node], ...]) -> str:
    classes = expected if isinstance(expected, tuple) else (expected,)
    return "a " + " or ".join(cls.__name__ for cls in classes)
