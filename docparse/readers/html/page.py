"""Any page's HTML → blocks in order, without the white space of the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, TypeAlias, cast

import attrs

from docparse.nodes import (
    MAX_DEPTH,
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Strong,
    ThematicBreak,
    plain_text,
)
from docparse.readers.html.markup import UNREAD, Element
from docparse.readers.html.pairs import PAIR_ELEMENTS, PairReader
from docparse.readers.html.sup_sub import LONGEST, PLAIN, TAIL, Script, script_of
from docparse.readers.html.table import TableReader, is_layout
from docparse.source.text import NO_SPAN, Diagnostic
from docparse.structure.line_pairs import pairs_of_paragraphs
from docparse.structure.pair import Pairs

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LISTS: Final = frozenset(("ul", "ol", "menu", "dir"))
_MARK_CLASSES: Final[dict[str, type[Inline]]] = {
    **dict.fromkeys(("em", "i"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), CodeSpan),
    "a": Link,
}

_ROW_GROUPS: Final = frozenset(("thead", "tbody", "tfoot"))
_TABLE_PARTS: Final = _ROW_GROUPS | {"table", "caption", "tr", "td", "th"}
_SCRIPTS: Final = frozenset(("sup", "sub"))
_IN_SCRIPTS: Final = frozenset((*_MARK_CLASSES, *_SCRIPTS, "span"))

_SPACE_RUN: Final = re.compile("[ \t\n\f]+")
_LANGUAGE_CLASS: Final = re.compile(r"(?:^|[ \t\n\f])lang(?:uage)?-([^ \t\n\f]+)")
_LEADING_NUMBER: Final = re.compile("[ \t\n\f]*([0-9]{1,9})")

# The gaps between the last text and the next, the weakest first.
_NOTHING, _SPACED, _BROKEN, _PARTED = range(4)


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


# ------------------------------------------------------------------------------- lines of text


@attrs.frozen(eq=False)
class _Mark:
    """An open inline element. Text inside the same one belongs together."""

    kind: type[Inline]
    element: Element

    def around(self, children: Sequence[str | Inline]) -> Inline:
        if self.kind is Link:
            attributes = self.element.attrs
            return Link(children, attributes["href"], attributes.get("title"))
        if self.kind is CodeSpan:
            texts = [child if isinstance(child, str) else plain_text(child) for child in children]
            return CodeSpan("".join(texts))
        return Emphasis(children) if self.kind is Emphasis else Strong(children)


_Marks: TypeAlias = tuple[_Mark, ...]
_MarkedRun: TypeAlias = "tuple[_Marks, str | Inline]"


def _nested(runs: Sequence[_MarkedRun], depth: int = 0) -> list[str | Inline]:
    """Return inline nodes for ``runs``, whose first ``depth`` marks are already nodes."""
    found: list[str | Inline] = []
    index = 0
    while index < len(runs):
        marks, content = runs[index]
        if len(marks) == depth:
            found.append(content)
            index += 1
            continue
        start, mark = index, marks[depth]
        while index < len(runs) and runs[index][0][depth : depth + 1] == (mark,):
            index += 1
        found.append(mark.around(_nested(runs[start:index], depth + 1)))
    return found


def _common(left: _Marks, right: _Marks) -> _Marks:
    pairs = zip(left, right, strict=False)
    count = next((i for i, (a, b) in enumerate(pairs) if a is not b), min(len(left), len(right)))
    return left[:count]


class _OpenLine:
    """The text since the last block ended, in runs, each with the marks around it."""

    def __init__(self) -> None:
        self.gap = _NOTHING
        self._marks: _Marks = ()
        self._runs: list[_MarkedRun] = []

    def open_mark(self, kind: type[Inline], element: Element) -> None:
        """Open a mark of ``kind``, unless one is open; a link ends the link before it.

        Code is always the innermost mark, because nothing in it can be marked.
        """
        marks = [mark for mark in self._marks if mark.kind is not Link or kind is not Link]
        if all(mark.kind is not kind for mark in marks):
            marks.append(_Mark(kind, element))
        self._marks = tuple(sorted(marks, key=lambda mark: mark.kind is CodeSpan))

    def close_mark(self, element: Element) -> None:
        self._marks = tuple(mark for mark in self._marks if mark.element is not element)

    def tail(self, size: int) -> str:
        """Return the last ``size`` characters before the text that comes next."""
        found = ""
        for _, content in reversed(self._runs if not self.gap else ()):
            if not isinstance(content, str) or len(found) >= size:
                break
            found = content[-size:] + found
        return found[-size:]

    def part(self, gap: int) -> None:
        """Record that at least ``gap`` stands between the text so far and the next."""
        self.gap = max(self.gap, gap)

    def add(self, content: str | Inline, *, line_break: str | Inline) -> None:
        if self._runs and self.gap:
            between = " " if self.gap == _SPACED else line_break
            self._runs.append((_common(self._runs[-1][0], self._marks), between))
        self._runs.append((self._marks, content))
        self.gap = _NOTHING

    def take(self) -> list[str | Inline]:
        """Return the nodes of the line and begin a new one."""
        runs, self._runs, self.gap = self._runs, [], _NOTHING
        return _nested(runs)


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
        self._line = _OpenLine()
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
        text = _SPACE_RUN.sub(" ", text)
        words = text.strip(" ")
        if text.startswith(" "):
            self._line.part(_SPACED)
        if words:
            if self._scripts:
                words = words.translate(self._scripts[-1].characters)
            self._add_inline(words)
            if text.endswith(" "):
                self._line.part(_SPACED)

    def _add_inline(self, content: str | Inline) -> None:
        if self._line.gap == _PARTED and not self._level and not self._in_cell:
            place = self._place() if self._parted is None else self._parted
            self._end_line(parts=True)
            self._parted = place
        self._line.add(content, line_break=" " if self._level else LineBreak())

    def _end_line(self, *, parts: bool = False) -> None:
        """End the paragraph or heading; in a cell, which holds no blocks, end a line.

        ``parts`` says that the text goes on in another paragraph, after two line breaks.
        """
        if self._in_cell:
            self._line.part(_BROKEN)
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
        if name in _MARK_CLASSES:
            if name != "a" or "href" in attributes:
                self._line.open_mark(_MARK_CLASSES[name], element)
        elif name in _SCRIPTS:
            self._open_script(element)
        elif name == "br":
            self._line.part(_PARTED if self._line.gap == _BROKEN else _BROKEN)
        elif name == "img":
            if attributes.get("src"):
                alt, title = attributes.get("alt", ""), attributes.get("title")
                self._add_inline(Image(attributes["src"], _SPACE_RUN.sub(" ", alt), title))
            else:
                self.text(attributes.get("alt", ""))
        elif name != "span":
            return self._enter_block(element)
        return True

    def leave(self, element: Element) -> None:
        """End ``element``, and the line and the block that end with it."""
        name = element.name
        if name in _MARK_CLASSES:
            self._line.close_mark(element)
        elif name in _SCRIPTS:
            self._close_script()
        elif name == "div" and self._level:
            self._line.part(_SPACED)
        elif name not in ("br", "img", "span"):
            self._end_line()
            self._leave_block(element)

    def _open_script(self, element: Element) -> None:
        """Begin raised or lowered text, with its opening characters."""
        found = _script_text(element)
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
            gap, self._line.gap = self._line.gap, _NOTHING
            self._add_inline(closing)
            self._line.part(gap)

    def _enter_block(self, element: Element) -> bool:
        """Begin a block element, and return whether to read its content."""
        name = element.name
        if name == "div" and self._level:
            self._line.part(_SPACED)
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
            self._add_code(element)
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

    def _add_code(self, element: Element) -> None:
        code, language = _preformatted(element)
        if code.strip():
            self._add(CodeBlock(code, language))

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
        if container.start is None:
            return
        next_number = container.start + len(container.blocks)
        value = _LEADING_NUMBER.match(element.attrs.get("value", ""))
        number = int(value[1]) if value else next_number
        if not value and container.blocks and container.start and _counts_down(container.element):
            number = container.start - 1
        if number != next_number:
            self._close()
            self._containers.append(_numbered(container.element, number))

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


def _counts_down(element: Element | None) -> bool:
    return element is not None and "reversed" in element.attrs


def _first_number(element: Element) -> int:
    """Return the number of the first item of a list that does not say it."""
    if not _counts_down(element):
        return 1
    items, pending = 0, [element]
    while pending:
        for child in pending.pop().contents:
            if not isinstance(child, str) and (inner := cast(Element, child)).name not in _LISTS:
                items += inner.name == "li"
                pending.append(inner)
    return items


def _numbered(element: Element | None, start: int) -> _OpenBlock:
    make = partial(List, ordered=True, start=start)
    return _OpenBlock(element, make, is_list=True, start=start)


def _script_text(element: Element) -> tuple[str, bool] | None:
    """Return the text of a ``sup`` or ``sub``, and whether it has another one inside.

    None if it is too long for either, or has blocks or pictures in it.
    """
    text, size, nests, seen = "", 0, False, 0
    pending = list(reversed(element.contents))
    while pending:
        seen += 1
        if max(size, len(pending), seen) > LONGEST:
            return None
        node = pending.pop()
        if isinstance(node, str):
            text += node
            size += len(_SPACE_RUN.sub(" ", node))
            continue
        inner = cast(Element, node)
        if inner.name == "br":
            text += "\n"
        elif inner.name not in _IN_SCRIPTS:
            return None
        nests = nests or inner.name in _SCRIPTS
        pending += reversed(inner.contents)
    return text, nests


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
        elif inner.name in _SCRIPTS:
            text, nests = _script_text(inner) or ("", True)
            if not nests:
                before = "".join(piece[-TAIL:] for piece in pieces[-TAIL:])[-TAIL:]
                script = script_of(inner.name, text, before)
                pieces.append(script.opening + text.translate(script.characters) + script.closing)
                continue
        if inner.name not in UNREAD:
            pending += reversed(inner.contents)
    return "".join(pieces).removeprefix("\n").removesuffix("\n"), language
