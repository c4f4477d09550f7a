"""Imports point one way, heavy libraries stay where they belong, and starting up is light.

Read from the source, imports inside functions included: those are lazy, not free.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

import pytest

from docparse.renderers import FORMATS
from tests.conftest import CHECKOUT

TEXT = {"words", "source"}
TREE = {*TEXT, "nodes", "tree"}
INFERENCE = {*TEXT, "nodes", "dialects", "inlines"}
WAYS = {*TREE, *INFERENCE, "blocks", "tables", "structure", "headings", "roles", "schema"}

MAY_IMPORT = {
    "words": set(),
    "source": {"words"},
    "schema": set(),
    "nodes": {"source"},
    "tree": {*TEXT, "nodes"},
    "dialects": TEXT,
    "inlines": {*TEXT, "nodes"},
    "blocks": INFERENCE,
    "tables": {*INFERENCE, "blocks"},
    "structure": INFERENCE,
    "headings": {*INFERENCE, "structure"},
    "roles": {*INFERENCE, "structure"},
    "renderers": {*TREE, "dialects", "inlines", "headings", "schema"},
    "readers": {*WAYS, "renderers"},
    "": {*WAYS, "readers", "renderers"},
    "columns": {*TREE, "readers", "renderers"},
    "arrow": {"columns"},
    "corpus": {"", *TREE, "columns"},
    "ray": {"arrow", "columns", "corpus"},
    "adapters": {*TREE, "readers"},
    "inspection": {*TREE, "dialects", "readers", "renderers"},
    "commands": {
        "",
        *TREE,
        "columns",
        "ray",
        "dialects",
        "readers",
        "renderers",
        "corpus",
        "inspection",
    },
    "cli": {"commands", "corpus"},
    "__main__": {"cli"},
}
"""The folders, and the modules at the top, with what each may import besides itself, errors and
installed."""

MODULES_MAY_IMPORT = {"docparse.tree.chunk_tables": {"renderers"}}
"""What single modules may import besides: tables in pieces are written as the formats have it."""

MARKDOWN_RULES = "gfm_tables heads markup parser reading references writers".split()
"""The modules that read what markdown-it-py holds of a text."""

OWNERS = {
    "bs4": {"docparse.readers.html"},
    "markdown_it": {
        "docparse.inlines.links",
        *(f"docparse.readers.markdown.{name}" for name in MARKDOWN_RULES),
    },
    "cattrs": {"docparse.readers.json"},
    "wcwidth": {"docparse.tree.chunk_sizes"},
    "argparse": {"docparse.commands.options", "docparse.commands.parser"},
    "pyarrow": {
        "docparse.arrow",
        "docparse.nodes.table",
        "docparse.renderers.arrow_table",
    },  # for the types
    "multiprocessing": {"docparse.corpus.processes"},
    "ray": {"docparse.ray"},
    "datatrove": {"docparse.adapters.datatrove"},
    "langchain_core": {"docparse.adapters.langchain"},
    "langchain_text_splitters": {"docparse.adapters.langchain"},
    "llama_index": {"docparse.adapters.llamaindex"},
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


def folder(module: str) -> str:
    """Return the folder that ``module``, of this package, is in; of one at the top, its name."""
    return (module + ".").split(".")[1]


# ---------------------------------------------------------------------------------- checks


def check_folders(graph: Graph) -> None:
    for module, imported in graph.items():
        here = folder(module)
        allowed = {here, "errors", "installed"} if here != "errors" else {here}
        allowed |= MAY_IMPORT.get(here, set()) | MODULES_MAY_IMPORT.get(module, set())
        for name in imported & SOURCES.keys():
            assert folder(name) in allowed, f"{module} imports {name}"


def check_cycles(graph: Graph) -> None:
    """No module imports itself by way of others."""
    inside = {module: imported & SOURCES.keys() - {module} for module, imported in graph.items()}
    TopologicalSorter(inside).prepare()


def check_formats(graph: Graph) -> None:
    """No format is written with another's help."""
    for module, imported in graph.items():
        for format, writer in FORMATS.items():
            if (module + ".").startswith(writer + "."):
                others = {other for name, other in FORMATS.items() if name != format}
                assert not imported & others, f"{module}: {imported}"


