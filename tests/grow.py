"""Every mixture of two pieces, and as many of three and four, on everything that reads and writes.

``make grow`` tries one in a hundred, which takes a quarter of an hour; ``GROW="--share 1"`` tries
all of them for a day, and ``--seed`` says which. Each mixture is given to ``parse``, to
``from_markdown`` and to some other readers in turn, and its tree to all writers. What grows faster
than its input is printed, and fails the run.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from multiprocessing import Pool

from tests.growth import (
    COUNTED,
    MARKUP,
    PIECES,
    READERS,
    WRITERS,
    Call,
    Mixture,
    all_pairs,
    sampled,
    tree,
)

SIZE = 12
"""Pieces of each kind in the smallest text; there are 4, 16 and 64 times as many in others."""

READERS_EACH = 3
"""How many of the dialects read a mixture, besides the one that is found out."""


def mixtures(share: float, seed: str) -> list[Mixture]:
    pairs = list(all_pairs(PIECES))
    everything = [*pairs, *sampled(PIECES, len(pairs), seed)]
    chance = random.Random(seed)
    return chance.sample(everything, round(share * len(everything)))


def markup(share: float, seed: str) -> list[Mixture]:
    pairs = list(all_pairs(MARKUP))
    everything = [*pairs, *sampled(MARKUP, len(pairs), seed)]
    return random.Random(seed).sample(everything, round(share * len(everything)))


def grows(call: Call, inputs: dict[int, object]) -> str:
    """Return how the work grows if it does so faster than ``inputs``, else nothing."""
    few, many = (COUNTED.work(call, inputs[size]) for size in (SIZE, 4 * SIZE))
    if many <= 4.7 * few:
        return ""
    more = COUNTED.work(call, inputs[16 * SIZE])
    if more <= 4.6 * many:
        return ""
    most = COUNTED.work(call, inputs[64 * SIZE])
    return f"{many / few:.1f}, {more / many:.1f}, {most / more:.1f}" if most > 4.6 * more else ""


class _Inputs(dict[int, object]):
    """The tree of a mixture by its size, or with ``as_tree=False`` its text; made when needed."""

    def __init__(self, mixture: Mixture, as_tree: bool) -> None:
        self._make, self._as_tree = mixture.make, as_tree

    def __missing__(self, size: int) -> object:
        text = self._make(size)
        self[size] = found = tree(text) if self._as_tree else text
        return found


def finds(mixture: Mixture, readers: list[str], writers: list[str]) -> Iterator[str]:
    with COUNTED.in_place():
        for names, calls, as_tree in ((readers, READERS, False), (writers, WRITERS, True)):
            inputs = _Inputs(mixture, as_tree)
            for name in names:
                try:
                    times = grows(calls[name], inputs)
                except Exception as error:  # whatever it is, it is a find
                    times = f"{type(error).__name__}: {error}"[:200]
                if times:
                    yield f"{name}: {times}: {mixture.name}"


def part(number: int, parts: int, share: float, seed: str, what: str) -> list[str]:
    """Try one of ``parts`` parts of the mixtures."""
    found = []
    dialects = [name for name in READERS if name.startswith("parse as")]
    chance = random.Random(f"{seed} {number}")
    tried = [(mixture, False) for mixture in mixtures(share, seed)]
    tried += [(mixture, True) for mixture in markup(share, seed)]
    begin = time.monotonic()
    mine = tried[number::parts]
    with COUNTED.in_place():
        for call in READERS.values():
            call("a | b |\n---|---|\nc\n")
        for call in WRITERS.values():
            call(tree("# a\n\n[a](b)\n"))
    for done, (mixture, is_markup) in enumerate(mine):
        readers, writers = ["from_html"], []
        if not is_markup:
            others = ["parse, inline marks", "tokenize", "from_html"]
            readers = ["parse", "from_markdown", *chance.sample(dialects, READERS_EACH)]
            readers += [chance.choice(others)]
            writers = list(WRITERS)
        for find in finds(
            mixture, readers if what != "write" else [], writers if what != "read" else []
        ):
            found.append(find)
            print(find, flush=True)
        if done % 200 == 0:
            print(f"{done} of {len(mine)}, {time.monotonic() - begin:.0f} s", file=sys.stderr)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.grow", description=__doc__)
    parser.add_argument("--share", type=float, default=0.01, metavar="S", help="0 to 1")
    parser.add_argument("--seed", default="1", metavar="SEED")
    parser.add_argument("--only", choices=("read", "write"), default="", dest="what")
    options = parser.parse_args()
    parts = os.cpu_count() or 1
    work = [(n, parts, options.share, options.seed, options.what) for n in range(parts)]
    with Pool(parts) as pool:
        found = [find for finds in pool.starmap(part, work) for find in finds]
    print(f"{len(found)} of them grow faster than their input")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
