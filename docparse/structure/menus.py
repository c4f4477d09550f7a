"""Menus: short lines in a row, each the name of another page."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from docparse.nodes import Heading, Paragraph
from docparse.structure.draft import Draft
from docparse.words.questions import asks
from docparse.words.sentences import announces, ends_sentence

LONGEST_ENTRY: Final = 24
"""Code points of a line of a menu."""

LONGEST_ENTRY_IN_WORDS: Final = 3

_ENTRIES_AHEAD: Final = 3
"""Lines behind a title that make it the first of a menu, where no two questions follow them."""

_LINES_AHEAD: Final = 12
"""Lines in which these questions are looked for."""


def stands_in_menu(draft: Draft, index: int) -> bool:
    """Whether a line that may be a title is an entry of a menu: ``FAQ`` behind ``About us``.

    Tabs behind a title are short lines too; two questions follow them.
    """
    before = _entry_count(draft, index - 1, -1)
    after = _entry_count(draft, index + 1, 1)
    if before and after:
        return before + after >= _ENTRIES_AHEAD
    if after < _ENTRIES_AHEAD:
        return False
    ahead = draft.texts[index + 1 : index + 1 + after + _LINES_AHEAD]
    return sum(map(asks, ahead)) < 2


def _entry_count(draft: Draft, index: int, step: int) -> int:
    """Return how many entries of a menu stand from ``index`` on, if not more than tell one."""
    ahead = range(index, index + _ENTRIES_AHEAD * step, step)
    inside = takewhile(range(len(draft.blocks)).__contains__, ahead)
    return sum(1 for _ in takewhile(lambda at: _is_menu_entry(draft, at), inside))


def _is_menu_entry(draft: Draft, index: int) -> bool:
    text, block = draft.texts[index], draft.blocks[index]
    return (
        0 < len(text) <= LONGEST_ENTRY
        and isinstance(block, (Paragraph, Heading))
        and len(text.split()) <= LONGEST_ENTRY_IN_WORDS
        and not (ends_sentence(text) or announces(text) or asks(text))
    )
