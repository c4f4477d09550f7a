"""Why a run over a corpus ends before its end."""

from __future__ import annotations

from docparse.errors import DocparseError, OptionError


class CorpusError(DocparseError):
    """The output cannot be written, or is in use; what is done so far is kept."""


class InputError(DocparseError):
    """There is nothing to read, or nothing of it can be read."""


class RefusedError(OptionError):
    """The options do not fit the input, or the output that is there."""
