"""Markdown in and out: what is read, what is written, and that the two agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given

import docparse
from docparse import (
    NO_SPAN,
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
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
    Span,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    find_all,
    from_markdown,
    plain_text,
    render,
    walk,
)
from docparse.nodes import MAX_DEPTH
from docparse.structure import structured
from tests import promises, strategies
from tests.growth import Repeat, growth, repeated, seconds
from tests.test_cases import visible

FOLDER = Path(__file__).parent / "cases" / "markdown"


def written(*blocks: Any) -> str:
    return render(Document(blocks), "markdown")


# ------------------------------------------------------------------------------ case files


def read_cases(file: str) -> list[tuple[str, ...]]:
    """Return the cases of a case file: title, Markdown, outline, and what is written of it.

    Each of the four ends at a line of dots. What is written is left empty where it is what
    was read. What cannot be seen is written as in the cases of ``parse``.
    """
    *parts, rest = re.split(r"^\.{3}\n", file, flags=re.MULTILINE)
    if rest or len(parts) % 4:
        raise ValueError("a line of dots stands after each of the four parts of a case")
    return list(zip(*(map(visible, parts[at::4]) for at in range(4)), strict=True))


def case_params() -> list[Any]:
    return [
        pytest.param(*case, id=f"{path.stem}: {title.strip()}")
        for path in sorted(FOLDER.glob("*.txt"))
        for title, *case in read_cases(path.read_bytes().decode("utf-8"))
    ]


def check_case(text: str, outline: str, again: str) -> None:
    again = again or text
    document = from_markdown(text)
    assert docparse.dump(document) == outline
    assert render(document, "markdown") == again
    assert from_markdown(again) == document
    docparse.validate(document)


@pytest.mark.parametrize(("text", "outline", "again"), case_params())
def test_case(text: str, outline: str, again: str) -> None:
    check_case(text, outline, again)


EXAMPLE = """\
Stars
...
*so*
...
Document
  Paragraph
    Emphasis
      Text "so"
...
...
"""


@pytest.mark.parametrize("change", [("Emphasis", "Strong"), ("...\n...\n", "...\nso\n...\n")])
def test_control_a_case_that_expects_something_else_fails(change: tuple[str, str]) -> None:
    ((_, *case),) = read_cases(EXAMPLE)
    check_case(*case)
    ((_, *case),) = read_cases(EXAMPLE.replace(*change))
    with pytest.raises(AssertionError):
        check_case(*case)


def test_control_a_file_that_is_no_case_file_is_refused() -> None:
    with pytest.raises(ValueError, match="line of dots"):
        read_cases(EXAMPLE + "more\n")


# ----------------------------------------------------------------------- what reading promises


def test_from_markdown_takes_a_str() -> None:
    with pytest.raises(docparse.ArgumentError, match="takes a str, not bytes"):
        from_markdown(b"text")  # type: ignore[arg-type]


SPANS = """\
# Title #

A *paragraph* here.

> quoted
> - item
>   more

| a | **b** |
|---|---|
| `c` |

    code
