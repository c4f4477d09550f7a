"""Files of records, opened so that they can be read as a stream."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from docparse.corpus.errors import InputError
from docparse.corpus.remote import is_address, open_at
from docparse.errors import DocparseError, required


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


def kind_of_content(beginning: bytes) -> str | None:
    """Return the kind of a file that begins like this; None if it may be lines as they are."""
    return next((kind for sign, kind in _BEGINNINGS.items() if beginning.startswith(sign)), None)


_BEGINNINGS: Final = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"PAR1": "parquet"}


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
    if kind in _DECOMPRESSED:
        return io.BufferedReader(_Compressed(file, _DECOMPRESSED[kind]), _Compressed.BLOCK)
    return file


def _gunzipped(file: IO[bytes]) -> Any:
    return gzip.GzipFile(fileobj=file)


def _zstd_decompressed(file: IO[bytes]) -> Any:
    pa = required("pyarrow", "corpus")
    return pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")


_DECOMPRESSED: Final[dict[str, Callable[[Any], Any]]] = {
    "gzip": _gunzipped,
    "zstd": _zstd_decompressed,
}
"""What decompresses a file, by its kind."""


class _Compressed(io.RawIOBase):
    """The content of a compressed file, up to the last byte before it is cut off or damaged.

    The libraries return nothing for a read that reaches that place, and nothing of what they
    decompressed along with it. The file is then read again from its start, byte by byte, and given
    to the library in smaller and smaller pieces around that place.
    """

    BLOCK: Final = 2**16
    PIECES: Final = (2**17, 2**12, 2**6, 1)
    """Bytes: the most that a library reads at once, then the pieces that it is given."""

    def __init__(self, file: IO[bytes], opened: Callable[[Any], Any]) -> None:
        self._opened = opened
        self._fed = _Fed(file)
        self._streams = [opened(self._fed)]  # a stream that is freed closes the file
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while True:
            attempt = len(self._streams)
            try:
                data = bytes(self._streams[-1].read(len(buffer) if attempt == 1 else 1))
            except (OSError, EOFError, zlib.error) as error:
                if is_passing(error) or attempt == len(self.PIECES):
                    raise
                self._begin_again(self.PIECES[attempt - 1], self.PIECES[attempt])
            else:
                buffer[: len(data)] = data
                self._place += len(data)
                return len(data)

    def _begin_again(self, piece: int, next_piece: int) -> None:
        """Read the file again to where the content was read to; it was given in pieces so far."""
        self._fed.begin_again(2 * piece, next_piece)
        self._streams.append(self._opened(self._fed))
        left = self._place
        while left:
            left -= len(self._streams[-1].read(min(left, self.BLOCK)))


class _Fed:
    """A compressed file that can be given to a library in pieces, from some byte on."""

    FEW: Final = 2**10
    """Bytes; who asks for so few reads a header, and has to get all of them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._pieces_from: int | None = None
        self._piece = 0
        self.closed = False

    def begin_again(self, back: int, piece: int) -> None:
        """Start again; from ``back`` bytes before the present place on, give ``piece`` bytes."""
        self._pieces_from = max(self._file.tell() - back, 0)
        self._piece = piece
        self._file.seek(0)

    def read(self, size: int) -> bytes:
        if self._pieces_from is not None and size > self.FEW:
            before = self._pieces_from - self._file.tell()
            size = min(size, before if before > 0 else self._piece)
        return self._file.read(size)

    def seekable(self) -> bool:
        return False

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        pass


@contextmanager
def reading() -> Iterator[None]:
    """Raise InputError for whatever keeps a file from being read."""
    try:
        yield
    except DocparseError:
        raise
    except Exception as error:
        raise InputError(damage(error)) from None


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
