"""Any string, lines of the format, articles that were damaged, inline marks."""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

from tests.strategies.fragments import FAMILIES, FRAGMENTS, LINE_ENDINGS

MARKS = "||\n\n\r#*-_>+.:)([]!`~?&<\\=\"' \t"
"""The characters that mean something in the format or in one that is written from it."""


@cache
def texts(max_size: int = 120) -> st.SearchStrategy[str]:
    """Any ``str``: every code point may occur, those that carry structure often."""
    characters = st.one_of(
        st.sampled_from(MARKS),
        st.sampled_from(string.ascii_letters + string.digits),
        st.characters(),  # unlike the default of st.text(), this has surrogates
        st.sampled_from("\0\x0b\x0c\x1c\x85\u2028\u2029\ufeff\u00a0\u3000²\ud800\udc00\U0001f600"),
    )
    return st.text(characters, max_size=max_size)


def soup(max_size: int = 25) -> st.SearchStrategy[str]:
    """Lines of the format in any order, with all kinds of line endings, some repeated."""
    fragment = st.one_of(*map(st.sampled_from, FAMILIES), texts(max_size=8))
    line = st.builds(str.__add__, fragment, st.sampled_from(LINE_ENDINGS))
    repeated = st.builds(str.__mul__, line, st.integers(2, 5))
    return st.lists(st.one_of(line, line, repeated), max_size=max_size).map("".join)


CHANGES = ("delete", "double", "swap", "insert", "cut", "join", "head")


@st.composite
def mutated(draw: st.DrawFn, originals: Sequence[str]) -> str:
    """One of ``originals``, its lines and characters lost, doubled, exchanged or added to."""
    lines = draw(st.sampled_from(originals)).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        if not lines:
            break
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(CHANGES))
        if change == "delete":
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif change == "insert":
            lines.insert(at, draw(st.sampled_from(FRAGMENTS)))
        elif change == "cut":
            start = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:start] + lines[at][start + draw(st.integers(1, 9)) :]
        elif change == "join":
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
        else:
            lines = lines[:at]
    return "\n".join(lines)


INLINE_MARKS = (
    *("*", "**", "_", "__", "***", "a", "b c", " ", "  ", "\n", "  \n", "\\\n", "\r\n", "\r"),
    *("[", "](u)", "](<u v> 'ti')", "![", "`", "``", "<http://x>", "<a@b.c>", "]", "(", ")"),
    *("&amp;", "&#32;", "\\*", "\\", "&", "<b>", "\0", "\ud800", "é", "!", "\t", "\u00a0", "~"),
    *("[a](b)", "**x**", "*y*", "`z`", "![i](p)", "*c", "d*", "_e", "f_", ".", "—", "\u3000"),
    *('](u "t")', "](u (t))", "](", "<u&lt;", "\\)", "](a(b)c)", "&#0;", "&nix;", "\\a", '"'),
    *("&#x20ac;", "&#xd800;", "![j*k*l_m](n)", "o_p*q"),
)


def marked(max_size: int = 14) -> st.SearchStrategy[str]:
    """Inline marks and halves of them, in any order."""
    return st.lists(st.sampled_from(INLINE_MARKS), max_size=max_size).map("".join)


REFERENCES = (
    *("[a]", "[b][a]", "![A]", "![*c*][b]", "[d *e*][B]", "[b][]", "[f]", "[f][g]", "[h](u)"),
    *("*", "**", "_", " ", "`", "\n", "\\", "i", "<j@k.l>"),
)


def referring(max_size: int = 12) -> st.SearchStrategy[str]:
    """References to the labels ``a`` and ``b``, and to some that are not defined."""
    return st.lists(st.sampled_from(REFERENCES), max_size=max_size).map("".join)
