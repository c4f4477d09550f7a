"""Tree → Org outline: headings with stars, tables with pipes, the rest as text."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.errors import OptionError
from docparse.nodes import Heading, List, Node, Table, TextHolder, plain_text


def render(node: Node, *, deepest: int = 6) -> str:
    """Return ``node`` as an Org outline; headings below level ``deepest`` are plain lines."""
    if not isinstance(deepest, int) or not 1 <= deepest <= 6:
        raise OptionError(f"deepest is a heading level from 1 to 6, not {deepest!r}")
    return "".join(f"{line}\n" for line in _lines(node, deepest))


def _lines(node: Node, deepest: int) -> Iterator[str]:
    if isinstance(node, Heading):
        stars = "*" * node.level + " " if node.level <= deepest else ""
        yield stars + plain_text(node)
    elif isinstance(node, Table):
        for index, row in enumerate(node.rows):
            if index and index == node.header_rows:
                yield "|---"
            cells = (plain_text(cell).replace("|", "\\vert{}") for cell in row.cells)
            yield f"| {' | '.join(cells)} |"
    elif isinstance(node, List):
        for number, item in enumerate(node.items, start=node.start):
            yield f"{f'{number}.' if node.ordered else '-'} {plain_text(item)}"
    elif isinstance(node, TextHolder) or not node.children:
        yield plain_text(node)
    else:
        for child in node.children:
            yield from _lines(child, deepest)
