"""Learn the weights of docparse.roles from pages whose lines have a role.

usage: python -m training.train_roles [FOLDER] [--check | --judge]

FOLDER is that of ``training/accuracy.py``. Learned from are ``readers/readers.jsonl.gz`` (a role
for every line, by careful reading) and ``roles/roles.jsonl.gz`` (roles by the main content of pages
of ``train/more-1.12.jsonl.gz``: right for most lines of the page, less so for bylines and dates
inside the content). What they teach goes to ``docparse/roles/weights.json``: the same bytes for the
same pages, features and libraries.

``--check`` writes nothing, and makes the exit code 1 if the file in the package is another.
``--judge`` writes nothing, and prints figures cross-validated by site: no site is learned from and
judged.

The model is multinomial logistic regression over the values of each feature and of some pairs.
Needs the extra ``training``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import docparse
import docparse.readers.text
import docparse.roles.decide
from docparse.roles.decide import LEAST_FURNITURE, NO_HEADING
from docparse.roles.features import FEATURES, Line, Page
from docparse.roles.model import OUTCOMES, RoleWeights
from docparse.source.lines import scan
from docparse.structure.draft import Draft
from docparse.words.cue_kinds import (
    BYLINE_OPENING,
    CODE,
    COPYRIGHT,
    FURNITURE_LINE,
    FURNITURE_OPENING,
    TEASER_OPENING,
)
from training.command import run

WEIGHTS = Path(docparse.roles.decide.__file__).with_name("weights.json")
NAMES = [feature.name for feature in FEATURES]
SIZES = [len(feature.values) for feature in FEATURES]
PAIRS = (
    ("cue", "following"),
    ("cue", "words"),
    ("cue", "capitals"),
    ("cue", "blocks_before"),
    ("cue", "long_after"),
    ("cue", "end"),
)
"""What of a line counts together."""
SCALE = 100
STRENGTH = 3.0
"""How strongly weights are held near 0."""
READERS, ROLES = "readers", "roles"
FILE_WEIGHTS = {READERS: 20.0, ROLES: 1.0}
"""How much a line of each file counts."""
UNSURE_WEIGHTS = {
    **dict.fromkeys(range(BYLINE_OPENING, COPYRIGHT + 1), 0.02),
    **dict.fromkeys((FURNITURE_LINE, TEASER_OPENING, FURNITURE_OPENING), 0.4),
}
"""How much a line of ``roles`` counts, by its cue, that is said to be content and was no heading:
of bylines, dates and credits these labels are wrong as often as not."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LONG_PAGES = 0.5
"""A line of a page with n lines with a cue counts n to minus this."""
FOLDS = 5
INNER_FOLDS = 8


def pages(folder: Path) -> Iterator[tuple[str, str, str, list[str], list[str]]]:
    """Yield for each page the file, the site, the text, and the roles and labels of its lines."""
    read = set()
    for record in records(folder / "readers" / "readers.jsonl.gz"):
        read.add(record["text"])
        yield READERS, record["site"], record["text"], record["roles"], record["lines"]
    more = {record["id"]: record for record in records(folder / "train" / "more-1.12.jsonl.gz")}
    for record in records(folder / "roles" / "roles.jsonl.gz"):
        page = more[record["id"]]
        if page["text"] not in read:
            yield ROLES, page["site"], page["text"], record["roles"], page["lines"]


def records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


class Lines:
    """The lines with a cue of all pages: a row of features, a label and a weight each."""

    def __init__(self, folder: Path) -> None:
        self.pages = list(pages(folder))
        rows, labels, weights, numbers = [], [], [], []
        self.texts = []
        for number, (file, _, text, roles, html) in enumerate(self.pages):
            starts = scan(text).starts
            for draft in judged(text):
                page = Page(draft)
                candidates = page.candidates()
                for index in candidates:
                    place = bisect_right(starts, draft.blocks[index].span.start) - 1
                    line = Line(page, index)
                    label = outcome_of(roles[place], line.cue.kind)
                    if label is None:
                        continue
                    weight = FILE_WEIGHTS[file] / len(candidates) ** LONG_PAGES
                    if file == ROLES and not label and html[place] not in HEADINGS:
                        weight *= UNSURE_WEIGHTS.get(line.cue.kind, 1)
                    rows.append([feature.of(line) for feature in FEATURES])
                    labels.append(label)
                    weights.append(weight)
                    numbers.append(number)
                    self.texts.append(line.text)
        self.values = np.array(rows)
        self.labels = np.array(labels)
        self.weights = np.array(weights)
        self.number = np.array(numbers)
        self.site = np.array([self.pages[number][1] for number in numbers])
        self.file = np.array([self.pages[number][0] for number in numbers])


