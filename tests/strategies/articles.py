"""The Documents that the text format holds exactly."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from docparse.nodes import (
    Block,
    Document,
    Faq,
    FaqItem,
    Heading,
    KeyPoints,
    List,
    ListItem,
    Paragraph,
    Section,
    Table,
    TableOfContents,
    TocEntry,
)
from tests.strategies.words import headlines, sentences, spaced


@cache
def cells(min_size: int = 0) -> st.SearchStrategy[str]:
    """The text of a cell: a few words or a number, some with a pipe, some nothing."""
    words = spaced(1, 3)
    piped = st.builds("{} | {}".format, words, words)
    numbers = st.sampled_from(("1", "3.5", "-5", "+3 %", "1,000"))
    filled = st.one_of(words, words, piped, numbers)
    return filled if min_size else st.one_of(filled, st.just(""))


@st.composite
def _plain_tables(draw: st.DrawFn) -> Table:
    """A table with one header row, of at least two columns, its header filled."""
    width = draw(st.integers(2, 4))
    header = draw(st.lists(cells(1), min_size=width, max_size=width))
    row = st.lists(cells(), min_size=width, max_size=width)
    return Table.from_rows([header, *draw(st.lists(row, min_size=1, max_size=4))], header_rows=1)


@cache
def _plain_lists(depth: int = 2) -> st.SearchStrategy[List]:
    """A list that names no line below it, which would make it the contents."""
    sentence = sentences().map(lambda text: text.replace("The", "One", 1))
    text = st.one_of(sentence, spaced(1, 5)).map(Paragraph)
    children: st.SearchStrategy[tuple[Block, ...]] = st.tuples(text)
    if depth:
        children = st.one_of(children, st.tuples(text, _plain_lists(depth - 1)))
    return st.lists(st.builds(ListItem, children), min_size=1, max_size=3).map(List)


@cache
def _faqs() -> st.SearchStrategy[Faq]:
    question = spaced(2, 8).map(lambda words: Paragraph(f"Why {words}?"))
    answer = st.lists(sentences().map(Paragraph), min_size=1, max_size=3)
    return st.lists(st.builds(FaqItem, question, answer), min_size=1, max_size=3).map(Faq)


@st.composite
def _bodies(draw: st.DrawFn, with_faq: bool) -> list[Block]:
    """The blocks of a section: no list directly under a list, a Faq last."""
    kept: list[Block] = []
    for block in draw(st.lists(_plain_blocks(), max_size=3)):
        if not (kept and isinstance(block, List) and isinstance(kept[-1], List)):
            kept.append(block)
    if with_faq and draw(st.booleans()):
        kept.append(draw(_faqs()))
    return kept


@cache
def _plain_blocks() -> st.SearchStrategy[Block]:
    return st.one_of(sentences().map(Paragraph), _plain_tables(), _plain_lists())


@st.composite
def articles(draw: st.DrawFn) -> Document:
    """A Document that the text format holds exactly: reading what it is written as gives it back.

    The text has no marks of headings, so every heading stands in the contents; quotes, code and
    inline marks are lost in it, so there are none; a paragraph is a sentence that is not
    taken for a heading, a row, an item or a label; nothing tells where an answer ends, so a
    Faq is the last in its section; a KeyPoints closes the sections, so a section comes next.
    """
    titles = draw(st.lists(headlines(), max_size=4, unique_by=str.casefold))
    sections: list[Block] = []
    for title in titles:
        heading = Heading(2, title, 0.99, "contents")
        sections.append(Section(heading, draw(_bodies(with_faq=True))))
    if draw(st.booleans()):
        points = draw(st.lists(sentences(), min_size=1, max_size=4))
        rows = [[str(number), point] for number, point in enumerate(points, 1)]
        table = Table.from_rows([["No.", "Key Points"], *rows], header_rows=1)
        sections.insert(draw(st.integers(0, len(sections))), KeyPoints(table))
    lead = draw(_bodies(with_faq=False))
    contents: list[Block] = []
    if titles:
        numbered = draw(st.booleans())
        texts = [f"{n}) {title}" if numbered else title for n, title in enumerate(titles, 1)]
        table = Table.from_rows([["Article Subheadings"], *([t] for t in texts)], header_rows=1)
        entries = [TocEntry(text, title) for text, title in zip(texts, titles, strict=True)]
        contents.append(TableOfContents(table, entries))
    return Document((*lead, *contents, *sections))
