"""Why lines were read as these rows and tables: what each step was charged, and what lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from docparse.source.evidence import Evidence
from docparse.source.lines import DELIMITER, Lines
from docparse.source.text import Span
from docparse.tables.costs import Costs, meanings
from docparse.tables.pieces import Pieces
from docparse.tables.search import Reading, Search

_MOST_LINES_READ: Final = 50_000
"""How many lines are read again, in all, to say what the next best reading of a run would be."""
_SMALLEST: Final = 0.005


def steps_of(reading: Reading | None) -> list[Reading]:
    """Return the steps of ``reading``, the first one first."""
    steps = []
    while reading is not None:
        steps.append(reading)
        reading = reading.before
    return steps[::-1]


def explained(
    lines: Lines, pieces: Pieces, costs: Costs, reading: Reading | None
) -> Iterator[Evidence]:
    """Yield what each step of ``reading`` cost, and what other readings would have cost."""
    steps = steps_of(reading)
    for step in steps:
        yield Evidence(
            "tables", _code(step, pieces), _span(lines, pieces, step), values=_costs(step)
        )
    left = _MOST_LINES_READ
    for step in steps[1:]:
        if left < pieces.size or reading is None:
            return
        question = _asked_of(step)
        if question is None:
            continue
        code, is_asked = question
        left -= pieces.size
        other = _Without(pieces, costs, is_asked).read()
        if other is not None:
            more = round(reading.score - other.score, 2)
            values = {"costs more": more, **_differences(reading, other)}
            yield Evidence("tables", code, _span(lines, pieces, step), values=values)


class _Without(Search):
    """A search for the best reading without a certain step."""

    def __init__(self, pieces: Pieces, costs: Costs, is_asked: Callable[[Reading], bool]) -> None:
        super().__init__(pieces, costs)
        self._is_asked = is_asked

    def keep(self, reading: Reading) -> None:
        if not self._is_asked(reading):
            super().keep(reading)


def _asked_of(step: Reading) -> tuple[str, Callable[[Reading], bool]] | None:
    """Return what may be asked about ``step``, and which steps are left out to answer it."""
    begins = step.begins
    if step.start == begins:
        return "if-no-table-began", lambda other: other.start == begins == other.begins
    if step.start < 0 and step.before is not None and step.before.start >= 0:
        return "if-the-table-went-on", lambda other: other.start < 0 and other.end == begins + 1
    return None


def _code(step: Reading, pieces: Pieces) -> str:
    if step.start < 0:
        return "no-table"
    if step.start == step.begins:
        return "table-begins"
    return "header" if pieces.kinds[step.end - 1] is DELIMITER else "row"


def _span(lines: Lines, pieces: Pieces, step: Reading) -> Span:
    first = lines.trimmed(pieces.first + step.begins)
    return Span(first.start, lines.trimmed(pieces.first + step.end - 1).end)


def _costs(step: Reading) -> dict[str, object]:
    """Return what ``step`` was charged, and for what: ``{"a row lacks cells, ...": 4.4}``."""
    values: dict[str, object] = {}
    for charge in step.lines + step.charges:
        if abs(charge.cost) > _SMALLEST:
            values[_in_words(charge.grounds)] = round(charge.cost, 2)
    return values


def _in_words(grounds: tuple[tuple[str, int], ...]) -> str:
    given_back = all(times < 0 for _, times in grounds)
    words = "; ".join(
        meanings()[name] + (f" ({times})" if times > 1 else "") for name, times in grounds
    )
    return f"not so: {words}" if given_back else words


def _differences(reading: Reading, other: Reading) -> dict[str, object]:
    """Return which costs the ``other`` reading has more or less often."""
    counts: dict[str, int] = {}
    for each, sign in ((other, 1), (reading, -1)):
        for step in steps_of(each):
            for charge in step.lines + step.charges:
                for name, times in charge.grounds:
                    counts[name] = counts.get(name, 0) + sign * times
    return {meanings()[name]: f"{times:+d} times" for name, times in counts.items() if times}
