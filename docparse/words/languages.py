"""The lists of words in ``data``, a file for each language; ``en.txt`` says how to write one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from docparse.words.files import read_file

LANGUAGES: Final = (
    *"ar bg ca cs da de el en es et eu fa fi fr he hi hr hu hy id it ja ko lt lv ms nl".split(),
    *"no pl pt ro ru sk sl sr sv th tr uk vi zh".split(),
)
"""The languages that have a file, by their codes of ISO 639-1."""


def phrases(section: str) -> list[str]:
    """Return the phrases of all languages under ``section``: ``"key points titles"``."""
    return [phrase for listed in _all_sections()[section].values() for phrase in listed]


@cache
def phrase_set(section: str) -> frozenset[str]:
    """Return the phrases of all languages under ``section``, to look one up."""
    return frozenset(phrases(section))


@cache
def openings(section: str) -> tuple[str, ...]:
    """Return what the phrases under ``section`` that end in ``…`` begin with: ``"need a …"``."""
    return tuple(phrase[:-1] for phrase in phrases(section) if phrase[-1] == "…")


def phrases_by_language(section: str) -> Mapping[str, list[str]]:
    """Return the phrases of each language under ``section`` that has any."""
    return _all_sections()[section]


def read_sections(text: str) -> Iterable[tuple[str, list[str]]]:
    """Yield name and phrases of each section of a file: ``[name]``, then a phrase a line."""
    for section in ("\n" + text).split("\n[")[1:]:
        name, _, body = section.partition("]\n")
        yield name, [line for line in body.split("\n") if line and line[0] != "#"]


@cache
def _all_sections() -> Mapping[str, Mapping[str, list[str]]]:
    # No import here: in a process forked during it by another thread it would never end.
    found: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        data = read_file(__package__, f"data/{language}.txt")
        for name, listed in read_sections(data.decode()):
            found.setdefault(name, {})[language] = listed
    return found
