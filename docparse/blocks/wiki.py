"""Headings of wikis: ``== History ==``, and ``History[edit]``."""

from __future__ import annotations

from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.nodes import Heading
from docparse.source.text import Span
from docparse.words.wiki import equals_signs, section_link_start


def read_wiki_heading(reader: BlockReader, index: int) -> int:
    """Read a title between equals signs, or one with a link to edit its section.

    The signs and the link are left out of its text, and kept in its span.
    """
    span = reader.lines.trimmed(index)
    line = reader.lines.text[span.start : span.end]
    start, end = 0, section_link_start(line) or len(line)
    level = equals_signs(line[:end])
    if level:
        start, end = level, len(line[:end].rstrip(" \t")) - level
    elif end == len(line):
        return index
    words = line[start:end]
    start += len(words) - len(words.lstrip(" \t\u00a0"))
    title = Span(span.start + start, span.start + start + len(words.strip(" \t\u00a0")))
    content = reader.paragraph(title).children
    reader.blocks.append(Heading(level or EDITED_LEVEL, content, span=span))
    return index + 1


EDITED_LEVEL: Final = 2
"""The level of a title with a link to edit its section and no other mark."""
