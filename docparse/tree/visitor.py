"""Walking a tree, reading it with visitors and rewriting it with transformers.

Nothing here recurses, so the depth of a tree is no limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any, ClassVar, Final, TypeVar, cast, overload

from docparse.errors import ArgumentError, VisitorError, suggestion
from docparse.nodes import (
    NODE_CLASSES,
    OWN_CLASSES,
    Block,
    ByClass,
    Inline,
    Node,
    Table,
    TableCell,
    TableRow,
    TextHolder,
    held_classes,
)
from docparse.nodes.block import expect
from docparse.tree.hooks import REMOVE, SKIP, LeaveHooks, Replacement, VisitHooks

__all__ = [
    "REMOVE",
    "SKIP",
    "NodeTransformer",
    "NodeVisitor",
    "find_all",
    "rebuild",
    "walk",
    "walk_with_ancestors",
]

NodeT = TypeVar("NodeT", bound=Node)
SecondT = TypeVar("SecondT", bound=Node)
ThirdT = TypeVar("ThirdT", bound=Node)


# ------------------------------------------------------------------------------- walking


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and everything under it, each node once, in document order.

    Raises ArgumentError, when it is called, if ``node`` is no node.
    """
    return _walk(expect(node, Node))


def _walk(node: Node) -> Iterator[Node]:
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        children = node.children
        if children:
            pending += children[::-1]


def walk_with_ancestors(node: Node) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield ``(node, ancestors)`` in document order, the outermost ancestor first.

    Raises ArgumentError, when it is called, if ``node`` is no node.
    """
    return _walk_with_ancestors(expect(node, Node))


def _walk_with_ancestors(node: Node) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    pending: list[tuple[Node, tuple[Node, ...]]] = [(node, ())]
    while pending:
        node, ancestors = pending.pop()
        yield node, ancestors
        inner = (*ancestors, node)
        pending += [(child, inner) for child in reversed(node.children)]


_INSIDE_TEXT = (TableCell, Inline)


def _kinds_of(*classes: type[Node]) -> frozenset[type[Node]]:
    return frozenset(cls for cls in OWN_CLASSES if issubclass(cls, classes))


# What need not be gone into for a block, and what for anything else that stands in no text.
_WITHOUT_BLOCKS: Final = _kinds_of(TextHolder, TableRow, Table)
_WITHOUT_OTHERS: Final = _kinds_of(TextHolder, TableRow)


@overload
def find_all(
    node: Node, cls: type[NodeT], predicate: Callable[[NodeT], bool] | None = None
) -> Iterator[NodeT]: ...


@overload
def find_all(
    node: Node,
    cls: tuple[type[NodeT], type[SecondT]],
    predicate: Callable[[NodeT | SecondT], bool] | None = None,
) -> Iterator[NodeT | SecondT]: ...


@overload
def find_all(
    node: Node,
    cls: tuple[type[NodeT], type[SecondT], type[ThirdT]],
    predicate: Callable[[NodeT | SecondT | ThirdT], bool] | None = None,
) -> Iterator[NodeT | SecondT | ThirdT]: ...


@overload
def find_all(
    node: Node, cls: tuple[type[NodeT], ...], predicate: Callable[[NodeT], bool] | None = None
) -> Iterator[NodeT]: ...


def find_all(
    node: Node,
    cls: type[Node] | tuple[type[Node], ...],
    predicate: Callable[[Any], bool] | None = None,
) -> Iterator[Node]:
    """Yield the nodes of class ``cls`` under ``node``, itself included, in document order.

    ``find_all(document, (Table, List))`` yields those of several classes. With ``predicate``, only
    those for which it is true. The cells of parsed rows are not built unless a class is asked for
    that can stand in one.

    Raises ArgumentError, when it is called, for what is no node, no class of nodes or no predicate.
    """
    classes = cls if isinstance(cls, tuple) else (cls,)
    for each in classes:
        if not (isinstance(each, type) and issubclass(each, Node)):
            raise ArgumentError(
                f"find_all looks for a node class such as Table, or a tuple of them, not {each!r}"
            )
    if predicate is not None and not callable(predicate):
        raise ArgumentError(f"a predicate is a function or None, not {predicate!r}")
    shut = frozenset.intersection(*map(_shut_for, classes)) if classes else _WITHOUT_BLOCKS
    return _find_all(expect(node, Node), cls, predicate, shut)


def _shut_for(cls: type[Node]) -> frozenset[type[Node]]:
    """Return the classes of nodes in which no ``cls`` stands."""
    if issubclass(cls, _INSIDE_TEXT) or cls in (Node, TextHolder):
        return frozenset()
    return _WITHOUT_BLOCKS if issubclass(cls, Block) else _WITHOUT_OTHERS


def _find_all(
    node: Node,
    cls: type[Node] | tuple[type[Node], ...],
    predicate: Callable[[Any], bool] | None,
    shut: frozenset[type[Node]],
) -> Iterator[Node]:
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, cls) and (predicate is None or predicate(node)):
            yield node
        if type(node) not in shut:
            pending += node.children[::-1]


# ------------------------------------------------------------------------------- visitors


class _Hooked:
    """A class whose ``visit_X`` and ``leave_X`` methods name node classes."""

    _hook_names: ClassVar[dict[str, dict[type[Node], str]]] = {"visit": {}, "leave": {}}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._hook_names = {"visit": {}, "leave": {}}
        for name in dir(cls):
            prefix, underscore, class_name = name.partition("_")
            if not underscore or prefix not in cls._hook_names:
                continue
            if class_name not in NODE_CLASSES:
                known = ", ".join(sorted(NODE_CLASSES))
                hint = suggestion(class_name, NODE_CLASSES) or (
                    "; register_node makes the name of a class of your own known"
                )
                raise VisitorError(
                    f"{cls.__name__}.{name} names no node class; there are {known}{hint}"
                )
            cls._hook_names[prefix][NODE_CLASSES[class_name]] = name

    def _hooks(self, prefix: str) -> ByClass[Callable[[Any], Any] | None]:
        hooks: ByClass[Callable[[Any], Any] | None] = ByClass({Node: None})
        for cls, name in self._hook_names[prefix].items():
            hooks[cls] = getattr(self, name)
        return hooks

    def _children(self) -> Callable[[Node], tuple[Node, ...]]:
        """Return what gives a node's children: none for rows and text if no hook is for those."""
        hooked = {cls for classes in self._hook_names.values() for cls in classes}
        if any(issubclass(cls, _INSIDE_TEXT) for cls in hooked):
            return lambda node: node.children
        return lambda node: () if isinstance(node, (TextHolder, TableRow)) else node.children


