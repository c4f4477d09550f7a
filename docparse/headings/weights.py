"""The learned weights: a table of integers for each feature, or for each of some pairs of them."""

from __future__ import annotations

import json
import math
from collections.abc import Container, Mapping, Sequence
from functools import cache
from typing import Any, Final

from docparse.headings.features import FEATURES, FEATURES_OF_PLACE, FEATURES_OF_WORDS

WEIGHTS_VERSION: Final = "2"
"""The version of the weights in the package; ``render(…, "json")`` writes it."""


class Weights:
    """Integers that add up; ``scale`` of them are one unit of log-odds.

    ``tables`` has a table for each feature that counts by itself, with a weight for each of its
    values, and one for each pair of features that counts, ``"first second"``: a row for each value
    of the first, in it a weight for each value of the second. Of the tables that ask for more than
    the place of a line none has a weight above 0: each further look can only take away.
    """

    def __init__(self, scale: int, bias: int, tables: Mapping[str, Sequence[Any]]) -> None:
        self.scale = scale
        self.bias = bias
        self.tables = tables

        def sum_of(features: Container[str], start: int = 0) -> Sum:
            last = {names: names.rpartition(" ")[2] for names in tables}
            return Sum({n: table for n, table in tables.items() if last[n] in features}, start)

        self.of_place = sum_of(FEATURES_OF_PLACE, bias)
        """The sum for values of ``FEATURES_OF_PLACE``."""
        self.of_words = sum_of(FEATURES_OF_WORDS)
        """What is to be added for those of ``FEATURES_OF_WORDS`` behind them, 0 or less."""
        self.of_echo = sum_of(("echo",))
        """What is to be added for ``echo`` behind them, 0 or less."""

    def confidence(self, score: int) -> float:
        """Return how likely a line with this sum is a heading, in [0.001, 1]."""
        return max(0.001, round(1 / (1 + math.exp(-score / self.scale)), 3))

    def least_score(self, confidence: float) -> float:
        """Return a number that no sum with this ``confidence`` or more is below."""
        chance = confidence - 0.0005
        return self.scale * math.log(chance / (1 - chance)) - 1 if chance > 0.0005 else -math.inf


class Sum:
    """What some tables have for values of ``FEATURES``, as many as they ask for, added up."""

    def __init__(self, tables: Mapping[str, Sequence[Any]], start: int = 0) -> None:
        self._start = start
        places = {name: place for place, name in enumerate(FEATURES)}
        self._single: list[tuple[int, Sequence[int]]] = []
        self._pairs: list[tuple[int, int, Sequence[Sequence[int]]]] = []
        for names, table in tables.items():
            first, _, second = names.partition(" ")
            if second:
                self._pairs.append((places[first], places[second], table))
            else:
                self._single.append((places[first], table))

    def of(self, values: Sequence[int]) -> int:
        score = self._start
        for first, weights in self._single:
            score += weights[values[first]]
        for first, second, rows in self._pairs:
            score += rows[values[first]][values[second]]
        return score


@cache
def load_weights() -> Weights:
    """Return the weights that ship in the package."""
    from importlib.resources import files  # slow to load

    data = json.loads(files("docparse.headings").joinpath("weights.json").read_text("utf-8"))
    return Weights(data["scale"], data["bias"], data["tables"])
