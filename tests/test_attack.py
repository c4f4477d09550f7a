"""A small part of ``make attack`` on every run, and that it notices whatever it is there for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import docparse
from docparse.renderers import csv_formulas, html, html_fragment, jsonld, markdown_inlines
from tests.attack import campaign, inputs
from tests.attack.__main__ import COLUMNS, table
from tests.attack.campaign import Plan, Report, faults_of, growth_faults, run, run_on_trees
from tests.attack.contenders import OURS, Contender, document_faults, text_places
from tests.attack.judge import (
    BROKEN,
    FAST,
    GROWTH,
    MARKUP,
    NOT_UTF8,
    RAISED,
    RECURSION,
    SCHEME,
    Fault,
    csv_faults,
    html_faults,
    jsonld_faults,
)
from tests.attack.places import HTML_PLACES, TEXT_PLACES, everywhere


def sample(strings: Iterable[str]) -> Plan:
    """Return a plan of a few seconds; the strings differ from one contender to the next.

    No pile is in it: what is timed here may fail by accident, and test_growth.py counts.
    """
    return Plan(list(strings), inputs.soups(15), inputs.nestings(200), [], large=400)


@pytest.mark.parametrize("number", range(len(OURS)), ids=[contender.name for contender in OURS])
def test_a_sample_does_no_harm(number: int, shared: Path) -> None:
    strings = campaign.full_plan(inputs.published(shared / "security"), large=0).strings
    report = run(OURS[number], sample(strings[number::400]))
    assert report.examples == []


def test_a_sample_does_no_harm_in_trees(shared: Path) -> None:
    strings = campaign.full_plan(inputs.published(shared / "security"), large=0).strings
    report = run_on_trees("trees", sample(strings[::100]))
    assert report.examples == []


def test_there_is_something_to_try(shared: Path) -> None:
    assert len(inputs.published(shared / "security")) > 1_500
    assert len(set(inputs.link_tricks())) > 250
    assert len(inputs.odd_texts()) > 500
    assert len(inputs.nestings()) > 50
    assert inputs.soups(50) == inputs.soups(50) != inputs.soups(50, seed=6)


@pytest.mark.parametrize("places", [TEXT_PLACES, HTML_PLACES], ids=["text", "html"])
def test_every_place_is_named_once_and_has_room(places: dict[str, str]) -> None:
    assert all("\ue123" in place for place in places.values())


def test_the_places_of_a_text_are_read_as_what_they_are_called() -> None:
    seen = {
        type(node).__name__
        for source in text_places("Boats").values()
        for node in docparse.walk(docparse.parse(source))
        if "Boats" in docparse.plain_text(node) or not node.children
    }
    assert seen >= {
        *("Paragraph", "Heading", "ListItem", "TableCell", "FaqItem", "KeyPoints", "Quote"),
        *("TableOfContents", "Link", "Image", "Strong", "Emphasis", "CodeBlock", "CodeSpan"),
    }


# ------------------------------------------------------------------- controls: defences taken away

ATTACK = '</script></title></pre>"><img src=x onerror=f()>'


def as_it_is(text: str) -> str:
    return text


def written_faults(text: str) -> set[str]:
    return {fault.kind for fault in document_faults(everywhere(text), text, FAST)}


@pytest.mark.parametrize(
    ("module", "name", "broken", "text", "kind"),
    [
        (html_fragment, "escape", as_it_is, ATTACK, MARKUP),
        (html, "escape", as_it_is, ATTACK, MARKUP),
        (html, "writable", as_it_is, "\ud800", NOT_UTF8),
        (html_fragment, "is_safe_link", bool, "javascript:f()", SCHEME),
        (html_fragment, "is_http_url", bool, "javascript:f()", SCHEME),
        (markdown_inlines, "is_safe_link", bool, "javascript:f()", SCHEME),
        (markdown_inlines, "escaped", as_it_is, "<script>", MARKUP),
        (markdown_inlines, "writable", as_it_is, "\ud800", NOT_UTF8),
        (jsonld, "_UNSAFE_IN_SCRIPT", re.compile("[^\\s\\S]"), ATTACK, MARKUP),
        (jsonld, "without_surrogates", as_it_is, "\ud800", NOT_UTF8),
        (csv_formulas, "_runs", lambda text: False, "=1+1", MARKUP),
        (csv_formulas, "_computes", lambda text: False, "-1+1", MARKUP),
        (csv_formulas, "_SIGNED", re.compile(rf"\A(?={csv_formulas._SIGN})"), "x;=1+1", MARKUP),
        (csv_formulas, "unescape_formula", as_it_is, "=1+1", BROKEN),
    ],
)
def test_control_without_a_defence_it_goes_red(
    module: ModuleType,
    name: str,
    broken: Any,
    text: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert written_faults(text) == set()
    monkeypatch.setattr(module, name, broken)
    if name == "unescape_formula":
        monkeypatch.setattr("tests.attack.judge.unescape_formula", broken)
    assert kind in written_faults(text)


def test_control_a_run_with_escaping_off_tells_what_got_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(html_fragment, "escape", as_it_is)
    for contender in OURS:
        report = run(contender, Plan([ATTACK], [], {}, [], large=0))
        assert report.hit[MARKUP] == 1, contender.name
        assert any("<img onerror>" in example for example in report.examples)


def bad_writer(source: str) -> str:
    """Write as the worst of all peers would."""
    if source.count(">") > 100:
        return bad_writer(source)
    if "raise" in source:
        raise ValueError(source)
    for start in range(len(source)):
        source[start:].count("a")
        for _ in source[start:]:
            pass
    return source


def bad_judge(source: str, text: str, parsers: Any) -> Iterator[Fault]:
    return html_faults(bad_writer(source), parsers=parsers)


def test_control_every_column_can_be_hit() -> None:
    bad = Contender("bad", text_places, bad_writer, bad_judge)
    strings = ["<script>", "<a href=javascript:f()>", "raise", "\ud800"]
    report = run(bad, Plan(strings, [], {"quotes": ">" * 200}, ["stars"], large=400))
    for kind in (MARKUP, SCHEME, RAISED, NOT_UTF8, RECURSION, GROWTH):
        assert report.hit[kind], kind
    assert "| bad | 102 |" in table([report])


def test_control_what_takes_too_long_is_ended() -> None:
    def forever() -> Iterator[Fault]:
        while True:
            pass
        yield

    assert [fault.kind for fault in faults_of(forever, limit=0.05)] == [GROWTH]


def test_control_time_is_taken_where_no_operation_shows_it() -> None:
    def strip(text: str) -> str:
        return re.sub(r"\*+$", "", text + "a")

    assert [fault.kind for fault in growth_faults(strip, "stars", 24_000)] == [GROWTH]
    assert list(growth_faults(str.upper, "stars", 24_000)) == []


@pytest.mark.parametrize(
    ("faults", "value"),
    [
        (jsonld_faults, '{"@context":"","@graph":[]}</script><b>'),
        (jsonld_faults, '{"@context":"","@graph":[]'),
        (jsonld_faults, "{}"),
        (lambda cell: csv_faults(cell, cell), " =1+1"),
        (lambda cell: csv_faults(cell, cell), "＝1+1"),
        (lambda cell: csv_faults(cell, cell), "x;=1+1"),
        (lambda cell: csv_faults(cell, cell), "x\t=1+1"),
        (lambda cell: csv_faults(cell, cell), 'a,"x;\n=1+1"'),
        (lambda cell: csv_faults(cell, cell), "a,-2+3"),
        (lambda cell: csv_faults(cell, cell), "-5,3+cmd|'/C calc'!A0"),
        (lambda cell: csv_faults(cell, cell), "a,@SUM(A1)"),
        (lambda cell: csv_faults(cell, cell), "a; -B2"),
        (lambda cell: csv_faults(cell, cell), 'a,"x\n="'),
        (lambda cell: csv_faults(cell, f"'{cell}"), "a"),
    ],
)
def test_control_the_judges_see(faults: Callable[[str], Iterator[Fault]], value: str) -> None:
    assert list(faults(value))


def test_the_table_has_every_column() -> None:
    head, *_ = table([Report("a", 0, Counter(), [])]).split("\n")
    assert [column.strip() for column in head.split("|")[3:-1]] == list(COLUMNS)
