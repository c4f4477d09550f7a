"""Questions that a label shows: ``Question: …``, ``Q1. …``, or ``Answer: …`` behind them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from docparse.nodes import Paragraph
from docparse.structure.answers import answer_label, looks_like_heading
from docparse.structure.draft import Draft
from docparse.words.labels import belong_together, is_initial, question_labels
from docparse.words.questions import asks
from docparse.words.sentences import COLONS, goes_on

LONGEST_LABELLED: Final = 12
"""Blocks from the label of a question to that of its answer."""

_KEY_OF_ONE_LETTER: Final = re.compile(r"[^\W\d_][ \t]?[:：]")
_SECOND_KEY: Final = r"\(?[bB][.):]"
"""The key of the second choice of a quiz, whose first key is no label: ``A. Oslo``, ``B. Rome``."""

FEWEST_ANSWER_INITIALS: Final = 2
"""Questions whose answers have a label of one letter, while they have none themselves."""


def labelled_questions(draft: Draft, in_one_block: bool = False) -> dict[int, int]:
    """Return the questions with a label, or with a label at their answer, and where each ends.

    Both are indexes of blocks, which may be the lines of a paragraph (``in_one_block``). A question
    goes on to the label of its answer, over lines and paragraphs; without one it is a line. A label
    of one letter counts only with an answer that has one of the same language, ``Q: …``, ``A: …``:
    on its own it may be anybody's initial, unless its line asks and the next one answers.
    """
    return _LabelReader(draft, in_one_block).read()


class _LabelReader:
    def __init__(self, draft: Draft, in_one_block: bool) -> None:
        self.draft = draft
        self.in_one_block = in_one_block
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
        if is_block and any(map(_has_label_or_key, text.split("\n")[1:])):
            return 0
        answer = self.answer(index, limit)
        if answer == index + 1 and not has_words:
            answer = 0
        label = text[: self.draft.facts.labelled.get(index)]
        if is_initial(label):
            if answer:
                return answer if self.is_pair_of_initials(index, answer, limit) else 0
            is_sure = self.in_one_block or any(map(str.isdigit, label))
            asked = is_sure and label.rstrip().endswith(COLONS) and not is_block
            end = self.end_of_sentence(index, limit) if asked else 0
            return end if end and asks(self.texts[end - 1]) else 0
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
        asked = any("?" in text or asks(text) for text in self.texts[index:answer])
        if not asked and (question[0] not in "QqＱｑ" or answer > index + 1):
            return False
        letters = (question[0], answered[0])
        return not any(self.has_other_key(at, letters) for at in (index - 1, answer + 1))

    def has_other_key(self, index: int, letters: tuple[str, str]) -> bool:
        """Whether a line next to a pair has a key of one letter that is none of its ``letters``."""
        text = self.texts[index] if 0 <= index < len(self.texts) else ""
        if self.in_one_block and index == 0 and answer_label(self.draft, 0) > 0:
            return False  # that of an answer to a question before the paragraph
        has_key = _KEY_OF_ONE_LETTER.match(text) is not None and text[0] not in letters
        return has_key or re.match(_SECOND_KEY, text) is not None

    def end_of_sentence(self, index: int, limit: int) -> int:
        """Return where a question that its line breaks off ends: at most three lines below."""
        for at in range(index + 1, min(index + 4, limit, len(self.texts) - 1)):
            if asks(self.texts[at - 1]) or not (self.is_line(at) and goes_on(self.texts[at])):
                break
            if asks(self.texts[at]):
                return at + 1
        return index + 1

    def is_no_answer(self, index: int) -> bool:
        """Whether no words of an answer follow at ``index``, below the label of one."""
        return index >= len(self.texts) or asks(self.texts[index])

    def read_answered(self) -> None:
        """Find the questions without a label whose answers have one on the next line."""
        claimed = {at for start, end in self.found.items() for at in range(start, end)}
        initials: dict[int, int] = {}
        for index in self.draft.facts.asking:
            if index in claimed or index + 1 >= len(self.texts):
                continue
            answer = self.texts[index + 1]
            after = answer_label(self.draft, index + 1)
            if after <= 0 or (after == len(answer) and self.is_no_answer(index + 2)):
                continue
            if not is_initial(answer[:after]):
                self.found[index] = index + 1
            elif index + 2 == len(self.texts) or not re.match(_SECOND_KEY, self.texts[index + 2]):
                initials[index] = index + 1
        if len(initials) >= FEWEST_ANSWER_INITIALS:
            self.found |= initials


def _has_label_or_key(line: str) -> bool:
    """Whether a line has the label of a question, or a key of one letter."""
    return question_labels().end(line) > 0 or _KEY_OF_ONE_LETTER.match(line) is not None
