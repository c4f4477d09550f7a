"""Arrow batches of texts in, Arrow batches of structure out: one function for every engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docparse.columns.make import COLUMNS, schema
from docparse.columns.settings import TextOptions, settings_of
from docparse.columns.texts import arrow_columns, options_in, parse_texts, values_of
from docparse.errors import ArgumentError, OptionError, required, suggestion

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

__all__ = ["COLUMNS", "TextOptions", "process_batch", "schema"]


def process_batch(
    batch: pa.RecordBatch,
    *,
    text_column: str = "text",
    emit: str | Sequence[str] = ("json",),
    keep: str | Sequence[str] | None = None,
    title_column: str | None = None,
    lang_column: str | None = None,
    url_column: str | None = None,
    date_column: str | None = None,
    **options: Unpack[TextOptions],
) -> pa.RecordBatch:
    """Return a batch with what is found in the texts of ``batch``, row by row.

    ``process_batch(batch, emit=("markdown", "error"))`` has a row for each row of ``batch``, in the
    same order. Its columns are those of ``batch`` that ``keep`` names, by default all but the text,
    and then the columns of ``emit``: names of :data:`COLUMNS`. A text that is null or no string
    gives nulls; the column ``error`` says why. An emitted column replaces a column of ``batch``
    with the same name.

    ``options`` are those of ``parse``, ``chunks`` and ``render``; ``to_dialect`` is the dialect to
    write. The columns that ``lang_column`` and its like name hold such an option for each row; a
    value that is none is left out, and ``diagnostics`` says so.

    Raises ArgumentError if ``batch`` is no RecordBatch, OptionError for an unknown column and for
    an option that is wrong or has no effect, MissingExtraError without pyarrow.
    """
    pa = required("pyarrow", "corpus")
    if not isinstance(batch, pa.RecordBatch):
        advice = "; its to_batches() gives some" if isinstance(batch, pa.Table) else ""
        raise ArgumentError(
            f"process_batch takes a RecordBatch, not {type(batch).__name__}{advice}"
        )
    names = batch.schema.names
    columns = {"title": title_column, "lang": lang_column, "url": url_column, "date": date_column}
    settings = settings_of(emit, dict(options), columns)
    keep = (keep,) if isinstance(keep, str) else keep
    for name in (text_column, *(keep or ()), *settings.from_columns.values()):
        if name not in names:
            hint = suggestion(name, names)
            raise OptionError(f"there is no column {name!r}, only: {', '.join(names)}{hint}")
    wanted = [name for name in names if name != text_column] if keep is None else keep
    kept = [name for name in dict.fromkeys(wanted) if name not in settings.emit]
    fields = [batch.schema.field(name) for name in kept] + list(schema(settings.emit))
    arrays = [batch.column(name) for name in kept]
    texts = values_of(batch.column(text_column))
    arrays += arrow_columns(parse_texts(texts, settings, options_in(batch, settings)))
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))
