"""A run over several articles: what fails is listed, and the rest is done."""

from __future__ import annotations

import json
import time
from typing import Final

import attrs

from docparse.commands.command import DONE, FAILED
from docparse.commands.console import Console
from docparse.commands.inputs import Found
from docparse.commands.parser import Arguments
from docparse.commands.processes import results
from docparse.commands.progress import Progress
from docparse.commands.result import Result, Writer
from docparse.commands.writing import make_folder, write
from docparse.nodes.base import counted


def run(command: Writer, found: Found, arguments: Arguments, console: Console) -> int:
    """Write what ``command`` makes of all that was ``found``, and return the exit code.

    Raises Failure if the output folder cannot be made, OptionError for a wrong option.
    """
    if arguments.out_dir is not None:
        make_folder(arguments.out_dir)
    tally = Tally(len(found.articles) + len(found.problems), keeps_all=arguments.summary)
    for name, problem in found.problems.items():
        tally.add(Result(name, f"cannot read {name}: {problem}"))
    streams = arguments.out_dir is None and arguments.output in (None, "-")
    joined: list[str] = []
    progress = Progress(tally.articles, console)
    try:
        for result in results(command, found.articles, arguments, arguments.jobs):
            _tell(result, arguments, progress)
            tally.add(result)
            if streams:
                write(None, result.text, console)
            else:
                joined.append(result.text)
            progress.update(tally.done + tally.empty + tally.failed, tally.failed)
        if arguments.output is not None and not streams:
            write(arguments.output, "".join(joined), console)
    except KeyboardInterrupt:
        progress.close()
        console.error(f"docparse: interrupted: {tally.in_words(arguments.out_dir)}")
        raise
    finally:
        progress.close()
    for message in tally.failures():
        console.error(f"docparse: {message}")
    hint = ", which -v shows" if tally.diagnostics and console.volume == 1 else ""
    target = arguments.out_dir or (None if streams else arguments.output)
    console.say(f"docparse: {tally.in_words(target)}{hint}")
    if arguments.summary:
        write(None, json.dumps(tally.data(), ensure_ascii=False, indent=1), console)
    return FAILED if tally.failed else DONE


def _tell(result: Result, arguments: Arguments, progress: Progress) -> None:
    """Say of an article what is to be said: all of it with -v, with --strict what is an error."""
    if result.read_as:
        progress.detail(f"docparse: {result.path}: {result.read_as}")
    for message in result.messages:
        if arguments.strict:
            progress.error(message)
        else:
            progress.detail(message)
    for output in result.outputs:
        progress.detail(f"docparse: {output} is written")


@attrs.define
class Tally:
    """How many of ``articles`` are done, had nothing to write, and failed.

    All results are kept only if ``keeps_all`` says so.
    """

    articles: int
    keeps_all: bool = False
    done: int = 0
    empty: int = 0
    failed: int = 0
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
        self.files += len(result.outputs)
        self.diagnostics += len(result.diagnostics)
        self.odd += bool(result.diagnostics)
        if result.problem is not None:
            self.problems.append(result.problem)
        if self.keeps_all:
            self.kept.append(attrs.evolve(result, text="", messages=[]))

    def failures(self) -> list[str]:
        """Return a message for each article that failed; beyond a hundred, only how many."""
        more = len(self.problems) - _LISTED_PROBLEMS
        return self.problems[:_LISTED_PROBLEMS] + ([f"… and {more} more"] if more > 0 else [])

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

    def data(self) -> dict[str, object]:
        """Return the summary as it is written in JSON."""
        return {
            "articles": self.articles,
            "done": self.done,
            "empty": self.empty,
            "failed": self.failed,
            "files": self.files,
            "seconds": round(time.monotonic() - self.started, 3),
            "inputs": [result.data() for result in self.kept],
        }


_LISTED_PROBLEMS: Final = 100
