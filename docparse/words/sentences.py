"""How lines end: as a sentence, or announcing what stands below."""

from __future__ import annotations

from typing import Final

FULL_STOPS: Final = frozenset(".。।")

SENTENCE_ENDS: Final = (*".!?…。！？",)
COLONS: Final = (":", "：")


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does: ``"Bread is baked."``, ``"Is it late?"``."""
    return text.rstrip(" \t").endswith(SENTENCE_ENDS)


def announces(text: str) -> bool:
    """Whether ``text`` ends in a colon, as a line above a list or a table does: ``"You need:"``."""
    return text.rstrip(" \t").endswith(COLONS)
