"""What a spreadsheet would run of a CSV file, and the ``'`` that stops it.

A cell of a spreadsheet begins where a cell of ours does. For one that parts cells at semicolons
or at tabs it begins behind these, and after a line end, in the middle of our cells too; and it
goes on over our commas to the next of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import attrs

_SPACES: Final = " \x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
"""White space and marks without width, tab, CR and LF not among them."""

_QUOTES: Final = "\"'`\u00b4\u2018-\u201f\u00ab\u00bb"
_NO_CONTENT: Final = " \xa0\u200b\u3000\ufeff\t\r\n\"'“”"
"""What may stand at the beginning of a cell and is no part of its text for some spreadsheet."""

_BEGINNING: Final = r"(?:\A|(?<=[;\t\r\n]))"
_SIGN: Final = rf"(?P<before>[{_SPACES}{_QUOTES}]*)(?P<sign>[=+\-@＝＋－＠﹦﹢﹣﹫]|[sS][eE][pP]=)"
_SIGNED: Final = re.compile(f"{_BEGINNING}(?={_SIGN})")
_HAS_SIGNED: Final = re.compile(rf"[;\t\r\n]{_SIGN}")
_ESCAPED: Final = re.compile(f"{_BEGINNING}'(?={_SIGN})")
NEEDS_QUOTES: Final = re.compile('[",\t\r\n]')
"""What a cell must not hold unless it stands in quotes."""

_SEMICOLON, _TAB, _EITHER = (re.compile(f"[{signs}\r\n]") for signs in (";", "\t", ";\t"))
_ENDS: Final = {
    "": (_SEMICOLON, _TAB, _EITHER),
    "\r": (_SEMICOLON, _TAB, _EITHER),
    "\n": (_SEMICOLON, _TAB, _EITHER),
    ";": (_SEMICOLON, _EITHER),
    "\t": (_TAB, _EITHER),
}
"""Where a cell ends, by the character before it: some part cells at semicolons, some at tabs."""

_AS_ASCII: Final = {
    **{0xFF01 + place: 0x21 + place for place in range(94)},
    **dict(zip(map(ord, "﹢﹣﹦﹫"), map(ord, "+-=@"), strict=True)),
}
"""The wide and small forms of signs and letters, which spreadsheets of East Asia take for them."""


def escape_formulas(rows: Sequence[list[str]]) -> list[list[str]]:
    """Return ``rows``, the texts of a table's cells, with a ``'`` before what would run.

    ``[["x;=1+1", "-5"]]`` becomes ``[["x;'=1+1", "-5"]]``. Where a ``'`` stands before a sign
    already it gets one more, whether or not this would run: so the inverse is exact.
    """
    escaped = [_escaped(row) if _HAS_SIGNED.search("\n".join(["", *row])) else row for row in rows]
    if escaped and escaped[0] and _names_separator(escaped[0][0]):
        escaped[0] = ["'" + escaped[0][0], *escaped[0][1:]]
    return escaped


def unescape_formula(cell: str) -> str:
    """Return what the cell was before ``formulas="escape"`` put a ``'`` into it."""
    return _ESCAPED.sub("", cell)


def _names_separator(first: str) -> bool:
    """Tell whether Excel would take a file that begins with ``first`` for one with that sign."""
    match = _SIGNED.match(first)
    return match is not None and len(match["sign"]) > 1 and "'" not in match["before"][:1]


def _escaped(row: list[str]) -> list[str]:
    return [
        _SIGNED.sub(partial(_mark, row, place, len(text) - len(text.lstrip(_NO_CONTENT))), text)
        for place, text in enumerate(row)
    ]


def _mark(row: list[str], place: int, content: int, signed: re.Match[str]) -> str:
    """Return what is to stand before a sign in the cell at ``place`` of ``row``.

    ``content`` is where the cell's text begins, white space and quotes left out.
    """
    if signed["before"].startswith("'"):
        return "'"
    return "'" if any(map(_runs, _readings(row, place, content, signed))) else ""


def _readings(row: list[str], place: int, content: int, signed: re.Match[str]) -> Iterator[str]:
    """Yield what spreadsheets may find in a cell that begins with the sign, in one row."""
    text, beginning, start = row[place], signed.start(), signed.start("sign")
    ends = _ENDS[text[beginning - 1] if beginning else ""]
    for end in ends:
        match = end.search(text, start)
        yield text[start : match.start() if match else None]
        if match is None and (place == 0 or beginning):
            yield text[start:] + _after_cell(row, place, end, is_quoted=beginning > 0)
    if beginning <= content:
        yield text[start:]


