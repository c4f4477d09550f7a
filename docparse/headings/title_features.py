"""What can be seen of a line that may be the title: small whole numbers, each with a name.

``FEATURES`` lists them. Each is a function that gives its value for one line of a page's head.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from docparse.headings.head import MENU, Head
from docparse.headings.title_forms import ADDRESS, FORMS, META, NEVER, PAGE
from docparse.nodes import Heading, List, Paragraph, Table
from docparse.structure.draft import LONGEST_CANDIDATE
from docparse.words.first_words import KINDS_OF_WORDS


class TitleFeature:
    """Something that can be seen of a line that may be the title."""

    def __init__(self, name: str, values: Sequence[str], of: Callable[[Head, int], int]) -> None:
        self.name = name
        self.values = values
        """What each of its values says, from 0."""
        self.of = of
        """Gives its value for the line of a block."""


def _classes(bounds: Sequence[float]) -> list[str]:
    return [f"under {bounds[0]}", *(f"{bound} and more" for bound in bounds)]


def _gap(head: Head, index: int) -> int:
    """How many blocks below it the text begins."""
    if index < head.prose < head.end:
        return head.prose - index if head.prose - index <= _LONGEST_GAP else 0
    end = min(len(head.texts), index + _LONGEST_GAP + 1)
    return next((at - index for at in range(index + 1, end) if head.is_prose(at)), 0)


_LONGEST_GAP: Final = 8


def _order(head: Head, index: int) -> int:
    place = bisect_left(head.lines, index)
    after = len(head.lines) - 1 - place
    if len(head.lines) >= MENU:
        return 9 + min(after, 5)
    return 3 * min(place, 2) + min(after, 2)


_FEW: Final = ("0", "1", "2 or more")


def _near(head: Head, index: int) -> int:
    """What a block beside a line is."""
    if not 0 <= index < len(head.texts):
        return 0
    block = head.draft.blocks[index]
    if type(block) is not Paragraph:
        return _STANDING.get(type(block), 4)
    size = len(head.texts[index])
    if size <= LONGEST_CANDIDATE and (form := head.form(index)):
        if form in META:
            return 5
        if form in (PAGE, ADDRESS):
            return 6
    return 7 + bisect(_NEAR_SIZES, size)


_STANDING: Final[Mapping[type, int]] = {Heading: 1, List: 2, Table: 3}
_NEAR_SIZES: Final = (20, 40, 80, 160, 320)
_NEIGHBOURS: Final = (
    *("nothing", "heading", "list", "table", "other block", "byline or date", "words of a page"),
    *_classes(_NEAR_SIZES),
)


def _size(head: Head, index: int) -> int:
    text = head.texts[index]
    return bisect(_SIZES, len(text) * 2 if text >= "\u2e80" else len(text))


_SIZES: Final = (6, 10, 15, 20, 26, 33, 41, 50, 60, 72, 85, 100, 125)


def _word_count(head: Head, index: int) -> int:
    return bisect(_TITLE_SIZES, head.texts[index].count(" ") + 1)


_TITLE_SIZES: Final = (2, 3, 4, 5, 6, 8, 10, 13, 17)


def _ends(head: Head, index: int) -> int:
    last = head.texts[index][-1]
    if last.isalpha():
        return 0
    if last.isdecimal():
        return 1
    return next((at for at, marks in enumerate(_END_MARKS, start=2) if last in marks), 8)


_END_MARKS: Final = ("?？؟", "!！", ":：", ",;、", "…", ")]\"”“»’'")


def _kind_of_first_word(head: Head, index: int) -> int:
    return head.draft.words(index).first_kind


def _echo(head: Head, index: int) -> int:
    """Which share of its long words the text has."""
    stems = {word[:5] for word in head.texts[index].lower().split() if len(word) > 4}
    if not stems:
        return 0
    shown = head.shown(index)
    if not shown.text:
        return 1
    share = 4 * shown.count(stems) // len(stems)
    group = (len(stems) > 2) + 2 * (len(shown.text) < _LITTLE)
    return 2 + share + 5 * group


_LITTLE: Final = 700
"""Code points; fewer of a text may say little of what its title says."""
_TAKEN_UP: Final = (
    "no long words",
    "no text",
    *(
        f"{share} of {words} in {text} text"
        for text in ("a", "little")
        for words in ("one or two", "more")
        for share in ("none", "a quarter", "half", "three quarters", "all")
    ),
)


def _menu_words(head: Head, index: int) -> int:
    """How many of the lines above it are the page's."""
    above = sum([head.form(at) in NEVER for at in range(max(0, index - _ABOVE), index)])
    return min(above, 2)


