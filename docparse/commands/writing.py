"""Output to a file, whole or not at all, or to standard output."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from errno import EACCES
from typing import Final

from docparse.commands.article import reason
from docparse.commands.command import FAILED, Failure
from docparse.commands.console import Console, utf8

_STANDARD_STREAMS: Final = {"/dev/stdout": 1, "/dev/stderr": 2}
_OPEN_FILE: Final = re.compile(r"/dev/stdout|/dev/stderr|(?:/dev|/proc/self)/fd/([0-9]{1,6})")


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
    if output is None or output == "-" or _OPEN_FILE.fullmatch(output):
        return False
    return os.path.isfile(output) or not os.path.exists(output)


def with_line_end(text: str) -> str:
    """Return ``text`` with a newline at its end, if there is any text."""
    return text + "\n" if text and not text.endswith("\n") else text


def write_file(path: str, text: str, *, makes_folder: bool = False) -> None:
    """Make ``text`` the content of the file ``path``; if need be, make its folder first.

    The file appears whole or not at all. Raises Failure.
    """
    if makes_folder:
        make_folder(os.path.dirname(path))
    try:
        _write_whole(path, utf8(text))
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        folder = os.path.dirname(path)
        raise Failure(FAILED, f"cannot write {path}: there is no folder {folder}") from None
    except (OSError, ValueError) as error:
        raise Failure(FAILED, f"cannot write {path}: {reason(error)}") from None


def _write_whole(path: str, data: bytes) -> None:
    """Make ``data`` the content of the file ``path``, or leave everything as it was.

    The new file keeps the mode of the old one; a link stays, and its target is written. A device or
    a pipe, which cannot be replaced, is written to, and so is a file that this process has open
    already, such as ``/dev/stdout``. Raises OSError.
    """
    if not is_file_name(path):
        opened = _OPEN_FILE.fullmatch(path)
        number = opened and (_STANDARD_STREAMS.get(path) or int(opened[1]))
        with open(path if number is None else os.dup(number), "wb") as stream:
            stream.write(data)
        return
    target = os.path.realpath(path)
    exists = os.path.lexists(target)
    if exists and not os.access(target, os.W_OK):
        raise PermissionError("it is read-only")
    temporary = os.path.join(os.path.dirname(target), f".docparse-{os.urandom(8).hex()}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if exists:
            shutil.copymode(target, temporary)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


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
