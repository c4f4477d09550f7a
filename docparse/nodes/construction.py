"""The parser's path: nodes made without checks or conversion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import attrs

from docparse.nodes.article import (
    Document,
    Faq,
    FaqItem,
    KeyPoints,
    TableOfContents,
    TocEntry,
)
from docparse.nodes.base import Node
from docparse.nodes.block import Heading, List, ListItem, Paragraph, Section
from docparse.nodes.inline import Text
from docparse.nodes.table import Table, TableCell, TableRow
from docparse.source import Span

Made = TypeVar("Made", bound=attrs.AttrsInstance)
_Set: TypeAlias = "Callable[[Any, object], None]"


def unchecked(cls: type[Made]) -> Callable[..., Made]:
    """Return ``make(*values, span)``, which fills the fields of a ``cls`` in their order.

    The values must be what the class holds after conversion. Four times as fast as the
    constructor where there are one or two fields besides the span.
    """
    names = [field.name for field in attrs.fields(cls) if field.name != "span"]
    setters = [_setter(cls, name) for name in names]
    set_span = Node.__dict__["span"].__set__
    if len(setters) == 1:
        return _make_of_one(cls, setters[0], set_span)
    if len(setters) == 2:
        return _make_of_two(cls, setters[0], setters[1], set_span)
    if len(setters) == 3:
        return _make_of_three(cls, setters, set_span)
    if len(setters) == 4:
        return _make_of_four(cls, setters, set_span)
    setters.append(set_span)
    new = object.__new__

    def make(*values: object) -> Made:
        node = new(cls)
        for set_value, value in zip(setters, values, strict=True):
            set_value(node, value)
        return node

    return make


def _setter(cls: type[Any], name: str) -> _Set:
    set_value: _Set = getattr(cls, name).__set__
    return set_value


def _make_of_one(cls: type[Made], set_value: _Set, set_span: _Set) -> Callable[..., Made]:
    new = object.__new__

    def make(value: object, span: object) -> Made:
        node = new(cls)
        set_value(node, value)
        set_span(node, span)
        return node

    return make


def _make_of_two(
    cls: type[Made], set_first: _Set, set_second: _Set, set_span: _Set
) -> Callable[..., Made]:
    new = object.__new__

    def make(first: object, second: object, span: Span) -> Made:
        node = new(cls)
        set_first(node, first)
        set_second(node, second)
        set_span(node, span)
        return node

    return make


def _make_of_three(cls: type[Made], setters: list[_Set], set_span: _Set) -> Callable[..., Made]:
    new = object.__new__
    set_first, set_second, set_third = setters

    def make(first: object, second: object, third: object, span: Span) -> Made:
        node = new(cls)
        set_first(node, first)
        set_second(node, second)
        set_third(node, third)
        set_span(node, span)
        return node

    return make


def _make_of_four(cls: type[Made], setters: list[_Set], set_span: _Set) -> Callable[..., Made]:
    new = object.__new__
    set_first, set_second, set_third, set_fourth = setters

    def make(first: object, second: object, third: object, fourth: object, span: Span) -> Made:
        node = new(cls)
        set_first(node, first)
        set_second(node, second)
        set_third(node, third)
        set_fourth(node, fourth)
        set_span(node, span)
        return node

    return make


make_cell = unchecked(TableCell)
make_contents = unchecked(TableOfContents)
make_document = unchecked(Document)
make_faq = unchecked(Faq)
make_faq_item = unchecked(FaqItem)
make_heading = unchecked(Heading)
make_key_points = unchecked(KeyPoints)
make_item = unchecked(ListItem)
make_list = unchecked(List)
make_paragraph = unchecked(Paragraph)
make_row = unchecked(TableRow)
make_section = unchecked(Section)
make_table = unchecked(Table)
make_text = unchecked(Text)
make_toc_entry = _make_of_one(TocEntry, _setter(TocEntry, "text"), _setter(TocEntry, "heading"))
