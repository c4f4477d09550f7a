"""What can be seen of a line that may be a heading: small whole numbers, each with a name.

``FEATURES`` lists them. Each is a function that gives its value for every one of some lines.
docs/accuracy.md says how to add, change or drop one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final, Literal

from docparse.headings.page import (
    FIRST,
    LAST,
    LIST_SHARES,
    MOST_AFTER,
    MOST_BEFORE,
    MOST_TURNS,
    NEIGHBOUR_LENGTHS,
    NEIGHBOURS,
    Page,
)
from docparse.structure.draft import LONGEST_CANDIDATE
from docparse.words.first_words import DAY_OR_MONTH, NUMBER, first_word_kind
from docparse.words.line_words import LineWords

# --------------------------------------------------------------------- what there is to look at


class Lines:
    """Some of the candidates of a page: what a feature looks at.

    ``indexes`` says which, in order. ``words`` are those of the lines that were read.
    """

    def __init__(
        self, page: Page, indexes: Sequence[int], words: Mapping[int, LineWords] | None = None
    ) -> None:
        self.page = page
        self.indexes = indexes
        self.words = words or {}
        self._picks: dict[int, Callable[[Sequence[int]], tuple[int, ...]]] = {}

    def values(self, of_blocks: Sequence[int], offset: int = 0) -> Sequence[int]:
        """Return what is said of these lines; of the ones after them at offset 1, before at -1."""
        pick = self._picks.get(offset)
        if pick is None:
            # With two more, what it picks is a tuple however few lines there are.
            at = [index + offset for index in self.indexes] if offset else self.indexes
            pick = self._picks[offset] = itemgetter(0, 0, *at)
        return pick(of_blocks)[2:]

    def read(self) -> Lines:
        """Return those of the lines that do not begin with a date, with their words.

        A short line that begins with a date says when, and is no heading; nor is a line of a log,
        which begins with a timestamp.
        """
        read = {}
        for index in self.indexes:
            words = self.page.words(index)
            if not _is_dateline(self.page.texts[index], words):
                read[index] = words
        return Lines(self.page, list(read), read)


Look = Literal["place", "words", "echo"]
"""What has to be looked at: where the line stands, its words, or these and the line after.

