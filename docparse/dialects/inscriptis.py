"""inscriptis: a page laid out with spaces as its style says."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.dialects.line_kinds import mark_round_items
from docparse.dialects.profile import Page, Profile, Rows, Sign
from docparse.dialects.row_shapes import adjacent_row_count, columns
from docparse.dialects.shares import starred_item_count
from docparse.source.lines import ROW, TEXT, Lines, TokenKind


class Inscriptis(Profile):
    """``  * item``, and rows ``Month  Boats``, ``May    3``, each filled up with spaces."""

    name = "inscriptis"
    rows = Rows.ALIGNED
    between = "  "
    list_marks = "*+o-1"
    formatted = False
    spaces_blocks = True
    lays_out = True

    def signs(self, page: Page) -> Iterator[Sign]:
        if not page.spaced:
            return
        lines = page.lines
        yield Sign(starred_item_count(lines), "list items are marked with *, and indented")
        if " \n" in lines.text or " \r" in lines.text:
            rows = adjacent_row_count(lines, _are_padded)
            yield Sign(rows, "rows are padded with spaces to the same length")

    def prepare(self, lines: Lines) -> Lines:
        return _as_laid_out(lines)


def _are_padded(line: str, following: str) -> bool:
    """Whether two lines are rows filled up with spaces to the same length."""
    return (
        len(line) == len(following)
        and line[:1] != "|"
        and "  " in line.strip(" ")
        and "  " in following.strip(" ")
        and len(columns((line, following))) > 1
    )


def _as_laid_out(lines: Lines) -> Lines:
    """Return ``lines`` with the kinds they have as inscriptis lays them out.

    Items of a list that is four spaces deeper than one with ``+`` are marked with ``o``. Rows are
    filled up with spaces; a pipe is no mark.
    """
    texts = lines.lines
    kinds: list[TokenKind] = [TEXT if kind is ROW else kind for kind in lines.kinds]
    mark_round_items(texts, kinds)
    first = 0
    for index, line in enumerate((*texts, "")):
        if not line:
            start = _first_row(texts[first:index])
            kinds[first + start : index] = [ROW] * (index - first - start)
            first = index + 1
    return Lines(lines.text, texts, lines.starts, kinds)


def _first_row(run: list[str]) -> int:
    """Return the start of the table at the end of ``run``, lines without an empty one among them.

    A row ends where the last column does, or an earlier one if it has fewer cells. Without a table
    the result is the length of ``run``.
    """
    end = len(run)
    while end and not run[end - 1].strip(" "):
        end -= 1
    rows = [line for line in run if "  " in line.strip(" ")]
    if len(rows) < 2:
        return len(run)
    places = columns(rows)
    width = max(map(len, rows))
    ends = {width, *(place.start - 2 for place in places[1:])}
    start = end
    while start and len(run[start - 1]) in ends:
        start -= 1
    has_all_rows = sum("  " in line.strip(" ") for line in run[start:]) == len(rows)
    return start if len(places) > 1 and has_all_rows else len(run)
