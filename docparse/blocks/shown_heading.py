"""Headings that a line under them shows, or that are less indented than the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.nodes import Block, Heading
from docparse.source.lines import trimmed_span

_LEVELS_OF_LINES: Final = {"=": 1, "*": 1, "#": 1, "━": 1, "═": 1, "-": 2, "─": 2}
"""The level that an underline shows; others show the third."""


def read_shown_heading(reader: BlockReader, index: int) -> int:
    """Read ``Title`` and a line of ``=====`` under it, perhaps one above; or a title set out.

    A title that is less indented than the text is of level 2, and of level 3 if it is indented.
    """
    line, start = reader.lines.lines[index], reader.lines.starts[index]
    if line.lstrip(" \t").startswith("#") and "\n" not in line and "\r" not in line:
        return index
    match = re.fullmatch(_UNDERLINED, line)
    if match:
        level = _LEVELS_OF_LINES.get(match["rule"][0], 3)
        title = trimmed_span(match["title"], start + match.start("title"))
    else:
        level = 3 if line[0] in " \t" else 2
        title = reader.lines.trimmed(index)
    content = reader.paragraph(title).children
    reader.blocks.append(Heading(level, content, span=reader.lines.trimmed(index)))
    return index + 1


_UNDERLINED: Final = (
    r"(?:(?P<over>[ \t]*[^\w\s]+[ \t]*)(?:\r\n?|\n))?"
    r"(?P<title>[^\r\n]*)(?:\r\n?|\n)[ \t]*(?P<rule>[^\w\s]+|_+)[ \t]*"
)


FEWEST_SHOWN: Final = 2


def shows_headings(blocks: Sequence[Block]) -> bool:
    """Whether a text shows its headings by its layout, so that no line without one is a heading."""
    return sum(isinstance(block, Heading) for block in blocks) >= FEWEST_SHOWN
