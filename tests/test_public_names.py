"""The public names: the list is pinned, and each is documented."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
import types

import pytest

import docparse
from docparse.nodes import OWN_CLASSES
from tests.conftest import CHECKOUT

READING = "parse explain parse_bytes tokenize detect_dialect from_markdown from_html from_json"
WALKING = (
    "walk walk_with_ancestors find_all plain_text outline chunks metadata dump validate line_column"
)
CHANGING = "NodeVisitor NodeTransformer REMOVE SKIP register_node transform"
WRITING = "render to_arrow"
NODES = " ".join(("Node Block Inline", *(cls.__name__ for cls in OWN_CLASSES)))
"""The JSON Schema, which is checked in, pins these."""

VALUES = (
    "Span NO_SPAN TocEntry Token TokenKind Dialect Diagnostic Chunk OutlineEntry __version__ "
    "Evidence ExplainedLine Explanation Metadata Role Format FormatName VisitResult Replacement"
)
ERRORS = (
    "DocparseError ArgumentError ExtensionError MissingExtraError OptionError ReadError "
    "RenderError ValidationError VisitorError"
)
SUBMODULES = {path.stem for path in (CHECKOUT / "docparse").iterdir()}
PUBLIC = " ".join((READING, WALKING, CHANGING, WRITING, NODES, VALUES, ERRORS)).split()


def test_the_public_names_are_these() -> None:
    assert sorted(docparse.__all__) == sorted(PUBLIC)


def test_every_public_name_is_there() -> None:
    assert [name for name in PUBLIC if not hasattr(docparse, name)] == []


def test_nothing_else_looks_public() -> None:
    others = vars(docparse).keys() - set(PUBLIC)
    imported = {name for name in others if not isinstance(vars(docparse)[name], types.ModuleType)}
    assert {name for name in imported if not name.startswith("_")} == set()


def test_dir_names_what_is_loaded_late_too() -> None:
    program = "import docparse; print(*dir(docparse))"
    listed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKOUT
    ).stdout.split()
    assert set(PUBLIC) <= set(listed)
    assert not {name for name in set(listed) - set(PUBLIC) if name[0] != "_"} - SUBMODULES


def test_a_star_import_gives_the_public_names() -> None:
    names: dict[str, object] = {}
    exec("from docparse import *", names)
    assert names.keys() - {"__builtins__"} == set(PUBLIC)


def undocumented(name: str, value: object) -> list[str]:
    """Return what of ``value``, a class or a function, has no docstring of its own."""
    found: list[str] = []
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        return found
    if not inspect.getdoc(value) or (inspect.isclass(value) and not vars(value).get("__doc__")):
        found.append(name)
    if inspect.isclass(value):
        for member, function in vars(value).items():
            is_public = not member.startswith("_")
            if is_public and inspect.isfunction(function) and not inspect.getdoc(function):
                found.append(f"{name}.{member}")
    return found


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_a_docstring(name: str) -> None:
    assert undocumented(name, getattr(docparse, name)) == []


def test_the_example_of_the_package_does_what_it_says() -> None:
    outcome = doctest.testmod(docparse)
    assert outcome.attempted >= 4
    assert outcome.failed == 0


def test_control_a_missing_docstring_is_noticed() -> None:
    class Bare:
        def method(self) -> None: ...

    assert undocumented("Bare", Bare) == ["Bare", "Bare.method"]


@pytest.mark.parametrize("name", [*READING.split(), *WALKING.split(), *WRITING.split()])
def test_every_function_is_annotated(name: str) -> None:
    signature = inspect.signature(getattr(docparse, name))
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty, parameter


@pytest.mark.parametrize("name", ERRORS.split())
def test_every_error_is_a_docparse_error(name: str) -> None:
    assert issubclass(getattr(docparse, name), docparse.DocparseError)


def test_the_version_is_one() -> None:
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+(\.dev[0-9]+)?", docparse.__version__)
