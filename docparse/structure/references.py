"""References of a wiki's article, listed without marks: ``**^** Holm, A. (1998).``"""

from __future__ import annotations

from itertools import groupby

from docparse.nodes import Block, List, Paragraph, make_item, make_list
from docparse.source.text import Span
from docparse.structure.draft import Draft, Splice
from docparse.words.wiki import FEWEST_REFERENCES, is_reference


def list_references(draft: Draft) -> None:
    """Make paragraphs in a row that begin with a back link the items of a list."""
    changes = []
    indexes = range(len(draft.blocks))
    for are_references, group in groupby(indexes, lambda index: _is_reference(draft, index)):
        places = [*group]
        if are_references and len(places) >= FEWEST_REFERENCES:
            references = references_of(draft.blocks[places[0] : places[-1] + 1])
            changes.append(Splice(places[0], places[-1] + 1, [references]))
            draft.note("references", "list", references.span)
    draft.splice(changes)


def _is_reference(draft: Draft, index: int) -> bool:
    return is_reference(draft.texts[index]) and isinstance(draft.blocks[index], Paragraph)


def references_of(blocks: list[Block]) -> List:
    """Return the list with an item for each of the blocks, whose places are known."""
    items = tuple([make_item((block,), block.span) for block in blocks])
    span = Span(blocks[0].span.start, blocks[-1].span.end)
    references: List = make_list(items, False, 1, span)
    return references
