"""``python -m benchmarks.steps``: how much of a parse each step takes, as a table in Markdown.

The functions of ``STEPS`` are timed while ``parse`` calls them, without the steps inside of them.
For each text the quickest of many runs counts, step by step; the rest is what ``parse`` does
between them, the making of the Document, and letting go of it. Only a pure build can be timed so.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import docparse
from benchmarks import inputs
from docparse import structure
from docparse.blocks.reader import BlockReader
from docparse.readers import text as reading

STEPS: Sequence[tuple[str, Any, str]] = (
    ("lines and their shapes", reading, "scan"),
    ("the extractor that wrote it", reading, "detect"),
    ("lines that show nothing alone", reading, "mark_bare_lines"),
    ("pieces of lines joined", reading, "join_pieces"),
    ("blocks, tables among them", BlockReader, "read"),
    ("titles glued to questions; facts of lines", structure, "part_glued_titles"),
    ("contents", structure, "read_contents"),
    ("roles", reading, "find_roles"),
    ("headings", reading, "infer_headings"),
    ("interviews", structure, "read_interviews"),
    ("key points", structure, "read_key_points"),
    ("questions", structure, "read_faqs"),
    ("sections", structure, "nest_sections"),
)
"""What a step is, and where the function is looked up that takes it."""


class Stopwatch:
    """The seconds of each step, those of steps inside of it left out."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys((name for name, _, _ in STEPS), 0.0)
        self._inside = [0.0]
        """The seconds of the steps inside of each step that runs."""

    def timed(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``step``, which counts for ``name``."""

        def call(*args: Any, **options: Any) -> Any:
            start = time.perf_counter()
            self._inside.append(0.0)
            try:
                return step(*args, **options)
            finally:
                taken = time.perf_counter() - start
                self.seconds[name] += taken - self._inside.pop()
                self._inside[-1] += taken

        return call


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """Give what times the steps of each parse."""
    watch = Stopwatch()
    with ExitStack() as patches:
        for name, home, function in STEPS:
            step = watch.timed(name, getattr(home, function))
            patches.enter_context(patch.object(home, function, step))
        yield watch


def seconds(text: str) -> list[float]:
    """Return the seconds that each of ``STEPS`` takes for ``text``, and those of a whole parse."""
    with stopwatch() as watch:
        docparse.parse(text)
    start = time.perf_counter()
    docparse.parse(text)
    return [*watch.seconds.values(), time.perf_counter() - start]


def quickest(texts: Sequence[str], rounds: int) -> list[float]:
    """Return what :func:`seconds` does, the mean over ``texts`` of the quickest run of each."""
    gc.disable()
    best = [
        [min(step) for step in zip(*map(seconds, [text] * rounds), strict=True)] for text in texts
    ]
    gc.enable()
    return [sum(step) / len(texts) for step in zip(*best, strict=True)]


def main() -> None:
    article = quickest([inputs.article()], 300)
    pages = quickest(inputs.pages(200), 20)
    print("| step | the real article, µs | a real page, µs |\n|---|---:|---:|")
    rest = [times[-1] - sum(times[:-1]) for times in (article, pages)]
    names = (name for name, _, _ in STEPS)
    rows = [
        *zip(names, zip(article[:-1], pages[:-1], strict=True), strict=True),
        ("the rest", rest),
    ]
    for name, times in (*rows, ("all of it", (article[-1], pages[-1]))):
        print(f"| {name} | {' | '.join(f'{1e6 * time:.0f}' for time in times)} |")


if __name__ == "__main__":
    main()
