"""Questions and answers, in all the shapes they are written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

import attrs

from docparse.nodes import (
    Block,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    LineBreak,
    List,
    ListItem,
    Node,
    Paragraph,
    RoleHolder,
    Table,
    TableOfContents,
    Text,
    line_text,
    make_faq,
    make_faq_item,
    make_paragraph,
    make_text,
    plain_text,
)
from docparse.source.text import NO_SPAN, Span
from docparse.structure.draft import Draft, Splice
from docparse.structure.inline_parts import cut_nodes
from docparse.structure.key_points import is_key_points_table
from docparse.structure.pairs import Pair, Parts, has_labels
from docparse.structure.sections import nest_sections
from docparse.words.labels import answer_labels, is_initial
from docparse.words.numbers import question_number_end
from docparse.words.questions import ICONS, QUESTION_MARKS, asks, is_invitation
from docparse.words.sentences import announces, ends_sentence
from docparse.words.titles import title_kind

IsQuestion = Callable[[int], object]
"""Whether the block at this index is a question of the current run."""

LONGEST_UNMARKED: Final = 100
"""Code points of a question that has no question mark."""

FEWEST_UNTITLED: Final = 3
"""Question headings in a row, each answered, that make a Faq where no title announces one."""

LONGEST_UNTITLED_ANSWER: Final = 12
"""Blocks; longer text under a heading that asks is a section. One answer in four may be longer."""

LONGEST_REST: Final = 4
"""Blocks that an answer may have after the block with its question and its beginning."""

_LEADING_ICONS: Final = " \t+▸►▶▾▼▿▽›»❓❔➕➤→•"


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
    if facts.asking or facts.labelled or parts.pairs:
        labelled = {index for index in facts.labelled if _has_label(draft, index)}
        _QuestionSearch(draft, parts, set(facts.asking), labelled).read()


def _has_label(draft: Draft, index: int) -> bool:
    """Whether a line that begins with the label of a question is a question.

    A label of one letter counts only where the next line has the label of an answer: ``Q: …``,
    ``A: …``. On its own it may be anybody's initial. A block of several lines is a question if only
    its first line has a label, and it asks or the label of an answer follows.
    """
    text = draft.texts[index]
    is_block = "\n" in text
    if not is_block and not _has_initial(draft, index):
        return True
    following = draft.texts[index + 1 : index + 2]
    is_answered = bool(following) and answer_labels().end(following[0]) > 0
    if is_block and has_labels(text.split("\n")[1:]):
        return False
    return is_answered or (is_block and asks(text) and not _has_initial(draft, index))


def _has_initial(draft: Draft, index: int) -> bool:
    """Whether the label of a question is a single letter."""
    return is_initial(draft.texts[index][: draft.facts.labelled[index]])


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
        question = _question_paragraph(line, line_text(line), 0, source)
        ends_it = line.span.end == asked.span.end
        whole = make_paragraph(question._content if ends_it else question.children, asked.span)
        items.append(_item(whole, answered.children))
    return make_faq(tuple(items), block.span)


@attrs.define
class _QuestionRun:
    """Questions in a row, and where each of them starts."""

    end: int
    """The index after the last of their blocks."""
    read_to: int = 0
    """The index up to which questions were looked for."""
    items: list[FaqItem] = attrs.Factory(list)
    starts: list[int] = attrs.Factory(list)


@attrs.define(eq=False, repr=False)
class _QuestionSearch:
    """A search for questions among the blocks of ``draft``."""

    draft: Draft
    parts: Parts
    asking: set[int]
    """The lines that end in a question mark."""
    labelled: set[int]
    """The lines with the label of a question."""
    seen: int = 0
    """The index up to which titles were looked for."""
    titled_to: int = 0
    """Where the questions under the last title end."""
    blocks: list[Block] = attrs.field(init=False)
    texts: list[str] = attrs.field(init=False)
    labels: Mapping[int, int] = attrs.field(init=False)
    """The lines that begin with the label of a question, and where it ends."""

    def __attrs_post_init__(self) -> None:
        self.blocks, self.texts = self.draft.blocks, self.draft.texts
        self.labels = self.draft.facts.labelled

    def read(self) -> None:
        """Replace each run of questions in the draft by a Faq."""
        changes: list[Splice] = []
        after = read_to = 0
        for index in sorted(self.asking | self.labelled | self.parts.pairs.keys()):
            if index < after:
                continue
            run, code = None, "label"
            if index in self.labelled:
                labels = self.labels if _has_initial(self.draft, index) else self.labelled
                run = self.run(index, labels.__contains__)
            elif index >= read_to:
                if self.is_titled(index):
                    code = "title"
                    run = self.run(index, self.asks_or_is_labelled)
                    run.end -= _without_rest(run.items)
                    read_to = run.read_to
                elif self.stands_out(index):
                    code = "run"
                    run = self.run(index, self.stands_out)
                    read_to = run.read_to
                    if not self.is_untitled_run(run):
                        continue
            if run and run.items:
                changes += self.parts.rejoined(after, index)
                faq = make_faq(tuple(run.items), _items_span(run.items[0], run.items[-1]))
                changes.append(Splice(index, run.end, [faq]))
                if self.draft.evidence is not None:
                    self.draft.note("faq", code, faq.span, values={"questions": len(run.items)})
                after = run.end
        changes += self.parts.rejoined(after, len(self.blocks))
        self.draft.splice(changes)

    def stands_out(self, index: int) -> bool:
        """Whether a line that asks is a heading, has a number or an icon, or belongs to a pair."""
        block, text = self.blocks[index], self.texts[index]
        if index not in self.asking or isinstance(block, List):
            return False
        pair = self.parts.pairs.get(index)
        return (
            (pair is not None and pair.fewest is not None)
            or isinstance(block, Heading)
            or not text.endswith(QUESTION_MARKS)
            or text[0] in _LEADING_ICONS
            or question_number_end(text) > 0
        )

    def is_untitled_run(self, run: _QuestionRun) -> bool:
        """Whether questions that stand out are enough to make a Faq without a title.

        Fewer than three are enough only where each is followed directly by the next.
        """
        pairs = [self.parts.pairs.get(start) for start in run.starts]
        needed = [pair.fewest if pair and pair.fewest else FEWEST_UNTITLED for pair in pairs]
        lengths = [len(item.answer) for item in run.items]
        if len(run.items) < max(needed, default=FEWEST_UNTITLED) or not all(lengths):
            return False
        following = [*run.starts[1:], run.end]
        if len(run.items) < FEWEST_UNTITLED:
            return all(pair and pair.end == at for pair, at in zip(pairs, following, strict=True))
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
            question = _question_paragraph(
                self.blocks[index],
                self.texts[index],
                self.labels.get(index, 0),
                self.draft.source,
            )
            answer, index = self.answer(index + 1, is_question, pair)
            run.items.append(_item(question, answer))
        if pair is not None and pair.end < index:
            index = self.without_rest(run, pair)
        elif pair is None and run.starts:
            index = self.without_furniture(run, index)
        run.end = run.read_to = index
        while run.starts and self.invites(run.starts[-1]):
            run.items.pop()
            run.end = run.starts.pop()
        return run

    def without_rest(self, run: _QuestionRun, pair: Pair) -> int:
        """Shorten the last answer to its own block, or to the length of the longest before it.

        Return where it ends, which is known because the question has its answer with it.
        """
        start, question = run.starts[-1] + 1, run.items[-1].question
        end = pair.end
        longest = max((len(item.answer) for item in run.items[:-1]), default=0)
        for _ in range(longest - (pair.end - start)):
            end = self.parts.after(end)
        answer, end = self.answer(start, range(end, end + 1).__contains__, pair)
        run.items[-1] = _item(question, answer)
        return end

    def without_furniture(self, run: _QuestionRun, index: int) -> int:
        """End the last answer, which ends at ``index``, where furniture of the page follows it.

        Return where it ends. Between two questions furniture stays in the answer.
        """
        start = run.starts[-1] + 1
        foot = (at for at in range(start + 1, index) if _is_furniture(self.blocks[at]))
        end = next(foot, index)
        if end < index:
            answer, end = self.answer(start, range(end, end + 1).__contains__, None)
            run.items[-1] = _item(run.items[-1].question, answer)
        return end

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
            index in self.labelled
            or (index >= own_end and is_question(index))
            or (_ends_answer(self.blocks[index]) and not self.is_line_behind(start, index))
        ):
            index += 1
        if index > own_end + LONGEST_REST and pair is not None:
            index = own_end
        answer = self.parts.between(self.blocks, start, index)
        if answer:
            answer[0] = self.without_label(answer[0], start)
        return tuple(answer), index

    def is_line_behind(self, start: int, index: int) -> bool:
        """Whether a block opens an answer and looks like a heading without being marked."""
        block = self.blocks[index]
        return index == start and isinstance(block, Heading) and block.evidence == "shape"

    def without_label(self, block: Block, index: int) -> Block:
        """Return the first block of an answer, at ``index``, as a line without its label."""
        if self.is_line_behind(index, index):
            assert isinstance(block, Heading)
            block = make_paragraph(block._content, block.span)
        text = self.texts[index]
        label = answer_labels().end(text)
        if text[:2] == "A " and self.texts[index - 1].startswith("Q "):
            label = len("A ")
        return _from(block, label, len(line_text(block)), self.draft.source) if label else block

    def invites(self, index: int) -> bool:
        return index not in self.labels and is_invitation(self.draft.key(index))

    # ------------------------------------------------------------------ what a title announces

    def is_titled(self, index: int) -> bool:
        """Whether a title above announces the question; looks for titles up to it."""
        for heading in range(self.seen, index):
            if heading >= self.titled_to and self.is_title(heading):
                self.titled_to = self.end_of_titled(heading)
        self.seen = index
        return index < self.titled_to

    def is_title(self, index: int) -> bool:
        heading = isinstance(self.blocks[index], Heading)
        return heading and title_kind(self.draft.key(index)) == "faq"

    def end_of_titled(self, title: int) -> int:
        """Return where the questions under a title end, and find those without a question mark.

        They go on after a heading over a group of them; a heading followed by a text and then a
        question is a question itself; a marked heading of the title's level ends them.
        """
        index = title + 1
        asked = False
        while index < len(self.blocks) and not _ends_titled(self.blocks[index]):
            if self.asks_if_titled(index):
                self.asking.add(index)
                asked = True
            elif isinstance(self.blocks[index], Heading):
                ahead = range(index + 1, min(index + 1 + LONGEST_UNMARKED_ANSWER, len(self.blocks)))
                following = next((i for i in ahead if self.is_heading_or_asks(i)), index)
                if (
                    not self.asks_if_titled(following)
                    or self.is_title(index)
                    or _closes(self.blocks[index], self.blocks[title])
                ):
                    break
                if asked and following > index + 1:
                    self.asking.add(index)
            index += 1
        self.asking.update(self.unmarked(title + 1, index))
        return index

    def asks_if_titled(self, index: int) -> bool:
        """Whether a line asks, or has an answer of its own as a question has."""
        pair = self.parts.pairs.get(index)
        return index in self.asking or (pair is not None and pair.is_closed)

    def is_heading_or_asks(self, index: int) -> bool:
        return self.asks_if_titled(index) or isinstance(self.blocks[index], Heading)

    def unmarked(self, start: int, end: int) -> Iterator[int]:
        """Yield the lines that only their place shows to be questions.

        Where questions and answers of one line alternate, every second line is a question.
        """
        gaps = list(pairwise(index for index in range(start, end) if index in self.asking))
        regular = sum(after - before == 2 for before, after in gaps)
        if not regular or 2 * regular < len(gaps):
            return
        for before, after in gaps:
            between = range(before + 2, after, 2)
            if (after - before) % 2 == 0 and all(map(self.could_ask, between)):
                yield from between

    def could_ask(self, index: int) -> bool:
        """Whether a line is short, not a sentence, and followed by a longer line."""
        text = self.texts[index]
        return 0 < len(text) <= min(LONGEST_UNMARKED, len(self.texts[index + 1])) and (
            not (ends_sentence(text) or announces(text))
        )


LONGEST_UNMARKED_ANSWER: Final = 4
"""Blocks at most between a heading and the next question for the heading to be a question too."""


def _without_rest(items: list[FaqItem]) -> int:
    """Shorten the last answer to twice the longest before it, and return by how many blocks.

    Often only the length of the last answer shows where the questions under a title end.
    """
    if len(items) < 2:
        return 0
    longest = 2 * max(1, *(len(item.answer) for item in items[:-1]))
    question, answer = items[-1].question, items[-1].answer
    items[-1] = _item(question, answer[:longest])
    return max(0, len(answer) - longest)


def _ends_titled(block: Block) -> bool:
    return isinstance(block, (TableOfContents, KeyPoints)) or (
        isinstance(block, Table) and is_key_points_table(block)
    )


def _closes(heading: Node, title: Node) -> bool:
    """Whether a heading ends the part under a title, judged by their marks."""
    marked = [n.level for n in (heading, title) if isinstance(n, Heading) and n.evidence == "mark"]
    return len(marked) == 2 and marked[0] <= marked[1]


def _is_furniture(block: Block) -> bool:
    return isinstance(block, RoleHolder) and block.role == "furniture"


def _ends_answer(block: Block) -> bool:
    return type(block) is not Paragraph and (isinstance(block, Heading) or _ends_titled(block))


# ------------------------------------------------------------------------------ parts of a line


def _item(question: Paragraph, answer: tuple[Block, ...]) -> FaqItem:
    span = question.span
    if answer and span != NO_SPAN:
        span = Span(span.start, answer[-1].span.end)
    return make_faq_item(question, answer, span)


def _question_paragraph(block: Block, text: str, start: int, source: str | None) -> Paragraph:
    """Return a line as a paragraph with its text from ``start`` on, without number and icons.

    A question of several lines becomes one line, as a heading does.
    """
    start = len(text) - len(text[start:].lstrip(_LEADING_ICONS))
    number_end = question_number_end(text, start)
    if number_end > start:
        after = len(text) - len(text[number_end:].lstrip(_LEADING_ICONS))
        is_one = question_number_end(text, after) == after  # of two, neither is left out
        if after < len(text) and is_one:
            start = after
    kept = text[start:].rstrip(ICONS)
    end = start + len(kept) if kept.endswith(QUESTION_MARKS) else len(text)
    question = _from(block, start if start < end else 0, end, source)
    if "\n" in text:
        return Paragraph(_in_one_line(question.children), span=question.span)
    return question


def _in_one_line(nodes: tuple[Node, ...]) -> tuple[Any, ...]:
    """Return inline nodes with a space for each end of a line."""
    found: list[str | Node] = []
    for node in nodes:
        if isinstance(node, LineBreak):
            found.append(" ")
        elif isinstance(node, Text):
            found.append(make_text(node.text.replace("\n", " "), node.span))
        elif node.children:
            inside: Any = {"children": _in_one_line(node.children)}
            found.append(attrs.evolve(node, **inside))
        else:
            found.append(node)
    return tuple(found)


def _from(block: Block, start: int, end: int, source: str | None) -> Paragraph:
    """Return the text of a line between two places in it as a paragraph that spans the line.

    ``source`` is what its spans point into.
    """
    line: Node = block
    while isinstance(line, (List, ListItem)):
        line = line.children[0]
    assert isinstance(line, (Paragraph, Heading)), "what has words to cut is a line"
    content = line._content
    if type(content) is str and end == len(content) and line.span.end == block.span.end:
        return make_paragraph(content[start:], block.span)
    return make_paragraph(cut_nodes(line.children, start, end, source), block.span)


def _items_span(first: FaqItem, last: FaqItem) -> Span:
    return NO_SPAN if first.span == NO_SPAN else Span(first.span.start, last.span.end)
