"""What the lines of a wrapped text are: its marks are those of terminals, not of Markdown."""

from __future__ import annotations

import re
from typing import Final

from docparse.dialects.line_width import indent_of
from docparse.source.lines import (
    BLANK,
    FENCE,
    HEADING,
    ITEM,
    MARK,
    QUOTE,
    RULE,
    TEXT,
    Lines,
    TokenKind,
)


def kinds_without_markup(lines: Lines) -> list[TokenKind]:
    """Return the kinds of ``lines`` where a pipe is no mark, and ``□`` and ``~~~`` are."""
    texts = lines.lines
    kinds = [TEXT if kind in _NO_MARKS else kind for kind in lines.kinds]
    for index, line in enumerate(texts):
        if kinds[index] is FENCE and line[0] == "~" and kinds[index - 1 : index] == [TEXT]:
            kinds[index] = RULE
        if kinds[index] is not TEXT or not line:
            continue
        words = line.lstrip(" \t")
        if not words[0].isalnum() and re.fullmatch(_DRAWN_RULE, line):
            kinds[index] = RULE
    mark_round_items(texts, kinds)
    return kinds


_NO_MARKS: Final = frozenset(TokenKind) - {BLANK, FENCE, HEADING, ITEM, MARK, QUOTE, RULE, TEXT}
_DRAWN_RULE: Final = r"[ \t]*(?:=+|~+|\^+|\"+|#+|[─━═—–]+|--)[ \t]*"


def mark_round_items(texts: list[str], kinds: list[TokenKind]) -> None:
    """Make lines items that open with an ``o``, the mark of lists inside those with a ``+``.

    inscriptis sets them in by four more spaces, lynx by five.
    """
    depth = opened = 0
    mark = ""
    for index, (line, kind) in enumerate(zip(texts, kinds, strict=True)):
        if kind is BLANK:
            continue
        words, indent = line.lstrip(" \t"), indent_of(line)
        is_marked = words.startswith("o ") and words[2:].strip(" \t") != ""
        if kind is ITEM:
            depth, mark = indent, words[0]
        elif is_marked and (
            (mark == "+" and depth + 4 <= indent <= depth + 6) or 0 < indent == opened <= depth
        ):
            kinds[index] = ITEM
            depth, mark, opened = indent, "o", indent
        elif indent <= depth:
            depth, mark, opened = 0, "", 0
