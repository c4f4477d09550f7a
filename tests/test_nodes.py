"""What the constructors take and refuse, what equality means, and where things stand."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given

import docparse
from docparse import (
    NO_SPAN,
    REMOVE,
    ArgumentError,
    Block,
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
    NodeTransformer,
    Paragraph,
    Quote,
    ReadError,
    RenderError,
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
    from_json,
    line_column,
    plain_text,
    register_node,
    render,
    validate,
    walk,
)
from docparse.nodes import MAX_DEPTH, NODE_CLASSES, unchecked
from tests.strategies import KEY_POINTS, documents, nested, one_of_each, texts

ONE_OF_EACH = one_of_each()

untyped: Any = docparse
"""The package as a caller without a type checker sees it."""

each_class = pytest.mark.parametrize("node", ONE_OF_EACH, ids=lambda node: type(node).__name__)


def test_every_class_is_among_the_examples() -> None:
    assert {type(node) for node in ONE_OF_EACH} == set(NODE_CLASSES.values())


# ---------------------------------------------------------------------- what constructors take


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


# ------------------------------------------------------------------------------- immutable


@each_class
def test_no_field_can_be_assigned(node: Node) -> None:
    for name in (*(field.alias for field in attrs.fields(type(node))), "a_new_attribute"):
        with pytest.raises(AttributeError):
            setattr(node, name, None)


@each_class
def test_the_children_are_a_tuple_that_is_made_once(node: Node) -> None:
    assert isinstance(node.children, tuple)
    assert all(a is b for a, b in zip(node.children, node.children, strict=True))


@each_class
def test_the_span_is_a_keyword_and_unknown_unless_said(node: Node) -> None:
    assert node.span == NO_SPAN
    assert attrs.evolve(node, span=Span(1, 2)).span == Span(1, 2)
    assert attrs.fields_dict(type(node))["span"].kw_only


def test_the_span_of_a_parsed_paragraph_is_made_once() -> None:
    text = "The ferry is slow.\n  The bridge is new. \n"
    document = docparse.parse(text)
    for paragraph in document.children:
        assert paragraph.span is paragraph.span
        assert text[paragraph.span.start : paragraph.span.end] == plain_text(paragraph)
    first, second = document.children
    assert first.children[0].span == first.span
    assert isinstance(second, Paragraph)
    assert attrs.evolve(second, children="so").span == second.span
    for copied in (copy.copy(first), copy.deepcopy(first), pickle.loads(pickle.dumps(first))):
        assert copied == first
        assert copied.span == first.span
    with pytest.raises(AttributeError, match="'Paragraph' object has no attribute 'spam'"):
        getattr(first, "spa" + "m")


# ------------------------------------------------------------------------ equality, copies, repr


@each_class
def test_equal_to_itself_elsewhere_and_to_nothing_else(node: Node) -> None:
    moved = attrs.evolve(node, span=Span(4, 9))
    assert moved == node
    assert hash(moved) == hash(node)
    others: list[object] = [*ONE_OF_EACH, "a", ("a",), None]
    assert [other for other in others if other == node] == [node]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Heading(2, "a", 0.5, "words"), Heading(2, "a", 1.0, "mark")),
        (Document("a", source="a"), Document("a", source="b")),
        (Document("a", dialect=Dialect("trafilatura-1.6")), Document("a")),
        (
            Document("a", diagnostics=[docparse.Diagnostic("rows-lost", Span(0, 1), "…")]),
            Document("a"),
        ),
        (Paragraph(Text("a", span=Span(0, 1))), Paragraph("a")),
        (docparse.parse("Fares rise in May, they say."), Document("Fares rise in May, they say.")),
    ],
)
def test_where_a_tree_came_from_does_not_count(one: Node, other: Node) -> None:
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Heading(2, "a"), Heading(3, "a")),
        (Heading(2, "a"), Heading(2, "b")),
        (Paragraph("a"), Paragraph(Strong("a"))),
        (Paragraph("a"), Paragraph(CodeSpan("a"))),
        (Paragraph("a"), Heading(2, "a")),
        (Paragraph("a"), TableCell("a")),
        (Emphasis("a"), Strong("a")),
        (Link("a", "u"), Link("a", "v")),
        (Link("a", "u"), Link("a", "u", title="")),
        (Image("u"), Image("u", alt="a")),
        (CodeBlock("a"), CodeBlock("a", language="")),
        (List(["a"]), List(["a"], ordered=True)),
        (List(["a"], ordered=True), List(["a"], ordered=True, start=2)),
        (Table([["a"]]), Table([["a"]], header_rows=1)),
        (Table([["a", "b"]]), Table([["a"], ["b"]])),
        (TableRow(["a"]), TableRow(["a", ""])),
        (FaqItem("a?", "b"), FaqItem("a?")),
        (KeyPoints(List(["a"])), TableOfContents(List(["a"]))),
        (TableOfContents(List(["a"])), TableOfContents(List(["a"]), [TocEntry("a", "A")])),
        (Document("a"), Document(["a", "a"])),
    ],
)
def test_what_the_reader_sees_counts(one: Node, other: Node) -> None:
    assert one != other


@each_class
def test_pickle_deepcopy_and_repr_give_the_same_node(node: Node) -> None:
    node = attrs.evolve(node, span=Span(1, 2))
    for again in (
        pickle.loads(pickle.dumps(node)),
        copy.deepcopy(node),
        copy.copy(node),
        eval(repr(node), vars(docparse)),
    ):
        assert again == node
        assert again.span == node.span
        assert plain_text(again) == plain_text(node)


def test_a_parsed_document_is_pickled_as_its_text() -> None:
    text = "| a | b | \n|---|---|\n" + "| 1 | 2 | \n" * 500
    document = docparse.parse(text, dialect="2.2")
    pickled = pickle.dumps(document)
    assert len(pickled) < len(text) + 500
    again = pickle.loads(pickled)
    assert again == document
    assert [node.span for node in walk(again)] == [node.span for node in walk(document)]
    assert (again.source, again.dialect) == (document.source, document.dialect)


def test_a_changed_document_is_pickled_as_it_is_now() -> None:
    document = docparse.parse("Fares rise.\nNobody is glad.")
    changed = attrs.evolve(document, children=document.children[:1])
    assert pickle.loads(pickle.dumps(changed)) == changed != document


def test_nothing_overflows_at_the_depth_that_parse_reads() -> None:
    deep = nested(2 * MAX_DEPTH)
    assert pickle.loads(pickle.dumps(deep)) == deep
    assert copy.deepcopy(deep) == deep
    assert hash(deep) == hash(nested(2 * MAX_DEPTH))
    assert eval(repr(deep), vars(docparse)) == deep


@given(documents(clean=False))
def test_every_tree_survives_pickle_and_deepcopy(document: Document) -> None:
    for again in (pickle.loads(pickle.dumps(document)), copy.deepcopy(document)):
        assert again == document
        assert hash(again) == hash(document)


def test_control_a_node_that_loses_a_field_does_not_survive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forgetful(self: List) -> tuple[Any, ...]:
        return List, (self.items,)

    monkeypatch.setattr(List, "__reduce__", forgetful)
    node = List(["a"], ordered=True)
    assert pickle.loads(pickle.dumps(node)) != node


# ---------------------------------------------------------------- nodes made without checks

Make = Callable[[type[Node]], Callable[..., Node]]


def check_made(unchecked: Make, node: Node) -> None:
    """What is made of the values of ``node`` without checks is what the constructor made."""
    names = sorted((field.name for field in attrs.fields(type(node))), key="span".__eq__)
    made = unchecked(type(node))(*(getattr(node, name) for name in names))
    assert type(made) is type(node)
    assert made == node
    assert made.children == node.children
    assert repr(made) == repr(node)
    with pytest.raises(AttributeError):
        setattr(made, names[0], None)


@each_class
def test_a_node_made_without_checks_is_what_the_constructor_makes(node: Node) -> None:
    check_made(unchecked, attrs.evolve(node, span=Span(2, 7)))


def test_control_a_maker_that_mixes_up_the_fields_is_noticed() -> None:
    def turned(cls: type[Node]) -> Callable[..., Node]:
        make = unchecked(cls)
        return lambda first, *others: make(others[0], first, *others[1:])

    with pytest.raises(AssertionError):
        check_made(turned, Image("u", alt="a"))


# ------------------------------------------------------------------- cells that are made late


def test_the_cells_of_a_parsed_row_are_read_once() -> None:
    (table,) = docparse.parse("a | b |\n---|---|\n1 | 2 |").children
    assert isinstance(table, Table)
    row = table.rows[1]
    assert row.cells is row.cells
    assert row.cells == (TableCell("1"), TableCell("2"))
    assert [cell.span for cell in row.cells] == [Span(17, 18), Span(21, 22)]


def test_plain_text_that_is_no_node_yet_behaves_as_one() -> None:
    (parsed,) = docparse.parse("Fares rise in May, they say.").children
    built = Paragraph("Fares rise in May, they say.")
    assert plain_text(parsed) == plain_text(built)
    assert parsed == built
    assert hash(parsed) == hash(built)
    assert parsed.children == built.children
    assert parsed.children[0].span == Span(0, 28)


# ----------------------------------------------------------- what an article says about itself


@pytest.mark.parametrize(
    ("content", "points"),
    [
        (KEY_POINTS, ["Fares rise."]),
        (List(["Fares rise.", Quote("Boats sail.")]), ["Fares rise.", "Boats sail."]),
        (Table.from_rows([["Key Points"], ["a"], [""], []], header_rows=1), ["a"]),
        (Table.from_rows([["1", "a", ""], ["2", "b"]]), ["a", "b"]),
    ],
)
def test_key_points_are_the_items_or_the_last_filled_cells(
    content: Table | List, points: list[str]
) -> None:
    node = KeyPoints(content)
    assert [plain_text(point) for point in node.points] == points
    assert node.children == (content,)
    inside = list(walk(content))
    assert all(any(point is part for part in inside) for point in node.points)


def test_the_entries_of_the_contents_are_read_from_it_unless_given() -> None:
    listing = Table.from_rows([["Article Subheadings"], ["1) Fares"], ["2) Boats"]], header_rows=1)
    assert TableOfContents(listing).entries == (TocEntry("1) Fares"), TocEntry("2) Boats"))
    given_entries = [TocEntry("1) Fares", "Fares")]
    assert TableOfContents(listing, given_entries).entries == (TocEntry("1) Fares", "Fares"),)
    assert TableOfContents(listing).children == (listing,)


# ------------------------------------------------------------------------------- plain text


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Document(["a", "b"]), "a\nb"),
        (Paragraph(["a", Strong("b"), LineBreak(), Link("c", "u"), CodeSpan("d")]), "ab\ncd"),
        (Paragraph(["a", Image("u", alt="not read"), "b"]), "ab"),
        (Table.from_rows([["a", "b"], ["", "d"]]), "a\tb\n\td"),
        (Section(Heading(2, "a"), ["b", CodeBlock("c\nd")]), "a\nb\nc\nd"),
        (List(["a", ListItem(["b", List(["c"])])]), "a\nb\nc"),
        (Faq([FaqItem("a?", ["b", "c"])]), "a?\nb\nc"),
        (KeyPoints(KEY_POINTS), "No.\tKey Points\n1\tFares rise."),
        (Document(), ""),
    ],
)
def test_plain_text_joins_blocks_by_newlines_and_cells_by_tabs(node: Node, text: str) -> None:
    assert plain_text(node) == text


# ------------------------------------------------------------- node classes of a user's own


@attrs.frozen
class Ingredient(Node):
    HOLDS = ("name",)

    name: str
    grams: int | None = None


@attrs.frozen
class Ingredients(Block):
    HOLDS = ("title", "items")
    MAY_BE_EMPTY = False

    items: tuple[Ingredient, ...]
    title: Paragraph | None = None
    stars: float = 0.0


FLOUR, BUTTER = Ingredient("flour", 200), Ingredient("butter")
CAKE = Ingredients((FLOUR, BUTTER), Paragraph("Cake"), 4.5)


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What the test registers is forgotten behind it."""
    before = dict(NODE_CLASSES)
    yield
    NODE_CLASSES.clear()
    NODE_CLASSES.update(before)


