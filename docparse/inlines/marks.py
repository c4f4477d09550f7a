"""What the scanner finds in a block, in the order of the source; between the marks is text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from docparse.inlines.delimiters import DelimiterRun
from docparse.inlines.links import Target
from docparse.nodes import Image, Inline, plain_text


@attrs.define(eq=False)
class Bracket:
    """``[`` or ``![``: text unless it has a target, which makes it the start of a link."""

    begin: int
    end: int
    is_image: bool
    marks_before: int
    runs_before: int
    """How many marks, and how many runs that were not paired yet, stood before it."""
    holds_link: bool = False
    target: Target | None = None


@attrs.define(eq=False)
class LinkEnd:
    """The end of a link, from the ``]`` after its text on."""

    begin: int
    target: Target


Leaf: TypeAlias = tuple[int, int, "str | Inline"]
"""Begin and end of a mark without marks inside, and the text or the node it stands for."""

Mark: TypeAlias = "DelimiterRun | Bracket | LinkEnd | Leaf"


def alternative_text(source: str, begin: int, end: int, marks: Iterable[Mark]) -> str:
    """Return the text between ``begin`` and ``end``, an image's description, without ``marks``."""
    pieces: list[str] = []
    at = begin
    for mark in marks:
        if isinstance(mark, tuple):
            mark_begin, after, content = mark
            pieces += (
                source[at:mark_begin],
                content if isinstance(content, str) else _leaf_text(content),
            )
        elif isinstance(mark, DelimiterRun):
            mark_begin, after = mark.begin, mark.end
            unused = source[mark_begin + sum(mark.closes) : after - sum(mark.opens)]
            pieces += source[at:mark_begin], unused
        elif isinstance(mark, Bracket) and mark.target is None:
            continue
        else:
            after = mark.target.end if isinstance(mark, LinkEnd) else mark.end
            pieces.append(source[at : mark.begin])
        at = after
    pieces.append(source[at:end])
    return "".join(pieces)


def _leaf_text(node: Inline) -> str:
    """Return the text of a leaf's node; an image's is its description."""
    return node.alt if isinstance(node, Image) else plain_text(node)
