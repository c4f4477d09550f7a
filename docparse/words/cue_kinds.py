"""The kinds of cues, and a cue that was found; see :mod:`docparse.words.cues`."""

from __future__ import annotations

from typing import Final

CUES: Final = (
    *("none", "furniture line", "teaser opening", "furniture opening", "call to the visitor"),
    *("furniture word", "breadcrumbs", "biography"),
    *("byline opening", "byline line", "date opening", "date alone"),
    *("credit opening", "credit name", "credit at the end", "copyright sign", "code"),
)
"""The kinds of cues, by number."""

NO_CUE: Final = 0
FURNITURE_LINE: Final = 1
TEASER_OPENING: Final = 2
FURNITURE_OPENING: Final = 3
CALL_OPENING: Final = 4
FURNITURE_WORD: Final = 5
BREADCRUMBS: Final = 6
BIOGRAPHY: Final = 7
BYLINE_OPENING: Final = 8
BYLINE_LINE: Final = 9
DATE_OPENING: Final = 10
DATE_ALONE: Final = 11
CREDIT_OPENING: Final = 12
CREDIT_NAME: Final = 13
CREDIT_AT_END: Final = 14
COPYRIGHT: Final = 15
CODE: Final = 16
CREDIT_LABEL: Final = 17
"""A credit opening once a colon or a word such as "by" follows it."""


class Cue:
    """The kind of a cue, and where in the line the words after it start, 0 if it is no opening."""

    __slots__ = ("end", "kind")

    def __init__(self, kind: int, end: int = 0) -> None:
        self.kind = kind
        self.end = end


NOTHING: Final = Cue(NO_CUE)
