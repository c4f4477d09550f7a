"""Markdown, of whichever converter."""

from __future__ import annotations

from docparse.dialects.profile import Profile


class Markdown(Profile):
    """``# Title``, ``**words**``, ``[text](url)``, and tables as GFM has them."""

    name = "markdown"
    family = "marked"
    row_opens = "| "
    row_closes = " |"
    keeps_empty_cells = True
    escapes_pipes = True
    marks_headers = True
    nests_lists = True
    formatted = True
    spaces_blocks = True
    writes_markdown = True
