"""``render``: the formats there are, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from docparse import (
    REMOVE,
    ArgumentError,
    Block,
    Document,
    FormatName,
    Heading,
    Inline,
    Node,
    NodeTransformer,
    OptionError,
    Paragraph,
    Quote,
    RenderError,
    Section,
    Table,
    TableCell,
    Text,
    find_all,
    from_json,
    plain_text,
    render,
)
from docparse.nodes import NODE_CLASSES
from docparse.renderers import FORMATS
from tests.conftest import CHECKOUT
from tests.strategies import EVERY_CLASS

FERRY = Document(
    [
        Heading(1, "The ferry"),
        Section(Heading(2, "Fares"), [Table.from_rows([["Zone", "Fare"], ["A", "3"]], 1)]),
    ]
)


def test_the_formats_in_their_order() -> None:
    assert list(FORMATS) == ["html", "csv", "json", "jsonld", "markdown", "text"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_what_is_in_the_table(format: str) -> None:
    written = render(FERRY, FormatName(format))
    assert "Zone" in written
    assert "3" in written


WAYS_TO_WRITE: list[tuple[str, dict[str, Any]]] = [
    ("html", {}),
    ("html", {"document": True, "faq": "details"}),
    ("csv", {"table": 1}),
    ("jsonld", {}),
    ("markdown", {}),
    ("text", {}),
    ("text", {"formatting": True}),
]


def made_anew(document: Document, cls: type[Node], own: type[Node]) -> Document:
    """Return ``document`` with each node of ``cls`` made anew as an ``own``."""

    def leave(transformer: NodeTransformer, node: Any) -> Node:
        return own(**node.__reduce__()[1][1])

    changes = type("Changes", (NodeTransformer,), {f"leave_{cls.__name__}": leave})
    changed: Document = changes().transform(document)
    assert any(type(node) is own for node in find_all(changed, cls))
    return changed


@pytest.mark.parametrize("cls", NODE_CLASSES.values())
def test_a_class_of_the_users_own_is_written_as_the_one_it_is_made_from(cls: type[Node]) -> None:
    own = type(f"My{cls.__name__}", (cls,), {"__slots__": ()})
    document, changed = (made_anew(EVERY_CLASS, cls, made) for made in (cls, own))
    assert plain_text(changed) == plain_text(document)
    for name, options in WAYS_TO_WRITE:
        format = FormatName(name)
        assert render(changed, format, **options) == render(document, format, **options), format
    with pytest.raises(RenderError, match=f"JSON has no form for the class My{cls.__name__}"):
        render(changed, "json")


# ------------------------------------------------------ classes that nobody wrote a line for


@attrs.frozen
class Aside(Block):
    """A block that holds blocks."""

    children: tuple[Block, ...]


@attrs.frozen
class Verse(Block):
    """A block that holds a text of its own."""

    HOLDS = ("lines",)

    lines: str


@attrs.frozen
class Small(Inline):
    """An inline node that holds inline nodes."""

    children: tuple[Inline, ...]


@attrs.frozen
class Key(Inline):
    """An inline node that holds a text of its own."""

    HOLDS = ("name",)

    name: str


@attrs.frozen
class Part(Node):
    """A part of a block, with text in two fields."""

    HOLDS = ("amount", "name")
    SEPARATOR = " "

    amount: str
    name: str


@attrs.frozen
class Recipe(Block):
    """A block that holds parts and a paragraph."""

    HOLDS = ("parts", "advice")

    parts: tuple[Part, ...]
    advice: Paragraph


UNHEARD_OF = (Aside, Verse, Small, Key, Part, Recipe)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The classes above, registered for one test."""
    for cls in UNHEARD_OF:
        monkeypatch.setitem(NODE_CLASSES, cls.__name__, cls)


SMALL_PRINT = Paragraph(["Press ", Small((Text("the key "), Key("F1"))), "."])
UNHEARD = Document(
    [
        Aside((SMALL_PRINT, Verse("A ferry"))),
        Recipe((Part("two", "eggs"),), Paragraph("Whisk.")),
        Aside((Table.from_rows([["Zone", TableCell(Small((Key("A"),)))]]),)),
    ]
)
HEARD_OF = Document(
    [
        Paragraph("Press the key F1."),
        Paragraph("A ferry"),
        Paragraph("two eggs"),
        Paragraph("Whisk."),
        Table.from_rows([["Zone", "A"]]),
    ]
)
"""The same in classes that each writer has a line for."""


