"""Ray Data: texts parsed on a cluster."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docparse.arrow import process_batch
from docparse.columns.settings import TextOptions, settings_of
from docparse.corpus.errors import CorpusError
from docparse.corpus.jobs import Event, Outcome, events, worker_processes
from docparse.corpus.options import Options
from docparse.corpus.run import Engine
from docparse.corpus.worker import Job
from docparse.errors import required

if TYPE_CHECKING:
    import ray.data


def parse(
    dataset: ray.data.Dataset,
    *,
    emit: str | Sequence[str] = ("json",),
    text_column: str = "text",
    keep: str | Sequence[str] | None = None,
    title_column: str | None = None,
    lang_column: str | None = None,
    url_column: str | None = None,
    date_column: str | None = None,
    **options: Any,
) -> ray.data.Dataset:
    """Return ``dataset`` with its texts parsed as :func:`docparse.arrow.process_batch` does.

    ``options`` are those of ``process_batch``; all others go to ``map_batches``: ``batch_size``,
    ``num_cpus``, ``concurrency`` … Raises OptionError for a name that is no column to emit and for
    a wrong option, MissingExtraError without Ray.
    """
    required("ray.data", "ray")
    own = {name: options.pop(name) for name in TextOptions.__annotations__ if name in options}
    columns = {"title": title_column, "lang": lang_column, "url": url_column, "date": date_column}
    settings_of(emit, own, columns)
    arguments = {"emit": emit, "text_column": text_column, "keep": keep, **own}
    arguments |= {f"{name}_column": column for name, column in columns.items()}
    return dataset.map_batches(
        _parse_table,
        batch_format="pyarrow",
        fn_kwargs=arguments,
        **{"batch_size": BATCH_ROWS, "zero_copy_batch": True, **options},
    )


BATCH_ROWS = 1000


def _parse_table(table: Any, **arguments: Any) -> Any:
    pa = required("pyarrow", "corpus")
    batches = table.to_batches() or [pa.RecordBatch.from_pylist([], schema=table.schema)]
    return pa.Table.from_batches([process_batch(batch, **arguments) for batch in batches])


# -------------------------------------------------------------------- docparse corpus --engine ray


def engine(address: str | None, workers: int | None) -> Engine:
    """Return the engine that does jobs in ``workers`` actors of the Ray cluster at ``address``.

    Without an address, RAY_ADDRESS names the cluster; without that, one is started on this machine.
    Every node must see the input and the output under the same paths.
    """
    ray = required("ray", "ray")
    required("ray.data", "ray")

    def run(jobs: Sequence[Job], options: Options) -> Iterator[Event]:
        """Yield the outcome of each job, done in an actor on the cluster."""
        if not jobs:
            return
        if not ray.is_initialized():
            _start_ray(ray, address)
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.WARNING)
        actors = min(workers or int(ray.cluster_resources().get("CPU", 1)), len(jobs))
        outcomes = ray.data.from_items(
            [{"job": job} for job in jobs], override_num_blocks=len(jobs)
        ).map(
            _JobRunner,
            fn_constructor_args=(options, os.getcwd()),
            concurrency=actors,
            num_cpus=1,
        )
        for row in outcomes.iter_rows():
            yield row["outcome"]

    return run


def _start_ray(ray: Any, address: str | None) -> None:
    """Connect to the cluster at ``address``, or start one. Raises CorpusError if that fails."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Ray will do in later versions
        try:
            ray.init(
                address,
                log_to_driver=False,
                logging_level="error",
                configure_logging=True,
                include_dashboard=False if address is None else None,
            )
        except Exception as error:
            reason = str(error).strip().split("\n")[0]
            raise CorpusError(f"Ray cannot be started or reached: {reason}") from None


class _JobRunner:
    """An actor that does jobs in a process of its own, which a record may kill."""

    def __init__(self, options: Options, folder: str) -> None:
        os.chdir(folder)  # file names are relative to the folder that the command was run in
        self._processes = worker_processes(1, options)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        for event in events(self._processes, [row["job"]]):
            if isinstance(event, Outcome):
                return {"outcome": event}
        raise AssertionError("a job has an outcome")
