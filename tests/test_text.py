"""The text renderer: the format itself, in the form of each generation."""

from __future__ import annotations

from typing import Any

import pytest

from docparse import (
    ArgumentError,
    CodeBlock,
    CodeSpan,
    Dialect,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    OptionError,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    parse,
    render,
)

BOATS = Table.from_rows([["Month", "Boats"], ["May", "3"]], header_rows=1)

PLAIN: list[tuple[Node, str]] = [
    (Document(), ""),
    (Document(["The ferry.", "The bridge."]), "The ferry.\nThe bridge.\n"),
    (Section(Heading(2, "Ferry"), ["Slow."]), "Ferry\nSlow.\n"),
    (Paragraph([Strong("Slow"), " and ", Emphasis("old")]), "Slow and old\n"),
    (Paragraph(["one", LineBreak(), "two"]), "one\ntwo\n"),
    (Paragraph(["see ", Link("here", "/ferry"), Image("/a.png", "a boat")]), "see here\n"),
    (Document(["ice", Paragraph(Image("/a.png", "a boat")), "engine"]), "ice\nengine\n"),
    (List([Paragraph(Image("/a.png", "a boat")), "engine"]), "- engine\n"),
    (List(["ice", "engine"]), "- ice\n- engine\n"),
    (List(["ice", "engine"], ordered=True, start=3), "3. ice\n4. engine\n"),
    (List([ListItem(["ice", List(["thick"])]), "engine"]), "- ice\n  - thick\n- engine\n"),
    (List([ListItem([List(["thick"])])]), "-\n  - thick\n"),
    (List([ListItem([List(["thick"]), List(["thin"])])]), "-\n  - thick\n  - thin\n"),
    (List([ListItem(["ice", "thick"])]), "- ice\n  thick\n"),
    (List([ListItem([])]), ""),
    (ListItem(["ice"]), "- ice\n"),
    (BOATS, "| Month | Boats | \n|---|---|\n| May | 3 | \n"),
    (Table.from_rows([["a | b", ""]]), "| a \\| b |  | \n"),
    (Table.from_rows([["a"], ["b", "c"]], 1), "| a || \n|---|---|\n| b | c | \n"),
    (TableRow(["May", "3"]), "| May | 3 | \n"),
    (TableRow([]), "|  | \n"),
    (TableCell(["May", LineBreak(), "June"]), "May\nJune\n"),
    (TableRow([TableCell(["May", LineBreak(), "June"])]), "| May June | \n"),
    (KeyPoints(List(["slow"])), "- slow\n"),
    (
        TableOfContents(Table.from_rows([["Contents"], ["Ferry"]], 1)),
        "| Contents | \n|---|\n| Ferry | \n",
    ),
    (
        Faq([FaqItem("When?", ["At nine.", List(["sharp"])])]),
        "Question: When?\nAt nine.\n- sharp\n",
    ),
    (FaqItem("When?"), "Question: When?\n"),
    (FaqItem(Paragraph(["When,", LineBreak(), "then?"])), "Question: When,\nthen?\n"),
    (Quote(["So they say.", "Do they?"]), "So they say.\nDo they?\n"),
    (CodeBlock("x = 1\n\ny = 2", "python"), "x = 1\n\ny = 2\n"),
    (Document(["a", ThematicBreak(), "b"]), "a\nb\n"),
    (Text("slow"), "slow\n"),
    (CodeSpan("x"), "x\n"),
    (Text("a\ud800"), "a\ufffd\n"),
    (Text("\0"), "\0\n"),
]


@pytest.mark.parametrize(("node", "expected"), PLAIN, ids=lambda value: type(value).__name__)
def test_plain_text_has_no_marks_but_those_of_lists_and_tables(node: Node, expected: str) -> None:
    assert render(node, "text") == expected


FORMATTED: list[tuple[Node, str]] = [
    (Document(["The ferry.", "The bridge."]), "The ferry.\n\nThe bridge.\n"),
    (Section(Heading(3, "Ferry"), ["Slow."]), "### Ferry\n\nSlow.\n"),
    (Paragraph([Strong("Slow"), " and ", Emphasis("old")]), "**Slow** and *old*\n"),
    (Paragraph([Strong(["Slow ", Emphasis("too")])]), "**Slow *too***\n"),
    (Paragraph(["see ", Link("here", "/ferry")]), "see [here](/ferry)\n"),
    (Paragraph(Image("/a.png", "a boat")), "![a boat](/a.png)\n"),
    (Paragraph(["run ", CodeSpan("x()")]), "run `x()`\n"),
    (Paragraph(["one", LineBreak(), "two"]), "one\ntwo\n"),
    (List([ListItem(["ice", List(["thick"])]), "engine"]), "- ice\n  - thick\n- engine\n"),
    (List([ListItem(["ice", "thick"])]), "- ice\n  thick\n"),
    (BOATS, "| Month | Boats | \n|---|---|\n| May | 3 | \n"),
    (Table.from_rows([[TableCell(Strong("May"))]]), "| **May** | \n"),
    (FaqItem(Paragraph(Strong("When?")), ["Now."]), "Question: **When?**\n\nNow.\n"),
    (Quote(["So they say."]), "> So they say.\n"),
    (Quote(["So they say.", "Do they?"]), "> So they say.\n>\n> Do they?\n"),
    (Quote([List(["so", "so"])]), "> - so\n> - so\n"),
    (CodeBlock("x = 1\ny = 2", "python"), "```python\nx = 1\ny = 2\n```\n"),
    (CodeBlock("````\nx"), "`````\n````\nx\n`````\n"),
    (Document(["a", ThematicBreak(), "b"]), "a\n\n---\n\nb\n"),
    (Emphasis("slow"), "*slow*\n"),
]


