"""The article in a few points: a table or list under a title that says so."""

from __future__ import annotations

from docparse.nodes import (
    Block,
    Heading,
    List,
    Table,
    cell_texts,
    make_key_points,
    make_table,
    plain_text,
)
from docparse.vocabulary import KEY_POINTS_TITLES, fold


def read_key_points(blocks: list[Block]) -> list[Block]:
    """Make each table headed "Key Points", and each list under such a heading, a KeyPoints."""
    found = blocks
    for index, kind in enumerate(map(type, blocks)):
        if kind is not Table and kind is not List:
            continue
        block = blocks[index]
        if isinstance(block, Table):
            if not is_key_points_table(block):
                continue
        elif not index or not _is_title(found[index - 1]):
            continue
        assert isinstance(block, (Table, List))
        if found is blocks:
            found = blocks.copy()
        found[index] = make_key_points(with_header(block), block.span)
    return found


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and fold(plain_text(block)) in KEY_POINTS_TITLES


def is_key_points_table(table: Table) -> bool:
    """Tell whether the table has one or two columns, the last headed "Key Points" or the like."""
    if table.header_rows > 1 or len(table.rows) < 2:
        return False
    texts = cell_texts(table.rows[0])
    if texts is None:
        texts = list(map(plain_text, table.rows[0].cells))
    return 1 <= len(texts) <= 2 and fold(texts[-1]) in KEY_POINTS_TITLES


def with_header(block: Table | List) -> Table | List:
    """Return a listing whose first row is a known title with that row as its header.

    The oldest extractors write no mark for headers.
    """
    if isinstance(block, Table) and not block.header_rows:
        return make_table(block.rows, 1, block.span)  # type: ignore[no-any-return]
    return block