"""


def test_spans_are_the_source_of_their_nodes() -> None:
    sources = {
        type(node).__name__ + " " + plain_text(node): SPANS[node.span.start : node.span.end]
        for node in walk(from_markdown(SPANS))
        if node.span != NO_SPAN
    }
    expected = {
        "Heading Title": "# Title #",
        "Text Title": "Title",
        "Paragraph A paragraph here.": "A *paragraph* here.",
        "Emphasis paragraph": "*paragraph*",
        "Quote quoted\nitem\nmore": "> quoted\n> - item\n>   more",
        "List item\nmore": "- item\n>   more",
        "ListItem item\nmore": "- item\n>   more",
        "Paragraph quoted": "quoted",
        "Table a\tb\nc": "| a | **b** |\n|---|---|\n| `c` |",
        "TableRow c": "| `c` |",
        "TableCell c": "`c`",
        "Strong b": "**b**",
        "CodeBlock code": "code",
    }
    assert expected.items() <= sources.items()


def test_lines_that_were_taken_apart_have_no_inline_spans() -> None:
    (paragraph,) = find_all(from_markdown("- one\n  *two*\n"), Paragraph)
    assert paragraph.span == Span(2, 13)
    assert {node.span for node in walk(paragraph) if isinstance(node, Inline)} == {NO_SPAN}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_spans_count_line_endings_as_they_are(ending: str) -> None:
    text = SPANS.replace("\n", ending)
    document = from_markdown(text)
    assert document == from_markdown(SPANS)
    docparse.validate(document)
    (code,) = find_all(document, CodeBlock)
    assert text[code.span.start : code.span.end] == "code"
    (emphasis,) = find_all(document, Emphasis)
    assert text[emphasis.span.start : emphasis.span.end] == "*paragraph*"


@example("Q:0 []()\nA:0")  # the empty link stands in the question
@example("\u200b\nQ: **Why?**\nA: So.")  # nothing but white space stands before the question
@given(strategies.texts() | strategies.soup())
def test_any_text_is_read_into_a_valid_tree(text: str) -> None:
    docparse.validate(from_markdown(text))


@pytest.mark.parametrize("mark", ["> ", "- ", "* ", "1. ", "> - "])
def test_what_is_too_deep_stays_as_text(mark: str) -> None:
    text = mark * 200 + "end"
    document = from_markdown(text)
    containers = [node for node in walk(document) if isinstance(node, (Quote, List))]
    assert len(containers) == MAX_DEPTH
    assert plain_text(document).endswith("end")
    assert len(plain_text(document)) == len(text) - len(mark) * MAX_DEPTH // mark.count(" ")
    (diagnostic,) = document.diagnostics
    assert diagnostic.code == "depth-limit"
    assert text[diagnostic.span.start :][:1] in mark


def test_nothing_is_lost_below_what_is_too_deep() -> None:
    lines = [f"{'> ' * depth}line{depth}" for depth in (40, 33, 32, 1)]
    document = from_markdown("\n\n".join(lines))
    assert all(f"line{depth}" in plain_text(document) for depth in (40, 33, 32, 1))


def test_references_do_not_make_the_tree_the_square_of_the_text() -> None:
    text = f"[a]: https://e.org/{'u' * 5_000}\n\n{'[a] ' * 2_000}![a]\n"
    document = from_markdown(text)
    links = list(find_all(document, Link))
    assert 0 < len(links) < 20
    assert sum(len(link.url) for link in links) < 5 * len(text)
    assert plain_text(document).count("a") == 2_000 + 1
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["reference-limit"]


@pytest.mark.parametrize("piece", ["> # a\nb c\n", "> ```\nb c\n", ">> ```\n> a\nb c\n"])
def test_quotes_that_end_before_lines_without_a_mark_lose_nothing(piece: str) -> None:
    text = piece * 200
    document = from_markdown(text)
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["quote-limit"]
    assert text.startswith(">", document.diagnostics[0].span.start)
    words = plain_text(document)
    assert {word: words.count(word) for word in "abc"} == {word: text.count(word) for word in "abc"}
    written = render(document, "markdown")
    assert render(from_markdown(written), "markdown") == written
    first, *others = document.children
    assert all(block == first for block in others if isinstance(block, type(first)))


def test_quotes_that_go_on_without_a_mark_do_so_to_the_end_of_the_text() -> None:
    (quote,) = from_markdown("> a\nb\n" * 5_000).children
    assert isinstance(quote, Quote)
    assert plain_text(quote).count("b") == 5_000


def test_a_wide_header_over_many_rows_is_not_padded() -> None:
    text = f"{'a|' * 3_000}\n{'-|' * 3_000}\n{'x' * 3_000}" + "\nx|" * 3_000
    (table,) = find_all(from_markdown(text), Table)
    assert len(table.rows) == 3_002
    assert sum(len(row.cells) for row in table.rows) == 6_001
    assert len(render(table, "markdown")) < 8 * len(text)


# ----------------------------------------------------------------------- what writing promises


def test_the_markdown_of_nothing_is_empty() -> None:
    assert written() == ""
    assert written(Paragraph(""), List([]), Table([]), Faq([])) == ""


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Emphasis("a"), "*a*\n"),
        (TableCell("a|b"), "a|b\n"),
        (TableRow(["a", "b"]), "|  |  |\n| --- | --- |\n| a | b |\n"),
        (ListItem(["a", "b"]), "a\n\nb\n"),
        (FaqItem("Why?", ["So."]), "**Question:** Why?\n\nSo.\n"),
        (Section(Heading(2, "a"), ["b"]), "## a\n\nb\n"),
        (KeyPoints(List([ListItem("a")])), "- a\n"),
    ],
)
def test_any_node_can_be_written(node: Node, expected: str) -> None:
    assert render(node, "markdown") == expected


@pytest.mark.parametrize(
    "url", ["javascript:f()", "java\tscript:f()", "data:text/html,a", "ftp://a"]
)
def test_of_a_link_or_picture_that_is_not_safe_the_text_stays(url: str) -> None:
    paragraph = Paragraph([Link(["a ", Emphasis("b")], url, "c"), Image(url, "d")])
    assert render(paragraph, "markdown") == "a *b*d\n"


@attrs.frozen
class Stamp(Block):
    pass


@attrs.frozen
class Smile(Inline):
    pass


@pytest.mark.parametrize("node", [Stamp(), Document([Stamp()]), Paragraph([Smile()])])
def test_a_class_of_somebody_elses_that_holds_nothing_shows_nothing(node: Node) -> None:
    assert render(node, "markdown") == ""


def test_a_tree_too_deep_for_python_is_refused() -> None:
    block: Block = Paragraph("a")
    for _ in range(5_000):
        block = Quote([block])
    with pytest.raises(docparse.RenderError, match="too deep"):
        render(block, "markdown")


LOSSES = [
    ([Heading(2, ["a", LineBreak(), "b"])], [Heading(2, "a\nb")]),
    ([Paragraph([CodeSpan("a\nb\u2028c")])], [Paragraph([CodeSpan("a b c")])]),
    ([Paragraph([CodeSpan("a"), CodeSpan("b")])], [Paragraph([CodeSpan("ab")])]),
    ([Paragraph(["a", LineBreak()])], [Paragraph("a\n")]),
    ([Paragraph([Emphasis(["a", LineBreak()]), "b"])], [Paragraph([Emphasis("a\n"), "b"])]),
    ([Paragraph([Strong(""), "a", CodeSpan("")])], [Paragraph("a")]),
    ([Paragraph([Link([Link("a", "b"), "c"], "d", "")])], [Paragraph([Link("ac", "d")])]),
    (
        [Paragraph([Emphasis([Strong("a"), Emphasis("b")])])],
        [Paragraph([Emphasis([Strong("a"), "b"])])],
    ),
    (
        [Paragraph([Emphasis(["x", Strong(["y", Emphasis("(a)")])])])],
        [Paragraph([Emphasis(["x", Strong("y(a)")])])],
    ),
    ([Table.from_rows([["a"], ["b"], ["c"]], 2)], [Table.from_rows([["a"], ["b"], ["c"]], 1)]),
    ([Table.from_rows([[""], ["b"]], 1)], [Table.from_rows([["b"]])]),
    ([Table.from_rows([["a"], []], 1)], [Table.from_rows([["a"], [""]], 1)]),
    ([CodeBlock("a", "")], [CodeBlock("a")]),
    ([CodeBlock("a", "{=html}")], [CodeBlock("a")]),
    ([CodeBlock("a", "python onclick")], [CodeBlock("a")]),
    ([Paragraph([Link("a", "", "title")])], [Paragraph([Link("a", "")])]),
    (["", "a\r\nb\rc\0d\x1fe\ud800"], ["a\nb\nc\ufffdd\ufffde\ufffd"]),
    ([List([]), Quote([Table([])])], [Quote([])]),
    ([Paragraph([Strong('"a"'), "\x85"])], [Paragraph([Strong('"a"'), "\ufffd"])]),
]
"""Trees that Markdown has no form for, and what is read of what is written instead."""


@pytest.mark.parametrize(("blocks", "read"), LOSSES)
def test_what_is_lost_is_lost_once(blocks: list[Any], read: list[Any]) -> None:
    assert read != blocks
    assert from_markdown(written(*blocks)) == structured(Document(read))
    assert written(*read) == written(*blocks)


LINES = Paragraph(["a", LineBreak(), "b\nc"])


def in_quotes(block: Block, depth: int) -> Document:
    for _ in range(depth):
        block = Quote([block])
    return Document([block])


def test_far_indented_text_is_written_on_one_line() -> None:
    assert from_markdown(render(in_quotes(LINES, 20), "markdown")) == in_quotes(LINES, 20)
    far = from_markdown(render(in_quotes(LINES, 21), "markdown"))
    assert far == in_quotes(Paragraph("a\nb\nc"), 21)


def test_marks_nest_as_deep_as_they_are_read() -> None:
    inline: Inline = Text("word")
    for depth in range(40):
        inline = Strong([inline]) if depth % 2 else Emphasis([inline])
    again = from_markdown(written(Paragraph([inline])))
    assert plain_text(again) == "word"
    assert written(*again.children) == written(Paragraph([inline]))


# ------------------------------------------------------------------------------- there and back


def said(inlines: Iterable[Inline], breaks: bool, marks: int = 0) -> list[Inline]:
    """Return ``inlines`` as Markdown can say them.

    Marks stand two deep at most, inside a mark no two of them touch, and there is something
    in each; no code touches code; a LineBreak stands before text of the same mark, and not
    in a heading or a cell. No character is one that no reference can name.
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
            found += [Text("."), CodeSpan(re.sub("[\x85\u2028\u2029]", " ", node.text))]
        else:
            found.append(Text("\n") if isinstance(node, LineBreak) and not breaks else node)
    return [*found, Text(".")] if found and isinstance(found[-1], LineBreak) else found