@attrs.frozen
class Aside(Block):
    HOLDS = ("heading", "blocks")

    heading: Paragraph | None = None
    blocks: tuple[Block, ...] | None = None


def test_fields_that_may_be_none_hold_no_children_then() -> None:
    heading, block = Paragraph("By the way"), Paragraph("It rains.")
    assert Aside().children == ()
    assert Aside(heading).children == (heading,)
    assert Aside(None, (block,)).children == (block,)
    assert Aside(heading, (block,)).children == (heading, block)


def test_a_first_field_that_is_none_leaves_the_children_of_the_second() -> None:
    assert Ingredients((FLOUR, BUTTER)).children == (FLOUR, BUTTER)


def test_a_class_that_says_what_it_holds_need_not_be_registered_to_be_walked() -> None:
    assert list(walk(CAKE)) == [CAKE, Paragraph("Cake"), Text("Cake"), FLOUR, BUTTER]
    assert list(find_all(Document([CAKE]), Ingredient)) == [FLOUR, BUTTER]
    assert plain_text(CAKE) == "Cake\nflour\nbutter"
    assert docparse.dump(CAKE).endswith('  Ingredient "flour"\n  Ingredient "butter"\n')
    assert pickle.loads(pickle.dumps(CAKE)) == CAKE
    validate(Document([CAKE]))


