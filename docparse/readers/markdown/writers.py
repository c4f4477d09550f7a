"""What writers make of tables and lists that is no Markdown: read by lines, as in plain text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from markdown_it.rules_block import StateBlock

from docparse.blocks.marks_inside import LONGEST_BREAK
from docparse.blocks.reader import BlockReader, loose_inline_content
from docparse.dialects.profile import Profile
from docparse.dialects.spaced_rows import whole_rows, without_blank_lines
from docparse.nodes import Block, Table, make_heading, make_paragraph, make_text
from docparse.readers.markdown.gfm_tables import read_gfm_table
from docparse.readers.rules import rules_for
from docparse.source.evidence import Evidence
from docparse.source.fences import Fences
from docparse.source.lines import (
    BLANK,
    DELIMITER,
    FENCE,
    HEADING,
    ITEM,
    MARK,
    PIPES,
    ROW,
    TEXT,
    Lines,
    TokenKind,
)
from docparse.source.text import Diagnostic, Span
from docparse.words.item_marks import ITEM_MARK

_ROWS: Final = (ROW, DELIMITER, PIPES)


class WriterForms:
    """The lines of a marked text, and the readers of what its writer writes in a way of its own."""

    def __init__(
        self,
        lines: Lines,
        profile: Profile,
        evidence: list[Evidence] | None,
    ) -> None:
        self.lines = lines
        self.profile = profile
        self.evidence = evidence
        self.reported: list[Diagnostic] = []
        self.fences = Fences(lines)
        self.has_pipes = "|" in lines.text
        self._rows: _LinesReader | None = None
        self._items: _LinesReader | None = None

    @property
    def rows(self) -> _LinesReader:
        """Reads rows: of the lines that are left when rows with blank lines between are joined."""
        if self._rows is None:
            profile = self.profile
            lines = profile.prepare(self.lines)
            lines = whole_rows(lines, profile.row_opens, profile.keeps_empty_cells)
            self._rows = _LinesReader(self, lines, formatted=True)
        return self._rows

    @property
    def items(self) -> _LinesReader:
        """Reads items: of the lines that are not blank."""
        if self._items is None:
            self._items = _LinesReader(self, without_blank_lines(self.lines), formatted=False)
        return self._items

    def diagnostics(self) -> list[Diagnostic]:
        """Return what was reported."""
        found = self.reported[:]
        for lines_reader in filter(None, (self._rows, self._items)):
            found += lines_reader.reader.diagnostics
        return found


class _LinesReader:
    """A reader of some of the lines of a text, called for one construct at a time."""

    def __init__(self, forms: WriterForms, lines: Lines, formatted: bool) -> None:
        self.all_starts = forms.lines.starts
        self.place_of = {start: at for at, start in enumerate(lines.starts[:-1])}
        """The index of each of its lines, by where it starts."""
        self.reader = BlockReader(
            rules=rules_for(forms.profile),
            lines=lines,
            profile=forms.profile,
            formatted=formatted,
            spaced=False,
            inline=loose_inline_content,
            evidence=forms.evidence,
        )
        self.run_end = 0
        """The end of the last run of items that was looked at."""

    def read(self, at: int) -> tuple[list[Block], int]:
        """Return the blocks at index ``at``, read by the rules for its kind, and their end."""
        reader = self.reader
        after = at
        for rule in reader.rules[reader.lines.kinds[at]]:
            after = rule(reader, at)
            if after > at:
                break
        blocks = reader.blocks[:]
        reader.blocks.clear()
        return blocks, after

    def line_at(self, at: int) -> int:
        """Return the number of the line at index ``at``, counted in the whole text."""
        return bisect_left(self.all_starts, self.reader.lines.starts[at])


def read_writer_rows(state: StateBlock, line: int, end_line: int, forms: WriterForms) -> bool:
    """Read rows as the text's writer writes them; see :mod:`docparse.tables`.

    They may have blank lines between them, or no pipe at either end, or stand on several lines.
    Those of a GFM table, which are rows of any writer, are left to the rule for it.
    """
    if not forms.has_pipes:
        return False
    at = forms.rows.place_of.get(forms.lines.starts[line])
    if at is None or forms.rows.reader.lines.kinds[at] not in _ROWS:
        return False
    if not forms.profile.writes_markdown:
        return _push_what_is_read(state, line, forms.rows)
    is_joined = (
        forms.rows.reader.lines.starts[at + 1 : at + 3] != forms.lines.starts[line + 1 : line + 3]
    )
    if not is_joined and read_gfm_table(state, line, end_line, True):
        return False
    return _push_what_is_read(state, line, forms.rows, _is_table)


def _is_table(blocks: Sequence[Block], _: int) -> bool:
    """Whether a table of several rows and columns is among ``blocks``, or nothing is."""
    return not blocks or any(
        isinstance(block, Table)
        and len(block.rows) > 1
        and max(len(row.cells) for row in block.rows) > 1
        for block in blocks
    )


def read_writer_items(state: StateBlock, line: int, end_line: int, forms: WriterForms) -> bool:
    """Read a list in which the mark of an item stands behind the end of the one before it.

    A marked word in an item begins a new line, and the next item follows on that line::

        - One
        **ticket** - Two bags
        - Three
    """
    if forms.profile.items_begin_lines or not forms.lines.lines[line].startswith("- "):
        return False
    source = forms.items
    lines, kinds = source.reader.lines.lines, source.reader.lines.kinds
    at = source.place_of[forms.lines.starts[line]]
    if at >= source.run_end:
        source.run_end = source.reader.run_end(at, (ITEM,))
    below = range(source.run_end, min(source.run_end + LONGEST_BREAK, len(lines)))
    texts = takewhile(lambda index: kinds[index] is TEXT, below)
    if not any("- " in lines[index] for index in texts):
        return False
    return _push_what_is_read(state, line, source, lambda _, after: after > source.run_end)


def read_wrapped_heading(state: StateBlock, line: int, end_line: int, forms: WriterForms) -> bool:
    """Read a heading behind ``#`` that its writer broke into lines."""
    is_one = forms.profile.wraps_lines and state.sCount[line] <= 3
    return is_one and _push_what_is_read(state, line, forms.rows)


