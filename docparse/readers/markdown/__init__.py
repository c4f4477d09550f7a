"""Marked text → the tree: CommonMark, GFM tables, and what writers make of them.

One reader for :func:`from_markdown` and for ``parse``. markdown-it-py finds the blocks, by the
rules of the spec and by rules of our own, each with a name (``parser``); ``docparse.inlines`` reads
what stands in a block.
"""

from __future__ import annotations

from docparse.errors import ArgumentError
from docparse.nodes import Document
from docparse.readers.markdown.reading import MarkedText
from docparse.readers.markdown.writers import WriterForms
from docparse.source.text import Span
from docparse.structure import structured

__all__ = ["MarkedText", "WriterForms", "from_markdown"]


def from_markdown(text: str) -> Document:
    """Return the Document that ``text``, CommonMark with GFM tables, holds.

    ``from_markdown("# Prices\\n\\n| No. | Fare |\\n|--|--|\\n| 1 | $2 |\\n")`` gives a section with
    a heading and a table.

    Front matter, and the head that a reader service writes, become code; the title that the latter
    names is a heading unless one says the same. Raw HTML, strikethrough and task marks are text. A
    header row whose cells are all empty is no header (``header_rows=0``), and empty cells at its
    end over a delimiter of one ``-`` are dropped; a row keeps its cells, even if they are fewer or
    more than its header's. NUL is read as U+FFFD, as CommonMark requires.

    Quotes and lists nested deeper than ``MAX_DEPTH`` stay as text, and so do references once their
    URLs have made the tree several times as long as the text. Where too many quotes were searched
    in vain for continuation lines without a mark, the remaining quotes continue only the paragraph
    they end in. Diagnostics report all of this.

    A block's span, in code points, starts at its first character and ends with its last line. Where
    the text of a block stands in ``text`` unchanged, the nodes in it have spans as well.

    Never raises for a ``str``; raises ArgumentError for anything else. Takes time linear in the
    length of ``text``.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"from_markdown takes a str, not {type(text).__name__}")
    reading = MarkedText(text)
    blocks = reading.blocks()
    whole = Span(0, len(text))
    return structured(Document(blocks, source=text, diagnostics=reading.diagnostics(), span=whole))
