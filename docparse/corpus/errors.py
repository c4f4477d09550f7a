"""Why a run over a corpus ends before its end."""

from __future__ import annotations

from collections.abc import Mapping

from docparse.errors import DocparseError, OptionError
from docparse.nodes.base import counted


class CorpusError(DocparseError):
    """The output cannot be written, or is in use; what is done so far is kept."""


class InputError(DocparseError):
    """There is nothing to read, or nothing of it can be read."""


class RefusedError(OptionError):
    """The options do not fit the input, or the output that is there."""


def none_read(problems: Mapping[str, str]) -> str:
    """Return what to say if nothing can be read: ``"cannot read a: it is empty, nor 2 others"``.

    ``problems`` says why, by the name of each input.
    """
    name, problem = next(iter(problems.items()))
    more = f", nor {counted(len(problems) - 1, 'other')}" if len(problems) > 1 else ""
    return f"cannot read {name}: {problem}{more}"
