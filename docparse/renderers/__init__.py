"""Tree → text: one module a format, and the table that lists them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, Final

from docparse.errors import ArgumentError, OptionError, RenderError
from docparse.nodes import Node

FORMATS: Final[dict[str, str]] = {
    "html": "docparse.renderers.html",
    "csv": "docparse.renderers.csv",
    "json": "docparse.renderers.json",
    "jsonld": "docparse.renderers.jsonld",
    "markdown": "docparse.renderers.markdown",
    "text": "docparse.renderers.text",
}
"""The module that writes each format; it is imported when the format is first asked for.

A module has ``render(node, *, …options) -> str``.
"""


def render(node: Node, format: str, **options: Any) -> str:
    """Return ``node``, with all below it, in ``format``: a key of :data:`FORMATS`.

    ``render(document, "html")`` is a fragment, ``render(document, "html", document=True)`` a page.
    ``options`` are those of the format; ``docs/rendering.md`` lists them.

    Raises ArgumentError if ``node`` is no node, OptionError for an unknown format or
    option, and RenderError for a tree that the format cannot hold.
    """
    if not isinstance(node, Node):
        raise ArgumentError(f"render writes a node, not {type(node).__name__}")
    if not isinstance(format, str) or format not in FORMATS:
        raise OptionError(f"unknown format {format!r}; there are {', '.join(FORMATS)}")
    write = _writer(format)
    if options:
        _check_names(options, format, write)
    try:
        return str(write(node, **options))
    except RecursionError:
        raise RenderError(
            f"the tree nests too deep to be written as {format}: Python's recursion limit is met"
        ) from None


@cache
def _writer(format: str) -> Callable[..., Any]:
    write: Callable[..., Any] = import_module(FORMATS[format]).render
    return write


def _check_names(options: Iterable[str], format: str, write: Callable[..., object]) -> None:
    _, *known = inspect.signature(write).parameters
    for name in options:
        if name not in known:
            takes = f"takes {', '.join(known)}" if known else "takes no options"
            raise OptionError(f"unknown option {name!r}; the format {format!r} {takes}")