def named(text: str) -> str:
    """Return ``text`` without the code points that are no characters."""
    return re.sub("[\ufdd0-\ufdef\ufffe\uffff]", "", "".join(c for c in text if ord(c) < 0x1FFFE))


def said_blocks(blocks: Iterable[Block]) -> list[Block]:
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
            found.append(Quote(said_blocks(block.children)))
        elif isinstance(block, List):
            items = [ListItem(said_blocks(item.children)) for item in block.items]
            found += [attrs.evolve(block, items=items)] if items else []
        elif isinstance(block, Table):
            found += said_table(block)
        elif isinstance(block, Faq):
            for item in block.items:
                found += said_blocks((item.question, *item.answer))
        elif isinstance(block, Section):
            found += said_blocks((block.heading, *block.blocks))
        elif isinstance(block, (KeyPoints, TableOfContents)):
            found += said_blocks((block.content,))
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
    return render(node, format).replace("\\", "")


def without_references(node: Node, format: str) -> str:
    return re.sub("&#([0-9]+);", lambda match: chr(int(match[1])), render(node, format))


def with_stars_alone(node: Node, format: str) -> str:
    return render(node, format).replace("_", "*")


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


# ------------------------------------------------------------------------------- any text at all


def payloads(shared: Path) -> list[str]:
    texts = json.loads((shared / "security" / "blns.json").read_text("utf-8"))
    for path in sorted((shared / "security" / "payloads").glob("*.txt")):
        texts += path.read_text("utf-8", errors="replace").split("\n")
    return [text for text in texts if isinstance(text, str)]


