"""Characters of Markdown that mean something where they stand: written as references or escaped.

That is at the ends of a block, at the start of a line, and beside a mark.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

BREAK: Final = "\x01"
"""A LineBreak until the block is written; :func:`writable` lets none of these into the text."""


def block_text(source: str, *, breaks: bool) -> str:
    """Return ``source``, inline text with its marks, as the text of a block.

    Without ``breaks`` it is one line.
    """
    if not breaks:
        return edged(source.replace("\n", "&#10;"))
    if "\n" not in source and BREAK not in source:
        source = edged(source)
        start = _BLOCK_START.match(source)
        return _escaped_start(start) + source[start.end() :] if start else source
    source = edged(_STRAY_NEWLINE.sub("&#10;", source))
    source = _LINE_EDGE.sub(reference, source)
    source = _LINE_START.sub(_escaped_start, source)
    return source.replace(BREAK, "\\\n")


_STRAY_NEWLINE: Final = re.compile(rf"\A\n|(?<=[\n{BREAK}])\n|\n(?=\n|\Z)")
_LINE_EDGE: Final = re.compile(rf"[ \t](?=\n)|(?<=[\n{BREAK}])[ \t]")

_START_OF_LINE: Final = r"""
      (?P<backslash> [#>] | !(?!\[) | [-+](?=\s|\Z)
                   | [-+](?=[-+:|=\ \t]*(?:\n|\Z)) | \+(?=[-=]) )
    | (?P<reference> =(?==*[ \t]*(?:\n|\Z)) | [|:%~] | \?(?=\?\?) )
    | (?P<number> \(? (?: \d* | [^\W\dA-Z_] | [ivxlcdm]+ | [IVXLCDM]{2,}
                         | [A-Z](?=\)|\.(?:\ [ \t]|[\t\n]|\Z)) ) )
      (?= [.)] (?:\s|\Z) )
    | (?P<caption> [Tt]able ):
    | (?P<task> \\\[[ xX]\\\][ ] )"""
"""The start of a line that would begin a block, or make the lines before it one."""
_LINE_ENDS: Final = f"\n{BREAK}"
_BLOCK_START: Final = re.compile(_START_OF_LINE, re.VERBOSE)
_LINE_START: Final = re.compile(
    # To marko, any line of cells that begin with a hyphen makes the line above a header.
    rf"""(?<=[{_LINE_ENDS}]) (?P<cell>-)
       | (?: \A | (?<=[{_LINE_ENDS}]) ) (?: {_START_OF_LINE} )""",
    re.VERBOSE,
)


def _escaped_start(match: re.Match[str]) -> str:
    kind, start = match.lastgroup, match[0]
    if kind == "task":
        return start.replace(" ", "&#32;", 1)
    if kind in ("backslash", "cell"):
        return f"\\{start}"
    if kind == "number":
        return f"{start}\\"
    return last_as_reference(match)


def last_as_reference(match: re.Match[str]) -> str:
    """Return what matched with its last character as a reference."""
    return match[0][:-1] + reference(match[0][-1])


def reference(char: str | re.Match[str]) -> str:
    """Return the reference to a character, U+FFFD for one that readers let nobody name."""
    code = ord(char if isinstance(char, str) else char[0])
    if code in _NAMED:
        return _NAMED[code]
    unknown = 0x7F <= code <= 0x9F or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return f"&#{0xFFFD if unknown else code};"


_NAMED: Final = {0x3C: "&lt;", 0x26: "&amp;", 0x22: "&quot;"}

_EDGE_SPACE: Final = re.compile("[\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


def edged(text: str, *, start: bool = True, end: bool = True) -> str:
    """Return ``text`` with white space at its ends written as references."""
    if text and start and _EDGE_SPACE.match(text):
        text = reference(text[0]) + text[1:]
    if text and end and _EDGE_SPACE.match(text, len(text) - 1):
        text = text[:-1] + reference(text[-1])
    return text


def may_be_mark(char: str) -> bool:
    """Whether ``char`` may count as punctuation once it is written; white space does."""
    return unicodedata.category(char)[0] in "PSZ" or char in f"\t\n{BREAK}"


def may_be_word(char: str) -> bool:
    """Whether ``char`` may count as a letter; a symbol does for some parsers."""
    if char.isascii():
        return char.isalnum() or char == "\x7f"
    category = unicodedata.category(char)
    return category[0] != "P" and category != "Zs"
