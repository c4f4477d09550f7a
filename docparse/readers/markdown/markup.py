"""HTML that converters leave in Markdown: comments, the tags of boxes, and whole tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from markdown_it.rules_block import StateBlock

_BOXES: Final = (
    "address|article|aside|body|br|button|center|div|dd|dl|dt|fieldset|figcaption|figure|font|"
    "footer|form|header|html|iframe|input|label|main|nav|noscript|p|picture|section|source|span|"
    "svg|time|video"
)
_WRAPPER: Final = re.compile(
    rf"(?:[ \t]*</?(?:{_BOXES})(?:[ \t\n/][^<>]{{0,2000}})?>"
    r"|[ \t]*<a(?:[ \t\n][^<>]{0,2000})?></a>)+[ \t]*(?=\n|\Z)",
    re.IGNORECASE,
)
"""Tags of boxes and nothing else on a line, or on the lines that one tag is broken into."""
_TABLE_TAG: Final = re.compile(r"<(/?)table(?=[ \t\n/>])", re.IGNORECASE)
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")


def read_markup(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read a line that begins with ``<``: a table is blocks, and a comment or a box is none.

    Pass over ``<!-- image -->`` on lines of its own, and over ``<div class="box">`` or ``</div>``
    that stands alone.
    """
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("<", start) or not 0 <= state.sCount[line] - state.blkIndent <= 3:
        return False
    if _TABLE_TAG.match(state.src, start):
        return _read_table(state, line, end_line, silent)
    if state.src.startswith("<!--", start):
        return _skip(state, line, end_line, _end_of(state, "-->", start + 4), silent)
    box = _WRAPPER.match(state.src, start)
    if box is None or _BLANK_LINE.search(box[0]):
        return False
    return _skip(state, line, end_line, box.end(), silent)


def _read_table(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read ``<table>`` to ``</table>``: so converters write what Markdown has no form for."""
    start = state.bMarks[line] + state.tShift[line]
    end = _end_of(state, "</table", start)
    if end < 0:
        return False
    depth = 0
    for tag in _TABLE_TAG.finditer(state.src, start):
        depth += -1 if tag[1] else 1
        if not depth:
            end = state.src.find(">", tag.end()) + 1
            break
    last = _line_of(state, end, line, end_line) if end > start and not depth else -1
    if last < 0:
        return False
    if not silent:
        token = state.push("html_table", "", 0)
        token.map = [line, last + 1]
        token.content = state.src[start : state.eMarks[last]]
        state.line = last + 1
    return True


def _end_of(state: StateBlock, mark: str, start: int) -> int:
    """Return where the next ``mark`` ends, -1 if there is none: that is looked up only once."""
    missing = state.env.setdefault("missing", set())
    if mark in missing:
        return -1
    found = state.src.find(mark, start)
    if found < 0:
        missing.add(mark)
        return -1
    return found + len(mark)


def _line_of(state: StateBlock, end: int, line: int, end_line: int) -> int:
    """Return the line that holds ``end``, -1 unless it is one of those read now."""
    last = bisect_right(state.bMarks, end - 1, line, end_line) - 1
    return last if last >= line and end <= state.eMarks[last] else -1


def _skip(state: StateBlock, line: int, end_line: int, end: int, silent: bool) -> bool:
    """Take the lines to ``end``, after which only spaces may stand on its line; make no block."""
    last = _line_of(state, end, line, end_line) if end > 0 else -1
    if last < 0 or state.src[end : state.eMarks[last]].strip(" \t"):
        return False
    if not silent:
        state.line = last + 1
    return True
