"""Node classes of a user's own."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

import docparse
from docparse import (
    REMOVE,
    ArgumentError,
    Block,
    Document,
    Node,
    NodeTransformer,
    Paragraph,
    ReadError,
    RenderError,
    Text,
    find_all,
    from_json,
    plain_text,
    register_node,
    render,
    validate,
    walk,
)
from docparse.nodes import NODE_CLASSES


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
        (CAKE, "takes a class made from Node, not <Ingredients 'Cake"),
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
