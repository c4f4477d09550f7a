"""The text of a page since its last block ended, and the marks around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import attrs

from docparse.nodes import CodeSpan, Emphasis, Inline, Link, Strong, plain_text
from docparse.readers.html.markup import Element

MARK_CLASSES: Final[dict[str, type[Inline]]] = {
    **dict.fromkeys(("em", "i"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), CodeSpan),
    "a": Link,
}
"""The elements that are marks."""

NOTHING, SPACED, BROKEN, PARTED = range(4)
"""The gaps between the last text and the next, the weakest first."""


@attrs.frozen(eq=False)
class _Mark:
    """An open inline element. Text inside the same one belongs together."""

    kind: type[Inline]
    element: Element

    def around(self, children: Sequence[str | Inline]) -> Inline:
        if self.kind is Link:
            attributes = self.element.attrs
            return Link(children, attributes["href"], attributes.get("title"))
        if self.kind is CodeSpan:
            texts = [child if isinstance(child, str) else plain_text(child) for child in children]
            return CodeSpan("".join(texts))
        return Emphasis(children) if self.kind is Emphasis else Strong(children)


_Marks: TypeAlias = tuple[_Mark, ...]
_MarkedRun: TypeAlias = "tuple[_Marks, str | Inline]"


def _nested(runs: Sequence[_MarkedRun], depth: int = 0) -> list[str | Inline]:
    """Return inline nodes for ``runs``, whose first ``depth`` marks are already nodes."""
    found: list[str | Inline] = []
    index = 0
    while index < len(runs):
        marks, content = runs[index]
        if len(marks) == depth:
            found.append(content)
            index += 1
            continue
        start, mark = index, marks[depth]
        while index < len(runs) and runs[index][0][depth : depth + 1] == (mark,):
            index += 1
        found.append(mark.around(_nested(runs[start:index], depth + 1)))
    return found


def _common(left: _Marks, right: _Marks) -> _Marks:
    pairs = zip(left, right, strict=False)
    count = next((i for i, (a, b) in enumerate(pairs) if a is not b), min(len(left), len(right)))
    return left[:count]


class OpenLine:
    """The text since the last block ended, in runs, each with the marks around it."""

    def __init__(self) -> None:
        self.gap = NOTHING
        self._marks: _Marks = ()
        self._runs: list[_MarkedRun] = []

    def open_mark(self, kind: type[Inline], element: Element) -> None:
        """Open a mark of ``kind``, unless one is open; a link ends the link before it.

        Code is always the innermost mark, because nothing in it can be marked.
        """
        marks = [mark for mark in self._marks if mark.kind is not Link or kind is not Link]
        if all(mark.kind is not kind for mark in marks):
            marks.append(_Mark(kind, element))
        self._marks = tuple(sorted(marks, key=lambda mark: mark.kind is CodeSpan))

    def close_mark(self, element: Element) -> None:
        self._marks = tuple(mark for mark in self._marks if mark.element is not element)

    def tail(self, size: int) -> str:
        """Return the last ``size`` characters before the text that comes next."""
        found = ""
        for _, content in reversed(self._runs if not self.gap else ()):
            if not isinstance(content, str) or len(found) >= size:
                break
            found = content[-size:] + found
        return found[-size:]

    def part(self, gap: int) -> None:
        """Record that at least ``gap`` stands between the text so far and the next."""
        self.gap = max(self.gap, gap)

    def add(self, content: str | Inline, *, line_break: str | Inline) -> None:
        if self._runs and self.gap:
            between = " " if self.gap == SPACED else line_break
            self._runs.append((_common(self._runs[-1][0], self._marks), between))
        self._runs.append((self._marks, content))
        self.gap = NOTHING

    def take(self) -> list[str | Inline]:
        """Return the nodes of the line and begin a new one."""
        runs, self._runs, self.gap = self._runs, [], NOTHING
        return _nested(runs)