def outcome_of(role: str, kind: int) -> int | None:
    """Return the place in ``OUTCOMES`` of what a line is labelled as, None if nobody knows.

    Of lines that look like code nobody asks.
    """
    if kind == CODE or role in ("?", "meta", "comment", "join"):
        return None
    return OUTCOMES.index(role) if role in OUTCOMES else 0


def judged(text: str) -> list[Draft]:
    """Return what ``parse`` gives to ``find_roles`` for a text: nothing if it has marks.

    Headings are not looked for: their weights may be of other features until they are learned anew.
    """
    given: list[Draft] = []

    def keep(draft: Draft) -> None:
        given.append(Draft(draft.blocks, draft.texts))  # the steps to come change the draft

    reader = docparse.readers.text
    with patch.object(reader, "find_roles", keep), patch.object(reader, "infer_headings"):
        docparse.parse(text)
    return given


# -------------------------------------------------------------------------------- learning


def learn(lines: Lines, chosen: np.ndarray) -> RoleWeights:
    """Return the weights that the chosen lines teach, calibrated on those that were read."""
    slope, offset = calibration(lines, chosen)
    found = slope * fit(lines, chosen)
    found[0] += offset
    whole = np.rint(SCALE * found).astype(int)
    offsets = table_offsets()
    names = [*NAMES, *(" ".join(pair) for pair in PAIRS)]
    tables = {
        name: whole[start:end].tolist()
        for name, start, end in zip(names, offsets, offsets[1:], strict=False)
    }
    return RoleWeights(SCALE, whole[0].tolist(), tables)


def fit(lines: Lines, chosen: np.ndarray) -> np.ndarray:
    """Return a row of log-odds against content for each thing that can be seen of a line."""
    seen = one_hot(lines.values[chosen])
    labels, weights = lines.labels[chosen], lines.weights[chosen]
    shape = (seen.shape[1], len(OUTCOMES) - 1)
    target = np.eye(len(OUTCOMES))[labels]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weight = flat.reshape(shape)
        chance = softmax(seen @ weight)
        wrong = -(weights * np.log(np.maximum(chance[np.arange(len(labels)), labels], 1e-12))).sum()
        gradient = seen.T @ ((chance - target) * weights[:, None])[:, 1:]
        held = weight.copy()
        held[0] = 0  # the bias is free
        return wrong + STRENGTH / 2 * (held**2).sum(), (gradient + STRENGTH * held).ravel()

    start = np.zeros(shape).ravel()
    options = {"maxiter": 400}
    found: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return found.reshape(shape)


