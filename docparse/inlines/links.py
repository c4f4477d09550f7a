"""Where links and images lead: sections 6.3 to 6.5 of the CommonMark spec."""

from __future__ import annotations

import re
from typing import Any, Final

import attrs

from docparse.inlines.escapes import unescaped


class Target:
    """Where a link or an image leads, as it is written, and where in the source that ends."""

    __slots__ = ("end", "title", "url")

    def __init__(self, url: str, title: str | None, end: int) -> None:
        self.url = url
        self.title = title
        self.end = end


# -------------------------------------------------------------------------- inline targets

SIMPLE_TARGET: Final = r"\(([^\x00-\x20()<\\&\x7f]+)\)"
"""A destination alone, without brackets or anything that stands for another character."""


def inline_target(source: str, begin: int) -> Target | None:
    """Return the target in the round brackets at ``begin``, or None if they hold none.

    Linear: no two targets that fail share more than the 32 brackets that one may hold.
    """
    simple = _SIMPLE_TARGET.match(source, begin)
    if simple is not None:
        return Target(simple[1], None, simple.end())
    if not source.startswith("(", begin):
        return None
    at = _end_of_space(source, begin + 1)
    url, title = "", None
    destination_end = _end_of_destination(source, at)
    if destination_end > at:
        is_bracketed = source[at] == "<"
        url = unescaped(source[at + is_bracketed : destination_end - is_bracketed])
        at = _end_of_space(source, destination_end)
        found = _LINK_TITLE.match(source, at) if at > destination_end else None
        if found is not None:
            title = unescaped(found.group()[1:-1]) or None
            at = _end_of_space(source, found.end())
    return Target(url, title, at + 1) if source.startswith(")", at) else None


_SIMPLE_TARGET: Final = re.compile(SIMPLE_TARGET)
_BRACKETED_DESTINATION: Final = re.compile(r"<[^\n<>\\]*(?:\\[\s\S][^\n<>\\]*)*>")
_LINK_TITLE: Final = re.compile(
    r'"[^"\\]*(?:\\[\s\S][^"\\]*)*"'
    r"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'"
    r"|\([^()\\]*(?:\\[\s\S][^()\\]*)*\)"
)
_OPTIONAL_SPACE: Final = re.compile(r"[ \t\n]*")
_STOP: Final = re.compile(r"[\x00-\x20()\x7f]|\\[^ ]|\\(?= )")
_MAX_BRACKETS: Final = 32


def _end_of_space(source: str, at: int) -> int:
    match = _OPTIONAL_SPACE.match(source, at)
    return match.end() if match else at


def _end_of_destination(source: str, begin: int) -> int:
    """Return the end of the destination at ``begin``; ``begin`` if there is none."""
    if source.startswith("<", begin):
        bracketed = _BRACKETED_DESTINATION.match(source, begin)
        return bracketed.end() if bracketed else begin
    end, depth = len(source), 0
    for stop in _STOP.finditer(source, begin):
        if stop[0] == "(":
            depth += 1
            if depth > _MAX_BRACKETS:
                break
        elif stop[0] == ")" and depth:
            depth -= 1
        elif len(stop[0]) == 1:
            end = stop.start()
            break
    return begin if depth else end


# ------------------------------------------------------------------------------- references


@attrs.define
class References:
    """The targets of a document's references, ``[text][label]``.

    ``definitions`` are those of markdown-it-py, by their normalised labels.
    ``budget`` is how many characters of URLs and titles they may still add to the tree: many
    short references to one long URL would make it quadratic in the length of the text.
    """

    definitions: dict[str, Any]
    budget: int
    refused: int = 0
    """How many references were left as text because they would have cost more."""

    def target(self, source: str, text_begin: int, text_end: int) -> Target | None:
        """Return the target of the reference with its text between these offsets, if it is one.

        References are full, ``[text][label]``, collapsed, ``[label][]``, or shortcut, ``[label]``.
        """
        end = text_end + 1
        label = _LABEL.match(source, end)
        written = label[1] if label else ""
        found = self._definition(written or source[text_begin:text_end])
        if found is None:
            return None
        return Target(found["href"], found["title"] or None, label.end() if label else end)

    def _definition(self, label: str) -> dict[str, str] | None:
        if not self.definitions:
            return None
        from markdown_it.common.utils import normalizeReference

        return self.definitions.get(normalizeReference(label))

    def pays(self, price: int) -> bool:
        """Whether the budget has ``price`` left, which is then taken from it."""
        if price > self.budget:
            self.refused += 1
            return False
        self.budget -= price
        return True


_LABEL: Final = re.compile(r"\[([^\[\]\\]*(?:\\[\s\S][^\[\]\\]*)*)\]")
