"""Jobs done in worker processes: another takes over the work of one that died.

A record that kills its process again and again is found by halving its batch, and is skipped, so
that all others are done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, TypeAlias

import attrs

from docparse.corpus.errors import CorpusError, InputError
from docparse.corpus.options import Options
from docparse.corpus.processes import Processes
from docparse.corpus.shards import BatchDone, BatchStarted, Counts
from docparse.corpus.worker import Done, Job, Task, work

ATTEMPTS: Final = 3
"""How often a part is tried if its worker dies and no record can be blamed."""


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


@attrs.define(eq=False)
class _Case:
    """A job, and what is known about the processes that died over it."""

    job: Job
    skip: set[int] = attrs.Factory(set)
    deaths: int = 0
    batch: range = range(0)
    suspects: range = range(0)

    def task(self) -> Task:
        probed = frozenset(self.probed) - self.skip if self.suspects else None
        return Task(self.job, frozenset(self.skip), probed)

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


def worker_processes(count: int, options: Options) -> Processes:
    """Return ``count`` processes for :func:`events`."""
    return Processes(count, partial(work, options))


def events(processes: Processes, jobs: Sequence[Job]) -> Iterator[Event]:
    """Yield the outcome of each of ``jobs``, in any order, and its progress until then.

    Raises CorpusError if a shard cannot be written, or if no process can be started.
    """
    waiting = deque((case, case.task()) for case in map(_Case, jobs))
    for case, message in processes.run(waiting):
        if isinstance(message, BatchStarted):
            case.batch = range(message.first, message.first + message.count)
        elif isinstance(message, BatchDone):
            yield UnderWay(case.job, message.counts, message.share)
        elif isinstance(message, CorpusError):
            raise message
        elif isinstance(message, InputError):
            yield Outcome(case.job, problem=str(message))
        elif message is None and not case.died():
            problem = f"the process that read it was killed {case.deaths} times"
            yield Outcome(case.job, problem=problem)
        elif message is None:
            waiting.appendleft((case, case.task()))
        elif case.suspects:
            case.survived()
            waiting.appendleft((case, case.task()))
        else:
            yield Outcome(case.job, done=message)
