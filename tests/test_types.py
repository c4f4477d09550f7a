"""Type checkers pass right calls and refuse wrong ones; the overloads are what the writers take."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from docparse import NodeVisitor
from docparse.nodes import NODE_CLASSES, OWN_CLASSES
from docparse.renderers import FORMATS
from tests.conftest import CHECKOUT

CALLS = CHECKOUT / "tests" / "cases" / "types" / "calls.py"
MARK = "  # wrong"


def lines_mypy_refuses(path: Path) -> set[int]:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    found = re.findall(rf"^(.*?{re.escape(path.name)}):(\d+): error", done.stdout, flags=re.M)
    return {int(line) for _, line in found}


def lines_pyright_refuses(path: Path) -> set[int]:
    options = ("--outputjson", "--pythonpath", sys.executable)
    done = subprocess.run(
        [sys.executable, "-m", "pyright", *options, str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == 1
    found = [each for each in report["generalDiagnostics"] if each["severity"] == "error"]
    return {each["range"]["start"]["line"] + 1 for each in found}


CHECKERS = [lines_mypy_refuses, lines_pyright_refuses]


@pytest.mark.parametrize("refused", CHECKERS)
def test_what_is_marked_as_wrong_is_an_error_and_nothing_else(
    refused: Callable[[Path], set[int]],
) -> None:
    lines = CALLS.read_text(encoding="utf-8").split("\n")
    wrong = {number for number, line in enumerate(lines, start=1) if line.endswith(MARK)}
    assert len(wrong) > 25
    assert refused(CALLS) == wrong


# ------------------------------------------------------------------- the overloads of render


def overloads(source: str) -> dict[str, str]:
    """Return the options of each format, as the overloads of ``render`` in ``source`` say."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == "render" and node.decorator_list:
            format = ast.unparse(node.args.args[1].annotation or node)
            options = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            said = (f"{arg.arg}={ast.literal_eval(default or arg)!r}" for arg, default in options)
            found[format] = ", ".join(said)
    return found


def taken(format: str) -> str:
    """Return the options of the function that writes ``format``."""
    _, *options = inspect.signature(import_module(FORMATS[format]).render).parameters.values()
    return ", ".join(f"{option.name}={option.default!r}" for option in options)


RENDER = (CHECKOUT / "docparse" / "renderers" / "__init__.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_the_overloads_name_the_options_of_the_format(format: str) -> None:
    assert overloads(RENDER)[f"Literal['{format}']"] == taken(format)


def test_control_an_option_too_few_is_noticed() -> None:
    fewer = RENDER.replace("    table: int | None = None,\n", "")
    assert overloads(fewer)["Literal['csv']"] != taken("csv")


# ------------------------------------------------------------------------------------ hooks

HOOKS = (CHECKOUT / "docparse" / "tree" / "hooks.py").read_text(encoding="utf-8")


def hooks_of(source: str) -> dict[str, list[str]]:
    """Return the hooks that each class of ``source`` declares for type checkers."""
    return {
        node.name: [
            f"{hook.name}({ast.unparse(hook.args.posonlyargs[1].annotation or hook)})"
            for hook in ast.walk(node)
            if isinstance(hook, ast.FunctionDef) and not hook.name.startswith("__")
        ]
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Hooks")
    }


def test_every_node_class_has_its_hooks() -> None:
    names = [cls.__name__ for cls in OWN_CLASSES]
    assert set(names) <= NODE_CLASSES.keys()
    assert hooks_of(HOOKS) == {
        "VisitHooks": [f"visit_{name}(nodes.{name})" for name in names],
        "LeaveHooks": [f"leave_{name}(nodes.{name})" for name in names],
    }


def test_help_names_every_node_class() -> None:
    said = set(re.findall(r"\w+", NodeVisitor.__doc__ or ""))
    assert {cls.__name__ for cls in OWN_CLASSES} <= said
