"""Learn the weights of docparse.headings.decide from pages whose headings are known.

usage: python training/train_headings.py FOLDER [--write]

FOLDER holds ``pages-1.12.jsonl.gz`` and the like: one JSON object a line with ``text``, ``site``
and ``lines``, a label per line (``h1`` … ``h6``, ``b`` for a paragraph that is bold from end to
end, others).

The model is boosted trees of depth 2 over the features of a line: what such trees learn is a sum of
tables over single features and pairs of features, and as such it ships. Pairs are kept that gain
most. Printed figures are cross-validated by site: no site is learned from and judged. ``--write``
learns from all pages and writes ``docparse/headings/weights.json``.

Needs numpy, scikit-learn and lightgbm.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

import docparse
import docparse.headings.decide
from docparse.dialects.detect import DEFAULT_DIALECT, DIALECTS
from docparse.headings.features import (
    CATEGORIES,
    FEATURES,
    FEATURES_OF_PLACE,
    Candidates,
)
from docparse.headings.model import WEIGHTS_VERSION, Weights
from docparse.readers.rules import RULES, BlockReader
from docparse.source.lines import scan
from docparse.structure.contents import read_contents
from docparse.structure.draft import Draft

NAMES = list(FEATURES)
SCALE = 100
PAGE_WEIGHTS = {"pages": 1.0, "news": 1.0, "faq": 1.0, "blogs": 0.25}
"""How much a line of each file counts: four sites make up half of all headings."""
BOLD_WEIGHT = 0.4
"""How much a bold line counts as a heading."""
LONG_PAGES = 0.3
"""A line of a page with n candidates counts n to minus this."""
FOLDS = 5
PAIRS = 12
SEEDS = 3
TREES = {
    "n_estimators": 500,
    "learning_rate": 0.08,
    "max_depth": 2,
    "num_leaves": 4,
    "min_child_samples": 40,
    "subsample": 0.8,
    "subsample_freq": 1,
    "colsample_bytree": 0.5,
    "reg_lambda": 5,
    "cat_smooth": 20,
    "cat_l2": 20,
    "max_bin": 64,
    "verbose": -1,
    "n_jobs": 1,
    "deterministic": True,
}

Tables = dict[tuple[int, ...], np.ndarray]


def pages(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in PAGE_WEIGHTS:
        with gzip.open(folder / f"{name}-1.12.jsonl.gz", "rt", encoding="utf-8") as records:
            for record in map(json.loads, records):
                yield name, record


class Lines:
    """The candidate lines of all pages: a row of features, a label and a weight each.

    A label is 1 for a heading, -1 for a bold line, else 0.
    """

    def __init__(self, folder: Path) -> None:
        self.pages = list(pages(folder))
        rows, labels, weights, numbers = [], [], [], []
        for number, (name, record) in enumerate(self.pages):
            lines = scan(record["text"])
            reader = BlockReader(RULES, lines, DIALECTS[DEFAULT_DIALECT], False, False)
            reader.read()
            draft = Draft(reader.blocks, reader.texts)
            read_contents(draft, bare_lines=True)
            found = Candidates(draft)
            for index, values in found.features():
                label = record["lines"][line_of(lines.starts, draft.blocks[index].span.start)]
                rows.append(values)
                labels.append(1 if label[:1] == "h" else -1 if label == "b" else 0)
                weights.append(PAGE_WEIGHTS[name] / len(found.indexes) ** LONG_PAGES)
                numbers.append(number)
        self.values = np.array(rows)
        self.labels = np.array(labels)
        self.weights = np.where(self.labels < 0, BOLD_WEIGHT, 1) * np.array(weights)
        self.page = np.array(numbers)
        self.site = np.array([self.pages[number][1]["site"] for number in numbers])
        self.file = np.array([self.pages[number][0] for number in numbers])


def line_of(starts: list[int], offset: int) -> int:
    return bisect.bisect_right(starts, offset) - 1


# -------------------------------------------------------------------------------- learning


def learn(lines: Lines, chosen: np.ndarray) -> Weights:
    """Return the weights that the chosen lines teach."""
    pairs = best_pairs(grow(lines, chosen, 0))
    paired = {feature for pair in pairs for feature in pair}
    constraints = [*pairs, *([f] for f in range(len(NAMES)) if f not in paired)]
    tables: Tables = {}
    bias = 0.0
    for seed in range(SEEDS):
        trees = grow(lines, chosen, seed, interaction_constraints=constraints)
        for tree in trees.dump_model()["tree_info"]:
            bias += add_tree(tree["tree_structure"], tables)
    tables = {features: table / SEEDS for features, table in tables.items()}
    fold_singles(tables)
    bias /= SEEDS
    return calibrated(tables, bias, lines, chosen)


def grow(lines: Lines, chosen: np.ndarray, seed: int, **options: Any) -> lightgbm.Booster:
    model = lightgbm.LGBMClassifier(**TREES, random_state=seed, **options)
    model.fit(
        lines.values[chosen],
        lines.labels[chosen] != 0,
        sample_weight=lines.weights[chosen],
        categorical_feature=[place for place, name in enumerate(NAMES) if name in CATEGORIES],
    )
    return model.booster_


def best_pairs(trees: lightgbm.Booster) -> list[list[int]]:
    gains: Counter[tuple[int, int]] = Counter()
    for tree in trees.dump_model()["tree_info"]:
        root = tree["tree_structure"]
        for child in (root.get("left_child", {}), root.get("right_child", {})):
            if "split_feature" in child and child["split_feature"] != root["split_feature"]:
                first, second = sorted((root["split_feature"], child["split_feature"]))
                gains[first, second] += child["split_gain"]
    return [list(pair) for pair, _ in gains.most_common(PAIRS)]


def add_tree(root: dict[str, Any], tables: Tables) -> float:
    """Add a tree to the tables of the features it asks for; return what it adds to every line."""
    if "leaf_value" in root:
        return float(root["leaf_value"])
    first = root["split_feature"]
    goes_left = left_values(root)
    for child, side in ((root["left_child"], goes_left), (root["right_child"], ~goes_left)):
        if "leaf_value" in child:
            table_of(tables, (first,))[side] += child["leaf_value"]
            continue
        second = child["split_feature"]
        leaves = [child[f"{way}_child"]["leaf_value"] for way in ("left", "right")]
        below = np.where(left_values(child), *leaves)
        if second == first:
            table_of(tables, (first,))[side] += below[side]
        elif first < second:
            table_of(tables, (first, second))[side, :] += below[None, :]
        else:
            table_of(tables, (second, first))[:, side] += below[:, None]
    return 0.0


def left_values(node: dict[str, Any]) -> np.ndarray:
    """Return for each value of the feature that ``node`` splits whether it goes left."""
    values = np.arange(FEATURES[NAMES[node["split_feature"]]])
    if node["decision_type"] == "==":
        return np.isin(values, [int(value) for value in str(node["threshold"]).split("||")])
    return values <= node["threshold"]


def table_of(tables: Tables, features: tuple[int, ...]) -> np.ndarray:
    shape = [FEATURES[NAMES[feature]] for feature in features]
    return tables.setdefault(features, np.zeros(shape))


def fold_singles(tables: Tables) -> None:
    """Fold the table of each feature that stands in a pair into that pair's."""
    pairs = [features for features in tables if len(features) == 2]
    for feature in range(len(NAMES)):
        pair = next((pair for pair in pairs if feature in pair), None)
        if pair and (feature,) in tables:
            table = tables.pop((feature,))
            tables[pair] += table[:, None] if pair[0] == feature else table[None, :]


