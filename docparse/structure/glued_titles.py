"""Titles of questions that an extractor glued to the first question: ``FAQIs it late?``."""

from __future__ import annotations

import re
from typing import Final

from docparse.nodes import Paragraph, make_paragraph
from docparse.source.text import Span
from docparse.structure.draft import Draft, Splice
from docparse.words.titles import LONGEST_TITLE, is_whole_title, title_key

_SHORTEST_QUESTION: Final = 4
"""Code points."""


def part_glued_titles(draft: Draft) -> None:
    """Split each line that is a title of questions and a question without a space between."""
    changes: list[Splice] = []
    for index in draft.facts.asking:
        text, block = draft.texts[index], draft.blocks[index]
        if type(block) is not Paragraph or type(block._content) is not str:
            continue
        end = _title_end(text)
        start, last = block.span
        if end and last - start == len(text):
            title = make_paragraph(text[:end], Span(start, start + end))
            question = make_paragraph(text[end:], Span(start + end, last))
            changes.append(Splice(index, index + 1, [title, question]))
    draft.splice(changes)


def _title_end(text: str) -> int:
    """Return where the title ends that ``text`` begins with, 0 if there is none.

    A question begins with a capital letter inside of a word, or with its mark in Spanish.
    """
    last = min(LONGEST_TITLE, len(text) - _SHORTEST_QUESTION)
    for match in re.compile(_MARK_OR_CAPITAL).finditer(text, 2, last):
        end, first = match.start(), match[0]
        opens = first == "¿" or (
            first.isupper() and (text[end + 1].islower() or text[end + 1] == " ")
        )
        if opens and is_whole_title(title_key(text[:end])):
            return end
    return 0


_MARK_OR_CAPITAL: Final = "[A-Z\xa1-\U0010ffff](?<=(?:[^\\W_]|\\)).)"
"""What a question may begin with right behind a word: ``¿`` or a capital, and much else that is
beyond ASCII. A set of ranges that comes first is looked for in a third of the time."""
