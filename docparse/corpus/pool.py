"""Worker processes that may die: another takes over the work of a dead one.

A record that kills its process again and again is found by halving its batch, and is skipped, so
that all others are done.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, TypeAlias

import attrs

from docparse.corpus.errors import CorpusError
from docparse.corpus.machine import without_interruption
from docparse.corpus.options import Options
from docparse.corpus.parts import Part
from docparse.corpus.shards import Counts
from docparse.corpus.worker import (
    Done,
    Failed,
    ProbeTask,
    Progress,
    Ready,
    Started,
    Unreadable,
    WriteTask,
    work,
)

ATTEMPTS: Final = 3
"""How often a part is tried if its worker dies and no record can be blamed."""


@attrs.frozen
class Job:
    """A part to do; ``known`` is the digest that its existing shard was made from."""

    part: Part
    paths: tuple[str, str]
    known: str | None = None


@attrs.frozen
class Outcome:
    """A job that is over: done, or failed because of ``problem``."""

    job: Job
    done: Done | None = None
    problem: str | None = None


@attrs.frozen
class UnderWay:
    """A job in progress: the counts so far, and the share that is done."""

    job: Job
    counts: Counts
    share: float


Event: TypeAlias = Outcome | UnderWay


@attrs.define
class _Case:
    """A job, and what is known about the processes that died over it."""

    job: Job
    skip: set[int] = attrs.Factory(set)
    deaths: int = 0
    batch: range = range(0)
    suspects: range = range(0)

    def task(self) -> WriteTask | ProbeTask:
        if self.suspects:
            return ProbeTask(self.job.part, frozenset(self.probed) - self.skip)
        return WriteTask(self.job.part, self.job.paths, frozenset(self.skip), self.job.known)

    @property
    def probed(self) -> range:
        """The first half of the suspects."""
        return self.suspects[: (len(self.suspects) + 1) // 2]

    def died(self) -> bool:
        """Record that the process died over ``task()``, and return whether to go on."""
        if self.suspects:
            self._narrow(self.probed)
            return True
        self.deaths += 1
        if self.deaths > 1:  # the first may have been an accident
            self.suspects = self.batch
        self.batch = range(0)
        return self.deaths <= ATTEMPTS

    def survived(self) -> None:
        """Record that the process outlived a probe."""
        self.suspects = self.suspects[len(self.probed) :]

    def _narrow(self, guilty: range) -> None:
        if len(guilty) == 1:
            self.skip.add(guilty.start)
            self.deaths = 1
            guilty = range(0)
        self.suspects = guilty


@attrs.define(eq=False)
class _Worker:
    """A process, and the case it works on."""

    process: Any
    connection: Any
    case: _Case | None = None
    ready: bool = False


class Pool:
    """``workers`` processes that do jobs: a context manager, on whose exit the processes end."""

    def __init__(self, workers: int, options: Options) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._options = options
        self._wanted = workers
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            if worker.ready and worker.case is None:
                with suppress(OSError):
                    worker.connection.send(None)
            else:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def run(self, jobs: Sequence[Job]) -> Iterator[Event]:
        """Yield the outcome of each of ``jobs``, in any order, and its progress until then.

        Raises CorpusError if a shard cannot be written, or if no process can be started.
        """
        waiting = deque(map(_Case, jobs))
        while waiting or any(worker.case for worker in self._workers):
            self._assign(waiting)
            connections = {worker.connection: worker for worker in self._workers}
            for connection in multiprocessing.connection.wait(list(connections)):
                worker = connections[connection]
                try:
                    message = worker.connection.recv()
                except (EOFError, OSError):
                    yield from self._bury(worker, waiting)
                else:
                    yield from self._take(worker, message, waiting)

    def _assign(self, waiting: deque[_Case]) -> None:
        """Start processes if there is work for more, and send a waiting case to each idle one."""
        busy = sum(worker.case is not None for worker in self._workers)
        while len(self._workers) < min(self._wanted, busy + len(waiting)):
            self._workers.append(self._started())
        for worker in self._workers:
            if waiting and worker.ready and worker.case is None:
                case = waiting.popleft()
                worker.case = case
                try:
                    worker.connection.send(case.task())
                except OSError:  # it died while it was idle; wait() reports it
                    worker.case = None
                    worker.ready = False
                    waiting.appendleft(case)

    def _started(self) -> _Worker:
        """Return a worker whose process has been started."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._options), daemon=True)
        try:
            with without_interruption():
                process.start()
        finally:
            theirs.close()
        return _Worker(process, ours)

    def _take(self, worker: _Worker, message: Any, waiting: deque[_Case]) -> Iterator[Event]:
        """Yield the events that a worker's ``message`` stands for."""
        case = worker.case
        if isinstance(message, Ready):
            worker.ready = True
            self._failed_starts = 0
        elif case is None:
            return
        elif isinstance(message, Started):
            case.batch = range(message.first, message.first + message.count)
        elif isinstance(message, Progress):
            yield UnderWay(case.job, message.counts, message.done)
        elif isinstance(message, Failed):
            worker.case = None
            raise CorpusError(message.reason)
        elif isinstance(message, Unreadable):
            worker.case = None
            yield Outcome(case.job, problem=message.reason)
        elif isinstance(message, Done):
            worker.case = None
            if case.suspects:
                case.survived()
                waiting.appendleft(case)
            else:
                yield Outcome(case.job, done=message)

    def _bury(self, worker: _Worker, waiting: deque[_Case]) -> Iterator[Outcome]:
        """Remove a dead ``worker``, and give its job to another."""
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= ATTEMPTS:
                raise CorpusError("the worker processes end as soon as they are started")
        case = worker.case
        if case is not None and case.died():
            waiting.appendleft(case)
        elif case is not None:
            problem = f"the process that read it was killed {case.deaths} times"
            yield Outcome(case.job, problem=problem)
