"""Is this tree what the node classes promise? For trees built or changed by hand."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from docparse.errors import ArgumentError, ValidationError
from docparse.nodes import (
    Document,
    Link,
    Node,
    Section,
    Table,
    TableOfContents,
    TocEntry,
    held_classes,
)
from docparse.source.text import ANYWHERE, NO_SPAN, Diagnostic, Span, lies_in


def validate(node: Node) -> None:
    """Raise ValidationError if ``node`` or anything under it breaks a rule; the path comes first.

    The rules are those that the constructors cannot see: header rows there are, a section's level
    below its parent's, no link inside a link, spans in order and inside their parent's. What the
    constructors do see is looked at again: each child is of a class that its place is for.
    """
    if not isinstance(node, Node):
        raise ArgumentError(f"validate takes a node, not {type(node).__name__}")
    pending: list[tuple[Node, str, Node | None, Span]] = [
        (node, type(node).__name__, None, ANYWHERE)
    ]
    while pending:
        node, path, link, outer = pending.pop()
        for fault in _faults(node, link):
            raise ValidationError(f"{path}: {fault}")
        if isinstance(node, Link):
            link = node
        within = outer if node.span == NO_SPAN else node.span
        before = within.start
        steps = []
        for step, child, kinds in _steps(node):
            place = f"{path}.{step}"
            if within is not ANYWHERE and child.span != NO_SPAN:
                if child.span.start < before or child.span.end > within.end:
                    raise ValidationError(
                        f"{place}: its span {tuple(child.span)} is out of order or outside its "
                        f"parent's {tuple(within)}"
                    )
                before = child.span.end
            if not isinstance(child, kinds):
                known = " or ".join(kind.__name__ for kind in kinds)
                raise ValidationError(
                    f"{place}: a {type(child).__name__} cannot stand where a {known} is meant"
                )
            if isinstance(child, Section) and isinstance(node, Section):
                inner, around = child.heading.level, node.heading.level
                if inner <= around:
                    raise ValidationError(
                        f"{place}: a section of level {inner} cannot stand in one of level {around}"
                    )
            steps.append((child, place, link, within))
        pending += reversed(steps)


def _steps(node: Node) -> Iterator[tuple[str, Node, tuple[type[Node], ...]]]:
    """Yield where each child of ``node`` stands, it, and the classes that may stand there."""
    for name in node.HOLDS:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield name, value, held_classes(type(node), name)
        elif isinstance(value, tuple):
            kinds = held_classes(type(node), name)
            for index, item in enumerate(value):
                yield f"{name}[{index}]", item, kinds


def _faults(node: Node, link: Node | None) -> Iterator[str]:
    span = node.span
    if not isinstance(span, Span) or (span != NO_SPAN and not lies_in(span, ANYWHERE)):
        yield f"its span is {span!r}, not a Span with 0 <= start <= end"
    if isinstance(node, Document):
        if node.source is not None and span.end > len(node.source):
            yield f"its span {tuple(span)} ends behind its source, {len(node.source)} characters"
        for diagnostic in node.diagnostics if span != NO_SPAN else ():
            place = diagnostic.span if isinstance(diagnostic, Diagnostic) else NO_SPAN
            if place != NO_SPAN and not lies_in(place, span):
                yield f"the span {tuple(place)} of a diagnostic is outside its own {tuple(span)}"
    if isinstance(node, Link) and link is not None:
        yield "a link cannot stand in a link"
    for field in attrs.fields(type(node)):
        bounds = field.metadata.get("bounds")
        value = getattr(node, field.alias) if bounds is not None else None
        if bounds is not None and value is not None and value not in bounds:
            lower = f"{'above' if bounds.is_open else 'at least'} {bounds.least}"
            upper = "" if bounds.most is None else f" and at most {bounds.most}"
            yield f"its {field.alias} is {value!r}, not {lower}{upper}"
    if isinstance(node, Table) and node.header_rows > len(node.rows):
        yield f"it has {len(node.rows)} rows, which is less than header_rows={node.header_rows}"
    if isinstance(node, TableOfContents):
        for entry in node.entries:
            if not isinstance(entry, TocEntry):
                yield f"its entries are TocEntry values, not {type(entry).__name__}"
