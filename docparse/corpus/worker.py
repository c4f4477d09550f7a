"""What a worker process does: the shard of one part, or a trial of some of its records."""

from __future__ import annotations

import os

import attrs

from docparse.corpus.errors import CorpusError, InputError
from docparse.corpus.files import damage
from docparse.corpus.inputs import is_unchanged
from docparse.corpus.options import Options
from docparse.corpus.parts import Part, digest_of
from docparse.corpus.processes import Tell
from docparse.corpus.remote import is_address
from docparse.corpus.shards import Shard, probe, write_shard


@attrs.frozen
class Job:
    """A part to do; ``known`` is the digest that its existing shard was made from."""

    part: Part
    paths: tuple[str, str]
    known: str | None = None


@attrs.frozen
class Task:
    """Write the shard of a job but for the records ``skip``, unless the digest is the known one.

    If there are records to be ``probed``, parse these, to see whether one of them kills the
    process, and write nothing.
    """

    job: Job
    skip: frozenset[int] = frozenset()
    probed: frozenset[int] | None = None


@attrs.frozen
class Done:
    """The task is done: ``shard`` was written, or is None if none was needed.

    ``digest`` is empty if it is not known to change when what could not be read can be.
    """

    digest: str = ""
    shard: Shard | None = None


def work(options: Options, task: Task, tell: Tell) -> Done | InputError | CorpusError:
    """Do ``task`` and return Done, or why not.

    InputError is because of a fault in the part's file; after CorpusError, because nothing can be
    written, no other part can be done either.
    """
    part = task.job.part
    try:
        if task.probed is not None:
            probe(part, options, task.probed)
            return Done()
        return _write_part(task, options, tell)
    except BrokenPipeError:
        raise
    except OSError as error:  # reading raises InputError, so it is the writing that failed
        if error.errno is None:
            return InputError(damage(error))
        name = os.path.basename(part.file.path)
        return CorpusError(f"cannot write the shard of {name}: {error.strerror}")
    except Exception as error:
        return InputError(damage(error))


def _write_part(task: Task, options: Options, tell: Tell) -> Done:
    """Write the shard of a task, unless its part is unchanged."""
    job, part = task.job, task.job.part
    digest = digest_of(part, options)
    if digest == job.known:
        return Done(digest)
    shard = write_shard(part, options, job.paths, skip=task.skip, tell=tell)
    if not is_unchanged(part.file) and digest_of(part, options) != digest:
        for path in job.paths:
            os.unlink(path)
        raise InputError("it changed while it was read: the same command reads it again")
    is_seen = shard.is_settled or not is_address(part.file.path)
    return Done(digest if is_seen else "", shard)
