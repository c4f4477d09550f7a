"""What this machine gives a run: its cores, and processes that Ctrl-C leaves to their parent."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager


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


@contextmanager
def without_interruption() -> Iterator[None]:
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
