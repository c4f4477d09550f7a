"""What nodes offer and folders built on them do: imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

DONE_IN: Final[dict[str, str]] = {
    "to_arrow": "docparse.renderers.arrow_table",
    "to_pandas": "docparse.renderers.arrow_table",
    "to_polars": "docparse.renderers.arrow_table",
    "notebook_html": "docparse.renderers.notebook",
}
"""The functions that methods of nodes call, and the module of each."""


def late(name: str) -> Callable[[Any], Any]:
    """Return the function ``name`` of :data:`DONE_IN`, which takes a node."""
    function: Callable[[Any], Any] = getattr(import_module(DONE_IN[name]), name)
    return function
