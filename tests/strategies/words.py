"""Words, sentences and headlines, and the text of single nodes."""

from __future__ import annotations

import string
from functools import cache

from hypothesis import strategies as st

from tests.strategies.strings import texts

WORDS = tuple(
    "ferry harbour winter timetable council island bridge ticket engine storm pilot gare mairie "
    "été œuvre Straße Möwe größer niño año cigüeña źródło łódź паром остров билет зима νησί "
    "πλοίο 渡し船 港 冬 섬 배 जहाज द्वीप سفينة جزيرة שיט נמל".split()
)
"""Words of several scripts, none of which means anything in the format."""


@cache
def plain_words() -> st.SearchStrategy[str]:
    """One word: letters of any script, no marks, no digits."""
    letters = st.characters(categories=("Ll", "Lo"), exclude_characters="ºª")
    common = st.sampled_from(WORDS)
    return st.one_of(common, common, common, st.text(letters, min_size=2, max_size=6))


@cache
def spaced(min_size: int, max_size: int) -> st.SearchStrategy[str]:
    return st.lists(plain_words(), min_size=min_size, max_size=max_size).map(" ".join)


@cache
def sentences() -> st.SearchStrategy[str]:
    """Prose that nobody takes for a heading: long, and with a full stop at its end."""
    rest = " and the boats that cross the sound twice a day were late again because of the wind."
    return spaced(1, 4).map(lambda words: f"The {words}{rest}")


@cache
def headlines() -> st.SearchStrategy[str]:
    """A few words that begin with a capital, without a mark at the end."""
    return spaced(1, 5).map(lambda words: f"News of {words}")


HTML_MARKS = "<>&\"'*_`|[]()!#\\~-+=.:;?{}/ "


@cache
def node_text(clean: bool, max_size: int = 12, min_size: int = 1) -> st.SearchStrategy[str]:
    """Text for a node, full of characters that one format or another must escape."""
    if not clean:
        return st.one_of(texts(max_size), plain_words()).filter(lambda text: len(text) >= min_size)
    characters = st.one_of(
        st.sampled_from(HTML_MARKS),
        st.sampled_from(string.ascii_letters + string.digits),
        st.characters(exclude_categories=("Cs", "Cc")),
    )
    pieces = st.sampled_from(("<b>", "&amp;", "]]>", "**a**", "1. a", "- a", "  ", "\u2028"))
    text = st.text(characters, min_size=min_size, max_size=max_size)
    return st.one_of(text, pieces, plain_words(), spaced(1, 4))
