"""Questions that a label shows: ``Question: …``, ``Q1. …``, or ``Answer: …`` behind them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from docparse.nodes import Paragraph
from docparse.structure.answers import answer_label, looks_like_heading
from docparse.structure.draft import Draft
from docparse.structure.line_pairs import KEY_OF_ONE_LETTER, has_labels
from docparse.words.labels import belong_together, is_initial
from docparse.words.questions import asks
from docparse.words.sentences import COLONS, goes_on

LONGEST_LABELLED: Final = 12
"""Blocks from the label of a question to that of its answer."""

_SECOND_KEY: Final = r"\(?[bB][.):]"
"""The key of the second choice of a quiz, whose first key is no label: ``A. Oslo``, ``B. Rome``."""

FEWEST_ANSWER_INITIALS: Final = 2
"""Questions whose answers have a label of one letter, while they have none themselves."""


def labelled_questions(draft: Draft) -> dict[int, int]:
    """Return the questions with a label, or with a label at their answer, and where each ends.

    Both are indexes of blocks. A question goes on to the label of its answer, over lines and
    paragraphs; without one it is a line. A label of one letter counts only with an answer
    that has one of the same language, ``Q: …``, ``A: …``: on its own it may be anybody's initial.
    """
    return _LabelReader(draft).read()


class _LabelReader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.texts = draft.texts
        self.found: dict[int, int] = {}

    def read(self) -> dict[int, int]:
        facts = self.draft.facts
        labels = sorted([*facts.labelled, *facts.labels_alone])
        for index, following in pairwise([*labels, len(self.texts)]):
            end = self.end(index, min(following, index + LONGEST_LABELLED))
            if end:
                self.found[index] = end
        self.read_answered()
        return self.found

    def end(self, index: int, limit: int) -> int:
        """Return where the question with a label at ``index`` ends; 0 if it is none."""
        text = self.texts[index]
        has_words = index in self.draft.facts.labelled
        is_block = "\n" in text
        if is_block and has_labels(text.split("\n")[1:]):
            return 0
        answer = self.answer(index, limit)
        if answer == index + 1 and not has_words:
            answer = 0
        label = text[: self.draft.facts.labelled.get(index)]
        if is_initial(label):
            if answer:
                return answer if self.is_pair_of_initials(index, answer, limit) else 0
            is_numbered = any(map(str.isdigit, label)) and label.rstrip().endswith(COLONS)
            return index + 1 if is_numbered and not is_block and asks(text) else 0
        if answer:
            return answer
        if not has_words:
            is_asked = index + 2 < len(self.texts) and asks(self.texts[index + 1])
            return index + 2 if is_asked and index + 1 < limit else 0
        if is_block and not asks(text):
            return 0
        return self.end_of_sentence(index, limit)

    def answer(self, index: int, limit: int) -> int:
        """Return where the label of an answer follows; 0 if none does before a block of its own."""
        for at in range(index + 1, limit):
            if answer_label(self.draft, at) > 0:
                return at
            if not self.is_line(at):
                break
        return 0

    def is_line(self, index: int) -> bool:
        """Whether a question may go on with a block: a mark begins something else."""
        block = self.draft.blocks[index]
        is_line = isinstance(block, Paragraph) or looks_like_heading(block)
        return is_line and not self.texts[index].startswith(">")

    def is_pair_of_initials(self, index: int, answer: int, limit: int) -> bool:
        """Whether labels of one letter are those of a question and its answer, not other keys."""
        question, answered = self.texts[index], self.texts[answer]
        if not belong_together(question, answered):
            return False
        letters = (question[0], answered[0])
        if any(self.has_other_key(at, letters) for at in (index - 1, answer + 1)):
            return False
        asked = self.texts[index:answer]
        return question[0] in "QqＱｑ" or any("?" in text or asks(text) for text in asked)

    def has_other_key(self, index: int, letters: tuple[str, str]) -> bool:
        """Whether a line next to a pair has a key of one letter that is none of its ``letters``."""
        text = self.texts[index] if 0 <= index < len(self.texts) else ""
        has_key = KEY_OF_ONE_LETTER.match(text) is not None and text[0] not in letters
        return has_key or re.match(_SECOND_KEY, text) is not None

    def end_of_sentence(self, index: int, limit: int) -> int:
        """Return where a question that its line breaks off ends: at most three lines below."""
        for at in range(index + 1, min(index + 4, limit, len(self.texts) - 1)):
            if not (self.is_line(at) and goes_on(self.texts[at])):
                break
            if asks(self.texts[at]):
                return at + 1
        return index + 1

    def read_answered(self) -> None:
        """Find the questions without a label whose answers have one on the next line."""
        claimed = {at for start, end in self.found.items() for at in range(start, end)}
        initials: dict[int, int] = {}
        for index in self.draft.facts.asking:
            if index in claimed or index + 1 >= len(self.texts):
                continue
            answer = self.texts[index + 1]
            after = answer_label(self.draft, index + 1)
            if after <= 0 or (after == len(answer) and index + 2 >= len(self.texts)):
                continue
            if not is_initial(answer[:after]):
                self.found[index] = index + 1
            elif index + 2 == len(self.texts) or not re.match(_SECOND_KEY, self.texts[index + 2]):
                initials[index] = index + 1
        if len(initials) >= FEWEST_ANSWER_INITIALS:
            self.found |= initials
