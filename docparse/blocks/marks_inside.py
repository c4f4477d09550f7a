"""List marks inside a line, after the end of the previous item."""

from __future__ import annotations

from typing import Final

from docparse.source.lines import TEXT, Lines
from docparse.words.sentences import ends_sentence, goes_on

LONGEST_BREAK: Final = 8
"""Lines after an item that are searched for the mark of the next one."""


def end_of_broken_items(lines: Lines, index: int) -> int:
    """Return the end of the lines from ``index`` on, after an item, that have a dash inside.

    Where each item of a list has a link in it, each line but the first and the last ends an item
    and begins the next. A single line with a dash, or a short one, shows nothing.
    """
    end = index
    while end < len(lines.kinds) and lines.kinds[end] is TEXT:
        line = lines.lines[end]
        if len(line) < SHORTEST_BROKEN or " - " not in line:
            break
        end += 1
    return end if end - index >= FEWEST_BROKEN else index


FEWEST_BROKEN: Final = 2
SHORTEST_BROKEN: Final = 60
"""Code points; shorter lines with a dash inside are titles."""


def inner_mark(line: str, in_sentence: bool, sure: bool) -> int:
    """Return where a list mark stands inside ``line``, 0 if nowhere.

    A dash is a mark after the end of a sentence, after signs alone, and where the line goes on with
    a sentence (``in_sentence``). If a mark is known to be there (``sure``), any dash may be it.
    """
    mark = line.find("- ", 1)
    if mark < 0:
        return 0
    is_inside = in_sentence and (goes_on(line) or line[0] in _MARKS)
    is_inside = is_inside or not any(map(str.isalnum, line[:mark]))
    while mark > 0:
        before = line[mark - 1] if line[mark - 1] != " " else line[mark - 2 : mark - 1]
        if ends_sentence(before) or (is_inside and before not in "-–—"):
            return mark if line[mark + 2 :].strip(" \t") else 0
        mark = line.find("- ", mark + 1)
    return line.rstrip(" \t").rfind(" - ") + 1 if sure else 0


_MARKS: Final = "*_`["
"""What opens a marked word, before which an extractor begins a new line."""


def mark_behind_link(lines: Lines, index: int) -> int:
    """Return where a list mark stands in a line that opens with the same words as one below it.

    The items of such a list end in the same link: ``Read on - Next item``.
    """
    line = lines.lines[index]
    mark = line.find(" - ") + 1
    if not mark or not line[mark + 2 :].strip(" \t"):
        return 0
    end = line[: mark + 2]
    below = lines.lines[index + 1 : index + 1 + LONGEST_BREAK]
    return mark if any(other.startswith(end) for other in below) else 0
