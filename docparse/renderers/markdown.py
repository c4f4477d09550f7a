"""GitHub-flavoured Markdown that reads back as the same tree wherever Markdown can say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NoReturn

from docparse.errors import RenderError
from docparse.nodes import (
    Block,
    ByClass,
    CodeBlock,
    Document,
    Faq,
    FaqItem,
    Heading,
    Inline,
    KeyPoints,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    ThematicBreak,
    plain_text,
)
from docparse.renderers.markdown_inlines import escaped, inline_source, writable
from docparse.source import BYTE_ORDER_MARK
from docparse.vocabulary import ANSWER_LABELS, QUESTION_LABELS, label_word


def render(node: Node) -> str:
    """Return ``node`` as GitHub-flavoured Markdown, with a newline at its end unless it is empty.

    Reading it with ``from_markdown`` and writing that again gives the same text. The tree that is
    read is the same, but for what Markdown has no form for: empty paragraphs, lists
    and tables are left out; a table without a header gets an empty one, which is read as none,
    and of several header rows the first stays one;
    line breaks in headings, cells and far indented text are newlines in the text; a newline
    in code in a line of text is a space; marks stay as far as CommonMark can say them. NUL,
    other C0 controls and surrogates become U+FFFD.

    Raises RenderError for a class of node that is not docparse's own.
    """
    if isinstance(node, Inline):
        written = inline_source((node,), breaks=True)
    elif isinstance(node, TableCell):
        written = inline_source(node.children, breaks=False)
    else:
        written, _ = _blocks(_parts(node), 0)
    if written.startswith(BYTE_ORDER_MARK):  # a reader of the file would skip it
        written = f"&#{ord(BYTE_ORDER_MARK)};{written[1:]}"
    return f"{written}\n" if written else ""


def _parts(node: Node) -> tuple[Block, ...]:
    """Return the blocks that ``node``, which need not be a block itself, is written as."""
    if isinstance(node, (Document, ListItem)):
        return node.children
    if isinstance(node, FaqItem):
        return (Faq((node,)),)
    if isinstance(node, TableRow):
        return (Table((node,)),)
    if isinstance(node, Block):
        return (node,)
    raise RenderError(f"Markdown has no form for the class {type(node).__name__}")


# ------------------------------------------------------------------------ blocks in a row

_QUESTION: Final = (Strong("Question:"), " ")
_ANSWER: Final = (Strong("Answer:"), " ")


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield ``blocks`` with those that Markdown has no form for replaced by what they hold."""
    pending = list(blocks)[::-1]
    while pending:
        block = pending.pop()
        if isinstance(block, (Section, KeyPoints, TableOfContents)):
            pending += block.children[::-1]
        elif isinstance(block, Faq):
            for item in reversed(block.items):
                pending += _answer(item)[::-1]
                pending.append(Paragraph((*_QUESTION, *item.question.children)))
        else:
            yield block


def _answer(item: FaqItem) -> tuple[Block, ...]:
    """Return the answer; text that starts with a label needs one before it to keep its own."""
    first = item.answer[0] if item.answer else None
    if not isinstance(first, Paragraph):
        return item.answer
    label, colon, _ = plain_text(first)[:_LONGEST_LABEL].replace("：", ":").partition(":")
    if not colon or label_word(label) not in QUESTION_LABELS | ANSWER_LABELS:
        return item.answer
    return (Paragraph((*_ANSWER, *first.children)), *item.answer[1:])


_LONGEST_LABEL: Final = 32


def _blocks(blocks: Iterable[Block], column: int, item_mark: str = "") -> tuple[str, bool]:
    """Return ``blocks`` written one below the other, and whether there are blank lines between.

    They start at ``column``, behind ``item_mark`` if they stand in a list.
    """
    pieces: list[str] = []
    is_loose = False
    before: Block | None = None
    touching = item_mark
    for block in _flat(blocks):
        mark = ""
        if isinstance(block, List):
            mark = next(mark for mark in _MARKS[block.ordered] if mark != touching)
            written = _list(block, column, mark)
        else:
            written = _WRITERS[type(block)](block, column)
        if not written:
            continue
        if before is not None:
            follows = item_mark and isinstance(before, Paragraph) and _INTERRUPTS.match(written)
            pieces.append("\n" if follows else "\n\n")
            is_loose = is_loose or not follows
        pieces.append(written)
        before, touching = block, mark
    return "".join(pieces), is_loose


