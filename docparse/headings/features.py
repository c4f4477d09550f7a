"""What can be seen of a line that may be a heading: a row of small whole numbers."""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Final

from docparse.nodes import Block, Heading, List, Paragraph, Table
from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from docparse.words.first_words import DAY_OR_MONTH, KINDS_OF_WORDS, NUMBER, first_word_kind

_LENGTHS: Final = (8, 12, 16, 22, 28, 35, 42, 50, 60, 70, 80, 95, 110, 130, 160)
_NEIGHBOUR_LENGTHS: Final = (20, 35, 60, 90, 130, 200, 320, 600)
_WIDE: Final = "\u2e80"
"""Where the scripts begin whose letters are as wide as two."""
_MOST_BEFORE: Final = 5
_LAST_PLACE: Final = 7
_LONG_NEIGHBOUR: Final = 130
"""The size of a paragraph that is too long to be a heading."""
_RATIOS: Final = (0.6, 1.01, 2, 4, 8)
_SHARES: Final = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)
_AGREEMENT: Final = (0.01, 0.3, 0.6, 0.9)
_ECHOES: Final = (0.01, 0.26, 0.51, 0.76)
_ISOLATED: Final = (1, 2, 3, 5, 8, 13)
_LENGTH_CLASSES: Final = [bisect(_LENGTHS, size) for size in range(2 * LONGEST_CANDIDATE + 1)]
_LONGEST_NEIGHBOUR: Final = _NEIGHBOUR_LENGTHS[-1]
_OTHER_STANDING: Final = 4
_NEIGHBOURS: Final = [
    5 + bisect(_NEIGHBOUR_LENGTHS, size) if size else _OTHER_STANDING
    for size in range(_LONGEST_NEIGHBOUR)
]
_LONG_STANDING: Final = 5 + len(_NEIGHBOUR_LENGTHS)
_LONGEST_ECHO: Final = 400
"""Code points of the following line in which a heading's words are looked for."""

FEATURES_OF_PLACE: Final[dict[str, int]] = {
    "length": len(_LENGTHS) + 1,
    "last": 12,
    "first": 8,
    "before": len(_NEIGHBOUR_LENGTHS) + 6,
    "before_last": 13,
    "after": len(_NEIGHBOUR_LENGTHS) + 6,
    "after_first": 9,
    "after_last": 13,
    "after_ratio": len(_RATIOS) + 2,
    "short_before": _MOST_BEFORE + 1,
    "short_share": len(_SHARES) + 1,
    "place": _LAST_PLACE + 1,
    "repeated": 4,
    "isolated": len(_ISOLATED) + 1,
    "isolated_last": len(_AGREEMENT) + 2,
    "isolated_length": 15,
}
"""What is seen of a line and its neighbours without a look at their words.

Each feature and how many values it has; values count from 0. ``before_…`` and ``after_…`` are about
the lines before and after; ``isolated…`` compares the line with the document's other short lines
that stand alone before a long one.
"""

FEATURES_OF_WORDS: Final[dict[str, int]] = {
    "first_word": KINDS_OF_WORDS,
    "inside": 8,
    "pattern": 8,
}
"""What its words say."""

FEATURES: Final[dict[str, int]] = {
    **FEATURES_OF_PLACE,
    **FEATURES_OF_WORDS,
    "echo": len(_ECHOES) + 2,
}
"""All of them; ``echo`` is the share of the line's words that the next one takes up."""

CATEGORIES: Final = frozenset(
    "last first first_word pattern before_last after_first after_last".split()
)
"""The features whose values have no order."""


