"""The records of a part, in batches that bound the memory they take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from docparse.columns.texts import RawText, values_of
from docparse.corpus.errors import InputError
from docparse.corpus.files import damage, is_passing, open_bytes, open_lines, open_parquet
from docparse.corpus.ids import json_value
from docparse.corpus.options import Options
from docparse.corpus.parts import Part, lines_of, texts_in
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
    part that has been read up to this batch. ``about`` holds, by the name of an option, what the
    records say of their texts, and ``kept`` the columns to carry over: a RecordBatch, or a dict
    for each record. ``is_settled`` is False if the next run may read what this one could not.
    """

    ids: Any
    texts: list[object]
    places: list[int]
    problems: dict[int, str]
    done: float
    about: dict[str, list[object]] = attrs.Factory(dict)
    kept: Any = attrs.Factory(list)
    is_settled: bool = True


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
        if part.file.kind == "parquet":
            yield from _parquet_batches(part, options)
        elif part.file.kind == "texts":
            yield from _text_batches(part)
        else:
            yield from _jsonl_batches(part, options)
    except DocparseError:
        raise
    except Exception as error:
        raise InputError(damage(error)) from None


def carried_fields(part: Part, options: Options) -> list[Any]:
    """Return the Arrow fields of the ids and of the kept columns: those of Parquet, else strings.

    Raises InputError if the file cannot be read.
    """
    pa = required("pyarrow", "corpus")
    if part.file.kind != "parquet":
        names = [options.id_column, *options.kept_of(())]
        return [pa.field(name, pa.string()) for name in names]
    try:
        with open_parquet(part.file.path) as file:
            known = file.schema_arrow
            names = [options.id_column, *options.kept_of(known.names)]
            return [
                known.field(name).remove_metadata()
                if name in known.names
                else pa.field(name, pa.string())
                for name in names
            ]
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
        columns, kept = options.read_of(names), options.kept_of(names)
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
                    texts = values_of(batch.column(options.text_column))
                    about = {
                        name: values_of(batch.column(column))
                        for name, column in options.settings.from_columns.items()
                    }
                    if options.id_column in names:
                        ids = batch.column(options.id_column)
                    else:
                        ids = pa.nulls(batch.num_rows, pa.string())
                    place += batch.num_rows
                    done = (place - before) / total
                    yield Batch(ids, texts, places, {}, done, about, batch.select(kept))
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
    about = options.settings.from_columns
    batch = Batch(None, [], [], {}, 0.0, {name: [] for name in about})
    place = part.start

    def filled() -> Batch:
        batch.ids = pa.array(ids, type=pa.string())
        return batch

    with open_bytes(part.file.path) as raw, open_lines(raw, part.file.kind) as file:
        try:
            for start, line in lines_of(file, part, LARGEST_RECORD):
                place = start + len(line)
                record = _record(line, options)
                if record.problem is not None:
                    batch.problems[len(ids)] = record.problem
                ids.append(record.id)
                batch.texts.append(record.text)
                batch.kept.append(record.kept)
                for name in about:
                    batch.about[name].append(record.about.get(name))
                batch.places.append(start)
                size += len(line)
                if size >= BATCH_BYTES or len(ids) == BATCH_RECORDS:
                    batch.done = min(1.0, (raw.tell() - part.start) / part.weight)
                    yield filled()
                    ids, size = [], 0
                    batch = Batch(None, [], [], {}, 0.0, {name: [] for name in about})
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


@attrs.frozen
class _Record:
    """A line: the id, the text, what it says of it, and what is kept; or its ``problem``."""

    id: str | None = None
    text: object = None
    about: Mapping[str, object] = attrs.field(factory=dict)
    kept: Mapping[str, object] = attrs.field(factory=dict)
    problem: str | None = None


def _record(line: bytes, options: Options) -> _Record:
    """Return the record ``line``."""
    if len(line) > LARGEST_RECORD:
        return _Record(problem=f"the line is longer than {LARGEST_RECORD >> 20} MiB")
    line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        try:
            record = json.loads(line)
        except UnicodeDecodeError:
            record = json.loads(line.decode("utf-8", "surrogateescape"))
        if not isinstance(record, dict):
            return _Record(problem=f"not a JSON object but {type(record).__name__}")
        id = _id_text(record.get(options.id_column))
        names = options.kept_of(record)
        kept = {name: _kept_value(record[name]) for name in names if name in record}
    except (ValueError, RecursionError) as error:
        return _Record(problem=f"not a line of JSON: {error}")
    if options.text_column not in record:
        names_there = ", ".join(map(without_surrogates, record))[:500]
        problem = f"there is no {options.text_column!r} in the record, only: {names_there}"
        return _Record(id, kept=kept, problem=problem)
    about = {name: record.get(each) for name, each in options.settings.from_columns.items()}
    return _Record(id, _with_invalid_bytes(record[options.text_column]), about, kept)


def _kept_value(value: object) -> object:
    return without_surrogates(value) if isinstance(value, str) else json_value(value)


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
            return RawText(text.encode("utf-8", "surrogateescape"))
        except UnicodeEncodeError:  # an escape such as \ud800, which is no byte
            return text
    return text


# ------------------------------------------------------------------------------------ texts


def _text_batches(part: Part) -> Iterator[Batch]:
    """Yield the files of a folder of texts, each with its name as the id."""
    pa = required("pyarrow", "corpus")
    ids: list[str] = []
    batch = Batch(None, [], [], {}, 0.0)
    size = 0
    for number, (name, data) in enumerate(texts_in(part), 1):
        if data is None:
            batch.problems[len(ids)] = "the file cannot be read"
            batch.is_settled = False
        ids.append(without_surrogates(name))
        batch.texts.append(None if data is None else RawText(data))
        batch.places.append(part.start + number - 1)
        batch.kept.append({})
        size += len(data or b"")
        if size >= BATCH_BYTES or len(ids) == BATCH_RECORDS or number == len(part.texts):
            batch.ids, batch.done = pa.array(ids, type=pa.string()), number / len(part.texts)
            yield batch
            ids, size, batch = [], 0, Batch(None, [], [], {}, 0.0)
