"""What the block rules share: the lines, the nodes read so far, and text made into nodes."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import add
from types import ModuleType
from typing import Any, Final, TypeAlias

from docparse.blocks.table_lines import TablePlan
from docparse.dialects.formatting import has_sure_mark
from docparse.dialects.parted import unpart
from docparse.dialects.profile import Profile
from docparse.dialects.wrapping import unwrap
from docparse.nodes import (
    Block,
    CellReader,
    Inline,
    Paragraph,
    line_text,
    make_line,
    make_paragraph,
    make_text,
)
from docparse.source.evidence import Evidence
from docparse.source.fences import Fences
from docparse.source.lines import TEXT, Lines, TokenKind
from docparse.source.text import Diagnostic, Span, spans_of

Rule: TypeAlias = "Callable[[BlockReader, int], int]"
Content: TypeAlias = "str | tuple[Inline, ...]"
InlineReader: TypeAlias = "Callable[[str, int, Sequence[int]], Content]"


def inline_content(text: str, start: int, cuts: Sequence[int] = (), loose: bool = False) -> Content:
    """Return ``text``, which stands at ``start``, or its inline nodes if it has a mark.

    ``cuts`` and ``loose`` are those of :func:`docparse.inlines.parse_inlines`.
    """
    inlines = _inline_module()
    content: Content = text
    if inlines.has_marks(text):
        content = inlines.parse_inlines(text, start, cuts=cuts, loose=loose)
    return content


def loose_inline_content(text: str, start: int, cuts: Sequence[int] = ()) -> Content:
    """Return :func:`inline_content`, read for what writers make of marks, too."""
    return inline_content(text, start, cuts, loose=True)


def sure_inline_content(text: str, start: int, cuts: Sequence[int] = ()) -> Content:
    """Return :func:`inline_content` if ``text`` has a mark that is no accident, else ``text``."""
    return inline_content(text, start, cuts) if has_sure_mark(text) else text


@cache
def _inline_module() -> ModuleType:
    """Return the module that reads inline marks, imported late because few texts need it."""
    from docparse import inlines

    return inlines


class BlockReader:
    """Reads ``lines`` into ``blocks``, a flat sequence in document order, and their texts.

    ``rules`` are the rules for each kind of line, in the order they are tried. A rule is called
    with the reader and the index of a line of its kind. It appends the blocks it reads and returns
    the index of the next line to read, or the index it was given if the line is not its own. It
    looks no further than the lines it takes and the one after them.
    """

    def __init__(
        self,
        rules: Mapping[TokenKind, Sequence[Rule]],
        lines: Lines,
        profile: Profile,
        formatted: bool,
        spaced: bool,
        inline: InlineReader | None,
        evidence: list[Evidence] | None = None,
        depth: int = 0,
    ) -> None:
        self.rules = rules
        self.lines = lines
        self.profile = profile
        self.formatted = formatted
        """Whether the text is written with marks."""
        self.spaced = spaced
        """Whether blank lines stand between the blocks: then a block mark such as ``#`` or ``>``
        counts for its own line even if few lines have any."""
        self.inline = inline
        """Reads the inline marks of a text, given its offset; None where marks are words."""
        self.evidence = evidence
        """Records which rule read which lines, if an explanation was asked for."""
        self.depth = depth
        """How many containers stand around these lines."""
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        """The text of each block that is a line, ``""`` for all others."""
        self.diagnostics: list[Diagnostic] = []
        self.items_begin_lines = profile.items_begin_lines
        """Whether each item begins a line; False, too, if the rows that say so are few."""
        self.marked_after: Mapping[int, int] | None = None
        """First line and end of each item with a mark on a later line; found at the first."""
        self.typed_lists: Mapping[int, Any] | None = None
        """The lists whose marks the page's author typed, by their first lines; found at the
        first."""
        self.fences: Fences | None = None
        """Where fences are closed; made at the first of them."""
        self.searched_cells = 0
        """How many cells without rows were compared with their neighbours so far."""
        self.tables: TablePlan | None = None
        """The tables found among the lines that are read now."""
        self.has_inner_pipes: bool | None = None
        """Whether a pipe of this text may stand inside a cell; looked for at the first table."""
        self.row_reader: CellReader | None = None
        """Reads the cells of every row of this text; made at the first table."""

    @property
    def reads_marks(self) -> bool:
        """Whether ``#``, ``>`` and the like are block marks, and blank lines do not end a list."""
        return self.formatted or self.spaced

    def nested(self, lines: Lines) -> BlockReader:
        """Return a reader of ``lines``, which stand in a container among the lines of this one."""
        reader = BlockReader(
            self.rules,
            lines,
            self.profile,
            self.formatted,
            self.spaced,
            self.inline,
            self.evidence,
            self.depth + 1,
        )
        reader.diagnostics = self.diagnostics
        reader.items_begin_lines = self.items_begin_lines
        reader.searched_cells = self.searched_cells
        reader.has_inner_pipes = self.has_inner_pipes
        reader.row_reader = self.row_reader
        return reader

    def read(self) -> None:
        """Read all lines into blocks."""
        kinds, texts, rules = self.lines.kinds, self.texts, self.rules
        has_marks = self.inline is not None or self.profile.wraps_lines
        plain = not has_marks and len(rules[TEXT]) == 1 and self.evidence is None
        at, count = 0, len(kinds)
        for special in chain(self.lines.special, (count,)):
            while plain and at < special:
                end = min(special, at + _LINES_AT_ONCE)
                self._read_plain(at, end)
                at = end
            while at <= special and at < count:
                for rule in rules[kinds[at]]:
                    after = rule(self, at)
                    if after > at:
                        if self.evidence is not None:
                            self._note(rule, at, after)
                        at = after
                        break
                texts += map(line_text, self.blocks[len(texts) :])

    def _note(self, rule: Rule, first: int, end: int) -> None:
        """Record that ``rule`` has read lines ``first`` to ``end``, unless all are blank."""
        kind = self.lines.kinds[first]
        rules = list(self.rules[kind])
        declined = [_rule_name(other) for other in rules[: rules.index(rule)]]
        span = Span(self.lines.starts[first], self.lines.trimmed(end - 1).end)
        values = {
            "first_line": kind.name,
            **({"declined": ", ".join(declined)} if declined else {}),
        }
        if self.evidence is not None and self.lines.text[span.start : span.end].strip():
            self.evidence.append(Evidence("blocks", _rule_name(rule), span, values=values))

    def _read_plain(self, first: int, end: int) -> None:
        """Read lines ``first`` to ``end`` as paragraphs at once: most lines are paragraphs."""
        lines, starts = self.lines.lines[first:end], self.lines.starts[first:end]
        texts = [line.strip(" \t") for line in lines]
        if texts != lines:
            starts = list(map(add, starts, map(str.index, lines, texts)))
        self.texts += texts
        if len(self.lines.lines) < _LINES_AT_ONCE:
            self.blocks += map(make_paragraph, texts, spans_of(texts, starts))
        else:
            self.blocks += map(make_line, texts, starts)

    def content(self, span: Span) -> Content:
        """Return what a text node over ``span`` holds: a str, or nodes if marks are read."""
        text = self.lines.text[span.start : span.end]
        if ("\n" in text or "\r" in text) and not self.profile.wraps_lines:
            text, cuts = unpart(text)
        elif self.profile.wraps_lines:
            text, cuts = unwrap(text, self.profile.breaks_lines)
        else:
            return self.inline(text, span.start, ()) if self.inline else text
        content = self.inline(text, span.start, cuts) if self.inline else text
        return (make_text(content, span),) if cuts and isinstance(content, str) else content

    def paragraph(self, span: Span) -> Paragraph:
        """Return the paragraph that stands at ``span``."""
        return make_paragraph(self.content(span), span)

    def report(self, code: str, span: Span, message: str) -> None:
        self.diagnostics.append(Diagnostic(code, span, message))
        if self.evidence is not None:
            self.evidence.append(Evidence("diagnostic", code, span, values={"message": message}))

    def run_end(self, index: int, kinds: Container[TokenKind]) -> int:
        """Return the index after the run of lines of ``kinds`` that starts at ``index``."""
        return self.lines.run_end(index, kinds)


def _rule_name(rule: Rule) -> str:
    return rule.__name__.removeprefix("read_").replace("_", "-")


_LINES_AT_ONCE: Final = 1_000
"""Lines read together, so that the lists this needs stay small however long the text. A text of
fewer lines has its spans made at once, which takes less time than on demand."""
