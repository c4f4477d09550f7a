"""HTML as the tests of this folder write it, and what they write."""

from __future__ import annotations

from typing import Any

from docparse import Document, Faq, FaqItem, Heading, Node, Section, render


def write(node: Node, **options: Any) -> str:
    return render(node, "html", **options)


FAQ = Document([Section(Heading(2, "Questions"), [Faq([FaqItem("Why?", ["Wind.", "Rain."])])])])
