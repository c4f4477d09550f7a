"""What wikis write beside the words of a title: ``== History ==``, ``History[edit]``."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docparse.words.languages import phrases

LONGEST_EDITED: Final = 160
"""Code points of a title with a link to edit its section."""


def edit_link_start(line: str) -> int:
    """Return where the links to edit a section begin: 7 in ``History[edit | edit source]``.

    0 if ``line`` does not end in such links, or has no words before them.
    """
    title = line.rstrip(" \t")
    if title[-1:] != "]" or len(title) > LONGEST_EDITED:
        return 0
    bracket = title.rfind("[")
    links = title[bracket + 1 : -1].casefold().split("|")
    if bracket < 1 or not all(link.strip(" \t\u00a0") in _edit_links() for link in links):
        return 0
    return len(title[:bracket].rstrip(" \t\u00a0"))


@cache
def _edit_links() -> frozenset[str]:
    return frozenset(phrases("edit links"))


EDIT_LINK: Final = re.compile(r"\[[^\[\]\r\n]{2,60}\][ \t]*(?=[\r\n]|\Z)")
"""Something in brackets that ends a line."""


def equals_signs(line: str) -> int:
    """Return how many signs stand on either side of a title: 2 for ``== History ==``, else 0."""
    title = line.strip(" \t")
    words = title.strip("=")
    marks = len(title) - len(title.lstrip("="))
    balanced = words.strip(" \t") and title == title[:marks] + words + title[:marks]
    return marks if balanced and 2 <= marks <= 6 else 0
