"""``python -m tests.kill_and_resume 50``: kill a run at random moments; resumed, it is as if never.

Every moment is another run into another folder. The kill is SIGKILL, to all its processes or, at
every other moment, to the parent alone, so that the workers are left behind for a while.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import corpora

EMIT = ("--emit", "html,sections,tables", "--workers", 2)


def make_input(folder: Path) -> None:
    rows = corpora.records(240)
    rows[17]["text"] = None
    rows[130]["text"] = "RAISES"
    corpora.write_jsonl(folder / "in" / "a.jsonl", rows[:100])
    corpora.write_gzip(folder / "in" / "b.jsonl.gz", rows[100:140])
    corpora.write_parquet(folder / "in" / "c.parquet", rows[140:])


def undisturbed(folder: Path, env: dict[str, str]) -> tuple[dict[str, str], float]:
    """Return what a run makes that nothing happens to, and how many seconds it takes."""
    started = time.monotonic()
    done = corpora.corpus("in", "--output", "whole", *EMIT, env=env, cwd=folder)
    assert "\n2 failed" in done.stdout, done.stderr
    return corpora.content(folder / "whole"), time.monotonic() - started


def killed_and_resumed(
    folder: Path, env: dict[str, str], seconds: float, everyone: bool
) -> tuple[bool, dict[str, str]]:
    """Kill a run after ``seconds``, resume it; return whether it was hit, and what it made."""
    shutil.rmtree(folder / "killed", ignore_errors=True)
    process = subprocess.Popen(
        corpora.command("in", "--output", "killed", *EMIT),
        env=env,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    if everyone:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    hit = process.wait() == -signal.SIGKILL
    done = corpora.corpus("in", "--output", "killed", *EMIT, env=env, cwd=folder)
    assert "\n2 failed" in done.stdout, done.stderr
    return hit, corpora.content(folder / "killed")


def main(moments: int, seed: int = 0) -> int:
    """Kill runs until so many ``moments`` were before the end of one; return how many runs."""
    choose = random.Random(seed)
    hits = number = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = corpora.environment(folder, part_bytes=20_000)
        make_input(folder)
        whole, duration = undisturbed(folder, env)
        while hits < moments:
            number += 1
            seconds = choose.uniform(0.1, 0.9) * duration
            hit, made = killed_and_resumed(folder, env, seconds, everyone=number % 2 == 0)
            differing = {name for name in whole | made if whole.get(name) != made.get(name)}
            assert not differing, f"moment {number}, after {seconds:.2f} s: {differing}"
            hits += hit
    return number


if __name__ == "__main__":
    wanted = int(sys.argv[1])
    print(f"killed at {wanted} moments, of {main(wanted)} runs: all outputs equal")
