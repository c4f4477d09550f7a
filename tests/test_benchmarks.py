"""The benchmarks: the compiled build answers beside this one, and steps are timed apart."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import docparse
from benchmarks import compiled, steps, suite


def asked(monkeypatch: pytest.MonkeyPatch, *requests: object) -> None:
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))


def test_a_process_answers_how_long_texts_take(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ["Prices\n- Fares rise.\n"]
    asked(monkeypatch, {"kind": "tree", "name": "docparse", "texts": texts}, {"repeats": 2})
    compiled.serve()
    named, seconds = map(float, capsys.readouterr().out.split())
    assert named == 0 < seconds


def test_without_a_compiled_build_there_is_no_contestant(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    with pytest.raises(ImportError, match="make compiled"):
        compiled.CompiledBuild()


def test_steps_are_timed_while_they_run_and_left_as_they_were() -> None:
    before = [getattr(home, function) for _, home, function in steps.STEPS]
    with steps.stopwatch() as watch:
        docparse.parse("Prices\n- Fares rise.\n\nWhy?\nBecause.\n")
        assert all(seconds > 0 for seconds in watch.seconds.values())
    assert [getattr(home, function) for _, home, function in steps.STEPS] == before


def test_the_better_of_two_runs_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = iter([(0.8, 3.0, None), (1.1, 4.0, 2.0)])

    def measured(self: suite.Suite) -> None:
        fast, slow, peer = next(figures)
        self.rows.append(suite.Row("a ratio", fast, 2, 1))
        self.rows.append(suite.Row("bytes", slow, 2, 5, less_is_better=True))
        self.rows.append(suite.Row("a peer that was missing", peer, 2, 1))

    monkeypatch.setattr(suite.Suite, "run", measured)
    runs = suite.Suite(suite.SMALL, lambda title: None)
    runs.run()
    assert [row.measure for row in suite.failures(runs.rows)] == ["a ratio"]
    runs.run_again()
    assert [row.figure for row in runs.rows] == [1.1, 3.0, 2.0]
    assert not list(suite.failures(runs.rows))
