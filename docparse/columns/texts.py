"""Texts, as they stand in a column, parsed one after the other: none stops the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from docparse.columns.make import COLUMNS, column_array
from docparse.columns.settings import Settings, options_of_record
from docparse.errors import ArgumentError, required
from docparse.nodes import Document, Faq, Node, Table, TableRow, TextHolder
from docparse.readers.text import parse, parse_bytes
from docparse.source.characters import without_surrogates
from docparse.source.text import Diagnostic


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


class RawText(bytes):
    """A text as bytes: in UTF-8, or as its byte order mark says; invalid bytes become U+FFFD."""


@attrs.frozen
class NoText:
    """Stands for a value that is no text, and that Python has no type for."""

    arrow_type: str


def parse_texts(
    texts: Sequence[object],
    settings: Settings,
    about: Mapping[str, Sequence[object]] | None = None,
) -> ParsedTexts:
    """Return the columns of ``settings`` for each of ``texts``: a str, :class:`RawText`, or UTF-8.

    ``about`` holds, by the name of an option, what the records say themselves. Never raises for a
    text: one that cannot be parsed has nulls, and ``failures`` says why.
    """
    parsed = ParsedTexts({name: [None] * len(texts) for name in settings.emit})
    makers = [
        (name, parsed.columns[name], COLUMNS[name], settings.by_column.get(name, {}))
        for name in settings.emit
    ]
    about = about or {}
    own: dict[str, str] = {}
    odd: list[Diagnostic] = []
    for index, text in enumerate(texts):
        if not isinstance(text, (str, bytes)):
            parsed.fail(index, f"the text is {_shown_type(text)}")
            continue
        try:
            document = _read_document(text, settings.reading)
            if about:
                own, odd = options_of_record({name: about[name][index] for name in about})
            if odd:
                document = attrs.evolve(document, diagnostics=(*document.diagnostics, *odd))
            for name, values, make, options in makers:
                says_more = own and name in _SAY_OF_THEMSELVES
                values[index] = make(document, {**options, **own} if says_more else options)
            tables, questions = _count_tables_and_questions(document)
        except UnicodeDecodeError as error:
            parsed.fail(index, f"the text is not UTF-8: {error}")
        except Exception as error:
            parsed.fail(index, f"{type(error).__name__}: {without_surrogates(str(error))}"[:1000])
        else:
            parsed.tables += tables
            parsed.questions += questions
    return parsed


_SAY_OF_THEMSELVES = ("html", "jsonld")
"""The columns that hold what a record says of its text."""


def _read_document(text: str | bytes, reading: Mapping[str, Any]) -> Document:
    if isinstance(text, RawText):
        return parse_bytes(text, **reading)
    return parse(text if isinstance(text, str) else text.decode(), **reading)


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


def values_of(column: Any) -> list[object]:
    """Return the values of an Arrow array; a string that is not valid UTF-8 as :class:`RawText`.

    A value that Python cannot hold, such as a date after the year 9999, is a :class:`NoText`.
    """
    try:
        values: list[object] = column.to_pylist()
    except Exception:  # one of them fails; the loop below finds out which
        values = list(map(_python_value_or_none, column))
    return values


def options_in(batch: Any, settings: Settings) -> dict[str, list[object]]:
    """Return what the rows of an Arrow batch say of their texts, by the name of an option."""
    columns = settings.from_columns.items()
    return {name: values_of(batch.column(column)) for name, column in columns}


def _python_value_or_none(scalar: Any) -> object:
    """Return a value: a RawText if it is invalid UTF-8, a NoText if Python has no type for it."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:  # Arrow does not check the strings of a file
        data = bytes_of(scalar)
        if data is not None:
            return RawText(data)
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

    def arrays(rows: slice) -> list[Any]:
        return [column_array(name, values[rows]) for name, values in parsed.columns.items()]

    everything = slice(None)
    faults = (pa.ArrowException, UnicodeError, OverflowError)
    try:
        return arrays(everything)
    except faults:
        rows = range(len(next(iter(parsed.columns.values()))))
    for row in rows:
        try:
            arrays(slice(row, row + 1))
        except faults as error:
            parsed.fail(row, f"{type(error).__name__}: {error}"[:1000])
    try:
        return arrays(everything)
    except pa.ArrowException as error:
        raise ArgumentError(f"the batch is too large, use smaller ones: {error}") from None
