"""``make fuzz``: every promise on ever new inputs, until ``FUZZ_SECONDS`` are over, or for ever.

An input that breaks a promise is made as small as it goes and saved under ``tests/cases/finds/``,
where the tests read it from then on.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import sys
import time
from typing import Any

from hypothesis import HealthCheck, given, seed, settings

from tests.conftest import CHECKOUT
from tests.promises import PROMISES, Promise
from tests.spelling import spelled

FINDS = CHECKOUT / "tests" / "cases" / "finds"
EXAMPLES = 50
"""Inputs that a promise is tried on before it is the next one's turn."""

REPORT_SECONDS = 30


def breaking_input(promise: Promise, number: int) -> tuple[Any, BaseException] | None:
    """Return the smallest input found that breaks ``promise``, and how; None if none was found."""
    tried: list[Any] = [None]

    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(promise.inputs)
    def attempt(value: Any) -> None:
        tried[0] = value
        promise.keeps(value)

    try:
        attempt()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever the code under test does is a find
        return tried[0], error
    return None


def save(promise: Promise, value: Any) -> str:
    """Write ``value`` to a file named after the promise it breaks, and return the file's name."""
    written = spelled(value)
    digest = hashlib.sha256(written.encode("utf-8", "backslashreplace")).hexdigest()[:12]
    FINDS.mkdir(parents=True, exist_ok=True)
    path = FINDS / f"{promise.keeps.__name__}-{digest}.txt"
    path.write_text(written + "\n", encoding="utf-8")
    return path.relative_to(CHECKOUT).as_posix()


def main(limit: float) -> int:
    """Try promises in turn for ``limit`` seconds, or for ever if 0; return the number of finds."""
    first = random.SystemRandom().randrange(2**32)
    start = reported = time.monotonic()
    tried = finds = 0
    for number, promise in zip(itertools.count(first), itertools.cycle(PROMISES), strict=False):
        found = breaking_input(promise, number)
        tried += EXAMPLES
        if found is not None:
            finds += 1
            value, error = found
            print(f"FOUND {save(promise, value)}: {type(error).__name__}: {str(error)[:300]}")
        now = time.monotonic()
        over = limit and now - start >= limit
        if over or now - reported >= REPORT_SECONDS:
            reported = now
            print(f"{now - start:.0f} s, about {tried} inputs, {finds} finds", flush=True)
        if over:
            break
    return finds


if __name__ == "__main__":
    try:
        sys.exit(min(1, main(float(os.environ.get("FUZZ_SECONDS") or 0))))
    except KeyboardInterrupt:
        sys.exit(130)
