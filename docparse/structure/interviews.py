"""Interviews: questions to a person, who speaks of themselves in the answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from docparse.nodes import Heading, make_paragraph
from docparse.structure.draft import Draft
from docparse.words.first_words import CREDIT, first_word_kind
from docparse.words.labels import has_label, label_colon
from docparse.words.languages import phrases_by_language

_SPOKEN_WORD: Final = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_DIALOGUE: Final = ("—", "–", "―")
"""The dashes that open what the next person says."""

LONGEST_NAME: Final = 3
"""Words before the colon of a line that tells who is speaking."""


def read_interviews(draft: Draft) -> None:
    """Make what a person is asked a paragraph where it only looked like a heading.

    The line behind it names the person, and so does the line behind another question.
    """
    names: dict[int, str] = {}
    if len(draft.facts.asking) < 2:
        return
    for index in draft.facts.asking:
        if index + 1 < len(draft.texts):
            name = _name_before_colon(draft.texts[index + 1])
            if name:
                names[index] = name
    if len(names) < 2:
        return
    counts = Counter(names.values())
    for index, name in names.items():
        block = draft.blocks[index]
        if counts[name] > 1 and isinstance(block, Heading) and block.evidence == "shape":
            draft.replace(
                index, make_paragraph(block._content, block.span), "headings", "interview"
            )


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
        or _speak_of_themselves(questions, answers)
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
    if not name or name[0].islower() or has_label(text):
        return ""
    words = name.split()
    is_name = len(words) <= LONGEST_NAME and first_word_kind(words) != CREDIT
    return name if is_name else ""


def _speak_of_themselves(questions: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether most answers and hardly a question have words of the first person of a language."""
    asked = Counter(language for text in questions for language in _first_persons(text))
    answered: Counter[str] = Counter()
    others = 0
    for text in answers:
        languages = _first_persons(text)
        answered.update(languages)
        if any(
            2 * answered[language] > len(answers) and 4 * asked[language] <= len(questions)
            for language in languages
        ):
            return True
        others += not languages
        if 2 * others >= len(answers):
            break
    return False


def _first_persons(text: str) -> set[str]:
    """Return the languages in which a text has a word of the first person."""
    known = _languages_of_words()
    written = set(text.replace("’", "'").split())
    spoken = {word for word in written if word.isalpha()}
    spoken.update(re.findall(_SPOKEN_WORD, " ".join(written - spoken)))
    words = {word.lower() for word in spoken if word != "i"}
    return {language for word in words & known.keys() for language in known[word]}


@cache
def _languages_of_words() -> Mapping[str, Sequence[str]]:
    # "i" that is not "I" is the word for "and" in some languages.
    found: dict[str, list[str]] = {}
    for language, words in phrases_by_language("first person").items():
        for word in words:
            found.setdefault(word, []).append(language)
    return found
