"""Numbered titles that end as sentences do: ``1. Sit in the middle.``, each above a longer text.

Other lines with a full stop are no candidates for headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docparse.nodes import Paragraph
from docparse.structure.draft import Draft

TIP_CONFIDENCE: Final = 0.8
_FEWEST: Final = 3
_LONGEST_TIP: Final = 100
"""Code points."""
_FIRST_OF_NUMBER: Final = frozenset("0123456789")
_TIP: Final = re.compile(r"([0-9]{1,2})[.)] ?(?=[^\s0-9])")


def find_tips(draft: Draft) -> Iterator[int]:
    """Yield the paragraphs of ``draft`` that are such titles, where three or more go on from 1."""
    texts = draft.texts
    run: list[int] = []
    numbered = [index for index, text in enumerate(texts) if text[:1] in _FIRST_OF_NUMBER]
    if len(numbered) < _FEWEST:
        return
    for index in numbered:
        if not _is_tip(draft, index):
            continue
        number = _number(texts[index])
        if run and number == len(run) + 1:
            run.append(index)
            continue
        if len(run) >= _FEWEST:
            yield from run
        run = [index] if number == 1 else []
    if len(run) >= _FEWEST:
        yield from run


def _number(text: str) -> int:
    match = _TIP.match(text)
    return int(match[1]) if match else 0


def _is_tip(draft: Draft, index: int) -> bool:
    """Whether the numbered line is short, ends as a sentence, and stands above a longer text."""
    text, below = draft.texts[index], draft.texts[index + 1 : index + 2]
    return (
        len(text) <= _LONGEST_TIP
        and text[-1] in ".!"
        and below != []
        and len(below[0]) > len(text)
        and not "0" <= below[0][0] <= "9"
        and type(draft.blocks[index]) is Paragraph
        and type(draft.blocks[index + 1]) is Paragraph
    )
