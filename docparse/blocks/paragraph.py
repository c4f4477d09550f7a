"""Paragraphs, headings with marks, rules, and lines that turn out to be plain text after all."""

from __future__ import annotations

from docparse.blocks.reader import BlockReader
from docparse.nodes import Heading, ThematicBreak
from docparse.source.lines import BLANK, MARK
from docparse.source.text import Span


def read_blank(reader: BlockReader, index: int) -> int:
    """Skip a run of blank lines."""
    return reader.lines.run_end(index, (BLANK,))


def read_paragraph(reader: BlockReader, index: int) -> int:
    """Read a line as a paragraph: extractors break lines where blocks end."""
    reader.blocks.append(reader.paragraph(reader.lines.trimmed(index)))
    return index + 1


def read_stray_mark(reader: BlockReader, index: int) -> int:
    """Skip a list mark without an item: its writer put it there, so it makes no node.

    A sign that only people type, such as ``—`` between two parts of a text, is a paragraph.
    """
    lines = reader.lines
    if lines.kinds[index] is MARK and lines.lines[index].strip(" \t")[0] not in "-*+•":
        return read_paragraph(reader, index)
    return read_stray_marks(reader, index, index + 1)


def read_stray_marks(reader: BlockReader, index: int, end: int) -> int:
    """Skip the marks in the lines from ``index`` to ``end``, with a diagnostic."""
    span = Span(reader.lines.trimmed(index).start, reader.lines.trimmed(end - 1).end)
    reader.report("stray-mark", span, "marks with no list or table to belong to are left out")
    return end


def read_rule(reader: BlockReader, index: int) -> int:
    """Read ``---`` as a thematic break, in a text with block marks."""
    if not reader.reads_marks:
        return index
    reader.blocks.append(ThematicBreak(span=reader.lines.trimmed(index)))
    return index + 1


def read_heading(reader: BlockReader, index: int) -> int:
    """Read ``## Title``: as many marks as its level, perhaps more at its end."""
    if not reader.reads_marks:
        return index
    span = reader.lines.trimmed(index)
    line = reader.lines.text[span.start : span.end]
    title = line.lstrip("#")
    level = len(line) - len(title)
    if not level:
        return index
    start = span.end - len(title.lstrip(" \t"))
    end = span.end
    if title.endswith("#"):
        unmarked = title.rstrip("#")
        if unmarked.rstrip(" \t") != unmarked:
            end = span.start + level + len(unmarked.rstrip(" \t"))
    title_span = Span(start, end) if start < end else Span(span.end, span.end)
    content = reader.paragraph(title_span).children
    reader.blocks.append(Heading(level, content, span=span))
    return index + 1
