"""The words and phrases of all languages that cues are known by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from docparse.words.cue_kinds import (
    BYLINE_LINE,
    BYLINE_OPENING,
    CALL_OPENING,
    CREDIT_LABEL,
    CREDIT_NAME,
    CREDIT_OPENING,
    DATE_OPENING,
    FURNITURE_LINE,
    FURNITURE_OPENING,
    TEASER_OPENING,
)
from docparse.words.dates import AROUND_DATES
from docparse.words.first_words import day_and_month_words
from docparse.words.languages import phrase_set, phrases

TO_FIRST_LETTERS: Final = re.compile(r"[\W_0-9]*([^\W_0-9]+)")
"""Anything up to the first letters, which a line without letters has not."""

AROUND_LINE: Final = " \t.:;,!?…\"'“”„«»‹›→←↑↓▼▲•·|()[]{}*#–—-+0123456789"
"""What may stand around a line that is known as a whole."""

AROUND_FIRST: Final = ".:;,!?…\"'“”„«»()[]*#–—-"
"""What may stand around a word."""


class _Openings(NamedTuple):
    """The openings that begin with the same word, and the kind of each, the longest first."""

    phrases: tuple[str, ...]
    kinds: Sequence[tuple[str, int]]


class CueWords(NamedTuple):
    """The cues of all languages."""

    lines: Mapping[str, int]
    """The kind of each whole line."""
    openings: Mapping[str, _Openings]
    """The openings by their first word."""
    firsts: frozenset[str]
    """The first words of all these."""
    seconds: Mapping[str, frozenset[str]]
    """The second words of all these by the first one as it may be written; see ``_seconds``."""
    in_line: Mapping[str, Sequence[str]]
    """The phrases that may stand anywhere, by their longest word as it may be written."""
    words_in_line: frozenset[str]
    """These words."""
    names: frozenset[str]
    """Agencies."""
    ends_of_names: frozenset[str]
    """The last words of these."""
    dates: frozenset[str]
    """Words that a date may begin with."""
    verbs: frozenset[str]
    """What stands after the name of a person that a line is about."""


@cache
def cue_words() -> CueWords:
    """Return the words and phrases that ``data`` lists, by how they are looked up."""
    lines: dict[str, int] = {}
    openings: dict[str, dict[str, int]] = {}
    for section, kind in _SECTIONS_OF_LINES:
        lines.update((phrase.strip(AROUND_LINE), kind) for phrase in phrases(section))
    for section, kind in _SECTIONS_OF_OPENINGS:
        for phrase in phrases(section):
            openings.setdefault(_first_letters(phrase), {})[phrase] = kind
    dates = day_and_month_words() | AROUND_DATES
    names = phrases("credit names")
    in_line: dict[str, list[str]] = {}
    for phrase in phrases("furniture words"):
        longest = max(phrase.split(), key=len)
        for word in {longest, longest.capitalize(), longest.upper()}:
            for ending in ("", *".,:;!?"):
                in_line.setdefault(word + ending, []).append(phrase)
    written = [*lines, *(phrase for found in openings.values() for phrase in found)]
    return CueWords(
        lines,
        {
            first: _Openings(tuple(kinds), sorted(kinds.items(), key=lambda each: -len(each[0])))
            for first, kinds in openings.items()
        },
        frozenset(map(_first_letters, written)),
        _seconds(written, dates),
        in_line,
        frozenset(in_line),
        frozenset(names),
        frozenset(name.split()[-1] for name in names),
        dates,
        phrase_set("biography verbs"),
    )


_SECTIONS_OF_LINES: Final = (
    ("furniture lines", FURNITURE_LINE),
    ("byline lines", BYLINE_LINE),
    ("credit names", CREDIT_NAME),
)
_SECTIONS_OF_OPENINGS: Final = (
    ("call openings", CALL_OPENING),
    ("furniture openings", FURNITURE_OPENING),
    ("teaser openings", TEASER_OPENING),
    ("date openings", DATE_OPENING),
    ("credit openings", CREDIT_OPENING),
    ("credit labels", CREDIT_LABEL),
    ("byline openings", BYLINE_OPENING),
)
"""An opening of several kinds is one of the last."""


def _seconds(written: Iterable[str], dates: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return what may follow the first word of a phrase or date, as that word may be written.

    ``"read more"`` gives ``"more"`` for ``"read"``, ``"Read"`` and ``"READ"``. What follows a word
    that is a phrase by itself does not count, and it has none; nothing that may follow a word of a
    date is a phrase, and ``"…"``, which is no word, stands for that.
    """
    found: dict[str, set[str]] = {word: {"…"} for word in sorted(dates)}
    alone = set()
    for phrase in written:
        first, *others = phrase.split()
        if not others or not first.isalpha():
            alone.add(_first_letters(first))
        if others:
            found.setdefault(_first_letters(phrase), set()).add(others[0].strip(AROUND_FIRST))
    found.update((first, set()) for first in alone)
    return {
        form: frozenset(seconds)
        for first, seconds in found.items()
        for form in (first, first.capitalize(), first.title(), first.upper())
    }


def _first_letters(phrase: str) -> str:
    match = TO_FIRST_LETTERS.match(phrase)
    return match[1] if match else phrase
