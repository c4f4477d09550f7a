"""The slider: at each threshold the page shows what ``parse`` gives there."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import docparse
from docparse.inspection import inspect_text
from docparse.inspection.readings import read_at_each, thresholds
from docparse.inspection.trees import Trees
from tests.inspection.trees import parsed, shown


def check_thresholds(text: str, *, each: int = 1, **options: Any) -> None:
    """Compare at every ``each``-th threshold, and on both sides of every change."""
    data = inspect_text(text, **options).data()
    options.pop("min_confidence", None)
    trees = data["trees"]
    for index, threshold in enumerate(data["thresholds"]):
        is_changing = len(set(trees[max(index - 1, 0) : index + 2])) > 1
        if index % each == 0 or is_changing:
            expected = parsed(text, min_confidence=threshold, **options)
            assert shown(data, threshold) == expected, threshold


def test_a_seed_is_shown_as_it_is_parsed_at_each_threshold(seed: str) -> None:
    check_thresholds(seed, each=10)


def test_real_pages_are_shown_as_they_are_parsed(shared: Path) -> None:
    for path in sorted((shared / "accuracy" / "train").glob("pages-*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in islice(lines, 2)]
        for text in texts:
            check_thresholds(text[:4000], each=7)


MARKED = """\
# Ferries

**What changes**

Boats *leave* at ten, says [the board](https://example.org) and `main`.

**Who pays**

Everybody pays at the gate.

**And when**

| Day | Fare |
|---|---|
| May | **4** |
"""


def test_marked_text_is_shown_as_it_is_parsed() -> None:
    check_thresholds(MARKED)
    check_thresholds(MARKED.replace("# Ferries\n\n", ""))
    check_thresholds("* a *b* \n", inline=True)


def test_options_of_parse_hold_at_each_threshold() -> None:
    text = "Prices\n- Fares rise.\n- Boats sail.\nA day | 4 |\nA year | 90 |\n"
    check_thresholds(text, headings="marks")
    check_thresholds(text, dialect="1.9")
    check_thresholds(text, min_confidence=0.123)


@pytest.mark.parametrize("text", ["", "\n", "\ufeffFares", "a\r\nb\rc", "\ud800", "x\0y"])
def test_odd_texts_are_shown_as_they_are_parsed(text: str) -> None:
    check_thresholds(text)


# ------------------------------------------------------------------------- the thresholds


def test_there_is_a_step_for_each_hundredth_and_the_one_that_was_chosen() -> None:
    steps = thresholds(5_000, 0.123)
    assert len(steps) == 102
    assert steps[0] == 0
    assert steps[-1] == 1
    assert steps == sorted(steps)
    assert 0.07 in steps
    assert 0.123 in steps


def test_a_long_text_has_fewer_steps() -> None:
    assert thresholds(300_000, 0.5)[:3] == [0, 0.05, 0.1]
    assert thresholds(1_000_000, 0.5) == [n / 10 for n in range(11)]


def test_equal_trees_are_not_read_again() -> None:
    asked = []

    def read(threshold: float) -> docparse.Document:
        asked.append(threshold)
        return docparse.parse("Fares rise.\n", min_confidence=threshold)

    steps = thresholds(12, 0.5)
    readings = read_at_each(steps, read, Trees())
    assert asked == [0.0, 1.0]
    assert [record["is"] for record in readings.records] == ["Paragraph", "Document"]
    assert readings.roots == [1] * len(steps)


def test_what_two_trees_share_is_kept_once() -> None:
    text = (
        "Where to buy a ticket\nTickets are sold at the gate, and on every boat of the line.\n" * 3
    )
    readings = inspect_text(text).readings
    assert len(set(readings.roots)) > 1
    paragraphs = [tuple(node["at"]) for node in readings.records if node["is"] == "Paragraph"]
    assert len(paragraphs) == len(set(paragraphs)), "each stands there once"


def test_nodes_that_are_alike_in_one_tree_are_two() -> None:
    document = docparse.Document((docparse.Paragraph("a"), docparse.Paragraph("a")))
    trees = Trees()
    root = trees.add(document)
    assert len(set(trees.records[root]["kids"])) == 2
    assert trees.add(document) == root
