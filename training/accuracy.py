"""Score docparse on pages whose structure is known, and hold it to the floors it has reached.

usage: python training/accuracy.py [FOLDER] [--write]

FOLDER holds ``score.py`` and ``train/*.jsonl.gz``; unless given it is ``accuracy`` in the folder
that DOCPARSE_SHARED names, else ``../shared/accuracy``. Every file is scored and the figures are
printed. A figure that lies more than a point under its floor in ``accuracy_floors.json`` makes
the exit code 1; so does a count of false tables or questions that is a tenth and two above its
ceiling. ``--write`` raises the floors to today's figures where these are better.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("accuracy_floors.json")
TOLERANCE = 0.01

Figures = dict[str, dict[str, float]]
"""The figures of each file, by name."""

_FILE = re.compile(r"(\S+)\.jsonl\.gz: ([0-9]+) documents, ([0-9]+) failed")
_SCORE = re.compile(r"  (heading|list|faq) .* F1 ([0-9.]+)")
_TABLE = re.compile(r"  table +F1 ([0-9.]+)  exact ([0-9.]+)")
_FALSE = re.compile(r"  false tables ([0-9]+), false questions ([0-9]+)")


def default_folder() -> Path:
    shared = os.environ.get("DOCPARSE_SHARED")
    return (Path(shared) if shared else CHECKOUT.parent / "shared") / "accuracy"


def score(folder: Path) -> str:
    """Return what ``score.py`` prints for all files of the folder."""
    files = sorted((folder / "train").glob("*.jsonl.gz"))
    if not files:
        raise SystemExit(f"there are no pages to score in {folder / 'train'}")
    command = [sys.executable, str(folder / "score.py"), *map(str, files)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1) or not run.stdout:
        raise SystemExit(f"{folder / 'score.py'} did not finish:\n{run.stderr}")
    return run.stdout + run.stderr


def figures_of(printed: str) -> Figures:
    found: Figures = {}
    for line in printed.split("\n"):
        if match := _FILE.match(line):
            figures = found.setdefault(match[1], {})
            figures["failed"] = int(match[3])
        elif match := _SCORE.match(line):
            figures[match[1]] = float(match[2])
        elif match := _TABLE.match(line):
            figures["table"], figures["exact"] = float(match[1]), float(match[2])
        elif match := _FALSE.match(line):
            figures["false tables"] = int(match[1])
            figures["false questions"] = int(match[2])
    return found


def faults(found: Figures, floors: Figures) -> list[str]:
    """Say which figures are worse than their floor, or missing."""
    worse = []
    for file, wanted in floors.items():
        for name, floor in wanted.items():
            value = found.get(file, {}).get(name)
            if value is None:
                worse.append(f"{file}: no figure for {name}")
            elif is_count(name):
                if value > floor + 0.1 * floor + 2 * (name != "failed"):
                    worse.append(f"{file}: {name} {value:.0f}, at most {floor:.0f} before")
            elif value < floor - TOLERANCE:
                worse.append(f"{file}: {name} {value:.3f}, {floor:.3f} before")
    return worse


def raised(floors: Figures, found: Figures) -> Figures:
    """Return the better of floor and figure, for every figure."""
    return {
        file: {
            name: (min if is_count(name) else max)(value, floors.get(file, {}).get(name, value))
            for name, value in figures.items()
        }
        for file, figures in found.items()
    }


def is_count(name: str) -> bool:
    """Tell whether less of a figure is better."""
    return name.startswith("false") or name == "failed"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=default_folder())
    parser.add_argument("--write", action="store_true", help="raise the floors that were passed")
    options = parser.parse_args()
    printed = score(options.folder)
    print(printed, end="")
    found = figures_of(printed)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if options.write:
        FLOORS.write_text(json.dumps(raised(floors, found), indent=1) + "\n", encoding="utf-8")
    worse = faults(found, floors)
    print("\n".join(worse) or "no figure is under its floor")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
