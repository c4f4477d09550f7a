"""Why a line is a heading or none: what each thing that was seen of it adds to the sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from docparse.headings.features import FEATURES, Lines, Page, find_candidates
from docparse.headings.model import load_weights
from docparse.nodes import Block
from docparse.structure.block_texts import BlockTexts


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


def explain_shape(
    blocks: Sequence[Block], lines: BlockTexts, index: int, min_confidence: float = 0.5
) -> ShapeScore | None:
    """Return what the features of the line ``blocks[index]`` say, or None if it is no candidate.

    ``blocks`` and ``lines`` are what :func:`~docparse.headings.decide.infer_headings` is given.
    No candidate is what is no paragraph, is too long, ends in a full stop or begins with a date.
    """
    candidates = find_candidates(blocks, lines)
    if index not in candidates:
        return None
    line = Lines(Page(blocks, lines, candidates), [index]).read()
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
