"""A part → its shard: the rows as Parquet or JSONL, and the failures as JSONL beside them."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, Any

import attrs

from docparse.columns.make import schema
from docparse.columns.texts import ParsedTexts, arrow_columns, parse_texts
from docparse.corpus.ids import json_values
from docparse.corpus.options import Options
from docparse.corpus.parts import Part, text_path
from docparse.corpus.processes import Tell
from docparse.corpus.records import Batch, Damage, carried_fields, read_records
from docparse.errors import required
from docparse.source.characters import without_surrogates

KILLED = "the process that read this record was killed by it, twice"


@attrs.define
class Counts:
    """Counts of what was read and found, in a batch, a part or a run."""

    documents: int = 0
    tables: int = 0
    questions: int = 0
    failed: int = 0
    text_bytes: int = 0

    def add(self, other: Counts) -> None:
        for name, value in attrs.asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


@attrs.frozen
class Shard:
    """A finished shard that still has its temporary name."""

    counts: Counts
    size: int
    is_settled: bool = True
    """Whether all was read; what was not may be readable for the next run."""


@attrs.frozen
class BatchStarted:
    """Records are about to be parsed: ``count`` from the number ``first`` of the part on."""

    first: int
    count: int


@attrs.frozen
class BatchDone:
    """The counts so far, and the share of the part that is done."""

    counts: Counts
    share: float


def write_shard(
    part: Part,
    options: Options,
    paths: tuple[str, str],
    *,
    skip: Collection[int] = (),
    tell: Tell,
) -> Shard:
    """Write the shard of ``part``, and its failures, to ``paths``, and sync both files to disk.

    The records whose numbers, from 0, are in ``skip`` are not parsed but listed as failed. What
    goes on is told: BatchStarted before the records of a batch, BatchDone after them.
    Raises OSError if a file cannot be written, InputError if ``part`` cannot be read, and any
    other error that a fault in ``part`` causes; neither file exists then.
    """
    carried = carried_fields(part, options)
    counts = Counts()
    first = 0
    is_settled = True
    try:
        with (
            open(paths[0], "wb") as file,
            open(paths[1], "wb") as failures,
            _open_rows(file, carried, options) as rows,
        ):
            for batch in read_records(part, options):
                if isinstance(batch, Damage):
                    counts.failed += 1
                    _write_failure(failures, part, batch.place, None, batch.reason)
                    continue
                is_settled = is_settled and batch.is_settled
                tell(BatchStarted(first, len(batch.texts)))
                for number in skip:
                    if 0 <= number - first < len(batch.texts):
                        batch.problems[number - first] = KILLED
                first += len(batch.texts)
                batch.problems |= rows.take(batch)
                parsed, columns = parsed_batch(batch, options)
                rows.write(columns)
                _write_failures(failures, part, batch, parsed.failures)
                size = sum(map(_utf8_size, batch.texts))
                found = parsed.tables, parsed.questions, len(parsed.failures)
                counts.add(Counts(len(batch.texts), *found, size))
                tell(BatchDone(counts, batch.done))
        for path in paths:
            _sync(path)
    except BaseException:
        for path in paths:
            with suppress(OSError):
                os.unlink(path)
        raise
    return Shard(counts, os.path.getsize(paths[0]), is_settled)


def _sync(path: str) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def probe(part: Part, options: Options, records: Collection[int]) -> None:
    """Parse the ``records`` with these numbers, and no others, and drop the results."""
    first = 0
    for batch in read_records(part, options):
        if isinstance(batch, Damage):
            continue
        for index in range(len(batch.texts)):
            if first + index not in records:
                batch.problems[index] = ""
        if len(batch.problems) < len(batch.texts):
            parsed_batch(batch, options)
        first += len(batch.texts)


def parsed_batch(batch: Batch, options: Options) -> tuple[ParsedTexts, list[Any]]:
    """Return the parsed texts of ``batch``, and their columns as Arrow arrays."""
    texts = [None if i in batch.problems else text for i, text in enumerate(batch.texts)]
    parsed = parse_texts(texts, options.settings, batch.about)
    for index, reason in batch.problems.items():
        parsed.fail(index, reason)
    return parsed, arrow_columns(parsed)


def _utf8_size(text: object) -> int:
    if isinstance(text, str) and not text.isascii():
        text = text.encode(errors="replace")
    return len(text) if isinstance(text, (str, bytes)) else 0


def _write_failures(file: IO[bytes], part: Part, batch: Batch, failures: Mapping[int, str]) -> None:
    if failures:
        ids, _ = batch.ids_in_json()
        for index, reason in sorted(failures.items()):
            _write_failure(file, part, batch.places[index], ids[index], reason)


def _write_failure(file: IO[bytes], part: Part, place: int, id: object, reason: str) -> None:
    if part.file.kind == "texts":
        path = text_path(part, part.texts[place - part.start])
        line = {"file": os.fsencode(path).decode("utf-8", "backslashreplace"), "id": id}
    else:
        where = "row" if part.file.kind == "parquet" else "offset"
        line = {"file": part.file.name, where: place, "id": id}
    file.write(json_line({**line, "error": reason}))


def json_line(value: Mapping[str, object]) -> bytes:
    """Return ``value`` as a line of a file, which every JSON reader accepts."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
    return without_surrogates(line).encode()


