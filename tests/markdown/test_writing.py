"""What writing Markdown promises, and what it has no form for."""

from __future__ import annotations

from typing import Any

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
    NodeTransformer,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    from_markdown,
    plain_text,
    render,
)
from docparse.renderers.markdown import expressible
from docparse.structure import structured
from tests import strategies


def written(*blocks: Any) -> str:
    return render(Document(blocks), "markdown")


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


@attrs.frozen(init=False)
class Word(Text):
    pass


def test_a_text_of_somebody_elses_joins_the_next_before_marks_are_escaped() -> None:
    assert render(Paragraph([Word("&"), "lt;b>"]), "markdown") == "&amp;lt;b>\n"


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
    ([Paragraph([Emphasis("www.e.org a\x85")])], [Paragraph([Emphasis("www.e.org a\ufffd")])]),
    (
        [Paragraph([Link("a", "/b\x7fc\x85d", "e\x85f")])],
        [Paragraph([Link("a", "/b%7Fc%C2%85d", "e\ufffdf")])],
    ),
    ([Paragraph([Image("\x02https://e.org/a.png", "b")])], [Paragraph("b")]),
    ([Paragraph([Link([CodeSpan("]"), CodeSpan(":a")], "/b")])], [Paragraph([Link("]:a", "/b")])]),
    ([Paragraph(["a_b", LineBreak()])], [Paragraph("a_b\n")]),
    ([Paragraph(["a\n", LineBreak()])], [Paragraph("a\n\n")]),
    ([Table.from_rows([[""]], 1), Table.from_rows([[]], 1)], []),
    ([Table.from_rows([[], ["a"]], 1)], [Table.from_rows([["a"]])]),
    (
        [Faq([FaqItem(Paragraph(["Why?", LineBreak(), "How\nso\x85soon?"]), ["So."])])],
        [Faq([FaqItem("Why? How so\ufffdsoon?", ["So."])])],
    ),
    ([Faq([FaqItem("", ["So, why?"])])], ["So, why?"]),
    (
        [Paragraph([Strong(CodeSpan("<b '")), "a > b", CodeSpan("'>")])],
        [Paragraph([Strong("<b '"), "a > b", CodeSpan("'>")])],
    ),
    ([Heading(2, "a\x85b")], [Heading(2, "a\ufffdb")]),
    ([Table.from_rows([["a"], ["b\x85c"]], 1)], [Table.from_rows([["a"], ["b\ufffdc"]], 1)]),
    (["Q: Why?\x85A: So."], ["Q: Why?\ufffdA: So."]),
    ([List([ListItem([CodeBlock("\n\xa0\t<b>")])])], [List([ListItem([CodeBlock("\n \t<b>")])])]),
]
"""Trees that Markdown has no form for, and what is read of what is written instead."""


@pytest.mark.parametrize(("blocks", "read"), LOSSES)
def test_what_is_lost_is_lost_once(blocks: list[Any], read: list[Any]) -> None:
    assert read != blocks
    assert from_markdown(written(*blocks)) == structured(Document(read))
    assert written(*read) == written(*blocks)


@given(strategies.documents(clean=False))
def test_only_a_newline_ends_a_line(document: Document) -> None:
    assert_only_newlines(document)


def assert_only_newlines(document: Document) -> None:
    """Fail if ``document`` has a line that another character ends, except for code by itself."""
    inside = without_code.transform(document)
    assert len(written(*inside.children).splitlines()) == written(*inside.children).count("\n")


class _WithoutCode(NodeTransformer):
    def leave_CodeBlock(self, node: CodeBlock) -> CodeBlock:
        return CodeBlock("")


without_code = _WithoutCode()


def test_control_a_line_that_another_character_ends_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = Document([List([ListItem(["a\x85b"])])])
    assert_only_newlines(item)
    monkeypatch.setattr(expressible, "writable", lambda text: text)
    with pytest.raises(AssertionError):
        assert_only_newlines(item)


def test_a_table_at_the_start_of_a_numbered_item_is_no_row_with_its_number() -> None:
    """To pandoc, which is no dependency of the tests, it was one."""
    table = Table.from_rows([["a"]])
    listed = List([ListItem([table]), ListItem(["b"])], ordered=True)
    written_so = "1.  |  |\n    | --- |\n    | a |\n2. b\n"
    assert written(listed) == written_so
    assert from_markdown(written_so) == Document([listed])
    assert written(List([ListItem([table])])) == "- |  |\n  | --- |\n  | a |\n"


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Fares", ["Who pays?"]), ("Fares", ["that is,", "who pays?"]), ("+", ["So."])],
)
def test_a_question_ends_where_it_ends(question: str, answer: list[str]) -> None:
    document = Document([Faq([FaqItem(question, answer)])])
    assert from_markdown(render(document, "markdown")) == document


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


def test_an_item_that_begins_with_indented_code_has_a_blank_line_below() -> None:
    """Without one, Python-Markdown makes another list of the next item."""
    items = List([ListItem(CodeBlock("<b>\n# c")), ListItem("x")])
    assert written(items) == "-   [\\]]: #\n\n        <b>\n        # c\n\n-   x\n"
    assert from_markdown(written(items)) == Document([items])


@pytest.mark.parametrize(
    ("words", "written"),
    [("B.", "B\\.\n"), ("B)", "B\\)\n"), ("B. Holm", "B. Holm\n"), ("iv. Holm", "iv\\. Holm\n")],
)
def test_a_letter_that_pandoc_takes_for_a_number_is_escaped(words: str, written: str) -> None:
    assert render(Document([Paragraph(words)]), "markdown") == written
