"""What can be seen of a line that may have a role: small whole numbers, each with a name.

``FEATURES`` lists them. Each is a function that gives its value for one line.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from docparse.nodes import Block, Heading, List, Paragraph, Table
from docparse.structure.draft import Draft
from docparse.words.cue_kinds import (
    BIOGRAPHY,
    BYLINE_OPENING,
    CALL_OPENING,
    CODE,
    CREDIT_OPENING,
    CUES,
    FURNITURE_WORD,
    NOTHING,
    Cue,
)
from docparse.words.cues import find_cue, find_cue_at_end, may_have_cue, words_for_by
from docparse.words.dates import has_digit

# --------------------------------------------------------------------- what there is to look at


class Page:
    """The lines of a draft that have a cue, and what stands around them."""

    def __init__(self, draft: Draft) -> None:
        self.blocks = draft.blocks
        self.texts = draft.texts
        self.cues = cues = _find_cues(draft)
        """The cue of each line that has one."""
        self.long: Sequence[int] = ()
        """The indexes of the long paragraphs."""
        self.times: dict[str, int] = {}
        """How often the page has each line with a cue."""
        if cues:
            texts = draft.texts
            self.long = [index for index, text in enumerate(texts) if len(text) > LONG]
            for index in cues:
                text = texts[index]
                self.times[text] = self.times.get(text, 0) + 1

    def candidates(self) -> list[int]:
        """Return the indexes of the paragraphs that have a cue."""
        return [index for index in self.cues if type(self.blocks[index]) is Paragraph]


def _find_cues(draft: Draft) -> dict[int, Cue]:
    """Return the cue of each line that has one, by its index, in order.

    Looked at are the lines that could be headings, and at both ends also longer lines and those
    that end in a full stop.
    """
    texts = draft.texts
    cues = {}
    size = len(texts)
    first = min(_FIRST_BLOCKS, size)
    last = max(first, size - _LAST_BLOCKS)
    for index in range(first):
        if (cue := find_cue_at_end(texts[index])) is not NOTHING:
            cues[index] = cue
    short = draft.facts.short
    for index in short[bisect_left(short, first) : bisect_left(short, last)]:
        text = texts[index]
        if may_have_cue(text) and (cue := find_cue(text)) is not NOTHING:
            cues[index] = cue
    for index in range(last, size):
        if (cue := find_cue_at_end(texts[index])) is not NOTHING:
            cues[index] = cue
    return cues


_FIRST_BLOCKS: Final = 3
_LAST_BLOCKS: Final = 3
"""Between these, weak cues say nothing, and long lines are the article's own."""

LONG: Final = 160
"""Code points of a paragraph that is certainly text of the article."""


class Line:
    """A line with a cue, on its page: what a feature looks at."""

    def __init__(self, page: Page, index: int) -> None:
        self.page = page
        self.index = index
        self.text = page.texts[index]
        self.cue = page.cues[index]
        self.rest = self.text[self.cue.end :] if self.cue.end else self.text
        self.words = self.rest.split()


class Feature:
    """Something that can be seen of a line."""

    def __init__(self, name: str, values: Sequence[str], of: Callable[[Line], int]) -> None:
        self.name = name
        self.values = values
        """What each of its values says, from 0."""
        self.of = of


FEATURES: Final[list[Feature]] = []
"""All features, in the order in which the file of weights names them."""


def _role_feature(
    values: Sequence[str],
) -> Callable[[Callable[[Line], int]], Callable[[Line], int]]:
    """Put the function below into ``FEATURES``, under its name."""

    def add(of: Callable[[Line], int]) -> Callable[[Line], int]:
        FEATURES.append(Feature(of.__name__, values, of))
        return of

    return add


