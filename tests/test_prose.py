"""A private name means one thing in the package, and docstrings are sentences."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.conftest import CHECKOUT

SOURCES = {
    path.relative_to(CHECKOUT).as_posix(): path.read_text("utf-8")
    for path in sorted((CHECKOUT / "docparse").rglob("*.py"))
}


def definitions(source: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a module defines at its top level, and the source of its value."""
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, ast.unparse(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, ast.unparse(node.value)


def ambiguous_names(sources: Mapping[str, str]) -> list[str]:
    """Return the private names that modules define with different values."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for source in sources.values():
        for name, value in definitions(source):
            if name.startswith("_") and not name.startswith("__"):
                meanings[name].add(value)
    return sorted(name for name, values in meanings.items() if len(values) > 1)


def test_a_private_name_means_one_thing() -> None:
    assert ambiguous_names(SOURCES) == []


def test_control_a_name_with_two_meanings_is_noticed() -> None:
    sources = {
        "rows.py": "_END = 'row'\n_SAME = 1\ndef _rows(): ...",
        "lines.py": "_END: str = 'line'\n_SAME: int = 1\ndef _rows(line): ...",
    }
    assert ambiguous_names(sources) == ["_END", "_rows"]


def is_overload(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether ``node`` is one of several signatures; the function behind them has the docstring."""
    return "overload" in map(ast.unparse, node.decorator_list)


def faults(source: str) -> list[str]:
    """Return the public functions and classes of a module whose docstring is no sentence.

    A sentence begins with a capital letter, or with code, and ends in a full stop. A method may do
    without a docstring, a function or a class may not.
    """
    found = []
    tree = ast.parse(source)
    methods = [part for node in tree.body if isinstance(node, ast.ClassDef) for part in node.body]
    for node in (*tree.body, *methods):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not (
            node.name.startswith("_") or is_overload(node)
        ):
            docstring = ast.get_docstring(node)
            first = (docstring or "").split("\n\n", maxsplit=1)[0]
            is_sentence = first[:1].isupper() or first.startswith(("`", "docparse"))
            if not (is_sentence and first.endswith((".", ":"))):
                found += [node.name] if docstring or node in tree.body else []
    return found


UNDOCUMENTED = ["as_blocks", "as_string", "as_optional_string"]
"""The converters of attrs fields, whose names say all."""


def test_docstrings_are_sentences() -> None:
    found = [name for source in SOURCES.values() for name in faults(source)]
    assert sorted(found) == sorted(UNDOCUMENTED)


def test_control_what_is_no_sentence_is_noticed() -> None:
    source = """
def rows(): "rows of a table"
def cells(): ...
@overload
def columns(): ...
class Row:
    "A row."
    def width(self): ...
    def end(self): "The end"
"""
    assert faults(source) == ["rows", "cells", "end"]