def calibrated(tables: Tables, bias: float, lines: Lines, chosen: np.ndarray) -> Weights:
    """Scale the weights so that confidences are shares of headings.

    In learning, long pages and blogs count for less: here every line of the other files counts
    once, a bold line for as much of a heading as there.
    """
    plain = chosen[lines.file[chosen] != "blogs"]
    odds = np.full(len(plain), bias)
    for features, table in tables.items():
        odds += table[tuple(lines.values[plain][:, feature] for feature in features)]
    counts = np.where(lines.labels[plain] < 0, BOLD_WEIGHT, 1)
    fit = LogisticRegression(C=1e6).fit(odds[:, None], lines.labels[plain] != 0, counts)
    slope, offset = min(1.0, float(fit.coef_[0, 0])), float(fit.intercept_[0])
    whole = {
        features: np.rint(SCALE * slope * table).astype(int) for features, table in tables.items()
    }
    whole_bias = round(SCALE * (slope * bias + offset)) + raise_places(whole)
    data = {
        " ".join(NAMES[feature] for feature in features): table.tolist()
        for features, table in whole.items()
    }
    return Weights(SCALE, whole_bias, data)


def raise_places(tables: Tables) -> int:
    """Leave the sums as they are, and nothing above 0 in tables that ask for more than the place.

    The most that they can say for a line goes to the tables of its place; what goes to none of
    those is returned.
    """
    rest = 0
    looks = [features for features in tables if NAMES[features[-1]] not in FEATURES_OF_PLACE]
    for features in looks:
        first = features[0]
        most = tables[features].max(axis=-1)
        tables[features] -= most[..., None]
        if len(features) == 1:
            rest += int(most)
        elif NAMES[first] not in FEATURES_OF_PLACE:
            rest += int(most.max())
            tables[features] += (most - most.max())[:, None]
        else:
            of_place = [pair for pair in tables if NAMES[pair[-1]] in FEATURES_OF_PLACE]
            host = next((pair for pair in of_place if first in pair), (first,))
            table = tables.setdefault(host, np.zeros(len(most), int))
            table += most if len(host) == 1 or host[1] == first else most[:, None]
    return rest


