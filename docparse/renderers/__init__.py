"""Tree → text: one module a format, and the table that lists them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, NewType, TypeAlias, overload

from docparse.errors import ArgumentError, ExtensionError, OptionError, RenderError, suggestion
from docparse.nodes import Node
from docparse.source.text import Dialect

if TYPE_CHECKING:
    from docparse.tree.furniture import Furniture

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

Format: TypeAlias = Literal["html", "csv", "json", "jsonld", "markdown", "text"]
"""The formats of docparse itself."""

FormatName = NewType("FormatName", str)
"""The name of a format that only a running program knows, or that another package adds.

It is for type checkers, to whom any other str is an error: ``render(document, FormatName("org"))``.
When a program runs, it is a str.
"""


@overload
def render(
    node: Node,
    format: Literal["html"],
    *,
    document: bool = False,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
    date: str | None = None,
    faq: Literal["headings", "details"] = "headings",
    furniture: Furniture | None = None,
    css: str | None = None,
    template: str | None = None,
) -> str: ...


@overload
def render(
    node: Node,
    format: Literal["csv"],
    *,
    table: int | None = None,
    formulas: Literal["keep", "escape"] = "keep",
) -> str: ...


@overload
def render(node: Node, format: Literal["json"], *, indent: int | None = None) -> str: ...


@overload
def render(
    node: Node,
    format: Literal["jsonld"],
    *,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
    date: str | None = None,
) -> str: ...


@overload
def render(node: Node, format: Literal["markdown"], *, furniture: Furniture = "keep") -> str: ...


@overload
def render(
    node: Node,
    format: Literal["text"],
    *,
    dialect: str | Dialect = "2.3",
    formatting: bool = False,
    furniture: Furniture = "keep",
) -> str: ...


@overload
def render(node: Node, format: FormatName, **options: Any) -> str: ...


def render(node: Node, format: str, **options: Any) -> str:
    """Return ``node``, with all below it, in ``format``.

    ``render(document, "html")`` is a fragment, ``render(document, "html", document=True)`` a page.
    The formats, and the options of each with what they are unless said:

    - ``"html"``: ``document=False`` (a page), ``title=None``, ``lang=None`` (guessed),
      ``url=None``, ``date=None``, ``faq="headings"`` or ``"details"``, ``furniture=None``,
      ``css=None``, ``template=None``
    - ``"csv"``: ``table=None`` (the number of one, from 1), ``formulas="keep"`` or ``"escape"``
    - ``"json"``: ``indent=None``
    - ``"jsonld"``: ``title=None``, ``lang=None``, ``url=None``, ``date=None``
    - ``"markdown"``: ``furniture="keep"``, ``"mark"`` or ``"drop"``
    - ``"text"``: ``dialect="2.3"``, ``formatting=False``, ``furniture="keep"``

    and the formats that installed packages add; ``docs/rendering.md`` and ``docs/extending.md`` say
    more.

    Raises ArgumentError if ``node`` is no node, OptionError for an unknown format or
    option, RenderError for a tree that the format cannot hold, and ExtensionError for a format of
    another package that cannot be loaded or gives no str.
    """
    if not isinstance(node, Node):
        raise ArgumentError(f"render writes a node, not {type(node).__name__}")
    if not isinstance(format, str):
        raise OptionError(f"unknown format {format!r}; there are {', '.join(FORMATS)}")
    write = _writer(format)
    if options:
        from docparse.installed import check_options

        check_options(write, options, f"the format {format!r}")
    try:
        written = write(node, **options)
    except RecursionError:
        raise RenderError(
            f"the tree nests too deep to be written as {format}: Python's recursion limit is met"
        ) from None
    if not isinstance(written, str):
        raise ExtensionError(f"the format {format!r} gave {type(written).__name__}, not a str")
    return written


@cache
def _writer(format: str) -> Callable[..., Any]:
    if format in FORMATS:
        write: Callable[..., Any] = import_module(FORMATS[format]).render
        return write
    from docparse.installed import FORMATS_GROUP, installed_names, load_installed

    found = load_installed(FORMATS_GROUP, format)
    if found is None:
        names = [*FORMATS, *installed_names(FORMATS_GROUP)]
        known = ", ".join(names)
        raise OptionError(
            f"unknown format {format!r}; there are {known}{suggestion(format, names)}"
        )
    if not callable(found):
        raise ExtensionError(f"the format {format!r} is no function, but {found!r}")
    function: Callable[..., Any] = found
    return function
