"""Dates as articles write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from docparse.words.languages import phrases

# Few ask for the day: these are compiled, and ``datetime`` is imported, when first used.
_YEAR_FIRST: Final = (
    r"(?<![0-9])((?:19|20)[0-9]{2})[-/.年]\s?([0-9]{1,2})[-/.月]\s?([0-9]{1,2})(?![0-9])"
)
_DAY_FIRST: Final = r"(?<![0-9.])([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?((?:19|20)[0-9]{2})(?![0-9])"
_DATE_WORD: Final = r"[^\W\d_]+|[0-9]+"


def iso_date(text: str) -> str | None:
    """Return the first day that a line names, as an ISO date; None if it names none, or unclearly.

    ``"Published on May 3rd, 2024"`` gives ``"2024-05-03"``; ``"05/03/2024"``, which is another day
    to a reader in London than to one in New York, gives None.
    """
    if match := re.search(_YEAR_FIRST, text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.search(_DAY_FIRST, text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    words = re.findall(_DATE_WORD, text.lower())
    for place, word in enumerate(words):
        month = _month(word)
        if month is None:
            continue
        # 3 May 2024, May 3 2024 and May 3rd 2024; "de" may stand between: 3 de mayo de 2024.
        before = [each for each in words[max(0, place - 2) : place] if each.isdecimal()]
        after = [each for each in words[place + 1 : place + 4] if each.isdecimal()]
        year = next((each for each in after if len(each) == 4), None)
        days = [each for each in (*before[-1:], *after[:1]) if len(each) < 3]
        if year and days:
            return _day(int(year), month, int(days[0]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    from datetime import date

    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(word: str) -> int | None:
    """Return the number of a month, given as its name or the first three letters or more of it."""
    return _months().get(word) if len(word) > 2 else None


@cache
def _months() -> Mapping[str, int]:
    """Return the numbers of months by their names and by how these begin, if it is clear."""
    found: dict[str, set[int]] = {}
    for place, name in enumerate(phrases("months")):
        for size in range(3, len(name) + 1):
            found.setdefault(name[:size], set()).add(place % 12 + 1)
    return {start: numbers.pop() for start, numbers in found.items() if len(numbers) == 1}


LONGEST_DATE: Final = 60
"""Code points of a line that is a date and no more."""
_NUMBER_IN_DATE: Final = (
    r"[0-9]{1,4}(?:[./:-][0-9]{1,4}){0,2}(?:st|nd|rd|th|am|pm|h)?"
    r"|(?:[0-9]{1,4}[年月日년월일])+(?:[(（][日月火水木金土一二三四五六][)）])?"
)
_DIGIT: Final = re.compile("[0-9]")
_FULL_DATE: Final = (
    r"[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}"
    r"|[0-9]{4}年[0-9]{1,2}月|[0-9]{4}년"
)
AROUND_DATES: Final = frozenset(
    "at um uhr am pm of de del le the on um | - – — • · et est edt pst pdt gmt utc cet cest kl klo "
    "in by a.m p.m ore alle às h min den d г года р ngày tháng năm στις พ.ศ".split()
)


def has_digit(text: str) -> bool:
    """Whether there is one of the ten digits in ``text``."""
    return _DIGIT.search(text) is not None


_SECTIONS: Final = ("first words: days and months", "months", "weekdays")


@cache
def date_words() -> frozenset[str]:
    """Return the names of months and days of all languages, with words for how long ago."""
    return frozenset(word for section in _SECTIONS for word in phrases(section))


def is_date_alone(text: str) -> bool:
    """Whether a line says when and no more: ``"3 May 2024, 10:15"``."""
    if not has_digit(text):
        return False
    months = date_words()
    has_month = False
    parts = text.replace(",", " ").replace("|", " | ").lower().split()
    others = (len(parts) - 1) // 5
    for part in parts:
        word = part.strip(".,()[]📅🕒-–:")
        if word in months:
            has_month = True
        elif word and word not in AROUND_DATES and not re.fullmatch(_NUMBER_IN_DATE, word):
            others -= 1
            if others < 0:
                return False
    return has_month or re.search(_FULL_DATE, text) is not None
