"""Learn the costs of docparse.tables.costs from pages whose tables are known.

usage: python -m training.train_tables [FOLDER] [--check | --judge] [--generation G ...]

FOLDER is that of ``training/accuracy.py``. Learned from are the files of its train pages that
``FILES`` names: one JSON object a line with ``text``, ``site``, ``lines``, a label per line, and
``tables``, each with its lines and its rows of cells. The costs go to
``docparse/tables/costs.json``, a record for each generation: the same bytes for the same pages.

``--check`` writes nothing, and makes the exit code 1 if the file in the package is another.
``--judge`` writes nothing, and prints figures cross-validated by site: no site is learned from and
judged; a page without a site is its own.

The search reads all runs of lines with the costs so far, and with costs near them; every reading
that it finds is kept with what it is charged for, and how much it is like the tables that were
there. Then each cost in turn takes the value at which the readings that cost least are most like
them, a maximum found by trying. Both are repeated. The method is minimum error rate training,
F. J. Och, 2003.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

import docparse
import docparse.tables.table
from docparse.blocks.reader import BlockReader
from docparse.blocks.table_lines import TablePlan
from docparse.nodes import Table, plain_text
from docparse.tables.build import build_table
from docparse.tables.costs import Costs, meanings
from docparse.tables.pieces import PARTS, Pieces
from docparse.tables.reading import Reading
from docparse.tables.search import Search
from docparse.tables.table import tables_of
from training.accuracy import default_folder

COSTS = Path(docparse.tables.table.__file__).with_name("costs.json")
NAMES = [*meanings(), "fit"]
FIT = NAMES.index("fit")
FILES = {
    "1.6": ("tables", "pages"),
    "1.9": ("tables", "pages"),
    "1.12": ("tables", "pages", "more"),
    "2.0": ("tables", "pages", "formatted"),
}
"""Which files each generation is learned from."""
EXACT = 0.5
"""What a table counts besides its likeness if it is given back whole."""
FALSE = 0.5
"""What a table counts that is none."""
FOLDS = 3
ROUNDS = 24
SEED = 0
NEAR = 2
"""How many costs near those learned are tried in each round."""
STEPS = (0.1, 0.25, 0.5, 1.0)
FARTHEST = 1.0
"""How far a cost may move in one round: the readings beyond are not known yet."""
LEAST_GAIN, LEAST_SHARE = 2.0, 1 / 400
"""How much better other costs have to be than those to begin with: so many tables, and such a share
of all tables; less is chance."""
DECIMALS = 2
PLACES = 5
"""From how many places near the costs so far the best ones are sought, besides these."""
FIT_STEP = 0.1
LEAST_FIT = 0.01

STARTS = Path(__file__).with_name("table_starts.json")
"""Costs to begin with, a record for each generation: set by hand once, then learned over and over
while the search grew."""


class Worth(NamedTuple):
    """How good the tables of a reading are: three sums over the tables that were there."""

    likeness: float
    whole: int
    false: int

    def total(self) -> float:
        return self.likeness + EXACT * self.whole - FALSE * self.false


class Run:
    """A run of lines, the tables that stood in it, and the readings of it found so far."""

    def __init__(self, page: dict[str, Any], reader: BlockReader, pieces: Pieces) -> None:
        self.site = str(page.get("site") or page["id"])
        self.reader, self.pieces = reader, pieces
        first, end = pieces.first, pieces.first + pieces.size
        self.there = [
            Known(table)
            for table in page["tables"]
            if table["last"] >= first and table["first"] < end
        ]
        self.is_table = [label in ("tr", "delim") for label in page["lines"]]
        self.found: dict[tuple[Any, ...], tuple[np.ndarray, Worth]] = {}
        self._rows: dict[tuple[int, int], list[str]] = {}

    def read(self, costs: Costs) -> Worth:
        """Read the run with ``costs``, keep the reading, and return how good it is."""
        reading = Search(self.pieces, costs).read()
        features = _features(reading, costs)
        plan = tables_of(reading, self.pieces)
        key = tuple(
            (table.first, table.after, tuple(table.rows), tuple(table.headers))
            for table in plan.values()
        )
        worth = next((kept for known, kept in self._worths() if known[0] == key), None)
        whole_key = (key, features.tobytes())
        if whole_key not in self.found:
            self.found[whole_key] = (features, worth or self._worth(plan))
        return self.found[whole_key][1]

    def _worths(self) -> Iterator[tuple[tuple[Any, ...], Worth]]:
        for key, (_, worth) in self.found.items():
            yield key, worth

    def _worth(self, plan: dict[int, Any]) -> Worth:
        tables = []
        for table in plan.values():
            self.reader.blocks.clear()
            build_table(self.reader, table)
            for block in self.reader.blocks:
                if isinstance(block, Table):
                    rows = [[plain_text(cell) for cell in row.cells] for row in block.rows]
                    tables.append((table.first, table.after - 1, rows))
        likeness, whole = 0.0, 0
        for there in self.there:
            best = max(tables, key=there.overlap, default=None)
            rows = best[2] if best is not None and there.overlap(best) > 0 else []
            likeness += there.likeness(rows)
            whole += there.rows == _squeezed(rows)
        false = sum(not any(self.is_table[first : last + 1]) for first, last, _ in tables)
        return Worth(likeness, whole, false)


class Known:
    """A table that stood on a page."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.first, self.last = table["first"], table["last"]
        self.rows = _squeezed(table["rows"])
        self.relations = _relations(self.rows)

    def overlap(self, found: tuple[int, int, list[list[str]]]) -> int:
        return min(found[1], self.last) - max(found[0], self.first) + 1

    def likeness(self, rows: list[list[str]]) -> float:
        """Return F1 over the neighbours of cells, the measure of ICDAR 2013."""
        relations = _relations(_squeezed(rows))
        count = sum(relations.values()) + sum(self.relations.values())
        return 2 * sum((relations & self.relations).values()) / count if count else 1.0