def calibration(lines: Lines, chosen: np.ndarray) -> tuple[float, float]:
    """Return the slope and the offset that make the chances right on pages that were read.

    The labels of ``roles`` call more lines content than a reader does, and so teach too little
    confidence. Lines are judged by weights that were not learned from their sites.
    """
    read = chosen[lines.file[chosen] == READERS]
    fold_of = folds(lines.site[chosen].tolist(), INNER_FOLDS)
    fold = np.array([fold_of.get(site, -1) for site in lines.site])
    odds = np.zeros((len(lines.labels), len(OUTCOMES) - 1))
    for number in range(INNER_FOLDS):
        weight = fit(lines, chosen[fold[chosen] != number])
        held_out = read[fold[read] == number]
        odds[held_out] = one_hot(lines.values[held_out]) @ weight
    labels = lines.labels[read]

    def loss(changed: np.ndarray) -> float:
        chance = softmax(changed[0] * odds[read] + changed[1])
        return float(-np.log(np.maximum(chance[np.arange(len(labels)), labels], 1e-6)).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x.tolist()
    print(f"calibrated on {len(read)} lines that were read: slope {slope:.2f}, offset {offset:.2f}")
    return slope, offset


def softmax(odds: np.ndarray) -> np.ndarray:
    """Return the chance of each outcome, given the log-odds of each but content."""
    whole = np.concatenate([np.zeros((len(odds), 1)), odds], axis=1)
    whole = np.exp(whole - whole.max(axis=1, keepdims=True))
    chance: np.ndarray = whole / whole.sum(axis=1, keepdims=True)
    return chance


def table_offsets() -> list[int]:
    """Return the columns where the tables start, and that behind the last one."""
    sizes = [*SIZES, *(SIZES[NAMES.index(a)] * SIZES[NAMES.index(b)] for a, b in PAIRS)]
    return list(accumulate(sizes, initial=1))


def one_hot(values: np.ndarray) -> csr_matrix:
    """Return what is seen of each line: 1 in column 0, and in one column of each table."""
    offsets = table_offsets()
    places = [np.zeros(len(values), int)]
    places += [offset + column for offset, column in zip(offsets, values.T, strict=False)]
    for offset, pair in zip(offsets[len(NAMES) :], PAIRS, strict=False):
        first, second = map(NAMES.index, pair)
        places.append(offset + values[:, first] * SIZES[second] + values[:, second])
    columns = np.stack(places, axis=1)
    rows = np.repeat(np.arange(len(values)), columns.shape[1])
    ones = np.ones(columns.size)
    return csr_matrix((ones, (rows, columns.ravel())), (len(values), offsets[-1]))


def written(weights: RoleWeights, folder: Path) -> bytes:
    """Return the file that the weights go to."""
    files = ("readers/readers.jsonl.gz", "roles/roles.jsonl.gz", "train/more-1.12.jsonl.gz")
    data = {
        "learned_from": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files
        },
        "outcomes": list(OUTCOMES),
        "scale": weights.scale,
        "bias": weights.bias,
        "features": dict(zip(NAMES, SIZES, strict=True)),
        "tables": weights.tables,
    }
    return (json.dumps(data, separators=(",", ":")) + "\n").encode()


# -------------------------------------------------------------------------------- judging


def folds(sites: Sequence[str], count: int) -> dict[str, int]:
    """Return the fold of each site: the site with most lines goes first, to the emptiest fold."""
    fold_of: dict[str, int] = {}
    sizes = [0] * count
    for site, lines in sorted(Counter(sites).items(), key=lambda each: (-each[1], each[0])):
        fold_of[site] = fold = sizes.index(min(sizes))
        sizes[fold] += lines
    return fold_of


def chances_of(weights: RoleWeights, values: np.ndarray) -> np.ndarray:
    return np.array([weights.chances(weights.sums(row)) for row in values.tolist()])


def judge(lines: Lines) -> np.ndarray:
    """Print how well roles are found on sites that were not learned from."""
    fold_of = folds([page[1] for page in lines.pages], FOLDS)
    fold = np.array([fold_of[site] for site in lines.site])
    chances = np.zeros((len(lines.labels), len(OUTCOMES)))
    for number in range(FOLDS):
        weights = learn(lines, np.flatnonzero(fold != number))
        held_out = np.flatnonzero(fold == number)
        chances[held_out] = chances_of(weights, lines.values[held_out])
    print(f"cross-validated by site in {FOLDS} folds; lines that have a role, from a chance on")
    for file in FILE_WEIGHTS:
        here = lines.file == file
        gold = Counter[str]()
        content = 0
        for page in lines.pages:
            if page[0] == file:
                gold.update(page[3])
                content += sum(role not in ("", "?", "furniture") for role in page[3])
        print(f"{file}: {content} lines of content")
        for place, outcome in enumerate(OUTCOMES[1:], 1):
            for least in (NO_HEADING, LEAST_FURNITURE):
                given = here & (chances[:, place] >= least)
                right = (given & (lines.labels == place)).sum()
                wrong = given.sum() - right
                total = max(1, gold[outcome])
                print(
                    f"  {outcome:9} from {least}: P {right / max(1, given.sum()):.3f}"
                    f"  R {right / total:.3f}  (n={total}, {wrong} wrong)"
                )
    return chances


def learned(lines: Lines, folder: Path) -> bytes:
    return written(learn(lines, np.arange(len(lines.labels))), folder)


def main() -> int:
    return run(__doc__.partition("\n")[0], WEIGHTS, Lines, learned, judge)


if __name__ == "__main__":
    sys.exit(main())
