"""Why a line is a heading or none: what each thing that was seen of it adds to the sum."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from docparse.headings.features import FEATURES, Lines
from docparse.headings.model import load_weights
from docparse.headings.page import Page
from docparse.nodes import Paragraph
from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from docparse.words.sentences import FULL_STOPS


class Contribution(NamedTuple):
    """What one feature, or two together, add to the sum of a line."""

    features: tuple[str, ...]
    """Their names, such as ``("last", "after")``."""
    values: tuple[str, ...]
    """What was seen, in words, such as ``("question mark", "130 to 200")``."""
    weight: int


class ShapeScore(NamedTuple):
    """Why the shape of a line made it a heading, or did not."""

    contributions: tuple[Contribution, ...]
    """Those that weigh most first."""
    bias: int
    """What every line starts from."""
    sum: int
    """The bias and all weights; ``scale`` of them are one unit of log-odds."""
    threshold: float
    """The sum from which on a line is a heading: that of ``min_confidence``, up to rounding."""
    scale: int
    confidence: float

    def figures(self) -> Mapping[str, float]:
        """Return the sum, what it has to be, and what each thing that was seen adds to it."""
        seen = {
            f"{', '.join(each.features)} = {', '.join(each.values)}": each.weight
            for each in self.contributions
            if each.weight
        }
        # Where any confidence will do there is nothing that the sum has to be.
        needed = {"needed": round(self.threshold)} if math.isfinite(self.threshold) else {}
        return {"sum": self.sum, **needed, "every line": self.bias, **seen}


def explain_shape(page: Page, index: int, min_confidence: float) -> ShapeScore | None:
    """Return what the features of a candidate, block ``index``, say; None if it begins with a date.

    Such a line says when, and is no heading.
    """
    line = Lines(page, [index]).read()
    if not line.indexes:
        return None
    weights = load_weights()
    seen = {feature.name: feature.of(line)[0] for feature in FEATURES}
    says = {feature.name: feature.values[seen[feature.name]] for feature in FEATURES}
    found = []
    for joined, table in weights.tables.items():
        names = tuple(joined.split())
        weight: Any = table
        for name in names:
            weight = weight[seen[name]]
        found.append(Contribution(names, tuple(says[name] for name in names), weight))
    found.sort(key=lambda contribution: -abs(contribution.weight))
    total = weights.bias + sum(contribution.weight for contribution in found)
    return ShapeScore(
        tuple(found),
        weights.bias,
        total,
        round(weights.least_score(min_confidence) + 1, 1),
        weights.scale,
        weights.confidence(total),
    )


def explain_shapes(
    page: Page, indexes: Iterable[int], min_confidence: float
) -> dict[int, ShapeScore]:
    """Return what the features of each of some candidates say, but of those that say when."""
    scores = ((index, explain_shape(page, index, min_confidence)) for index in indexes)
    return {index: score for index, score in scores if score is not None}


def explain_others(
    draft: Draft,
    titles: Mapping[int, tuple[float, str]],
    shapes: Mapping[int, ShapeScore],
    headings: Container[int],
) -> None:
    """Note for each paragraph that is no heading why it is none.

    ``titles`` are the lines with the words of a known title: how sure that makes, and by what.
    """
    for index, block in enumerate(draft.blocks):
        if type(block) is not Paragraph or index in headings or not draft.texts[index]:
            continue
        if index in titles:
            confidence, code = titles[index]
            draft.note("headings", code, block.span, confidence)
        elif index in shapes:
            shape = shapes[index]
            draft.note("headings", "shape", block.span, shape.confidence, shape.figures())
        else:
            because = _why_not(draft, index)
            draft.note("headings", "no-candidate", block.span, values={"because": because})


def _why_not(draft: Draft, index: int) -> str:
    """Return why a line was not even looked at."""
    text = draft.texts[index]
    if index in draft.no_headings:
        return "it is likely to have a role, or to be code"
    if len(text) > LONGEST_CANDIDATE:
        return f"its paragraph is longer than {LONGEST_CANDIDATE} characters"
    if text[-1] in FULL_STOPS:
        return "it ends in a full stop"
    return "it has a label" if index in draft.facts.labelled else "it begins with a date"
