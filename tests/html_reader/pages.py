"""Pages that docparse wrote, and what a test asks of how any page is read."""

from __future__ import annotations

import re
from collections import Counter

from docparse import Document, Heading, Section, Table, render

OWN = Document([Section(Heading(2, "Fares"), ["Free.", Table.from_rows([["a"], ["b"]], 1)])])
WRITTEN = render(OWN, "html")
PAGE = render(OWN, "html", document=True, title="Boats & more", lang="en", date="2025-05-17")


def letters(text: str) -> Counter[str]:
    """Return the letters and digits of ``text``: changed tags part words and join them."""
    return Counter(re.findall(r"\w", text))


PIECES = [
    *("<", "<a", "<a ", '<a b="', "<a b='", "<a b=c ", "</", "</a", "</a>", "<!", "<?", "<!--"),
    *("&", "&#", "&#x", "&amp", "&#1111111111", "-->", "<![CDATA[", "<a/", "<a =", "<br></p>"),
    *("<script>", "<style>", "<title>", "<textarea>", "<noscript>", "<svg>", "<template>"),
    *("<svg><style>", "<svg><style><p>a", "<math><textarea>a<p>"),
    *("<p>", "<p>a", "<div>", "<b>", "<b><p>a", "<a href=x>a", "<i><b><code>", "</b></i>"),
    *("<ul>", "<li>", "<ul><li>", "<blockquote>", "<h2>", "<h2>a", "<h2><div>", "<pre>", "a<br>"),
    *("<table>", "<table><tr><td>", "<tr><td>a", "<caption>a", "<td rowspan=999 colspan=99>a"),
    *("<nav>", "<section>", "<span class=link>", "<article class=docparse><p>", "<img src=x>"),
    *("a</b>b<i>", "a<br>b<div>", "<div>a<b>c</b>d"),
    *(
        "<sup>",
        "<sup>1",
        "a<sup><b>",
        "a<sup>1<sub>x</sub></sup>",
        "<ol><li value=5>a",
        "<ol reversed><li>a",
        "<li value=5>a",
    ),
    *("<em>a</em>", "<p>a</p>", "<ul><li>a</ul>", "<table><td>a</table>", "<h3>Why?</h3>"),
    *("Q: a?<br>A: b<br>", "<b>a?</b><br>b<br>", "<p><b>a?</b><br>b</p>", "<p>Q: a?<br>A: b</p>c"),
    *("<details><summary>a?</summary>b</details>", "<details><summary>a?", "<dl><dt>a?<dd>b"),
    *("<ul><li>a?<br>b<li>c?<br>d</ul>", "<tfoot><tr><td>a", "<thead><tr><td>a</thead>"),
]
