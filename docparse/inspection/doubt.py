"""What makes one doubt that a text was read right, so that the doubtful ones can come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from docparse.dialects.detect import UNKNOWN
from docparse.inspection.trees import Record
from docparse.nodes import Document
from docparse.nodes.base import counted
from docparse.source.text import Diagnostic, Span

NEAR: Final = 0.15
"""How far from ``min_confidence`` a line may be to count as one that could have gone either way."""

OF_ALL: Final = 10
"""Points for a diagnostic about the whole text: nothing in it may be right."""

MOST_OF_A_CODE: Final = 5
"""Diagnostics of one code that count; many more say no more."""


@attrs.frozen
class Doubt:
    """A reason to look at a text: how much it counts, and in words."""

    points: int
    reason: str


def doubts_about(
    document: Document, headings: Iterable[Record], min_confidence: float
) -> list[Doubt]:
    """Return what is doubtful about ``document``.

    ``headings`` are the lines that are a heading at some threshold. Each of them that is within
    :data:`NEAR` of ``min_confidence`` counts one point; a diagnostic about the whole text counts
    :data:`OF_ALL`, any other one, up to :data:`MOST_OF_A_CODE` of its code; an unknown dialect one.
    """
    whole = Span(0, len(document.source or ""))
    found = list(_of_diagnostics(document.diagnostics, whole))
    near = sum(abs(line["confidence"] - min_confidence) <= NEAR for line in headings)
    if near:
        found.append(Doubt(near, f"{counted(near, 'line')} near the threshold of headings"))
    if document.dialect is not None and document.dialect.name == UNKNOWN:
        found.append(Doubt(1, "nothing tells what wrote it"))
    return found


def _of_diagnostics(diagnostics: Sequence[Diagnostic], whole: Span) -> Iterator[Doubt]:
    counts = Counter(each.code for each in diagnostics)
    of_all = {each.code for each in diagnostics if each.span == whole}
    for code, count in counts.items():
        points = OF_ALL if code in of_all else min(count, MOST_OF_A_CODE)
        yield Doubt(points, code if count == 1 else f"{count} × {code}")


def points(doubts: Iterable[Doubt]) -> int:
    """Return how doubtful a text is: the points of its ``doubts`` together."""
    return sum(doubt.points for doubt in doubts)
