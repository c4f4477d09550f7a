"""The command line: one article in, one form of it out. The only module that prints."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import attrs

import docparse
from docparse.corpus import command as corpus
from docparse.corpus.atomic_file import write_atomically
from docparse.corpus.errors import InputError
from docparse.dialects.detect import DIALECTS
from docparse.errors import DocparseError, OptionError, ReadError
from docparse.nodes import Node
from docparse.renderers import csv
from docparse.source.decoding import decode, why_not_text
from docparse.source.text import NO_SPAN, Diagnostic

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3
INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code of the command line ``argv``, given without the program's name.

    ``main(["html", "article.txt"])`` prints HTML. 0 is success; 1 nothing to write, or the output
    cannot be written; 2 a wrong option; 3 the input cannot be read; 130 interrupted. A reader that
    closes the pipe is no error.
    """
    try:
        with _terminable():
            return _run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        _flush(sys.stdout)


class _Failure(Exception):
    """Ends the run with an exit code, and a message on standard error."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def _run(argv: Sequence[str] | None) -> int:
    """Return the exit code of ``argv``, after a message on standard error if it fails."""
    try:
        arguments = _argument_parser().parse_args(argv)
        _check_options(arguments)
        return arguments.run(arguments) or DONE
    except SystemExit as stop:  # how argparse ends, after --help and after a wrong option
        return stop.code if isinstance(stop.code, int) else DONE
    except BrokenPipeError:
        return DONE
    except _Failure as failure:
        _say(f"docparse: {failure}")
        return failure.code
    except DocparseError as error:
        _say(f"docparse: {error}")
        if isinstance(error, InputError):
            return UNREADABLE
        return USAGE if isinstance(error, OptionError) else FAILED
    except MemoryError:
        _say("docparse: the input is too large for the memory there is")
        return UNREADABLE


@contextmanager
def _terminable() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C: without leaving half-written files."""
    before = signal.getsignal(signal.SIGTERM)
    with suppress(ValueError):  # only the main thread may set what a signal does
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, before)


# ------------------------------------------------------------------------------- arguments


class _ArgumentParser(argparse.ArgumentParser):
    """Keeps control characters of arguments out of its messages."""

    def error(self, message: str) -> NoReturn:
        super().error(_terminal_line(message))


_READING: Final = ("dialect", "min_confidence", "headings", "inline")
_PAGE: Final = ("title", "lang", "url", "date")


