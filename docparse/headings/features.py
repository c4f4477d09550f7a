"""What can be seen of a line that may be a heading: small whole numbers, each with a name.

``FEATURES`` lists them. Each is a function that gives its value for every one of some lines.
docs/accuracy.md says how to add, change or drop one.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from docparse.nodes import Block, Heading, List, Paragraph, Table
from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from docparse.words.first_words import DAY_OR_MONTH, NUMBER, first_word_kind

# --------------------------------------------------------------------- what there is to look at


class Page:
    """The blocks of a draft, as what a line's place says of it is read off them.

    What is said of blocks is by their index. There is one value more than there are blocks, for
    the place behind the last one, which is the place before the first one too: index -1.
    """

    def __init__(self, draft: Draft, candidates: array[int]) -> None:
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
        self.closed = bytearray(len(texts))
        """What closes each: nothing, such marks, or such marks behind the end of a sentence."""
        for match in _CLOSING.finditer(bytes(self.lasts)):
            self._look_through(match.start())
        differ = len(set(map(texts.__getitem__, candidates))) == len(candidates)
        self.times = {} if differ else Counter(map(texts.__getitem__, candidates))
        """How often the words of each candidate come; empty if all differ."""
        self.runs = bytearray(len(texts))
        """How many candidates stand right before each candidate, up to ``_MOST_BEFORE``."""
        self.runs_after = bytearray(len(texts))
        """How many stand right after each, up to ``_MOST_AFTER``."""
        self.list_share = bisect(_LIST_SHARES, kinds.count(List) / max(1, len(kinds)))
        """The class of the share of blocks that are lists."""
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
            elif run < _MOST_BEFORE:
                run += 1
            self.runs[index] = run
            before = index
        for index in reversed(candidates):
            if index + 1 == before:
                self.runs_after[index] = min(self.runs_after[before] + 1, _MOST_AFTER)
            before = index

    def _look_through(self, index: int) -> None:
        """Note how the text at ``index`` ends below what closes it."""
        text = self.texts[index].rstrip(_CLOSERS)
        if text and len(text) < len(self.texts[index]):
            last = self.lasts[index] = _LAST[text[-1]]
            self.closed[index] = 2 if last in _SENTENCE_ENDS else 1


def find_candidates(draft: Draft) -> array[int]:
    """Return the indexes of the blocks that could be headings."""
    blocks, others = draft.blocks, draft.no_headings
    found = [index for index in draft.facts.short if type(blocks[index]) is Paragraph]
    return array("I", [index for index in found if index not in others] if others else found)


class Words(NamedTuple):
    """The words of a line, the kind of the first one, and whether there is a date in it."""

    words: Sequence[str]
    first_kind: int
    has_date: bool


class Lines:
    """Some of the candidates of a page: what a feature looks at.

    ``indexes`` says which, in order. ``words`` are those of the lines that were read.
    """

    def __init__(
        self, page: Page, indexes: Sequence[int], words: Mapping[int, Words] | None = None
    ) -> None:
        self.page = page
        self.indexes = indexes
        self.words = words or {}
        self._picks: dict[int, Callable[[Sequence[int]], tuple[int, ...]]] = {}

    def values(self, of_blocks: Sequence[int], offset: int = 0) -> Sequence[int]:
        """Return what is said of these lines; of the ones after them at offset 1, before at -1."""
        pick = self._picks.get(offset)
        if pick is None:
            # With two more, what it picks is a tuple however few lines there are.
            at = [index + offset for index in self.indexes] if offset else self.indexes
            pick = self._picks[offset] = itemgetter(0, 0, *at)
        return pick(of_blocks)[2:]

    def read(self) -> Lines:
        """Return those of the lines that do not begin with a date, with their words.

        A short line that begins with a date says when, and is no heading; nor is a line of a log,
        which begins with a timestamp.
        """
        read = {}
        for index in self.indexes:
            text = self.page.texts[index]
            words = text.split() or [text]
            first_kind = first_word_kind(words)
            has_date = _DATE.search(text) is not None
            if first_kind == NUMBER and _TIMESTAMP.match(text):
                continue
            if len(text) > _LONGEST_DATELINE or not _begins_with_date(text, first_kind, has_date):
                read[index] = Words(words, first_kind, has_date)
        return Lines(self.page, list(read), read)


Look = Literal["place", "words", "echo"]
"""What has to be looked at: where the line stands, its words, or these and the line after.

