"""How each extractor, and each generation of it, writes rows and lists, and how to tell which.

Read off the extractors' own output for the same pages; docs/format.md has the table.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Final, NamedTuple

import attrs

from docparse.dialects.extractors import detect_extractor, is_tabbed
from docparse.dialects.shares import FEW, filled_line_count, is_spaced, prevails
from docparse.errors import ArgumentError, OptionError
from docparse.source.lines import (
    BLANK,
    DELIMITER,
    FENCE,
    HEADING,
    MARK,
    PIPES,
    QUOTE,
    ROW,
    TEXT,
    Lines,
    scan,
)
from docparse.source.text import Dialect
from docparse.words.questions import asks
from docparse.words.sentences import announces, ends_sentence


@attrs.frozen(eq=False, repr=False)
class Conventions:
    """How one generation writes what is more than a line of text."""

    row_opens: str
    """What stands before a row's first cell."""
    between: str
    """What stands between two cells."""
    row_closes: str
    """What stands after a row's last cell."""
    keeps_rows: bool = True
    """Whether a row is a line; where not, every cell is a line and the rows are lost."""
    keeps_empty_cells: bool = False
    """Whether a line of pipes is a row of empty cells, and not the padding of a wide one."""
    pads_rows: bool = False
    """Whether pipes at the end of a row make it as wide as its table."""
    mark_after_item: bool = False
    """Whether a list item's ``-`` stands on the line after it."""
    items_begin_lines: bool = False
    """Whether no list item begins inside the line that ends the one before it."""
    escapes_pipes: bool = False
    """Whether a pipe inside a cell is written ``\\|``."""
    nests_lists: bool = False
    """Whether a nested list is indented, two spaces a level."""
    parts_items: bool = False
    """Whether words behind a blank line belong to no item, however deep they stand."""
    list_marks: str = ""
    """The marks of indented items where blank lines stand between blocks; ``1`` for any number."""
    lays_out: bool = False
    """Whether lines are indented and cells filled up with spaces as the page's style says."""
    formatted: bool | None = None
    """Whether it writes marks such as ``#`` and ``[text](url)``; None where that is a choice."""
    wraps_lines: bool = False
    """Whether a long paragraph is broken into lines."""


DIALECTS: Final[dict[str, Conventions]] = {
    "trafilatura-1.6": Conventions("|", "||", "|"),
    "trafilatura-1.7": Conventions("|", "", "", keeps_rows=False),
    "trafilatura-1.8": Conventions(
        "", "", "|", keeps_rows=False, keeps_empty_cells=True, mark_after_item=True
    ),
    "trafilatura-1.9": Conventions("", " | ", " |", mark_after_item=True),
    "trafilatura-1.12": Conventions("", " | ", " |", pads_rows=True),
    "trafilatura-2.0": Conventions("| ", " | ", " |", pads_rows=True),
    "trafilatura-2.2": Conventions(
        "| ", " | ", " | ", pads_rows=True, keeps_empty_cells=True, items_begin_lines=True
    ),
    "trafilatura-2.3": Conventions(
        "| ",
        " | ",
        " | ",
        pads_rows=True,
        keeps_empty_cells=True,
        items_begin_lines=True,
        escapes_pipes=True,
        nests_lists=True,
    ),
    "html2text": Conventions("", "| ", "  ", formatted=True, wraps_lines=True, parts_items=True),
    "inscriptis": Conventions(
        "", "  ", "", list_marks="*+o-1", formatted=False, lays_out=True, parts_items=True
    ),
    "resiliparse": Conventions("", "\t\t", "", list_marks="•1", formatted=False),
}
"""What is read: trafilatura's generations, oldest first, and other extractors.

A name without number or family is no dialect.
"""

GENERATIONS: Final = tuple(name for name in DIALECTS if name.startswith("trafilatura-"))
"""The dialects that are written, too."""

DEFAULT_DIALECT: Final = "trafilatura-1.12"
"""What a text is taken for that shows neither a table nor a list."""

_VERSION: Final = re.compile(r"(?:trafilatura-)?([0-9]{1,4})\.([0-9]{1,4})(?:\.[0-9]{1,4})*")


