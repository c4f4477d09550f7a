"""Options that several commands take."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Final

from docparse.columns.settings import OPTIONS_BY_COLUMN, PER_RECORD
from docparse.commands.command import UsageError
from docparse.commands.inputs import FORM_NAMES
from docparse.commands.parser import Container, Parser, Switch
from docparse.dialects.detect import DIALECTS
from docparse.renderers.metadata import is_address

PAGE: Final = PER_RECORD
"""What is said of the page that an article was on."""

CUTTING: Final = OPTIONS_BY_COLUMN["sections"]
"""How an article is cut into pieces."""


def add_inputs(parser: Parser) -> None:
    """Add IN…, the articles."""
    parser.add_argument(
        "inputs",
        metavar="IN",
        nargs="+",
        help="an article: a file, a folder of files or a pattern; - is standard input",
    )


def add_force(parser: Container) -> None:
    """Add whether everything is read."""
    parser.add_argument(
        "--force", action="store_true", help="read a file even if it does not look like text"
    )


def add_output(parser: Parser) -> None:
    """Add the name of the file that is written."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to FILE, which appears whole or not at all"
    )


def add_skip_empty(parser: Parser) -> None:
    """Add whether an article may have nothing to write."""
    parser.add_argument(
        "--skip-empty",
        action="store_true",
        help="pass over articles with nothing to write",
    )


def add_number(group: Container, *names: str, lowest: int = 0, **options: Any) -> None:
    """Add an option whose values are whole numbers from ``lowest`` on."""
    group.add_argument(*names, type=partial(whole_number, lowest=lowest), metavar="N", **options)


def whole_number(text: str, lowest: int | None = None) -> int:
    """Return the number ``text``: 50 of ``"50"``. Raises ArgumentTypeError if it is another."""
    number = None
    with suppress(ValueError):
        number = int(text)
    if number is None or (lowest is not None and number < lowest):
        least = "" if lowest is None else f" of at least {lowest}"
        raise ArgumentTypeError(f"{text[:20]!r} is not a whole number{least}")
    return number


def _confidence_of_option(text: str) -> float:
    try:
        confidence = float(text)
    except ValueError:
        confidence = -1.0
    if not 0 <= confidence <= 1:
        raise ArgumentTypeError(f"{text[:20]!r} is not a number from 0 to 1")
    return confidence


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
    add_parsing(reading)


def add_parsing(group: Container) -> None:
    """Add the options of ``parse``: ``dialect`` and the like."""
    group.add_argument("--dialect", metavar="NAME", help=f"what wrote it: {', '.join(DIALECTS)}")
    group.add_argument(
        "--min-confidence",
        type=_confidence_of_option,
        metavar="X",
        help="leave out headings that are less sure than X, from 0 to 1 (default: 0.5)",
    )
    group.add_argument(
        "--headings", choices=("infer", "marks"), help="find bare headings, or only marked ones"
    )
    group.add_argument(
        "--inline",
        action=Switch,
        help="read marks such as ** in lines, or leave them (default: as the text tells)",
    )


def add_cutting(group: Container) -> None:
    """Add how an article is cut: the options of :data:`CUTTING`, but for ``furniture``."""
    add_number(group, "--max-chars", lowest=1, help="the longest piece (default: 1000)")
    add_number(group, "--max-tokens", lowest=1, help="the longest piece, in tokens")
    group.add_argument(
        "--tokenizer", metavar="NAME", help="tiktoken:NAME, tokenizers:NAME or a tokenizer.json"
    )
    add_number(
        group, "--overlap", help="how much of the piece before is repeated, in the same unit"
    )
    add_number(group, "--min-chars", help="join pieces shorter than N")
    group.add_argument(
        "--tables",
        choices=("text", "markdown", "csv", "html"),
        help="how tables in pieces are written",
    )


def add_page(parser: Container) -> None:
    """Add what is said of the page: the options of :data:`PAGE`."""
    parser.add_argument("--title", help="the title of the page")
    parser.add_argument("--lang", metavar="TAG", help="the language, such as en or pt-BR")
    parser.add_argument("--url", type=_address, help="where the article was published")
    parser.add_argument("--date", help="when it was published, such as 2025-05-17")


def _address(text: str) -> str:
    if not is_address(text):
        raise ArgumentTypeError(f"{text!r} is not an http or https URL without spaces")
    return text


def add_furniture(parser: Container) -> None:
    """Add what becomes of the furniture of the page."""
    parser.add_argument(
        "--furniture",
        choices=("keep", "mark", "drop"),
        help="what becomes of menus and the like around the article (default: keep; a page of "
        "html marks them)",
    )


def add_faq(parser: Container) -> None:
    """Add what a question is in HTML."""
    parser.add_argument(
        "--faq",
        choices=("headings", "details"),
        help="what questions are in html: headings, or details that unfold",
    )


def add_indent(parser: Container) -> None:
    """Add how JSON is laid out."""
    add_number(parser, "--indent", help="json: N spaces a level; else one line")


def add_flattening(parser: Container) -> None:
    """Add how flattened text is written."""
    parser.add_argument("--to-dialect", metavar="NAME", help="text: the dialect to write")
    parser.add_argument(
        "--formatting",
        action="store_const",
        const=True,
        help="text: with marks, quotes and fences",
    )


def add_formulas(parser: Container, default: str | None = None) -> None:
    """Add what becomes of cells that a spreadsheet would run."""
    parser.add_argument(
        "--formulas",
        choices=("escape", "keep"),
        default=default,
        help="put a ' before what a spreadsheet would run, or keep it (default: "
        f"{default or 'keep'})",
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


def in_options(message: str, names: Iterable[str]) -> str:
    """Return ``message``, which is about arguments of Python, as it is about options.

    ``"max_chars is for sections"`` becomes ``"--max-chars is for sections"``, and ``"add
    tokenizer=NAME"`` becomes ``"add --tokenizer NAME"``. ``names`` are those of all arguments; one
    is taken for such at the beginning, with ``_`` in it, or before ``=True``, ``=N`` or ``=NAME``.
    """
    known = set(names)

    def option(match: re.Match[str]) -> str:
        name = match["name"]
        is_meant = match.start() == 0 or "_" in name or match["value"]
        if not is_meant or name not in known:
            return match[0]
        return option_name(name) + (f" {match['metavar']}" if match["metavar"] else "")

    return re.sub(_ARGUMENT, option, message)


_ARGUMENT: Final = (
    r"(?<![\w'\"])(?P<name>[a-z_]+)(?P<value>=(?:True|(?P<metavar>N|NAME)))?(?![\w'\"])"
)


def check_names(*names: str | None) -> None:
    """Raise UsageError if one of ``names`` is empty, or an address such as ``s3://bucket/out``."""
    from docparse.corpus import remote

    for name in names:
        if name == "":
            raise UsageError("the name of a file or folder is empty")
        if name is not None and remote.is_address(name):
            raise UsageError(
                f"{name} is an address, and only an input of docparse corpus may be one: "
                "name a file or folder of this machine"
            )