def as_data(weights: Weights) -> dict[str, Any]:
    data = {"version": WEIGHTS_VERSION, "scale": weights.scale, "bias": weights.bias}
    return {**data, "tables": weights.tables}


# -------------------------------------------------------------------------------- judging


class Tally:
    """Headings on lines that were headings, on others, and headings missed."""

    def __init__(self) -> None:
        self.hit = self.extra = self.missed = 0

    def add_page(self, record: dict[str, Any]) -> None:
        """Parse a page and count its headings; a question on a heading's line counts as found."""
        starts = scan(record["text"]).starts
        labels = record["lines"]
        gold = {number for number, label in enumerate(labels) if label[:1] == "h"}
        found = set()
        for node in docparse.walk(docparse.parse(record["text"])):
            if isinstance(node, docparse.Heading | docparse.FaqItem):
                number = line_of(starts, node.span.start)
                is_extra = isinstance(node, docparse.Heading) and labels[number] != "b"
                if number in gold or is_extra:
                    found.add(number)
        self.hit += len(gold & found)
        self.extra += len(found - gold)
        self.missed += len(gold - found)

    def __str__(self) -> str:
        precision = self.hit / max(1, self.hit + self.extra)
        recall = self.hit / max(1, self.hit + self.missed)
        score = 2 * precision * recall / max(1e-9, precision + recall)
        total = self.hit + self.missed
        return f"P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}  (n={total})"


def judge(lines: Lines) -> None:
    """Print how well headings are found on sites that were not learned from."""
    tallies = {name: Tally() for name in PAGE_WEIGHTS}
    odds = np.zeros(len(lines.labels))
    for number, (rest, held_out) in enumerate(
        GroupKFold(FOLDS).split(lines.values, groups=lines.site)
    ):
        weights = learn(lines, rest)
        odds[held_out] = [
            weights.of_place(*values[: len(FEATURES_OF_PLACE)])
            + weights.of_words(*values[:-1])
            + weights.of_echo(*values)
            for values in lines.values[held_out].tolist()
        ]
        odds[held_out] /= weights.scale
        sites = set(lines.site[held_out])
        learned_from = set(lines.site[rest])
        with patch.object(docparse.headings.decide, "load_weights", lambda found=weights: found):
            for name, record in lines.pages:
                without_candidates = record["site"] not in learned_from and number == 0
                if record["site"] in sites or without_candidates:
                    tallies[name].add_page(record)
    print(f"whole pages, cross-validated by site in {FOLDS} folds:")
    for name, tally in tallies.items():
        print(f"  {name:6} {tally}")
    chance = 1 / (1 + np.exp(-odds))
    print(
        "confidence given to a line; share of such lines that were headings, and headings or bold"
    )
    for low in np.arange(0, 1, 0.1):
        here = (lines.file != "blogs") & (chance >= low) & (chance < low + 0.1)
        labels = lines.labels[here]
        headings = (labels[labels >= 0] == 1).mean()
        to_the_eye = (labels != 0).mean()
        print(
            f"  {low:.1f}-{low + 0.1:.1f}  {headings:.2f}  {to_the_eye:.2f}  ({here.sum()} lines)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="learn from all pages and write")
    options = parser.parse_args()
    lines = Lines(options.folder)
    if options.write:
        weights = learn(lines, np.arange(len(lines.labels)))
        path = Path(docparse.headings.decide.__file__).with_name("weights.json")
        path.write_text(json.dumps(as_data(weights)) + "\n", encoding="utf-8")
        print(f"wrote {path.name}, {path.stat().st_size} bytes")
    else:
        judge(lines)


if __name__ == "__main__":
    main()
