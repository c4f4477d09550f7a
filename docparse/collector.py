"""Python's garbage collector, which looks through all nodes again and again as a tree grows."""

from __future__ import annotations

import gc
from threading import Lock
from typing import Final

SELDOM: Final = 50_000
"""New objects after which the collector runs, instead of Python's 700 or 2,000."""


class SeldomCollecting:
    """While it is entered the collector runs less often; the last of several threads puts it back.

    A collector that is off, or runs as seldom already, stays as it is.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._before = gc.get_threshold()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._before = gc.get_threshold()
                if 0 < self._before[0] < SELDOM:
                    gc.set_threshold(SELDOM, *self._before[1:])

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                gc.set_threshold(*self._before)


seldom_collecting: Final = SeldomCollecting()
