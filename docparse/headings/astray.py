"""Lines that look like headings and say something else.

``Northport`` between the title of a story and its first paragraph is where it was written,
``ISLAND CHOIR SAYS TOUR WAS 'A DREAM'`` in the middle of it points to another story, and a line
with an address in it points to another page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from docparse.nodes import Heading, Paragraph
from docparse.structure.draft import Draft
from docparse.words.first_words import ARTICLE, QUESTION_WORD, first_word_kind

Astray = Literal["place", "teaser", "address"]
"""What such a line says instead."""

_LEAST_STORY: Final = 80
"""Code points of a paragraph of text."""


def has_address(text: str) -> bool:
    """Whether a line has the address of a page in it."""
    if "/" not in text:
        return "www." in text
    return "http" in text or "www." in text or ".com/" in text or ".org/" in text


# ------------------------------------------------------------- where the story was written

_MOST_BELOW_TITLE: Final = 4
"""Blocks from the title to the first paragraph."""
_MOST_WORDS_OF_PLACE: Final = 3
_AGENCY: Final = r" \(\w{2,12}\)$"
_LONGEST_JOINING: Final = 3
"""Letters of a small word in the middle of a name: Rio de Janeiro."""


def find_place(draft: Draft, title: int, candidates: Sequence[int]) -> int:
    """Return the line right above a story's text that names where it was written, -1 if none does.

    ``title`` is the article's, and no candidate stands right above a text below: a line above the
    text of a page with sections may be the title of the first.
    """
    texts, blocks = draft.texts, draft.blocks
    ahead = range(title, min(title + 1 + _MOST_BELOW_TITLE, len(texts) - 1))
    after = next((index for index in ahead if _stands_above_text(draft, index)), title)
    place = bisect_right(candidates, after)
    if after == title or candidates[place - 1] != after:
        return -1
    if not _names_place(draft, after) or Heading in map(type, blocks[after:]):
        return -1
    if any(_stands_above_text(draft, index) for index in candidates[place:]):
        return -1
    words = texts[title].lower().split()
    own = set(texts[after].lower().split())
    repeats = 2 * sum(word in own for word in words) >= len(words)
    return -1 if repeats else after


def _stands_above_text(draft: Draft, index: int) -> bool:
    below = index + 1
    return (
        below < len(draft.texts)
        and len(draft.texts[below]) >= _LEAST_STORY
        and type(draft.blocks[below]) is Paragraph
    )


def _names_place(draft: Draft, index: int) -> bool:
    """Whether a line is a short name that begins with no word of a title.

    An agency may stand behind it: ``Northport (AP)``.
    """
    text = re.sub(_AGENCY, "", draft.texts[index].rstrip(" —–-"))
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS_OF_PLACE or draft.title_kind(index):
        return False
    if not words[0][0].isupper() or not words[-1][0].isupper() or text[-1] in "?!:)":
        return False
    if any(not word[0].isupper() and len(word) > _LONGEST_JOINING for word in words):
        return False
    found = draft.words(index)
    return not found.has_digit and found.first_kind in (0, ARTICLE)


# ------------------------------------------------------------------------ another story

_FEWEST_OF_HEADLINE: Final = 5
_FEWEST_STEMS: Final = 2
_PREFIX: Final = 5
"""Letters; words that begin alike are the same word in another form."""
_AROUND_STEM: Final = "'\"“”‘’«»„.,:;!?()"
_BEFORE_QUOTATION: Final = r"\s['\"“‘„«]\s?\w"
_TEXTS_BEFORE, _TEXTS_AFTER = 2, 5
_MOST_OF_TEXT: Final = 500
"""Code points of each of the texts around it in which its words are looked for."""


def points_elsewhere(draft: Draft, index: int) -> bool:
    """Whether a line in capitals between two paragraphs is the headline of another story.

    It reports what somebody said, or has no word in common with what is near: the headings of a
    story take up its words.
    """
    texts = draft.texts
    text = texts[index]
    if not text.isupper() or text[-1] in ":?":
        return False
    if not index or index + 1 == len(texts):
        return False
    if min(len(texts[index - 1]), len(texts[index + 1])) < _LEAST_STORY:
        return False
    found = draft.words(index)
    if len(found.words) < _FEWEST_OF_HEADLINE or found.first_kind == QUESTION_WORD:
        return False
    if not text.lstrip(_AROUND_STEM)[:1].isalpha():
        return False
    return re.search(_BEFORE_QUOTATION, text) is not None or _is_unrelated(draft, index)


def _is_unrelated(draft: Draft, index: int) -> bool:
    """Whether the texts near a line have none of its long words, and it has two or more."""
    texts = draft.texts
    content = [word for word in draft.words(index).words if not first_word_kind((word,))]
    long = {prefix for prefix in _prefixes(" ".join(content)) if len(prefix) == _PREFIX}
    if len(long) < _FEWEST_STEMS:
        return False
    near = [*texts[max(0, index - _TEXTS_BEFORE) : index]]
    near += texts[index + 1 : index + 1 + _TEXTS_AFTER]
    return all(long.isdisjoint(_prefixes(text[:_MOST_OF_TEXT])) for text in near)


def _prefixes(text: str) -> set[str]:
    """Return the first letters of the words of ``text``, in small letters.

    The dot above that capitals of Turkish leave does not count.
    """
    words = text.lower().replace("\u0307", "").split()
    return {word.strip(_AROUND_STEM)[:_PREFIX] for word in words}


def find_astray(
    draft: Draft,
    candidates: Sequence[int],
    found: Mapping[int, str],
    title: int,
) -> dict[int, Astray]:
    """Return the headings ``found`` that are none, and what each says instead.

    ``found`` has what decided for each, and ``title`` is the article's, -1 if it has none.
    """
    texts = draft.texts
    astray: dict[int, Astray] = {}
    in_capitals = title < 0 or texts[title].isupper()
    for index, evidence in found.items():
        if evidence != "shape":
            continue
        if has_address(texts[index]):
            astray[index] = "address"
        elif not in_capitals and index > title and points_elsewhere(draft, index):
            astray[index] = "teaser"
    if title >= 0:
        place = find_place(draft, title, candidates)
        if found.get(place) == "shape":
            astray[place] = "place"
    return astray
