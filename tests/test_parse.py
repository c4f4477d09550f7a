"""``parse`` and ``parse_bytes``: their options, spans, diagnostics, and that they never raise."""

from __future__ import annotations

import codecs
import pickle
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import docparse
from docparse import (
    NO_SPAN,
    ArgumentError,
    CodeBlock,
    Dialect,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
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
    Span,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    TocEntry,
    find_all,
    parse,
    parse_bytes,
    plain_text,
    validate,
    walk,
)
from docparse.nodes import MAX_DEPTH
from docparse.structure import structured
from tests.promises.reading import holds
from tests.strategies import soup, texts

ARTICLE = """\
The island has had a ferry since 1911, and nobody asked who should pay for it.
Article Subheadings |
---|
1) A winter without a ferry |
2) A bridge instead |
A winter without a ferry
In January the engine broke.
- The ice was thick.
- The engine was old.
A bridge instead
Month | Boats |
---|---|
May | 3 |
No. | Key Points |
---|---|
1 | Fares rise. |
Frequently Asked Questions
Question: 2. When does the ferry leave? +
At nine.
"""


def source(node: Node, text: str = ARTICLE) -> str:
    """Return what stands in ``text`` where ``node`` is."""
    return text[node.span.start : node.span.end]


# ------------------------------------------------------------------------------------- spans

SPANS: list[tuple[type[Node], str]] = [
    (Document, ARTICLE),
    (TableOfContents, ARTICLE[ARTICLE.index("Article") : ARTICLE.index("\nA winter")]),
    (Section, ARTICLE[ARTICLE.index("A winter without a ferry\n") : ARTICLE.index("\nA bridge")]),
    (Heading, "A winter without a ferry"),
    (List, "- The ice was thick.\n- The engine was old."),
    (ListItem, "- The ice was thick."),
    (KeyPoints, "No. | Key Points |\n---|---|\n1 | Fares rise. |"),
    (Faq, "Question: 2. When does the ferry leave? +\nAt nine."),
    (FaqItem, "Question: 2. When does the ferry leave? +\nAt nine."),
]


