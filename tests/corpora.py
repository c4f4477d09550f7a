"""Small corpora, runs of ``docparse corpus`` over them, and faults that the runs come upon."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from docparse.columns.settings import settings_of
from docparse.corpus.options import Options
from tests.conftest import CHECKOUT, seed_texts

ARTICLE = """\
The ferry is late.
Fares | Adult |
---|---|
Single | 4.00 |
Frequently Asked Questions
Question: Is it late?
Yes, by an hour.
"""

Record = dict[str, Any]


def options(output: str, *emit: str) -> Options:
    """Return the options of a run that emits these columns."""
    return Options(output, settings_of(emit, {}))


def records(count: int) -> list[Record]:
    """Return articles, made of the seeds and made up, each with an id."""
    texts = [ARTICLE, *seed_texts()]
    return [{"id": f"r{n}", "text": f"Notice {n}\n{texts[n % len(texts)]}"} for n in range(count)]


def jsonl(rows: Iterable[object]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def write_jsonl(path: Path, rows: Iterable[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(jsonl(rows))


def write_gzip(path: Path, rows: Iterable[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(jsonl(rows), mtime=0))


def write_zstd(path: Path, rows: Iterable[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pa.CompressedOutputStream(str(path), "zstd") as file:
        file.write(jsonl(rows))


def write_parquet(path: Path, rows: Sequence[Record], row_group_size: int = 7) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=row_group_size)


def write_texts(folder: Path, count: int) -> None:
    """Write a folder of texts, every second one in a folder below."""
    (folder / "deep").mkdir(parents=True)
    for number in range(count):
        path = folder / "deep" / f"{number}.txt" if number % 2 else folder / f"{number}.txt"
        path.write_text(f"Notice {number}\n{ARTICLE}", encoding="utf-8")


FAULTS = """\
import os, signal, time
import docparse.columns.texts, docparse.corpus.parts

docparse.corpus.parts.PART_BYTES = int(os.environ.get("FAULT_PART_BYTES", 2**25))
parse, replace = docparse.columns.texts.parse, os.replace
renames_left = int(os.environ.get("FAULT_RENAMES", -1))

def counted(*paths):
    global renames_left
    replace(*paths)
    renames_left -= 1
    if renames_left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def faulty(text, **options):
    if "RAISES" in text:
        raise RuntimeError("poisoned")
    if "KILLS" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    once = os.environ.get("FAULT_KILL_ONCE")
    if "ONCE" in text and os.path.exists(once):
        os.unlink(once)
        os.kill(os.getpid(), signal.SIGKILL)
    if "WAITS" in text:
        time.sleep(60)
    return parse(text, **options)

docparse.columns.texts.parse = faulty
os.replace = counted
"""
"""What every Python process of a run does first: make the parser do what it never does."""


def environment(folder: Path, **variables: object) -> dict[str, str]:
    """Return an environment in which runs come upon :data:`FAULTS`, which are put into ``folder``.

    ``part_bytes=…`` and ``kill_once=…`` say how large a part is, and which file to take away
    before the process is killed that parses the word ONCE; ``renames=…`` after how many files
    have got their names the parent is killed.
    """
    (folder / "faults").mkdir(exist_ok=True)
    (folder / "faults" / "sitecustomize.py").write_text(FAULTS)
    path = os.pathsep.join([str(folder / "faults"), str(CHECKOUT)])
    faults = {f"FAULT_{name.upper()}": str(value) for name, value in variables.items()}
    return {**os.environ, **faults, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "docparse", "corpus", *map(str, arguments)]


def corpus(
    *arguments: object, env: dict[str, str], **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run ``docparse corpus``; it never shows a traceback."""
    done = subprocess.run(
        command(*arguments),
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        **options,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "Exception ignored" not in done.stderr, done.stderr
    return done


def shards(output: Path) -> list[Path]:
    return sorted((output / "shards").iterdir())


def rows(output: Path) -> list[Record]:
    """Return the rows of all shards, file by file and part by part."""
    found: list[Record] = []
    for path in shards(output):
        if path.suffix == ".parquet":
            found += pq.read_table(path).to_pylist()
        else:
            found += map(strict_json, path.read_text(encoding="utf-8").split("\n")[:-1])
    return found


def strict_json(line: str) -> Record:
    """Return what ``line`` holds if it is JSON by the standard, which has no NaN."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not JSON")

    value: Record = json.loads(line, parse_constant=refuse)
    return value


def errors(output: Path) -> list[Record]:
    """Return the lines of errors.jsonl, in which a path is written as on POSIX."""
    text = (output / "errors.jsonl").read_text(encoding="utf-8")
    found = list(map(strict_json, text.split("\n")[:-1]))
    return [{**line, "file": line["file"].replace(os.sep, "/")} for line in found]


def content(output: Path) -> dict[str, str]:
    """Return a digest of everything in ``output`` but the lock, and when the input was written."""
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(lasting_bytes(path)).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def lasting_bytes(path: Path) -> bytes:
    data = path.read_bytes()
    if path.name != "manifest.jsonl":
        return data
    lines = map(strict_json, data.decode().splitlines())
    return jsonl({name: line[name] for name in line if name != "file_state"} for line in lines)
