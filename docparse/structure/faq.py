"""Questions and answers, in all the shapes they are written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs

from docparse.nodes import (
    Block,
    Faq,
    FaqItem,
    Heading,
    List,
    ListItem,
    Paragraph,
    line_text,
    make_faq,
    make_paragraph,
    plain_text,
)
from docparse.structure.answers import end_of_article, ends_answer, looks_like_heading
from docparse.structure.draft import Draft, Splice
from docparse.structure.interviews import is_interview
from docparse.structure.labelled import labelled_questions
from docparse.structure.pair import Pair
from docparse.structure.pairs import Parts
from docparse.structure.question_parts import (
    LEADING_ICONS,
    items_span,
    make_pair,
    question_of,
    question_paragraph,
    without_label,
    without_later_labels,
)
from docparse.structure.sections import nest_sections
from docparse.structure.titled import TitledQuestions
from docparse.words.labels import answer_labels, is_initial, question_labels
from docparse.words.numbers import question_number_end
from docparse.words.questions import asks, ends_in_question, is_invitation, opens_as_question
from docparse.words.sentences import ends_sentence, goes_on

IsQuestion = Callable[[int], object]
"""Whether the block at this index is a question of the current run."""

FEWEST_UNTITLED: Final = 3
"""Question headings in a row, each answered, that make a Faq where no title announces one."""

LONGEST_UNTITLED_ANSWER: Final = 12
"""Blocks; longer text under a heading that asks is a section. One answer in four may be longer."""

LONGEST_REST: Final = 4
"""Blocks that an answer may have after the block with its question and its beginning."""


def read_faqs(draft: Draft, parts: Parts) -> None:
    """Replace each run of questions with answers by a Faq.

    A question is a line with a label (``Question: …``, ``Q. …``), a line that ends in a question
    mark under a title such as "Frequently asked questions", or one of at least three
    headings in a row that end in one. The answer is all that follows, up to the next question. A
    list in which every second item asks is a Faq too. The pairs in ``parts`` lower the number of
    questions that is needed and say where answers end; a block that was split and turns out to hold
    no question is put together again.
    """
    for index in draft.others:
        block = draft.blocks[index]
        if type(block) is List and _takes_turns(block):
            draft.replace(index, _faq_of_list(block, draft.source), "faq", "turns")
    facts = draft.facts
    if facts.asking or facts.labelled or facts.labels_alone or parts.pairs:
        _QuestionSearch(draft, parts, set(facts.asking), labelled_questions(draft)).read()


def _is_one_paragraph(item: ListItem) -> bool:
    return len(item.children) == 1 and isinstance(item.children[0], Paragraph)


def _takes_turns(block: List) -> bool:
    """Whether every second item asks: that is how extractors write a list of terms."""
    items = block.items
    return (
        len(items) >= 4
        and len(items) % 2 == 0
        and all(_is_one_paragraph(item) and asks(plain_text(item)) for item in items[::2])
        and not any(map(asks, map(plain_text, items[1::2])))
    )


def _faq_of_list(block: List, source: str | None) -> Faq:
    items = []
    for asked, answered in zip(block.items[::2], block.items[1::2], strict=True):
        line = asked.children[0]
        question = question_paragraph(line, line_text(line), 0, source)
        ends_it = line.span.end == asked.span.end
        whole = make_paragraph(question._content if ends_it else question.children, asked.span)
        items.append(make_pair(whole, answered.children))
    return make_faq(tuple(items), block.span)


@attrs.define
class _QuestionRun:
    """Questions in a row, and where each of them and its answer starts."""

    end: int
    """The index after the last of their blocks."""
    read_to: int = 0
    """The index up to which questions were looked for."""
    items: list[FaqItem] = attrs.Factory(list)
    starts: list[int] = attrs.Factory(list)
    answers: list[int] = attrs.Factory(list)


@attrs.define(eq=False, repr=False)
class _QuestionSearch:
    """A search for questions among the blocks of ``draft``."""

    draft: Draft
    parts: Parts
    asking: set[int]
    """The lines that end in a question mark."""
    labelled: dict[int, int]
    """The questions with a label, and where each ends."""
    titles: TitledQuestions = attrs.field(init=False)
    blocks: list[Block] = attrs.field(init=False)
    texts: list[str] = attrs.field(init=False)
    labels: Mapping[int, int] = attrs.field(init=False)
    """The lines that begin with the label of a question, and where it ends."""

    def __attrs_post_init__(self) -> None:
        self.blocks, self.texts = self.draft.blocks, self.draft.texts
        self.labels = self.draft.facts.labelled
        self.titles = TitledQuestions(self.draft, self.parts, self.asking)

    def read(self) -> None:
        """Replace each run of questions in the draft by a Faq."""
        changes: list[Splice] = []
        after = read_to = 0
        for index in sorted(self.asking | self.labelled.keys() | self.parts.pairs.keys()):
            if index < after:
                continue
            run, code = None, "label"
            if index in self.labelled:
                run = self.run(index, self.goes_on_labelled(index))
            elif index >= read_to:
                if self.titles.is_titled(index):
                    code = "title"
                    run = self.run(index, self.asks_or_is_labelled)
                    self.shorten_last(run)
                    read_to = run.read_to
                elif self.stands_out(index):
                    code = "run"
                    run = self.run(index, self.stands_out)
                    read_to = run.read_to
                    if not self.is_untitled_run(run):
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

    def label_end(self, index: int) -> int:
        """Return where the label of a question ends, 0 if it has none."""
        if index in self.labels:
            return self.labels[index]
        return max(question_labels().after(self.texts[index]), 0) if index in self.labelled else 0

    def goes_on_labelled(self, index: int) -> IsQuestion:
        """Return what tells the questions of a run whose first, at ``index``, has a label.

        Where one of them has a label of one letter and an answer with one, others need none.
        """
        if index in self.labels and is_initial(self.texts[index][: self.labels[index]]):
            return lambda at: at in self.labelled or at in self.labels
        return self.labelled.__contains__

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

    def is_untitled_run(self, run: _QuestionRun) -> bool:
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
        if not any(pairs):
            if run.starts[-1] < self.titles.first_title:
                return False
            answers = [" ".join(map(plain_text, item.answer)) for item in run.items]
            if is_interview([self.texts[start] for start in run.starts], answers):
                return False
        sections = sum(
            length > LONGEST_UNTITLED_ANSWER and not (pair and pair.is_closed)
            for length, pair in zip(lengths, pairs, strict=True)
        )
        return 4 * sections <= len(run.items)

    def asks_or_is_labelled(self, index: int) -> bool:
        return index in self.asking or index in self.labelled

    # ------------------------------------------------------------------ a run of questions

    def run(self, index: int, is_question: IsQuestion) -> _QuestionRun:
        """Read the questions from ``index`` on, each with its answer."""
        run = _QuestionRun(index)
        pair = None
        while index < len(self.blocks) and is_question(index):
            run.starts.append(index)
            pair = self.parts.pairs.get(index)
            after = self.labelled.get(index, index + 1)
            question = question_of(
                self.blocks[index:after],
                self.texts[index:after],
                self.label_end(index),
                self.draft.source,
            )
            run.answers.append(self.answer_start(after, is_question))
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

    def end_last(self, run: _QuestionRun, end: int, pair: Pair | None) -> None:
        """Let the last answer end at ``end``."""
        start = run.answers[-1]
        answer, run.end = self.answer(start, range(end, end + 1).__contains__, pair)
        run.items[-1] = make_pair(run.items[-1].question, answer)

    def end_of_pair(self, run: _QuestionRun, pair: Pair) -> int:
        """Return where the last answer ends, whose first block holds its question too.

        It is as long as that block, or as the longest answer before it.
        """
        end = pair.end
        longest = max((len(item.answer) for item in run.items[:-1]), default=0)
        for _ in range(longest - (pair.end - run.answers[-1])):
            end = self.parts.after(end)
        return end

    def shorten_last(self, run: _QuestionRun) -> None:
        """Shorten the last answer under a title to twice the longest before it.

        Often only the length of the last answer shows where the questions under a title end. A
        line that goes on with the sentence before it does not count.
        """
        if len(run.items) < 2:
            return
        longest = 2 * max(1, *(len(item.answer) for item in run.items[:-1]))
        if len(run.items[-1].answer) <= longest:
            return
        end = run.answers[-1]
        for _ in range(longest):
            end = self.parts.after(end)
        while end < run.end and self.is_same_sentence(end):
            end += 1
        if end < run.end:
            self.end_last(run, end, None)

    def is_same_sentence(self, index: int) -> bool:
        """Whether a line is the next piece of a sentence that was cut at its links."""
        before = self.texts[index - 1]
        return goes_on(self.texts[index]) or (goes_on(before) and not ends_sentence(before))

    def answer_start(self, index: int, is_question: IsQuestion) -> int:
        """Return where the words of an answer start: behind a label with a line of its own."""
        if (
            index + 1 < len(self.blocks)
            and answer_labels().is_alone(self.texts[index])
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
        return ends_answer(self.draft, index) and not self.is_line_behind(start, index)

    def answer_between(self, start: int, end: int) -> tuple[Block, ...]:
        """Return the blocks of an answer, without the labels of it and of further answers."""
        answer = self.parts.between(self.blocks, start, end)
        if not answer:
            return ()
        is_labelled = answer_labels().after(self.texts[start]) > 0 or (
            start > 0 and answer_labels().is_alone(self.texts[start - 1])
        )
        answer[0] = self.without_label(answer[0], start)
        if is_labelled:
            answer = without_later_labels(answer, self.draft.source)
        return tuple(self.as_line(block) for block in answer)

    def as_line(self, block: Block) -> Block:
        """Return a block of an answer, a paragraph if it only looked like a heading."""
        if looks_like_heading(block):
            assert isinstance(block, Heading)
            return make_paragraph(block._content, block.span)
        return block

    def is_line_behind(self, start: int, index: int) -> bool:
        """Whether a block opens an answer and looks like a heading without being marked."""
        return index == start and looks_like_heading(self.blocks[index])

    def without_label(self, block: Block, index: int) -> Block:
        """Return the first block of an answer, at ``index``, as a line without its label."""
        text = self.texts[index]
        label = answer_labels().end(text)
        if not label and text[:2] == "A " and self.texts[index - 1].startswith("Q "):
            label = len("A ")
        return without_label(self.as_line(block), label, self.draft.source)

    def invites(self, starts: Sequence[int]) -> bool:
        """Whether the last of the questions invites the reader instead of being answered.

        Its words say so, or it is the only one that does not begin as a question does.
        """
        *others, last = starts
        if last in self.labelled:
            return False
        if is_invitation(self.draft.key(last)):
            return True
        return (
            len(others) >= FEWEST_UNTITLED
            and opens_as_question(self.texts[last]) is False
            and all(opens_as_question(self.texts[index]) for index in others)
        )