def dialect_name(name: str) -> str:
    """Return the key of ``DIALECTS`` for a key or a version such as ``"1.10"`` or ``"2.0.1"``."""
    if not isinstance(name, str):
        raise ArgumentError(f"a dialect is named by a str, not {type(name).__name__}")
    if name in DIALECTS:
        return name
    match = _VERSION.fullmatch(name)
    if match:
        wanted = (int(match[1]), int(match[2]))
        generations = [(tuple(map(int, key[12:].split("."))), key) for key in GENERATIONS]
        older = [key for version, key in generations if version <= wanted]
        # 1.10 and 1.11 write as 1.12 does.
        if (1, 10) <= wanted < (1, 12):
            return "trafilatura-1.12"
        return older[-1] if older else generations[0][1]
    raise OptionError(f"unknown dialect {name!r}; there are {', '.join(DIALECTS)}")


def detect_dialect(text: str) -> Dialect:
    """Return the extractor generation that wrote ``text`` and what in the text says so."""
    if not isinstance(text, str):
        raise ArgumentError(f"detect_dialect takes a str, not {type(text).__name__}")
    lines = scan(text)
    return detect(lines, is_spaced(lines))


def detect(lines: Lines, spaced: bool) -> Dialect:
    """Return the dialect of a text that is already cut into lines.

    ``spaced`` is whether blank lines stand between its blocks.

    All evidence is weighed against the whole text: a comment, a caption or an example of a few
    lines never says how the rest was written.
    """
    formatted, signs = _formatting(lines, spaced)
    evidence = signs if formatted else ()
    other = detect_extractor(lines, formatted or len(signs) > 1, spaced)
    if other is not None:
        extractor, reason = other
        if DIALECTS[extractor].formatted:
            return Dialect(extractor, True, (*signs, reason))
        return Dialect(extractor, False, (reason,))
    name = (_by_rows(lines) if "|" in lines.text else None) or _by_lists(lines)
    if name is None:
        return Dialect(DEFAULT_DIALECT, formatted, (*evidence, "no table or list that tells"))
    return Dialect(name[0], formatted, (*evidence, name[1]))


# ---------------------------------------------------------------------------- rows and lists


def _row_shape(line: str) -> str:
    """Return the generation whose rows look most like ``line``, a row."""
    if line[0] != "|":
        return "1.12" if " |" in line or "| " in line or line.count("|") > 1 else "1.8"
    if line[-1] != "|" and not line.rstrip(" \t").endswith("|"):
        return "1.6" if line.startswith("||") else "1.7"
    if line[1:2] != " ":
        return "1.6"
    return "2.2" if line[-1] == " " else "2.0"


def _by_rows(lines: Lines) -> tuple[str, str] | None:
    """Judge by the commonest shape of row.

    A generation that writes whole rows also writes the cells of nested tables one a line, so
    a share of rows with an opening pipe and a closing one outweighs those. A few rows do not say
    that list marks stand after the items; marks that are many beside the rows do.
    """
    texts, kinds = lines.lines, lines.kinds
    rows = [texts[index] for index in lines.special if kinds[index] is ROW]
    if not rows:
        return None
    shapes = list(map(_row_shape, rows))
    counts = {shape: shapes.count(shape) for shape in dict.fromkeys(shapes)}
    whole = {shape: n for shape, n in counts.items() if shape in _WHOLE}
    likely = whole if whole and _outweigh(rows, shapes) else counts
    shape = max(likely, key=likely.__getitem__)
    reason = f"{likely[shape]} of {len(rows)} rows are written as {shape} writes them"
    few = len(rows) <= FEW and not prevails(len(rows), filled_line_count(lines))
    marks = len(_lone_marks(lines))
    outvoted = marks * (1 if shape == "1.7" else 8) < len(rows)
    marked = marks > min(len(rows), FEW - 1) and not outvoted and _marks_after(lines)
    if few and shape == "1.8" and not _marks_after(lines):
        return None
    if marked and shape != "1.8" and (few or shape in ("1.7", "1.12")):
        return "trafilatura-1.9", f"{reason}, and list marks stand after the items"
    if shape == "1.12" and _lacks_padding(lines):
        return "trafilatura-1.9", f"{reason}, and narrow ones are not padded"
    if shape in ("2.0", "2.2"):
        signs = lines.text.count("\\|") + _indented_items(lines)
        if signs > (0 if shape == "2.2" else FEW):
            return "trafilatura-2.3", f"{reason}, with escaped pipes or indented items"
    return f"trafilatura-{shape}", reason


