"""Pairs in the lines of a paragraph: ``Q: …`` and ``A: …``, or ``**Late?**`` and ``Ten.``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from docparse.nodes import Block, Paragraph, make_paragraph, plain_text
from docparse.source.text import Span
from docparse.structure.pair import FEWEST_IN_ONE_BLOCK, Pair, Parted
from docparse.structure.paragraph_lines import (
    WHITE,
    Line,
    line_spans,
    lines_of,
    part_contents,
    trimmed,
)
from docparse.words.labels import answer_labels, belong_together, is_initial, question_labels
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
    contents = part_contents(block, set(firsts))
    parts: dict[int, Paragraph] = {}
    for first, end, content in zip(firsts, ends, contents, strict=True):
        span = Span(spans[first].start, spans[end - 1].end)
        parts[first] = make_paragraph(tuple(content), trimmed(span, source))
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
    """The lines in which a question and its answer start; 0 for an answer that is missing."""

    question: int
    answer: int
    fewest: int | None = FEWEST_IN_ONE_BLOCK
    """What :attr:`Pair.fewest` says."""


def _starts(lines: Sequence[Line], with_plain: bool) -> list[_Start]:
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
        asked[0] = asked[0]._replace(question=0)
    is_marked = bool(labels) or bold
    if not is_marked and asked[0].question:
        return []
    ends = [*(start.question for start in asked[1:]), len(lines)]
    for start, end in zip(asked, ends, strict=True):
        told = [line.text for line in lines[start.answer : end] if line.text]
        if not start.answer or not told or _is_choice(told):
            return []
    return asked if is_marked else [start._replace(fewest=None) for start in asked]


def _labelled_lines(lines: Sequence[Line]) -> list[int]:
    """Return the lines with the label of a question.

    One letter is a label if it is ``Q:`` or a line after it asks: ``P: 555-1234`` is a telephone.
    A list of keys and values has no labels; the label of an answer in the first line, to a question
    before the paragraph, does not make it one where a line asks.
    """
    labels = [
        (at, end) for at, line in enumerate(lines) if (end := question_labels().end(line.text))
    ]
    answers = any(line.asks for line in lines) and answer_labels().end(lines[0].text) > 0
    is_list_of_keys = has_other_keys([line.text for line in lines[answers:]])
    return [
        at
        for (at, label), (end, _) in pairwise([*labels, (len(lines), 0)])
        if not is_initial(lines[at].text[:label])
        or (
            not is_list_of_keys
            and (lines[at].text[:2] in ("Q:", "q:") or any(line.asks for line in lines[at:end]))
        )
    ]


KEY_OF_ONE_LETTER: Final = re.compile(r"[^\W\d_][ \t]?[:：]")


def has_other_keys(lines: Iterable[str]) -> bool:
    """Whether lines have keys of one letter other than alternating questions and answers.

    ``K: King``, ``Q: Queen``; or ``Q: 12``, ``A: 1``, ``A: 2``.
    """
    asked = letter = ""
    for line in lines:
        is_key = KEY_OF_ONE_LETTER.match(line) is not None
        if question_labels().end(line):
            if is_key and letter not in ("", line[0]):
                return True
            asked, letter = line, line[0] if is_key else letter
        elif is_key:
            if not asked or not belong_together(asked, line):
                return True
            asked = ""
    return False


def has_labels(lines: Iterable[str]) -> bool:
    """Whether any of the lines has the label of a question, or a key of one letter."""
    return any(question_labels().end(line) or KEY_OF_ONE_LETTER.match(line) for line in lines)


def _labelled(lines: Sequence[Line], labels: Sequence[int]) -> list[_Start]:
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


def _answer_line(lines: Sequence[Line], first: int, end: int) -> int:
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
