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

    With ``slots`` it fills these. The values must be what the class holds after conversion. Many
    times as fast as the constructor: the fields of a draft, which is not frozen, are set one by
    one, and the draft then becomes a ``cls``. The function is written out for the fields of the
    class, the way attrs does it.
    """
    names = slots or sorted((field.name for field in attrs.fields(cls)), key="span".__eq__)
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    names_in_scope = {"cls": cls, "draft": type(cls.__name__, (cls,), {"__slots__": (), **plain})}
    source = [
        f"def make({', '.join(names)}):",
        "    node = draft()",
        *(f"    node.{name} = {name}" for name in names),
        "    node.__class__ = cls",
        "    return node",
    ]
    exec("\n".join(source), names_in_scope)
    make: Callable[..., Made] = names_in_scope["make"]
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
