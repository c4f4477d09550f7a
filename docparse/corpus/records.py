"""The records of a part, in batches that bound the memory they take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import attrs

from docparse.arrow import Utf8, texts_of
from docparse.corpus.errors import InputError
from docparse.corpus.files import damage, is_passing, open_bytes, open_lines, open_parquet
from docparse.corpus.parts import Options, Part, lines_of
from docparse.errors import DocparseError, required
from docparse.source.characters import without_surrogates

BATCH_BYTES: Final = 4 * 2**20
BATCH_RECORDS: Final = 1000
LARGEST_RECORD: Final = 512 * 2**20
"""Bytes of a line of JSONL; a longer one is not read but listed as failed."""


@attrs.define
class Batch:
    """Records that follow one another.

    ``places`` are their rows in a Parquet file, or the offsets of their lines in JSONL;
    ``problems`` are the reasons why records, by index, have no text. ``done`` is the share of the
    part that has been read up to this batch.
    """

    ids: Any
    texts: list[object]
    places: list[int]
    problems: dict[int, str]
    done: float


@attrs.frozen
class Damage:
    """A place from which on the part, or a row group of it, cannot be read."""

    place: int
    reason: str


def read_records(part: Part, options: Options) -> Iterator[Batch | Damage]:
    """Yield all records of ``part``; for damage in the file a Damage, then go on if possible.

    Raises InputError if the file cannot be read, or not to the end for a reason that may pass.
    """
    try:
        yield from (
            _parquet_batches(part, options)
            if part.file.kind == "parquet"
            else _jsonl_batches(part, options)
        )
    except DocparseError:
        raise
    except Exception as error:
        raise InputError(damage(error)) from None


def id_type(part: Part, options: Options) -> Any:
    """Return the Arrow type of the ids: that of the Parquet column, else string.

    Raises InputError if the file cannot be read.
    """
    pa = required("pyarrow", "corpus")
    if part.file.kind != "parquet":
        return pa.string()
    try:
        with open_parquet(part.file.path) as file:
            names = file.schema_arrow.names
            ids = options.id_column
            return file.schema_arrow.field(ids).type if ids in names else pa.string()
    except Exception as error:
        raise InputError(damage(error)) from None


# ---------------------------------------------------------------------------------- Parquet


def _parquet_batches(part: Part, options: Options) -> Iterator[Batch | Damage]:
    """Yield the records of row groups; a damaged row group is skipped."""
    pa = required("pyarrow", "corpus")
    with open_parquet(part.file.path) as file:
        sizes = [file.metadata.row_group(group).num_rows for group in range(part.end)]
        before, total = sum(sizes[: part.start]), max(sum(sizes[part.start :]), 1)
        names = file.schema_arrow.names
        columns = [name for name in (options.id_column, options.text_column) if name in names]
        place = before
        for group in range(part.start, part.end):
            end = place + sizes[group]
            try:
                for batch in file.iter_batches(
                    _rows_a_batch(file.metadata.row_group(group)),
                    row_groups=[group],
                    columns=columns,
                    use_threads=False,
                ):
                    places = list(range(place, place + batch.num_rows))
                    texts = texts_of(batch.column(options.text_column))
                    if options.id_column in names:
                        ids = batch.column(options.id_column)
                    else:
                        ids = pa.nulls(batch.num_rows, pa.string())
                    place += batch.num_rows
                    yield Batch(ids, texts, places, {}, (place - before) / total)
                if place < end:
                    raise InputError("they are not there, although the footer says so")
            except Exception as error:
                if is_passing(error):
                    raise
                yield Damage(place, f"rows {place} to {end - 1} cannot be read: {damage(error)}")
            place = end


def _rows_a_batch(group: Any) -> int:
    row_bytes = max(group.total_byte_size, 0) // max(group.num_rows, 1) + 1
    return max(1, min(BATCH_RECORDS, int(BATCH_BYTES // row_bytes)))


# ------------------------------------------------------------------------------------ JSONL


def _jsonl_batches(part: Part, options: Options) -> Iterator[Batch | Damage]:
    """Yield the records of lines; damage ends the part."""
    pa = required("pyarrow", "corpus")
    size = 0
    ids: list[str | None] = []
    batch = Batch(None, [], [], {}, 0.0)
    place = part.start

    def filled() -> Batch:
        batch.ids = pa.array(ids, type=pa.string())
        return batch

    with open_bytes(part.file.path) as raw, open_lines(raw, part.file.kind) as file:
        try:
            for start, line in lines_of(file, part, LARGEST_RECORD):
                place = start + len(line)
                id, text, problem = _record(line, options)
                if problem is not None:
                    batch.problems[len(ids)] = problem
                ids.append(id)
                batch.texts.append(text)
                batch.places.append(start)
                size += len(line)
                if size >= BATCH_BYTES or len(ids) == BATCH_RECORDS:
                    batch.done = min(1.0, (raw.tell() - part.start) / part.weight)
                    yield filled()
                    ids, batch, size = [], Batch(None, [], [], {}, 0.0), 0
        except Exception as error:
            if is_passing(error):
                raise
            if ids:
                yield filled()
            yield Damage(place, f"what follows cannot be read: {damage(error)}")
        else:
            if ids:
                batch.done = 1.0
                yield filled()


def _record(line: bytes, options: Options) -> tuple[str | None, object, str | None]:
    """Return the id and the text of the record ``line``, and its fault, None if it has none."""
    if len(line) > LARGEST_RECORD:
        return None, None, f"the line is longer than {LARGEST_RECORD >> 20} MiB"
    line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        try:
            record = json.loads(line)
        except UnicodeDecodeError:
            record = json.loads(line.decode("utf-8", "surrogateescape"))
        if not isinstance(record, dict):
            return None, None, f"not a JSON object but {type(record).__name__}"
        id = _id_text(record.get(options.id_column))
    except (ValueError, RecursionError) as error:
        return None, None, f"not a line of JSON: {error}"
    if options.text_column not in record:
        names = ", ".join(map(without_surrogates, record))[:500]
        return id, None, f"there is no {options.text_column!r} in the record, only: {names}"
    return id, _with_invalid_bytes(record[options.text_column]), None


def _id_text(value: object) -> str | None:
    if value is None:
        return None
    return without_surrogates(value if isinstance(value, str) else json.dumps(value))


def _with_invalid_bytes(text: object) -> object:
    """Return ``text`` as its original bytes, if some of these were not valid UTF-8."""
    if not isinstance(text, str) or text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return Utf8(text.encode("utf-8", "surrogateescape"))
        except UnicodeEncodeError:  # an escape such as \ud800, which is no byte
            return text
    return text
