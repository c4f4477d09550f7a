"""A run over a corpus, from the names of its files to the summary."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, TextIO, TypeAlias

import attrs

from docparse.corpus.errors import InputError, RefusedError, none_read
from docparse.corpus.inputs import InputFile, find_files
from docparse.corpus.jobs import Event, Outcome, UnderWay, events, worker_processes
from docparse.corpus.options import Options
from docparse.corpus.output import Output
from docparse.corpus.parts import Part, Plan, has_columns, plan_of
from docparse.corpus.progress import Progress, Summary
from docparse.corpus.shards import Counts
from docparse.corpus.standard_input import STANDARD_INPUT, remove_left_behind, spooled
from docparse.corpus.worker import Job
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
                say(f"{counted(counts.documents, 'document was', 'documents were')} done before")
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
    kept = f"{counted(documents, 'document is', 'documents are')} done and kept in {output}"
    return f"interrupted: {kept}; the same command goes on from there"


def local_engine(workers: int) -> Engine:
    """Return the engine that does jobs in ``workers`` processes on this machine."""

    def engine(jobs: Sequence[Job], options: Options) -> Iterator[Event]:
        with worker_processes(workers, options) as processes:
            yield from events(processes, jobs)

    return engine


def _planned(
    files: Iterable[InputFile], options: Options, has_own_id: bool, problems: dict[str, str]
) -> list[Part]:
    """Return the parts of ``files``; adds to ``problems`` why a file has none.

    If no file has any, raises RefusedError if the names of the columns are the reason, else
    InputError.
    """
    plans: list[Plan] = []
    refused: list[str] = []
    for file in files:
        try:
            plans.append(plan_of(file, options, has_own_id))
        except (InputError, RefusedError) as error:
            problems[file.name] = str(error)
            refused += [str(error)] if isinstance(error, RefusedError) else []
    if not any(plan.parts and not plan.absent for plan in plans):
        nowhere = _found_nowhere(plans)
        for plan in plans:
            for problem in [plan.absent[name] for name in plan.absent if name in nowhere][:1]:
                problems[plan.file.name] = problem
                refused.append(problem)
    parts = [part for plan in plans if plan.file.name not in problems for part in plan.parts]
    if refused and not parts:
        raise RefusedError(refused[0])
    if problems and not parts:
        raise InputError(none_read(problems))
    return parts


def _found_nowhere(plans: Iterable[Plan]) -> set[str]:
    """Return which of the columns that are absent no record of the files has at all."""
    absent = [plan for plan in plans if plan.absent]
    left = {name for plan in absent for name in plan.absent}
    for plan in absent:
        left -= has_columns(plan.file, left)
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
