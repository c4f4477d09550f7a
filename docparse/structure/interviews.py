"""Interviews: questions to a person, who speaks of themselves in the answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from docparse.words.labels import has_label, label_colon
from docparse.words.languages import phrases

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DIALOGUE: Final = ("—", "–", "―")
"""The dashes that open what the next person says."""

LONGEST_NAME: Final = 3
"""Words before the colon of a line that tells who is speaking."""


def is_interview(questions: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether these are the questions of an interview and not those of visitors of a page.

    The lines tell who is speaking, ``Holm: …``, or begin with a dash; or most of the answers are in
    the first person, while hardly a question is: visitors ask ``Can I …?``, and no page answers
    ``I …``.
    """
    return (
        _have_a_speaker(questions)
        or _have_a_speaker(answers)
        or all(question.startswith(_DIALOGUE) for question in questions)
        or (
            2 * sum(map(_is_first_person, answers)) > len(answers)
            and 4 * sum(map(_is_first_person, questions)) <= len(questions)
        )
    )


def _have_a_speaker(lines: Iterable[str]) -> bool:
    """Whether at least half of the lines, and two of them, begin with one and the same name."""
    lines = list(lines)
    names = Counter(filter(None, map(_name_before_colon, lines)))
    most = max(names.values(), default=0)
    return most >= 2 and 2 * most >= len(lines)


def _name_before_colon(text: str) -> str:
    colon = label_colon(text)
    name = text[:colon] if colon > 0 else ""
    is_name = name and not name[0].islower() and not has_label(text)
    return name if is_name and len(name.split()) <= LONGEST_NAME else ""


def _is_first_person(text: str) -> bool:
    words = _WORD.findall(text.lower().replace("’", "'"))
    return not _first_person().isdisjoint(words)


@cache
def _first_person() -> frozenset[str]:
    return frozenset(phrases("first person"))
