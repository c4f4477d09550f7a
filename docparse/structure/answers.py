"""Where an answer ends."""

from __future__ import annotations

from docparse.nodes import Block, Heading, KeyPoints, Node, Paragraph, Table, TableOfContents
from docparse.structure.draft import Draft
from docparse.structure.key_points import is_key_points_table
from docparse.structure.question_parts import after_answer_label
from docparse.words.sentences import announces, ends_sentence, goes_on
from docparse.words.titles import ends_article, title_kind


def answer_label(draft: Draft, index: int) -> int:
    """Return where the words behind the label of an answer start, -1 if a block has none."""
    return after_answer_label(draft.blocks[index], draft.texts[index])


def ends_answer(draft: Draft, index: int) -> bool:
    """Whether an answer ends before a block: a heading, the contents, the key points."""
    block = draft.blocks[index]
    if type(block) is Paragraph:
        return False
    if isinstance(block, Heading):
        return not (is_piece(draft, index) or answer_label(draft, index) > 0)
    return ends_titled(block)


def ends_titled(block: Block) -> bool:
    """Whether the part under a title of questions ends before a block that is no heading."""
    return isinstance(block, (TableOfContents, KeyPoints)) or (
        isinstance(block, Table) and is_key_points_table(block)
    )


def closes(heading: Node, title: Node) -> bool:
    """Whether a heading ends the part under a title, judged by their marks."""
    marked = [n.level for n in (heading, title) if isinstance(n, Heading) and n.evidence == "mark"]
    return len(marked) == 2 and marked[0] <= marked[1]


def looks_like_heading(block: Block) -> bool:
    """Whether a block is a heading by its looks alone, and may as well be a line."""
    return isinstance(block, Heading) and block.evidence == "shape"


def is_piece(draft: Draft, index: int) -> bool:
    """Whether what looks like a heading is a piece of a sentence, or announces a list or a table.

    Extractors cut a line before and behind each link in a sentence, and the next line goes on.
    """
    if not looks_like_heading(draft.blocks[index]) or index + 1 >= len(draft.texts):
        return False
    text, following = draft.texts[index], draft.texts[index + 1]
    if not following:
        return announces(text)
    return not ends_sentence(text) and goes_on(following)


def end_of_article(draft: Draft, start: int, end: int) -> int:
    """Return the index of the first block that stands behind the article, ``end`` if none does.

    Behind the last answer may follow "Share this", or the title of a section.
    """
    for index in range(start, end):
        text = draft.texts[index]
        if text and not ends_sentence(text):
            key = draft.key(index)
            if ends_article(key) or title_kind(key) == "section":
                return index
    return end
