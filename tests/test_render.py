"""``render``: the formats there are, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from docparse import (
    ArgumentError,
    Document,
    Heading,
    LineBreak,
    Node,
    NodeTransformer,
    OptionError,
    Paragraph,
    Quote,
    RenderError,
    Section,
    Table,
    Text,
    ThematicBreak,
    find_all,
    plain_text,
    render,
)
from docparse.nodes import NODE_CLASSES
from docparse.renderers import FORMATS
from tests.attack.places import everywhere
from tests.conftest import CHECKOUT

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
    written = render(FERRY, format)
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
    rest = [Paragraph(["a", LineBreak(), "b"]), ThematicBreak()]
    tree = Document([*everywhere("The ferry").children, *rest])
    document, changed = (made_anew(tree, cls, made) for made in (cls, own))
    assert plain_text(changed) == plain_text(document)
    for format, options in WAYS_TO_WRITE:
        assert render(changed, format, **options) == render(document, format, **options), format
    with pytest.raises(RenderError, match=f"JSON has no form for the class My{cls.__name__}"):
        render(changed, "json")


@pytest.mark.parametrize("format", ["pdf", "HTML", "", None, 3])
def test_an_unknown_format(format: Any) -> None:
    with pytest.raises(OptionError) as raised:
        render(FERRY, format)
    message = f"unknown format {format!r}; there are html, csv, json, jsonld, markdown, text"
    assert str(raised.value) == message


def test_an_unknown_option() -> None:
    with pytest.raises(OptionError) as raised:
        render(FERRY, "csv", formula="keep")
    message = "unknown option 'formula'; the format 'csv' takes table, formulas"
    assert str(raised.value) == message


@pytest.mark.parametrize("format", FORMATS)
def test_an_option_that_no_format_has(format: str) -> None:
    with pytest.raises(OptionError, match="unknown option 'colour'; the format"):
        render(FERRY, format, colour="red")


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
        render(Document([node]), format)


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
