"""The benchmarks: the compiled build answers beside this one, and steps are timed apart."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import docparse
from benchmarks import compiled, steps


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
