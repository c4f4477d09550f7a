"""Output to a file, whole or not at all, or to standard output."""

from __future__ import annotations

import os
from errno import EACCES

from docparse.commands.article import reason
from docparse.commands.command import FAILED, Failure
from docparse.commands.console import Console, utf8
from docparse.corpus.atomic_file import is_stream, write_atomically


def write(output: str | None, text: str, console: Console) -> None:
    """Write ``text``, with a newline at its end, to ``output`` or to standard output."""
    text = with_line_end(text)
    if output not in (None, "-"):
        write_file(str(output), text)
        return
    try:
        console.print(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Failure(FAILED, f"cannot write to standard output: {reason(error)}") from None


def is_file_name(output: str | None) -> bool:
    """Whether ``output`` names a file: not standard output, another stream, a device or a pipe."""
    return output not in (None, "-") and not is_stream(str(output))


def with_line_end(text: str) -> str:
    """Return ``text`` with a newline at its end, if there is any text."""
    return text + "\n" if text and not text.endswith("\n") else text


def write_file(path: str, text: str, *, makes_folder: bool = False) -> None:
    """Make ``text`` the content of the file ``path``; if need be, make its folder first.

    Raises Failure.
    """
    if makes_folder:
        make_folder(os.path.dirname(path))
    try:
        write_atomically(path, utf8(text))
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        folder = os.path.dirname(path)
        raise Failure(FAILED, f"cannot write {path}: there is no folder {folder}") from None
    except (OSError, ValueError) as error:
        raise Failure(FAILED, f"cannot write {path}: {reason(error)}") from None


def make_folder(path: str) -> None:
    """Make the folder ``path`` if it is not there. Raises Failure if nothing can be put in it."""
    try:
        os.makedirs(path, exist_ok=True)
        if not os.access(path or ".", os.W_OK | os.X_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except FileExistsError:
        raise Failure(FAILED, f"cannot write to {path}: it is a file, not a folder") from None
    except (OSError, ValueError) as error:
        raise Failure(FAILED, f"cannot write to {path}: {reason(error)}") from None
