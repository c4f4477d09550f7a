"""How much structure is given back on real pages is held to the floors that were reached."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from training.accuracy import FLOORS, Figures, faults, figures_of, raised, score

PRINTED = """\
pages-1.12.jsonl.gz: 2 documents, 0 failed, parse 1.00 MB/s
  heading      P 0.900  R 0.700  F1 0.787  (n=10)
  list         P 1.000  R 1.000  F1 1.000  (n=3)
  table        F1 0.900  exact 0.500  (n=4)
  false tables 10, false questions 1
"""


def floors() -> Figures:
    found: Figures = json.loads(FLOORS.read_text(encoding="utf-8"))
    return found


def test_no_figure_on_real_pages_is_under_its_floor(shared: Path) -> None:
    if not (shared / "accuracy").is_dir():
        pytest.skip("the shared folder holds no pages with known structure")
    assert faults(figures_of(score(shared / "accuracy")), floors()) == []


def test_there_is_a_floor_for_every_kind_of_structure() -> None:
    names = {name for figures in floors().values() for name in figures}
    kinds = {"heading", "list", "faq", "table", "exact"}
    assert names == kinds | {"false tables", "false questions", "failed"}


def test_printed_figures_are_read() -> None:
    assert figures_of(PRINTED) == {
        "pages-1.12": {
            "failed": 0,
            "heading": 0.787,
            "list": 1.0,
            "table": 0.9,
            "exact": 0.5,
            "false tables": 10,
            "false questions": 1,
        }
    }


@pytest.mark.parametrize(
    ("name", "change"),
    [("heading", -0.02), ("exact", -0.02), ("false tables", 4), ("failed", 1)],
)
def test_control_a_loss_is_noticed(name: str, change: float) -> None:
    before = figures_of(PRINTED)
    after = copy.deepcopy(before)
    assert faults(after, before) == []
    after["pages-1.12"][name] += change
    (fault,) = faults(after, before)
    assert name in fault
    del after["pages-1.12"][name]
    assert faults(after, before) == [f"pages-1.12: no figure for {name}"]


def test_a_floor_rises_and_never_falls() -> None:
    floors = {"pages-1.12": {"heading": 0.8, "exact": 0.5, "false tables": 10}}
    found = {"pages-1.12": {"heading": 0.81, "exact": 0.4, "false tables": 7}, "new": {"list": 0.9}}
    best = {"heading": 0.81, "exact": 0.5, "false tables": 7}
    assert raised(floors, found) == {"pages-1.12": best, "new": {"list": 0.9}}
