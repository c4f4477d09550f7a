"""``docparse.explain``: the tree of ``parse``, and for every line who made it what it is."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given

import docparse
from docparse import ArgumentError, Explanation, OptionError, explain, parse
from docparse.nodes import Heading, TableRow
from tests import strategies

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ARTICLE = """\
The ferry to Skarholm sails once an hour from Monday, and the last boat leaves at ten at night.
Article Subheadings |
---|
1) Who pays |
2) What it costs |
Who pays
Island residents travel free, and everybody else pays at the gate before the boat leaves.
What it costs
Ticket | Adult |
---|---|
Single | 4.00 |
Key Points |
---|
The ferry sails once an hour. |
Frequently Asked Questions
Is there a boat at night?
No, the last one leaves at ten.
"""


@pytest.fixture
def explanation() -> Explanation:
    return explain(ARTICLE)


def decided(explanation: Explanation, text: str) -> dict[str, str]:
    """Return what each step decided about the line ``text``."""
    line = explanation.line(ARTICLE.split("\n").index(text) + 1)
    return {found.step: found.code for found in line.evidence if found.was_decided}


def faults(text: str, explanation: Explanation) -> list[str]:
    """Say what is wrong with the explanation of a text."""
    found = []
    document = parse(text)
    # Equality leaves out spans and confidences: the JSON has them.
    if docparse.render(explanation.document, "json") != docparse.render(document, "json"):
        found.append("another tree than parse returns")
    if explanation.document.diagnostics != document.diagnostics:
        found.append("other diagnostics than parse gives")
    reasons = {(kept.step, kept.code, kept.span) for kept in explanation.evidence}
    for heading in docparse.find_all(document, Heading):
        steps = {step for step, code, span in reasons if span == heading.span}
        if not steps & {"headings", "contents", "blocks"}:
            found.append(f"no reason for {heading}")
    for line in explanation.lines():
        read = {kept.step for kept in line.evidence}
        if line.text.strip() and not read:
            found.append(f"no rule has read line {line.number}")
    return found


@given(strategies.texts() | strategies.soup())
def test_what_is_explained_is_what_parse_does(text: str) -> None:
    assert faults(text, explain(text)) == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: str(path.stem))
def test_the_seeds_are_explained(path: Path) -> None:
    text = path.read_bytes().decode()
    assert faults(text, explain(text)) == []


def test_control_an_explanation_of_another_text_is_noticed() -> None:
    assert len(faults(ARTICLE, explain(ARTICLE.replace("Who pays\n", "\n", 1)))) > 1
    assert "no rule has read line 1" in faults("a", Explanation(parse("a"), ()))


def test_a_line_says_where_it_stands_and_what_it_is(explanation: Explanation) -> None:
    line = explanation.line(11)
    assert ARTICLE[line.span.start : line.span.end] == line.text == "Single | 4.00 |"
    assert isinstance(line.nodes[-1], TableRow)
    assert line.nodes[0] is explanation.document


def test_what_names_a_dialect_comes_first(explanation: Explanation) -> None:
    first = explanation.evidence[0]
    assert (first.step, first.code) == ("dialect", "trafilatura-1.12")
    assert explanation.about_dialect()[0] is first


def test_each_step_says_what_it_went_by(explanation: Explanation) -> None:
    assert decided(explanation, "Who pays")["contents"] == "entry"
    assert decided(explanation, "1) Who pays |")["contents"] == "listing"
    assert decided(explanation, "Key Points |")["key-points"] == "title"
    assert decided(explanation, "Frequently Asked Questions")["headings"] == "faq"
    assert decided(explanation, "Is there a boat at night?")["faq"] == "title"
    assert decided(explanation, "Single | 4.00 |") == {"tables": "row", "blocks": "table"}


def test_a_heading_that_is_not_sure_enough_says_how_sure_it_is() -> None:
    text = "Boats\nThey leave at ten past every hour, and the last one goes at night.\n"
    weight = explain(text).line(1).evidence[-1].weight
    assert weight is not None
    declined = explain(text, min_confidence=min(1, weight + 0.01))
    assert not list(docparse.find_all(declined.document, Heading))
    assert declined.line(1).evidence[-1].weight == weight


@pytest.mark.parametrize("least", [0, 0.001, 0.5, 1])
def test_any_least_confidence_can_be_explained(least: float) -> None:
    explanation = explain(ARTICLE, min_confidence=least)
    assert explanation.document == parse(ARTICLE, min_confidence=least)
    assert str(explanation.line(6)).startswith("6: Who pays")


def test_a_known_title_that_is_not_sure_enough_says_how_sure_it_is() -> None:
    text = "Boats leave.\nSummary\nThey leave at ten past every hour, and the last goes at night.\n"
    reason = explain(text, min_confidence=0.95).line(2).evidence[-1]
    assert (reason.step, reason.code, reason.weight) == ("headings", "words", 0.9)


@pytest.mark.parametrize("number", [0, -1, 18])
def test_a_line_that_is_not_there(explanation: Explanation, number: int) -> None:
    with pytest.raises(OptionError, match=f"no line {number}; the text has 17"):
        explanation.line(number)


def test_a_line_has_a_number(explanation: Explanation) -> None:
    with pytest.raises(ArgumentError, match="not str"):
        explanation.line(cast(int, "2"))


def test_what_is_no_text_is_refused_as_parse_refuses_it() -> None:
    with pytest.raises(ArgumentError, match="takes a str"):
        explain(cast(str, b"a"))


def test_a_table_is_seen_at_its_first_row(explanation: Explanation) -> None:
    rows = str(explanation).split("\n")
    assert rows[9].split()[:5] == ["9", "Table", "2", "tables:", "table-begins"]
    assert rows[11].split()[:4] == ["11", "TableRow", "tables:", "row"]
    begun = {line.number: line.table for line in explanation.lines() if line.table is not None}
    assert begun == {2: 1, 9: 2, 12: 3}


def test_a_table_without_a_delimiter_row_is_seen_too() -> None:
    text = "Boats leave.\nNess | 2.00 |\nVoe | 3.00 |\nThe pier is closed in winter.\nNess | 1 |\n"
    explanation = explain(text + "Voe | 2 |\n", dialect="1.9")
    assert [line.table for line in explanation.lines()] == [None, 1, None, None, 2, None]
    assert str(explanation.line(2).in_short()).split()[1:3] == ["Table", "1"]


def test_an_explanation_can_be_pickled() -> None:
    text = "Ticket | Adult |\n---|---|\nSingle | 4.00 |\nDay | 9.00 |\n"
    explanation = explain(text, dialect="1.9")
    copied = pickle.loads(pickle.dumps(explanation))
    assert copied == explanation
    assert str(copied.line(4)) == str(explanation.line(4))
    assert "costs more" in str(copied.line(4))


def test_an_explanation_can_be_printed(explanation: Explanation) -> None:
    rows = str(explanation).split("\n")
    assert len(rows) == 1 + len(explanation.lines())
    assert rows[16].split()[:4] == ["16", "question", "faq:", "title"]
    assert str(explanation.line(6)).split("\n")[0] == "6: Who pays"


def test_a_line_with_a_role_shows_it_in_short() -> None:
    explanation = explain("Follow us\n" + ARTICLE)
    assert explanation.line(1).evidence[-1].code == "no-candidate"
    assert explanation.line(1).in_short().split()[1:4] == ["Paragraph", "roles:", "furniture"]
    assert explanation.line(2).in_short().split()[1:4] == ["Paragraph", "headings:", "no-candidate"]


def test_lines_that_tell_the_dialect_are_counted() -> None:
    first = str(explain("The ferry is late.\nIt leaves at noon.\n")).split("\n")[0]
    assert first.startswith("unknown: family: bare")
    assert str(explain("Ness | 2.00 |\n")).startswith("trafilatura-1.12 (1 line): family: bare")


def test_an_explanation_is_one_short_line_in_a_console(explanation: Explanation) -> None:
    assert repr(explanation) == "<Explanation 17 lines>"
    assert repr(explanation.line(6)) == "<ExplainedLine 6 'Who pays': Heading 2>"
    assert len(repr(explain("a\x1b" * 900).line(1))) < 100
