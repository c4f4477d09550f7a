"""What a text becomes: the case files of ``tests/cases/parse``, one test a case.

A case is a title, an input, and the outline (``docparse.dump``) of what it is read as, with a
line of dots after each:

    A line is a paragraph
    ...
    The ferry leaves at nine.
    ...
    Document
      Paragraph "The ferry leaves at nine."
    ...

Under the title may stand ``options:`` (those of ``parse``), ``dialect:`` (the one that has to be
found out) and ``diagnostics:`` (their codes in order; none unless said). What cannot be seen is
written ``<SP>``, ``<TAB>``, ``<CR>`` or ``<U+0000>``. Before a title, lines that start with ``;``
are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import docparse
from docparse import Document, Table, TableRow, find_all, plain_text
from docparse.nodes import cell_texts

FOLDER = Path(__file__).parent / "cases" / "parse"


@attrs.frozen
class Case:
    title: str
    text: str
    outline: str
    options: dict[str, Any]
    dialect: str | None
    diagnostics: list[str]


def read_cases(file: str) -> list[Case]:
    """Return the cases of a case file, given as its text."""
    *parts, rest = re.split(r"^\.{3,}\n", file, flags=re.MULTILINE)
    if rest.strip() or len(parts) % 3:
        raise ValueError("a line of dots stands after each title, each input and each outline")
    return [
        _case(head, visible(text), visible(outline))
        for head, text, outline in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def _case(head: str, text: str, outline: str) -> Case:
    title, *notes = [line for line in head.split("\n") if line and line[0] != ";"]
    said = dict(note.split(": ", 1) for note in notes)
    options = [option.split("=") for option in said.pop("options", "").split(", ") if option]
    dialect = said.pop("dialect", None)
    diagnostics = said.pop("diagnostics", "").split()
    if said:
        raise ValueError(f"{title!r}: nobody reads {', '.join(said)}")
    return Case(
        title, text, outline, {name: VALUES[name](v) for name, v in options}, dialect, diagnostics
    )


VALUES: dict[str, Callable[[str], Any]] = {
    "dialect": str,
    "inline": {"True": True, "False": False}.__getitem__,
    "headings": str,
    "min_confidence": float,
}

NAMED = {"SP": " ", "TAB": "\t", "CR": "\r"}


def visible(text: str) -> str:
    """Return ``text`` with the characters that it names in place of their names."""

    def character(match: re.Match[str]) -> str:
        return NAMED[match[1]] if match[1] else chr(int(match[2], 16))

    return re.sub(r"<(?:(SP|TAB|CR)|U\+([0-9A-F]{4,6}))>", character, text)


CASES = {
    f"{path.stem}: {case.title}": case
    for path in sorted(FOLDER.glob("*.txt"))
    for case in read_cases(path.read_bytes().decode("utf-8"))
}
TABLES = {name: case for name, case in CASES.items() if "TableRow" in case.outline}
PLAIN = {name: case for name, case in CASES.items() if "\r" not in case.text}


def check(case: Case, document: Document) -> None:
    """Fail unless ``document`` is what ``case`` expects."""
    assert docparse.dump(document) == case.outline
    assert [diagnostic.code for diagnostic in document.diagnostics] == case.diagnostics
    assert case.dialect in (None, document.dialect and document.dialect.name)
    docparse.validate(document)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: Case) -> None:
    check(case, docparse.parse(case.text, **case.options))


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
@pytest.mark.parametrize("case", PLAIN.values(), ids=PLAIN)
def test_other_line_endings_make_the_same_tree(case: Case, ending: str) -> None:
    document = docparse.parse(case.text.replace("\n", ending), **case.options)
    assert docparse.dump(document) == case.outline


@pytest.mark.parametrize("case", TABLES.values(), ids=TABLES)
def test_a_row_says_the_same_before_its_cells_are_made_and_after(case: Case) -> None:
    for row in find_all(docparse.parse(case.text, **case.options), TableRow):
        texts = cell_texts(row)
        if texts is not None:
            assert texts == [plain_text(cell) for cell in row.cells]


def test_cells_need_not_be_made_for_the_texts_of_a_row() -> None:
    (table,) = docparse.parse("May | 3 |\nJune | 5 |\n").children
    assert isinstance(table, Table)
    assert [cell_texts(row) for row in table.rows] == [["May", "3"], ["June", "5"]]


def test_no_two_cases_of_a_file_have_one_title() -> None:
    files = [path.read_bytes().decode("utf-8") for path in FOLDER.glob("*.txt")]
    assert sum(len(read_cases(file)) for file in files) == len(CASES)


# ------------------------------------------------------------------- the reader of the cases

EXAMPLE = """\
; A remark.

Stars
options: inline=True, dialect=1.8
dialect: trafilatura-1.8
diagnostics: stray-mark
...
-
*so*<SP><U+00A0>
...
Document
  Paragraph
    Emphasis
      Text "so"
    Text " <U+00A0>"
...
"""


def test_a_case_is_read_with_what_stands_under_its_title() -> None:
    (case,) = read_cases(EXAMPLE)
    assert case == Case(
        title="Stars",
        text="-\n*so* \u00a0\n",
        outline='Document\n  Paragraph\n    Emphasis\n      Text "so"\n    Text " \u00a0"\n',
        options={"inline": True, "dialect": "1.8"},
        dialect="trafilatura-1.8",
        diagnostics=["stray-mark"],
    )
    check(case, docparse.parse(case.text, **case.options))


@pytest.mark.parametrize(
    "change",
    [
        ("Emphasis", "Strong"),
        ("diagnostics: stray-mark\n", ""),
        ("dialect: trafilatura-1.8", "dialect: trafilatura-1.9"),
        ("inline=True", "inline=False"),
    ],
)
def test_a_case_that_expects_something_else_fails(change: tuple[str, str]) -> None:
    (case,) = read_cases(EXAMPLE.replace(*change))
    with pytest.raises(AssertionError):
        check(case, docparse.parse(case.text, **case.options))


def test_spans_out_of_place_fail() -> None:
    (case,) = read_cases(EXAMPLE)
    document = docparse.parse(case.text, **case.options)
    with pytest.raises(docparse.ValidationError):
        check(case, attrs.evolve(document, span=docparse.Span(0, 1)))


@pytest.mark.parametrize(
    "file",
    [
        "Title\n...\ninput\n...\noutline\n",
        "Title\n...\ninput\n...\n",
        "Title\nnoise: 3\n" + "...\n" * 3,
    ],
)
def test_a_file_that_is_no_case_file_is_refused(file: str) -> None:
    with pytest.raises(ValueError, match=r"line of dots|nobody reads"):
        read_cases(file)