def check_owners(graph: Graph) -> None:
    for module, imported in graph.items():
        for name in imported:
            library = name.split(".", maxsplit=1)[0]
            if library in OWNERS:
                assert module in OWNERS[library], f"{module} imports {name}"


CHECKS = [check_folders, check_cycles, check_formats, check_owners]


@pytest.mark.parametrize("check", CHECKS)
def test_the_imports_of_the_package(check: Callable[[Graph], None]) -> None:
    check(GRAPH)


@pytest.mark.parametrize(
    ("check", "module", "imported"),
    [
        (check_folders, "docparse.nodes.base", "docparse.tree.visitor"),
        (check_folders, "docparse.blocks.quote", "docparse.readers.text"),
        (check_folders, "docparse.structure.faq", "docparse.headings.decide"),
        (check_folders, "docparse.readers.text", "docparse"),
        (check_folders, "docparse.renderers.csv", "docparse.cli"),
        (check_folders, "docparse.renderers.text", "docparse.readers.text"),
        (check_folders, "docparse.errors", "docparse.nodes"),
        (check_folders, "docparse", "docparse.adapters.cutting"),
        (check_folders, "docparse.commands.chunks", "docparse.adapters.langchain"),
        (check_cycles, "docparse.source.text", "docparse.source.lines"),
        (check_cycles, "docparse.blocks.reader", "docparse.blocks.quote"),
        (check_formats, "docparse.renderers.html.fragment", "docparse.renderers.csv"),
        (check_owners, "docparse.nodes.base", "bs4"),
        (check_owners, "docparse.tables.table", "markdown_it.token"),
        (check_owners, "docparse.adapters.cutting", "langchain_core.documents"),
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
    assert printers(SOURCES) == {"docparse.commands.console"}


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
    "pkgutil",
    "pyarrow",
    "hypothesis",
)


def loaded_by(statement: str, modules: Sequence[str] = HEAVY) -> list[str]:
    """Return which of ``modules`` a fresh Python has loaded after ``statement``."""
    program = f"{statement}\nimport sys\nprint(*[n for n in {modules!r} if n in sys.modules])"
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


def test_the_door_of_the_program_is_light() -> None:
    """What is loaded before ``main`` runs, Ctrl-C ends with a traceback."""
    modules = ("docparse.nodes", "docparse.columns", "argparse", "docparse.commands.line")
    assert loaded_by("import docparse.cli", modules) == ["docparse.nodes", "argparse"]


def test_a_command_loads_no_other_one() -> None:
    modules = (
        "docparse.commands.completions",
        "docparse.commands.corpus",
        "docparse.commands.html",
        "docparse.corpus.records",
        "docparse.inspection",
    )
    written = "import io, sys; sys.stdout = io.TextIOWrapper(io.BytesIO())"
    program = f"{written}; from docparse import cli; cli.main(['completions', 'bash'])"
    assert loaded_by(f"{program}; sys.stdout = sys.__stdout__", modules) == [modules[0]]


def test_control_a_heavy_import_is_noticed() -> None:
    assert loaded_by("import docparse, bs4") == ["bs4", "html.parser"]


def test_the_folders_import_one_way() -> None:
    TopologicalSorter(MAY_IMPORT).prepare()


def test_nothing_but_doors_stands_at_the_top() -> None:
    top = {path.name for path in (CHECKOUT / "docparse").glob("*.py")}
    doors = {"__init__.py", "__main__.py", "arrow.py", "cli.py", "ray.py"}
    assert top == {*doors, "errors.py", "installed.py"}


COUNTING = """
import attrs, inspect, json, sys, threading
names = []
sys.addaudithook(lambda event, args: names.append(str(args[1])) if event == "compile" else None)
import docparse
by_attrs = {name.split()[-1] for name in names if name.startswith("<attrs")}
print(len(by_attrs) + names.count("<string>"))
"""


def test_import_compiles_code_for_few_classes() -> None:
    """attrs and NamedTuple write code for each class: a quarter of the time of an import.

    A class of the inside whose objects nobody compares or unpacks does with ``__init__``.
    """
    done = subprocess.run(
        [sys.executable, "-c", COUNTING], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert 20 < int(done.stdout) <= 60
