"""Which extractor generation wrote a text, and how it says so."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest

import docparse
from docparse import (
    ArgumentError,
    Dialect,
    OptionError,
    Paragraph,
    Table,
    ThematicBreak,
    detect_dialect,
    render,
)
from docparse.dialects.detect import DIALECTS, UNKNOWN, dialect_name, weigh
from docparse.dialects.profile import Candidate, Page, Profile, Rows, Sign
from docparse.dialects.shares import is_spaced
from docparse.source.lines import RULE, Lines, scan

GENERATIONS = [name for name in DIALECTS if name.startswith("trafilatura-")]

TABLES = {
    "1.6": "|Month||Boats|\n|May||3|\n",
    "1.7": "|Month\n|Boats\n|May\n|3\n",
    "1.8": "Month|\nBoats|\nMay|\n3|\n",
    "1.9": "Month | Boats |\n---|---|\nMay | 3 |\nCast off.\n-\nWait.\n-\nMoor.\n-\n",
    "1.12": "Month | Boats |\n---|---|\nMay | 3 |\n",
    "2.0": "| Month | Boats |\n|---|---|\n| May | 3 |\n",
    "2.2": "| Month | Boats | \n|---|---|\n| May | 3 | \n",
    "2.3": "| Month | Boats | \n|---|---|\n| May | 3 \\| 4 | \n",
}


@pytest.mark.parametrize("version", TABLES)
def test_a_table_tells_the_generation(version: str) -> None:
    found = detect_dialect(TABLES[version])
    assert found.name == f"trafilatura-{version}"
    assert not found.formatted
    rows = "1.12" if version == "1.9" else "2.2" if version == "2.3" else version
    assert f"rows are written as {rows} writes them" in found.evidence[0]


def test_every_generation_is_told_by_a_table() -> None:
    assert [f"trafilatura-{version}" for version in TABLES] == GENERATIONS


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        ("", UNKNOWN, "no table or list that tells"),
        ("The ferry leaves at nine.\n", UNKNOWN, "no table or list that tells"),
        ("- Cast off.\n- Wait.\n", UNKNOWN, "no table or list that tells"),
        ("Cast off.\n-\nWait.\n-\n", "trafilatura-1.9", "the line after their item"),
        ("- Boats\n  - Anna\n", "trafilatura-2.3", "nested list items are indented"),
        ("- Boats\r  - Anna\r", "trafilatura-2.3", "nested list items are indented"),
        (
            "- Boats\n  - Anna\n  - Berta\n| Month | Boats | \n",
            "trafilatura-2.3",
            "escaped pipes or indented items",
        ),
        (
            "| Month | Boats | \n" * 4 + "- Boats\n  - Anna\n",
            "trafilatura-2.3",
            "escaped pipes or indented items",
        ),
    ],
)
def test_lists_tell_where_no_table_does(text: str, name: str, evidence: str) -> None:
    found = detect_dialect(text)
    assert found.name == name
    assert evidence in found.evidence[-1]


ITEMS = ("The ice was thick.", "The engine was old.", "Nobody had paid for it.")
BEFORE, BELOW = "Three reasons", "The council took note of them and went home before the boat left."


def marked(mark_after: bool, *around: str) -> str:
    """Return a list with lone marks behind its items, or before them."""
    lines = [line for item in ITEMS for line in ((item, "-") if mark_after else ("-", item))]
    return "\n".join((around[0], *lines, *around[1:])) + "\n"


@pytest.mark.parametrize(
    "around", [(BELOW, BELOW), (BELOW, BEFORE), (BEFORE, BEFORE), (f"{BEFORE}:", BELOW), (BELOW,)]
)
def test_lone_marks_stand_after_lines_that_are_like_the_other_items(around: tuple[str]) -> None:
    assert detect_dialect(marked(True, *around)).name == "trafilatura-1.9"


@pytest.mark.parametrize("around", [(BEFORE,), (f"{BEFORE}:", BELOW), (BEFORE, BELOW)])
def test_lone_marks_stand_before_lines_that_are_like_the_other_items(around: tuple[str]) -> None:
    assert detect_dialect(marked(False, *around)).name == UNKNOWN


def test_a_mark_at_the_start_of_the_text_stands_before_its_item() -> None:
    text = "-\n" + marked(True, BELOW, BELOW)
    assert detect_dialect(text).name == UNKNOWN


def test_lone_marks_stand_before_where_other_items_have_theirs_before() -> None:
    text = marked(True, BELOW, BELOW)
    assert detect_dialect(f"{text}- Anna\n").name == "trafilatura-1.9"
    assert detect_dialect(f"{text}- Anna\n- Berta\n").name == UNKNOWN
    assert detect_dialect(text * 6 + "- Anna\n- Berta\n").name == "trafilatura-1.9"


def test_a_row_that_no_table_has_does_not_hide_the_marks() -> None:
    text = marked(True, BELOW, BELOW)
    assert detect_dialect(f"{text}| grep ferry\n").name == "trafilatura-1.9"


QUESTIONS = "Who sold the boat?\n-\nWho paid for the pier?\n-\nGoodbye, and until tomorrow!\n"


def test_a_question_is_like_a_question() -> None:
    assert detect_dialect(f"{BELOW}\n{QUESTIONS}").name == "trafilatura-1.9"
    assert detect_dialect(f"Goodbye!\n-\n{QUESTIONS}").name == UNKNOWN


def test_a_line_that_announces_a_list_outweighs_how_long_its_items_are() -> None:
    long = "Nobody had paid for the pier, and nobody was going to do so this winter."
    text = f"The reasons:\nThe ice!\n-\n{long}\n-\n{long}\n-\n{long}\nThe end.\n"
    assert detect_dialect(text).name == "trafilatura-1.9"
    assert detect_dialect(text.replace("reasons:", "reasons.")).name == UNKNOWN


def test_a_mark_at_the_end_of_a_line_is_that_of_the_item_below() -> None:
    text = marked(True, BELOW, BELOW)
    assert detect_dialect(f"{text}Thank you!-\nYou are welcome.\n").name == UNKNOWN
    assert detect_dialect(f"{text}Thank you! -\nYou are welcome.\n").name == "trafilatura-1.9"


def test_dashes_for_empty_cells_are_no_items() -> None:
    assert detect_dialect("8.900\nDiscount\n-\n-\n10\nRate\n").name == UNKNOWN


def test_one_mark_between_two_lines_tells_nothing() -> None:
    assert detect_dialect("Cast off.\n-\nWait.\n").name == UNKNOWN


def test_marks_before_the_items_outweigh_stray_ones() -> None:
    text = "- one\n- two\n- three\nCast off.\n-\nWait.\n-\n"
    assert detect_dialect(text).name == UNKNOWN


def test_cells_of_nested_tables_do_not_outweigh_whole_rows() -> None:
    nested = "Rnd. |\nPick # |\n1 |\n2 |\n"
    assert detect_dialect(nested + TABLES["2.0"]).name == "trafilatura-2.0"
    assert detect_dialect(nested + TABLES["1.12"]).name == "trafilatura-1.12"


# --------------------------------------------------------------------------- other extractors

WRAPPED = """The gutter on the old weir is as long as a boat, and every night the young
eels of the lower river climb it, which takes the strongest of them about as
long as a man needs for the bridge. Nobody had thought that they would do so
in the cold, too.
"""

OTHERS = {
    "wrapped": [
        f"{WRAPPED}\nDone.\n",
        f"{WRAPPED}\n" + "It comes back.\nIt leaves again.\n" * 3,
        "\n".join(f"   {line}" for line in WRAPPED.splitlines()) + "\n\nDone.\n",
        "> " + "\n> ".join(WRAPPED.splitlines()) + "\n\nDone.\n",
    ],
    "html2text": [
        "The eels were counted.\n\nWeek| Eels  \n---|---  \n14| 212  \n15| 240  \n\nDone.\n",
        "## Eels\n\nThey are **old**.\n\n  * one\n  * two\n",
        f"## Eels\n\n{WRAPPED}\nDone.\n",
    ],
    "inscriptis": [
        "Parts\n\n  * The wheel\n      + bearings\n",
        "Day     Water\nMonday  5.40 \n\nDone.\n",
    ],
    "resiliparse": [
        "Parts\n\n  • The core\n    • Horse hair\n",
        "Bell\t\tNote\nTenor\t\tA\n\nDone.\n",
        "#\t\tBell\n1\t\tTenor\n\nDone.\n",
    ],
}


@pytest.mark.parametrize(("name", "texts"), OTHERS.items())
def test_lists_rows_and_broken_lines_tell_another_extractor(name: str, texts: list[str]) -> None:
    assert [detect_dialect(text).name for text in texts] == [name] * len(texts)
    assert {detect_dialect(text).formatted for text in texts} == {name == "html2text"}


def test_every_other_extractor_is_told() -> None:
    assert [*GENERATIONS, UNKNOWN, "markdown", *OTHERS] == list(DIALECTS)


@pytest.mark.parametrize("text", [text for texts in OTHERS.values() for text in texts])
def test_without_blank_lines_a_text_is_of_no_other_extractor(text: str) -> None:
    assert detect_dialect(text.replace("\n\n", "\n")).name in (*GENERATIONS, UNKNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n\n* b\n+ c\n",
        "• a\n• b\n\nDone.\n",
        "a\t\tb\n\nc\t\td\n",
        "\t\ta\n\t\tb\n\nDone.\n",
        "wheel = oak(32)     # paddles\ngate.lift()    # at dawn      \n\nDone.\n",
        "**a** and [b](c)\n\nx\t\ty\nz\t\tw\n",
        "| Day  | Water  | \n| May  | 5.40   | \n\n| June | 6.31   | \n",
        "It comes back.\nIt leaves again.\n\n" * 3,
    ],
)
def test_what_looks_like_another_extractor_and_is_not(text: str) -> None:
    assert detect_dialect(text).name not in OTHERS


@pytest.mark.parametrize("name", OTHERS)
def test_another_extractor_may_be_named(name: str) -> None:
    assert dialect_name(name) == name
    is_marked = name == "html2text"
    family = "marked" if is_marked else DIALECTS[name].family
    assert docparse.parse("## a\n\n**b**\n", dialect=name).dialect == Dialect(
        name, is_marked, ("named by the caller",), family
    )


@pytest.mark.parametrize("name", OTHERS)
def test_what_another_extractor_writes_is_read_and_not_written(name: str) -> None:
    document = docparse.parse(OTHERS[name][0])
    assert document.dialect is not None
    message = f"{name} is read but not written; there are trafilatura-1.6, .*, trafilatura-2.3"
    with pytest.raises(OptionError, match=message):
        render(document, "text", dialect=document.dialect)
    assert docparse.parse(render(document, "text", formatting=True)) == document


# ---------------------------------------------------------------------------------- Markdown

MARKED = {
    "a title opens the text": "# Eels\n\nThey were counted.\n\nAll of them.\n\nTwice.\n",
    "a rule below a title": "## Eels\n\n---\n\nThey climb at nine.\nThey rest at noon.\n",
    "underlined titles": "Eels\n====\n\nThey were counted.\n\nHow\n---\n\nBy hand.\n",
    "a table with spaced dashes": "| Week | Eels |\n| --- | --- |\n| 14 | 212 |\n",
    "a table without spaces": "|Week|Eels|\n|:--|--:|\n|14|212|\n",
    "a table without outer pipes": "Week | Eels\n--- | ---\n14 | 212\n",
    "tags of boxes": "<div>\n\nThey were counted.\n\n</div>\n\n<div>\n\nTwice.\n\n</div>\n",
    "the head of a service": "Title: Eels\n\nURL Source: e.org\n\nMarkdown Content:\nAll.\n",
}


@pytest.mark.parametrize("text", MARKED.values(), ids=MARKED)
def test_marks_that_only_markdown_has_tell_it(text: str) -> None:
    found = detect_dialect(text)
    assert (found.name, found.formatted, found.family) == ("markdown", True, "marked")
    assert docparse.parse(text, dialect=found) == docparse.parse(text)


FEW_MARKS = {
    "a comment in a program": "They count.\n\n" * 20 + "# then release them\n",
    "a bold word": "They count.\n\n" * 20 + "They are **old**.\n",
    "a rule of dashes far away": "They count.\n\n" * 20 + "Eels\n----\n",
    "marks without blank lines": "They count.\n" * 20 + "# Eels\nThey are **old**.\n",
    "a row of dashes without a header": "They count.\n\n" * 20 + "--- | ---\n",
}


@pytest.mark.parametrize("text", FEW_MARKS.values(), ids=FEW_MARKS)
def test_control_a_few_marks_tell_nothing(text: str) -> None:
    assert detect_dialect(text).family == "bare"


# -------------------------------------------------------------------------------- formatting

HEADING, LINK, STRONG = "## The ferry", "See [the town](https://example.org).", "It is **old**."
FENCES = "```\nx = 1\n```"


@pytest.mark.parametrize("sign", [HEADING, LINK, STRONG, FENCES])
def test_one_kind_of_mark_and_blank_lines_show_formatting(sign: str) -> None:
    assert detect_dialect(f"{sign}\n\nThe ferry leaves at nine.\n").formatted
    assert not detect_dialect(f"{sign}\nThe ferry leaves at nine.\n").formatted


def test_two_kinds_of_marks_need_no_blank_line() -> None:
    found = detect_dialect(f"{HEADING}\n{STRONG}\n")
    assert found.formatted
    assert found.evidence[:2] == ("headings are marked with #", "words are marked with **")
    found = detect_dialect(f"{LINK}\n{FENCES}\n")
    assert found.formatted
    assert found.evidence[:2] == ("links are written [text](url)", "code stands between fences")


@pytest.mark.parametrize(
    "text",
    [
        "#tag\n\nThe price is 3 * 4.\n",
        "#\n\nThe price is 3 * 4.\n",
        "It costs 3 ** 4 ** 5.\n\nNobody pays.\n",
        "The list[0](x y) is empty.\n\nNobody knows.\n",
        "```\n\nOne fence closes nothing.\n",
        "The ferry is *old*.\n\nThe bridge is _new_.\n",
    ],
)
def test_characters_that_could_be_marks_show_nothing(text: str) -> None:
    found = detect_dialect(text)
    assert not found.formatted
    assert found.evidence == ("no table or list that tells",)


# ------------------------------------------------------------------------- names of dialects


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("trafilatura-1.12", "trafilatura-1.12"),
        ("1.12", "trafilatura-1.12"),
        ("1.12.3", "trafilatura-1.12"),
        ("1.10", "trafilatura-1.12"),
        ("1.11.0", "trafilatura-1.12"),
        ("0.9", "trafilatura-1.6"),
        ("1.0", "trafilatura-1.6"),
        ("1.8", "trafilatura-1.8"),
        ("2.0", "trafilatura-2.0"),
        ("2.1", "trafilatura-2.0"),
        ("2.2.1", "trafilatura-2.2"),
        ("2.3", "trafilatura-2.3"),
        ("3.0", "trafilatura-2.3"),
    ],
)
def test_a_version_names_the_generation_that_it_writes_like(written: str, name: str) -> None:
    assert dialect_name(written) == name
    assert docparse.parse("a | b |", dialect=written).dialect == Dialect(
        name, evidence=("named by the caller",)
    )


@pytest.mark.parametrize(
    "wrong", ["", "asciidoc", "1", "trafilatura", "1.x", "goose-1.6", "٢.٣", f"1.{'9' * 5000}"]
)
def test_an_unknown_dialect_is_refused(wrong: str) -> None:
    with pytest.raises(OptionError, match=r"unknown dialect .*; there are trafilatura-1.6"):
        dialect_name(wrong)


def test_a_misspelt_dialect_is_told_which_may_be_meant() -> None:
    with pytest.raises(OptionError, match="did you mean 'inscriptis'"):
        dialect_name("inscripts")


@pytest.mark.parametrize("wrong", [1.12, 2, b"2.3", ["2.3"]])
def test_a_dialect_is_named_by_a_str(wrong: object) -> None:
    with pytest.raises(ArgumentError, match="a dialect is named by a str, not"):
        docparse.parse("", dialect=wrong)  # type: ignore[arg-type]


def test_only_a_str_has_a_dialect() -> None:
    with pytest.raises(ArgumentError, match="detect_dialect takes a str, not bytes"):
        detect_dialect(b"| a |")  # type: ignore[arg-type]


# ----------------------------------------------------------- what is found agrees with what is read


def test_a_document_says_what_was_detected() -> None:
    for text in TABLES.values():
        assert docparse.parse(text).dialect == detect_dialect(text)


@pytest.mark.parametrize("version", ["1.7", "1.8"])
def test_a_generation_that_loses_rows_is_detected_all_the_same(version: str) -> None:
    table = Table.from_rows([["Month", "Boats"], ["May", "3"]])
    text = render(table, "text", dialect=version)
    assert text == TABLES[version]
    assert detect_dialect(text).name == f"trafilatura-{version}"


@pytest.mark.parametrize("version", ["1.6", "1.12", "2.0", "2.2", "2.3"])
def test_a_table_that_is_written_is_detected_and_read_again(version: str) -> None:
    table = Table.from_rows([["Month", "Boats"], ["May", "3"], ["June", "5"]], header_rows=1)
    text = render(table, "text", dialect=version)
    if version == "2.3":  # without a pipe in a cell it writes what 2.2 writes
        version = "2.2"
    assert detect_dialect(text).name == f"trafilatura-{version}"
    (read,) = docparse.parse(text).children
    assert isinstance(read, Table)
    assert read.rows == table.rows
    assert read.header_rows == (0 if version == "1.6" else 1)  # 1.6 writes no header mark


# ------------------------------------------------------------------ what speaks for each dialect


def candidates(text: str) -> tuple[Candidate, ...]:
    lines = scan(text)
    return weigh(lines, is_spaced(lines))


ALL_TEXTS = [*TABLES.values(), *(text for texts in OTHERS.values() for text in texts), BELOW]


@pytest.mark.parametrize("text", ALL_TEXTS)
def test_the_first_candidate_is_the_dialect_and_each_is_named_once(text: str) -> None:
    found, dialect = candidates(text), detect_dialect(text)
    assert (found[0].name, found[0].reason) == (dialect.name, dialect.evidence[-1])
    names = [candidate.name for candidate in found]
    assert len(set(names)) == len(names)


def test_a_row_of_another_generation_speaks_for_that() -> None:
    assert candidates(TABLES["2.0"] + "Pick|\nOne|\n") == (
        Candidate("trafilatura-2.0", 2, "2 of 4 rows are written as 2.0 writes them"),
        Candidate("trafilatura-1.8", 2, "2 of 4 rows are written as 1.8 writes them"),
    )


def test_lists_speak_besides_rows() -> None:
    first, second = candidates(TABLES["2.0"] * 4 + "- Boats\n  - Anna\n  - Berta\n")
    assert (first.name, first.weight) == ("trafilatura-2.0", 8)
    assert second == Candidate("trafilatura-2.3", 2, "nested list items are indented")


def test_signs_in_too_few_lines_are_told_and_do_not_decide() -> None:
    text = "The ferry leaves at nine.\n\n" * 9 + "  • Horse hair\n"
    assert candidates(text) == (
        Candidate(UNKNOWN, 0, "no table or list that tells"),
        Candidate(
            "resiliparse", 1, "list items are marked with •, and indented, but in too few lines"
        ),
    )
    assert candidates(text + "  • Glue\n" * 4)[0].name == "resiliparse"


def test_where_nothing_speaks_for_another_there_is_one_candidate() -> None:
    assert len(candidates("The ferry leaves at nine.\n")) == 1
    assert len(candidates("")) == 1


# -------------------------------------------------------------------------------- a new dialect


class Leaflet(Profile):
    """An invented writer: a broken bar parts cells, dots part chapters."""

    name = "leaflet"
    rows = Rows.SEPARATED
    between = " ¦ "
    formatted = False
    spaces_blocks = True
    is_written = True

    def signs(self, page: Page) -> Iterator[Sign]:
        count = sum(self.between in line for line in page.lines.lines)
        yield Sign(count, "a broken bar parts the cells of rows")

    def prepare(self, lines: Lines) -> Lines:
        kinds = [
            RULE if line == ". . ." else kind
            for line, kind in zip(lines.lines, lines.kinds, strict=True)
        ]
        return Lines(lines.text, lines.lines, lines.starts, kinds)


@pytest.fixture
def leaflet() -> Iterator[None]:
    with patch.dict(DIALECTS):
        DIALECTS["leaflet"] = Leaflet()
        yield


FARES = "The fares are new.\n\nTicket ¦ Adult\nDay ¦ 9.00\n\nChildren travel free.\n"


@pytest.mark.usefixtures("leaflet")
def test_a_dialect_that_is_added_is_found_out_read_and_written() -> None:
    document = docparse.parse(FARES)
    assert document.dialect == Dialect("leaflet", False, ("a broken bar parts the cells of rows",))
    table = Table.from_rows([["Ticket", "Adult"], ["Day", "9.00"]])
    assert document.children == (
        Paragraph("The fares are new."),
        table,
        Paragraph("Children travel free."),
    )
    assert render(document, "text", dialect="leaflet") == FARES
    assert docparse.parse(render(table, "text", dialect="leaflet"), dialect="leaflet").children == (
        table,
    )


@pytest.mark.usefixtures("leaflet")
def test_its_lines_are_prepared_before_the_rules_read_them() -> None:
    text = f"{FARES}\n. . .\n\nThe end.\n"
    assert list(docparse.find_all(docparse.parse(text, dialect="leaflet"), ThematicBreak))
    assert not list(docparse.find_all(docparse.parse(text, dialect="inscriptis"), ThematicBreak))


@pytest.mark.usefixtures("leaflet")
def test_it_takes_no_text_from_the_others() -> None:
    for text in ALL_TEXTS:
        assert detect_dialect(text).name != "leaflet"
    assert detect_dialect("The fares are new.\n\n" * 9 + "a ¦ b\n").name == UNKNOWN


def test_without_the_line_that_adds_it_it_is_no_dialect() -> None:
    assert detect_dialect(FARES).name == UNKNOWN
    with pytest.raises(OptionError, match="unknown dialect 'leaflet'"):
        render(Table(()), "text", dialect="leaflet")


@pytest.mark.parametrize("between", ["\t\t", "| ", "||", " :: "])
def test_what_stands_between_two_cells_is_data_and_chooses_no_rule(between: str) -> None:
    class Other(Leaflet):
        pass

    Other.between = between
    with patch.dict(DIALECTS, other=Other()):
        text = FARES.replace(" ¦ ", between)
        (table,) = docparse.find_all(docparse.parse(text, dialect="other"), Table)
        assert table == Table.from_rows([["Ticket", "Adult"], ["Day", "9.00"]])
