"""Which files a run reads."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from docparse.corpus.errors import InputError, RefusedError

KINDS: Final = {
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".jsonl.gz": "gzip",
    ".jsonl.zst": "zstd",
}
"""What a file is, by how its name ends."""


@attrs.frozen
class InputFile:
    """A file as it was named or found, and what tells whether it changed."""

    path: str
    kind: str
    size: int
    mtime_ns: int


def find_files(inputs: Sequence[str], output: str) -> list[InputFile]:
    """Return the files of ``inputs``: files, folders with all below them, and glob patterns.

    Each file is there once, in the order of the names. What lies under the folder ``output``
    is left out. Raises InputError if there is nothing to read, RefusedError for a file whose
    name does not say what it is and for an output folder that holds the input.
    """
    output = os.path.realpath(output)
    found: dict[str, str] = {}
    for name in inputs:
        if os.path.realpath(name) == output or _is_under(os.path.realpath(name), output):
            raise RefusedError(f"the output folder {output} holds the input {name}: name another")
        for path in sorted(_files_of(name)):
            real = os.path.realpath(path)
            if not _is_under(real, output):
                found.setdefault(real, path)
    if not found:
        raise InputError(f"no file to read in {', '.join(inputs)}: none is {', '.join(KINDS)}")
    return [_described(path) for path in found.values()]


def _is_under(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _files_of(name: str) -> Iterator[str]:
    paths = [name] if os.path.exists(name) else glob.glob(name, recursive=True)
    if not paths:
        raise InputError(f"cannot read {name}: there is no such file or folder")
    for path in paths:
        if not os.path.isdir(path):
            if kind_of(path) is None and path == name:
                raise RefusedError(f"{path} is none of {', '.join(KINDS)} by its name")
            yield from [path] if kind_of(path) else []
            continue
        for folder, _, names in os.walk(path, onerror=_refuse):
            yield from (os.path.join(folder, each) for each in names if kind_of(each))


def _refuse(error: OSError) -> None:
    raise InputError(f"cannot read {error.filename}: {error.strerror}")


def kind_of(path: str) -> str | None:
    """Return what the file ``path`` is by its name: a value of :data:`KINDS`, or None."""
    return next((kind for suffix, kind in KINDS.items() if path.lower().endswith(suffix)), None)


def _described(path: str) -> InputFile:
    try:
        status = os.stat(path)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    return InputFile(path, kind_of(path) or "", status.st_size, status.st_mtime_ns)
