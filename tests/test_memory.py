"""What memory a text of many short lines takes, in bytes for each byte of it: no clock is in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import docparse
from benchmarks.measure import bytes_at_most

pytestmark = pytest.mark.untraced


@pytest.mark.parametrize(
    ("read", "piece", "most"),
    [
        (docparse.parse, "a\n", 110),
        (docparse.parse, "- a\n", 130),
        (docparse.parse, "News of the day\n", 60),
        (docparse.from_markdown, "a\n\n", 200),
        (docparse.from_markdown, "- a\n", 250),
        (docparse.from_markdown, "> a\n\n", 250),
        (docparse.from_markdown, "# a\n\n", 250),
    ],
)
def test_the_most_that_is_held_at_once(
    read: Callable[[str], object], piece: str, most: float
) -> None:
    assert bytes_at_most(read, piece * (40_000 // len(piece))) < most


def test_brackets_that_wait_for_a_definition_do_not_keep_what_stands_before_them() -> None:
    assert bytes_at_most(docparse.from_markdown, "a\n\n" * 20_000 + "[b]: c\n\n[b]\n") < 200


def test_control_what_is_held_at_once_is_noticed() -> None:
    def holds_all(text: str) -> int:
        return len([(line, index) for index, line in enumerate(text.split("\n"))])

    assert bytes_at_most(holds_all, "a\n" * 20_000) > 40
    assert bytes_at_most(str.swapcase, "a\n" * 20_000) < 20
