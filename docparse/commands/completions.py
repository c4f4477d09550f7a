"""``docparse completions``: what a shell needs to complete commands and options."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from docparse.commands.command import DONE, Command
from docparse.commands.console import Console
from docparse.commands.parser import Arguments, Parser
from docparse.commands.writing import write

SHELLS: Final = {"bash": "docparse.bash", "zsh": "_docparse", "fish": "docparse.fish"}
"""The file of each shell in the folder ``shell``; ``make shell-files`` makes them."""


class Completions(Command):
    """Prints the completions for a shell."""

    name = "completions"
    about = "Print what bash, zsh or fish needs to complete commands and options."
    usage = "SHELL"

    def add_arguments(self, parser: Parser) -> None:
        parser.add_argument("shell", metavar="SHELL", choices=tuple(SHELLS), help=", ".join(SHELLS))

    def run(self, arguments: Arguments, console: Console) -> int:
        script = files(__package__).joinpath("shell").joinpath(SHELLS[arguments.shell])
        write(None, script.read_text(encoding="utf-8"), console)
        return DONE
