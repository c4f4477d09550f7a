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
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from docparse.errors import WeightsError
from docparse.headings.head import Head
from docparse.headings.title_features import FEATURES
from docparse.headings.title_forms import GREETING, META, PAGE, PLAIN
from docparse.structure.draft import LONGEST_CANDIDATE, Draft
from docparse.words.files import read_file

TITLE_WEIGHTS_VERSION: Final = "1"
LEAST_CONFIDENCE: Final = 0.42
"""From this confidence on a line is the title."""


LONGER_CONFIDENCE: Final = 0.6
"""How sure the only longer line of a head is the title, where no line seems to be."""


class TitleLine:
    """The line that is the title: the index of its block, and how likely it is the title."""

    def __init__(self, block: int, confidence: float) -> None:
        self.block = block
        self.confidence = confidence


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
    best = head.lines[chances.index(confidence)]
    longer = _only_longer(head)
    if longer >= 0 and chances[head.lines.index(longer)] < _LEAST_OF_LONGER:
        longer = -1
    if longer == best:
        confidence = max(confidence, LONGER_CONFIDENCE)
    elif longer >= 0 and (confidence < LEAST_CONFIDENCE or _is_menu(head, best, longer)):
        return TitleLine(longer, LONGER_CONFIDENCE)
    return TitleLine(best, confidence) if confidence >= LEAST_CONFIDENCE else None


def _only_longer(head: Head) -> int:
    """Return the line right above the text or its byline, if all above it are shorter; else -1.

    Words of the page do not count, nor does the first line if this one repeats it.
    ``"Opinion"``, ``"Mayor to open new pier in June"`` and a long paragraph give the second.
    """
    if head.prose == head.end:
        return -1
    index = head.prose - 1
    while index > 0 and head.form(index) in META:
        index -= 1
    if index < 1 or index not in head.lines or head.form(index) not in (PLAIN, GREETING):
        return -1
    text = head.texts[index]
    if len(text) > _LONGEST_LONGER or text[0].islower() or text[-1] in _NEVER_LAST:
        return -1
    start = 1 + head.first if index in head.kin else 0
    above = range(start, index)
    others = [at for at in above if head.form(at) not in META and head.form(at) != PAGE]
    most = max((_spaced_words(head, at) for at in others), default=0)
    return index if most < _FEWEST_IN_LONGER <= _spaced_words(head, index) else -1


def _is_menu(head: Head, first: int, last: int) -> bool:
    """Whether words of the page stand between two lines of the head."""
    return any(head.form(at) == PAGE for at in range(first + 1, last))


def _spaced_words(head: Head, index: int) -> int:
    text = head.texts[index]
    return text.count(" ") + 1 if text else 0


_LEAST_OF_LONGER: Final = 0.15
"""How likely such a line has to be the title by its own weights."""
_FEWEST_IN_LONGER: Final = 4
_LONGEST_LONGER: Final = 100
"""Code points."""
_NEVER_LAST: Final = '.:?…,;"”'


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


# ------------------------------------------------------------------------------------ weights

_VALUES: Final = [feature.of for feature in FEATURES]

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
    return title_weights_from(json.loads(read_file(__package__, "titles.json")))
