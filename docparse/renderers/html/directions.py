"""``dir="auto"`` for the blocks whose text runs in another direction than the text around them."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import bidirectional

import attrs

_TAG_OR_TEXT: Final = re.compile("<[^>]*>|[^<]+")
_NAME: Final = re.compile("</?([a-z0-9]+)")
_CHARACTER_REFERENCE: Final = re.compile("&#?[a-z0-9]+;")

_BLOCKS: Final = frozenset("p h1 h2 h3 h4 h5 h6 li td th summary".split())
_DIRECTED: Final = frozenset("article blockquote ul ol header".split())
"""Elements that are always written with ``dir="auto"``."""

_WAYS: Final = {"L": "rightward", "R": "leftward", "AL": "leftward"}
_NOT_LEFTWARD: Final = bytes({*range(0x100)} - {*range(0xD6, 0xE0), 0xF0})


def may_run_leftward(data: bytes) -> bool:
    """Whether the text ``data``, UTF-8, may have letters of a right-to-left script.

    Looks for the letters of Hebrew, Arabic, Syriac, Thaana and N'Ko, and those beyond U+FFFF.
    Misses a text in Samaritan, Mandaic, the supplements or presentation forms alone, as many
    left-to-right scripts share their first byte in UTF-8.
    """
    found = data.translate(None, _NOT_LEFTWARD)
    if not found:
        return False
    if found.strip(b"\xf0"):
        return True
    return any(part.startswith((b"\x90", b"\x9e")) for part in data.split(b"\xf0"))


@attrs.define(eq=False)
class _Block:
    """An open block, and the direction of its text, once a letter shows it."""

    place: int
    """The index of its tag among the pieces."""
    is_directed: bool
    way: str = ""


def with_directions(html: str) -> str:
    """Return ``html``, a fragment or a page that docparse writes, with ``dir="auto"`` added.

    ``<p>שלום</p>`` becomes ``<p dir="auto">שלום</p>``, and so does a paragraph in English in an
    article that begins in Hebrew. The first letter of a text decides, as in a browser.
    """
    pieces = _TAG_OR_TEXT.findall(html)
    page = _Block(-1, True, "rightward")
    blocks = [page]
    start = pieces.index("<body>") if html.startswith("<!DOCTYPE") else 0
    for place in range(start, len(pieces)):
        piece = pieces[place]
        if not piece.startswith("<"):
            _settle_direction(blocks, _way(piece), pieces)
            continue
        match = _NAME.match(piece)
        name = match[1] if match else ""
        if name not in _BLOCKS and name not in _DIRECTED:
            continue
        if piece.startswith("</"):
            blocks.pop()
        else:
            blocks.append(_Block(place, name in _DIRECTED))
    return "".join(pieces)


def _settle_direction(blocks: list[_Block], way: str, pieces: list[str]) -> None:
    """Record that text in the innermost of ``blocks`` runs ``way``, and mark a block if needed.

    The outermost block without a letter so far is marked. The text of a block that has ``dir`` does
    not count for the blocks around it.
    """
    if not way or blocks[-1].way:
        return
    first = len(blocks) - 1
    while not blocks[first].is_directed and not blocks[first - 1].way:
        first -= 1
    for block in blocks[first:]:
        block.way = way
    outermost = blocks[first]
    if not outermost.is_directed and way != blocks[first - 1].way:
        pieces[outermost.place] = pieces[outermost.place][:-1] + ' dir="auto">'


def _way(text: str) -> str:
    letters = _CHARACTER_REFERENCE.sub("", text) if "&" in text else text
    return next((way for way in map(_WAYS.get, map(bidirectional, letters)) if way), "")