def shows_what_is_held(format: str, write: Callable[..., str]) -> None:
    """A class that ``format`` has no line for is written as what it holds."""
    written = write(UNHEARD, format)
    if format == "json":  # the format that keeps the classes
        assert from_json(written) == UNHEARD
        assert '"type":"Recipe","parts":[{"type":"Part","amount":"two","name":"eggs"}]' in written
    else:
        assert written == render(HEARD_OF, FormatName(format))


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("format", FORMATS)
def test_a_class_that_nobody_wrote_a_line_for_shows_what_it_holds(format: str) -> None:
    shows_what_is_held(format, render)


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("format", FORMATS)
def test_control_a_writer_that_leaves_something_out_is_noticed(format: str) -> None:
    class Forgetful(NodeTransformer):
        def leave_Small(self, node: Small) -> Any:
            return REMOVE

    with pytest.raises(AssertionError):
        shows_what_is_held(format, lambda node, format: render(Forgetful().transform(node), format))


@pytest.mark.parametrize("node", [Verse("A ferry"), Part("a", "ferry"), Key("a"), Small(())])
@pytest.mark.parametrize("format", ["html", "jsonld", "markdown", "text"])
def test_such_a_node_can_be_written_by_itself(node: Node, format: str) -> None:
    assert plain_text(node) in render(node, FormatName(format))


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_text_of_such_a_class_is_escaped_as_any_other(format: str) -> None:
    document = Document([Verse("*a* <b>"), Paragraph([Key("*a* <b>")])])
    known = Document(["*a* <b>", "*a* <b>"])
    assert render(document, FormatName(format)) == render(known, FormatName(format))


@pytest.mark.parametrize("format", ["pdf", "HTML", "", None, 3])
def test_an_unknown_format(format: Any) -> None:
    with pytest.raises(OptionError) as raised:
        render(FERRY, format)
    message = f"unknown format {format!r}; there are html, csv, json, jsonld, markdown, text"
    assert str(raised.value) == message


def test_a_misspelt_format_is_told_with_what_was_meant() -> None:
    with pytest.raises(OptionError, match=r"there are html, .*, text; did you mean 'html'\?$"):
        render(FERRY, FormatName("htlm"))


def test_an_unknown_option() -> None:
    with pytest.raises(OptionError) as raised:
        render(FERRY, "csv", formula="keep")  # type: ignore[call-overload]
    message = "unknown option 'formula'; the format 'csv' takes table, formulas"
    assert str(raised.value) == message


@pytest.mark.parametrize("format", FORMATS)
def test_an_option_that_no_format_has(format: str) -> None:
    with pytest.raises(OptionError, match="unknown option 'colour'; the format"):
        render(FERRY, FormatName(format), colour="red")


@pytest.mark.parametrize("node", ["text", None, [FERRY], Document])
def test_only_nodes_are_written(node: Any) -> None:
    with pytest.raises(ArgumentError, match="render writes a node, not"):
        render(node, "html")


@pytest.mark.parametrize("format", ["html", "json", "markdown", "text"])
def test_a_tree_that_nests_too_deep(format: str) -> None:
    node: Any = Quote(["the bottom"])
    for _ in range(5000):
        node = Quote([node])
    with pytest.raises(RenderError, match=f"nests too deep to be written as {format}"):
        render(Document([node]), FormatName(format))


def test_a_leaf_can_be_written() -> None:
    assert '"text":"a"' in render(Text("a"), "json")


def loaded_after(statement: str) -> set[str]:
    program = f"{statement}; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    return set(done.stdout.split()) & set(FORMATS.values())


def test_a_format_is_loaded_when_it_is_asked_for() -> None:
    assert loaded_after("import docparse") == set()
    statement = "import docparse; docparse.render(docparse.Document(), 'html')"
    assert loaded_after(statement) == {"docparse.renderers.html"}
