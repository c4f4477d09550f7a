"""Which bare lines are headings: evidence that adds up.

Every short line is a candidate. What can be seen of it and of its neighbours is a row of small
whole numbers (:mod:`docparse.headings.features`). Each, alone or with one other, looks up an
integer weight (:mod:`docparse.headings.model`), and the sum says how likely the page had a
heading there. ``training/train_headings.py`` learns the weights.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from docparse.headings.astray import find_astray
from docparse.headings.features import ECHO, PLACE, WORDS, Lines
from docparse.headings.levels import find_levels
from docparse.headings.model import WEIGHTS_VERSION, Weights, load_weights
from docparse.headings.page import Page, find_candidates
from docparse.headings.parallel import PARALLEL_CONFIDENCE, find_parallel
from docparse.headings.tips import TIP_CONFIDENCE, find_tips
from docparse.headings.title import TitleLine, find_title
from docparse.nodes import (
    Block,
    Heading,
    List,
    Paragraph,
    Table,
    TableOfContents,
)
from docparse.source.evidence import NOTHING
from docparse.structure.draft import Draft, as_heading
from docparse.structure.menus import stands_in_menu
from docparse.words.labels import label_colon
from docparse.words.numbers import leading_number
from docparse.words.titles import LONGEST_TITLE, TitleKind

if TYPE_CHECKING:
    from docparse.headings.explain import ShapeScore

__all__ = ["WEIGHTS_VERSION", "infer_headings"]


def infer_headings(draft: Draft, min_confidence: float) -> None:
    """Make the paragraphs that are headings Heading nodes; one that is there stays as it is.

    ``min_confidence`` is the least confidence that makes a heading, in [0, 1]. The article's title
    is of level 1, and a short line above it is no heading.
    """
    texts = draft.texts
    found: dict[int, Verdict] = {}
    numbered: dict[str, _Numbered] = {}

    def decide(index: int, confidence: float, evidence: str) -> None:
        text = texts[index]
        number = leading_number(text)
        if number:
            numbered[number] = _Numbered(index, confidence)
        if confidence >= min_confidence:
            found[index] = Verdict(confidence, evidence)

    candidates = find_candidates(draft)
    labelled = draft.facts.labelled
    undecided = []
    titles: dict[int, tuple[float, str]] = {}
    for index in candidates:
        if index in labelled and label_colon(texts[index]) > 1:
            continue
        kind = draft.title_kind(index) if len(texts[index]) <= LONGEST_TITLE else None
        if kind == "faq" and stands_in_menu(draft, index):
            continue
        if kind and (known := _known_title(kind, draft, index)):
            titles[index] = known
            decide(index, *known)
        else:
            undecided.append(index)
    if undecided:
        weights = load_weights()
        page = Page(draft, candidates)
        for index, score in _scores(page, undecided, weights, min_confidence):
            decide(index, weights.confidence(score), "shape")
    for number, line in numbered.items():
        confidence = _confidence_by_number(number, line, numbered)
        if confidence > line.confidence and confidence >= min_confidence:
            found[line.place] = Verdict(confidence, "numbering")
    parallel = Verdict(PARALLEL_CONFIDENCE, "parallel")
    tip = Verdict(TIP_CONFIDENCE, "numbering")
    alike = [(index, parallel) for index in find_parallel(draft, candidates)]
    for index, verdict in [*alike, *((index, tip) for index in find_tips(draft))]:
        before = found.get(index)
        surer = before is None or before.confidence < verdict.confidence
        if surer and verdict.confidence >= min_confidence:
            found[index] = verdict
    title = _unmarked_title(draft, candidates, titles)
    if title:
        found = _with_title(title, found, min_confidence)
    _leave_out_astray(draft, candidates, found, title)
    shapes: Mapping[int, ShapeScore] = {}
    if draft.evidence is not None:
        from docparse.headings.explain import explain_others, explain_shapes  # few ask for it

        shapes = explain_shapes(Page(draft, candidates), undecided, min_confidence)
        explain_others(draft, titles, shapes, found)
    _make_headings(draft, found, title, shapes)


def _leave_out_astray(
    draft: Draft, candidates: Sequence[int], found: dict[int, Verdict], title: TitleLine | None
) -> None:
    """Take the lines out of ``found`` that say something else than what follows."""
    evidence = {index: verdict.evidence for index, verdict in found.items()}
    place = title.block if title else -1
    for index, says in find_astray(draft, candidates, evidence, place).items():
        del found[index]
        draft.note("headings", says, draft.blocks[index].span)


class Verdict:
    """How sure a line is a heading, and what decided."""

    def __init__(self, confidence: float, evidence: str) -> None:
        self.confidence = confidence
        self.evidence = evidence


def _make_headings(
    draft: Draft,
    found: Mapping[int, Verdict],
    title: TitleLine | None,
    shapes: Mapping[int, ShapeScore],
) -> None:
    """Replace the lines that were found to be headings by Heading nodes, each with its level."""
    blocks = draft.blocks
    given: dict[int, int] = {}
    if Heading in map(type, blocks):
        given = {index: block.level for index, block in enumerate(blocks) if type(block) is Heading}
    levels = find_levels(draft, sorted({*found, *given}), given, title)
    for index, verdict in found.items():
        confidence, evidence = verdict.confidence, verdict.evidence
        block, level = blocks[index], levels[index]
        if draft.evidence is not None:
            draft.note("levels", level.rule, block.span, level.confidence)
        heading = as_heading(block, level.level, confidence, evidence, level.confidence)
        values = shapes[index].figures() if index in shapes else NOTHING
        draft.replace(index, heading, "headings", evidence, confidence, values)


def _unmarked_title(
    draft: Draft, candidates: Sequence[int], titles: Container[int]
) -> TitleLine | None:
    """Return the line that is the article's title; None if it is marked, or there is none.

    ``titles`` are lines with the words of a known title: of a part, not of the article.
    """
    title = find_title(draft, candidates)
    if title is None or title.block in titles:
        return None
    blocks = draft.blocks
    marked = Heading in map(type, blocks) and any(
        type(block) is Heading and block.level == 1 for block in blocks
    )
    return None if marked else title


def _with_title(
    title: TitleLine, found: Mapping[int, Verdict], min_confidence: float
) -> dict[int, Verdict]:
    """Return the headings ``found`` with the title, and without short lines above it.

    Such a line is at most as sure to be a heading as the title is to be another line.
    """
    most = max(0.001, round(1 - title.confidence, 3))
    verdicts = dict(found)
    for index in [index for index in found if index < title.block]:
        capped = min(found[index].confidence, most)
        if capped >= min_confidence:
            verdicts[index] = Verdict(capped, found[index].evidence)
        else:
            del verdicts[index]
    shape = found.get(title.block)
    confidence = max(title.confidence, shape.confidence if shape else 0.0)
    if confidence >= min_confidence:
        verdicts[title.block] = Verdict(confidence, "title")
    return verdicts


def _scores(
    page: Page, indexes: Sequence[int], weights: Weights, min_confidence: float
) -> Iterator[tuple[int, int]]:
    """Yield the index and the sum of weights of the lines that may be headings.

    The others are dropped as soon as nothing that is yet to be seen could make them one. Lines
    that begin with a digit stay: they may count for those with the numbers before and after.
    """
    least = weights.least_score(min_confidence)

    def may_be(lines: Lines, sums: Sequence[int]) -> dict[int, int]:
        return {
            index: score
            for index, score in zip(lines.indexes, sums, strict=True)
            if score >= least or "0" <= page.texts[index][0] <= "9"
        }

    for start in range(0, len(indexes), _AT_ONCE):
        lines = Lines(page, indexes[start : start + _AT_ONCE])
        sums = may_be(lines, weights.add(PLACE, lines, [weights.bias] * len(lines.indexes)))
        if not sums:
            continue
        lines = Lines(page, list(sums)).read()
        sums = may_be(lines, weights.add(WORDS, lines, [sums[index] for index in lines.indexes]))
        lines = Lines(page, list(sums), lines.words)
        yield from zip(sums, weights.add(ECHO, lines, list(sums.values())), strict=True)


_AT_ONCE: Final = 1000
"""Lines; what was seen of so many is held in memory."""


class _Numbered:
    """A candidate that begins with a number: its place, and its confidence without it."""

    def __init__(self, place: int, confidence: float) -> None:
        self.place = place
        self.confidence = confidence


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


def _known_title(kind: TitleKind, draft: Draft, index: int) -> tuple[float, str] | None:
    """Return confidence and evidence for a title of a known kind, None where it stands for none."""
    blocks = draft.blocks
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
