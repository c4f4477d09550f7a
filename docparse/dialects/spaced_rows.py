"""Rows with blank lines between them: the lines of each row joined, and the blank ones left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from docparse.source.lines import BLANK, DELIMITER, FENCE, PIPES, ROW, TEXT, Lines, TokenKind

_ROWS: Final = (ROW, DELIMITER, PIPES)
_MAY_BE_ROW: Final = (*_ROWS, TEXT)
_MOST_LINES_OF_ROW: Final = 200
"""Lines of a row, whose cells may break over lines."""


def without_blank_lines(lines: Lines) -> Lines:
    """Return ``lines`` but for those that are blank."""
    return _kept_lines(lines, [at for at, kind in enumerate(lines.kinds) if kind is not BLANK])


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
    return _with_rows_joined(lines, _spaced_rows(lines))


def join_opened_rows(lines: Lines) -> Lines:
    """Return ``lines`` with the lines of each row that ``| `` opens joined, down to its last pipe.

    trafilatura 2.0 pads its rows, so that one cell alone goes on below::

        | Day
        pass |
        9 |
    """
    return _with_rows_joined(lines, _opened_rows(lines))


def _with_rows_joined(lines: Lines, stretches: Iterable[tuple[int, int, bool]]) -> Lines:
    """Return the lines in ``stretches``, each of which is whole lines or the lines of one row."""
    texts: list[str] = []
    starts: list[int] = []
    kinds = []
    for first, end, is_row in stretches:
        if is_row:
            last = end - 1
            after = lines.starts[last] + len(lines.lines[last])
            texts.append(lines.text[lines.starts[first] : after])
            starts.append(lines.starts[first])
            found = set(lines.kinds[first:end])
            kinds.append(found.pop() if len(found) == 1 else ROW)
        else:
            texts += lines.lines[first:end]
            starts += lines.starts[first:end]
            kinds += lines.kinds[first:end]
    return Lines(lines.text, texts, [*starts, lines.starts[-1]], kinds)


def _opened_rows(lines: Lines) -> Iterator[tuple[int, int, bool]]:
    """Yield all lines, as stretches from a line to another, and whether each is one row."""
    texts, kinds, count = lines.lines, lines.kinds, len(lines.kinds)
    at = 0
    while at < count:
        end = at + 1
        is_row = kinds[at] is ROW and texts[at].startswith("| ") and texts[at].count("|") < 3
        if is_row:
            below = end
            while (
                below < count
                and below < at + _MOST_LINES_OF_ROW
                and _is_rest_of_row(texts[below], kinds[below])
            ):
                below += 1
                if kinds[below - 1] in _ROWS:
                    end = below
        yield at, end, is_row
        at = end


def _is_rest_of_row(line: str, kind: TokenKind) -> bool:
    """Whether a row that ``| `` opens may go on in ``line``."""
    return kind is not BLANK and kind is not DELIMITER and not line.startswith("| ")


def _kept_lines(lines: Lines, kept: list[int]) -> Lines:
    return Lines(
        lines.text,
        [lines.lines[at] for at in kept],
        [*(lines.starts[at] for at in kept), lines.starts[-1]],
        [lines.kinds[at] for at in kept],
    )


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


def _delimiters_stand_apart(lines: Lines) -> bool:
    """Whether a blank line stands between most delimiter rows and the next row."""
    kinds = lines.kinds
    apart = together = 0
    for at in lines.special:
        if kinds[at] is DELIMITER:
            below = kinds[at + 1 : at + 3]
            apart += below == [BLANK, ROW]
            together += below[:1] == [ROW]
    return apart > together


def _spaced_rows(lines: Lines) -> Iterator[tuple[int, int, bool]]:
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
    if opening == "| " and not keeps_empty_cells and not _delimiters_stand_apart(lines):
        return join_opened_rows(lines)
    return join_spaced_rows(lines)
