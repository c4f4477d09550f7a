"""Standard output and standard error. The only module that prints."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, TextIO

import attrs


@attrs.frozen
class Console:
    """What is printed, and how much is said beside it.

    ``volume`` is 0 if only errors are said, 1 for the usual, 2 if everything is.
    """

    volume: int = 1

    def error(self, message: str) -> None:
        """Say on standard error what went wrong."""
        with suppress(OSError, ValueError, AttributeError):  # standard error may be closed
            sys.stderr.write(terminal_text(message) + "\n")
        _flush(sys.stderr)

    def say(self, message: str) -> None:
        """Say ``message`` on standard error, unless errors only are to be said."""
        if self.volume >= 1:
            self.error(message)

    def detail(self, message: str) -> None:
        """Say ``message`` on standard error if everything is to be said."""
        if self.volume >= 2:
            self.error(message)

    def print(self, text: str) -> None:
        """Write ``text`` to standard output, as UTF-8 whatever the locale is. Raises OSError."""
        if sys.stdout is None:
            raise OSError("it is closed")
        sys.stdout.buffer.write(utf8(text))
        sys.stdout.flush()

    @property
    def terminal(self) -> TextIO | None:
        """Where a bar can be drawn; None if standard error is no terminal, or nothing is said."""
        return (
            sys.stderr if self.volume and sys.stderr is not None and sys.stderr.isatty() else None
        )

    @property
    def prints_to_terminal(self) -> bool:
        """Whether standard output is a terminal, and neither a file nor a pipe."""
        return sys.stdout is not None and sys.stdout.isatty()

    def close(self) -> None:
        """Write what is still to be written to standard output."""
        _flush(sys.stdout)


def utf8(text: str) -> bytes:
    """Encode ``text``; a surrogate, which only the JSON of a chunk can hold, as its JSON escape."""
    return text.encode("utf-8", "backslashreplace")


def standard_input() -> bytes:
    """Return all bytes of standard input. Raises OSError."""
    if sys.stdin is None:
        raise OSError("it is closed")
    # Read in a Python loop: in C, a signal waits for the end.
    stream: Any = sys.stdin.buffer
    pieces = []
    while piece := stream.read1(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


def terminal_line(text: str) -> str:
    """Return ``text`` without line ends and characters that control a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def terminal_text(text: str) -> str:
    """Return lines without characters that control a terminal."""
    return "\n".join(map(terminal_line, text.split("\n")))


def first_of(lines: list[str], most: int) -> list[str]:
    """Return ``lines`` if they are no more than ``most``, else the first and how many there are."""
    more = len(lines) - most
    return [*lines[:most], f"… and {more} more"] if more > 0 else lines


def _flush(stream: TextIO | None) -> None:
    """Flush ``stream``; if that fails, drop what is left so that Python does not try again."""
    if stream is None:
        return
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
