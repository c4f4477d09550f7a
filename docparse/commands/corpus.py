"""``docparse corpus``: many texts of many files."""

from __future__ import annotations

from docparse.commands.command import DONE, FAILED, Command
from docparse.commands.console import Console, terminal_text
from docparse.commands.options import add_quiet
from docparse.commands.parser import Arguments, Parser
from docparse.corpus import command


class Corpus(Command):
    """Writes the structure of every text of a corpus to a folder of shards."""

    name = "corpus"
    about = command.ABOUT
    usage = "INPUT... --output DIR --emit COLUMNS"

    def add_arguments(self, parser: Parser) -> None:
        command.add_arguments(parser)
        add_quiet(parser)

    def run(self, arguments: Arguments, console: Console) -> int:
        summary = command.process(arguments, console.say, console.terminal)
        console.print(terminal_text("\n".join(summary.lines())) + "\n")
        return FAILED if summary.counts.failed or summary.problems else DONE
