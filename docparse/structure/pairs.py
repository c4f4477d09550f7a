"""Questions that markup ties to their answers: both in one block, or in one element."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import attrs

from docparse.nodes import (
    Block,
    Heading,
    List,
    ListItem,
    Node,
    Paragraph,
    Strong,
    line_text,
    make_paragraph,
    plain_text,
)
from docparse.source.text import NO_SPAN, Span
from docparse.structure.draft import Draft, Splice
from docparse.structure.inline_parts import split_nodes
from docparse.words.labels import answer_labels, is_initial, question_labels
from docparse.words.questions import QUESTION_MARKS, asks
from docparse.words.titles import title_kind


@attrs.frozen
class Pair:
    """A question and the answer that belongs to it, as their markup says."""

    end: int
    """The index after the last block of the answer."""
    fewest: int | None
    """How many such pairs in a row make a Faq without a title; None if it needs one."""
    is_closed: bool = False
    """Whether the answer ends there even if the next block is no question."""


Pairs: TypeAlias = Mapping[int, Pair]
"""Pairs by the index of the question."""

FEWEST_IN_ONE_BLOCK: Final = 2
"""Blocks in a row, each with a question that stands out and its answer, that make a Faq."""


@attrs.define
class Parts:
    """The blocks that were split into questions and answers, and the pairs among all blocks."""

    pairs: dict[int, Pair] = attrs.Factory(dict)
    whole: dict[int, tuple[int, Block]] = attrs.Factory(dict)
    """The blocks that were split: where their parts start → where they end, and the block."""

    def after(self, place: int) -> int:
        """Return the index after a block, or after all its parts if it was split there."""
        return self.whole[place][0] if place in self.whole else place + 1

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


def part_pairs(draft: Draft, known: Pairs) -> Parts:
    """Split each paragraph and each list that holds questions together with their answers.

    ``Q: Late?`` and ``A: Ten.`` are two lines of a paragraph, or ``**Late?**`` and ``Ten.``, or
    lines of an item. :func:`docparse.structure.faq.read_faqs` decides whether they are questions.
    ``known`` are the pairs among the blocks as they are.
    """
    parts = Parts()
    changes: list[Splice] = []
    places: list[int] = []
    is_titled = False
    start = 0
    for index, (block, text) in enumerate(zip(draft.blocks, draft.texts, strict=True)):
        places.append(start)
        found: list[_Parted] = []
        if isinstance(block, List):
            found = _pairs_of_list(block, draft.source)
        elif isinstance(block, Paragraph):
            if "\n" in text and _may_ask(text):
                found = _pairs_of_lines(block, draft.source, with_plain=is_titled)
        elif isinstance(block, Heading):
            is_titled = is_titled or title_kind(draft.key(index)) == "faq"
        if not found:
            start += 1
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
        start += len(inside)
    places.append(start)
    for place, pair in known.items():
        parts.pairs[places[place]] = attrs.evolve(pair, end=places[pair.end])
    draft.splice(changes)
    return parts


@attrs.frozen
class _Parted:
    """A question and its answer, parted; what stands before the first question has none."""

    question: Paragraph | None
    answer: Sequence[Block]
    fewest: int | None
    """What :attr:`Pair.fewest` says."""


# ------------------------------------------------------------------------------- lists of pairs


def _pairs_of_list(block: List, source: str | None) -> list[_Parted]:
    """Return the pairs of a list in which each item is a pair; an empty list if one is not.

    No answer asks, as in a list of alternating questions, and none has a heading or a label in it.
    """
    found: list[_Parted] = []
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
        found.append(_Parted(whole, answer, len(block.items)))
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
    if isinstance(first, Paragraph) and "\n" in text and _may_ask(text):
        found = _pairs_of_lines(first, source, with_plain=True)
        if len(found) == 1 and (question := found[0].question):
            return question, (*found[0].answer, *rest)
    return None


# ------------------------------------------------------------------------------ pairs of lines


def pairs_of_paragraphs(blocks: Sequence[Block], start: int) -> dict[int, Pair]:
    """Return the pairs among the blocks from ``start`` on, paragraphs that were one in the source.

    A question is a paragraph of bold lines of which the last asks.
    """
    asked = [at for at in range(start, len(blocks)) if _is_bold_question(blocks[at])]
    if asked[:1] != [start]:
        return {}
    found: dict[int, Pair] = {}
    for question, end in pairwise([*asked, len(blocks)]):
        answer = [
            line for block in blocks[question + 1 : end] for line in _lines_of(block.children)
        ]
        if not answer or _is_choice([line.text for line in answer if line.text]):
            return {}
        found[question] = Pair(end, FEWEST_IN_ONE_BLOCK)
    return found


def _is_bold_question(block: Block) -> bool:
    text = plain_text(block)
    if not asks(text):
        return False
    return all(line.is_bold for line in _lines_of(block.children))


@attrs.frozen
class _Line:
    """A line of a paragraph without outer white space, and whether all its words are bold."""

    text: str
    is_bold: bool

    @property
    def asks(self) -> bool:
        return asks(self.text)


def _pairs_of_lines(block: Paragraph, source: str | None, *, with_plain: bool) -> list[_Parted]:
    """Return the pairs in the lines of a paragraph, an empty list if there are none."""
    lines = list(_lines_of(block.children))
    starts = _starts(lines, with_plain)
    spans = _line_spans(block, source, len(lines)) if starts else []
    if not spans:
        return []
    firsts = sorted({0, *(line for each in starts for line in (each.question, each.answer))})
    ends = [*firsts[1:], len(lines)]
    contents = _part_contents(block, set(firsts))
    parts: dict[int, Paragraph] = {}
    for first, end, content in zip(firsts, ends, contents, strict=True):
        span = Span(spans[first].start, spans[end - 1].end)
        parts[first] = make_paragraph(tuple(content), _trimmed(span, source))
    lead = [] if starts[0].question == 0 else [_Parted(None, (parts[0],), None)]
    return [
        *lead,
        *(_Parted(parts[each.question], (parts[each.answer],), each.fewest) for each in starts),
    ]


def _part_contents(block: Paragraph, firsts: Container[int]) -> list[list[Node]]:
    """Return the inline nodes of each part of a paragraph, without the white space around them.

    ``firsts`` are the lines in which its parts start.
    """
    text = plain_text(block)
    cuts: dict[int, bool] = {}  # the offsets that are dropped, and whether a part starts there
    line = 0
    for match in _WHITE_RUN.finditer(text):
        start_of_part = -1
        for at in range(*match.span()):
            if text[at] == "\n":
                line += 1
                if line in firsts:
                    start_of_part = at
        if start_of_part >= 0 or match.start() == 0 or match.end() == len(text):
            cuts.update((at, at == start_of_part) for at in range(*match.span()))
    contents: list[list[Node]] = [[]]
    for part, starts in zip(
        split_nodes(block.children, list(cuts)), (False, *cuts.values()), strict=True
    ):
        if starts:
            contents.append(part)
        else:
            contents[-1] += part
    return contents


def _may_ask(text: str) -> bool:
    """Whether the nodes of a paragraph need to be looked at: most do not."""
    if any(mark in text for mark in QUESTION_MARKS):
        return True
    return any(question_labels().end(line.strip(_WHITE)) for line in text.split("\n"))


@attrs.frozen
class _Start:
    """The lines in which a question and its answer start; 0 for an answer that is missing."""

    question: int
    answer: int
    fewest: int | None = FEWEST_IN_ONE_BLOCK
    """What :attr:`Pair.fewest` says."""


def _starts(lines: Sequence[_Line], with_plain: bool) -> list[_Start]:
    """Find the questions among lines, each with its answer; none if one has no answer.

    Those with a label if there are any, else those that are bold, else, ``with_plain``, the lines
    that ask, the first line among them. No line before them asks.
    """
    labels = _labelled_lines(lines)
    bold = any(line.asks and line.is_bold for line in lines)
    if not labels and not bold and not with_plain:
        return []
    asked = _labelled(lines, labels) if labels else _question_starts(lines, bold)
    lead = lines[: asked[0].question] if asked else lines
    if not asked or any(line.asks for line in lead):
        return []
    if not any(line.text for line in lead):
        asked[0] = attrs.evolve(asked[0], question=0)
    is_marked = bool(labels) or bold
    if not is_marked and asked[0].question:
        return []
    ends = [*(start.question for start in asked[1:]), len(lines)]
    for start, end in zip(asked, ends, strict=True):
        told = [line.text for line in lines[start.answer : end] if line.text]
        if not start.answer or not told or _is_choice(told):
            return []
    return asked if is_marked else [attrs.evolve(start, fewest=None) for start in asked]


def _labelled_lines(lines: Sequence[_Line]) -> list[int]:
    """Return the lines with the label of a question.

    One letter is a label if it is ``Q:`` or a line after it asks: ``P: 555-1234`` is a telephone.
    A list of keys and values has no labels.
    """
    labels = [
        (at, end) for at, line in enumerate(lines) if (end := question_labels().end(line.text))
    ]
    is_list_of_keys = has_other_keys([line.text for line in lines])
    return [
        at
        for (at, label), (end, _) in pairwise([*labels, (len(lines), 0)])
        if not is_initial(lines[at].text[:label])
        or (
            not is_list_of_keys
            and (lines[at].text[:2] in ("Q:", "q:") or any(line.asks for line in lines[at:end]))
        )
    ]


_KEY_OF_ONE_LETTER: Final = re.compile(r"[^\W\d_][ \t]?[:：]")


def has_other_keys(lines: Iterable[str]) -> bool:
    """Whether lines have keys of one letter other than alternating questions and answers.

    ``K: King``, ``Q: Queen``; or ``Q: 12``, ``A: 1``, ``A: 2``.
    """
    asked = False
    for line in lines:
        if _KEY_OF_ONE_LETTER.match(line):
            is_question = question_labels().end(line) > 0
            if not is_question and not (asked and answer_labels().end(line)):
                return True
            asked = is_question
    return False


def has_labels(lines: Iterable[str]) -> bool:
    """Whether any of the lines has the label of a question, or a key of one letter."""
    return any(question_labels().end(line) or _KEY_OF_ONE_LETTER.match(line) for line in lines)


def _labelled(lines: Sequence[_Line], labels: Sequence[int]) -> list[_Start]:
    """Return where the questions that start in the lines ``labels`` and their answers start."""
    ends = [*labels[1:], len(lines)]
    found = []
    for first, end in zip(labels, ends, strict=True):
        answer = _answer_line(lines, first, end)
        label = lines[first].text[: question_labels().end(lines[first].text)]
        if is_initial(label) and answer != first + 1 and not lines[answer - 1].asks:
            told = [line for line in lines[first + 1 : answer] if line.text]
            answer = 0 if told else answer
        found.append(_Start(first, answer))
    return found


def _answer_line(lines: Sequence[_Line], first: int, end: int) -> int:
    """Return the line in which the answer to a labelled question starts; 0 if it is not known.

    An answer starts with its label, or after a line that asks.
    """
    behind = range(first + 1, end)
    for at in behind:
        if answer_labels().end(lines[at].text):
            return at
    for at in behind:
        if lines[at - 1].asks:
            return at
    return 0


def _question_starts(lines: Sequence[_Line], bold: bool) -> list[_Start]:
    """Return where questions without a label and their answers start.

    A bold question may have several lines; any other has one.
    """
    asked: list[_Start] = []
    first = 0
    for at, line in enumerate(lines):
        if not bold or (at and not lines[at - 1].is_bold):
            first = at
        if line.asks and (line.is_bold or not bold):
            asked.append(_Start(first, at + 1))
            first = at + 1
    return asked


_CHOICES: Final = tuple(
    re.compile(rf"(?:{marks})")
    for marks in (
        "[○◯●◉□☐☑☒]",
        r"\[[ \txX]?\]",
        r"\([ \txX]?\)",
        r"\(?(?:i{1,3}|i?v|vi{0,3})[.)]",
        r"\(?(?:I{1,3}|I?V|VI{0,3})[.)]",
        r"\(?[a-h][.):]",
        r"\(?[A-H][.):]",
    )
)
"""The marks of the choices in a quiz, by kind."""

_FIRST_CHOICE: Final = re.compile(r"\(?[aA1][.):]")
_SECOND_CHOICE: Final = re.compile(r"\(?[bB2][.):]")


def _is_choice(lines: Sequence[str]) -> bool:
    """Whether lines are the choices of a quiz: ``a) Ten``, ``b) Twelve``."""
    if len(lines) < 2:
        return False
    if _FIRST_CHOICE.match(lines[0]) and _SECOND_CHOICE.match(lines[1]):
        return True
    return any(all(map(marks.match, lines)) for marks in _CHOICES)


def _lines_of(nodes: Iterable[Node]) -> Iterator[_Line]:
    """Yield the lines of inline nodes."""
    text, is_bold = "", True
    for leaf, leaf_is_bold in _leaf_nodes(nodes, False):
        for number, piece in enumerate(plain_text(leaf).split("\n")):
            if number:
                yield _Line(text.strip(_WHITE), is_bold)
                text, is_bold = "", True
            text += piece
            is_bold = is_bold and (leaf_is_bold or not any(map(str.isalnum, piece)))
    yield _Line(text.strip(_WHITE), is_bold)


def _leaf_nodes(nodes: Iterable[Node], is_bold: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield the inline nodes without children, each with whether it is bold."""
    for node in nodes:
        if node.children:
            yield from _leaf_nodes(node.children, is_bold or isinstance(node, Strong))
        else:
            yield node, is_bold


