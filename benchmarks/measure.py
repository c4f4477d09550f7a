"""How time, memory and start-up are measured. Ratios are paired: both sides of one round."""

from __future__ import annotations

import gc
import math
import os
import pickle
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from tempfile import TemporaryDirectory

import docparse

Samples = Mapping[str, Sequence[float]]
"""For each contestant its seconds a run, a sample a round; the rounds of all go together."""

SHORTEST_SAMPLE = 0.02
"""Seconds; what takes less is run several times a sample."""


def stay_on_one_core() -> None:
    """Keep this process, and those it starts from now on, on one core, where the system can.

    Two cores of a shared machine differ from minute to minute; the processes take turns anyway.
    """
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


Timer = Callable[[int], float]
"""Runs something so many times; returns the processor seconds of one run, their mean."""


def timer(call: Callable[[], object]) -> Timer:
    """Return what measures ``call()`` in this process."""

    def seconds(repeats: int) -> float:
        gc.collect()
        start = time.process_time()
        for _ in range(repeats):
            call()
        return max(time.process_time() - start, 1e-9) / repeats

    return seconds


def interleaved(timers: Mapping[str, Timer], rounds: int) -> Samples:
    """Run all ``timers`` in turn, ``rounds`` times over.

    A first run of each, which loads what it needs, does not count.
    """
    for seconds in timers.values():
        seconds(1)
    repeats = {
        name: max(1, math.ceil(SHORTEST_SAMPLE / seconds(1))) for name, seconds in timers.items()
    }
    samples: dict[str, list[float]] = {name: [] for name in timers}
    for _ in range(rounds):
        for name, seconds in timers.items():
            samples[name].append(seconds(repeats[name]))
    return samples


def ratio(samples: Samples, slow: str, fast: str) -> float:
    """Return how many times as long ``slow`` takes as ``fast``: the median over the rounds."""
    return median(map(float.__truediv__, samples[slow], samples[fast]))


def growth(call: Callable[[str], object], small: str, large: str, rounds: int) -> float:
    """Return how many times as long ``large`` takes as ``small``."""
    timers = {"small": timer(lambda: call(small)), "large": timer(lambda: call(large))}
    samples = interleaved(timers, rounds)
    return ratio(samples, "large", "small")


def bytes_held(texts: Sequence[str]) -> float:
    """Return the bytes that the trees of ``texts`` hold for each byte of the texts."""
    docparse.parse(texts[0])  # what is loaded once and kept
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        documents = [docparse.parse(text) for text in texts]
        gc.collect()
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(documents) == len(texts)
    return held / sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


def bytes_at_most(read: Callable[[str], object], text: str) -> float:
    """Return the most bytes that ``read(text)`` holds at once for each byte of ``text``."""
    read("a")  # what is loaded once and kept
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        read(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return (most - before) / len(text.encode("utf-8", "surrogatepass"))


def pickled_twice(texts: Sequence[str], rounds: int) -> float:
    """Return what pickling and unpickling the trees of ``texts`` takes, in times of parsing."""
    documents = [docparse.parse(text) for text in texts]
    samples = interleaved(
        {
            "pickle": timer(lambda: [pickle.loads(pickle.dumps(each)) for each in documents]),
            "parse": timer(lambda: [docparse.parse(text) for text in texts]),
        },
        rounds,
    )
    return ratio(samples, "pickle", "parse")


HEAVY_MODULES = ("bs4", "markdown_it", "cattrs")
"""What ``import docparse`` must not load."""


def import_milliseconds(rounds: int) -> float:
    """Return the processor time of ``import docparse`` in a fresh interpreter, the median.

    Python has compiled the modules before, as it has wherever they are imported a second time.
    """
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        _fresh(_TIMED_IMPORT, environment)
        return 1000 * median(float(_fresh(_TIMED_IMPORT, environment)) for _ in range(rounds))


def loaded_by_import() -> list[str]:
    """Return those of :data:`HEAVY_MODULES` that ``import docparse`` loads."""
    return _fresh(
        f"import sys, docparse; print(*sys.modules.keys() & set({HEAVY_MODULES}))"
    ).split()


_TIMED_IMPORT = (
    "import time; start = time.process_time(); import docparse; print(time.process_time() - start)"
)


def _fresh(program: str, environment: Mapping[str, str] | None = None) -> str:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout
