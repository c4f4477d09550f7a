"""Questions that markup ties to their answers: both in one block, or in one element."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.nodes import (
    Block,
    Heading,
    List,
    ListItem,
    Paragraph,
    line_text,
    make_paragraph,
    plain_text,
)
from docparse.source.text import NO_SPAN, Span
from docparse.structure.draft import Draft, Splice
from docparse.structure.line_pairs import may_ask, pairs_of_lines
from docparse.structure.pair import FEWEST_IN_ONE_BLOCK, Pair, Pairs, Parted
from docparse.words.labels import is_initial, question_labels
from docparse.words.questions import asks
from docparse.words.titles import title_kind


class Parts:
    """The blocks that were split into questions and answers, and the pairs among all blocks."""

    def __init__(self) -> None:
        self.pairs: dict[int, Pair] = {}
        self.whole: dict[int, tuple[int, Block]] = {}
        """The blocks that were split: where their parts start → where they end, and the block."""

    def after(self, place: int, count: int) -> int:
        """Return the index after ``count`` blocks from ``place`` on; a split one is one of them."""
        for _ in range(count):
            place = self.whole[place][0] if place in self.whole else place + 1
        return place

    def rejoined(self, start: int, end: int) -> list[Splice]:
        """Return the split blocks that have all their parts between two indexes."""
        found: list[Splice] = []
        while self.whole and start < end:
            after, block = self.whole.get(start, (end + 1, None))
            if block is not None and after <= end:
                found.append(Splice(start, after, [block]))
                start = after
            else:
                start += 1
        return found

    def between(self, blocks: list[Block], start: int, end: int) -> list[Block]:
        """Return the blocks between two indexes, put together again where all parts are here."""
        found: list[Block] = []
        for part in self.rejoined(start, end):
            found += blocks[start : part.start]
            found += part.blocks
            start = part.end
        return found + blocks[start:end]


def part_pairs(draft: Draft, known: Pairs | None) -> Parts:
    """Split each paragraph and each list that holds questions together with their answers.

    ``Q: Late?`` and ``A: Ten.`` are two lines of a paragraph, or ``**Late?**`` and ``Ten.``, or
    lines of an item, or two items. :func:`docparse.structure.faq.read_faqs` decides whether they
    are questions. ``known`` are the pairs among the blocks as they are; None where each line is a
    block already, so that only two items can be a pair.
    """
    parts = Parts()
    changes: list[Splice] = []
    places: list[int] = []
    is_titled = False
    added = 0
    for index in draft.others if known is None else range(len(draft.blocks)):
        block, text = draft.blocks[index], draft.texts[index]
        start = index + added
        places.append(start)
        found: list[Parted] = []
        if isinstance(block, List):
            found = _pairs_in_turns(block)
            if known is not None and not found:
                found = _pairs_of_list(block, draft.source)
        elif isinstance(block, Paragraph):
            if "\n" in text and may_ask(text):
                found = pairs_of_lines(block, draft.source, with_plain=is_titled)
        elif isinstance(block, Heading):
            is_titled = is_titled or title_kind(draft.key(index)) == "faq"
        if not found:
            continue
        inside: list[Block] = []
        for each in found:
            if each.question is not None:
                at = start + len(inside)
                is_closed = isinstance(block, List)
                parts.pairs[at] = Pair(at + 1 + len(each.answer), each.fewest, is_closed)
                inside.append(each.question)
            inside += each.answer
        changes.append(Splice(index, index + 1, inside))
        parts.whole[start] = start + len(inside), block
        added += len(inside) - 1
    places.append(len(draft.blocks) + added)
    for place, pair in (known or {}).items():
        parts.pairs[places[place]] = pair._replace(end=places[pair.end])
    draft.splice(changes)
    return parts


# ------------------------------------------------------------------------------- lists of pairs


def _pairs_in_turns(block: List) -> list[Parted]:
    """Return the pairs of a list in which every second item asks: a list of terms is written so."""
    asked, told = block.items[::2], block.items[1::2]
    if len(asked) < FEWEST_IN_ONE_BLOCK or len(asked) != len(told):
        return []
    lines = [item.children[0] for item in asked if len(item.children) == 1]
    questions = [line for line in lines if isinstance(line, Paragraph) and asks(plain_text(line))]
    if len(questions) < len(asked) or any(map(asks, map(plain_text, told))):
        return []
    return [
        Parted(make_paragraph(question.children, item.span), answer.children, len(asked))
        for question, item, answer in zip(questions, asked, told, strict=True)
    ]


def _pairs_of_list(block: List, source: str | None) -> list[Parted]:
    """Return the pairs of a list in which each item is a pair; an empty list if one is not.

    No answer asks, as in a list of alternating questions, and none has a heading or a label in it.
    """
    found: list[Parted] = []
    if len(block.items) < FEWEST_IN_ONE_BLOCK:
        return found
    for item in block.items:
        pair = _pair_of_item(item, source)
        if pair is None:
            return []
        question, answer = pair
        if asks(plain_text(answer[0])) or any(map(_starts_anew, answer)):
            return []
        span = question.span
        if span != NO_SPAN:
            span = Span(item.span.start, span.end)
        whole = make_paragraph(question.children, span)
        found.append(Parted(whole, answer, len(block.items)))
    return found


def _starts_anew(block: Block) -> bool:
    return isinstance(block, Heading) or question_labels().end(line_text(block)) > 0


def _pair_of_item(
    item: ListItem, source: str | None
) -> tuple[Paragraph | Heading, Sequence[Block]] | None:
    """Return the question and the answer in a list item, None if it has none."""
    if not item.children or not isinstance(first := item.children[0], (Paragraph, Heading)):
        return None
    text, rest = plain_text(first), item.children[1:]
    if rest and isinstance(rest[0], Paragraph):
        label = question_labels().end(text)
        if asks(text) or (label and not is_initial(text[:label])):
            return first, rest
    if isinstance(first, Paragraph) and "\n" in text and may_ask(text):
        found = pairs_of_lines(first, source, with_plain=True)
        if len(found) == 1 and (question := found[0].question):
            return question, (*found[0].answer, *rest)
    return None