@pytest.mark.usefixtures("forgotten")
def test_a_registered_class_has_hooks() -> None:
    assert register_node(Ingredient) is Ingredient
    register_node(Ingredient)  # once more changes nothing
    register_node(Ingredients)

    class Lean(NodeTransformer):
        def leave_Ingredient(self, node: Ingredient) -> Any:
            return REMOVE if node == BUTTER else node

    class Plain(Lean):
        def leave_Paragraph(self, node: Paragraph) -> Any:
            return REMOVE

    assert Lean().transform(Document([CAKE])) == Document([attrs.evolve(CAKE, items=(FLOUR,))])
    assert Plain().transform(Document([Ingredients((BUTTER,)), "x"])) == Document()


@pytest.mark.usefixtures("forgotten")
def test_a_registered_class_is_put_through_json() -> None:
    document = Document([CAKE])
    with pytest.raises(RenderError, match=r"class Ingredients; docparse\.register_node gives it"):
        render(document, "json")
    register_node(Ingredient)
    register_node(Ingredients)
    written = render(document, "json")
    assert written.endswith(
        '"children":[{"type":"Ingredients","stars":4.5,"items":[{"type":"Ingredient","grams":200,'
        '"name":"flour"},{"type":"Ingredient","name":"butter"}],'
        '"title":{"type":"Paragraph","text":"Cake"}}]}}'
    )
    assert from_json(written) == document
    with pytest.raises(ReadError, match=r"items\[0\]\.name: expected a string, found 5"):
        from_json(written.replace('"flour"', "5"))


