"""What other packages add by entry points: formats, dialects and transforms.

They are looked for when a name is asked for that docparse itself does not have, never before: to
import docparse and to parse costs nothing, and what a text becomes does not depend on what else is
installed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, Final

from docparse.errors import ExtensionError, OptionError

FORMATS_GROUP: Final = "docparse.formats"
"""Functions ``render(node, *, …options) -> str`` by the name of their format."""

DIALECTS_GROUP: Final = "docparse.dialects"
"""Subclasses of :class:`docparse.dialects.profile.Profile` by their name."""

TRANSFORMS_GROUP: Final = "docparse.transforms"
"""Subclasses of NodeTransformer, or functions from node to node, by the transform's name."""


def installed_names(group: str) -> list[str]:
    """Return the names in the entry points ``group`` of all packages, in order."""
    from importlib.metadata import entry_points

    return sorted({point.name for point in entry_points(group=group)})


def load_installed(group: str, name: str) -> Any:
    """Return what a package has under ``name`` in the entry points ``group``; None if none has.

    Raises ExtensionError if two packages have it, or if it cannot be imported.
    """
    if (group, name) in _LOADED:
        return _LOADED[group, name]
    from importlib.metadata import entry_points

    points = set(entry_points(group=group, name=name))
    if not points:
        return None
    kind = group.rpartition(".")[2].removesuffix("s")
    if len(points) > 1:
        values = " and ".join(sorted(point.value for point in points))
        raise ExtensionError(f"the {kind} {name!r} is there twice: {values}; uninstall one of them")
    (point,) = points
    try:
        found = _LOADED[group, name] = point.load()
    except Exception as error:
        raise ExtensionError(
            f"the {kind} {name!r} cannot be loaded from {point.value}: "
            f"{type(error).__name__}: {error}"
        ) from error
    return found


_LOADED: Final[dict[tuple[str, str], Any]] = {}


def check_options(function: Callable[..., object], options: Iterable[str], whose: str) -> None:
    """Raise OptionError for a name in ``options`` that ``function`` has no keyword for.

    Its first parameter is the node.
    """
    parameters = list(inspect.signature(function).parameters.values())[1:]
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return
    known = [parameter.name for parameter in parameters]
    for name in options:
        if name not in known:
            takes = f"takes {', '.join(known)}" if known else "takes no options"
            raise OptionError(f"unknown option {name!r}; {whose} {takes}")
