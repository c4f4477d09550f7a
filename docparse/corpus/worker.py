"""A worker process: gets one task after the other, and tells what it does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import attrs

from docparse.corpus.files import damage, read_errors
from docparse.corpus.parts import Options, Part, digest_of
from docparse.corpus.shards import Counts, Shard, probe, write_shard


@attrs.frozen
class WriteTask:
    """Write the shard of ``part``, unless what it is read from has the digest ``known``."""

    part: Part
    paths: tuple[str, str]
    skip: frozenset[int] = frozenset()
    known: str | None = None


@attrs.frozen
class ProbeTask:
    """Parse ``records`` of ``part``, to see whether one of them kills the process."""

    part: Part
    records: frozenset[int]


@attrs.frozen
class Ready:
    """The worker runs."""


@attrs.frozen
class Started:
    """Records are about to be parsed: ``count`` from the number ``first`` of the part on."""

    first: int
    count: int


@attrs.frozen
class Progress:
    """What was found so far, and the share of the part that is done."""

    counts: Counts
    done: float


@attrs.frozen
class Done:
    """The task is done: ``shard`` was written, or None was needed."""

    digest: str = ""
    shard: Shard | None = None


@attrs.frozen
class Unreadable:
    """The file cannot be read, although it could when the run started."""

    reason: str


@attrs.frozen
class Failed:
    """The task cannot be done, because of nothing that a record holds."""

    reason: str


def work(connection: Any, options: Options) -> None:
    """Do the tasks that come over ``connection`` until it is closed, or brings None."""
    with suppress(ValueError):  # only the main thread may say what a signal does
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    with suppress(EOFError, OSError):
        connection.send(Ready())
        while (task := connection.recv()) is not None:
            connection.send(_answer(task, options, connection.send))


def _answer(task: WriteTask | ProbeTask, options: Options, send: Callable[[object], None]) -> Any:
    try:
        if isinstance(task, ProbeTask):
            probe(task.part, options, task.records)
            return Done()
        try:
            digest = digest_of(task.part, options)
        except read_errors() as error:
            return Unreadable(damage(error))
        if digest == task.known:
            return Done(digest)
        shard = write_shard(
            task.part,
            options,
            task.paths,
            skip=task.skip,
            on_batch=lambda first, count: send(Started(first, count)),
            on_counts=lambda counts, done: send(Progress(counts, done)),
        )
        return Done(digest, shard)
    except BrokenPipeError:
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        name = os.path.basename(task.part.file.path)
        return Failed(f"cannot write the shard of {name}: {reason}")