They are looked at in this order, and a line without a chance after one look gets no more.
"""
PLACE: Final = "place"
WORDS: Final = "words"
ECHO: Final = "echo"
ORDERED: Final = True
CATEGORY: Final = False


class Feature:
    """Something that can be seen of a line."""

    def __init__(
        self,
        name: str,
        look: Look,
        values: Sequence[str],
        ordered: bool,
        of: Callable[[Lines], Sequence[int]],
    ) -> None:
        self.name = name
        self.look = look
        self.values = values
        """What each of its values says, from 0."""
        self.ordered = ordered
        """Whether values that lie together are alike."""
        self.of = of
        """Returns the value for each of the lines."""


FEATURES: Final[list[Feature]] = []
"""All features, in the order in which a file of weights names them, look after look."""


def _feature(
    look: Look, values: Sequence[str], ordered: bool
) -> Callable[[Callable[[Lines], Sequence[int]]], Callable[[Lines], Sequence[int]]]:
    """Put the function below into ``FEATURES``, under its name."""

    def add(of: Callable[[Lines], Sequence[int]]) -> Callable[[Lines], Sequence[int]]:
        FEATURES.append(Feature(of.__name__, look, values, ordered, of))
        return of

    return add


def classes(bounds: Sequence[float]) -> list[str]:
    """Return the names of the classes of size that ``bisect(bounds, size)`` tells apart.

    ``[8, 12]`` makes ``["under 8", "8 to 12", "12 and more"]``; the upper end is left out.
    """
    between = [f"{low:g} to {high:g}" for low, high in pairwise(bounds)]
    return [f"under {bounds[0]:g}", *between, f"{bounds[-1]:g} and more"]


# ------------------------------------------------------------------------------- by its place

_LENGTHS: Final = (8, 12, 16, 22, 28, 35, 42, 50, 60, 70, 80, 95, 110, 130, 160)
_LENGTH_CLASSES: Final = [bisect(_LENGTHS, size) for size in range(2 * LONGEST_CANDIDATE + 1)]
_AROUND: Final = (*NEIGHBOURS, *classes(NEIGHBOUR_LENGTHS))
_LASTS_AROUND: Final = (*LAST, "no paragraph")
_BLOCK_COUNTS: Final = (3, 5, 8, 12, 18, 26, 40, 60, 90, 140, 220)
_LAST_PLACE: Final = 7
_MOST_TIMES: Final = 4
_AGREEMENT: Final = (0.01, 0.3, 0.6, 0.9)
_LEAST_OTHERS: Final = 3


@_feature(PLACE, classes(_LENGTHS), ORDERED)
def length(lines: Lines) -> list[int]:
    """Its size in code points; those of wide scripts count twice."""
    return [_LENGTH_CLASSES[size] for size in lines.values(lines.page.sizes)]


@_feature(PLACE, LAST, CATEGORY)
def last(lines: Lines) -> Sequence[int]:
    """How it ends."""
    return lines.values(lines.page.lasts)


@_feature(PLACE, FIRST, CATEGORY)
def first(lines: Lines) -> Sequence[int]:
    """How it begins."""
    return lines.values(lines.page.firsts)


@_feature(PLACE, _LASTS_AROUND, CATEGORY)
def before_last(lines: Lines) -> Sequence[int]:
    """How the line before ends."""
    return lines.values(lines.page.lasts, -1)


@_feature(PLACE, _AROUND, ORDERED)
def after(lines: Lines) -> Sequence[int]:
    """What stands after it; of a paragraph, the size."""
    return lines.values(lines.page.standings, 1)


@_feature(PLACE, (*FIRST, "no paragraph"), CATEGORY)
def after_first(lines: Lines) -> Sequence[int]:
    """How the line after begins."""
    return lines.values(lines.page.firsts, 1)


@_feature(PLACE, _LASTS_AROUND, CATEGORY)
def after_last(lines: Lines) -> Sequence[int]:
    """How the line after ends."""
    return lines.values(lines.page.lasts, 1)


@_feature(PLACE, (*map(str, range(MOST_BEFORE)), f"{MOST_BEFORE} and more"), ORDERED)
def short_before(lines: Lines) -> Sequence[int]:
    """How many candidates stand right before it."""
    return lines.values(lines.page.runs)


@_feature(PLACE, (*map(str, range(MOST_AFTER)), f"{MOST_AFTER} and more"), ORDERED)
def short_after(lines: Lines) -> Sequence[int]:
    """How many candidates stand right after it."""
    return lines.values(lines.page.runs_after)


@_feature(PLACE, (*map(str, range(MOST_TURNS)), f"{MOST_TURNS} and more"), ORDERED)
def turns(lines: Lines) -> Sequence[int]:
    """How many lines that stand alone and end as it does take turns with one paragraph each."""
    return lines.values(lines.page.turns)


@_feature(PLACE, classes(LIST_SHARES), ORDERED)
def list_share(lines: Lines) -> list[int]:
    """The share of the page, in code points, that stands in lists."""
    return [lines.page.list_share] * len(lines.indexes)


@_feature(PLACE, classes(_BLOCK_COUNTS), ORDERED)
def blocks(lines: Lines) -> list[int]:
    """How many blocks the page has."""
    return [bisect(_BLOCK_COUNTS, len(lines.page.texts) - 1)] * len(lines.indexes)


@_feature(PLACE, (*map(str, range(_LAST_PLACE)), f"{_LAST_PLACE} and more"), ORDERED)
def place(lines: Lines) -> list[int]:
    """How many blocks stand before it."""
    return [index if index < _LAST_PLACE else _LAST_PLACE for index in lines.indexes]


@_feature(PLACE, (*map(str, range(1, _MOST_TIMES)), f"{_MOST_TIMES} and more"), ORDERED)
def repeated(lines: Lines) -> list[int]:
    """How often the page has this line."""
    texts, times = lines.page.texts, lines.page.times
    if not times:
        return [0] * len(lines.indexes)
    return [min(times[texts[index]], _MOST_TIMES) - 1 for index in lines.indexes]


@_feature(PLACE, ("too few others", *classes(_AGREEMENT)), ORDERED)
def isolated_last(lines: Lines) -> list[int]:
    """The share of those that end as it does; of one or two, one more line would change it much."""
    page = lines.page
    alone, count, lasts, alike = page.alone, page.alone_count, page.lasts, page.alone_lasts
    shares: dict[tuple[int, int], int] = {}
    values = []
    for end, itself in zip(lines.values(lasts), lines.values(alone), strict=True):
        value = shares.get((end, itself))
        if value is None:
            others, value = count - itself, 0
            if others >= _LEAST_OTHERS:
                value = 1 + bisect(_AGREEMENT, (alike[end] - itself) / others)
            shares[end, itself] = value
        values.append(value)
    return values


# ------------------------------------------------------------------------------- by its words

_KINDS: Final = (
    *("other word", "article", "joining word", "preposition", "pronoun", "auxiliary verb"),
    *("word for a section", "word to the visitor", "word of a credit", "day or month"),
    *("word that asks", "greeting or thanks", "no word", "number"),
)
_INSIDE: Final = (
    *("nothing", "colon", "comma", "comma, colon"),
    *("sentence end", "sentence end, colon", "sentence end, comma", "sentence end, comma, colon"),
)
_PATTERNS: Final = (
    *("none", "number in front", "step", "byline", "address", "date or time", "bar or slash"),
    "money or percent",
)
_LONG_WORD: Final = 4
_CAPITALS: Final = (0.2, 0.4, 0.6, 0.8, 1)
_ECHOES: Final = (0.01, 0.2, 0.4, 0.6, 0.8, 1)
_ECHO_LINES: Final = 3
_LONGEST_ECHO: Final = 500
"""Code points of each of the following lines in which a heading's words are looked for."""


