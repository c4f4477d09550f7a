"""GitHub-flavoured Markdown that reads back as the same tree wherever Markdown can express it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Any, Final

import attrs

from docparse.nodes import (
    Block,
    ByClass,
    CodeBlock,
    Emphasis,
    FaqItem,
    Heading,
    Inline,
    LineBreak,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    ThematicBreak,
    plain_text,
    shown_as_blocks,
)
from docparse.renderers.markdown.expressible import writable
from docparse.renderers.markdown.inlines import decided, inline_source, partnered
from docparse.source.text import BYTE_ORDER_MARK
from docparse.tree.furniture import KEEP, as_asked
from docparse.tree.visitor import NodeTransformer, find_all
from docparse.words.labels import answer_labels, has_label
from docparse.words.questions import asks


def render(node: Node, *, furniture: str = KEEP) -> str:
    """Return ``node`` as GitHub-flavoured Markdown, with a newline at its end unless it is empty.

    A heading "Prices" of level 1 is ``# Prices``.

    Reading the result with ``from_markdown`` and writing that again gives the same text. The tree
    that is read is the same, except where Markdown has no form: empty paragraphs, lists, tables and
    questions are dropped; a table without a header gets an empty one, which is read as none, and of
    several header rows only the first stays one; line breaks in headings, cells and far indented
    text are newlines in the text, in questions spaces, as a newline in inline code is; in a code
    block in a list or quote U+2028 and U+2029 are newlines, and other white space at the start of a
    line is blanks; a code language that is no single word is dropped, as is the title of a link to
    nowhere; marks stay as far as CommonMark can express them. NUL, other C0 controls, U+0085 and
    surrogates become U+FFFD.

    No common Markdown reader makes an element or attribute of it that the tree does not have,
    except links of bare addresses; ``tests/attack/readers.py`` names the readers.

    A node of a class without a form in Markdown is written as its content. ``furniture="drop"``
    leaves out the furniture of the page, ``"mark"`` sets it in italics.
    """
    node = as_asked(node, furniture, lambda content: (Emphasis(content),))
    if isinstance(node, Inline):
        written = inline_source((node,), breaks=True)
    elif isinstance(node, TableCell):
        written = inline_source(node.children, breaks=True)
    else:
        block = Table((node,)) if isinstance(node, TableRow) else node
        written, _ = _write_blocks((block,), _BlockPlace())
    if written.startswith(BYTE_ORDER_MARK):  # readers of a file skip it
        written = f"&#{ord(BYTE_ORDER_MARK)};{written[1:]}"
    written = decided(written, lambda: map(plain_text, find_all(node, Heading)))
    return f"{written}\n" if written else ""


# ------------------------------------------------------------------------ blocks in a row

_QUESTION: Final = (Strong("Question:"), " ")
_ANSWER: Final = (Strong("Answer:"), " ")


def _writable_blocks(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield ``blocks``, with those that Markdown has no form for replaced by their content."""
    pending = list(blocks)[::-1]
    while pending:
        block = pending.pop()
        if isinstance(block, FaqItem):
            if not plain_text(block.question).strip():
                pending += block.answer[::-1]
                continue
            pending += _answer_blocks(block)[::-1]
            question = _InOneLine().transform(block.question)
            yield Paragraph((*_QUESTION, *question.children))
        elif isinstance(block, _HAVE_A_FORM):
            yield block
        else:
            pending += shown_as_blocks(block)[::-1]


class _InOneLine(NodeTransformer):
    """Puts a space in the place of each line's end: the next line might be read as the answer."""

    def leave_Text(self, node: Text) -> Text:
        return Text(writable(node.text).replace("\n", " "))

    def leave_LineBreak(self, node: LineBreak) -> Text:
        return Text(" ")


def _answer_blocks(item: FaqItem) -> tuple[Block, ...]:
    """Return the answer, with a label before each line that begins with one, which else would go.

    Its first block has a label then, too: it is where the question ends. So it has one if the
    answer asks while the question does not, which would go on until there.
    """
    first, *others = item.answer or (None,)
    has_label_behind = list(map(_has_answer_label, others))
    if not isinstance(first, Paragraph) or not (
        has_label(plain_text(first))
        or any(map(_has_answer_label, takewhile(_is_line, others)))
        or (not _asks(item.question) and any(map(_asks, takewhile(_is_line, item.answer))))
    ):
        return item.answer
    return tuple(
        Paragraph((*_ANSWER, *block.children)) if own and isinstance(block, Paragraph) else block
        for block, own in zip(item.answer, (True, *has_label_behind), strict=True)
    )


