"""A few lines never decide how a page is read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

import docparse
from docparse import Dialect, Document, Heading, ListItem, Table, detect_dialect, find_all
from tests.stray_lines import PLACES, STRAY_LINES, Reader, changes, remembering, train_pages

ARTICLE = """\
The ferry has crossed the sound since 1911, and nobody has asked who should pay for it.
The early years
A farmer built the first boat in his barn, and the council lent him the money for an engine.
Month | Boats |
---|---|
May | 3 |
June | 5 |
The war
The boat lay in the harbour for four years, and children played pirates on its deck.
What came after
A second boat was bought in 1952, with a bell that could be heard in the next village.
It left every hour, and in summer every half hour, if the captain had finished his coffee.
"""

WHOLE = docparse.parse(ARTICLE)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("stray", STRAY_LINES.values(), ids=STRAY_LINES)
def test_a_stray_line_changes_nothing_outside_itself(stray: str, place: str) -> None:
    assert changes(ARTICLE, stray, place) == {}


@pytest.mark.parametrize("stray", STRAY_LINES.values(), ids=STRAY_LINES)
def test_headings_and_tables_stay_what_they_are(stray: str) -> None:
    document = docparse.parse(ARTICLE + stray)
    headings = [heading for heading in find_all(WHOLE, Heading) if heading.level > 1]
    assert [h for h in find_all(document, Heading) if h in headings] == headings
    assert next(find_all(document, Table)) == next(find_all(WHOLE, Table))
    assert detect_dialect(ARTICLE + stray).name == detect_dialect(ARTICLE).name


def share_of_changes(every: int, parse: Reader = docparse.parse) -> float:
    """Return how many of the pages with a line added are changed by it in many places elsewhere.

    A few headings may be told otherwise for it: how many short lines and lists a page has is part
    of what tells them.
    """
    tried = changed = 0
    parse = remembering(parse)
    for page in train_pages(every):
        for stray in STRAY_LINES.values():
            for place in PLACES:
                found = changes(page.text, stray, place, parse)
                tried += found is not None
                changed += found is not None and found.total() > MOST_MOVED
    return changed / tried


MOST_MOVED: Final = 8
"""Facts of nodes that are there only before, or only after: four nodes that moved."""


def test_stray_lines_change_hardly_a_real_page(shared: Path) -> None:
    if not (shared / "accuracy").is_dir():
        pytest.skip("the shared folder holds no real pages")
    assert share_of_changes(every=200) <= 0.01


def one_line_decides(text: str) -> Document:
    return docparse.parse(text, dialect=Dialect("1.12", formatted="](" in text))


def test_control_a_reader_that_goes_by_one_line_is_noticed(shared: Path) -> None:
    assert changes(ARTICLE, "see [b](c) and **d**\n", "end", one_line_decides)
    if (shared / "accuracy").is_dir():
        assert share_of_changes(every=2_000, parse=one_line_decides) > 0.02


SHORT = """\
The ferry of the sound
The ferry has crossed the sound since 1911, and nobody has asked who should pay for it.
A farmer built the first boat in his barn, and the council lent him the money for an engine.
- It leaves at nine.
- It comes back in the evening.
- On Sundays it stays in the harbour.
Nobody knows what became of the first boat, which lay in the barn for many years.
"""


@pytest.mark.parametrize(
    "stray", ["\n## Notes\n\n", "\n**Note**\n\n", "\n[b](c)\n", "\n`a` and *b*\n", "\n> a **b**\n"]
)
@pytest.mark.parametrize("lines", [3, 4, 7])
def test_one_marked_line_below_a_blank_one_does_not_decide_for_a_short_page(
    stray: str, lines: int
) -> None:
    page = "".join(SHORT.splitlines(keepends=True)[:lines])
    assert not detect_dialect(page + stray).formatted
    assert changes(page, stray, "end") == {}


def test_two_kinds_of_marks_in_one_line_do_not_make_stars_marks() -> None:
    page = ARTICLE.replace("The boat", "The boat*").replace("early", "*early*")
    page += "In *May*, the boat came.\nIn *June*, it went.\nIn *July*, it came back.\n"
    assert not detect_dialect(page + "see [b](c) and **d**\n").formatted
    assert detect_dialect(page + "see [b](c)\nand **d**\n").formatted


def test_one_row_of_another_writer_does_not_outvote_the_cells_of_a_page() -> None:
    cells = "The ferry leaves at nine.\n" * 9 + "May|\n3|\nJune|\n5|\n"
    assert detect_dialect(cells).name == "trafilatura-1.8"
    assert detect_dialect(f"{cells}|a||b|\n").name == "trafilatura-1.8"
    assert detect_dialect(f"{cells}| a \\| b | c | \n").name == "trafilatura-1.8"


def test_a_few_marks_behind_items_do_not_outvote_the_rows_of_a_page() -> None:
    table = "".join(f"|Cell {number}\n|{number}\n" for number in range(4))
    text = f"{table}The end.\nbread\n-\nmilk\n-\neggs\n-\n"
    assert detect_dialect(text).name == "trafilatura-1.7"


def test_a_cell_does_not_say_how_lists_are_written() -> None:
    items = "- The ferry leaves the harbour at nine each day, and nobody knows why.\n" * 12
    text = items + "So be it.\n" * 30
    assert items_of(text + "a|\n") == items_of(text)


def items_of(text: str) -> int:
    return sum(1 for _ in find_all(docparse.parse(text), ListItem))


def test_a_few_marks_behind_items_are_a_list_and_say_nothing_of_the_page() -> None:
    page = "The ferry has crossed the sound since 1911, and nobody asked who pays.\n" * 12
    for marks, count in (("Fish\n-\n", 0), ("Fish\n-\nBread\n-\n", 2)):
        document = docparse.parse(page + marks)
        assert detect_dialect(page + marks).name == detect_dialect(page).name
        assert items_of(page + marks) == items_of(page) + count
        assert document.children[:12] == docparse.parse(page).children


def test_a_few_rows_do_not_say_how_items_are_written() -> None:
    page = "The ferry has crossed the sound since 1911, and nobody asked who pays.\n" * 12
    page += "- The boat\nis new. - The pier is not.\n"
    assert items_of(page) == items_of(page + "| a \\| b | c | \n") == 2


def test_nested_lists_without_any_row_say_that_items_begin_lines() -> None:
    page = "- Boats\n  - Red\n  - Blue\n- Ropes\nAll is new. - The pier is not.\n"
    assert detect_dialect(page).name == "trafilatura-2.3"
    assert docparse.parse(page) == docparse.parse(page, dialect="2.3")


def test_a_marked_title_above_whole_lines_does_not_make_them_markdown() -> None:
    page = "The ferry has crossed the sound since 1911, and nobody has asked who pays. " * 4
    assert not detect_dialect("\n## Notes\n\n" + f"{page}\n" * 3).formatted
    assert detect_dialect("\n## Notes\n\n" + f"{page}\n\n" * 3).formatted


# ------------------------------------------------------------ where blank lines part the blocks

PARTED = """\
The ferry has crossed the sound since 1911, and nobody asked who should pay.

