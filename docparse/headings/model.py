"""The learned weights: a table of integers for each feature, or for each of some pairs of them.

``weights.json`` names the features it was learned with and how many values each has, in the order
of :data:`docparse.headings.features.FEATURES`. ``make train`` writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from docparse.errors import WeightsError
from docparse.headings.features import FEATURES, Feature, Lines, Look
from docparse.words.files import read_file

WEIGHTS_VERSION: Final = "10"
"""The version of the weights in the package; ``render(…, "json")`` writes it."""


class Weights:
    """Integers that add up; ``scale`` of them are one unit of log-odds.

    ``tables`` has a table for each feature that counts by itself, with a weight for each of its
    values, and one for each pair of features that counts, ``"first second"``: a row for each value
    of the first, in it a weight for each value of the second. Of the tables that ask for more than
    the place of a line none has a weight above 0: each further look can only take away.

    Raises WeightsError for a table of another feature or another size.
    """

    def __init__(self, scale: int, bias: int, tables: Mapping[str, Sequence[Any]]) -> None:
        self.scale = scale
        self.bias = bias
        self.tables = tables
        for names, table in tables.items():
            _check_table(names, table)
        self._looks = {feature.look: _asked(feature.look, tables) for feature in FEATURES}

    def add(self, look: Look, lines: Lines, sums: Sequence[int]) -> list[int]:
        """Return the sums of the lines with what their features of this look add to each."""
        asked = self._looks[look]
        rows = zip(*[feature.of(lines) for feature in asked.features], strict=True)
        added = []
        for start, seen in zip(sums, rows, strict=True):
            total = start
            for weights, at in asked.singles:
                total += weights[seen[at]]
            for by_first, first, second in asked.pairs:
                total += by_first[seen[first]][seen[second]]
            added.append(total)
        return added

    def confidence(self, score: int) -> float:
        """Return how likely a line with this sum is a heading, in [0.001, 1]."""
        return max(0.001, round(1 / (1 + math.exp(-score / self.scale)), 3))

    def least_score(self, confidence: float) -> float:
        """Return a number that no sum with this ``confidence`` or more is below."""
        chance = confidence - 0.0005
        return self.scale * math.log(chance / (1 - chance)) - 1 if chance > 0.0005 else -math.inf


class _Asked:
    """The tables that are added up after one look, and the features they ask for.

    A table goes with the places of its features among those.
    """

    def __init__(
        self,
        features: Sequence[Feature],
        singles: Sequence[tuple[Sequence[int], int]],
        pairs: Sequence[tuple[Sequence[Sequence[int]], int, int]],
    ) -> None:
        self.features = features
        self.singles = singles
        self.pairs = pairs


def _asked(look: Look, tables: Mapping[str, Sequence[Any]]) -> _Asked:
    """Return the tables whose last feature is one of this look."""
    last = {feature.name for feature in FEATURES if feature.look == look}
    split = [(names.split(), table) for names, table in tables.items()]
    mine = [(names, table) for names, table in split if names[-1] in last]
    asked = {name for names, _ in mine for name in names}
    features = [feature for feature in FEATURES if feature.name in asked]
    at = {feature.name: place for place, feature in enumerate(features)}
    return _Asked(
        features,
        [(table, at[names[0]]) for names, table in mine if len(names) == 1],
        [(table, at[names[0]], at[names[1]]) for names, table in mine if len(names) == 2],
    )


def _check_table(names: str, table: Sequence[Any]) -> None:
    """Raise WeightsError if a table is not one of features there are, in their order."""
    there = {feature.name: len(feature.values) for feature in FEATURES}
    order = list(there)
    split = names.split()
    if not set(split) <= set(order):
        raise WeightsError(f"weights for {names!r}: no such feature")
    if len(split) > 2 or sorted(set(split), key=order.index) != split:
        raise WeightsError(f"weights for {names!r}: not a feature, or two in their order")
    rows = [table] if len(split) == 1 else table
    sizes = [there[name] for name in split]
    if [len(table), *{len(row) for row in rows}] != [sizes[0], sizes[-1]]:
        raise WeightsError(f"weights for {names!r}: not {' by '.join(map(str, sizes))} of them")


def weights_from(data: Mapping[str, Any]) -> Weights:
    """Return the weights that ``data``, read from a file of weights, holds.

    Raises WeightsError if it was learned with other features than there are, or with the same
    ones in another order or with other numbers of values, or is of another version.
    """
    learned: dict[str, int] = data["features"]
    there = {feature.name: len(feature.values) for feature in FEATURES}
    wrong = [
        *(f"{name} is no feature" for name in learned if name not in there),
        *(f"{name} is missing" for name in there if name not in learned),
        *(
            f"{name} had {learned[name]} values and has {size}"
            for name, size in there.items()
            if learned.get(name, size) != size
        ),
    ]
    if not wrong and list(learned) != list(there):
        wrong = ["their order was another: " + ", ".join(learned)]
    if data["version"] != WEIGHTS_VERSION:
        wrong.append(f"they are version {data['version']}, not {WEIGHTS_VERSION}")
    if wrong:
        raise WeightsError(
            "the weights of headings were not learned with the features there are: "
            + "; ".join(wrong)
            + ". Run make train, or take the file that belongs to this version of docparse"
        )
    return Weights(data["scale"], data["bias"], data["tables"])


@cache
def load_weights() -> Weights:
    """Return the weights that ship in the package."""
    # No import here: in a process forked during it by another thread it would never end.
    return weights_from(json.loads(read_file(__package__, "weights.json")))
