"""Quotes: lines that start with ``>``."""

from __future__ import annotations

from docparse.blocks.reader import BlockReader
from docparse.nodes import MAX_DEPTH, Quote
from docparse.source.lines import QUOTE, Lines, line_kind
from docparse.source.text import Span


def read_quote(reader: BlockReader, index: int) -> int:
    """Read a run of quoted lines; the text after the marks is read by the same rules."""
    if not reader.reads_marks or reader.depth >= MAX_DEPTH:
        return index
    end = reader.lines.run_end(index, (QUOTE,))
    inner = _unquoted(reader.lines, index, end)
    nested = reader.nested(reader.profile.prepare_inside(inner))
    nested.read()
    span = Span(reader.lines.trimmed(index).start, reader.lines.trimmed(end - 1).end)
    reader.blocks.append(Quote(nested.blocks, span=span))
    return end


def _unquoted(lines: Lines, first: int, end: int) -> Lines:
    """Return lines ``first`` to ``end`` without their mark and the space after it."""
    texts, starts = [], []
    for index in range(first, end):
        line = lines.lines[index]
        marked = line.lstrip(" \t")[1:]
        text = marked[1:] if marked[:1] == " " else marked
        texts.append(text)
        starts.append(lines.starts[index] + len(line) - len(text))
    starts.append(lines.trimmed(end - 1).end)
    return Lines(lines.text, texts, starts, list(map(line_kind, texts)))
