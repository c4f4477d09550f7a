"""What came of all articles of a run."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import Final

import attrs

from docparse.commands.console import first_of
from docparse.commands.result import Result
from docparse.nodes.base import counted


@attrs.define
class Tally:
    """How many of ``articles`` are done, had nothing to write, and failed.

    ``lacking`` are those among the failed that had nothing to write, ``odd`` are those with
    diagnostics. All results are kept only if ``keeps_all`` says so.
    """

    articles: int
    keeps_all: bool = False
    done: int = 0
    empty: int = 0
    failed: int = 0
    lacking: int = 0
    files: int = 0
    diagnostics: int = 0
    odd: int = 0
    problems: list[str] = attrs.Factory(list)
    kept: list[Result] = attrs.Factory(list)
    started: float = attrs.Factory(time.monotonic)

    def add(self, result: Result) -> None:
        """Count ``result``."""
        self.failed += result.problem is not None
        self.empty += result.problem is None and result.is_empty
        self.done += result.problem is None and not result.is_empty
        self.lacking += result.problem is not None and result.is_empty
        self.files += len(result.outputs)
        self.diagnostics += len(result.diagnostics)
        self.odd += bool(result.diagnostics)
        if result.problem is not None:
            self.problems.append(result.problem)
        if self.keeps_all:
            self.kept.append(attrs.evolve(result, text="", messages=[]))

    def failures(self) -> list[str]:
        """Return why articles failed, each reason once; beyond a hundred, only how many more."""
        messages = [
            f"{problem} ({count} times)" if count > 1 else problem
            for problem, count in Counter(self.problems).items()
        ]
        return first_of(messages, _LISTED_PROBLEMS)

    def in_words(self, target: str | None) -> str:
        """Return the summary: ``"50 articles: 48 done, 2 failed; 48 files in site"``."""
        counts = [f"{self.done:,} done"]
        counts += [f"{self.empty:,} with nothing to write"] if self.empty else []
        counts += [f"{self.failed:,} failed"] if self.failed else []
        line = f"{counted(self.articles, 'article')}: {', '.join(counts)}"
        if self.files:
            line += f"; {counted(self.files, 'file')} in {target}"
        elif target is not None and self.done:
            line += f"; {target} is written"
        if self.diagnostics:
            said = counted(self.diagnostics, "diagnostic")
            line += f"; {said} on {counted(self.odd, 'article')}"
        return line

    def in_json(self) -> str:
        """Return the summary as JSON."""
        data = {
            "articles": self.articles,
            "done": self.done,
            "empty": self.empty,
            "failed": self.failed,
            "files": self.files,
            "seconds": round(time.monotonic() - self.started, 3),
            "inputs": [result.data() for result in self.kept],
        }
        return json.dumps(data, ensure_ascii=False, indent=1)


_LISTED_PROBLEMS: Final = 100
