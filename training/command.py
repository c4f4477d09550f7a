"""The command line that the programs of ``make train`` share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from training.accuracy import default_folder

Pages = TypeVar("Pages")


def run(
    description: str,
    file: Path,
    read: Callable[[Path], Pages],
    learn: Callable[[Pages, Path], bytes],
    judge: Callable[[Pages], object],
) -> int:
    """Write what is learned to ``file``, or do as ``--check`` or ``--judge`` says.

    ``read`` reads the pages of a folder, ``learn`` gives the bytes of the file. Returns the exit
    code: 1 if ``--check`` finds another file.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, nargs="?", default=default_folder())
    parser.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    parser.add_argument("--judge", action="store_true", help="cross-validate, write nothing")
    options = parser.parse_args()
    pages = read(options.folder)
    if options.judge:
        judge(pages)
        return 0
    learned = learn(pages, options.folder)
    is_there = file.exists() and file.read_bytes() == learned
    if not (options.check or is_there):
        file.write_bytes(learned)
    print(f"{file.name}: {len(learned)} bytes, {'as before' if is_there else 'not as before'}")
    return int(options.check and not is_there)
