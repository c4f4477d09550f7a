"""How wide a text was broken: the width of its lines, and which lines are as full as can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Final

from docparse.source.lines import BLANK, ITEM, QUOTE, TEXT, Lines
from docparse.words.item_marks import ITEM_MARK

Measure = Callable[[str], int]


def cell_count(text: str) -> int:
    """Return how many cells of a terminal ``text`` takes: two for ``島``, none for an accent."""
    if text.isascii():
        return len(text)
    return len(text) + len(_two_cells().findall(text)) - len(re.findall(_WITHOUT_WIDTH, text))


@cache
def _two_cells() -> re.Pattern[str]:
    """Return what matches Han, kana, Hangul, full-width signs and pictures; the ranges are rough.

    Compiled when first needed: it takes longest of all expressions, and few texts need it.
    """
    return re.compile(
        "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
        "\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
    )


_WITHOUT_WIDTH: Final = (
    "[\xad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u093c\u0941-\u0948\u094d"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200f\u2060\u20d0-\u20f0\ufe00-\ufe0f\ufeff]"
)
"""Signs that stand above or below a letter, and those that are not seen."""


def is_wide(char: str) -> bool:
    """Whether ``char`` is two cells wide, as Han, kana and full-width signs are."""
    return char > "\u10ff" and _two_cells().match(char) is not None


def breaks_anywhere(before: str, after: str) -> bool:
    """Whether a line may end between two characters without a space: ``島`` and ``の``.

    Korean is written with spaces and broken at them.
    """
    return _is_unspaced(before) or _is_unspaced(after)


def _is_unspaced(char: str) -> bool:
    return is_wide(char) and not ("\uac00" <= char <= "\ud7ff" or "\u1100" <= char <= "\u11ff")


class Wrapping:
    """How the lines of a text were broken."""

    def __init__(self, width: int, measure: Measure, broken: int) -> None:
        self.width = width
        """The most cells, or code points, that a line takes."""
        self.measure = measure
        """What counts them: tools count cells of a terminal, or code points."""
        self.broken = broken
        """How many lines are as full as can be: the next word would not have fit."""

    def is_full(self, line: str, following: str, room: int = 0) -> bool:
        """Whether the first word of ``following`` did not fit into ``line``.

        ``room`` is how much narrower these lines may have been written than the others.
        """
        line = line.rstrip(" \t")
        needed = _needed(line, following.lstrip("> \t"), self.measure)
        return self.measure(line) + needed > self.width - room


def wrapping(lines: Lines) -> Wrapping | None:
    """Return how the lines of a text were broken; None if they were not.

    Nearly every line that another follows is as full as it can be, and hardly any is longer. Three
    such lines are enough. One or two are if the sentence goes on, and all others are short.
    """
    if not _may_be_wrapped(lines.lines):
        return None
    best: Wrapping | None = None
    has_widths = _two_cells().search(lines.text) or re.search(_WITHOUT_WIDTH, lines.text)
    for measure in (len, cell_count) if has_widths else (len,):
        found = _wrapping_by(lines, measure)
        if found and (best is None or found.broken > best.broken):
            best = found
    return best


def _may_be_wrapped(lines: list[str]) -> bool:
    """Whether enough lines that another follows are neither short nor long: a first look."""
    long = sum([len(line) > WIDEST for line in lines])
    middle = [NARROWEST // 2 <= len(line) <= WIDEST for line in lines]
    going_on = sum([bool(after) and here for here, after in zip(middle, lines[1:], strict=False)])
    return going_on > 0 and going_on >= long * 2


NARROWEST: Final = 40
WIDEST: Final = 160
"""The widths that tools and people break lines at."""

FEWEST_BROKEN: Final = 3
_POSSIBLE_WIDTHS: Final = range(NARROWEST, WIDEST + 1)
NARROWEST_OF_FEW: Final = 56
"""A line that is broken at this width at least is no line of a poem or an address."""


class _Range:
    """Widths of which something is true: those from ``least`` to ``most``."""

    __slots__ = ("least", "most")

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most


def _wrapping_by(lines: Lines, measure: Measure) -> Wrapping | None:
    breaks, going_on = [], []
    for before, after in _following(lines):
        least = measure(before)
        breaks.append(_Range(least, least + _needed(before, after, measure) - 1))
        going_on.append(after[0].islower() or after[0] in "([" or _is_unspaced(after[0]))
    if not breaks:
        return None
    explained = _counts(breaks)
    longer = _counts(_widths_of_unbroken(lines, measure))
    width = max(_POSSIBLE_WIDTHS, key=lambda width: explained[width] * 2 - longer[width] * 4)
    broken = explained[width]
    whole = [each.most for each in breaks if each.most < width]
    many = broken >= FEWEST_BROKEN and broken * 2 >= len(whole) + longer[width] * 4
    few = (
        width >= NARROWEST_OF_FEW
        and not longer[width]
        and (not whole or (broken > 1 and max(whole) * 3 < width * 2))
        and all(
            goes_on
            for each, goes_on in zip(breaks, going_on, strict=True)
            if each.least <= width <= each.most
        )
    )
    return Wrapping(width, measure, broken) if broken and (many or few) else None


def _counts(ranges: Iterable[_Range]) -> list[int]:
    """Return, for each width up to ``WIDEST``, how many of ``ranges`` it lies in."""
    changes = [0] * (WIDEST + 2)
    for each in ranges:
        if each.least <= min(each.most, WIDEST):
            changes[each.least] += 1
            changes[min(each.most, WIDEST) + 1] -= 1
    return list(accumulate(changes))


def _following(lines: Lines) -> Iterator[tuple[str, str]]:
    """Yield each line that may go on in the next one, and the words of the next one.

    They begin in the same column, or the first opens an item. Lines with wide gaps between words
    are rows; their ends say nothing, and neither does a hyphen, behind which a word may go on.
    """
    before, depth = "", 0
    for line, kind in zip(lines.lines, lines.kinds, strict=True):
        text = without_quote_marks(line) if kind is QUOTE else line
        words = text.strip(" \t")
        mark = ITEM_MARK.match(text) if kind is ITEM else None
        rest = text[mark.end() :].rstrip(" \t") if mark else words
        if not words or kind not in (TEXT, ITEM, QUOTE) or re.search(_WIDE_GAP, rest):
            before = ""
            continue
        indent = indent_of(text)
        is_sure = kind is not ITEM and not before.endswith("-") and depth in (indent, _ANY)
        if before and is_sure:
            yield before, words
        before, depth = text.rstrip(" \t"), _ANY if kind is ITEM else indent


_ANY: Final = -1
"""The depth of lines below one that opens an item."""


def _widths_of_unbroken(lines: Lines, measure: Measure) -> Iterator[_Range]:
    """Yield, of each line, the widths at which it would have been broken and was not."""
    for line, kind in zip(lines.lines, lines.kinds, strict=True):
        if kind is BLANK or len(line) * 2 <= NARROWEST:
            continue
        words = (without_quote_marks(line) if kind is QUOTE else line).rstrip(" \t")
        indent = indent_of(words)
        first_word = words.find(" ", indent)
        if first_word > 0 and not re.compile(_GAP).search(words, indent):
            yield _Range(first_word + LONGEST_WORD, measure(words) - 1)


LONGEST_WORD: Final = 10
"""A line with one word more is not held to be too long."""


def without_quote_marks(line: str) -> str:
    """Return ``line`` without the marks of quotes before it: ``Boats`` of ``> > Boats``."""
    match = QUOTE_MARKS.match(line)
    return line[match.end() :] if match else line


QUOTE_MARKS: Final = re.compile(r"[ \t]*(?:>[ ]?)+")

_GAP: Final = r"[^ .!?:;…\"'”“»)\]•] {2,}[^ ]"
"""Two spaces or more inside a line that no sentence ends before."""
_WIDE_GAP: Final = r"[^ •] {3,}[^ ]"
"""More than justified text has."""


def has_gap(line: str) -> bool:
    """Whether there are two spaces or more inside ``line``, and not behind a sentence."""
    return re.search(_GAP, line.strip(" \t")) is not None


def has_wide_gap(line: str) -> bool:
    """Whether there are more spaces inside ``line`` than justified text has."""
    return re.search(_WIDE_GAP, line.strip(" \t")) is not None


def end_of_label(line: str) -> int:
    """Return where the words begin behind a label and a gap: 7 in ``-a     All boats``, else 0."""
    match = re.match(_LABEL_AND_GAP, line)
    return match.end() if match else 0


_LABEL_AND_GAP: Final = r" *[^ ]+(?: [^ ]+)* {2,}(?=[^ ])"


def indent_of(line: str) -> int:
    """Return how many spaces and tabs stand before the words of ``line``."""
    return len(line) - len(line.lstrip(" \t"))


def _needed(line: str, following: str, measure: Measure) -> int:
    """Return how much room the first word of ``following`` would have taken behind ``line``."""
    if line and following and breaks_anywhere(line[-1], following[0]):
        match = re.match(_WIDE_WORD, following)
        return measure(match[0]) if match else 1
    match = _WORD.match(following)
    return 1 + (measure(match[0]) if match else 0)


_WORD: Final = re.compile(r"[^ \t]+")
_WIDE_WORD: Final = r"[\x21-\x7e]+|.[、。，．：；！？）」』】》〉・ー…’”]*"
"""A character and the signs that never begin a line."""
