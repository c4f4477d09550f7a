"""Questions and answers, in all the shapes they are written in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import attrs

from docparse.nodes import (
    Block,
    CodeSpan,
    FaqItem,
    Heading,
    KeyPoints,
    Node,
    Paragraph,
    Table,
    TableOfContents,
    Text,
    make_faq,
    make_faq_item,
    make_paragraph,
    make_text,
    plain_text,
)
from docparse.source import NO_SPAN, Span
from docparse.transforms.key_points import is_key_points_table
from docparse.vocabulary import (
    ANSWER_LABELS,
    QUESTION_LABELS,
    fold,
    is_faq_title,
    label_colon,
    label_word,
)

QuestionStart = Callable[[Block], int]
"""Tells where the text of the question starts that a block is, or -1 if it is none."""

LONGEST_QUESTION: Final = 300
"""Code points; a longer line is an answer."""

FEWEST_UNTITLED: Final = 3
"""Question headings that must follow each other, each answered, where no title announces them."""

_NUMBER: Final = re.compile(r"[Qq]?[0-9]{1,3}[.):][ \t]+")
_ICONS: Final = " \t+−–-▾▼▿▽⌄˅∨›»>×✕↓⬇➕➖^˄⌃"
_QUESTION_MARKS: Final = ("?", "？", "؟", "\u037e", "՞", "፧")


def read_faqs(blocks: list[Block]) -> list[Block]:
    """Make each run of questions, each with its answer, a Faq.

    A question is a line with a label (``Question: …``, ``Q: …``), a line that ends in a question
    mark under a title such as "Frequently asked questions", or one of at least three
    headings in a row that end in one. An answer is what stands between two questions.
    """
    found: list[Block] = []
    titled = False
    index = checked = 0
    while index < len(blocks):
        block = blocks[index]
        if not isinstance(block, (Heading, Paragraph)):
            found.append(block)
            index += 1
            continue
        if _is_labelled_pair(blocks, index):
            items, after = _read_items(blocks, index, _labelled_start)
        elif titled and _marked_start(block) == 0:
            items, after = _read_items(blocks, index, _marked_start)
        elif index >= checked and _heading_start(block) == 0:
            items, after = _read_items(blocks, index, _heading_start)
            if len(items) < FEWEST_UNTITLED or not all(item.answer for item in items):
                checked = after
                continue
        else:
            if isinstance(block, Heading):
                titled = is_faq_title(fold(plain_text(block)))
            found.append(block)
            index += 1
            continue
        found.append(make_faq(tuple(items), _cover(items[0], items[-1])))
        index = after
    return found


def _read_items(
    blocks: list[Block], index: int, question_start: QuestionStart
) -> tuple[list[FaqItem], int]:
    items: list[FaqItem] = []
    while index < len(blocks):
        start = question_start(blocks[index])
        if start < 0:
            break
        question = _question(blocks[index], start)
        answer, index = _read_answer(blocks, index + 1, question_start)
        span = question.span
        if answer and span != NO_SPAN:
            span = Span(span.start, answer[-1].span.end)
        items.append(make_faq_item(question, tuple(answer), span))
    return items, index


def _read_answer(
    blocks: list[Block], index: int, question_start: QuestionStart
) -> tuple[list[Block], int]:
    """Read to the next question or heading; the line behind a question is always its answer."""
    answer: list[Block] = []
    while index < len(blocks) and question_start(blocks[index]) < 0:
        block = blocks[index]
        if not answer:
            if isinstance(block, Heading) and block.evidence == "shape":
                block = Paragraph(block.children, span=block.span)
            label_end = _label_end(block, ANSWER_LABELS)
            if label_end:
                block = _from(block, label_end, len(plain_text(block)))
        if _ends_answer(block):
            break
        answer.append(block)
        index += 1
    return answer, index


def _ends_answer(block: Block) -> bool:
    return isinstance(block, (Heading, TableOfContents, KeyPoints)) or (
        isinstance(block, Table) and is_key_points_table(block)
    )


# ------------------------------------------------------------------------------- questions


def _is_labelled_pair(blocks: list[Block], index: int) -> bool:
    """Tell whether a question with a label starts here.

    A label of one letter is one only where the next line has the label of an answer: ``Q: …``,
    ``A: …``. Alone it may be anybody's initial.
    """
    end = _label_end(blocks[index], QUESTION_LABELS)
    if not end:
        return False
    if len(plain_text(blocks[index])[:end].rstrip(" \t:：")) > 1:
        return True
    return index + 1 < len(blocks) and _label_end(blocks[index + 1], ANSWER_LABELS) > 0


def _labelled_start(block: Block) -> int:
    return _label_end(block, QUESTION_LABELS) or -1


def _heading_start(block: Block) -> int:
    return _marked_start(block) if isinstance(block, Heading) else -1


def _marked_start(block: Block) -> int:
    """Return 0 if ``block`` ends in a question mark, or one and an icon, else -1."""
    if not isinstance(block, (Heading, Paragraph)):
        return -1
    text = plain_text(block)
    if len(text) > LONGEST_QUESTION or not text.rstrip(_ICONS).endswith(_QUESTION_MARKS):
        return -1
    return 0


def _label_end(block: Block, labels: frozenset[str]) -> int:
    """Return where the text behind a label starts; 0 without a label or with nothing behind."""
    if not isinstance(block, (Heading, Paragraph)):
        return 0
    text = plain_text(block)
    colon = label_colon(text)
    if colon < 0 or label_word(text[:colon]) not in labels:
        return 0
    end = len(text) - len(text[colon + 1 :].lstrip(" \t"))
    return end if end < len(text) else 0


def _question(block: Block, start: int) -> Paragraph:
    """Return ``block`` as a paragraph with its text from ``start``, without number and icon."""
    text = plain_text(block)
    number = _NUMBER.match(text, start)
    if number and number.end() < len(text):
        start = number.end()
    kept = text[start:].rstrip(_ICONS)
    end = start + len(kept) if kept.endswith(_QUESTION_MARKS) else len(text)
    return _from(block, start, end)


def _from(block: Block, start: int, end: int) -> Paragraph:
    return make_paragraph(_cut(block.children, start, end), block.span)  # type: ignore[no-any-return]


def _cut(nodes: tuple[Node, ...], start: int, end: int) -> tuple[Node, ...]:
    """Return what of inline ``nodes`` lies between ``start`` and ``end``, offsets in their text."""
    kept: list[Node] = []
    at = 0
    for node in nodes:
        length = len(plain_text(node))
        left, right = max(start - at, 0), min(end - at, length)
        at += length
        if left == 0 and right == length:
            kept.append(node)
        elif left < right:
            kept.append(_part(node, left, right))
    return tuple(kept)


def _part(node: Node, start: int, end: int) -> Node:
    if isinstance(node, Text):
        span = node.span
        if span != NO_SPAN and span.end - span.start == len(node.text):
            span = Span(span.start + start, span.start + end)
        return make_text(node.text[start:end], span)  # type: ignore[no-any-return]
    if isinstance(node, CodeSpan):
        return attrs.evolve(node, text=node.text[start:end])
    inside: Any = {"children": _cut(node.children, start, end)}
    return attrs.evolve(node, **inside)


def _cover(first: FaqItem, last: FaqItem) -> Span:
    return NO_SPAN if first.span == NO_SPAN else Span(first.span.start, last.span.end)
