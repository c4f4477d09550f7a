"""A file cut into parts, each the work of one worker and the content of one shard."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, Any, Final

import attrs

from docparse.corpus.errors import InputError, RefusedError
from docparse.corpus.files import kind_of_content, open_bytes, open_lines, open_parquet, reading
from docparse.corpus.inputs import InputFile, described
from docparse.corpus.options import Options
from docparse.corpus.remote import is_address
from docparse.errors import suggestion
from docparse.source.decoding import why_not_text

PART_BYTES: Final = 32 * 2**20
"""The size of a part, about. A row group or a compressed file is not cut, however large."""

FIRST_PART_BYTES: Final = 2 * 2**20
"""The size of the first part of a file; each is then twice as large as the one before."""

PART_TEXTS: Final = 4096
"""The most files that are a text each in one part."""


def part_sizes() -> Iterator[int]:
    """Yield the sizes of the parts of a file, in order: small at first, then PART_BYTES.

    What is under way when a run is stopped is lost. Since the first parts are small, it keeps
    something even if it is stopped after a second. The sizes are the same however long a file is,
    so that what is appended to it changes no part but the last.
    """
    size = FIRST_PART_BYTES
    while True:
        yield min(size, PART_BYTES)
        size = min(2 * size, PART_BYTES)


SHARD_NAME: Final = re.compile(r"[A-Za-z0-9_-]+-[0-9a-f]{12}-[0-9]{5,}\.(?:parquet|jsonl)")
"""The names that :func:`plan_of` gives to shards, and nobody else to a file."""


def _uncut(sizes: Sequence[tuple[int, int]], longest: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and weight of each part of a row of pieces, of which no part cuts one.

    ``sizes`` are size and weight of each piece. A part has at most ``longest`` of them.
    """
    wanted = part_sizes()
    most = next(wanted)
    start = size = weight = 0
    for end, (more, heavier) in enumerate(sizes, 1):
        size, weight = size + more, weight + heavier
        if size >= most or end - start == longest or end == len(sizes):
            yield start, end, weight
            most = next(wanted)
            start, size, weight = end, 0, 0


@attrs.frozen
class Part:
    """A stretch of a file: bytes of JSONL, row groups of Parquet, all of a compressed file.

    A record of JSONL belongs to the part that holds its first byte. ``weight`` is how many bytes of
    the file the part accounts for. Of a folder of texts, ``texts`` are the names of the files.
    """

    file: InputFile
    start: int
    end: int
    weight: int
    shard: str
    texts: tuple[str, ...] = ()


@attrs.frozen
class Plan:
    """The parts of a file, in order.

    ``absent`` are the columns that the caller named and that none of the first lines has; a later
    one may. It says for each what is wrong if no record of the input has it.
    """

    file: InputFile
    parts: list[Part]
    absent: Mapping[str, str]


def plan_of(file: InputFile, options: Options, has_own_id: bool) -> Plan:
    """Return the parts of ``file``, and what it may lack.

    Raises InputError if it cannot be read for whatever reason, and RefusedError, which lists the
    columns, if it has no column of texts, or lacks another that the caller named; ``has_own_id``
    says that the column of ids was named.
    """
    needed = options.needed(has_own_id)
    absent: Mapping[str, str] = {}
    if file.problem is not None:
        raise InputError(file.problem)
    with reading():
        if file.kind == "parquet":
            ranges = list(_row_group_ranges(file, options, needed))
        elif file.kind == "texts":
            _check_columns(file, needed, ["id", "text"])
            ranges = list(_uncut([(text.size, text.size) for text in file.texts], PART_TEXTS))
        else:
            absent = _absent_from_lines(file, options, needed)
            ranges = list(_byte_ranges(file))
    path = file.label or file.path
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", os.path.basename(path).split(".")[0])[:60]
    name = path.replace(os.sep, "/").encode("utf-8", "surrogateescape")
    prefix = f"{stem.strip('-') or 'part'}-{hashlib.sha256(name).hexdigest()[:12]}"
    suffix = ".jsonl" if options.format == "jsonl" else ".parquet"
    texts = [text.name for text in file.texts]
    file = attrs.evolve(file, texts=())
    parts = [
        Part(file, start, end, weight, f"{prefix}-{number:05d}{suffix}", tuple(texts[start:end]))
        for number, (start, end, weight) in enumerate(ranges)
    ]
    return Plan(file, parts, absent)


def digest_of(part: Part, options: Options) -> str:
    """Return the SHA-256 of all bytes that the records of ``part`` are read from.

    In a Parquet file these are the footer and the chunks of the columns; in JSONL the lines that
    start in the part, to the end of the last. Of files at an address it is the digest of what their
    store says of them, so that it is not read twice. Raises InputError if they cannot be read.
    """
    digest = hashlib.sha256()
    with reading():
        for piece in _digested(part, options):
            digest.update(piece)
    return digest.hexdigest()