_LINE_END: Final = re.compile("\r\n?|\n")


def _line_spans(block: Paragraph, source: str | None, count: int) -> list[Span]:
    """Return where the ``count`` lines of a paragraph stand in ``source``.

    An empty list if that cannot be known: a reference such as ``&#10;`` ends a line too.
    """
    if source is None or block.span == NO_SPAN:
        return [NO_SPAN] * count
    ends = list(_line_ends(block.children, source))
    if -1 in ends:
        ends = [match.start() for match in _LINE_END.finditer(source, *block.span)]
        if len(ends) != count - 1 or _NEWLINE_REFERENCE.search(source, *block.span):
            return []
    return list(map(Span, (block.span.start, *ends), (*ends, block.span.end)))


_NEWLINE_REFERENCE: Final = re.compile("&(?:NewLine|#0*1[03]|#[xX]0*[aAdD]);")


def _trimmed(span: Span, source: str | None) -> Span:
    """Return ``span`` without the white space at its two ends."""
    if source is None or span == NO_SPAN:
        return span
    text = source[span.start : span.end]
    start = span.end - len(text.lstrip(_WHITE))
    return Span(start, max(start, span.start + len(text.rstrip(_WHITE))))


_WHITE: Final = (
    " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
    "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
"""Characters that are invisible at the edge of a line."""

_WHITE_RUN: Final = re.compile(f"[{_WHITE}]+")


def _line_ends(nodes: Iterable[Node], source: str) -> Iterator[int]:
    """Yield where in ``source`` the newlines of nodes stand; -1 where their spans do not say."""
    for leaf, _ in _leaf_nodes(nodes):
        count = plain_text(leaf).count("\n")
        if count:
            found = [match.start() for match in _LINE_END.finditer(source, *leaf.span)]
            yield from found if leaf.span != NO_SPAN and len(found) == count else [-1] * count