def _is_line(block: Node) -> bool:
    return isinstance(block, Paragraph)


def _asks(block: Node) -> bool:
    return asks(plain_text(block))


def _has_answer_label(block: Node) -> bool:
    return isinstance(block, Paragraph) and answer_labels().after(plain_text(block)) > 0


@attrs.frozen
class _BlockPlace:
    """The place of blocks: their first column, and the list they are in.

    ``item_mark`` is the mark of their item; ``is_wide`` says that every item starts four columns to
    the right of its mark, None that they are in no list.
    """

    column: int = 0
    item_mark: str = ""
    is_wide: bool | None = None


def _write_blocks(blocks: Iterable[Node], place: _BlockPlace) -> tuple[str, bool]:
    """Return ``blocks`` written one below the other, and whether there are blank lines between."""
    pieces: list[str] = []
    is_loose = was_indented = False
    before: Node | None = None
    touching = place.item_mark
    for block in _writable_blocks(blocks):
        mark, is_indented = "", False
        if isinstance(block, List):
            mark = next(mark for mark in _ITEM_MARKS[block.ordered] if mark != touching)
            written = _list(block, place, mark)
        elif isinstance(block, CodeBlock):
            written = _write_code_block(block, place)
            is_indented = written.startswith(" ")
            is_first = before is None and place.item_mark != ""
            if is_indented and (is_first or was_indented or isinstance(before, List)):
                written = f"{_NOTHING}\n\n{written}"
                is_loose = True
        else:
            written = _BLOCK_WRITERS[type(block)](block, place)
        if not written:
            continue
        if before is not None:
            # To pandoc, a formula continues in the list directly below.
            may_touch = isinstance(before, Paragraph) and "$" not in pieces[-1]
            follows = place.item_mark and may_touch and _INTERRUPTS.match(written)
            pieces.append("\n" if follows else "\n\n")
            is_loose = is_loose or not follows
        pieces.append(written)
        before, touching, was_indented = block, mark, is_indented
    return "".join(pieces), is_loose


_NOTHING: Final = "[\\]]: #"
"""The definition of a link that nothing refers to: indented text below it is a code block.

To Python-Markdown, which does not know it, it is a paragraph; without one, code would belong to a
list.
"""

_ITEM_MARKS: Final = {False: "-*", True: ".)"}
"""The two marks of a list. A list directly after another, or at the start of an item, takes the
other one: ``- - -`` would be a thematic break.
"""

_INTERRUPTS: Final = re.compile(r"(?:[-*]|1[.)]) +")
"""The start of a list that may follow a paragraph directly."""


# --------------------------------------------------------------------------- single blocks

_FAR: Final = 40
"""Columns. Text further to the right is written on one line, or indentation would outgrow it."""


def _write_paragraph(node: Paragraph, place: _BlockPlace) -> str:
    return inline_source(node.children, breaks=place.column <= _FAR)


def _write_heading(node: Heading, place: _BlockPlace) -> str:
    title = inline_source(node.children, breaks=False)
    if title.endswith("#"):
        title = f"{title[:-1]}\\#"
    return f"{'#' * node.level} {title}".rstrip(" ")


def _write_code_block(node: CodeBlock, place: _BlockPlace) -> str:
    text, language = writable(node.text), _language(node)
    if place.column:
        text = _on_plain_lines(text)
    if place.is_wide is not False and not language and _needs_indentation(text):
        return _LINE_WITH_TEXT.sub("    ", text)
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}" if text else f"{fence}{language}\n{fence}"


def _on_plain_lines(text: str) -> str:
    """Return ``text``, code in an item or quote, so that to mistletoe all of it is inside.

    There, only a newline ends a line, and only blanks and tabs begin one.
    """
    text = _OTHER_LINE_END.sub("\n", text)
    return _ODD_INDENT.sub(lambda indent: _NO_BLANK.sub(" ", indent[0]), text)


def _language(node: CodeBlock) -> str:
    return node.language if node.language and _CODE_LANGUAGE.fullmatch(node.language) else ""


_CODE_LANGUAGE: Final = re.compile(r"[^\W_][\w+#.-]*")
"""A word that every reader takes for a language and nothing else."""


def _needs_indentation(text: str) -> bool:
    """Whether ``text`` would be markup to a reader without fences, and can be indented.

    Such a reader is Python-Markdown, even with its extension in a list or a quote.
    """
    if not _BLOCK_IN_CODE.search(text) and not (
        _BLANK_LINE.search(text) and _MARK_IN_CODE.search(text)
    ):
        return False
    first, last = text.partition("\n")[0], text.rpartition("\n")[2]
    return first.strip() != "" and last.strip() != "" and not _OTHER_LINE_END.search(text)


