"""Options that several commands take."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Final

from docparse.commands.inputs import FORM_NAMES
from docparse.commands.parser import Arguments, Container, Parser, Switch
from docparse.dialects.detect import DIALECTS
from docparse.renderers.metadata import is_address

READING: Final = ("dialect", "min_confidence", "headings", "inline")
"""The options of ``parse``."""

PAGE: Final = ("title", "lang", "url", "date")
"""What is said of the page that an article was on."""


def add_inputs(parser: Parser) -> None:
    """Add IN…, the articles."""
    parser.add_argument(
        "inputs",
        metavar="IN",
        nargs="+",
        help="an article: a file, a folder of files or a pattern; - is standard input",
    )


def add_file(parser: Parser) -> None:
    """Add FILE, the only article."""
    parser.add_argument("inputs", metavar="FILE", nargs=1, help="the article; - is standard input")


def add_force(parser: Container) -> None:
    """Add whether everything is read."""
    parser.add_argument(
        "--force", action="store_true", help="read a file even if it does not look like text"
    )


def add_output(parser: Parser) -> None:
    """Add the name of the file that is written."""
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, whole or not")


def add_out_dir(parser: Parser) -> None:
    """Add the name of the folder that files are written to."""
    parser.add_argument(
        "--out-dir", metavar="DIR", help="write a file an article to the folder DIR"
    )
    parser.set_defaults(skip_empty=False)


def add_skip_empty(parser: Parser) -> None:
    """Add whether an article may have nothing to write."""
    parser.add_argument(
        "--skip-empty", action="store_true", help="an article with nothing to write is no failure"
    )


def add_many(parser: Parser) -> None:
    """Add how several articles are read, and what is said of them."""
    parser.add_argument(
        "-j",
        "--jobs",
        type=_job_count,
        default=1,
        metavar="N",
        help="read N articles at once; 0: one for each core (default: 1)",
    )
    parser.add_argument("--strict", action="store_true", help="diagnostics are errors")


def add_summary(parser: Parser) -> None:
    """Add whether a summary is printed."""
    parser.add_argument(
        "--json", dest="summary", action="store_true", help="print a summary as JSON"
    )


def _job_count(text: str) -> int:
    try:
        count = int(text)
    except ValueError:
        count = -1
    if count < 0:
        raise ArgumentTypeError(f"{text[:20]!r} is no whole number from 0")
    return count


def add_reading(parser: Parser) -> None:
    """Add how a file is read."""
    reading = parser.add_argument_group("how an article is read")
    add_force(reading)
    reading.add_argument(
        "--from",
        dest="source_form",
        choices=FORM_NAMES,
        default="auto",
        help="what it is; auto goes by the name of the file, and takes text for the rest",
    )
    reading.add_argument("--dialect", metavar="NAME", help=f"what wrote it: {', '.join(DIALECTS)}")
    reading.add_argument(
        "--min-confidence", type=float, metavar="X", help="leave out headings less sure, 0 to 1"
    )
    reading.add_argument(
        "--headings", choices=("infer", "marks"), help="find bare headings, or only marked ones"
    )
    reading.add_argument("--inline", action=Switch, help="read marks such as ** in lines")


def add_page(parser: Parser) -> None:
    """Add what is said of the page: the options of :data:`PAGE`."""
    parser.add_argument("--title", help="the title of the page")
    parser.add_argument("--lang", metavar="TAG", help="the language, such as en or pt-BR")
    parser.add_argument("--url", type=_address, help="where the article was published")
    parser.add_argument("--date", help="when it was published, such as 2025-05-17")


def _address(text: str) -> str:
    if not is_address(text):
        raise ArgumentTypeError(f"{text!r} is no http or https URL without spaces")
    return text


def add_furniture(parser: Parser) -> None:
    """Add what becomes of the furniture of the page."""
    parser.add_argument(
        "--furniture",
        choices=("keep", "mark", "drop"),
        help="what becomes of lines of the page around the article (a page marks them)",
    )


def add_volume(parser: Parser) -> None:
    """Add how much is said on standard error."""
    volume = parser.add_mutually_exclusive_group()
    add_quiet(volume)
    volume.add_argument(
        "-v", "--verbose", dest="volume", action="store_const", const=2, help="say what is done"
    )


def add_quiet(parser: Container) -> None:
    """Add that only errors are said."""
    parser.add_argument(
        "-q",
        "--quiet",
        dest="volume",
        action="store_const",
        const=0,
        default=1,
        help="say nothing but errors",
    )


def option_name(name: str) -> str:
    """Return the option of the argument ``name``: ``"--min-confidence"`` of ``min_confidence``."""
    return "--" + name.replace("_", "-")


def has_empty_name(arguments: Arguments) -> bool:
    """Whether the name of a file or folder among ``arguments`` is empty."""
    return "" in [*arguments.inputs, arguments.output, arguments.out_dir]
