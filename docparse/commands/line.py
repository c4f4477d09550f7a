"""The whole command line as one parser."""

from __future__ import annotations

from collections.abc import Sequence

import docparse
from docparse.commands.all_commands import COMMANDS
from docparse.commands.parser import Arguments, Parser

DESCRIPTION = "Give an article that a text extractor flattened its structure back."
EPILOG = (
    "Exit codes: 0 done, 1 nothing to give, not writable or some articles failed, 2 wrong options, "
    "3 input unreadable, 130 interrupted."
)


class CommandLine:
    """The parser of ``docparse``, with a parser for each command.

    ``program`` is the parser of all, ``parsers`` those of the commands by name.
    """

    def __init__(self) -> None:
        self.program = Parser(prog="docparse", description=DESCRIPTION, epilog=EPILOG)
        version = f"docparse {docparse.__version__}"
        self.program.add_argument("--version", action="version", version=version)
        commands = self.program.add_subparsers(metavar="COMMAND", required=True)
        self.parsers: dict[str, Parser] = {}
        for name, command in COMMANDS.items():
            parser: Parser = commands.add_parser(
                name,
                aliases=command.aliases,
                help=command.about,
                description=command.about,
                usage=f"docparse {name} [OPTION]... {command.usage}",
            )
            parser.set_defaults(command=name)
            command.add_arguments(parser)
            self.parsers[name] = parser

    def parse(self, argv: Sequence[str] | None) -> Arguments:
        """Return the values of ``argv``, in ``command`` the name of the command.

        Names of files may stand between options. Exits as argparse does.
        """
        arguments, rest = self.program.parse_known_args(argv)
        if rest and COMMANDS[arguments.command].takes_many and not any(map(_is_option, rest)):
            arguments.inputs += rest
        elif rest:
            self.parsers[arguments.command].refuse(rest)
        return arguments


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and argument != "-"
