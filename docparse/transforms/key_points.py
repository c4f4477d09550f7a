"""The article in a few points: a table or list under a title that says so."""

from __future__ import annotations

from docparse.nodes import Block, Heading, KeyPoints, List, Table, make_table, plain_text
from docparse.vocabulary import KEY_POINTS_TITLES, fold


def read_key_points(blocks: list[Block]) -> list[Block]:
    """Make each table headed "Key Points", and each list under such a heading, a KeyPoints."""
    found: list[Block] = []
    for block in blocks:
        if (isinstance(block, Table) and is_key_points_table(block)) or (
            isinstance(block, List)
            and found
            and isinstance(found[-1], Heading)
            and fold(plain_text(found[-1])) in KEY_POINTS_TITLES
        ):
            found.append(KeyPoints(with_header(block), span=block.span))
        else:
            found.append(block)
    return found


def is_key_points_table(table: Table) -> bool:
    """Tell whether the table has one or two columns, the last headed "Key Points" or the like."""
    if table.header_rows > 1 or len(table.rows) < 2:
        return False
    cells = [plain_text(cell) for cell in table.rows[0].cells]
    return 1 <= len(cells) <= 2 and fold(cells[-1]) in KEY_POINTS_TITLES


def with_header(block: Table | List) -> Table | List:
    """Return a listing whose first row is a known title with that row as its header.

    The oldest extractors write no mark for headers.
    """
    if isinstance(block, Table) and not block.header_rows:
        return make_table(block.rows, 1, block.span)  # type: ignore[no-any-return]
    return block
