"""What an article says about itself: its title, who wrote it, and when."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from docparse.errors import ArgumentError
from docparse.nodes import Heading, ListItem, Node, Paragraph, Quote, Role, RoleHolder, Table
from docparse.tree.visitor import find_all

Holder: TypeAlias = Paragraph | ListItem | Quote | Table


@attrs.frozen
class Metadata:
    """The nodes that say what an article is called, who wrote it and when, each None if none does.

    A confidence is in (0, 1]; None where there is no node.
    """

    title: Heading | None = None
    title_confidence: float | None = None
    byline: Holder | None = None
    byline_confidence: float | None = None
    date: Holder | None = None
    date_confidence: float | None = None


def metadata(document: Node) -> Metadata:
    """Return the title, the byline and the date of ``document``, as nodes of it.

    The title is the first heading of level 1, the others are the first nodes with that role. A role
    that was given by hand, without a confidence, is sure.
    """
    if not isinstance(document, Node):
        raise ArgumentError(f"metadata takes a node, not {type(document).__name__}")
    title = next(find_all(document, Heading, lambda heading: heading.level == 1), None)
    byline, date = _first(document, "byline"), _first(document, "date")
    return Metadata(
        title,
        None if title is None else title.confidence,
        byline,
        _confidence(byline),
        date,
        _confidence(date),
    )


def _first(document: Node, role: Role) -> Holder | None:
    found = find_all(document, RoleHolder, lambda node: node.role == role)
    return next((node for node in found if isinstance(node, Holder)), None)


def _confidence(node: Holder | None) -> float | None:
    if node is None:
        return None
    return 1.0 if node.role_confidence is None else node.role_confidence