class NodeVisitor(_Hooked, VisitHooks, LeaveHooks[object]):
    """Reads a tree: subclass it and define ``visit_Table(node)``, ``leave_Table(node)``, ….

    ``visit_…`` is called on the way in and may return :data:`SKIP`; ``leave_…`` on the way
    out. Children are visited without being asked for. A hook that names no node class
    raises VisitorError where the class is defined. ::

        class Titles(NodeVisitor):
            def visit_Heading(self, node: Heading) -> None:
                print(node.level, plain_text(node))

        Titles().visit(document)

    The node classes are Document, Section, Heading, Paragraph, List, ListItem, Table, TableRow,
    TableCell, Quote, CodeBlock, ThematicBreak, TableOfContents, KeyPoints, Faq, FaqItem, and in
    lines Text, Emphasis, Strong, Link, Image, CodeSpan, LineBreak.
    """

    def visit(self, node: Node) -> None:
        """Call the hooks for ``node`` and everything under it, in document order."""
        enter, leave, children = self._hooks("visit"), self._hooks("leave"), self._children()
        pending: list[tuple[Node, bool]] = [(expect(node, Node), False)]
        while pending:
            node, leaving = pending.pop()
            hook = (leave if leaving else enter)[type(node)]
            answer = hook(node) if hook else None
            if not leaving:
                pending.append((node, True))
                if answer is not SKIP:
                    pending += [(child, False) for child in reversed(children(node))]


# ---------------------------------------------------------------------------- transformers