PLACES = (
    "{}",
    "# {}",
    "- {}",
    "> {}\n{}",
    "| {} |\n|---|\n| {} |",
    "[{}]({} '{}')",
    "**{}**",
    "`{}`",
)


@pytest.mark.parametrize("place", PLACES)
def test_payloads_are_written_the_same_again(shared: Path, place: str) -> None:
    for payload in payloads(shared):
        promises.markdown_is_idempotent(place.replace("{}", payload))


@given(strategies.texts() | strategies.soup())
def test_output_is_bounded(text: str) -> None:
    assert is_bounded(text)


def is_bounded(text: str, read: promises.Parse = from_markdown) -> bool:
    size = len(text.encode("utf-8", "surrogatepass"))
    return len(render(read(text), "markdown").encode("utf-8")) <= 40 * size + 4096


BULKY = {
    "text far to the right": "999999999. " * 40 + "a\n" * 5_000,
    "lines far to the right": "999999999. " * 40 + "a\\\n" * 5_000,
    "quoted text": "> " * 40 + "a\n" * 5_000,
    "references": f"[a]: {'<' * 2_000}\n\n" + "[a]" * 5_000,
    "a wide row": "a|\n-|\n" + "|" * 5_000,
    "a wide header": "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "a\n" * 3_000,
    "white space": "&#32;\n\n" * 5_000,
    "newlines": "a" + "&#10;" * 5_000,
    "words beside marks": 'a*"b"*' * 5_000,
}


