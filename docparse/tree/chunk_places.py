"""Where the pieces of an article stand: their spans and lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from docparse.source.text import NO_SPAN, Span, line_starts


def cover(spans: Sequence[Span]) -> Span:
    """Return the stretch from the first of ``spans``, which are in order, to the last."""
    if spans[0].start >= 0 and spans[-1].start >= 0:
        return Span(spans[0].start, spans[-1].end)
    known = [span for span in spans if span != NO_SPAN]
    return Span(known[0].start, known[-1].end) if known else NO_SPAN


class LineCounter:
    """Tells lines of ``source`` by offsets, as ``line_column`` counts them, all in one pass."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._offset, self._line = 0, 1
        self._last: tuple[Span, tuple[int, int] | None] = NO_SPAN, None
        self._starts: list[int] | None = None  # where \r ends lines, too
        if "\r" in source:
            self._starts = line_starts(source)

    def lines(self, span: Span) -> tuple[int, int] | None:
        """Return the first and the last line of ``span``; None for one outside the source.

        Pieces of a block often have its span, one after the other: it is looked up once.
        """
        if span != self._last[0]:
            self._last = span, self._lines(span)
        return self._last[1]

    def _lines(self, span: Span) -> tuple[int, int] | None:
        if not 0 <= span.start <= span.end <= len(self._source):
            return None
        first = self._line_of(span.start)
        return first, self._line_of(max(span.start, span.end - 1))

    def _line_of(self, offset: int) -> int:
        if self._starts is not None:
            return bisect_right(self._starts, offset)
        if offset >= self._offset:
            self._line += self._source.count("\n", self._offset, offset)
        else:
            self._line -= self._source.count("\n", offset, self._offset)
        self._offset = offset
        return self._line
