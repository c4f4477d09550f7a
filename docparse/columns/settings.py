"""What is emitted of each text, and the options of ``parse``, ``chunks`` and ``render`` for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal, TypedDict

import attrs

from docparse.errors import OptionError, suggestion
from docparse.nodes import Document, Table
from docparse.readers.text import Headings, parse
from docparse.renderers import FormatName, render
from docparse.source.characters import without_surrogates
from docparse.source.text import NO_SPAN, Diagnostic


class TextOptions(TypedDict, total=False):
    """The options of ``parse``, ``chunks`` and ``render`` that many texts share, a name each.

    ``to_dialect`` is the ``dialect`` that the format ``text`` writes.
    """

    dialect: str | None
    inline: bool | None
    headings: Headings
    min_confidence: float
    max_chars: int
    max_tokens: int
    tokenizer: Any
    overlap: int
    min_chars: int
    tables: Literal["text", "markdown", "csv", "html"]
    furniture: Literal["keep", "mark", "drop"]
    document: bool
    title: str
    lang: str
    url: str
    date: str
    faq: Literal["headings", "details"]
    indent: int
    to_dialect: str
    formatting: bool
    formulas: Literal["keep", "escape"]


READING: Final = ("dialect", "inline", "headings", "min_confidence")

PER_RECORD: Final = ("title", "lang", "url", "date")
"""The options that a column of the input may hold for each record."""

OPTIONS_BY_COLUMN: Final[Mapping[str, tuple[str, ...]]] = {
    "html": ("document", *PER_RECORD, "faq", "furniture"),
    "markdown": ("furniture",),
    "json": ("indent",),
    "jsonld": PER_RECORD,
    "text": ("to_dialect", "formatting", "furniture"),
    "outline": ("furniture",),
    "tables": ("formulas",),
    "sections": (
        "max_chars",
        "max_tokens",
        "tokenizer",
        "overlap",
        "min_chars",
        "tables",
        "furniture",
    ),
}
"""The options that each column takes, if it takes any."""

FORMATS: Final = ("html", "markdown", "json", "jsonld", "text")
"""The columns that hold what ``render`` writes."""

COLUMN_NAMES: Final = (
    *FORMATS,
    "outline",
    "tables",
    "faq",
    "sections",
    "metadata",
    "diagnostics",
    "error",
)
"""The columns that can be emitted. ``error`` is why the other columns of a row are null."""


@attrs.frozen
class Settings:
    """The columns to emit, the options for reading a text, and those for each column.

    ``from_columns`` says which column of the input holds an option of :data:`PER_RECORD`.
    """

    emit: tuple[str, ...]
    reading: Mapping[str, Any] = attrs.field(factory=dict)
    by_column: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict)
    from_columns: Mapping[str, str] = attrs.field(factory=dict)

    def recorded(self) -> dict[str, Any]:
        """Return what determines the content of the columns, as JSON can hold it."""
        options = dict(self.reading)
        for each in self.by_column.values():
            options |= each
        return {
            "emit": list(self.emit),
            "options": dict(sorted(options.items())),
            "option_columns": dict(self.from_columns),
        }


def settings_of(
    emit: str | Sequence[str],
    options: Mapping[str, Any],
    from_columns: Mapping[str, str | None] | None = None,
) -> Settings:
    """Return the settings that a caller asks for.

    Raises OptionError for a column that cannot be emitted, for an option that there is not, that
    has a wrong value, or that none of the columns takes.
    """
    emitted = checked_emit(emit)
    named = {name: column for name, column in (from_columns or {}).items() if column is not None}
    for name in named:
        if name in options:
            raise OptionError(f"{name} is the same for all records, or from a column: not both")
    is_page = bool(options.get("document"))
    takes = {column: OPTIONS_BY_COLUMN.get(column, ()) for column in emitted}
    if not is_page and "html" in takes:
        takes["html"] = tuple(name for name in takes["html"] if name not in PER_RECORD)
    for name in options:
        _check_taken(name, takes, name)
    for name in named:
        _check_taken(name, takes, f"{name}_column")
    settings = Settings(
        emitted,
        {name: options[name] for name in READING if name in options},
        {
            column: {name: options[name] for name in names if name in options}
            for column, names in takes.items()
        },
        named,
    )
    _check_values(settings)
    return settings


def checked_emit(emit: str | Sequence[str]) -> tuple[str, ...]:
    """Return ``emit``, one name or several, as a tuple. Raises OptionError for an unknown name."""
    names = (emit,) if isinstance(emit, str) else tuple(dict.fromkeys(emit))
    for name in names:
        if name not in COLUMN_NAMES:
            meant = _OTHER_NAMES.get(name, name)
            known = ", ".join(COLUMN_NAMES) + suggestion(meant, COLUMN_NAMES)
            raise OptionError(f"there is no column {name!r} to emit, only: {known}")
    if not names:
        raise OptionError(f"emit names no column; there are: {', '.join(COLUMN_NAMES)}")
    return names


_OTHER_NAMES: Final = {"chunks": "sections", "csv": "tables", "md": "markdown"}
"""Commands, and the column that holds what each writes."""


def _check_taken(name: str, takes: Mapping[str, Iterable[str]], said: str) -> None:
    """Refuse an option that there is not, or that would have no effect; the caller ``said`` it."""
    if name not in TextOptions.__annotations__:
        names = TextOptions.__annotations__
        known = ", ".join(names) + suggestion(name, names)
        raise OptionError(f"there is no option {name!r}, only: {known}")
    if name in READING or any(name in names for names in takes.values()):
        return
    columns = [column for column, names in OPTIONS_BY_COLUMN.items() if name in names]
    if name in PER_RECORD and "html" in takes:
        raise OptionError(f"{said} is for jsonld and for whole pages of html: add document=True")
    missing = (
        f"{columns[0]}, which is" if len(columns) == 1 else f"{' and '.join(columns)}, which are"
    )
    raise OptionError(f"{said} is for {missing} not emitted")


def _check_values(settings: Settings) -> None:
    """Try all options on an empty document: what takes them says what is wrong with them."""
    from docparse.renderers import csv
    from docparse.tree.chunking import chunks
    from docparse.tree.outline import outline

    nothing = parse("", **settings.reading)
    for column, options in settings.by_column.items():
        if column in FORMATS:
            render(nothing, FormatName(column), **render_options(options))
        elif column == "sections":
            list(chunks(nothing, **options))
        elif column == "outline":
            outline(nothing, **options)
        elif column == "tables":
            csv.render(Table(()), **options)


def render_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``options`` under the names that ``render`` has for them."""
    return {name.removeprefix("to_"): value for name, value in options.items()}