_WHOLE: Final = ("1.6", "2.0", "2.2")


def _outweigh(rows: list[str], shapes: list[str]) -> bool:
    """Whether the rows with pipes at both ends are no accident among others.

    A fifth of all are enough, as cells of nested tables stand one a line; but a few are not where
    more of the other rows have several cells.
    """
    whole = sum(shape in _WHOLE for shape in shapes)
    if whole <= FEW:
        others = zip(rows, shapes, strict=True)
        several = sum(row.count("|") > 1 for row, shape in others if shape not in _WHOLE)
        if several > whole:
            return False
    return whole * 5 >= len(rows)


def _lacks_padding(lines: Lines) -> bool:
    """Tell whether the rows of a text, all with a pipe behind only, were written without padding.

    No row ends in two pipes then, and one of these is seen: a row between two delimiter rows, as
    every row with a header cell has one; a row whose last cell ends in a pipe on the next line; or
    several rows that neither are as wide as the delimiter row above them nor add up to its width.
    """
    texts, kinds = lines.lines, lines.kinds
    lacks = False
    width = total = narrow = 0
    before = -1
    for index in lines.special:
        kind = kinds[index]
        if kind is ROW or kind is PIPES:
            line = texts[index]
            if line.rstrip(" \t")[-2:] == "||":
                return False
            if index > before + 1:
                width = 0
            if kind is PIPES:
                breaks = index > 0 and kinds[index - 1] is TEXT
                lacks |= breaks and " | " in texts[index - 1]
            elif width and ((cells := line.count("|")) != width or total):
                narrow += 0 < total < width < total + cells
                total = cells if total + cells > width else total + cells
                total = 0 if total >= width else total
        elif kind is DELIMITER:
            lacks |= index > 1 and kinds[index - 1] is ROW and kinds[index - 2] is DELIMITER
            width, total = texts[index].count("---"), 0
        else:
            width = 0
        before = index
    return lacks or narrow >= _MANY_NARROW_ROWS


_MANY_NARROW_ROWS: Final = 4


def _by_lists(lines: Lines) -> tuple[str, str] | None:
    if _marks_after(lines):
        return "trafilatura-1.9", "list marks stand on the line after their item"
    indented = _indented_items(lines)
    if indented > 1 or indented * 2 >= filled_line_count(lines) > 0:
        return "trafilatura-2.3", "nested list items are indented"
    return None


def _lone_marks(lines: Lines) -> list[int]:
    """Return which lines are a list mark and nothing else."""
    texts, kinds = lines.lines, lines.kinds
    return [index for index in lines.special if kinds[index] is MARK and texts[index] == "-"]


def _marks_after(lines: Lines) -> bool:
    """Tell whether the list marks that stand alone on a line belong to the line before them.

    Other generations write such a mark before an item that is a paragraph of its own. Then the
    line before a list's first mark is no item, but what announces the list; where marks stand
    after, it is the line after the last one that is none. Which of the two is more like the lines
    in between tells; so does a mark that opens or closes the text.
    """
    texts, special = lines.lines, lines.special
    marks = _lone_marks(lines)
    before = sum(texts[index].startswith("- ") for index in special)
    if not marks or marks[0] == 0 or DASHES_PER_MARK * before > len(marks):
        return False
    last = max(index for index, kind in enumerate(lines.kinds) if kind is not BLANK)
    evidence = 2.0 if marks[-1] == last else 0.0
    if any(line[-1:] == "-" and line[-2:-1] not in "- " for line in texts):
        evidence -= 2
    first = 0
    for place, mark in enumerate(marks, start=1):
        if place == len(marks) or marks[place] - mark > 2:
            evidence += _evidence_of_list(texts, marks[first:place])
            first = place
    return evidence > 0


DASHES_PER_MARK: Final = 8
"""A text of lone marks has less than one item for so many that is written ``- text``."""


