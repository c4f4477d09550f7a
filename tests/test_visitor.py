"""Walking a tree, reading it with visitors, rewriting it with transformers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given

from docparse import (
    REMOVE,
    SKIP,
    ArgumentError,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    LineBreak,
    List,
    ListItem,
    Node,
    NodeTransformer,
    NodeVisitor,
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
    VisitorError,
    chunks,
    find_all,
    parse,
    plain_text,
    tokenize,
    walk,
    walk_with_ancestors,
)
from docparse.nodes import NODE_CLASSES, CellReader, make_row
from tests.strategies import documents

DOCUMENT = Document(
    [
        "Lead.",
        Section(
            Heading(2, "Fares"),
            [
                Table.from_rows([["Zone", "Fare"], ["A", Strong("3")]], header_rows=1),
                Section(Heading(3, "Children"), [List(["Free", ListItem([List(["to six"])])])]),
            ],
        ),
        Faq([FaqItem("Why?", ["Wind.", Quote("Storm.")]), FaqItem("When?", "Now.")]),
    ]
)


def names(nodes: Iterator[Node]) -> list[str]:
    return [type(node).__name__ for node in nodes]


# --------------------------------------------------------------------------------- walking


def test_walk_gives_each_node_once_in_document_order() -> None:
    section = DOCUMENT.children[1]
    assert names(walk(section)) == [
        *("Section", "Heading", "Text"),
        *("Table", "TableRow", "TableCell", "Text", "TableCell", "Text"),
        *("TableRow", "TableCell", "Text", "TableCell", "Strong", "Text"),
        *("Section", "Heading", "Text"),
        *("List", "ListItem", "Paragraph", "Text"),
        *("ListItem", "List", "ListItem", "Paragraph", "Text"),
    ]


def by_recursion(node: Node) -> list[Node]:
    return [node, *(inner for child in node.children for inner in by_recursion(child))]


Walk = Callable[[Node], Iterator[Node]]


def check_walk(walk_over: Walk, document: Document) -> None:
    walked = list(walk_over(document))
    expected = by_recursion(document)
    assert len(walked) == len(expected)
    assert all(one is other for one, other in zip(walked, expected, strict=True))


@given(documents(clean=False))
def test_walk_is_the_same_as_recursion(document: Document) -> None:
    check_walk(walk, document)


def backwards(node: Node) -> Iterator[Node]:
    yield node
    for child in reversed(node.children):
        yield from backwards(child)


def with_the_points(node: Node) -> Iterator[Node]:
    """A walk that takes the points of a KeyPoints for children."""
    yield node
    for child in (*node.children, *(node.points if isinstance(node, KeyPoints) else ())):
        yield from with_the_points(child)


@pytest.mark.parametrize("broken", [backwards, with_the_points])
def test_control_a_walk_in_another_order_or_twice_is_noticed(broken: Walk) -> None:
    with pytest.raises(AssertionError):
        check_walk(broken, Document([KeyPoints(List(["a", "b"]))]))


def test_ancestors_come_from_the_outside_in() -> None:
    found = {
        plain_text(node): names(iter(ancestors))
        for node, ancestors in walk_with_ancestors(DOCUMENT)
        if isinstance(node, Text)
    }
    assert found["Lead."] == ["Document", "Paragraph"]
    assert found["3"] == ["Document", "Section", "Table", "TableRow", "TableCell", "Strong"]
    assert found["Storm."] == ["Document", "Faq", "FaqItem", "Quote", "Paragraph"]


@given(documents())
def test_ancestors_are_a_path_down_to_the_node(document: Document) -> None:
    walked = list(walk_with_ancestors(document))
    assert [node for node, _ in walked] == list(walk(document))
    for node, ancestors in walked:
        path = (*ancestors, node)
        assert path[0] is document
        for outer, inner in pairwise(path):
            assert any(child is inner for child in outer.children)


# --------------------------------------------------------------------------------- find_all


def test_find_all_takes_several_classes() -> None:
    found = find_all(DOCUMENT, (Quote, Table, Heading))
    assert [type(node) for node in found] == [Heading, Table, Heading, Quote]
    either = find_all(DOCUMENT, (Heading, Quote), lambda node: plain_text(node) == "Storm.")
    assert [type(node) for node in either] == [Quote]
    assert list(find_all(DOCUMENT, ())) == []


@given(documents())
def test_several_classes_are_found_as_each_is(document: Document) -> None:
    classes: tuple[type[Node], ...] = (Text, Table, ListItem)
    assert list(find_all(document, classes)) == [
        node for node in walk(document) if isinstance(node, classes)
    ]


WRONG_CALLS: dict[str, Callable[[], object]] = {
    "walk": lambda: walk("a"),  # type: ignore[arg-type]
    "walk_with_ancestors": lambda: walk_with_ancestors(None),  # type: ignore[arg-type]
    "find_all in no node": lambda: find_all("a", Table),  # type: ignore[call-overload]
    "find_all of no class": lambda: find_all(DOCUMENT, "Table"),  # type: ignore[call-overload]
    "find_all of str": lambda: find_all(DOCUMENT, (Table, str)),  # type: ignore[type-var]
    "find_all if 5": lambda: find_all(DOCUMENT, Table, 5),  # type: ignore[call-overload]
    "tokenize": lambda: tokenize(b"a"),  # type: ignore[arg-type]
    "chunks of a str": lambda: chunks("a"),  # type: ignore[arg-type]
    "chunks of nothing": lambda: chunks(DOCUMENT, max_chars=0),
    "chunks otherwise": lambda: chunks(DOCUMENT, furniture="lose"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("call", WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_wrong_arguments_are_refused_at_the_call(call: Callable[[], object]) -> None:
    """And not where the first result is asked for, which may be far away."""
    with pytest.raises((ArgumentError, OptionError)):
        call()


def test_find_all_gives_the_nodes_of_a_class() -> None:
    assert [plain_text(node) for node in find_all(DOCUMENT, Heading)] == ["Fares", "Children"]
    assert [plain_text(node) for node in find_all(DOCUMENT, Strong)] == ["3"]
    assert list(find_all(DOCUMENT, Document)) == [DOCUMENT]
    assert list(find_all(DOCUMENT, Emphasis)) == []


def test_find_all_with_a_predicate() -> None:
    second = find_all(DOCUMENT, Heading, lambda heading: heading.level == 3)
    assert [plain_text(node) for node in second] == ["Children"]


def test_an_articles_tables_are_also_those_behind_contents_and_key_points() -> None:
    contents = Table.from_rows([["Article Subheadings"], ["Fares"]], header_rows=1)
    points = Table.from_rows([["No.", "Key Points"], ["1", "a"]], header_rows=1)
    plain = Table.from_rows([["a", "b"]])
    document = Document([TableOfContents(contents), plain, KeyPoints(points)])
    assert list(find_all(document, Table)) == [contents, plain, points]


@given(documents())
def test_find_all_is_walk_filtered(document: Document) -> None:
    for cls in (*NODE_CLASSES.values(), Node):
        assert list(find_all(document, cls)) == [n for n in walk(document) if isinstance(n, cls)]


@pytest.mark.parametrize("not_a_class", ["Table", DOCUMENT, str, None])
def test_find_all_looks_for_node_classes_only(not_a_class: Any) -> None:
    with pytest.raises(ArgumentError, match="a node class such as Table"):
        list(find_all(DOCUMENT, not_a_class))


class CountedRows:
    """A table of parsed rows that knows how many of them have been read."""

    def __init__(self) -> None:
        self.read = 0
        rows = [
            make_row(CellReader(self.cells, lambda span: None), Span(at, at + 1)) for at in range(5)
        ]
        self.document = Document(["Lead.", Table(rows)])

    def cells(self, span: Span) -> tuple[TableCell, ...]:
        self.read += 1
        return (TableCell(str(span.start)),)


@pytest.mark.parametrize("cls", [Table, TableRow, Heading, Paragraph, List, ListItem, Document])
def test_find_all_reads_no_cell_of_a_row_that_cannot_hold_what_is_sought(cls: type[Node]) -> None:
    counted = CountedRows()
    list(find_all(counted.document, cls))
    assert counted.read == 0


@pytest.mark.parametrize("cls", [TableCell, Text, Strong, Node])
def test_control_find_all_reads_cells_where_it_has_to(cls: type[Node]) -> None:
    counted = CountedRows()
    list(find_all(counted.document, cls))
    assert counted.read == 5


# --------------------------------------------------------------------------------- visitors


class Log(NodeVisitor):
    def __init__(self) -> None:
        # Without super().__init__(): none is needed.
        self.calls: list[str] = []

    def visit_Section(self, node: Section) -> None:
        self.calls.append(f"> {plain_text(node.heading)}")

    def leave_Section(self, node: Section) -> None:
        self.calls.append(f"< {plain_text(node.heading)}")

    def visit_Heading(self, node: Heading) -> None:
        self.calls.append(f"# {plain_text(node)}")

    def visit_Table(self, node: Table) -> None:
        self.calls.append("table")


def test_a_class_of_the_users_own_is_visited_and_changed_as_the_one_it_is_made_from() -> None:
    class Aside(Paragraph):
        __slots__ = ()

    class Wide(Table):
        __slots__ = ()

    class Upper(NodeTransformer):
        def leave_Paragraph(self, node: Paragraph) -> Paragraph:
            return Paragraph(plain_text(node).upper())

        def leave_TableCell(self, node: TableCell) -> TableCell:
            return TableCell(plain_text(node).upper())

    document = Document([Aside("a"), Wide(Table.from_rows([["b"]]).rows)])
    assert plain_text(Upper().transform(document)) == "A\nB"


def test_hooks_are_called_on_the_way_in_and_out() -> None:
    log = Log()
    log.visit(DOCUMENT)
    assert log.calls == [
        *("> Fares", "# Fares", "table"),
        *("> Children", "# Children", "< Children"),
        "< Fares",
    ]


def test_skip_leaves_out_what_is_inside_but_still_leaves() -> None:
    class Shallow(Log):
        def visit_Section(self, node: Section) -> Any:
            super().visit_Section(node)
            return SKIP

    log = Shallow()
    log.visit(DOCUMENT)
    assert log.calls == ["> Fares", "< Fares"]


def test_a_visitor_without_a_hook_for_text_reads_no_cells() -> None:
    counted = CountedRows()
    Log().visit(counted.document)
    assert counted.read == 0


def test_a_visitor_with_a_hook_for_text_reads_the_cells() -> None:
    class Texts(NodeVisitor):
        def visit_Text(self, node: Text) -> None:
            seen.append(node.text)

    seen: list[str] = []
    Texts().visit(CountedRows().document)
    assert seen == ["Lead.", "0", "1", "2", "3", "4"]


@pytest.mark.parametrize("base", [NodeVisitor, NodeTransformer])
@pytest.mark.parametrize(
    "hook", ["visit_Tabel", "leave_table", "visit_", "leave_Node", "visit_str"]
)
def test_a_misspelt_hook_raises_where_the_class_is_defined(base: type, hook: str) -> None:
    with pytest.raises(TypeError, match=rf"Misspelt\.{hook} names no node class; there are CodeB"):
        type("Misspelt", (base,), {hook: lambda self, node: node})


def test_names_that_only_look_like_hooks_are_fine() -> None:
    class Named(NodeVisitor):
        visitors = leaves = 0

        def revisit_Everything(self) -> None: ...

    Named().visit(DOCUMENT)


# ----------------------------------------------------------------------------- transformers


def test_a_transformer_returns_a_new_tree_and_leaves_the_old_one() -> None:
    class Louder(NodeTransformer):
        def leave_Text(self, node: Text) -> Node:
            return attrs.evolve(node, text=node.text.upper())

    louder = Louder().transform(DOCUMENT)
    assert plain_text(louder) == plain_text(DOCUMENT).upper()
    assert plain_text(DOCUMENT).startswith("Lead.")


def test_a_hook_sees_the_children_already_transformed() -> None:
    class Levels(NodeTransformer):
        def leave_Heading(self, node: Heading) -> Node:
            return attrs.evolve(node, level=node.level + 1)

        def leave_Section(self, node: Section) -> Node:
            seen.append(node.heading.level)
            return node

    seen: list[int] = []
    Levels().transform(DOCUMENT)
    assert seen == [4, 3]


def test_remove_takes_a_node_out_and_a_tuple_puts_several_in() -> None:
    class Edit(NodeTransformer):
        def leave_Quote(self, node: Quote) -> Any:
            return REMOVE

        def leave_Paragraph(self, node: Paragraph) -> Any:
            return (node, ThematicBreak()) if plain_text(node) == "Lead." else node

        def leave_Strong(self, node: Strong) -> Any:
            return node.children

        def leave_Table(self, node: Table) -> Any:
            return ()

    edited = Edit().transform(DOCUMENT)
    assert edited.children[:2] == (Paragraph("Lead."), ThematicBreak())
    assert not {"Quote", "Table", "Strong"} & set(names(walk(edited)))
    (faq,) = find_all(edited, Faq)
    assert faq.items[0] == FaqItem("Why?", ["Wind."])


def test_text_whose_mark_is_taken_off_joins_its_neighbours() -> None:
    class Plain(NodeTransformer):
        def leave_Strong(self, node: Strong) -> Any:
            return node.children

    assert Plain().transform(Paragraph(["a", Strong("b"), "c"])) == Paragraph("abc")


def test_skip_leaves_what_is_inside_as_it_is() -> None:
    class Careful(NodeTransformer):
        def visit_Table(self, node: Table) -> Any:
            return SKIP

        def leave_Text(self, node: Text) -> Any:
            return Text("x")

    changed = Careful().transform(DOCUMENT)
    assert list(find_all(changed, Table)) == list(find_all(DOCUMENT, Table))
    assert plain_text(changed.children[0]) == "x"


@pytest.mark.parametrize("answer", [None, "text", 5, (Text("a"), None), [Text("a")]])
def test_a_hook_that_forgets_to_return_a_node_is_named(answer: Any) -> None:
    class Forgetful(NodeTransformer):
        def leave_Text(self, node: Text) -> Any:
            return answer

    with pytest.raises(TypeError, match=r"Forgetful\.leave_Text must return a node, REMOVE or a"):
        Forgetful().transform(DOCUMENT)


@pytest.mark.parametrize("answer", [REMOVE, (), (Document(), Document())])
def test_the_root_is_replaced_by_one_node(answer: Any) -> None:
    class Rootless(NodeTransformer):
        def leave_Document(self, node: Document) -> Any:
            return answer

    with pytest.raises(VisitorError, match="the root of a tree can be replaced by one node"):
        Rootless().transform(DOCUMENT)


class Nothing(NodeTransformer):
    """Goes everywhere and changes nothing."""

    def leave_Text(self, node: Text) -> Any:
        return node

    def leave_Table(self, node: Table) -> Any:
        return node


class Again(NodeTransformer):
    """Changes nothing, but returns equal nodes that are not the same."""

    def leave_Text(self, node: Text) -> Any:
        return attrs.evolve(node)


def check_no_op(transformer: NodeTransformer, node: Node) -> None:
    assert transformer.transform(node) is node


@given(documents(clean=False))
def test_a_tree_without_changes_comes_back_as_the_same_object(document: Document) -> None:
    check_no_op(Nothing(), document)
    check_no_op(NodeTransformer(), document)


def test_a_parsed_tree_without_changes_comes_back_as_the_same_object() -> None:
    document = parse("Fares\na | b |\n---|---|\n1 | 2 |\nQuestion: Why?\nWind.\n- x\n- y")
    check_no_op(Nothing(), document)


def test_control_a_transformer_that_makes_equal_nodes_is_noticed() -> None:
    with pytest.raises(AssertionError):
        check_no_op(Again(), DOCUMENT)


def test_what_stands_beside_a_change_is_the_same_object() -> None:
    class Edit(NodeTransformer):
        def leave_Quote(self, node: Quote) -> Any:
            return Quote("Gale.")

    edited = Edit().transform(DOCUMENT)
    assert edited is not DOCUMENT
    assert edited.children[1] is DOCUMENT.children[1]
    (before,), (after,) = find_all(DOCUMENT, Faq), find_all(edited, Faq)
    assert after.items[0] is not before.items[0]
    assert after.items[1] is before.items[1]


def test_a_transformer_without_a_hook_for_text_reads_no_cells() -> None:
    class Edit(NodeTransformer):
        def leave_Paragraph(self, node: Paragraph) -> Any:
            return REMOVE

    counted = CountedRows()
    edited = Edit().transform(counted.document)
    assert len(edited.children) == 1
    assert counted.read == 0


# ------------------------------------------------------------- what a parent cannot be without


def without(*classes: type[Node]) -> Any:
    """Return a transformer that removes the nodes of ``classes`` whose text is "x"."""

    def leave(self: NodeTransformer, node: Node) -> Any:
        return REMOVE if plain_text(node) == "x" else node

    return type(
        "Remover", (NodeTransformer,), {f"leave_{cls.__name__}": leave for cls in classes}
    )()


REST = Paragraph("rest")


@pytest.mark.parametrize(
    ("cls", "before", "after"),
    [
        (Paragraph, FaqItem("x", "a"), ()),
        (Paragraph, Faq([FaqItem("x", "a")]), ()),
        (Paragraph, Faq([FaqItem("x", "a"), FaqItem("y", "b")]), Faq([FaqItem("y", "b")])),
        (Paragraph, Faq([FaqItem("y", ["x"])]), Faq([FaqItem("y")])),
        (Table, KeyPoints(Table.from_rows([["x"]])), ()),
        (List, KeyPoints(List(["x"])), ()),
        (Table, TableOfContents(Table.from_rows([["x"]])), ()),
        (ListItem, List(["x"]), ()),
        (ListItem, List(["x", "y"]), List(["y"])),
        (ListItem, TableOfContents(List(["x"])), ()),
        (TableRow, Table.from_rows([["x"]]), ()),
        (
            TableRow,
            Table.from_rows([["x"], ["y"], ["z"]], header_rows=2),
            Table.from_rows([["y"], ["z"]], header_rows=1),
        ),
        (TableCell, Table.from_rows([["x", "y"]]), Table.from_rows([["y"]])),
        (TableCell, Table.from_rows([["x"]]), Table([TableRow(())])),
        (Paragraph, List(["x"]), List([ListItem(())])),
        (Paragraph, Quote("x"), Quote(())),
        (Text, Paragraph("x"), Paragraph("")),
        (Heading, Section(Heading(2, "x")), ()),
    ],
)
def test_a_parent_goes_with_what_it_cannot_be_without(
    cls: type[Node], before: Any, after: Any
) -> None:
    if isinstance(before, FaqItem):
        before, after = Faq([before, FaqItem("y")]), Faq([FaqItem("y")])
    kept = () if after == () else (after,)
    assert without(cls).transform(Document([before, REST])) == Document([*kept, REST])


def test_a_section_without_its_heading_leaves_its_blocks_where_it_stood() -> None:
    before = Document([Section(Heading(2, "x"), ["a", Section(Heading(3, "y"), "b")]), REST])
    after = Document(["a", Section(Heading(3, "y"), "b"), REST])
    assert without(Heading).transform(before) == after


def test_contents_keep_their_ties_when_an_entry_goes() -> None:
    listing = List(["x", "1) Fares", "Boats"])
    entries = [TocEntry("x", "x"), TocEntry("1) Fares", "Fares"), TocEntry("Boats")]
    after = without(ListItem).transform(TableOfContents(listing, entries))
    assert after.entries == (TocEntry("1) Fares", "Fares"), TocEntry("Boats"))
    assert after.content == List(["1) Fares", "Boats"])


def test_a_node_that_cannot_stand_there_is_refused() -> None:
    class Misplace(NodeTransformer):
        def leave_Text(self, node: Text) -> Any:
            return ThematicBreak()

    with pytest.raises(ArgumentError, match="not ThematicBreak"):
        Misplace().transform(DOCUMENT)


# -------------------------------------------------------------------------------------- depth

DEPTH = 100_000


@pytest.fixture(scope="module")
def abyss() -> Document:
    """A tree of quotes in quotes, far deeper than Python's stack."""
    block: Quote | Paragraph = Paragraph([CodeSpan("deep"), LineBreak()])
    for _ in range(DEPTH):
        block = Quote((block,))
    return Document((block,))


