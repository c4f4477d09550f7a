"""What is done with the furniture of the page: the blocks whose role is ``"furniture"``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias, TypeVar, cast

import attrs

from docparse.errors import OptionError, VisitorError
from docparse.nodes import (
    Document,
    Inline,
    List,
    Node,
    Paragraph,
    RoleHolder,
    TableCell,
    TextHolder,
)
from docparse.tree.hooks import REMOVE, Replacement
from docparse.tree.visitor import NodeTransformer, find_all

Furniture: TypeAlias = Literal["keep", "mark", "drop"]
"""What a writer does with furniture."""

KEEP: Final = "keep"
MARK: Final = "mark"
DROP: Final = "drop"

Wrap: TypeAlias = Callable[[tuple[Inline, ...]], tuple[Inline | str, ...]]
"""Returns the text of furniture with what marks it as such."""

HolderT = TypeVar("HolderT", bound=TextHolder)


def checked_furniture(furniture: object) -> Furniture:
    """Return ``furniture``: ``"keep"``, ``"mark"`` or ``"drop"``. Raises OptionError for others."""
    for known in (KEEP, MARK, DROP):
        if furniture == known:
            return known
    raise OptionError(f'furniture is "keep", "mark" or "drop", not {furniture!r}')


def is_furniture(node: Node) -> bool:
    """Whether ``node`` is furniture of the page as a whole, as a list is of which every item is."""
    if isinstance(node, List):
        return all(map(is_furniture, node.items))
    return isinstance(node, RoleHolder) and node.role == "furniture"


def without_furniture(node: Node) -> Node:
    """Return the tree ``node`` without its furniture; an empty Document if all of it is that.

    What cannot be without it goes too: a list of which every item is furniture.
    """
    if is_furniture(node):
        return Document()
    if not _has_furniture(node):
        return node
    try:
        return _Dropping().transform(node)
    except VisitorError:  # the root cannot be without what was taken away
        return Document()


def as_asked(node: Node, furniture: object, wrap: Wrap) -> Node:
    """Return the tree ``node`` with its furniture kept, marked or dropped, as ``furniture`` says.

    It is marked by ``wrap``, which is given the text of each paragraph and cell of furniture.
    Raises OptionError for any other ``furniture``.
    """
    asked = checked_furniture(furniture)
    if asked == DROP:
        return without_furniture(node)
    return _Wrapping(wrap).transform(node) if asked == MARK and _has_furniture(node) else node


def _has_furniture(node: Node) -> bool:
    return next(find_all(node, RoleHolder, is_furniture), None) is not None


class _Dropping(NodeTransformer):
    """Takes furniture away."""

    def _without(self, node: Node) -> Replacement:
        return REMOVE if is_furniture(node) else node

    leave_Paragraph = leave_ListItem = leave_Quote = leave_Table = _without


class _Wrapping(NodeTransformer):
    """Wraps the texts in furniture; ``depth`` counts the pieces of it that are open."""

    def __init__(self, wrap: Wrap) -> None:
        self.wrap = wrap
        self.depth = 0

    def _enter(self, node: Node) -> None:
        self.depth += is_furniture(node)

    visit_Paragraph = visit_ListItem = visit_Quote = visit_Table = _enter

    def _exit(self, node: Node) -> Node:
        self.depth -= is_furniture(node)
        return node

    leave_ListItem = leave_Quote = leave_Table = _exit

    def leave_Paragraph(self, node: Paragraph) -> Node:
        wrapped = self._wrapped(node)
        self._exit(node)
        return wrapped

    def leave_TableCell(self, node: TableCell) -> Node:
        return self._wrapped(node)

    def _wrapped(self, node: HolderT) -> HolderT:
        if not self.depth or not node.children:
            return node
        wrapped: HolderT = attrs.evolve(cast("Any", node), children=self.wrap(node.children))
        return wrapped
