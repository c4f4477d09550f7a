"""The learned weights: a table of integers for each feature, or for each of some pairs of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from docparse.headings.features import FEATURES

WEIGHTS_VERSION: Final = "2"
"""The version of the weights in the package; ``render(…, "json")`` writes it."""


class Weights(NamedTuple):
    """Integers that add up; ``scale`` of them are one unit of log-odds.

    ``single`` holds ``(feature, table)``: the table gives a weight for each value of the feature.
    ``pairs`` holds ``(first, second, table)``: a row for each value of the first feature, in it a
    weight for each value of the second. Features are places in ``FEATURES``.
    """

    scale: int
    bias: int
    single: tuple[tuple[int, tuple[int, ...]], ...]
    pairs: tuple[tuple[int, int, tuple[tuple[int, ...], ...]], ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Weights:
        """Read the form of the data file: tables by the names of their features."""
        places = {name: place for place, name in enumerate(FEATURES)}
        single, pairs = [], []
        for names, table in data["tables"].items():
            first, _, second = names.partition(" ")
            if second:
                pairs.append((places[first], places[second], tuple(map(tuple, table))))
            else:
                single.append((places[first], tuple(table)))
        return cls(data["scale"], data["bias"], tuple(single), tuple(pairs))

    def log_odds(self, values: Sequence[int]) -> float:
        """Return the log-odds that a line with these values of ``FEATURES`` is a heading."""
        score = self.bias
        for first, weights in self.single:
            score += weights[values[first]]
        for first, second, rows in self.pairs:
            score += rows[values[first]][values[second]]
        return score / self.scale


@cache
def load_weights() -> Weights:
    """Return the weights that ship in the package."""
    from importlib.resources import files  # slow to load

    return Weights.from_data(
        json.loads(files("docparse.headings").joinpath("weights.json").read_text("utf-8"))
    )