_ABOVE: Final = 8


def _repeat(head: Head, index: int) -> int:
    if not head.kin:
        return 0 if len(head.lines) < MENU else 1
    if index == head.first:
        return 2
    if index not in head.kin:
        return 3
    return 4 + 2 * head.kin[index] + (index == head.last_kin)


def _capital_share(head: Head, index: int) -> int:
    text = head.texts[index]
    if text.isupper():
        return 1
    initials = [
        word[0] for word in head.draft.words(index).words if len(word) > 3 and word[0].isalpha()
    ]
    if len(initials) < 2:
        return 2 * len(initials)
    high = sum(map(str.isupper, initials[1:]))
    return 3 + 3 * high // (len(initials) - 1)


def _marks_in_title(head: Head, index: int) -> int:
    text = head.texts[index]
    ends = ". " in text or "! " in text or "? " in text
    return 4 * ends + 2 * (", " in text) + (": " in text or " – " in text or " - " in text)


def _longer(head: Head, index: int) -> int:
    usual = head.usual_size
    return 1 + bisect(_TIMES_LONGER, len(head.texts[index]) / usual) if usual else 0


_TIMES_LONGER: Final = (0.4, 0.7, 1, 1.4, 2, 3)

FEATURES: Final[Sequence[TitleFeature]] = (
    TitleFeature("before the text by", ("more", *map(str, range(1, _LONGEST_GAP + 1))), _gap),
    TitleFeature(
        "among the lines",
        (
            *[f"{before} before, {after} after" for before in _FEW for after in _FEW],
            *[f"{after} after, below a menu" for after in ("0", "1", "2", "3", "4", "5 or more")],
        ),
        _order,
    ),
    TitleFeature("before", _NEIGHBOURS, lambda head, index: _near(head, index - 1)),
    TitleFeature("after", _NEIGHBOURS, lambda head, index: _near(head, index + 1)),
    TitleFeature("length", _classes(_SIZES), _size),
    TitleFeature("words", _classes(_TITLE_SIZES), _word_count),
    TitleFeature(
        "last",
        (
            "letter",
            "digit",
            "question",
            "exclamation",
            "colon",
            "comma",
            "dots",
            "closing",
            "other",
        ),
        _ends,
    ),
    TitleFeature("form", FORMS, lambda head, index: head.form(index)),
    TitleFeature("first word", list(map(str, range(KINDS_OF_WORDS))), _kind_of_first_word),
    TitleFeature("echo", _TAKEN_UP, _echo),
    TitleFeature(
        "repeated",
        (
            *("nothing", "nothing in a menu", "first line, comes again", "another line"),
            *("nearly", "nearly, last time", "word by word", "word by word, last time"),
        ),
        _repeat,
    ),
    TitleFeature("capitals", list(map(str, range(7))), _capital_share),
    TitleFeature("inside", list(map(str, range(8))), _marks_in_title),
    TitleFeature("lines of a page above", ("0", "1", "2 or more"), _menu_words),
    TitleFeature("longer than those", ("none below", *_classes(_TIMES_LONGER)), _longer),
)
"""All features, in the order in which the file of weights names them."""
