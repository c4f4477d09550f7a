"""The rules that turn lines into blocks, one file a construct, and the table that orders them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from docparse.blocks.code import read_code, read_indented_code
from docparse.blocks.list import read_list
from docparse.blocks.marks_after import WORDS, read_few_marked_after, read_marked_after
from docparse.blocks.marks_before import read_marked_before
from docparse.blocks.paragraph import (
    read_blank,
    read_heading,
    read_paragraph,
    read_rule,
    read_stray_mark,
)
from docparse.blocks.quote import read_quote
from docparse.blocks.reader import BlockReader, Rule
from docparse.blocks.shown_heading import read_shown_heading
from docparse.blocks.typed_lists import read_typed_list
from docparse.blocks.wiki import read_wiki_heading
from docparse.dialects.profile import Profile, Rows
from docparse.source.lines import (
    BLANK,
    DELIMITER,
    FENCE,
    HEADING,
    ITEM,
    MARK,
    PIPES,
    QUOTE,
    ROW,
    RULE,
    TEXT,
    TokenKind,
)
from docparse.tables.column_table import read_column_table
from docparse.tables.open_table import (
    read_aligned_table,
    read_compact_table,
    read_open_table,
    read_separated_table,
)
from docparse.tables.table import read_broken_table, read_caption, read_table

__all__ = ["RULES", "BlockReader", "rules_for"]

Rules: TypeAlias = "Mapping[TokenKind, tuple[Rule, ...]]"

RULES: Final[Rules] = {
    BLANK: (read_blank,),
    HEADING: (read_wiki_heading, read_heading, read_paragraph),
    ITEM: (read_list, read_paragraph),
    MARK: (read_typed_list, read_marked_before, read_few_marked_after, read_stray_mark),
    ROW: (read_caption, read_compact_table, read_table),
    DELIMITER: (read_table,),
    PIPES: (read_table,),
    FENCE: (read_code, read_paragraph),
    QUOTE: (read_quote, read_paragraph),
    RULE: (read_rule, read_paragraph),
    TEXT: (read_paragraph,),
}
"""The rules for each kind of line, in the order they are tried; the last takes every line."""

_RULES_MARKS_AFTER: Final[Rules] = {
    **RULES,
    **{kind: (read_marked_after, *RULES[kind]) for kind in WORDS},
    TEXT: (read_broken_table, read_marked_after, *RULES[TEXT]),
}
"""The rules for extractors that write a list's mark on the line after the item."""

_WITHOUT_PIPES: Final[Rules] = {
    **RULES,
    ROW: (read_paragraph,),
    DELIMITER: (read_stray_mark,),
    PIPES: (read_stray_mark,),
}
"""The rules for extractors that do not write rows with pipes."""

_RULES_FOR_ROWS: Final[Mapping[Rows, Rules]] = {
    Rows.PIPED: RULES,
    Rows.OPEN: {
        **RULES,
        BLANK: (read_indented_code, read_blank),
        **dict.fromkeys((ROW, PIPES), (read_open_table, read_paragraph)),
        DELIMITER: (read_stray_mark,),
    },
    Rows.SEPARATED: {
        kind: (read_separated_table, *rules) for kind, rules in _WITHOUT_PIPES.items()
    },
    Rows.ALIGNED: {**_WITHOUT_PIPES, ROW: (read_aligned_table,)},
    Rows.DRAWN: {
        **RULES,
        HEADING: (read_shown_heading, *RULES[HEADING]),
        **dict.fromkeys((ROW, DELIMITER, PIPES), (read_column_table, read_paragraph)),
    },
}
"""The rules for each form of rows."""


def rules_for(profile: Profile) -> Rules:
    """Return the rules for a text of the dialect that ``profile`` describes."""
    return _RULES_MARKS_AFTER if profile.mark_after_item else _RULES_FOR_ROWS[profile.rows]
