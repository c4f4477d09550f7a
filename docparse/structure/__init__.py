"""Blocks in, structure out: the ordered list of what an article's blocks are read as."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from docparse.nodes import Block, Document
from docparse.structure.block_texts import BlockTexts
from docparse.structure.contents import read_contents
from docparse.structure.faq import read_faqs
from docparse.structure.key_points import read_key_points
from docparse.structure.pairs import Pairs, PartedBlocks, part_pairs
from docparse.structure.sections import nest_sections

InferHeadings = Callable[[list[Block], BlockTexts], list[Block]]
"""Returns the blocks with those that are headings made into Heading nodes, each in its place."""


def structured(document: Document, pairs: Pairs | None = None) -> Document:
    """Return ``document``, whose children are flat blocks, with the structure they have.

    That is its contents, its questions and answers, its key points and its sections. ``pairs`` are
    the questions and answers that are known to belong together.
    """
    blocks = list(document.children)
    lines = BlockTexts(blocks, source=document.source)
    return attrs.evolve(document, children=structured_blocks(blocks, lines, pairs=pairs or {}))


def structured_blocks(
    blocks: list[Block],
    lines: BlockTexts,
    *,
    infer_headings: InferHeadings | None = None,
    pairs: Pairs | None = None,
) -> list[Block]:
    """Return flat ``blocks``, whose words are ``lines``, with the structure they have.

    ``infer_headings`` finds the headings among bare lines; without it only marked ones count.
    ``pairs`` are the questions and answers that are known, where blocks may have more than one
    line and are to be parted; None where each line is a block already.
    """
    blocks = read_contents(blocks, lines, bare_lines=infer_headings is not None)
    if infer_headings is not None:
        blocks = infer_headings(blocks, lines)
    blocks = read_key_points(blocks, lines)
    parted = PartedBlocks(blocks) if pairs is None else part_pairs(blocks, lines, pairs)
    if parted.whole:
        lines = BlockTexts(parted.blocks, source=lines.source)
    return nest_sections(read_faqs(parted, lines))
