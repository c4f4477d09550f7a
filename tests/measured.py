"""Say whether the figures of the pages of ``PAGES`` are older than the code.

usage: python -m tests.measured [--mark | --now PAGE SECTION]

Each section with figures has a line that says when they were measured, and with what:

    *Measured on 2026-11-29 with headings 1a2e56dd, roles 6ea54db4.*

``headings``, ``titles``, ``roles``, ``tables`` and ``floors`` stand for the files of ``FILES``, of
which the line has the first digits of the SHA-256. ``parse`` is how much work it is to parse the
seeds, in counted operations a character (``tests/counting.py``); up to a tenth more or less is the
same. Where one of them is another today, the line has to begin with "Older than the code:
measured". ``--mark`` writes that wherever it is true; ``--now`` says of a section just
measured that it was, today and with what there is now. The exit code is 1 if a line is not true.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.conftest import CHECKOUT, seed_texts
from tests.counting import Counted

PAGES = ("accuracy.md", "performance.md", "retrieval.md")
FILES = {
    "headings": "docparse/headings/weights.json",
    "titles": "docparse/headings/titles.json",
    "roles": "docparse/roles/weights.json",
    "tables": "docparse/tables/costs.json",
    "floors": "training/accuracy_floors.json",
}
"""What is learned or held; it changes when somebody learns or measures anew, and not otherwise."""

TOLERANCE = 0.1
MEASURED = "Measured"
OLDER = "Older than the code: measured"

_MARK = re.compile(rf"^\*({MEASURED}|{OLDER}) on ([0-9-]{{10}}) with (\w+ [\w., ]+)\.\*$", re.M)
_HEADING = re.compile(r"^##? (.+)$")
_FIGURES = re.compile(r"^\|.*[0-9]\.[0-9]")

States = Mapping[str, str]
"""The digests of the files, and the work of ``parse``, as they stand in a line."""


class Mark(NamedTuple):
    """A line that says with what the figures of a section were measured."""

    section: str
    word: str
    """``MEASURED`` or ``OLDER``."""
    date: str
    states: dict[str, str]

    def __str__(self) -> str:
        states = ", ".join(f"{name} {value}" for name, value in self.states.items())
        return f"*{self.word} on {self.date} with {states}.*"


@cache
def work_of_parse() -> str:
    """Return the operations that ``parse`` takes for a character of the seeds."""
    counted = Counted("docparse")
    parse = counted.load("docparse").parse
    texts = seed_texts()
    with counted.in_place():
        for text in texts:  # what is done once and kept, such as loading a library
            parse(text)
        work = sum(counted.work(parse, text) for text in texts)
    return f"{work / sum(map(len, texts)):.1f}"


def state_now(name: str) -> str:
    if name == "parse":
        return work_of_parse()
    return hashlib.sha256((CHECKOUT / FILES[name]).read_bytes()).hexdigest()[:8]


def is_same(name: str, value: str, now: str) -> bool:
    """Whether figures measured with ``value`` may be read as those of ``now``."""
    if name == "parse":
        return abs(float(value) - float(now)) <= TOLERANCE * float(value)
    return value == now


def sections(page: str) -> Iterator[tuple[str, str]]:
    """Yield the title of each section of ``page`` and its text, deeper sections among it."""
    title, lines = "", list[str]()
    for line in page.split("\n"):
        if heading := _HEADING.match(line):
            yield title, "\n".join(lines)
            title, lines = heading[1], []
        lines.append(line)
    yield title, "\n".join(lines)


def marks(title: str, text: str) -> list[Mark]:
    """Return the marks in ``text``, the section ``title``."""
    return [
        Mark(title, word, date, dict(each.split(" ") for each in states.split(", ")))
        for word, date, states in _MARK.findall(text)
    ]


def changed(mark: Mark, now: Callable[[str], str]) -> list[str]:
    """Say which states are others now."""
    return [
        f"{name} is {value} there and {now(name)} today"
        for name, value in mark.states.items()
        if not is_same(name, value, now(name))
    ]


def faults(page: str, now: Callable[[str], str] = state_now) -> list[str]:
    """Say which sections of ``page`` claim to be newer or older than they are, or say neither."""
    found = []
    for title, text in sections(page):
        held = marks(title, text)
        if not held and any(map(_FIGURES.match, text.split("\n"))):
            found.append(f"{title}: figures, and no line that says when they were measured")
        for mark in held:
            others = changed(mark, now)
            if others and mark.word == MEASURED:
                found.append(f"{title}: older than the code: {'; '.join(others)}")
            elif not others and mark.word == OLDER:
                found.append(f"{title}: not older than the code, for nothing changed since")
    return found


def marked(page: str, now: Callable[[str], str] = state_now) -> str:
    """Return ``page`` with every mark true."""

    def true_mark(match: re.Match[str]) -> str:
        (mark,) = marks("", match[0])
        return str(mark._replace(word=OLDER if changed(mark, now) else MEASURED))

    return _MARK.sub(true_mark, page)


def measured_now(page: str, section: str, today: str, now: Callable[[str], str] = state_now) -> str:
    """Return ``page`` with the marks of ``section`` as they are today. Raises KeyError if none."""
    if not any(marks(title, text) for title, text in sections(page) if title == section):
        raise KeyError(section)

    def renewed(match: re.Match[str]) -> str:
        (mark,) = marks(section, match[0])
        return str(Mark(section, MEASURED, today, {name: now(name) for name in mark.states}))

    parts = [
        _MARK.sub(renewed, text) if title == section else text for title, text in sections(page)
    ]
    return "\n".join(parts[1:] if not parts[0] else parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mark", action="store_true", help="make every line true")
    parser.add_argument("--now", nargs=2, metavar=("PAGE", "SECTION"), help="measured just now")
    options = parser.parse_args()
    found = []
    for name in PAGES:
        path = CHECKOUT / "docs" / name
        page = path.read_text(encoding="utf-8")
        if options.now and options.now[0] in (name, f"docs/{name}"):
            page = measured_now(page, options.now[1], datetime.date.today().isoformat())
        if options.mark:
            page = marked(page)
        write(path, page)
        found += [f"{name}, {fault}" for fault in faults(page)]
    print("\n".join(found) or "no figure is older than it says")
    return int(bool(found))


def write(path: Path, page: str) -> None:
    if page != path.read_text(encoding="utf-8"):
        path.write_bytes(page.encode())


if __name__ == "__main__":
    sys.exit(main())
