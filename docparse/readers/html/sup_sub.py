"""Raised and lowered text in HTML as characters: ``10<sup>6</sup>`` is ``10⁶``, not ``106``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple, cast

from docparse.readers.html.line import MARK_CLASSES
from docparse.readers.html.markup import SPACE_RUN, Element

_LONGEST_SCRIPT: Final = 24
"""Characters that raised or lowered text may have; longer text has a wrong tag."""


SCRIPTS: Final = frozenset(("sup", "sub"))
_IN_SCRIPTS: Final = frozenset((*MARK_CLASSES, *SCRIPTS, "span"))
"""The elements that may stand in raised or lowered text."""


class Script(NamedTuple):
    """How raised or lowered text is written: the characters around it, and its own."""

    opening: str
    characters: Mapping[int, int]
    closing: str


PLAIN: Final = Script("", {}, "")

_SMALL_DIGITS: Final = {
    "sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_ALL: Final = {
    "sup": {**_SMALL_DIGITS["sup"], **str.maketrans("+-−=ni", "⁺⁻⁻⁼ⁿⁱ")},
    "sub": {**_SMALL_DIGITS["sub"], **str.maketrans("+-−=nix", "₊₋₋₌ₙᵢₓ")},
}
_DASHES: Final = "–‐‑‒"
_EXPONENT: Final = re.compile(
    r"[0-9]*[kmpqxyz] | [+\-−][0-9]*[^\W\d_] | \(?[+\-−]?\w+[+\-−*·×=^]\w.*", re.VERBOSE
)
_DECIMAL: Final = re.compile("[+-]?[0-9]+[.,][0-9]+")
_TWO_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_ONE_TERM: Final = re.compile(r"[+\-−–‐‑‒]?[\w.,]+|\([^()]*\)|.")
_BASE: Final = re.compile(r"(?:\d|[)\]}]|(?<![^\W\d_])[^\W\d_])\Z")
_SHORT_NUMBER: Final = re.compile(r"(?<![\w.,])(?!10\Z)\d{1,3}\Z")
_ROMAN: Final = re.compile(r"\b[IVXLCDM]+\Z")
_ORDINALS: Final = frozenset("st nd rd th er ers re res ère nde ème èmes ième eme".split())
_TRADE_MARKS: Final = frozenset(("TM", "SM", "MC", "MD"))
_ABBREVIATIONS: Final = frozenset(
    "no nos No Nos Mme Mmes Mlle Mlles Mgr Mr Mrs Ms Mc Cie Dr Dre Pr St Ste Sr Jr Bd".split()
)

TAIL: Final = 8
"""Characters before raised text that show what it belongs to."""


def script_text(element: Element) -> tuple[str, bool] | None:
    """Return the text of a ``sup`` or ``sub``, and whether it has another one inside.

    None if it is too long for either, or has blocks or pictures in it.
    """
    text, size, nests, seen = "", 0, False, 0
    pending = list(reversed(element.contents))
    while pending:
        seen += 1
        if max(size, len(pending), seen) > _LONGEST_SCRIPT:
            return None
        node = pending.pop()
        if isinstance(node, str):
            text += node
            size += len(SPACE_RUN.sub(" ", node))
            continue
        inner = cast(Element, node)
        if inner.name == "br":
            text += "\n"
        elif inner.name not in _IN_SCRIPTS:
            return None
        nests = nests or inner.name in SCRIPTS
        pending += reversed(inner.contents)
    return text, nests


def script_of(name: str, text: str, before: str, *, nests: bool = False) -> Script:
    """Return how ``text`` in a ``sup`` or ``sub`` element (``name``) is written.

    ``before`` are the last ``TAIL`` characters before it; ``nests`` says whether it has other such
    text inside. Where Unicode has all its characters raised or lowered, these are used: ``H₂O``,
    ``10⁻⁶``. Another exponent gets a ``^``: ``e^x``, ``2^(a+b)``; so does any text that would run
    into a digit, a single letter or a closing bracket. In other text that begins with a digit, or
    is no word, only the digits change: ``said¹,²``. Words (``4th``) and text with brackets of its
    own (``[1]``) stay as they are.
    """
    text = text.strip()
    compact = "".join(text.split())
    if not text or len(text) > _LONGEST_SCRIPT or text.startswith("["):
        return PLAIN
    has_word = _TWO_LETTERS.search(text) is not None
    characters = _ALL[name]
    if text[0] in _DASHES:  # a minus; between numbers it is a range
        characters = {**characters, ord(text[0]): characters[ord("−")]}
    if not (nests or has_word) and all(ord(char) in characters for char in compact):
        return Script("", characters, "")
    is_spaced = text != compact
    starts_with_digit = text[0].isdecimal()
    if name == "sup" and (before[-1:].isalnum() or before.endswith((")", "]", "}"))):
        is_exponent = not has_word and _EXPONENT.fullmatch(compact) is not None
        if before[-1].isdecimal():
            is_exponent = is_exponent or _DECIMAL.fullmatch(compact) is not None
        if not starts_with_digit or (has_word and is_spaced):
            is_exponent = is_exponent or _runs_into(before, text)
        if nests or is_exponent:
            one_term = not (nests or is_spaced) and _ONE_TERM.fullmatch(text)
            return Script("^", {}, "") if one_term else Script("^(", {}, ")")
    if starts_with_digit:
        is_plain = has_word and is_spaced
    else:
        is_plain = has_word or is_spaced or text.startswith("(")
    return PLAIN if is_plain else Script("", _SMALL_DIGITS[name], "")


def _runs_into(before: str, text: str) -> bool:
    """Whether raised ``text`` would be misread as part of the number or sign that it follows.

    Not so for ``4th``, ``XXe``, ``Mme``, nor for a mark: ``*``, ``™``. A single ``e`` or ``a`` ends
    an ordinal after up to three digits, other than 10: ``3e``, but ``10^e`` and ``1.05^a``. An
    ``o`` ends one, or means degrees, after any number.
    """
    if not _BASE.search(before) or not any(map(_has_value, text)):
        return False
    if not (_has_value(text[0]) or text[0] in "-.,(" + _DASHES):
        return False
    letters = text.lower()
    if letters in _ORDINALS or text in _TRADE_MARKS:
        return False
    if before[-1].isdecimal():
        is_ending = letters == "o" or (letters in ("e", "a") and _SHORT_NUMBER.search(before))
    else:
        is_ending = before[-1] + text in _ABBREVIATIONS or (
            letters == "e" and _ROMAN.search(before)
        )
    return not is_ending


def _has_value(char: str) -> bool:
    """Whether ``char`` is a letter, digit or mathematical sign, and not raised already."""
    if unicodedata.decomposition(char).startswith("<super>"):
        return False
    return char.isalnum() or unicodedata.category(char) == "Sm"
