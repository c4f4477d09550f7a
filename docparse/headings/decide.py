"""Which bare lines are headings: evidence that adds up.

Every short line is a candidate. What can be seen of it and of its neighbours is a row of small
whole numbers (:mod:`docparse.headings.features`). Each, alone or with one other, looks up an
integer weight (:mod:`docparse.headings.model`), and the sum says how likely the page had a
heading there. ``training/train_headings.py`` learns the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from docparse.headings.features import Candidates
from docparse.headings.model import WEIGHTS_VERSION, load_weights
from docparse.nodes import (
    Block,
    Heading,
    List,
    Paragraph,
    Table,
    TableOfContents,
)
from docparse.structure.block_texts import BlockTexts, as_heading
from docparse.words.labels import label_colon
from docparse.words.numbers import leading_number
from docparse.words.titles import LONGEST_TITLE, title_kind

__all__ = ["WEIGHTS_VERSION", "infer_headings", "numbered_level"]


def infer_headings(blocks: list[Block], lines: BlockTexts, min_confidence: float) -> list[Block]:
    """Return ``blocks`` with the paragraphs that are headings made into Heading nodes.

    ``lines`` are the words of ``blocks``. A heading that is already there stays as it is.
    ``min_confidence`` is the least confidence that makes a heading, in [0, 1]. One at the very
    beginning is the article's title, of level 1.
    """
    found: dict[int, Heading] = {}
    numbered: dict[str, _Numbered] = {}

    def decide(index: int, confidence: float, evidence: str) -> None:
        text = lines.texts[index]
        number = leading_number(text)
        if number:
            numbered[number] = _Numbered(index, confidence)
        if confidence >= min_confidence:
            level = numbered_level(number)
            if index == 0 and evidence == "shape":
                level = 1
            found[index] = as_heading(blocks[index], level, confidence, evidence)

    candidates = Candidates(blocks, lines)
    decided = set()
    for index in candidates.indexes:
        if index in lines.labelled and label_colon(lines.texts[index]) > 1:
            decided.add(index)
        elif known := _known_title(lines, blocks, index):
            decide(index, *known)
            decided.add(index)
    if len(decided) < len(candidates.indexes):
        weights = load_weights()
        least = weights.least_score(min_confidence)
        for index, values in candidates.of_place(decided):
            score = weights.of_place(*values)
            # A number may count for the lines with the numbers before and after.
            is_sought = "0" <= lines.texts[index][0] <= "9"
            if score < least and not is_sought:
                continue
            split = lines.texts[index].split()
            words = candidates.of_words(index, split)
            if words is None:
                continue
            score += weights.of_words(*values, *words)
            if score >= least or is_sought:
                score += weights.of_echo(*values, *words, candidates.echo(index, split))
                decide(index, weights.confidence(score), "shape")
    for number, line in numbered.items():
        confidence = _confidence_by_number(number, line, numbered)
        if confidence > line.confidence and confidence >= min_confidence:
            block = blocks[line.place]
            level = numbered_level(number)
            found[line.place] = as_heading(block, level, confidence, "numbering")
    return [found.get(index, block) for index, block in enumerate(blocks)] if found else blocks


class _Numbered(NamedTuple):
    """A candidate that begins with a number: its place, and its confidence without it."""

    place: int
    confidence: float


def _confidence_by_number(number: str, line: _Numbered, numbered: Mapping[str, _Numbered]) -> float:
    """Return how sure a numbered line is a heading by the lines whose numbers go on with its own.

    The line above 2.1 that has the number 2 is a heading if 2.1 is one, and so is what
    stands between headings with the numbers before and after.
    """
    first_inside = numbered.get(f"{number}.1")
    if first_inside and first_inside.place == line.place + 1:
        return first_inside.confidence
    outer, dot, last = number.rpartition(".")
    before = numbered.get(f"{outer}{dot}{int(last) - 1}")
    after = numbered.get(f"{outer}{dot}{int(last) + 1}")
    if before and after and before.place + 1 < line.place < after.place - 1:
        return min(before.confidence, after.confidence)
    return 0.0


_WORDS_CONFIDENCE: Final = 0.9
_FAQ_CONFIDENCE: Final = 0.95


def _known_title(
    lines: BlockTexts, blocks: Sequence[Block], index: int
) -> tuple[float, str] | None:
    """Return confidence and evidence for a title that is known by its words, else None."""
    text = lines.texts[index]
    if len(text) > LONGEST_TITLE:
        return None
    kind = title_kind(lines.folded(index))
    if kind is None:
        return None
    if kind == "faq":
        is_one = _stands_before(blocks, index, (Paragraph, Heading))
        return (_FAQ_CONFIDENCE, "faq") if is_one else None
    is_one = kind == "section" or _stands_before(blocks, index, (List, Table))
    return (_WORDS_CONFIDENCE, "words") if is_one else None


def _stands_before(blocks: Sequence[Block], index: int, classes: tuple[type[Block], ...]) -> bool:
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if isinstance(following, TableOfContents):
        following = following.content
    return isinstance(following, classes)


def numbered_level(number: str) -> int:
    """Return the level of a bare heading: 2, and one more for each further part of ``1.2.3``."""
    return min(2 + number.count("."), 6)
