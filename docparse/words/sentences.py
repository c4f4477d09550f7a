"""How lines begin and end: inside a sentence, with it, or announcing the next lines."""

from __future__ import annotations

import re
from typing import Final

from docparse.words.questions import QUESTION_MARKS, ends_in_question

FULL_STOPS: Final = frozenset(".。।")
"""The sentence ends that no heading has, though it may have another of ``SENTENCE_ENDS``."""

STATEMENT_ENDS: Final = (*FULL_STOPS, "…", "!", "！")
SENTENCE_ENDS: Final = (*STATEMENT_ENDS, *QUESTION_MARKS)
COLONS: Final = (":", "：")


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does: ``"Bread is baked."``, ``"Is it late?"``."""
    text = text.rstrip(" \t")
    return text.endswith(SENTENCE_ENDS) or (text[-1:] in ";։" and ends_in_question(text))


def ends_statement(text: str) -> bool:
    """Whether ``text`` ends as a sentence that asks nothing, or as an item: ``"Two boats;"``."""
    return text.rstrip(" \t").endswith((*STATEMENT_ENDS, ";"))


def announces(text: str) -> bool:
    """Whether ``text`` ends in a colon, as a line above a list or a table does: ``"You need:"``."""
    return text.rstrip(" \t").endswith(COLONS)


LONGEST_ABBREVIATION: Final = 12
"""Code points."""

_LETTERS_WITH_STOPS: Final = r"(?:[^\W\d_]\.[ \t]?){2,}"


def is_abbreviation(text: str) -> bool:
    """Whether ``text`` is letters with a full stop behind each, which ends nothing: ``F.A.Q.``."""
    return len(text) <= LONGEST_ABBREVIATION and re.fullmatch(_LETTERS_WITH_STOPS, text) is not None


CONTINUING: Final = frozenset(".,;:)(")
"""Signs at the start of a line that continues the line above it."""


def goes_on(text: str) -> bool:
    """Whether a line goes on with the sentence above it: ``"and the pier."``, ``", too"``."""
    return text[:1].islower() or text[:1] in CONTINUING
