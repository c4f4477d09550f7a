"""Trees as JSON, and the schema of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jsonschema import Draft202012Validator

from docparse import Node, render, walk
from docparse.schema import schema_text

SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)


def write(node: Node) -> str:
    return render(node, "json")


def root(node: Node) -> Any:
    """Return what ``node`` is written as, without the object around it."""
    return json.loads(write(node))["root"]


def in_file(root: object) -> str:
    """Return a whole file with ``root`` as its tree."""
    return json.dumps({"schema_version": "1", "heading_weights": "1", "root": root})


def comes_back(node: Node, write: Callable[[Node], str], read: Callable[[str], Node]) -> None:
    """Reading gives an equal tree, with all that equality leaves out, and the same JSON again."""
    written = write(node)
    again = read(written)
    assert again == node
    for kept, original in zip(walk(again), walk(node), strict=True):
        assert everything(kept) == everything(original)
    assert write(again) == written


def everything(node: Node) -> list[object]:
    names = ("span", "confidence", "evidence", "level_confidence", "dialect", "diagnostics")
    return [getattr(node, name, None) for name in names]
