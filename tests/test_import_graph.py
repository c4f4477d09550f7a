"""Imports point one way, heavy libraries stay where they belong, and starting up is light.

Read from the source, imports inside functions included: those are lazy, not free.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter

import pytest

from docparse.renderers import FORMATS
from tests.conftest import CHECKOUT

LAYERS = (
    ("errors", "source", "vocabulary", "schema", "urls", "characters", "collector", "extras"),
    ("encoding", "html_scripts"),
    ("nodes",),
    ("visitor",),
    ("validation", "views", "chunking"),
    ("tokenizer", "block_texts"),
    ("shares",),
    ("extractors", "fences"),
    ("dialects", "wrapping"),
    ("inlines",),
    ("blocks", "headings"),
    ("transforms",),
    ("parser", "markdown_reader", "json_reader"),
    ("renderers",),
    ("html_markup", "html_table", "html_pairs", "html_article", "html_page", "html_reader"),
    ("arrow_table", "arrow"),
    ("",),  # the package itself, which gathers the public names
    ("atomic_file",),
    ("corpus", "ray"),
    ("cli",),
    ("__main__",),
)
"""The parts of the package along the data flow; none imports from a layer below its own."""

OWNERS = {
    "bs4": {"docparse.html_reader"},
    "markdown_it": {"docparse.inlines.links", "docparse.markdown_reader"},
    "cattrs": {"docparse.json_reader"},
    "wcwidth": {"docparse.chunking"},
    "argparse": {"docparse.cli", "docparse.corpus.command"},
    "pyarrow": {"docparse.arrow", "docparse.arrow_table"},  # for the types; see extras.required
    "multiprocessing": {"docparse.corpus.pool"},
    "ray": {"docparse.ray"},
}
"""The only modules that may import each library."""

Graph = Mapping[str, set[str]]


def imports_of(source: str) -> set[str]:
    """Return the modules that ``source`` imports; of a name from a module, that module."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports of this package are absolute"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = names & SOURCES.keys()
            found |= modules
            if len(modules) < len(names):
                found.add(node.module or "")
    return found


def sources() -> dict[str, str]:
    """Return the source of every module of the package by the module's name."""
    found = {}
    for path in (CHECKOUT / "docparse").rglob("*.py"):
        parts = path.relative_to(CHECKOUT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


SOURCES = sources()
GRAPH: Graph = {name: imports_of(source) for name, source in SOURCES.items()}


def layer(module: str) -> int:
    """Return the number of the layer that ``module``, of this package, is in."""
    part = (module + ".").split(".")[1]
    (number,) = [number for number, parts in enumerate(LAYERS) if part in parts]
    return number


# ---------------------------------------------------------------------------------- checks


def check_layers(graph: Graph) -> None:
    for module, imported in graph.items():
        for name in imported & SOURCES.keys():
            assert layer(name) <= layer(module), f"{module} imports {name}, which comes after it"


def check_cycles(graph: Graph) -> None:
    """No module imports itself by way of others."""
    inside = {module: imported & SOURCES.keys() - {module} for module, imported in graph.items()}
    TopologicalSorter(inside).prepare()


def check_renderers(graph: Graph) -> None:
    """No format is written with another's help, and none reads anything."""
    formats = set(FORMATS.values())
    readers = {f"docparse.{name}" for layer in LAYERS[11:13] for name in layer}
    for module, imported in graph.items():
        if module.startswith("docparse.renderers."):
            assert not imported & (formats | readers) - {module}, f"{module}: {imported}"


def check_owners(graph: Graph) -> None:
    for module, imported in graph.items():
        for name in imported:
            library = name.split(".", maxsplit=1)[0]
            if library in OWNERS:
                assert module in OWNERS[library], f"{module} imports {name}"


CHECKS = [check_layers, check_cycles, check_renderers, check_owners]


@pytest.mark.parametrize("check", CHECKS)
def test_the_imports_of_the_package(check: Callable[[Graph], None]) -> None:
    check(GRAPH)


@pytest.mark.parametrize(
    ("check", "module", "imported"),
    [
        (check_layers, "docparse.nodes.base", "docparse.visitor"),
        (check_layers, "docparse.blocks.table", "docparse.parser"),
        (check_layers, "docparse.parser", "docparse"),
        (check_layers, "docparse.renderers.csv", "docparse.cli"),
        (check_cycles, "docparse.source", "docparse.nodes.base"),
        (check_cycles, "docparse.blocks.reader", "docparse.blocks"),
        (check_renderers, "docparse.renderers.html", "docparse.renderers.csv"),
        (check_renderers, "docparse.renderers.text", "docparse.parser"),
        (check_owners, "docparse.nodes.base", "bs4"),
        (check_owners, "docparse.blocks.table", "markdown_it.token"),
    ],
)
def test_control_an_import_too_many_is_noticed(
    check: Callable[[Graph], None], module: str, imported: str
) -> None:
    assert module in GRAPH
    with pytest.raises((AssertionError, CycleError)):
        check({**GRAPH, module: GRAPH[module] | {imported}})


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("import a.b, c", {"a.b", "c"}),
        ("def f():\n    from docparse.nodes import Node", {"docparse.nodes"}),
        ("from docparse import nodes, parse", {"docparse.nodes", "docparse"}),
        ("from docparse.renderers import csv as c", {"docparse.renderers.csv"}),
        ("try:\n    import a\nfinally:\n    pass", {"a"}),
    ],
)
def test_all_kinds_of_imports_are_seen(source: str, imported: set[str]) -> None:
    assert imports_of(source) == imported


# -------------------------------------------------------------------------- who may print


def printers(modules: Mapping[str, str]) -> set[str]:
    """Return the modules that name ``print``, standard output or the like."""
    found = set()
    for module, source in modules.items():
        for node in ast.walk(ast.parse(source)):
            named = node.id if isinstance(node, ast.Name) else ""
            attribute = node.attr if isinstance(node, ast.Attribute) else ""
            if named in ("print", "input") or attribute in ("stdout", "stderr", "warn", "warning"):
                found.add(module)
    return found


def test_only_the_command_line_prints() -> None:
    assert printers(SOURCES) == {"docparse.cli"}


def test_control_a_module_that_prints_is_noticed() -> None:
    assert printers({"a": "print(1)", "b": "import sys\nsys.stderr.write('')"}) == {"a", "b"}


# ------------------------------------------------------------------------------ starting up

HEAVY = (
    "bs4",
    "markdown_it",
    "cattrs",
    "wcwidth",
    "argparse",
    "html.parser",
    "pyarrow",
    "hypothesis",
)


def loaded_by(statement: str) -> list[str]:
    """Return which heavy modules a fresh Python has loaded after ``statement``."""
    program = f"{statement}\nimport sys\nprint(*[n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_import_and_parse_load_no_heavy_library() -> None:
    assert loaded_by("import docparse") == []
    program = "import docparse; docparse.render(docparse.parse('a | b |\\nQ: c?\\nd'), 'html')"
    assert loaded_by(program) == []
    assert loaded_by("import docparse; docparse.parse('*a* [b](c) &amp;', inline=True)") == []


def test_control_a_heavy_import_is_noticed() -> None:
    assert loaded_by("import docparse, bs4") == ["bs4", "html.parser"]
