"""The parser of arguments: it suggests what was meant, and its messages steer no terminal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn, TypeAlias

from docparse.commands.console import terminal_text
from docparse.errors import suggestion

Arguments: TypeAlias = argparse.Namespace
"""The values of the arguments, by name."""

Container: TypeAlias = argparse._ActionsContainer
"""What options are added to: a parser, or a group of its options."""

Switch: TypeAlias = argparse.BooleanOptionalAction
"""The action of an option that is also there as ``--no-…``; None unless said."""


class HelpFormatter(argparse.HelpFormatter):
    """Formats help alike in all versions of Python: ``-o FILE, --output FILE``."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings:
            return super()._format_action_invocation(action)
        value = f" {action.metavar or self._choices(action)}" if action.nargs != 0 else ""
        return ", ".join(f"{name}{value}" for name in action.option_strings)

    @staticmethod
    def _choices(action: argparse.Action) -> str:
        choices = action.choices
        return action.dest.upper() if choices is None else f"{{{','.join(map(str, choices))}}}"


class Parser(argparse.ArgumentParser):
    """Parses the arguments of ``docparse`` or of one command."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": HelpFormatter, **options})

    def error(self, message: str) -> NoReturn:
        """End with ``message``, without the long list of options before it."""
        self.exit(2, f"{self.prog}: error: {terminal_text(message)}\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = list(map(str, action.choices))
        kind = "command" if isinstance(action, argparse._SubParsersAction) else "choice"
        message = f"unknown {kind} {value!r}{suggestion(str(value), known)}"
        raise argparse.ArgumentError(action, f"{message} (there are {', '.join(known)})")

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """End with a message on arguments that the parser does not know."""
        options = [name for action in self._actions for name in action.option_strings]
        first = next((name for name in unknown if name.startswith("-")), "")
        hint = suggestion(first.partition("=")[0], options) if first else ""
        self.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")
