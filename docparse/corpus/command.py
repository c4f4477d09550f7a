"""``docparse corpus``: its arguments, and the run they ask for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TextIO

from docparse.corpus.errors import RefusedError
from docparse.corpus.inputs import KINDS
from docparse.errors import required

if TYPE_CHECKING:  # every command of docparse imports this module, but only one needs these
    from docparse.corpus.options import Options
    from docparse.corpus.progress import Summary
    from docparse.corpus.run import Engine

ABOUT: Final = "Read files of many texts, and write the structure of each to a folder of shards."

EMITTED: Final = (
    "html, markdown, json, jsonld, text, outline, tables, faq, sections, metadata, diagnostics, "
    "error"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``docparse corpus`` to ``parser``."""
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+",
        help=f"a file ({', '.join(KINDS)}), a folder of such files or of .txt, a pattern, an "
        "address such as s3://bucket/folder, or - for JSONL on standard input",
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="the folder to write to"
    )
    parser.add_argument(
        "--emit",
        metavar="COLUMNS",
        required=True,
        help=f"what to write of each text, with commas between: {EMITTED}",
    )
    parser.add_argument("--format", choices=("parquet", "jsonl"), default="parquet")
    parser.add_argument(
        "--overwrite", action="store_true", help="start anew, whatever an earlier run has done"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--ray-address", metavar="ADDRESS", help="the cluster for --engine ray")
    _add_columns(parser.add_argument_group("the columns of INPUT"))
    _add_reading(parser.add_argument_group("how a text is read"))
    add_cutting(parser.add_argument_group("how sections are cut"))
    _add_writing(parser.add_argument_group("how a format is written"))


def _add_columns(group: Any) -> None:
    group.add_argument(
        "--text-column", metavar="NAME", default="text", help="where the text is (default: text)"
    )
    group.add_argument("--id-column", metavar="NAME", help="where the id is (default: id, if any)")
    for name in ("title", "lang", "url", "date"):
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


def _add_reading(group: Any) -> None:
    group.add_argument("--dialect", metavar="NAME", help="what wrote the texts")
    group.add_argument(
        "--inline", action=argparse.BooleanOptionalAction, help="read marks such as ** in lines"
    )
    group.add_argument(
        "--headings", choices=("infer", "marks"), help="find bare headings, or only marked ones"
    )
    group.add_argument(
        "--min-confidence", type=float, metavar="X", help="leave out headings less sure, 0 to 1"
    )


def add_cutting(group: Any) -> None:
    """Add the options of :func:`docparse.chunks` that say how an article is cut."""
    group.add_argument("--max-chars", type=int, metavar="N", help="the longest (default: 1000)")
    group.add_argument("--max-tokens", type=int, metavar="N", help="the longest, in tokens")
    group.add_argument(
        "--tokenizer", metavar="NAME", help="tiktoken:NAME, tokenizers:NAME or a tokenizer.json"
    )
    group.add_argument("--overlap", type=int, metavar="N", help="how much to repeat of the last")
    group.add_argument("--min-chars", type=int, metavar="N", help="join shorter ones")
    group.add_argument("--tables", choices=("text", "markdown", "csv", "html"), help="in them")


def _add_writing(group: Any) -> None:
    group.add_argument("--furniture", choices=("keep", "mark", "drop"), help="lines of the page")
    group.add_argument("--document", action="store_const", const=True, help="html: whole pages")
    group.add_argument("--faq", choices=("headings", "details"), help="html: what a question is")
    group.add_argument("--title", help="the title of all texts")
    group.add_argument("--lang", metavar="TAG", help="the language of all texts")
    group.add_argument("--url", help="where all texts were published")
    group.add_argument("--date", help="when all texts were published")
    group.add_argument("--indent", type=int, metavar="N", help="json: spaces a level")
    group.add_argument("--to-dialect", metavar="NAME", help="text: the dialect to write")
    group.add_argument("--formatting", action="store_const", const=True, help="text: with marks")
    group.add_argument(
        "--formulas", choices=("escape", "keep"), help="tables: what a spreadsheet would run"
    )


def process(
    arguments: argparse.Namespace, say: Callable[[str], None], terminal: TextIO | None
) -> Summary:
    """Return the summary of the run that ``arguments`` ask for.

    Progress is drawn on ``terminal``, or passed to ``say`` line by line."""
    from docparse.corpus.run import run

    required("pyarrow", "corpus")
    return run(
        arguments.inputs,
        _corpus_options(arguments),
        engine=_engine(arguments),
        has_own_id=arguments.id_column is not None,
        overwrite=arguments.overwrite,
        say=say,
        terminal=terminal,
        stdin=None if sys.stdin is None else sys.stdin.buffer,
    )


def _corpus_options(arguments: argparse.Namespace) -> Options:
    """Return what ``arguments`` say of the columns. Raises OptionError."""
    from docparse.columns import settings
    from docparse.corpus.options import Options

    given = {name: getattr(arguments, name) for name in settings.Options.__annotations__}
    columns = {name: getattr(arguments, f"{name}_column") for name in settings.PER_RECORD}
    made = settings.settings_of(
        _listed_names(arguments.emit),
        {name: value for name, value in given.items() if value is not None},
        columns,
    )
    kept = [name for each in arguments.keep or () for name in _listed_names(each)]
    id_column = "id" if arguments.id_column is None else arguments.id_column
    for name in (id_column, *kept):
        if name in made.emit:
            what = "the column of ids" if name == id_column else "a column that is kept"
            raise RefusedError(f"{what} and what is emitted are both {name!r}")
    return Options(
        output=arguments.output,
        settings=made,
        text_column=arguments.text_column,
        id_column=id_column,
        format=arguments.format,
        keep=None if arguments.keep_all else tuple(dict.fromkeys(kept)),
    )


def _listed_names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",")]


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