They are looked at in this order, and a line without a chance after one look gets no more.
"""
PLACE: Final = "place"
WORDS: Final = "words"
ECHO: Final = "echo"
ORDERED: Final = True
CATEGORY: Final = False


class Feature(NamedTuple):
    """Something that can be seen of a line."""

    name: str
    look: Look
    values: Sequence[str]
    """What each of its values says, from 0."""
    ordered: bool
    """Whether values that lie together are alike."""
    says: str
    of: Callable[[Lines], Sequence[int]]
    """Returns the value for each of the lines."""


FEATURES: Final[list[Feature]] = []
"""All features, in the order in which a file of weights names them, look after look."""


def _feature(
    look: Look, values: Sequence[str], ordered: bool
) -> Callable[[Callable[[Lines], Sequence[int]]], Callable[[Lines], Sequence[int]]]:
    """Put the function below into ``FEATURES``, under its name."""

    def add(of: Callable[[Lines], Sequence[int]]) -> Callable[[Lines], Sequence[int]]:
        FEATURES.append(Feature(of.__name__, look, values, ordered, of.__doc__ or "", of))
        return of

    return add


def classes(bounds: Sequence[float]) -> list[str]:
    """Return the names of the classes of size that ``bisect(bounds, size)`` tells apart.

    ``[8, 12]`` makes ``["under 8", "8 to 12", "12 and more"]``; the upper end is left out.
    """
    between = [f"{low} to {high}" for low, high in pairwise(bounds)]
    return [f"under {bounds[0]}", *between, f"{bounds[-1]} and more"]


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
    return 10 if char.isalpha() else 11


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
_SENTENCE_ENDS: Final = frozenset((0, 1, 2))

# ------------------------------------------------------------------------------- by its place

_WIDE: Final = "\u2e80"
"""Where the scripts begin whose letters are as wide as two."""
_LENGTHS: Final = (8, 12, 16, 22, 28, 35, 42, 50, 60, 70, 80, 95, 110, 130, 160)
_LENGTH_CLASSES: Final = [bisect(_LENGTHS, size) for size in range(2 * LONGEST_CANDIDATE + 1)]
_LONG_NEIGHBOUR: Final = 130
"""The size of a paragraph that is too long to be a heading."""

_NEIGHBOUR_LENGTHS: Final = (20, 35, 60, 90, 130, 200, 320, 600)
_OTHER_BLOCK: Final = 4
NEIGHBOURS: Final = ("nothing", "heading", "list", "table", "other block")
_AROUND: Final = (*NEIGHBOURS, *classes(_NEIGHBOUR_LENGTHS))
_LASTS_AROUND: Final = (*LAST, "no paragraph")
_STANDING_OF: Final[dict[type[Block], int]] = {Heading: 1, List: 2, Table: 3}
_LONGEST_NEIGHBOUR: Final = _NEIGHBOUR_LENGTHS[-1]
_LONGEST: Final = len(NEIGHBOURS) + len(_NEIGHBOUR_LENGTHS)
_STANDINGS: Final = [
    len(NEIGHBOURS) + bisect(_NEIGHBOUR_LENGTHS, size) if size else _OTHER_BLOCK
    for size in range(_LONGEST_NEIGHBOUR)
]

_RATIOS: Final = (0.6, 1.01, 2, 4, 8)
_MOST_BEFORE: Final = 5
_MOST_AFTER: Final = 6
_LIST_SHARES: Final = (0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
_BLOCK_COUNTS: Final = (3, 5, 8, 12, 18, 26, 40, 60, 90, 140, 220)
_LAST_PLACE: Final = 7
_MOST_TIMES: Final = 4
_AGREEMENT: Final = (0.01, 0.3, 0.6, 0.9)


@_feature(PLACE, classes(_LENGTHS), ORDERED)
def length(lines: Lines) -> list[int]:
    """Its size in code points; those of wide scripts count twice."""
    return [_LENGTH_CLASSES[size] for size in lines.values(lines.page.sizes)]


@_feature(PLACE, LAST, CATEGORY)
def last(lines: Lines) -> Sequence[int]:
    """How it ends."""
    return lines.values(lines.page.lasts)


@_feature(PLACE, FIRST, CATEGORY)
def first(lines: Lines) -> Sequence[int]:
    """How it begins."""
    return lines.values(lines.page.firsts)


@_feature(PLACE, _AROUND, ORDERED)
def before(lines: Lines) -> Sequence[int]:
    """What stands before it; of a paragraph, the size."""
    return lines.values(lines.page.standings, -1)


@_feature(PLACE, _LASTS_AROUND, CATEGORY)
def before_last(lines: Lines) -> Sequence[int]:
    """How the line before ends."""
    return lines.values(lines.page.lasts, -1)


@_feature(PLACE, _AROUND, ORDERED)
def after(lines: Lines) -> Sequence[int]:
    """What stands after it; of a paragraph, the size."""
    return lines.values(lines.page.standings, 1)


@_feature(PLACE, (*FIRST, "no paragraph"), CATEGORY)
def after_first(lines: Lines) -> Sequence[int]:
    """How the line after begins."""
    return lines.values(lines.page.firsts, 1)


@_feature(PLACE, _LASTS_AROUND, CATEGORY)
def after_last(lines: Lines) -> Sequence[int]:
    """How the line after ends."""
    return lines.values(lines.page.lasts, 1)


@_feature(PLACE, ("no paragraph", *classes(_RATIOS)), ORDERED)
def after_ratio(lines: Lines) -> list[int]:
    """How many times its size the line after has."""
    sizes = lines.page.sizes
    pairs = zip(lines.values(sizes), lines.values(sizes, 1), strict=True)
    return [1 + bisect(_RATIOS, after / size) if after else 0 for size, after in pairs]


@_feature(PLACE, (*map(str, range(_MOST_BEFORE)), f"{_MOST_BEFORE} and more"), ORDERED)
def short_before(lines: Lines) -> Sequence[int]:
    """How many candidates stand right before it."""
    return lines.values(lines.page.runs)


@_feature(PLACE, (*map(str, range(_MOST_AFTER)), f"{_MOST_AFTER} and more"), ORDERED)
def short_after(lines: Lines) -> Sequence[int]:
    """How many candidates stand right after it."""
    return lines.values(lines.page.runs_after)


@_feature(PLACE, ("nothing", "closing marks", "closing marks behind a sentence"), CATEGORY)
def closed(lines: Lines) -> Sequence[int]:
    """What closes it: quotation marks, brackets, a pilcrow or the like."""
    return lines.values(lines.page.closed)


@_feature(PLACE, classes(_LIST_SHARES), ORDERED)
def list_share(lines: Lines) -> list[int]:
    """The share of the blocks that are lists."""
    return [lines.page.list_share] * len(lines.indexes)


@_feature(PLACE, classes(_BLOCK_COUNTS), ORDERED)
def blocks(lines: Lines) -> list[int]:
    """How many blocks the page has."""
    return [bisect(_BLOCK_COUNTS, len(lines.page.texts) - 1)] * len(lines.indexes)


@_feature(PLACE, (*map(str, range(_LAST_PLACE)), f"{_LAST_PLACE} and more"), ORDERED)
def place(lines: Lines) -> list[int]:
    """How many blocks stand before it."""
    return [index if index < _LAST_PLACE else _LAST_PLACE for index in lines.indexes]


@_feature(PLACE, (*map(str, range(1, _MOST_TIMES)), f"{_MOST_TIMES} and more"), ORDERED)
def repeated(lines: Lines) -> list[int]:
    """How often the page has this line."""
    texts, times = lines.page.texts, lines.page.times
    if not times:
        return [0] * len(lines.indexes)
    return [min(times[texts[index]], _MOST_TIMES) - 1 for index in lines.indexes]


@_feature(PLACE, ("no others", *classes(_AGREEMENT)), ORDERED)
def isolated_last(lines: Lines) -> list[int]:
    """The share of those that end as it does."""
    page = lines.page
    alone, count, lasts, alike = page.alone, page.alone_count, page.lasts, page.alone_lasts
    shares: dict[tuple[int, int], int] = {}
    values = []
    for end, itself in zip(lines.values(lasts), lines.values(alone), strict=True):
        value = shares.get((end, itself))
        if value is None:
            others = count - itself
            value = 1 + bisect(_AGREEMENT, (alike[end] - itself) / others) if others else 0
            shares[end, itself] = value
        values.append(value)
    return values


# ------------------------------------------------------------------------------- by its words

_KINDS: Final = (
    *("other word", "article", "joining word", "preposition", "pronoun", "auxiliary verb"),
    *("word for a section", "word to the visitor", "word of a credit", "day or month"),
    *("word that asks", "no word", "number"),
)
_INSIDE: Final = (
    *("nothing", "colon", "comma", "comma, colon"),
    *("sentence end", "sentence end, colon", "sentence end, comma", "sentence end, comma, colon"),
)
_PATTERNS: Final = (
    *("none", "number in front", "step", "byline", "address", "date or time", "bar or slash"),
    "money or percent",
)
_MOST_WORDS: Final = 14
_LONG_WORD: Final = 4
_CAPITALS: Final = (0.2, 0.4, 0.6, 0.8, 1)
_ECHOES: Final = (0.01, 0.2, 0.4, 0.6, 0.8, 1)
_ECHO_LINES: Final = 3
_LONGEST_ECHO: Final = 500
"""Code points of each of the following lines in which a heading's words are looked for."""


