"""Cues: the words and signs by which a line is one about the article or of the page around it.

``"Read more: Harbour fees rise"``, ``"By Ada Holm"``, ``"Updated 3 May 2024"`` and
``"Photo: Nordfilm"`` each open with one. A cue alone decides nothing: ``"Photo tours"`` has one
too.
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
    *("none", "furniture line", "teaser opening", "furniture opening", "call to the visitor"),
    *("furniture word", "breadcrumbs", "biography"),
    *("byline opening", "byline line", "date opening", "date alone"),
    *("credit opening", "credit name", "credit at the end", "copyright sign", "code"),
)
"""The kinds of cues, by number."""

NO_CUE: Final = 0
FURNITURE_LINE: Final = 1
TEASER_OPENING: Final = 2
FURNITURE_OPENING: Final = 3
CALL_OPENING: Final = 4
FURNITURE_WORD: Final = 5
BREADCRUMBS: Final = 6
BIOGRAPHY: Final = 7
BYLINE_OPENING: Final = 8
BYLINE_LINE: Final = 9
DATE_OPENING: Final = 10
DATE_ALONE: Final = 11
CREDIT_OPENING: Final = 12
CREDIT_NAME: Final = 13
CREDIT_AT_END: Final = 14
COPYRIGHT: Final = 15
CODE: Final = 16
CREDIT_LABEL: Final = 17
"""A credit opening once a colon or a word such as "by" follows it."""

LONGEST_WITH_CUE: Final = 300
"""Code points; no cue is looked for in longer lines."""


class Cue(NamedTuple):
    """The kind of a cue, and where in the line the words after it start, 0 if it is no opening."""

    kind: int
    end: int = 0


NOTHING: Final = Cue(NO_CUE)


def find_cue(text: str) -> Cue:
    """Return the cue of a line that is not empty, one of kind ``NO_CUE`` if it has none.

    ``"Photo: Nordfilm"`` gives a credit opening that ends after ``"Photo"``.
    """
    words = _cue_words()
    start = 0
    first = (text.split(None, 1) or ("",))[0]
    if not first.isalpha():
        if text[0] == "|":  # what is left of a row
            return NOTHING
        match = _TO_FIRST_LETTERS.match(text)
        if match is None:
            return (
                Cue(DATE_ALONE) if len(text) <= _LONGEST_DATE and is_date_alone(text) else NOTHING
            )
        first, start = match[1], match.start(1)
    end = start + len(first)
    first = first.lower()
    following = words.following.get(first)
    if (
        following is not None
        and (not following or text[end : end + 2].lower() in following)
        and (found := _by_first_words(text, start, first, words))
    ):
        return found
    if start and (found := _by_sign(text, start)):
        return found
    size = len(text)
    if size > _LONGEST_SHORT:
        return NOTHING
    if size <= _LONGEST_DATE and (start or first in words.dates) and is_date_alone(text):
        return Cue(DATE_ALONE)
    ending = text[-1]
    if (ending in _CODE_ENDS or " --" in text) and _CODE.search(text):
        return Cue(CODE)
    if " » " in text or " > " in text or (start and text[:2] == "« "):
        return Cue(BREADCRUMBS)
    if ending not in _ENDS_OF_TEXT:
        last = text[text.rfind(" ") + 1 :].strip(_AROUND_NAME).lower()
        if last in words.ends_of_names and _names_source(text, words):
            return Cue(CREDIT_AT_END)
    return NOTHING


def may_have_cue(text: str) -> bool:
    """Whether it pays to look for a cue in a line that is not empty: quick, and seldom wrong.

    Most lines begin with words that open nothing, and have no sign of another cue.
    """
    size = len(text)
    if size > LONGEST_WITH_CUE:
        return False
    words = _cue_words()
    first, _, rest = text.partition(" ")
    if not first.isalpha():
        first = first.strip(_AROUND_FIRST)
        if not first.isalpha():
            return size <= _LONGEST_DATE or text[0] in _SIGNS
        if "©" in text[:_LONGEST_SIGN]:
            return True
    seconds = words.seconds.get(first)
    if seconds is not None:
        if not seconds:
            return True
        second = rest.partition(" ")[0].strip(_AROUND_FIRST).lower()
        if "’" in second or second in seconds:
            return True
        if size <= _LONGEST_DATE and first.lower() in words.dates:
            return True
    if size > _LONGEST_SHORT:
        return False
    last = text[-1]
    if last in _ENDS_OF_SENTENCES:
        return False
    return (
        last in _CODE_ENDS
        or " --" in text
        or " > " in text
        or " » " in text
        or text[text.rfind(" ") + 1 :].lower() in words.ends_of_names
    )


_ENDS_OF_SENTENCES: Final = frozenset(".?!:,")
_AROUND_FIRST: Final = ".:;,!?…\"'“”„«»()[]*#–—-"
_LONGEST_SIGN: Final = 16
"""Code points before the words of a line among which there may be a sign."""


def find_cue_at_end(text: str) -> Cue:
    """Return the cue of a line, which may be empty, at the beginning or end of an article.

    There also words say something that inside an article would say nothing.
    """
    if not text or len(text) > LONGEST_WITH_CUE:
        return NOTHING
    cue = find_cue(text)
    if cue is not NOTHING:
        return cue
    words = _cue_words()
    lowered = text.lower()
    written = lowered.split()
    if not words.words_in_line.isdisjoint(written) and any(
        phrase in lowered for each in written for phrase in words.in_line.get(each, ())
    ):
        return Cue(FURNITURE_WORD)
    if not words.verbs.isdisjoint(written[2 : _LONGEST_NAME + 1]) and _is_biography(text, words):
        return Cue(BIOGRAPHY)
    return NOTHING


_LONGEST_PHRASE: Final = 60
_LONGEST_SHORT: Final = 160
_LONGEST_ABOUT: Final = 200
"""Code points of a byline, a date or a credit."""

_TO_FIRST_LETTERS: Final = re.compile(r"[\W_0-9]*([^\W_0-9]+)")
"""Anything up to the first letters, which a line without letters has not."""

_AROUND_LINE: Final = " \t.:;,!?…\"'“”„«»‹›→←↑↓▼▲•·|()[]{}*#–—-+0123456789"


def _by_first_words(text: str, start: int, first: str, words: _CueWords) -> Cue | None:
    """Return the cue of a line by all of its words, or by those at its beginning."""
    lowered = text[start : start + _LONGEST_PHRASE].lower()
    if "’" in lowered:
        lowered = lowered.replace("’", "'")
    if len(text) <= _LONGEST_PHRASE and (kind := words.lines.get(lowered.strip(_AROUND_LINE))):
        return Cue(kind, len(text))
    openings = words.openings.get(first)
    if openings is None or not lowered.startswith(openings.phrases):
        return None
    for phrase, kind in openings.kinds:
        end = len(phrase)
        if lowered.startswith(phrase) and not _continues_word(lowered[end : end + 1]):
            if not _may_open(kind, phrase, text, start + end):
                return None
            return Cue(CREDIT_OPENING if kind == CREDIT_LABEL else kind, start + end)
    return None


def _continues_word(char: str) -> bool:
    """Whether a word goes on with ``char``: ``"editor"`` is no opening of ``"Editor's note"``."""
    return char.isalnum() or char in ("'", "-")


def _may_open(kind: int, phrase: str, text: str, end: int) -> bool:
    """Whether a line goes on after its opening as one of that kind may.

    ``"Related work"`` is no teaser, ``"By boat"`` no byline and ``"Published works"`` no date, and
    no line of more than 200 characters says just who or when.
    """
    if text[end : end + 1] in _CLOSING_BRACKETS and len(text) > end + 1:
        return False  # a label, such as that of a link that is paid for
    rest = text[end:].lstrip()
    if kind < BYLINE_OPENING:
        return kind != TEASER_OPENING or " " in phrase or not rest[:1].islower()
    if len(text) > _LONGEST_ABOUT:
        return False
    if kind == DATE_OPENING:
        return _says_when(rest)
    if not rest:
        return False
    if kind != BYLINE_OPENING and rest.split(None, 1)[0].lower() in words_for_by():
        return True
    return not (rest[0].isalpha() if kind == CREDIT_LABEL else rest[0].islower())


@cache
def words_for_by() -> frozenset[str]:
    """Return the words that stand between what somebody made and who it was: "by", "from"."""
    return frozenset(phrases("words for by"))


_CLOSING_BRACKETS: Final = frozenset("])")


def _says_when(rest: str) -> bool:
    """Whether there is a number or the name of a day in what follows the opening of a date."""
    return has_digit(rest) or not day_and_month_words().isdisjoint(rest.lower().split())


def _by_sign(text: str, start: int) -> Cue | None:
    """Return the cue of a line by a sign before its first word, which is at ``start``."""
    before = text[:start]
    if "©" in before:
        return Cue(COPYRIGHT, start)
    return Cue(CODE) if before.lstrip()[:1] in _CODE_SIGNS else None


_CODE_SIGNS: Final = frozenset("$<{}")
_SIGNS: Final = _CODE_SIGNS | {"©"}


_CODE_ENDS: Final = frozenset(";{})")
_CODE: Final = re.compile(r"[;{}]$|[a-z0-9] --[a-z]|\(\);|[a-z_]\w*\(.*\)$")
_AROUND_NAME: Final = ")] "
_ENDS_OF_TEXT: Final = frozenset(".?!:,;")
_TAIL: Final = re.compile(r"(?:[/,|(©-]|\bvia\b|\bfrom\b)\s*([^/,|(©]{2,30}?)[\s).\]]*$")


def _names_source(text: str, words: _CueWords) -> bool:
    """Whether a line ends in the name of an agency, set off: ``"Ada Holm, Reuters"``."""
    tail = _TAIL.search(text, max(0, len(text) - _LONGEST_TAIL))
    return tail is not None and tail[1].lower() in words.names


_LONGEST_TAIL: Final = 45

_LONGEST_DATE: Final = 60
_NUMBER_IN_DATE: Final = re.compile(
    r"[0-9]{1,4}(?:[./:-][0-9]{1,4}){0,2}(?:st|nd|rd|th|am|pm|h)?|[0-9]{1,2}(?:日|月|年)"
)
_DIGIT: Final = re.compile("[0-9]")
_FULL_DATE: Final = re.compile(
    r"[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}"
    r"|[0-9]{4}年[0-9]{1,2}月|[0-9]{4}년"
)
_BETWEEN_PARTS: Final = frozenset(
    "at um uhr am pm of de del le the on um | - – — • · et est edt pst pdt gmt utc cet cest kl klo "
    "in by a.m p.m ore alle às h min".split()
)


def has_digit(text: str) -> bool:
    """Whether there is one of the ten digits in ``text``."""
    return _DIGIT.search(text) is not None


def is_date_alone(text: str) -> bool:
    """Whether a line says when and no more: ``"3 May 2024, 10:15"``."""
    if not has_digit(text):
        return False
    months = day_and_month_words()
    has_month = False
    parts = text.replace(",", " ").replace("|", " | ").lower().split()
    others = (len(parts) - 1) // 5
    for part in parts:
        word = part.strip(".,()[]📅🕒-–:")
        if word in months:
            has_month = True
        elif word and word not in _BETWEEN_PARTS and not _NUMBER_IN_DATE.fullmatch(word):
            others -= 1
            if others < 0:
                return False
    return has_month or _FULL_DATE.search(text) is not None


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


class _Openings(NamedTuple):
    """The openings that begin with the same word, and the kind of each, the longest first."""

    phrases: tuple[str, ...]
    kinds: Sequence[tuple[str, int]]


@attrs.frozen
class _CueWords:
    """The cues of all languages."""

    lines: Mapping[str, int]
    """The kind of each whole line."""
    openings: Mapping[str, _Openings]
    """The openings by their first word."""
    following: Mapping[str, frozenset[str]]
    """The first words of all these, and the two characters that may follow each."""
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
def _cue_words() -> _CueWords:
    lines: dict[str, int] = {}
    openings: dict[str, dict[str, int]] = {}
    for section, kind in _SECTIONS_OF_LINES:
        lines.update((phrase.strip(_AROUND_LINE), kind) for phrase in phrases(section))
    for section, kind in _SECTIONS_OF_OPENINGS:
        for phrase in phrases(section):
            openings.setdefault(_first_word(phrase), {})[phrase] = kind
    dates = day_and_month_words() | _BETWEEN_PARTS
    names = phrases("credit names")
    in_line: dict[str, list[str]] = {}
    for phrase in phrases("furniture words"):
        longest = max(phrase.split(), key=len)
        for ending in ("", *".,:;!?"):
            in_line.setdefault(longest + ending, []).append(phrase)
    written = [*lines, *(phrase for found in openings.values() for phrase in found)]
    following = _following(written)
    return _CueWords(
        lines,
        {
            first: _Openings(tuple(kinds), _longest_first(kinds))
            for first, kinds in openings.items()
        },
        following,
        _seconds(written, dates),
        in_line,
        frozenset(in_line),
        frozenset(names),
        frozenset(name.split()[-1] for name in names),
        dates,
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
    ("teaser openings", TEASER_OPENING),
    ("date openings", DATE_OPENING),
    ("credit openings", CREDIT_OPENING),
    ("credit labels", CREDIT_LABEL),
    ("byline openings", BYLINE_OPENING),
)
"""An opening of several kinds is one of the last."""


def _following(written: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the first word of each phrase, and the two characters that follow in the phrases.

    A word that is a phrase, or all but one character of it, may be followed by any.
    """
    found: dict[str, set[str]] = {}
    for phrase in written:
        first = _first_word(phrase)
        end = phrase.index(first) + len(first)
        after = phrase[end : end + 2]
        found.setdefault(first, set()).update((after, after.replace("'", "’")))
    return {
        first: frozenset(() if min(map(len, after)) < 2 else after)
        for first, after in found.items()
    }


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
            alone.add(_first_word(first))
        if others:
            found.setdefault(_first_word(phrase), set()).add(others[0].strip(_AROUND_FIRST))
    found.update((first, set()) for first in alone)
    return {
        form: frozenset(seconds)
        for first, seconds in found.items()
        for form in (first, first.capitalize(), first.title(), first.upper())
    }


def _first_word(phrase: str) -> str:
    match = _TO_FIRST_LETTERS.match(phrase)
    return match[1] if match else phrase


def _longest_first(kinds: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(kinds.items(), key=lambda each: -len(each[0]))
