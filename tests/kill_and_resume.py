"""``python -m tests.kill_and_resume 50``: kill a run at random moments; resumed, it is as if never.

Every moment is another run into another folder. The kill is SIGKILL: to all its processes; to the
parent alone, so that the workers are left behind for a while; or to the parent just after it has
given a file its name. Before the run is resumed, nothing happens to the input, or a file of it is
renamed, or removed.
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
from collections.abc import Callable
from pathlib import Path

from tests import corpora

EMIT = ("--emit", "html,sections,tables", "--workers", 2)


def rename(folder: Path) -> None:
    (folder / "in" / "b.jsonl.gz").rename(folder / "in" / "renamed.jsonl.gz")


def remove(folder: Path) -> None:
    (folder / "in" / "c.parquet").unlink()


CHANGES: tuple[Callable[[Path], None], ...] = (lambda folder: None, rename, remove)
"""What happens to the input between the kill and the next run."""

KILLS = ("all", "parent", "after a renaming")


def make_input(folder: Path) -> None:
    shutil.rmtree(folder / "in", ignore_errors=True)
    rows = corpora.records(240)
    rows[17]["text"] = None
    rows[130]["text"] = "RAISES"
    corpora.write_jsonl(folder / "in" / "a.jsonl", rows[:100])
    corpora.write_gzip(folder / "in" / "b.jsonl.gz", rows[100:140])
    corpora.write_parquet(folder / "in" / "c.parquet", rows[140:])


def run(
    folder: Path, output: str, *options: str, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return corpora.corpus("in", "--output", output, *EMIT, *options, env=env, cwd=folder)


def undisturbed(
    folder: Path, env: dict[str, str], change: Callable[[Path], None]
) -> tuple[dict[str, str], float]:
    """Return what a run makes that nothing happens to, and how many seconds it takes."""
    make_input(folder)
    change(folder)
    shutil.rmtree(folder / "whole", ignore_errors=True)
    started = time.monotonic()
    done = run(folder, "whole", env=env)
    assert "\n2 failed" in done.stdout, done.stderr
    return corpora.content(folder / "whole"), time.monotonic() - started


def killed(folder: Path, env: dict[str, str], seconds: float, kill: str) -> bool:
    """Kill a run, after ``seconds`` unless ``env`` says when; return whether it was hit."""
    process = subprocess.Popen(
        corpora.command("in", "--output", "killed", *EMIT),
        env=env,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if kill != "after a renaming":
        time.sleep(seconds)
        if kill == "all":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    return process.wait() == -signal.SIGKILL


def resumed(folder: Path, env: dict[str, str]) -> dict[str, str]:
    """Return what the same command makes after a kill, begun anew if it asks for that."""
    done = run(folder, "killed", env=env)
    if done.returncode == 2:
        assert "which is not in the input" in done.stderr, done.stderr
        done = run(folder, "killed", "--overwrite", env=env)
    assert "\n2 failed" in done.stdout, done.stderr
    assert "of another program" not in done.stdout, done.stdout
    return corpora.content(folder / "killed")


def main(moments: int, seed: int = 0) -> int:
    """Kill runs until so many ``moments`` were before the end of one; return how many runs."""
    choose = random.Random(seed)
    hits = number = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = corpora.environment(folder, part_bytes=20_000)
        whole = [undisturbed(folder, env, change) for change in CHANGES]
        while hits < moments:
            kill, turn = KILLS[number % 3], number // 3 % 3
            number += 1
            seconds = choose.uniform(0.1, 0.9) * whole[0][1]
            renames = choose.randint(1, 20) if kill == "after a renaming" else -1
            shutil.rmtree(folder / "killed", ignore_errors=True)
            make_input(folder)
            killing = corpora.environment(folder, part_bytes=20_000, renames=renames)
            hits += killed(folder, killing, seconds, kill)
            CHANGES[turn](folder)
            made, wanted = resumed(folder, env), whole[turn][0]
            differing = {name for name in wanted | made if wanted.get(name) != made.get(name)}
            moment = f"after {renames} renamings" if renames > 0 else f"after {seconds:.2f} s"
            assert not differing, f"moment {number}, {kill}, {moment}: {differing}"
    return number


if __name__ == "__main__":
    wanted = int(sys.argv[1])
    print(f"killed at {wanted} moments, of {main(wanted)} runs: all outputs equal")
