"""The words and phrases of all languages that cues are known by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

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
from docparse.words.dates import AROUND_DATES, date_words
from docparse.words.languages import phrase_set, phrases

TO_FIRST_LETTERS: Final = re.compile(r"[\W_0-9]*([^\W_0-9]+)")
"""Anything up to the first letters, which a line without letters has not."""

AROUND_LINE: Final = " \t.:;,!?…\"'“”„«»‹›→←↑↓▼▲•·|()[]{}*#–—-+0123456789"
"""What may stand around a line that is known as a whole."""

AROUND_FIRST: Final = ".:;,!?…\"'“”„«»()[]*#–—-"
"""What may stand around a word."""


class _Openings:
    """The openings that begin with the same word, and the kind of each, the longest first."""

    def __init__(self, phrases: tuple[str, ...], kinds: Sequence[tuple[str, int]]) -> None:
        self.phrases = phrases
        self.kinds = kinds


class CueWords:
    """The words and phrases of all languages that ``data`` lists, by how they are looked up."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        """The kind of each whole line."""
        for section, kind in _SECTIONS_OF_LINES:
            self.lines.update((phrase.strip(AROUND_LINE), kind) for phrase in phrases(section))
        found: dict[str, dict[str, int]] = {}
        for section, kind in _SECTIONS_OF_OPENINGS:
            for phrase in phrases(section):
                found.setdefault(_first_letters(phrase), {})[phrase] = kind
        self.openings = {
            first: _Openings(tuple(kinds), sorted(kinds.items(), key=lambda each: -len(each[0])))
            for first, kinds in found.items()
        }
        """The openings by their first word."""
        written = [*self.lines, *(phrase for kinds in found.values() for phrase in kinds)]
        self.firsts = frozenset(map(_first_letters, written))
        """The first words of all these."""
        self.dates = date_words() | AROUND_DATES
        """Words that a date may begin with."""
        self.seconds = _seconds(written, self.dates)
        """The second words of all these by the first one as it may be written."""
        self.in_line: dict[str, list[str]] = {}
        """The phrases that may stand anywhere, by their longest word as it may be written."""
        for phrase in phrases("furniture words"):
            longest = max(phrase.split(), key=len)
            for word in {longest, longest.capitalize(), longest.upper()}:
                for ending in ("", *".,:;!?"):
                    self.in_line.setdefault(word + ending, []).append(phrase)
        self.words_in_line = frozenset(self.in_line)
        """These words."""
        self.names = phrase_set("credit names")
        """Agencies."""
        self.ends_of_names = frozenset(name.split()[-1] for name in self.names)
        """The last words of these."""
        self.verbs = phrase_set("biography verbs")
        """What stands after the name of a person that a line is about."""


@cache
def cue_words() -> CueWords:
    """Return the cues of all languages."""
    return CueWords()


_SECTIONS_OF_LINES: Final = (
    ("furniture lines", FURNITURE_LINE),
    ("names of pages", FURNITURE_LINE),
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
