"""Arrow batches of texts in, Arrow batches of structure out: one function for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from docparse.errors import ArgumentError, OptionError, required
from docparse.nodes import Document, Faq, FaqItem, Node, Table, TableRow, TextHolder, plain_text
from docparse.readers.text import parse, parse_bytes
from docparse.renderers import FormatName, render
from docparse.renderers.arrow_table import column_names
from docparse.source.characters import without_surrogates
from docparse.source.text import NO_SPAN, Diagnostic, Span
from docparse.tree.chunking import chunks
from docparse.tree.outline import outline
from docparse.tree.visitor import find_all

if TYPE_CHECKING:
    import pyarrow as pa


def process_batch(
    batch: pa.RecordBatch,
    *,
    text_column: str = "text",
    emit: Sequence[str] = ("json",),
    keep: Sequence[str] | None = None,
) -> pa.RecordBatch:
    """Return a batch with what is found in the texts of ``batch``, row by row.

    ``process_batch(batch, emit=("markdown", "error"))`` has a row for each row of ``batch``, in the
    same order. Its columns are those of ``batch`` that ``keep`` names, by default all but the text,
    and then the columns of ``emit``: names of :data:`COLUMNS`. A text that is null or no string
    gives nulls; the column ``error`` says why. An emitted column replaces a column of ``batch``
    with the same name.

    Raises ArgumentError if ``batch`` is no RecordBatch, OptionError for an unknown column,
    MissingExtraError without pyarrow.
    """
    pa = required("pyarrow", "corpus")
    if not isinstance(batch, pa.RecordBatch):
        raise ArgumentError(f"process_batch takes a RecordBatch, not {type(batch).__name__}")
    names = batch.schema.names
    emitted = checked_emit(emit)
    for name in (text_column, *(keep or ())):
        if name not in names:
            raise OptionError(f"there is no column {name!r}, only: {', '.join(names)}")
    kept = [
        name for name in (names if keep is None else keep) if name not in (*emitted, text_column)
    ]
    fields = [batch.schema.field(name) for name in kept] + list(schema(emitted))
    arrays = [batch.column(name) for name in kept]
    arrays += arrow_columns(parse_texts(texts_of(batch.column(text_column)), emitted))
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


def schema(emit: Sequence[str]) -> pa.Schema:
    """Return the Arrow schema of the columns of ``emit``."""
    pa = required("pyarrow", "corpus")
    return pa.schema([pa.field(name, _type(name)) for name in checked_emit(emit)])


def checked_emit(emit: Sequence[str]) -> tuple[str, ...]:
    """Return ``emit``, one name or several, as a tuple. Raises OptionError for an unknown name."""
    names = (emit,) if isinstance(emit, str) else tuple(dict.fromkeys(emit))
    for name in names:
        if name not in COLUMNS:
            raise OptionError(f"there is no column {name!r} to emit, only: {', '.join(COLUMNS)}")
    if not names:
        raise OptionError(f"emit names no column; there are: {', '.join(COLUMNS)}")
    return names


# ------------------------------------------------------------------------ Document → columns


def _renderer(format: str) -> Callable[[Document], str]:
    def column(document: Document) -> str:
        text = render(document, FormatName(format))
        if len(text) > LONGEST_VALUE:
            raise OptionError(f"{len(text):,} characters of {format} are more than Arrow can hold")
        return text

    return column


LONGEST_VALUE: Final = 2**29
"""Characters of one value: in UTF-8 never more than the 2 GiB that Arrow can hold."""


def _outline_rows(document: Document) -> list[dict[str, Any]]:
    return [
        {"level": level, "text": without_surrogates(text), "confidence": confidence}
        for level, text, confidence in outline(document)
    ]


def _table_rows(document: Document) -> list[dict[str, Any]]:
    found = []
    for table in find_all(document, Table):
        rows = [[without_surrogates(plain_text(cell)) for cell in row.cells] for row in table.rows]
        header, body = rows[: table.header_rows], rows[table.header_rows :]
        csv = render(table, "csv")
        found.append({"header": column_names(header), "rows": body, "csv": csv})
    return found


def _faq_rows(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "question": without_surrogates(plain_text(item.question)),
            "answer": without_surrogates("\n".join(map(plain_text, item.answer))),
        }
        for item in find_all(document, FaqItem)
    ]


def _section_rows(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "heading_path": list(map(without_surrogates, chunk.heading_path)),
            "text": without_surrogates(chunk.text),
            "span": _span_row(chunk.span),
        }
        for chunk in chunks(document)
    ]


def _diagnostic_rows(document: Document) -> list[dict[str, Any]]:
    def entry(diagnostic: Diagnostic) -> dict[str, Any]:
        message = without_surrogates(diagnostic.message)
        return {"code": diagnostic.code, "message": message, "span": _span_row(diagnostic.span)}

    return list(map(entry, document.diagnostics))


def _span_row(span: Span) -> dict[str, int] | None:
    return None if span == NO_SPAN else {"start": span.start, "end": span.end}


COLUMNS: Final[dict[str, Callable[[Document], Any]]] = {
    "html": _renderer("html"),
    "markdown": _renderer("markdown"),
    "json": _renderer("json"),
    "jsonld": _renderer("jsonld"),
    "outline": _outline_rows,
    "tables": _table_rows,
    "faq": _faq_rows,
    "sections": _section_rows,
    "diagnostics": _diagnostic_rows,
    "error": lambda document: None,
}
"""The columns that can be emitted. ``error`` is why the other columns of a row are null."""


def _type(name: str) -> Any:
    """Return the Arrow type of the column ``name``."""
    pa = required("pyarrow", "corpus")
    text = pa.string()
    texts = pa.list_(text)
    span = pa.struct({"start": pa.int64(), "end": pa.int64()})
    entries = {
        "outline": {"level": pa.int32(), "text": text, "confidence": pa.float64()},
        "tables": {"header": texts, "rows": pa.list_(texts), "csv": text},
        "faq": {"question": text, "answer": text},
        "sections": {"heading_path": texts, "text": text, "span": span},
        "diagnostics": {"code": text, "message": text, "span": span},
    }
    return pa.list_(pa.struct(entries[name])) if name in entries else text


# ------------------------------------------------------------------------- texts → documents


@attrs.define
class ParsedTexts:
    """The results for some texts: values by column, and by index why a text has none."""

    columns: dict[str, list[Any]]
    failures: dict[int, str] = attrs.Factory(dict)
    tables: int = 0
    questions: int = 0

    def fail(self, index: int, reason: str) -> None:
        self.failures[index] = reason
        for name, values in self.columns.items():
            values[index] = reason if name == "error" else None


class Utf8(bytes):
    """A text that is not valid UTF-8; its invalid bytes are read as U+FFFD."""


@attrs.frozen
class NoText:
    """Stands for a value that is no text, and that Python has no type for."""

    arrow_type: str


def parse_texts(texts: Sequence[object], emit: Sequence[str]) -> ParsedTexts:
    """Return the columns ``emit`` for each of ``texts``: a str, :class:`Utf8`, or bytes in UTF-8.

    Never raises for a text: one that cannot be parsed has nulls, and ``failures`` says why.
    """
    parsed = ParsedTexts({name: [None] * len(texts) for name in emit})
    makers = [(parsed.columns[name], COLUMNS[name]) for name in emit]
    for index, text in enumerate(texts):
        if not isinstance(text, (str, bytes)):
            parsed.fail(index, f"the text is {_shown_type(text)}")
            continue
        try:
            if isinstance(text, Utf8):
                document = parse_bytes(text)
            else:
                document = parse(text if isinstance(text, str) else text.decode())
            for values, make in makers:
                values[index] = make(document)
            tables, questions = _count_tables_and_questions(document)
        except UnicodeDecodeError as error:
            parsed.fail(index, f"the text is not UTF-8: {error}")
        except Exception as error:
            parsed.fail(index, f"{type(error).__name__}: {without_surrogates(str(error))}"[:1000])
        else:
            parsed.tables += tables
            parsed.questions += questions
    return parsed


def _shown_type(value: object) -> str:
    if value is None:
        return "null"
    name = value.arrow_type if isinstance(value, NoText) else type(value).__name__
    return f"not a string but {name}"


def _count_tables_and_questions(document: Document) -> tuple[int, int]:
    """Return how many tables and how many questions there are in ``document``."""
    tables = questions = 0
    pending: list[Node] = [document]
    while pending:
        node = pending.pop()
        if isinstance(node, Table):
            tables += 1
        elif not isinstance(node, (TextHolder, TableRow)):
            if isinstance(node, Faq):
                questions += len(node.items)
            pending += node.children
    return tables, questions


def texts_of(column: Any) -> list[object]:
    """Return the values of an Arrow array; a string that is not valid UTF-8 as :class:`Utf8`.

    A value that Python cannot hold, such as a date after the year 9999, is a :class:`NoText`.
    """
    try:
        values: list[object] = column.to_pylist()
    except Exception:  # one of them fails; the loop below finds out which
        values = list(map(_python_text, column))
    return values


def _python_text(scalar: Any) -> object:
    """Return a value: a Utf8 if it is invalid UTF-8, a NoText if Python has no type for it."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:  # Arrow does not check the strings of a file
        data = bytes_of(scalar)
        if data is not None:
            return Utf8(data)
    except Exception:
        pass
    return NoText(str(scalar.type))


