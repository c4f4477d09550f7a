"""Markdown → the tree: CommonMark and GFM tables, through markdown-it-py's block parser."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from docparse.errors import ArgumentError
from docparse.inlines import References, has_marks, parse_inlines
from docparse.nodes import (
    MAX_DEPTH,
    Block,
    CodeBlock,
    Content,
    Document,
    Quote,
    TableCell,
    TableRow,
    ThematicBreak,
    make_cell,
    make_heading,
    make_item,
    make_line,
    make_list,
    make_paragraph,
    make_row,
    make_table,
    make_text,
)
from docparse.source.text import NO_SPAN, Diagnostic, Span, text_start
from docparse.structure import structured

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token


def from_markdown(text: str) -> Document:
    """Return the Document that ``text``, CommonMark with GFM tables, holds.

    ``from_markdown("# Prices\\n\\n| No. | Fare |\\n|--|--|\\n| 1 | $2 |\\n")`` gives a section with
    a heading and a table.

    Raw HTML, strikethrough and task marks are text. A header row whose cells are all empty is no
    header (``header_rows=0``), and empty cells at its end over a delimiter of one ``-`` are
    dropped; a row keeps its cells, even if they are fewer or more than its header's. NUL is read as
    U+FFFD, as CommonMark requires.

    Quotes and lists nested deeper than ``MAX_DEPTH`` stay as text, and so do references once their
    URLs have made the tree several times as long as the text. Where too many quotes were searched
    in vain for continuation lines without a mark, the remaining quotes continue only the paragraph
    they end in. Diagnostics report all of this.

    A block's span, in code points, starts at its first character and ends with its last line. Where
    the text of a block stands in ``text`` unchanged, the nodes in it have spans as well.

    Never raises for a ``str``; raises ArgumentError for anything else. Takes time linear in the
    length of ``text``.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"from_markdown takes a str, not {type(text).__name__}")
    reading = _NormalizedText(text)
    blocks = reading.blocks()
    whole = Span(0, len(text))
    return structured(Document(blocks, source=text, diagnostics=reading.diagnostics(), span=whole))


# ------------------------------------------------------------------------- lines to tokens

_CARRIAGE_RETURN: Final = re.compile("\r\n?")

_RULES: Final = (
    *("table", "code", "fence", "blockquote", "hr", "list", "reference"),
    *("heading", "lheading", "paragraph"),
)

Rule = Callable[["StateBlock", int, int, bool], bool]


@attrs.define
class _Notes:
    """What the rules report besides their tokens. Offsets are those of the normalised text."""

    starts: dict[int, int] = attrs.field(factory=dict)
    """The start of each block, by the number of its first token."""
    too_deep: list[int] = attrs.field(factory=list)
    """The places of containers that are nested too deep."""
    depth: int = 0
    in_vain: int = 0
    """How many lines were searched for the end of quotes that ended before them."""
    cut_short: list[int] = attrs.field(factory=list)
    """The places of quotes that therefore end with their marks."""
    read: Callable[[list[Token]], None] = attrs.field(kw_only=True)
    """Called with the tokens so far, those of complete blocks and open containers."""


@cache
def _commonmark_parser() -> MarkdownIt:
    """Return markdown-it-py's parser with GFM tables, bounded to linear time."""
    from markdown_it import MarkdownIt
    from markdown_it.parser_block import ParserBlock

    class Blocks(ParserBlock):
        """Counts the lines that were searched for a quote and did not belong to it."""

        def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
            super().tokenize(state, startLine, endLine)
            if state.parentType == "blockquote":
                _notes(state).in_vain += max(0, endLine - state.line)

    class Parser(MarkdownIt):
        """A parser that keeps URLs unchanged and bounds nesting without losing text."""

        def normalizeLink(self, url: str) -> str:
            return url

        def validateLink(self, url: str) -> bool:
            return True

    parser = Parser("zero", {"maxNesting": 10 * MAX_DEPTH})
    ruler = parser.block.ruler
    parser.block = Blocks()
    parser.block.ruler = ruler
    ruler.enableOnly(_RULES)
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    interrupts = ["paragraph", "reference", "blockquote"]
    ruler.at(
        "blockquote",
        _depth_limited(_cut_short(rules["blockquote"])),
        {"alt": [*interrupts, "list"]},
    )
    ruler.at("list", _depth_limited(rules["list"]), {"alt": interrupts})
    ruler.at("table", _read_table, {"alt": ["paragraph", "reference"]})
    ruler.before("table", "place", _note_place, {"alt": ["list"]})
    return parser


