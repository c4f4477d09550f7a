"""What another reading of a run of lines would have cost: where it could have had other tables.

A question is a step that the best reading took, such as a row. The answer is the best reading that
does not take it: its tables, and which costs make it dearer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Final

from docparse.source.evidence import Evidence, LateValues
from docparse.source.lines import DELIMITER, ROW, Lines
from docparse.source.text import Span, line_column
from docparse.tables.costs import Costs, meanings, total_cost
from docparse.tables.pieces import Pieces
from docparse.tables.reading import Reading, steps_of
from docparse.tables.search import Search

SMALLEST: Final = 0.005
"""Costs nearer to 0 are not shown."""
FIT: Final = "fit (how unlike cells are to those of their columns)"

_MOST_LINES_READ: Final = 50_000
"""How many lines of a run are read again, in all, to answer questions about it."""
_NOT_ASKED: Final = "too many lines were read to answer for others: ask for this line alone"
_NOT_POSSIBLE: Final = "no other reading is possible"
_IN_RUN: Final = "no other reading is possible: a run of rows of one width is not parted"
_NOT_KEPT: Final = "it costs less, but the search dropped it: this is no matter of costs"

IsLeftOut = Callable[[Reading], bool]
"""Whether the last step of a reading is not to be taken."""


class Without(Search):
    """A search for the best reading without certain steps."""

    def __init__(self, pieces: Pieces, costs: Costs, is_left_out: IsLeftOut) -> None:
        super().__init__(pieces, costs)
        self._is_left_out = is_left_out

    def keep(self, reading: Reading) -> None:
        if not self._is_left_out(reading):
            super().keep(reading)


class Otherwise:
    """What readings of a run of lines other than the best one would cost."""

    def __init__(self, lines: Lines, pieces: Pieces, costs: Costs, best: Reading) -> None:
        self._lines, self._pieces, self._costs, self._best = lines, pieces, costs, best
        self._left = _MOST_LINES_READ

    def about(self, step: Reading) -> Iterator[Evidence]:
        """Yield what could have been instead of ``step``; the costs are worked out when needed."""
        at, end, before = step.begins, step.end, step.before
        if step.start == at:
            yield self._asked(
                "if-no-table-began", at, end, lambda other: other.begins == at == other.start
            )
        elif step.start < 0 and before is not None and before.start >= 0:
            yield self._asked(
                "if-the-table-went-on", at, end, lambda other: other.start < 0 and other.end == end
            )
        begun = before.rows if before is not None and before.start == step.start else 0
        run = range(at + 1, end) if step.rows > begun + 1 else ()
        for line in range(max(at, step.start + 1), end):
            if self._follows_row(line):
                yield self._asked(
                    "if-a-table-began", line, line + 1, partial(_reads_past, line), line in run
                )

    def _follows_row(self, at: int) -> bool:
        """Whether line ``at`` has cells, and is not the first below a header."""
        kinds = self._pieces.kinds
        return at > 0 and kinds[at] is ROW and kinds[at - 1] is not DELIMITER

    def _asked(
        self, code: str, at: int, end: int, is_left_out: IsLeftOut, in_run: bool = False
    ) -> Evidence:
        values = LateValues(lambda: self._answer(is_left_out, in_run))
        return Evidence("tables", code, self._span(at, end), values=values)

    def _span(self, at: int, end: int) -> Span:
        first = self._pieces.first
        return Span(self._lines.trimmed(first + at).start, self._lines.trimmed(first + end - 1).end)

    def _answer(self, is_left_out: IsLeftOut, in_run: bool) -> Mapping[str, object]:
        """Return how much the best reading without some steps costs more, and for what."""
        if self._left <= 0:
            return {"because": _NOT_ASKED}
        self._left -= self._pieces.size
        other = Without(self._pieces, self._costs, is_left_out).read_once()
        if other is None:
            return {"because": _IN_RUN if in_run else _NOT_POSSIBLE}
        more = self._best.score - other.score
        return {
            "costs more": round(more, 2) + 0.0,
            **({"because": _NOT_KEPT} if more < -SMALLEST else {}),
            "tables instead": self._tables_instead(other),
            **self._differences(other),
        }

    # ------------------------------------------------------------------ what is other

    def _tables_instead(self, other: Reading) -> str:
        """Return the lines of the tables that only the ``other`` reading has: ``27-60, 62-69``."""
        kept = _lines_of_tables(self._best)
        found = [table for table in _lines_of_tables(other) if table not in kept]
        return ", ".join(map(self._numbered, found)) or "none"

    def _numbered(self, table: tuple[int, int]) -> str:
        start, end = table
        last = self._lines.trimmed(self._pieces.first + end - 1)
        number = self._numbers[end - 1] + _count_line_ends(self._lines.text[last.start : last.end])
        first = self._numbers[start]
        return f"{first}-{number}" if number > first else str(first)

    @cached_property
    def _numbers(self) -> list[int]:
        """The number of each line in the text, from 1."""
        text, starts, first = self._lines.text, self._lines.starts, self._pieces.first
        number = 1 + _count_line_ends(text[starts[0] : starts[first]])
        numbers = []
        for at in range(first, first + self._pieces.size):
            numbers.append(number)
            number += _count_line_ends(text[starts[at] : starts[at + 1]])
        return numbers

    def _differences(self, other: Reading) -> dict[str, float]:
        """Return what the ``other`` reading is charged more or less for, the largest first.

        ``{"+1 times 1.97 plain_after_row (a further header, …)": 1.97}``; all together are what it
        costs more.
        """
        costs, fit = self._costs, self._costs.fit
        counts, unlikeness = _charged(other)
        for name, times in _charged(self._best)[0].items():
            counts[name] = counts.get(name, 0) - times
        unlike = unlikeness - _charged(self._best)[1]
        parts = [
            (
                f"{times:+d} times {costs[name].cost} {name} ({meanings()[name]})",
                times * costs[name].cost,
            )
            for name, times in counts.items()
        ]
        parts.append((f"{unlike / fit:+.1f} times {fit} {FIT}", unlike))
        parts.sort(key=lambda part: -abs(part[1]))
        return {words: round(cost, 2) for words, cost in parts if abs(cost) > SMALLEST}


def _reads_past(at: int, reading: Reading) -> bool:
    """Whether the last step of ``reading`` takes line ``at`` and begins no table with it."""
    return reading.begins <= at < reading.end and reading.start != at


def _lines_of_tables(reading: Reading) -> dict[tuple[int, int], None]:
    """Return the first line of each table of ``reading`` and the line after its last."""
    ends = {step.start: step.end for step in steps_of(reading) if step.start >= 0}
    return dict.fromkeys(ends.items())


def _charged(reading: Reading) -> tuple[dict[str, int], float]:
    """Return how often ``reading`` is charged each cost, and what it is for unlike cells."""
    counts: dict[str, int] = {}
    unlikeness = -reading.score
    for step in steps_of(reading):
        charges = step.lines + step.charges
        unlikeness -= total_cost(charges)
        for charge in charges:
            for name, times in charge.grounds:
                counts[name] = counts.get(name, 0) + times
    return counts, unlikeness


def _count_line_ends(text: str) -> int:
    return line_column(text, len(text))[0] - 1
