"""What a block is that is not the article's own text: ``role`` and ``role_confidence``."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest

import docparse
from docparse import (
    ArgumentError,
    Document,
    Heading,
    ListItem,
    NodeTransformer,
    Paragraph,
    Quote,
    ReadError,
    Table,
    from_json,
    render,
    validate,
)
from docparse.nodes import ROLES, RoleHolder

HOLDERS: list[Any] = [Paragraph("a"), ListItem("a"), Quote("a"), Table.from_rows([["a"]])]

each_holder = pytest.mark.parametrize("node", HOLDERS, ids=lambda node: type(node).__name__)


def marked(node: Any) -> Any:
    return attrs.evolve(node, role="byline", role_confidence=0.9)


@each_holder
def test_a_role_is_none_unless_said_and_no_part_of_equality(node: RoleHolder) -> None:
    assert (node.role, node.role_confidence) == (None, None)
    other = marked(node)
    assert (other.role, other.role_confidence) == ("byline", 0.9)
    assert other == node
    assert hash(other) == hash(node)
    assert "role" not in repr(node)
    assert repr(other).endswith(" role=byline>")


def test_control_other_fields_are_part_of_equality() -> None:
    assert attrs.evolve(HOLDERS[0], children="b") != HOLDERS[0]


@each_holder
def test_copies_keep_a_role(node: RoleHolder) -> None:
    node = marked(node)
    for made in (copy.copy(node), copy.deepcopy(node), pickle.loads(pickle.dumps(node))):
        assert (made.role, made.role_confidence) == ("byline", 0.9)


@each_holder
def test_json_keeps_a_role(node: RoleHolder) -> None:
    written = render(marked(node), "json")
    assert '"role":"byline","role_confidence":0.9' in written
    read = from_json(written)
    assert isinstance(read, RoleHolder)
    assert (read.role, read.role_confidence) == ("byline", 0.9)
    assert render(read, "json") == written
    assert "role" not in render(node, "json")


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("role", '"spam"', "root.role: expected one of furniture, byline"),
        ("role", "1", "root.role: expected one of"),
        ("role_confidence", "0", "root.role_confidence: expected a number above 0"),
        ("role_confidence", '"high"', "root.role_confidence: expected a number"),
    ],
)
def test_json_with_a_wrong_role_is_refused(key: str, value: str, says: str) -> None:
    written = render(Paragraph("a"), "json").replace('"text"', f'"{key}":{value},"text"')
    with pytest.raises(ReadError, match=says.replace(".", r"\.")):
        from_json(written)


def test_only_the_known_roles_can_be_given() -> None:
    assert [Paragraph("a", role=role).role for role in ROLES] == list(ROLES)
    with pytest.raises(ArgumentError, match=r"a role is one of furniture, .* not 'spam'"):
        Paragraph("a", role="spam")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Heading(2, "a", role="byline")  # type: ignore[call-arg]


def test_a_confidence_out_of_bounds_is_noticed() -> None:
    validate(Document([Paragraph("a", role="date", role_confidence=1.0)]))
    with pytest.raises(docparse.ValidationError, match="its role_confidence is 2"):
        validate(Document([Paragraph("a", role="date", role_confidence=2)]))


def test_a_transformer_keeps_the_roles_of_what_it_rebuilds() -> None:
    class Louder(NodeTransformer):
        def leave_Text(self, node: docparse.Text) -> docparse.Text:
            return docparse.Text(node.text.upper())

    changed = Louder().transform(Document([marked(node) for node in HOLDERS if node != HOLDERS[1]]))
    assert {getattr(child, "role", None) for child in changed.children} == {"byline"}
    assert docparse.plain_text(changed) == "A\nA\nA"


def test_a_parsed_paragraph_without_a_role_says_so() -> None:
    document = docparse.parse("The ferry is slow, and so it has been for years.\n- one\n- two\n")
    assert [node.role for node in docparse.find_all(document, RoleHolder)] == [None] * 5
    with pytest.raises(AttributeError, match="'ListItem' object has no attribute 'spam'"):
        getattr(HOLDERS[1], "spa" + "m")