def _digested(part: Part, options: Options) -> Iterator[bytes]:
    """Yield all that the digest of ``part`` is made from, piece by piece."""
    path, kind = part.file.path, part.file.kind
    if kind == "texts" and is_address(path):
        for name in part.texts:
            state = attrs.astuple(described(text_path(part, name)).state)
            yield repr((name, state)).encode("utf-8", "surrogateescape")
    elif kind == "texts":
        for name, data in texts_in(part):
            size = -1 if data is None else len(data)
            yield f"{name}\0{size}\0".encode("utf-8", "surrogateescape")
            yield data or b""
    elif is_address(path):
        now = described(path)
        if now.problem is not None:
            raise InputError(now.problem)
        yield repr((attrs.astuple(now.state), part.start, part.end)).encode()
    else:
        with open_bytes(path) as file:
            if kind != "parquet" and os.fstat(file.fileno()).st_size < part.end:
                raise InputError("it became shorter while the run went on")
            for start, end in _digested_ranges(file, part, options):
                file.seek(start)
                left = end - start
                while left > 0 and (block := file.read(min(left, 2**20))):
                    left -= len(block)
                    yield block


def _digested_ranges(file: IO[bytes], part: Part, options: Options) -> Iterable[tuple[int, int]]:
    """Return the byte ranges of ``file`` that the records of ``part`` are read from."""
    if part.file.kind == "parquet":
        return _stored_ranges(part, options)
    if part.file.kind != "jsonl":
        return [(0, 2**63)]
    for _ in lines_of(file, part, 2**20):
        pass
    return [(max(part.start - 1, 0), file.tell())]  # the byte before tells where lines start


def texts_in(part: Part) -> Iterator[tuple[str, bytes | None]]:
    """Yield the name and the bytes of each text of ``part``; None for one that cannot be read."""
    for name in part.texts:
        try:
            with open_bytes(text_path(part, name)) as file:
                data: bytes | None = file.read()
        except (OSError, InputError):
            data = None
        yield name, data


def text_path(part: Part, name: str) -> str:
    """Return the path or the address of a file of a folder of texts."""
    folder = part.file.path
    return f"{folder}/{name}" if is_address(folder) else os.path.join(folder, name)


# ---------------------------------------------------------------------------------- Parquet


def _row_group_ranges(
    file: InputFile, options: Options, needed: Mapping[str, str]
) -> Iterator[tuple[int, int, int]]:
    """Yield first and last row group, and weight, of each part of a Parquet file."""
    with open_parquet(file.path) as opened:
        names = opened.schema_arrow.names
        _check_columns(file, needed, names)
        for name in options.read_of(names):
            if names.count(name) > 1:
                raise InputError(f"it has {names.count(name)} columns of the name {name!r}")
        leaves = _leaf_columns(opened.metadata, options.text_column)
        sizes = []
        for group in range(opened.metadata.num_row_groups):
            chunks = [opened.metadata.row_group(group).column(leaf) for leaf in leaves]
            size = sum(chunk.total_uncompressed_size for chunk in chunks)
            sizes.append((size, sum(chunk.total_compressed_size for chunk in chunks)))
        yield from _uncut(sizes, len(sizes))


def _leaf_columns(metadata: Any, *columns: str) -> list[int]:
    """Return the numbers of the stored columns of ``columns``: several for a nested one."""
    paths = [metadata.schema.column(number).path for number in range(metadata.num_columns)]
    return [
        number
        for number, path in enumerate(paths)
        if any(path == column or path.startswith(f"{column}.") for column in columns)
    ]


def _stored_ranges(part: Part, options: Options) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges of a part of a Parquet file: the footer, then the columns."""
    with open_parquet(part.file.path) as opened:
        metadata = opened.metadata
        if metadata.num_row_groups < part.end:
            raise InputError(
                f"it has {metadata.num_row_groups} row groups and had {part.end} or more "
                "when the run began"
            )
        size = os.path.getsize(part.file.path)
        yield size - metadata.serialized_size - 8, size
        leaves = _leaf_columns(metadata, *options.read_of(opened.schema_arrow.names))
        for group in range(part.start, part.end):
            for leaf in leaves:
                chunk = metadata.row_group(group).column(leaf)
                start = chunk.data_page_offset
                if chunk.dictionary_page_offset:
                    start = min(start, chunk.dictionary_page_offset)
                yield start, start + chunk.total_compressed_size


def _lacking(file: InputFile, needed: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return what to say of each column that is ``needed`` and not among ``names``."""
    return {
        name: f"there is no column {name!r} in {file.name}, only: {', '.join(names)}; "
        f"--{option} names another{suggestion(name, names)}"
        for name, option in needed.items()
        if name not in names
    }


def _check_columns(file: InputFile, needed: Mapping[str, str], names: Sequence[str]) -> None:
    """Refuse ``file`` if one of the columns is ``needed`` and not among ``names``."""
    for problem in _lacking(file, needed, names).values():
        raise RefusedError(problem)


# ------------------------------------------------------------------------------------ JSONL


def _byte_ranges(file: InputFile) -> Iterator[tuple[int, int, int]]:
    """Yield first and last byte, and weight, of each part of a file of lines."""
    start = 0
    for size in part_sizes() if file.kind == "jsonl" else [file.size]:
        end = min(start + size, file.size)
        if start < end:
            yield start, end, end - start
        if end == file.size:
            return
        start = end


