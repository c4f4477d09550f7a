"""What every node has, and the two kinds of places a node can stand in."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias, TypeVar, get_args

import attrs

from docparse.errors import ArgumentError
from docparse.source.text import NO_SPAN, Span

__all__ = [
    "MAX_DEPTH",
    "ROLES",
    "Block",
    "Bounds",
    "ByClass",
    "Inline",
    "Node",
    "Role",
    "RoleHolder",
    "held",
]

MAX_DEPTH = 32
"""Containers (lists, quotes) that may stand inside each other; the parser reads no deeper."""


@attrs.frozen(weakref_slot=False, repr=False)
class Node:
    """Base class of every node. ``span`` is half-open, in code points of the source.

    What a class is it says once. Its base says where it may stand: a :class:`Block` or an
    :class:`Inline` wherever those may, any other class in the fields that name it. The three
    names below say the rest. Walking, rebuilding, validation, JSON and its schema, plain text
    and whatever a writer has no line for go by these.
    """

    HOLDS: ClassVar[tuple[str, ...]] = ("children",)
    """The fields that hold its children (one node, or a tuple of them) and its text, in order."""

    SEPARATOR: ClassVar[str] = "\n"
    """What stands in plain text between the parts that it holds."""

    MAY_BE_EMPTY: ClassVar[bool] = True
    """Whether it stays where it is when all of its children are taken away."""

    span: Span = attrs.field(default=NO_SPAN, kw_only=True, eq=False)

    @property
    def children(self) -> tuple[Node, ...]:
        """The node's children in document order; empty for a leaf."""
        return ()

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Have ``children`` read what ``HOLDS`` names. Called by attrs when it has made ``cls``.

        The ``repr`` is a line, as that of every node, unless ``cls`` itself says otherwise.
        """
        if "HOLDS" in vars(cls) and "children" not in vars(cls):
            type.__setattr__(cls, "children", _children_of(cls))
        code = getattr(vars(cls).get("__repr__"), "__code__", None)
        if code is not None and code.co_filename.startswith("<attrs"):
            type.__delattr__(cls, "__repr__")

    def _rebuilt(self, held: dict[str, Any], outcomes: Sequence[tuple[Any, ...]]) -> Node:
        """Return this node with ``held`` in its fields, which is what came of its children.

        ``outcomes`` are the nodes that each child became.
        """
        return attrs.evolve(self, **held)

    def __repr__(self) -> str:
        """Return the node in a short line: ``<Heading 2 'Fares'>``."""
        return f"<{' '.join(filter(None, (type(self).__name__, self._summary())))}>"

    def _summary(self) -> str:
        """Return what ``repr`` says of the node: unless its class knows better, its first words."""
        words = first_words(self)
        return excerpt(words) if words else ""

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {f.alias: getattr(self, f.alias) for f in attrs.fields(type(self)) if f.init}
        return _restore, (type(self), fields)


def held(node: Node) -> tuple[Node | str, ...]:
    """Return the parts of ``node`` in order: its children, and texts that are in no child.

    Of a Section these are its heading and blocks, of a CodeBlock it is its text.
    """
    names = node.HOLDS
    if len(names) == 1:  # as most classes have it, and worth the time
        value = getattr(node, names[0])
        return value if isinstance(value, tuple) else () if value is None else (value,)
    parts: list[Node | str] = []
    for name in names:
        value = getattr(node, name)
        if isinstance(value, tuple):
            parts += value
        elif value is not None:
            parts.append(value)
    return tuple(parts)


EXCERPT: Final = 60
"""Characters of a text that ``repr`` shows."""


def excerpt(text: str, most: int = EXCERPT) -> str:
    """Return ``text`` as a literal of at most ``most`` characters between its quotes.

    What controls a terminal is escaped, and cut is what would be longer.
    """
    shown = text if len(text) <= most else f"{text[: most - 1]}…"
    while len(repr(shown)) > most + 2:
        shown = f"{shown[:-2]}…"
    return repr(shown)


def first_words(node: Node) -> str:
    """Return what :func:`excerpt` shows of the text of ``node``, and little more."""
    texts: list[str] = []
    length = 0
    pending: list[Node | str] = [node]
    while pending and length <= EXCERPT:
        part = pending.pop()
        text = part if isinstance(part, str) else getattr(part, "_content", None)
        if isinstance(text, str):
            texts.append(text)
            length += len(text)
        elif isinstance(part, Node) and (parts := held(part)):
            for inner in parts[:0:-1]:
                pending += (inner, part.SEPARATOR)
            pending.append(parts[0])
    return "".join(texts)


def counted(number: int, one: str, more: str = "") -> str:
    """Return ``"1 table"``, ``"1,250 tables"``; ``more`` is a plural without ``s``."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _children_of(cls: type[Node]) -> object:
    """Return the cheapest attribute that reads the children of a ``cls``.

    Where one field holds a tuple of nodes it is that field itself, and no function is called.
    """
    types = {field.alias: field.type for field in attrs.fields(cls)}
    names = [name for name in cls.HOLDS if types.get(name) not in (str, "str")]
    if not names:
        return Node.children
    ends_in_tuple = _is_tuple(types.get(names[-1]))
    if ends_in_tuple and len(names) == 1:
        return getattr(cls, names[0])
    if ends_in_tuple and len(names) == 2:
        read = attrgetter(*names)

        def one_and_more(node: Node) -> tuple[Node, ...]:
            one, more = read(node)
            return (one, *more) if isinstance(one, Node) else _nodes_held(node)

        return property(one_and_more)
    return property(_nodes_held)