class Candidates:
    """The lines of a document that could be headings.

    ``indexes`` says which of its blocks they are.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._blocks = blocks = draft.blocks
        self.indexes = array("I")
        self.indexes.extend(
            [index for index in draft.facts.short if type(blocks[index]) is Paragraph]
        )

    def features(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield the index and the ``FEATURES`` of each candidate that has them."""
        for index, values in self.of_place():
            split = self._draft.texts[index].split()
            words = self.of_words(index, split)
            if words is not None:
                yield index, (*values, *words, self.echo(index, split))

    def of_place(
        self, skipped: Container[int] = frozenset()
    ) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield the index and the ``FEATURES_OF_PLACE`` of each candidate not ``skipped``."""
        texts, sizes, standing = self._neighbours()
        firsts = bytes([_FIRST[text[0]] if text else _NO_FIRST for text in texts])
        lasts = bytes([_LAST[text[-1]] if text else _NO_LAST for text in texts])
        indexes = self.indexes
        short_share = bisect(_SHARES, len(indexes) / (len(texts) - 1))
        differ = len(set(map(texts.__getitem__, indexes))) == len(indexes)
        times = {} if differ else Counter(map(texts.__getitem__, indexes))
        alone = _Isolated(indexes, sizes, lasts)
        run, before = 0, -2
        for index in indexes:
            if index > before + 1:
                run = 0
            elif run < _MOST_BEFORE:
                run += 1
            before = index
            if index in skipped:
                continue
            after = index + 1
            size, size_after, last = sizes[index], sizes[after], lasts[index]
            length = _LENGTH_CLASSES[size]
            others, alike = alone.agreement(last, run == 0 and size_after >= _LONG_NEIGHBOUR)
            yield (
                index,
                (
                    length,
                    last,
                    firsts[index],
                    standing[index - 1],
                    lasts[index - 1],
                    standing[after],
                    firsts[after],
                    lasts[after],
                    1 + bisect(_RATIOS, size_after / size) if size_after else 0,
                    run,
                    short_share,
                    index if index < _LAST_PLACE else _LAST_PLACE,
                    min(times[texts[index]], 4) - 1 if times else 0,
                    others,
                    alike,
                    alone.longer[length],
                ),
            )

    def _neighbours(self) -> tuple[list[str], Sequence[int], Sequence[int]]:
        """Return the words, the size and the standing of each block, as neighbours see them.

        Only paragraphs have words. Each list has a value more than there are blocks, for the place
        behind the last one. It is the place before the first one too: that is index -1.
        """
        texts = [*self._draft.texts, ""]
        kinds = enumerate(map(type, self._blocks))
        others = [index for index, kind in kinds if kind is not Paragraph]
        for index in others:
            texts[index] = ""
        sizes = list(map(len, texts))
        if max(texts) >= _WIDE:
            sizes = [2 * len(text) if text >= _WIDE else len(text) for text in texts]
        standing = bytearray(
            [_NEIGHBOURS[size] if size < _LONGEST_NEIGHBOUR else _LONG_STANDING for size in sizes]
        )
        for index in others:
            standing[index] = _STANDING.get(type(self._blocks[index]), _OTHER_STANDING)
        standing[-1] = 0
        return texts, sizes, standing

    def of_words(self, index: int, words: list[str]) -> tuple[int, ...] | None:
        """Return the ``FEATURES_OF_WORDS`` of a candidate with these ``words``.

        A short line that begins with a date has none: it says when, and is no heading.
        """
        text = self._draft.texts[index]
        words = words or [text]
        first_word = first_word_kind(words)
        has_date = _DATE.search(text) is not None
        if len(text) <= _LONGEST_DATELINE and _begins_with_date(text, first_word, has_date):
            return None
        return first_word, _inside(text), _pattern(text, words, has_date)

    def echo(self, index: int, words: list[str]) -> int:
        """Return the feature ``echo`` of a candidate with these ``words``."""
        texts, after = self._draft.texts, index + 1
        is_line = after < len(self._blocks) and type(self._blocks[after]) is Paragraph
        return _echo(words, texts[after] if is_line else "")


class _Isolated:
    """The short lines of a document that stand alone before a long one."""

    def __init__(self, indexes: Sequence[int], sizes: Sequence[int], lasts: Sequence[int]) -> None:
        lengths = []
        self._lasts = [0] * (_NO_LAST + 1)
        before = -2
        for index in indexes:
            if index > before + 1 and sizes[index + 1] >= _LONG_NEIGHBOUR:
                lengths.append(_LENGTH_CLASSES[sizes[index]])
                self._lasts[lasts[index]] += 1
            before = index
        lengths.sort()
        self._count = len(lengths)
        self._agreements: dict[tuple[int, bool], tuple[int, int]] = {}
        self.longer = _LONGER[lengths[len(lengths) // 2]] if lengths else _NONE_LONGER
        """How much longer a line is than the middle one of them, by the class of its length."""

    def agreement(self, last: int, is_isolated: bool) -> tuple[int, int]:
        """Return how many others there are and how many end alike, given how a line ends."""
        known = self._agreements.get((last, is_isolated))
        if known is None:
            others = self._count - is_isolated
            alike = 0
            if others:
                alike = 1 + bisect(_AGREEMENT, (self._lasts[last] - is_isolated) / others)
            known = self._agreements[last, is_isolated] = bisect(_ISOLATED, others), alike
        return known


_NONE_LONGER: Final = [0] * (len(_LENGTHS) + 1)
_LONGER: Final = [
    [8 + min(6, max(-7, length - middle)) for length in range(len(_LENGTHS) + 1)]
    for middle in range(len(_LENGTHS) + 1)
]


# ------------------------------------------------------------------------- the line by itself


class _Classes(dict[str, int]):
    """The classes of characters: those given, and others by a rule when they are first met."""

    def __init__(self, given: Mapping[str, int], rule: Callable[[str], int]) -> None:
        super().__init__(given)
        self._rule = rule

    def __missing__(self, char: str) -> int:
        found = self._rule(char)
        if len(self) < _MOST_KEPT:
            self[char] = found
        return found


_MOST_KEPT: Final = 5_000


def _kind_of_last(char: str) -> int:
    if char.islower():
        return 9
    return 10 if char.isalpha() else 11


_LAST: Final = _Classes(
    {
        **dict.fromkeys(".。।", 0),
        **dict.fromkeys("?？؟", 1),
        **dict.fromkeys("!！", 2),
        **dict.fromkeys(":：", 3),
        **dict.fromkeys(",;、،", 4),
        "…": 5,
        **dict.fromkeys("\"'“”„«»‘’", 6),
        **dict.fromkeys(")]）", 7),
        **dict.fromkeys("0123456789", 8),
    },
    _kind_of_last,
)
"""How a line ends: a kind of punctuation, a digit, a letter, another mark."""
_NO_LAST: Final = 12


def _kind_of_first(char: str) -> int:
    if char.isupper():
        return 0
    if char.islower():
        return 1
    return 4 if char.isalpha() else 7


_FIRST: Final = _Classes(
    {
        **dict.fromkeys("0123456789", 2),
        **dict.fromkeys("\"'“„«‘「¿", 3),
        **dict.fromkeys("-–—•*·>→#@&+", 5),
        **dict.fromkeys("([（", 6),
    },
    _kind_of_first,
)
"""How a line begins: a capital, a small letter, a digit, a kind of mark."""
_NO_FIRST: Final = 8


def _inside(text: str) -> int:
    # To look for one character is several times as fast as to look for two.
    ends = (
        ("." in text and ". " in text)
        or ("!" in text and "! " in text)
        or ("?" in text and "? " in text)
        or ("。" in text and "。" in text[:-1])
    )
    return 4 * ends + 2 * ("," in text) + (":" in text and ":" in text[:-1])


_NUMBERED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]? |[IVX]{1,4}\. |[a-z]\) ")
_NUMBERS: Final = "0123456789IVX"
_STEPS: Final = frozenset(
    "step chapter part day tip schritt kapitel teil tag tipp étape paso passo".split()
)
_BYLINES: Final = frozenset("by von par por di door".split())
_LONGEST_DATELINE: Final = 40
_DATE: Final = re.compile(
    r"[0-9](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|[0-9]?[:.][0-9]{2}|[0-9]?[./-][0-9]{1,2}[./-])"
)
"""A year, a time or a day; that all begin with one class of character makes the search fast."""
_DAY_OR_TIME: Final = re.compile(
    r"[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}|[0-9]{4}-[0-9]{2}"
)


def _pattern(text: str, words: Sequence[str], has_date: bool) -> int:
    """Say which known form a line has: the first of these that fits, or 0."""
    if (text[0] in _NUMBERS or text[1:2] == ")") and _NUMBERED.match(text):
        return 1
    word = words[0].lower()
    if word in _STEPS and len(words) > 1 and "0" <= words[1][0] <= "9":
        return 2
    if word in _BYLINES and len(words) > 1 and words[1][0].isupper():
        return 3
    if "@" in text or "http" in text or "www." in text:
        return 4
    if has_date:
        return 5
    if "|" in text or "/" in text:
        return 6
    return 7 if "€" in text or "$" in text or "%" in text or "£" in text else 0


def _begins_with_date(text: str, first_word: int, has_date: bool) -> bool:
    if first_word == DAY_OR_MONTH:
        return has_date
    return first_word == NUMBER and (
        _DAY_OR_TIME.match(text) is not None
        or first_word_kind(text.lstrip("0123456789. ").split()) == DAY_OR_MONTH
    )


# ----------------------------------------------------------------------- the line in its place


_STANDING: Final[dict[type[Block], int]] = {Heading: 1, List: 2, Table: 3}


def _echo(words: Sequence[str], after: str) -> int:
    """Say which share of the words of five letters and more the next line has too.

    A word is looked for by its second to fifth letter: neither another case of the first one nor
    another ending hides it. 0 if there is no such word.
    """
    stems = {word[1:5] for word in words if len(word) > 4}
    if not stems:
        return 0
    if not after:
        return 1
    shared = sum(map(after[:_LONGEST_ECHO].__contains__, stems))
    return 1 + bisect(_ECHOES, shared / len(stems))
