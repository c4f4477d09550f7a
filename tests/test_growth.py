"""The work grows in step with the input, whatever the input."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

import docparse
from tests import slow_examples
from tests.growth import (
    COUNTED,
    DOCPARSE,
    MARKUP,
    PIECES,
    PILES,
    READERS,
    WRITERS,
    Mixture,
    Repeat,
    growth,
    mixture,
    operations,
    repeated,
    sampled,
    seconds,
    tree,
    work_growth,
)

LINEAR = 5.5
"""Times the work for four times the input: linear is 4, quadratic is 16."""

TEXT_SIZE, TREE_SIZE = 110, 25
"""Repetitions in the smaller of the two inputs; deeper than the depth to which marks are read."""

MIXED_SIZE, MIXTURES = 12, 40
"""The same for mixtures, and how many are tried of each; ``make grow`` tries them all."""


def linear(work: float) -> bool:
    return work < LINEAR


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("reader", ["parse", "parse, inline marks", "from_markdown", "from_html"])
def test_reading_grows_linearly(reader: str, pile: str) -> None:
    assert linear(work_growth(READERS[reader], PILES[pile], TEXT_SIZE))


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("writer", WRITERS)
def test_writing_grows_linearly(writer: str, pile: str) -> None:
    assert linear(work_growth(WRITERS[writer], lambda n: tree(PILES[pile](n)), TREE_SIZE))


def fast_growing(
    function: Callable[[Any], object],
    mixtures: Iterable[Mixture],
    read: Callable[[str], Any] = str,
) -> list[str]:
    """Return the names of the mixtures for which the work of ``function`` is not linear."""
    return [
        name
        for name, make in mixtures
        if not linear(work_growth(function, lambda n, make=make: read(make(n)), MIXED_SIZE))
    ]


@pytest.mark.parametrize("reader", READERS)
def test_reading_mixtures_grows_linearly(reader: str) -> None:
    assert fast_growing(READERS[reader], sampled(PIECES, MIXTURES, reader)) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_writing_mixtures_grows_linearly(writer: str) -> None:
    assert fast_growing(WRITERS[writer], sampled(PIECES, MIXTURES // 2, writer), tree) == []


def test_reading_mixtures_of_markup_grows_linearly() -> None:
    assert fast_growing(READERS["from_html"], sampled(MARKUP, MIXTURES, "markup")) == []


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("read", [docparse.parse, docparse.from_markdown, docparse.from_html])
def test_a_large_pile_is_no_matter_of_minutes(read: Callable[[str], object], pile: str) -> None:
    assert not explodes(read, PILES[pile])


def explodes(function: Callable[[str], object], make: Repeat) -> bool:
    """Tell whether what no count shows, a regular expression that backtracks say, is quadratic."""
    for _ in range(2):  # once may be an accident of the machine
        large = seconds(function, make(5_000))
        if large < 0.3 or large < 9 * seconds(function, make(1_250)):
            return False
    return True
