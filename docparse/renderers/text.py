"""The format itself: an article as a text extractor writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Final

from docparse.dialects.detect import DIALECTS, dialect_name, profile_of
from docparse.dialects.profile import Profile
from docparse.errors import OptionError
from docparse.nodes import (
    NODE_CLASSES,
    ByClass,
    CodeBlock,
    CodeSpan,
    Emphasis,
    FaqItem,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Quote,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    TextHolder,
    ThematicBreak,
    plain_text,
    shown_as_blocks,
    shown_in_line,
)
from docparse.source.characters import without_surrogates
from docparse.source.text import Dialect
from docparse.tree.furniture import KEEP, as_asked


def render(
    node: Node,
    *,
    dialect: str | Dialect = "2.3",
    formatting: bool = False,
    furniture: str = KEEP,
) -> str:
    """Return ``node`` as the extractor generation ``dialect`` writes it, with a closing newline.

    ``formatting`` adds the marks that extractors write when asked to: ``#``, ``**``, links, quotes,
    fences, and blank lines between blocks. A lone surrogate becomes U+FFFD.

    ``furniture="drop"`` leaves out the furniture of the page, ``"mark"`` puts it in brackets, or
    with ``formatting`` in italics.

    Raises OptionError for a dialect that is read but not written.
    """
    node = as_asked(node, furniture, _in_italics if formatting else _in_brackets)
    profile = profile_of(dialect_name(dialect.name if isinstance(dialect, Dialect) else dialect))
    if not profile.is_written:
        written = ", ".join(name for name, each in DIALECTS.items() if each.is_written)
        raise OptionError(f"{profile.name} is read but not written; there are {written}")
    writer = _LineWriter(profile, formatting)
    separator = "\n\n" if formatting or profile.spaces_blocks else "\n"
    written = separator.join(map("\n".join, filter(any, writer.blocks(node))))
    return without_surrogates(written) + "\n" if written else ""


def _in_italics(content: tuple[Inline, ...]) -> tuple[Inline | str, ...]:
    return (Emphasis(content),)


def _in_brackets(content: tuple[Inline, ...]) -> tuple[Inline | str, ...]:
    return ("[", *content, "]")


class _LineWriter:
    """Writes blocks as lists of lines; a node without a method for its class as its content."""

    def __init__(self, profile: Profile, formatting: bool) -> None:
        self.profile = profile
        self.formatting = formatting

    def blocks(self, node: Node) -> Iterator[list[str]]:
        write = _LINE_WRITERS[type(node)]
        if write is not None:
            yield from write(self, node)
        elif isinstance(node, (TextHolder, Inline)):
            yield self.lines(node)
        else:
            for child in shown_as_blocks(node):
                yield from self.blocks(child)

    def lines(self, node: TextHolder | Inline) -> list[str]:
        if not self.formatting:
            return _LINE_END.split(plain_text(node))
        nodes = node.children if isinstance(node, TextHolder) else (node,)
        return _LINE_END.split(self.inline(nodes))

    def write_Heading(self, node: Heading) -> Iterator[list[str]]:
        first, *rest = self.lines(node)
        yield [f"{'#' * node.level} {first}" if self.formatting else first, *rest]

    def write_List(self, node: List) -> Iterator[list[str]]:
        yield list(self.items(node, 0))

    def items(self, node: List, depth: int) -> Iterator[str]:
        """Yield the lines of a list; the first line of an item carries its mark."""
        nests = self.profile.nests_lists or self.formatting
        indent = "  " * depth if nests else ""
        for number, item in enumerate(node.items, start=node.start):
            mark = f"{number}." if node.ordered else "-"
            marked = False
            for child in item.children:
                if isinstance(child, List):
                    if not marked:
                        yield indent + mark
                        marked = True
                    yield from self.items(child, depth + 1)
                    continue
                for line in chain.from_iterable(filter(any, self.blocks(child))):
                    if marked:
                        yield f"{indent}  {line}" if nests else line
                    elif self.profile.mark_after_item and not node.ordered:
                        yield from (line, mark)
                    else:
                        yield f"{indent}{mark} {line}"
                    marked = True

    def write_ListItem(self, node: ListItem) -> Iterator[list[str]]:
        yield list(self.items(List((node,)), 0))

    def write_Table(self, node: Table) -> Iterator[list[str]]:
        lines: list[str] = []
        width = max((len(row.cells) for row in node.rows), default=1) or 1
        room = FILLED_CELLS
        for index, row in enumerate(node.rows):
            room -= width - len(row.cells)
            lines += self.row(row, width if room >= 0 else 0)
            if index + 1 == node.header_rows and self.profile.marks_headers:
                opening = "|" if self.profile.row_opens else ""
                columns = width if self.profile.pads_rows else max(1, len(row.cells))
                lines.append(opening + "---|" * columns)
        yield lines

    def write_TableRow(self, node: TableRow) -> Iterator[list[str]]:
        yield self.row(node)

    def row(self, node: TableRow, width: int = 0) -> list[str]:
        """Return the lines of a row, padded to the ``width`` of its table if the dialect pads."""
        profile = self.profile
        cells = [self.cell(cell) for cell in node.cells] or [""]
        if not profile.keeps_rows:
            return [profile.row_opens + cell + profile.row_closes for cell in cells]
        closing = profile.row_closes
        if profile.pads_rows and len(cells) < width:
            closing = closing.replace("|", "|" * (1 + width - len(cells)))
        return [profile.row_opens + profile.between.join(cells) + closing]

    def cell(self, node: TableCell) -> str:
        text = " ".join(self.lines(node))
        return text.replace("|", "\\|") if self.profile.escapes_pipes else text

    def write_FaqItem(self, node: FaqItem) -> Iterator[list[str]]:
        first, *rest = self.lines(node.question)
        yield [f"Question: {first}", *rest]
        for block in node.answer:
            yield from self.blocks(block)

    def write_Quote(self, node: Quote) -> Iterator[list[str]]:
        blocks = [lines for block in node.children for lines in self.blocks(block)]
        if self.formatting:
            lines = "\n\n".join("\n".join(block) for block in blocks).split("\n")
            blocks = [[f"> {line}".rstrip(" ") for line in lines]]
        yield from blocks

    def write_CodeBlock(self, node: CodeBlock) -> Iterator[list[str]]:
        lines = node.text.split("\n")
        if self.formatting:
            fence = "`" * max(3, 1 + max(map(_leading_backticks, lines)))
            lines = [fence + (node.language or ""), *lines, fence]
        yield lines

    def write_ThematicBreak(self, node: ThematicBreak) -> Iterator[list[str]]:
        if self.formatting:
            yield ["---"]

    def inline(self, nodes: tuple[Node, ...]) -> str:
        """Return inline nodes with their marks."""
        return "".join(map(self.marked, nodes))

    def marked(self, node: Node) -> str:
        mark = _MARKED[type(node)]
        if mark is None:
            return self.inline(shown_in_line(node))
        return mark(node, self.inline(node.children))


def _leading_backticks(line: str) -> int:
    return len(line) - len(line.lstrip("`"))


_LINE_WRITERS: Final[ByClass[Callable[[_LineWriter, Any], Iterator[list[str]]] | None]] = ByClass(
    {cls: getattr(_LineWriter, f"write_{name}", None) for name, cls in NODE_CLASSES.items()}
)
_LINE_WRITERS[Node] = None

FILLED_CELLS: Final = 65_536
"""Pipes that may be added to a table to make its rows equally long; further rows have none."""

_LINE_END: Final = re.compile("\r\n?|\n")

_MARK_CHARACTER: Final = re.compile(r"[\\*`\[]|(?<!\w)_|_(?!\w)")
"""The characters of plain text that would be read as marks."""

_MARKED: Final[ByClass[Callable[[Any, str], str] | None]] = ByClass(
    {
        Node: None,
        Text: lambda node, inside: _MARK_CHARACTER.sub(r"\\\g<0>", node.text),
        Emphasis: lambda node, inside: f"*{inside}*",
        Strong: lambda node, inside: f"**{inside}**",
        Link: lambda node, inside: f"[{inside}]({node.url})",
        Image: lambda node, inside: f"![{node.alt}]({node.url})",
        CodeSpan: lambda node, inside: f"`{node.text}`",
        LineBreak: lambda node, inside: "\n",
    }
)
