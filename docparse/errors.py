"""The errors docparse raises. Each says what was wrong, where, and what to do."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any


class DocparseError(Exception):
    """Base class of every error that docparse raises on purpose."""


class ArgumentError(DocparseError, TypeError):
    """A function or a node was given an argument of the wrong type."""


class ExtensionError(DocparseError, ImportError):
    """What another package adds to docparse and that cannot be used; the message names it."""


class MissingExtraError(DocparseError, ImportError):
    """A function that needs a library which is not installed; the message names the extra."""


class OptionError(DocparseError, ValueError):
    """An option has a value that docparse does not know."""


class ReadError(DocparseError, ValueError):
    """Input that ``from_json`` cannot read; the message says where and why."""


class RenderError(DocparseError, ValueError):
    """A node that cannot be written in the format asked for."""


class ValidationError(DocparseError, ValueError):
    """A tree that breaks the rules of the node classes; the message starts with the path."""


class VisitorError(DocparseError, TypeError):
    """A visitor or transformer whose hooks are misspelt or return the wrong thing."""


DISTRIBUTION = "docparse-tree"
"""The name to install docparse by; ``docparse`` is another project's on the package index."""


def required(library: str, extra: str) -> Any:
    """Return the module ``library``. Raises MissingExtraError, which names the extra to install."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        message = f"this needs {library} ({error}): pip install '{DISTRIBUTION}[{extra}]'"
        raise MissingExtraError(message) from None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return what to add to a message on ``word``: ``"; did you mean 'html'?"``, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


class WeightsError(DocparseError, ValueError):
    """Learned figures in the package that were learned for other code than this."""