def _nodes_held(node: Node) -> tuple[Node, ...]:
    return tuple(part for part in held(node) if isinstance(part, Node))


def _is_tuple(annotation: object) -> bool:
    """Whether a field so annotated always gives a tuple; not so ``tuple[Block, ...] | None``."""
    written = str(annotation)
    return written.startswith("tuple[") and "None" not in written


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


Role: TypeAlias = Literal["furniture", "byline", "date", "credit", "caption", "deck", "kicker"]
"""What a block is that is not the article's own text.

``"furniture"`` is of the page around it: ``"Read more"``, ``"Advertisement"``.
"""

ROLES: Final[tuple[Role, ...]] = get_args(Role)


class Bounds:
    """The numbers that a field may hold: from ``least`` to ``most``, None for any above.

    With ``is_open`` the number is above ``least``. A field has them under ``"bounds"`` in its
    metadata; JSON, its schema and :func:`docparse.validate` go by them.
    """

    def __init__(self, least: int, most: int | None = None, is_open: bool = False) -> None:
        self.least = least
        self.most = most
        self.is_open = is_open

    def __contains__(self, number: float) -> bool:
        above = number > self.least if self.is_open else number >= self.least
        return above and (self.most is None or number <= self.most)


def as_role(value: Role | None) -> Role | None:
    """Return ``value`` if it is a role or None, else raise ArgumentError."""
    if value is None:
        return None
    for role in ROLES:
        if role == value:
            return role
    raise ArgumentError(f"a role is one of {', '.join(ROLES)}, or None, not {value!r}")


CONFIDENCES: Final = Bounds(0, 1, is_open=True)
"""How sure the parser can be of what it says."""


@attrs.frozen(weakref_slot=False, repr=False)
class RoleHolder(Node):
    """A node that has a :data:`Role`, or None where it is content, and says how sure that is.

    The parser leaves both slots empty, as nearly all nodes are content: that costs no time.
    """

    role: Role | None = attrs.field(default=None, converter=as_role, kw_only=True, eq=False)
    role_confidence: float | None = attrs.field(
        default=None, kw_only=True, eq=False, metadata={"bounds": CONFIDENCES}
    )

    def __repr__(self) -> str:
        role = "" if self.role is None else f" role={self.role}"
        return f"{super().__repr__()[:-1]}{role}>"

    if not TYPE_CHECKING:  # for a type checker any attribute would be known

        def __getattr__(self, name: str) -> None:
            """Return None for an empty slot. Python calls this for what it does not find."""
            if name not in ("role", "role_confidence"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


class Inline(Node):
    """A node that may stand in a line of text."""

    __slots__ = ()
    SEPARATOR = ""


def whole_number(value: object, bounds: Bounds, what: str) -> int:
    """Return ``value`` if it is a whole number in ``bounds``; else ArgumentError says ``what``."""
    if not isinstance(value, int) or value not in bounds:
        upper = "" if bounds.most is None else f" to {bounds.most}"
        raise ArgumentError(f"{what} a whole number from {bounds.least}{upper}, not {value!r}")
    return int(value)
