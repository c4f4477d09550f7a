"""Strategies for wrapped text: an article whose lines are broken at one width, or at any."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

WORDS = (
    *("the", "ferry", "sails", "once", "an", "hour", "from", "pier", "two", "and", "island"),
    *("lighthouse", "keeper", "well-known", "Küste", "timetable", "of", "in", "a", "harbour"),
    *("passengers,", "Monday;", "(free", "charge)", "extraordinarily", "l'île", "100", "tide"),
)


class Part(NamedTuple):
    """A paragraph, or the item of a list."""

    words: str
    is_item: bool


def _sentence(words: list[str]) -> str:
    return f"The {' '.join(words)} boat."


def _parts() -> st.SearchStrategy[list[Part]]:
    words = st.lists(st.sampled_from(WORDS), min_size=25, max_size=60).map(_sentence)
    part = st.builds(Part, words, st.sampled_from((False, False, True)))
    parts = st.lists(part, min_size=2, max_size=6)
    return st.builds(lambda first, others: [Part(first, False), *others], words, parts)


def written(parts: list[Part], indent: int, fill: Callable[[Part, str], str]) -> str:
    """Return ``parts`` as a text, each filled into lines; items follow each other at once."""
    margin = " " * indent
    text = ""
    for at, part in enumerate(parts):
        together = at > 0 and part.is_item and parts[at - 1].is_item
        text += ("" if at == 0 else "\n" if together else "\n\n") + fill(part, margin)
    return text + "\n"


def whole(part: Part, margin: str) -> str:
    return f"{margin}  * {part.words}" if part.is_item else margin + part.words


def broken_at(width: int) -> Callable[[Part, str], str]:
    """Return what fills a part into lines of at most ``width`` characters."""

    def fill(part: Part, margin: str) -> str:
        hanging = f"{margin}    " if part.is_item else margin
        return textwrap.fill(
            whole(part, margin),
            width,
            initial_indent="",
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )

    return fill


@st.composite
def wrapped_articles(draw: st.DrawFn) -> tuple[str, str]:
    """Draw an article, and the same with its lines broken at a width."""
    parts, indent = draw(_parts()), draw(st.sampled_from((0, 0, 3, 6)))
    width = draw(st.integers(60, 120))
    return written(parts, indent, whole), written(parts, indent, broken_at(width))


@st.composite
def ragged_articles(draw: st.DrawFn) -> tuple[str, str]:
    """Draw an article, and the same with each line broken anywhere, as in a poem."""
    parts = draw(_parts())
    widths = iter(range(20, 20 + 3 * len(parts), 3))

    def fill(part: Part, margin: str) -> str:
        return broken_at(next(widths))(part, margin)

    return written(parts, 0, whole), written(parts, 0, fill)


def justified(text: str) -> str:
    """Return wrapped ``text`` with the gaps of its full lines widened until all are as wide."""
    lines = text.split("\n")
    width = max(map(len, lines))
    for at, following in enumerate(lines[1:]):
        is_broken = following != "" and not following.lstrip().startswith("*")
        if is_broken and len(lines[at].split()) > 1:
            lines[at] = _widened(lines[at], width)
    return "\n".join(lines)


def _widened(line: str, width: int) -> str:
    """Return ``line`` with spaces added to its gaps from the right, again and again."""
    words = line.split()
    margin = line[: len(line) - len(line.lstrip())]
    gaps = [1] * (len(words) - 1)
    for added in range(width - len(line)):
        gaps[-1 - added % len(gaps)] += 1
    return margin + "".join(word + " " * gap for word, gap in zip(words, [*gaps, 0], strict=True))
