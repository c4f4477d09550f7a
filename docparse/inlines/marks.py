"""What the scanner finds in a block, in the order of the source; between the marks is text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from docparse.inlines.delimiters import DelimiterRun
from docparse.inlines.links import Target
from docparse.nodes import CodeSpan, Image, Inline, LineBreak, Text


@attrs.define(eq=False)
class Bracket:
    """``[`` or ``![``: text unless it has a target, which makes it the begin of a link."""

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
    """What stands behind a link's text, from ``]`` on."""

    begin: int
    target: Target


Leaf: TypeAlias = tuple[int, int, "str | Inline"]
"""Where something begins and ends that holds no marks, and the text or the node it stands for."""

Mark: TypeAlias = "DelimiterRun | Bracket | LinkEnd | Leaf"


def alternative_text(source: str, begin: int, end: int, marks: Iterable[Mark]) -> str:
    """Return the text between ``begin`` and ``end``, an image's description, without ``marks``."""
    pieces = []
    at = begin
    for mark in marks:
        if type(mark) is tuple:
            mark_begin, after, content = mark
            pieces += source[at:mark_begin], _text_of(content)
            at = after
        elif type(mark) is DelimiterRun:
            closed, opened = sum(mark.closes), sum(mark.opens)
            pieces += source[at : mark.begin], source[mark.begin + closed : mark.end - opened]
            at = mark.end
        elif type(mark) is LinkEnd:
            pieces.append(source[at : mark.begin])
            at = mark.target.end
        elif mark.target:
            pieces.append(source[at : mark.begin])
            at = mark.end
    pieces.append(source[at:end])
    return "".join(pieces)


def _text_of(content: str | Inline) -> str:
    if isinstance(content, (CodeSpan, Text)):
        return content.text
    if isinstance(content, Image):
        return content.alt
    if isinstance(content, LineBreak):
        return "\n"
    return content if isinstance(content, str) else "".join(map(_text_of, content.children))
