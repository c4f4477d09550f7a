"""A worker process: receives one task after the other, and reports on each."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import attrs

from docparse.corpus.errors import InputError
from docparse.corpus.files import damage
from docparse.corpus.inputs import is_unchanged
from docparse.corpus.options import Options
from docparse.corpus.parts import Part, digest_of
from docparse.corpus.remote import is_address
from docparse.corpus.shards import Counts, Shard, probe, write_shard


@attrs.frozen
class WriteTask:
    """Write the shard of ``part``, unless its bytes have the digest ``known``."""

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
    """The counts so far, and the share of the part that is done."""

    counts: Counts
    done: float


@attrs.frozen
class Done:
    """The task is done: ``shard`` was written, or is None if none was needed.

    ``digest`` is empty if it is not known to change when what could not be read can be.
    """

    digest: str = ""
    shard: Shard | None = None


@attrs.frozen
class Unreadable:
    """The part cannot be done, because of a fault in its file."""

    reason: str


@attrs.frozen
class Failed:
    """No part can be done, because nothing can be written."""

    reason: str


def work(connection: Any, options: Options) -> None:
    """Do the tasks that arrive over ``connection`` until it is closed or sends None."""
    with suppress(ValueError):  # only the main thread may set what a signal does
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    with suppress(EOFError, OSError):
        connection.send(Ready())
        while (task := connection.recv()) is not None:
            connection.send(_outcome(task, options, connection.send))


def _outcome(task: WriteTask | ProbeTask, options: Options, send: Callable[[object], None]) -> Any:
    """Return the message that answers ``task``: Done, Unreadable or Failed."""
    try:
        if isinstance(task, ProbeTask):
            probe(task.part, options, task.records)
            return Done()
        return _write_part(task, options, send)
    except BrokenPipeError:
        raise
    except OSError as error:  # reading raises InputError, so it is the writing that failed
        if error.errno is None:
            return Unreadable(damage(error))
        name = os.path.basename(task.part.file.path)
        return Failed(f"cannot write the shard of {name}: {error.strerror}")
    except Exception as error:
        return Unreadable(damage(error))


def _write_part(task: WriteTask, options: Options, send: Callable[[object], None]) -> Done:
    """Write the shard of a task, unless its part is unchanged."""
    part = task.part
    digest = digest_of(part, options)
    if digest == task.known:
        return Done(digest)
    shard = write_shard(
        part,
        options,
        task.paths,
        skip=task.skip,
        on_batch=lambda first, count: send(Started(first, count)),
        on_counts=lambda counts, done: send(Progress(counts, done)),
    )
    if not is_unchanged(part.file) and digest_of(part, options) != digest:
        for path in task.paths:
            os.unlink(path)
        raise InputError("it changed while it was read: the same command reads it again")
    is_seen = shard.is_settled or not is_address(part.file.path)
    return Done(digest if is_seen else "", shard)
