"""Numbers that lines begin with: of a list's item, a title, a question, a table's row."""

from __future__ import annotations

import re
from typing import Final

_TITLE_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*[.):]?|[a-zA-Z][.)])[ \t]+")


def without_number(text: str) -> str:
    """Return a title without the number in front of it: ``2.``, ``1.3``, ``b)``."""
    if text[1:2] in _BEHIND_FIRST and (match := _TITLE_NUMBER.match(text)):
        return text[match.end() :]
    return text


_BEHIND_FIRST: Final = frozenset("0123456789.): \t")
"""What may stand behind the first character of a number."""
