"""The parser's path: nodes made without checks or conversion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

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

Made = TypeVar("Made", bound=attrs.AttrsInstance)


def unchecked(cls: type[Made], *slots: str) -> Callable[..., Made]:
    """Return ``make(*values, span)``, which fills the fields of a ``cls`` in their order.

    ``unchecked(Text)("a", span) == Text("a", span=span)``. With ``slots`` it fills these. The
    values must be what the class holds after conversion. Several times as fast as the
    constructor: each slot is set by its own descriptor, without checks or conversion.
    """
    names = slots or sorted((field.name for field in attrs.fields(cls)), key="span".__eq__)
    set_first, *set_others = (getattr(cls, name).__set__ for name in names)
    new = cls.__new__

    def make(first: object, *others: object) -> Made:
        node = new(cls)
        set_first(node, first)
        for set_slot, value in zip(set_others, others, strict=True):
            set_slot(node, value)
        return node

    def make_of_two(first: object, second: object) -> Made:
        node = new(cls)
        set_first(node, first)
        set_second(node, second)
        return node

    if len(set_others) == 1:  # two thirds of the nodes of a tree: lines, cells, rows, texts
        (set_second,) = set_others
        return make_of_two
    return make


make_cell = unchecked(TableCell)
make_contents = unchecked(TableOfContents)
make_document = unchecked(Document)
make_faq = unchecked(Faq)
make_faq_item = unchecked(FaqItem)
make_heading = unchecked(Heading)
make_key_points = unchecked(KeyPoints)
make_item = unchecked(ListItem)
make_line = unchecked(Paragraph, "_content", "_start")
"""Makes a paragraph of a text without marks, whose span is that of the text, and its start."""
make_list = unchecked(List)
make_paragraph = unchecked(Paragraph)
make_row = unchecked(TableRow)
make_section = unchecked(Section)
make_table = unchecked(Table)
make_text = unchecked(Text)
make_toc_entry = unchecked(TocEntry)
