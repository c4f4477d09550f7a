"""Lines that begin or end alike and open a part each: ``For a quiet evening``, ``For storms``.

Where they begin alike, each is a heading if three of them or more stand as far above a longer text
or a list as the others: right above it, or a short line or two between. Two are enough where they
end in the sign of a link to themselves, as in ``Setting up #``.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from docparse.nodes import List, Paragraph
from docparse.structure.draft import Draft
from docparse.words.first_words import DAY_OR_MONTH, VISITOR, is_joining_word

PARALLEL_CONFIDENCE: Final = 0.75
_FEWEST: Final = 3
_LONGEST_PARALLEL: Final = 80
_LEAST_TEXT: Final = 100
"""Code points of such a line, and of the text that it opens."""
_MOST_BETWEEN: Final = 2
"""Lines between it and the text."""
_NEVER_IN_ONE: Final = ":@/|=→"
"""A label with its value, an address, a path, code: lines that begin alike for other reasons."""


def find_parallel(draft: Draft, candidates: Sequence[int]) -> list[int]:
    """Return those of the candidates that are such lines."""
    texts = draft.texts
    found = _linking_to_themselves(draft, candidates)
    openings = [texts[index].partition(" ")[0] for index in candidates]
    if len(set(openings)) > len(openings) - _FEWEST + 1:
        return found
    by_opening: dict[str, list[int]] = {}
    for index, opening in zip(candidates, openings, strict=True):
        if opening[:1].isupper():
            by_opening.setdefault(opening, []).append(index)
    alike = [indexes for indexes in by_opening.values() if len(indexes) >= _FEWEST]
    if alike:
        shorts = set(draft.facts.short)
        for indexes in alike:
            found += _opening_parts(draft, indexes, shorts)
    return found


def _opening_parts(draft: Draft, indexes: Sequence[int], shorts: Container[int]) -> list[int]:
    """Return those of the lines that begin alike that open a part each.

    ``shorts`` are all lines that are short and no sentences.
    """
    texts = draft.texts
    if draft.words(indexes[0]).first_kind in (DAY_OR_MONTH, VISITOR):
        return []
    by_place: dict[tuple[int, bool], list[int]] = {}
    for index in indexes:
        if not _may_be_one(draft, index):
            continue
        after = index + 1
        while after in shorts and after - index <= _MOST_BETWEEN:
            after += 1
        if after >= len(texts) or after in shorts:
            continue
        is_list = type(draft.blocks[after]) is List
        is_text = type(draft.blocks[after]) is Paragraph and len(texts[after]) >= _LEAST_TEXT
        if is_list or is_text:
            by_place.setdefault((after - index, is_list), []).append(index)
    found: list[int] = []
    for lines in by_place.values():
        # A line that comes again belongs to the page: "More on this".
        if len(lines) >= _FEWEST and len({texts[index] for index in lines}) == len(lines):
            found += lines
    return found


def _may_be_one(draft: Draft, index: int) -> bool:
    text = draft.texts[index]
    if len(text) > _LONGEST_PARALLEL or not (text[-1].isalnum() or text[-1] in ")’”\"'"):
        return False
    return not any(mark in text for mark in _NEVER_IN_ONE) and draft.words(index).date < 0


# ------------------------------------------------------------- with links to themselves

_SIGNS_OF_LINKS: Final = "#🔗⚓§"


def _linking_to_themselves(draft: Draft, candidates: Sequence[int]) -> list[int]:
    """Return the lines that end in such a sign, if there are two that differ."""
    texts = draft.texts
    found = [index for index in candidates if texts[index][-1] in _SIGNS_OF_LINKS]
    found = [index for index in found if _is_title_with_sign(texts[index])]
    return found if len({texts[index] for index in found}) > 1 else []


def _is_title_with_sign(text: str) -> bool:
    words = text.rstrip(_SIGNS_OF_LINKS + " ")
    if not words or not (words[0].isupper() or words[0].isdecimal()) or words[-1] in ".:)":
        return False
    return len(words) > _LONGEST_WITH_SHARP and not is_joining_word(words.rpartition(" ")[2])


_LONGEST_WITH_SHARP: Final = 2
"""Letters of a name that ends in the sign: C#."""
