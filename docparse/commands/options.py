"""Options that several commands take."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Final

from docparse.commands.parser import Arguments, Parser, Switch
from docparse.dialects.detect import DIALECTS
from docparse.renderers.metadata import is_address

READING: Final = ("dialect", "min_confidence", "headings", "inline")
"""The options of ``parse``."""

PAGE: Final = ("title", "lang", "url", "date")
"""What is said of the page that an article was on."""


def add_file(parser: Parser) -> None:
    """Add FILE, and how it is opened."""
    parser.add_argument("file", metavar="FILE", help="the article; - is standard input")
    parser.add_argument(
        "--force", action="store_true", help="read FILE even if it does not look like text"
    )


def add_output(parser: Parser) -> None:
    """Add the name of the file that is written."""
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, whole or not")


def add_outputs(parser: Parser) -> None:
    """Add the name of the file, or of the folder of files, that is written."""
    add_output(parser)
    parser.add_argument("--out-dir", metavar="DIR", help="write files to the folder DIR")


def add_reading(parser: Parser) -> None:
    """Add how a file is read."""
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
    volume.add_argument(
        "-q",
        "--quiet",
        dest="volume",
        action="store_const",
        const=0,
        default=1,
        help="say nothing but errors",
    )
    volume.add_argument(
        "-v", "--verbose", dest="volume", action="store_const", const=2, help="say what is done"
    )


def option_name(name: str) -> str:
    """Return the option of the argument ``name``: ``"--min-confidence"`` of ``min_confidence``."""
    return "--" + name.replace("_", "-")


def empty_name(arguments: Arguments) -> bool:
    """Whether the name of a file or folder among ``arguments`` is empty."""
    values = vars(arguments)
    named = [values.get("file"), values.get("output"), values.get("out_dir")]
    return "" in [*named, *values.get("inputs", [])]
