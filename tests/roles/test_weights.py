"""The learned weights of roles: what they are for, and that others are refused."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from typing import Any

import pytest

from docparse.errors import WeightsError
from docparse.roles.features import FEATURES
from docparse.roles.model import OUTCOMES, RoleWeights, load_role_weights, role_weights_from


def shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("docparse.roles").joinpath("weights.json").read_text())
    return found


def test_the_shipped_weights_are_for_the_features_there_are() -> None:
    weights = load_role_weights()
    assert weights.scale == 100
    seen = [0] * len(FEATURES)
    assert len(weights.sums(seen)) == len(OUTCOMES) - 1
    assert math.isclose(sum(weights.chances(weights.sums(seen))), 1)


def test_sums_add_the_weights_of_single_features_and_of_pairs() -> None:
    first, second = FEATURES[0], FEATURES[1]
    height = len(OUTCOMES) - 1
    single = [[value] * height for value in range(len(second.values))]
    pair = [[value * 100] * height for value in range(len(first.values) * len(second.values))]
    weights = RoleWeights(10, [7] * height, {second.name: single, "cue following": pair})
    seen = [2, 3, *[0] * (len(FEATURES) - 2)]
    assert weights.sums(seen) == [7 + 3 + (2 * len(second.values) + 3) * 100] * height


def test_far_sums_make_chances_all_the_same() -> None:
    weights = load_role_weights()
    assert weights.chances([10**6, *[-(10**6)] * (len(OUTCOMES) - 2)])[1] > 0.99


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"features": {"cue": 3}}, "not learned with the features there are"),
        ({"outcomes": ["content"]}, "the weights of roles are for content"),
        ({"tables": {"spam": [[0]]}}, "no such feature"),
        ({"tables": {"cue": [[0]]}}, "not 17"),
        ({"tables": {"cue length end": [[0]]}}, "no such feature"),
    ],
)
def test_other_weights_are_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(WeightsError, match=says):
        role_weights_from({**shipped(), **change})
