"""Questions and answers that have elements of their own: ``details`` and ``dl``."""

from __future__ import annotations

from typing import Final

import attrs

from docparse.readers.html.markup import Element
from docparse.structure.pair import FEWEST_IN_ONE_BLOCK, Pair

PAIR_ELEMENTS: Final = frozenset(("details", "summary", "dl", "dt", "dd"))

_FEWEST_DETAILS: Final = 3
"""``details`` in a row whose summaries ask; one or two may just hide a remark."""


@attrs.define
class _Open:
    """An open ``details`` or ``dl``, and the places of a question and its answer in it."""

    element: Element
    is_read: bool
    question: int | None = None
    answer: int | None = None
    found: list[tuple[int, int]] = attrs.Factory(list)
    """The place of each question, and the end of its answer."""


class PairReader:
    """Finds the places of questions and answers, as numbers of blocks of the page.

    A place is None inside another block: a list, a quote or a table.
    """

    def __init__(self) -> None:
        self.pairs: dict[int, Pair] = {}
        self._open: list[_Open] = []

    def enter(self, element: Element, place: int | None) -> None:
        """Begin an element of pairs at ``place``: a pair may start there."""
        name = element.name
        if name in ("details", "dl"):
            self._open.append(_Open(element, place is not None))
            return
        outer = self._outer(("details",) if name == "summary" else ("dl",))
        if outer is None or place is None:
            return
        if name == "dd":
            outer.answer = place if outer.answer is None else outer.answer
        elif name == "dt" or outer.question is None:
            self._end_pair(outer, place)
            outer.question = place

    def leave(self, element: Element, place: int | None) -> None:
        """End an element of pairs at ``place``, and keep the pairs of a whole one."""
        if element.name == "summary":
            outer = self._outer(("details",))
            if outer is not None and outer.answer is None:
                outer.answer = place
        elif self._open and self._open[-1].element is element:
            closed = self._open.pop()
            self._end_pair(closed, place)
            fewest = max(FEWEST_IN_ONE_BLOCK, len(closed.found))
            for question, end in closed.found:
                is_list = element.name == "dl"
                self.pairs[question] = Pair(end, fewest if is_list else _FEWEST_DETAILS, True)

    def _outer(self, names: tuple[str, ...]) -> _Open | None:
        """Return the innermost open element, if it has one of ``names`` and is read."""
        if not self._open:
            return None
        innermost = self._open[-1]
        return innermost if innermost.is_read and innermost.element.name in names else None

    def _end_pair(self, outer: _Open, place: int | None) -> None:
        """End the answer, if there is one; a question is a single block."""
        question, answer = outer.question, outer.answer
        outer.question = outer.answer = None
        if question is None or answer is None or place is None:
            return
        if answer == question + 1 and place > answer:
            outer.found.append((question, place))