def bytes_of(scalar: Any) -> bytes | None:
    """Return the bytes of an Arrow string, valid UTF-8 or not; None if ``scalar`` is none."""
    text = getattr(scalar, "value", scalar)  # that of a dictionary
    if not hasattr(text, "as_buffer"):
        return None
    data: bytes = text.as_buffer().to_pybytes()
    return data


def arrow_columns(parsed: ParsedTexts) -> list[Any]:
    """Return ``parsed.columns`` as Arrow arrays; only a row that Arrow cannot hold fails.

    Raises ArgumentError if all rows together are more than Arrow can hold in one batch.
    """
    pa = required("pyarrow", "corpus")
    types = {name: _type(name) for name in parsed.columns}

    def arrays(rows: slice) -> Iterator[Any]:
        for name, values in parsed.columns.items():
            array = pa.array(values[rows], type=types[name])
            if isinstance(array, pa.ChunkedArray):
                raise pa.ArrowCapacityError(f"{name} is more than 2 GiB")
            yield array

    everything = slice(None)
    try:
        return list(arrays(everything))
    except (pa.ArrowException, UnicodeError, OverflowError):
        rows = range(len(next(iter(parsed.columns.values()))))
    for row in rows:
        try:
            list(arrays(slice(row, row + 1)))
        except (pa.ArrowException, UnicodeError, OverflowError) as error:
            parsed.fail(row, f"{type(error).__name__}: {error}"[:1000])
    try:
        return list(arrays(everything))
    except pa.ArrowException as error:
        raise ArgumentError(f"the batch is too large, use smaller ones: {error}") from None
