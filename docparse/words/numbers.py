"""Numbers that lines begin with: of a title, a question, a row."""

from __future__ import annotations

import re
from typing import Final

_TITLE_NUMBER: Final = re.compile(r"(?:([0-9]{1,3}(?:\.[0-9]{1,2})*)[.):]?|[a-zA-Z][.)])[ \t]+")
"""``10.000`` and ``192.168.2.1`` are no numbers of titles."""


def leading_number(text: str) -> str:
    """Return the number before a title: ``1.3`` of ``1.3) Fares``; ``""`` if there is none."""
    match = _TITLE_NUMBER.match(text) if "0" <= text[:1] <= "9" else None
    return match[1] if match else ""


def without_number(text: str) -> str:
    """Return a title without the number or the letter before it: ``Fares`` of ``b) Fares``."""
    if text[1:2] in _BEHIND_FIRST and (match := _TITLE_NUMBER.match(text)):
        return text[match.end() :]
    return text


_BEHIND_FIRST: Final = frozenset("0123456789.): \t")
"""The characters that may follow the first character of a number."""

_QUESTION_NUMBER: Final = r"(?i)(?:Q?[0-9]{1,3}[.):]|[Q#][0-9]{1,3}|0[0-9]|Q)[ \t]+"
_FIRST_OF_QUESTION_NUMBER: Final = frozenset("0123456789#Qq")


def question_number_end(text: str, start: int = 0) -> int:
    """Return the end of the number of a question at ``start``; ``start`` if it has none.

    ``4) Why?``, ``Q4. Why?``, ``#4 Why?`` and ``04 Why?`` have one, but ``4 boats?`` has not.
    """
    if text[start : start + 1] in _FIRST_OF_QUESTION_NUMBER:
        match = re.compile(_QUESTION_NUMBER).match(text, start)
        return match.end() if match else start
    return start


NO_NUMBER: Final = -9


def row_number(cell: str) -> int:
    """Return the number that a cell is or begins with: 2 of ``2) Boats``; ``NO_NUMBER`` if none."""
    if not "0" <= cell[:1] <= "9":
        return NO_NUMBER
    start = cell[:5]
    digits = start[: len(start) - len(start.lstrip("0123456789"))]
    alone = cell[len(digits) : len(digits) + 1] in ("", ".", ")")
    return int(digits) if len(digits) < 5 and alone else NO_NUMBER
