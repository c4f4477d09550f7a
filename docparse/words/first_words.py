"""The kind of word that a line begins with, in the languages that most pages are written in.

The kind says more than the word, and is known even in languages without training pages. A word
of several kinds counts as the last of them below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from docparse.words.languages import phrases

_WORD_KINDS: Final = (
    "articles",
    "joining words",
    "prepositions",
    "pronouns",
    "auxiliary verbs",
    "names of sections",
    "words to the visitor",
    "credits and bylines",
    "days and months",
    "question words",
    "greetings and thanks",
)
"""The sections of the word lists, ``first words: articles``; the learned weights know each by its
place, from 1 on."""

KINDS_OF_WORDS: Final = len(_WORD_KINDS) + 3
"""How many values :func:`first_word_kind` has."""

_NO_WORD: Final = len(_WORD_KINDS) + 1
NUMBER: Final = len(_WORD_KINDS) + 2
DAY_OR_MONTH: Final = 1 + _WORD_KINDS.index("days and months")
ARTICLE: Final = 1 + _WORD_KINDS.index("articles")
PRONOUN: Final = 1 + _WORD_KINDS.index("pronouns")
AUXILIARY: Final = 1 + _WORD_KINDS.index("auxiliary verbs")
GREETING_WORD: Final = 1 + _WORD_KINDS.index("greetings and thanks")
QUESTION_WORD: Final = 1 + _WORD_KINDS.index("question words")
VISITOR: Final = 1 + _WORD_KINDS.index("words to the visitor")
CREDIT: Final = 1 + _WORD_KINDS.index("credits and bylines")


@cache
def _kind_of() -> Mapping[str, int]:
    return {
        word: kind
        for kind, section in enumerate(_WORD_KINDS, start=1)
        for word in phrases(f"first words: {section}")
    }


_AROUND_WORD: Final = "\"'“”„«»‘’([{¿¡#*–—-•·.,:;!?)]}"


def first_word_kind(words: Sequence[str]) -> int:
    """Return the kind of the first of ``words``, below ``KINDS_OF_WORDS``; 0 for most.

    Marks on their own are no words; up to two before the first word are skipped.
    """
    for written in words[:3]:
        word = written.strip(_AROUND_WORD)
        if word:
            if "0" <= word[0] <= "9":
                return NUMBER
            word = word.lower()
            return _kind_of().get(word.replace("’", "'") if "’" in word else word, 0)
    return _NO_WORD


_JOINING_KINDS: Final = frozenset(
    1 + _WORD_KINDS.index(kind) for kind in ("articles", "joining words", "prepositions")
)


def is_joining_word(word: str) -> bool:
    """Whether a small word binds the next one, so that no line ends in it: ``the``, ``with``."""
    return word.islower() and _kind_of().get(word, 0) in _JOINING_KINDS
