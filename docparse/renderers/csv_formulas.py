"""Formulas that a spreadsheet would run in a CSV file, and the ``'`` that stops it.

A cell of a spreadsheet begins where a cell of ours does. With semicolons or tabs as separators it
also begins after these, and after a line end, in the middle of our cells; and it extends over our
commas to the next separator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

_SKIPPED_CHARACTERS: Final = (
    " \x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
)
"""White space and zero-width characters, without tab, CR and LF."""

_QUOTES: Final = "\"'`\u00b4\u2018-\u201f\u00ab\u00bb"
_NO_CONTENT: Final = " \xa0\u200b\u3000\ufeff\t\r\n\"'“”"
"""Characters at the start of a cell that some spreadsheet does not count as its text."""

_BEGINNING: Final = r"(?:\A|(?<=[;\t\r\n]))"
_SIGN: Final = (
    rf"(?P<before>[{_SKIPPED_CHARACTERS}{_QUOTES}]*)(?P<sign>[=+\-@＝＋－＠﹦﹢﹣﹫]|[sS][eE][pP]=)"
)
_SIGNED: Final = re.compile(f"{_BEGINNING}(?={_SIGN})")
_HAS_SIGNED: Final = re.compile(rf"[;\t\r\n]{_SIGN}")
_ESCAPED_SIGN: Final = re.compile(f"{_BEGINNING}'(?={_SIGN})")
_QUOTED: Final = re.compile('[",\t\r\n]')

_SEMICOLON, _TAB, _EITHER = (re.compile(f"[{signs}\r\n]") for signs in (";", "\t", ";\t"))
_ENDS: Final = {
    "": (_SEMICOLON, _TAB, _EITHER),
    "\r": (_SEMICOLON, _TAB, _EITHER),
    "\n": (_SEMICOLON, _TAB, _EITHER),
    ";": (_SEMICOLON, _EITHER),
    "\t": (_TAB, _EITHER),
}
"""The end of a cell, by the character before it: some separators are semicolons, some tabs."""

_AS_ASCII: Final = {
    **{0xFF01 + place: 0x21 + place for place in range(94)},
    **dict(zip(map(ord, "﹢﹣﹦﹫"), map(ord, "+-=@"), strict=True)),
}
"""The wide and small forms of signs and letters, which East Asian spreadsheets accept."""


def escape_formulas(rows: Sequence[list[str]]) -> list[list[str]]:
    """Return ``rows``, the texts of a table's cells, with a ``'`` before each formula.

    ``[["x;=1+1", "-5"]]`` becomes ``[["x;'=1+1", "-5"]]``. A ``'`` before a sign gets one more,
    whether or not a formula follows, so that the inverse is exact.
    """
    escaped = [
        _escaped_row(row) if _HAS_SIGNED.search("\n".join(["", *row])) else row for row in rows
    ]
    if escaped and escaped[0] and _names_separator(escaped[0][0]):
        escaped[0] = ["'" + escaped[0][0], *escaped[0][1:]]
    return escaped


def unescape_formula(cell: str) -> str:
    """Return ``cell`` as it was before ``formulas="escape"``: ``"=1+1"`` for ``"'=1+1"``."""
    return _ESCAPED_SIGN.sub("", cell)


def _names_separator(first: str) -> bool:
    """Whether Excel would take ``first``, the start of a file, for the name of its separator."""
    match = _SIGNED.match(first)
    return match is not None and len(match["sign"]) > 1 and "'" not in match["before"][:1]


def _escaped_row(row: list[str]) -> list[str]:
    return [
        _SIGNED.sub(
            partial(_sign_escape, row, place, len(text) - len(text.lstrip(_NO_CONTENT))), text
        )
        for place, text in enumerate(row)
    ]


def _sign_escape(row: list[str], place: int, content: int, signed: re.Match[str]) -> str:
    """Return the escape before a sign in the cell at ``place`` of ``row``: ``'`` or nothing.

    ``content`` is the start of the cell's text, after white space and quotes.
    """
    if signed["before"].startswith("'"):
        return "'"
    return "'" if any(map(_runs, _readings(row, place, content, signed))) else ""


def _readings(row: list[str], place: int, content: int, signed: re.Match[str]) -> Iterator[str]:
    """Yield the texts that spreadsheets may see in a cell that begins with the sign, in one row."""
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
    """Return the text after the cell at ``place``, up to ``end``, where commas separate nothing.

    ``is_quoted`` says that quotes around the cell would be ordinary characters.
    """
    pieces = ['"' if is_quoted and _QUOTED.search(row[place]) else ""]
    for further in range(place + 1, len(row)):
        match = end.search(row[further])
        pieces.append(row[further][: match.start() if match else None])
        if match:
            break
    return ",".join(pieces)


# ------------------------------------------------------------------------------ formulas

_OFFSET: Final = r"(?:[0-9]+|\[-?[0-9]+\])"
_COLUMNS: Final = r"\[(?:[^\[\]']|'[\s\S]|\[(?:[^\[\]']|'[\s\S])*\])*\]"
"""Columns of a table, ``[[#All],[Name]]``, or a file, ``[x.xlsx]``."""

_FORMULA_TOKEN: Final = re.compile(
    rf"""
      (?P<value>    [0-9]+(?::[0-9]+){{1,3}}[.,][0-9]+ | \.[0-9]+ | "[^"]*(?:""[^"]*)*"
                  | \$?[0-9]+(?:[.,][0-9]+)*\.?(?:[eE][+-]?[0-9]+)? )
    | (?P<space>    [{_SKIPPED_CHARACTERS}\t\r\n]+ | " )
    | (?P<cell>     (?: \$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}
                  | [rR]{_OFFSET}[cC]{_OFFSET}? | [rR][cC]{_OFFSET}
                  | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}} ) (?![\w.]) )
    | (?P<word>     [^\W\d][\w.]*(?:{_COLUMNS})? | {_COLUMNS}(?:[^\W\d][\w.]*)?
                  | '[^']*(?:''[^']*)*' | \#[A-Za-z]+(?:/[A0])?(?:[!?](?![\w$']))? )
    | (?P<open>     [({{] )
    | (?P<close>    [)}}] )
    | (?P<between>  [,;\\] )
    | (?P<link>     [!|] )
    | (?P<sign>     [+\-@=] )
    | (?P<operator> <> | [<>] | [*/^&:] )
    | (?P<after>    [%\#] )
    """,
    re.VERBOSE,
)


def _runs(text: str) -> bool:
    """Whether a spreadsheet would take ``text``, which begins with a sign, for a formula.

    After ``=`` any text is one, after another sign only a text with something to compute.
    """
    as_ascii = text if text.isascii() else text.translate(_AS_ASCII)
    if as_ascii.startswith("="):
        return len(text) > 1
    # unchanged too: a wide quote may be a character of a string
    return _computes(as_ascii) or (as_ascii != text and _computes(text))


def _computes(text: str) -> bool:
    """Whether all of ``text`` is a formula, with a cell, a call, a link or a sum in it.

    Errs on the side of a formula: brackets need not match. Words name nothing, so a sum of
    words, ``-well-known``, has no value; a word before a bracket is a function, known or not.
    """
    operand, is_spaced = "", False  # the kind of the one that stands before; a space after it
    depth = 0
    finds_value, finds_sum, finds_word = False, False, False
    position = 1
    while position < len(text):
        match = _FORMULA_TOKEN.match(text, position)
        if match is None:
            return False
        kind, position = match.lastgroup, match.end()
        if kind in ("value", "cell", "word"):
            if operand and (not is_spaced or "value" in (operand, kind)):
                return False
            operand = kind
            finds_value |= kind == "cell"
            finds_word |= kind == "word"
        elif kind == "open":
            if operand == "value":
                return False
            finds_value |= operand != ""
            operand = ""
            depth += 1
        elif kind == "close":
            operand = "word"
            depth -= 1
        elif kind == "between":
            is_decimal = not operand and text[position : position + 1].isdecimal()
            if not depth and operand in ("", "value") and not is_decimal:
                return False
            operand = ""
        elif kind == "sign":
            finds_sum = True
            operand = ""
        elif kind != "space":
            if not operand:
                return False
            finds_value |= kind == "link"
            finds_sum |= kind == "operator"
            operand = operand if kind == "after" else ""
        is_spaced = kind == "space"
    return operand != "" and (finds_value or (finds_sum and not finds_word))
