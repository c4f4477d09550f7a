"""Reading and writing Markdown takes time that grows with its length."""

from __future__ import annotations

import pytest

from docparse import from_markdown, render
from tests.growth import Repeat, explodes, growth, repeated

pytestmark = pytest.mark.untraced

PILES: dict[str, Repeat] = {
    "definitions": lambda count: "".join(f"[a{n}]: b\n" for n in range(count)),
    "titles that never close": repeated("[a]: b 'c\n\n"),
    "labels that never close": repeated("[a\n"),
    "lazy lines": repeated("b\n", before="> " * 30 + "a\n"),
    "lazy lines in lists": repeated("b\n", before="- " * 30 + "a\n"),
    "fences in items": repeated("- ```\n"),
    "fences and blank lines in items": repeated("- ```\n\n"),
    "code and blank lines": repeated("    a\n\n"),
    "blank lines in deep items": repeated("\n", before="- > - a", after="b"),
    "lines that may be delimiters": repeated("a|\n:-|-|-\n"),
    "quotes of one line": repeated("> a\n\n"),
    "lists of one item": repeated("- a\n* a\n"),
    "labelled answers": repeated("Question: a\n\nAnswer: Answer: b\n\n"),
    "numbered questions": repeated("1. ", before="Question: "),
    "question headings": repeated("## a?\n\nb\n\n"),
}
"""What parsers of real Markdown trip over; the rest is in ``tests.growth``."""


def there_and_back(text: str) -> None:
    from_markdown(render(from_markdown(text), "markdown"))


@pytest.mark.parametrize("pile", PILES)
def test_work_grows_linearly(pile: str) -> None:
    assert growth(there_and_back, PILES[pile], 100) < 5.5


@pytest.mark.parametrize("pile", PILES)
def test_the_time_of_a_large_pile_is_not_quadratic(pile: str) -> None:
    assert not explodes(from_markdown, PILES[pile], 5_000)


def test_control_work_that_grows_faster_is_noticed() -> None:
    def reads_every_rest(text: str) -> None:
        for start in range(0, len(text), 40):
            from_markdown(text[start:])

    assert growth(reads_every_rest, PILES["definitions"], 25) > 8