def test_no_depth_overflows_walk_and_find_all(abyss: Document) -> None:
    assert sum(1 for _ in walk(abyss)) == DEPTH + 4
    assert sum(1 for _ in find_all(abyss, Quote)) == DEPTH
    assert plain_text(abyss) == "deep\n"


def test_no_depth_overflows_a_visitor(abyss: Document) -> None:
    class Deepest(NodeVisitor):
        depth = deepest = 0

        def visit_Quote(self, node: Quote) -> None:
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

        def leave_Quote(self, node: Quote) -> None:
            self.depth -= 1

    deepest = Deepest()
    deepest.visit(abyss)
    assert (deepest.deepest, deepest.depth) == (DEPTH, 0)


def test_no_depth_overflows_a_transformer(abyss: Document) -> None:
    class Edit(NodeTransformer):
        def leave_CodeSpan(self, node: CodeSpan) -> Any:
            return Text("shallow")

    check_no_op(Nothing(), abyss)
    assert plain_text(Edit().transform(abyss)) == "shallow\n"


@pytest.mark.parametrize(
    ("hook", "hint"),
    [("visit_Tabel", "did you mean 'Table'?"), ("visit_Recipe", "register_node makes the name of")],
)
def test_what_was_meant_by_a_hook_is_said(hook: str, hint: str) -> None:
    with pytest.raises(VisitorError) as raised:
        type("Misspelt", (NodeVisitor,), {hook: lambda self, node: None})
    assert hint in str(raised.value)
