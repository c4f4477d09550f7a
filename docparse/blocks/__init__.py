"""The rules that turn lines into blocks, one file a construct, and the table that orders them."""

from __future__ import annotations

from typing import Final

from docparse.blocks.code import read_code
from docparse.blocks.list import WORDS, read_list, read_marked_after
from docparse.blocks.paragraph import (
    read_blank,
    read_heading,
    read_paragraph,
    read_rule,
    read_stray_mark,
)
from docparse.blocks.quote import read_quote
from docparse.blocks.reader import BlockReader, Rule
from docparse.blocks.table import read_table
from docparse.tokenizer import TokenKind

__all__ = ["RULES", "RULES_MARKS_AFTER", "BlockReader"]

RULES: Final[dict[TokenKind, tuple[Rule, ...]]] = {
    TokenKind.BLANK: (read_blank,),
    TokenKind.HEADING: (read_heading, read_paragraph),
    TokenKind.ITEM: (read_list, read_paragraph),
    TokenKind.MARK: (read_stray_mark,),
    TokenKind.ROW: (read_table,),
    TokenKind.DELIMITER: (read_table,),
    TokenKind.PIPES: (read_table,),
    TokenKind.FENCE: (read_code, read_paragraph),
    TokenKind.QUOTE: (read_quote, read_paragraph),
    TokenKind.RULE: (read_rule, read_paragraph),
    TokenKind.LABEL: (read_paragraph,),
    TokenKind.TEXT: (read_paragraph,),
}
"""The rules for a line of each kind, in the order they are tried; the last takes every one."""

RULES_MARKS_AFTER: Final[dict[TokenKind, tuple[Rule, ...]]] = {
    **RULES,
    **{kind: (read_marked_after, *RULES[kind]) for kind in WORDS},
}
"""The same for the extractors that write a list's mark on the line after the item."""
