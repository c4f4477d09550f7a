"""Where code between fences ends."""

from __future__ import annotations

from docparse.tokenizer import FENCE, Lines


def fence_end(lines: Lines, index: int) -> int:
    """Return the line that closes the fence of line ``index``, or the number of lines.

    It is the next fence of the same kind and at least its length with no word behind it.
    """
    fence = lines.lines[index].strip(" \t")
    mark = fence[0]
    marks = fence[: len(fence) - len(fence.lstrip(mark))]
    end = index + 1
    while end < len(lines.lines):
        if lines.kinds[end] is FENCE:
            closing = lines.lines[end].strip(" \t")
            if closing.startswith(marks) and not closing.strip(mark):
                break
        end += 1
    return end
