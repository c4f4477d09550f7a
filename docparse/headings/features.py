"""What can be seen of a line that may be a heading: a row of small whole numbers."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from typing import Final

from docparse.headings.words import DAY_OR_MONTH, KINDS_OF_WORDS, NUMBER, first_word_kind
from docparse.nodes import Block, Heading, List, Paragraph, Table, plain_text

LONGEST_CANDIDATE: Final = 160
"""Code points; hardly a heading of a real page is longer."""

_LENGTHS: Final = (8, 12, 16, 22, 28, 35, 42, 50, 60, 70, 80, 95, 110, 130, 160)
_WORD_COUNTS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15)
_NEIGHBOUR_LENGTHS: Final = (20, 35, 60, 90, 130, 200, 320, 600)
_LONG_NEIGHBOUR: Final = 130
"""The size of a paragraph that is too long to be a heading."""
_RATIOS: Final = (0.6, 1.01, 2, 4, 8)
_SHARES: Final = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)
_AGREEMENT: Final = (0.01, 0.3, 0.6, 0.9)
_ECHOES: Final = (0.01, 0.26, 0.51, 0.76)
_ISOLATED: Final = (1, 2, 3, 5, 8, 13)
_LONGEST_ECHO: Final = 400
"""Code points of the following line in which a heading's words are looked for."""

FEATURES: Final[dict[str, int]] = {
    "length": len(_LENGTHS) + 1,
    "words": len(_WORD_COUNTS) + 1,
    "last": 12,
    "first": 8,
    "first_word": KINDS_OF_WORDS,
    "capitals": 7,
    "long_capitals": 7,
    "inside": 8,
    "pattern": 9,
    "before": len(_NEIGHBOUR_LENGTHS) + 6,
    "before_last": 13,
    "after": len(_NEIGHBOUR_LENGTHS) + 6,
    "after_first": 9,
    "after_last": 13,
    "after_ratio": len(_RATIOS) + 2,
    "echo": len(_ECHOES) + 2,
    "short_before": 6,
    "short_share": len(_SHARES) + 1,
    "place": 8,
    "repeated": 4,
    "isolated": len(_ISOLATED) + 1,
    "isolated_last": len(_AGREEMENT) + 2,
    "isolated_length": 15,
}
"""Each feature and how many values it has; values count from 0.

``before_…`` and ``after_…`` are about the lines before and after; ``echo`` is the share of the
line's words that the next one takes up; ``isolated…`` compares the line with the
document's other short lines that stand alone before a long one.
"""

CATEGORIES: Final = frozenset(
    "last first first_word pattern before_last after_first after_last".split()
)
"""The features whose values have no order."""


