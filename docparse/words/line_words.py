"""The words of a line, as several steps look at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docparse.words.first_words import first_word_kind


class LineWords:
    """The words of a line, and what they say of it."""

    __slots__ = ("date", "first_kind", "has_digit", "words")

    def __init__(self, words: Sequence[str], first_kind: int, has_digit: bool, date: int) -> None:
        self.words = words
        """A line of spaces alone is one word."""
        self.first_kind = first_kind
        """The kind of the first word; see :func:`docparse.words.first_words.first_word_kind`."""
        self.has_digit = has_digit
        self.date = date
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
