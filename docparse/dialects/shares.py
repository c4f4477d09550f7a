"""How large a share of a text shows how all of it was written.

A line that looks like another writer's may be a comment, an example or a quotation. It speaks for
itself; only what shows all over a text speaks for the text.
"""

from __future__ import annotations

import re
from typing import Final

from docparse.source.lines import BLANK, DELIMITER, ITEM, PIPES, ROW, Lines

FEW: Final = 3
"""This many lines or fewer say nothing about a text, unless they are half of it."""


def prevails(count: int, total: int) -> bool:
    """Whether ``count`` of ``total`` lines, blank ones aside, show how all were written.

    They do if they are half of all lines, or more than a few and at least one in forty.
    """
    return count * 2 >= total or (count > FEW and count * 40 >= total)


def filled_line_count(lines: Lines) -> int:
    """Return how many lines are not blank."""
    kinds = lines.kinds
    return len(kinds) - sum(kinds[index] is BLANK for index in lines.special)


def block_count(lines: Lines) -> int:
    """Return how many blocks blank lines part; a line too long for a broken one is a block."""
    kinds = lines.kinds
    whole = sum([len(line) > LONGEST_BROKEN for line in lines.lines])
    starts = [
        at for at in lines.special if kinds[at] is BLANK and kinds[at + 1 : at + 2] != [BLANK]
    ]
    runs = len(starts) + (bool(kinds) and kinds[0] is not BLANK)
    return max(whole, runs - (starts[-1:] == [len(kinds) - 1]))


LONGEST_BROKEN: Final = 160
"""Code points of a line of a paragraph that its writer broke into lines."""


def starred_item_count(lines: Lines) -> int:
    """Return how many lines are indented list items with ``*`` or ``+``."""
    return len(re.findall(_STARRED_ITEM, lines.text)) if " * " in lines.text else 0


_STARRED_ITEM: Final = r"(?:^|[\r\n])(?:  )+[*+] [^ *]"


def has_blank_lines(lines: Lines) -> bool:
    """Whether a blank line stands before another line."""
    kinds, last = lines.kinds, len(lines.kinds) - 1
    return any(kinds[index] is BLANK and index < last for index in lines.special)


def is_spaced(lines: Lines) -> bool:
    """Whether blank lines stand between the blocks of a text throughout, not just in some places.

    Every writer but trafilatura in its plain form writes them. The rows of a table and the items
    of a list stand together all the same and count as one block.
    """
    if not has_blank_lines(lines):
        return False
    kinds, last = lines.kinds, len(lines.kinds) - 1
    blocks = filled_line_count(lines)
    ends = 0
    for index in lines.special:
        kind, before = kinds[index], kinds[index - 1] if index else BLANK
        if kind is BLANK:
            ends += before is not BLANK and index < last
        elif kind in _TOGETHER and before in _TOGETHER:
            blocks -= 1
    return ends * 4 >= blocks or (ends > FEW and ends * 8 >= blocks)


_TOGETHER: Final = (ROW, DELIMITER, PIPES, ITEM)
