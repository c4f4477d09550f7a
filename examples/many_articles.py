"""Fifty articles become pages, tables and pieces for a search index, by the command line alone.

A picture, a file that is not there, articles without a table are listed, and the rest is done.
"""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDER = CHECKOUT / "build" / "many"
COMMANDS = """\
docparse html articles none.txt --out-dir site -j 2
docparse csv articles --out-dir tables --skip-empty
docparse tables articles -o tables.txt
docparse chunks articles -o chunks.jsonl --max-chars 500
docparse md articles --out-dir notes --strict
docparse html articles/spring/21.txt -o page.html
"""


def make_articles(seeds: list[Path]) -> None:
    for number in range(49):
        season = "spring" if number < 25 else "autumn"
        path = FOLDER / "articles" / season / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(seeds[number % len(seeds)], path)
    (FOLDER / "articles" / "autumn" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    make_articles(sorted(CHECKOUT.glob("seeds/*.txt")))
    for line in COMMANDS.splitlines():
        print(f"$ {line}", flush=True)
        command = [sys.executable, "-m", *shlex.split(line)]
        done = subprocess.run(command, cwd=FOLDER, stderr=subprocess.STDOUT, check=False)
        print(f"exit code {done.returncode}", flush=True)