@pytest.mark.parametrize(
    ("cls", "expected"), SPANS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_span_is_the_place_of_the_node_in_the_source(cls: type[Node], expected: str) -> None:
    assert source(next(find_all(parse(ARTICLE), cls))) == expected


def test_the_span_of_a_row_is_its_line_and_of_a_cell_what_is_between_the_pipes() -> None:
    table = list(find_all(parse(ARTICLE), Table))[1]
    assert [source(row) for row in table.rows] == ["Month | Boats |", "May | 3 |"]
    assert [source(cell) for cell in table.rows[1].cells] == ["May", "3"]
    assert [source(child) for child in table.rows[1].cells[0].children] == ["May"]


def test_a_cell_that_holds_a_table_is_all_between_the_outer_pipes_of_its_row() -> None:
    text = "| |  | 1970s | 1980s |  | \n"
    (table,) = parse(text, dialect="2.2").children
    (cell,) = table.children[0].children
    assert source(cell, text) == " |  | 1970s | 1980s |  "


def test_a_question_keeps_label_number_and_icon_in_its_span_only() -> None:
    (item,) = find_all(parse(ARTICLE), FaqItem)
    assert plain_text(item.question) == "When does the ferry leave?"
    assert source(item.question) == "Question: 2. When does the ferry leave? +"
    (text,) = item.question.children
    assert source(text) == "When does the ferry leave?"


def test_an_item_begins_at_its_mark_and_its_text_behind_it() -> None:
    (item, _) = find_all(parse(ARTICLE), ListItem)
    (paragraph,) = item.children
    assert source(paragraph) == "The ice was thick."


def test_spans_of_formatted_text_hold_the_marks() -> None:
    text = "## The *old* ferry ##\n\nIt is **slow**.\n\n> So they\n> say.\n\n```c\nint x;\n```\n"
    text += "\n---\n"
    document = parse(text)
    sources = {type(node): source(node, text) for node in walk(document)}
    assert sources[Heading] == "## The *old* ferry ##"
    assert sources[Emphasis] == "*old*"
    assert sources[Strong] == "**slow**"
    assert sources[Quote] == "> So they\n> say."
    assert sources[CodeBlock] == "```c\nint x;\n```"
    assert sources[ThematicBreak] == "---"


# ---------------------------------------------------------------------------- inline and formatting


def test_a_star_in_plain_text_is_a_star() -> None:
    (paragraph,) = parse("The ferry is *old*.").children
    assert paragraph == Paragraph("The ferry is *old*.")


def test_the_caller_may_have_inline_marks_read() -> None:
    (paragraph,) = parse("The ferry is *old*.", inline=True).children
    assert paragraph == Paragraph(["The ferry is ", Emphasis("old"), "."])


@pytest.mark.parametrize("wrong", ["no", "yes", 2])
def test_inline_is_said_by_true_false_or_none(wrong: object) -> None:
    """``inline="no"`` would be true."""
    with pytest.raises(OptionError, match="inline is True, False or None, not"):
        parse("The ferry is *old*.", inline=wrong)  # type: ignore[arg-type]


def test_the_caller_may_have_inline_marks_left() -> None:
    text = "## The ferry\n\nIt is **old**, see [here](https://example.org).\n"
    links = list(find_all(parse(text), Link))
    assert [link.url for link in links] == ["https://example.org"]
    plain = parse(text, inline=False)
    assert list(find_all(plain, Link)) == []
    assert plain_text(plain) == "The ferry\nIt is **old**, see [here](https://example.org)."


def test_a_dialect_may_be_named_and_is_then_not_looked_for() -> None:
    document = parse("|a||b|\n|c||d|\n", dialect="2.0")
    assert document.dialect == Dialect("trafilatura-2.0", evidence=("named by the caller",))
    (table,) = document.children
    assert plain_text(table) == "a\t\tb\nc\t\td"


def test_a_dialect_object_says_whether_the_text_is_formatted() -> None:
    text = "# The ferry\n"
    (plain,) = find_all(parse(text, headings="marks"), Paragraph)
    assert plain_text(plain) == "# The ferry"
    (heading,) = find_all(parse(text, dialect=Dialect("1.12", formatted=True)), Heading)
    assert heading == Heading(1, "The ferry")
    named = parse(text, dialect=Dialect("1.12", formatted=True)).dialect
    assert named == Dialect("trafilatura-1.12", formatted=True, family="marked")


@pytest.mark.parametrize("wrong", [None, b"text", 7])
def test_only_a_str_is_parsed(wrong: Any) -> None:
    with pytest.raises(ArgumentError, match="parse takes a str, not"):
        parse(wrong)


# -------------------------------------------------------------------------------- diagnostics


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("The ferry.\n-\nThe bridge.\n", "stray-mark", "-"),
        ("The ferry.\n ||\nThe bridge.\n", "stray-mark", "||"),
        ("The ferry.\n---|---|\nThe bridge.\n", "stray-mark", "---|---|"),
        ("|Month\n|Boats\n", "rows-lost", "|Month\n|Boats"),
        ("|Month\n", None, ""),
        ("The ferry leaves at nine. |\n", "stray-mark", "|"),
        ("# A\n\n```\n**x** = 1\n", "open-fence", "```"),
        ("  " * 40 + "- deep\n", None, ""),
    ],
)
def test_what_makes_no_sense_is_reported(text: str, code: str | None, place: str) -> None:
    document = parse(text)
    assert [diagnostic.code for diagnostic in document.diagnostics] == ([code] if code else [])
    for diagnostic in document.diagnostics:
        assert text[diagnostic.span.start : diagnostic.span.end] == place
        assert diagnostic.message[-1] not in ".\n"


@pytest.mark.parametrize("ending", ["", "\n"])
def test_an_open_fence_holds_up_to_the_next_blank_line(ending: str) -> None:
    text = f"# A\n\nIt is **old**.\n\n```c\nint x;\nint y;{ending}"
    for rest in ("", "\n\nThe ferry is late.\n"):
        (code,) = find_all(parse(text + rest), CodeBlock)
        assert code == CodeBlock("int x;\nint y;", "c")
        assert source(code, text) == "```c\nint x;\nint y;"


def test_an_open_fence_with_nothing_behind_it_is_a_line() -> None:
    text = "# A\n\nIt is **old**.\n\n```\n\nThe ferry is late.\n"
    assert list(find_all(parse(text), CodeBlock)) == []
    assert plain_text(parse(text)) == "A\nIt is old.\n```\nThe ferry is late."


