"""Nodes that stand in a line of text, and what nodes that hold such text share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import attrs

from docparse.errors import ArgumentError
from docparse.nodes.base import Inline, Node, RoleHolder, excerpt, first_words
from docparse.source.text import NO_SPAN, Span

__all__ = [
    "CodeSpan",
    "Emphasis",
    "Image",
    "LineBreak",
    "Link",
    "Strong",
    "Text",
]
"""The classes that everybody sees as docparse's: they have a name in JSON and in hooks."""


def as_string(value: str) -> str:
    if not isinstance(value, str):
        raise ArgumentError(f"expected a str, not {type(value).__name__}")
    return value


def as_optional_string(value: str | None) -> str | None:
    return None if value is None else as_string(value)


@attrs.frozen(weakref_slot=False, repr=False)
class Text(Inline):
    """Plain characters, exactly as they stood in the source."""

    HOLDS = ("text",)

    text: str = attrs.field(converter=as_string)


def _joined(texts: Sequence[Text]) -> Text:
    """Return one Text for several in a row; with a span if each begins where one ends."""
    first, last = texts[0], texts[-1]
    if first is last:
        return first
    touch = all(left.span.end == right.span.start for left, right in pairwise(texts))
    known = touch and first.span is not NO_SPAN
    span = Span(first.span.start, last.span.end) if known else NO_SPAN
    return Text("".join(text.text for text in texts), span=span)


def as_inlines(value: str | Inline | Iterable[str | Inline]) -> tuple[Inline, ...]:
    """Make a tuple of inline nodes: adjacent texts joined, empty ones dropped."""
    if isinstance(value, (str, Node)):
        value = (value,)
    found: list[Inline] = []
    texts: list[Text] = []
    try:
        items = iter(value)
    except TypeError:
        raise ArgumentError(f"expected text or inline nodes, not {type(value).__name__}") from None
    for item in items:
        node = Text(item) if isinstance(item, str) else item
        if not isinstance(node, Inline):
            raise ArgumentError(f"expected a str or an inline node, not {type(node).__name__}")
        if isinstance(node, Text):
            if node.text:
                texts.append(node)
            continue
        if texts:
            found.append(_joined(texts))
            texts.clear()
        found.append(node)
    if texts:
        found.append(_joined(texts))
    return tuple(found)


@attrs.frozen(weakref_slot=False, repr=False)
class Emphasis(Inline):
    """Text with stress, ``*so*``; italics in print."""

    children: tuple[Inline, ...] = attrs.field(converter=as_inlines)


@attrs.frozen(weakref_slot=False, repr=False)
class Strong(Inline):
    """Text of importance, ``**so**``; bold in print."""

    children: tuple[Inline, ...] = attrs.field(converter=as_inlines)


@attrs.frozen(weakref_slot=False, repr=False)
class Link(Inline):
    """Text that leads to ``url``, as it was written; renderers decide which schemes they allow."""

    children: tuple[Inline, ...] = attrs.field(converter=as_inlines)
    url: str = attrs.field(converter=as_string)
    title: str | None = attrs.field(default=None, converter=as_optional_string)

    def _summary(self) -> str:
        return f"{excerpt(first_words(self))} to {excerpt(self.url)}"


@attrs.frozen(weakref_slot=False, repr=False)
class Image(Inline):
    """A picture at ``url``; ``alt`` says what it shows and is no part of the plain text."""

    url: str = attrs.field(converter=as_string)
    alt: str = attrs.field(default="", converter=as_string)
    title: str | None = attrs.field(default=None, converter=as_optional_string)

    def _summary(self) -> str:
        return f"{excerpt(self.alt)} at {excerpt(self.url)}"


@attrs.frozen(weakref_slot=False, repr=False)
class CodeSpan(Inline):
    """A piece of code in a line of text."""

    HOLDS = ("text",)

    text: str = attrs.field(converter=as_string)


@attrs.frozen(weakref_slot=False, repr=False)
class LineBreak(Inline):
    """The end of a line inside a block."""


# ------------------------------------------------------------------------ holders of text

Content: TypeAlias = "str | tuple[Inline, ...]"


def text_key(content: Content) -> Content:
    """One key for text that has become a Text node and text that has not yet."""
    if isinstance(content, str):
        return content
    if not content:
        return ""
    if len(content) == 1 and type(content[0]) is Text:
        return content[0].text
    return content


class TextHolder(Node):
    """A node whose children are inline nodes, held in the slot ``_content``.

    Text without inline marks stays a ``str`` until the children are asked for; such text
    is always the end of the node's source.
    """

    __slots__ = ()
    SEPARATOR = ""
    _content: Content

    @property
    def children(self) -> tuple[Inline, ...]:
        content = self._content
        if isinstance(content, str):
            span = self.span
            if span.start >= 0:
                span = Span(span.end - len(content), span.end)
            content = (Text(content, span=span),) if content else ()
            object.__setattr__(self, "_content", content)
        return content


class PlacedByStart(TextHolder, RoleHolder):
    """A holder of text whose ``span`` need not be there until it is asked for.

    If the slot ``span`` is empty, ``_start`` is where the text starts that ``_content`` is. So a
    line of a long text takes half the memory, and less time.
    """

    __slots__ = ("_start",)
    _start: int

    if not TYPE_CHECKING:  # for a type checker any attribute would be known

        def __getattr__(self, name: str) -> Span | None:
            """Make the span. Python calls this for what it does not find, and that is not there."""
            if name != "span":
                return super().__getattr__(name)
            span = Span(self._start, self._start + len(self._content))
            object.__setattr__(self, "span", span)
            return span
