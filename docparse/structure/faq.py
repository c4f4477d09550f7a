"""Questions and answers, in all the shapes they are written in."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from docparse.nodes import Heading, List, make_faq, plain_text
from docparse.structure.answers import looks_like_heading
from docparse.structure.draft import Draft, Splice
from docparse.structure.interviews import is_interview
from docparse.structure.labelled import labelled_questions
from docparse.structure.pairs import Parts
from docparse.structure.question_parts import LEADING_ICONS, items_span
from docparse.structure.runs import QuestionRun, RunReader, as_line
from docparse.structure.titled import TitledQuestions
from docparse.words.numbers import question_number_end
from docparse.words.questions import ends_in_question

FEWEST_UNTITLED: Final = 3
"""Question headings in a row, each answered, that make a Faq where no title announces one."""

LONGEST_UNTITLED_ANSWER: Final = 12
"""Blocks; longer text under a heading that asks is a section. One answer in four may be longer."""


def read_faqs(draft: Draft, parts: Parts) -> None:
    """Replace each run of questions with answers by a Faq.

    A question is a line with a label (``Question: …``, ``Q. …``), a line that ends in a question
    mark under a title such as "Frequently asked questions", or one of at least three
    headings in a row that end in one. The answer is all that follows, up to the next question. The
    pairs in ``parts`` lower the number of questions that is needed and say where answers end; a
    block that was split and turns out to hold no question is put together again.
    """
    facts = draft.facts
    if facts.asking or facts.labelled or facts.labels_alone or parts.pairs:
        _QuestionSearch(draft, parts).read()


class _QuestionSearch:
    """A search for questions among the blocks of ``draft``."""

    def __init__(self, draft: Draft, parts: Parts) -> None:
        self.draft = draft
        self.parts = parts
        self.asking = set(draft.facts.asking)
        """The lines that end in a question mark."""
        self.labelled = labelled_questions(draft)
        """The questions with a label, and where each ends."""
        self.blocks = draft.blocks
        self.texts = draft.texts
        self.labels = draft.facts.labelled
        """The lines that begin with the label of a question, and where it ends."""
        self.titles = TitledQuestions(draft, parts, self.asking)
        self.runs = RunReader(draft, parts, self.labelled)

    def read(self) -> None:
        """Replace each run of questions in the draft by a Faq."""
        changes: list[Splice] = []
        after = read_to = 0
        for index in sorted(self.asking | self.labelled.keys() | self.parts.pairs.keys()):
            if index < after:
                continue
            run, code = None, "label"
            if index in self.labelled:
                run = self.runs.run(index, self.has_label)
            elif index >= read_to:
                if self.titles.is_titled(index):
                    code = "title"
                    run = self.runs.run(index, self.asks_or_is_labelled)
                    self.runs.shorten_last(run)
                    read_to = run.read_to
                elif self.stands_out(index):
                    code = "run"
                    run = self.runs.run(index, self.stands_out)
                    read_to = run.read_to
                    if not self.is_untitled_run(run):
                        continue
                    if self.is_interview(run):
                        self.leave_to_interview(run)
                        continue
            if run and run.items:
                changes += self.parts.rejoined(after, index)
                faq = make_faq(tuple(run.items), items_span(run.items[0], run.items[-1]))
                changes.append(Splice(index, run.end, [faq]))
                if self.draft.evidence is not None:
                    self.draft.note("faq", code, faq.span, values={"questions": len(run.items)})
                after = run.end
        changes += self.parts.rejoined(after, len(self.blocks))
        self.draft.splice(changes)

    def has_label(self, index: int) -> bool:
        """Whether a block goes on with a run of questions with labels.

        Where one of them has an answer with a label, others need none.
        """
        return index in self.labelled or index in self.labels

    def stands_out(self, index: int) -> bool:
        """Whether a line that asks is a heading, has a number or an icon, or belongs to a pair."""
        block, text = self.blocks[index], self.texts[index]
        if index not in self.asking or isinstance(block, List):
            return False
        pair = self.parts.pairs.get(index)
        return (
            (pair is not None and pair.fewest is not None)
            or isinstance(block, Heading)
            or not ends_in_question(text)
            or text[0] in LEADING_ICONS
            or question_number_end(text) > 0
        )

    def is_untitled_run(self, run: QuestionRun) -> bool:
        """Whether questions that stand out are enough to make a Faq without a title.

        Fewer than three are enough only where each is followed directly by the next. Above a title
        of questions they are sections.
        """
        pairs = [self.parts.pairs.get(start) for start in run.starts]
        needed = [pair.fewest if pair and pair.fewest else FEWEST_UNTITLED for pair in pairs]
        lengths = [len(item.answer) for item in run.items]
        if len(run.items) < max(needed, default=FEWEST_UNTITLED) or not all(lengths):
            return False
        following = [*run.starts[1:], run.end]
        if len(run.items) < FEWEST_UNTITLED:
            return all(pair and pair.end == at for pair, at in zip(pairs, following, strict=True))
        if not any(pairs) and run.starts[-1] < self.titles.first_title:
            return False
        sections = sum(
            length > LONGEST_UNTITLED_ANSWER and not (pair and pair.is_closed)
            for length, pair in zip(lengths, pairs, strict=True)
        )
        return 4 * sections <= len(run.items)

    def is_interview(self, run: QuestionRun) -> bool:
        """Whether a person is asked, unless markup ties the answers to the questions."""
        if not self.parts.pairs.keys().isdisjoint(run.starts):
            return False
        answers = [" ".join(map(plain_text, item.answer)) for item in run.items]
        return is_interview([self.texts[start] for start in run.starts], answers)

    def leave_to_interview(self, run: QuestionRun) -> None:
        """Make questions that looked like headings lines if a third as many among them are lines.

        An interviewer asks short questions, which look like headings, and long ones.
        """
        asking = self.draft.facts.asking
        asked = bisect_left(asking, run.end) - bisect_left(asking, run.starts[0])
        if 3 * (asked - len(run.starts)) < len(run.starts):
            return
        for start in run.starts:
            block = self.blocks[start]
            if looks_like_heading(block):
                self.draft.replace(start, as_line(block), "headings", "interview")

    def asks_or_is_labelled(self, index: int) -> bool:
        return index in self.asking or index in self.labelled
