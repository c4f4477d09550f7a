"""Blocks: paragraphs, headings, lists, quotes, code and sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from docparse.errors import ArgumentError
from docparse.nodes.base import Block, Node
from docparse.nodes.inline import (
    Content,
    PlacedByStart,
    TextHolder,
    as_inlines,
    as_optional_string,
    as_string,
    text_key,
)


@attrs.frozen(weakref_slot=False, repr=False)
class Paragraph(PlacedByStart, Block):
    """A run of text that belongs together."""

    _content: Content = attrs.field(alias="children", converter=as_inlines, eq=text_key)


def _level(value: object) -> int:
    if not isinstance(value, int) or not 1 <= value <= 6:
        raise ArgumentError(f"a heading's level is a whole number from 1 to 6, not {value!r}")
    return int(value)


@attrs.frozen(weakref_slot=False, repr=False)
class Heading(TextHolder, Block):
    """The title of what follows it.

    ``level`` is 1 for the article's title alone, 2 to 6 below it. ``confidence`` in (0, 1]
    is how sure the parser is that the line was a heading, ``evidence`` what decided:
    ``"mark"``, ``"contents"``, ``"faq"``, ``"words"``, ``"numbering"`` or ``"shape"``.
    """

    level: int = attrs.field(converter=_level)
    _content: Content = attrs.field(alias="children", converter=as_inlines, eq=text_key)
    confidence: float = attrs.field(default=1.0, eq=False)
    evidence: str = attrs.field(default="mark", eq=False)


@attrs.frozen(weakref_slot=False, repr=False)
class CodeBlock(Block):
    """Lines of program text, without the newline that ends the last one."""

    text: str = attrs.field(converter=as_string)
    language: str | None = attrs.field(default=None, converter=as_optional_string)


@attrs.frozen(weakref_slot=False, repr=False)
class ThematicBreak(Block):
    """A change of subject with no heading: a ruled line."""


def as_sequence(value: object) -> tuple[Any, ...]:
    """Return ``value`` as a tuple; a node or a str stands for a sequence of one."""
    if isinstance(value, (Node, str)):
        return (value,)
    if not isinstance(value, Iterable):
        raise ArgumentError(f"expected a sequence of nodes, not {type(value).__name__}")
    return tuple(value)


def _block(value: object) -> Block:
    if isinstance(value, str):
        return Paragraph(value)
    if not isinstance(value, Block):
        raise ArgumentError(f"expected a str or a block node, not {type(value).__name__}")
    return value


def as_blocks(value: Block | str | Iterable[Block | str]) -> tuple[Block, ...]:
    return tuple(map(_block, as_sequence(value)))


NodeT = TypeVar("NodeT", bound=Node)


def expect(value: object, cls: type[NodeT]) -> NodeT:
    """Return ``value`` if it is a ``cls``, else raise ArgumentError."""
    if not isinstance(value, cls):
        raise ArgumentError(f"expected a {cls.__name__}, not {type(value).__name__}")
    return value


@attrs.frozen(weakref_slot=False, repr=False)
class Quote(Block):
    """Words of somebody else's, set apart."""

    children: tuple[Block, ...] = attrs.field(converter=as_blocks)


@attrs.frozen(weakref_slot=False, repr=False)
class ListItem(Node):
    """One entry of a :class:`List`."""

    children: tuple[Block, ...] = attrs.field(converter=as_blocks)


def _items(value: Block | str | Iterable[ListItem | Block | str]) -> tuple[ListItem, ...]:
    return tuple(
        item if isinstance(item, ListItem) else ListItem(_block(item))
        for item in as_sequence(value)
    )


def _start(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= 999_999_999:
        raise ArgumentError(f"a list starts at a whole number from 0 to 999999999, not {value!r}")
    return int(value)


@attrs.frozen(weakref_slot=False, repr=False)
class List(Block):
    """Items that belong together, numbered from ``start`` if ``ordered``."""

    items: tuple[ListItem, ...] = attrs.field(converter=_items)
    ordered: bool = attrs.field(default=False, converter=bool)
    start: int = attrs.field(default=1, converter=_start)

    @property
    def children(self) -> tuple[ListItem, ...]:
        return self.items


def _heading(value: Heading) -> Heading:
    return expect(value, Heading)


@attrs.frozen(weakref_slot=False, repr=False)
class Section(Block):
    """A heading and what stands under it, deeper sections among it."""

    heading: Heading = attrs.field(converter=_heading)
    blocks: tuple[Block, ...] = attrs.field(default=(), converter=as_blocks)

    @property
    def children(self) -> tuple[Block, ...]:
        return (self.heading, *self.blocks)
