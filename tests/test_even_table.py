"""Tables that leave nothing to find out are read at once, all others by the rules for rows."""

from __future__ import annotations

import pytest

from docparse import parse
from docparse.dialects.detect import DIALECTS
from docparse.nodes import Table
from docparse.readers.rules import BlockReader, rules_for
from docparse.source.lines import scan
from docparse.tables.even_table import read_even_table

BOATS = "Boat | Built |\n---|---|\nAnna | 1911 |\nBerta | 1927 |"
ITEMS = "| Boat | Built |\n|---|---|\n| Anna | 1911 |\n| Berta | 1927 |"
AHEAD = "\n".join(["They cross the lake."] * 8)


def reader_of(text: str, dialect: str = "trafilatura-1.12") -> BlockReader:
    form = DIALECTS[dialect]
    return BlockReader(rules_for(form), scan(text), form, False, False, None)


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (BOATS, "trafilatura-1.12"),
        (f"{BOATS}\n{AHEAD}\n{BOATS}", "trafilatura-1.12"),
        ("Boat |\n---|\nAnna |", "trafilatura-1.12"),
        (ITEMS, "trafilatura-2.0"),
        (f"{ITEMS}\nThey cross the lake.", "trafilatura-2.0"),
    ],
)
def test_an_even_table_is_read_at_once(text: str, dialect: str) -> None:
    reader = reader_of(text, dialect)
    end = read_even_table(reader, 0)
    (table,) = reader.blocks
    assert isinstance(table, Table)
    assert table == next(iter(parse(text, dialect=dialect).children))
    assert (table.header_rows, end) == (1, len(table.rows) + 1)
    first, last = reader.lines.trimmed(0), reader.lines.trimmed(end - 1)
    assert table.span == (first.start, last.end)


@pytest.mark.parametrize(
    "text",
    [
        "Boat | Built |\nAnna | 1911 |\nBerta | 1927 |",
        "Boat | Built |\n---|---|",
        "Boat | Built |\n---|---|\nThey cross the lake.",
        "---|---|\n---|---|\nAnna | 1911 |",
        "Boat | Built |\n---|---|\nAnna | 1911 |\nBerta |",
        "Boat | Built |\n---|---|\nAnna | 1911 |\nBerta | 1927 | 3 |",
        "Boat | Built |\n---|---|\nAnna | 1911 |\n Berta | 1927 |",
        "Boat | Built |\n---|---|\nAnna | 1911 |\nBerta | 1927 | ",
        "Boat | Built |\n---|---|\nAnna | 1911 |\n| Berta | 1927",
        f"{BOATS}\nClara | 1930",
        f"{BOATS}\n|\n",
        f"{BOATS}\n---|---|",
        f"{BOATS}\nThey cross the lake.\n{BOATS}",
        f"{BOATS}\n{AHEAD[: AHEAD.rindex('They') - 1]}\n{BOATS}",
    ],
)
def test_a_table_that_leaves_something_to_find_out_is_left_to_the_rules(text: str) -> None:
    reader = reader_of(text)
    assert (read_even_table(reader, 0), reader.blocks) == (0, [])


@pytest.mark.parametrize(
    "row", ["|Berta | 1927 |", "Berta | 1927 | |", " | Berta | 1927 |", "| Berta | 1927 | "]
)
def test_a_row_that_a_pipe_should_open_is_left_to_the_rules(row: str) -> None:
    reader = reader_of(f"| Boat | Built |\n|---|---|\n| Anna | 1911 |\n{row}", "trafilatura-2.0")
    assert (read_even_table(reader, 0), reader.blocks) == (0, [])


def test_a_table_may_stand_behind_other_lines() -> None:
    text = f"They cross the lake.\n{BOATS}"
    reader = reader_of(text)
    assert read_even_table(reader, 1) == 5
    assert reader.blocks[0].span == (text.index("Boat"), len(text))
