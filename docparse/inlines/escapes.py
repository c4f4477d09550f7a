"""Backslash escapes and character references: sections 2.4 and 2.5 of the CommonMark spec."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

ENTITY: Final = r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
"""What an entity or a numeric character reference looks like."""


def escaped(pair: str) -> str:
    """Return what ``pair``, a backslash and the character after it, stands for."""
    return pair[1] if pair[1:] in ASCII_PUNCTUATION else pair


ASCII_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def entity(reference: str) -> str:
    """Return what ``reference``, which looks like :data:`ENTITY`, stands for; itself if nothing."""
    if not reference.startswith("&#"):
        return html5.get(reference[1:], reference)
    return _character(reference) or "\ufffd"


def _character(reference: str) -> str:
    """Return the character of a numeric reference, or ``""`` if it names no valid one."""
    digits = reference[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return "" if _is_no_character(code) else chr(code)


def _is_no_character(code: int) -> bool:
    """Whether ``code`` is a control code, a surrogate, or no character's at all."""
    if code < 0xA0:
        return code in _CONTROL_CODES
    is_surrogate = 0xD800 <= code <= 0xDFFF
    is_unassigned = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE or code > 0x10FFFF
    return is_surrogate or is_unassigned


_CONTROL_CODES: Final = frozenset((*range(0x20), *range(0x7F, 0xA0))) - frozenset(
    map(ord, "\t\n\f\r")
)


def unescaped(text: str) -> str:
    """Return ``text``, a link's destination or title, without its escapes and references."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(_stood_for, text)


_ESCAPE: Final = re.compile(
    r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});"
)


def _stood_for(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] == "\\":
        return found[1]
    return (_character(found) or found) if found[1] == "#" else entity(found)
