"""A text as the Markdown parser takes it, and the way back to the original."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from docparse.source.text import Span, new_tuple, text_start

_CARRIAGE_RETURN: Final = re.compile("\r\n?")


class NormalizedText:
    """``source`` is a text without byte order mark, its lines ended by newlines.

    Unless ``keeps_nul``, it has U+FFFD for NUL, as CommonMark requires.

    Offsets are those in ``source``; spans are places in the original text.
    """

    def __init__(self, text: str, keeps_nul: bool) -> None:
        self.first = text_start(text)
        text = text[self.first :]
        source = text if keeps_nul else text.replace("\0", "\ufffd")
        self.source = _CARRIAGE_RETURN.sub("\n", source) if "\r" in text else source
        pairs = re.finditer("\r\n", text) if "\r\n" in text else ()
        self.pairs = [match.start() - number for number, match in enumerate(pairs)]
        """Where a newline stands for two characters."""
        end = 0
        self.line_starts = [0, *[end := end + len(line) + 1 for line in self.source.split("\n")]]

    def span(self, start: int, end: int) -> Span:
        """Return the span in the original text of two offsets."""
        if self.pairs:
            start += bisect_left(self.pairs, start)
            end += bisect_left(self.pairs, end)
        return new_tuple(Span, (self.first + start, self.first + end))

    def line_of(self, start: int) -> int:
        """Return the number of the line that holds the character at ``start``."""
        return bisect_left(self.line_starts, start + 1) - 1

    def line_end(self, line: int) -> int:
        """Return where line ``line`` ends, before its newline."""
        return min(self.line_starts[line + 1] - 1, len(self.source))

    def end(self, lines: Sequence[int] | None, start: int) -> int:
        """Return the end of a block on ``lines``, which begins at ``start``.

        It is the end of its last line that is not blank.
        """
        first, after = lines or (0, 0)
        for line in range(after - 1, first - 1, -1):
            text = self.source[self.line_starts[line] : self.line_end(line)].rstrip(" \t")
            if text:
                return max(start, self.line_starts[line] + len(text))
        return start

    def cuts(self, text: str, start: int) -> list[int] | None:
        """Return what ``text`` lacks of the original; None if it is not written there so.

        ``text`` is whole lines but for the first, which begins at ``start``, without what their
        containers put before them. The cuts are those of :func:`docparse.inlines.parse_inlines`.
        """
        first_line = self.line_of(start)
        found: list[int] = []
        at = start
        length = 0
        for number, line in enumerate(text.split("\n"), first_line):
            if number > first_line:
                newline = length
                length += 1
                begin, end = self.line_starts[number], self.line_end(number)
                place = self.source.rfind(line, begin, end)
                if place < 0:
                    return None
                gap = self.span(place, place).start - self.span(at, at).start - 1
                found += [newline] * gap
                at = place
            elif not self.source.startswith(line, at):
                return None
            at += len(line)
            length += len(line)
        return found
