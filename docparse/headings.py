"""Which bare lines are headings: evidence that adds up.

Every short line is a candidate. Its features are small whole numbers (how long it is, how it ends,
what stands before and after it …); each looks up an integer weight, and the sum says how
likely a reader of the page would have seen a heading. The weights are learned by
``training/train_headings.py`` and ship in ``heading_weights.json``.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from docparse.nodes import (
    Block,
    Heading,
    List,
    Paragraph,
    Table,
    TableOfContents,
    make_heading,
    plain_text,
)
from docparse.vocabulary import (
    CONTENTS_TITLES,
    KEY_POINTS_TITLES,
    LONGEST_TITLE,
    SECTION_TITLES,
    fold,
    is_faq_title,
)

LONGEST_CANDIDATE: Final = 160
"""Code points; hardly a heading of a real page is longer."""


def infer_headings(blocks: list[Block], min_confidence: float) -> list[Block]:
    """Return ``blocks`` with the paragraphs that are headings made into Heading nodes.

    A heading that is already there stays as it is. ``min_confidence`` is the least confidence that
    makes a heading, in [0, 1]. One at the very beginning is the article's title, of level 1.
    """
    weights = _weights()
    found = blocks.copy()
    for index, text, folded, values in candidates(blocks):
        score = weights.bias
        for table, value in zip(weights.tables, values, strict=True):
            score += table[value]
        confidence = 1 / (1 + math.exp(-score / weights.scale))
        evidence = "shape"
        if folded in SECTION_TITLES or (
            folded in _LISTING_TITLES and _stands_before(blocks, index, (List, Table))
        ):
            confidence, evidence = max(confidence, _WORDS_CONFIDENCE), "words"
        if is_faq_title(folded) and _stands_before(blocks, index, (Paragraph, Heading)):
            confidence, evidence = _FAQ_CONFIDENCE, "faq"
        confidence = max(0.001, round(confidence, 3))
        if confidence >= min_confidence:
            level = 1 if index == 0 and evidence == "shape" else numbered_level(text)
            found[index] = as_heading(blocks[index], level, confidence, evidence)
    return found


def as_heading(block: Block, level: int, confidence: float, evidence: str) -> Heading:
    """Return the heading that the paragraph ``block`` is."""
    assert isinstance(block, Paragraph), "only a paragraph can turn out to be a heading"
    heading: Heading = make_heading(level, block._content, confidence, evidence, block.span)
    return heading


_WORDS_CONFIDENCE: Final = 0.85
_FAQ_CONFIDENCE: Final = 0.95


_LISTING_TITLES: Final = CONTENTS_TITLES | KEY_POINTS_TITLES


def _stands_before(blocks: Sequence[Block], index: int, classes: tuple[type[Block], ...]) -> bool:
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if isinstance(following, TableOfContents):
        following = following.content
    return isinstance(following, classes)


_SECTION_NUMBER: Final = re.compile(r"[0-9]{1,2}((?:\.[0-9]{1,2}){1,4})\.?[ \t]")


def numbered_level(text: str) -> int:
    """Return the level of a bare heading: 2, and one more for each further part of ``1.2.3``."""
    match = _SECTION_NUMBER.match(text)
    return 2 + match[1].count(".") if match else 2


# -------------------------------------------------------------------------------- features

_LENGTHS: Final = (8, 15, 25, 35, 45, 55, 65, 80, 95, 110, 130)
_NEIGHBOUR_LENGTHS: Final = (30, 60, 100, 160, 300, 600)
_WORD_COUNTS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 13)
_SHARES: Final = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)

FEATURES: Final[dict[str, int]] = {
    "length": len(_LENGTHS) + 1,
    "words": len(_WORD_COUNTS) + 1,
    "last": 12,
    "first": 8,
    "capitals": 6,
    "inside": 8,
    "pattern": 11,
    "before": 12,
    "before_end": 5,
    "after": 12,
    "after_next": 12,
    "place": 6,
    "repeated": 2,
    "short_run": 16,
    "short_share": len(_SHARES) + 1,
    "before_and_after": 144,
    "length_and_after": 144,
    "last_and_length": 144,
    "last_and_after": 144,
}
"""Each feature and how many values it has; values count from 0."""


def candidates(blocks: Sequence[Block]) -> Iterator[tuple[int, str, str, tuple[int, ...]]]:
    """Yield each block that could be a heading: index, text, folded text, ``FEATURES``."""
    texts = [plain_text(block) if isinstance(block, Paragraph) else "" for block in blocks]
    short = [0 < len(text) <= LONGEST_CANDIDATE and text[-1] not in ".。।" for text in texts]
    indexes = [index for index, is_short in enumerate(short) if is_short]
    if not indexes:
        return
    share = bisect(_SHARES, len(indexes) / len(blocks))
    standing = [0, *map(_standing, blocks, texts), 0, 0]
    times = Counter(texts)
    last_index = len(blocks) - 1
    for index in indexes:
        text = texts[index]
        folded = fold(text) if len(text) <= LONGEST_TITLE else ""
        length = bisect(_LENGTHS, _size(text))
        last = _LAST.get(text[-1], -1)
        if last < 0:
            last = _letter_class(text[-1], 8)
        before, after, after_next = standing[index], standing[index + 2], standing[index + 3]
        run = _run(short, index)
        yield (
            index,
            text,
            folded,
            (
                length,
                bisect(_WORD_COUNTS, text.count(" ") or _size(text) // 8),
                last,
                _first_class(text[0]),
                _capitals(text),
                _inside(text),
                _pattern(text, folded),
                before,
                _end_class(texts[index - 1]) if index else 0,
                after,
                after_next,
                _place(index, last_index),
                int(times[text] > 1),
                run,
                share,
                12 * before + after,
                12 * length + after,
                12 * last + length,
                12 * last + after,
            ),
        )


def _size(text: str) -> int:
    """Return the length of ``text``; Chinese, Japanese and Korean say as much in half of it."""
    return 2 * len(text) if text >= "\u2e80" else len(text)


def _standing(block: Block, text: str) -> int:
    """Say what stands there: 0 nothing, other kinds of blocks, then paragraphs by length."""
    if text:
        return 5 + bisect(_NEIGHBOUR_LENGTHS, _size(text))
    return _STANDING.get(type(block), 4)


_STANDING: Final[dict[type[Block], int]] = {Heading: 1, List: 2, Table: 3}

_LAST: Final = {
    **dict.fromkeys(".。।", 0),
    **dict.fromkeys("?？؟", 1),
    **dict.fromkeys("!！", 2),
    **dict.fromkeys(":：", 3),
    **dict.fromkeys(",;、،", 4),
    "…": 5,
    **dict.fromkeys("\"'“”„«»‘’」", 6),
    **dict.fromkeys(")]）", 7),
}


def _letter_class(char: str, first: int) -> int:
    """Return ``first`` for a digit, then 1 more for a small letter, a capital, anything else."""
    if "0" <= char <= "9":
        return first
    if char.islower():
        return first + 1
    return first + 2 if char.isalpha() else first + 3


def _first_class(char: str) -> int:
    if char.isupper():
        return 0
    if char.islower():
        return 1
    if "0" <= char <= "9":
        return 2
    if char in "\"'“„«‘「¿":
        return 3
    if char.isalpha():
        return 4
    return 5 if char in "-–—•*·>→#@&+" else 6 if char in "([（" else 7


def _capitals(text: str) -> int:
    """Say how many words have a capital: 0 none after the first … 4 all; 5 all in capitals."""
    if text.isupper():
        return 5
    words = text.split(" ")[1:]
    if not words:
        return 0
    upper = sum([word[:1].isupper() for word in words])
    return bisect((0.01, 0.34, 0.67, 0.99), upper / len(words))


def _inside(text: str) -> int:
    ends = ". " in text or "! " in text or "? " in text or "。" in text[:-1]
    return 4 * ends + 2 * ("," in text) + (":" in text[:-1])


_DATE: Final = re.compile(
    r"(?:19|20)[0-9]{2}|[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-]"
)
_START: Final = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,2})*[.)] |[IVX]{1,4}\. |[a-z]\) )"
    r"|((?:step|chapter|part|day|tip|schritt|kapitel|teil|tag|tipp|étape|paso|passo) [0-9])"
    r"|((?:by|von|par|por|di|door) [A-ZÄÖÜÉ])"
    r"|((?:photo|foto|image|bild|source|quelle|credit|©|\(c\)|copyright|via|tags?|posted"
    r"|published)\b)"
    r"|((?:read|click|share|subscribe|sign up|follow|more|weiter|mehr|lesen|teilen|download|back"
    r"|zurück|next|previous|view|see all|log ?in)\b)",
    re.IGNORECASE,
)
"""How numbered lines, steps, bylines, credits and invitations to click begin, a group each."""


def _pattern(text: str, folded: str) -> int:
    """Say which known form a line has: the first of these that fits, or 0."""
    if folded in SECTION_TITLES:
        return 1
    start = _START.match(text)
    if start and start.lastindex:
        return 1 + start.lastindex
    if "@" in text or "http" in text or "www." in text:
        return 7
    if _DATE.search(text):
        return 8
    if "|" in text or "/" in text:
        return 9
    return 10 if "€" in text or "$" in text or "%" in text or "£" in text else 0


def _end_class(text: str) -> int:
    if not text:
        return 0
    if text[-1] in '.!?。！？…”"':
        return 1
    return 2 if text[-1] in ":：" else 3 if text[-1].isalnum() else 4


def _place(index: int, last: int) -> int:
    if index < 2:
        return index
    if index >= last - 1:
        return 5 - (last - index)
    return 2 if index < 5 else 3


def _run(short: Sequence[bool], index: int) -> int:
    """Say how many short lines stand next to each other here: up to 3 before, and up to 3 after."""
    before = after = 0
    while before < 3 and before < index and short[index - before - 1]:
        before += 1
    while after < 3 and index + after + 1 < len(short) and short[index + after + 1]:
        after += 1
    return 4 * before + after


# --------------------------------------------------------------------------------- weights

WEIGHTS_VERSION: Final = "1"
"""The version of the weights in the package; ``render(…, "json")`` writes it."""


class Weights(NamedTuple):
    """An integer for every value of every feature; ``scale`` of them are one unit of log-odds."""

    scale: int
    bias: int
    tables: tuple[tuple[int, ...], ...]


@cache
def _weights() -> Weights:
    data = json.loads(files("docparse").joinpath("heading_weights.json").read_text("utf-8"))
    return Weights(
        data["scale"], data["bias"], tuple(tuple(data["tables"][name]) for name in FEATURES)
    )
