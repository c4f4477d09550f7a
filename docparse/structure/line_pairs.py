"""Pairs in the lines of a paragraph: ``Q: …`` and ``A: …``, or ``**Late?**`` and ``Ten.``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from docparse.nodes import Block, Paragraph, make_paragraph, plain_text
from docparse.source.text import NO_SPAN, Span
from docparse.structure.draft import Draft
from docparse.structure.labelled import labelled_questions
from docparse.structure.pair import FEWEST_IN_ONE_BLOCK, Pair, Parted
from docparse.structure.paragraph_lines import (
    WHITE,
    Line,
    line_spans,
    lines_of,
    part_contents,
    trimmed,
)
from docparse.words.labels import question_labels
from docparse.words.questions import QUESTION_MARKS, asks


def pairs_of_paragraphs(blocks: Sequence[Block], start: int) -> dict[int, Pair]:
    """Return the pairs among the blocks from ``start`` on, paragraphs that were one in the source.

    A question is a paragraph of bold lines of which the last asks.
    """
    asked = [at for at in range(start, len(blocks)) if _is_bold_question(blocks[at])]
    if asked[:1] != [start]:
        return {}
    found: dict[int, Pair] = {}
    for question, end in pairwise([*asked, len(blocks)]):
        answer = [line for block in blocks[question + 1 : end] for line in lines_of(block.children)]
        if not answer or _is_choice([line.text for line in answer if line.text]):
            return {}
        found[question] = Pair(end, FEWEST_IN_ONE_BLOCK)
    return found


def _is_bold_question(block: Block) -> bool:
    text = plain_text(block)
    if not asks(text):
        return False
    return all(line.is_bold for line in lines_of(block.children))


def pairs_of_lines(block: Paragraph, source: str | None, *, with_plain: bool) -> list[Parted]:
    """Return the pairs in the lines of a paragraph, an empty list if there are none."""
    lines = list(lines_of(block.children))
    starts = _starts(lines, with_plain)
    spans = line_spans(block, source, len(lines)) if starts else []
    if not spans:
        return []
    firsts = sorted({0, *(line for each in starts for line in (each.question, each.answer))})
    ends = [*firsts[1:], len(lines)]
    contents = part_contents(block, firsts)
    parts: dict[int, Paragraph] = {}
    for first, end, content in zip(firsts, ends, contents, strict=True):
        span = Span(spans[first].start, spans[end - 1].end)
        parts[first] = make_paragraph(content, trimmed(span, source))
    lead = [] if starts[0].question == 0 else [Parted(None, (parts[0],), None)]
    return [
        *lead,
        *(Parted(parts[each.question], (parts[each.answer],), each.fewest) for each in starts),
    ]


def may_ask(text: str) -> bool:
    """Whether the nodes of a paragraph need to be looked at: most do not."""
    if any(mark in text for mark in QUESTION_MARKS):
        return True
    return any(question_labels().end(line.strip(WHITE)) for line in text.split("\n"))


class _Start(NamedTuple):
    """The lines in which a question and its answer start."""

    question: int
    answer: int
    fewest: int | None = FEWEST_IN_ONE_BLOCK
    """What :attr:`Pair.fewest` says."""


def _starts(lines: Sequence[Line], with_plain: bool) -> list[_Start]:
    """Find the questions among lines, each with its answer; none if one has no answer.

    Those with a label if there are any, else those that are bold, else, ``with_plain``, the lines
    that ask, the first line among them. No line before them asks.
    """
    units = Draft([make_paragraph(line.text, NO_SPAN) for line in lines])
    labelled = labelled_questions(units, in_one_block=True)
    bold = any(line.asks and line.is_bold for line in lines)
    if not labelled and not bold and not with_plain:
        return []
    asked = [_Start(*each) for each in sorted(labelled.items())] or _question_starts(lines, bold)
    lead = lines[: asked[0].question] if asked else lines
    if not asked or any(line.asks for line in lead):
        return []
    if not any(line.text for line in lead):
        asked[0] = asked[0]._replace(question=0)
    is_marked = bool(labelled) or bold
    if not is_marked and asked[0].question:
        return []
    ends = [*(start.question for start in asked[1:]), len(lines)]
    for start, end in zip(asked, ends, strict=True):
        told = [line.text for line in lines[start.answer : end] if line.text]
        if not told or _is_choice(told):
            return []
    return asked if is_marked else [start._replace(fewest=None) for start in asked]


def _question_starts(lines: Sequence[Line], bold: bool) -> list[_Start]:
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


_CHOICES: Final = (
    "[○◯●◉□☐☑☒]",
    r"\[[ \txX]?\]",
    r"\([ \txX]?\)",
    r"\(?(?:i{1,3}|i?v|vi{0,3})[.)]",
    r"\(?(?:I{1,3}|I?V|VI{0,3})[.)]",
    r"\(?[a-h][.):]",
    r"\(?[A-H][.):]",
)
"""The marks of the choices in a quiz, by kind; compiled when first used, as few texts have any."""

_FIRST_CHOICE: Final = r"\(?[aA1][.):]"
_SECOND_CHOICE: Final = r"\(?[bB2][.):]"


def _is_choice(lines: Sequence[str]) -> bool:
    """Whether lines are the choices of a quiz: ``a) Ten``, ``b) Twelve``."""
    if len(lines) < 2:
        return False
    if re.match(_FIRST_CHOICE, lines[0]) and re.match(_SECOND_CHOICE, lines[1]):
        return True
    return any(all(map(re.compile(marks).match, lines)) for marks in _CHOICES)
