"""Pages of figures say with what these were measured, and whether the code has gone on since."""

from __future__ import annotations

import json
import re

import pytest

from tests import measured
from tests.conftest import CHECKOUT
from tests.measured import faults, marked, measured_now
from training.accuracy import FLOORS, Figures
from training.accuracy import faults as worse

TODAY = {"headings": "1a2e56dd", "roles": "6ea54db4", "parse": "36.0"}
PAGE = """\
# Accuracy

Words.

## Headings

*Measured on 2026-11-29 with headings 1a2e56dd, roles 6ea54db4.*

| pages | F1 |
|---|---|
| news | 0.758 |

## Speed

*Older than the code: measured on 2026-11-26 with parse 17.0.*

| reader | times |
|---|---|
| another | 5.2 |

## To do

| what | who |
|---|---|
| nothing | nobody |
"""


@pytest.mark.parametrize("name", measured.PAGES)
def test_figures_are_as_new_or_old_as_their_page_says(name: str) -> None:
    found = faults((CHECKOUT / "docs" / name).read_text(encoding="utf-8"))
    assert not found, (
        f"docs/{name}\n"
        + "\n".join(found)
        + "\nMeasure anew and say so (python -m tests.measured --now PAGE SECTION), or have the "
        "page say that its figures are older (python -m tests.measured --mark)."
    )


def test_a_true_page_has_no_fault() -> None:
    assert faults(PAGE, TODAY.__getitem__) == []


def test_control_figures_that_became_old_are_noticed() -> None:
    assert faults(PAGE, {**TODAY, "roles": "00000000"}.__getitem__) == [
        "Headings: older than the code: roles is 6ea54db4 there and 00000000 today"
    ]


def test_control_figures_without_a_mark_are_noticed() -> None:
    page = re.sub(r"\*Measured.*\n", "", PAGE)
    assert faults(page, TODAY.__getitem__) == [
        "Headings: figures, and no line that says when they were measured"
    ]


def test_work_may_differ_by_a_tenth() -> None:
    page = PAGE.replace("Older than the code: measured", "Measured")
    assert faults(page, {**TODAY, "parse": "18.7"}.__getitem__) == []
    assert len(faults(page, {**TODAY, "parse": "18.8"}.__getitem__)) == 1
    assert len(faults(page, {**TODAY, "parse": "15.2"}.__getitem__)) == 1


def test_what_is_marked_older_has_to_be_older() -> None:
    assert faults(PAGE, {**TODAY, "parse": "17.0"}.__getitem__) == [
        "Speed: not older than the code, for nothing changed since"
    ]


def test_marks_are_made_true_and_keep_what_was_measured_with() -> None:
    now = {**TODAY, "headings": "00000000", "parse": "17.1"}.__getitem__
    page = marked(PAGE, now)
    assert faults(page, now) == []
    assert "*Older than the code: measured on 2026-11-29 with headings 1a2e56dd, roles" in page
    assert "*Measured on 2026-11-26 with parse 17.0.*" in page
    assert marked(page, TODAY.__getitem__) == PAGE


def test_a_section_that_was_measured_says_so() -> None:
    now = {**TODAY, "headings": "00000000"}.__getitem__
    page = measured_now(PAGE, "Speed", "2026-12-01", now)
    assert "*Measured on 2026-12-01 with parse 36.0.*" in page
    assert page.replace("Measured on 2026-12-01 with parse 36", "x") == PAGE.replace(
        "Older than the code: measured on 2026-11-26 with parse 17", "x"
    )
    with pytest.raises(KeyError):
        measured_now(PAGE, "To do", "2026-12-01", now)


# ---------------------------------------------------------------------------- fitted figures

_FITTED = re.compile(
    r"^\| ([0-9.]+) \| ([0-9.]+) / ([0-9.]+) \| ([0-9.]+) / ([0-9.]+) \| ([0-9.]+) \| ([0-9]+) on",
    re.M,
)


def fitted(page: str) -> Figures:
    """Return the figures of each generation's tables and lists, as ``make accuracy`` names them."""
    found: Figures = {}
    for generation, *figures, false in _FITTED.findall(page):
        full, full_exact, other, other_exact, items = map(float, figures)
        found[f"tables-{generation}"] = {"table": full, "exact": full_exact}
        found[f"pages-{generation}"] = {"table": other, "exact": other_exact, "list": items}
        found[f"pages-{generation}"]["false tables"] = int(false)
    return found


def held(found: Figures) -> Figures:
    floors: Figures = json.loads(FLOORS.read_text(encoding="utf-8"))
    return {file: {name: floors[file][name] for name in named} for file, named in found.items()}


def test_fitted_figures_are_those_that_are_held() -> None:
    found = fitted((CHECKOUT / "docs" / "accuracy.md").read_text(encoding="utf-8"))
    assert len(found) == 16
    assert worse(found, held(found)) == []
    assert worse(held(found), found) == []


def test_control_a_fitted_figure_that_is_not_held_is_noticed() -> None:
    row = "| 1.12 | {} / 0.738 | 0.936 / 0.914 | 0.972 | 1 on 1,104 |\n"
    for figure in ("0.90", "0.95"):
        found = fitted(row.format(figure))
        assert worse(found, held(found)) + worse(held(found), found)
