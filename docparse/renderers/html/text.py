"""Text for HTML: the one escape, characters that HTML cannot hold, and the ids of headings."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

from docparse.renderers.html.directions import may_run_leftward, with_directions
from docparse.source.characters import with_utf8
from docparse.source.urls import encoded

_LONGEST_SLUG: Final = 64
_SLUG_WORD: Final = re.compile("[a-z0-9]+")
_DIGITS: Final = "0123456789"


def escape(text: str) -> str:
    """Return ``text`` for an element's content or a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text


def attribute(name: str, value: str | None) -> str:
    """Return an attribute with a space before it, nothing for None."""
    return "" if value is None else f' {name}="{escape(value)}"'


def url_attribute(name: str, url: str) -> str:
    """Return the attribute for ``url``, and the original in a second one if it has to change."""
    written = encoded(url)
    as_it_is = None if written == url else url
    return f'{name}="{escape(written)}"' + attribute("data-url", as_it_is)


def writable(html: str) -> str:
    """Return ``html`` with U+FFFD for characters it cannot hold: C0 controls and lone surrogates.

    A carriage return, which parsers would make a newline, becomes a character reference. Blocks
    whose text runs in another direction than the text around them get ``dir="auto"``.
    """
    html, data = with_utf8(html)
    if may_run_leftward(data):
        html = with_directions(html)
    return html.replace("\r", "&#13;")


class Anchors:
    """The ids of headings: ``h-`` and the words of the heading, each id once."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}  # the last number that was added to each id
        self.of_text: dict[str, list[str]] = {}
        """The ids of the headings with each text, in document order."""

    def add(self, text: str, shown: str) -> str:
        """Return the id of a heading whose text is ``text``.

        ``shown`` is what a page shows of it: also the words for pictures that it does not show.
        """
        anchor = base = "h-" + _slug(shown)
        last = self._last
        if base in last:
            number = last[base]
            while anchor in last:
                number += 1
                anchor = f"{base}-{number}"
            last[base] = number
        last[anchor] = 1
        self.of_text.setdefault(text, []).append(anchor)
        return anchor


def _slug(text: str) -> str:
    text = text[: 2 * _LONGEST_SLUG].lower()
    if text.isascii():
        words = text.split()
        if not "".join(words).isalnum():  # seldom needed, and faster to test than to search
            words = _SLUG_WORD.findall(text)
    else:
        words = "".join(map(_slug_character, text)).split()
    return "-".join(words)[:_LONGEST_SLUG].rstrip("-") or "heading"


def _slug_character(character: str) -> str:
    if character.isalpha() or character in _DIGITS:
        return character
    return "" if category(character).startswith("M") else " "
