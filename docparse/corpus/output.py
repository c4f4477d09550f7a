"""The output folder: who may write to it, what is done, and under which name things lie.

    shards/         the data, a file a part
    errors.jsonl    what failed, a line a record or file
    manifest.jsonl  the options; then, a line a part, what is done
    .docparse/      the lock, the failures by part, what is not finished

The manifest is read again by the next run. Its last line may be torn: it is then not counted.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Final

import attrs

import docparse
from docparse.atomic_file import write_atomically
from docparse.corpus.errors import CorpusError, RefusedError
from docparse.corpus.parts import Options, Part
from docparse.corpus.pool import Job
from docparse.corpus.shards import Counts, Shard, written_path

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


FORMAT: Final = 1
"""The version of what the output folder holds."""


class Output:
    """The folder that a run writes to, locked from entering the context to leaving it.

    Raises CorpusError if it is in use or cannot be written, RefusedError if what it holds was
    made with other options or by another version.
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
            os.makedirs(self._path(".docparse"), exist_ok=True)
            self._take_lock()
            self._open()
        except OSError as error:
            self._unlock()
            raise CorpusError(_cannot_write(self._options.output, error)) from None
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
        """Lock the output; the system ends the lock when the process ends, however it does."""
        path = self._path(".docparse", "lock")
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

    def _open(self) -> None:
        header = {"format": FORMAT, "docparse": docparse.__version__} | self._options.recorded()
        found, lines = self._read_manifest()
        if found is None and self._has_shards():
            raise RefusedError(f"{self._path('shards')} holds files of another program")
        if found is not None and self._overwrite:
            self._clear()
            found, lines = None, []
        if found is not None and found != header:
            differing = [name for name in header if found.get(name) != header[name]]
            was = ", ".join(f"{name} {found.get(name)!r}" for name in differing)
            raise RefusedError(
                f"{self._options.output} was begun with {was}: "
                "say the same again, or --overwrite to start anew"
            )
        self._done = {line["shard"]: line for line in lines}
        for folder in ("shards", os.path.join(".docparse", "errors")):
            os.makedirs(self._path(folder), exist_ok=True)
        shutil.rmtree(self._path(".docparse", "unfinished"), ignore_errors=True)
        os.makedirs(self._unfinished)
        self._write_manifest(header, lines)
        self._header = header

    def _has_shards(self) -> bool:
        with suppress(FileNotFoundError):
            return bool(os.listdir(self._path("shards")))
        return False

    def _clear(self) -> None:
        for name in ("manifest.jsonl", "errors.jsonl"):
            with suppress(FileNotFoundError):
                os.unlink(self._path(name))
        for folder in ("shards", os.path.join(".docparse", "errors")):
            shutil.rmtree(self._path(folder), ignore_errors=True)

    # ---------------------------------------------------------------------------- manifest

    def _read_manifest(self) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
        try:
            with open(self._path("manifest.jsonl"), "rb") as file:
                whole = file.read().split(b"\n")[:-1]
            header, *lines = map(json.loads, whole)
        except FileNotFoundError:
            return None, []
        except ValueError:
            raise RefusedError(
                f"{self._path('manifest.jsonl')} is damaged: --overwrite starts anew"
            ) from None
        return header, lines

    def _write_manifest(
        self, header: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]
    ) -> None:
        text = "".join(map(_json_line, [header, *lines]))
        write_atomically(self._path("manifest.jsonl"), text.encode())

    def jobs(self, parts: Sequence[Part]) -> tuple[list[Job], Counts]:
        """Return what is left to do of ``parts``, and the counts of what is done.

        Raises RefusedError if there are shards of files that are no longer in the input.
        """
        files = {_name(part) for part in parts}
        gone = sorted({line["file"] for line in self._done.values()} - files)
        if gone:
            raise RefusedError(
                f"{self._options.output} holds shards of {gone[0]}, which is not in the input: "
                "name the same input again, or --overwrite to start anew"
            )
        planned = {part.shard for part in parts}
        for shard in [shard for shard in self._done if shard not in planned]:
            self._forget(shard)  # its file is shorter than it was
        left, counts = [], Counts()
        for part in parts:
            line = self._done.get(part.shard)
            if line is not None and not self._has_shard(line):
                del self._done[part.shard]
                line = None
            if line is not None and _is_same(line, part):
                counts.add(Counts(**line["counts"]))
                continue
            paths = (self._temporary(part, ""), self._temporary(part, ".errors"))
            left.append(Job(part, paths, known=line["digest"] if line else None))
        return left, counts

    def _temporary(self, part: Part, suffix: str) -> str:
        return os.path.abspath(os.path.join(self._unfinished, f"{part.shard}{suffix}.tmp"))

    def _has_shard(self, line: Mapping[str, Any]) -> bool:
        with suppress(OSError):
            return bool(os.path.getsize(self._path("shards", line["shard"])) == line["size"])
        return False

    def _forget(self, shard: str) -> None:
        del self._done[shard]
        for path in (self._path("shards", shard), self._failures(shard)):
            with suppress(FileNotFoundError):
                os.unlink(path)

    def _failures(self, shard: str) -> str:
        return self._path(".docparse", "errors", f"{shard}.jsonl")

    # ------------------------------------------------------------------------------ writing

    def publish(self, job: Job, digest: str, shard: Shard | None) -> Counts:
        """Give the files of a job their names, and note that it is done; return its counts.

        Without ``shard``, the one that is there is right. Raises CorpusError.
        """
        part = job.part
        try:
            if shard is None:
                line = {**self._done[part.shard], **_state(part)}
            else:
                os.replace(job.paths[1], self._failures(part.shard))
                os.replace(job.paths[0], self._path("shards", part.shard))
                counts = attrs.asdict(shard.counts)
                line = {"shard": part.shard, "file": _name(part), **_state(part)}
                line |= {"digest": digest, "size": shard.size, "counts": counts}
            with open(self._path("manifest.jsonl"), "ab") as manifest:
                manifest.write(_json_line(line).encode())
                manifest.flush()
                os.fsync(manifest.fileno())
        except OSError as error:
            raise CorpusError(_cannot_write(self._options.output, error)) from None
        self._done[part.shard] = line
        return Counts(**line["counts"])

    def finish(self, parts: Sequence[Part], problems: Mapping[str, str]) -> None:
        """Write errors.jsonl, and the manifest in the order of ``parts``; both appear whole.

        ``problems`` says of files, by name, why they were not read to the end.
        """
        try:
            self._write_errors(parts, problems)
            done = [self._done[part.shard] for part in parts if part.shard in self._done]
            self._write_manifest(self._header, done)
        except OSError as error:
            raise CorpusError(_cannot_write(self._options.output, error)) from None

    def _write_errors(self, parts: Sequence[Part], problems: Mapping[str, str]) -> None:
        temporary = os.path.join(self._unfinished, "errors.tmp")
        with open(temporary, "wb") as file:
            for name, problem in problems.items():
                file.write(_json_line({"file": name, "error": problem}).encode())
            for part in parts:
                if part.shard in self._done:
                    with open(self._failures(part.shard), "rb") as failures:
                        shutil.copyfileobj(failures, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self.errors_path)


def _name(part: Part) -> str:
    return written_path(part.file.path)


def _state(part: Part) -> dict[str, Any]:
    file = part.file
    return {
        "start": part.start,
        "end": part.end,
        "file_size": file.size,
        "file_mtime_ns": file.mtime_ns,
    }


def _is_same(line: Mapping[str, Any], part: Part) -> bool:
    return all(line[key] == value for key, value in _state(part).items())


def _json_line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _cannot_write(path: str, error: OSError) -> str:
    return f"cannot write to {path}: {error.strerror or error}"
