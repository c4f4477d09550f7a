"""What sites write beside a title: ``== History ==``, ``History[edit]``, ``History¶``."""

from __future__ import annotations

import re
from typing import Final

from docparse.words.languages import phrase_set

LONGEST_EDITED: Final = 160
"""Code points of a title with a link to edit its section."""


def section_link_start(line: str) -> int:
    """Return where the links of a section begin: 7 in ``History[edit]`` and in ``History¶``.

    The pilcrow is the link that documentation puts behind each title, and behind the signature of
    each function, which ends in a bracket. 0 if ``line`` does not end in such links, or has no
    words before them.
    """
    title = line.rstrip(" \t")
    if title[-1:] == PILCROW and len(title) <= LONGEST_EDITED:
        words = title[:-1].rstrip(" \t\u00a0")
        return 0 if words.endswith((")", ".")) else len(words)
    if title[-1:] != "]" or len(title) > LONGEST_EDITED:
        return 0
    bracket = title.rfind("[")
    links = title[bracket + 1 : -1].casefold().split("|")
    known = phrase_set("edit links")
    if bracket < 1 or not all(link.strip(" \t\u00a0") in known for link in links):
        return 0
    return len(title[:bracket].rstrip(" \t\u00a0"))


PILCROW: Final = "¶"

SECTION_LINK: Final = re.compile(r"(?:\[[^\[\]\r\n]{2,60}\]|¶)[ \t]*(?=[\r\n]|\Z)")
"""Something in brackets, or a pilcrow, that ends a line."""


def equals_signs(line: str) -> int:
    """Return how many signs stand on either side of a title: 2 for ``== History ==``, else 0."""
    title = line.strip(" \t")
    words = title.strip("=")
    marks = len(title) - len(title.lstrip("="))
    balanced = words.strip(" \t") and title == title[:marks] + words + title[:marks]
    return marks if balanced and 2 <= marks <= 6 else 0


def is_reference(line: str) -> bool:
    """Whether ``line`` begins with a link back to where it is cited, as ``**^** Holm, A.`` does."""
    return re.match(_BACK_LINK, line) is not None


_BACK_LINK: Final = r"[ \t]*(?:\*\*[\^↑]\*\*|[\^↑])[ \t\u00a0]+(?=[^ \t\u00a0])"
FEWEST_REFERENCES: Final = 2
"""Lines in a row; a single one that begins so may be anything."""
