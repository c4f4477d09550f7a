"""Numbered titles, each above a longer text: ``1. Sit in the middle.``, ``Tip 2: Eat little.``

They may end as sentences do; other lines with a full stop are no candidates for headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docparse.nodes import Paragraph
from docparse.structure.draft import Draft
from docparse.words.languages import phrase_set

TIP_CONFIDENCE: Final = 0.8
_FEWEST: Final = 3
_LONGEST_TIP: Final = 100
"""Code points."""
_FIRST_OF_NUMBER: Final = frozenset("#0123456789")
_ENDS_OF_ANNOUNCING: Final = frozenset(":,;")
_TIP: Final = (
    r"(?:(?:#|([^\W\d_]{2,12}) #?)([0-9]{1,2})[.:)]?|([0-9]{1,2})(?:[.:)]|(?= [–—-])))"
    r"(?: ?[–—-])? ?(?=[^\s0-9])"
)


def find_tips(draft: Draft) -> Iterator[int]:
    """Yield the paragraphs of ``draft`` that are such titles, where three or more go on from 1."""
    texts = draft.texts
    run: list[int] = []
    counted = phrase_set("counted parts")
    numbered = [
        index
        for index, text in enumerate(texts)
        if 0 < len(text) <= _LONGEST_TIP
        and (text[0] in _FIRST_OF_NUMBER or text.partition(" ")[0].lower() in counted)
        and text[-1] not in _ENDS_OF_ANNOUNCING
    ]
    if len(numbered) < _FEWEST:
        return
    opening = ""
    for index in numbered:
        if not _is_tip(draft, index):
            continue
        word, number = _word_and_number(texts[index])
        if run and number == len(run) + 1 and word == opening:
            run.append(index)
            continue
        if len(run) >= _FEWEST:
            yield from run
        run = [index] if number == 1 else []
        opening = word
    if len(run) >= _FEWEST:
        yield from run


def _word_and_number(text: str) -> tuple[str, int]:
    """Return ``("tip", 1)`` of ``Tip 1: Sit in the middle.``; the number is 0 if there is none."""
    match = re.match(_TIP, text)
    return ((match[1] or "").lower(), int(match[2] or match[3])) if match else ("", 0)


def _is_tip(draft: Draft, index: int) -> bool:
    """Whether the numbered line stands above a longer text."""
    text, below = draft.texts[index], draft.texts[index + 1 : index + 2]
    return (
        below != []
        and len(below[0]) > len(text)
        and not "0" <= below[0][0] <= "9"
        and type(block := draft.blocks[index]) is Paragraph
        and block.role is None
        and type(draft.blocks[index + 1]) is Paragraph
    )