def read_open_fence(state: StateBlock, line: int, end_line: int, forms: WriterForms) -> bool:
    """Read code behind a fence that is never closed: up to the next blank line."""
    is_open = not state.is_code_block(line) and forms.fences.closing(line) is None
    return is_open and _push_what_is_read(state, line, forms.rows)


def read_glued_heading(state: StateBlock, line: int, end_line: int, forms: WriterForms) -> bool:
    """Read words and the heading that follows them on the same line: ``Read on...## Fares``."""
    text = forms.lines.lines[line]
    match = _GLUED_HEADING.search(text) if "## " in text else None
    if match is None or (line + 1 < state.lineMax and not state.isEmpty(line + 1)):
        return False
    start = forms.lines.starts[line]
    words = Span(forms.lines.trimmed(line).start, start + match.start())
    title = Span(start + match.start(2), start + match.end(2))
    whole = Span(words.end, title.end)
    above, below = (forms.lines.text[part.start : part.end] for part in (words, title))
    paragraph = make_paragraph(loose_inline_content(above, words.start, ()), words)
    content = loose_inline_content(below, title.start, ())
    content = (make_text(content, title),) if isinstance(content, str) else content
    heading = make_heading(len(match[1]), content, 1.0, "mark", 1.0, whole)
    return push_blocks(state, line, line + 1, [paragraph, heading])


_GLUED_HEADING: Final = re.compile(r"(?<=[^\s#])(#{2,6}) +([^\s#|][^|#]{0,160}?)[ \t]*$")


