"""The rows of a table in pieces: the header that each piece repeats, and how both are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import attrs

from docparse.errors import OptionError
from docparse.nodes import Table, TableRow, row_texts
from docparse.tree.chunk_sizes import Limits

TableForm: TypeAlias = Literal["text", "markdown", "csv", "html"]

TABLE_FORMS: Final = ("text", "markdown", "csv", "html")
"""How a table is written in a piece: cells parted by tabs, or as a format has it."""


def checked_form(form: object) -> str:
    """Return ``form``, one of :data:`TABLE_FORMS`. Raises OptionError for others."""
    for known in TABLE_FORMS:
        if form == known:
            return known
    names = ", ".join(f'"{name}"' for name in TABLE_FORMS)
    raise OptionError(f"tables is one of {names}, not {form!r}")


def row_line(row: TableRow) -> str:
    """Return the texts of the cells of ``row`` with tabs between: its plain text."""
    return "\t".join(row_texts(row))


@attrs.frozen(eq=False)
class Frame:
    """What rows of a table stand in: a form, and the header that each piece of it repeats.

    ``size`` is by how much it makes a piece longer, in the unit of the piece; about, in a form of
    more than lines.
    """

    form: str
    header: tuple[TableRow, ...] = ()
    size: int = 0

    @classmethod
    def of(cls, table: Table, form: str, limits: Limits) -> Frame:
        """Return the frame of the rows of ``table``: its header, where that leaves a quarter free.

        Two pieces with a longer one would hold too little else for what is repeated.
        """
        header = table.rows[: table.header_rows]
        around = limits.count(_AROUND_ROWS.get(form, ""))
        if header and all(limits.fits(row_line(row)) for row in header):
            size = limits.count(cls(form, header).written(())) + limits.separator
            if 4 * (size - limits.separator) <= 3 * limits.most:
                return cls(form, header, size + around)
        return cls(form, (), limits.count(_AROUND_ALL.get(form, "")) + around)

    def written(self, rows: Sequence[TableRow]) -> str:
        """Return ``rows`` below the header, each in a line of its own in all forms but HTML."""
        if self.form == "text":
            return "\n".join(map(row_line, (*self.header, *rows)))
        from docparse.renderers import FormatName, render

        if self.form == "csv":  # filled up to the longest, rows could be any number of times longer
            tables = (Table((row,)) for row in (*self.header, *rows))
            return "".join(render(table, "csv") for table in tables).replace("\r\n", "\n")[:-1]
        table = Table((*self.header, *rows), len(self.header))
        return render(table, FormatName(self.form)).removesuffix("\n")


_AROUND_ROWS: Final = {"html": "<tbody>\n</tbody>\n"}
_AROUND_ALL: Final = {"html": "<table>\n</table>\n", "markdown": "|  |\n| --- |\n"}
