"""Titles of questions that an extractor glued to the first question: ``FAQIs it late?``."""

from __future__ import annotations

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

    A question begins with a capital letter, or with its mark in Spanish.
    """
    head = text[:LONGEST_TITLE]
    if "¿" not in head and head[1:].islower():
        return 0
    if not any(map(_has_inner_capital, head.split())):
        return 0
    for end in range(2, min(LONGEST_TITLE, len(text) - _SHORTEST_QUESTION)):
        first, second = text[end], text[end + 1]
        if first == "¿" or (first.isupper() and (second.islower() or second == " ")):
            before = text[end - 1]
            if (before.isalnum() or before == ")") and is_whole_title(title_key(text[:end])):
                return end
    return 0


def _has_inner_capital(word: str) -> bool:
    inside = word[1:]
    return not inside.islower() and (inside != inside.lower() or "¿" in inside)
