"""A Document → the values of its columns, and their Arrow types and arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, Final, TypeAlias

from docparse.columns.settings import checked_emit, render_options
from docparse.errors import OptionError, required
from docparse.nodes import Document, FaqItem, Node, Table, plain_text, row_texts
from docparse.renderers import FormatName, csv, render
from docparse.renderers.arrow_table import column_names
from docparse.source.characters import without_surrogates
from docparse.source.text import NO_SPAN, Span
from docparse.tree.chunking import chunks
from docparse.tree.metadata import metadata
from docparse.tree.outline import outline
from docparse.tree.visitor import find_all

Maker: TypeAlias = Callable[[Document, Mapping[str, Any]], Any]
"""Gives the value of a column: a text, a struct as a tuple of its fields, or a list of structs."""


def _renderer(format: str) -> Maker:
    def column(document: Document, options: Mapping[str, Any]) -> str:
        text = render(document, FormatName(format), **render_options(options))
        if len(text) > LONGEST_VALUE:
            raise OptionError(f"{len(text):,} characters of {format} are more than Arrow can hold")
        return text

    return column


LONGEST_VALUE: Final = 2**29
"""Characters of one value: in UTF-8 never more than the 2 GiB that Arrow can hold."""


def _outline_rows(document: Document, options: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    return outline(document, **options)


def _table_rows(document: Document, options: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [_table_row(table, path, options) for table, path in csv.tables(document)]


def _table_row(table: Table, path: list[str], options: Mapping[str, Any]) -> tuple[Any, ...]:
    rows = list(map(row_texts, table.rows))
    header = column_names(rows[: table.header_rows])
    written = csv.render(table, **options)
    return header, rows[table.header_rows :], written, path, _span_row(table.span)


def _faq_rows(document: Document, options: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (plain_text(item.question), "\n".join(map(plain_text, item.answer)))
        for item in find_all(document, FaqItem)
    ]


def _section_rows(document: Document, options: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (each.heading_path, each.text, each.kind, _span_row(each.span), each.lines, each.roles)
        for each in chunks(document, **options)
    ]


def _metadata_row(document: Document, options: Mapping[str, Any]) -> tuple[Any, ...]:
    found = metadata(document)
    return tuple(map(_text_or_none, (found.title, found.byline, found.date)))


def _text_or_none(node: Node | None) -> str | None:
    return None if node is None else plain_text(node)


def _diagnostic_rows(document: Document, options: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [(each.code, each.message, _span_row(each.span)) for each in document.diagnostics]


def _span_row(span: Span) -> Span | None:
    return None if span == NO_SPAN else span


COLUMNS: Final[dict[str, Maker]] = {
    "html": _renderer("html"),
    "markdown": _renderer("markdown"),
    "json": _renderer("json"),
    "jsonld": _renderer("jsonld"),
    "text": _renderer("text"),
    "outline": _outline_rows,
    "tables": _table_rows,
    "faq": _faq_rows,
    "sections": _section_rows,
    "metadata": _metadata_row,
    "diagnostics": _diagnostic_rows,
    "error": lambda document, options: None,
}
"""What makes each column. ``error`` is why the other columns of a row are null."""


# ------------------------------------------------------------------------------------ types


def schema(emit: str | Sequence[str]) -> Any:
    """Return the Arrow schema of the columns of ``emit``."""
    pa = required("pyarrow", "corpus")
    return pa.schema([pa.field(name, column_type(name)) for name in checked_emit(emit)])


def column_type(name: str) -> Any:
    """Return the Arrow type of the column ``name``."""
    pa = required("pyarrow", "corpus")
    text = pa.string()
    texts = pa.list_(text)
    span = pa.struct({"start": pa.int64(), "end": pa.int64()})
    lines = pa.struct({"first": pa.int64(), "last": pa.int64()})
    entries = {
        "outline": {"level": pa.int32(), "text": text, "confidence": pa.float64()},
        "tables": {
            "header": texts,
            "rows": pa.list_(texts),
            "csv": text,
            "heading_path": texts,
            "span": span,
        },
        "faq": {"question": text, "answer": text},
        "sections": {
            "heading_path": texts,
            "text": text,
            "kind": text,
            "span": span,
            "lines": lines,
            "roles": texts,
        },
        "diagnostics": {"code": text, "message": text, "span": span},
    }
    if name == "metadata":
        return pa.struct({"title": text, "byline": text, "date": text})
    return pa.list_(pa.struct(entries[name])) if name in entries else text


# ----------------------------------------------------------------------------------- arrays


def column_array(name: str, values: Sequence[Any]) -> Any:
    """Return the ``values`` of the column ``name``, None where a row has none, as an Arrow array.

    In lists and structs, surrogates become U+FFFD. Raises an error of Arrow's, UnicodeError or
    OverflowError for what no array can hold.
    """
    pa = required("pyarrow", "corpus")
    kind = column_type(name)
    return _whole(pa.array(values, type=kind)) if kind == pa.string() else _array(values, kind)


def _array(values: Sequence[Any], kind: Any) -> Any:
    """Return ``values`` as an array; each field of all structs of a column is made at once."""
    pa = required("pyarrow", "corpus")
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        rows = [value or () for value in values]
        ends = pa.array([0, *accumulate(map(len, rows))], type=pa.int32())
        entries = _array(list(chain.from_iterable(rows)), kind.value_type)
        return pa.ListArray.from_arrays(ends, entries, type=kind, mask=_null_mask(values))
    if pa.types.is_struct(kind):
        empty = (None,) * kind.num_fields
        present = [empty if value is None else value for value in values]
        columns: Any = zip(*present, strict=True) if present else [()] * kind.num_fields
        arrays = [_array(each, kind.field(n).type) for n, each in enumerate(columns)]
        fields = [kind.field(number) for number in range(kind.num_fields)]
        return pa.StructArray.from_arrays(arrays, fields=fields, mask=_null_mask(values))
    try:
        return _whole(pa.array(values, type=kind))
    except UnicodeEncodeError:
        return _whole(pa.array(list(map(_cleaned, values)), type=kind))


def _null_mask(values: Sequence[Any]) -> Any:
    """Return which of ``values`` are null, None if none is."""
    if not any(value is None for value in values):
        return None
    pa = required("pyarrow", "corpus")
    return pa.array([value is None for value in values])


def _cleaned(value: Any) -> Any:
    """Return ``value``, a text or texts in lists, without surrogates."""
    if isinstance(value, str):
        return without_surrogates(value)
    return list(map(_cleaned, value)) if isinstance(value, (list, tuple)) else value


def _whole(array: Any) -> Any:
    pa = required("pyarrow", "corpus")
    if isinstance(array, pa.ChunkedArray):
        raise pa.ArrowCapacityError("the texts are more than 2 GiB")
    return array
