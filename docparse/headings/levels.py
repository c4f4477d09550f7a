"""How deep bare headings are, read off the order they stand in, their numbers and their words.

Text without marks says little of depth: where no rule below tells, a heading stands beside the one
before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from docparse.headings.title import TitleLine
from docparse.structure.draft import Draft
from docparse.words.languages import phrase_set
from docparse.words.numbers import leading_number

LevelRule = Literal[
    "title",
    "number",
    "repeated",
    "above-repeated",
    "known",
    "family",
    "in-family",
    "after-family",
    "under",
    "no-text",
    "beside",
]
"""What decided how deep a heading is:

- ``title``: it is the article's title, level 1.
- ``number``: its number has several parts, as 1.2 has.
- ``repeated``: its words come again under other headings: "Advantages" of each model.
- ``above-repeated``: it stands right above the first of such headings, and opens a part.
- ``known``: its words are a title that stands at the top, such as "Conclusion".
- ``family``: it is one of several with numbers that go on: "Step 1", "Step 2".
- ``in-family``: it stands between two of those; ``after-family``: right after the last one.
- ``under``: it stands right under another heading, and text of its own under it.
- ``no-text``: it stands inside a section, and right above another heading.
- ``beside``: nothing tells.
"""

TOP: Final = 2
DEEPEST: Final = 6
_DEEPEST_GUESS: Final = 4
"""Without numbers headings are hardly ever deeper."""
_LONGEST_LEAD: Final = 800
"""Code points of the text between a heading and the first of a family that it announces."""

LEVEL_CONFIDENCE: Final[Mapping[LevelRule, float]] = {
    "number": 0.95,
    "repeated": 0.9,
    "above-repeated": 0.9,
    "known": 0.75,
    "family": 0.95,
    "in-family": 0.75,
    "after-family": 0.75,
    "under": 0.75,
    "no-text": 0.7,
    "beside": 0.82,
}
"""How often a heading told by each rule was deeper than, beside or above the one before as on the
page. How sure a title is, is known of each."""


class Level:
    """How deep a heading is, and by which rule."""

    def __init__(self, level: int, rule: LevelRule, title_confidence: float = 0.0) -> None:
        self.level = level
        self.rule = rule
        self.title_confidence = title_confidence

    @property
    def confidence(self) -> float:
        return self.title_confidence or LEVEL_CONFIDENCE[self.rule]


def numbered_level(number: str) -> int:
    """Return the level of a bare heading: 2, and one more for each further part of ``1.2.3``."""
    return min(TOP + number.count("."), DEEPEST)


def find_levels(
    draft: Draft, indexes: Sequence[int], given: Mapping[int, int], title: TitleLine | None
) -> dict[int, Level]:
    """Return the level of each heading that has none yet.

    ``indexes`` are the blocks of all headings, in order, ``given`` the levels of those that have
    one, ``title`` the article's title, if it has one.
    """
    texts = [draft.texts[index] for index in indexes]
    families = _families(texts)
    repeats = _Repeats(texts, families)
    found: dict[int, Level] = {}
    levels: list[int] = []
    open_families: list[_Family] = []
    for place, index in enumerate(indexes):
        while open_families and open_families[-1].last < place:
            open_families.pop()
        if index in given:
            levels.append(given[index])
            continue
        if title and index == title.block:
            found[index] = Level(1, "title", title.confidence)
            levels.append(1)
            continue
        level = repeats.level(place, levels) if repeats.places else None
        if level is None:
            level = _level_of(draft, indexes, place, levels, families, open_families)
        found[index] = level
        levels.append(level.level)
    return found


class _Repeats:
    """Headings whose words come again in part after part: "Advantages" of each model.

    ``texts`` are those of all headings, in order. Members of families are none.
    """

    def __init__(self, texts: Sequence[str], families: Sequence[_Family | None]) -> None:
        self.texts = texts
        self.places = _repeated(texts, families)
        self.opener = texts[min(self.places)] if self.places else ""
        """The words of the first of each part."""
        self.levels: dict[str, int] = {}

    def level(self, place: int, levels: Sequence[int]) -> Level | None:
        """Return the level of such a heading, or of one that opens a part; None of any other.

        ``levels`` are those of the headings before. All with the same words share one.
        """
        if place in self.places:
            text = self.texts[place]
            if text not in self.levels:
                before = max(TOP, levels[-1])
                self.levels[text] = before if place - 1 in self.places else min(before + 1, DEEPEST)
            return Level(self.levels[text], "repeated")
        if place + 1 in self.places and self.texts[place + 1] == self.opener in self.levels:
            return Level(max(TOP, self.levels[self.opener] - 1), "above-repeated")
        return None


def _repeated(texts: Sequence[str], families: Sequence[_Family | None]) -> set[int]:
    """Return the places of headings whose words come three times, below different headings."""
    if len(set(texts)) > len(texts) - _FEWEST_REPEATS + 1:
        return set()
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if families[place] is None:
            places.setdefault(text, []).append(place)
    several = [found for found in places.values() if len(found) >= _FEWEST_REPEATS]
    again = {place for found in several for place in found}
    above: dict[int, str] = {}
    part = ""
    for place, text in enumerate(texts):
        if place in again:
            above[place] = part
        else:
            part = text
    kept: set[int] = set()
    for found in several:
        parts = {above[place] for place in found}
        if "" not in parts and len(parts) == len(found):
            kept.update(found)
    return kept


_FEWEST_REPEATS: Final = 3


class _Family:
    """Headings whose numbers go on: the places of the first and the last one, and their level."""

    def __init__(self, first: int) -> None:
        self.first = self.last = first
        self.level = 0


def _level_of(
    draft: Draft,
    indexes: Sequence[int],
    place: int,
    levels: Sequence[int],
    families: Sequence[_Family | None],
    open_families: list[_Family],
) -> Level:
    index = indexes[place]
    number = leading_number(draft.texts[index])
    if "." in number:
        return Level(numbered_level(number), "number")
    if draft.title_kind(index) in ("section", "faq"):
        return Level(TOP, "known")
    before = max(TOP, levels[-1]) if levels else TOP
    family = families[place]
    family_before = families[place - 1] if place else None
    if family:
        if not family.level:
            family.level = before
            if levels and levels[-1] > 1 and not family_before:
                is_lead = _between(draft, indexes, place) < _LONGEST_LEAD
                family.level = min(before + is_lead, _DEEPEST_GUESS)
            open_families.append(family)
        return Level(family.level, "family")
    if open_families:
        around = open_families[-1]
        is_first = family_before is not None or before <= around.level
        return Level(min(around.level + 1, DEEPEST) if is_first else before, "in-family")
    if family_before and family_before.last == place - 1:
        return Level(max(TOP, family_before.level - 1), "after-family")
    has_text = place + 1 == len(indexes) or indexes[place + 1] > index + 1
    is_under = bool(levels) and levels[-1] > 1 and indexes[place - 1] == index - 1
    if is_under and has_text:
        return Level(min(before + 1, max(before, _DEEPEST_GUESS)), "under")
    if not has_text and before > TOP:
        return Level(before - 1, "no-text")
    return Level(before, "beside")


def _between(draft: Draft, indexes: Sequence[int], place: int) -> int:
    """Return how many code points stand between a heading and the one before."""
    blocks = draft.blocks
    return blocks[indexes[place]].span.start - blocks[indexes[place - 1]].span.end


# ----------------------------------------------------------------------------------- families

_COUNTED: Final = r"#?(?:([^\W\d_]{2,12}) )?#?([0-9]{1,3})(?:[.):–—-](?![0-9])|(?= |$))"


_DIGIT: Final = re.compile("[0-9]")
_BEFORE_NUMBER: Final = frozenset("#0123456789")


def _families(texts: Sequence[str]) -> list[_Family | None]:
    """Return the family of each heading, None for one without; a family has two members or more."""
    if not _DIGIT.search("".join(texts)):
        return [None] * len(texts)
    latest: dict[str, tuple[int, _Family]] = {}
    families: list[_Family | None] = []
    for place, text in enumerate(texts):
        counted = _counted(text)
        if counted is None:
            families.append(None)
            continue
        word, number = counted
        before = latest.get(word)
        if before and before[0] + 1 == number:
            family = before[1]
            family.last = place
        else:
            family = _Family(place)
        latest[word] = number, family
        families.append(family)
    return [family if family and family.last > family.first else None for family in families]


def _counted(text: str) -> tuple[str, int] | None:
    """Return word and number that a heading begins with: ``("step", 3)`` of ``Step 3: Boil``."""
    opening = text.partition(" ")[0]
    # Most headings begin with another word: a look at it takes a fifth of the time of the regex.
    if text[:1] not in _BEFORE_NUMBER and opening.lower() not in phrase_set("counted parts"):
        return None
    match = re.match(_COUNTED, text)
    if match is None:
        return None
    word = (match[1] or "").lower()
    if word:
        return (word, int(match[2])) if word in phrase_set("counted parts") else None
    following = text[match.end() : match.end() + 2].strip()
    is_number = match.end() > match.end(2) or following[:1].isupper()
    return ("", int(match[2])) if is_number else None
