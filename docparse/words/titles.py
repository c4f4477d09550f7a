"""Titles known by their words: of questions, contents, key points and common sections."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, TypeAlias

from docparse.words.languages import openings, phrase_set, phrases
from docparse.words.numbers import without_number

TitleKind: TypeAlias = Literal["faq", "contents", "key points", "section"]
"""What a title announces; "section" is a title of any other part: "Conclusion"."""

_AROUND_TITLE: Final = " \t.:;,!?¿¡#-–—•*()[]\"'“”„«»|+▾▼"


def title_key(text: str) -> str:
    """Return ``text`` in the form that titles are compared in: no case, number or outer signs.

    ``"2. Key points:"`` gives ``"key points"``.
    """
    text = without_number(text)
    key = text.casefold()
    if "  " in key or not key.isprintable():  # a space other than " " is not printable
        key = " ".join(key.split())
    return key.strip(_AROUND_TITLE)


LONGEST_TITLE: Final = 90
"""Code points; no known title is longer, even with its subject."""


def title_kind(key: str) -> TitleKind | None:
    """Return what a line with the :func:`title_key` ``key`` announces; None if it is no title.

    ``"q & a"`` and ``"frequently asked questions on tolls"`` give ``"faq"``.
    """
    titles = _titles()
    kind = titles.kinds.get(key)
    if kind is not None or len(key) > LONGEST_TITLE:
        return kind
    if "faq" in key and re.match(_FAQ_WORD, key):
        return "faq"
    is_unspaced = key > "\u0e00"
    if not is_unspaced and titles.stem_words.isdisjoint(key.split(" ")):
        return None
    return "faq" if any(stem in key for stem in titles.faq_stems) else None


_FAQ_WORD: Final = r"faqs?\b|.*\bfaqs?$"


def is_whole_title(key: str) -> bool:
    """Whether a title of questions ends where ``key`` ends: ``"faq"``, not ``"faq on tolls"``."""
    titles = _titles()
    return titles.kinds.get(key) == "faq" or (
        len(key) <= LONGEST_TITLE
        and (key.endswith(titles.faq_stems) or re.fullmatch(_FAQ_AT_END, key) is not None)
    )


_FAQ_AT_END: Final = r"(?:.*[ (/-])?faqs?"


class _Titles:
    """The titles of all languages, each as its key."""

    def __init__(self) -> None:
        self.faq_stems = tuple(title_key(stem) for stem in phrases("faq titles with a subject"))
        """The words of Faq titles that also name their subject."""
        self.stem_words = frozenset(max(stem.split(), key=len) for stem in self.faq_stems)
        """A word of each stem, for a quick test in languages with spaces between words."""
        self.kinds: dict[str, TitleKind] = dict.fromkeys(self.faq_stems, "faq")
        kinds: tuple[TitleKind, ...] = ("faq", "contents", "key points", "section")
        for kind in kinds:
            self.kinds.update((title_key(title), kind) for title in phrases(f"{kind} titles"))


@cache
def _titles() -> _Titles:
    return _Titles()


def ends_article(key: str) -> bool:
    """Whether a short line, given as its title key, stands behind an article: ``"share this"``."""
    return len(key) <= _LONGEST_ENDING and (
        key in phrase_set("behind the article") or key.startswith(openings("behind the article"))
    )


_LONGEST_ENDING: Final = 60
"""Code points."""
