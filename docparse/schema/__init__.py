"""The JSON form of a tree, as a JSON Schema: ``document-1.json``, next to this file.

``python -m tests.schema`` writes that file from the node classes.
"""

from __future__ import annotations

from typing import Final

SCHEMA_VERSION: Final = "1"
"""What stands under ``schema_version``; another number means that old readers cannot read it."""


def schema_text() -> str:
    """Return the JSON Schema (2020-12) of what ``render(node, "json")`` writes."""
    from importlib.resources import files  # slow to load, and seldom wanted

    name = f"document-{SCHEMA_VERSION}.json"
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
