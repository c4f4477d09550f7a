"""No depth of a tree overflows a walk, a visitor or a transformer."""

from __future__ import annotations

from typing import Any

import pytest

from docparse import (
    CodeSpan,
    Document,
    LineBreak,
    NodeTransformer,
    NodeVisitor,
    Paragraph,
    Quote,
    Text,
    find_all,
    plain_text,
    walk,
)
from tests.visitor.examples import Nothing, check_no_op

DEPTH = 100_000


@pytest.fixture(scope="module")
def abyss() -> Document:
    """A tree of quotes in quotes, far deeper than Python's stack."""
    block: Quote | Paragraph = Paragraph([CodeSpan("deep"), LineBreak()])
    for _ in range(DEPTH):
        block = Quote((block,))
    return Document((block,))


def test_no_depth_overflows_walk_and_find_all(abyss: Document) -> None:
    assert sum(1 for _ in walk(abyss)) == DEPTH + 4
    assert sum(1 for _ in find_all(abyss, Quote)) == DEPTH
    assert plain_text(abyss) == "deep\n"


def test_no_depth_overflows_a_visitor(abyss: Document) -> None:
    class Deepest(NodeVisitor):
        depth = deepest = 0

        def visit_Quote(self, node: Quote) -> None:
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

        def leave_Quote(self, node: Quote) -> None:
            self.depth -= 1

    deepest = Deepest()
    deepest.visit(abyss)
    assert (deepest.deepest, deepest.depth) == (DEPTH, 0)


def test_no_depth_overflows_a_transformer(abyss: Document) -> None:
    class Edit(NodeTransformer):
        def leave_CodeSpan(self, node: CodeSpan) -> Any:
            return Text("shallow")

    check_no_op(Nothing(), abyss)
    assert plain_text(Edit().transform(abyss)) == "shallow\n"
