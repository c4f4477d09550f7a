"""The lists of words in ``data``, a file for each language; ``en.txt`` says how to write one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache


def phrases(section: str) -> list[str]:
    """Return the phrases of all languages under ``section``: ``"key points titles"``."""
    return _all_sections()[section]


def read_sections(text: str) -> Iterable[tuple[str, list[str]]]:
    """Yield name and phrases of each section of a file: ``[name]``, then a phrase a line."""
    for section in ("\n" + text).split("\n[")[1:]:
        name, _, body = section.partition("]\n")
        yield name, [line for line in body.split("\n") if line and line[0] != "#"]


@cache
def _all_sections() -> Mapping[str, list[str]]:
    from importlib.resources import files  # slow to load

    found: dict[str, list[str]] = {}
    for file in files(__package__).joinpath("data").iterdir():
        if file.name.endswith(".txt"):
            for name, listed in read_sections(file.read_text("utf-8")):
                found.setdefault(name, []).extend(listed)
    return found
