"""Files at addresses such as ``s3://bucket/texts``, by way of fsspec."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from docparse.corpus.errors import InputError
from docparse.errors import DocparseError, required


def is_address(name: str) -> bool:
    """Whether ``name`` is an address and not the path of a file here."""
    return "://" in name


@contextmanager
def _reading(before: str = "") -> Iterator[None]:
    """Raise InputError for whatever keeps an address from being read, with ``before`` it."""
    try:
        yield
    except DocparseError:
        raise
    except Exception as error:
        raise InputError(before + _reason_in_a_line(error)) from None


def _reason_in_a_line(error: Exception) -> str:
    """Return why a library failed; for a file that is missing this is what the system says."""
    number = getattr(error, "errno", None)
    message = os.strerror(number) if isinstance(number, int) and number else str(error)
    return message.strip().split("\n")[0] or type(error).__name__


def _opened(address: str) -> tuple[Any, str]:
    """Return the file system of ``address``, and the path in it."""
    fsspec = required("fsspec", "remote")
    found: tuple[Any, str] = fsspec.core.url_to_fs(address)
    return found


def addresses_of(address: str) -> tuple[str, list[str], bool]:
    """Return the folder that an address or pattern names, and the addresses of all files in it.

    The folder of a file is the one it lies in; the last value says that ``address`` is that of a
    file. Raises InputError if there is none.
    """
    with _reading(f"cannot read {address}: "):
        system, path = _opened(address)
        if any(sign in path for sign in "*?["):
            base = path[: min(path.find(sign) for sign in "*?[" if sign in path)]
            paths = [each for each in system.glob(path) if not system.isdir(each)]
        elif system.isdir(path):
            base, paths = path.rstrip("/") + "/", system.find(path)
        elif system.exists(path):
            base, paths = path, [path]
        else:
            raise InputError(f"cannot read {address}: there is no such file or folder")
        folder = system.unstrip_protocol(base.rpartition("/")[0])
        return folder, sorted(map(system.unstrip_protocol, paths)), base == path


def state_at(address: str) -> tuple[int, int]:
    """Return the size of the file at ``address``, and a number that changes when the file does."""
    with _reading():
        system, path = _opened(address)
        system.invalidate_cache(path.rpartition("/")[0])
        size = int(system.info(path)["size"] or 0)
        key = hashlib.sha256(str(system.ukey(path)).encode()).hexdigest()
        return size, int(key[:13], 16)


def open_at(address: str) -> IO[bytes]:
    """Open the file at ``address``; while it is read, a fault of the store is an OSError."""
    with _reading():
        system, path = _opened(address)
        file = system.open(path, "rb", block_size=2**23)
    return io.BufferedReader(_RemoteFile(file), 2**20)


class _RemoteFile(io.RawIOBase):
    """A file of fsspec's. Whatever goes wrong may be gone the next time, as a fault of a disk."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except Exception as error:
            raise OSError(errno.EIO, _reason_in_a_line(error)) from None
        buffer[: len(data)] = data
        return len(data)

    def seek(self, place: int, whence: int = 0) -> int:
        return int(self._file.seek(place, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
