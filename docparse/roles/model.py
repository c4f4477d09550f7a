"""The learned weights of roles: tables of integers that add up, for each role.

``weights.json`` names the features it was learned with and how many values each has, in the order
of :data:`docparse.roles.features.FEATURES`. ``make train`` writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from docparse.errors import WeightsError
from docparse.roles.features import FEATURES
from docparse.words.files import read_file

OUTCOMES: Final = ("content", "furniture", "byline", "date", "credit", "caption")
"""What a line may be."""

Table = Sequence[Sequence[int]]
"""For each value of a feature a weight for each outcome but the first, whose weights are 0."""


class RoleWeights:
    """Integers that add up; ``scale`` of them are one unit of log-odds against content.

    ``tables`` has a table for each feature by its name, and for some pairs, ``"first second"``:
    there the values of the second count fastest.

    Raises WeightsError for a table of another feature or another size.
    """

    def __init__(self, scale: int, bias: Sequence[int], tables: Mapping[str, Table]) -> None:
        self.scale = scale
        self.bias = bias
        self.tables = tables
        places = {feature.name: place for place, feature in enumerate(FEATURES)}
        self._singles: list[tuple[Table, int]] = []
        self._pairs: list[tuple[Table, int, int, int]] = []
        for joined, table in tables.items():
            names = joined.split()
            if not set(names) <= set(places) or len(names) > 2:
                raise WeightsError(f"weights for {joined!r}: no such feature")
            sizes = [len(FEATURES[places[name]].values) for name in names]
            if [len(table), *{len(row) for row in table}] != [math.prod(sizes), len(OUTCOMES) - 1]:
                raise WeightsError(f"weights for {joined!r}: not {' by '.join(map(str, sizes))}")
            if len(names) == 1:
                self._singles.append((table, places[names[0]]))
            else:
                self._pairs.append((table, places[names[0]], places[names[1]], sizes[1]))

    def sums(self, seen: Sequence[int]) -> list[int]:
        """Return the sum of each outcome but content, given the value of each feature."""
        rows = [table[seen[at]] for table, at in self._singles]
        rows += [table[seen[a] * size + seen[b]] for table, a, b, size in self._pairs]
        return list(map(sum, zip(self.bias, *rows, strict=True)))

    def chances(self, sums: Sequence[int]) -> list[float]:
        """Return how likely each of ``OUTCOMES`` is, in [0, 1]."""
        odds = [1.0, *(math.exp(min(each / self.scale, _MOST)) for each in sums)]
        whole = sum(odds)
        return [each / whole for each in odds]


_MOST: Final = 50.0


def role_weights_from(data: Mapping[str, Any]) -> RoleWeights:
    """Return the weights that ``data``, read from a file of weights, holds.

    Raises WeightsError if it was learned with other features or outcomes than there are.
    """
    there = {feature.name: len(feature.values) for feature in FEATURES}
    if data["features"] != there or list(data["features"]) != list(there):
        raise WeightsError(
            "the weights of roles were not learned with the features there are: run make train, "
            "or take the file that belongs to this version of docparse"
        )
    if data["outcomes"] != list(OUTCOMES):
        raise WeightsError(f"the weights of roles are for {', '.join(data['outcomes'])}")
    return RoleWeights(data["scale"], data["bias"], data["tables"])


@cache
def load_role_weights() -> RoleWeights:
    """Return the weights that ship in the package."""
    # No import here: in a process forked during it by another thread it would never end.
    return role_weights_from(json.loads(read_file(__package__, "weights.json")))
