"""``make mutate``: are the tests of a module red if one thing in it is wrong?

mutmut changes one thing at a time in the functions of the modules that pyproject.toml names, and
runs the tests that reach it. This prints the share of the changes that made a test fail, by
module, and the ones that did not; the exit code is 1 if a share is under ``LEAST``.

All runs are forks of one process, in which pytest escapes the names that an ``ids=`` function
gives a second time: a test with a backslash in such a name is not found, which mutmut takes for a
failure. So the tests of these modules have no such names.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict

LEAST = 0.85
TOLD = ("killed", "timeout", "suspicious", "segfault")
"""What mutmut calls a change that the tests noticed."""

UNTOLD = ("survived", "no tests")


def mutmut(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments], stdout=subprocess.PIPE, text=True, check=False
    )
    return done.stdout


def module_of(mutant: str) -> str:
    """Return the module of a mutant, which is named ``docparse.source.lines.x_scan__mutmut_1``."""
    return mutant.partition(".x")[0]


def main(wanted: list[str]) -> int:
    mutmut("run", *wanted)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    survivors = []
    for line in mutmut("results", "--all", "true").splitlines():
        mutant, _, state = line.strip().partition(": ")
        counts[module_of(mutant)][state] += 1
        if state in UNTOLD:
            survivors.append(f"{mutant}: {state}")
    print(*survivors, sep="\n")
    weak = False
    for module, states in sorted(counts.items()):
        told = sum(states[state] for state in TOLD)
        tried = told + sum(states[state] for state in UNTOLD)
        if tried:
            print(f"{module}: {told} of {tried} noticed, {told / tried:.1%}")
            weak |= told / tried < LEAST
    print("`python -m mutmut show NAME` shows what a survivor changes.")
    return int(weak)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
