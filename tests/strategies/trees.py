"""Nodes of every class in every place where they may stand."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import attrs
from hypothesis import strategies as st

from docparse.nodes import (
    ROLES,
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    Inline,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Role,
    RoleHolder,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    TocEntry,
    plain_text,
)
from docparse.tree.visitor import find_all
from tests.strategies.words import node_text

URLS = (
    "https://example.org/",
    "http://example.org/a?b=c&d=%20#e",
    "https://example.org/(round)",
    'https://example.org/"quoted"',
    "https://example.org/größer",
    "mailto:somebody@example.org",
    "tel:+4912345",
    "/news/ferry",
    "ferry.html",
    "#h-ferry",
    "?page=2",
    "",
)
"""Link targets that every renderer writes as they are."""

REFUSED_URLS = ("javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x")
"""Link targets that no renderer may write."""


@cache
def urls(refused: bool = False) -> st.SearchStrategy[str]:
    return st.sampled_from(URLS + REFUSED_URLS if refused else URLS)


@cache
def inlines(
    *, clean: bool = True, refused_links: bool = False, depth: int = 3, in_link: bool = False
) -> st.SearchStrategy[Inline]:
    """One inline node. No link stands inside a link, as HTML has none."""
    characters = node_text(clean)
    titles = st.none() | characters
    targets = urls(refused_links)
    pictures = st.sampled_from([url for url in URLS if url.startswith("http")])
    leaves: list[st.SearchStrategy[Inline]] = [
        st.builds(Text, characters),
        st.builds(Text, characters),
        st.builds(CodeSpan, characters),
        st.builds(Image, targets if refused_links else pictures, alt=characters, title=titles),
        st.builds(LineBreak),
    ]
    if depth == 0:
        return st.one_of(leaves)

    def inside(in_link: bool) -> st.SearchStrategy[list[Inline]]:
        inner = inlines(clean=clean, refused_links=refused_links, depth=depth - 1, in_link=in_link)
        return st.lists(inner, min_size=1, max_size=3)

    marks = [st.builds(mark, inside(in_link)) for mark in (Emphasis, Strong)]
    links = [] if in_link else [st.builds(Link, inside(True), targets, title=titles)]
    return st.one_of(*leaves, *marks, *links)


class _Wish(NamedTuple):
    """What the text of a tree is to be like."""

    clean: bool
    refused_links: bool


@cache
def _content(wish: _Wish) -> st.SearchStrategy[Any]:
    """What a paragraph, a heading or a cell holds: often plain text, now and then nothing."""
    inline = inlines(clean=wish.clean, refused_links=wish.refused_links)
    return st.one_of(node_text(wish.clean, 30), st.lists(inline, max_size=4))


@cache
def _heading(wish: _Wish, low: int = 1, high: int = 6) -> st.SearchStrategy[Heading]:
    return st.builds(
        Heading,
        st.integers(low, high),
        _content(wish),
        st.sampled_from((0.25, 0.5, 1.0)),
        st.sampled_from(("mark", "contents", "faq", "words", "shape")),
    )


def _with_role(
    cls: type[RoleHolder], *fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[RoleHolder]:
    """Nodes of ``cls``, now and then with a role: content, as most are, has none."""

    def give(node: RoleHolder, role: Role | None, confidence: float | None) -> RoleHolder:
        return node if role is None else evolve(node, role, confidence)

    def evolve(node: Any, role: Role, confidence: float | None) -> RoleHolder:
        changed: RoleHolder = attrs.evolve(node, role=role, role_confidence=confidence)
        return changed

    roles = st.sampled_from((None, None, "furniture", *ROLES))
    confidences = st.sampled_from((None, 0.5, 1.0))
    return st.builds(give, st.builds(cls, *fields), roles, confidences)


@cache
def _table(wish: _Wish) -> st.SearchStrategy[Table]:
    row = st.lists(st.builds(TableCell, _content(wish)), max_size=4)
    rows = st.lists(st.builds(TableRow, row), max_size=5)
    sized = st.tuples(rows, st.integers(0, 2)).map(
        lambda drawn: Table(drawn[0], min(drawn[1], len(drawn[0])))
    )
    return st.one_of(sized, sized.map(lambda table: attrs.evolve(table, role="furniture")))


@cache
def _leaf(wish: _Wish) -> st.SearchStrategy[Block]:
    code = node_text(wish.clean, 40, 0)
    lines = st.lists(code, max_size=4).map("\n".join)
    languages = st.none() | st.sampled_from(("python", "c++", "objective-c"))
    return st.one_of(
        _with_role(Paragraph, _content(wish)),
        st.builds(CodeBlock, lines, languages),
        st.builds(ThematicBreak),
        _table(wish),
        _heading(wish),
    )


@cache
def _block(wish: _Wish, depth: int) -> st.SearchStrategy[Block]:
    """Any block, containers up to ``depth`` deep. A section may stand wherever a block may."""
    if depth == 0:
        return _leaf(wish)
    inner = st.lists(_block(wish, depth - 1), max_size=3)
    question = st.builds(Paragraph, _content(wish))
    return st.one_of(
        _leaf(wish),
        _with_role(Quote, inner),
        _list(inner),
        st.lists(st.builds(FaqItem, question, inner), max_size=3).map(Faq),
        _section(wish, depth, 1),
        st.builds(KeyPoints, _listing(wish)),
        st.builds(TableOfContents, _listing(wish)),
    )


def _list(inner: st.SearchStrategy[list[Block]]) -> st.SearchStrategy[List]:
    items = st.lists(_with_role(ListItem, inner), max_size=4)
    starts = st.sampled_from((1, 1, 0, 2, 10, 999_999_999))
    unordered = st.builds(List, items)
    return st.one_of(unordered, st.builds(List, items, st.just(True), starts))


@cache
def _listing(wish: _Wish) -> st.SearchStrategy[Table | List]:
    """What a KeyPoints or a TableOfContents is read from."""
    return st.one_of(_table(wish), _list(st.lists(_leaf(wish), max_size=2)))


@cache
def _section(wish: _Wish, depth: int, level: int) -> st.SearchStrategy[Section]:
    """A section of ``level`` or deeper. A section that stands directly in it is deeper still."""

    def build(at: int) -> st.SearchStrategy[Section]:
        block = _block(wish, depth - 1).filter(lambda node: not isinstance(node, Section))
        if depth > 1 and at < 6:
            block = st.one_of(block, _section(wish, depth - 1, at + 1))
        return st.builds(Section, _heading(wish, at, at), st.lists(block, max_size=3))

    return st.integers(level, 6).flatmap(build)


def tables(*, clean: bool = True, refused_links: bool = False) -> st.SearchStrategy[Table]:
    """One table: ragged rows, cells with inline nodes or nothing, none to two header rows."""
    return _table(_Wish(clean, refused_links))


@st.composite
def documents(
    draw: st.DrawFn, *, clean: bool = True, refused_links: bool = False, max_blocks: int = 4
) -> Document:
    """A Document with every node class in every place where it may stand.

    Its contents, if it has one, name some headings of the document and some that are not
    in it. With ``refused_links`` some links and images have a target that renderers refuse.
    """
    block = _block(_Wish(clean, refused_links), 3)
    document = Document(draw(st.lists(block, max_size=max_blocks)))
    headings = [plain_text(heading) for heading in find_all(document, Heading)]
    ties = st.one_of(st.none(), st.sampled_from(headings)) if headings else st.none()

    def tie(entry: TocEntry) -> TocEntry:
        return attrs.evolve(entry, heading=draw(ties))

    tied = [
        attrs.evolve(child, entries=[tie(entry) for entry in child.entries])
        if isinstance(child, TableOfContents)
        else child
        for child in document.children
    ]
    return Document(tied)


def nested(depth: int) -> Document:
    """Return a document of quotes and lists that stand ``depth`` deep in each other."""
    block: Block = Paragraph(("deep ", Strong("down")))
    for level in range(depth // 2):
        block = Quote((block,)) if level % 2 else List((ListItem((block,)),))
    return Document((block,))
