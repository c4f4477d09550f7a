"""Wrapped text: paragraphs and items broken into lines, as in terminals and in mails."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.dialects.layout import Layout, joined_lines
from docparse.dialects.line_kinds import kinds_without_markup
from docparse.dialects.line_width import wrapping
from docparse.dialects.profile import Page, Profile, Rows, Sign
from docparse.dialects.shares import filled_line_count
from docparse.source.lines import HEADING, Lines


class Wrapped(Profile):
    """Lines of at most so many characters, blank lines between blocks, marks set in by spaces.

    lynx, w3m, elinks, html-to-text and pandoc's plain output write so, and so do people: in mails,
    manual pages, RFCs and the books of Project Gutenberg.
    """

    name = "wrapped"
    family = "wrapped"
    rows = Rows.DRAWN
    between = "  "
    list_marks = "*+-o1•□☆◇"
    items_begin_lines = True
    formatted = False
    spaces_blocks = True
    wraps_lines = True
    breaks_lines = False
    lays_out = True

    def signs(self, page: Page) -> Iterator[Sign]:
        if page.is_marked or _has_marked_title(page):
            return
        found = wrapping(page.lines)
        if found:
            reason = f"paragraphs are broken at {found.width} characters"
            yield Sign(filled_line_count(page.lines), reason)

    def prepare(self, lines: Lines) -> Lines:
        return joined_lines(Layout(lines))

    def prepare_inside(self, lines: Lines) -> Lines:
        kinds = kinds_without_markup(lines)
        return Lines(lines.text, lines.lines, lines.starts, kinds)


def _has_marked_title(page: Page) -> bool:
    """Whether a line that is not indented opens with ``#`` as Markdown's titles do."""
    lines, kinds = page.lines.lines, page.lines.kinds
    return any(kinds[at] is HEADING and lines[at][0] == "#" for at in page.lines.special)
