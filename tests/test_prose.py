"""A private name means one thing in the package, and what is public is told in sentences."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.conftest import CHECKOUT

SOURCES = {
    str(path.relative_to(CHECKOUT)): path.read_text("utf-8")
    for path in sorted((CHECKOUT / "docparse").rglob("*.py"))
}


def definitions(source: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a module defines at its top, and the source of what it is."""
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, ast.unparse(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, ast.unparse(node.value)


def ambiguous_names(sources: Mapping[str, str]) -> list[str]:
    """Return the private names that two modules define, each as something else."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for source in sources.values():
        for name, meaning in definitions(source):
            if name.startswith("_") and not name.startswith("__"):
                meanings[name].add(meaning)
    return sorted(name for name, found in meanings.items() if len(found) > 1)


def test_a_private_name_means_one_thing() -> None:
    assert ambiguous_names(SOURCES) == []


def test_control_a_name_with_two_meanings_is_noticed() -> None:
    sources = {
        "rows.py": "_END = 'row'\n_SAME = 1\ndef _rows(): ...",
        "lines.py": "_END: str = 'line'\n_SAME: int = 1\ndef _rows(line): ...",
    }
    assert ambiguous_names(sources) == ["_END", "_rows"]


def public_docstrings(source: str) -> Iterator[tuple[str, str]]:
    """Yield each public class, function and method of a module, and its docstring, "" if none."""
    pending: list[tuple[str, ast.AST]] = [("", ast.parse(source))]
    while pending:
        within, parent = pending.pop()
        for node in ast.iter_child_nodes(parent):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                yield within + node.name, ast.get_docstring(node) or ""
                if isinstance(node, ast.ClassDef):
                    pending.append((f"{within}{node.name}.", node))


def is_told_in_sentences(docstring: str) -> bool:
    """Whether the first paragraph begins with a capital letter or code, and ends in a full stop."""
    first = docstring.split("\n\n", maxsplit=1)[0]
    return (first[:1].isupper() or first.startswith(("`", "docparse"))) and first.endswith(
        (".", ":")
    )


def test_public_docstrings_are_sentences() -> None:
    told = [
        (path, name)
        for path, source in SOURCES.items()
        for name, docstring in public_docstrings(source)
        if docstring and not is_told_in_sentences(docstring)
    ]
    assert told == []


def test_control_a_docstring_that_is_no_sentence_is_noticed() -> None:
    source = 'def rows(): "rows of a table"\nclass Row: "A row."\nclass Cell: "A cell"'
    found = [name for name, text in public_docstrings(source) if not is_told_in_sentences(text)]
    assert found == ["rows", "Cell"]
