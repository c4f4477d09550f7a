"""What stands above a Markdown text and is data about it: front matter, and a service's head."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from markdown_it.rules_block import StateBlock

MOST_LINES: Final = 200
"""A head is no longer; rules that far apart are rules."""

_FENCES: Final = {"---": ("yaml", ("---", "...")), "+++": ("toml", ("+++",))}
"""The lines that open front matter: its language, and the lines that close it."""
_ENTRY: Final = {
    "yaml": re.compile(r"[\w\"'][\w .\"'-]{0,60}:(?:[ \t]|$)"),
    "toml": re.compile(r"\[|[\w\"'][\w.\"'-]{0,60}[ \t]*="),
}
_BELOW_AN_ENTRY: Final = (" ", "\t", "- ", "#", "]", "}")
"""How a line begins that belongs to the entry above it, or is a comment."""


class Head(NamedTuple):
    """Data above a text: its language, its lines, and the title that it names."""

    language: str
    first_line: int
    end_line: int
    title: tuple[int, int] | None = None
    """Where the title stands in the normalised text."""


def read_head(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read what stands above a text: front matter at its very beginning, or a service's head."""
    if silent or state.tokens:  # which tell that something stands above
        return False
    return _read_front_matter(state, line, end_line) or _read_service_head(state, line, end_line)


def _read_front_matter(state: StateBlock, line: int, end_line: int) -> bool:
    """Read ``---``, lines such as ``title: Ferries``, and ``---``."""
    if line or state.tShift[0]:
        return False
    fence = _FENCES.get(_line(state, 0).rstrip(" \t"))
    if fence is None:
        return False
    language, closing = fence
    entry = _ENTRY[language]
    if end_line < 2 or not (entry.match(_line(state, 1)) or _line(state, 1).startswith("#")):
        return False
    entries = 0
    for at in range(1, min(end_line, MOST_LINES)):
        text = _line(state, at)
        if text.rstrip(" \t") in closing:
            return entries > 0 and _push_head(state, Head(language, 1, at), at + 1)
        if entry.match(text):
            entries += 1
        elif text.strip(" \t") and not (
            text.startswith(_BELOW_AN_ENTRY) and (entries or text[0] == "#")
        ):
            return False
    return False


_TITLE: Final = re.compile(r"Title:[ \t]*(?=\S)")
_HEAD_LINE: Final = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*){0,3}:(?:[ \t]|$)")
_CONTENT: Final = "Markdown Content:"
"""The line above the text itself."""


def _read_service_head(state: StateBlock, line: int, end_line: int) -> bool:
    """Read the head that reader services write: ``Title: Ferries`` to ``Markdown Content:``."""
    title = _TITLE.match(_line(state, line))
    if title is None or not _is_first(state, line):
        return False
    for at in range(line + 1, min(end_line, line + MOST_LINES)):
        text = _line(state, at).rstrip(" \t")
        if text == _CONTENT:
            start = state.bMarks[line] + title.end()
            place = (start, start + len(_line(state, line)[title.end() :].rstrip(" \t")))
            return _push_head(state, Head("yaml", line, at + 1, place), at + 1)
        if text and not _HEAD_LINE.match(text):
            return False
    return False


def _is_first(state: StateBlock, line: int) -> bool:
    """Whether nothing but blank lines stands above ``line``."""
    return not state.src[: state.bMarks[line]].strip(" \t\n") if line < MOST_LINES else False


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]


def _push_head(state: StateBlock, head: Head, after: int) -> bool:
    token = state.push("head", "", 0)
    token.map = [head.first_line if head.title else 0, after]
    token.meta["head"] = head
    state.line = after
    return True
