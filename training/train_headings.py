"""Learn the weights of docparse.headings from pages whose headings are known.

usage: python -m training.train_headings [FOLDER] [--check | --judge]

FOLDER is that of ``training/accuracy.py``. Of its pages the files of ``PAGE_WEIGHTS`` are learned
from: one JSON object a line with ``text``, ``site`` and ``lines``, a label per line (``h1`` …
``h6``, ``b`` for a paragraph that is bold from end to end, others). The pages that were read with
care have ``roles``, what a reader saw in each line: where a page is in both, the reader is
believed. The weights that all of them teach go to ``docparse/headings/weights.json``: the same
bytes for the same pages, features and libraries.

``--check`` writes nothing, and makes the exit code 1 if the file in the package is another.
``--judge`` writes nothing, and prints figures cross-validated by site: no site is learned from and
judged.

The model is boosted trees of depth 2 over the features of a line: what such trees learn is a sum of
tables over single features and pairs of features, and as such it ships. Pairs are kept that gain
most. Needs the extra ``training``.
"""

from __future__ import annotations

import bisect
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import lightgbm
import numpy as np

import docparse
import docparse.headings.decide
import docparse.readers.text
from docparse.headings import features as seen
from docparse.headings.features import FEATURES, PLACE
from docparse.headings.model import WEIGHTS_VERSION, Weights
from docparse.headings.page import Page, find_candidates
from docparse.source.lines import scan
from docparse.structure.draft import Draft
from training.command import run

WEIGHTS = Path(docparse.headings.decide.__file__).with_name("weights.json")
NAMES = [feature.name for feature in FEATURES]
SIZES = [len(feature.values) for feature in FEATURES]
OF_PLACE = {feature.name for feature in FEATURES if feature.look == PLACE}
SCALE = 100
PAGE_WEIGHTS = {
    "pages": 1.0,
    "news": 4.0,
    "faq": 1.0,
    "blogs": 0.25,
    "more": 0.7,
    "readers": 6.0,
}
"""How much a line of each file counts: four sites make up half of all headings, news few."""
UNSURE = "?"
OLD_SOURCES = ("dragnet", "cleaning", "webstruct", "ormasaurus", "autopager", "L3S")
"""Collections of pages from before 2015, which mark few of their headings as such."""
FREE = ("b", UNSURE)
"""Labels of lines that may be headings or not: calling them so costs nothing."""
HEADING_ROLES = {"title", "h2", "h3", "h4"}
UNSURE_ROLES = {"q", "?"}
"""Lines that are neither learned from nor judged."""
BOLD_WEIGHT = 0.4
"""How much a bold line counts as a heading."""
LONG_PAGES = 0.3
"""A line of a page with n candidates counts n to minus this."""
FOLDS = 5
PAIRS = 20
SEEDS = 3
ROUNDS = 500
TREES = {
    "objective": "binary",
    "learning_rate": 0.08,
    "max_depth": 2,
    "num_leaves": 4,
    "min_child_samples": 40,
    "min_child_weight": 1e-3,
    "subsample": 0.8,
    "subsample_freq": 1,
    "colsample_bytree": 0.5,
    "reg_lambda": 5,
    "cat_smooth": 20,
    "cat_l2": 20,
    "max_bin": 64,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
}

Tables = dict[tuple[int, ...], np.ndarray]


def file_of(folder: Path, name: str) -> Path:
    if name == "readers":
        return folder / "readers" / "readers.jsonl.gz"
    return folder / "train" / f"{name}-1.12.jsonl.gz"


