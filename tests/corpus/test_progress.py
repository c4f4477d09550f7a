"""What is told of a run while it goes, and what that costs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from docparse.corpus import parts, progress, run
from docparse.corpus.jobs import Event, Outcome, UnderWay
from docparse.corpus.options import Options
from docparse.corpus.shards import Counts, Shard
from docparse.corpus.worker import Done, Job
from tests import corpora
from tests.corpus.conftest import Main
from tests.growth import operations


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar(main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(30))
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert main("a.jsonl")[0] == 0
    assert "30 documents, 0 errors" in terminal.getvalue()
    assert "B/s" in terminal.getvalue()


def test_elsewhere_lines_are_said_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    clock = iter([0.0, 5.0, 10.0, 15.0, 21.0])
    monkeypatch.setattr("docparse.corpus.progress.time.monotonic", lambda: next(clock))
    telling = progress.Progress(100_000_000, 20_000_000, said.append, None)
    for done in (25e6, 30e6, 60e6, 90e6):
        telling.update(done, Counts(documents=1234, failed=2))
    telling.close()
    assert said == [
        "1,234 documents, 30.0 MB of 100.0 MB, 1.0 MB/s, 2 errors, 1 min 10 s left",
        "1,234 documents, 90.0 MB of 100.0 MB, 3.3 MB/s, 2 errors, 3.0 s left",
    ]
    assert progress.duration(3 * 3600 + 61) == "3 h 1 min"
    assert progress.duration(11.2) == "11 s"
    assert progress.duration(0.42) == "0.4 s"


def test_the_summary_of_a_small_corpus_names_no_speed() -> None:
    done = Counts(documents=2)
    small, large = (
        progress.Summary(done, 2.0, None, size, {}, "e") for size in (12_300, 3_000_000)
    )
    assert "12.3 KB of text in 2.0 s" in small.lines()
    assert progress.size_in_words(9) == "9 bytes"
    assert "3.0 MB of text in 2.0 s, 1.5 MB/s" in large.lines()


def test_the_parent_takes_few_operations_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With parts of 1,000 documents, a few times fewer than those of a real corpus hold."""
    monkeypatch.setattr(parts, "PART_BYTES", 12_000)
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"text": "x"}] * 20_000)
    options = corpora.options(str(tmp_path / "out"), "error")

    def idle(jobs: Sequence[Job], options: Options) -> Iterator[Event]:
        for job in jobs:
            for path in job.paths:
                Path(path).touch()
            yield UnderWay(job, Counts(500), 0.5)
            yield Outcome(job, Done("", Shard(Counts(1000), 0)))

    summaries: list[progress.Summary] = []
    used = operations(
        lambda: summaries.append(run.run([str(tmp_path / "a.jsonl")], options, engine=idle))
    )
    assert summaries[0].counts.documents >= 20_000
    assert used / summaries[0].counts.documents < 20
