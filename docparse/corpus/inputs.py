"""Which files a run reads."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

import attrs

from docparse.corpus.errors import InputError, RefusedError
from docparse.corpus.files import damage, status_of
from docparse.corpus.remote import addresses_of, is_address, state_at

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


class TextFile(NamedTuple):
    """A file that is one text: its name, from the folder on that was named, and its size."""

    name: str
    size: int


@attrs.frozen
class InputFile:
    """A file as it was named or found; ``problem`` is why it cannot be read, None if it can.

    ``label`` is what is recorded instead of the path. A folder of kind ``"texts"`` stands for its
    files that are a text each.
    """

    path: str
    kind: str
    state: FileState
    problem: str | None = None
    label: str | None = None
    texts: tuple[TextFile, ...] = ()

    @property
    def name(self) -> str:
        """The path as it is recorded: in UTF-8, whatever bytes it consists of."""
        return os.fsencode(self.label or self.path).decode("utf-8", "backslashreplace")

    @property
    def size(self) -> int:
        return self.state.size


def find_files(inputs: Sequence[str], output: str) -> list[InputFile]:
    """Return the files that ``inputs`` name: files, folders with all below them, glob patterns.

    Each file is there once, in the order of the names; so is a folder that cannot be listed.
    Below a folder, names that begin with a dot and what other runs wrote are left out.
    Its path is without ``.`` and doubled slashes; ``..`` stays, as the name before it may be a
    link. Files under the folder ``output`` are left out, and so are ``.txt`` files in a folder that
    holds files of records. Raises InputError if there is nothing to read, RefusedError for a file
    whose name does not show its kind and for an output folder that holds the input.
    """
    output = os.path.realpath(output)
    records: dict[str, str] = {}
    texts: dict[str, tuple[str, str]] = {}
    for name in inputs:
        here = not is_address(name)
        real = os.path.realpath(name) if here else name
        if real == output or _is_under(real, output):
            raise RefusedError(f"the output folder {output} holds the input {name}: name another")
        for folder, paths in _listed(name, output):
            for path in paths:
                real = os.path.realpath(path) if here else path
                shown = str(PurePath(path)) if here else path
                if here and _is_under(real, output):
                    continue
                if is_text_file(path):
                    texts.setdefault(real, (str(PurePath(folder)) if here else folder, shown))
                else:
                    records.setdefault(real, shown)
    by_folder: dict[str, list[str]] = {}
    for folder, path in texts.values():
        by_folder.setdefault(folder, []).append(path)
    folders = [_text_folder(folder, paths) for folder, paths in by_folder.items()]
    files = [*map(described, records.values()), *folders]
    if not files:
        raise InputError(f"no file to read in {', '.join(inputs)}: none is {_ENDINGS}")
    return files


_ENDINGS: Final = ", ".join((*KINDS, ".txt"))


def _is_under(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _listed(name: str, output: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each folder of one input, with the files, and folders that cannot be listed, in it.

    What an earlier run wrote to the folder ``output`` in it does not make it a folder of records.
    """
    if is_address(name):
        folder, paths, is_file = addresses_of(name)
        _check_kind(name, is_alone=is_file)
        yield folder, _wanted(paths)
        return
    paths = [name] if os.path.lexists(name) else sorted(glob.glob(name, recursive=True))
    if not paths:
        raise InputError(f"cannot read {name}: there is no such file or folder")
    for path in paths:
        if not os.path.isdir(path):
            _check_kind(path, is_alone=path == name)
            yield os.path.dirname(path) or ".", _wanted([path])
            continue
        unlisted: list[OSError] = []
        files = [
            os.path.join(folder, each)
            for folder, names in _folders_of(path, unlisted.append)
            if not _is_under(os.path.join(os.path.realpath(folder), ""), output)
            for each in names
        ]
        yield path, sorted([*_wanted(files), *(error.filename for error in unlisted)])


def _check_kind(path: str, is_alone: bool) -> None:
    if is_alone and not kind_of(path) and not is_text_file(path):
        raise RefusedError(f"{path} is none of {_ENDINGS} by its name")


def _wanted(paths: Sequence[str]) -> list[str]:
    """Return which of the files in a folder are read: those of records, else those of texts."""
    return list(filter(kind_of, paths)) or list(filter(is_text_file, paths))


def _text_folder(folder: str, paths: Sequence[str]) -> InputFile:
    """Return ``folder`` as what stands for the files ``paths`` below it."""
    digest = hashlib.sha256()
    texts = []
    size = newest = 0
    for path in sorted(paths):
        file = described(path)
        name = path if folder == "." else path[len(folder) :].lstrip("/" + os.sep)
        name = name.replace(os.sep, "/")
        texts.append(TextFile(name, file.size))
        size += file.size
        newest = max(newest, file.state.mtime_ns)
        digest.update(repr((os.fsencode(name), attrs.astuple(file.state))).encode())
    state = FileState(size, newest, 0, int(digest.hexdigest()[:13], 16))
    return InputFile(folder, "texts", state, texts=tuple(texts))


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
            if folder != top and _is_output(folder):
                below.clear()
                continue
            seen.add(real)
            yield folder, [name for name in names if not name.startswith(".")]
            below[:] = sorted(name for name in below if not name.startswith("."))
            starts += filter(os.path.islink, (os.path.join(folder, each) for each in below))


def _is_output(folder: str) -> bool:
    """Whether a run over a corpus wrote to ``folder``."""
    return all(
        os.path.lexists(os.path.join(folder, *names))
        for names in (["manifest.jsonl"], [".docparse", "lock"])
    )


def kind_of(path: str) -> str | None:
    """Return the kind of the file ``path`` by its name: a value of :data:`KINDS`, or None."""
    return next((kind for suffix, kind in KINDS.items() if path.lower().endswith(suffix)), None)


def is_text_file(path: str) -> bool:
    """Whether the file ``path`` is one text, by its name."""
    return path.lower().endswith(".txt")


def described(path: str) -> InputFile:
    """Return the file ``path``, which may be an address, as it is now."""
    kind = kind_of(path) or ""
    try:
        if is_address(path):
            size, number = state_at(path)
            state = FileState(size, inode=number)
        else:
            if os.path.isdir(path):
                os.scandir(path).close()
            status = status_of(path)
            state = FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    except (OSError, InputError) as error:
        return InputFile(path, kind, FileState(), damage(error))
    return InputFile(path, kind, state, None if state.size else "the file is empty")


def is_unchanged(file: InputFile) -> bool:
    """Whether the system says the same of ``file`` as when it was found.

    Of a folder of texts it is not asked.
    """
    return file.kind != "texts" and described(file.path).state == file.state