def pages(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each page with the name of its file; the labels of a page are what readers saw."""
    read = {record["id"] for record in records_of(folder, "readers")}
    for name in PAGE_WEIGHTS:
        for record in records_of(folder, name):
            if name == "readers":
                pairs = zip(record["lines"], record["roles"], strict=True)
                record["lines"] = [label_of(label, role) for label, role in pairs]
            elif record["id"] in read:
                continue
            if name != "more" or not any(old in record["source"] for old in OLD_SOURCES):
                yield name, record


def records_of(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(file_of(folder, name), "rt", encoding="utf-8", newline="\n") as records:
        yield from map(json.loads, records)


def label_of(label: str, role: str) -> str:
    """Return the label of a line that a reader gave ``role``."""
    if role in UNSURE_ROLES:
        return UNSURE
    if role in HEADING_ROLES:
        return "h"
    return label if label[:1] not in ("h", "b") else "p"


class Lines:
    """The candidate lines of all pages: a row of features, a label and a weight each.

    A label is 1 for a heading, -1 for a bold line, else 0.
    """

    def __init__(self, folder: Path) -> None:
        self.pages = list(pages(folder))
        rows, labels, weights, numbers = [], [], [], []
        for number, (name, record) in enumerate(self.pages):
            starts = scan(record["text"]).starts
            for draft in judged(record["text"]):
                candidates = find_candidates(draft)
                lines = seen.Lines(Page(draft, candidates), candidates).read()
                rows += zip(*(feature.of(lines) for feature in FEATURES), strict=True)
                for index in lines.indexes:
                    label = record["lines"][line_of(starts, draft.blocks[index].span.start)]
                    labels.append(1 if label[:1] == "h" else -1 if label == "b" else 0)
                    is_sure = label != UNSURE
                    weights.append(is_sure * PAGE_WEIGHTS[name] / len(candidates) ** LONG_PAGES)
                    numbers.append(number)
        self.values = np.array(rows)
        self.labels = np.array(labels)
        self.weights = np.where(self.labels < 0, BOLD_WEIGHT, 1) * np.array(weights)
        self.site = np.array([self.pages[number][1]["site"] for number in numbers])
        self.file = np.array([self.pages[number][0] for number in numbers])


def judged(text: str) -> list[Draft]:
    """Return what ``parse`` gives to ``infer_headings`` for a text: nothing if it has marks."""
    given = []

    def keep(draft: Draft, min_confidence: float) -> None:
        kept = Draft(draft.blocks, draft.texts, draft.source)  # the steps to come change the draft
        kept.no_headings = set(draft.no_headings)
        given.append(kept)

    with patch.object(docparse.readers.text, "infer_headings", keep):
        docparse.parse(text)
    return given


def line_of(starts: Sequence[int], offset: int) -> int:
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
    known = lightgbm.Dataset(
        lines.values[chosen],
        lines.labels[chosen] != 0,
        weight=lines.weights[chosen],
        categorical_feature=[
            place for place, feature in enumerate(FEATURES) if not feature.ordered
        ],
    )
    return lightgbm.train({**TREES, "seed": seed, **options}, known, ROUNDS)


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
    values = np.arange(SIZES[node["split_feature"]])
    if node["decision_type"] == "==":
        return np.isin(values, [int(value) for value in str(node["threshold"]).split("||")])
    return values <= node["threshold"]


def table_of(tables: Tables, features: tuple[int, ...]) -> np.ndarray:
    shape = [SIZES[feature] for feature in features]
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
    plain = chosen[(lines.file[chosen] != "blogs") & (lines.weights[chosen] > 0)]
    counts = np.where(lines.labels[plain] < 0, BOLD_WEIGHT, 1)
    odds = added(tables, lines.values[plain]) + bias
    slope, offset = fitted(odds, lines.labels[plain] != 0, counts)
    slope = min(1.0, slope)
    whole = {
        features: np.rint(SCALE * slope * table).astype(int) for features, table in tables.items()
    }
    whole_bias = round(SCALE * (slope * bias + offset)) + raise_places(whole)
    data = {
        " ".join(NAMES[feature] for feature in features): table.tolist()
        for features, table in whole.items()
    }
    return Weights(SCALE, whole_bias, data)


def added(tables: Mapping[tuple[int, ...], Any], values: np.ndarray) -> np.ndarray:
    """Return the sum of what the tables have for each row of values."""
    sums = np.zeros(len(values))
    for features, table in tables.items():
        sums += np.asarray(table)[tuple(values[:, feature] for feature in features)]
    return sums


def fitted(odds: np.ndarray, is_heading: np.ndarray, counts: np.ndarray) -> tuple[float, float]:
    """Return the slope and the offset that make ``odds`` log-odds of a heading: Newton's method."""
    rows = np.stack([odds, np.ones(len(odds))])
    slope_and_offset = np.array([1.0, 0.0])
    for _ in range(20):
        chance = 1 / (1 + np.exp(-slope_and_offset @ rows))
        gradient = rows @ (counts * (is_heading - chance))
        curvature = (rows * (counts * chance * (1 - chance))) @ rows.T
        slope_and_offset += np.linalg.solve(curvature, gradient)
    slope, offset = slope_and_offset.tolist()
    return slope, offset


def raise_places(tables: Tables) -> int:
    """Leave the sums as they are, and nothing above 0 in tables that ask for more than the place.

    The most that they can say for a line goes to the tables of its place; what goes to none of
    those is returned.
    """
    rest = 0
    looks = [features for features in tables if NAMES[features[-1]] not in OF_PLACE]
    for features in looks:
        first = features[0]
        most = tables[features].max(axis=-1)
        tables[features] -= most[..., None]
        if len(features) == 1:
            rest += int(most)
        elif NAMES[first] not in OF_PLACE:
            rest += int(most.max())
            tables[features] += (most - most.max())[:, None]
        else:
            of_place = [pair for pair in tables if NAMES[pair[-1]] in OF_PLACE]
            host = next((pair for pair in of_place if first in pair), (first,))
            table = tables.setdefault(host, np.zeros(len(most), int))
            table += most if len(host) == 1 or host[1] == first else most[:, None]
    return rest


def written(weights: Weights, folder: Path) -> bytes:
    """Return the file that the weights go to."""
    data = {
        "version": WEIGHTS_VERSION,
        "learned_from": {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in (file_of(folder, name) for name in PAGE_WEIGHTS)
        },
        "scale": weights.scale,
        "bias": weights.bias,
        "features": dict(zip(NAMES, SIZES, strict=True)),
        "tables": weights.tables,
    }
    return (json.dumps(data) + "\n").encode()


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
                is_extra = isinstance(node, docparse.Heading) and labels[number] not in FREE
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


def folds(sites: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the lines of the other sites and the lines of some, ``FOLDS`` times, each site once.

    The site with most lines goes first, each to the fold that has fewest.
    """
    names, site_of, counts = np.unique(sites, return_inverse=True, return_counts=True)
    fold_of = np.zeros(len(names), int)
    sizes = [0] * FOLDS
    for site in np.argsort(counts, kind="stable")[::-1]:
        fold_of[site] = fold = sizes.index(min(sizes))
        sizes[fold] += counts[site]
    for fold in range(FOLDS):
        is_held_out = fold_of[site_of] == fold
        yield np.flatnonzero(~is_held_out), np.flatnonzero(is_held_out)


def judge(lines: Lines) -> None:
    """Print how well headings are found on sites that were not learned from."""
    tallies = {name: Tally() for name in PAGE_WEIGHTS}
    odds = np.zeros(len(lines.labels))
    for number, (rest, held_out) in enumerate(folds(lines.site)):
        weights = learn(lines, rest)
        tables = {
            tuple(map(NAMES.index, names.split())): table for names, table in weights.tables.items()
        }
        odds[held_out] = added(tables, lines.values[held_out]) + weights.bias
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
        here = (lines.file != "blogs") & (lines.weights > 0)
        here &= (chance >= low) & (chance < low + 0.1)
        labels = lines.labels[here]
        headings = (labels[labels >= 0] == 1).mean()
        to_the_eye = (labels != 0).mean()
        print(
            f"  {low:.1f}-{low + 0.1:.1f}  {headings:.2f}  {to_the_eye:.2f}  ({here.sum()} lines)"
        )


def learned(lines: Lines, folder: Path) -> bytes:
    return written(learn(lines, np.arange(len(lines.labels))), folder)


def main() -> int:
    return run(__doc__.partition("\n")[0], WEIGHTS, Lines, learned, judge)


if __name__ == "__main__":
    sys.exit(main())
