"""Records that arrive on standard input, kept in a file for as long as the run takes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Final

import attrs

from docparse.corpus.errors import CorpusError, InputError
from docparse.corpus.files import kind_of_content
from docparse.corpus.inputs import InputFile, described

STANDARD_INPUT: Final = "-"
"""The name of an input that is read from standard input."""

_SPOOL_PREFIX: Final = "stdin-"


@contextmanager
def spooled(
    inputs: Sequence[str], output: str, stream: IO[bytes] | None
) -> Iterator[list[InputFile]]:
    """Write standard input to a file in ``output`` if it is among ``inputs``; remove that on exit.

    Workers read it several times, and each reads another part of it. Raises InputError if there is
    nothing to read, CorpusError if it cannot be written.
    """
    if STANDARD_INPUT not in inputs:
        yield []
        return
    if stream is None:
        raise InputError("cannot read standard input: it is closed")
    folder = os.path.join(output, ".docparse")
    path = os.path.join(folder, f"{_SPOOL_PREFIX}{os.urandom(8).hex()}.jsonl")
    try:
        try:
            os.makedirs(folder, exist_ok=True)
            with open(path, "xb") as file:
                shutil.copyfileobj(stream, file)
        except OSError as error:
            raise CorpusError(f"cannot write to {output}: {error.strerror or error}") from None
        file_there = described(path)
        with open(path, "rb") as file:
            kind = kind_of_content(file.read(4)) or "jsonl"
        problem = "nothing arrived" if file_there.problem else None
        yield [attrs.evolve(file_there, kind=kind, label="<stdin>", problem=problem)]
    finally:
        with suppress(OSError):
            os.unlink(path)


def remove_left_behind(output: str, arrived: Sequence[InputFile]) -> None:
    """Remove what runs that were killed have kept of standard input in ``output``.

    ``arrived`` is that of this run, which holds the lock of the folder.
    """
    folder = os.path.join(output, ".docparse")
    own = {file.path for file in arrived}
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.startswith(_SPOOL_PREFIX) and path not in own:
            with suppress(OSError):
                os.unlink(path)
