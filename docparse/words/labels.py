"""Labels of questions and answers: the words before the colon in ``Question: …``, ``A: …``."""

from __future__ import annotations

from functools import cache
from typing import Final

import attrs

from docparse.words.languages import phrases


@attrs.frozen
class Labels:
    """The labels that stand before questions, or those that stand before answers."""

    words: frozenset[str]
    """Each as :func:`label_word` gives it."""
    initials: frozenset[str]
    """The first characters of lines with such a label: a quick test before :meth:`end`."""

    def end(self, text: str) -> int:
        """Return the offset of the words after a label: 10 in ``Question: …``, 3 in ``Q. …``.

        0 if there is no label, or nothing after it. A full stop or a bracket only ends labels of
        one letter.
        """
        if text[:1] not in self.initials:
            return 0
        after = text[1:2]
        if after in _AFTER_LETTER and (after in "．、" or text[2:3] == " "):
            colon = 1
        else:
            colon = label_colon(text)
        if colon < 0 or label_word(text[:colon]) not in self.words:
            return 0
        end = len(text) - len(text[colon + 1 :].lstrip(" \t"))
        return end if end < len(text) else 0


_AFTER_LETTER: Final = frozenset(".)．、")


@cache
def question_labels() -> Labels:
    """Return the labels of questions in all languages: ``question``, ``q``."""
    return _read_labels("question labels")


@cache
def answer_labels() -> Labels:
    """Return the labels of answers in all languages: ``answer``, ``a``."""
    return _read_labels("answer labels")


def _read_labels(section: str) -> Labels:
    words = frozenset(map(label_word, phrases(section)))
    initials = {initial for word in words for initial in (word[0], word[0].upper())}
    return Labels(words, frozenset(initials) | {*" \t*"})


LONGEST_LABEL: Final = 24
"""Code points before the colon."""


def label_colon(text: str) -> int:
    """Return the offset of the colon that a label at the start of ``text`` would end in, or -1."""
    head = text[: LONGEST_LABEL + 1]
    # `c in text` takes a fifth of the time of `text.find(c)`.
    colon = head.find(":", 1) if ":" in head else -1
    wide_colon = head.find("：", 1) if "：" in head else -1
    return colon if wide_colon < 0 or 0 < colon < wide_colon else wide_colon


def label_word(label: str) -> str:
    """Return the word of a label without case and number: ``Question 3`` gives ``question``."""
    word = label.lower()
    if word.isalpha():
        return word
    return word.strip(" \t*").rstrip("0123456789. \t#").replace(" ", "-")


def is_label(label: str) -> bool:
    """Whether ``label``, the text before a colon, names a question or an answer: ``"Q"``."""
    word = label_word(label)
    return word in question_labels().words or word in answer_labels().words


def has_label(text: str) -> bool:
    """Whether ``text`` begins with a label and its colon, even without words after it: ``"A:"``."""
    colon = label_colon(text)
    return colon > 0 and is_label(text[:colon])


def is_initial(label: str) -> bool:
    """Whether a label, with its colon, is a single letter, which may be an initial: ``Q:``."""
    return len(label.rstrip(" \t.):：、．")) <= 1
