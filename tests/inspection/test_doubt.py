"""What makes a text doubtful, and the order of the list."""

from __future__ import annotations

from docparse.inspection import Doubt, inspect_text
from docparse.inspection.doubt import MOST_OF_A_CODE, OF_ALL, points
from docparse.source.text import Diagnostic, Span

SURE = """\
Boats leave at ten past every hour, and the last one goes at ten past eleven at night.
Ticket | Adult |
---|---|
Single | 4.00 |
Day | 9.00 |
"""
"""A text with a known dialect, and no line that could be a heading."""


def test_a_text_without_anything_odd_is_not_doubtful() -> None:
    assert inspect_text(SURE).doubts == []


def test_each_diagnostic_counts_a_point() -> None:
    assert inspect_text("-\n" + SURE).doubts == [Doubt(1, "stray-mark")]


def test_many_diagnostics_of_a_code_count_as_a_few() -> None:
    many = "-\nBoats leave at ten past every hour, and the last one goes at eleven.\n" * 9
    assert inspect_text(many, dialect="2.0").doubts == [Doubt(MOST_OF_A_CODE, "9 × stray-mark")]


def test_a_diagnostic_about_the_whole_text_counts_most() -> None:
    menus = "\n".join(f"Entry {number}" for number in range(60)) + "\n"
    doubts = inspect_text(menus).doubts
    assert Doubt(OF_ALL, "looks-like-page-dump") in doubts


def test_faults_of_the_bytes_count_too() -> None:
    fault = Diagnostic("invalid-encoding", Span(0, 1), "not valid UTF-8")
    inspection = inspect_text(SURE, faults=[fault])
    assert inspection.doubts == [Doubt(1, "invalid-encoding")]
    assert inspection.diagnostics == (fault,)


def test_a_line_that_could_go_either_way_counts_a_point() -> None:
    text = SURE + "Where to buy a ticket\n" + "Tickets are sold at the gate and on the boat.\n" * 2
    (line,) = inspect_text(text).readings.headings()
    confidence = line["confidence"]
    near = inspect_text(text, min_confidence=max(0, confidence - 0.1))
    assert near.doubts == [Doubt(1, "1 line near the threshold of headings")]
    far = inspect_text(text, min_confidence=0 if confidence > 0.5 else 1)
    assert far.doubts == []


def test_an_unknown_dialect_counts_a_point() -> None:
    assert inspect_text("Fares rise.\n").doubts == [Doubt(1, "nothing tells what wrote it")]


def test_the_points_of_all_doubts_add_up() -> None:
    assert points([Doubt(2, "a"), Doubt(10, "b")]) == 12
    assert inspect_text("-\nFares rise.\n").summary()["points"] == 2
