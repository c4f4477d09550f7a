"""What is measured against what, and the figure that each measure has to reach."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import docparse
from benchmarks import inputs, measure
from benchmarks.compiled import PEERS, CompiledBuild
from benchmarks.peers import CSV, HTML, reading_all


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int
    variants: int
    pages: int
    rows: int
    many_rows: int
    long_document: int
    """Code points."""
    short_lines: int
    pile_share: float
    """Of the heights of :data:`benchmarks.inputs.PATHOLOGICAL`."""


FULL = Size(15, 1_000, 200, 2_000, 100_000, 10_000_000, 300_000, 1.0)
SMALL = Size(15, 30, 40, 500, 5_000, 400_000, 20_000, 0.1)


@dataclass(frozen=True)
class Row:
    """One measure: its figure, the figure to reach, and the gate, which it must not fall under.

    ``held`` takes the place of the gate: three quarters of the least that a quiet machine reached.
    ``figure`` is None if a peer is missing. Where ``less_is_better``, it must not rise over them.
    """

    measure: str
    figure: float | None
    to_reach: float
    gate: float
    held: float | None = None
    unit: str = "×"
    less_is_better: bool = False

    def reaches(self, goal: float) -> bool:
        if self.figure is None:
            return True
        return self.figure <= goal if self.less_is_better else self.figure >= goal


@dataclass(frozen=True)
class Contest:
    """The median milliseconds that each contestant takes for one input."""

    title: str
    milliseconds: dict[str, float]


class Suite:
    """A run of all measures; afterwards it holds ``rows``, ``contests`` and ``missing`` peers."""

    def __init__(self, size: Size, progress: Callable[[str], None]) -> None:
        self.size = size
        self.rows: list[Row] = []
        self.contests: list[Contest] = []
        self.missing: set[str] = set()
        self._progress = progress
        self._build: CompiledBuild | None = None

    def run(self) -> None:
        """Measure everything; the compiled build beside this one, if there is one."""
        measure.stay_on_one_core()
        try:
            self._build = CompiledBuild()
        except ImportError:
            self.missing.add("docparse, compiled")
        try:
            self._measure()
        finally:
            if self._build is not None:
                self._build.close()

    def run_again(self) -> None:
        """Measure everything once more, and keep the better of both figures of each row."""
        before = self.rows
        self.rows, self.contests = [], []
        self.run()
        self.rows = [
            new if old.figure is None or new.reaches(old.figure) else old
            for old, new in zip(before, self.rows, strict=True)
        ]

    def _measure(self) -> None:
        size, article = self.size, inputs.article()
        variants = inputs.variants(article, size.variants)
        pages = inputs.pages(size.pages)
        table = inputs.table(size.rows)
        self._trees(article, variants, pages, table)
        self._html(article)
        self._csv(article, table)
        self._growth(article)
        self._memory(pages)
        self._start_up()

    # ----------------------------------------------------------------------------- contests

    def _contest(
        self, title: str, kind: str, names: Sequence[str], texts: Sequence[str],
        rounds: int | None = None,
    ) -> measure.Samples:  # fmt: skip
        """Let the peers of a kind read ``texts``; the first of them is docparse, in both builds."""
        self._progress(title)
        timers = {}
        for name in names:
            try:
                timers[name] = measure.timer(reading_all(PEERS[kind][name].load(), texts))
            except ImportError:
                self.missing.add(name)
            if self._build is not None and name == names[0]:
                timers[name + COMPILED] = self._build.timer(kind, name, texts)
        samples = measure.interleaved(timers, rounds or self.size.rounds)
        times = {name: 1000 * median(values) / len(texts) for name, values in samples.items()}
        self.contests.append(Contest(title, times))
        return samples

    def _row(
        self, measure_: str, samples: measure.Samples, slow: str, to_reach: float, gate: float,
        held: float | None = None, fast: str = "docparse",
        compiled: tuple[float, float, float | None] | None = None,
    ) -> None:  # fmt: skip
        """Add the row of a contest, and one of the compiled build if that has a figure to reach.

        ``compiled`` is that figure, its gate and what is held.
        """
        figure = measure.ratio(samples, slow, fast) if slow in samples else None
        self.rows.append(Row(measure_, figure, to_reach, gate, held))
        fast += COMPILED
        if compiled and fast in samples and slow in samples:
            figure = measure.ratio(samples, slow, fast)
            to_reach, gate, held = compiled
            self.rows.append(Row(measure_ + COMPILED, figure, to_reach, gate, held))

    def _trees(
        self, article: str, variants: Sequence[str], pages: Sequence[str], table: str
    ) -> None:
        nodes, mistune, rust = _NODES, "mistune ast", "markdown-it-pyrs tree"
        readers = ("docparse", nodes, "markdown-it-py tokens", mistune, rust)
        size = self.size

        samples = self._contest("tree: the real article", "tree", readers, [article])
        self._row(
            "tree, real article, against SyntaxTreeNode",
            samples,
            nodes,
            9,
            6,
            1.25,
            compiled=(10, 7, 1.9),
        )
        self._row("tree, real article, against mistune ast", samples, mistune, 4, 3, 0.55)
        self._row(
            "tree, real article, against markdown-it-pyrs",
            samples,
            rust,
            1.0,
            0.7,
            0.12,
            compiled=(1.1, 0.8, 0.18),
        )

        title = f"tree: {len(variants):,} variants of it, each"
        samples = self._contest(title, "tree", ("docparse", nodes), variants, min(size.rounds, 5))
        self._row(
            "tree, variants of the article, against SyntaxTreeNode",
            samples,
            nodes,
            9,
            6,
            1.3,
            compiled=(10, 7, 1.9),
        )

        title = f"tree: {len(pages)} real pages, each"
        samples = self._contest(title, "tree", readers, pages, min(size.rounds, 7))
        self._row(
            "tree, real pages, against SyntaxTreeNode",
            samples,
            nodes,
            5,
            3,
            0.75,
            compiled=(5, 3, 1.05),
        )

        marks = "docparse, inline marks"
        dense = [inputs.dense_markup()]
        samples = self._contest("tree: dense markup", "tree", (marks, nodes, mistune, rust), dense)
        self._row(
            "tree, dense markup, against mistune ast",
            samples,
            mistune,
            2.5,
            1.5,
            1.5,
            fast=marks,
            compiled=(2.5, 1.5, 1.9),
        )

        every_cell = "docparse, every cell read"
        title = f"tree: a table of {size.rows:,} rows"
        samples = self._contest(title, "tree", (*readers, every_cell), [table], min(size.rounds, 7))
        self._row(f"tree, {size.rows:,} rows, against SyntaxTreeNode", samples, nodes, 25, 12, 25)

        for title, text in (
            (f"tree: a table of {size.many_rows:,} rows", inputs.table(size.many_rows)),
            (
                f"tree: one document of {size.long_document / 1e6:.1f} MB",
                inputs.long_document(article, size.long_document),
            ),
        ):
            self._contest(title, "tree", ("docparse", "markdown-it-py tokens", rust), [text], 2)

    def _html(self, article: str) -> None:
        samples = self._contest("HTML: the real article", "html", tuple(HTML), [article])
        against = "HTML, real article, against"
        self._row(
            f"{against} markdown-it-py",
            samples,
            "markdown-it-py",
            6,
            4,
            0.95,
            compiled=(6, 4, 1.35),
        )
        self._row(
            f"{against} cmarkgfm", samples, "cmarkgfm", 0.5, 0.35, 0.06, compiled=(0.6, 0.4, 0.1)
        )

    def _csv(self, article: str, table: str) -> None:
        rows = f"{self.size.rows:,} rows"
        samples = self._contest("CSV: the real article", "csv", tuple(CSV), [article])
        self._row(
            "CSV, real article, against the bs4 route",
            samples,
            _BS4,
            12,
            8,
            1.6,
            compiled=(12, 8, 2.5),
        )
        title = f"CSV: a table of {rows}"
        samples = self._contest(title, "csv", tuple(CSV), [table], min(self.size.rounds, 5))
        self._row(f"CSV, {rows}, against the bs4 route", samples, _BS4, 35, 20, 40)

    # ------------------------------------------------------------------- docparse on its own

    def _growth(self, article: str) -> None:
        self._progress("growth")
        small = inputs.long_document(article, self.size.long_document // 130)
        large = small * 100
        times = measure.growth(docparse.parse, small, large, 3)
        exponent = math.log(times, len(large) / len(small))
        name = f"growth from {len(small) / 1e3:.0f} KB to {len(large) / 1e6:.1f} MB, exponent"
        # The gate, time(4n) / time(n) <= 6, is an exponent of log(6) / log(4).
        self.rows.append(Row(name, exponent, 1.15, math.log(6, 4), unit="", less_is_better=True))
        for pile, (quarter, whole) in inputs.pathological(self.size.pile_share).items():
            times = measure.growth(docparse.parse, quarter, whole, 3)
            name = f"time(4n) / time(n), {pile}"
            self.rows.append(Row(name, times, 4**1.15, 6, unit="", less_is_better=True))

    def _memory(self, pages: Sequence[str]) -> None:
        self._progress("memory, pickle")
        size = self.size
        rows = f"{size.many_rows:,}-row table"
        for name, texts, to_reach, gate in (
            ("real pages", pages, 5, 7),
            (rows, [inputs.table(size.many_rows)], 8, 12),
        ):
            held = measure.bytes_held(texts)
            title = f"bytes held per byte, {name}"
            self.rows.append(Row(title, held, to_reach, gate, unit="", less_is_better=True))
        for name, read, piece, to_reach, gate in (
            ("parse, short lines", docparse.parse, "a\n", 80, 112),
            ("from_markdown, short paragraphs", docparse.from_markdown, "a\n\n", 140, 250),
        ):
            most = measure.bytes_at_most(read, piece * size.short_lines)
            title = f"bytes at most per byte, {name}"
            self.rows.append(Row(title, most, to_reach, gate, unit="", less_is_better=True))
        times = measure.pickled_twice(pages[:50], min(size.rounds, 7))
        name = "pickle and unpickle, against parse"
        self.rows.append(Row(name, times, 1.5, 2, less_is_better=True))

    def _start_up(self) -> None:
        self._progress("import")
        milliseconds = measure.import_milliseconds(self.size.rounds)
        name = "import docparse, CPU time"
        # Milliseconds are those of the machine: no run fails by them.
        self.rows.append(Row(name, milliseconds, 70, 85, math.inf, " ms", less_is_better=True))
        heavy = len(measure.loaded_by_import())
        name = f"of {', '.join(measure.HEAVY_MODULES)}, loaded by it"
        self.rows.append(Row(name, heavy, 0, 0, unit="", less_is_better=True))


COMPILED = ", compiled"
"""Ends the names of the compiled build's readers and rows."""

_NODES = "markdown-it-py SyntaxTreeNode"
_BS4 = "markdown-it-py → bs4 → csv"


def failures(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows that are on the wrong side of what is held, or of their gate."""
    return (row for row in rows if not row.reaches(row.gate if row.held is None else row.held))
