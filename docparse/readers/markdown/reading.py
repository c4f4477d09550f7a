"""Tokens → nodes, as soon as the parser has them."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Final

import attrs
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from docparse.dialects.wrapping import unwrap
from docparse.inlines import References, has_marks, parse_inlines
from docparse.nodes import (
    MAX_DEPTH,
    Block,
    CodeBlock,
    Content,
    Heading,
    Quote,
    TableCell,
    TableRow,
    ThematicBreak,
    line_text,
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
from docparse.readers.markdown.gfm_tables import SourceRow
from docparse.readers.markdown.heads import Head
from docparse.readers.markdown.normalized import NormalizedText
from docparse.readers.markdown.parser import Notes, parser
from docparse.readers.markdown.writers import WriterForms
from docparse.source.text import NO_SPAN, Diagnostic, Span
from docparse.words.titles import title_key

_BUDGET: Final = 4
"""Characters of URLs and titles that references may add to the tree, per character of text."""


@attrs.define
class _Container:
    """A quote, a list or an item that is being read."""

    start: int
    children: list[Any] = attrs.field(factory=list)


class MarkedText:
    """A marked text that is being read: its blocks, and what was odd about it."""

    def __init__(self, text: str, forms: WriterForms | None = None) -> None:
        self.text = text
        self.forms = forms
        """The forms of its writer; None where only CommonMark and GFM are read."""
        self.offsets = NormalizedText(text, keeps_nul=forms is not None)
        self.source = self.offsets.source
        self.notes = Notes(read=self.read, forms=forms)
        self.references = References({}, _BUDGET * len(self.source))
        self.containers = [_Container(0)]
        """The container of the whole text, and those that are open in it."""
        self.seen = 0
        """How many tokens were read."""
        self.waits = "]:" in self.source
        """Whether a reference may be defined further down, so that brackets have to wait."""
        self.is_waiting = False
        """Whether a block with a bracket was found, so that all later ones wait, too."""
        self.head: Head | None = None
        """The head of a service that names a title."""

    def blocks(self) -> list[Block]:
        tokens: list[Any] = []
        env = {"notes": self.notes, "references": self.references.definitions}
        markdown = parser(self.forms is not None)
        markdown.block.parse(self.source, markdown, env, tokens)
        self.waits = self.is_waiting = False
        self.read(tokens)
        blocks: list[Block] = self.containers[0].children
        return blocks if self.head is None else self.titled(blocks, self.head)

    def read(self, tokens: list[Any]) -> None:
        """Make nodes of the tokens not yet read, and drop these, as they take much memory.

        The list keeps its length, which the parser relies on.
        """
        containers = self.containers
        while not self.is_waiting and self.seen < len(tokens):
            number = self.seen
            token: Token = tokens[number]
            if token.nesting < 0:
                if token.type in _CONTAINERS:
                    container = containers.pop()
                    containers[-1].children += self.container(token, container)
            elif token.type != "inline":
                start = self.notes.starts.get(number, containers[-1].start)
                if token.type in _CONTAINERS:
                    containers.append(_Container(start, [token]))
                else:
                    if (
                        self.waits
                        and "[" in self.source[start : self.offsets.end(token.map, start)]
                    ):
                        self.is_waiting = True
                        return
                    text = tokens[number + 1].content if token.nesting else ""
                    containers[-1].children += self.leaf(token, start, text)
                self.notes.starts.pop(number, None)
            tokens[number] = _READ
            self.seen += 1

    def diagnostics(self) -> list[Diagnostic]:
        """Return a diagnostic for each kind of limit that was met."""
        found = []
        deep, short = self.notes.too_deep, self.notes.cut_short
        if deep:
            message = (
                f"quotes and lists are read {MAX_DEPTH} deep in each other; "
                f"here and below, {len(deep)} that are deeper stay as text"
            )
            found.append(Diagnostic("depth-limit", self.line_from(deep[0]), message))
        if short:
            message = (
                "many quotes end before lines without a mark that they could go on with; from here "
                f"on, {len(short)} are read as far as their marks and the paragraph there go"
            )
            found.append(Diagnostic("quote-limit", self.line_from(short[0]), message))
        if self.references.refused:
            message = (
                f"the URLs of references are {_BUDGET} times as long as the text; "
                f"{self.references.refused} more references stay as text"
            )
            found.append(Diagnostic("reference-limit", Span(0, len(self.text)), message))
        return found

    def line_from(self, start: int) -> Span:
        """Return the place from ``start`` to the end of its line."""
        return self.offsets.span(start, self.offsets.line_end(self.offsets.line_of(start)))

    # blocks

    def container(self, token: Token, container: _Container) -> list[Any]:
        """Return the node of a container that ends with ``token``."""
        opening, *children = container.children
        start, end = container.start, self.offsets.end(opening.map, container.start)
        if token.type == "blockquote_close":
            return [Quote(children, span=self.offsets.span(start, end))]
        if children:
            span = Span(self.offsets.span(start, start).start, children[-1].span.end)
        else:
            span = self.offsets.span(start, start + len(opening.info) + 1)  # that of its mark
        if token.type == "list_item_close":
            return [make_item(tuple(children), span)]
        ordered = token.type == "ordered_list_close"
        number = int(opening.attrs.get("start", 1)) if ordered else 1
        return [make_list(tuple(children), ordered, number, span)]

    def leaf(self, token: Token, start: int, text: str) -> list[Block]:
        """Return the nodes of a block without others in it."""
        if token.type == "line":
            text, end = token.content, start + len(token.content)
            content = self.content(text, start, end)
            if isinstance(content, str):
                return [make_line(content, self.offsets.span(start, end).start)]
            return [make_paragraph(content, self.offsets.span(start, end))]
        end = self.offsets.end(token.map, start)
        span = self.offsets.span(start, end)
        if token.type == "paragraph_open":
            if not text:
                return []  # only white space that markdown-it, unlike CommonMark, trims: U+3000
            content = self.lines_content(text, start, end, token)
            if isinstance(content, str):
                return [make_line(content, span.start)]
            return [make_paragraph(content, span)]
        if token.type == "heading_open":
            if token.markup.startswith("#"):
                start = self.source.find(text, start + len(token.markup), end)
            content = self.lines_content(text, start, end, token)
            return [make_heading(int(token.tag[1:]), content, 1.0, "mark", 1.0, span)]
        if token.type == "table":
            return self.table(token, span)
        if token.type == "hr":
            return [ThematicBreak(span=span)]
        if token.type == "blocks":
            blocks: list[Block] = token.meta["blocks"]
            return blocks
        if token.type == "html_table":
            return self.html_table(token.content, span)
        if token.type == "head":
            return self.data(token.meta["head"], span)
        language = unescapeAll(token.info.strip(" \t"))
        return [CodeBlock(token.content.removesuffix("\n"), language or None, span=span)]

    def data(self, head: Head, span: Span) -> list[Block]:
        """Return data about the text as a block of code: it is kept, and no part of the article."""
        if head.title is not None:
            self.head = head
        first, last = head.first_line, head.end_line
        starts = self.offsets.line_starts
        code = self.source[starts[first] : self.offsets.line_end(last - 1)] if first < last else ""
        return [CodeBlock(code.rstrip("\n"), head.language, span=span)]

    def titled(self, blocks: list[Block], head: Head) -> list[Block]:
        """Return ``blocks`` with the title that the head names, unless a heading says the same."""
        assert head.title is not None, "only such a head is kept"
        start, end = head.title
        title = self.source[start:end]
        key = title_key(title)
        if any(isinstance(block, Heading) and _is_named(line_text(block), key) for block in blocks):
            return blocks
        data, *others = blocks
        above = self.source[end : self.offsets.line_end(head.end_line - 1)]
        code = above.lstrip(" \t\n")
        span = Span(self.offsets.span(end + len(above) - len(code), end).start, data.span.end)
        rest = CodeBlock(code.rstrip("\n"), head.language, span=span)
        line = self.offsets.span(self.offsets.line_starts[head.first_line], end)
        content = (make_text(title, self.offsets.span(start, end)),)
        return [make_heading(1, content, 1.0, "head", 1.0, line), rest, *others]

    def html_table(self, html: str, span: Span) -> list[Block]:
        """Return the tables of a piece of HTML, and what else is in it."""
        from docparse.readers.html import from_html  # few texts need it
        from docparse.readers.markdown.html_places import placed

        return placed(from_html(html).children, self.text, span)

    def table(self, token: Token, span: Span) -> list[Block]:
        header, *body = token.meta["rows"]
        rows = [self.row(row) for row in body]
        has_header = any(text for _, text in header.cells)
        if has_header:
            rows.insert(0, self.row(header))
        return [make_table(tuple(rows), int(has_header), span)] if rows else []

    def row(self, row: SourceRow) -> TableRow:
        cells = tuple(self.cell(start, written) for start, written in row.cells)
        return make_row(cells, self.offsets.span(row.start, row.end))

    def cell(self, start: int, written: str) -> TableCell:
        """Return a cell; ``\\|`` is a pipe in it, even in code."""
        span = self.offsets.span(start, start + len(written))
        if "\\|" not in written:
            return make_cell(self.content(written, start, start + len(written)), span)
        pieces = written.split("\\|")
        ends = accumulate(len(piece) + 1 for piece in pieces[:-1])
        cuts = [end - 2 for end in ends]
        text = "|".join(pieces)
        loose = self.forms is not None
        return make_cell(parse_inlines(text, span.start, self.references, cuts, loose=loose), span)

    def lines_content(self, text: str, start: int, end: int, token: Token) -> Content:
        """Return the content of a block whose lines, without their containers, are ``text``."""
        if "\n" not in text or token.map is None:
            return self.content(text, start, end)
        forms = self.forms
        place = self.offsets.span(start, end)
        if forms is not None and forms.profile.wraps_lines:
            text, cuts = unwrap(self.text[place.start : place.end])
            return parse_inlines(text, place.start, self.references, cuts, loose=True)
        # White space that a line begins with means nothing, and tabs in it were made spaces.
        text = "\n".join([line.lstrip(" \t") for line in text.split("\n")])
        first, _, _ = text.partition("\n")
        start = self.source.find(first, start, end)
        found = self.offsets.cuts(text, start) if start >= 0 else None
        at = NO_SPAN.start if found is None else self.offsets.span(start, start).start
        return parse_inlines(text, at, self.references, found or (), loose=forms is not None)

    def content(self, text: str, start: int, end: int) -> Content:
        """Return the content of a node with ``text``, with spans if that stands at ``start``.

        ``end`` is the end of the node: only text that ends there may stay a str.
        """
        begin = start
        if start >= 0 and not self.source.startswith(text, start):
            start = self.source.find(text, start, end)
        place = self.offsets.span(start, start + len(text)) if start >= 0 else NO_SPAN
        if has_marks(text):
            return parse_inlines(text, place.start, self.references, loose=self.forms is not None)
        is_whole = start == begin >= 0 and start + len(text) == end
        if is_whole and self.text.startswith(text, place.start):
            return text
        return (make_text(text, place),) if text else ()


_SHORTEST_NAME: Final = 12
"""Code points of a heading that a longer title may begin with, before the name of the site."""


def _is_named(heading: str, key: str) -> bool:
    """Whether ``heading`` says the same as a title with this key, or the one is in the other."""
    own = title_key(heading)
    if own == key:
        return True
    return min(len(own), len(key)) >= _SHORTEST_NAME and (own in key or key in own)


_READ: Final = Token("read", "", 0)
"""Stands for a token that was read, in the list that the parser looks through."""

_CONTAINERS: Final = frozenset(
    f"{name}_{side}"
    for name in ("blockquote", "bullet_list", "ordered_list", "list_item")
    for side in ("open", "close")
)
