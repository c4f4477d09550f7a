"""Blocks in, structure out: the ordered list of what an article's blocks are read as."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from docparse.block_texts import BlockTexts
from docparse.nodes import Block, Document
from docparse.transforms.contents import read_contents
from docparse.transforms.faq import read_faqs
from docparse.transforms.key_points import read_key_points
from docparse.transforms.sections import nest_sections

InferHeadings = Callable[[list[Block], BlockTexts], list[Block]]
"""Returns the blocks with those that are headings made into Heading nodes, each in its place."""


def structured(document: Document) -> Document:
    """Return ``document``, whose children are flat blocks, with the structure they have.

    That is its contents, its questions and answers, its key points and its sections.
    """
    blocks = list(document.children)
    lines = BlockTexts(blocks, source=document.source)
    return attrs.evolve(document, children=structured_blocks(blocks, lines))


def structured_blocks(
    blocks: list[Block], lines: BlockTexts, *, infer_headings: InferHeadings | None = None
) -> list[Block]:
    """Return flat ``blocks``, whose words are ``lines``, with the structure they have.

    ``infer_headings`` finds the headings among bare lines; without it only marked ones count.
    """
    blocks = read_contents(blocks, lines, bare_lines=infer_headings is not None)
    if infer_headings is not None:
        blocks = infer_headings(blocks, lines)
    blocks = read_faqs(read_key_points(blocks, lines), lines)
    return nest_sections(blocks)
