"""The parser's path: nodes made without checks or conversion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

import attrs

from docparse.nodes.article import (
    Document,
    Faq,
    FaqItem,
    KeyPoints,
    TableOfContents,
    TocEntry,
)
from docparse.nodes.block import Heading, List, ListItem, Paragraph, Section
from docparse.nodes.inline import Text
from docparse.nodes.table import Table, TableCell, TableRow

__all__ = [
    "make_cell",
    "make_contents",
    "make_document",
    "make_faq",
    "make_faq_item",
    "make_heading",
    "make_item",
    "make_key_points",
    "make_line",
    "make_list",
    "make_marked",
    "make_paragraph",
    "make_row",
    "make_section",
    "make_table",
    "make_text",
    "make_toc_entry",
    "unchecked",
]

Made = TypeVar("Made", bound=attrs.AttrsInstance)


def unchecked(cls: type[Made], *slots: str) -> Callable[..., Made]:
    """Return ``make(*values, span)``, which fills the fields of a ``cls`` in their order.

    ``unchecked(Text)("a", span) == Text("a", span=span)``. With ``slots`` it fills these. The
    values must be what the class holds after conversion. Several times as fast as the
    constructor: each slot is set by its own descriptor, without checks or conversion.
    """
    names = slots or sorted((field.name for field in attrs.fields(cls)), key="span".__eq__)
    setters: list[Set] = [getattr(cls, name).__set__ for name in names]
    # Two fields have lines, cells, rows and texts, two thirds of the nodes of a tree.
    return _make_of_two(cls, *setters) if len(names) == 2 else _make_of_any(cls, setters)


Set: TypeAlias = Callable[[object, object], None]
"""Sets one slot of a node."""


def _make_of_two(cls: type[Made], set_a: Set, set_b: Set) -> Callable[..., Made]:
    new = cls.__new__

    def make(a: object, b: object) -> Made:
        node = new(cls)
        set_a(node, a)
        set_b(node, b)
        return node

    return make


def _make_of_any(cls: type[Made], setters: Sequence[Set]) -> Callable[..., Made]:
    new = cls.__new__

    def make(*values: object) -> Made:
        node = new(cls)
        for set_slot, value in zip(setters, values, strict=True):
            set_slot(node, value)
        return node

    return make


make_cell = unchecked(TableCell)
make_contents = unchecked(TableOfContents)
make_document = unchecked(Document)
make_faq = unchecked(Faq)
make_faq_item = unchecked(FaqItem)
make_heading = unchecked(Heading)
make_key_points = unchecked(KeyPoints)
make_item = unchecked(ListItem, "children", "span")
make_line = unchecked(Paragraph, "_content", "_start")
"""Makes a paragraph of a text without marks, whose span is that of the text, and its start."""
make_list = unchecked(List)
make_marked = unchecked(Paragraph, "_content", "span", "role", "role_confidence")
"""Makes a paragraph that has a role."""
make_paragraph = unchecked(Paragraph, "_content", "span")
make_row = unchecked(TableRow)
make_section = unchecked(Section)
make_table = unchecked(Table, "rows", "header_rows", "span")
make_text = unchecked(Text)
make_toc_entry = unchecked(TocEntry)
