"""Titles that are known by their words: of questions, contents, key points and usual sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, TypeAlias

from docparse.words.languages import phrases
from docparse.words.numbers import without_number

TitleKind: TypeAlias = Literal["faq", "contents", "key points", "section"]
"""What a title announces; a section says no more than that it is one: "Conclusion"."""

_OUTER: Final = " \t.:;,!?¿¡#-–—•*()[]\"'“”„«»|+▾▼"


def title_key(text: str) -> str:
    """Return ``text`` as titles are compared: without case, number and outer punctuation.

    ``"2. Key points:"`` gives ``"key points"``.
    """
    text = without_number(text)
    key = text.casefold()
    if "  " in key or not key.isprintable():  # a space other than " " is not printable
        key = " ".join(key.split())
    return key.strip(_OUTER)


LONGEST_TITLE: Final = 90
"""Code points; no known title is longer, with its subject in it."""


def title_kind(key: str) -> TitleKind | None:
    """Return what a line announces whose :func:`title_key` is ``key``; None if nothing known.

    ``"q & a"`` and ``"frequently asked questions on tolls"`` give ``"faq"``.
    """
    kind = _known_titles().get(key)
    if kind is not None or len(key) > LONGEST_TITLE:
        return kind
    if "faq" in key and _FAQ_WORD.match(key):
        return "faq"
    stems, words = _faq_stems()
    is_unspaced = key > "\u0e00"
    if not is_unspaced and words.isdisjoint(key.split(" ")):
        return None
    return "faq" if any(stem in key for stem in stems) else None


_FAQ_WORD: Final = re.compile(r"faqs?\b|.*\bfaqs?$")


@cache
def _known_titles() -> Mapping[str, TitleKind]:
    kinds: tuple[TitleKind, ...] = ("faq", "contents", "key points", "section")
    known = {title_key(line): kind for kind in kinds for line in phrases(f"{kind} titles")}
    return {**dict.fromkeys(_faq_stems()[0], "faq"), **known}


@cache
def _faq_stems() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what titles say that name their subject too, and a word of each for a quick look.

    Where words are not parted by spaces the word is of no use.
    """
    stems = tuple(map(title_key, phrases("faq titles with a subject")))
    return stems, frozenset(max(stem.split(), key=len) for stem in stems)
