"""Whether a text was written with marks: ``#``, ``**``, ``[text](url)``, fences."""

from __future__ import annotations

import re
from typing import Final

from docparse.dialects.row_shapes import is_separated
from docparse.dialects.shares import FEW, filled_line_count, prevails
from docparse.source.lines import FENCE, HEADING, QUOTE, Lines

_LINK: Final = re.compile(r"\]\([^()\[\]\s]+\)")
_STRONG: Final = re.compile(r"\*\*[^\s*][^*\r\n]*\*\*")
_EMPHASIS: Final = re.compile(r"(?<![\w*])\*[^\s*]([^*\r\n]*[^\s*])?\*(?![\w*])")


def has_sure_mark(text: str) -> bool:
    """Whether ``text`` has a mark that is no accident: ``[words](url)`` or ``**words**``."""
    return ("](" in text and _LINK.search(text) is not None) or (
        "**" in text and _STRONG.search(text) is not None
    )


def _is_marked_title(line: str) -> bool:
    """Whether the words of a line that ``#`` opens are a title, and not cells of a row."""
    words = line.strip("# \t")
    return (
        line.lstrip(" \t")[:1] == "#"
        and bool(words)
        and "  " not in words
        and not is_separated(line, "\t\t")
    )


def formatting(lines: Lines, spaced: bool) -> tuple[bool, tuple[str, ...]]:
    """Whether the text was written with formatting on, and which kinds of marks are in it.

    Where blank lines stand between the blocks, marked lines have to prevail, or make up an eighth
    of all if they are of two kinds. A plain article may well have lines with stars or brackets, so
    elsewhere it takes two kinds, in more than a few lines and in an eighth of all.
    """
    text, kinds = lines.text, lines.kinds
    signs = []
    # Searching a text for one character is a hundred times as fast as searching it for two.
    if "#" in text and any(
        kind is HEADING and _is_marked_title(line)
        for line, kind in zip(lines.lines, kinds, strict=True)
    ):
        signs.append("headings are marked with #")
    if "]" in text and "](" in text and _LINK.search(text):
        signs.append("links are written [text](url)")
    if "*" in text and "**" in text and _STRONG.search(text):
        signs.append("words are marked with **")
    if ("`" in text or "~" in text) and kinds.count(FENCE) > 1:
        signs.append("code stands between fences")
    if not signs:
        return False, ()
    if len(signs) == 1 and not spaced:
        return False, tuple(signs)
    marked = sum(
        kind in (FENCE, QUOTE)
        or (kind is HEADING and _is_marked_title(line))
        or _has_inline_mark(line)
        for line, kind in zip(lines.lines, kinds, strict=True)
    )
    total = filled_line_count(lines)
    if len(signs) > 1 and marked > (1 if spaced else FEW) and marked * 8 >= total:
        return True, tuple(signs)
    return (spaced and prevails(marked, total)) or marked * 2 >= total, tuple(signs)


def _has_inline_mark(line: str) -> bool:
    return (
        has_sure_mark(line)
        or ("*" in line and _EMPHASIS.search(line) is not None)
        or line.count("`") > 1
    )
