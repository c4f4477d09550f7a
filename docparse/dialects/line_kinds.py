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
from docparse.words.item_marks import ITEM_MARK


def kinds_without_markup(lines: Lines) -> list[TokenKind]:
    """Return the kinds of ``lines`` in a text where a pipe is no mark, and ``~~~`` is a rule.

    A number that no other follows or precedes is part of a sentence or of a title.
    """
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
    for index in _lone_numbers(lines, kinds):
        kinds[index] = TEXT
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


class _Number:
    """A line that begins with a number as items do."""

    __slots__ = ("indent", "line", "number")

    def __init__(self, line: int, indent: int, number: int) -> None:
        self.line = line
        self.indent = indent
        self.number = number


def _lone_numbers(lines: Lines, kinds: list[TokenKind]) -> set[int]:
    """Return the numbered lines that no line with the next number follows, and none precedes.

    Between two items stand only lines that are deeper than their numbers, and broken lines.
    """
    lone: set[int] = set()
    opened: list[_Number] = []
    for index, (line, kind) in enumerate(zip(lines.lines, kinds, strict=True)):
        if kind is BLANK:
            continue
        indent = indent_of(line)
        match = ITEM_MARK.match(line) if kind is ITEM else None
        number = int(match[2]) if match and match[2] else None
        # Numbers of more digits may begin further left.
        while opened and opened[-1].indent > indent + (2 if number is not None else 0):
            opened.pop()
        if number is not None and match is not None:
            lone.add(index)
            before = opened.pop() if opened and opened[-1].indent <= indent + 2 else None
            if before and abs(before.indent - indent) <= 2 and number == before.number + 1:
                lone -= {before.line, index}
            elif before and before.indent < indent - 2:
                opened.append(before)
            if _hangs(lines, kinds, index + 1, match.end()):
                lone.discard(index)
            opened.append(_Number(index, indent, number))
        elif opened and opened[-1].indent == indent and kinds[index - 1] is BLANK:
            opened.pop()
    return lone


def _hangs(lines: Lines, kinds: list[TokenKind], index: int, place: int) -> bool:
    """Whether line ``index`` stands under the words of the item above, which begin at ``place``."""
    if kinds[index : index + 1] != [TEXT]:
        return False
    line = lines.lines[index]
    return indent_of(line) == place
