"""A file cut into parts, each the work of one worker and the content of one shard."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, Final

import attrs

from docparse.corpus.errors import InputError, RefusedError
from docparse.corpus.files import damage, open_lines, open_parquet, read_errors
from docparse.corpus.inputs import InputFile

PART_BYTES: Final = 32 * 2**20
"""How much text a part holds, about. A row group or a compressed file is not cut, however large."""


@attrs.frozen
class Options:
    """What a run makes of each record, and where: the same for every part."""

    output: str
    emit: tuple[str, ...]
    text_column: str = "text"
    id_column: str = "id"
    format: str = "parquet"

    def recorded(self) -> dict[str, Any]:
        """Return the options that decide what is in the output."""
        options = attrs.asdict(self)
        del options["output"]
        return {**options, "emit": list(self.emit)}


@attrs.frozen
class Part:
    """A stretch of a file: bytes of JSONL, row groups of Parquet, all of what is compressed.

    A record of JSONL belongs to the part that its first byte is in. ``weight`` is how many
    bytes of the file it stands for.
    """

    file: InputFile
    start: int
    end: int
    weight: int
    shard: str


def parts_of(file: InputFile, options: Options, has_own_id: bool) -> list[Part]:
    """Cut ``file`` into parts.

    Raises InputError if it cannot be read, and RefusedError, which lists the columns, if it
    has no column of texts, or no column of ids and ``has_own_id``: the caller named one.
    """
    try:
        if file.kind == "parquet":
            ranges = list(_row_group_ranges(file, options, has_own_id))
        else:
            _check_names(file, options)
            ranges = list(_byte_ranges(file))
    except read_errors() as error:
        raise InputError(damage(error)) from None
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", os.path.basename(file.path).split(".")[0])[:60]
    name = os.path.normpath(file.path).replace(os.sep, "/").encode("utf-8", "surrogateescape")
    prefix = f"{stem.strip('-') or 'part'}-{hashlib.sha256(name).hexdigest()[:12]}"
    suffix = ".jsonl" if options.format == "jsonl" else ".parquet"
    return [
        Part(file, start, end, weight, f"{prefix}-{number:05d}{suffix}")
        for number, (start, end, weight) in enumerate(ranges)
    ]


def digest_of(part: Part, options: Options) -> str:
    """Return the SHA-256 of the bytes that ``part`` is read from."""
    digest = hashlib.sha256()
    with open(part.file.path, "rb") as file:
        for start, end in _spans(part, options):
            file.seek(start)
            for block in _blocks(file, end - start):
                digest.update(block)
    return digest.hexdigest()


def _blocks(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (block := file.read(min(size, 2**20))):
        size -= len(block)
        yield block


# ---------------------------------------------------------------------------------- Parquet


def _row_group_ranges(
    file: InputFile, options: Options, has_own_id: bool
) -> Iterator[tuple[int, int, int]]:
    with open_parquet(file.path) as opened:
        names = opened.schema_arrow.names
        _check_column(file, "text", options.text_column, names)
        if has_own_id:
            _check_column(file, "id", options.id_column, names)
        leaves = _leaves(opened.metadata, options.text_column)
        start = size = weight = 0
        for group in range(opened.metadata.num_row_groups):
            chunks = [opened.metadata.row_group(group).column(leaf) for leaf in leaves]
            size += sum(chunk.total_uncompressed_size for chunk in chunks)
            weight += sum(chunk.total_compressed_size for chunk in chunks)
            if size >= PART_BYTES:
                yield start, group + 1, weight
                start, size, weight = group + 1, 0, 0
        if start < opened.metadata.num_row_groups:
            yield start, opened.metadata.num_row_groups, weight


def _leaves(metadata: Any, *columns: str) -> list[int]:
    """Return the numbers of the columns as they are stored, where a nested one is several."""
    paths = [metadata.schema.column(number).path for number in range(metadata.num_columns)]
    return [
        number
        for number, path in enumerate(paths)
        if any(path == column or path.startswith(f"{column}.") for column in columns)
    ]


def _spans(part: Part, options: Options) -> Iterator[tuple[int, int]]:
    if part.file.kind != "parquet":
        yield part.start, part.end
        return
    with open_parquet(part.file.path) as opened:
        leaves = _leaves(opened.metadata, options.text_column, options.id_column)
        for group in range(part.start, part.end):
            for leaf in leaves:
                chunk = opened.metadata.row_group(group).column(leaf)
                start = chunk.dictionary_page_offset or chunk.data_page_offset
                yield start, start + chunk.total_compressed_size


def _check_column(file: InputFile, what: str, name: str, names: list[str]) -> None:
    if name not in names:
        raise RefusedError(
            f"there is no column {name!r} in {file.path}, only: {', '.join(names)}; "
            f"--{what}-column names another"
        )


# ------------------------------------------------------------------------------------ JSONL


def _byte_ranges(file: InputFile) -> Iterator[tuple[int, int, int]]:
    size = file.size if file.kind in ("gzip", "zstd") else PART_BYTES
    for start in range(0, file.size, max(size, 1)):
        end = min(start + size, file.size)
        yield start, end, end - start


def _check_names(file: InputFile, options: Options) -> None:
    """Refuse a file if none of its first records has the text; a later one without it is listed."""
    names: dict[str, None] = {}
    with open(file.path, "rb") as raw, open_lines(raw, file.kind) as opened:
        for line in _first_lines(opened):
            with suppress(ValueError, RecursionError):
                record = json.loads(line)
                names.update(dict.fromkeys(record if isinstance(record, dict) else ()))
    if names:
        _check_column(file, "text", options.text_column, list(names))


def _first_lines(file: IO[bytes]) -> Iterator[bytes]:
    with suppress(*read_errors()):  # whoever reads the records comes upon the damage again
        for _ in range(100):
            yield file.readline(2**20)
