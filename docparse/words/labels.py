"""Labels of questions and answers: the words before the colon in ``Question: …``, ``A: …``."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docparse.words.languages import phrases_by_language

_LABEL_OF_LINE: Final = r"""(?x)
    [ \t*]*(?:[0-9]{1,3}[.)][ \t]+\**[ \t]*)?[(\[【]?
    (?P<word>[^\W\d_][^\d\n:：.)\]】．、#–—|*]{0,22}?)
    (?P<number>[ \t]*[.-]?[ \t]*\#?[ \t]*[0-9]{1,3}(?![0-9]))?
    [ \t*]*
    (?P<end>[:：]|[.)](?=[ \t\n]|$)|[\]】．、]|[–—-](?=[ \t])|$|(?(number)(?=[ \t\n])|(?!)))
    [ \t\n]*
    """
"""Compiled when first used: few lines need it."""

_FIRST_LETTERS: Final = re.compile(r"[^\W\d_]+")


class Labels:
    """The labels that stand before questions, or those that stand before answers."""

    def __init__(self, section: str) -> None:
        words: dict[str, frozenset[str]] = {}
        for language, listed in phrases_by_language(section).items():
            for word in map(label_word, listed):
                words[word] = words.get(word, frozenset()) | {language}
        self.words = words
        """Each as :func:`label_word` gives it, and the languages that have it."""
        self.beginnings = frozenset(
            written[:2] + after
            for word in words
            for written in (word, word.capitalize(), word.upper())
            for after in ((word[2], word[2].upper()) if len(word) > 2 else _BEHIND_WORD)
        )
        """What lines with such a label begin with, unless a sign stands before its word.

        Three characters, or two: a word of one letter and what follows it.
        """
        self.initials = OPENING_MARKS.union([each[0] for each in self.beginnings])
        """The first characters of all lines with such a label."""
        starts = {word: match[0] for word in words if (match := _FIRST_LETTERS.match(word))}
        self.first_letters = frozenset(starts.values())
        """What each label's word begins with, up to a hyphen or the like: ``question``."""
        self.of_several_words = frozenset(
            letters for word, letters in starts.items() if letters != word
        )
        """Those of them after which more words of a label may follow: ``question number``."""

    def after(self, text: str) -> int:
        """Return where the words after a label start: 10 in ``Question: …``, 4 in ``Q1. …``.

        Its length if the line is a label and nothing else, ``Answer 2``; -1 if there is no label.
        Behind the word, its number or both stands a sign, ``Ans. …``, ``[Q] …``, ``Question – …``;
        behind a number may be a space alone, ``Q1 Why?``.
        """
        known = self.beginnings
        if text[:3] not in known and text[:2] not in known and text[:1] not in OPENING_MARKS:
            return -1
        first = _FIRST_LETTERS.match(text)
        if first is not None:
            letters = first[0].lower()
            if letters not in self.first_letters:
                return -1
            colon = first.end()
            # Nearly all labels are a word and a colon, for which the expression takes far longer.
            if text[colon : colon + 1] == ":" and letters in self.words:
                return len(text) - len(text[colon + 1 :].lstrip(" \t\n"))
            is_word = text[colon : colon + 1] == " " and text[colon + 1 : colon + 2].isalpha()
            if is_word and letters not in self.of_several_words:
                return -1
        found = re.match(_LABEL_OF_LINE, text)
        if found is None:
            return -1
        word = found["word"].rstrip(" \t")
        if label_word(word) not in self.words:
            return -1
        sign, number, end = found["end"], found["number"], found.end()
        if sign or end == len(text):
            is_label = True
        else:  # a space behind a number: ``Q1 Why?``
            is_joined = number is not None and number[0] not in " \t"
            is_label = is_joined if len(word) == 1 else bool(number) and not text[end].islower()
        return end if is_label else -1

    def end(self, text: str) -> int:
        """Return where the words after a label start; 0 if there is no label, or no word."""
        after = self.after(text)
        return after if 0 < after < len(text) else 0

    def languages(self, text: str) -> frozenset[str]:
        """Return the languages in which the label that ``text`` begins with is one."""
        found = re.match(_LABEL_OF_LINE, text)
        return self.words.get(label_word(found["word"]), frozenset()) if found else frozenset()


@cache
def question_labels() -> Labels:
    """Return the labels of questions in all languages: ``question``, ``q``."""
    return Labels("question labels")


@cache
def answer_labels() -> Labels:
    """Return the labels of answers in all languages: ``answer``, ``a``."""
    return Labels("answer labels")


_BEHIND_WORD: Final = ("", *"0123456789:：.)]】．、–—-*# \t\n")
"""What may follow the word of a label."""

OPENING_MARKS: Final = frozenset(" \t*([【0123456789")
"""What may stand before the word of a label: signs, and the number of an item."""

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
    """Whether ``text`` begins with a label, even without words after it: ``"A:"``.

    A letter alone is none.
    """
    return len(text) > 1 and (question_labels().after(text) > 0 or answer_labels().after(text) > 0)


def is_initial(label: str) -> bool:
    """Whether a label is a single letter, which may be an initial: ``Q:``, ``Q1.``."""
    return sum(map(str.isalpha, label)) <= 1


def belong_together(question: str, answer: str) -> bool:
    """Whether the labels that two lines begin with are of one language: ``P: …``, ``R: …``."""
    return not question_labels().languages(question).isdisjoint(answer_labels().languages(answer))
