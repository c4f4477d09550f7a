"""The search for tables: what it costs, what it says of its choice, and that it stays linear."""

from __future__ import annotations

import math
from unittest.mock import patch

import pytest

import docparse
from docparse.errors import WeightsError
from docparse.source.evidence import Evidence
from docparse.tables import costs, search
from docparse.tables.costs import Costs, costs_of, meanings

FARES = "Ticket | Adult | Child |\n---|---|---|\nSingle | 4.00 | 2.00 |\n"
ROUTES = "Route | Hours |\n---|---|\nNess | 2 |\nVoe | 3 |\n"
SHORT = "Day | 9.00 |\n"


def evidence_of_line(text: str, number: int) -> list[Evidence]:
    """Return what the search says of line ``number`` of ``text``, read as 1.9 writes it."""
    line = docparse.explain(text, dialect="1.9").line(number)
    return [found for found in line.evidence if found.step == "tables"]


def test_explain_says_which_cells_a_row_lacks_and_what_that_costs() -> None:
    row = evidence_of_line(FARES + SHORT, 4)[0]
    lacks = costs_of("trafilatura-1.9").short(1)
    words = "short (a row lacks cells) and missing (each cell that it lacks, up to five)"
    assert row.code == "row"
    assert row.values[words] == pytest.approx(lacks.cost, abs=0.01)


def test_explain_says_what_it_would_cost_if_a_table_did_not_begin() -> None:
    begins, otherwise = evidence_of_line(FARES + ROUTES, 4)
    assert (begins.code, otherwise.code) == ("table-begins", "if-no-table-began")
    more = otherwise.values["costs more"]
    assert isinstance(more, float)
    assert more > 0


def test_explain_says_what_it_would_cost_if_a_table_went_on() -> None:
    text = f"{FARES}The pier is closed in winter.\n{ROUTES}"
    codes = [found.code for found in evidence_of_line(text, 4)]
    assert codes == ["no-table", "if-the-table-went-on"]


def test_nothing_is_searched_again_unless_an_explanation_is_asked_for() -> None:
    once = search.Search.read_once
    with patch.object(search.Search, "read_once", autospec=True, side_effect=once) as read:
        docparse.parse(FARES + ROUTES, dialect="1.9")
        assert read.call_count == 1
        explanation = docparse.explain(FARES + ROUTES, dialect="1.9")
        str(explanation)
        assert read.call_count == 2
        str(explanation.line(4))
        assert read.call_count == 3


def test_many_pipes_without_a_row_are_not_searched() -> None:
    for text in ("|\n" * 99, "Boats\n" + "|\n" * 99 + "The lake\n"):
        with patch.object(search.Search, "read", side_effect=AssertionError):
            assert not docparse.parse(text).tables


def test_every_generation_has_a_cost_of_every_meaning() -> None:
    for generation in ("1.6", "1.9", "1.12", "2.0"):
        assert isinstance(costs_of(f"trafilatura-{generation}"), Costs)
    assert all(meanings().values())


def test_costs_that_were_learned_for_another_search_are_refused() -> None:
    data = {"meanings": meanings(), "generations": {"trafilatura-1.9": {"short": 1.0}}}
    costs_of.cache_clear()
    with (
        patch.object(costs, "_data", lambda: data),
        pytest.raises(WeightsError, match=r"first_bare.*run make train"),
    ):
        costs_of("trafilatura-1.9")
    costs_of.cache_clear()


# ------------------------------------------------------------------------------------ growth

MIXED = [
    "a | b |\n",
    "a | b |\nc\n",
    "a | b |\n---|---|\n",
    "a |\nb | c |\n|\n",
    "a | b\nc |\nd |\n",
    "a | b |\nc | d | e |\n",
    "1 | b |\nc |\n2 | d |\n",
]


def kept_readings(text: str) -> int:
    """Count the readings that are looked at while ``text`` is read."""
    with patch.object(search.Search, "keep", autospec=True, side_effect=search.Search.keep) as keep:
        docparse.parse(text, dialect="1.9")
    return keep.call_count


@pytest.mark.parametrize("piece", MIXED)
def test_twice_the_lines_are_twice_the_readings(piece: str) -> None:
    assert kept_readings(piece * 120) < 2.3 * kept_readings(piece * 60)


def test_the_check_sees_readings_that_are_never_dropped() -> None:
    text = "a | b |\nc | d | e |\n"
    with (
        patch.object(search, "_MOST_FOLLOWED", math.inf),
        patch.object(search, "_FARTHEST_BEHIND", math.inf),
    ):
        assert kept_readings(text * 24) > 2.3 * kept_readings(text * 12)
