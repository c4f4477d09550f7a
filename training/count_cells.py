"""Count which kinds of cell stand in which positions of tables whose rows are known.

usage: python -m training.count_cells [FOLDER] [--check]

The folder holds ``train/tables-1.8.jsonl.gz``, ``pages-1.8.jsonl.gz`` and ``tables-1.12.jsonl.gz``:
a JSON object a line with ``tables``, each with ``rows`` and ``header_rows``. Writes the shares, in
thousandths, to ``docparse/tables/cell_shares.py``.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docparse.tables.cell_kinds import CellKind, cell_kind
from training.command import run

FILES = ("tables-1.8", "pages-1.8", "tables-1.12")
OUTPUT = Path(__file__).parents[1] / "docparse" / "tables" / "cell_shares.py"
POSITIONS = {
    "HEADER": "In a header row of three cells or more.",
    "FIRST": "In the first column of three or more.",
    "BODY": "In the other columns.",
    "LABELS": "In the first column of two.",
    "VALUES": "In the second column of two.",
}

LEAST_SHARE = dict.fromkeys((CellKind.LOWER_WORD, CellKind.LOWER_WORDS, CellKind.UNCASED), 12)
"""The training tables are of one language and begin cells with capitals; others do not."""


def tables_of(folder: Path) -> Iterator[dict[str, Any]]:
    for name in FILES:
        with gzip.open(folder / "train" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as records:
            for record in map(json.loads, records):
                yield from record["tables"]


def shares(tables: Iterable[dict[str, Any]]) -> dict[str, dict[CellKind, float]]:
    """Count the kinds in rows of the usual length; every table counts the same, if not tiny."""
    counts = {position: dict.fromkeys(CellKind, 0.0) for position in POSITIONS}
    for table in tables:
        rows = table["rows"]
        width = Counter(map(len, rows)).most_common(1)[0][0]
        first, others = ("LABELS", "VALUES") if width == 2 else ("FIRST", "BODY")
        weight = 1 / max(3, len(rows))
        whole = [[CellKind(cell_kind(cell)) for cell in row] for row in rows if len(row) == width]
        if table["header_rows"] == 1 and width > 2:
            for kind in whole.pop(0):
                counts["HEADER"][kind] += 1 / width
        for row in whole:
            counts[first][row[0]] += weight
            for kind in row[1:]:
                counts[others][kind] += weight / (width - 1)
    return counts


def module(counts: dict[str, dict[CellKind, float]]) -> str:
    lines = [
        '"""How often each kind of cell stands in each position, in thousandths.',
        "",
        "Written by training/count_cells.py.",
        '"""',
        "",
    ]
    for position, words in POSITIONS.items():
        total = sum(counts[position].values())
        figures = [
            max(LEAST_SHARE.get(kind, 2), round(1000 * counts[position][kind] / total))
            for kind in CellKind
        ]
        lines += [f"{position} = ({', '.join(map(str, figures))})", f'"""{words}"""', ""]
    return "\n".join(lines)


def counted(tables: Iterable[dict[str, Any]], folder: Path) -> bytes:
    return module(shares(tables)).encode()


def judge(tables: Iterable[dict[str, Any]]) -> None:
    print(f"{OUTPUT.name}: shares are counted; there is no choice to judge")


def main() -> int:
    return run(__doc__.partition("\n")[0], OUTPUT, tables_of, counted, judge)


if __name__ == "__main__":
    sys.exit(main())