def _after_cell(row: list[str], place: int, end: re.Pattern[str], *, is_quoted: bool) -> str:
    """Return what follows the cell at ``place``, up to ``end``, where commas part nothing.

    ``is_quoted`` says that quotes around the cell would be characters like any other.
    """
    pieces = ['"' if is_quoted and NEEDS_QUOTES.search(row[place]) else ""]
    for further in range(place + 1, len(row)):
        match = end.search(row[further])
        pieces.append(row[further][: match.start() if match else None])
        if match:
            break
    return ",".join(pieces)


# ------------------------------------------------------------------------------ formulas

_TOKEN: Final = re.compile(
    rf"""
      (?P<value>    [0-9]+(?::[0-9]+)+[.,][0-9]+ | [.,][0-9]+ | "[^"]*"
                  | \$?[0-9]+(?:[.,][0-9]+)*\.?(?:[eE][+-]?[0-9]+)? )
    | (?P<space>    [{_SPACES}\t\r\n"]+ )
    | (?P<cell>     (?: \$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}} | [rR][0-9]+[cC][0-9]+
                  | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}} ) (?![\w.]) )
    | (?P<word>     [^\W\d][\w.]*(?:\[[^\]]*\])? | \[[^\]]*\](?:[^\W\d][\w.]*)? | '[^']*' )
    | (?P<open>     [({{] )
    | (?P<close>    [)}}] )
    | (?P<between>  [,;] )
    | (?P<link>     [!|] )
    | (?P<sign>     [+\-@=] )
    | (?P<operator> <> | [<>] | [*/^&:] )
    | (?P<after>    [%\#] )
    """,
    re.VERBOSE,
)


def _runs(text: str) -> bool:
    """Tell whether a spreadsheet would take ``text``, which begins with a sign, for a formula.

    Behind ``=`` anything is one, behind another sign what has something to compute.
    """
    if not text.isascii():
        text = text.translate(_AS_ASCII)
    return len(text) > 1 if text.startswith("=") else _computes(text)


def _computes(text: str) -> bool:
    """Tell whether all of ``text`` is a formula, with a cell, a call, a link or a sum in it."""
    formula = _Formula()
    position = 1
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or not formula.accept(match.lastgroup or ""):
            return False
        position = match.end()
    return formula.computes


@attrs.define(eq=False)
class _Formula:
    """What was found in a formula so far, token by token.

    Too much is taken for one rather than too little: brackets need not match. Words are names
    of nothing, so a sum of words, ``-well-known``, has no value; a word before a bracket is
    a function, be there one or not.
    """

    operand: str = ""
    """The kind of the operand that stands before the next token, "" if none does."""
    is_spaced: bool = False
    depth: int = 0
    has_reference: bool = False
    """Whether there is a cell, a call or a link."""
    has_operator: bool = False
    has_word: bool = False

    def accept(self, kind: str) -> bool:
        """Take a token of this kind, a group of ``_TOKEN``; tell whether it may stand here."""
        before, was_spaced = self.operand, self.is_spaced
        self.is_spaced = kind == "space"
        if kind in ("value", "cell", "word"):
            self.operand = kind
            self.has_reference |= kind == "cell"
            self.has_word |= kind == "word"
            return not before or (was_spaced and "value" not in (before, kind))
        if kind == "open":
            self.operand = ""
            self.has_reference |= before != ""
            self.depth += 1
            return before != "value"
        if kind == "close":
            self.operand = "word"
            self.depth -= 1
        elif kind == "between":
            self.operand = ""
            return self.depth != 0 or before not in ("", "value")
        elif kind == "sign":
            self.operand = ""
            self.has_operator = True
        elif kind != "space":
            self.operand = before if kind == "after" else ""
            self.has_reference |= kind == "link"
            self.has_operator |= kind == "operator"
            return before != ""
        return True

    @property
    def computes(self) -> bool:
        """Whether there is something to compute, and no operand is missing at the end."""
        has_sum = self.has_operator and not self.has_word
        return self.operand != "" and (self.has_reference or has_sum)
