"""What must not be in docparse: functions that take quadratic time, each in a way of its own.

Most of them hide it in a single instruction. ``tests/test_growth.py`` sees that each is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest


def starts_over(text: str) -> None:
    for start in range(len(text)):
        for _ in range(start, len(text)):
            pass


def cuts_the_rest(text: str) -> None:
    while text:
        text = text[1:]


def strips_the_rest(text: str) -> None:
    while text:
        text = text.partition(" ")[2].lstrip(" ")


def searches_the_whole_text_at_each_line(text: str) -> list[str]:
    return [line for line in text.split("\n") if "\t\t" not in text or "\t\t" in line]


def searches_to_the_end_at_each_word(text: str) -> int:
    found, at = 0, text.find("a")
    while at >= 0:
        found += text.find("§", at) >= 0
        at = text.find("a", at + 1)
    return found


def matches_to_the_end_at_each_word(text: str) -> int:
    pattern = re.compile("§")
    return sum(pattern.search(text, match.end()) is not None for match in re.finditer("a", text))


def cuts_the_first_line_at_each(text: str) -> int:
    """What tables of 1.9 did with their first row."""
    lines = text.split("\n")
    lines[0] *= len(lines)
    return sum(line.partition("|")[0] == lines[0].partition("|")[0] for line in lines)


def counts_in_the_first_line_at_each(text: str) -> int:
    lines = text.split("\n")
    lines[0] *= len(lines)
    return sum(line.count("|") < lines[0].count("|") for line in lines)


def copies_what_it_has_at_each_line(text: str) -> list[str]:
    found: list[str] = []
    for line in text.split("\n"):
        found = [*found, line]
    return found


def adds_to_a_copy_at_each_line(text: str) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for line in text.split("\n"):
        found += (line,)
    return found


def joins_what_it_has_at_each_line(text: str) -> str:
    found: list[str] = []
    joined = ""
    for line in text.split("\n"):
        found.append(line)
        joined = "\n".join(found)
    return joined


def writes_what_it_has_at_each_line(text: str) -> str:
    written = ""
    for line in text.split("\n"):
        written = f"{written}<p>{line}"
    return written


def looks_through_what_it_has_at_each_line(text: str) -> list[str]:
    found: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if f"{line} {number}" not in found:
            found.append(f"{line} {number}")
    return found


def takes_from_the_front(text: str) -> None:
    lines = text.split("\n")
    while lines:
        lines.pop(0)


def takes_the_greatest_at_each_line(text: str) -> None:
    lines = text.split("\n")
    for _ in lines:
        max(map(len, lines))


def numbers_equal_names_from_two(text: str) -> list[str]:
    """What ``to_arrow`` did with equal names of columns."""
    taken: dict[str, None] = {}
    for line in text.split("\n"):
        name, count = line, 1
        while name in taken:
            count += 1
            name = f"{line} ({count})"
        taken[name] = None
    return list(taken)


def fills_up_rows(text: str) -> int:
    """What ``to_arrow`` did with a wide header over short rows."""
    rows = [text.split("\n"), *text.split("\n")]
    return len(list(zip_longest(*rows)))


def repeats_a_header(text: str) -> list[str]:
    """What ``chunks`` did with a long one."""
    lines = text.split("\n")
    header = lines[0] * len(lines)
    return ["\n".join((header, line)) for line in lines]


EXAMPLES: tuple[Callable[[str], object], ...] = (
    starts_over,
    cuts_the_rest,
    strips_the_rest,
    searches_the_whole_text_at_each_line,
    searches_to_the_end_at_each_word,
    matches_to_the_end_at_each_word,
    cuts_the_first_line_at_each,
    counts_in_the_first_line_at_each,
    copies_what_it_has_at_each_line,
    adds_to_a_copy_at_each_line,
    joins_what_it_has_at_each_line,
    writes_what_it_has_at_each_line,
    looks_through_what_it_has_at_each_line,
    takes_from_the_front,
    takes_the_greatest_at_each_line,
    numbers_equal_names_from_two,
    fills_up_rows,
    repeats_a_header,
)
