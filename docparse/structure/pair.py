"""A question and the answer that markup ties to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from docparse.nodes import Block, Heading, Paragraph


class Pair(NamedTuple):
    """A question and the answer that belongs to it, as their markup says."""

    end: int
    """The index after the last block of the answer."""
    fewest: int | None
    """How many such pairs in a row make a Faq without a title; None if it needs one."""
    is_closed: bool = False
    """Whether the answer ends there even if the next block is no question."""


Pairs: TypeAlias = Mapping[int, Pair]
"""Pairs by the index of the question."""

FEWEST_IN_ONE_BLOCK: Final = 2
"""Blocks in a row, each with a question that stands out and its answer, that make a Faq."""


class Parted:
    """A question and its answer, parted; what stands before the first question has none."""

    def __init__(
        self,
        question: Paragraph | Heading | None,
        answer: Sequence[Block],
        fewest: int | None = None,
    ) -> None:
        self.question = question
        self.answer = answer
        self.fewest = fewest
        """What :attr:`Pair.fewest` says."""
