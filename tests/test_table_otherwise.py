"""What ``explain`` says of the tables that lines could have been, and were not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docparse
from docparse import Evidence, Explanation
from docparse.tables import otherwise, search, table
from docparse.tables.costs import Costs, costs_of
from docparse.tables.otherwise import FIT, Without
from docparse.tables.reading import Reading
from docparse.tables.search import Search
from tests import strategies

GENERATIONS = ("1.6", "1.9", "1.12", "2.0")
FARES = "Ticket | Adult |\n---|---|\nSingle | 4.00 |\nDay | 9.00 |\n"
ROUTES = "Route | Hours |\n---|---|\nNess | 2 |\nVoe | 3 |\n"
UNOPENED = "| Ness | Voe |\n| 1 | 2 |\n3 | 4 | 5 |\nQuay | Pier |\n| Skarholm |\n"
"""Rows that a pipe opens, and two that have lost it."""

SHOWN = ("costs more", "because", "tables instead")


def questions(explanation: Explanation) -> list[Evidence]:
    return [found for found in explanation.evidence if not found.was_decided]


def question(text: str, number: int, code: str, dialect: str = "1.9") -> Mapping[str, object]:
    """Return what ``explain`` says of ``code``, a question about line ``number`` of ``text``."""
    line = docparse.explain(text, dialect=dialect).line(number)
    (values,) = [found.values for found in line.evidence if found.code == code]
    return values


def parts(values: Mapping[str, object]) -> list[float]:
    """Return what each cost adds to what another reading costs more."""
    return [part for name, part in values.items() if name not in SHOWN and isinstance(part, float)]


# ----------------------------------------------------------------------------- what is said


def test_the_tables_that_lost_are_named_by_their_lines() -> None:
    values = question(FARES + ROUTES, 5, "if-no-table-began")
    assert values["tables instead"] == "1-8"
    values = question(FARES + ROUTES, 4, "if-a-table-began")
    assert values["tables instead"] == "1-3, 4-8"


@pytest.mark.parametrize("before", ["\ufeff", "Boats leave.\r\n\r\n", "Boats leave.\n"])
def test_their_lines_are_counted_in_the_text(before: str) -> None:
    lines = before.count("\n")
    values = question(before + FARES + ROUTES, lines + 5, "if-no-table-began")
    assert values["tables instead"] == f"{lines + 1}-{lines + 8}"


def test_each_cost_that_differs_is_named_as_costs_json_names_it() -> None:
    amount = costs_of("trafilatura-1.9")["column"].cost
    values = question(FARES + ROUTES, 5, "if-no-table-began")
    assert values[f"-2 times {amount} column (each column of a new table)"] == -2 * amount


def test_a_row_says_what_a_table_that_began_there_would_cost() -> None:
    values = question(FARES, 4, "if-a-table-began")
    more = values["costs more"]
    assert isinstance(more, float)
    assert more > 0
    codes = [found.code for found in docparse.explain(FARES, dialect="1.9").line(3).evidence]
    assert "if-a-table-began" not in codes, "a header stands right above"


def test_a_further_header_says_so_too() -> None:
    text = "Ticket | Adult |\n---|---|\nSingle | 4.00 |\nDay | 9.00 |\nYear | 5 |\n---|---|\n"
    for dialect in GENERATIONS:
        line = docparse.explain(text, dialect=dialect).line(5)
        codes = [found.code for found in line.evidence if found.step == "tables"]
        # Of 2.0 another table might begin there after another reading of the lines before.
        more = ["if-a-table-began"] * (dialect == "2.0")
        assert codes in (
            ["header", "if-a-table-began"],
            ["table-begins", "if-no-table-began", *more],
        )


def test_a_row_of_a_run_begins_no_table() -> None:
    text = "Ticket | Adult |\n---|---|\nSingle | 4.00 |\nDay |\n" + "Ness | 1 |\n" * 5
    values = question(text, 7, "if-a-table-began", "1.12")
    because = "no other reading is possible: a run of rows of one width is not parted"
    assert values == {"because": because}


def test_a_cost_that_a_row_gives_back_says_why() -> None:
    text = "Ness | 2 |\nVoe | 3 |\n"
    row = docparse.explain(text, dialect="1.9").line(2).evidence[0]
    words = "one_row (a table is a single row without a header), given back, because a row followed"
    assert row.values[words] == -costs_of("trafilatura-1.9")["one_row"].cost


def test_where_nothing_else_is_possible_this_is_said() -> None:
    values = question(FARES, 1, "if-no-table-began")
    assert values == {"because": "no other reading is possible"}


def test_a_cheaper_reading_that_the_search_dropped_is_called_that() -> None:
    rows = "3 | 4 | 5 |\nNess | Voe |\n"
    text = f"Ness | Voe |\n{rows}1 | 2 |\n---|---|\n{rows}3 | 4 | 5 |\n"
    with (
        patch.object(search, "_MOST_FOLLOWED", 1),
        patch.object(search, "_FARTHEST_BEHIND", 0.0),
    ):
        explanations = [docparse.explain(text, dialect=dialect) for dialect in GENERATIONS]
        asked = [each for explanation in explanations for each in questions(explanation)]
        found = [dict(each.values) for each in asked]
    less = [values for values in found if str(values.get("costs more", ""))[:1] == "-"]
    assert less
    said = [values.get("because") == otherwise._NOT_KEPT for values in found]
    assert said == [values in less for values in found]


def test_answers_are_bounded_where_all_are_asked_for() -> None:
    with patch.object(otherwise, "_MOST_LINES_READ", 20):
        asked = questions(docparse.explain(FARES + ROUTES * 3, dialect="1.9"))
        answers = [dict(each.values) for each in asked]
        alone = question(FARES + ROUTES * 3, 16, "if-a-table-began")
    assert answers[-1]["because"] == otherwise._NOT_ASKED
    assert "costs more" in alone


def test_answers_are_written_as_json() -> None:
    values = dict(question(FARES, 4, "if-a-table-began"))
    assert json.loads(json.dumps(values)) == values


# ----------------------------------------------------------------------------- what holds

SumFaults = Callable[[Mapping[str, object]], bool]


def adds_up(values: Mapping[str, object]) -> bool:
    """Whether the parts of ``values`` are what another reading costs more, but for rounding."""
    more = values.get("costs more", 0.0)
    found = parts(values)
    # Parts under the least that is shown are left out.
    return isinstance(more, float) and abs(sum(found) - more) <= 0.005 * (len(found) + 4)


LINES = st.lists(
    st.sampled_from(["| Ness | Voe |", "Quay | Pier |", "| Skarholm |", "---|---|", "|---|---|",
                     "boats leave", "| 1 | 2 |", "|", "3 | 4 | 5 |", "Pier |"]),
    min_size=2, max_size=10,
).map(lambda lines: "".join(f"{line}\n" for line in lines))  # fmt: skip


@given(LINES | strategies.texts(), st.sampled_from(GENERATIONS))
def test_the_parts_are_together_what_is_shown(text: str, dialect: str) -> None:
    for each in questions(docparse.explain(text, dialect=dialect)):
        assert adds_up(each.values)


def test_control_a_part_that_is_missing_is_noticed() -> None:
    values = dict(question(FARES, 4, "if-a-table-began"))
    largest = max(parts(values), key=abs)
    values = {name: part for name, part in values.items() if part != largest}
    assert not adds_up(values)


def hides_a_cost(text: str, dialect: str) -> bool:
    """Whether something is charged of ``text`` that is no named cost, where likeness is free."""
    costs = costs_of(f"trafilatura-{dialect}")
    amounts = {name: charge.cost for name, charge in costs.items()}
    with patch.object(table, "costs_of", lambda name: Costs({**amounts, "fit": 1e-9})):
        explanation = docparse.explain(text, dialect=dialect)
    return any(name.endswith(FIT) for each in explanation.evidence for name in each.values)


@given(LINES | strategies.texts(), st.sampled_from(GENERATIONS))
def test_what_is_charged_is_named(text: str, dialect: str) -> None:
    assert not hides_a_cost(text, dialect)


def test_control_a_charge_that_is_not_named_is_noticed() -> None:
    def forgetful(self: Search, reading: Reading) -> None:
        reading.score -= 1
        keep(self, reading)

    keep = Search.keep
    with patch.object(Search, "keep", forgetful):
        assert hides_a_cost(FARES, "1.9")


def answers_depend_on_order(text: str, dialect: str) -> bool:
    """Whether a question is answered otherwise if others were asked before."""
    forwards = questions(docparse.explain(text, dialect=dialect))
    backwards = questions(docparse.explain(text, dialect=dialect))
    for each in reversed(backwards):
        dict(each.values)
    return [dict(each.values) for each in forwards] != [dict(each.values) for each in backwards]


@given(LINES, st.sampled_from(GENERATIONS))
def test_a_question_is_answered_alike_whatever_was_asked_before(text: str, dialect: str) -> None:
    assert not answers_depend_on_order(text, dialect)


def test_control_a_question_that_changes_the_rules_is_noticed() -> None:
    assert not answers_depend_on_order(UNOPENED, "2.0")

    def anywhere(self: Search) -> Reading | None:
        best = once(self)
        if best is None:
            self.pieces.may_begin = [True] * len(self.pieces.may_begin)
        return best

    once = Search.read_once
    with patch.object(Without, "read_once", anywhere):
        assert answers_depend_on_order(UNOPENED, "2.0")
