"""The output folder: its lock, its files, and the record of what is done.

    shards/         the data, a file for each part
    errors.jsonl    the failures, a line for each record or file
    manifest.jsonl  the options; then the parts that are done, a line for each
    .docparse/      the lock, the failures by part, unfinished files

The next run reads the manifest again. Its last line may be torn and does not count then. A shard
that is not in it was written by a run that was killed before it could record it, and is removed.
A line without a state of its file is of a part that the next run has to look at: its shard was
being replaced, or some of its texts could not be read.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Final

import attrs

import docparse
from docparse.corpus.errors import CorpusError, RefusedError
from docparse.corpus.options import Options
from docparse.corpus.parts import SHARD_NAME, Part
from docparse.corpus.shards import Counts, Shard, json_line
from docparse.corpus.worker import Job

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


VERSION: Final = 3
"""The version of the output folder's layout."""


class Output:
    """The folder that a run writes to, locked from entering the context to leaving it.

    Raises CorpusError if it is in use or cannot be written, RefusedError if its content was made
    with other options or by another version, is damaged, or belongs to another program.
    """

    def __init__(self, options: Options, *, overwrite: bool = False) -> None:
        self._options = options
        self._overwrite = overwrite
        self._lock: int | None = None
        self._header: dict[str, Any] = {}
        self._done: dict[str, dict[str, Any]] = {}
        self._unfinished = self._path(".docparse", "unfinished", os.urandom(8).hex())

    def _path(self, *names: str) -> str:
        return os.path.join(self._options.output, *names)

    @property
    def errors_path(self) -> str:
        return self._path("errors.jsonl")

    def __enter__(self) -> Output:
        try:
            with self._writing():
                self._folder(".docparse")
                self._take_lock()
                self._open()
        except BaseException:
            self._unlock()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        with suppress(OSError):
            shutil.rmtree(self._path(".docparse", "unfinished"))
        self._unlock()

    def _take_lock(self) -> None:
        """Lock the output; the system releases the lock when the process ends, however it ends."""
        path = self._file(".docparse", "lock")
        self._lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(self._lock)
        except OSError:
            raise CorpusError(
                f"another run is writing to {self._options.output}: wait until it has ended"
            ) from None

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Raise CorpusError for an OSError, which means that the output cannot be written."""
        try:
            yield
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            raise self._unwritable(f"{error.strerror or error}{where}") from None

    def _unwritable(self, reason: str) -> CorpusError:
        return CorpusError(f"cannot write to {self._options.output}: {reason}")

    def _folder(self, *names: str) -> str:
        """Return the path of a folder of the output, which is created if it is missing."""
        path = self._path(*names)
        try:
            os.makedirs(path, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            while not os.path.lexists(path):
                path = os.path.dirname(path)
            raise self._unwritable(
                f"{path} is not a folder; move it away, or name another output folder"
            ) from None
        return path

    def _file(self, *names: str) -> str:
        """Return the path of a file of the output, which may be missing but is nothing else."""
        path = self._path(*names)
        if os.path.lexists(path) and not os.path.isfile(path):
            raise self._unwritable(
                f"{path} is not a file; move it away, or name another output folder"
            )
        return path

    def _open(self) -> None:
        """Create the folders, read the manifest of an earlier run, and write it anew."""
        for names in (("shards",), (".docparse", "errors"), (".docparse", "unfinished")):
            self._folder(*names)
        self._file("errors.jsonl")
        manifest = self._file("manifest.jsonl")
        version = {"manifest_version": VERSION, "docparse": docparse.__version__}
        header = version | self._options.recorded()
        lines: list[dict[str, Any]] = []
        if not os.path.lexists(manifest):
            self._check_unlisted()
        if self._overwrite:
            self._clear()
        elif os.path.lexists(manifest):
            found, lines = self._read_manifest(manifest)
            self._check_header(found, header)
        self._done = {line["shard"]: line for line in lines}
        shutil.rmtree(self._path(".docparse", "unfinished"), ignore_errors=True)
        os.makedirs(self._unfinished)
        self._write_manifest(header, lines)
        self._header = header

    def _check_unlisted(self) -> None:
        """Refuse files among the shards if no manifest says which run they belong to."""
        names = self._shard_names()
        foreign = [name for name in names if not SHARD_NAME.fullmatch(name)]
        if foreign:
            raise RefusedError(
                f"{self._path('shards')} holds files of another program, such as {foreign[0]}: "
                "move them away, or name another output folder"
            )
        if names and not self._overwrite:
            raise RefusedError(
                f"{self._path('manifest.jsonl')} is missing, so that nobody knows what the shards "
                "were made from: --overwrite starts anew"
            )

    def _check_header(self, found: Mapping[str, Any], header: Mapping[str, Any]) -> None:
        differing = [name for name in {**header, **found} if found.get(name) != header.get(name)]
        if differing:
            was = ", ".join(_as_option(name, found.get(name)) for name in differing)
            raise RefusedError(
                f"{self._options.output} was begun with {was}: "
                "say the same again, or --overwrite to start anew"
            )

    def _shard_names(self) -> list[str]:
        return sorted(os.listdir(self._path("shards")))

    def _clear(self) -> None:
        """Remove the files of earlier runs, and nothing else."""
        for name in ("manifest.jsonl", "errors.jsonl"):
            with suppress(FileNotFoundError):
                os.unlink(self._path(name))
        self._remove_unlisted()

    def _remove_unlisted(self) -> None:
        """Remove the shards that are not known to be done, and the lists of their failures."""
        lists = os.listdir(self._path(".docparse", "errors"))
        listed = [name.removesuffix(".jsonl") for name in lists]
        for name in [*self._shard_names(), *listed]:
            if SHARD_NAME.fullmatch(name) and name not in self._done:
                self._remove(name)

    @property
    def foreign(self) -> list[str]:
        """The paths of the files among the shards that are no shards."""
        with self._writing():
            names = self._shard_names()
        return [self._path("shards", name) for name in names if name not in self._done]

    # ---------------------------------------------------------------------------- manifest

    def _read_manifest(self, path: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return the manifest's header and entries. Raises RefusedError if it is damaged."""
        with open(path, "rb") as file:
            whole = file.read().split(b"\n")[:-1]
        values = [_loaded(line) for line in whole] or [None]
        for number, value in enumerate(values, 1):
            if not (isinstance(value, dict) if number == 1 else _is_entry(value)):
                raise RefusedError(f"line {number} of {path} is damaged: --overwrite starts anew")
            if number == 1 and value.setdefault("manifest_version", 1) != VERSION:
                return value, []  # its lines may be of another shape
        return values[0], values[1:]

    def _write_manifest(
        self, header: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]
    ) -> None:
        self._write_whole("manifest.jsonl", map(json_line, [header, *lines]))

    def _write_whole(self, name: str, pieces: Iterable[bytes]) -> None:
        """Make ``pieces`` the content of the file ``name``, which appears whole or not at all."""
        temporary = os.path.join(self._unfinished, f"{name}.tmp")
        with open(temporary, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self._path(name))

    def jobs(self, parts: Sequence[Part], files: Collection[str]) -> tuple[list[Job], Counts]:
        """Return the jobs that are left of ``parts``, and the counts of those that are done.

        ``files`` are the names of all files of the input, including those that cannot be read. The
        shards of the latter, and shards not known to be done, are removed. Raises RefusedError if
        there are shards of files that are no longer in the input, CorpusError if something
        cannot be removed.
        """
        gone = sorted({line["file"] for line in self._done.values()}.difference(files))
        if gone:
            raise RefusedError(
                f"{self._options.output} holds shards of {gone[0]}, which is not in the input: "
                "name the same input again, or --overwrite to start anew"
            )
        planned = {part.shard for part in parts}
        left, counts = [], Counts()
        with self._writing():
            for shard in [shard for shard in self._done if shard not in planned]:
                self._forget(shard)  # its file is shorter than it was, or cannot be read
            for part in parts:
                line = self._done.get(part.shard)
                if line is not None and not self._is_there(line):
                    del self._done[part.shard]
                    line = None
                if line is not None and _is_same(line, part):
                    counts.add(Counts(**line["counts"]))
                    continue
                paths = (self._temporary(part, ""), self._temporary(part, ".errors"))
                left.append(Job(part, paths, known=line["digest"] if line else None))
            self._remove_unlisted()
        return left, counts

    def _temporary(self, part: Part, suffix: str) -> str:
        return os.path.abspath(os.path.join(self._unfinished, f"{part.shard}{suffix}.tmp"))

    def _is_there(self, line: Mapping[str, Any]) -> bool:
        """Whether the shard of ``line`` and the list of its failures are there."""
        try:
            size = os.path.getsize(self._shard(line["shard"]))
            with open(self._failures(line["shard"]), "rb") as failures:
                listed = sum(1 for _ in failures)
        except FileNotFoundError:
            return False
        return bool(size == line["size"] and listed == line["counts"]["failed"])

    def _forget(self, shard: str) -> None:
        del self._done[shard]
        self._remove(shard)

    def _remove(self, shard: str) -> None:
        for path in (self._shard(shard), self._failures(shard)):
            with suppress(FileNotFoundError):
                os.unlink(path)

    def _shard(self, shard: str) -> str:
        return self._file("shards", shard)

    def _failures(self, shard: str) -> str:
        return self._file(".docparse", "errors", f"{shard}.jsonl")

    # ------------------------------------------------------------------------------ writing

    def publish(self, job: Job, digest: str, shard: Shard | None) -> Counts:
        """Give the files of a job their final names, record that it is done, and return its counts.

        Without ``shard``, the existing one is valid. Raises CorpusError.
        """
        part = job.part
        with self._writing():
            before = self._done.get(part.shard, {})
            if shard is None:
                line = {**before, **_state(part)}
                if not before["file_state"]:  # what could not be read still cannot
                    line["file_state"] = {}
            else:
                if before:  # or, after a kill, the new shard could pass for the old one
                    self._append({**before, **_UNSETTLED})
                os.replace(job.paths[1], self._failures(part.shard))
                os.replace(job.paths[0], self._shard(part.shard))
                counts = attrs.asdict(shard.counts)
                line = {"shard": part.shard, "file": part.file.name, **_state(part)}
                line |= {"digest": digest, "size": shard.size, "counts": counts}
                if not shard.is_settled:
                    line["file_state"] = {}
            self._append(line)
        self._done[part.shard] = line
        return Counts(**line["counts"])

    def _append(self, line: Mapping[str, Any]) -> None:
        with open(self._path("manifest.jsonl"), "ab") as manifest:
            manifest.write(json_line(line))
            manifest.flush()
            os.fsync(manifest.fileno())

    def drop(self, job: Job) -> None:
        """Remove the shard of a job that failed: it is from an earlier state of the file."""
        if job.part.shard in self._done:
            with self._writing():
                self._forget(job.part.shard)

    def finish(self, parts: Sequence[Part], problems: Mapping[str, str]) -> None:
        """Write errors.jsonl, and the manifest in the order of ``parts``; both appear whole.

        ``problems`` are the reasons why files, by name, were not read to the end.
        """
        done = [part for part in parts if part.shard in self._done]
        with self._writing():
            self._write_whole("errors.jsonl", self._all_failures(done, problems))
            self._write_manifest(self._header, [self._done[part.shard] for part in done])

    def _all_failures(self, done: Iterable[Part], problems: Mapping[str, str]) -> Iterator[bytes]:
        for name, problem in problems.items():
            yield json_line({"file": name, "error": problem})
        for part in done:
            with open(self._failures(part.shard), "rb") as failures:
                yield from failures


