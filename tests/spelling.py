"""A tree as the Python that makes it: exact where ``repr`` is a line."""

from __future__ import annotations

from typing import Final

import attrs

from docparse import Node

_SELDOM: Final = frozenset(("span", "role", "role_confidence"))
"""The fields that are left out where nothing is said."""


def spelled(value: object) -> str:
    """Return a node, or a tuple of them, as the calls that make it, spans and all."""
    if isinstance(value, tuple) and type(value) is tuple:
        inside = ", ".join(map(spelled, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if not isinstance(value, Node):
        return repr(value)
    fields = [(f, getattr(value, f.alias)) for f in attrs.fields(type(value)) if f.repr]
    said = [(f, part) for f, part in fields if not (f.name in _SELDOM and part == f.default)]
    return f"{type(value).__name__}({', '.join(f'{f.alias}={spelled(part)}' for f, part in said)})"