# --------------------------------------------------------------------------------------- depth


def test_lists_are_read_as_deep_as_the_limit_and_the_rest_stays_as_text() -> None:
    levels = MAX_DEPTH + 8
    text = "".join(f"{'  ' * level}- level {level}\n" for level in range(levels))
    document = parse(text)
    lists = list(find_all(document, List))
    assert len(lists) == MAX_DEPTH
    assert [plain_text(p) for p in find_all(document, Paragraph)] == [
        f"level {level}" if level < MAX_DEPTH else f"- level {level}" for level in range(levels)
    ]
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["depth-limit"] * 8
    validate(document)


def test_quotes_are_read_as_deep_as_the_limit() -> None:
    text = "# A\n\nIt is **old**.\n\n" + ">" * 60 + " deep\n"
    document = parse(text)
    assert len(list(find_all(document, Quote))) == MAX_DEPTH
    assert plain_text(document).endswith("\n" + ">" * (60 - MAX_DEPTH) + " deep")
    validate(document)


def test_quotes_and_lists_share_one_limit() -> None:
    text = "# A\n\nIt is **old**.\n\n"
    text += "".join(f"{'> ' * 20}{'  ' * level}- level {level}\n" for level in range(20))
    document = parse(text)
    depth = sum(isinstance(node, (Quote, List)) for node in walk(document))
    assert depth == MAX_DEPTH


@pytest.mark.parametrize("unit", ["> ", "- ", ">", "[", "*", "| ", "`", "#", "1. ", "\t"])
def test_one_line_of_many_marks_is_read(unit: str) -> None:
    for text in (unit * 5000, "# A\n\n**x**\n\n" + unit * 5000):
        document = parse(text)
        assert document.source == text
        validate(document)


# ------------------------------------------------------------------------------- what comes back


def test_a_parsed_document_pickles_by_parsing_again() -> None:
    document = parse(ARTICLE, min_confidence=0.7)
    data = pickle.dumps(document)
    assert len(data) < 2 * len(ARTICLE) + 500
    again = pickle.loads(data)
    assert again == document
    assert (again.source, again.dialect, again.span) == (ARTICLE, document.dialect, document.span)
    assert deepcopy(document) == document


def test_a_changed_document_pickles_node_by_node() -> None:
    document = attrs.evolve(parse(ARTICLE), children=(Paragraph("Other words"),))
    again = pickle.loads(pickle.dumps(document))
    assert again.children == (Paragraph("Other words"),)
    assert again.source == ARTICLE


def test_cells_are_built_once() -> None:
    (row, *_) = find_all(parse("May | 3 |\nJune | 5 |\n"), TableRow)
    assert row.cells is row.cells
    assert row.cells == (TableCell("May"), TableCell("3"))
    assert row == TableRow(["May", "3"])
    assert hash(row) == hash(TableRow(["May", "3"]))


@pytest.mark.parametrize(("entries", "cls"), [(200, TableOfContents), (201, List)])
def test_a_listing_of_hundreds_of_entries_is_not_the_contents(
    entries: int, cls: type[Node]
) -> None:
    titles = [f"Chapter of year {number}" for number in range(entries)]
    text = "".join(f"- {title}\n" for title in titles)
    text += "".join(f"{title}\nIt was cold on the island.\n" for title in titles)
    assert isinstance(parse(text).children[0], cls)


def test_a_tree_that_has_its_contents_keeps_them() -> None:
    contents = TableOfContents(
        List(["Ferry", "Bridge"]), [TocEntry("Ferry", "Pier"), TocEntry("Bridge")]
    )
    blocks = [contents, Heading(2, "Ferry"), Heading(2, "Bridge")]
    (first, *sections) = structured(Document(blocks)).children
    assert first is contents
    assert [type(block) for block in sections] == [Section, Section]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("Ports \\|", Paragraph("Ports \\|")),
        ("Ports \\|\nWest \\|", Table.from_rows([["Ports |"], ["West |"]])),
    ],
)
def test_all_pipes_of_a_row_may_be_escaped(text: str, block: Node) -> None:
    assert docparse.parse(text, dialect="2.3").children == (block,)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    parse("-\n||\n```\n" + ARTICLE)
    assert capfd.readouterr() == ("", "")