@attrs.frozen
class Misnamed(Block):
    HOLDS = ("part",)

    parts: tuple[Node, ...]


class Bare(Paragraph):
    pass


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize(
    ("cls", "says"),
    [
        (str, "takes a class made from Node, not <class 'str'>"),
        (CAKE, "takes a class made from Node, not Ingredients"),
        (Bare, "Bare is no attrs class: decorate it with attrs.frozen"),
        (Misnamed, "Misnamed.HOLDS names 'part', which is no field of it"),
        (
            attrs.make_class("Table", [], (Block,)),
            "the name Table is taken by docparse.nodes.table",
        ),
    ],
)
def test_a_class_that_cannot_be_registered_is_refused(cls: Any, says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        register_node(cls)


# ------------------------------------------------------------------------- lines and columns


def slow_line_column(text: str, offset: int) -> tuple[int, int]:
    """Count one character at a time."""
    line = column = 1
    for at in range(max(0, min(offset, len(text)))):
        ends = text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    return line, column


def check_line_column(count: Callable[[str, int], tuple[int, int]], text: str) -> None:
    for offset in range(-1, len(text) + 2):
        assert count(text, offset) == slow_line_column(text, offset), (text, offset)


@given(texts(max_size=25))
def test_line_and_column_are_what_one_counts(text: str) -> None:
    check_line_column(line_column, text)


@pytest.mark.parametrize(
    "broken",
    [
        lambda text, offset: (text.count("\n", 0, offset) + 1, 1),
        lambda text, offset: (len(text[:offset].splitlines()) or 1, 1),
    ],
)
def test_control_counting_other_line_ends_is_noticed(
    broken: Callable[[str, int], tuple[int, int]],
) -> None:
    with pytest.raises(AssertionError):
        check_line_column(broken, "a\u2028b\r\nc\rd")
