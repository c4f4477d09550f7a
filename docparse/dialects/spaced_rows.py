"""Rows with blank lines between them: the lines of each row joined, and the blank ones left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docparse.dialects.wrapping import WholeLine, as_they_are, put_together
from docparse.source.lines import BLANK, DELIMITER, FENCE, FILLED, PIPES, ROW, TEXT, Lines

_ROWS: Final = (ROW, DELIMITER, PIPES)
_MAY_BE_ROW: Final = (*_ROWS, TEXT)
_MOST_LINES_OF_ROW: Final = 200
"""Lines of a row, whose cells may break over lines."""


def without_blank_lines(lines: Lines) -> Lines:
    """Return ``lines`` but for those that are blank."""
    kept = as_they_are(lines, 0, len(lines.kinds))
    return put_together(lines, (line for line in kept if line.kind is not BLANK))


def _as_row(lines: Lines, first: int, end: int) -> WholeLine:
    """Return the lines ``first`` to ``end`` of one row, of their kind if that is the same."""
    kinds = set(lines.kinds[first:end])
    return WholeLine(first, end, kinds.pop() if len(kinds) == 1 else ROW)


def _opened_rows(lines: Lines) -> Iterator[WholeLine]:
    """Yield all lines, those of each row that ``| `` opens as one, down to its last pipe.

    trafilatura 2.0 pads its rows, so that one cell alone goes on below::

        | Day
        pass |
        9 |
    """
    texts, kinds, count = lines.lines, lines.kinds, len(lines.kinds)
    at = 0
    while at < count:
        end = at + 1
        if kinds[at] is ROW and texts[at].startswith("| ") and texts[at].count("|") < 3:
            below = end
            while (
                below < min(count, at + _MOST_LINES_OF_ROW)
                and kinds[below] not in (BLANK, DELIMITER)
                and not texts[below].startswith("| ")
            ):
                below += 1
                if kinds[below - 1] in _ROWS:
                    end = below
        yield _as_row(lines, at, end)
        at = end


def _are_spaced(lines: Lines) -> bool:
    """Whether blank lines stand between the rows of a text.

    The line below a delimiter row tells; where there is none, whether more rows of several cells
    stand alone than above another.
    """
    texts, kinds, count = lines.lines, lines.kinds, len(lines.kinds)
    spaced = together = alone = several = 0
    for at in lines.special:
        if kinds[at] not in _ROWS or at + 1 == count:
            continue
        below = kinds[at + 1]
        goes_on = below is BLANK and at + 2 < count and kinds[at + 2] in _MAY_BE_ROW
        if kinds[at] is DELIMITER:
            spaced += goes_on
            together += below is not BLANK
        elif goes_on:
            alone += kinds[at + 2] is not TEXT
        elif below in _ROWS:
            several += texts[at].count("|") > 1 and texts[at + 1].count("|") > 1
    return spaced > together if spaced or together else alone > several


def _spaced_rows(lines: Lines) -> Iterator[WholeLine]:
    """Yield all lines but the blank ones between two rows, those of each row as one.

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
    kinds, count = lines.kinds, len(lines.kinds)
    at = 0
    in_table = False
    while at < count:
        if kinds[at] is BLANK:
            end = lines.run_end(at, (BLANK,))
            after = _row_end(lines, end) if in_table and end == at + 1 else end
            if after == end:
                yield from as_they_are(lines, at, end)
                in_table = False
            at = end
            continue
        end = _row_end(lines, at)
        in_table = end > at
        if not in_table:
            end = lines.run_end(at, FILLED)
            yield from as_they_are(lines, at, end)
        elif kinds[end - 1] is DELIMITER:
            if end - 1 > at:
                yield _as_row(lines, at, end - 1)
            yield WholeLine(end - 1, end, DELIMITER)
        else:
            yield _as_row(lines, at, end)
        at = end


def _row_end(lines: Lines, first: int) -> int:
    """Return the end of the row from line ``first`` to the next blank one; ``first`` if it is none.

    It ends in a pipe, or in the delimiter row below it.
    """
    kinds = lines.kinds
    end = first
    inside = first < len(kinds) and kinds[first] in _ROWS
    while end < len(kinds) and end < first + _MOST_LINES_OF_ROW:
        kind = kinds[end]
        if kind not in _MAY_BE_ROW and (kind in (BLANK, FENCE) or not inside):
            break
        end += 1
    is_row = end > first and kinds[end - 1] in _ROWS and kinds[end : end + 1] in ([], [BLANK])
    return end if is_row and DELIMITER not in kinds[first : end - 1] else first


def whole_rows(lines: Lines, opening: str, keeps_empty_cells: bool) -> Lines:
    """Return ``lines`` with each row of tables on one, as far as blank lines and pipes tell."""
    if "|" not in lines.text:
        return lines
    if _are_spaced(lines):
        return put_together(lines, _spaced_rows(lines))
    if opening == "| " and not keeps_empty_cells:
        return put_together(lines, _opened_rows(lines))
    return lines
