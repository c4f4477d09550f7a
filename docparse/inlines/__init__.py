"""Inline marks inside one finished block, read as the CommonMark spec (0.31) says.

Raw HTML is text. The source is scanned once (``scanner``), runs of ``*`` and ``_`` are paired
(``delimiters``), and nodes are made of the text between the marks (``tree``). Time is linear in the
length of the block. :data:`MAX_MARKS` limits nesting, so that no stack overflows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docparse.inlines.links import References
from docparse.inlines.places import placing
from docparse.inlines.scanner import scan
from docparse.inlines.tree import MAX_MARKS, tree
from docparse.nodes import Inline
from docparse.source.text import NO_SPAN

__all__ = ["MAX_MARKS", "References", "has_marks", "parse_inlines"]


def has_marks(source: str) -> bool:
    """Whether ``source`` has a character that an inline mark could start with."""
    return _MARK_START.search(source) is not None


_MARK_START: Final = re.compile(r"[\\`*_\[<&\n\r]")


def parse_inlines(
    source: str,
    start: int = NO_SPAN.start,
    references: References | None = None,
    cuts: Sequence[int] = (),
    *,
    loose: bool = False,
) -> tuple[Inline, ...]:
    """Return the inline nodes of a block whose text is ``source``. Never raises for a ``str``.

    ``"**Fares** rise."`` gives a Strong and a Text.

    ``start`` is the offset of ``source`` in the whole text; without it the nodes have no
    spans. A node's span covers its marks; spans of neighbours touch. White space around a line
    ending is in the span of the Text or LineBreak that stands for it. URLs are kept
    as they are written, whatever their scheme. References are text unless ``references`` are given.
    ``cuts`` are offsets in ``source``, in order; after each, ``source`` lacks one more character
    of the text.

    ``loose`` reads what writers make of CommonMark: emphasis with a space inside its marks or a
    letter beside them (``**all day **and``), tags (``<br>`` is a line break, others are left out),
    and line ends as spaces.
    """
    if "\r" in source:
        # The places in the normalised text of the line endings that had two characters.
        cuts = [match.start() - n for n, match in enumerate(re.finditer("\r\n", source))]
        source = _CARRIAGE_RETURN.sub("\n", source)
    place = placing(start, cuts)
    marks = scan(source, place, references, loose)
    return tuple(tree(source, marks, place, references))


_CARRIAGE_RETURN: Final = re.compile("\r\n?")
