"""Marks and numbers before the words of a list item: those of writers, and those people type."""

from __future__ import annotations

import re
from typing import Final

ITEM_MARK: Final = re.compile(r"[ \t]*(?:([-*+•o□☆◇])|([0-9]{1,9})[.)])[ \t]+(?=[^ \t])")
"""The mark or the number of an item as writers of lists and Markdown put it: ``-`` or ``12.``."""

TYPED_NUMBER: Final = re.compile(r"[0-9]{1,9}[.)][^\W\d_]|[0-9]{1,3}[ \t][-–][ \t]+[^0-9 \t]")
"""The number of an item as only people type it: ``3.Boats``, ``4 - Boats``."""

BULLETS: Final = "•▪●■◦○‣►▸▶➤➢➔➜✓✔✅☑☐✗✘❌★☆→⇒∙⁃❖✦✧◆◇□❑❏👉🔹🔸"
"""Signs that open the items of a list, typed by people; words may follow without a space."""

DASHES: Final = "–—―·"
"""Dashes that open items, and speeches in stories; the dot also stands between parts of a line."""


class ItemMark:
    """What opens an item."""

    __slots__ = ("end", "kind", "number")

    def __init__(self, kind: str, number: int, end: int) -> None:
        self.kind = kind
        """The bullet, or how the number is written: ``"1."``, ``"(1)"``, ``"a)"``."""
        self.number = number
        """Its number, or that of its letter; 0 for a bullet."""
        self.end = end
        """Where the words of the item begin."""

    @property
    def is_number(self) -> bool:
        return self.number > 0 or "1" in self.kind


def item_mark(line: str) -> ItemMark | None:
    """Return the mark or number that opens an item in ``line``, None if there is none.

    ``"  (3) Boats"`` gives ``ItemMark("(1)", 3, 6)``, ``"▪Boats"`` gives ``ItemMark("▪", 0, 1)``.
    """
    match = re.match(_TYPED, line)
    if match is None:
        return None
    group, written = match.lastgroup or "", match[match.lastgroup or 0]
    if group in _NUMBER_KINDS:
        return ItemMark(_NUMBER_KINDS[group], int(written), match.end())
    if group in _LETTER_KINDS:
        return ItemMark(_LETTER_KINDS[group], ord(written.lower()) - ord("a") + 1, match.end())
    return ItemMark(written, 0, match.end())


_TYPED: Final = rf"""(?x)[ \t]*(?:
    (?P<mark>[-*+{DASHES}])[ \t\u00a0]+
    |(?P<bullet>[{BULLETS}])\ufe0f?[ \t\u00a0]*(?![{BULLETS}|])
    |(?P<point>[0-9]{{1,9}})\.(?:[ \t]+|(?=[^\W\d_]))
    |(?P<bracket>[0-9]{{1,9}})\)(?:[ \t]+|(?=[^\W\d_]))
    |\((?P<brackets>[0-9]{{1,3}})\)[ \t\u00a0]+
    |(?P<dash>[0-9]{{1,3}})[ \t][-–][ \t]+(?![0-9 \t])
    |(?P<letter>[a-zA-Z])\)[ \t\u00a0]+
    |\((?P<letters>[a-zA-Z])\)[ \t\u00a0]+
    )(?=[^ \t\u00a0])"""
"""Few texts need this and the next one: both are compiled when they are first used."""
_NUMBER_KINDS: Final = {"point": "1.", "bracket": "1)", "brackets": "(1)", "dash": "1 -"}
_LETTER_KINDS: Final = {"letter": "a)", "letters": "(a)"}


CONTENTS: Final = "contents"
"""The kind of mark that an entry of a wiki's contents has."""


def contents_number_end(line: str) -> int:
    """Return where the words of an entry of a wiki's contents begin: 3 in ``2.1Boats``, else 0."""
    match = re.match(_CONTENTS_NUMBER, line)
    return match.end() if match else 0


_CONTENTS_NUMBER: Final = r"[ \t]*[0-9]{1,2}(?:\.[0-9]{1,2})*\.?[ \t\u00a0]*(?=[^\W\d_]|[\"'(“„«‘])"
