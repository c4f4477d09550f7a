"""``python -m benchmarks.steps``: how much of a parse each step takes, as a table in Markdown.

For each text the quickest of many runs counts, step by step; what is left over is the making of the
Document, and letting go of it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from itertools import pairwise

import docparse
from benchmarks import inputs
from docparse.blocks.reader import inline_content
from docparse.dialects.detect import DIALECTS, detect
from docparse.dialects.shares import is_spaced
from docparse.headings.decide import infer_headings
from docparse.readers.rules import BlockReader, rules_for
from docparse.source.lines import scan
from docparse.structure.contents import read_contents
from docparse.structure.draft import Draft
from docparse.structure.faq import read_faqs
from docparse.structure.key_points import read_key_points
from docparse.structure.pairs import Parts
from docparse.structure.sections import nest_sections

STEPS = (
    *("lines and their shapes", "the extractor that wrote it", "blocks, tables among them"),
    *("words and labels of lines", "contents", "headings", "key points", "questions", "sections"),
)


def seconds(text: str) -> list[float]:
    """Return the seconds that each of ``STEPS`` takes for ``text``, and those of a whole parse."""
    clock = time.perf_counter
    times = [clock()]
    lines = scan(text)
    times.append(clock())
    spaced = is_spaced(lines)
    dialect = detect(lines, spaced)
    times.append(clock())
    profile = DIALECTS[dialect.name]
    reader = BlockReader(
        rules=rules_for(profile),
        lines=lines,
        profile=profile,
        formatted=dialect.formatted,
        spaced=spaced,
        inline=inline_content if dialect.formatted else None,
    )
    reader.read()
    times.append(clock())
    draft = Draft(reader.blocks, reader.texts)
    _ = draft.facts, draft.others
    times.append(clock())
    read_contents(draft, bare_lines=True)
    times.append(clock())
    infer_headings(draft, 0.5)
    times.append(clock())
    read_key_points(draft)
    times.append(clock())
    read_faqs(draft, Parts())
    times.append(clock())
    nest_sections(draft.blocks)
    times.append(clock())
    docparse.parse(text)
    times.append(clock())
    return [after - before for before, after in pairwise(times)]


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
    figures = zip(article[:-1], pages[:-1], strict=True)
    rows = [*zip(STEPS, figures, strict=True), ("the rest", rest)]
    for name, times in (*rows, ("all of it", (article[-1], pages[-1]))):
        print(f"| {name} | {' | '.join(f'{1e6 * time:.0f}' for time in times)} |")


if __name__ == "__main__":
    main()
