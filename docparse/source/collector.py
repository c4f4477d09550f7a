"""Python's garbage collector, which scans all nodes again and again as a tree grows."""

from __future__ import annotations

import gc
import os
from threading import RLock, get_ident
from typing import Final

SELDOM: Final = 50_000
"""New objects between two runs of the collector, instead of Python's 700 or 2,000."""


class SeldomCollecting:
    """A context in which the collector runs less often; the last thread to leave restores it.

    A collector that is off, or already runs as seldom, stays as it is. A process that another
    thread forks meanwhile gets the original setting back, as the thread that would restore it is
    not part of it.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._threads: list[int] = []
        """The threads inside, each as often as it has entered."""
        self._before = gc.get_threshold()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(
                before=self._lock.acquire,
                after_in_parent=self._lock.release,
                after_in_child=self._go_on_alone,
            )

    def __enter__(self) -> None:
        with self._lock:
            if not self._threads:
                self._before = gc.get_threshold()
                if 0 < self._before[0] < SELDOM:
                    gc.set_threshold(SELDOM, *self._before[1:])
            self._threads.append(get_ident())

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._leave([get_ident()])

    def _go_on_alone(self) -> None:
        """Forget the other threads: a forked process has none of them."""
        self._leave([thread for thread in self._threads if thread != get_ident()])
        self._lock.release()

    def _leave(self, threads: list[int]) -> None:
        for thread in threads:
            self._threads.remove(thread)
        if threads and not self._threads:
            gc.set_threshold(*self._before)


seldom_collecting: Final = SeldomCollecting()