def _evidence_of_list(texts: list[str], marks: list[int]) -> float:
    """Say how much the list with these ``marks`` looks as if they stood after its items.

    A negative number says that they stand before. A line with a colon announces a list; items
    are like their neighbours, as long, and sentences or not; and marks stand before paragraphs
    only, which are sentences more often than not.
    """
    above, below = marks[0] - 1, marks[-1] + 1
    evidence = 0.0
    if announces(texts[above]):
        evidence -= 2
    if above and announces(texts[above - 1]):
        evidence += 2
    likeness = 0.0
    inside = [texts[mark + 1] for mark, other in pairwise(marks) if other > mark + 1]
    if inside and not any(map(ends_sentence, inside)):
        evidence += 1
    if inside and below < len(texts):
        items = list(map(_looks, inside))
        for text, nearest, sign in ((texts[below], items[-1], 1), (texts[above], items[0], -1)):
            looks = _looks(text)
            unlike_all = sum(_unlikeness(looks, other) for other in items) / len(items)
            likeness += sign * (_unlikeness(looks, nearest) + unlike_all)
    return evidence + max(-_MOST_LIKENESS, min(_MOST_LIKENESS, likeness))


_MOST_LIKENESS: Final = 1.9
"""How much the likeness of lines can say: less than one that announces a list."""


class _Looks(NamedTuple):
    """What a line is compared by."""

    length: float
    is_sentence: bool
    asks: bool


def _looks(line: str) -> _Looks:
    return _Looks(math.log1p(len(line)), ends_sentence(line), asks(line))


def _unlikeness(line: _Looks, other: _Looks) -> float:
    unlike = (line.is_sentence != other.is_sentence) + (line.asks != other.asks)
    return abs(line.length - other.length) + unlike


def _indented_items(lines: Lines) -> int:
    """Return how many items are marked as those of a nested list are."""
    return sum(lines.lines[index].startswith("  - ") for index in lines.special if index)


# -------------------------------------------------------------------------------- formatting

_LINK: Final = re.compile(r"\]\([^()\[\]\s]+\)")
_STRONG: Final = re.compile(r"\*\*[^\s*][^*\r\n]*\*\*")


_EMPHASIS: Final = re.compile(r"(?<![\w*])\*[^\s*]([^*\r\n]*[^\s*])?\*(?![\w*])")


def has_sure_mark(text: str) -> bool:
    """Whether ``text`` has a mark that is no accident: ``[words](url)`` or ``**words**``."""
    return ("](" in text and _LINK.search(text) is not None) or (
        "**" in text and _STRONG.search(text) is not None
    )


def _is_title(line: str) -> bool:
    """Tell whether the words of a line that ``#`` opens are a title, and not cells of a row."""
    words = line.strip("# \t")
    return bool(words) and "  " not in words and not is_tabbed(line)


def _formatting(lines: Lines, spaced: bool) -> tuple[bool, tuple[str, ...]]:
    """Whether the text was written with formatting on, and which kinds of marks are in it.

    Where blank lines stand between the blocks, marked lines have to prevail, or to be an eighth of
    all if they are of two kinds. An article in plain form may well have lines with stars or
    brackets: elsewhere it takes two kinds, in more than a few lines and in an eighth of all.
    """
    text, kinds = lines.text, lines.kinds
    signs = []
    # To look for one character in a text is a hundred times as fast as to look for two.
    if "#" in text and any(
        kind is HEADING and _is_title(line) for line, kind in zip(lines.lines, kinds, strict=True)
    ):
        signs.append("headings are marked with #")
    if "]" in text and "](" in text and _LINK.search(text):
        signs.append("links are written [text](url)")
    if "*" in text and "**" in text and _STRONG.search(text):
        signs.append("words are marked with **")
    if ("`" in text or "~" in text) and kinds.count(FENCE) > 1:
        signs.append("code stands between fences")
    if not signs:
        return False, ()
    if len(signs) == 1 and not spaced:
        return False, tuple(signs)
    marked = sum(
        kind in (FENCE, QUOTE) or (kind is HEADING and _is_title(line)) or _has_inline_mark(line)
        for line, kind in zip(lines.lines, kinds, strict=True)
    )
    total = filled_line_count(lines)
    if len(signs) > 1 and marked > (1 if spaced else FEW) and marked * 8 >= total:
        return True, tuple(signs)
    return (spaced and prevails(marked, total)) or marked * 2 >= total, tuple(signs)


def _has_inline_mark(line: str) -> bool:
    return (
        has_sure_mark(line)
        or ("*" in line and _EMPHASIS.search(line) is not None)
        or line.count("`") > 1
    )
