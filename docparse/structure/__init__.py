"""Flat blocks → structure: the ordered list of what an article's blocks are read as."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from docparse.nodes import Block, Document
from docparse.structure.contents import read_contents
from docparse.structure.draft import Draft
from docparse.structure.faq import read_faqs
from docparse.structure.key_points import read_key_points
from docparse.structure.pairs import Pairs, Parts, part_pairs
from docparse.structure.sections import nest_sections

InferHeadings = Callable[[Draft], None]
"""Makes the blocks that are headings Heading nodes, each in its place."""


def structured(document: Document, pairs: Pairs | None = None) -> Document:
    """Return ``document``, whose children are flat blocks, with the structure they have.

    That is its contents, its questions and answers, its key points and its sections. ``pairs`` are
    the questions and answers that are known to belong together.
    """
    draft = Draft(document.children, source=document.source)
    return attrs.evolve(document, children=structured_blocks(draft, pairs=pairs or {}))


def structured_blocks(
    draft: Draft, *, infer_headings: InferHeadings | None = None, pairs: Pairs | None = None
) -> list[Block]:
    """Return the blocks of ``draft`` with the structure they have.

    ``infer_headings`` finds the headings among bare lines; without it only marked ones count.
    ``pairs`` are the questions and answers that are known, where blocks may have more than one
    line and are to be parted; None where each line is a block already.
    """
    read_contents(draft, bare_lines=infer_headings is not None)
    if infer_headings is not None:
        infer_headings(draft)
    read_key_points(draft)
    parts = Parts() if pairs is None else part_pairs(draft, pairs)
    read_faqs(draft, parts)
    return nest_sections(draft.blocks)
