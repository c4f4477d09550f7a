"""Cues: the words and signs by which a line is one about the article or of the page around it.

``"Read more: Harbour fees rise"``, ``"By Ada Holm"``, ``"Updated 3 May 2024"`` and ``"Photo: Nordfilm"``
each open with one. A cue alone decides nothing: ``"By boat to Skarholm"`` has one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import attrs

from docparse.words.first_words import day_and_month_words
from docparse.words.languages import phrases

CUES: Final = (
    *("none", "furniture line", "furniture opening", "call to the visitor", "furniture word"),
    *("breadcrumbs", "biography", "byline opening", "byline line", "date opening", "date alone"),
    *("credit opening", "credit name", "credit at the end", "copyright sign", "code"),
)
"""The kinds of cues, by number."""

NO_CUE: Final = 0
FURNITURE_LINE: Final = 1
FURNITURE_OPENING: Final = 2
CALL_OPENING: Final = 3
FURNITURE_WORD: Final = 4
BREADCRUMBS: Final = 5
BIOGRAPHY: Final = 6
BYLINE_OPENING: Final = 7
BYLINE_LINE: Final = 8
DATE_OPENING: Final = 9
DATE_ALONE: Final = 10
CREDIT_OPENING: Final = 11
CREDIT_NAME: Final = 12
CREDIT_AT_END: Final = 13
COPYRIGHT: Final = 14
CODE: Final = 15

LONGEST_WITH_CUE: Final = 400
"""Code points; no cue is looked for in longer lines."""


class Cue(NamedTuple):
    """The kind of a cue, and where in the line the words after it start, 0 if it is no opening."""

    kind: int
    end: int = 0


_NONE: Final = Cue(NO_CUE)


def find_cue(text: str) -> Cue:
    """Return the cue of a line that is not empty, one of kind ``NO_CUE`` if it has none.

    ``"Photo: Nordfilm"`` gives a credit opening that ends after ``"Photo"``.
    """
    words = _cue_words()
    match = _FIRST_WORD.match(text)
    if match is None:
        return Cue(DATE_ALONE) if len(text) <= _LONGEST_DATE and is_date_alone(text) else _NONE
    first = match[1].lower()
    start = match.start(1)
    if first in words.firsts:
        lowered = text[start : start + _LONGEST_PHRASE].lower().replace("’", "'")
        if len(text) <= _LONGEST_PHRASE and (kind := words.lines.get(lowered.strip(_AROUND_LINE))):
            return Cue(kind, len(text))
        for phrase, kind in words.openings.get(first, ()):
            end = len(phrase)
            if lowered.startswith(phrase) and not _continues_word(lowered[end : end + 1]):
                return Cue(kind, start + end)
    if start and (found := _by_sign(text, start)):
        return found
    if len(text) <= _LONGEST_SHORT and (kind := _short_kind(text, first)):
        return Cue(kind)
    if _has_furniture_word(text, words):
        return Cue(FURNITURE_WORD)
    return Cue(BIOGRAPHY) if _is_biography(text, words) else _NONE


def _continues_word(char: str) -> bool:
    """Whether a word goes on with ``char``: ``"editor"`` is no opening of ``"Editor's note"``."""
    return char.isalnum() or char in ("'", "-")


_LONGEST_PHRASE: Final = 60
_LONGEST_SHORT: Final = 160

_FIRST_WORD: Final = re.compile(r"[\W_0-9]*([^\W_0-9]+)")
"""Anything up to the first letters, which a line without letters has not."""

_AROUND_LINE: Final = " \t.:;,!?…\"'“”„«»‹›→←↑↓▼▲•·|()[]{}*#–—-+0123456789"


def _by_sign(text: str, start: int) -> Cue | None:
    """Return the cue of a line by a sign before its first word, which is at ``start``."""
    before = text[:start]
    if "©" in before:
        return Cue(COPYRIGHT, start)
    return Cue(CODE) if before.lstrip()[:1] in _CODE_SIGNS else None


_CODE_SIGNS: Final = frozenset("$<{}")


def _short_kind(text: str, first: str) -> int:
    """Return the kind of a short line by its form: a date, code, or a credit at its end."""
    if len(text) <= _LONGEST_DATE and is_date_alone(text):
        return DATE_ALONE
    if text[-1] in ";{}" or " --" in text or "();" in text:
        if _CODE.search(text):
            return CODE
    if " » " in text or " > " in text or " › " in text or text[0] == "«":
        return BREADCRUMBS
    tail = _TAIL.search(text)
    if tail and tail[1].lower() in _cue_words().names:
        return CREDIT_AT_END
    return NO_CUE


_CODE: Final = re.compile(r"[;{}]$|[a-z0-9] --[a-z]|\(\);|[a-z_]\w*\(.*\)$")
_TAIL: Final = re.compile(r"(?:[/,|(©-]|\bvia\b|\bfrom\b)\s*([^/,|(©]{2,30}?)[\s).\]]*$")

_LONGEST_DATE: Final = 60
_NUMBER_IN_DATE: Final = re.compile(
    r"[0-9]{1,4}(?:[./:-][0-9]{1,4}){0,2}(?:st|nd|rd|th|am|pm|h)?|[0-9]{1,2}(?:日|月|年)"
)
_FULL_DATE: Final = re.compile(
    r"[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}"
    r"|[0-9]{4}年[0-9]{1,2}月|[0-9]{4}년"
)
_BETWEEN_PARTS: Final = frozenset(
    "at um uhr am pm of de del le the on um | - – — • · et est edt pst pdt gmt utc cet cest kl klo "
    "in by a.m p.m ore alle às h min".split()
)


def is_date_alone(text: str) -> bool:
    """Whether a line says when and no more: ``"3 May 2024, 10:15"``."""
    if not any("0" <= char <= "9" for char in text):
        return False
    months = day_and_month_words()
    has_month = False
    others = 0
    parts = text.replace(",", " ").replace("|", " | ").lower().split()
    for part in parts:
        word = part.strip(".,()[]📅🕒-–:")
        if word in months:
            has_month = True
        elif word and word not in _BETWEEN_PARTS and not _NUMBER_IN_DATE.fullmatch(word):
            others += 1
    return (has_month or _FULL_DATE.search(text) is not None) and 4 * others <= len(parts)


def _has_furniture_word(text: str, words: _CueWords) -> bool:
    lowered = text.lower()
    for written in lowered.split():
        if written in words.in_line and any(p in lowered for p in words.in_line[written]):
            return True
    return False


def _is_biography(text: str, words: _CueWords) -> bool:
    """Whether a line begins as one about a person: ``"Ada Holm is a reporter"``."""
    if not text[0].isupper():
        return False
    start = text.split(None, _LONGEST_NAME + 1)[: _LONGEST_NAME + 1]
    for place, word in enumerate(start):
        if not word[0].isupper():
            return place > 1 and word in words.verbs
    return False


_LONGEST_NAME: Final = 4
"""Words."""


@attrs.frozen
class _CueWords:
    """The cues of all languages."""

    lines: Mapping[str, int]
    """The kind of each whole line."""
    openings: Mapping[str, Sequence[tuple[str, int]]]
    """The openings by their first word, the longest first."""
    firsts: frozenset[str]
    """The first words of all these."""
    in_line: Mapping[str, Sequence[str]]
    """The phrases that may stand anywhere, by their longest word as it may be written."""
    names: frozenset[str]
    """Agencies."""
    verbs: frozenset[str]
    """What stands after the name of a person that a line is about."""


@cache
def _cue_words() -> _CueWords:
    lines: dict[str, int] = {}
    openings: dict[str, dict[str, int]] = {}
    for section, kind in _SECTIONS_OF_LINES:
        lines.update((phrase.strip(_AROUND_LINE), kind) for phrase in phrases(section))
    for section, kind in _SECTIONS_OF_OPENINGS:
        for phrase in phrases(section):
            openings.setdefault(_first_word(phrase), {})[phrase] = kind
    in_line: dict[str, list[str]] = {}
    for phrase in phrases("furniture words"):
        longest = max(phrase.split(), key=len)
        for ending in ("", *".,:;!?"):
            in_line.setdefault(longest + ending, []).append(phrase)
    return _CueWords(
        lines,
        {first: _longest_first(found.items()) for first, found in openings.items()},
        frozenset(openings) | frozenset(map(_first_word, lines)),
        in_line,
        frozenset(phrases("credit names")),
        frozenset(phrases("biography verbs")),
    )


_SECTIONS_OF_LINES: Final = (
    ("furniture lines", FURNITURE_LINE),
    ("byline lines", BYLINE_LINE),
    ("credit names", CREDIT_NAME),
)
_SECTIONS_OF_OPENINGS: Final = (
    ("call openings", CALL_OPENING),
    ("furniture openings", FURNITURE_OPENING),
    ("date openings", DATE_OPENING),
    ("credit openings", CREDIT_OPENING),
    ("byline openings", BYLINE_OPENING),
)
"""An opening of several kinds is one of the last."""


def _first_word(phrase: str) -> str:
    match = _FIRST_WORD.match(phrase)
    return match[1] if match else phrase


def _longest_first(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(found, key=lambda each: -len(each[0]))
