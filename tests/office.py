"""``make check-csv``: LibreOffice opens our CSV and has the same cells.

Needs ``soffice`` (Debian: libreoffice-calc). Each table is written twice. With the escape of
formulas, it is opened as a double click opens it, and with a semicolon and a tab as separator:
nothing in it is a formula, and what is not taken for a number or a date is as it was. As it is,
it is opened with every column as text: then every cell is. And as it is with each separator: a
table in which a ``=`` was escaped has a formula then, so nothing was escaped for nothing. (What
begins with another sign, LibreOffice never runs; Excel does.) Tables with formulas that nobody
escaped, and one escaped for nothing, are the controls.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree

from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy

import docparse
from docparse import Table
from tests import strategies
from tests.conftest import CHECKOUT, seed_texts, shared_folder
from tests.test_csv import KEPT, PARTS, RUN

FOLDER = CHECKOUT / "build" / "office"
TABLES = 200
GENERATED = 80
SIGNED = 40
FILES_AT_ONCE = 100
"""LibreOffice 7.4 stops before it has opened 250."""

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_OFFICE, _TABLE, _TEXT = (f"{{{address}}}" for address in _NAMESPACES.values())

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


T = TypeVar("T")


class Cell(NamedTuple):
    text: str
    kind: str
    """``string``, ``float``, ``date`` and so on; an empty cell has none."""
    is_formula: bool


# ------------------------------------------------------------------------------ the tables


def generated_tables(of: SearchStrategy[Table], count: int) -> list[Table]:
    found: list[Table] = []

    @settings(max_examples=3 * count, derandomize=True, database=None, phases=[Phase.generate])
    @given(of)
    def collect(table: Table) -> None:
        if any(row.cells for row in table.rows):
            found.append(table)

    collect()
    return found[:count]


def train_texts() -> Iterator[str]:
    path = shared_folder() / "accuracy" / "train" / "tables-1.12.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def tables_of(texts: Iterable[str]) -> Iterator[Table]:
    for text in texts:
        yield from docparse.find_all(docparse.parse(text), Table)


def all_tables() -> list[Table]:
    seeds = list(tables_of(seed_texts()))
    generated = generated_tables(strategies.tables(), GENERATED)
    real = list(islice(tables_of(train_texts()), TABLES - len(seeds) - len(generated)))
    signed = list(islice(filter(has_escapes, tables_of(train_texts())), SIGNED))
    print(f"tables: {len(seeds)} of seeds, {len(generated)} generated, {len(real)} of real pages")
    alone = [text for text in (*RUN, *dict(PARTS)) if "=" in text]
    together = [text for text in (*RUN, *KEPT) if text not in alone]
    made = [Table.from_rows([["a", text]]) for text in alone]
    made += [Table.from_rows([[text, "b"], ["c"]]) for text in alone]
    made += [Table.from_rows([["a", text] for text in together])]
    made += [Table.from_rows([[text, "b"] for text in together if text != "="])]
    print(f"and {len(signed)} of real pages in which cells are escaped, {len(made)} made of such")
    return [*seeds, *generated, *real, *signed, *made]


def has_escapes(table: Table) -> bool:
    return docparse.render(table, "csv") != docparse.render(table, "csv", formulas="escape")


# ------------------------------------------------------------------------- what LibreOffice sees


def opened(
    written: dict[str, str], *, separator: str = ",", as_text: bool = False
) -> dict[str, list[list[Cell]]]:
    """Return the cells that LibreOffice sees in each CSV, by its name."""
    folder = FOLDER / "opened"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in written.items():
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))
    width = max(len(row) for text in written.values() for row in rows_of(text))
    columns = "/".join(f"{column}/2" for column in range(1, width + 1)) if as_text else ""
    paths = sorted(map(str, folder.glob("*.csv")))
    for start in range(0, len(paths), FILES_AT_ONCE):
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={(FOLDER / 'profile').as_uri()}"),
                *("--headless", "--convert-to", "fods"),
                f"--infilter=CSV:{ord(separator)},34,76,1,{columns}",
                *("--outdir", str(folder), *paths[start : start + FILES_AT_ONCE]),
            ],
            check=True,
            capture_output=True,
        )
    return {name: cells_of(folder / f"{name}.fods") for name in written}


def cells_of(path: Path) -> list[list[Cell]]:
    """Return the cells of the first sheet of a flat OpenDocument file, without empty ends."""
    sheet = ElementTree.parse(path).find(".//office:spreadsheet/table:table", _NAMESPACES)
    assert sheet is not None
    rows: list[list[Cell]] = []
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells: list[Cell] = []
        for cell in row:
            times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            lines = map(_line, cell.findall("text:p", _NAMESPACES))
            kind = cell.get(f"{_OFFICE}value-type", "")
            found = Cell("\n".join(lines), kind, f"{_TABLE}formula" in cell.attrib)
            cells += [found] * (times if found.text else min(times, 1000))
        times = int(row.get(f"{_TABLE}number-rows-repeated", 1))
        rows += [_without_end(cells, Cell("", "", False))] * min(times, 1000)
    return _without_end(rows, [])


def _line(paragraph: ElementTree.Element) -> str:
    """Return the text of a paragraph, whose runs of spaces and whose tabs are elements."""
    pieces = [paragraph.text or ""]
    for element in paragraph:
        if element.tag == f"{_TEXT}s":
            pieces.append(" " * int(element.get(f"{_TEXT}c", 1)))
        elif element.tag == f"{_TEXT}tab":
            pieces.append("\t")
        else:
            pieces.append(_line(element))
        pieces.append(element.tail or "")
    return "".join(pieces)


def _without_end(values: list[T], empty: T) -> list[T]:
    end = len(values)
    while end and values[end - 1] == empty:
        end -= 1
    return values[:end]


# ------------------------------------------------------------------------------ what it has to be


def rows_of(written: str) -> list[list[str]]:
    """Return the rows of a CSV as Python reads them, a line's end in a cell always ``\\n``."""
    rows = csv.reader(io.StringIO(written, newline=""), strict=True)
    return [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]


