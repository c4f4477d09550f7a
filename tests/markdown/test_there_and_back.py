"""What Markdown can say comes back as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs
import pytest
from hypothesis import given

import docparse
from docparse import (
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FormatName,
    Heading,
    Inline,
    KeyPoints,
    LineBreak,
    Link,
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
    Text,
    ThematicBreak,
    find_all,
    from_markdown,
    plain_text,
    render,
    walk,
)
from docparse.structure import structured
from tests import promises, strategies


def said(inlines: Iterable[Inline], breaks: bool, marks: int = 0) -> list[Inline]:
    """Return ``inlines`` as Markdown can say them.

    Marks stand two deep at most, inside a mark no two of them touch, and there is something
    in each; no code touches code; a LineBreak stands before text of the same mark, and not
    in a heading or a cell. No character is one that no reference can name, or U+0085. No code has
    ``]:``.
    """
    found: list[Inline] = []
    for node in inlines:
        if isinstance(node, (Emphasis, Strong)):
            touches = marks > 0 and bool(found) and isinstance(found[-1], (Emphasis, Strong))
            if touches or marks == 2:
                found += [Text(text)] if (text := named(plain_text(node))) else []
            else:
                found.append(type(node)([*said(node.children, breaks, marks + 1), "."]))
        elif isinstance(node, Link):
            title = node.title if node.url else None
            found.append(attrs.evolve(node, children=said(node.children, breaks), title=title))
        elif isinstance(node, Text):
            found.append(Text(named(node.text)))
        elif isinstance(node, CodeSpan):
            text = re.sub("[\u2028\u2029]", " ", node.text.replace("\x85", "\ufffd"))
            found += [Text("."), CodeSpan(re.sub(r"(?<=\])(?= ?:)", ".", text))]
        else:
            found.append(Text("\n") if isinstance(node, LineBreak) and not breaks else node)
    return [*found, Text(".")] if found and isinstance(found[-1], LineBreak) else found


def named(text: str) -> str:
    """Return ``text`` without the code points that are no characters, and U+0085."""
    text = text.replace("\x85", "\ufffd")
    return re.sub("[\ufdd0-\ufdef\ufffe\uffff]", "", "".join(c for c in text if ord(c) < 0x1FFFE))


def said_blocks(blocks: Iterable[Block], inside: bool = False) -> list[Block]:
    """Return ``blocks`` as Markdown can say them, one below the other.

    Nothing is empty but quotes, items and headings. Of a table's header rows the first stays, if
    there is anything in it, and no row is without a cell.
    """
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            content = Paragraph(said(block.children, breaks=True))
            found += [content] if content.children else []
        elif isinstance(block, Heading):
            found.append(Heading(block.level, said(block.children, breaks=False)))
        elif isinstance(block, Quote):
            found.append(Quote(said_blocks(block.children, True)))
        elif isinstance(block, List):
            items = [ListItem(said_blocks(item.children, True)) for item in block.items]
            found += [attrs.evolve(block, items=items)] if items else []
        elif isinstance(block, Table):
            found += said_table(block)
        elif isinstance(block, Faq):
            for item in block.items:
                found += said_blocks((item.question, *item.answer), inside)
        elif isinstance(block, Section):
            found += said_blocks((block.heading, *block.blocks), inside)
        elif isinstance(block, (KeyPoints, TableOfContents)):
            found += said_blocks((block.content,), inside)
        elif isinstance(block, CodeBlock):
            text = block.text.replace("\x85", "\ufffd")
            if inside:
                text = re.sub("[\u2028\u2029]", "\n", text)
                text = re.sub(r"(?m)^[^\S\n]+", lambda run: re.sub(r"[^\t]", " ", run[0]), text)
            found.append(CodeBlock(text, block.language))
        else:
            found.append(block)
    return found


def said_table(table: Table) -> list[Block]:
    rows = [
        [TableCell(said(cell.children, breaks=False)) for cell in row.cells] or [TableCell("")]
        for row in table.rows
    ]
    header_rows = min(table.header_rows, 1)
    if header_rows and not any(cell.children for cell in rows[0]):
        del rows[0]
        header_rows = 0
    return [Table.from_rows(rows, header_rows)] if rows else []


def comes_back(blocks: Iterable[Block], render: promises.Render = render) -> None:
    """Fail unless what Markdown can say of ``blocks`` is read back from it as it was."""
    document = Document(said_blocks(blocks))
    again = render(document, "markdown")
    assert from_markdown(again) == structured(document), again


@given(strategies.documents())
def test_what_markdown_can_say_comes_back(document: Document) -> None:
    comes_back(document.children)


@given(strategies.articles())
def test_articles_come_back(article: Document) -> None:
    assert from_markdown(render(article, "markdown")) == article


def test_the_seeds_come_back(seed: str) -> None:
    document = docparse.parse(seed)
    tables = list(find_all(document, Table))
    broken = any(isinstance(node, LineBreak) for table in tables for node in walk(table))
    if not broken and all(table.header_rows < 2 for table in tables):
        assert from_markdown(render(document, "markdown")) == document


def without_escapes(node: Node, format: str) -> str:
    return render(node, FormatName(format)).replace("\\", "")


def without_references(node: Node, format: str) -> str:
    return re.sub("&#([0-9]+);", lambda match: chr(int(match[1])), render(node, FormatName(format)))


def with_stars_alone(node: Node, format: str) -> str:
    return render(node, FormatName(format)).replace("_", "*")


@pytest.mark.parametrize(
    ("block", "broken"),
    [
        (Paragraph("# a"), without_escapes),
        (Paragraph("a*b*"), without_escapes),
        (Table.from_rows([["a|b"]]), without_escapes),
        (Paragraph(" a"), without_references),
        (Paragraph(["a", Emphasis('"b"')]), without_references),
        (Paragraph([Emphasis("a"), Emphasis("b")]), with_stars_alone),
        (ThematicBreak(), lambda node, format: ""),
    ],
)
def test_control_a_lack_of_care_is_noticed(block: Block, broken: promises.Render) -> None:
    comes_back([block])
    with pytest.raises(AssertionError):
        comes_back([block], broken)
