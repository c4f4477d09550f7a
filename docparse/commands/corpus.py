"""``docparse corpus``: many texts of many files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from docparse.columns.settings import COLUMN_NAMES, PER_RECORD, TextOptions, settings_of
from docparse.commands.command import DONE, FAILED, Command, UsageError, given
from docparse.commands.console import Console, terminal_text
from docparse.commands.options import (
    add_cutting,
    add_faq,
    add_flattening,
    add_formulas,
    add_furniture,
    add_indent,
    add_number,
    add_page,
    add_parsing,
    add_quiet,
    check_names,
)
from docparse.commands.parser import Arguments, Container, Parser
from docparse.commands.writing import write
from docparse.corpus.processes import process_count
from docparse.errors import required

if TYPE_CHECKING:  # what only this command needs is imported when it runs
    from docparse.corpus.options import Options
    from docparse.corpus.progress import Summary
    from docparse.corpus.run import Engine


class Corpus(Command):
    """Writes the structure of every text of a corpus to a folder of shards."""

    name = "corpus"
    about = "Read files of many texts, and write the structure of each to a folder of shards."
    usage = "INPUT... --output DIR --emit COLUMNS"
    takes_many = True

    def add_arguments(self, parser: Parser) -> None:
        from docparse.corpus.inputs import KINDS

        parser.add_argument(
            "inputs",
            metavar="INPUT",
            nargs="+",
            help=f"a file ({', '.join(KINDS)}, or .txt for a text by itself), a folder of such "
            "files, a pattern, an address such as s3://bucket/folder, or - for JSONL on standard "
            "input",
        )
        parser.add_argument(
            "-o",
            "--output",
            "--out-dir",
            metavar="DIR",
            required=True,
            help="the folder to write to",
        )
        parser.add_argument(
            "--emit",
            metavar="COLUMNS",
            required=True,
            action="append",
            help=f"what to write of each text, with commas between: {', '.join(COLUMN_NAMES)}",
        )
        parser.add_argument(
            "--format",
            choices=("parquet", "jsonl"),
            default="parquet",
            help="what the shards are (default: parquet)",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="start anew, whatever an earlier run has done"
        )
        add_number(
            parser,
            *("--workers", "-j", "--jobs"),
            lowest=1,
            help="processes, at most one for each core of this machine (default: one for each "
            "core, of a Ray cluster too)",
        )
        parser.add_argument(
            "--engine",
            choices=("local", "ray"),
            default="local",
            help="this machine (the default), or a Ray cluster",
        )
        parser.add_argument("--ray-address", metavar="ADDRESS", help="the cluster for --engine ray")
        add_quiet(parser)
        _add_columns(parser.add_argument_group("the columns of INPUT"))
        add_parsing(parser.add_argument_group("how a text is read"))
        add_cutting(parser.add_argument_group("how sections are cut"))
        writing = parser.add_argument_group("how a format is written")
        writing.add_argument(
            "--document", action="store_const", const=True, help="whole pages of html"
        )
        add_faq(writing)
        add_page(writing)
        add_indent(writing)
        add_flattening(writing)
        add_formulas(writing)
        add_furniture(writing)

    def check(self, arguments: Arguments) -> None:
        check_names(arguments.output, *(name for name in arguments.inputs if not name))
        for name in arguments.inputs:
            if name in COLUMN_NAMES and not os.path.lexists(name):
                emitted = ",".join((*_listed_names(arguments.emit), name))
                raise UsageError(f"there is no file {name}; if it is to be emitted: {emitted}")

    def run(self, arguments: Arguments, console: Console) -> int:
        summary = _process(arguments, console)
        write(None, terminal_text("\n".join(summary.lines())), console)
        return FAILED if summary.counts.failed or summary.problems else DONE


def _add_columns(group: Container) -> None:
    group.add_argument(
        "--text-column", metavar="NAME", default="text", help="where the text is (default: text)"
    )
    group.add_argument("--id-column", metavar="NAME", help="where the id is (default: id, if any)")
    for name in PER_RECORD:
        group.add_argument(
            f"--{name}-column", metavar="NAME", help=f"where the --{name} of each record is"
        )
    kept = group.add_mutually_exclusive_group()
    kept.add_argument(
        "--keep",
        metavar="COLUMNS",
        action="append",
        help="what to carry over beside the id, with commas between",
    )
    kept.add_argument("--keep-all", action="store_true", help="carry over all but the text")


def _process(arguments: Arguments, console: Console) -> Summary:
    """Return the summary of the run that ``arguments`` ask for."""
    from docparse.corpus.run import run

    required("pyarrow", "corpus")
    return run(
        arguments.inputs,
        _corpus_options(arguments),
        engine=_engine(arguments),
        has_own_id=arguments.id_column is not None,
        overwrite=arguments.overwrite,
        say=console.say,
        terminal=console.terminal,
        stdin=None if sys.stdin is None else sys.stdin.buffer,
    )


def _corpus_options(arguments: Arguments) -> Options:
    """Return what ``arguments`` say of the columns. Raises OptionError."""
    from docparse.corpus.options import Options

    columns = {name: getattr(arguments, f"{name}_column") for name in PER_RECORD}
    settings = settings_of(_listed_names(arguments.emit), given(arguments, _TEXT_OPTIONS), columns)
    kept = _listed_names(arguments.keep or ())
    id_column = "id" if arguments.id_column is None else arguments.id_column
    for name in (id_column, *kept):
        if name in settings.emit:
            what = "the column of ids" if name == id_column else "a column that is kept"
            raise UsageError(f"{what} and what is emitted are both {name!r}")
    return Options(
        output=arguments.output,
        settings=settings,
        text_column=arguments.text_column,
        id_column=id_column,
        format=arguments.format,
        keep=None if arguments.keep_all else tuple(kept),
    )


_TEXT_OPTIONS: Final = tuple(TextOptions.__annotations__)


def _listed_names(lists: Iterable[str]) -> Sequence[str]:
    """Return the names in ``lists``, each once: ``["a", "b"]`` of ``["a,b", "b,"]``."""
    names = [name.strip() for listed in lists for name in listed.split(",")]
    return [name for name in dict.fromkeys(names) if name]


def _engine(arguments: Arguments) -> Engine:
    """Return the engine that ``arguments`` name."""
    from docparse.corpus.run import local_engine

    if arguments.engine == "ray":
        from docparse.ray import engine

        return engine(arguments.ray_address, arguments.workers)
    if arguments.ray_address is not None:
        raise UsageError("--ray-address is for --engine ray")
    return local_engine(process_count(arguments.workers))
