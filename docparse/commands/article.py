"""One article as a command reads it: its bytes, its text, its tree, and what was odd."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import docparse
from docparse.columns.settings import READING
from docparse.commands.command import UNREADABLE, Failure, given
from docparse.commands.console import standard_input
from docparse.commands.inputs import STANDARD_INPUT, ArticleFile
from docparse.commands.parser import Arguments
from docparse.errors import ReadError
from docparse.source.decoding import decode, why_not_text
from docparse.source.text import NO_SPAN, Diagnostic, line_starts


class Article:
    """The article in ``file``, which is read when the first thing of it is asked for.

    ``data`` is the content of the file, if it is known. ``diagnostics`` is what was odd in what has
    been read so far, and ``read_as`` says how it was read. Raises Failure if the file cannot be
    read, UsageError if options do not fit it.
    """

    def __init__(self, file: ArticleFile, arguments: Arguments, data: bytes | None = None) -> None:
        self.file = file
        self.path = file.path
        self.form = file.form
        self.target = file.target
        self.is_alone = file.is_alone
        self.read_as = ""
        if data is not None:
            self.data = data
        self.diagnostics: list[Diagnostic] = []
        self._arguments = arguments
        self._source: str | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return "<stdin>" if self.path == STANDARD_INPUT else self.path

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file. What is no text is refused, unless ``--force`` is given."""
        try:
            piped = self.path == STANDARD_INPUT
            data = standard_input() if piped else Path(self.path).read_bytes()
        except (OSError, ValueError) as error:
            raise Failure(UNREADABLE, f"cannot read {self.name}: {reason(error)}") from None
        if not self._arguments.force and self.form != "json":  # whose reader checks it
            if self._is_named_as_records():
                raise Failure(
                    UNREADABLE,
                    f"{self.name} holds many records by its name, and docparse corpus reads those; "
                    "if it is one article, say --force",
                )
            fault = why_not_text(data, otherwise=None if self.form == "html" else "utf-8")
            if fault is not None:
                raise Failure(UNREADABLE, f"{self.name} is not text: {fault}; {_advice(fault)}")
        return data

    def _is_named_as_records(self) -> bool:
        is_said = getattr(self._arguments, "source_form", "auto") != "auto"
        return not is_said and self.path.lower().endswith(_RECORDS)

    @cached_property
    def text(self) -> str:
        """The text of the file."""
        text, fault = decode(self.data)
        self._source = text
        self.diagnostics += [fault] if fault else []
        return text

    @cached_property
    def tree(self) -> Any:
        """The tree: a Document, or of JSON any node."""
        if self.form == "json":
            try:
                return docparse.from_json(self.data)
            except ReadError as error:
                raise Failure(
                    UNREADABLE,
                    f"cannot read {self.name}: {error}; of JSON only the tree is read that "
                    "docparse json writes, and --from text takes it for text",
                ) from None
        self.read_as = f"read as {self.form}"
        if self.form == "markdown":
            return docparse.from_markdown(self.text)
        if self.form == "html":
            document = docparse.from_html(self.data)
        else:
            document = docparse.parse_bytes(self.data, **given(self._arguments, READING))
            dialect = document.dialect.name if document.dialect else "unknown"
            self.read_as = f"read as text of the dialect {dialect}"
        self._source = document.source
        self.diagnostics += document.diagnostics
        return document

    def messages(self) -> list[str]:
        """Return a line for each diagnostic, with its place: ``FILE:LINE:COLUMN: CODE: MESSAGE``.

        Beyond a hundred, only how many more there are.
        """
        lines = []
        for diagnostic in self.diagnostics[:_REPORTED]:
            place = ":".join([self.name, *map(str, self._place(diagnostic) or ())])
            lines.append(f"{place}: {diagnostic.code}: {diagnostic.message}")
        if len(self.diagnostics) > _REPORTED:
            lines.append(f"{self.name}: and {len(self.diagnostics) - _REPORTED} more")
        return lines

    def diagnostics_data(self) -> list[dict[str, Any]]:
        """Return the diagnostics as a summary in JSON has them; lines and columns count from 1."""
        data = []
        for each in self.diagnostics:
            line, column = self._place(each) or (None, None)
            place = {"line": line, "column": column}
            data.append({"code": each.code, "message": each.message, **place})
        return data

    def _place(self, diagnostic: Diagnostic) -> tuple[int, int] | None:
        """Return the line and the column of ``diagnostic``; None if it has no place."""
        if self._source is None or diagnostic.span == NO_SPAN:
            return None
        start = diagnostic.span.start
        line = bisect_right(self._line_starts, start)
        return line, start - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self._source or "")


_REPORTED: Final = 100
_RECORDS: Final = (".jsonl", ".ndjson", ".parquet")


def _advice(fault: str) -> str:
    """Return what to do about a file that is no text because of ``fault``."""
    unpacking = "gzip -dc FILE | docparse COMMAND - reads it; " if "gzip" in fault else ""
    return unpacking + "if it is to be read all the same, say --force"


def reason(error: Exception) -> str:
    """Return why the system refused: ``"No such file or directory"``, ``"it is a folder"``."""
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return getattr(error, "strerror", None) or str(error)
