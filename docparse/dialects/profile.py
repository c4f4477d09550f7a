"""What a dialect is: how its writer writes, what shows it, and how its lines are prepared."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import ClassVar, NamedTuple

from docparse.dialects.wrapping import join_lines
from docparse.source.lines import Lines
from docparse.source.text import Family


class Rows(Enum):
    """How the rows of a table differ from other lines, and what separates their cells."""

    PIPED = "piped"
    """A pipe stands at one end of every row, or at both."""
    OPEN = "open"
    """``a| b`` and two spaces; the line under the first row is ``---|---``."""
    SEPARATED = "separated"
    """The profile's ``between`` separates two cells, and nothing else shows a row."""
    ALIGNED = "aligned"
    """Two or more spaces separate the columns; ``prepare`` decides which lines are rows."""
    DRAWN = "drawn"
    """As ALIGNED, or rules of dashes or boxes show the columns; a row may have several lines."""


class Page:
    """A whole text whose dialect is to be detected."""

    def __init__(self, lines: Lines, spaced: bool, formatted: bool, marks: tuple[str, ...]) -> None:
        self.lines = lines
        self.spaced = spaced
        """Whether blank lines stand between its blocks."""
        self.formatted = formatted
        """Whether it was written with formatting on."""
        self.marks = marks
        """The kinds of marks in it, in words: ``"words are marked with **"``."""

    @property
    def is_marked(self) -> bool:
        """Whether it has marks such as ``#`` and ``[text](url)`` that are no accident."""
        return self.formatted or len(self.marks) > 1


class Sign(NamedTuple):
    """Something in a text that only one writer does."""

    lines: int
    """How many lines show it; all lines that are not blank if the whole text does."""
    reason: str
    """What they show, in words: ``"rows are padded with spaces to the same length"``."""


class Candidate(NamedTuple):
    """A dialect, how many lines speak for it, and what they say."""

    name: str
    weight: int
    reason: str


class Profile:
    """How one writer, or one generation of it, writes tables, lists and other blocks.

    A dialect is a subclass that overrides what its writer does differently.
    """

    name: ClassVar[str]
    """Its public name, in lower case: ``"html2text"``, ``"trafilatura-1.12"``."""

    family: ClassVar[Family] = "bare"
    """Whether a line is a block, paragraphs are broken into lines, or blocks have marks. Every
    text that is ``formatted`` is of the family ``"marked"``."""
    rows: ClassVar[Rows] = Rows.PIPED
    """How rows differ from other lines."""
    row_opens: ClassVar[str] = ""
    """What stands before a row's first cell."""
    between: ClassVar[str] = " | "
    """What stands between two cells."""
    row_closes: ClassVar[str] = ""
    """What stands after a row's last cell."""
    keeps_rows: ClassVar[bool] = True
    """Whether a row is a line; where not, every cell is a line and the rows are lost."""
    keeps_empty_cells: ClassVar[bool] = False
    """Whether a line of pipes is a row of empty cells, and not the padding of a wide one."""
    pads_rows: ClassVar[bool] = False
    """Whether pipes at the end of a row make it as wide as its table."""
    doubles_pipes: ClassVar[bool] = False
    """Whether two pipes, not one, separate cells."""
    spaces_pipes: ClassVar[bool] = False
    """Whether a pipe between cells has a space or another pipe at its side: one between letters
    stands in a cell."""
    escapes_pipes: ClassVar[bool] = False
    """Whether a pipe inside a cell is written ``\\|``."""
    marks_headers: ClassVar[bool] = False
    """Whether a row of dashes is written under the header rows of a table."""
    table_costs: ClassVar[str] = ""
    """Whose record of :mod:`docparse.tables.costs` its tables are read with, if not its own."""

    list_marks: ClassVar[str] = ""
    """The marks of indented items where blank lines stand between blocks; ``1`` for any number."""
    mark_after_item: ClassVar[bool] = False
    """Whether a list item's ``-`` stands on the line after it."""
    items_begin_lines: ClassVar[bool] = False
    """Whether no list item begins inside the line that ends the one before it."""
    nests_lists: ClassVar[bool] = False
    """Whether a nested list is indented, two spaces a level."""
    parts_items: ClassVar[bool] = False
    """Whether words after a blank line belong to no item of a marked text, however deep."""

    formatted: ClassVar[bool | None] = None
    """Whether it writes marks such as ``#`` and ``[text](url)``; None where that is a choice."""
    spaces_blocks: ClassVar[bool] = False
    """Whether a blank line stands between two blocks, with formatting off, too."""
    wraps_lines: ClassVar[bool] = False
    """Whether a long paragraph is broken into lines."""
    breaks_lines: ClassVar[bool] = True
    """Whether two spaces at the end of a line mean a line break in the paragraph."""
    lays_out: ClassVar[bool] = False
    """Whether lines are indented and cells filled up with spaces as the page's style says."""
    writes_markdown: ClassVar[bool] = False
    """Whether its tables are those of GFM, and only what is left over is to be read otherwise."""
    is_written: ClassVar[bool] = False
    """Whether ``render(…, "text", dialect=…)`` writes it, and not only ``parse`` reads it."""

    def signs(self, page: Page) -> Iterable[Sign]:
        """Return the signs in ``page`` that only this writer leaves.

        Unless the lines of all signs together prevail, see
        :func:`docparse.dialects.shares.prevails`, the text is taken for another writer's. Called
        only for a text with a blank line in it.
        """
        return ()

    def prepare(self, lines: Lines) -> Lines:
        """Return ``lines`` as the rules are to read them: broken lines joined, kinds corrected."""
        return join_lines(lines) if self.wraps_lines else lines

    def prepare_inside(self, lines: Lines) -> Lines:
        """Return ``lines``, the inside of a quote in a prepared text, as ``prepare`` does."""
        return join_lines(lines) if self.wraps_lines else lines
