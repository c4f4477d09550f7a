"""The learned weights: a table of integers for each feature, or for each of some pairs of them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeAlias

from docparse.headings.features import FEATURES, FEATURES_OF_PLACE, FEATURES_OF_WORDS

WEIGHTS_VERSION: Final = "2"
"""The version of the weights in the package; ``render(…, "json")`` writes it."""

Sum: TypeAlias = "Callable[..., int]"
"""Called with a value for each feature, in the order of ``FEATURES``."""


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

        last = {names: names.rpartition(" ")[2] for names in tables}

        def ending_in(features: Container[str]) -> dict[str, Sequence[Any]]:
            return {names: table for names, table in tables.items() if last[names] in features}

        place, words = tuple(FEATURES_OF_PLACE), tuple(FEATURES_OF_WORDS)
        self.of_place = _sum_of(ending_in(place), place, bias)
        """The sum for values of ``FEATURES_OF_PLACE``."""
        self.of_words = _sum_of(ending_in(words), place + words)
        """What is to be added for those of ``FEATURES_OF_WORDS`` behind them, 0 or less."""
        self.of_echo = _sum_of(ending_in(("echo",)), FEATURES)
        """What is to be added for ``echo`` behind them, 0 or less."""

    def confidence(self, score: int) -> float:
        """Return how likely a line with this sum is a heading, in [0.001, 1]."""
        return max(0.001, round(1 / (1 + math.exp(-score / self.scale)), 3))

    def least_score(self, confidence: float) -> float:
        """Return a number that no sum with this ``confidence`` or more is below."""
        chance = confidence - 0.0005
        return self.scale * math.log(chance / (1 - chance)) - 1 if chance > 0.0005 else -math.inf


def _sum_of(tables: Mapping[str, Sequence[Any]], seen: Iterable[str], start: int = 0) -> Sum:
    """Return what adds up the weights that ``tables`` have for the values of the features ``seen``.

    It is written out as one expression, ``lambda length, last: 7 + w0[length] + w1[last][length]``:
    a loop over the tables takes more than half as long again.
    """
    place_of = {name: f"[{name}]" for name in seen}
    terms = [str(start)]
    weights = {}
    for number, (names, table) in enumerate(tables.items()):
        weights[f"w{number}"] = table
        terms.append(f"w{number}" + "".join(place_of[name] for name in names.split()))
    added: Sum = eval(f"lambda {', '.join(place_of)}: {' + '.join(terms)}", weights)
    return added


@cache
def load_weights() -> Weights:
    """Return the weights that ship in the package."""
    from importlib.resources import files  # slow to load

    data = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
    return Weights(data["scale"], data["bias"], data["tables"])