The early years

A farmer built the first boat in his barn. He had _no_ plans for it.

The war

The boat lay in the harbour for four years, and children played on its deck.

What came after

A second boat was bought in 1952, with a bell that one hears in the village.
"""


def test_a_marked_line_is_read_and_says_nothing_of_the_others() -> None:
    text = f"{PARTED}\nSee [the town](https://example.org) and **its** *bridge*.\n"
    document = docparse.parse(text)
    assert not detect_dialect(text).formatted
    kinds = [type(node).__name__ for node in docparse.walk(document)]
    assert kinds.count("Link") == kinds.count("Strong") == kinds.count("Emphasis") == 1
    titles = [docparse.plain_text(heading) for heading in find_all(document, Heading)]
    assert titles == ["The early years", "The war", "What came after"]
    assert "He had _no_ plans" in docparse.plain_text(document)


def test_marks_all_over_a_text_say_that_other_lines_have_none() -> None:
    text = PARTED.replace("The war", "## The war").replace("boat", "**boat**")
    assert detect_dialect(text).formatted
    titles = [docparse.plain_text(heading) for heading in find_all(docparse.parse(text), Heading)]
    assert titles == ["The war"]


MARKED = """\
The ferry has crossed the sound since **1911**, and nobody has asked who should pay for it at all.

The early years

A farmer built the *first* boat in his barn, and the council lent him the money for an engine.

The war

The boat lay in the **harbour** for four years, and children played pirates on its broad deck.

What came after

A second boat was bought in *1952*, with a bell that could be heard in the next village, too.

It left **every hour**, and in summer every half hour, if the captain had finished his coffee.
"""


@pytest.mark.parametrize("stray", ["## Notes\n\n", "Notes\n-----\n\n"])
def test_one_marked_heading_does_not_say_that_all_are_marked(stray: str) -> None:
    at = MARKED.index("It left")
    assert detect_dialect(MARKED).formatted
    before = [docparse.plain_text(each) for each in find_all(docparse.parse(MARKED), Heading)]
    document = docparse.parse(MARKED[:at] + stray + MARKED[at:])
    found = [docparse.plain_text(each) for each in find_all(document, Heading)]
    assert before == ["The early years", "What came after"]
    assert found == [*before, "Notes"]
