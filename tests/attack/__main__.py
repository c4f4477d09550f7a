"""Print what hostile input does to docparse and to each peer that is installed, side by side.

The exit code is 1 if docparse's rows are not all zeros.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.attack import inputs
from tests.attack.campaign import (
    Plan,
    Report,
    documents_of,
    full_plan,
    run,
    run_in_reader,
    run_on_trees,
    thinned,
)
from tests.attack.contenders import OURS, peers
from tests.attack.judge import BROKEN, GROWTH, MARKUP, NOT_UTF8, RAISED, RECURSION, SCHEME
from tests.attack.readers import readers
from tests.conftest import shared_folder

COLUMNS = (MARKUP, SCHEME, RAISED, RECURSION, NOT_UTF8, GROWTH, BROKEN)
TREES = "docparse, trees by hand"
MARKDOWN_IN = "docparse's Markdown in "
LARGE, LIMIT = {True: 64_000, False: 4_000}, {True: 120, False: 10}
"""Pieces of the large piles, and seconds for one: ours, and the peers'."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="try one input of twenty")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    parser.add_argument("--only", metavar="NAME", help="only those with NAME in their name")
    parser.add_argument("--examples", type=int, default=5, metavar="N", help="faults told of each")
    arguments = parser.parse_args()
    if not (shared_folder() / "security").is_dir():
        print(f"no folder {shared_folder()}/security; DOCPARSE_SHARED may name another")
        return 2
    ours = [TREES, *(contender.name for contender in OURS)]
    ours += [f"{MARKDOWN_IN}{name}" for name in readers()]
    names = ours + ([] if arguments.ours else [contender.name for contender in peers()])
    names = [name for name in names if (arguments.only or "") in name]
    print(plan_for(names[0], arguments.quick).summary(), flush=True)
    reports: dict[str, Report] = {}
    start = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        jobs = [pool.submit(attack, name, arguments.quick) for name in names]
        for job in as_completed(jobs):
            report = job.result()
            reports[report.name] = report
            print(f"{time.monotonic() - start:5.0f} s  {report.name}", flush=True)
            for example in report.examples[: arguments.examples]:
                print(f"         {example}")
    print(table([reports[name] for name in names]))
    return 1 if any(reports[name].hit.total() for name in names if name in ours) else 0


def plan_for(name: str, quick: bool) -> Plan:
    strings = inputs.published(shared_folder() / "security")
    ours = name.startswith("docparse")
    plan = full_plan(strings, large=LARGE[ours], limit=LIMIT[ours])
    return thinned(plan, 20) if quick else plan


def attack(name: str, quick: bool) -> Report:
    """Run what is called ``name``; in a process of its own."""
    plan = plan_for(name, quick)
    if name == TREES:
        return run_on_trees(name, plan)
    if name.startswith(MARKDOWN_IN):
        return run_in_reader(name, readers()[name.removeprefix(MARKDOWN_IN)], documents_of(plan))
    (contender,) = (each for each in (*OURS, *peers()) if each.name == name)
    return run(contender, plan)


def table(reports: Sequence[Report]) -> str:
    """Return the reports as a Markdown table: how many inputs had a fault of each kind."""
    rows = [["", "documents", *COLUMNS], ["---", *["---:"] * (len(COLUMNS) + 1)]]
    for report in reports:
        rows.append([report.name, f"{report.documents:,}", *(str(report.hit[c]) for c in COLUMNS)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
