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

    A question begins with a capital letter inside of a word, or with its mark in Spanish.
    """
    head = text[:LONGEST_TITLE]
    if head[1:].islower() and "¿" not in head:
        return 0
    last = len(text) - _SHORTEST_QUESTION
    end = 0
    for word in head.split():
        start = text.index(word, end)
        end = start + len(word)
        if not word[1:].islower():
            for at in range(max(2, start + 1), min(end, last)):
                if _opens_question(text, at) and is_whole_title(title_key(text[:at])):
                    return at
    return 0


def _opens_question(text: str, at: int) -> bool:
    """Whether a question may begin at a place inside of a word: ``FAQIs``, ``FAQ¿Es``."""
    first, second = text[at], text[at + 1]
    before = text[at - 1]
    return (first == "¿" or (first.isupper() and (second.islower() or second == " "))) and (
        before.isalnum() or before == ")"
    )
