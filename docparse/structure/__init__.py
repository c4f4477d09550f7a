"""Flat blocks → structure: the ordered list of what an article's blocks are read as."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from docparse.nodes import Block, Document
from docparse.structure.contents import read_contents
from docparse.structure.draft import Draft
from docparse.structure.faq import read_faqs
from docparse.structure.glued_titles import part_glued_titles
from docparse.structure.interviews import read_interviews
from docparse.structure.key_points import read_key_points
from docparse.structure.pair import Pairs
from docparse.structure.pairs import part_pairs
from docparse.structure.sections import nest_sections

InferHeadings = Callable[[Draft], None]
"""Replaces each block that is a heading by a Heading node."""


def structured(document: Document, pairs: Pairs | None = None) -> Document:
    """Return ``document``, whose children are flat blocks, with their structure found.

    The structure is contents, questions and answers, key points and sections. ``pairs`` are the
    questions whose answers are already known.
    """
    draft = Draft(document.children, source=document.source)
    return attrs.evolve(document, children=structured_blocks(draft, pairs=pairs or {}))


def structured_blocks(
    draft: Draft, *, infer_headings: InferHeadings | None = None, pairs: Pairs | None = None
) -> list[Block]:
    """Return the blocks of ``draft`` with their structure found.

    ``infer_headings`` finds the headings among bare lines; without it only marked ones count.
    ``pairs`` are the questions whose answers are already known, in a draft whose blocks may have
    several lines and have to be split; None where each line is a block already.
    """
    if infer_headings is not None:
        part_glued_titles(draft)
    read_contents(draft, bare_lines=infer_headings is not None)
    if infer_headings is not None:
        infer_headings(draft)
        read_interviews(draft)
    read_key_points(draft)
    read_faqs(draft, part_pairs(draft, pairs))
    return nest_sections(draft.blocks)