@pytest.mark.parametrize("text", BULKY.values(), ids=BULKY)
def test_output_is_bounded_for_text_that_would_grow(text: str) -> None:
    assert is_bounded(text)


def test_control_output_that_grows_is_noticed() -> None:
    assert not is_bounded("a", lambda text: Document(["b" * 5_000]))


# --------------------------------------------------------------------------------------- growth

PILES: dict[str, Repeat] = {
    "definitions": lambda count: "".join(f"[a{n}]: b\n" for n in range(count)),
    "titles that never close": repeated("[a]: b 'c\n\n"),
    "labels that never close": repeated("[a\n"),
    "lazy lines": repeated("b\n", before="> " * 30 + "a\n"),
    "lazy lines in lists": repeated("b\n", before="- " * 30 + "a\n"),
    "fences in items": repeated("- ```\n"),
    "fences and blank lines in items": repeated("- ```\n\n"),
    "code and blank lines": repeated("    a\n\n"),
    "blank lines in deep items": repeated("\n", before="- > - a", after="b"),
    "lines that may be delimiters": repeated("a|\n:-|-|-\n"),
    "quotes of one line": repeated("> a\n\n"),
    "lists of one item": repeated("- a\n* a\n"),
    "labelled answers": repeated("Question: a\n\nAnswer: Answer: b\n\n"),
    "numbered questions": repeated("1. ", before="Question: "),
    "question headings": repeated("## a?\n\nb\n\n"),
}
"""What parsers of real Markdown trip over; the rest is in ``tests.growth``."""


def there_and_back(text: str) -> None:
    from_markdown(render(from_markdown(text), "markdown"))


@pytest.mark.parametrize("pile", PILES)
def test_work_grows_linearly(pile: str) -> None:
    assert growth(there_and_back, PILES[pile], 100) < 5.5


@pytest.mark.parametrize("pile", PILES)
def test_a_large_pile_takes_no_minutes(pile: str) -> None:
    assert seconds(from_markdown, PILES[pile](5_000)) < 20


def test_control_work_that_grows_faster_is_noticed() -> None:
    def reads_every_rest(text: str) -> None:
        for start in range(0, len(text), 40):
            from_markdown(text[start:])

    assert growth(reads_every_rest, PILES["definitions"], 25) > 8
