"""Lines and columns are what one counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from docparse import line_column
from tests.strategies import texts


def slow_line_column(text: str, offset: int) -> tuple[int, int]:
    """Count one character at a time."""
    line = column = 1
    for at in range(max(0, min(offset, len(text)))):
        ends = text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    return line, column


def check_line_column(count: Callable[[str, int], tuple[int, int]], text: str) -> None:
    for offset in range(-1, len(text) + 2):
        assert count(text, offset) == slow_line_column(text, offset), (text, offset)


@given(texts(max_size=25))
def test_line_and_column_are_what_one_counts(text: str) -> None:
    check_line_column(line_column, text)


@pytest.mark.parametrize(
    "broken",
    [
        lambda text, offset: (text.count("\n", 0, offset) + 1, 1),
        lambda text, offset: (len(text[:offset].splitlines()) or 1, 1),
    ],
)
def test_control_counting_other_line_ends_is_noticed(
    broken: Callable[[str, int], tuple[int, int]],
) -> None:
    with pytest.raises(AssertionError):
        check_line_column(broken, "a\u2028b\r\nc\rd")