def _sizes(bounds: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the classes that ``bisect(bounds, size)`` tells apart."""
    between = [f"{low} to {high - 1}" for low, high in pairwise(bounds)]
    return (f"under {bounds[0]}", *between, f"{bounds[-1]} and more")


# ------------------------------------------------------------------------------- by its words


@_role_feature(CUES)
def cue(line: Line) -> int:
    """The kind of its cue."""
    return line.cue.kind


_FOLLOWING: Final = (
    *("no opening", "nothing", "colon", "other mark", "capital", "small letter", "digit"),
    *("word for by", "letter without case"),
)


@_role_feature(_FOLLOWING)
def following(line: Line) -> int:
    """What follows its opening."""
    if not line.cue.end:
        return 0
    rest = line.rest.lstrip()
    if not rest:
        return 1
    first = rest[0]
    if first in ":：":
        return 2
    if line.words[0].lower() in words_for_by():
        return 7
    if first.isalpha():
        return 4 if first.isupper() else 5 if first.islower() else 8
    return 6 if first.isdecimal() else 3


_LINE_LENGTHS: Final = (12, 20, 30, 45, 65, 100, 160, 250)


@_role_feature(_sizes(_LINE_LENGTHS))
def length(line: Line) -> int:
    """Its size in code points."""
    return bisect(_LINE_LENGTHS, len(line.text))


_WORD_COUNTS: Final = (1, 2, 3, 4, 6, 9, 14, 22)


@_role_feature(_sizes(_WORD_COUNTS))
def words(line: Line) -> int:
    """How many words it has, after its opening."""
    return bisect(_WORD_COUNTS, len(line.words))


@_role_feature(("none", "up to half", "most", "all", "all in capitals"))
def capitals(line: Line) -> int:
    """How many of its longer words, after its opening, begin with a capital."""
    if line.text.isupper():
        return 4
    initials = list(filter(str.isalpha, [word[0] for word in line.words if len(word) > 2]))
    upper = sum(map(str.isupper, initials))
    if not upper:
        return 0
    if upper == len(initials):
        return 3
    return 1 if 2 * upper <= len(initials) else 2


_LINE_ENDINGS: Final = ("full stop", "question or exclamation", "colon", "dots or arrow", "bracket")
_END_OF: Final = {
    **dict.fromkeys(".。।", 0),
    **dict.fromkeys("?？؟!！", 1),
    **dict.fromkeys(":：", 2),
    **dict.fromkeys("…→»›>▼", 3),
    **dict.fromkeys(")]）", 4),
}


@_role_feature((*_LINE_ENDINGS, "digit", "letter", "other mark"))
def end(line: Line) -> int:
    """How it ends."""
    last = line.text[-1]
    found = _END_OF.get(last)
    if found is not None:
        return found
    return 5 if last.isdecimal() else 6 if last.isalpha() else 7


@_role_feature(("none", "sentence end inside", "digits", "both"))
def inside(line: Line) -> int:
    """What is in it: the end of a sentence before its own, digits."""
    text = line.text
    ends = ". " in text or "! " in text or "? " in text
    return ends + 2 * has_digit(text)


@_role_feature(("no", "address", "account"))
def address(line: Line) -> int:
    """Whether it names an address or an account."""
    text = line.text
    if "http" in text or "www." in text or ".com" in text:
        return 1
    return 2 if "@" in text else 0


# ------------------------------------------------------------------------------- by its place

_BLOCKS_BESIDE: Final = (1, 2, 3, 4, 6, 10)


@_role_feature(_sizes(_BLOCKS_BESIDE))
def blocks_before(line: Line) -> int:
    """How many blocks stand before it."""
    return bisect(_BLOCKS_BESIDE, line.index)


@_role_feature(_sizes(_BLOCKS_BESIDE))
def blocks_after(line: Line) -> int:
    """How many blocks stand after it."""
    return bisect(_BLOCKS_BESIDE, len(line.page.blocks) - 1 - line.index)


_LONG_COUNTS: Final = (1, 2, 4, 8)


@_role_feature(_sizes(_LONG_COUNTS))
def long_before(line: Line) -> int:
    """How many long paragraphs stand before it."""
    return bisect(_LONG_COUNTS, bisect_left(line.page.long, line.index))


@_role_feature(_sizes(_LONG_COUNTS))
def long_after(line: Line) -> int:
    """How many long paragraphs stand after it."""
    long = line.page.long
    return bisect(_LONG_COUNTS, len(long) - bisect(long, line.index))


_TIMES: Final = (2, 3, 6)


@_role_feature(_sizes(_TIMES))
def times(line: Line) -> int:
    """How often the page has this line."""
    return bisect(_TIMES, line.page.times[line.text])


_NEIGHBOUR_SIZES: Final = (30, 80, LONG)
_OTHER_NEIGHBOURS: Final = (
    *("nothing", "heading", "list", "table", "other block", "furniture", "byline or date"),
    *("credit", "code"),
)
_BESIDE: Final = (*_OTHER_NEIGHBOURS, *_sizes(_NEIGHBOUR_SIZES))
_BLOCK_STANDINGS: Final[dict[type[Block], int]] = {Heading: 1, List: 2, Table: 3}


_WEAK: Final = (CALL_OPENING, FURNITURE_WORD, BIOGRAPHY)
"""The kinds of cues that say too little of a line for its neighbours."""


def _neighbour(page: Page, index: int) -> int:
    if not 0 <= index < len(page.blocks):
        return 0
    kind = type(page.blocks[index])
    if kind is not Paragraph:
        return _BLOCK_STANDINGS.get(kind, 4)
    found = page.cues.get(index)
    if found is not None and found.kind not in _WEAK:
        kind_of = found.kind
        if kind_of < BYLINE_OPENING:
            return 5
        if kind_of < CREDIT_OPENING:
            return 6
        return 7 if kind_of < CODE else 8
    return len(_OTHER_NEIGHBOURS) + bisect(_NEIGHBOUR_SIZES, len(page.texts[index]))


@_role_feature(_BESIDE)
def before(line: Line) -> int:
    """What stands before it; of a paragraph without a cue, the size."""
    return _neighbour(line.page, line.index - 1)


@_role_feature(_BESIDE)
def after(line: Line) -> int:
    """What stands after it; of a paragraph without a cue, the size."""
    return _neighbour(line.page, line.index + 1)
