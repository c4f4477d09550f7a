"""Paragraphs that are bold from end to end: titles to the eye, in a text whose headings have marks.

``**Opening hours**``, alone in its paragraph, is a heading below the marked ones around it.
"""

from __future__ import annotations

from typing import Final

from docparse.nodes import Block, Heading, Paragraph, Strong, ThematicBreak
from docparse.structure.draft import Draft, as_heading
from docparse.words.sentences import ends_sentence

_LONGEST: Final = 100
"""Code points; a longer one is a lead or a notice."""
_SHORT: Final = 60

_SURE, _LIKELY, _DOUBTFUL = 0.9, 0.7, 0.55
"""The confidence of a short one above a paragraph, of a longer one, and above anything else."""


def mark_bold_headings(draft: Draft, min_confidence: float) -> None:
    """Make bold paragraphs that are titles Heading nodes, one level below the marked one above."""
    above = 1
    blocks = draft.blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            above = block.level
            continue
        if not _is_bold(block):
            continue
        text = draft.texts[index]
        if not 1 < len(text) <= _LONGEST or "\n" in text or not _is_title(text):
            continue
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        confidence = _confidence(text, below)
        if confidence >= min_confidence:
            level = min(above + 1, 6)
            heading = as_heading(block, level, confidence, "bold")
            draft.replace(index, heading, "headings", "bold", confidence)


def _is_bold(block: Block) -> bool:
    """Whether ``block`` is a paragraph of a Strong and nothing else."""
    if type(block) is not Paragraph or type(content := block._content) is str:
        return False
    return len(content) == 1 and type(content[0]) is Strong


def _is_title(text: str) -> bool:
    """Whether ``text`` has a letter and does not end as a sentence does, but for a question."""
    if not any(map(str.isalpha, text)):
        return False
    return not ends_sentence(text) or text[-1] in "?!:"


def _confidence(text: str, below: Block | None) -> float:
    """Return how sure a bold line is a heading, given the block below it; 0.0 if it is none."""
    if below is None or isinstance(below, (Heading, ThematicBreak)) or _is_bold(below):
        return 0.0
    if not isinstance(below, Paragraph):
        return _DOUBTFUL if len(text) > _SHORT else _LIKELY
    return _LIKELY if len(text) > _SHORT else _SURE
