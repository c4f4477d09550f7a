"""The learned weights belong to the features that they were learned with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docparse.errors import WeightsError
from docparse.headings import model
from docparse.headings.features import FEATURES
from docparse.headings.model import load_weights, weights_from


def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


WEIGHTS = Path(model.__file__).with_name("weights.json")


def renamed(data: dict[str, Any]) -> None:
    data["features"] = {name.replace("echo", "sound"): n for name, n in data["features"].items()}


def without_one(data: dict[str, Any]) -> None:
    del data["features"]["echo"]


def in_another_order(data: dict[str, Any]) -> None:
    data["features"] = dict(reversed(data["features"].items()))


def of_another_size(data: dict[str, Any]) -> None:
    data["features"]["echo"] += 1


def of_another_version(data: dict[str, Any]) -> None:
    data["version"] = "0"


def with_a_table_of_nothing(data: dict[str, Any]) -> None:
    data["tables"]["sound"] = [1, 2]


def with_a_pair_the_other_way_round(data: dict[str, Any]) -> None:
    data["tables"]["echo length"] = [[0] * 16] * 6


def with_a_table_too_short(data: dict[str, Any]) -> None:
    data["tables"]["place"] = data["tables"]["place"][1:]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (renamed, "sound is no feature; echo is missing.*make train"),
        (without_one, "echo is missing.*make train"),
        (in_another_order, "their order was another: echo, .*make train"),
        (of_another_size, "echo had 9 values and has 8.*make train"),
        (of_another_version, "version 0, not"),
        (with_a_table_of_nothing, "'sound': no such feature"),
        (with_a_pair_the_other_way_round, "'echo length': not a feature, or two in their order"),
        (with_a_table_too_short, "'place': not 8 of them"),
    ],
)
def test_weights_that_were_learned_with_other_features_are_refused(
    change: Callable[[dict[str, Any]], None], message: str
) -> None:
    found = data()
    change(found)
    with pytest.raises(WeightsError, match=message):
        weights_from(found)


def test_control_the_weights_in_the_package_are_taken() -> None:
    assert weights_from(data()).tables == load_weights().tables


def test_every_feature_has_weights() -> None:
    used = {name for names in load_weights().tables for name in names.split()}
    assert used == {feature.name for feature in FEATURES}


def test_the_version_is_another_whenever_the_weights_are() -> None:
    """Who learns them anew raises WEIGHTS_VERSION, and writes both down here."""
    digest = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
    assert (model.WEIGHTS_VERSION, digest[:16]) == ("10", "659cce1c1e75dc9f")


def test_the_weights_name_the_pages_they_were_learned_from(shared: Path) -> None:
    if not (shared / "accuracy" / "train").is_dir():
        pytest.skip("the shared folder holds no pages with known structure")
    for name, digest in data()["learned_from"].items():
        folder = "readers" if name.startswith("readers") else "train"
        file = shared / "accuracy" / folder / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest, name


def test_what_words_say_only_takes_away_from_what_the_place_says() -> None:
    place = {feature.name for feature in FEATURES if feature.look == "place"}
    further = [
        table for names, table in load_weights().tables.items() if not set(names.split()) <= place
    ]
    rows = [row if isinstance(row, list) else [row] for table in further for row in table]
    assert max(map(max, rows)) == 0