# To such a reader, lines between fences are inline code unless one begins a block.
_BLOCK_IN_CODE: Final = re.compile(r"<[a-zA-Z/!?]|(?:\A|\n) {0,3}(?:[#>|:*_=+\[!-]|\d+\.)")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
_MARK_IN_CODE: Final = re.compile(r"[*_\[`&]")
_OTHER_LINE_END: Final = re.compile("[\u2028\u2029]")
_ODD_INDENT: Final = re.compile(r"^[ \t]*[^\S \t\n][^\S\n]*", re.MULTILINE)
_NO_BLANK: Final = re.compile(r"[^ \t]")
_LINE_WITH_TEXT: Final = re.compile(r"^(?=[^\n])", re.MULTILINE)


def _write_rule(node: ThematicBreak, place: _BlockPlace) -> str:
    return "___"  # after a list mark it stays a rule, as "- ---" would not


def _write_quote(node: Quote, place: _BlockPlace) -> str:
    inside, _ = _write_blocks(node.children, _BlockPlace(place.column + 2, "", place.is_wide))
    lines = inside.split("\n")
    if all(line.startswith("!") for line in lines):  # of pictures alone, mistune makes a spoiler
        lines.insert(0, "")
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def _list(node: List, place: _BlockPlace, mark: str) -> str:
    """Return a list whose items have ``mark``, or a number and ``mark``."""
    items: list[str] = []
    is_loose = False
    is_wide = _has_indented_code(node) if place.is_wide is None else place.is_wide
    for number, item in enumerate(node.items, node.start):
        sign = f"{min(number, _LAST_NUMBER)}{mark}" if node.ordered else mark
        # To pandoc, "1. |  |" is the header of a table, "1.  |  |" an item.
        is_padded = is_wide or (node.ordered and _begins_with_table(item))
        sign = f"{sign:<3} " if is_padded else f"{sign} "
        column = place.column + len(sign)
        inside, has_blank_lines = _write_blocks(item.children, _BlockPlace(column, mark, is_wide))
        is_loose = is_loose or has_blank_lines
        indented = _LONE_NEWLINE.sub("\n" + " " * len(sign), inside)
        items.append(f"{sign}{indented}" if inside else sign.rstrip(" "))
    return ("\n\n" if is_loose else "\n").join(items)


def _begins_with_table(item: ListItem) -> bool:
    return isinstance(next(_writable_blocks(item.children), None), Table)


def _has_indented_code(node: List) -> bool:
    return any(
        not _language(code) and _needs_indentation(_on_plain_lines(writable(code.text)))
        for code in find_all(node, CodeBlock)
    )


_LAST_NUMBER: Final = 999_999_999
_LONE_NEWLINE: Final = re.compile(r"\n(?!\n)")


def _write_table(node: Table, place: _BlockPlace) -> str:
    rows = _write_rows(node)
    # To some readers a table with a short row is one paragraph.
    partners = partnered(" ".join(cell for row in rows for cell in row))
    if partners:
        rows = _write_rows(node, partners)
    width = max((1, *map(len, rows)))
    header = rows.pop(0) if node.header_rows and rows else []
    if not any(header):
        if not rows:
            return ""
        header = [""] * width
    missing = width - len(header)
    # The header row is as wide as the widest row; one dash below marks cells it does not have.
    delimiters = ["---"] * len(header) + ["-"] * missing
    written = (header + [""] * missing, delimiters, *rows)
    return "\n".join([f"| {' | '.join(cells)} |" for cells in written])


def _write_rows(node: Table, partners: frozenset[str] = frozenset()) -> list[list[str]]:
    return [[_write_cell(cell, partners) for cell in row.cells] for row in node.rows]


def _write_cell(cell: TableCell, partners: frozenset[str]) -> str:
    return inline_source(cell.children, breaks=False, partners=partners).replace("|", "\\|")


_BLOCK_WRITERS: Final[ByClass[Callable[[Any, _BlockPlace], str]]] = ByClass(
    {
        Paragraph: _write_paragraph,
        Heading: _write_heading,
        ThematicBreak: _write_rule,
        Quote: _write_quote,
        Table: _write_table,
    }
)

_HAVE_A_FORM: Final = (*_BLOCK_WRITERS, List, CodeBlock)
"""The classes that Markdown has a form for; any other is written as its content."""
