"""Transforms by name, as installed packages offer them."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from docparse.errors import ArgumentError, ExtensionError, OptionError, suggestion
from docparse.installed import TRANSFORMS_GROUP, check_options, installed_names, load_installed
from docparse.nodes import Node
from docparse.tree.visitor import NodeTransformer

NodeT = TypeVar("NodeT", bound=Node)


def transform(node: NodeT, name: str, **options: Any) -> NodeT:
    """Return ``node`` as the transform ``name`` of an installed package changes it.

    ``transform(document, "notes-to-quotes")`` is a new tree; the old one stays as it was. A package
    offers transforms by entry points in the group ``docparse.transforms``: subclasses of
    NodeTransformer, made with ``options``, or functions that take the node and ``options``.

    Raises OptionError for a name that no package has and for an option that the transform does not
    take, and ExtensionError for a transform that cannot be loaded or gives no node.
    """
    if not isinstance(node, Node):
        raise ArgumentError(f"transform changes a node, not {type(node).__name__}")
    if not isinstance(name, str):
        raise ArgumentError(
            f"a transform is named by a str, not {type(name).__name__}; "
            "a NodeTransformer of your own is used by its method, transform(node)"
        )
    found = load_installed(TRANSFORMS_GROUP, name)
    if found is None:
        known = installed_names(TRANSFORMS_GROUP)
        there_are = f"there are {', '.join(known)}" if known else "no installed package offers any"
        raise OptionError(f"unknown transform {name!r}; {there_are}{suggestion(name, known)}")
    whose = f"the transform {name!r}"
    if isinstance(found, type) and issubclass(found, NodeTransformer):
        own = found.__init__ is not object.__init__  # which says of itself that it takes anything
        check_options(found.__init__ if own else _takes_nothing, options, whose)
        return found(**options).transform(node)
    if not callable(found):
        raise ExtensionError(f"{whose} is no NodeTransformer and no function, but {found!r}")
    check_options(found, options, whose)
    changed = found(node, **options)
    if not isinstance(changed, Node):
        raise ExtensionError(f"{whose} gave {changed!r}, which is no node")
    return cast("NodeT", changed)


def _takes_nothing(self: NodeTransformer) -> None:
    """Stand for the constructor of a class that has none."""
