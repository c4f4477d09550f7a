"""Tree → JSON: an object a node, exact enough that ``from_json`` gives the same tree back."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import attrs

from docparse.errors import OptionError, RenderError
from docparse.headings.decide import WEIGHTS_VERSION
from docparse.nodes import NODE_CLASSES, Document, Node, Text, TextHolder, json_fields
from docparse.schema import SCHEMA_VERSION
from docparse.source.text import ANYWHERE, NO_SPAN, Span, lies_in


def render(node: Node, *, indent: int | None = None) -> str:
    """Return ``node`` as JSON, on one line, or with ``indent`` spaces for each level.

    A paragraph is ``{"type":"Paragraph","span":[0,6],"text":"Prices"}``. Keys are in a fixed order;
    values that are None, ``NO_SPAN`` or a span outside the Document's are left out: equal trees
    with equal spans give equal bytes. A surrogate is written as an
    escape, such as ``\\ud800``. ``docparse.schema`` has the JSON Schema.
    """
    known = indent is None or (type(indent) is int and 0 <= indent <= _WIDEST_INDENT)
    if not known:
        raise OptionError(f"indent is None or 0 to {_WIDEST_INDENT} spaces, not {indent!r}")
    within = node.span if isinstance(node, Document) and lies_in(node.span, ANYWHERE) else ANYWHERE
    text = (
        f'{{"schema_version":{_write_string(SCHEMA_VERSION)},'
        f'"heading_weights":{_write_string(WEIGHTS_VERSION)},"root":{_write_node(node, within)}}}'
    )
    if indent is None:
        return text
    return _surrogates_escaped(json.dumps(json.loads(text), ensure_ascii=False, indent=indent))


_WIDEST_INDENT: Final = 16


def _write_node(node: Node, within: Span) -> str:
    """Return ``node`` as JSON, with the spans in it that lie in ``within``, that of the text."""
    cls = type(node)
    text = f'{{"type":"{cls.__name__}"'
    span = node.span
    if lies_in(span, within):
        text += f',"span":{_write_span(span)}'
    else:
        span = NO_SPAN
    for key in _KEYS.get(cls) or _keys(cls):
        if key == "children" and isinstance(node, TextHolder):
            text += _content(node, span, within)
        elif (value := getattr(node, key)) is not None:
            text += f',"{key}":{_write_value(value, within)}'
    return text + "}"


def _keys(cls: type[Node]) -> tuple[str, ...]:
    """Return the keys of ``cls`` after ``type`` and ``span``."""
    if NODE_CLASSES.get(cls.__name__) is not cls:
        raise RenderError(
            f"JSON has no form for the class {cls.__name__}; docparse.register_node gives it one"
        )
    return _KEYS.setdefault(cls, tuple(str(field.alias) for field in json_fields(cls)))


_KEYS: Final[dict[type[Node], tuple[str, ...]]] = {}
"""The keys of the classes written so far."""


def _content(node: TextHolder, span: Span, within: Span) -> str:
    """Return the content of ``node`` as JSON, in short form if it is a text with the node's span.

    A text gives the same bytes whether or not it has become a Text node yet.
    """
    content = node._content
    if isinstance(content, str):
        return f',"text":{_write_string(content)}'
    if not content:
        return ',"text":""'
    first = content[0]
    if len(content) == 1 and type(first) is Text:
        start, end = span.end - len(first.text), span.end
        own_place = NO_SPAN if span == NO_SPAN else Span(start, end)
        place = first.span if lies_in(first.span, within) else NO_SPAN
        if place == own_place and (place == NO_SPAN or start >= span.start):
            return f',"text":{_write_string(first.text)}'
    return f',"children":{_write_value(content, within)}'


def _write_value(value: Any, within: Span) -> str:
    cls = type(value)
    if cls is str:
        return _write_string(value)
    if cls is tuple:
        return f"[{','.join([_write_value(part, within) for part in value])}]"
    if isinstance(value, Node):
        return _write_node(value, within)
    if cls is Span:
        return _write_span(value)
    if attrs.has(cls):
        fields = attrs.asdict(value, recurse=False).items()
        kept = (
            (key, part)
            for key, part in fields
            if part is not None and (type(part) is not Span or lies_in(part, within))
        )
        return "{" + ",".join(f'"{key}":{_write_value(part, within)}' for key, part in kept) + "}"
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise RenderError(f"the tree holds a value that JSON cannot hold: {error}") from None


def _write_span(span: Span) -> str:
    return f"[{span.start:d},{span.end:d}]"


_quote_text: Final = json.JSONEncoder(ensure_ascii=False).encode


def _write_string(text: str) -> str:
    """Return ``text`` as a JSON string that is read back exactly, surrogates included.

    A high and a low surrogate next to each other, two code points here, would be read back
    as one character; a string with such a pair becomes the array of its pieces, cut between
    the two.
    """
    if text.isascii():
        return _quote_text(text)
    try:
        text.encode()
    except UnicodeEncodeError:
        pieces = [_surrogates_escaped(_quote_text(piece)) for piece in _BETWEEN_PAIR.split(text)]
        return pieces[0] if len(pieces) == 1 else f"[{','.join(pieces)}]"
    return _quote_text(text)


_BETWEEN_PAIR: Final = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


def _surrogates_escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