class Candidates:
    """The lines of a document that could be headings.

    ``texts`` are the words of all blocks, ``""`` for what is no line; ``indexes`` says which blocks
    are candidates.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self.texts = [_text(block) for block in blocks]
        self.indexes = [
            index
            for index, text in enumerate(self.texts)
            if text and len(text) <= LONGEST_CANDIDATE and text[-1] not in ".。।"
        ]
        self._document: _Document | None = None

    def features(self, place: int) -> tuple[int, ...] | None:
        """Return the ``FEATURES`` of a candidate, given its place in ``indexes``.

        A short line that begins with a date has none: it says when, and is no heading.
        """
        texts = self.texts
        index = self.indexes[place]
        text = texts[index]
        words = text.split()
        first_word = first_word_kind(words)
        has_date = _DATE.search(text) is not None
        if len(text) <= _LONGEST_DATELINE and _begins_with_date(text, first_word, has_date):
            return None
        document = self._document
        if document is None:
            document = self._document = _Document(self.texts, self.indexes)
        before, after, size = "", "", _size(text)
        stands_before = stands_after = after_ratio = 0
        if index:
            before = texts[index - 1]
            stands_before = _standing(self._blocks[index - 1], before)
        if index + 1 < len(texts):
            after = texts[index + 1]
            stands_after = _standing(self._blocks[index + 1], after)
            if after:
                after_ratio = 1 + bisect(_RATIOS, _size(after) / size)
        length, last = document.shapes[place]
        long_words = [word for word in words if len(word) > 4]
        return (
            length,
            bisect(_WORD_COUNTS, len(words) if " " in text else size // 8),
            last,
            _first_class(text),
            first_word,
            _capitals(text, words),
            _long_capitals(long_words),
            _inside(text),
            _pattern(text, has_date),
            stands_before,
            _last_class(before),
            stands_after,
            _first_class(after),
            _last_class(after),
            after_ratio,
            _echo(long_words, after),
            document.short_before[place],
            document.short_share,
            min(index, 7),
            min(document.times[text], 4) - 1,
            *document.agreement(place),
        )


class _Document:
    """What the short lines of a document have in common."""

    def __init__(self, texts: Sequence[str], indexes: Sequence[int]) -> None:
        short = [texts[index] for index in indexes]
        self.short_share = bisect(_SHARES, len(short) / len(texts))
        self.times = Counter(short)
        self.shapes = [(bisect(_LENGTHS, _size(text)), _last_class(text)) for text in short]
        self.short_before = _runs(indexes)
        self._isolated = [
            run == 0 and index + 1 < len(texts) and _size(texts[index + 1]) >= _LONG_NEIGHBOUR
            for index, run in zip(indexes, self.short_before, strict=True)
        ]
        alone = [s for s, alone in zip(self.shapes, self._isolated, strict=True) if alone]
        self._count = len(alone)
        self._lasts = Counter([last for _, last in alone])
        lengths = sorted([length for length, _ in alone])
        self._median = lengths[len(lengths) // 2] if lengths else None

    def agreement(self, place: int) -> tuple[int, int, int]:
        """Compare a candidate with the other short lines that stand alone before a long one.

        Return how many there are, how many end alike, and how much longer this one is.
        """
        length, last = self.shapes[place]
        is_isolated = self._isolated[place]
        others = self._count - is_isolated
        alike = 0
        if others:
            alike = 1 + bisect(_AGREEMENT, (self._lasts[last] - is_isolated) / others)
        longer = 0
        if self._median is not None:
            longer = 8 + min(6, max(-7, length - self._median))
        return bisect(_ISOLATED, others), alike, longer


def _text(block: Block) -> str:
    if type(block) is not Paragraph:
        return ""
    content = block._content
    return content if isinstance(content, str) else plain_text(block)


# ------------------------------------------------------------------------- the line by itself


def _size(text: str) -> int:
    """Return the length of ``text``; Chinese, Japanese and Korean say as much in half of it."""
    return 2 * len(text) if text >= "\u2e80" else len(text)


_LAST: Final = {
    **dict.fromkeys(".。।", 0),
    **dict.fromkeys("?？؟", 1),
    **dict.fromkeys("!！", 2),
    **dict.fromkeys(":：", 3),
    **dict.fromkeys(",;、،", 4),
    "…": 5,
    **dict.fromkeys("\"'“”„«»‘’」", 6),
    **dict.fromkeys(")]）", 7),
    **dict.fromkeys("0123456789", 8),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 9),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10),
}


def _last_class(text: str) -> int:
    """Say how ``text`` ends: a kind of punctuation, a digit, a letter, another mark; 12 no text."""
    if not text:
        return 12
    found = _LAST.get(text[-1])
    if found is not None:
        return found
    if text[-1].islower():
        return 9
    return 10 if text[-1].isalpha() else 11


def _first_class(text: str) -> int:
    """Say how ``text`` begins: a capital, a small letter, a digit, a kind of mark; 8 no text."""
    if not text:
        return 8
    char = text[0]
    if char.isupper():
        return 0
    if char.islower():
        return 1
    if "0" <= char <= "9":
        return 2
    if char in "\"'“„«‘「¿":
        return 3
    if char.isalpha():
        return 4
    return 5 if char in "-–—•*·>→#@&+" else 6 if char in "([（" else 7


def _capitals(text: str, words: Sequence[str]) -> int:
    """Say how many words after the first have a capital: 0 one word, 1 none … 5 all; 6 ALL."""
    if text.isupper():
        return 6
    if len(words) < 2:
        return 0
    upper = [word for word in words[1:] if word[0].isupper()]
    return 1 + bisect((0.01, 0.34, 0.67, 0.99), len(upper) / (len(words) - 1))


def _long_capitals(long_words: Sequence[str]) -> int:
    """Say how many words of five letters and more have a capital; 0 if there is no such word."""
    if not long_words:
        return 0
    upper = [word for word in long_words if word[0].isupper()]
    return 1 + bisect((0.01, 0.3, 0.5, 0.75, 0.99), len(upper) / len(long_words))


def _inside(text: str) -> int:
    ends = ". " in text or "! " in text or "? " in text or "。" in text[:-1]
    return 4 * ends + 2 * ("," in text) + (":" in text[:-1])


_NUMBERED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]? |[IVX]{1,4}\. |[a-z]\) ")
_STEPS: Final = frozenset(
    "step chapter part day tip schritt kapitel teil tag tipp étape paso passo".split()
)
_BYLINES: Final = frozenset("by von par por di door".split())
_CREDITS: Final = "© (c) foto photo bild: credit quelle source getty afp dpa reuters".split()
_LONGEST_DATELINE: Final = 40
_DATE: Final = re.compile(
    r"[0-9](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|[0-9]?[:.][0-9]{2}|[0-9]?[./-][0-9]{1,2}[./-])"
)
"""A year, a time or a day; that all begin with one class of character makes the search fast."""
_DAY_OR_TIME: Final = re.compile(
    r"[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}|[0-9]{4}-[0-9]{2}"
)


def _pattern(text: str, has_date: bool) -> int:
    """Say which known form a line has: the first of these that fits, or 0."""
    if _NUMBERED.match(text):
        return 1
    word, _, rest = text.partition(" ")
    word = word.lower()
    if word in _STEPS and "0" <= rest[:1] <= "9":
        return 2
    if word in _BYLINES and rest[:1].isupper():
        return 3
    if "@" in text or "http" in text or "www." in text:
        return 4
    lowered = text.lower()
    for credit in _CREDITS:
        if credit in lowered:
            return 5
    if has_date:
        return 6
    if "|" in text or "/" in text:
        return 7
    return 8 if "€" in text or "$" in text or "%" in text or "£" in text else 0


def _begins_with_date(text: str, first_word: int, has_date: bool) -> bool:
    if first_word == DAY_OR_MONTH:
        return has_date
    return first_word == NUMBER and (
        _DAY_OR_TIME.match(text) is not None
        or first_word_kind(text.lstrip("0123456789. ").split()) == DAY_OR_MONTH
    )


# ----------------------------------------------------------------------- the line in its place


def _standing(block: Block, text: str) -> int:
    """Say what stands there: 0 nothing, other kinds of blocks, then paragraphs by length."""
    if text:
        return 5 + bisect(_NEIGHBOUR_LENGTHS, _size(text))
    return _STANDING.get(type(block), 4)


_STANDING: Final[dict[type[Block], int]] = {Heading: 1, List: 2, Table: 3}


def _runs(indexes: Sequence[int]) -> list[int]:
    """Return how many candidates stand directly before each; from 5 on it is 5."""
    runs = []
    run, last = 0, -2
    for index in indexes:
        run = min(run + 1, 5) if index == last + 1 else 0
        last = index
        runs.append(run)
    return runs


def _echo(long_words: Sequence[str], after: str) -> int:
    """Say which share of the long words the next line has too; 0 without such a word.

    A word is looked for by its second to fifth letter: neither another case of the first one nor
    another ending hides it.
    """
    if not long_words:
        return 0
    stems = {word[1:5] for word in long_words}
    after = after[:_LONGEST_ECHO]
    shared = 0
    for stem in stems:
        if stem in after:
            shared += 1
    return 1 + bisect(_ECHOES, shared / len(stems))
