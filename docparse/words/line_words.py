"""The words of a line, as several steps look at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from docparse.words.first_words import first_word_kind


class LineWords(NamedTuple):
    """The words of a line, and what they say of it."""

    words: Sequence[str]
    """A line of spaces alone is one word."""
    first_kind: int
    """The kind of the first word; see :func:`docparse.words.first_words.first_word_kind`."""
    has_digit: bool
    date: int
    """Where the first year, day or time in it begins; -1 if there is none."""


def line_words(text: str) -> LineWords:
    """Return the words of ``text``, a line that is not empty.

    ``"Fares in May 2024"`` has four, of which the first is of no kind, and a date at 13.
    """
    words = text.split() or [text]
    digit = _DIGIT.search(text)
    date = _DATE.search(text, digit.start()) if digit else None
    start = date.start() if date else -1
    return LineWords(words, first_word_kind(words), digit is not None, start)


_DIGIT: Final = re.compile("[0-9]")
_DATE: Final = re.compile(
    r"[0-9](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|[0-9]?[:.][0-9]{2}|[0-9]?[./-][0-9]{1,2}[./-])"
)
"""A year, a time or a day."""
