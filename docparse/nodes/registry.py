"""The node classes by name: docparse's own, and those that a user registers."""

from __future__ import annotations

from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin

import attrs

from docparse.errors import ArgumentError
from docparse.nodes import article, block, inline, table
from docparse.nodes.base import Inline, Node
from docparse.nodes.table import TableCell

__all__ = [
    "NODE_CLASSES",
    "OWN_CLASSES",
    "field_types",
    "held_classes",
    "holds_one",
    "json_fields",
    "register_node",
]

NodeT = TypeVar("NodeT", bound=Node)


NODE_CLASSES: Final[dict[str, type[Node]]] = {
    name: cls
    for module in (inline, block, table, article)
    for name in module.__all__
    if issubclass(cls := vars(module)[name], Node)
}
"""Every node class that has a name in JSON and in hooks such as ``visit_Table``."""

OWN_CLASSES: Final = tuple(NODE_CLASSES.values())
"""Those of docparse itself."""


def register_node(cls: type[NodeT]) -> type[NodeT]:
    """Make a node class of your own known by its name, and return it: it may stand as a decorator.

    ::

        @register_node
        @attrs.frozen
        class Aside(Block):
            children: tuple[Block, ...]

    From then on ``visit_Aside`` and ``leave_Aside`` are hooks, and JSON holds its fields: numbers,
    texts, nodes, attrs classes, tuples of these, or None. Fields that hold its children or its text
    are named in ``HOLDS``, unless there is one alone, called ``children``. Writers show these.

    Raises ArgumentError unless ``cls`` is an attrs class made from Node, Block, Inline or a class
    of docparse's, with a name that no other class has.
    """
    if not isinstance(cls, type) or not issubclass(cls, Node):
        raise ArgumentError(f"register_node takes a class made from Node, not {cls!r}")
    if "__attrs_attrs__" not in vars(cls):
        raise ArgumentError(f"{cls.__name__} is no attrs class: decorate it with attrs.frozen")
    known = {field.alias for field in attrs.fields(cls)}
    for name in cls.HOLDS:
        if name not in known and cls.HOLDS is not Node.HOLDS:
            raise ArgumentError(f"{cls.__name__}.HOLDS names {name!r}, which is no field of it")
    other = NODE_CLASSES.setdefault(cls.__name__, cls)
    if other is not cls:
        raise ArgumentError(
            f"the name {cls.__name__} is taken by {other.__module__}.{other.__qualname__}"
        )
    return cls


# ----------------------------------------------------------------------------- what fields hold


_AS_IN_JSON: Final = {"Content": tuple[Inline, ...], "CellReader": tuple[TableCell, ...]}
"""What the names of the two types mean that are there for speed alone."""


def field_types(cls: type[Any]) -> dict[str, Any]:
    """Return the type of each field of ``cls`` by the field's name.

    Raises ArgumentError if one is named that is not known in the module of ``cls``.
    """
    try:
        attrs.resolve_types(cls, localns={**NODE_CLASSES, **_AS_IN_JSON})
    except NameError as error:
        raise ArgumentError(f"the fields of {cls.__name__} cannot be read: {error}") from None
    return {field.name: field.type for field in attrs.fields(cls)}


def held_classes(cls: type[Node], name: str) -> tuple[type[Node], ...]:
    """Return the classes of nodes that may stand in the field ``name`` of ``cls``.

    Any may if the type of the field does not tell.
    """
    if (cls, name) not in _HELD:
        _HELD[cls, name] = _node_classes(cls, name)
    return _HELD[cls, name]


_HELD: Final[dict[tuple[type[Node], str], tuple[type[Node], ...]]] = {}


def _node_classes(cls: type[Node], name: str) -> tuple[type[Node], ...]:
    field = next((field for field in attrs.fields(cls) if field.alias == name), None)
    try:
        kind = field_types(cls)[field.name] if field is not None else Node
    except ArgumentError:
        kind = Node
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return tuple(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Node))


def holds_one(cls: type[Node], name: str) -> bool:
    """Whether the field ``name`` of ``cls`` holds one node, and not a tuple of them."""
    types = field_types(cls)
    return any(
        field.alias == name and get_origin(types[field.name]) is not tuple
        for field in attrs.fields(cls)
    )


def json_fields(cls: type[Node]) -> list[attrs.Attribute[Any]]:
    """Return the fields of ``cls`` in the order of JSON: keywords come late, what it holds last."""
    fields = [
        field
        for field in attrs.fields(cls)
        if field.init and field.alias != "span" and field.metadata.get("in_json", True)
    ]
    return sorted(fields, key=lambda field: (field.alias in cls.HOLDS, field.kw_only))
