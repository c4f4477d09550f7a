"""Where code between fences ends."""

from __future__ import annotations

from docparse.source.lines import FENCE, Lines


class Fences:
    """The fences of ``lines``, some of which may never be closed."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._shortest_open: dict[str, int] = {}
        """The length of the shortest fence that is known to stay open, by character."""

    def closing(self, index: int) -> int | None:
        """Return the line that closes the fence of line ``index``; None if none does.

        It is the next fence of the same kind and at least its length, without a word after it.
        Must be called for lines in order.
        """
        lines, kinds = self._lines.lines, self._lines.kinds
        fence = lines[index].strip(" \t")
        mark = fence[0]
        length = len(fence) - len(fence.lstrip(mark))
        if length >= self._shortest_open.get(mark, length + 1):
            return None
        marks = mark * length
        for end in range(index + 1, len(lines)):
            if kinds[end] is FENCE:
                closing = lines[end].strip(" \t")
                if closing.startswith(marks) and not closing.strip(mark):
                    return end
        self._shortest_open[mark] = length
        return None
