"""Why lines were read as these rows and tables: what each step was charged, and what lost."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.source.evidence import Evidence
from docparse.source.lines import DELIMITER, Lines
from docparse.source.text import Span
from docparse.tables.costs import Charge, Costs, meanings, total_cost
from docparse.tables.otherwise import FIT, SMALLEST, Otherwise
from docparse.tables.pieces import Pieces
from docparse.tables.reading import Reading, steps_of


def explained(
    lines: Lines, pieces: Pieces, costs: Costs, reading: Reading | None
) -> Iterator[Evidence]:
    """Yield what each step of ``reading`` cost, and what other readings would have cost."""
    if reading is None:
        return
    steps = steps_of(reading)
    for step in steps:
        first = lines.trimmed(pieces.first + step.begins)
        span = Span(first.start, lines.trimmed(pieces.first + step.end - 1).end)
        yield Evidence("tables", _code(step, pieces), span, values=_costs(step))
    otherwise = Otherwise(lines, pieces, costs, reading)
    for step in steps:
        yield from otherwise.about(step)


def _code(step: Reading, pieces: Pieces) -> str:
    if step.start < 0:
        return "no-table"
    if step.start == step.begins:
        return "table-begins"
    return "header" if pieces.kinds[step.end - 1] is DELIMITER else "row"


def _costs(step: Reading) -> dict[str, object]:
    """Return what ``step`` was charged, and for what: ``{"title (a row of one cell …)": 1.34}``."""
    charges = step.lines + step.charges
    before = step.before.score if step.before is not None else 0.0
    values = [(_in_words(charge), charge.cost) for charge in charges]
    values.append((FIT, before - step.score - total_cost(charges)))
    return {words: round(cost, 2) for words, cost in values if abs(cost) > SMALLEST}


def _in_words(charge: Charge) -> str:
    """Return what ``charge`` is for: ``short (a row lacks cells) and 2 times missing (…)``."""
    words = []
    for name, times in charge.grounds:
        often = f"{abs(times)} times " if abs(times) > 1 else ""
        back = ", given back, because a row followed" if times < 0 else ""
        words.append(f"{often}{name} ({meanings()[name]}){back}")
    return " and ".join(words)