@pytest.mark.parametrize(("node", "expected"), FORMATTED, ids=lambda value: type(value).__name__)
def test_formatting_adds_marks_and_blank_lines(node: Node, expected: str) -> None:
    assert render(node, "text", formatting=True) == expected


GENERATIONS = {
    "1.6": "|Month||Boats|\n|May||3|\n- ice\n- thick\n- engine\n",
    "1.7": "|Month\n|Boats\n|May\n|3\n- ice\n- thick\n- engine\n",
    "1.8": "Month|\nBoats|\nMay|\n3|\nice\n-\nthick\n-\nengine\n-\n",
    "1.9": "Month | Boats |\n---|---|\nMay | 3 |\nice\n-\nthick\n-\nengine\n-\n",
    "1.12": "Month | Boats |\n---|---|\nMay | 3 |\n- ice\n- thick\n- engine\n",
    "2.0": "| Month | Boats |\n|---|---|\n| May | 3 |\n- ice\n- thick\n- engine\n",
    "2.2": "| Month | Boats | \n|---|---|\n| May | 3 | \n- ice\n- thick\n- engine\n",
    "2.3": "| Month | Boats | \n|---|---|\n| May | 3 | \n- ice\n  - thick\n- engine\n",
}


@pytest.mark.parametrize(("version", "expected"), GENERATIONS.items())
def test_each_generation_writes_tables_and_lists_its_own_way(version: str, expected: str) -> None:
    document = Document([BOATS, List([ListItem(["ice", List(["thick"])]), "engine"])])
    assert render(document, "text", dialect=version) == expected
    assert render(document, "text", dialect=Dialect(f"trafilatura-{version}")) == expected


def test_a_number_stands_before_its_item_in_every_generation() -> None:
    steps = List(["Cast off.", "Wait."], ordered=True)
    for version in GENERATIONS:
        assert render(steps, "text", dialect=version) == "1. Cast off.\n2. Wait.\n"


def test_a_pipe_in_a_cell_is_written_bare_before_2_3() -> None:
    table = Table.from_rows([["a | b"]])
    assert render(table, "text", dialect="2.2") == "| a | b | \n"
    assert render(table, "text", dialect="2.3") == "| a \\| b | \n"


def test_the_form_is_that_of_2_3_whatever_the_document_came_from() -> None:
    document = parse("|Month||Boats|\n|May||3|\n")
    assert document.dialect is not None
    assert document.dialect.name == "trafilatura-1.6"
    assert render(document, "text") == "| Month | Boats | \n| May | 3 | \n"
    assert render(document, "text", dialect=document.dialect) == document.source


@pytest.mark.parametrize("version", ["1.9", "1.12", "2.0", "2.2", "2.3"])
def test_what_a_generation_wrote_is_read_the_same(version: str) -> None:
    ferry = "The ferry leaves at nine in the morning, and it comes back at noon."
    table = Table.from_rows([["Month", "Boats"], ["May", ""], ["June", "5"]], header_rows=1)
    document = Document([ferry, table, ferry, List(["ice", "engine", "pier"]), ferry])
    assert parse(render(document, "text", dialect=version)) == document


def test_formatted_text_is_read_the_same() -> None:
    document = Document(
        [
            Section(
                Heading(1, "The ferry"),
                [
                    Paragraph(
                        ["It is ", Strong("slow"), ", see ", Link("here", "https://a.example/")]
                    ),
                    Section(
                        Heading(3, "Its engine"),
                        [
                            List([ListItem(["ice", List(["thick"])]), "engine"]),
                            Quote(["So they say."]),
                            CodeBlock("x = 1\n\ny = 2", "python"),
                            ThematicBreak(),
                            List(["Cast off.", "Wait."], ordered=True),
                            BOATS,
                        ],
                    ),
                ],
            )
        ]
    )
    text = render(document, "text", formatting=True)
    assert parse(text) == document
    assert render(parse(text), "text", formatting=True) == text


# ------------------------------------------------------------------------------------- options


@pytest.mark.parametrize("wrong", ["asciidoc", "", "1"])
def test_an_unknown_dialect_is_refused(wrong: str) -> None:
    with pytest.raises(OptionError, match="unknown dialect"):
        render(Document(), "text", dialect=wrong)


def test_a_dialect_is_a_name_or_a_dialect() -> None:
    wrong: Any = 2.3
    with pytest.raises(ArgumentError, match="named by a str, not float"):
        render(Document(), "text", dialect=wrong)


def test_rows_are_padded_as_far_as_csv_fills_them_up() -> None:
    wide = render(Table.from_rows([["a"] * 4_000, *[["b"]] * 4_000], header_rows=1), "text")
    assert len(wide) < 200_000
    assert wide.rstrip(" \n").endswith("\n| b |")
    even = render(Table.from_rows([["a"] * 40, *[["b"]] * 1_600], header_rows=1), "text")
    assert {line.count("|") for line in even.splitlines()} == {41}
