"""The whole command line as one parser."""

from __future__ import annotations

import os
from collections.abc import Sequence

import docparse
from docparse.commands.all_commands import ALIASES, COMMANDS, command_named
from docparse.commands.command import Command
from docparse.commands.parser import Arguments, Parser
from docparse.errors import suggestion
from docparse.source import lines

DESCRIPTION = "Give back the structure of an article that a text extractor flattened."
EPILOG = (
    "Exit codes: 0 done, 1 nothing to give, not writable or some articles failed, 2 wrong options, "
    "3 input unreadable, 130 interrupted."
)


class CommandLine:
    """The parser of ``docparse``, with a parser for each command.

    If ``argv`` names a command, there is only that one. ``program`` is the parser of all,
    ``commands`` are the commands by name, and ``parsers`` their parsers.
    """

    def __init__(self, argv: Sequence[str] = ()) -> None:
        self.program = Parser(prog="docparse", description=DESCRIPTION, epilog=EPILOG)
        version = f"docparse {docparse.__version__}{', compiled' if is_compiled() else ''}"
        self.program.add_argument("-V", "--version", action="version", version=version)
        commands = self.program.add_subparsers(metavar="COMMAND", required=True)
        self.commands: dict[str, Command] = {}
        self.parsers: dict[str, Parser] = {}
        self._argv = argv
        named = ALIASES.get(argv[0], argv[0]) if argv else ""
        for name in [named] if named in COMMANDS else COMMANDS:
            command = self.commands[name] = command_named(name)
            parser: Parser = commands.add_parser(
                name,
                aliases=[alias for alias, meant in ALIASES.items() if meant == name],
                help=command.about,
                description=command.about,
                usage=f"docparse {name} [OPTION]... {command.usage}",
            )
            parser.set_defaults(command=name)
            command.add_arguments(parser)
            self.parsers[name] = parser

    def parse(self) -> Arguments:
        """Return the values of the arguments, in ``command`` the name of the command.

        Names of files may stand between options. Exits as argparse does.
        """
        if not self._argv:
            self.program.exit(2, self.program.format_help())
        first = self._argv[0]
        known = self.program._option_string_actions
        if _is_option(first) and first not in known:
            is_of_commands = any(
                first in parser._option_string_actions for parser in self.parsers.values()
            )
            hint = "" if is_of_commands else suggestion(first, known)
            where = f"options stand behind the command: docparse COMMAND {first} ..."
            self.program.error(f"there is no {first}{hint}" if hint else where)
        if first in ("help", "version"):
            self.program.error(f"there is no command {first!r}; did you mean '--{first}'?")
        if first not in {*COMMANDS, *ALIASES} and os.path.exists(first):
            self.program.error(f"say what to do with {first}: docparse COMMAND {first} ...")
        arguments, rest = self.program.parse_known_args(self._argv)
        if rest and self.commands[arguments.command].takes_many and not any(map(_is_option, rest)):
            arguments.inputs += rest
        elif rest:
            self.parsers[arguments.command].refuse(rest)
        return arguments


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and argument != "-"


def is_compiled() -> bool:
    """Whether the parse path of this docparse was compiled when it was built."""
    return not lines.__file__.endswith(".py")
