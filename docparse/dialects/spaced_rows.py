"""Rows with blank lines between them: the lines of each row joined, and the blank ones left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docparse.source.lines import BLANK, DELIMITER, PIPES, ROW, TEXT, Lines

_ROWS: Final = (ROW, DELIMITER, PIPES)
_MAY_BE_ROW: Final = (*_ROWS, TEXT)
_MOST_LINES: Final = 200
"""Lines of a row, whose cells may break over lines."""


def without_blank_lines(lines: Lines) -> Lines:
    """Return ``lines`` but for those that are blank."""
    return _chosen(lines, [at for at, kind in enumerate(lines.kinds) if kind is not BLANK])


def join_spaced_rows(lines: Lines) -> Lines:
    """Return ``lines`` with rows that stand apart brought together, each as one line.

    trafilatura up to 1.12, with formatting on, writes a blank line after each row, and a cell that
    breaks over lines without one::

        Ticket | Fare |
        ---|---|

        Day
        pass | 9 |

        Single | 4 |

    Two blank lines end a table. Rows that stand together with blank lines around are tables, each
    on its own, and stay as they are.
    """
    if not _are_spaced(lines):
        return lines
    texts: list[str] = []
    starts: list[int] = []
    kinds = []
    for first, end, joined in _stretches(lines):
        if joined:
            last = end - 1
            texts.append(
                lines.text[lines.starts[first] : lines.starts[last] + len(lines.lines[last])]
            )
            starts.append(lines.starts[first])
            kinds.append(lines.kinds[first] if end == first + 1 else ROW)
        else:
            texts += lines.lines[first:end]
            starts += lines.starts[first:end]
            kinds += lines.kinds[first:end]
    return Lines(lines.text, texts, [*starts, lines.starts[-1]], kinds)


def _chosen(lines: Lines, kept: list[int]) -> Lines:
    return Lines(
        lines.text,
        [lines.lines[at] for at in kept],
        [*(lines.starts[at] for at in kept), lines.starts[-1]],
        [lines.kinds[at] for at in kept],
    )


def _are_spaced(lines: Lines) -> bool:
    """Whether blank lines stand between the rows of a text.

    The line below a delimiter row tells; where there is none, whether most rows stand alone.
    """
    kinds, count = lines.kinds, len(lines.kinds)
    spaced = together = 0
    alone = others = 0
    for at in lines.special:
        if kinds[at] not in _ROWS:
            continue
        below = kinds[at + 1] if at + 1 < count else BLANK
        if kinds[at] is DELIMITER:
            if below is BLANK and at + 2 < count and kinds[at + 2] in _MAY_BE_ROW:
                spaced += 1
            elif below is not BLANK:
                together += 1
        elif below is BLANK and (not at or kinds[at - 1] is BLANK):
            if at + 2 < count and kinds[at + 2] in _ROWS:
                alone += 1
        elif below in _ROWS:
            others += 1
    if spaced or together:
        return spaced > together
    return alone > others


def _stretches(lines: Lines) -> Iterator[tuple[int, int, bool]]:
    """Yield all lines, as stretches from a line to another, and whether each is one row.

    Blank lines between two rows are in no stretch.
    """
    kinds, count = lines.kinds, len(lines.kinds)
    at = 0
    in_table = False
    while at < count:
        if kinds[at] is BLANK:
            end = at + 1
            while end < count and kinds[end] is BLANK:
                end += 1
            after = _row_end(lines, end) if in_table and end == at + 1 else end
            if after == end:
                yield from ((line, line + 1, False) for line in range(at, end))
                in_table = False
            at = end
            continue
        end = _row_end(lines, at)
        in_table = end > at
        if not in_table:
            end = at
            while end < count and kinds[end] is not BLANK:
                end += 1
            yield at, end, False
        elif kinds[end - 1] is DELIMITER:
            if end - 1 > at:
                yield at, end - 1, True
            yield end - 1, end, True
        else:
            yield at, end, True
        at = end


def _row_end(lines: Lines, first: int) -> int:
    """Return the end of the row from line ``first`` to the next blank one; ``first`` if it is none.

    It ends in a pipe, or in the delimiter row below it.
    """
    kinds = lines.kinds
    end = first
    while end < len(kinds) and end < first + _MOST_LINES and kinds[end] in _MAY_BE_ROW:
        end += 1
    is_row = end > first and kinds[end - 1] in _ROWS and kinds[end : end + 1] in ([], [BLANK])
    return end if is_row and DELIMITER not in kinds[first : end - 1] else first
