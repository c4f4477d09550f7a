"""What a command is, and how it ends."""

from __future__ import annotations

import os
import traceback
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final

from docparse.commands.console import Console
from docparse.commands.parser import Arguments, Parser

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3
INTERRUPTED: Final = 130


class Failure(Exception):
    """Ends the command with the exit code ``code``, and a message on standard error."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Nothing(Failure):
    """An article has nothing of what is asked for."""

    def __init__(self, message: str) -> None:
        super().__init__(FAILED, message)


class UsageError(Exception):
    """Options that do not fit together; the message says what to say instead."""


class Command(ABC):
    """A command of the command line: ``docparse NAME …``.

    A subclass says what it is called, which arguments it takes, and what it does.
    """

    name: ClassVar[str]
    about: ClassVar[str]
    """One sentence for the help."""

    usage: ClassVar[str]
    """What stands behind the options: ``"IN..."``."""

    takes_many: ClassVar[bool] = False
    """Whether ``arguments.inputs`` is a list of any length, whose names may be anywhere."""

    @abstractmethod
    def add_arguments(self, parser: Parser) -> None:
        """Add the arguments of the command to ``parser``."""

    def check(self, arguments: Arguments) -> None:
        """Raise UsageError for options that do not fit together, before anything is read."""
        return

    @abstractmethod
    def run(self, arguments: Arguments, console: Console) -> int:
        """Do the work and return the exit code. Raises Failure or a DocparseError."""


def fault(error: Exception) -> str:
    """Return what to say of ``error``, which docparse should not have raised, and where it was."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    return f"a fault of docparse: {type(error).__name__}: {error}{place}; please report it"


def given(arguments: Arguments, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the options among ``names`` that have a value: ``{"title": "Ferry"}``."""
    values = {name: getattr(arguments, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}
