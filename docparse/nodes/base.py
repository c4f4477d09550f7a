"""What every node has, and the two kinds of places a node can stand in."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs

from docparse.source.text import NO_SPAN, Span

MAX_DEPTH = 32
"""Containers (lists, quotes) that may stand inside each other; the parser reads no deeper."""


@attrs.frozen(weakref_slot=False, repr=False)
class Node:
    """Base class of every node. ``span`` is half-open, in code points of the source."""

    span: Span = attrs.field(default=NO_SPAN, kw_only=True, eq=False)

    @property
    def children(self) -> tuple[Node, ...]:
        """The node's children in document order; empty for a leaf."""
        return ()

    def __repr__(self) -> str:
        fields = [(f.alias, getattr(self, f.alias)) for f in attrs.fields(type(self)) if f.repr]
        shown = ", ".join(f"{name}={value!r}" for name, value in fields if value != NO_SPAN)
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {f.alias: getattr(self, f.alias) for f in attrs.fields(type(self)) if f.init}
        return _restore, (type(self), fields)


ValueT = TypeVar("ValueT")


class ByClass(dict[type[Node], ValueT]):
    """Values by class of node; a class of the user's own has that of the class it is made from."""

    def __missing__(self, cls: type[Node]) -> ValueT:
        base = next((base for base in cls.__mro__ if base in self), None)
        if base is None:
            raise KeyError(cls)
        value = self[cls] = self[base]
        return value


def _restore(cls: type[Node], fields: dict[str, Any]) -> Node:
    return cls(**fields)


class Block(Node):
    """A node that may stand in a document, a section, a list item, a quote or an answer."""

    __slots__ = ()


class Inline(Node):
    """A node that may stand in a line of text."""

    __slots__ = ()
