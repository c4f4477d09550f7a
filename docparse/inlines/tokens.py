"""The starts of all marks, and the commonest marks as a whole, in one regular expression.

Linear: each alternative stops at the next character that a mark of its kind could begin with.
"""

from __future__ import annotations

import re
from typing import Final

from docparse.inlines.escapes import ENTITY
from docparse.inlines.links import SIMPLE_TARGET

_UNMARKED_TEXT: Final = r"([^\\`*_\[\]<&\n]+)"
"""Text without a mark."""

_PUNCTUATION: Final = r"!-/:-@\[-^`{-~"
"""ASCII punctuation except ``_``; that, and other scripts, are left to the delimiter runs."""


def _emphasis(marker: str, second: int) -> str:
    """Return a pattern for words between two runs that are emphasis whatever is around them.

    The first run is left-flanking and not right-flanking, so it closes nothing; the second is
    right-flanking, and a ``_`` in it is in no word. ``second`` is the number of the first group.
    """
    return rf"""
        {marker} (?: (?<![^ \t\n]{marker})     (?={marker}?[^\s*_])
                   | (?<=[{_PUNCTUATION}]{marker}) (?={marker}?[^\W_]) )
        ({marker}?) {_UNMARKED_TEXT}
        (?: (?<=[^\W_]) {marker}\{second} (?=[ \t\n{_PUNCTUATION}]|\Z)
          | (?<=\S)     {marker}\{second} (?=[ \t\n]|\Z) )
        (?![*_])"""


_STARRED: Final = _emphasis(r"\*", 1)
_UNDERSCORED: Final = _emphasis("_", 3)

TOKEN: Final = re.compile(
    rf"""
      {_STARRED} | {_UNDERSCORED}
    | `([^`]+)`(?!`)
    | \[{_UNMARKED_TEXT}\]{SIMPLE_TARGET}
    | \*\** | __* | ``*
    | \[ | \] | <
    | \\ (?: \n[ \t]* | [\s\S] )?
    | \n[ \t]*
    | {ENTITY}""",
    re.VERBOSE,
)
"""Each alternative begins with a literal: that lets the search pass over text at once."""

SIMPLE_EMPHASIS, SIMPLE_CODE, SIMPLE_LINK = (2, 4), 5, 7
"""The last groups of the marks that are matched whole; the others have none."""
