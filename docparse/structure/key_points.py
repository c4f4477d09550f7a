"""The article in a few points: a table or list under a title that says so."""

from __future__ import annotations

from docparse.nodes import (
    Block,
    Heading,
    List,
    Table,
    make_key_points,
    make_table,
    plain_text,
    row_texts,
)
from docparse.structure.draft import Draft
from docparse.words.titles import title_key, title_kind


def read_key_points(draft: Draft) -> None:
    """Replace each table headed "Key Points", and each list under that title, by a KeyPoints."""
    for index in draft.others:
        block = draft.blocks[index]
        if isinstance(block, Table):
            has_points = is_key_points_table(block)
        elif isinstance(block, List):
            has_points = index > 0 and _is_title(draft.blocks[index - 1])
        else:
            continue
        if has_points:
            points = make_key_points(with_header(block), block.span)
            draft.replace(index, points, "key-points", "title")


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and title_kind(title_key(plain_text(block))) == "key points"


def is_key_points_table(table: Table) -> bool:
    """Whether the table has one or two columns, the last headed "Key Points" or the like."""
    if table.header_rows > 1 or len(table.rows) < 2:
        return False
    texts = row_texts(table.rows[0])
    return 1 <= len(texts) <= 2 and title_kind(title_key(texts[-1])) == "key points"


def with_header(block: Table | List) -> Table | List:
    """Return a listing whose first row is a known title with that row as its header.

    The oldest extractors write no mark for headers.
    """
    if isinstance(block, Table) and not block.header_rows:
        return make_table(block.rows, 1, block.span)
    return block
