"""The evidence of a reading as plain data, each word of it kept once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

from docparse.source.evidence import Evidence

MOST_VALUES: Final = 16
"""Figures that are kept of one decision, the largest first; the others are added up."""


class Words:
    """Texts that are said again and again, each with a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of ``text``, which it has from now on."""
        return self._numbers.setdefault(text, len(self._numbers))

    def all(self) -> list[str]:
        """Return each text at its number."""
        return list(self._numbers)


def reasons(evidence: Iterable[Evidence], words: Words) -> list[list[Any]]:
    """Return what was decided: step, code, start, end, weight and values of each.

    A step, a code and the name of a value are numbers of ``words``. What was not decided
    (``"if-…"``) is left out, and so is what there is to say of the dialect.
    """
    return [
        [
            words.number(found.step),
            words.number(found.code),
            *found.span,
            found.weight,
            _values(found.values, words),
        ]
        for found in evidence
        if found.was_decided and found.step != "dialect"
    ]


def _values(values: Mapping[str, object], words: Words) -> list[list[Any]]:
    """Return names and values but for ``needed``, which is another at each threshold."""
    pairs = [(name, value) for name, value in values.items() if name != "needed"]
    kept, others = pairs[:MOST_VALUES], pairs[MOST_VALUES:]
    if others:
        rest = sum(value for _, value in others if isinstance(value, (int, float)))
        kept.append((f"{len(others)} more", rest))
    return [[words.number(name), _figure(value)] for name, value in kept]


def _figure(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