class NodeTransformer(_Hooked, VisitHooks, LeaveHooks[Replacement]):
    """Rewrites a tree: ``leave_Table(node)`` returns the node to stand in its place.

    It may return the same node, another one, :data:`REMOVE`, or a tuple of nodes to splice
    in; None raises VisitorError. It sees the node with its children already transformed.
    ``visit_…`` is called on the way in and may return :data:`SKIP`. What did not change
    comes back as the same object.

    Taking away what a parent cannot be without takes the parent away: the question of a
    FaqItem, the table of a KeyPoints, the last item of a List, the last row of a Table. A
    Section whose heading is taken away leaves its blocks where it stood.
    """

    def transform(self, node: NodeT) -> NodeT:
        """Return ``node`` transformed; the root may be replaced by one node, not by none or two."""
        enter, leave, children_of = self._hooks("visit"), self._hooks("leave"), self._children()
        top = _Frame(expect(node, Node), iter((node,)))
        frames = [top]
        while True:
            frame = frames[-1]
            child = next(frame.waiting, None)
            if child is not None:
                hook = enter[type(child)]
                skip = hook is not None and hook(child) is SKIP
                frames.append(_Frame(child, iter(() if skip else children_of(child))))
            elif frame is top:
                break
            else:
                frames.pop()
                frames[-1].outcomes.append(_leave(frame, leave[type(frame.node)]))
        (outcome,) = top.outcomes
        if len(outcome) != 1:
            raise VisitorError(
                f"the root of a tree can be replaced by one node, not by {len(outcome)}"
            )
        return cast("NodeT", outcome[0])


class _Frame:
    """A node on the way in, its children still to come, and what became of those that came."""

    def __init__(self, node: Node, waiting: Iterator[Node]) -> None:
        self.node = node
        self.waiting = waiting
        self.outcomes: list[tuple[Node, ...]] = []


def _leave(frame: _Frame, hook: Callable[[Any], Any] | None) -> tuple[Node, ...]:
    node, outcomes = frame.node, frame.outcomes
    unchanged = all(
        len(outcome) == 1 and outcome[0] is child
        for outcome, child in zip(outcomes, node.children if outcomes else (), strict=False)
    )
    rebuilt = (node,) if unchanged else rebuild(node, outcomes)
    # What a node leaves behind that is gone itself has had its hook called already.
    left = {id(child) for outcome in outcomes for child in outcome}
    place = next((i for i, item in enumerate(rebuilt) if id(item) not in left), None)
    if hook is None or place is None:
        return rebuilt
    answer = hook(rebuilt[place])
    answers = () if answer is REMOVE else answer if isinstance(answer, tuple) else (answer,)
    for item in answers:
        if not isinstance(item, Node):
            raise VisitorError(
                f"{hook.__qualname__} must return a node, REMOVE or a tuple of nodes, not {item!r}"
            )
    return (*rebuilt[:place], *answers, *rebuilt[place + 1 :])


def rebuild(node: Node, outcomes: list[tuple[Any, ...]]) -> tuple[Node, ...]:
    """Return ``node`` with what came of each of its children; () if it cannot be without them.

    In a field for one node stands the first that may stand there; what comes with it goes to the
    field behind it, or stands beside ``node``. If there is none, a block leaves behind what came
    of its children.
    """
    if not node.MAY_BE_EMPTY and not any(outcomes):
        return ()
    waiting = iter(outcomes)
    fields: dict[str, Any] = {}
    before: tuple[Node, ...] = ()
    after: tuple[Node, ...] = ()
    for name in node.HOLDS:
        value = getattr(node, name)
        if isinstance(value, tuple):
            fields[name] = (*after, *_flat(islice(waiting, len(value))))
            after = ()
        elif isinstance(value, Node):
            outcome = next(waiting)
            kinds = held_classes(type(node), name)
            place = next((n for n, each in enumerate(outcome) if isinstance(each, kinds)), None)
            if place is None and (isinstance(node, Block) or not outcome):
                return _flat(outcomes) if isinstance(node, Block) else ()
            place = place or 0
            before, after = (*before, *outcome[:place]), outcome[place + 1 :]
            fields[name] = outcome[place]
    return (*before, node._rebuilt(fields, outcomes), *after)


def _flat(outcomes: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(outcomes))