@_feature(WORDS, _KINDS, CATEGORY)
def first_word(lines: Lines) -> list[int]:
    """The kind of its first word."""
    return [lines.words[index].first_kind for index in lines.indexes]


@_feature(WORDS, (*map(str, range(_MOST_WORDS)), f"{_MOST_WORDS} and more"), ORDERED)
def words(lines: Lines) -> list[int]:
    """How many words it has."""
    return [min(len(lines.words[index].words), _MOST_WORDS) for index in lines.indexes]


@_feature(WORDS, ("no other long words", *classes(_CAPITALS)), ORDERED)
def capitals(lines: Lines) -> list[int]:
    """The share of its long words, the first word aside, that begin with a capital letter.

    Words of scripts without capitals do not count.
    """
    return [_capitals(lines.words[index].words) for index in lines.indexes]


def _capitals(words: Sequence[str]) -> int:
    initials = [word[0] for word in words[1:] if len(word) >= _LONG_WORD]
    if not initials:
        return 0
    capitals = sum(map(str.isupper, initials))
    letters = capitals + sum(map(str.islower, initials))
    return 1 + bisect(_CAPITALS, capitals / letters) if letters else 0


@_feature(WORDS, _INSIDE, ORDERED)
def inside(lines: Lines) -> list[int]:
    """The marks inside it."""
    texts = lines.page.texts
    return [_marks_inside(texts[index]) for index in lines.indexes]