def read_indented_words(state: StateBlock, line: int, end_line: int, forms: WriterForms) -> bool:
    """Read what html2text writes four spaces deep: words, or code after a line of four spaces."""
    if not forms.profile.parts_items or not state.is_code_block(line):
        return False
    source = forms.rows
    at = source.place_of.get(forms.lines.starts[line - 1], -1) if line else -1
    if at >= 0 and source.reader.lines.kinds[at] is BLANK:
        blocks, after = source.read(at)
        if blocks:
            return push_blocks(state, line, min(source.line_at(after), state.lineMax), blocks)
    end = line + 1
    while end < end_line and not state.isEmpty(end):
        end += 1
    return _push_words(state, line, end)


def _push_words(state: StateBlock, line: int, end: int) -> bool:
    """Make lines ``line`` to ``end`` a paragraph."""
    start = state.bMarks[line] + state.tShift[line]
    opening, words = state.push("paragraph_open", "", 1), state.push("inline", "", 0)
    opening.map = words.map = [line, end]
    words.content = state.src[start : state.eMarks[end - 1]].rstrip(" \t")
    state.push("paragraph_close", "", -1)
    state.line = end
    return True


def skip_stray_mark(state: StateBlock, line: int, end_line: int, forms: WriterForms) -> bool:
    """Pass over ``-`` alone: the mark of an item that was lost, or that stands somewhere else."""
    if line + 1 < end_line and state.sCount[line + 1] > state.sCount[line]:
        return False
    message = "marks with no list or table to belong to are left out"
    forms.reported.append(Diagnostic("stray-mark", forms.lines.trimmed(line), message))
    state.line = line + 1
    return True


_FormRule: TypeAlias = Callable[[StateBlock, int, int, WriterForms], bool]

_FORM_RULES: Final[Mapping[TokenKind, tuple[_FormRule, ...]]] = {
    **dict.fromkeys(_ROWS, (read_writer_rows, read_indented_words)),
    TEXT: (read_writer_rows, read_indented_words, read_glued_heading),
    ITEM: (read_writer_items, read_indented_words),
    MARK: (skip_stray_mark, read_indented_words),
    HEADING: (read_wrapped_heading, read_indented_words),
    FENCE: (read_open_fence, read_indented_words),
}
"""The rules for each kind of line, in the order they are tried; for others only that for words."""


def read_writer_form(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read what the text's writer writes in a way of its own, but in no quote or list."""
    if silent or state.level:
        return False
    forms: WriterForms = state.env["notes"].forms
    rules = _FORM_RULES.get(forms.lines.kinds[line], (read_indented_words,))
    return any(rule(state, line, end_line, forms) for rule in rules)


def is_lone_number(state: StateBlock, line: int) -> bool:
    """Whether ``line`` is like ``24. March 2004``: no line goes on from its number, which is not 1.

    Writers count from 1, and a date is no item.
    """
    forms: WriterForms = state.env["notes"].forms
    number = ITEM_MARK.match(forms.lines.lines[line]) if not state.level else None
    if number is None or number[1] or int(number[2]) == 1:
        return False
    following = str(int(number[2]) + 1)
    below = forms.lines.lines[line + 1 : line + _NEXT_ITEM_WITHIN]
    return not any(
        text.lstrip(" \t").startswith(following) and ITEM_MARK.match(text) for text in below
    )


_NEXT_ITEM_WITHIN: Final = 60
"""Lines."""


def _push_what_is_read(
    state: StateBlock,
    line: int,
    source: _LinesReader,
    is_wanted: Callable[[Sequence[Block], int], bool] = lambda blocks, after: True,
) -> bool:
    """Push what ``source`` reads at ``line``, unless the blocks or their end are not wanted."""
    at = source.place_of.get(source.all_starts[line])
    if at is None:
        return False
    reported = len(source.reader.diagnostics)
    blocks, after = source.read(at)
    if after <= at or not is_wanted(blocks, after):
        del source.reader.diagnostics[reported:]
        return False
    return push_blocks(state, line, min(source.line_at(after), state.lineMax), blocks)


def push_blocks(state: StateBlock, line: int, after: int, blocks: list[Block]) -> bool:
    """Make lines ``line`` to ``after`` the ``blocks``, which were read from them."""
    token = state.push("blocks", "", 0)
    token.map = [line, after]
    token.meta["blocks"] = blocks
    state.line = after
    return True
