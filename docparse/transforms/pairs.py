"""Questions that markup ties to their answers: both in one block, or in an element for both."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, TypeAlias

import attrs

from docparse.block_texts import BlockTexts
from docparse.nodes import (
    Block,
    CodeSpan,
    Heading,
    LineBreak,
    List,
    ListItem,
    Node,
    Paragraph,
    Strong,
    Text,
    make_paragraph,
    make_text,
    plain_text,
)
from docparse.source import NO_SPAN, Span
from docparse.vocabulary import (
    ANSWER_INITIALS,
    ANSWER_LABELS,
    LAST_OF_QUESTIONS,
    QUESTION_INITIALS,
    QUESTION_LABELS,
    asks,
    is_faq_title,
    label_end,
)


@attrs.frozen
class Pair:
    """A question and the answer that belongs to it, as their markup says."""

    end: int
    """The place behind the last block of the answer."""
    fewest: int | None
    """How many of its kind in a row are questions where no title announces them; None: never."""
    is_closed: bool = False
    """Whether the answer ends there even if the next block is no question."""


Pairs: TypeAlias = Mapping[int, Pair]
"""Pairs by the place of the question among the blocks."""

FEWEST_IN_ONE_BLOCK: Final = 2
"""Blocks in a row, each with a question that stands out and its answer."""


@attrs.define
class PartedBlocks:
    """Flat blocks, those with pairs in them parted into questions and answers."""

    blocks: list[Block]
    pairs: dict[int, Pair] = attrs.Factory(dict)
    whole: dict[int, tuple[int, Block]] = attrs.Factory(dict)
    """The blocks that were parted: where their parts start → where they end, and the block."""

    def after(self, place: int) -> int:
        """Return the place behind a block, and behind all of its parts if it was parted there."""
        return self.whole[place][0] if place in self.whole else place + 1

    def between(self, start: int, end: int) -> list[Block]:
        """Return the blocks between two places, put together again if all their parts are here."""
        if not self.whole:
            return self.blocks[start:end]
        found: list[Block] = []
        while start < end:
            after = self.after(start)
            is_whole = start in self.whole and after <= end
            found.append(self.whole[start][1] if is_whole else self.blocks[start])
            start = after if is_whole else start + 1
        return found


def part_pairs(
    blocks: Sequence[Block], lines: BlockTexts, known: Pairs, source: str | None
) -> PartedBlocks:
    """Part each paragraph, and each list, in which questions stand with their answers.

    ``Q: Late?`` and ``A: Ten.`` are two lines of a paragraph, or ``**Late?**`` and ``Ten.``, or
    lines of an item. Whether they are questions is for the reading of questions to tell.
    ``lines`` are the words of ``blocks``, ``known`` the pairs among them, and ``source`` is what
    their spans are places in.
    """
    parted = PartedBlocks([])
    places: list[int] = []
    is_titled = False
    for index, (block, text) in enumerate(zip(blocks, lines.texts, strict=True)):
        start = len(parted.blocks)
        places.append(start)
        found: list[_Found] = []
        if isinstance(block, List):
            found = _pairs_of_list(block, source)
        elif isinstance(block, Paragraph):
            if "\n" in text:
                found = _pairs_of_lines(block, source, with_plain=is_titled)
        elif isinstance(block, Heading):
            is_titled = is_titled or is_faq_title(lines.folded(index))
        if not found:
            parted.blocks.append(block)
            continue
        for question, answer, fewest in found:
            if question is not None:
                end = len(parted.blocks) + 1 + len(answer)
                is_closed = isinstance(block, List)
                parted.pairs[len(parted.blocks)] = Pair(end, fewest, is_closed)
                parted.blocks.append(question)
            parted.blocks += answer
        parted.whole[start] = len(parted.blocks), block
    places.append(len(parted.blocks))
    for place, pair in known.items():
        parted.pairs[places[place]] = attrs.evolve(pair, end=places[pair.end])
    return parted


_Found: TypeAlias = "tuple[Paragraph | None, Sequence[Block], int | None]"
"""A question, its answer, and :attr:`Pair.fewest`; what stands before any is without a question."""


def has_initial(text: str, end: int) -> bool:
    """Tell whether the label in front of ``text``, which goes up to ``end``, is a single letter."""
    return len(text[:end].rstrip(" \t.):：、．")) <= 1


# ------------------------------------------------------------------------------- lists of pairs


def _pairs_of_list(block: List, source: str | None) -> list[_Found]:
    """Return the pairs of a list in which each item is one; an empty list if one is not.

    As in a list that asks by turns, no answer asks.
    """
    found: list[_Found] = []
    if len(block.items) < FEWEST_IN_ONE_BLOCK:
        return found
    for item in block.items:
        pair = _pair_of_item(item, source)
        if pair is None or asks(plain_text(pair[1][0])):
            return []
        question, answer = pair
        span = NO_SPAN
        if item.span != NO_SPAN:
            span = Span(item.span.start, question.span.end)
        found.append((make_paragraph(question.children, span), answer, len(block.items)))
    return found


def _pair_of_item(item: ListItem, source: str | None) -> tuple[Paragraph, Sequence[Block]] | None:
    if not item.children or not isinstance(first := item.children[0], Paragraph):
        return None
    text, rest = plain_text(first), item.children[1:]
    if rest and isinstance(rest[0], Paragraph):
        label = _question_label(text)
        if asks(text) or (label and not has_initial(text, label)):
            return first, rest
    if "\n" in text:
        found = _pairs_of_lines(first, source, with_plain=True)
        if len(found) == 1 and (question := found[0][0]):
            return question, (*found[0][1], *rest)
    return None


# ------------------------------------------------------------------------------ pairs of lines


@attrs.frozen
class _Line:
    """A line of a paragraph: whether all its words are bold, and whether it ends in a LineBreak."""

    text: str
    is_bold: bool
    ends_hard: bool

    @property
    def asks(self) -> bool:
        return self.text[-1:] in LAST_OF_QUESTIONS and asks(self.text)


def _pairs_of_lines(block: Paragraph, source: str | None, *, with_plain: bool) -> list[_Found]:
    """Return the pairs that stand in the lines of a paragraph, an empty list if none do.

    What makes a line a question is what makes the first one: its label, that it is bold, or,
    ``with_plain``, only that it asks.
    """
    lines = list(_lines(block.children))
    starts = _labelled(lines) or _asked(lines, bold=True) or (with_plain and _asked(lines))
    if not starts:
        return []
    spans = _spans(block, source, len(lines))
    if spans is None:
        return []
    firsts = sorted({0, *(line for question, answer, _ in starts for line in (question, answer))})
    ends = [*firsts[1:], len(lines)]
    breaks = [at for at, character in enumerate(plain_text(block)) if character == "\n"]
    contents = _split(block.children, [breaks[line - 1] for line in firsts[1:]])
    parts: dict[int, Paragraph] = {}
    for first, end, content in zip(firsts, ends, contents, strict=True):
        span = Span(spans[first].start, spans[end - 1].end) if spans else NO_SPAN
        parts[first] = make_paragraph(tuple(content), span)
    lead = [] if starts[0][0] == 0 else [(None, (parts[0],), None)]
    return [*lead, *((parts[asked], (parts[told],), fewest) for asked, told, fewest in starts)]


_Start: TypeAlias = tuple[int, int, "int | None"]
"""The lines in which a question and its answer start, and :attr:`Pair.fewest`."""


def _question_label(text: str) -> int:
    return label_end(text, QUESTION_LABELS) if text[:1] in QUESTION_INITIALS else 0


def _answer_label(text: str) -> int:
    return label_end(text, ANSWER_LABELS) if text[:1] in ANSWER_INITIALS else 0


def _labelled(lines: Sequence[_Line]) -> list[_Start]:
    """Find the questions with a label, each up to the label of its answer or to the line that asks.

    One letter is a label if the question asks or if it is ``Q:``: ``P: 555-1234`` is a telephone.
    """
    found: list[_Start] = []
    labels = [(at, end) for at, line in enumerate(lines) if (end := _question_label(line.text))]
    for (first, label), (end, _) in pairwise([*labels, (len(lines), 0)]):
        answer = _answer_line(lines, first, end)
        if not answer or _is_choice(lines[answer:end]):
            continue
        text = lines[first].text
        is_q = text[:2] in ("Q:", "q:") and _answer_label(lines[answer].text)
        if is_q or lines[answer - 1].asks or not has_initial(text, label):
            found.append((first, answer, FEWEST_IN_ONE_BLOCK))
    return found


def _answer_line(lines: Sequence[_Line], first: int, end: int) -> int:
    """Return the line in which the answer to a labelled question starts; 0 if nothing tells."""
    behind = range(first + 1, end)
    for at in behind:
        if _answer_label(lines[at].text):
            return at
    for at in behind:
        if lines[at - 1].asks:
            return at
    return first + 1 if behind and lines[first].ends_hard else 0


def _asked(lines: Sequence[_Line], *, bold: bool = False) -> list[_Start]:
    """Find the questions that are bold, in a line or more; else, if they ask, those of one line.

    Each has an answer, and those that are not bold have nothing before them.
    """
    asked: list[tuple[int, int]] = []
    first = 0
    for at, line in enumerate(lines):
        if not bold or (at and not lines[at - 1].is_bold):
            first = at
        if line.asks and (line.is_bold or not bold):
            asked.append((first, at + 1))
            first = at + 1
    found: list[_Start] = []
    for (first, answer), (end, _) in pairwise([*asked, (len(lines), 0)]):
        if answer < end and not _is_choice(lines[answer:end]):
            found.append((first, answer, FEWEST_IN_ONE_BLOCK if bold else None))
        elif not bold:
            return []
    return found if bold or (found and found[0][0] == 0) else []


_FIRST_CHOICE: Final = re.compile(r"\(?[aA1][.):]")
_SECOND_CHOICE: Final = re.compile(r"\(?[bB2][.):]")


def _is_choice(lines: Sequence[_Line]) -> bool:
    """Tell whether lines are the answers that a quiz lets one choose from."""
    return (
        len(lines) > 1
        and _FIRST_CHOICE.match(lines[0].text) is not None
        and _SECOND_CHOICE.match(lines[1].text) is not None
    )


def _lines(nodes: Iterable[Node]) -> Iterator[_Line]:
    text, is_bold = "", True
    for piece, piece_is_bold in _pieces(nodes, False):
        before, *rest = ("", "") if piece is None else piece.split("\n")
        text += before
        is_bold = is_bold and (piece_is_bold or not any(map(str.isalnum, before)))
        for after in rest:
            yield _Line(text.strip(" \t"), is_bold, piece is None)
            text, is_bold = after, piece_is_bold or not any(map(str.isalnum, after))
    yield _Line(text.strip(" \t"), is_bold, False)


def _pieces(nodes: Iterable[Node], is_bold: bool) -> Iterator[tuple[str | None, bool]]:
    """Yield the texts of inline nodes, each with whether it is bold; None is a LineBreak."""
    for node in nodes:
        if isinstance(node, (Text, CodeSpan)):
            yield node.text, is_bold
        elif isinstance(node, LineBreak):
            yield None, is_bold
        else:
            yield from _pieces(node.children, is_bold or isinstance(node, Strong))


_SOURCE_LINES: Final = re.compile(r"[^\r\n]+")


def _spans(block: Paragraph, source: str | None, count: int) -> list[Span] | None:
    """Return where the lines of a paragraph stand in ``source``; none if it stands nowhere.

    None if there are not ``count`` of them there: some marks go over several lines.
    """
    if source is None or block.span == NO_SPAN:
        return []
    found = []
    for match in _SOURCE_LINES.finditer(source, *block.span):
        line = match[0].rstrip(" \t")
        found.append(Span(match.end() - len(match[0].lstrip(" \t")), match.start() + len(line)))
    return found if len(found) == count else None


def _split(nodes: Iterable[Node], breaks: Sequence[int]) -> list[list[Node]]:
    """Return inline nodes in parts, without the newlines at ``breaks``, offsets in their text."""
    parts: list[list[Node]] = [[]]
    start = 0
    for node in nodes:
        end = start + len(plain_text(node))
        inside = [
            at - start for at in breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]
        ]
        if not inside:
            parts[-1].append(node)
        elif isinstance(node, LineBreak):
            parts.append([])
        else:
            first, *rest = _split_node(node, inside)
            parts[-1] += first
            parts += rest
        start = end
    return parts


def _split_node(node: Node, breaks: Sequence[int]) -> list[list[Node]]:
    """Return the parts of a node, those that hold nothing left out."""
    if isinstance(node, (Text, CodeSpan)):
        starts, ends = [0, *(at + 1 for at in breaks)], [*breaks, len(node.text)]
        cuts = [(start, end) for start, end in zip(starts, ends, strict=True)]
        return [[part_of_text(node, start, end)] if start < end else [] for start, end in cuts]
    parts: list[list[Node]] = []
    for children in _split(node.children, breaks):
        inside: Any = {"children": tuple(children)}
        parts.append([attrs.evolve(node, **inside)] if children else [])
    return parts


def part_of_text(node: Text | CodeSpan, start: int, end: int) -> Text | CodeSpan:
    """Return what of a text lies between two offsets in it; it spans that, if its length tells."""
    if isinstance(node, CodeSpan):
        return attrs.evolve(node, text=node.text[start:end])
    span = node.span
    if span != NO_SPAN and span.end - span.start == len(node.text):
        span = Span(span.start + start, span.start + end)
    made: Text = make_text(node.text[start:end], span)
    return made
