"""The language of a text, told by its script and by the words that texts are full of.

The lists of words in ``data`` say what a line is, and count for texts in any language; the lists in
``frequent_words.txt`` only tell languages apart, and are read by the first text that needs them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

import attrs

from docparse.words.files import read_file
from docparse.words.languages import read_sections

LOOKED_AT: Final = 20_000
"""Characters from the start of a text that are looked at."""


@attrs.frozen
class _Script:
    """The letters of a script that one language is mostly written in."""

    language: str
    letters: str
    """Ranges, as they stand in a class of a regular expression."""
    weight: int = 1
    """Letters of an alphabet that one of these letters is worth."""

    def count(self, text: str) -> int:
        return self.weight * len(re.findall(f"[{self.letters}]", text))


_SHARED: Final = _Script("", "A-Za-zÀ-\u024fЀ-\u052f\u0600-\u077f\u0590-\u05ffḀ-\u1eff")
"""Latin, Cyrillic, Arabic and Hebrew letters: words tell which language it is."""
_HAN: Final = _Script("zh", "\u3400-\u9fff", 4)
_KANA: Final = _Script("ja", "\u3040-\u30ff", 4)
_COUNTED_SCRIPTS: Final = (
    _SHARED,
    _HAN,
    _KANA,
    _Script("ko", "\uac00-\ud7af", 2),
    _Script("el", "\u0370-\u03ff\u1f00-\u1fff"),
    _Script("hy", "\u0531-\u058f"),
    _Script("hi", "\u0900-\u097f"),
    _Script("bn", "\u0980-\u09ff"),
    _Script("pa", "\u0a00-\u0a7f"),
    _Script("gu", "\u0a80-\u0aff"),
    _Script("ta", "\u0b80-\u0bff"),
    _Script("te", "\u0c00-\u0c7f"),
    _Script("kn", "\u0c80-\u0cff"),
    _Script("ml", "\u0d00-\u0d7f"),
    _Script("si", "\u0d80-\u0dff"),
    _Script("th", "\u0e00-\u0e7f"),
    _Script("lo", "\u0e80-\u0eff"),
    _Script("my", "\u1000-\u109f"),
    _Script("ka", "\u10a0-\u10ff"),
    _Script("am", "\u1200-\u137f"),
    _Script("km", "\u1780-\u17ff"),
)

_OTHER_LETTER: Final = re.compile(f"[{''.join(each.letters for each in _COUNTED_SCRIPTS[1:])}]")
"""Without one, which most texts are, there is nothing to count but words."""

_KANA_SHARE: Final = 1 / 12
"""Japanese has at least this share of kana in its kana and Chinese characters."""
_FEWEST_LETTERS: Final = 10
"""Letters of its own, by weight, that a script has in a text written in it."""
_SHARE_OF_LETTERS: Final = 1 / 4
"""Its share of the letters where these are fewer than Latin ones without frequent words, as in a
text around a program."""


@attrs.frozen
class _Bounds:
    """What the most frequent language of a text has at least."""

    words: float
    """Its frequent words. A word of two languages counts as half a word of each."""
    share: float
    """Its share of all words."""
    lead: float
    """How many times as many words as the next language has."""

    def hold(self, words: float, of_all: int, next_words: float) -> bool:
        return (
            words >= self.words and words >= self.share * of_all and words >= self.lead * next_words
        )


_PROSE: Final = _Bounds(words=3, share=0.08, lead=1.15)
_SENTENCE: Final = _Bounds(words=2, share=0.2, lead=2)
_NAMES: Final = _Bounds(words=4, share=0.025, lead=2)
"""Lists of names and ingredients have few frequent words, but those of one language."""


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that most of ``text`` is written in.

    ``"de"`` for ``"Die Fähre fährt ab Montag jede Stunde, und das ist gut so."``; None for a text
    that is too short, or that is no language of the lists. The same text always has the same
    language.
    """
    text = text[:LOOKED_AT]
    if not _OTHER_LETTER.search(text):
        return _language_of_words(text)
    counts = {script: script.count(text) for script in _COUNTED_SCRIPTS}
    if counts[_KANA] >= _KANA_SHARE * (counts[_KANA] + counts[_HAN]):
        counts[_KANA] += counts[_HAN]
        counts[_HAN] = 0
    shared = counts.pop(_SHARED)
    script = max(counts, key=counts.__getitem__)
    if counts[script] <= shared and (found := _language_of_words(text)):
        return found
    least = max(_FEWEST_LETTERS, _SHARE_OF_LETTERS * shared)
    return script.language if counts[script] >= least else None


_LETTERED_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def _language_of_words(text: str) -> str | None:
    words = _LETTERED_WORD.findall(text.lower().replace("’", "'"))
    languages_of = _frequent_words()
    found: dict[str, float] = {}
    for word, times in Counter(words).items():
        languages = languages_of.get(word, ())
        for language in languages:
            found[language] = found.get(language, 0) + times / len(languages)
    if not found:
        return None
    best = max(found, key=found.__getitem__)
    most = found.pop(best)
    next_most = max(found.values(), default=0)
    holds = any(bounds.hold(most, len(words), next_most) for bounds in (_PROSE, _SENTENCE, _NAMES))
    return best if holds else None


@cache
def _frequent_words() -> Mapping[str, tuple[str, ...]]:
    """Return the languages of each frequent word."""
    found: dict[str, tuple[str, ...]] = {}
    data = read_file(__package__, "frequent_words.txt")
    for language, lines in read_sections(data.decode()):
        for word in dict.fromkeys(" ".join(lines).split()):
            found[word] = (*found.get(word, ()), language)
    return found