# ---------------------------------------------------------------------------------- formats


@contextmanager
def _open_rows(
    file: IO[bytes], carried: list[Any], options: Options
) -> Iterator[_JsonlRows | _ParquetRows]:
    """Open the writer of rows in the format of ``options``, and close it on exit.

    Rows are written batch by batch: what is carried over, which ``take`` is given, then what is
    emitted. ``take`` returns which records have an id or a kept value that cannot be written, and
    why.
    """
    pa = required("pyarrow", "corpus")
    fields = pa.schema([*carried, *schema(options.settings.emit)])
    rows = (_JsonlRows if options.format == "jsonl" else _ParquetRows)(file, fields, options)
    try:
        yield rows
    except BaseException:
        with suppress(Exception):  # a Parquet writer that is not closed complains when it is freed
            rows.close()
        raise
    rows.close()


class _ParquetRows:
    """Parquet, with a row group for each batch."""

    def __init__(self, file: IO[bytes], fields: Any, options: Options) -> None:
        parquet = required("pyarrow.parquet", "corpus")
        self._fields = fields
        self._kept = options.kept_of(())
        self._carried: list[Any] = []
        self._writer = parquet.ParquetWriter(file, fields, compression="zstd")

    def take(self, batch: Batch) -> dict[int, str]:
        if isinstance(batch.kept, list):
            pa = required("pyarrow", "corpus")
            kept = ([_kept_text(row.get(name)) for row in batch.kept] for name in self._kept)
            self._carried = [pa.array(each, type=pa.string()) for each in (batch.ids, *kept)]
        else:
            self._carried = [batch.ids, *batch.kept.columns]
        return {}

    def write(self, columns: list[Any]) -> None:
        pa = required("pyarrow", "corpus")
        rows = pa.RecordBatch.from_arrays([*self._carried, *columns], schema=self._fields)
        self._writer.write_batch(rows)

    def close(self) -> None:
        self._writer.close()


def _kept_text(value: object) -> str | None:
    """Return a value of JSON as a text: a string as it is, others as JSON."""
    if value is None or isinstance(value, str):
        return value
    return without_surrogates(json.dumps(value, ensure_ascii=False))


class _JsonlRows:
    """JSONL: a line for each record, which every JSON reader accepts."""

    def __init__(self, file: IO[bytes], fields: Any, options: Options) -> None:
        self._file = file
        self._options = options
        self._carried: list[dict[str, object]] = []

    def take(self, batch: Batch) -> dict[int, str]:
        ids, problems = batch.ids_in_json()
        self._carried = [{self._options.id_column: id} for id in ids]
        if isinstance(batch.kept, list):
            names = self._options.kept_of(())
            for row, kept in zip(self._carried, batch.kept, strict=True):
                row.update(dict.fromkeys(names) | kept)
            return problems
        for name, column in zip(batch.kept.schema.names, batch.kept.columns, strict=True):
            values, odd = json_values(column, f"the value of {name!r}")
            problems |= odd
            for row, value in zip(self._carried, values, strict=True):
                row[name] = value
        return problems

    def write(self, columns: list[Any]) -> None:
        values = [column.to_pylist() for column in columns]
        for row, *emitted in zip(self._carried, *values, strict=True):
            row.update(zip(self._options.settings.emit, emitted, strict=True))
            self._file.write(json_line(row))

    def close(self) -> None:
        pass
