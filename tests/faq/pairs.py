"""What is found in lines of questions and answers."""

from __future__ import annotations

from docparse import Document, FaqItem, Heading, Paragraph, find_all, parse, plain_text
from docparse.structure import structured

TITLE = "Frequently Asked Questions"
ANSWER = "It leaves at nine in the morning."


def pairs(document: Document) -> list[tuple[str, str]]:
    """Return each question and its answer."""
    return [
        (plain_text(item.question), "\n".join(map(plain_text, item.answer)))
        for item in find_all(document, FaqItem)
    ]


def titled(*lines: str) -> list[tuple[str, str]]:
    return pairs(parse("\n".join((TITLE, *lines))))


def structured_lines(title: str, *lines: str) -> Document:
    return structured(Document([Heading(2, title), *map(Paragraph, lines)]))


TWO = [("Late?", "Ten."), ("Dogs?", "Yes.")]
