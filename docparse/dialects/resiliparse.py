"""resiliparse: list items with ``•``, and cells that two tabs part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docparse.dialects.profile import Page, Profile, Rows, Sign
from docparse.dialects.row_shapes import adjacent_row_count, is_separated


class Resiliparse(Profile):
    """``  • item``, and rows ``Month``, two tabs, ``Boats``."""

    name = "resiliparse"
    rows = Rows.SEPARATED
    between = "\t\t"
    list_marks = "•1"
    formatted = False
    spaces_blocks = True

    def signs(self, page: Page) -> Iterator[Sign]:
        if not page.spaced:
            return
        text = page.lines.text
        if " • " in text:
            dotted = len(re.findall(_DOTTED_ITEM, text))
            yield Sign(dotted, "list items are marked with •, and indented")
        if self.between in text:
            rows = adjacent_row_count(page.lines, _are_tabbed)
            yield Sign(rows, "the cells of rows are parted by two tabs")


_DOTTED_ITEM: Final = r"(?:^|[\r\n])(?:  )+• [^ ]"


def _are_tabbed(line: str, following: str) -> bool:
    return all(is_separated(each.strip(" \t"), Resiliparse.between) for each in (line, following))