_MARKS: Final = {False: "-*", True: ".)"}
"""The marks of a list. A list directly behind another has the one that the other has not, as does

a list that starts an item: ``- - -`` would be a ruled line.
"""

_INTERRUPTS: Final = re.compile(r"(?:[-*]|1[.)]) ")
"""How a list starts that may stand directly below a paragraph."""


# --------------------------------------------------------------------------- single blocks

_FAR: Final = 40
"""Columns. Text further to the right is written on one line, lest indentation outgrow the text."""


def _paragraph(node: Paragraph, column: int) -> str:
    return inline_source(node.children, breaks=column <= _FAR)


def _heading(node: Heading, column: int) -> str:
    title = inline_source(node.children, breaks=False)
    if title.endswith("#"):
        title = f"{title[:-1]}\\#"
    return f"{'#' * node.level} {title}".rstrip(" ")


def _code(node: CodeBlock, column: int) -> str:
    text, language = writable(node.text), escaped(writable(node.language or ""))
    language = _INFO_MARK.sub(lambda match: f"&#{ord(match[0])};", language)
    mark = "~" if "`" in language else "`"
    longest = max(map(len, re.findall(f"{mark}{{3,}}", text)), default=2)
    fence = mark * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}" if text else f"{fence}{language}\n{fence}"


_INFO_MARK: Final = re.compile(r"\A[ \t]|[ \t]\Z|[\n|]")
"""What would be lost behind a fence, or make it the header of a table."""


def _rule(node: ThematicBreak, column: int) -> str:
    return "___"  # behind no list mark is it anything else, as "- ---" would be


def _quote(node: Quote, column: int) -> str:
    inside, _ = _blocks(node.children, column + 2)
    return "\n".join(f"> {line}" if line else ">" for line in inside.split("\n"))


def _list(node: List, column: int, mark: str) -> str:
    items: list[str] = []
    is_loose = False
    for number, item in enumerate(node.items, node.start):
        sign = f"{min(number, _LAST_NUMBER)}{mark}" if node.ordered else mark
        inside, has_blank_lines = _blocks(item.children, column + len(sign) + 1, mark)
        is_loose = is_loose or has_blank_lines
        indented = _LINE.sub("\n" + " " * (len(sign) + 1), inside)
        items.append(f"{sign} {indented}" if inside else sign)
    return ("\n\n" if is_loose else "\n").join(items)


_LAST_NUMBER: Final = 999_999_999
_LINE: Final = re.compile(r"\n(?!\n)")


def _table(node: Table, column: int) -> str:
    rows = [[_cell(cell) for cell in row.cells] for row in node.rows]
    if not rows:
        return ""
    width = max(1, *map(len, rows))
    header = rows.pop(0) if node.header_rows else [""] * width
    missing = width - len(header)
    # A header row is as wide as the widest; one dash below it says which of its cells are not its.
    delimiters = ["---"] * len(header) + ["-"] * missing
    return "\n".join(map(_row, (header + [""] * missing, delimiters, *rows)))


def _cell(cell: TableCell) -> str:
    return inline_source(cell.children, breaks=False).replace("|", "\\|")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _unknown(block: Block, column: int) -> NoReturn:
    raise RenderError(f"Markdown has no form for the class {type(block).__name__}")


_WRITERS: Final[ByClass[Callable[[Any, int], str]]] = ByClass(
    {
        Node: _unknown,
        Paragraph: _paragraph,
        Heading: _heading,
        CodeBlock: _code,
        ThematicBreak: _rule,
        Quote: _quote,
        Table: _table,
    }
)
