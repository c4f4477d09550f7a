"""What the constructors of nodes take and refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import docparse
from docparse import (
    NO_SPAN,
    ArgumentError,
    Document,
    FaqItem,
    Heading,
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
    TableRow,
    Text,
    ThematicBreak,
    plain_text,
)
from docparse.nodes import NODE_CLASSES
from tests.nodes.examples import ONE_OF_EACH

untyped: Any = docparse
"""The package as a caller without a type checker sees it."""


def test_every_class_is_among_the_examples() -> None:
    assert {type(node) for node in ONE_OF_EACH} == set(NODE_CLASSES.values())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (Paragraph("a"), Paragraph((Text("a"),))),
        (Paragraph(Strong("a")), Paragraph((Strong((Text("a"),)),))),
        (Paragraph(["a", "b"]), Paragraph((Text("ab"),))),
        (Paragraph(["", Text("a"), ""]), Paragraph("a")),
        (Heading(2, "a"), Heading(2, (Text("a"),))),
        (Link("a", "u"), Link((Text("a"),), "u", None)),
        (TableCell(), TableCell(())),
        (TableRow(["a", ""]), TableRow((TableCell("a"), TableCell("")))),
        (TableRow("a"), TableRow((TableCell("a"),))),
        (Table([["a"], ["b"]]), Table((TableRow(["a"]), TableRow(["b"])), 0)),
        (ListItem("a"), ListItem((Paragraph("a"),))),
        (List(["a", Quote("b")]), List((ListItem(Paragraph("a")), ListItem(Quote("b"))))),
        (Quote(["a", "b"]), Quote((Paragraph("a"), Paragraph("b")))),
        (Section(Heading(2, "a")), Section(Heading(2, "a"), ())),
        (Section(Heading(2, "a"), "b"), Section(Heading(2, "a"), (Paragraph("b"),))),
        (FaqItem("a?", "b"), FaqItem(Paragraph("a?"), (Paragraph("b"),))),
        (Document("a"), Document((Paragraph("a"),))),
        (Document(), Document(())),
        (Document(iter(["a", "b"])), Document(("a", "b"))),
    ],
)
def test_a_short_form_stands_for_the_long_one(short: Node, long: Node) -> None:
    assert short == long
    assert short.children == long.children
    assert all(isinstance(child, Node) for child in short.children)


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: untyped.Text(5), "expected a str, not int"),
        (lambda: untyped.Text(b"a"), "expected a str, not bytes"),
        (lambda: untyped.Paragraph(5), "expected text or inline nodes, not int"),
        (lambda: untyped.Paragraph([5]), "expected a str or an inline node, not int"),
        (lambda: untyped.Paragraph(Paragraph("a")), "not Paragraph"),
        (lambda: untyped.Emphasis([ThematicBreak()]), "not ThematicBreak"),
        (lambda: untyped.Link("a", None), "expected a str, not NoneType"),
        (lambda: untyped.Link("a", "u", title=1), "expected a str, not int"),
        (lambda: untyped.Image(None), "expected a str, not NoneType"),
        (lambda: untyped.Image("u", alt=None), "expected a str, not NoneType"),
        (lambda: untyped.CodeSpan(None), "expected a str, not NoneType"),
        (lambda: untyped.CodeBlock(["a"]), "expected a str, not list"),
        (lambda: untyped.CodeBlock("a", language=3), "expected a str, not int"),
        (lambda: untyped.Heading(0, "a"), "whole number from 1 to 6, not 0"),
        (lambda: untyped.Heading(7, "a"), "whole number from 1 to 6, not 7"),
        (lambda: untyped.Heading("2", "a"), "whole number from 1 to 6, not '2'"),
        (lambda: untyped.Heading(2.0, "a"), "whole number from 1 to 6, not 2.0"),
        (lambda: untyped.Quote(5), "expected a sequence of nodes, not int"),
        (lambda: untyped.Quote([Text("a")]), "expected a str or a block node, not Text"),
        (lambda: untyped.ListItem(None), "expected a sequence of nodes, not NoneType"),
        (lambda: untyped.List([5]), "expected a str or a block node, not int"),
        (lambda: untyped.List(["a"], ordered=True, start=-1), "from 0 to 999999999, not -1"),
        (
            lambda: untyped.List(["a"], ordered=True, start=10**9),
            "from 0 to 999999999, not 1000000000",
        ),
        (lambda: untyped.Section("a"), "expected a Heading, not str"),
        (lambda: untyped.Section(Heading(2, "a"), [Document()]), "not Document"),
        (lambda: untyped.TableCell(5), "expected text or inline nodes, not int"),
        (lambda: untyped.TableRow(5), "expected a sequence of nodes, not int"),
        (lambda: untyped.TableRow([Paragraph("a")]), "not Paragraph"),
        (lambda: untyped.Table(5), "expected a sequence of nodes, not int"),
        (lambda: untyped.Table([["a"]], header_rows=-1), "whole number from 0, not -1"),
        (lambda: untyped.Table([["a"]], header_rows="1"), "whole number from 0, not '1'"),
        (lambda: untyped.FaqItem(5), "expected a Paragraph, not int"),
        (lambda: untyped.FaqItem(Heading(3, "a?")), "expected a Paragraph, not Heading"),
        (lambda: untyped.Faq(["a?"]), "expected a FaqItem, not str"),
        (lambda: untyped.KeyPoints("a"), "not str"),
        (lambda: untyped.KeyPoints(Paragraph("a")), "not Paragraph"),
        (lambda: untyped.TableOfContents(None), "not NoneType"),
        (lambda: untyped.Document(5), "expected a sequence of nodes, not int"),
        (lambda: untyped.Document([ListItem("a")]), "not ListItem"),
    ],
)
def test_what_cannot_stand_in_a_node_is_refused(build: Callable[[], Node], says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        build()


def test_neighbouring_texts_become_one_that_keeps_its_place() -> None:
    joined = Paragraph([Text("ab", span=Span(3, 5)), Text("c", span=Span(5, 6))])
    assert joined.children == (Text("abc"),)
    assert joined.children[0].span == Span(3, 6)
    apart = Paragraph([Text("ab", span=Span(3, 5)), Text("c", span=Span(7, 8))])
    assert apart.children[0].span == NO_SPAN


def test_a_table_from_rows_may_be_ragged() -> None:
    table = Table.from_rows([["a", "b"], ["1"], []], header_rows=1)
    assert [len(row.cells) for row in table.rows] == [2, 1, 0]
    assert table.header_rows == 1
    assert plain_text(table) == "a\tb\n1\n"
