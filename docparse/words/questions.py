"""Lines that ask, and questions that invite the reader instead of being answered."""

from __future__ import annotations

from typing import Final

from docparse.words.first_words import (
    ARTICLE,
    AUXILIARY,
    PRONOUN,
    QUESTION_WORD,
    first_word_kind,
)
from docparse.words.languages import openings, phrase_set

QUESTION_MARKS: Final = ("?", "？", "؟", "\u037e", "՞", "፧")
ICONS: Final = " \t+−–-▾▼▿▽⌄˅∨›»>×✕↓⬇➕➖^˄⌃¶#🔗"
"""Icons that may follow the question mark and unfold the answer."""

_ARMENIAN: Final = "".join(map(chr, range(0x0561, 0x0588))) + "։"
LAST_OF_QUESTIONS: Final = frozenset("".join(QUESTION_MARKS) + ICONS + ";" + _ARMENIAN)
"""The characters that a line which asks may end in: a quick test before :func:`asks`."""

LONGEST_QUESTION: Final = 300
"""Code points; a longer line is an answer."""


def asks(text: str) -> bool:
    """Whether a line ends in a question mark, or one and an icon: ``"Late? +"``."""
    return 0 < len(text) <= LONGEST_QUESTION and ends_in_question(text.rstrip(ICONS))


def ends_in_question(text: str) -> bool:
    """Whether the last sentence of ``text`` has the question mark of its script at its place.

    Greek writes ``;`` behind the sentence, Armenian ``՞`` within the word that is asked about.
    """
    if text.endswith(QUESTION_MARKS):
        return True
    last = text[-1:]
    if last == ";":
        before = text.rstrip("; \t»)\"'")[-1:]
        return "\u0370" <= before < "\u0400" or "\u1f00" <= before < "\u2000"
    return last in _ARMENIAN and "՞" in text.rstrip("։ ").rpartition("։")[2]


LONGEST_INVITATION: Final = 60
"""Code points."""


def is_invitation(key: str) -> bool:
    """Whether a question, given as its title key, invites the reader instead of being answered.

    It offers something, ``"need a plumber"``, or asks for more questions, ``"still have
    questions"``.
    """
    if len(key) > LONGEST_INVITATION:
        return False
    key = key.replace("’", "'")
    return key.startswith(openings("invitations")) or (
        key.count(" ") < 5 and key.endswith(tuple(phrase_set("more questions")))
    )


def opens_as_question(text: str) -> bool | None:
    """Whether a line begins as a question does, with a question word or an auxiliary verb.

    False if it is a short offer to the reader, ``"Boat check for your pier?"``; None if its words
    do not tell: ``"Brauche ich …?"``, ``"Zahlt die Kasse …?"``, ``"Any costs?"``.
    """
    words = text.split()
    kind = first_word_kind(words)
    if kind in (QUESTION_WORD, AUXILIARY):
        return True
    verb_may_be_first = first_word_kind(words[1:]) in (PRONOUN, ARTICLE, AUXILIARY)
    if kind or verb_may_be_first or len(words) > _LONGEST_OFFER:
        return None
    names_reader = any(first_word_kind([word]) == PRONOUN for word in words[2:])
    return False if names_reader else None


_LONGEST_OFFER: Final = 7
"""Words of an offer that ends in a question mark: ``"Fog horn check for your boat?"``."""
