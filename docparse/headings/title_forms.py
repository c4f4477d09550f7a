"""What forms the lines before an article's text have: a byline, a date, words of the page.

``"By Ada Holm"``, ``"3 May 2024"`` and ``"5 min read"`` are of the forms ``BY``, ``WHEN`` and
``READING``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from docparse.words.cues import words_for_by
from docparse.words.first_words import (
    ARTICLE,
    CREDIT,
    DAY_OR_MONTH,
    GREETING_WORD,
    NUMBER,
    first_word_kind,
)
from docparse.words.languages import phrases
from docparse.words.numbers import leading_number
from docparse.words.titles import title_key

FORMS: Final = (
    *("other words", "byline or credit", "date or time", "reading time", "address", "bar"),
    *("label", "number in front", "title of a section", "words of a page", "greeting", "price"),
    *("begins like a byline", "short parts between bars", "begins with a date"),
)
PLAIN, BYLINE, DATE, READING, ADDRESS, BAR = range(6)
LABELLED, NUMBERED, SECTION, PAGE, GREETING, PRICE, BY, TRAIL, WHEN = range(6, 15)
META: Final = frozenset({BYLINE, DATE, READING, BY, WHEN})
NEVER: Final = frozenset({READING, PAGE, TRAIL, WHEN})
"""Lines of these forms are never titles."""
_LONGEST_META: Final = 70
_LONGEST_STEP: Final = 3
"""Spaces in a part between bars; a title has one with more, a path through a site has none."""
_BEFORE_NAMES: Final = frozenset("by von par por di door av af przez".split())
_LONGEST_BYLINE: Final = 6
"""Words."""
_LONGEST_WHEN: Final = 40
_FIRST_OF_DATE: Final = 12
"""A year within so many code points of a line that begins with a number ends a date: 3 May 2024."""
BETWEEN_PARTS: Final = r" ?(?:[|•·»›ǀ]|::) ?| [-–—:>] "
_MINUTES: Final = r"(?i)[0-9]+ ?(?:-| )?(?:min|мин|分)"


def form_of(draft: Draft, index: int) -> int:
    """Return which of ``FORMS`` the words of block ``index`` have."""
    text = draft.texts[index]
    if not text or len(text) > LONGEST_CANDIDATE:
        return PLAIN
    key = draft.key(index)
    if key in _page_lines() or key.startswith(_page_openings()):
        return PAGE
    if draft.title_kind(index):
        return SECTION
    line = draft.words(index)
    words, kind, date = line.words, line.first_kind, line.date
    is_short = len(text) <= _LONGEST_META
    if text[0] in "©📷" or (kind == CREDIT and is_short):
        return BYLINE
    if words[0].lower() in _BEFORE_NAMES and _is_byline(words):
        return BY
    if is_short and (
        (line.has_digit and re.search(_MINUTES, text)) or _names_reading_time(text.lower())
    ):
        return READING
    if is_short and date >= 0:
        is_first = kind == DAY_OR_MONTH or (kind == NUMBER and date < _FIRST_OF_DATE)
        return WHEN if is_first and len(text) <= _LONGEST_WHEN else DATE
    if is_short and kind == DAY_OR_MONTH:
        return DATE
    if "@" in text or "http" in text or "www." in text:
        return ADDRESS
    if kind == GREETING_WORD:
        return GREETING
    if "|" in text or "•" in text or "›" in text or "»" in text or " / " in text or " > " in text:
        parts = [part for part in re.split(BETWEEN_PARTS, text) if part.strip()]
        if len(parts) > 1:
            return TRAIL if max(part.count(" ") for part in parts) < _LONGEST_STEP else BAR
    if leading_number(text):
        return NUMBERED
    if "€" in text or "$" in text or "£" in text or "%" in text:
        return PRICE
    return LABELLED if ":" in text[:24] else PLAIN


def _names_reading_time(text: str) -> bool:
    """Whether a line, in small letters, names the time that it takes to read the page."""
    return (
        "reading time" in text
        or "lesezeit" in text
        or "tiempo de lectura" in text
        or "temps de lecture" in text
    )


def _is_byline(words: Sequence[str]) -> bool:
    """Whether a line that begins with "By" goes on with a name, or with "the"."""
    if not 1 < len(words) <= _LONGEST_BYLINE:
        return False
    return words[1][0].isupper() or first_word_kind(words[1:]) == ARTICLE


@cache
def _page_lines() -> frozenset[str]:
    return frozenset(map(title_key, phrases("lines of pages")))


@cache
def _page_openings() -> tuple[str, ...]:
    """Return those of them that a name follows: ``"presented by "``."""
    by = words_for_by()
    return tuple(f"{line} " for line in sorted(_page_lines()) if line.rpartition(" ")[2] in by)
