"""``python -m benchmarks.corpus``: what a run of ``docparse corpus`` takes, its parent apart.

    python -m benchmarks.corpus make 5000 corpus.jsonl ../shared/accuracy/train/pages-*.jsonl.gz
    python -m benchmarks.corpus run corpus.jsonl --output out --emit sections --workers 2

``make`` repeats the texts of some labelled pages until there are so many megabytes; ``run`` takes
what ``docparse corpus`` takes, and reads from /proc (Linux) what the processes use while they run.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

SECONDS = 0.25
"""Between two looks at the processes."""

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def make(megabytes: float, output: str, pages: Sequence[str]) -> None:
    """Write the texts of ``pages`` again and again, each time with other ids, as JSONL."""
    records = []
    for name in pages:
        with gzip.open(name, "rt", encoding="utf-8") as file:
            records += [json.loads(line) for line in file]
    size, limit = 0, megabytes * 1e6
    with open(output, "wb") as file:
        for turn in itertools.count():
            for number, record in enumerate(records):
                line = {"id": f"{turn}-{number}", "text": record["text"]}
                data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
                file.write(data)
                size += len(data)
                if size >= limit:
                    return


@attrs.define
class Use:
    """What a run used: processor seconds of the parent and of all, and memory, in bytes."""

    parent_cpu: float = 0.0
    memory: list[int] = attrs.Factory(list)
    largest: int = 0


def processes_under(pid: int) -> Iterator[int]:
    """Yield ``pid`` and the processes that it started, and so on."""
    pending = [pid]
    while pending:
        pid = pending.pop()
        yield pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            continue
        pending += map(int, children)


def memory_of(pid: int) -> int:
    """Return the resident memory of a process, without what it shares with others."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE")


def cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def run(arguments: Sequence[str]) -> int:
    """Run ``docparse corpus`` with ``arguments``, and print what it used."""
    started, use = time.monotonic(), Use()
    before = os.times()
    process = subprocess.Popen([sys.executable, "-m", "docparse", "corpus", *arguments])
    while process.poll() is None:
        use.parent_cpu = max(use.parent_cpu, cpu_of(process.pid))
        sizes = [memory_of(pid) for pid in processes_under(process.pid)]
        use.memory.append(sum(sizes))
        use.largest = max(use.largest, *sizes)
        time.sleep(SECONDS)
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    report(use, time.monotonic() - started, cpu)
    return process.returncode


def report(use: Use, seconds: float, cpu: float) -> None:
    print(f"{seconds:.1f} s, {cpu:.1f} s of processor, the parent {use.parent_cpu:.2f} s of it")
    tenths = [
        max(use.memory[len(use.memory) * i // 10 : len(use.memory) * (i + 1) // 10], default=0)
        for i in range(10)
    ]
    peaks = " ".join(f"{peak / 2**20:.0f}" for peak in tenths)
    print(f"largest process {use.largest / 2**20:.0f} MiB; all together, a tenth after the other:")
    print(f"{peaks} MiB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"] and len(sys.argv) > 4:
        make(float(sys.argv[2]), sys.argv[3], sys.argv[4:])
    elif sys.argv[1:2] == ["run"]:
        sys.exit(run(sys.argv[2:]))
    else:
        sys.exit(__doc__)
