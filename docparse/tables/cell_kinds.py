"""What a cell of a table looks like, by its characters alone: a year, a score, a name."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from docparse.words.sentences import COLONS


class CellKind(IntEnum):
    """What a cell can look like, in any language."""

    EMPTY = 0
    SMALL_NUMBER = 1
    YEAR = 2
    WHOLE_NUMBER = 3
    DECIMAL = 4
    FIGURES = 5
    """Digits and signs, as in ``3–2`` or ``1:54.01``."""
    UNIT = 6
    """Digits, then letters: ``24 March``, ``100 m``."""
    ENCLOSED = 7
    """Begins with a bracket or a quotation mark."""
    SIGN = 8
    SIGNED = 9
    """Begins with a sign: ``+3``, ``$5``."""
    LABEL = 10
    """Ends in a colon."""
    ABBREVIATION = 11
    WORD = 12
    FEW_WORDS = 13
    WORDS_AND_DIGITS = 14
    PHRASE = 15
    PHRASE_AND_DIGITS = 16
    SENTENCE = 17
    LOWER_WORD = 18
    """Begins with a small letter, as the ones below."""
    LOWER_WORDS = 19
    UNCASED = 20
    """Begins with a letter of a script without capitals."""


CELL_KINDS: Final = len(CellKind)
"""How many kinds there are."""

NUMBERS: Final = frozenset(range(CellKind.SMALL_NUMBER, CellKind.UNIT + 1))
"""The kinds that do not name a column."""

_DIGITS: Final = "0123456789"
_DIGIT_SET: Final = frozenset(_DIGITS)


def cell_kind(cell: str) -> int:
    """Return the CellKind of ``cell``, a text without outer spaces."""
    if not cell:
        return 0
    if cell[0] in _DIGIT_SET:
        return _numeric_kind(cell)
    if cell[0] in "([\"“'«„":
        return 7
    if not cell[:3].strip("-–—−+?*†•/.,:#$€£√×·&"):
        return 8 if len(cell) < 4 else 9
    if cell[0] in "-–—−+$€£#":
        return 9
    if cell[-1] in COLONS:
        return 10
    words = cell.count(" ") + 1
    if words > 7:
        return 17
    has_digit = not _DIGIT_SET.isdisjoint(cell)
    if words > 3:
        return 16 if has_digit else 15
    if has_digit:
        return 14
    first = cell[0]
    if first.islower():
        return 18 if words == 1 else 19
    if first > "\u0590" and first.lower() == first.upper() and first.isalpha():
        return 20
    if words == 1:
        return 11 if len(cell) < 4 else 12
    return 13


def _numeric_kind(cell: str) -> int:
    """Return the CellKind of ``cell``, which begins with a digit."""
    size = len(cell)
    if not cell.strip(_DIGITS):
        if size < 3:
            return 1
        return 2 if size == 4 and cell[0] in "12" else 3
    if not cell.strip("0123456789,"):
        return 3
    if not cell.strip("0123456789.,%"):
        return 4
    if not any(map(str.isalpha, cell)):
        return 5
    return 6 if size < 25 else 13