def _notes(state: StateBlock) -> _Notes:
    notes: _Notes = state.env["notes"]
    return notes


def _note_place(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Record the start of the next block or list item; read nothing."""
    notes = _notes(state)
    notes.read(state.tokens)
    notes.starts[len(state.tokens)] = state.bMarks[line] + state.tShift[line]
    return False


def _depth_limited(rule: Rule) -> Rule:
    """Return ``rule``, which reads a container, limited to containers MAX_DEPTH deep."""

    def counted(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        if silent:
            return rule(state, line, end_line, True)
        notes = _notes(state)
        if notes.depth == MAX_DEPTH:
            if rule(state, line, end_line, True):
                notes.too_deep.append(state.bMarks[line] + state.tShift[line])
            return False
        notes.depth += 1
        found = rule(state, line, end_line, False)
        notes.depth -= 1
        return found

    return counted


_IN_VAIN: Final = 8
"""Lines that may be searched for quotes in vain, for each line of the text."""


def _cut_short(rule: Rule) -> Rule:
    """Return ``rule``, which reads quotes, limited to linear time.

    It first takes all lines that may continue a quote, down to the next blank one, even without a
    mark. A quote that ends in code or a heading continues with none of them, and they are searched
    again for the next quote. When that has happened too often, a quote ends with its marks; a
    paragraph at its end still finds the lines that continue it.
    """

    def cut_short(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        notes = _notes(state)
        if not silent and notes.in_vain > _IN_VAIN * len(state.bMarks):
            end = line
            while end < end_line and _is_quoted(state, end):
                end += 1
            if line < end < end_line:
                end_line = end
                if not state.isEmpty(end):
                    notes.cut_short.append(state.bMarks[line] + state.tShift[line])
        return rule(state, line, end_line, silent)

    return cut_short


def _is_quoted(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return state.sCount[line] >= state.blkIndent and state.src.startswith(">", start)


# ---------------------------------------------------------------------------------- tables

_CELL_END: Final = re.compile(r"(?<!\\)\|")
_DELIMITER: Final = re.compile(":?-+:?")

_PADDING_DELIMITER: Final = "-"
"""The delimiter below a header cell that only exists because a later row is longer."""


class _SourceRow(NamedTuple):
    """A row: its start and end, and its cells as they are written, each with its offset."""

    start: int
    end: int
    cells: list[tuple[int, str]]


def _read_table(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read a GFM table into one token, without padding its rows, as rows of a tree have none."""
    if line + 2 > end_line:
        return False
    below = state.bMarks[line + 1] + state.tShift[line + 1]
    if state.src[below : below + 1] not in ("|", "-", ":"):
        return False
    if not _is_row_of_block(state, line + 1) or state.is_code_block(line):
        return False
    delimiters = _line_text(state, line + 1)
    if len(delimiters) < 2 or delimiters.strip("|:- \t") or delimiters.startswith(("- ", "-\t")):
        return False
    header = _row_at(state, line)
    columns = [text for _, text in _cut_cells(delimiters, 0)]
    if "|" not in _line_text(state, line) or len(header.cells) != len(columns):
        return False
    if not columns or not all(map(_DELIMITER.fullmatch, columns)):
        return False
    if silent:
        return True
    while columns and columns.pop() == _PADDING_DELIMITER and not header.cells[-1][1]:
        header.cells.pop()
    first, after = line, line + 2
    ends_table = state.md.block.ruler.getRules("blockquote")
    parent, state.parentType = state.parentType, "table"
    while after < end_line and not state.isEmpty(after) and _is_row_of_block(state, after):
        if any(rule(state, after, end_line, True) for rule in ends_table):
            break
        after += 1
    state.parentType = parent
    token = state.push("table", "table", 0)
    token.map = [first, after]
    token.meta["rows"] = [header, *(_row_at(state, row) for row in range(first + 2, after))]
    state.line = after
    return True


def _is_row_of_block(state: StateBlock, line: int) -> bool:
    return state.sCount[line] >= state.blkIndent and not state.is_code_block(line)


def _line_text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _row_at(state: StateBlock, line: int) -> _SourceRow:
    text = _line_text(state, line).rstrip(" \t")
    start = state.bMarks[line] + state.tShift[line]
    return _SourceRow(start, start + len(text), _cut_cells(text, start))


def _cut_cells(row: str, start: int) -> list[tuple[int, str]]:
    """Return the cells of ``row``, cut at its pipes except those at its ends."""
    found: list[tuple[int, str]] = []
    for text in _CELL_END.split(row):
        inner = text.lstrip(" \t")
        found.append((start + len(text) - len(inner), inner.rstrip(" \t")))
        start += len(text) + 1
    if found and not found[0][1] and row.startswith("|"):
        del found[0]
    if found and not found[-1][1]:
        del found[-1]
    return found


# ------------------------------------------------------------------------- tokens to nodes

_BUDGET: Final = 4
"""Characters of URLs and titles that references may add to the tree, per character of text."""


@attrs.define
class _Container:
    """A quote, a list or an item that is being read."""

    start: int
    children: list[Any] = attrs.field(factory=list)


class _NormalizedText:
    """A text normalised for the parser, and the way back to offsets in the original."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.first = text_start(text)
        text = text[self.first :]
        source = text.replace("\0", "\ufffd")
        self.source = _CARRIAGE_RETURN.sub("\n", source) if "\r" in text else source
        pairs = re.finditer("\r\n", text) if "\r\n" in text else ()
        self.pairs = [match.start() - number for number, match in enumerate(pairs)]
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", self.source))]
        self.notes = _Notes(read=self.read)
        self.references = References({}, _BUDGET * len(text))
        self.containers = [_Container(0)]
        """The container of the whole text, and those that are open in it."""
        self.seen = 0
        """How many tokens were read."""
        self.waits = "]:" in self.source
        """Whether a reference may be defined further down, so that brackets have to wait."""
        self.is_waiting = False
        """Whether a block with a bracket was found, so that all later ones wait, too."""

    def blocks(self) -> list[Block]:
        tokens: list[Token] = []
        env = {"notes": self.notes, "references": self.references.definitions}
        parser = _commonmark_parser()
        parser.block.parse(self.source, parser, env, tokens)
        self.waits = self.is_waiting = False
        self.read(tokens)
        return self.containers[0].children

    def read(self, tokens: list[Token]) -> None:
        """Make nodes of the tokens not yet read, and drop these, as they take much memory.

        The list keeps its length, which the parser relies on.
        """
        containers = self.containers
        while not self.is_waiting and self.seen < len(tokens):
            number = self.seen
            token = tokens[number]
            if token.nesting < 0:
                if token.type in _CONTAINERS:
                    container = containers.pop()
                    containers[-1].children += self.container(token, container)
            elif token.type != "inline":
                start = self.notes.starts.get(number, containers[-1].start)
                if token.type in _CONTAINERS:
                    containers.append(_Container(start, [token]))
                else:
                    if self.waits and "[" in self.source[start : self.end(token, start)]:
                        self.is_waiting = True
                        return
                    text = tokens[number + 1].content if token.nesting else ""
                    containers[-1].children += self.leaf(token, start, text)
                self.notes.starts.pop(number, None)
            tokens[number] = _read_token()
            self.seen += 1

    def diagnostics(self) -> list[Diagnostic]:
        """Return a diagnostic for each kind of limit that was met."""
        found = []
        if self.notes.too_deep:
            start = self.notes.too_deep[0]
            line = bisect_left(self.line_starts, start + 1) - 1
            message = (
                f"quotes and lists are read {MAX_DEPTH} deep in each other; "
                f"here and below, {len(self.notes.too_deep)} that are deeper stay as text"
            )
            found.append(Diagnostic("depth-limit", self.span(start, self.line_end(line)), message))
        if self.notes.cut_short:
            start = self.notes.cut_short[0]
            line = bisect_left(self.line_starts, start + 1) - 1
            message = (
                "many quotes end before lines without a mark that they could go on with; from here "
                f"on, {len(self.notes.cut_short)} are read as far as their marks and the paragraph "
                "there go"
            )
            found.append(Diagnostic("quote-limit", self.span(start, self.line_end(line)), message))
        if self.references.refused:
            message = (
                f"the URLs of references are {_BUDGET} times as long as the text; "
                f"{self.references.refused} more references stay as text"
            )
            found.append(Diagnostic("reference-limit", Span(0, len(self.text)), message))
        return found

    # offsets

    def span(self, start: int, end: int) -> Span:
        """Return the span in the original text of two offsets in ``source``."""
        if self.pairs:
            start += bisect_left(self.pairs, start)
            end += bisect_left(self.pairs, end)
        return Span(self.first + start, self.first + end)

    def line_end(self, line: int) -> int:
        after = self.line_starts[line + 1 : line + 2]
        return after[0] - 1 if after else len(self.source)

    def end(self, token: Token, start: int) -> int:
        """Return the end of the block of ``token``: that of its last line that is not blank."""
        first, after = token.map or (0, 0)
        for line in range(after - 1, first - 1, -1):
            text = self.source[self.line_starts[line] : self.line_end(line)]
            if text.strip(" \t"):
                return max(start, self.line_starts[line] + len(text.rstrip(" \t")))
        return start

    # blocks

    def container(self, token: Token, container: _Container) -> list[Any]:
        """Return the node of a container that ends with ``token``."""
        opening, *children = container.children
        start, end = container.start, self.end(opening, container.start)
        if token.type == "blockquote_close":
            return [Quote(children, span=self.span(start, end))]
        if children:
            span = Span(self.span(start, start).start, children[-1].span.end)
        else:
            span = self.span(start, self.end_of_mark(opening, start))
        if token.type == "list_item_close":
            return [make_item(tuple(children), span)]
        ordered = token.type == "ordered_list_close"
        number = int(opening.attrs.get("start", 1)) if ordered else 1
        return [make_list(tuple(children), ordered, number, span)]

    def end_of_mark(self, token: Token, start: int) -> int:
        return start + len(token.info) + 1

    def leaf(self, token: Token, start: int, text: str) -> list[Block]:
        end = self.end(token, start)
        span = self.span(start, end)
        if token.type == "paragraph_open":
            if not text:
                return []  # only white space that markdown-it, unlike CommonMark, trims: U+3000
            content = self.content(text, start, end)
            if isinstance(content, str):
                return [make_line(content, span.start)]
            return [make_paragraph(content, span)]
        if token.type == "heading_open":
            if token.markup.startswith("#"):
                start = self.source.find(text, start + len(token.markup), end)
            content = self.content(text, start, end)
            return [make_heading(int(token.tag[1:]), content, 1.0, "mark", 1.0, span)]
        if token.type == "table":
            return self.table(token, span)
        if token.type == "hr":
            return [ThematicBreak(span=span)]
        language = _commonmark_parser().utils.unescapeAll(token.info.strip(" \t"))
        return [CodeBlock(token.content.removesuffix("\n"), language or None, span=span)]

    def table(self, token: Token, span: Span) -> list[Block]:
        header, *body = token.meta["rows"]
        rows = [self.row(row) for row in body]
        has_header = any(text for _, text in header.cells)
        if has_header:
            rows.insert(0, self.row(header))
        return [make_table(tuple(rows), int(has_header), span)] if rows else []

    def row(self, row: _SourceRow) -> TableRow:
        cells = tuple(self.cell(start, written) for start, written in row.cells)
        return make_row(cells, self.span(row.start, row.end))

    def cell(self, start: int, written: str) -> TableCell:
        end = start + len(written)
        content = self.content(written.replace("\\|", "|"), start, end)
        return make_cell(content, self.span(start, end))

    def content(self, text: str, start: int, end: int) -> Content:
        """Return the content of a node with ``text``, with spans if that stands at ``start``.

        ``end`` is the end of the node: only text that ends there may stay a str.
        """
        place = self.span(start, start + len(text)) if start >= 0 else NO_SPAN
        if place != NO_SPAN and self.text[place.start : place.end] != text:
            place = NO_SPAN
        if has_marks(text):
            return parse_inlines(text, place.start, self.references)
        if place != NO_SPAN and start + len(text) == end:
            return text
        return (make_text(text, place),) if text else ()


@cache
def _read_token() -> Token:
    """Return the stand-in for a token that was read."""
    from markdown_it.token import Token

    return Token("read", "", 0)


_CONTAINERS: Final = frozenset(
    f"{name}_{side}"
    for name in ("blockquote", "bullet_list", "ordered_list", "list_item")
    for side in ("open", "close")
)
