"""The marks of a block and the text between them → nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from docparse.inlines.delimiters import DelimiterRun
from docparse.inlines.links import References, Target
from docparse.inlines.marks import Bracket, LinkEnd, Mark
from docparse.inlines.places import Placing
from docparse.nodes import Emphasis, Image, Inline, Link, Strong, make_text, unchecked

MAX_MARKS: Final = 12
"""Inline marks that may stand inside each other; deeper ones stay as text."""

_make_link = unchecked(Link)
_MAKE_EMPHASIS: Final = {1: unchecked(Emphasis), 2: unchecked(Strong)}
"""The function that makes the node, by the length of the mark."""


def tree(
    source: str, marks: Iterable[Mark], place: Placing, references: References | None
) -> list[Inline]:
    """Return the nodes of ``source``, whose marks are ``marks``; references use up their budget."""
    return _Tree(source, place, references).nodes(marks)


class _Tree:
    """Builds the nodes of one block, mark by mark."""

    def __init__(self, source: str, place: Placing, references: References | None) -> None:
        self.source = source
        self.place = place
        self.references = references
        self.found: list[Inline] = []
        self.open: list[tuple[int, list[Inline] | None]] = []
        """Where each mark that is open begins, and the nodes before it; None if it is text."""
        self.in_link = False
        self.text_begin = 0
        """The start of the text before the next node."""
        self.pieces: list[str] = []
        """The pieces of that text so far."""
        self.at = 0
        """The start of the rest of that text."""

    def nodes(self, marks: Iterable[Mark]) -> list[Inline]:
        """Return the nodes for ``marks``, in order, and the text between them."""
        for mark in marks:
            if isinstance(mark, tuple):
                begin, end, content = mark
                if content == "" and self.text_begin == begin:
                    self.text_begin = self.at = end
                elif isinstance(content, str):
                    self.pieces += self.source[self.at : begin], content
                    self.at = end
                elif not self.stays_text(content, end):
                    self.end_text(begin, end)
                    self.found.append(content)
            elif isinstance(mark, DelimiterRun):
                if mark.closes:
                    self.close_emphasis(mark)
                if mark.opens:
                    self.open_emphasis(mark)
            elif isinstance(mark, LinkEnd):
                self.close_link(mark)
            elif mark.target is not None:
                self.open_link(mark, mark.target)
        self.end_text(len(self.source), len(self.source))
        return self.found

    def end_text(self, end: int, after: int) -> None:
        """Make a node of the text that ends at ``end``; the next begins at ``after``."""
        text = self.source[self.at : end]
        if self.pieces:
            text = "".join(self.pieces) + text
            self.pieces.clear()
        if text:
            self.found.append(make_text(text, self.place(self.text_begin, end)))
        self.text_begin = self.at = after

    def stays_text(self, node: Inline, end: int) -> bool:
        """Whether ``node`` must stay text here, as it was written."""
        if not self.open and self.references is None:
            return False
        if isinstance(node, Image):
            return not self.pays(end, node.url, node.title)
        if isinstance(node, Link) and self.in_link:
            return True
        return len(self.open) >= MAX_MARKS and bool(node.children)

    def pays(self, end: int, url: str, title: str | None) -> bool:
        """Whether the mark that ends at ``end`` is no reference, or one that the budget allows."""
        if self.references is None or self.source[end - 1] != "]":
            return True
        return self.references.pays(len(url) + len(title or ""))

    # marks that hold others

    def enter(self, begin: int, end: int, as_text: bool = False) -> None:
        """Open the mark between these offsets."""
        if as_text or len(self.open) >= MAX_MARKS:
            self.open.append((begin, None))
            return
        self.end_text(begin, end)
        self.open.append((begin, self.found))
        self.found = []

    def leave(self, begin: int, end: int, make: Callable[..., Inline], *values: object) -> None:
        """Close the innermost open mark by the one between these offsets."""
        opened, before = self.open.pop()
        if before is None:
            return
        self.end_text(begin, end)
        before.append(make(tuple(self.found), *values, self.place(opened, end)))
        self.found = before

    def open_emphasis(self, run: DelimiterRun) -> None:
        begin = run.end - sum(run.opens)
        for length in reversed(run.opens):
            self.enter(begin, begin + length)
            begin += length

    def close_emphasis(self, run: DelimiterRun) -> None:
        begin = run.begin
        for length in run.closes:
            self.leave(begin, begin + length, _MAKE_EMPHASIS[length])
            begin += length

    def open_link(self, bracket: Bracket, target: Target) -> None:
        is_deep = len(self.open) >= MAX_MARKS
        as_text = is_deep or not self.pays(target.end, target.url, target.title)
        self.enter(bracket.begin, bracket.end, as_text)
        self.in_link = not as_text

    def close_link(self, mark: LinkEnd) -> None:
        target = mark.target
        self.leave(mark.begin, target.end, _make_link, target.url, target.title)
        self.in_link = False