def _marks_inside(text: str) -> int:
    # `c in text` is several times as fast for one character as for two.
    ends = (
        ("." in text and ". " in text)
        or ("!" in text and "! " in text)
        or ("?" in text and "? " in text)
        or ("。" in text and "。" in text[:-1])
    )
    return 4 * ends + 2 * ("," in text) + (":" in text and ":" in text[:-1])


@_feature(WORDS, _PATTERNS, CATEGORY)
def pattern(lines: Lines) -> list[int]:
    """The known form it has."""
    texts = lines.page.texts
    return [_form(texts[index], lines.words[index]) for index in lines.indexes]


def _form(text: str, line: Words) -> int:
    """Return the first of ``_PATTERNS`` that fits; 0 if none does."""
    if (text[0] in _NUMBERS or text[1:2] == ")") and _NUMBERED.match(text):
        return 1
    words = line.words
    word = words[0].lower()
    if word in _STEPS and len(words) > 1 and "0" <= words[1][0] <= "9":
        return 2
    if word in _BYLINES and len(words) > 1 and words[1][0].isupper():
        return 3
    if "@" in text or "http" in text or "www." in text:
        return 4
    if line.has_date:
        return 5
    if "|" in text or "/" in text:
        return 6
    return 7 if "€" in text or "$" in text or "%" in text or "£" in text else 0


@_feature(ECHO, ("no long words", *classes(_ECHOES)), ORDERED)
def echo(lines: Lines) -> list[int]:
    """The share of its long words that the three lines after it have."""
    texts = lines.page.texts
    return [
        _echoed(lines.words[index].words, texts[index + 1 : index + 1 + _ECHO_LINES])
        for index in lines.indexes
    ]


def _echoed(words: Sequence[str], after: Sequence[str]) -> int:
    """Return how many of the words of five letters and more the next lines have too.

    A word is looked for by its second to fifth letter: neither another case of the first one nor
    another ending hides it. 0 if there is no such word.
    """
    stems: Collection[str] = {word[1:5] for word in words if len(word) > 4}
    if not stems:
        return 0
    missing = stems
    for text in after:
        near = text[:_LONGEST_ECHO]
        missing = [stem for stem in missing if stem not in near]
        if not missing:
            break
    return 1 + bisect(_ECHOES, (len(stems) - len(missing)) / len(stems))


# ---------------------------------------------------------------------- forms and dates

_NUMBERED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]? |[IVX]{1,4}\. |[a-z]\) ")
_NUMBERS: Final = "0123456789IVX"
_STEPS: Final = frozenset(
    "step chapter part day tip schritt kapitel teil tag tipp étape paso passo".split()
)
_BYLINES: Final = frozenset("by von par por di door".split())
_LONGEST_DATELINE: Final = 40
"""Code points."""
_DATE: Final = re.compile(
    r"[0-9](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|[0-9]?[:.][0-9]{2}|[0-9]?[./-][0-9]{1,2}[./-])"
)
"""A year, a time or a day; that all begin with one class of character makes the search fast."""
_DAY_OR_TIME: Final = re.compile(
    r"[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}|[0-9]{4}-[0-9]{2}"
)

_TIMESTAMP: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")


def _begins_with_date(text: str, first_word: int, has_date: bool) -> bool:
    if first_word == DAY_OR_MONTH:
        return has_date
    return first_word == NUMBER and (
        _DAY_OR_TIME.match(text) is not None
        or first_word_kind(text.lstrip("0123456789. ").split()) == DAY_OR_MONTH
    )
