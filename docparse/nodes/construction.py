"""The parser's path: nodes made without checks or conversion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from docparse.nodes.article import Document, Faq, FaqItem
from docparse.nodes.base import Node
from docparse.nodes.block import Heading, List, ListItem, Paragraph, Section
from docparse.nodes.inline import Text
from docparse.nodes.table import Table, TableCell, TableRow
from docparse.source import Span


def unchecked(cls: type[Any]) -> Callable[..., Any]:
    """Return ``make(*values, span)``, which fills the fields of a ``cls`` in their order.

    The values must be what the class holds after conversion. Four times as fast as the
    constructor where there is one field besides the span.
    """
    names = [field.name for field in attrs.fields(cls) if field.name != "span"]
    setters = [getattr(cls, name).__set__ for name in names]
    set_span = Node.__dict__["span"].__set__
    new = object.__new__

    def make(*values: object) -> Any:
        node = new(cls)
        for set_value, value in zip(setters, values[:-1], strict=True):
            set_value(node, value)
        set_span(node, values[-1])
        return node

    if len(setters) > 1:
        return make
    (set_only,) = setters

    def make_of_one(value: object, span: Span) -> Any:
        node = new(cls)
        set_only(node, value)
        set_span(node, span)
        return node

    return make_of_one


make_cell = unchecked(TableCell)
make_document = unchecked(Document)
make_faq = unchecked(Faq)
make_faq_item = unchecked(FaqItem)
make_heading = unchecked(Heading)
make_item = unchecked(ListItem)
make_list = unchecked(List)
make_paragraph = unchecked(Paragraph)
make_row = unchecked(TableRow)
make_section = unchecked(Section)
make_table = unchecked(Table)
make_text = unchecked(Text)