@_feature(WORDS, _KINDS, CATEGORY)
def first_word(lines: Lines) -> list[int]:
    """The kind of its first word."""
    return [lines.words[index].first_kind for index in lines.indexes]


@_feature(WORDS, ("no other long words", *classes(_CAPITALS)), ORDERED)
def capitals(lines: Lines) -> list[int]:
    """The share of its long words, the first word aside, that begin with a capital letter.

    Words of scripts without capitals do not count.
    """
    return [_capitals(lines.words[index].words) for index in lines.indexes]


def _capitals(words: Sequence[str]) -> int:
    initials = "".join([word[0] for word in words[1:] if len(word) >= _LONG_WORD])
    if initials.islower():
        return 1
    capitals = sum(map(str.isupper, initials))
    letters = capitals + sum(map(str.islower, initials))
    return 1 + bisect(_CAPITALS, capitals / letters) if letters else 0


@_feature(WORDS, _INSIDE, ORDERED)
def inside(lines: Lines) -> list[int]:
    """The marks inside it."""
    texts = lines.page.texts
    return [_marks_inside(texts[index]) for index in lines.indexes]


def _marks_inside(text: str) -> int:
    # `c in text` is several times as fast for one character as for two.
    ends = (
        ("." in text and ". " in text)
        or ("!" in text and "! " in text)
        or ("?" in text and "? " in text)
        or ("。" in text and "。" in text[:-1])
    )
    return 4 * ends + 2 * ("," in text) + (":" in text and ":" in text[:-1])


@_feature(WORDS, _PATTERNS, CATEGORY)
def pattern(lines: Lines) -> list[int]:
    """The known form it has."""
    texts = lines.page.texts
    return [_form(texts[index], lines.words[index]) for index in lines.indexes]


def _form(text: str, line: LineWords) -> int:
    """Return the first of ``_PATTERNS`` that fits; 0 if none does."""
    if (text[0] in _NUMBERS or text[1:2] == ")") and _NUMBERED.match(text):
        return 1
    words = line.words
    word = words[0].lower()
    if word in _STEPS and len(words) > 1 and "0" <= words[1][0] <= "9":
        return 2
    if word in _BYLINES and len(words) > 1 and words[1][0].isupper():
        return 3
    if "@" in text or "http" in text or "www." in text:
        return 4
    if line.date >= 0:
        return 5
    if "|" in text or "/" in text:
        return 6
    return 7 if "€" in text or "$" in text or "%" in text or "£" in text else 0


@_feature(ECHO, ("no long words", *classes(_ECHOES)), ORDERED)
def echo(lines: Lines) -> list[int]:
    """The share of its long words that the three lines after it have."""
    texts = lines.page.texts
    return [
        _echoed(lines.words[index].words, texts[index + 1 : index + 1 + _ECHO_LINES])
        for index in lines.indexes
    ]


def _echoed(words: Sequence[str], after: Sequence[str]) -> int:
    """Return how many of the words of five letters and more the next lines have too.

    A word is looked for by its second to fifth letter: neither another case of the first one nor
    another ending hides it. 0 if there is no such word.
    """
    stems = {word[1:5] for word in words if len(word) > 4}
    if not stems:
        return 0
    near = "\n".join([text[:_LONGEST_ECHO] for text in after])
    return 1 + bisect(_ECHOES, sum([stem in near for stem in stems]) / len(stems))


# ---------------------------------------------------------------------- forms and dates

_NUMBERED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]? |[IVX]{1,4}\. |[a-z]\) ")
_NUMBERS: Final = "0123456789IVX"
_STEPS: Final = frozenset(
    "step chapter part day tip schritt kapitel teil tag tipp étape paso passo".split()
)
_BYLINES: Final = frozenset("by von par por di door".split())
_LONGEST_DATELINE: Final = 40
"""Code points."""
_DAY_OR_TIME: Final = (
    r"[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}|[0-9]{4}-[0-9]{2}"
)

_TIMESTAMP: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}"


def _is_dateline(text: str, line: LineWords) -> bool:
    """Whether a line begins with a timestamp, or is short and begins with a date."""
    if line.first_kind == NUMBER:
        if re.match(_TIMESTAMP, text):
            return True
        return len(text) <= _LONGEST_DATELINE and (
            re.match(_DAY_OR_TIME, text) is not None
            or first_word_kind(text.lstrip("0123456789. ").split()) == DAY_OR_MONTH
        )
    return line.first_kind == DAY_OR_MONTH and len(text) <= _LONGEST_DATELINE and line.date >= 0
