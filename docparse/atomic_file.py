"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress


def write_atomically(path: str, data: bytes) -> None:
    """Make ``data`` the content of the file ``path``, or leave everything as it was.

    The new file takes over the mode of the old one; a link stays, and what it leads to is
    written. A device or a pipe, which cannot be replaced, is written to. Raises OSError.
    """
    target = os.path.realpath(path)
    exists = os.path.lexists(target)
    if exists and not os.path.isfile(target):
        with open(target, "wb") as device:
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
