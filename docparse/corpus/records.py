"""The records of a part, in batches that bound the memory they take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from docparse.columns.texts import RawText, options_in, values_of
from docparse.corpus.errors import InputError
from docparse.corpus.files import (
    damage,
    is_passing,
    open_bytes,
    open_lines,
    open_parquet,
    reading,
)
from docparse.corpus.ids import json_value, json_values
from docparse.corpus.options import Options
from docparse.corpus.parts import Part, lines_of, texts_in
from docparse.errors import required
from docparse.source.characters import without_surrogates

BATCH_BYTES: Final = 4 * 2**20
BATCH_RECORDS: Final = 1000
LARGEST_RECORD: Final = 512 * 2**20
"""Bytes of a line of JSONL; a longer one is not read but listed as failed."""


@attrs.frozen
class Record:
    """A text with its id, what is said of it and what is kept; or why there is no text."""

    id: str | None = None
    text: object = None
    about: Mapping[str, object] = attrs.field(factory=dict)
    kept: Mapping[str, object] = attrs.field(factory=dict)
    problem: str | None = None


@attrs.define
class Batch:
    """Records that follow one another.

    ``places`` are their rows in a Parquet file, or the offsets of their lines in JSONL;
    ``problems`` are the reasons why records, by index, have no text. ``done`` is the share of the
    part that has been read up to this batch. ``about`` holds, by the name of an option, what the
    records say of their texts. ``ids`` are an Arrow array or a list of texts, and ``kept``, the
    columns to carry over, a RecordBatch or a dict for each record. ``is_settled`` is False if the
    next run may read what this one could not.
    """

    about: dict[str, list[object]]
    ids: Any = attrs.Factory(list)
    texts: list[object] = attrs.Factory(list)
    places: list[int] = attrs.Factory(list)
    problems: dict[int, str] = attrs.Factory(dict)
    done: float = 0.0
    kept: Any = attrs.Factory(list)
    is_settled: bool = True
    _size: int = 0

    def add(self, record: Record, place: int, size: int) -> None:
        """Add ``record`` of ``size`` bytes."""
        if record.problem is not None:
            self.problems[len(self.texts)] = record.problem
        self.ids.append(record.id)
        self.texts.append(record.text)
        self.places.append(place)
        self.kept.append(record.kept)
        for name, values in self.about.items():
            values.append(record.about.get(name))
        self._size += size

    def ids_in_json(self) -> tuple[list[object], dict[int, str]]:
        """Return the ids as :func:`json_values` does."""
        return (self.ids, {}) if isinstance(self.ids, list) else json_values(self.ids)

    @property
    def is_full(self) -> bool:
        return self._size >= BATCH_BYTES or len(self.texts) >= BATCH_RECORDS


@attrs.frozen
class Damage:
    """A place from which on the part, or a row group of it, cannot be read."""

    place: int
    reason: str


def read_records(part: Part, options: Options) -> Iterator[Batch | Damage]:
    """Yield all records of ``part``; for damage in the file a Damage, then go on if possible.

    Raises InputError if the file cannot be read, or not to the end for a reason that may pass.
    """
    with reading():
        if part.file.kind == "parquet":
            yield from _parquet_batches(part, options)
        elif part.file.kind == "texts":
            yield from _text_batches(part)
        else:
            yield from _jsonl_batches(part, options)


def carried_fields(part: Part, options: Options) -> list[Any]:
    """Return the Arrow fields of the ids and of the kept columns: those of Parquet, else strings.

    Raises InputError if the file cannot be read.
    """
    pa = required("pyarrow", "corpus")
    if part.file.kind != "parquet":
        names = [options.id_column, *options.kept_of(())]
        return [pa.field(name, pa.string()) for name in names]
    with reading(), open_parquet(part.file.path) as file:
        known = file.schema_arrow
        names = [options.id_column, *options.kept_of(known.names)]
        return [
            known.field(name).remove_metadata()
            if name in known.names
            else pa.field(name, pa.string())
            for name in names
        ]


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
                    about = options_in(batch, options.settings)
                    if options.id_column in names:
                        ids = batch.column(options.id_column)
                    else:
                        ids = pa.nulls(batch.num_rows, pa.string())
                    place += batch.num_rows
                    done = (place - before) / total
                    yield Batch(about, ids, texts, places, done=done, kept=batch.select(kept))
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

    def empty() -> Batch:
        return Batch({name: [] for name in options.settings.from_columns})

    batch = empty()
    place = part.start
    with open_bytes(part.file.path) as raw, open_lines(raw, part.file.kind) as file:
        try:
            for start, line in lines_of(file, part, LARGEST_RECORD):
                place = start + len(line)
                batch.add(_record(line, options), start, len(line))
                if batch.is_full:
                    batch.done = min(1.0, (raw.tell() - part.start) / part.weight)
                    yield batch
                    batch = empty()
        except Exception as error:
            if is_passing(error):
                raise
            if batch.texts:
                yield batch
            yield Damage(place, f"what follows cannot be read: {damage(error)}")
        else:
            if batch.texts:
                batch.done = 1.0
                yield batch


def _record(line: bytes, options: Options) -> Record:
    """Return the record ``line``."""
    if len(line) > LARGEST_RECORD:
        return Record(problem=f"the line is longer than {LARGEST_RECORD >> 20} MiB")
    line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        try:
            record = json.loads(line)
        except UnicodeDecodeError:
            record = json.loads(line.decode("utf-8", "surrogateescape"))
        if not isinstance(record, dict):
            return Record(problem=f"not a JSON object but {type(record).__name__}")
        id = _id_text(record.get(options.id_column))
        names = options.kept_of(record)
        kept = {name: _kept_value(record[name]) for name in names if name in record}
    except (ValueError, RecursionError) as error:
        return Record(problem=f"not a line of JSON: {error}")
    if options.text_column not in record:
        names_there = ", ".join(map(without_surrogates, record))[:500]
        problem = f"there is no {options.text_column!r} in the record, only: {names_there}"
        return Record(id, kept=kept, problem=problem)
    about = {name: record.get(each) for name, each in options.settings.from_columns.items()}
    return Record(id, _with_invalid_bytes(record[options.text_column]), about, kept)


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
    batch = Batch({})
    for number, (name, data) in enumerate(texts_in(part), 1):
        text = None if data is None else RawText(data)
        problem = "the file cannot be read" if data is None else None
        record = Record(without_surrogates(name), text, problem=problem)
        batch.add(record, part.start + number - 1, len(data or b""))
        batch.is_settled = batch.is_settled and data is not None
        if batch.is_full or number == len(part.texts):
            batch.done = number / len(part.texts)
            yield batch
            batch = Batch({})