def _argument_parser() -> argparse.ArgumentParser:
    parser = _ArgumentParser(
        prog="docparse",
        description="Give an article that a text extractor flattened its structure back.",
        epilog="Exit codes: 0 done, 1 nothing to give or not writable, 2 wrong options, "
        "3 input unreadable, 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"docparse {docparse.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(
        name: str, about: str, run: Callable[[argparse.Namespace], None], *options: str
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser
        added = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        added.set_defaults(run=run, options=options, usage_error=added.error)
        added.add_argument("file", metavar="FILE", help="the article; - is standard input")
        added.add_argument("-o", dest="output", metavar="FILE", help="write to FILE, whole or not")
        added.add_argument(
            "--force", action="store_true", help="read FILE even if it does not look like text"
        )
        if run is not _write_tokens:
            _add_reading_options(added)
        return added

    html = command(
        "html",
        "Write HTML: a fragment, or a page.",
        _write_form,
        *("document", "faq", "furniture", *_PAGE),
    )
    html.add_argument("--document", action="store_true", help="a whole page")
    html.add_argument("--faq", choices=("headings", "details"), help="what a question is")
    table = command("csv", "Write a table as CSV, or all of them as files.", _write_csv)
    choice = table.add_mutually_exclusive_group()
    choice.add_argument("--table", type=int, metavar="N", help="the N-th table, from 1")
    choice.add_argument("--out-dir", metavar="DIR", help="write every table to a file in DIR")
    table.add_argument(
        "--formulas",
        choices=("escape", "keep"),
        default="escape",
        help="put a ' before what a spreadsheet would run (the default), or keep cells as they are",
    )
    table.add_argument(
        "--bom", action="store_true", help="begin with a byte order mark, as Excel needs for UTF-8"
    )
    tree = command("json", "Write the tree as JSON.", _write_form, "indent")
    tree.add_argument("--indent", type=int, metavar="N", help="N spaces a level; else one line")
    linked = command("jsonld", "Write what search engines read, as JSON-LD.", _write_form, *_PAGE)
    for page in (html, linked):
        page.add_argument("--title", help="the title of the page")
        page.add_argument("--lang", metavar="TAG", help="the language, such as en or pt-BR")
        page.add_argument("--url", help="where the article was published")
        page.add_argument("--date", help="when it was published, such as 2025-05-17")
    markdown = command("md", "Write Markdown (GFM).", _write_form, "furniture")
    text = command(
        "text",
        "Write it as an extractor does.",
        _write_form,
        *("to_dialect", "formatting", "furniture"),
    )
    text.add_argument("--to-dialect", metavar="NAME", help="the dialect to write")
    text.add_argument("--formatting", action="store_true", help="with marks, quotes and fences")
    headings = command(
        "outline", "List the headings: level, confidence, text.", _write_outline, "furniture"
    )
    pieces = command(
        "chunks",
        "Cut the text into pieces, a JSON line each.",
        _write_chunks,
        "max_chars",
        "furniture",
    )
    pieces.add_argument("--max-chars", type=int, metavar="N", help="the longest piece")
    for each in (html, markdown, text, headings, pieces):
        each.add_argument(
            "--furniture",
            choices=("keep", "mark", "drop"),
            help="what becomes of lines of the page around the article (a page marks them)",
        )
    command("tokens", "List the lines of the text: place, kind, characters.", _write_tokens)
    why = command("explain", "Say for every line what it became, and why.", _write_explanation)
    why.add_argument("--line", type=int, metavar="N", help="all about line N, from 1")
    why.add_argument("--json", action="store_true", help="write JSON")
    many = commands.add_parser(
        "corpus", help=corpus.ABOUT, description=corpus.ABOUT, allow_abbrev=False
    )
    many.set_defaults(run=_run_corpus, usage_error=many.error)
    corpus.add_arguments(many)
    return parser


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    reading = parser.add_argument_group("how FILE is read")
    reading.add_argument(
        "--from",
        dest="source_form",
        choices=("text", "markdown", "html", "json", "auto"),
        default="text",
        help="what FILE is; auto goes by its name (default: text)",
    )
    reading.add_argument("--dialect", metavar="NAME", help=f"what wrote it: {', '.join(DIALECTS)}")
    reading.add_argument(
        "--min-confidence", type=float, metavar="X", help="leave out headings less sure, 0 to 1"
    )
    reading.add_argument(
        "--headings", choices=("infer", "marks"), help="find bare headings, or only marked ones"
    )
    reading.add_argument(
        "--inline", action=argparse.BooleanOptionalAction, help="read marks such as ** in lines"
    )


def _check_options(arguments: argparse.Namespace) -> None:
    """Refuse options that would have no effect, and empty file names."""
    for name in ("file", "output", "out_dir"):
        if getattr(arguments, name, None) == "":
            arguments.usage_error("the name of a file or folder is empty")
    form = _source_form(arguments) if hasattr(arguments, "source_form") else "text"
    if form != "text":
        for name in _given(arguments, _READING):
            arguments.usage_error(f"--{name.replace('_', '-')} is for text, not for {form}")
    if arguments.command == "explain" and form != "text":
        arguments.usage_error(f"only the reading of text is explained, not that of {form}")
    if arguments.command == "html" and not arguments.document:
        for name in _given(arguments, _PAGE):
            arguments.usage_error(f"--{name} is for a whole page: add --document")
    if arguments.command == "csv" and arguments.out_dir and arguments.output:
        arguments.usage_error("-o is for one table: leave it out with --out-dir")


def _given(arguments: argparse.Namespace, names: Sequence[str]) -> dict[str, Any]:
    values = {name: getattr(arguments, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


# ---------------------------------------------------------------------------------- commands


def _write_form(arguments: argparse.Namespace) -> None:
    """Write the tree in the format that the command is named after."""
    options = {
        name.removeprefix("to_"): value
        for name, value in _given(arguments, arguments.options).items()
    }
    name = {"md": "markdown"}.get(arguments.command, arguments.command)
    _write(arguments, docparse.render(_read_tree(arguments), name, **options))


def _write_outline(arguments: argparse.Namespace) -> None:
    lines = [
        f"{level}\t{confidence:.2f}\t{'  ' * (level - 1)}{_terminal_line(text)}"
        for level, text, confidence in docparse.outline(
            _read_tree(arguments), **_given(arguments, arguments.options)
        )
    ]
    _write(arguments, "\n".join(lines))


def _write_chunks(arguments: argparse.Namespace) -> None:
    lines = []
    for chunk in docparse.chunks(_read_tree(arguments), **_given(arguments, arguments.options)):
        span = None if chunk.span == NO_SPAN else chunk.span
        line = {"text": chunk.text, "heading_path": chunk.heading_path, "span": span}
        if chunk.role is not None:
            line["role"] = chunk.role
        lines.append(json.dumps(line, ensure_ascii=False))
    _write(arguments, "\n".join(lines))


def _write_tokens(arguments: argparse.Namespace) -> None:
    data = _bytes(arguments)
    _refuse_data(arguments, data, "text")
    text = _decoded(arguments, data)
    lines = [
        f"{start}-{end} {kind.name} {text[start:end]!r}"
        for kind, (start, end) in docparse.tokenize(text)
    ]
    _write(arguments, "\n".join(lines))


def _write_explanation(arguments: argparse.Namespace) -> None:
    """Write why each line, or the lines asked for, became what they are."""
    data = _bytes(arguments)
    _refuse_data(arguments, data, "text")
    text = _decoded(arguments, data)
    explanation = docparse.explain(text, **_given(arguments, _READING))
    line = None if arguments.line is None else explanation.line(arguments.line)
    if not arguments.json:
        _write(arguments, _terminal_text(str(explanation if line is None else line)))
        return
    lines = explanation.lines() if line is None else [line]
    told = {
        "dialect": list(map(_evidence_data, explanation.about_dialect())),
        "lines": [
            {
                "line": line.number,
                "text": line.text,
                "nodes": [type(node).__name__ for node in line.nodes],
                "evidence": list(map(_evidence_data, line.evidence)),
            }
            for line in lines
        ],
    }
    _write(arguments, json.dumps(told, ensure_ascii=False, indent=1))


def _evidence_data(evidence: docparse.Evidence) -> dict[str, Any]:
    return {**attrs.asdict(evidence, recurse=False), "values": dict(evidence.values)}


def _write_csv(arguments: argparse.Namespace) -> None:
    """Write one table as CSV, or all tables to a folder."""
    tree = _read_tree(arguments)
    entries = csv.tables(tree)
    chosen, folder, name = arguments.table, arguments.out_dir, _input_name(arguments)
    if not entries:
        raise _Failure(FAILED, f"there is no table in {name}")
    if folder is not None:
        _make_folder(folder)
        digits = max(2, len(str(len(entries))))
        for number, entry in enumerate(entries, 1):
            path = os.path.join(folder, f"{number:0{digits}}-{_file_slug(entry)}.csv")
            _write_file(path, _table_csv(arguments, tree, entry))
    elif chosen is None and len(entries) > 1:
        advice = "say --table N, or --out-dir DIR for all of them"
        raise _Failure(USAGE, f"which table of {name}? {advice}:\n{csv.listing(entries)}")
    elif chosen is not None and not 1 <= chosen <= len(entries):
        listing = csv.listing(entries)
        raise _Failure(USAGE, f"{name} has no table {chosen}, only these:\n{listing}")
    else:
        _write(arguments, _table_csv(arguments, tree, entries[(chosen or 1) - 1]))


def _run_corpus(arguments: argparse.Namespace) -> int:
    terminal = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None
    summary = corpus.process(arguments, _say, terminal)
    _print(_terminal_text("\n".join(summary.lines())) + "\n")
    return FAILED if summary.counts.failed or summary.problems else DONE


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _Failure(FAILED, f"cannot write to {path}: {_reason(error)}") from None


def _table_csv(arguments: argparse.Namespace, tree: Node, entry: csv.TableEntry) -> str:
    diagnostic = csv.ragged(entry.table)
    if diagnostic is not None:
        _report(arguments, [diagnostic], getattr(tree, "source", None))
    text = docparse.render(entry.table, "csv", formulas=arguments.formulas)
    return "\ufeff" + text if arguments.bom and text else text


def _file_slug(entry: csv.TableEntry) -> str:
    """Return the table's heading, or its first row, as letters, digits and hyphens.

    The number before it keeps file names unique, and from being reserved names.
    """
    rows = entry.table.rows[:1]
    texts = [*entry.heading_path[-1:], *map(docparse.plain_text, rows)]
    name = unicodedata.normalize("NFKC", "".join(texts[:1])[:200].lower())
    words = "".join(char if char.isalnum() else " " for char in name).split()
    return "-".join(words)[:60].strip("-") or "table"


# ----------------------------------------------------------------------------------- reading

_FORMS: Final = {".md": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


def _source_form(arguments: argparse.Namespace) -> str:
    if arguments.source_form != "auto":
        return str(arguments.source_form)
    return _FORMS.get(Path(arguments.file).suffix.lower(), "text")


def _input_name(arguments: argparse.Namespace) -> str:
    return "<stdin>" if arguments.file == "-" else str(arguments.file)


def _read_tree(arguments: argparse.Namespace) -> Any:
    """Return the tree of FILE, and report its diagnostics on standard error."""
    form, data = _source_form(arguments), _bytes(arguments)
    _refuse_data(arguments, data, form)
    if form == "json":
        try:
            return docparse.from_json(data)
        except ReadError as error:
            raise _Failure(UNREADABLE, f"cannot read {_input_name(arguments)}: {error}") from None
    if form == "markdown":
        return docparse.from_markdown(_decoded(arguments, data))
    if form == "html":
        document = docparse.from_html(data)
    else:
        document = docparse.parse_bytes(data, **_given(arguments, _READING))
    _report(arguments, document.diagnostics, document.source)
    return document


def _bytes(arguments: argparse.Namespace) -> bytes:
    try:
        if arguments.file != "-":
            return Path(arguments.file).read_bytes()
        if sys.stdin is None:
            raise OSError("it is closed")
        return _everything(sys.stdin.buffer)
    except (OSError, ValueError) as error:
        message = f"cannot read {_input_name(arguments)}: {_reason(error)}"
        raise _Failure(UNREADABLE, message) from None


def _refuse_data(arguments: argparse.Namespace, data: bytes, form: str) -> None:
    """Refuse a picture, an archive or the like, unless ``--force`` is given.

    The JSON reader checks its input itself, and HTML may name its own encoding.
    """
    if arguments.force or form == "json":
        return
    fault = why_not_text(data, otherwise=None if form == "html" else "utf-8")
    if fault is not None:
        advice = "if it is to be read all the same, say --force"
        raise _Failure(UNREADABLE, f"{_input_name(arguments)} is not text: {fault}; {advice}")


def _everything(stream: Any) -> bytes:
    """Return all bytes of ``stream``, read in a Python loop: in C, a signal waits for the end."""
    pieces = []
    while piece := stream.read1(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


def _decoded(arguments: argparse.Namespace, data: bytes) -> str:
    text, fault = decode(data)
    _report(arguments, [fault] if fault else [], text)
    return text


# ----------------------------------------------------------------------------------- writing


def _write(arguments: argparse.Namespace, text: str) -> None:
    """Write ``text``, with a newline at its end, to -o or standard output."""
    if text and not text.endswith("\n"):
        text += "\n"
    if arguments.output not in (None, "-"):
        _write_file(arguments.output, text)
    else:
        _print(text)


def _print(text: str) -> None:
    try:
        if sys.stdout is None:
            raise OSError("it is closed")
        sys.stdout.buffer.write(_utf8(text))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _Failure(FAILED, f"cannot write to standard output: {_reason(error)}") from None


def _write_file(path: str, text: str) -> None:
    try:
        write_atomically(path, _utf8(text))
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _Failure(FAILED, f"cannot write {path}: {_reason(error)}") from None


def _utf8(text: str) -> bytes:
    """Encode ``text``; a surrogate, which only the JSON of a chunk can hold, as its JSON escape."""
    return text.encode("utf-8", "backslashreplace")


def _report(
    arguments: argparse.Namespace, diagnostics: Sequence[Diagnostic], source: str | None
) -> None:
    """Print each diagnostic with its place; beyond a hundred, only how many more there are."""
    for diagnostic in diagnostics[:_REPORTED]:
        place = _input_name(arguments)
        if source is not None and diagnostic.span != NO_SPAN:
            line, column = docparse.line_column(source, diagnostic.span.start)
            place = f"{place}:{line}:{column}"
        _say(f"{place}: {diagnostic.code}: {diagnostic.message}")
    if len(diagnostics) > _REPORTED:
        _say(f"{_input_name(arguments)}: and {len(diagnostics) - _REPORTED} more")


_REPORTED: Final = 100


def _say(message: str) -> None:
    with suppress(OSError, ValueError, AttributeError):  # standard error may be closed
        sys.stderr.write(_terminal_text(message) + "\n")
    _flush(sys.stderr)


def _terminal_line(text: str) -> str:
    """Return ``text`` without line ends and characters that control a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _terminal_text(text: str) -> str:
    """Return lines without characters that control a terminal."""
    return "\n".join(map(_terminal_line, text.split("\n")))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _flush(stream: TextIO | None) -> None:
    """Flush ``stream``; if that fails, drop what is left so that Python does not try again."""
    if stream is None:
        return
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
