"""Processes that do one task after the other, on the cores of this machine.

A process that dies costs nothing but the task it was at: who gave the task is told so, and another
process takes the next.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeAlias

import attrs

from docparse.corpus.errors import CorpusError

Tell: TypeAlias = Callable[[object], None]
"""Sends a message on the task under way."""

STARTS: Final = 3
"""How many processes in a row may die as soon as they are started."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def process_count(wanted: int | None) -> int:
    """Return how many processes to start of those ``wanted``; None and 0 are one for each core.

    More processes than cores would take turns, and the memory of each.
    """
    return min(wanted or cores(), cores())


@attrs.define(eq=False)
class _Process:
    """A process, our end of the pipe to it, and the key of the task that it is at."""

    process: Any
    pipe: Any
    key: Any = None
    is_ready: bool = False


class Processes:
    """Up to ``count`` processes that call ``do``: a context manager, on whose exit they end.

    ``do(task, tell)`` returns the answer to a task, and may ``tell`` of it before. It is pickled,
    and so are tasks, answers and what is told.
    """

    def __init__(self, count: int, do: Callable[[Any, Tell], object]) -> None:
        import multiprocessing

        self._context = multiprocessing.get_context("spawn")
        self._count = count
        self._do = do
        self._processes: list[_Process] = []
        self._failed_starts = 0

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._processes:
            each.pipe.close()  # on which an idle process ends
            if each.key is not None or not each.is_ready:
                each.process.terminate()
        for each in self._processes:
            each.process.join(5)
            if each.process.is_alive():
                each.process.kill()
                each.process.join()
        self._processes.clear()

    def run(self, waiting: deque[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        """Yield what comes of the tasks ``waiting``, each with a key: the key, and the message.

        These are what is told of a task and then its answer, or None if its process died of it.
        The caller may put more into ``waiting`` meanwhile. Raises CorpusError if no process can be
        started.
        """
        from multiprocessing.connection import wait

        while waiting or any(each.key is not None for each in self._processes):
            self._assign(waiting)
            pipes = {each.pipe: each for each in self._processes}
            for pipe in wait(list(pipes)):
                each, key = pipes[pipe], pipes[pipe].key
                try:
                    is_over, message = each.pipe.recv()
                except (EOFError, OSError):
                    is_over, message = True, None
                    self._bury(each)
                else:
                    each.is_ready = True
                    self._failed_starts = 0
                if is_over:
                    each.key = None
                if key is not None:
                    yield key, message

    def _assign(self, waiting: deque[tuple[Any, Any]]) -> None:
        """Start processes if there are tasks for more, and send a task to each idle one."""
        busy = sum(each.key is not None for each in self._processes)
        while len(self._processes) < min(self._count, busy + len(waiting)):
            self._processes.append(self._started())
        for each in self._processes:
            if waiting and each.is_ready and each.key is None:
                with suppress(OSError):  # it died while it was idle; wait() reports it
                    each.pipe.send(waiting[0][1])
                    each.key, _ = waiting.popleft()

    def _started(self) -> _Process:
        """Return a process that has been started."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._do), daemon=True)
        try:
            with _without_interruption():
                process.start()
        finally:
            theirs.close()
        return _Process(process, ours)

    def _bury(self, dead: _Process) -> None:
        dead.process.join()
        dead.pipe.close()
        self._processes.remove(dead)
        if not dead.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise CorpusError("the worker processes end as soon as they are started")


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Start processes that Ctrl-C does not interrupt, not even while they start.

    A terminal signals all processes, but means the parent. A child inherits what is blocked.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Any, do: Callable[[Any, Tell], object]) -> None:
    """Say that the process runs, then answer each task that comes through ``pipe``.

    What is sent is a message and, before it, whether it is the last on its task.
    """
    with suppress(ValueError):  # only the main thread may set what a signal does
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    with suppress(EOFError, OSError):
        pipe.send((True, None))
        while True:
            task = pipe.recv()
            pipe.send((True, do(task, lambda message: pipe.send((False, message)))))