def _squeezed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the texts without white space, and without empty ones at the end of a row."""
    result = []
    for row in rows:
        texts = ["".join(text.replace("\ufeff", "").split()) for text in row]
        while texts and not texts[-1]:
            texts.pop()
        result.append(texts)
    return result


def _relations(rows: list[list[str]]) -> Counter[tuple[str, str, str]]:
    """Count each filled cell with the next filled one to its right, and with the one below."""
    found: Counter[tuple[str, str, str]] = Counter()
    above: dict[int, str] = {}
    for row in rows:
        left = ""
        for column, text in enumerate(row):
            if text:
                if left:
                    found["right", left, text] += 1
                if column in above:
                    found["below", above[column], text] += 1
                left = above[column] = text
    return found


def _features(reading: Reading | None, costs: Costs) -> np.ndarray:
    """Return how often each cost is charged in ``reading``, and how well its cells fit."""
    features = np.zeros(len(NAMES))
    charged = 0.0
    score = reading.score if reading is not None else 0.0
    while reading is not None:
        for charge in reading.lines + reading.charges:
            charged += charge.cost
            for name, times in charge.grounds:
                features[NAMES.index(name)] += times
        reading = reading.before
    features[FIT] = -(score + charged) / costs.fit
    return np.round(features, 6)


def load_runs(folder: Path, generation: str) -> list[Run]:
    """Return all runs of lines that are searched for tables, if every page is of ``generation``."""
    runs: list[Run] = []
    page: dict[str, Any] = {}
    known = 0

    def capture(reader: BlockReader, index: int) -> TablePlan:
        nonlocal known
        pieces = Pieces(reader, index)
        if index < known or reader.lines.kinds[index] not in PARTS:
            return TablePlan(index, index, {})
        known = index + pieces.size
        fresh = BlockReader(
            reader.rules,
            reader.lines,
            reader.profile,
            reader.formatted,
            reader.spaced,
            reader.inline,
        )
        runs.append(Run(page, fresh, pieces))
        plan = reader.tables = TablePlan(index, index + pieces.size, {})
        return plan

    with patch.object(docparse.tables.table, "plan_tables", capture):
        for name in FILES[generation]:
            path = folder / "train" / f"{name}-{generation}.jsonl.gz"
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    page, known = json.loads(line), 0
                    if "|" in page["text"]:
                        docparse.parse(page["text"], dialect=f"trafilatura-{generation}")
    return runs


def learn(runs: list[Run], generation: str, *, verbose: bool = False) -> np.ndarray:
    """Return the costs with which the tables of ``runs`` are most like those that were there."""
    random = np.random.default_rng(SEED)
    starts = json.loads(STARTS.read_text(encoding="utf-8"))[f"trafilatura-{generation}"]
    values = best = start = np.array([starts[cost] for cost in NAMES])
    most = least = -np.inf
    for number in range(ROUNDS):
        tried = [values]
        for _ in range(NEAR):
            noise = random.normal(0.0, 0.5, len(NAMES))
            near = values + noise
            near[FIT] = values[FIT] * np.exp(noise[FIT])
            tried.append(np.round(near, DECIMALS))
        for one in tried:
            costs = _costs(one)
            worths = [run.read(costs) for run in runs]
            worth = sum(each.total() for each in worths)
            if verbose:
                print(f"  {number}: {_in_words(np.sum(worths, axis=0), runs)}", flush=True)
            if one is start:
                count = sum(len(run.there) for run in runs)
                least = worth + max(LEAST_GAIN, LEAST_SHARE * count)
            if worth > most:
                best, most = one, worth
        values = np.round(Pool(runs).best(best, random), DECIMALS)
    return best if most >= least else start


class Pool:
    """All readings of all runs, as arrays."""

    def __init__(self, runs: list[Run]) -> None:
        self.features = np.array([f for run in runs for f, _ in run.found.values()])
        self.worths = np.array([w.total() for run in runs for _, w in run.found.values()])
        sizes = [len(run.found) for run in runs]
        self.starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        self.of_run = np.repeat(np.arange(len(runs)), sizes)

    def _chosen(self, costs: np.ndarray) -> np.ndarray:
        """Return which reading of each run costs least."""
        least = np.minimum.reduceat(costs, self.starts)
        is_least = costs <= least[self.of_run] + 1e-9
        places = np.where(is_least, np.arange(len(costs)), len(costs))
        return np.minimum.reduceat(places, self.starts)

    def worth(self, costs: np.ndarray) -> float:
        return float(self.worths[self._chosen(costs)].sum())

    def best(self, values: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """Return the best values that are found near ``values``, from several places."""
        reached = [self._climb(values, values, random)]
        for _ in range(PLACES):
            place = values + random.uniform(-FARTHEST, FARTHEST, len(NAMES))
            place[FIT] = values[FIT]
            reached.append(self._climb(place, values, random))
        return max(reached, key=lambda found: self.worth(self.features @ found))

    def _climb(
        self, values: np.ndarray, centre: np.ndarray, random: np.random.Generator
    ) -> np.ndarray:
        """Return what is reached from ``values`` by changing one after the other."""
        values = values.copy()
        costs = self.features @ values
        best = self.worth(costs)
        improved = True
        while improved:
            improved = False
            for k in random.permutation(len(NAMES)):
                column = self.features[:, k]
                if not column.any():
                    continue
                scale = FIT_STEP if k == FIT else 1.0
                for step in (scale * sign * size for size in STEPS for sign in (1, -1)):
                    if k == FIT and values[k] + step < LEAST_FIT:
                        continue
                    if abs(values[k] + step - centre[k]) > FARTHEST:
                        continue
                    changed = costs + step * column
                    worth = self.worth(changed)
                    if worth > best + 1e-6:
                        best, costs = worth, changed
                        values[k] += step
                        improved = True
                        break
        return values


def _costs(values: np.ndarray) -> Costs:
    return Costs(dict(zip(NAMES, map(float, values), strict=True)))


def _in_words(parts: np.ndarray, runs: list[Run]) -> str:
    count = max(1, sum(len(run.there) for run in runs))
    likeness, whole, false = parts
    return f"F1 {likeness / count:.3f}  exact {whole / count:.3f}  false {false:.0f}  (n={count})"


def judge(runs: list[Run], generation: str) -> str:
    """Return the figures of runs whose sites were not learned from, and of those that were."""
    totals = np.zeros(3)
    for fold in range(FOLDS):
        rest = [run for run in runs if _fold(run.site) == fold]
        others = [run for run in runs if _fold(run.site) != fold]
        for run in runs:
            run.found.clear()
        values = learn(others, generation)
        totals += np.sum([run.read(_costs(values)) for run in rest], axis=0)
    return _in_words(totals, runs)


def _fold(site: str) -> int:
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=None)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--generation", nargs="+", choices=FILES, default=list(FILES))
    options = parser.parse_args()
    folder = options.folder or default_folder()
    kept = COSTS.read_text(encoding="utf-8")
    data = json.loads(kept)
    records = data["generations"]
    for generation in options.generation:
        name = f"trafilatura-{generation}"
        runs = load_runs(folder, generation)
        if options.judge:
            print(f"{generation}: {judge(runs, generation)}", flush=True)
            continue
        print(generation, flush=True)
        values = learn(runs, generation, verbose=True)
        records[name] = dict(zip(NAMES, map(float, values), strict=True))
    if options.judge:
        return 0
    written = json.dumps(data, indent=1) + "\n"
    if options.check:
        return int(written != kept)
    COSTS.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
