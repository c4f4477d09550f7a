"""HTML: pages that were written and then changed, and pages of others, sound and broken."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from docparse.renderers import render
from tests.strategies.strings import texts
from tests.strategies.trees import documents
from tests.strategies.words import plain_words

_ADDED_MARKUP = (
    *("x", "<p>x</p>", "<!-- x -->", "<div>", "</div>", "</article>", "<article>", "</section>"),
    *('<article class="docparse">x</article>', "<thead><tr><td>x</td></tr></thead>", "<tfoot>"),
    *('<a href="/x">', "</a>", '<a class="entry" href="#h-x">x</a>', "<section>", "<h2>x</h2>"),
    *('<div class="faq">', '<div class="faq-item">', '<h3 class="question">x</h3>', "<details>"),
    *('<nav class="contents" data-entries="[]">', '<section class="key-points">', "</table>"),
    *("<tr>", "<td>", "<li>", "<blockquote>", "</p>", "<br>", '<p class="heading">x</p>'),
)
_ADDED_ATTRIBUTES = (
    *(' data-header-rows="5"', ' class="docparse"', ' data-level="1"', ' start="3"', ' id="x"'),
    *(' data-heading="x"', ' href="/x"', ' class="question"', ' class="faq-item"', ' dir="rtl"'),
)
_MARKUP_PARTS = re.compile("<[^>]*>|[^<]+")


@st.composite
def changed_pages(draw: st.DrawFn) -> str:
    """What ``render`` wrote of a document, with some of its tags and texts moved or changed."""
    options: dict[str, Any] = draw(
        st.sampled_from([{}, {"faq": "details"}, {"document": True, "title": "T"}])
    )
    parts = _MARKUP_PARTS.findall(render(draw(documents()), "html", **options))
    first = next(i for i, part in enumerate(parts) if part.startswith("<article"))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(first, len(parts) - 1))
        change = draw(st.sampled_from(("add", "drop", "double", "move", "attribute")))
        part = parts[place]
        if change == "add":
            parts.insert(place, draw(st.sampled_from(_ADDED_MARKUP)))
        elif change == "double":
            parts.insert(place, part)
        elif change == "drop" and len(parts) > first + 1:
            del parts[place]
        elif change == "move":
            del parts[place]
            parts.insert(draw(st.integers(first, len(parts))), part)
        elif change == "attribute" and re.match("<[a-z]", part):
            parts[place] = part[:-1] + draw(st.sampled_from(_ADDED_ATTRIBUTES)) + ">"
    return "".join(parts)


@st.composite
def nested_elements(draw: st.DrawFn, depth: int = 3) -> str:
    """Elements that are closed, in any order in each other, and text."""
    names = "p div ul ol li blockquote h2 h5 pre em b a code span section td table dl dt font"
    text = plain_words().map(lambda word: f" {word} ")
    if depth == 0:
        return draw(text)
    parts = draw(st.lists(st.one_of(text, nested_elements(depth - 1)), max_size=4))
    name = draw(st.sampled_from(names.split()))
    return f"<{name} href=/x>{''.join(parts)}</{name}>"


_TAGS = (
    "a b p div ul ol li table caption thead tbody tr td th h2 pre br hr img blockquote nav section "
    "article details summary script style title textarea noscript svg template code span x-y"
).split()
_TAG_ENDS = (
    "",
    "/",
    " class=docparse",
    " class=contents",
    " class=entry href=#h-x",
    " class=faq-item",
    " class=question",
    " class=link data-url=x",
    " class=heading data-level=2",
    ' data-entries="[]"',
    " data-heading=x",
    " data-header-rows=5",
    " rowspan=2 colspan=3",
    ' href="',
    " src='x",
    " =",
    "<",
)
_BROKEN_MARKUP = (
    "<",
    "<!--",
    "-->",
    "<!",
    "<?xml ?>",
    "]]>",
    "</",
    "&",
    "&#",
    "&#x110000;",
    "&lt",
    "\0",
)


def broken_html() -> st.SearchStrategy[str]:
    """Tags of all kinds in any order, whole and broken."""
    tags, values = st.sampled_from(_TAGS), st.sampled_from(_TAG_ENDS)
    piece = st.one_of(
        st.builds("<{}{}>".format, tags, values),
        st.builds("</{}>".format, tags),
        st.sampled_from(_BROKEN_MARKUP),
        texts(max_size=5),
    )
    page = st.lists(piece, max_size=25).map("".join)
    around = st.sampled_from(("{}", '<article class="docparse">{}</article>', "<table>{}"))
    return st.builds(lambda outer, inner: outer.replace("{}", inner), around, page)
