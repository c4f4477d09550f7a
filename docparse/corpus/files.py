"""Files of records, opened so that they can be read as a stream."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from docparse.corpus.errors import InputError
from docparse.corpus.remote import is_address, open_at
from docparse.errors import required


def status_of(path: str) -> os.stat_result:
    """Return the system's status of the file ``path``.

    Raises OSError if there is none, InputError if ``path`` is no regular file: opening a named
    pipe would block for ever.
    """
    status = os.stat(path)
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        raise InputError(f"it is {_ODD_KINDS.get(kind, 'a device')}, not a file of records")
    return status


_ODD_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
}


@contextmanager
def open_parquet(path: str) -> Iterator[Any]:
    """Open a Parquet file to be read page by page, not a whole row group at once."""
    pa = required("pyarrow", "corpus")
    parquet = required("pyarrow.parquet", "corpus")
    if not is_address(path):
        status_of(path)
    with (
        pa.PythonFile(open_at(path), "r")
        if is_address(path)
        else pa.OSFile(os.fsencode(path)) as source,
        parquet.ParquetFile(source, pre_buffer=False, buffer_size=2**20) as opened,
    ):
        yield opened


def open_bytes(path: str) -> IO[bytes]:
    """Open the regular file ``path`` for reading; raises as :func:`status_of` does.

    ``path`` may be an address, too.
    """
    if is_address(path):
        return open_at(path)
    status_of(path)
    return open(path, "rb")


def open_lines(file: IO[bytes], kind: str) -> Any:
    """Return the stream of lines in ``file``, JSONL that is compressed as ``kind`` says."""
    if kind == "gzip":
        return gzip.GzipFile(fileobj=file)
    if kind == "zstd":
        return io.BufferedReader(_Zstd(file), _Zstd.BLOCK)
    return file


class _Zstd(io.RawIOBase):
    """The content of a zstd file, up to the last byte before it is cut off or damaged.

    Arrow returns nothing for a read that reaches that place. The block is then read again, byte by
    byte.
    """

    BLOCK: Final = 2**16

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._streams = [self._opened()]  # a stream that is freed closes the file
        self._place = 0

    def _opened(self) -> Any:
        pa = required("pyarrow", "corpus")
        self._file.seek(0)
        return pa.CompressedInputStream(pa.PythonFile(self._file, "r"), "zstd")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._byte() if len(self._streams) > 1 else self._block(len(buffer))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def _block(self, size: int) -> bytes:
        try:
            return bytes(self._streams[-1].read(size))
        except OSError:
            self._streams.append(self._opened())
        left = self._place
        while left:
            left -= len(self._streams[-1].read(min(left, self.BLOCK)))
        return self._byte()

    def _byte(self) -> bytes:
        return bytes(self._streams[-1].read(1))


def is_passing(error: Exception) -> bool:
    """Whether ``error`` comes from the system and may be gone the next time."""
    return isinstance(error, MemoryError) or (
        isinstance(error, OSError) and error.errno is not None
    )


def damage(error: Exception) -> str:
    """Return in one line what is wrong with a file that ``error`` kept from being read."""
    if isinstance(error, EOFError) or "Truncated compressed stream" in str(error):
        return "the compressed file is cut off before its end"
    if isinstance(error, OSError) and error.errno is not None:
        return error.strerror or os.strerror(error.errno)
    message = str(error).split("\n")[0]
    pa = required("pyarrow", "corpus")
    if message and isinstance(error, (OSError, InputError, zlib.error, pa.ArrowException)):
        return message
    return f"{type(error).__name__}: {message}"
