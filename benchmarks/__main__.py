"""``python -m benchmarks``: measure, print, and write docs/performance.md and its plot.

``--small`` measures little, writes nothing, and exits with 1 if a figure falls under what is
held, or else its gate, three times over.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import report
from benchmarks.inputs import CHECKOUT
from benchmarks.suite import FULL, SMALL, Suite, failures

PAGE = CHECKOUT / "docs" / "performance.md"
PLOT = CHECKOUT / "docs" / "performance.svg"
_RUNS = 3
"""Of a small run; the best figure of them counts, as what else a machine does only slows."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="measure little, and hold the gates")
    small = parser.parse_args().small
    suite = Suite(SMALL if small else FULL, lambda title: print(title, file=sys.stderr))
    suite.run()
    for _ in range(_RUNS - 1 if small else 0):
        if any(failures(suite.rows)):
            suite.run_again()
    figures = report.tables(suite.rows, suite.contests, suite.missing)
    print(figures, end="")
    missed = list(failures(suite.rows))
    for row in missed:
        print(f"misses its gate: {row.measure}", file=sys.stderr)
    if small:
        return 1 if missed else 0
    report.put_into(PAGE, figures)
    PLOT.write_text(report.plot(suite.contests), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
