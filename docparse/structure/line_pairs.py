"""Pairs in the lines of a paragraph: ``Q: …`` and ``A: …``, or ``**Late?**`` and ``Ten.``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from docparse.nodes import Block, Paragraph, make_paragraph, plain_text
from docparse.source.text import NO_SPAN
from docparse.structure.draft import Draft
from docparse.structure.labelled import labelled_questions
from docparse.structure.pair import FEWEST_IN_ONE_BLOCK, Pair, Parted
from docparse.structure.paragraph_lines import WHITE, Line, lines_of, parts_of
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
    """Return the pairs in the lines of a paragraph, an empty list if there are none.

    The questions have a label, or are bold, or, ``with_plain`` and where no line has a label, just
    ask, the first line among them. No line before them asks.
    """
    lines = list(lines_of(block.children))
    units = Draft([make_paragraph(line.text, NO_SPAN) for line in lines])
    answers = dict(sorted(labelled_questions(units, in_one_block=True).items()))
    bold = any(line.asks and line.is_bold for line in lines)
    is_plain = not answers and not bold
    if is_plain and (units.facts.labelled or not with_plain):
        return []
    answers = answers or _unlabelled(lines, bold)
    lead = lines[: min(answers, default=len(lines))]
    if any(line.asks for line in lead) or not _are_answers(lines, answers):
        return []
    if lead and not any(line.text for line in lead):
        answers = {0: answers.pop(len(lead)), **answers}
    if is_plain and 0 not in answers:
        return []
    firsts = sorted({0, *answers, *answers.values()})
    parts = dict(zip(firsts, parts_of(block, firsts, source), strict=False))
    if not parts:
        return []
    fewest = None if is_plain else FEWEST_IN_ONE_BLOCK
    found = [Parted(parts[asked], (parts[told],), fewest) for asked, told in answers.items()]
    return found if 0 in answers else [Parted(None, (parts[0],)), *found]


def may_ask(text: str) -> bool:
    """Whether the nodes of a paragraph need to be looked at: most do not."""
    if any(mark in text for mark in QUESTION_MARKS):
        return True
    return any(question_labels().end(line.strip(WHITE)) for line in text.split("\n"))


def _unlabelled(lines: Sequence[Line], bold: bool) -> dict[int, int]:
    """Return the lines in which questions without a label and their answers start.

    A bold question may have several lines; any other has one.
    """
    found: dict[int, int] = {}
    first = 0
    for at, line in enumerate(lines):
        if not bold or (at and not lines[at - 1].is_bold):
            first = at
        if line.asks and (line.is_bold or not bold):
            found[first] = at + 1
            first = at + 1
    return found


def _are_answers(lines: Sequence[Line], answers: Mapping[int, int]) -> bool:
    """Whether each question has an answer, and none of them the choices of a quiz."""
    ends = [*answers, len(lines)][1:]
    told = [
        [line.text for line in lines[start:end] if line.text]
        for start, end in zip(answers.values(), ends, strict=True)
    ]
    return bool(told) and all(told) and not any(map(_is_choice, told))


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
