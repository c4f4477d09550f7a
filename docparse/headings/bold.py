"""Paragraphs that are bold from end to end: titles to the eye, in a text whose headings have marks.

``**Opening hours**``, alone in its paragraph, is a heading below the marked ones around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docparse.nodes import Block, Heading, Paragraph, Strong, ThematicBreak
from docparse.structure.draft import Draft, as_heading
from docparse.words.sentences import announces, ends_statement

_LONGEST_BOLD: Final = 100
"""Code points; a longer one is a lead or a notice."""

_SURE, _DOUBTFUL = 0.6, 0.4
"""The confidence of a bold title where no heading is marked, and of any other. Of bold lines in
articles with marks, 62 % were headings of the page in the former and 25 % in the latter; of those
in articles with links, none: a writer that keeps links marks headings."""

_LEVEL_CONFIDENCE: Final = 0.75


def mark_bold_headings(draft: Draft, min_confidence: float, keeps_links: bool) -> int:
    """Make bold paragraphs that are titles Heading nodes, one level below the marked one above.

    Returns how many. Where headings have marks, or links are kept (``keeps_links``), a bold title
    is most often none: its confidence is below the default ``min_confidence`` then.
    """
    blocks = draft.blocks
    has_marked = any(type(block) is Heading for block in blocks)
    confidence = _DOUBTFUL if has_marked or keeps_links else _SURE
    if confidence < min_confidence:
        return 0
    above = 1
    found = 0
    for index, block in enumerate(blocks):
        if type(block) is Heading:
            above = block.level
        elif _is_bold(block) and _is_bold_title(draft.texts[index], blocks[index + 1 : index + 2]):
            level = min(above + 1, 6)
            heading = as_heading(block, level, confidence, "bold", _LEVEL_CONFIDENCE)
            draft.replace(index, heading, "headings", "bold", confidence)
            found += 1
    return found


def _is_bold(block: Block) -> bool:
    """Whether ``block`` is a paragraph of a Strong and nothing else."""
    if type(block) is not Paragraph or type(content := block._content) is str:
        return False
    return len(content) == 1 and type(content[0]) is Strong


def _is_bold_title(text: str, below: Sequence[Block]) -> bool:
    """Whether ``text`` is short, no statement, announces no list, and stands above other text."""
    if not 1 < len(text) <= _LONGEST_BOLD or "\n" in text or not any(map(str.isalpha, text)):
        return False
    if ends_statement(text) or announces(text) or not below:
        return False
    return not isinstance(below[0], (Heading, ThematicBreak)) and not _is_bold(below[0])
