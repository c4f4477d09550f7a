"""Which files a run reads."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

import attrs

from docparse.corpus.errors import InputError, RefusedError
from docparse.corpus.files import damage, status_of

_LINES: Final = (".jsonl", ".ndjson", ".json")

KINDS: Final = {
    ".parquet": "parquet",
    **dict.fromkeys(_LINES, "jsonl"),
    **{f"{suffix}.gz": "gzip" for suffix in _LINES},
    **{f"{suffix}.zst": "zstd" for suffix in _LINES},
}
"""The kind of a file, by the end of its name: Parquet, or JSON lines, plain or compressed."""


@attrs.frozen
class FileState:
    """The system's status of a file. As long as it is the same, the content is the same."""

    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    inode: int = 0


@attrs.frozen
class InputFile:
    """A file as it was named or found; ``problem`` is why it cannot be read, None if it can."""

    path: str
    kind: str
    state: FileState
    problem: str | None = None

    @property
    def name(self) -> str:
        """The path as it is recorded: in UTF-8, whatever bytes it consists of."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    @property
    def size(self) -> int:
        return self.state.size


def find_files(inputs: Sequence[str], output: str) -> list[InputFile]:
    """Return the files that ``inputs`` name: files, folders with all below them, glob patterns.

    Each file is there once, in the order of the names; so is a folder that cannot be listed.
    Its path is without ``.`` and doubled slashes; ``..`` stays, as the name before it may be a
    link. Files under the folder ``output`` are left out. Raises InputError if there is nothing to
    read, RefusedError for a file whose name does not show its kind and for an output folder that
    holds the input.
    """
    output = os.path.realpath(output)
    found: dict[str, str] = {}
    for name in inputs:
        if os.path.realpath(name) == output or _is_under(os.path.realpath(name), output):
            raise RefusedError(f"the output folder {output} holds the input {name}: name another")
        for path in sorted(_files_of(name)):
            real = os.path.realpath(path)
            if not _is_under(real, output):
                found.setdefault(real, str(PurePath(path)))
    if not found:
        raise InputError(f"no file to read in {', '.join(inputs)}: none is {', '.join(KINDS)}")
    return list(map(described, found.values()))


def _is_under(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _files_of(name: str) -> Iterator[str]:
    """Yield the files that one input names, and the folders that cannot be listed."""
    paths = [name] if os.path.lexists(name) else glob.glob(name, recursive=True)
    if not paths:
        raise InputError(f"cannot read {name}: there is no such file or folder")
    for path in paths:
        if not os.path.isdir(path):
            if kind_of(path) is None and path == name:
                raise RefusedError(f"{path} is none of {', '.join(KINDS)} by its name")
            yield from [path] if kind_of(path) else []
            continue
        unlisted: list[OSError] = []
        for folder, names in _folders_of(path, unlisted.append):
            yield from (os.path.join(folder, each) for each in names if kind_of(each))
        yield from (error.filename for error in unlisted)


def _folders_of(top: str, on_error: Callable[[OSError], None]) -> Iterator[tuple[str, list[str]]]:
    """Yield ``top`` and the folders below it, each once, with the names of its files.

    Links to folders are followed, except those to ``top`` and to the folders it lies in. A folder
    that is below ``top`` without a link has its own name, whatever links lead to it.
    """
    real_top = os.path.realpath(top)
    seen: set[str] = set()
    starts = [top]
    for start in starts:
        for folder, below, names in os.walk(start, onerror=on_error):
            real = os.path.realpath(folder)
            if real in seen or _is_under(real_top, real):
                below.clear()
                continue
            seen.add(real)
            yield folder, names
            below.sort()
            starts += filter(os.path.islink, (os.path.join(folder, each) for each in below))


def kind_of(path: str) -> str | None:
    """Return the kind of the file ``path`` by its name: a value of :data:`KINDS`, or None."""
    return next((kind for suffix, kind in KINDS.items() if path.lower().endswith(suffix)), None)


def described(path: str) -> InputFile:
    """Return the file ``path`` as it is now."""
    kind = kind_of(path) or ""
    try:
        if os.path.isdir(path):
            os.scandir(path).close()
        status = status_of(path)
    except (OSError, InputError) as error:
        return InputFile(path, kind, FileState(), damage(error))
    state = FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return InputFile(path, kind, state, None if state.size else "the file is empty")
