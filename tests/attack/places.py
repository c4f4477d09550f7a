"""Every place where text can stand: in a text, in a page, in a tree."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from docparse import (
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    TableOfContents,
    TocEntry,
)

HERE = "\ue123"
"""Stands for the hostile text, which itself may hold any usual sign for a gap."""

Places = Mapping[str, str]

TEXT_PLACES: Places = {
    name: text.replace("@", HERE)
    for name, text in {
        "paragraph": "@\n",
        "heading": "# @\n\nThe ferry leaves at nine.\n",
        "bare heading": "The ferry leaves at nine, they say.\n@\nIt comes back, they say.\n",
        "list item": "- @\n- b\n",
        "cell": "| a | b |\n|---|---|\n| @ | c |\n",
        "header cell": "| @ | b |\n|---|---|\n| c | d |\n",
        "cell before 2.0": "a | b |\n---|---|\n@ | c |\n",
        "question": "Question: @\nBecause.\n",
        "answer": "Question: Why?\n@\n",
        "key point": "No. | Key Points |\n---|---|\n1 | @ |\n",
        "contents": "| Article Subheadings | \n|---|\n| 1) @ | \nLead.\n@\nThe ferry leaves.\n",
        "quote": "# T\n\n> @\n",
        "link": "# T\n\n[@](/b)\n",
        "link target": "# T\n\n[a](@)\n",
        "link target in brackets": "# T\n\n[a](<@>)\n",
        "link title": '# T\n\n[a](/b "@")\n',
        "link by itself": "# T\n\n<@>\n",
        "link by reference": "# T\n\n[a]\n\n[a]: @\n",
        "picture": "# T\n\n![@](https://example.org/a.png)\n",
        "picture's address": "# T\n\n![a](@)\n",
        "strong": "# T\n\n**@** and *@*\n",
        "code": "# T\n\n```\n@\n```\n",
        "language of code": "# T\n\n```@\na\n```\n",
        "code span": "# T\n\n`@`\n",
        "HTML attribute": '<p title="@">a</p>\n',
    }.items()
}

HTML_PLACES: Places = {
    name: page.replace("@", HERE)
    for name, page in {
        "anything": "@",
        "paragraph": "<p>@</p>",
        "heading": "<h2>@</h2><p>a</p>",
        "list item": "<ul><li>@<li>b</ul>",
        "cell": "<table><tr><th>a<th>b<tr><td>@<td>c</table>",
        "header cell": "<table><tr><th>@<th>b<tr><td>c<td>d</table>",
        "question": "<h2>FAQ</h2><h3>@?</h3><p>a</p>",
        "answer": "<p>Question: Why?</p><p>@</p>",
        "contents": "<table><tr><td>Contents<tr><td>@</table><h2>@</h2><p>a</p>",
        "link": '<a href="/b">@</a>',
        "link target": '<a href="@">a</a>',
        "link target, bare": "<a href=@>a</a>",
        "link title": '<a href="/b" title="@">a</a>',
        "picture": '<img src="https://example.org/a.png" alt="@" title="@">',
        "picture's address": '<img src="@" alt="a">',
        "code": "<pre><code>@</code></pre>",
        "language of code": '<pre><code class="language-@">a</code></pre>',
        "comment": "<!--@--><p>a</p>",
        "title": "<title>@</title><p>a</p>",
        "script": "<script>@</script><p>a</p>",
        "what docparse wrote": '<article class="docparse" dir="auto">@</article>',
        "its attributes": '<article class="docparse" dir="auto">\n<h2 id="@" data-level="@">'
        'a</h2>\n<nav class="contents" aria-label="Contents" data-entries="@">\n<ul dir="auto">\n'
        '<li data-heading="@">a</li>\n</ul>\n</nav>\n<p><span class="link" data-url="@" '
        'data-title="@">a</span></p>\n<pre><code data-language="@">a</code></pre>\n</article>',
    }.items()
}


def filled(places: Places, text: str) -> dict[str, str]:
    """Return what stands in each of ``places`` when ``text`` does."""
    return {name: place.replace(HERE, text) for name, place in places.items()}


def filled_html(text: str) -> dict[str, str]:
    """Return pages with ``text`` as markup, and with ``text`` as what is seen, in each place."""
    shown = filled(HTML_PLACES, html.escape(text))
    return {**filled(HTML_PLACES, text), **{f"{name}, escaped": p for name, p in shown.items()}}


def trees(text: str) -> Iterator[Document]:
    """Yield documents with ``text`` in every place where text can stand."""
    yield Document([Section(Heading(2, text), [text]), Heading(4, ["a", Strong(text)])])
    yield Document([List([text, ListItem([text, List([text])])]), Quote([text])])
    yield Document([Table.from_rows([[text, text], [text]], header_rows=1)])
    yield Document([Faq([FaqItem(text, [text])]), KeyPoints(List([text]))])
    yield Document([CodeBlock(text, text), Paragraph([CodeSpan(text), Emphasis(text)])])
    yield Document([Paragraph([Link("a", text), Link(text, "/a", text)])])
    yield Document([Paragraph([Link([Link("a", text, text)], "https://example.org/")])])
    yield Document([Paragraph(Link("a", "https://example.org/" + text))])
    yield Document([Paragraph([Image(text, text, text)])])
    yield Document([Paragraph([Image("https://example.org/" + text, text, text)])])
    tied = TableOfContents(List([text]), [TocEntry(text, text)])
    yield Document([tied, Section(Heading(2, text))])
    yield Document([tied, TableOfContents(List(["a"]), [TocEntry(text, text)])])


def everywhere(text: str) -> Document:
    """Return one document with ``text`` in all the places."""
    return Document([block for document in trees(text) for block in document.children])