def lines_of(file: IO[bytes], part: Part, longest: int) -> Iterator[tuple[int, bytes]]:
    """Yield the offset and the bytes of each line that starts in ``part`` and is not blank.

    A line of more than ``longest`` bytes is cut after ``longest + 1``.
    """
    place, end = part.start, part.end
    if part.file.kind != "jsonl":
        end = 2**63
    elif place:
        file.seek(place - 1)
        place += _skip_line(file, end - place + 1) - 1
    while place < end and (line := file.readline(longest + 1)):
        start = place
        place += len(line)
        if len(line) > longest and not line.endswith(b"\n"):
            place += _skip_line(file, 2**63)
        if line.strip():
            yield start, line


def _skip_line(file: IO[bytes], limit: int) -> int:
    """Read on to the end of the line, or for ``limit`` bytes; return how many were read."""
    skipped = 0
    while skipped < limit and (piece := file.readline(min(2**20, limit - skipped))):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _absent_from_lines(
    file: InputFile, options: Options, needed: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what to say of the columns that are ``needed`` and that none of the first records has.

    Raises InputError for a file that holds no lines of JSON, RefusedError if the texts are lacking.
    """
    begin = first = b""
    records: list[list[str]] = []
    with open_bytes(file.path) as raw, open_lines(raw, file.kind) as opened:
        with suppress(Exception):  # reading the records meets the damage again
            begin = opened.peek(_PEEKED)[:_PEEKED]
        for line in _first_lines(opened):
            records.append(_names(line))
            first = first or line.removeprefix(b"\xef\xbb\xbf").strip()
    problem = _why_not_lines(begin, first, records)
    if problem:
        raise InputError(problem)
    names = list(dict.fromkeys(name for record in records for name in record))
    if names and options.keep is None and options.format == "parquet":
        _check_columns(file, needed, names)
        listed = ",".join(options.kept_of(names)) or "…"
        raise RefusedError(
            f"the records of {file.name} may each have columns of their own, and Parquet has to "
            f"know them: --keep {listed}, or --keep-all with --format jsonl"
        )
    absent = _lacking(file, needed, names) if names else {}
    if options.text_column in absent:
        raise RefusedError(absent[options.text_column])
    return absent


def _why_not_lines(begin: bytes, first: bytes, records: Sequence[Sequence[str]]) -> str | None:
    """Return why a file holds no lines of JSON, None if it may.

    ``begin`` are its first bytes, ``first`` is its first line, and ``records`` are the columns of
    its first lines.
    """
    if begin.startswith(_UTF_16):
        return "it is UTF-16, and lines of JSON are UTF-8: iconv makes such"
    if not any(records) and (reason := why_not_text(begin)):
        ending = _ENDINGS_MEANT.get(kind_of_content(begin) or "")
        hint = f"; its name should end in {ending}" if ending else ""
        return f"{reason}, not lines of JSON{hint}"
    if first == b"{" and not any(records):
        return _NO_LINES.format("object", "jq -c .")
    if first.startswith(b"[") and not any(records[:2]):
        if not first.endswith(b"]"):
            return _NO_LINES.format("array", "jq -c '.[]'")
        if len(records) == 1:
            return "it holds one JSON array, not a record a line: jq -c '.[]' makes such"
    return None


_PEEKED: Final = 4096
_UTF_16: Final = (
    *(codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    *(f'{sign}"'.encode(f"utf-16-{end}") for sign in "{[" for end in ("le", "be")),
)
_ENDINGS_MEANT: Final = {"gzip": ".gz", "zstd": ".zst", "parquet": ".parquet"}
_NO_LINES: Final = "it holds one JSON {}, over several lines, not a record a line: {} makes such"


def has_columns(file: InputFile, names: Collection[str]) -> set[str]:
    """Return which of ``names`` a record of a file of lines has; reads on until all are found.

    A line that cannot be read ends the search.
    """
    left = {
        name: {f'"{name}"'.encode("utf-8", "replace"), json.dumps(name).encode()} for name in names
    }
    with (
        suppress(Exception),
        open_bytes(file.path) as raw,
        open_lines(raw, file.kind) as opened,
    ):
        while left and (line := opened.readline(_LONGEST_LOOKED_AT)):
            if any(sign in line for signs in left.values() for sign in signs):
                for name in left.keys() & set(_names(line)):
                    del left[name]
    return set(names) - left.keys()


_LONGEST_LOOKED_AT: Final = 2**28


def _names(line: bytes) -> list[str]:
    """Return the names of the columns in the record ``line``, none if it is no record."""
    with suppress(ValueError, RecursionError):
        record = json.loads(line)
        return list(record) if isinstance(record, dict) else []
    return []


def _first_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the first lines of ``file`` that are not blank, or the start of long ones."""
    with suppress(Exception):  # reading the records meets the damage again
        for _ in range(100):
            line = file.readline(2**20)
            if line.strip():
                yield line
