"""Tree → HTML for a notebook, which shows the value of a cell so."""

from __future__ import annotations

from typing import Final

from docparse.errors import RenderError
from docparse.nodes import Node, Table, plain_text
from docparse.renderers import html
from docparse.tree.pictures import PicturesAsText

LONGEST_SHOWN: Final = 200_000
"""Characters of a node that a notebook shows; of a longer one it shows the ``repr``."""

MOST_ROWS: Final = 60
"""Rows of a table that a notebook shows."""


def notebook_html(node: Node) -> str | None:
    """Return ``node`` as HTML for a notebook; None if it is too long or too deep to be shown.

    It is what ``render(node, "html")`` gives, all text escaped, in a box that scrolls. A picture is
    its description, so that to look at a text loads nothing. Of a table the first
    :data:`MOST_ROWS` are shown, and how many there are.
    """
    below = ""
    if isinstance(node, Table) and len(node.rows) > MOST_ROWS:
        below = f"<p>{len(node.rows):,} rows, {MOST_ROWS} of them shown</p>\n"
        node = Table(node.rows[:MOST_ROWS], min(node.header_rows, MOST_ROWS))
    if len(plain_text(node)) > LONGEST_SHOWN:
        return None
    try:
        shown = PicturesAsText().transform(node)
        if len(plain_text(shown)) > LONGEST_SHOWN:
            return None
        written = html.render(shown)
    except (RecursionError, RenderError):
        return None
    return f'<div style="max-height: 40em; overflow: auto">\n{written}\n{below}</div>'
