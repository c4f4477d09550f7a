"""Raised and lowered text of HTML in characters: ``10<sup>6</sup>`` is ``10⁶``, not ``106``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

LONGEST: Final = 24
"""Characters that raised or lowered text may have; longer text is text with a wrong tag."""


class Script(NamedTuple):
    """How raised or lowered text is written: what stands around it, and its characters."""

    opening: str
    characters: Mapping[int, int]
    closing: str


PLAIN: Final = Script("", {}, "")

_DIGITS: Final = {
    "sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_ALL: Final = {
    "sup": {**_DIGITS["sup"], **str.maketrans("+-−=ni", "⁺⁻⁻⁼ⁿⁱ")},
    "sub": {**_DIGITS["sub"], **str.maketrans("+-−=nix", "₊₋₋₌ₙᵢₓ")},
}
_EXPONENT: Final = re.compile(
    r"[0-9]*[kmpqxyz] | [+\-−][0-9]*[^\W\d_] | \(?[+\-−]?\w+[+\-−*·×=^]\w.*", re.VERBOSE
)
_DECIMAL: Final = re.compile("[+-]?[0-9]+[.,][0-9]+")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_ONE_TERM: Final = re.compile(r"[+\-−]?[\w.,]+|\(.*\)")


def script_of(name: str, text: str, before: str, *, nests: bool = False) -> Script:
    """Return how ``text`` in a ``sup`` or ``sub`` element (``name``) is written.

    ``before`` is the character it follows, ``nests`` whether other such text stands in it.
    Where Unicode has all the characters in this place it is written with them: ``H₂O``, ``10⁻⁶``.
    An exponent otherwise gets a ``^``: ``e^x``, ``2^(a+b)``. Of other text that begins with a
    digit, or is no word, the digits alone change: ``said¹,²``. Words (``4th``) and what has
    brackets of its own (``[1]``) stay as they are.
    """
    text = text.strip()
    compact = "".join(text.split())
    if not text or len(text) > LONGEST or text.startswith("["):
        return PLAIN
    has_word = _WORD.search(text) is not None
    if not (nests or has_word) and all(ord(char) in _ALL[name] for char in compact):
        return Script("", _ALL[name], "")
    if name == "sup" and (before.isalnum() or before == ")"):
        is_exponent = not has_word and _EXPONENT.fullmatch(compact)
        if nests or is_exponent or (before.isdigit() and _DECIMAL.fullmatch(compact)):
            one_term = not nests and _ONE_TERM.fullmatch(compact)
            return Script("^", {}, "") if one_term else Script("^(", {}, ")")
    is_spaced = text != compact
    if text[0].isdigit():
        is_plain = has_word and is_spaced
    else:
        is_plain = has_word or is_spaced or text.startswith("(")
    return PLAIN if is_plain else Script("", _DIGITS[name], "")
