"""The head of a page: the blocks before the first paragraph of text, one of which may be the title.

A page brings its menu, the name of its section or an advertisement first.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Final

from docparse.headings.title_forms import BETWEEN_PARTS, NEVER, form_of
from docparse.nodes import Paragraph
from docparse.structure.draft import Draft

_MOST_FIRST: Final = 6
_MOST_LAST: Final = 4
"""The first lines before the text are looked at, and the last ones, right above it."""
_MOST_KIN: Final = 3
"""And so are the last ones that repeat the first line."""
MENU: Final = 6
"""Lines; so many before the text are a menu, and the title may also stand below other texts."""
_LEAST_PROSE: Final = 80
"""Code points of a paragraph that is text and no line of the page's furniture."""
_LONGEST_HEAD: Final = 400
"""Blocks; a page that has had no text after so many is no article with a menu."""
_SHOWN: Final = 2000
"""Code points of the text in which a title's words are looked for."""
_SHOWN_BLOCKS: Final = 20
"""Blocks of it."""


class Shown:
    """The text from block ``start`` on, in the beginning of which a line's words are looked for."""

    def __init__(self, texts: Sequence[str], start: int) -> None:
        self.start = start
        parts, size = [], 0
        for text in texts[start : start + _SHOWN_BLOCKS]:
            parts.append(text[: _SHOWN - size])
            size += len(text) + 1
            if size >= _SHOWN:
                break
        self.text = "\n".join(parts)
        # One letter beyond ASCII, such as a quotation mark, makes ``str.lower`` ten times as slow.
        self._small_ascii = self.text.encode("utf-8", "surrogatepass").lower()

    def count(self, stems: Collection[str]) -> int:
        """Return how many of ``stems``, in small letters, stand here in letters of any case."""
        if all(map(str.isascii, stems)):
            near = self._small_ascii
            return sum([stem.encode() in near for stem in stems])
        small = self.text.lower()
        return sum([stem in small for stem in stems])


class Head:
    """The blocks before the first paragraph of text, and what follows them."""

    def __init__(self, draft: Draft, candidates: Sequence[int]) -> None:
        self.draft = draft
        self.texts = draft.texts
        self.labelled = draft.facts.labelled
        self.candidates = candidates
        self.end = min(len(self.texts), _LONGEST_HEAD)
        long = (at for at in range(self.end) if len(self.texts[at]) >= _LEAST_PROSE)
        self.prose = next(filter(self.is_prose, long), self.end)
        """The index of the first paragraph of text; ``end`` if there is none."""
        self._forms: dict[int, int] = {}
        before = candidates[: bisect(candidates, self.prose)]
        lines = list(islice(filter(self._may_be, before), _MOST_FIRST))
        if lines:
            rest = reversed(before[bisect(before, lines[-1]) :])
            lines += [*islice(filter(self._may_be, rest), _MOST_LAST)][::-1]
        self.first = lines[0] if lines else -1
        self.kin: Mapping[int, bool] = {}
        """The lines below the first that repeat it or a part of it, and whether word by word."""
        if len(lines) > 1:
            searched = self.end if len(before) >= MENU else self.prose
            self.kin = self._kin(
                candidates[bisect(candidates, self.first) : bisect(candidates, searched)]
            )
            lines = sorted({*lines, *[*self.kin][-_MOST_KIN:]})
        self.last_kin = max(self.kin, default=-1)
        self.lines: Sequence[int] = lines
        self._shown: Shown | None = None
        self._usual_size: float | None = None

    def _may_be(self, index: int) -> bool:
        return self.form(index) not in NEVER and index not in self.labelled

    def is_prose(self, index: int) -> bool:
        """Whether a block is a paragraph of text: long, and no candidate."""
        if len(self.texts[index]) < _LEAST_PROSE:
            return False
        if type(self.draft.blocks[index]) is not Paragraph:
            return False
        place = bisect_left(self.candidates, index)
        return place == len(self.candidates) or self.candidates[place] != index

    def _kin(self, below: Sequence[int]) -> dict[int, bool]:
        first = self.texts[self.first].lower()
        parts = {first, *re.split(BETWEEN_PARTS, first)}
        words = set(first.split())
        found = {}
        for index in below:
            text = self.texts[index].lower()
            if len(text) >= _SHORTEST_PART:
                if text in parts:
                    found[index] = True
                else:
                    own = set(text.split())
                    shared = len(own & words)
                    if shared >= _KIN_WORDS and shared >= max(0.7 * len(own), 0.4 * len(words)):
                        found[index] = False
        return found

    def form(self, index: int) -> int:
        """Return which of ``FORMS`` the words of a block have."""
        found = self._forms.get(index)
        if found is None:
            found = self._forms[index] = form_of(self.draft, index)
        return found

    def shown(self, index: int) -> Shown:
        """Return the beginning of the text below a line."""
        start = self.prose if index < self.prose else index + 1
        if self._shown is None or self._shown.start != start:
            self._shown = Shown(self.texts, start)
        return self._shown

    @property
    def usual_size(self) -> float:
        """The length of a usual short line below the first paragraph of text; 0 without any."""
        if self._usual_size is None:
            start = bisect(self.candidates, self.prose)
            later = sorted([len(self.texts[at]) for at in self.candidates[start : start + 15]])
            self._usual_size = later[len(later) // 2] if later else 0
        return self._usual_size


_SHORTEST_PART: Final = 4
_KIN_WORDS: Final = 3
"""Words that a line has to share with the first one to repeat it in other words."""
