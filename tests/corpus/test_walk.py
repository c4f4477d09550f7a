"""The walk of somebody with a folder of Parquet, as ``examples/corpora`` shows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

from tests.conftest import CHECKOUT

EXAMPLE = CHECKOUT / "examples" / "corpora" / "parquet_to_pieces.py"


def walk(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(EXAMPLE), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_parquet_becomes_pieces_and_what_is_added_is_done_later(tmp_path: Path) -> None:
    done = walk(tmp_path / "here")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("3 documents, ")
    assert lines[2].startswith("5 documents, ")
    assert lines[3].startswith("new: 2 documents, ")
    assert "https://a.example/04-bridge-works mixed 3 Which bridges close, and when" in lines
    rows = pq.read_table(tmp_path / "here" / "out" / "shards").to_pylist()
    assert len(rows) == 5
    pieces = [piece for row in rows for piece in row["sections"]]
    assert all(len(piece["text"]) <= 800 for piece in pieces)
    assert any("\n| --- |" in piece["text"] for piece in pieces)
    assert all(piece["lines"]["first"] <= piece["lines"]["last"] for piece in pieces)


def test_without_a_folder_it_says_how_it_is_called() -> None:
    done = walk()
    assert done.returncode == 1
    assert "parquet_to_pieces.py FOLDER" in done.stderr
