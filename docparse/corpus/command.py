"""``docparse corpus``: its arguments, and the run they ask for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TextIO

from docparse.arrow import COLUMNS, checked_emit
from docparse.corpus.errors import RefusedError
from docparse.corpus.inputs import KINDS
from docparse.errors import required

if TYPE_CHECKING:  # every command of docparse imports this module, but only one needs these
    from docparse.corpus.progress import Summary
    from docparse.corpus.run import Engine

ABOUT: Final = "Read files of many texts, and write the structure of each to a folder of shards."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``docparse corpus`` to ``parser``."""
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+",
        help=f"a file ({', '.join(KINDS)}), a folder of such files, or a pattern",
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="the folder to write to"
    )
    parser.add_argument(
        "--emit",
        metavar="COLUMNS",
        required=True,
        help=f"what to write of each text, with commas between: {', '.join(COLUMNS)}",
    )
    parser.add_argument(
        "--text-column", metavar="NAME", default="text", help="where the text is (default: text)"
    )
    parser.add_argument("--id-column", metavar="NAME", help="where the id is (default: id, if any)")
    parser.add_argument("--format", choices=("parquet", "jsonl"), default="parquet")
    parser.add_argument(
        "--overwrite", action="store_true", help="start anew, whatever an earlier run has done"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--ray-address", metavar="ADDRESS", help="the cluster for --engine ray")


def process(
    arguments: argparse.Namespace, say: Callable[[str], None], terminal: TextIO | None
) -> Summary:
    """Return the summary of the run that ``arguments`` ask for.

    Progress is drawn on ``terminal``, or passed to ``say`` line by line."""
    from docparse.corpus.parts import Options
    from docparse.corpus.run import run

    required("pyarrow", "corpus")
    options = Options(
        output=arguments.output,
        emit=checked_emit([name.strip() for name in arguments.emit.split(",")]),
        text_column=arguments.text_column,
        id_column="id" if arguments.id_column is None else arguments.id_column,
        format=arguments.format,
    )
    if options.id_column in options.emit:
        raise RefusedError(f"the column of ids and what is emitted are both {options.id_column!r}")
    return run(
        arguments.inputs,
        options,
        engine=_engine(arguments),
        has_own_id=arguments.id_column is not None,
        overwrite=arguments.overwrite,
        say=say,
        terminal=terminal,
    )


def _engine(arguments: argparse.Namespace) -> Engine:
    """Return the engine that ``arguments`` name."""
    from docparse.corpus.run import cores, local_engine

    workers = cores() if arguments.workers is None else arguments.workers
    if workers < 1:
        raise RefusedError(f"--workers is a number from 1, not {workers}")
    if arguments.engine == "ray":
        from docparse.ray import engine

        return engine(arguments.ray_address, arguments.workers)
    if arguments.ray_address is not None:
        raise RefusedError("--ray-address is for --engine ray")
    return local_engine(workers)
