"""Files of records, opened so that they can be read as a stream."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO, Any

from docparse.extras import required


def open_parquet(path: str) -> Any:
    """Open a Parquet file so that it is read page by page, not all of a row group at once."""
    required("pyarrow", "corpus")
    parquet = required("pyarrow.parquet", "corpus")
    return parquet.ParquetFile(path, pre_buffer=False, buffer_size=2**20)


def open_lines(file: IO[bytes], kind: str) -> Any:
    """Return what the lines of ``file``, a JSONL file of that ``kind``, are read from."""
    if kind == "gzip":
        return gzip.GzipFile(fileobj=file)
    if kind == "zstd":
        pa = required("pyarrow", "corpus")
        stream: Any = pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")
        return io.BufferedReader(stream, 2**20)
    return file


def read_errors() -> tuple[type[Exception], ...]:
    """Return what reading a file raises when it is damaged or cut off."""
    pa = required("pyarrow", "corpus")
    return (OSError, EOFError, zlib.error, pa.ArrowException)


def damage(error: Exception) -> str:
    """Say what is wrong with a file that raised ``error``, one of :func:`read_errors`."""
    if isinstance(error, EOFError):
        return "the compressed file is cut off before its end"
    return str(getattr(error, "strerror", None) or error).split("\n")[0]
