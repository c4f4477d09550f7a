"""leaflet: a broken bar between two cells."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.dialects.profile import Page, Profile, Rows, Sign


class Leaflet(Profile):
    """Rows ``Ticket ¦ Adult``."""

    name = "leaflet"
    rows = Rows.SEPARATED
    between = " ¦ "
    formatted = False
    spaces_blocks = True
    is_written = True

    def signs(self, page: Page) -> Iterator[Sign]:
        rows = sum(self.between in line for line in page.lines.lines)
        yield Sign(rows, "a broken bar parts the cells of rows")
