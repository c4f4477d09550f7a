"""What the page shows of one text, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from docparse.inspection.doubt import Doubt, doubts_about, points
from docparse.inspection.readings import Readings, read_at_each, thresholds
from docparse.inspection.reasons import Words, reasons
from docparse.inspection.trees import Trees
from docparse.nodes import Document, FaqItem, Heading, Table
from docparse.readers.explanation import Explanation
from docparse.readers.text import explain, parse
from docparse.source.lines import scan
from docparse.source.text import Diagnostic
from docparse.tree.visitor import find_all


@attrs.frozen
class Inspection:
    """A text and all that was inferred from it.

    ``name`` is what the page calls it, ``min_confidence`` the threshold that was asked for,
    ``explanation`` the reading at that threshold, and ``readings`` those at others.
    """

    name: str
    min_confidence: float
    explanation: Explanation
    readings: Readings
    faults: tuple[Diagnostic, ...] = ()

    @property
    def document(self) -> Document:
        """The Document at ``min_confidence``."""
        return self.explanation.document

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was odd about the bytes, then about the text."""
        return (*self.faults, *self.document.diagnostics)

    @property
    def doubts(self) -> list[Doubt]:
        """What makes one doubt that this reading is right."""
        document = attrs.evolve(self.document, diagnostics=self.diagnostics)
        return doubts_about(document, self.readings.headings(), self.min_confidence)

    def summary(self) -> dict[str, Any]:
        """Return what a list of texts says of this one, as JSON has it."""
        document, doubts = self.document, self.doubts
        return {
            "name": self.name,
            "points": points(doubts),
            "doubts": [[doubt.points, doubt.reason] for doubt in doubts],
            "dialect": document.dialect.name if document.dialect else None,
            "size": len(document.source or ""),
            "headings": sum(1 for _ in find_all(document, Heading)),
            "tables": sum(1 for _ in find_all(document, Table)),
            "questions": sum(1 for _ in find_all(document, FaqItem)),
        }

    def data(self) -> dict[str, Any]:
        """Return all that the page shows of this text, as JSON has it.

        Places are in code points. ``trees[n]`` is the number of the Document at ``thresholds[n]``,
        in ``nodes``.
        """
        lines = scan(self.document.source or "")
        words = Words()
        told = reasons(self.explanation.evidence, words)
        return {
            "name": self.name,
            "min_confidence": self.min_confidence,
            "lines": lines.lines,
            "starts": lines.starts[: len(lines.lines)],
            "dialect": self._dialect(),
            "diagnostics": [[each.code, *each.span, each.message] for each in self.diagnostics],
            "evidence": told,
            "words": words.all(),
            "thresholds": self.readings.thresholds,
            "trees": self.readings.roots,
            "nodes": self.readings.records,
        }

    def _dialect(self) -> list[dict[str, Any]]:
        """Return the dialect that was chosen, then the others that something speaks for."""
        return [
            {"name": found.code, "lines": found.weight, **found.values}
            for found in self.explanation.about_dialect()
        ]


def inspect_text(
    text: str,
    name: str = "",
    *,
    min_confidence: float = 0.5,
    formulas: str = "escape",
    faults: Sequence[Diagnostic] = (),
    **options: Any,
) -> Inspection:
    """Return what the page shows of ``text``, which it calls ``name``.

    ``options`` are those of :func:`docparse.parse`, and ``formulas`` is that of CSV; ``faults`` are
    diagnostics of the bytes that were decoded. Raises what ``parse`` raises. The text is read many
    times, so this takes up to a hundred times as long as ``parse``.
    """
    explanation = explain(text, min_confidence=min_confidence, **options)

    def read(threshold: float) -> Document:
        return parse(text, min_confidence=threshold, **options)

    at = thresholds(len(text), float(min_confidence))
    readings = read_at_each(at, read, Trees(formulas))
    return Inspection(name, float(min_confidence), explanation, readings, tuple(faults))
