"""Questions in a row, each with its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from docparse.nodes import Block, FaqItem, Heading, Paragraph, make_paragraph
from docparse.structure.answers import answer_label, end_of_article, ends_answer, looks_like_heading
from docparse.structure.draft import Draft
from docparse.structure.pair import Pair
from docparse.structure.pairs import Parts
from docparse.structure.question_parts import (
    after_answer_label,
    make_pair,
    question_of,
    without_label,
    without_later_labels,
)
from docparse.structure.sections import nest_sections
from docparse.words.labels import question_labels
from docparse.words.questions import is_invitation, opens_as_question
from docparse.words.titles import ends_article

IsQuestion = Callable[[int], object]
"""Whether the block at this index is a question of the current run."""

LONGEST_REST: Final = 4
"""Blocks that an answer may have after the block with its question and its beginning."""

FEWEST_REAL_QUESTIONS: Final = 3
"""Questions that begin as questions do, behind which one that does not is an offer."""


class QuestionRun:
    """Questions in a row, and where each of them and its answer starts."""

    def __init__(self, end: int) -> None:
        self.end = end
        """The index after the last of their blocks."""
        self.read_to = 0
        """The index up to which questions were looked for."""
        self.items: list[FaqItem] = []
        self.starts: list[int] = []
        self.answers: list[int] = []


class RunReader:
    """What reads the questions of a run, and their answers, among the blocks of ``draft``."""

    def __init__(self, draft: Draft, parts: Parts, labelled: Mapping[int, int]) -> None:
        self.draft = draft
        self.parts = parts
        self.labelled = labelled
        """The questions with a label, and where each ends."""
        self.blocks = draft.blocks
        self.texts = draft.texts
        self.labels = draft.facts.labelled
        """The lines that begin with the label of a question, and where it ends."""

    def run(self, index: int, is_question: IsQuestion) -> QuestionRun:
        """Read the questions from ``index`` on, each with its answer."""
        run = QuestionRun(index)
        pair = None
        while index < len(self.blocks) and is_question(index):
            run.starts.append(index)
            after = self.labelled.get(index, index + 1)
            pair = self.parts.pairs.get(index) if after == index + 1 else None
            question = question_of(
                self.blocks[index:after],
                self.texts[index:after],
                self.label_end(index),
                self.draft.source,
            )
            run.answers.append(self.answer_start(after, is_question, pair))
            answer, index = self.answer(run.answers[-1], is_question, pair)
            run.items.append(make_pair(question, answer))
        run.end = run.read_to = index
        if pair is not None and pair.end < index:
            self.end_last(run, self.end_of_pair(run, pair), pair)
            run.read_to = run.end
        while run.starts and self.invites(run.starts):
            run.items.pop()
            run.answers.pop()
            run.end = run.starts.pop()
        if run.items and (pair is None or not pair.is_closed):
            end = end_of_article(self.draft, run.answers[-1] + 1, run.end)
            if end < run.end:
                self.end_last(run, end, None)
        return run

    def label_end(self, index: int) -> int:
        """Return where the label of a question ends, 0 if it has none."""
        if index in self.labels:
            return self.labels[index]
        return max(question_labels().after(self.texts[index]), 0) if index in self.labelled else 0

    def invites(self, starts: Sequence[int]) -> bool:
        """Whether the last of the questions invites the reader instead of being answered.

        Its words say so, or that it stands behind the article, as "Was this helpful?" does; or it
        is the only one that does not begin as a question does.
        """
        last = starts[-1]
        if last in self.labelled:
            return False
        key = self.draft.key(last)
        if is_invitation(key) or ends_article(key):
            return True
        return (
            len(starts) > FEWEST_REAL_QUESTIONS
            and opens_as_question(self.texts[last]) is False
            and all(opens_as_question(self.texts[index]) for index in starts[:-1])
        )

    def end_last(self, run: QuestionRun, end: int, pair: Pair | None) -> None:
        """Let the last answer end at ``end``."""
        start = run.answers[-1]
        answer, run.end = self.answer(start, range(end, end + 1).__contains__, pair)
        run.items[-1] = make_pair(run.items[-1].question, answer)

    def end_of_pair(self, run: QuestionRun, pair: Pair) -> int:
        """Return where the last answer ends, whose first block holds its question too.

        It is as long as that block, or as the longest answer before it, and goes on with paragraphs
        that have the label of another answer to the same question.
        """
        longest = max((len(item.answer) for item in run.items[:-1]), default=0)
        end = self.parts.after(pair.end, longest - (pair.end - run.answers[-1]))
        if answer_label(self.draft, run.answers[-1]) > 0:
            while (
                end < len(self.blocks)
                and isinstance(self.blocks[end], Paragraph)
                and answer_label(self.draft, end) > 0
            ):
                end += 1
        return end

    def shorten_last(self, run: QuestionRun) -> None:
        """Shorten the last answer under a title to twice the longest before it.

        Often only the length of the last answer shows where the questions under a title end.
        """
        if len(run.items) < 2:
            return
        longest = 2 * max(1, *(len(item.answer) for item in run.items[:-1]))
        if len(run.items[-1].answer) <= longest:
            return
        end = self.parts.after(run.answers[-1], longest)
        if end < run.end:
            self.end_last(run, end, None)

    def answer_start(self, index: int, is_question: IsQuestion, pair: Pair | None) -> int:
        """Return where the words of an answer start: behind a label with a line of its own."""
        if (
            index + 1 < len(self.blocks)
            and (pair is None or index + 1 < pair.end)
            and answer_label(self.draft, index) == len(self.texts[index])
            and not self.ends(index + 1, index + 1)
            and not is_question(index + 1)
        ):
            return index + 1
        return index

    def answer(
        self, index: int, is_question: IsQuestion, pair: Pair | None
    ) -> tuple[tuple[Block, ...], int]:
        """Read to the next question, heading or line with the label of a question.

        The line after a question is always its answer. Within its ``pair``, lines that ask belong
        to the answer; after it, an answer goes on for a few blocks if a question follows them.
        """
        start = index
        own_end = pair.end if pair is not None else start
        limit = len(self.blocks)
        if pair is not None:
            limit = min(limit, own_end + LONGEST_REST + 1)
        if pair is not None and pair.is_closed:
            answer = self.parts.between(self.blocks, start, own_end)
            answer[0] = self.without_label(answer[0], start)
            return tuple(nest_sections(answer)), own_end
        while index < limit and not (
            (index >= own_end and is_question(index)) or self.ends(start, index)
        ):
            index += 1
        if index > own_end + LONGEST_REST and pair is not None:
            index = own_end
        return self.answer_between(start, index), index

    def ends(self, start: int, index: int) -> bool:
        """Whether an answer that starts at ``start`` ends before the block at ``index``."""
        if index in self.labelled:
            return True
        opens_answer = index == start and looks_like_heading(self.blocks[index])
        return ends_answer(self.draft, index) and not opens_answer

    def answer_between(self, start: int, end: int) -> tuple[Block, ...]:
        """Return the blocks of an answer, without the labels of it and of further answers."""
        answer = self.parts.between(self.blocks, start, end)
        if not answer:
            return ()
        is_labelled = answer_label(self.draft, start) > 0 or (
            answer_label(self.draft, start - 1) == len(self.texts[start - 1])
        )
        answer[0] = self.without_label(answer[0], start)
        if is_labelled:
            answer = without_later_labels(answer, self.draft.source)
        return tuple(as_line(block) for block in answer)

    def without_label(self, block: Block, index: int) -> Block:
        """Return the first block of an answer, at ``index``, as a line without its label."""
        text = self.texts[index]
        after = after_answer_label(block, text)
        label = after if 0 < after < len(text) else 0
        if not label and text[:2] == "A " and self.texts[index - 1].startswith("Q "):
            label = len("A ")
        return without_label(as_line(block), label, self.draft.source)


def as_line(block: Block) -> Block:
    """Return a block of an answer, a paragraph if it only looked like a heading."""
    if looks_like_heading(block):
        assert isinstance(block, Heading)
        return make_paragraph(block._content, block.span)
    return block