def _as_option(name: str, value: Any) -> str:
    """Return a value of a manifest's header as it was said: ``"--emit sections,tables"``."""
    if name in ("emit", "keep") and isinstance(value, list):
        return f"--{name} {','.join(map(str, value))}" if value else f"no --{name}"
    if name in ("options", "option_columns") and isinstance(value, dict):
        end = "-column" if name == "option_columns" else ""
        told = [f"--{each.replace('_', '-')}{end} {value[each]}" for each in value]
        return " ".join(told) or ("no other options" if name == "options" else "no such columns")
    if name in ("text_column", "id_column", "format"):
        return f"--{name.replace('_', '-')} {value}"
    return "--keep-all" if (name, value) == ("keep", "all") else f"{name} {value!r}"


def _state(part: Part) -> dict[str, Any]:
    return {"start": part.start, "end": part.end, "file_state": attrs.asdict(part.file.state)}


def _is_same(line: Mapping[str, Any], part: Part) -> bool:
    return all(line[key] == value for key, value in _state(part).items())


_UNSETTLED: Final[Mapping[str, Any]] = {"file_state": {}, "digest": ""}
"""What no file has: the next run does a part anew whose line in the manifest says this."""


def _loaded(line: bytes) -> Any:
    """Return the value of a line of JSON; None if it is not JSON."""
    with suppress(ValueError, RecursionError):
        return json.loads(line)
    return None


_ENTRY_TYPES: Final = {
    "shard": str,
    "file": str,
    "start": int,
    "end": int,
    "file_state": dict,
    "digest": str,
    "size": int,
    "counts": dict,
}
"""The fields of a line of the manifest, for a part that is done, and their types."""


def _is_entry(value: object) -> bool:
    return (
        isinstance(value, dict)
        and {name: type(each) for name, each in value.items()} == _ENTRY_TYPES
        and SHARD_NAME.fullmatch(value["shard"]) is not None
        and value["counts"].keys() == attrs.asdict(Counts()).keys()
        and all(type(number) is int for number in value["counts"].values())
    )
