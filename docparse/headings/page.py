"""The page that headings are looked for in, as what a line's place says of it is read off it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final
from unicodedata import category

from docparse.nodes import Block, Heading, List, Paragraph, Table
from docparse.source.text import Span
from docparse.structure.draft import Draft


class Page:
    """The blocks of a draft, as what a line's place says of it is read off them.

    What is said of blocks is by their index. There is one value more than there are blocks, for
    the place behind the last one, which is the place before the first one too: index -1.
    """

    def __init__(self, draft: Draft, candidates: array[int]) -> None:
        self.words = draft.words
        """Returns the words of a line."""
        kinds = list(map(type, draft.blocks))
        others = [index for index, kind in enumerate(kinds) if kind is not Paragraph]
        self.candidates = candidates
        """The indexes of the lines that could be headings."""
        self.texts = texts = [*draft.texts, ""]
        """The words of paragraphs; other blocks have none."""
        for index in others:
            texts[index] = ""
        self.sizes = list(map(len, texts))
        """Code points of the words, twice as many in wide scripts."""
        if max(texts) >= _WIDE:
            self.sizes = [2 * len(text) if text >= _WIDE else len(text) for text in texts]
        self.standings = bytearray(
            [_STANDINGS[size] if size < _LONGEST_NEIGHBOUR else _LONGEST for size in self.sizes]
        )
        """What a block is to the lines before and after it; see ``NEIGHBOURS``."""
        for index in others:
            self.standings[index] = _STANDING_OF.get(kinds[index], _OTHER_BLOCK)
        self.standings[-1] = 0
        self.firsts = bytes([_FIRST[text[0]] if text else _NO_FIRST for text in texts])
        self.lasts = bytearray([_LAST[text[-1]] if text else _NO_LAST for text in texts])
        """How each ends, below the quotation marks, brackets and signs that close it."""
        for match in _CLOSING.finditer(bytes(self.lasts)):
            self._look_through(match.start())
        differ = len(set(map(texts.__getitem__, candidates))) == len(candidates)
        self.times = {} if differ else Counter(map(texts.__getitem__, candidates))
        """How often the words of each candidate come; empty if all differ."""
        self.runs = bytearray(len(texts))
        """How many candidates stand right before each candidate, up to ``MOST_BEFORE``."""
        self.runs_after = bytearray(len(texts))
        """How many stand right after each, up to ``MOST_AFTER``."""
        self.list_share = bisect(LIST_SHARES, _share_of_lists(draft))
        """The class of the share of the page that stands in lists."""
        self.alone = bytearray(len(texts))
        """1 for each candidate that follows none and stands before a long paragraph."""
        self.alone_lasts = [0] * (_NO_LAST + 1)
        """How many of these end in each way."""
        self.alone_count = 0
        run, before = 0, -2
        for index in candidates:
            if index > before + 1:
                run = 0
                if self.sizes[index + 1] >= _LONG_NEIGHBOUR:
                    self.alone[index] = 1
                    self.alone_lasts[self.lasts[index]] += 1
                    self.alone_count += 1
            elif run < MOST_BEFORE:
                run += 1
            self.runs[index] = run
            before = index
        for index in reversed(candidates):
            if index + 1 == before:
                self.runs_after[index] = min(self.runs_after[before] + 1, MOST_AFTER)
            before = index
        self.turns = bytearray(len(texts))
        """How many of the lines that are alone take turns with one paragraph each and end alike:
        those of the row that each of them stands in, up to ``MOST_TURNS``."""
        self._count_turns()

    def _count_turns(self) -> None:
        """Count the lines of each row along it, and give each line of a row the last count."""
        alone, lasts, turns = self.alone, self.lasts, self.turns
        isolated = [index for index in self.candidates if alone[index]]
        for index in isolated:
            goes_on = alone[index - 2] and lasts[index - 2] == lasts[index]
            turns[index] = min(turns[index - 2] + 1, MOST_TURNS) if goes_on else 1
        for index in reversed(isolated):
            if alone[index + 2] and lasts[index + 2] == lasts[index]:
                turns[index] = turns[index + 2]

    def _look_through(self, index: int) -> None:
        """Note how the text at ``index`` ends below what closes it."""
        text = self.texts[index].rstrip(_CLOSERS)
        if text:
            self.lasts[index] = _LAST[text[-1]]


def _share_of_lists(draft: Draft) -> float:
    """Return the share of the code points of a text that stands in lists, in [0, 1].

    Counted in blocks, one item that strays into a short page would be a tenth of it. The end of a
    line counts once, however it is written.
    """
    lists = [block.span for block in draft.blocks if type(block) is List]
    if not lists:
        return 0.0
    spans = [Span(draft.blocks[0].span.start, draft.blocks[-1].span.end), *lists]
    sizes = [span.end - span.start for span in spans]
    source = draft.source
    # A text is searched for one character much faster than for two.
    if source is not None and "\r" in source:
        ends = [source.count("\r\n", span.start, span.end) for span in spans]
        sizes = [size - count for size, count in zip(sizes, ends, strict=True)]
    return sum(sizes[1:]) / max(1, sizes[0])


def find_candidates(draft: Draft) -> array[int]:
    """Return the indexes of the blocks that could be headings."""
    blocks, others = draft.blocks, draft.no_headings
    found = [index for index in draft.facts.short if type(blocks[index]) is Paragraph]
    return array("I", [index for index in found if index not in others] if others else found)


# ------------------------------------------------------------ how lines begin and end


class _Classes(dict[str, int]):
    """The classes of characters: those given, and others by a rule when they are first met."""

    def __init__(self, given: Mapping[str, int], rule: Callable[[str], int]) -> None:
        super().__init__(given)
        self._rule = rule

    def __missing__(self, char: str) -> int:
        found = self._rule(char)
        if len(self) < _MOST_KEPT:
            self[char] = found
        return found


_MOST_KEPT: Final = 5_000


def _kind_of_last(char: str) -> int:
    if char.islower():
        return 9
    # A vowel written as a sign at its letter ends many words of Hindi and Thai.
    return 10 if char.isalpha() or category(char).startswith("M") else 11


LAST: Final = (
    *("full stop", "question mark", "exclamation mark", "colon", "comma or semicolon"),
    *("dots", "quotation mark", "closing bracket", "digit", "small letter", "other letter"),
    "other mark",
)
_NO_LAST: Final = len(LAST)
_LAST: Final = _Classes(
    {
        **dict.fromkeys(".。।", 0),
        **dict.fromkeys("?？؟", 1),
        **dict.fromkeys("!！", 2),
        **dict.fromkeys(":：", 3),
        **dict.fromkeys(",;、،", 4),
        "…": 5,
        **dict.fromkeys("\"'“”„«»‘’", 6),
        **dict.fromkeys(")]）", 7),
        **dict.fromkeys("0123456789", 8),
    },
    _kind_of_last,
)


def _kind_of_first(char: str) -> int:
    if char.isupper():
        return 0
    if char.islower():
        return 1
    return 4 if char.isalpha() else 7


FIRST: Final = (
    *("capital", "small letter", "digit", "quotation mark", "letter without case"),
    *("dash or bullet", "opening bracket", "other mark"),
)
_NO_FIRST: Final = len(FIRST)
_FIRST: Final = _Classes(
    {
        **dict.fromkeys("0123456789", 2),
        **dict.fromkeys("\"'“„«‘「¿", 3),
        **dict.fromkeys("-–—•*·>→#@&+", 5),
        **dict.fromkeys("([（", 6),
    },
    _kind_of_first,
)

_CLOSERS: Final = " \"'“”„«»‘’›)]）]】」』¶†*"
"""What may stand behind the end of a line that it is not part of."""
_CLOSING: Final = re.compile(rb"[\x06\x07\x0b]")
"""The classes of ``LAST`` that these characters are of."""

# ------------------------------------------------------------------ what blocks are to each other

_WIDE: Final = "\u2e80"
"""Where the scripts begin whose letters are as wide as two."""
_LONG_NEIGHBOUR: Final = 130
"""The size of a paragraph that is too long to be a heading."""

NEIGHBOURS: Final = ("nothing", "heading", "list", "table", "other block")
NEIGHBOUR_LENGTHS: Final = (20, 35, 60, 90, 130, 200, 320, 600)
_OTHER_BLOCK: Final = 4
_STANDING_OF: Final[dict[type[Block], int]] = {Heading: 1, List: 2, Table: 3}
_LONGEST_NEIGHBOUR: Final = NEIGHBOUR_LENGTHS[-1]
_LONGEST: Final = len(NEIGHBOURS) + len(NEIGHBOUR_LENGTHS)
_STANDINGS: Final = [
    len(NEIGHBOURS) + bisect(NEIGHBOUR_LENGTHS, size) if size else _OTHER_BLOCK
    for size in range(_LONGEST_NEIGHBOUR)
]

MOST_BEFORE: Final = 5
MOST_AFTER: Final = 6
MOST_TURNS: Final = 5
LIST_SHARES: Final = (0.02, 0.05, 0.1, 0.2, 0.3, 0.45)
