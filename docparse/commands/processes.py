"""Articles shared out among processes. A process that dies costs the article it was at."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import attrs

from docparse.commands.inputs import ArticleFile
from docparse.commands.parser import Arguments
from docparse.commands.result import Result, Writer, result_of
from docparse.corpus.machine import process_count, without_interruption
from docparse.errors import OptionError


def results(
    command: Writer, articles: Sequence[ArticleFile], arguments: Arguments, jobs: int
) -> Iterator[Result]:
    """Yield what came of each of ``articles``, in their order.

    They are read in ``jobs`` processes at once, as :func:`processes_for` says. Raises OptionError.
    """
    jobs = processes_for(jobs, len(articles))
    if jobs <= 1:
        for article in articles:
            yield result_of(command, article, arguments)
        return
    with Processes(command, arguments, jobs) as processes:
        yield from processes.run(articles)


def processes_for(jobs: int, articles: int) -> int:
    """Return how many processes ``jobs`` asks for: no more than articles or cores."""
    return min(process_count(jobs), articles)


@attrs.define(eq=False)
class _Process:
    """A process, our end of the pipe to it, and the number of the article that it is at."""

    process: Any
    pipe: Any
    index: int | None = None


class Processes:
    """``count`` processes that do the work of ``command``: a context manager."""

    def __init__(self, command: Writer, arguments: Arguments, count: int) -> None:
        import multiprocessing

        self._context = multiprocessing.get_context("spawn")
        self._command = command
        self._arguments = arguments
        self._count = count
        self._processes: list[_Process] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._processes:
            each.pipe.close()  # on which an idle process ends
            if each.index is not None:
                each.process.terminate()
        for each in self._processes:
            each.process.join()

    def run(self, articles: Sequence[ArticleFile]) -> Iterator[Result]:
        """Yield the result of each of ``articles`` in their order. Raises OptionError."""
        from multiprocessing.connection import wait

        waiting = deque(enumerate(articles))
        ready: dict[int, Result] = {}
        following = 0
        while following < len(articles):
            while waiting and len(self._processes) < self._count:
                self._processes.append(self._started())
            for each in self._processes:
                if waiting and each.index is None:
                    each.index, article = waiting.popleft()
                    with suppress(OSError):  # it has died; wait() tells
                        each.pipe.send(article)
            pipes = {each.pipe: each for each in self._processes}
            for pipe in wait(list(pipes)):
                each = pipes[pipe]
                answer = self._answer(each, articles)
                if isinstance(answer, OptionError):
                    raise answer
                if answer is not None and each.index is not None:
                    ready[each.index] = answer
                each.index = None
            while following in ready:
                yield ready.pop(following)
                following += 1

    def _answer(
        self, each: _Process, articles: Sequence[ArticleFile]
    ) -> Result | OptionError | None:
        """Return what a process sends; of one that died, that its article failed."""
        try:
            answer: Result | OptionError = each.pipe.recv()
            return answer
        except (EOFError, OSError):
            each.process.join()
            each.pipe.close()
            self._processes.remove(each)
            if each.index is None:
                return None
            path = articles[each.index].path
            return Result(path, f"{path}: the process that read it was killed")

    def _started(self) -> _Process:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_answer_all, args=(theirs, self._command, self._arguments), daemon=True
        )
        with without_interruption():
            process.start()
        theirs.close()
        return _Process(process, ours)


def _answer_all(pipe: Any, command: Writer, arguments: Arguments) -> None:
    """Send a result for each article that comes through ``pipe``, until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            article = pipe.recv()
            try:
                answer: Result | OptionError = result_of(command, article, arguments)
            except OptionError as error:
                answer = OptionError(str(error))
            pipe.send(answer)
