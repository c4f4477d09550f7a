"""Questions and answers as nodes: what of their lines is kept, in one paragraph, and its span."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs

from docparse.nodes import (
    Block,
    FaqItem,
    Heading,
    Inline,
    LineBreak,
    List,
    ListItem,
    Node,
    Paragraph,
    Text,
    line_text,
    make_faq_item,
    make_paragraph,
    make_text,
)
from docparse.nodes.inline import as_inlines
from docparse.source.text import NO_SPAN, Span
from docparse.structure.draft import opens_with_code
from docparse.structure.inline_parts import cut_nodes
from docparse.words.labels import answer_labels
from docparse.words.numbers import question_number_end
from docparse.words.questions import ICONS, ends_in_question

LEADING_ICONS: Final = " \t\n+▸►▶▾▼▿▽›»❓❔➕➤→•"


def make_pair(question: Paragraph, answer: tuple[Block, ...]) -> FaqItem:
    """Return the item of a question and its answer, which spans both."""
    span = question.span
    if answer and span != NO_SPAN:
        span = Span(span.start, answer[-1].span.end)
    return make_faq_item(question, answer, span)


def items_span(first: FaqItem, last: FaqItem) -> Span:
    """Return the span from the first to the last of several items."""
    return NO_SPAN if first.span == NO_SPAN else Span(first.span.start, last.span.end)


def question_of(
    blocks: Sequence[Block], texts: Sequence[str], label: int, source: str | None
) -> Paragraph:
    """Return the lines ``blocks`` of a question, whose texts are ``texts``, as one paragraph.

    ``label`` is the length of the label before it, which is left out; so are a number and icons.
    """
    if len(blocks) == 1:
        return question_paragraph(blocks[0], texts[0], label, source)
    lines = list(zip(blocks, texts, strict=True))
    if label == len(texts[0]):  # the label has a line of its own
        label = 0
        del lines[0]
    parts: list[Node] = []
    for place, (block, text) in enumerate(lines):
        part = part_of_line(block, 0, len(text), source) if place else None
        line = (part or question_paragraph(block, text, label, source)).children
        if parts and line:
            parts.append(_space_between(parts[-1], line[0]))
        parts += line
    span = blocks[0].span
    if span != NO_SPAN:
        span = Span(span.start, blocks[-1].span.end)
    return make_paragraph(_in_one_line(parts), span)


def _space_between(before: Node, after: Node) -> Text:
    start, end = before.span.end, after.span.start
    space: Text = make_text(" ", NO_SPAN if start < 0 or end < 0 else Span(start, end))
    return space


def question_paragraph(block: Block, text: str, start: int, source: str | None) -> Paragraph:
    """Return a line as a paragraph with its text from ``start`` on, without number and icons.

    A question of several lines becomes one line, as a heading does.
    """
    whole = len(text) - len(text[start:].lstrip())  # icons alone are the question
    start = len(text) - len(text[start:].lstrip(LEADING_ICONS))
    number_end = question_number_end(text, start)
    if number_end > start:
        after = len(text) - len(text[number_end:].lstrip(LEADING_ICONS))
        is_one = question_number_end(text, after) == after  # of two, neither is left out
        if after < len(text) and is_one:
            start = after
    kept = text[start:].rstrip(ICONS)
    end = start + len(kept) if ends_in_question(kept) else len(text)
    question = part_of_line(block, start if start < end else whole, end, source)
    if "\n" in text:
        return Paragraph(_in_one_line(question.children), span=question.span)
    return question


def without_label(block: Block, start: int, source: str | None) -> Block:
    """Return a line without its first ``start`` characters, the label of an answer."""
    return part_of_line(block, start, len(line_text(block)), source) if start else block


def after_answer_label(block: Block, text: str) -> int:
    """Return where the words of a line after the label of an answer start, -1 if it has none.

    ``text`` is that of ``block``. Its length is returned where the line is the label alone; an
    item ``- a`` is none.
    """
    after = answer_labels().after(text)
    is_item = after == len(text) and isinstance(block, List)
    return -1 if is_item or (after > 0 and opens_with_code(block)) else after


def without_later_labels(answer: list[Block], source: str | None) -> list[Block]:
    """Return the blocks of several answers to one question, each without its label.

    The first block has its own no more.
    """
    kept = answer[:1]
    for block in answer[1:]:
        text = line_text(block)
        after = after_answer_label(block, text) if isinstance(block, (Paragraph, Heading)) else -1
        if after < 0:
            kept.append(block)
        elif after < len(text):
            kept.append(without_label(block, after, source))
        elif block is answer[-1]:
            kept.append(block)
    return kept


def _in_one_line(nodes: Sequence[Node]) -> tuple[Inline, ...]:
    """Return inline nodes with a space for each end of a line."""
    found: list[Any] = []
    for node in nodes:
        if isinstance(node, LineBreak):
            found.append(make_text(" ", node.span))
        elif isinstance(node, Text):
            found.append(make_text(node.text.replace("\n", " "), node.span))
        elif node.children:
            inside: Any = {"children": _in_one_line(node.children)}
            found.append(attrs.evolve(node, **inside))
        else:
            found.append(node)
    return as_inlines(found)


def part_of_line(block: Block, start: int, end: int, source: str | None) -> Paragraph:
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
    (kept,) = cut_nodes(line.children, [Span(start, end)], source)
    return make_paragraph(kept, block.span)
