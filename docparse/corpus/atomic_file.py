"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from typing import Final

_STANDARD_STREAMS: Final = {"/dev/stdout": 1, "/dev/stderr": 2}
_OPEN_FILE: Final = re.compile(r"/dev/stdout|/dev/stderr|(?:/dev|/proc/self)/fd/([0-9]{1,6})")


def is_stream(path: str) -> bool:
    """Whether ``path`` is written to as it stands: a device, a pipe, or a file that is open."""
    return bool(_OPEN_FILE.fullmatch(path)) or (os.path.exists(path) and not os.path.isfile(path))


def write_atomically(path: str, data: bytes) -> None:
    """Make ``data`` the content of the file ``path``, or leave everything as it was.

    The new file keeps the mode of the old one; a link stays, and its target is written. A device or
    a pipe, which cannot be replaced, is written to, and so is a file that this process has open
    already, such as ``/dev/stdout``. Raises OSError.
    """
    opened = _OPEN_FILE.fullmatch(path)
    if opened:
        number = _STANDARD_STREAMS.get(path) or int(opened[1])
        with os.fdopen(os.dup(number), "wb") as stream:
            stream.write(data)
        return
    target = os.path.realpath(path)
    exists = os.path.lexists(target)
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as device:
            device.write(data)
        return
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
