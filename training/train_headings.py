"""Learn the weights of docparse.headings from pages whose headings are known.

usage: python training/train_headings.py TRAIN_FOLDER [--write]

TRAIN_FOLDER holds ``*-1.12.jsonl.gz``: a JSON object a line with ``site``, ``source``, ``text`` and
``lines``, a label per line of text. A logistic regression over the one-hot features is
fitted; figures are cross-validated by site. ``--write`` fits all pages and writes
``docparse/heading_weights.json``.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from docparse.blocks import RULES, BlockReader
from docparse.dialects import DEFAULT_DIALECT, DIALECTS
from docparse.headings import FEATURES, WEIGHTS_VERSION, candidates
from docparse.tokenizer import scan
from docparse.transforms.contents import read_contents

SCALE = 100
PAGE_WEIGHTS = {"pages": 1.0, "news": 1.0, "faq": 1.0, "blogs": 0.25}
FOLDS = 5


def lines_of(folder: Path) -> Iterator[tuple[str, str, str, tuple[int, ...], int]]:
    """Yield (file, site, page, values, label) a candidate; 1 is a heading, -1 bold text, else 0."""
    for name in PAGE_WEIGHTS:
        with gzip.open(folder / f"{name}-1.12.jsonl.gz", "rt", encoding="utf-8") as records:
            for record in map(json.loads, records):
                text, labels = record["text"], record["lines"]
                lines = scan(text)
                reader = BlockReader(RULES, lines, DIALECTS[DEFAULT_DIALECT], False, False)
                reader.read()
                blocks = read_contents(reader.blocks, bare_lines=True)
                for index, _, _, values in candidates(blocks):
                    line = bisect.bisect_right(lines.starts, blocks[index].span.start) - 1
                    label = labels[line]
                    target = 1 if label[:1] == "h" else -1 if label == "b" else 0
                    yield name, record["site"], record["id"], values, target


def one_hot(rows: list[tuple[int, ...]]) -> csr_matrix:
    offsets = np.cumsum([0, *FEATURES.values()])[:-1]
    columns = (np.array(rows) + offsets).ravel()
    pointers = np.arange(0, len(columns) + 1, len(FEATURES))
    return csr_matrix(
        (np.ones(len(columns)), columns, pointers), shape=(len(rows), sum(FEATURES.values()))
    )


def f1(target: np.ndarray, found: np.ndarray) -> str:
    hit = int((target & found).sum())
    precision, recall = hit / max(1, found.sum()), hit / max(1, target.sum())
    score = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}  (n={int(target.sum())})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--strength", type=float, default=0.3)
    options = parser.parse_args()

    rows = [row for row in lines_of(options.folder) if row[4] >= 0]
    names = np.array([row[0] for row in rows])
    sites = np.array([row[1] for row in rows])
    features = one_hot([row[3] for row in rows])
    target = np.array([row[4] for row in rows])
    weights = np.array([PAGE_WEIGHTS[name] for name in names])

    def fit(chosen: np.ndarray) -> LogisticRegression:
        model = LogisticRegression(C=options.strength, max_iter=300)
        return model.fit(features[chosen], target[chosen], sample_weight=weights[chosen])

    chance = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(rows, groups=sites):
        chance[test] = fit(train).predict_proba(features[test])[:, 1]
    print(f"candidate lines, cross-validated by site in {FOLDS} folds, at confidence 0.5:")
    for name in PAGE_WEIGHTS:
        here = names == name
        print(f"  {name:6} {f1(target[here] == 1, chance[here] >= 0.5)}")
        for least in (0.35, 0.4, 0.45):
            print(f"     {least} {f1(target[here] == 1, chance[here] >= least)}")
    print("calibration: confidence given, share that are headings, lines")
    for low in np.arange(0, 1, 0.1):
        here = (chance >= low) & (chance < low + 0.1) & (names != "blogs")
        print(f"  {low:.1f}-{low + 0.1:.1f}  {target[here].mean():.2f}  {here.sum()}")

    if options.write:
        model = fit(np.arange(len(rows)))
        learned = [round(SCALE * weight) for weight in model.coef_[0]]
        offsets = np.cumsum([0, *FEATURES.values()])
        tables = {name: learned[offsets[i] : offsets[i + 1]] for i, name in enumerate(FEATURES)}
        bias = round(SCALE * model.intercept_[0])
        data = {"version": WEIGHTS_VERSION, "scale": SCALE, "bias": bias, "tables": tables}
        path = Path(__file__).parent.parent / "docparse" / "heading_weights.json"
        path.write_text(json.dumps(data) + "\n", encoding="utf-8")
        print(f"wrote {path.name}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