def texts_of(rows: list[list[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Return ``rows`` without the empty cells and rows at their ends, which no sheet has."""
    return _without_end([_without_end(row, "") for row in rows], [])


def is_same(written: str, seen: list[list[Cell]]) -> bool:
    # A byte order mark that begins the first cell begins the file.
    return texts_of(seen) == trimmed(rows_of(written.removeprefix("\ufeff")))


def is_harmless(written: str, seen: list[list[Cell]]) -> bool:
    """Tell whether nothing is run, and all that is text to LibreOffice is as it was written."""
    expected = trimmed(rows_of(written.removeprefix("\ufeff")))
    return [len(row) for row in seen] == [len(row) for row in expected] and all(
        not cell.is_formula and (cell.kind != "string" or cell.text == text)
        for cells, texts in zip(seen, expected, strict=True)
        for cell, text in zip(cells, texts, strict=True)
    )


def runs(seen: list[list[Cell]]) -> bool:
    return any(cell.is_formula for row in seen for cell in row)


_ESCAPED_EQUALS = re.compile("(?:^|[;\t\r\n])'=")


def has_escaped_equals(kept: str, escaped: str) -> bool:
    """Tell whether a ``'`` was put before a ``=`` that begins a cell in some reading."""
    return any(
        after != before and _ESCAPED_EQUALS.search(after)
        for row, row_escaped in zip(rows_of(kept), rows_of(escaped), strict=True)
        for before, after in zip(row, row_escaped, strict=True)
    )


CONTROLS = {
    "comma": Table.from_rows([["a", "=1+1"]]),
    "semicolon": Table.from_rows([["a", "x;=1+1"]]),
    "tab": Table.from_rows([["a", "x\t=1+1"]]),
}
"""What runs if nobody escapes it, by the separator."""


def main() -> int:
    tables = {f"table-{number:03}": table for number, table in enumerate(all_tables(), 1)}
    soups = generated_tables(strategies.formula_tables(), GENERATED)
    tables |= {f"soup-{number:03}": table for number, table in enumerate(soups, 1)}
    kept = {name: docparse.render(table, "csv") for name, table in tables.items()}
    escaped = {
        name: docparse.render(table, "csv", formulas="escape") for name, table in tables.items()
    }
    as_text = opened(kept, as_text=True)
    changed = [name for name, text in kept.items() if not is_same(text, as_text[name])]
    cells = sum(len(row) for rows in as_text.values() for row in rows)
    print(f"{len(tables)} tables, {cells} cells to the last filled one of a row")
    print(f"opened as text: {len(changed)} differ {changed[:10]}")
    bad = len(changed)
    running: set[str] = set()
    for name, separator in SEPARATORS.items():
        control = docparse.render(CONTROLS[name], "csv")
        seen = opened({**escaped, "control": control}, separator=separator)
        harmful = [name for name in escaped if runs(seen[name])]
        if separator == ",":
            harmful += [name for name in escaped if not is_harmless(escaped[name], seen[name])]
        print(f"formulas escaped, opened with {name}: {len(harmful)} differ or run {harmful[:10]}")
        noticed = runs(seen["control"])
        print(f"control: what nobody escaped is {'noticed' if noticed else 'NOT NOTICED'}")
        bad += len(harmful) + (not noticed)
        running |= {
            name for name, cells in opened(kept, separator=separator).items() if runs(cells)
        }
    marked = {name for name in kept if has_escaped_equals(kept[name], escaped[name])}
    # What begins with = and then is nonsense runs or not: that is not told in advance.
    idle = sorted(name for name in marked - running if not name.startswith("soup"))
    missed = sorted(name for name in running if kept[name] == escaped[name])
    print(
        f"{len(running)} run if nobody escapes them, {len(missed)} of them have no ' {missed[:10]}"
    )
    print(f"{len(marked)} have a ' before a =, {len(idle)} of them would not run {idle[:10]}")
    needless = has_escaped_equals("a,=\r\n", "a,'=\r\n")
    print(f"control: a ' for nothing is {'noticed' if needless else 'NOT NOTICED'}")
    return int(bool(bad or idle or missed or not needless))


if __name__ == "__main__":
    sys.exit(main())
