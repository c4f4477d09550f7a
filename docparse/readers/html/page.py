"""Any page's HTML → blocks in order, without the white space of the source."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

import attrs

from docparse.nodes import (
    MAX_DEPTH,
    Block,
    CodeBlock,
    Document,
    Heading,
    Image,
    Inline,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Quote,
    ThematicBreak,
    plain_text,
)
from docparse.readers.html.line import BROKEN, MARK_CLASSES, NOTHING, PARTED, SPACED, OpenLine
from docparse.readers.html.markup import SPACE_RUN, UNREAD, Element
from docparse.readers.html.pairs import PAIR_ELEMENTS, PairReader
from docparse.readers.html.sup_sub import PLAIN, SCRIPTS, TAIL, Script, script_of, script_text
from docparse.readers.html.table import TableReader, is_layout
from docparse.source.text import NO_SPAN, Diagnostic
from docparse.structure.line_pairs import pairs_of_paragraphs
from docparse.structure.pair import Pairs

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LISTS: Final = frozenset(("ul", "ol", "menu", "dir"))
_ROW_GROUPS: Final = frozenset(("thead", "tbody", "tfoot"))
_TABLE_PARTS: Final = _ROW_GROUPS | {"table", "caption", "tr", "td", "th"}

_LANGUAGE_CLASS: Final = re.compile(r"(?:^|[ \t\n\f])lang(?:uage)?-([^ \t\n\f]+)")
_LEADING_NUMBER: Final = re.compile("[ \t\n\f]*([0-9]{1,9})")


def read_page(root: Element) -> tuple[Document, Pairs]:
    """Return the blocks under ``root`` as a flat Document without sections, and the pairs in it.

    The pairs are the questions and answers that elements such as ``details`` mark.
    """
    reader = _PageReader()
    pending: list[tuple[object, bool]] = [(root, False)]
    while pending:
        node, leaving = pending.pop()
        if isinstance(node, str):
            reader.text(node)
            continue
        element = cast(Element, node)
        if leaving:
            reader.leave(element)
        elif reader.enter(element):
            pending.append((element, True))
            pending += [(child, False) for child in reversed(element.contents)]
    return reader.document(), reader.pairs.pairs


# -------------------------------------------------------------------------------------- blocks


@attrs.define(eq=False)
class _OpenBlock:
    """An open block, the function that makes it, and the blocks that it holds so far."""

    element: Element | None
    make: Callable[[list[Any]], Any]
    is_list: bool = False
    start: int | None = None
    """The number of the first item, in an ordered list."""
    blocks: list[Any] = attrs.Factory(list)


class _PageReader:
    """Reads elements, entered and left in order, into blocks."""

    def __init__(self) -> None:
        self._line = OpenLine()
        self._containers = [_OpenBlock(None, Document)]
        self._level = 0  # the level of the heading that the next text is, 0 for a paragraph
        self._table: TableReader | None = None
        self._too_deep = False
        self._parted: int | None = None  # where the paragraphs between pairs of line breaks start
        self.pairs = PairReader()
        self._scripts: list[Script] = []

    def document(self) -> Document:
        """Close all open blocks, and return the Document."""
        self._end_line()
        self._close_down_to(self._containers[0])
        found: Document = self._containers[0].make(self._containers[0].blocks)
        if not self._too_deep:
            return found
        message = f"lists and quotes nest more than {MAX_DEPTH} deep; what is deeper stands flat"
        return attrs.evolve(found, diagnostics=[Diagnostic("depth-limit", NO_SPAN, message)])

    # -------------------------------------------------------------------------------- text

    @property
    def _in_cell(self) -> bool:
        return self._table is not None and self._table.cell is not None

    def text(self, text: str) -> None:
        text = SPACE_RUN.sub(" ", text)
        words = text.strip(" ")
        if text.startswith(" "):
            self._line.part(SPACED)
        if words:
            if self._scripts:
                words = words.translate(self._scripts[-1].characters)
            self._add_inline(words)
            if text.endswith(" "):
                self._line.part(SPACED)

    def _add_inline(self, content: str | Inline) -> None:
        if self._line.gap == PARTED and not self._level and not self._in_cell:
            place = self._place() if self._parted is None else self._parted
            self._end_line(parts=True)
            self._parted = place
        self._line.add(content, line_break=" " if self._level else LineBreak())

    def _end_line(self, *, parts: bool = False) -> None:
        """End the paragraph or heading; in a cell, which holds no blocks, end a line.

        ``parts`` says that the text goes on in another paragraph, after two line breaks.
        """
        if self._in_cell:
            self._line.part(BROKEN)
            return
        content = self._line.take()
        if content:
            level, self._level = self._level, 0
            paragraph = Paragraph(content)
            has_text = level and plain_text(paragraph).strip()
            self._add(Heading(level, content) if has_text else paragraph)
        if self._parted is not None and not parts:
            page = self._containers[0]
            self.pairs.pairs.update(pairs_of_paragraphs(page.blocks, self._parted))
            self._parted = None

    # ----------------------------------------------------------------------------- elements

    def enter(self, element: Element) -> bool:
        """Begin ``element``, and return whether to read its content."""
        name, attributes = element.name, element.attrs
        if name in UNREAD:
            return False
        if name in MARK_CLASSES:
            if name != "a" or "href" in attributes:
                self._line.open_mark(MARK_CLASSES[name], element)
        elif name in SCRIPTS:
            self._open_script(element)
        elif name == "br":
            self._line.part(PARTED if self._line.gap == BROKEN else BROKEN)
        elif name == "img":
            if attributes.get("src"):
                alt, title = attributes.get("alt", ""), attributes.get("title")
                self._add_inline(Image(attributes["src"], SPACE_RUN.sub(" ", alt), title))
            else:
                self.text(attributes.get("alt", ""))
        elif name != "span":
            return self._enter_block(element)
        return True

    def leave(self, element: Element) -> None:
        """End ``element``, and the line and the block that end with it."""
        name = element.name
        if name in MARK_CLASSES:
            self._line.close_mark(element)
        elif name in SCRIPTS:
            self._close_script()
        elif name == "div" and self._level:
            self._line.part(SPACED)
        elif name not in ("br", "img", "span"):
            self._end_line()
            self._leave_block(element)

    def _open_script(self, element: Element) -> None:
        """Begin raised or lowered text, with its opening characters."""
        found = script_text(element)
        script = PLAIN
        if found is not None:
            text, nests = found
            before = self._line.tail(TAIL)
            script = script_of(element.name, text, before, nests=nests)
        self._scripts.append(script)
        if script.opening:
            self._add_inline(script.opening)

    def _close_script(self) -> None:
        closing = self._scripts.pop().closing
        if closing:
            gap, self._line.gap = self._line.gap, NOTHING
            self._add_inline(closing)
            self._line.part(gap)

    def _enter_block(self, element: Element) -> bool:
        """Begin a block element, and return whether to read its content."""
        name = element.name
        if name == "div" and self._level:
            self._line.part(SPACED)
            return True
        self._end_line()
        if name in _TABLE_PARTS:
            self._enter_table_part(element)
        elif self._in_cell:
            return True
        elif name in _HEADINGS:
            self._level = _HEADINGS[name]
        elif name == "hr":
            self._add(ThematicBreak())
        elif name == "pre":
            code, language = _preformatted(element)
            if code.strip():
                self._add(CodeBlock(code, language))
            return False
        elif name == "blockquote":
            self._open(_OpenBlock(element, Quote))
        elif name == "li":
            self._open_item(element)
        elif name in _LISTS:
            self._open_list(element)
        elif name in PAIR_ELEMENTS:
            self.pairs.enter(element, self._place())
        return True

    def _leave_block(self, element: Element) -> None:
        """End a block element, and close its block."""
        name = element.name
        if name in _HEADINGS:
            self._level = 0
        elif name in _TABLE_PARTS:
            self._leave_table_part(element)
        elif name in PAIR_ELEMENTS:
            self.pairs.leave(element, self._place())
        else:
            opened = [c for c in self._containers if c.element is element]
            if opened:
                self._close_down_to(opened[0])
                self._close()

    def _place(self) -> int | None:
        """Return how many blocks the page has so far; None inside a block or a cell."""
        (page, *inner) = self._containers
        return None if inner or self._in_cell else len(page.blocks)

    # --------------------------------------------------------------------------- containers

    def _open_list(self, element: Element) -> None:
        if element.name != "ol":
            self._open(_OpenBlock(element, List, is_list=True))
            return
        start = _LEADING_NUMBER.match(element.attrs.get("start", ""))
        first = int(start[1]) if start else _first_number(element)
        self._open(_numbered(element, first))

    def _open_item(self, element: Element) -> None:
        """Open an item of the innermost list, if there is one, and end the item before it."""
        for container in reversed(self._containers):
            if container.is_list:
                self._close_down_to(container)
                self._number_item(container, element)
                self._open(_OpenBlock(element, ListItem))
                break

    def _number_item(self, container: _OpenBlock, element: Element) -> None:
        """Start a new list if the next item has another number than it would get."""
        listing = container.element
        if container.start is None or listing is None:
            return
        next_number = container.start + len(container.blocks)
        value = _LEADING_NUMBER.match(element.attrs.get("value", ""))
        number = int(value[1]) if value else next_number
        if not value and container.blocks and container.start and "reversed" in listing.attrs:
            number = container.start - 1
        if number != next_number:
            self._close()
            self._containers.append(_numbered(listing, number))

    def _open(self, container: _OpenBlock) -> None:
        is_loose = self._containers[-1].is_list and container.make is not ListItem
        needed = is_loose + (2 if container.is_list else 1)
        if len(self._containers) - 1 + needed > MAX_DEPTH:
            self._too_deep = True
            return
        if is_loose:
            self._containers.append(_OpenBlock(None, ListItem))
        self._containers.append(container)

    def _close_down_to(self, container: _OpenBlock) -> None:
        while self._containers[-1] is not container:
            self._close()

    def _close(self) -> None:
        container = self._containers.pop()
        if container.blocks:
            self._add(container.make(container.blocks))

    def _add(self, block: Block | ListItem) -> None:
        container = self._containers[-1]
        if container.is_list and isinstance(block, Block):
            container.blocks.append(ListItem(block))
        else:
            container.blocks.append(block)

    # -------------------------------------------------------------------------------- tables

    def _enter_table_part(self, element: Element) -> None:
        """Begin a table, or a row, cell or row group of the open one."""
        name, table = element.name, self._table
        if table is None:
            if name == "table" and not is_layout(element):
                self._table = TableReader(element)
            return
        self._end_cell(table)
        if name in ("td", "th"):
            table.cell = element
        elif name == "tr":
            table.start_row()
        elif name in _ROW_GROUPS:
            table.start_group(name)

    def _leave_table_part(self, element: Element) -> None:
        """End a part of the open table; at its end, add the table."""
        table = self._table
        if table is None:
            return
        if element is table.cell or element.name in ("table", "tr"):
            self._end_cell(table)
        if element.name in _ROW_GROUPS:
            table.start_group()
        if element is table.element:
            self._table = None
            found = table.table()
            if found is not None:
                self._add(found)

    def _end_cell(self, table: TableReader) -> None:
        if table.cell is not None:
            table.add_cell(table.cell, self._line.take())
            table.cell = None


def _first_number(element: Element) -> int:
    """Return the number of the first item of a list that does not say it."""
    if "reversed" not in element.attrs:
        return 1
    items, pending = 0, [element]
    while pending:
        for child in pending.pop().contents:
            if not isinstance(child, str) and (inner := cast(Element, child)).name not in _LISTS:
                items += inner.name == "li"
                pending.append(inner)
    return items


def _numbered(element: Element, start: int) -> _OpenBlock:
    make = partial(List, ordered=True, start=start)
    return _OpenBlock(element, make, is_list=True, start=start)


def _preformatted(element: Element) -> tuple[str, str | None]:
    """Return the text of a ``pre`` unchanged, and the language that it or its ``code`` names."""
    pieces: list[str] = []
    language = None
    pending: list[object] = [element]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        inner = cast(Element, node)
        if inner.name == "br":
            pieces.append("\n")
        elif inner.name in ("pre", "code") and language is None:
            match = _LANGUAGE_CLASS.search(inner.attrs.get("class", ""))
            language = match[1] if match else None
        elif inner.name in SCRIPTS:
            text, nests = script_text(inner) or ("", True)
            if not nests:
                before = "".join(piece[-TAIL:] for piece in pieces[-TAIL:])[-TAIL:]
                script = script_of(inner.name, text, before)
                pieces.append(script.opening + text.translate(script.characters) + script.closing)
                continue
        if inner.name not in UNREAD:
            pending += reversed(inner.contents)
    return "".join(pieces).removeprefix("\n").removesuffix("\n"), language
