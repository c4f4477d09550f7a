"""An article cut into pieces: how long they are, what they begin with, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Any

import attrs
import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from docparse import (
    NO_SPAN,
    ArgumentError,
    Block,
    Chunk,
    CodeBlock,
    Document,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    List,
    Node,
    OptionError,
    Paragraph,
    Section,
    Span,
    Table,
    TableOfContents,
    chunks,
    parse,
    plain_text,
)
from tests.strategies import documents


def cut(document: Document, max_chars: int = 1000) -> list[tuple[str, list[str]]]:
    return [(chunk.text, chunk.heading_path) for chunk in chunks(document, max_chars=max_chars)]


def section(level: int, title: str, *blocks: Any) -> Section:
    return Section(Heading(level, title), blocks)


def test_short_blocks_are_joined_and_headings_part_them() -> None:
    document = Document(
        ["lead", section(2, "Ferry", "one", "two"), section(2, "Bridge", Paragraph("three"))]
    )
    assert cut(document) == [
        ("lead", []),
        ("one\ntwo", ["Ferry"]),
        ("three", ["Bridge"]),
    ]


def test_the_path_holds_the_headings_from_the_outermost_on() -> None:
    inner = section(3, "Engine", "old")
    document = Document([section(2, "Ferry", "slow", inner, "still slow")])
    assert cut(document) == [
        ("slow", ["Ferry"]),
        ("old", ["Ferry", "Engine"]),
        ("still slow", ["Ferry"]),
    ]


def test_a_section_without_text_gives_its_heading() -> None:
    document = Document([section(2, "Ferry"), section(2, "Bridge", section(3, "Price"))])
    assert cut(document) == [("Ferry", ["Ferry"]), ("Price", ["Bridge", "Price"])]


def test_nothing_gives_no_chunks() -> None:
    assert cut(Document()) == []


def test_paragraphs_stay_whole_where_they_fit() -> None:
    assert cut(Document(["aaaa", "bbbb", "cccc"]), 9) == [("aaaa\nbbbb", []), ("cccc", [])]
    assert cut(Document(["aaaa", "bbbb", "cccc"]), 8) == [("aaaa", []), ("bbbb", []), ("cccc", [])]


def test_a_long_paragraph_is_cut_between_words() -> None:
    assert cut(Document(["one two three four"]), 9) == [
        ("one two", []),
        ("three", []),
        ("four", []),
    ]
    assert cut(Document(["one two"]), 3) == [("one", []), ("two", [])]


def test_a_long_word_is_cut_anywhere() -> None:
    assert cut(Document(["abcdefgh"]), 3) == [("abc", []), ("def", []), ("gh", [])]
    assert cut(Document([" abcdefgh"]), 4) == [(" abc", []), ("defg", []), ("h", [])]


def test_a_cut_at_the_last_space_leaves_no_empty_piece() -> None:
    assert cut(Document(["abc "]), 3) == [("abc", [])]


# ------------------------------------------------------------ characters of several code points

CHARACTERS = {
    "letter with a mark": "e\u0301",
    "letter with three marks": "a\u0323\u0302\u0301",
    "mark behind a space": " \u0301",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "kiss with skin colours": "\U0001f469\U0001f3fb\u200d\u2764\ufe0f\u200d\U0001f48b\u200d"
    "\U0001f468\U0001f3ff",
    "hand of a colour": "\U0001f44b\U0001f3fd",
    "flag": "\U0001f1e9\U0001f1ea",
    "flag by tags": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "keycap": "3\ufe0f\u20e3",
    "heart as an emoji": "\u2764\ufe0f",
    "old form of a character": "葛\U000e0100",
    "syllable of jamo": "\u1112\u1161\u11ab",
    "syllable and a jamo": "\ud558\u11ab",
    "conjunct of Devanagari": "\u0915\u094d\u0937\u093f",
    "conjunct with a joiner": "\u0915\u094d\u200d\u0937",
    "conjunct of Bengali": "\u0995\u09cd\u09b7",
    "vowel of Tamil": "\u0b95\u0bc6\u0bbe",
    "vowel of Thai": "\u0e01\u0e33",
    "number sign before digits": "\u06001",
    "half-width kana with a mark": "\uff76\uff9e",
    "line end": "\r\n",
}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 11, 12, 40])
@pytest.mark.parametrize("character", CHARACTERS.values(), ids=CHARACTERS)
def test_what_a_reader_sees_as_one_character_is_never_cut(character: str, size: int) -> None:
    for word in (character * 9, "x" + character * 9, f"渡{character}" * 5, f"\n{character}a" * 5):
        parts = [text for text, _ in cut(Document([CodeBlock(word)]), size)]
        assert "".join(parts) == word
        ends = set(accumulate(map(len, parts)))
        inside = {
            at + n
            for at in range(len(word))
            if word.startswith(character, at) and is_whole(word, at, character)
            for n in range(1, len(character))
        }
        assert not ends & inside, parts
        assert all(len(part) <= size or part == character for part in parts)


def is_whole(word: str, at: int, character: str) -> bool:
    """Tell whether ``character`` begins at ``at``: a flag may be found inside two of them."""
    before = word[:at]
    return (len(before) - len(before.rstrip(character))) % len(character) == 0


def test_a_character_longer_than_any_in_use_is_cut() -> None:
    whole, endless = "e" + "\u0301" * 31, "e" + "\u0301" * 9_999
    assert [len(text) for text, _ in cut(Document([whole, endless]), 1000)] == [32, *[1000] * 10]
    assert [len(text) for text, _ in cut(Document([whole]), 5)] == [32]
    assert all(len(text) <= 32 for text, _ in cut(Document([endless]), 5))


def test_time_to_cut_grows_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0

    def counting(text: str) -> Iterator[str]:
        nonlocal looked_at
        looked_at += len(text)
        return real(text)

    real = wcwidth.iter_graphemes
    monkeypatch.setattr(wcwidth, "iter_graphemes", counting)
    for character in ("e" + "\u0301" * 20, "\U0001f1e9", "\u0301", "\u0915\u094d", "ж "):
        counts = []
        for times in (1_000, 4_000):
            looked_at = 0
            assert list(chunks(Document([character * times]), max_chars=60))
            counts.append(looked_at)
        assert 0 < counts[1] <= 4.5 * counts[0]


# ------------------------------------------------------------------------- blocks of several parts


def test_a_question_stays_with_its_answer() -> None:
    faq = Faq([FaqItem("When?", ["At nine."]), FaqItem("Why?", ["Nobody knows."])])
    assert cut(Document([faq]), 20) == [("When?\nAt nine.", []), ("Why?\nNobody knows.", [])]


def test_items_of_a_list_stay_whole() -> None:
    assert cut(Document([List(["ice", "engine", "wind"])]), 10) == [
        ("ice\nengine", []),
        ("wind", []),
    ]


ROWS = [["Month", "Boats"], ["May", "3"], ["June", "5"], ["July", "7"]]


@attrs.frozen
class Verse(Node):
    HOLDS = ("words",)

    words: str


@attrs.frozen
class Poem(Block):
    HOLDS = ("verses",)

    verses: tuple[Verse, ...]


def test_parts_of_a_block_of_the_users_own_stay_whole() -> None:
    poem = Poem((Verse("The ferry is"), Verse("late again")))
    assert cut(Document([poem]), 14) == [("The ferry is", []), ("late again", [])]
    assert cut(Document([poem])) == [("The ferry is\nlate again", [])]


def test_a_table_over_several_chunks_repeats_its_header() -> None:
    table = Table.from_rows(ROWS, header_rows=1)
    assert cut(Document([table]), 25) == [
        ("Month\tBoats\nMay\t3\nJune\t5", []),
        ("Month\tBoats\nJuly\t7", []),
    ]


def test_a_repeated_header_counts_as_long_as_it_is() -> None:
    table = Table.from_rows([["ab"], ["cd"], ["ef"], ["gh"], ["ij"]], header_rows=1)
    assert cut(Document([table]), 8) == [("ab\ncd\nef", []), ("ab\ngh\nij", [])]


def test_a_table_without_a_header_repeats_nothing() -> None:
    table = Table.from_rows(ROWS)
    assert cut(Document([table]), 18) == [("Month\tBoats\nMay\t3", []), ("June\t5\nJuly\t7", [])]


def test_a_header_of_two_rows_is_repeated_whole() -> None:
    table = Table.from_rows([["Season", ""], *ROWS], header_rows=2)
    found = cut(Document([table]), 28)
    assert [text.startswith("Season\t\nMonth\tBoats\n") for text, _ in found] == [True, True, True]


def test_a_header_that_leaves_no_room_is_not_repeated() -> None:
    table = Table.from_rows([["A very long header"], ["one"], ["two"]], header_rows=1)
    assert cut(Document([table]), 20) == [("A very long header", []), ("one\ntwo", [])]


@pytest.mark.parametrize("width", [1, 5, 20, 30, 31, 35, 39])
@pytest.mark.parametrize("length", [1, 8, 9, 19, 20, 39, 90])
def test_what_is_repeated_is_in_step_with_the_table(width: int, length: int) -> None:
    table = Table.from_rows([["h" * width], *[["r" * length]] * 200], header_rows=1)
    assert repeated_share(cut(Document([table]), 40), table) <= 7


def repeated_share(found: Iterable[tuple[str, list[str]]], table: Table) -> float:
    """Return how many times as long as the table its pieces are, without what parts lines."""
    lengths = (len(text.replace("\n", "")) for text, _ in found)
    return sum(lengths) / sum(map(len, map(plain_text, table.rows)))


def test_control_a_header_in_each_piece_is_out_of_step() -> None:
    table = Table.from_rows([["h" * 39], *[["r"]] * 200], header_rows=1)
    pieces: list[tuple[str, list[str]]] = [("h" * 39 + "\nr", [])] * 200
    assert repeated_share(pieces, table) > 30


def test_a_very_long_heading_is_cut_in_the_path() -> None:
    document = Document([section(2, "Ferry " * 100, "one", section(3, "Engine", "two"))])
    assert [[len(title) for title in path] for _, path in cut(document)] == [[200], [200, 6]]


def test_a_row_longer_than_a_chunk_is_cut() -> None:
    table = Table.from_rows([["Name"], ["one two three"]], header_rows=1)
    assert cut(Document([table]), 12) == [("Name\none two", []), ("Name\nthree", [])]


def test_contents_and_key_points_are_cut_as_what_they_were_read_from() -> None:
    points = KeyPoints(Table.from_rows(ROWS, header_rows=1))
    assert cut(Document([points]), 25) == cut(Document([points.content]), 25)
    contents = TableOfContents(List(["Ferry", "Bridge"]))
    assert cut(Document([contents]), 8) == [("Ferry", []), ("Bridge", [])]


# ------------------------------------------------------------------------------------- spans

TEXT = "The ferry is slow and old.\nThe bridge is new.\nMonth | Boats |\n---|---|\nMay | 3 |\n"


def test_a_chunk_knows_where_it_stands() -> None:
    (chunk,) = chunks(parse(TEXT))
    text = "The ferry is slow and old.\nThe bridge is new.\nMonth\tBoats\nMay\t3"
    assert chunk == Chunk(text, [], Span(0, 80), kind="mixed", lines=(1, 5))


def test_a_part_of_a_paragraph_knows_where_it_stands() -> None:
    document = parse(TEXT)
    found = list(chunks(document, max_chars=12))
    assert [TEXT[c.span.start : c.span.end] for c in found[:3]] == [c.text for c in found[:3]]
    assert found[1].text == "slow and"


def test_chunks_of_a_tree_made_by_hand_stand_nowhere() -> None:
    assert [chunk.span for chunk in chunks(Document(["one two"]), max_chars=4)] == [NO_SPAN] * 2


# ----------------------------------------------------------------------------------- arguments


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "9", True])
def test_a_chunk_holds_at_least_one_character(wrong: Any) -> None:
    with pytest.raises(OptionError, match="max_chars is a whole number from 1"):
        list(chunks(Document(), max_chars=wrong))


def test_only_a_tree_is_cut() -> None:
    with pytest.raises(ArgumentError, match="chunks takes a Document, not str"):
        list(chunks("text"))  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------- properties

Cutter = Callable[[Document, int], Iterable[Chunk]]


def cutter(document: Document, max_chars: int) -> Iterable[Chunk]:
    return chunks(document, max_chars=max_chars)


def check_chunks(document: Document, max_chars: int, cut: Cutter) -> None:
    """Fail unless every chunk fits and every word of the text is in one of them, in order."""
    found = list(cut(document, max_chars))
    assert all(len(c.text) <= max_chars or is_one_character(c.text) for c in found)
    letters = iter("".join("".join(chunk.text.split()) for chunk in found))
    titles = [word for chunk in found for word in chunk.heading_path]
    wanted = body_text(document)
    assert all(letter in letters for letter in wanted), (wanted, titles)


def is_one_character(text: str) -> bool:
    return len(text) <= 32 and len(list(wcwidth.iter_graphemes(text))) == 1


def check_characters(text: str, max_chars: int, cut: Cutter) -> None:
    """Fail unless each chunk of a paragraph ends where a character of it does."""
    found = "".join(chunk.text + "|" for chunk in cut(Document([text]), max_chars))
    whole = [c for c in wcwidth.iter_graphemes(text) if c not in SPACES]
    pieces = [c for p in found.split("|") for c in wcwidth.iter_graphemes(p) if c not in SPACES]
    assert pieces == whole


SPACES = (" ", "\n")
"""Where a chunk may end, and what stands there between two parts in one chunk."""


@given(st.lists(st.sampled_from([*CHARACTERS.values(), "a", " ", "é", "渡"])), st.integers(1, 20))
def test_no_chunk_ends_inside_a_character(characters: list[str], max_chars: int) -> None:
    check_characters("".join(characters), max_chars, cutter)


def anywhere(document: Document, max_chars: int) -> Iterable[Chunk]:
    text = plain_text(document)
    return [Chunk(text[at : at + max_chars], []) for at in range(0, len(text), max_chars)]


@pytest.mark.parametrize("character", CHARACTERS.values(), ids=CHARACTERS)
def test_the_check_sees_a_character_that_is_cut(character: str) -> None:
    with pytest.raises(AssertionError):
        check_characters(character * 3, 1, anywhere)


def body_text(document: Document) -> str:
    """Return the letters of what stands under the headings."""
    blocks: list[Any] = list(document.children)
    text = ""
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, Section):
            blocks[:0] = block.blocks
        else:
            text += plain_text(block)
    return "".join(text.split())


@given(documents(max_blocks=2), st.integers(1, 60))
def test_every_chunk_fits_and_no_letter_is_lost(document: Document, max_chars: int) -> None:
    check_chunks(document, max_chars, cutter)


def too_long(document: Document, max_chars: int) -> Iterable[Chunk]:
    return chunks(document, max_chars=max_chars + 1)


def without_the_last(document: Document, max_chars: int) -> Iterable[Chunk]:
    return list(chunks(document, max_chars=max_chars))[:-1]


def out_of_order(document: Document, max_chars: int) -> Iterable[Chunk]:
    return list(chunks(document, max_chars=max_chars))[::-1]


@pytest.mark.parametrize("broken", [too_long, without_the_last, out_of_order])
def test_the_check_sees_chunks_that_are_wrong(broken: Cutter) -> None:
    with pytest.raises(AssertionError):
        check_chunks(Document(["one two three four five"]), 6, broken)
