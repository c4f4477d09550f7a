"""Blocks: paragraphs, headings, lists, quotes, code and sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

import attrs

from docparse.errors import ArgumentError
from docparse.nodes.base import (
    CONFIDENCES,
    Block,
    Bounds,
    Node,
    RoleHolder,
    counted,
    excerpt,
    first_words,
    whole_number,
)
from docparse.nodes.inline import (
    Content,
    PlacedByStart,
    TextHolder,
    as_inlines,
    as_optional_string,
    as_string,
    text_key,
)

__all__ = [
    "CodeBlock",
    "Heading",
    "List",
    "ListItem",
    "Paragraph",
    "Quote",
    "Section",
    "ThematicBreak",
]
"""The classes that everybody sees as docparse's: they have a name in JSON and in hooks."""


@attrs.frozen(weakref_slot=False, repr=False)
class Paragraph(PlacedByStart, Block):
    """A run of text that belongs together.

    ``role`` says what it is if it is not the article's own text, such as ``"byline"``, and
    ``role_confidence``, in (0, 1], how sure the parser is; None is content. List items, quotes
    and tables have them too.
    """

    _content: Content = attrs.field(alias="children", converter=as_inlines, eq=text_key)


_LEVELS: Final = Bounds(1, 6)


def _level(value: int) -> int:
    return whole_number(value, _LEVELS, "a heading's level is")


@attrs.frozen(weakref_slot=False, repr=False)
class Heading(TextHolder, Block):
    """The title of what follows it.

    ``level`` is 1 for the article's title alone, 2 to 6 below it. ``confidence`` in (0, 1]
    is how sure the parser is that the line was a heading, ``evidence`` what decided:
    ``"mark"``, ``"contents"``, ``"faq"``, ``"words"``, ``"numbering"``, ``"parallel"``, ``"bold"``,
    ``"head"``, ``"title"`` or ``"shape"``. ``level_confidence`` in (0, 1] is how sure its level is.
    """

    level: int = attrs.field(converter=_level, metadata={"bounds": _LEVELS})
    _content: Content = attrs.field(alias="children", converter=as_inlines, eq=text_key)
    confidence: float = attrs.field(default=1.0, eq=False, metadata={"bounds": CONFIDENCES})
    evidence: str = attrs.field(default="mark", eq=False)
    level_confidence: float = attrs.field(default=1.0, eq=False, metadata={"bounds": CONFIDENCES})

    def _summary(self) -> str:
        return f"{self.level} {excerpt(first_words(self))}"


@attrs.frozen(weakref_slot=False, repr=False)
class CodeBlock(Block):
    """Lines of program text, without the newline that ends the last one."""

    HOLDS = ("text",)

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
class Quote(RoleHolder, Block):
    """Words of somebody else's, set apart."""

    children: tuple[Block, ...] = attrs.field(converter=as_blocks)


@attrs.frozen(weakref_slot=False, repr=False)
class ListItem(RoleHolder):
    """One entry of a :class:`List`."""

    children: tuple[Block, ...] = attrs.field(converter=as_blocks)


def _items(value: Block | str | Iterable[ListItem | Block | str]) -> tuple[ListItem, ...]:
    return tuple(
        item if isinstance(item, ListItem) else ListItem(_block(item))
        for item in as_sequence(value)
    )


_STARTS: Final = Bounds(0, 999_999_999)


def _start(value: int) -> int:
    return whole_number(value, _STARTS, "a list starts at")


@attrs.frozen(weakref_slot=False, repr=False)
class List(Block):
    """Items that belong together, numbered from ``start`` if ``ordered``."""

    HOLDS = ("items",)
    MAY_BE_EMPTY = False

    items: tuple[ListItem, ...] = attrs.field(converter=_items)
    ordered: bool = attrs.field(default=False, converter=bool)
    start: int = attrs.field(default=1, converter=_start, metadata={"bounds": _STARTS})

    def _summary(self) -> str:
        order = f", ordered from {self.start}" if self.ordered else ""
        return counted(len(self.items), "item") + order


def _heading(value: Heading) -> Heading:
    return expect(value, Heading)


@attrs.frozen(weakref_slot=False, repr=False)
class Section(Block):
    """A heading and what stands under it, deeper sections among it."""

    HOLDS = ("heading", "blocks")

    heading: Heading = attrs.field(converter=_heading)
    blocks: tuple[Block, ...] = attrs.field(default=(), converter=as_blocks)

    def _summary(self) -> str:
        return f"{self.heading._summary()}, {counted(len(self.blocks), 'block')}"