# --------------------------------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_bytes_are_read_in_the_encoding_that_their_first_ones_name(
    bom: bytes, encoding: str
) -> None:
    text = "Die Fähre – 渡し船 🛥\n"
    document = parse_bytes(bom + text.encode(encoding))
    assert document.source == text
    assert document.diagnostics == ()
    assert document == parse(text)


def test_invalid_bytes_become_replacement_characters_and_are_reported() -> None:
    document = parse_bytes("Fähre é".encode() + b"\xff\xfe, \xc3")
    assert document.source == "Fähre é\ufffd\ufffd, \ufffd"
    (diagnostic,) = document.diagnostics
    assert diagnostic.code == "invalid-encoding"
    assert diagnostic.span == Span(7, 8)
    assert "UTF-8 at byte 9" in diagnostic.message


def test_half_a_character_of_utf_16_is_reported_behind_the_byte_order_mark() -> None:
    document = parse_bytes(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00")
    assert document.source == "ab\ufffd"
    (diagnostic,) = document.diagnostics
    assert diagnostic.span == Span(2, 3)
    assert "UTF-16-LE at byte 6" in diagnostic.message


def test_diagnostics_of_decoding_come_before_those_of_parsing() -> None:
    document = parse_bytes(b"-\n\xff\n")
    assert [d.code for d in document.diagnostics] == ["invalid-encoding", "stray-mark"]


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_take_the_options_of_parse(kind: Any) -> None:
    data = kind(b"The ferry is *old*.")
    assert parse_bytes(data, inline=True) == parse("The ferry is *old*.", inline=True)
    assert parse_bytes(data, dialect="2.3").dialect == parse("", dialect="2.3").dialect
    with pytest.raises(OptionError):
        parse_bytes(data, headings="guess")


@pytest.mark.parametrize("wrong", ["text", None, 7, [1, 2]])
def test_only_bytes_are_decoded(wrong: Any) -> None:
    with pytest.raises(ArgumentError, match="parse_bytes takes bytes, not"):
        parse_bytes(wrong)


# ---------------------------------------------------------------------------------- properties

Parser = Callable[[str], Document]


def check_parsing(text: str, read: Parser) -> None:
    """Fail unless ``read`` gives a tree of ``text`` whose spans are sound."""
    document = read(text)
    assert document.source == text
    assert document.span == Span(0, len(text))
    assert all(node.span != NO_SPAN for node in walk(document) if not isinstance(node, LineBreak))
    validate(document)
    for node in walk(document):
        if isinstance(node, Text) and node.span.end - node.span.start == len(node.text):
            assert holds(text[node.span.start : node.span.end], node.text), node


@given(st.one_of(texts(), soup()))
def test_any_text_is_read_into_a_tree_with_sound_spans(text: str) -> None:
    check_parsing(text, parse)


@given(st.one_of(texts(), soup()))
def test_any_text_is_read_with_inline_marks_too(text: str) -> None:
    check_parsing(text, lambda text: parse(text, inline=True, dialect=Dialect("2.3", True)))


@given(soup())
@example(", and\n|\n\n|\n\n")
@example("the\nPort\n, which\n|\n\n|\n\n|\n\n+---+---+\n| a | b |\n+===+===+\n| c |   |\n")
def test_crlf_lf_and_cr_make_equal_trees(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    document = parse(text)
    assert parse(text.replace("\n", "\r\n")) == document
    assert parse(text.replace("\n", "\r")) == document


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    document = parse_bytes(data)
    assert document.source is not None
    validate(document)


def parse_a_shifted_copy(text: str) -> Document:
    return attrs.evolve(parse(" " + text), source=text, span=Span(0, len(text)))


def parse_without_spans(text: str) -> Document:
    document = parse(text)
    bare = tuple(attrs.evolve(child, span=NO_SPAN) for child in document.children)
    return attrs.evolve(document, children=bare)


@pytest.mark.parametrize("broken", [parse_a_shifted_copy, parse_without_spans])
def test_the_check_sees_spans_that_are_not_sound(broken: Parser) -> None:
    with pytest.raises((AssertionError, docparse.ValidationError)):
        check_parsing("The ferry\n- one\n- two\n", broken)
