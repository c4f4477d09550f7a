"""Which line is the article's title, if any is.

The lines before the text are looked at, and one further down that the first line repeats: a page
brings its menu, the name of its section or an advertisement first. What can be seen of each is a
row of small whole numbers (``FEATURES``). Each looks up an integer weight, and the sums say how
likely each of the lines is the title, and how likely none is. ``training/train_titles.py`` learns
the weights.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect, bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from itertools import islice
from pkgutil import get_data
from typing import Any, Final, NamedTuple

from docparse.errors import WeightsError
from docparse.nodes import Heading, List, Paragraph, Table
from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from docparse.words.first_words import DAY_OR_MONTH, KINDS_OF_WORDS, NUMBER, first_word_kind
from docparse.words.languages import phrases
from docparse.words.numbers import leading_number
from docparse.words.titles import title_key

TITLE_WEIGHTS_VERSION: Final = "1"
LEAST_CONFIDENCE: Final = 0.42
"""From this confidence on a line is the title."""


class TitleLine(NamedTuple):
    """The line that is the title: the index of its block, and how likely it is the title."""

    block: int
    confidence: float


def find_title(draft: Draft, candidates: Sequence[int]) -> TitleLine | None:
    """Return the line that is the title; None if no line is surer to be it than all else.

    ``candidates`` are the lines that may be headings.
    """
    if not candidates or len(draft.texts[0]) > LONGEST_CANDIDATE:
        return None
    head = Head(draft, candidates)
    if not head.lines:
        return None
    weights = load_title_weights()
    rows = [[value_of(head, index) for value_of in _VALUES] for index in head.lines]
    sums = [sum([table[value] for table, value in zip(weights, row, strict=True)]) for row in rows]
    chances = title_chances(sums)
    if draft.evidence is not None:
        for index, row, chance in zip(head.lines, rows, chances, strict=True):
            span = draft.blocks[index].span
            draft.note("title", "line", span, chance, _title_figures(weights, row))
    confidence = max(chances)
    if confidence < LEAST_CONFIDENCE:
        return None
    return TitleLine(head.lines[chances.index(confidence)], confidence)


def title_chances(sums: Sequence[int]) -> list[float]:
    """Return how likely each line is the title, by their sums; the rest up to 1 is for none."""
    most = max(0, *sums)
    odds = [math.exp((each - most) / SCALE) for each in sums]
    whole = sum(odds) + math.exp(-most / SCALE)
    return [max(0.001, round(each / whole, 3)) for each in odds]


def _title_figures(weights: Sequence[Sequence[int]], row: Sequence[int]) -> Mapping[str, int]:
    added = [
        (table[value], f"{feature.name} = {feature.values[value]}")
        for table, value, feature in zip(weights, row, FEATURES, strict=True)
    ]
    added.sort(key=lambda each: -abs(each[0]))
    seen = {says: weight for weight, says in added if weight}
    return {"sum": sum(weight for weight, _ in added), **seen}


# --------------------------------------------------------------------- what there is to look at

_MOST_FIRST: Final = 6
_MOST_LAST: Final = 4
"""The first lines before the text are looked at, and the last ones, right above it."""
_MOST_KIN: Final = 3
"""And so are the last ones that repeat the first line."""
_MENU: Final = 6
"""Lines; so many before the text are a menu, and the title may also stand below other texts."""
_LEAST_PROSE: Final = 80
"""Code points of a paragraph that is text and no line of the page's furniture."""
_LONGEST_HEAD: Final = 400
"""Blocks; a page that has had no text after so many is no article with a menu."""
_SHOWN: Final = 2000
"""Code points of the text in which a title's words are looked for."""
_SHOWN_BLOCKS: Final = 20
"""Blocks of it."""


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
            searched = self.end if len(before) >= _MENU else self.prose
            self.kin = self._kin(
                candidates[bisect(candidates, self.first) : bisect(candidates, searched)]
            )
            lines = sorted({*lines, *[*self.kin][-_MOST_KIN:]})
        self.last_kin = max(self.kin, default=-1)
        self.lines: Sequence[int] = lines
        self._shown: tuple[int, str] = (-1, "")
        self._usual_size: float | None = None

    def _may_be(self, index: int) -> bool:
        return self.form(index) not in _NEVER and index not in self.labelled

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
        parts = {first, *_BETWEEN_PARTS.split(first)}
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
            found = self._forms[index] = _form_of(self.draft, index)
        return found

    def shown(self, index: int) -> str:
        """Return the beginning of the text below a line."""
        start = self.prose if index < self.prose else index + 1
        if self._shown[0] != start:
            texts, size = [], 0
            for text in self.texts[start : start + _SHOWN_BLOCKS]:
                texts.append(text[: _SHOWN - size])
                size += len(text) + 1
                if size >= _SHOWN:
                    break
            self._shown = start, "\n".join(texts)
        return self._shown[1]

    @property
    def usual_size(self) -> float:
        """The length of a usual short line below the first paragraph of text; 0 without any."""
        if self._usual_size is None:
            start = bisect(self.candidates, self.prose)
            later = sorted([len(self.texts[at]) for at in self.candidates[start : start + 15]])
            self._usual_size = later[len(later) // 2] if later else 0
        return self._usual_size


_BETWEEN_PARTS: Final = re.compile(r" ?(?:[|•·»›ǀ]|::) ?| [-–—:] ")
_SHORTEST_PART: Final = 4
_KIN_WORDS: Final = 3
"""Words that a line has to share with the first one to repeat it in other words."""

# ------------------------------------------------------------------------------ forms of lines

FORMS: Final = (
    *("other words", "byline or credit", "date or time", "reading time", "address", "bar"),
    *("label", "number in front", "title of a section", "words of a page", "greeting", "price"),
    *("begins like a byline", "short parts between bars", "begins with a date"),
)
_PLAIN, _BYLINE, _DATE, _READING, _ADDRESS, _BAR = range(6)
_LABELLED, _NUMBERED, _SECTION, _PAGE, _GREETING, _PRICE, _BY, _TRAIL, _WHEN = range(6, 15)
_META: Final = frozenset({_BYLINE, _DATE, _READING, _BY, _WHEN})
_NEVER: Final = frozenset({_READING, _PAGE, _TRAIL, _WHEN})
"""Lines of these forms are never titles."""
_KIND_OF_CREDIT: Final = DAY_OR_MONTH - 1
_ARTICLE: Final = 1
_LONGEST_META: Final = 70
_LONGEST_STEP: Final = 3
"""Spaces in a part between bars; a title has one with more, a path through a site has none."""
_BEFORE_NAMES: Final = frozenset("by von par por di door av af przez".split())
_LONGEST_BYLINE: Final = 6
"""Words."""
_LONGEST_WHEN: Final = 40
_FIRST_OF_DATE: Final = 12
"""A year within so many code points of a line that begins with a number ends a date: 3 May 2024."""
_HAS_DATE: Final = re.compile(
    r"(?:19|20)[0-9]{2}|[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-]"
)
_DIGIT: Final = re.compile("[0-9]")
_MINUTES: Final = re.compile(r"[0-9]+ ?(?:-| )?(?:min|мин|分)", re.IGNORECASE)


def _form_of(draft: Draft, index: int) -> int:
    text = draft.texts[index]
    if not text or len(text) > LONGEST_CANDIDATE:
        return _PLAIN
    key = draft.key(index)
    if key in _page_lines():
        return _PAGE
    if draft.title_kind(index):
        return _SECTION
    words = text.split() or [text]
    kind = first_word_kind(words)
    if text[0] in "©📷" or (kind == _KIND_OF_CREDIT and len(text) <= _LONGEST_META):
        return _BYLINE
    if words[0].lower() in _BEFORE_NAMES and _is_byline(words):
        return _BY
    has_digit = _DIGIT.search(text) is not None
    if len(text) <= _LONGEST_META and (
        (has_digit and _MINUTES.search(text)) or _names_reading_time(text.lower())
    ):
        return _READING
    if has_digit and len(text) <= _LONGEST_META and (date := _HAS_DATE.search(text)):
        is_first = kind == DAY_OR_MONTH or (kind == NUMBER and date.start() < _FIRST_OF_DATE)
        return _WHEN if is_first and len(text) <= _LONGEST_WHEN else _DATE
    if kind == DAY_OR_MONTH and len(text) <= _LONGEST_META:
        return _DATE
    if "@" in text or "http" in text or "www." in text:
        return _ADDRESS
    if words[0].lower().rstrip(",!:") in _greetings():
        return _GREETING
    if "|" in text or "•" in text or "›" in text or "»" in text or " / " in text:
        parts = _BETWEEN_PARTS.split(text)
        return _TRAIL if max(part.count(" ") for part in parts) < _LONGEST_STEP else _BAR
    if leading_number(text):
        return _NUMBERED
    if "€" in text or "$" in text or "£" in text or "%" in text:
        return _PRICE
    return _LABELLED if ":" in text[:24] else _PLAIN


def _names_reading_time(text: str) -> bool:
    """Whether a line, in small letters, names the time that it takes to read the page."""
    return (
        "reading time" in text
        or "lesezeit" in text
        or "tiempo de lectura" in text
        or "temps de lecture" in text
    )


def _is_byline(words: Sequence[str]) -> bool:
    """Whether a line that begins with "By" goes on with a name, or with "the"."""
    if not 1 < len(words) <= _LONGEST_BYLINE:
        return False
    return words[1][0].isupper() or first_word_kind(words[1:]) == _ARTICLE


@cache
def _page_lines() -> frozenset[str]:
    return frozenset(map(title_key, phrases("lines of pages")))


@cache
def _greetings() -> frozenset[str]:
    return frozenset(phrases("greetings"))


# ----------------------------------------------------------------------------------- features


class TitleFeature(NamedTuple):
    """Something that can be seen of a line that may be the title."""

    name: str
    values: Sequence[str]
    """What each of its values says, from 0."""
    of: Callable[[Head, int], int]
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
    if len(head.lines) >= _MENU:
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
        if form in _META:
            return 5
        if form in (_PAGE, _ADDRESS):
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
    return first_word_kind(head.texts[index].split())


def _echo(head: Head, index: int) -> int:
    """Which share of its long words the text has."""
    stems = {word[:5] for word in head.texts[index].lower().split() if len(word) > 4}
    if not stems:
        return 0
    shown = head.shown(index)
    if not shown:
        return 1
    share = 4 * _known_stems(stems, shown) // len(stems)
    group = (len(stems) > 2) + 2 * (len(shown) < _LITTLE)
    return 2 + share + 5 * group


def _known_stems(stems: Collection[str], shown: str) -> int:
    """Return how many of ``stems``, in small letters, a text has in letters of any case."""
    if all(map(str.isascii, stems)):
        # One letter beyond ASCII, such as a quotation mark, makes ``str.lower`` ten times as slow.
        near = shown.encode("utf-8", "surrogatepass").lower()
        return sum([stem.encode() in near for stem in stems])
    small = shown.lower()
    return sum([stem in small for stem in stems])


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
    above = sum([head.form(at) in _NEVER for at in range(max(0, index - _ABOVE), index)])
    return min(above, 2)


_ABOVE: Final = 8


def _repeat(head: Head, index: int) -> int:
    if not head.kin:
        return 0 if len(head.lines) < _MENU else 1
    if index == head.first:
        return 2
    if index not in head.kin:
        return 3
    return 4 + 2 * head.kin[index] + (index == head.last_kin)


def _capital_share(head: Head, index: int) -> int:
    text = head.texts[index]
    if text.isupper():
        return 1
    initials = [word[0] for word in text.split() if len(word) > 3 and word[0].isalpha()]
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

_VALUES: Final = [feature.of for feature in FEATURES]

# ------------------------------------------------------------------------------------ weights

SCALE: Final = 100
"""So much of a weight is one unit of log-odds."""


def title_weights_from(data: Mapping[str, Any]) -> list[list[int]]:
    """Return the tables of weights that ``data``, read from a file, holds.

    Raises WeightsError if they were learned for other features than there are.
    """
    sizes = {feature.name: len(feature.values) for feature in FEATURES}
    tables: Mapping[str, list[int]] = data["tables"]
    learned = {name: len(table) for name, table in tables.items()}
    if (data["version"], list(learned.items())) != (TITLE_WEIGHTS_VERSION, list(sizes.items())):
        raise WeightsError(
            "the weights of titles were not learned with the features there are; run make train"
        )
    return list(tables.values())


@cache
def load_title_weights() -> list[list[int]]:
    """Return the weights that ship in the package, a table for each of ``FEATURES``."""
    # No import here: in a process forked during it by another thread it would never end.
    return title_weights_from(json.loads(get_data(__package__, "titles.json") or b"{}"))
