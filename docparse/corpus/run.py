"""A run over a corpus, from the names of its files to the summary."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, TextIO, TypeAlias

import attrs

from docparse.corpus.errors import InputError, RefusedError
from docparse.corpus.inputs import InputFile, find_files
from docparse.corpus.options import Options
from docparse.corpus.output import Output
from docparse.corpus.parts import AbsentColumnError, Part, has_columns, parts_of
from docparse.corpus.pool import Event, Job, Outcome, Pool, UnderWay
from docparse.corpus.progress import Progress, Summary
from docparse.corpus.shards import Counts
from docparse.corpus.standard_input import STANDARD_INPUT, remove_left_behind, spooled
from docparse.nodes.base import counted

Engine: TypeAlias = Callable[[Sequence[Job], Options], Iterator[Event]]
"""Does jobs, and yields their progress and outcomes."""


def run(
    inputs: Sequence[str],
    options: Options,
    *,
    engine: Engine,
    has_own_id: bool = False,
    overwrite: bool = False,
    say: Callable[[str], None] = lambda line: None,
    terminal: TextIO | None = None,
    stdin: IO[bytes] | None = None,
) -> Summary:
    """Write the shards of ``inputs`` that are missing, and return the summary.

    ``has_own_id`` says that the caller named the column of ids, so that it has to exist. The input
    ``-`` is read from ``stdin``. Raises InputError if nothing can be read, RefusedError for options
    that do not fit the input or the output, CorpusError if the output cannot be written.
    """
    started = time.monotonic()
    problems: dict[str, str] = {}
    with spooled(inputs, options.output, stdin) as arrived:
        named = [name for name in inputs if name != STANDARD_INPUT]
        found = find_files(named, options.output) if named or not arrived else []
        files = [*arrived, *found]
        names = {file.name for file in files}
        try:
            parts = _planned(files, options, has_own_id, problems)
        except (InputError, RefusedError):
            if not overwrite:
                _drop_all(options, names, problems)
            raise
        with Output(options, overwrite=overwrite) as output:
            remove_left_behind(options.output, arrived)
            jobs, counts = output.jobs(parts, names)
            was_there = counts.documents > 0
            if was_there:
                were = "was" if counts.documents == 1 else "were"
                say(f"{counted(counts.documents, 'document')} {were} done before")
            new = Counts()
            try:
                for outcome in _watched(engine(jobs, options), parts, jobs, counts, say, terminal):
                    job, done = outcome.job, outcome.done
                    if done is None:
                        problems[job.part.file.name] = outcome.problem or ""
                        output.drop(job)
                        continue
                    those = output.publish(job, done.digest, done.shard)
                    counts.add(those)
                    if done.shard is None:
                        was_there = True
                    else:
                        new.add(those)
            except KeyboardInterrupt:
                say(_interrupted(counts.documents, options.output))
                raise
            finally:
                output.finish(parts, problems)
            seconds = time.monotonic() - started
            return Summary(
                counts,
                seconds,
                new if was_there else None,
                new.text_bytes,
                problems,
                output.errors_path,
                output.foreign,
            )


def _interrupted(documents: int, output: str) -> str:
    if not documents:
        return "interrupted before the first part was done: nothing is kept"
    are = "is" if documents == 1 else "are"
    kept = f"{counted(documents, 'document')} {are} done and kept in {output}"
    return f"interrupted: {kept}; the same command goes on from there"


def local_engine(workers: int) -> Engine:
    """Return the engine that does jobs in ``workers`` processes on this machine."""

    def engine(jobs: Sequence[Job], options: Options) -> Iterator[Event]:
        with Pool(workers, options) as pool:
            yield from pool.run(jobs)

    return engine


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _planned(
    files: Iterable[InputFile], options: Options, has_own_id: bool, problems: dict[str, str]
) -> list[Part]:
    """Return the parts of ``files``; adds to ``problems`` why a file has none.

    If no file has any, raises RefusedError if the names of the columns are the reason, else
    InputError.
    """
    plans: dict[str, list[Part]] = {}
    absent: dict[str, tuple[InputFile, AbsentColumnError]] = {}
    refused: list[RefusedError] = []
    for file in files:
        plans[file.name] = []
        try:
            plans[file.name] = parts_of(file, options, has_own_id)
        except AbsentColumnError as error:
            absent[file.name] = file, error
        except (InputError, RefusedError) as error:
            problems[file.name] = str(error)
            refused += [error] if isinstance(error, RefusedError) else []
    nowhere = frozenset() if any(plans.values()) else _found_nowhere(absent.values())
    for name, (file, absence) in absent.items():
        try:
            plans[name] = parts_of(file, options, has_own_id, absence.names - nowhere)
        except (InputError, RefusedError) as error:
            problems[name] = str(error)
            refused += [error] if isinstance(error, RefusedError) else []
    parts = [part for plan in plans.values() for part in plan]
    if refused and not parts:
        raise refused[0]
    if problems and not parts:
        name, problem = next(iter(problems.items()))
        others = "other" if len(problems) == 2 else "others"
        more = f", nor {len(problems) - 1} {others}" if len(problems) > 1 else ""
        raise InputError(f"cannot read {name}: {problem}{more}")
    return parts


def _found_nowhere(absent: Collection[tuple[InputFile, AbsentColumnError]]) -> frozenset[str]:
    """Return which of the columns that are ``absent`` no record of these files has at all."""
    left = frozenset[str]().union(*(error.names for _, error in absent))
    for file, _ in absent:
        left -= has_columns(file, left)
    return left


def _drop_all(options: Options, names: Collection[str], problems: dict[str, str]) -> None:
    """Remove the shards of files that can no longer be read, if a run with ``options`` made them.

    An output made with other options or from other files stays as it is.
    """
    if os.path.lexists(os.path.join(options.output, "manifest.jsonl")):
        with suppress(RefusedError), Output(options) as output:
            output.jobs([], names)
            output.finish([], problems)


def _watched(
    events: Iterator[Event],
    parts: Sequence[Part],
    jobs: Sequence[Job],
    counts: Counts,
    say: Callable[[str], None],
    terminal: TextIO | None,
) -> Iterator[Outcome]:
    """Yield the outcomes among ``events``, and show the progress of the run.

    ``counts`` counts what is done; the caller keeps it up to date.
    """
    total = sum(part.weight for part in parts)
    done = float(total - sum(job.part.weight for job in jobs))
    under_way: dict[str, UnderWay] = {}
    progress = Progress(total, int(done), say, terminal)
    try:
        for event in events:
            if isinstance(event, Outcome):
                under_way.pop(event.job.part.shard, None)
                yield event
                done += event.job.part.weight
            else:
                under_way[event.job.part.shard] = event
            now, size = attrs.evolve(counts), done
            for each in under_way.values():
                now.add(each.counts)
                size += each.share * each.job.part.weight
            progress.update(size, now)
    finally:
        progress.close()