# -------------------------------------------------------------- options of single records


def options_of_record(values: Mapping[str, object]) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the options among ``values``, from the columns of a record, and what is none of them.

    A null or empty value is no option. ``"pt_BR"`` is the language ``"pt-BR"``, and days and times
    may be of Arrow's types.
    """
    options: dict[str, str] = {}
    odd: list[Diagnostic] = []
    for name, value in values.items():
        text = _option_text(name, value)
        if not text:
            continue
        if _is_usable(name, text):
            options[name] = text
        else:
            shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
            odd.append(Diagnostic(f"unusable-{name}", NO_SPAN, f"{shown!r} is not {_MEANT[name]}"))
    return options, odd


_LONGEST_SHOWN: Final = 80
_MEANT: Final = {
    "title": "a title",
    "lang": "a language tag such as en or pt-BR",
    "url": "an http or https URL",
    "date": "an ISO date such as 2025-05-17",
}


def _option_text(name: str, value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, (str, int, float, date)):
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    text = without_surrogates(text).strip()
    return text.replace("_", "-") if name == "lang" else text


@lru_cache(4096)
def _is_usable(name: str, text: str) -> bool:
    """Whether ``render`` takes ``text`` as the option ``name``."""
    options: dict[str, Any] = {name: text}
    try:
        render(Document(), "jsonld", **options)
    except OptionError:
        return False
    return True
