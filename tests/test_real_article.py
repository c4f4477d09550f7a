"""The real article, whole: the tree that its reader sees.

The article stands in the shared folder and not in this project, so what is expected of it is
told by its lines, which are counted from 1.
"""

from __future__ import annotations

import csv
import io
import json

import attrs
import pytest

from docparse import (
    Document,
    Faq,
    Heading,
    KeyPoints,
    Node,
    Paragraph,
    Section,
    Table,
    TableOfContents,
    TocEntry,
    find_all,
    from_html,
    from_json,
    line_column,
    outline,
    parse,
    plain_text,
    render,
    validate,
)

LEAD, SUMMARY, QUESTIONS = 1, 31, 33
CONTENTS, KEY_POINTS = (2, 8), (24, 30)
SECTIONS = [9, 12, 15, 18, 21]


@attrs.frozen
class Article:
    document: Document
    lines: dict[int, str]
    """The lines of its source by their number."""

    def place(self, node: Node) -> tuple[int, int]:
        """Return the first and the last line of ``node``."""
        source = "\n".join(self.lines.values())
        return line_column(source, node.span.start)[0], line_column(source, node.span.end)[0]


@pytest.fixture(scope="module")
def article(real_article: str) -> Article:
    return Article(parse(real_article), dict(enumerate(real_article.split("\n"), start=1)))


def test_its_blocks_are_lead_contents_sections_key_points_summary_and_questions(
    article: Article,
) -> None:
    blocks = article.document.children
    kinds = [Paragraph, TableOfContents, *[Section] * 5, KeyPoints, Section, Section]
    assert [type(block) for block in blocks] == kinds
    starts = [LEAD, CONTENTS[0], *SECTIONS, KEY_POINTS[0], SUMMARY, QUESTIONS]
    assert [article.place(block)[0] for block in blocks] == starts


def test_every_line_is_in_a_block(article: Article) -> None:
    places = [article.place(block) for block in article.document.children]
    covered = [line for first, last in places for line in range(first, last + 1)]
    assert covered == [number for number, line in article.lines.items() if line]


def test_it_was_written_by_1_12_without_formatting(article: Article) -> None:
    dialect = article.document.dialect
    assert dialect is not None
    assert (dialect.name, dialect.formatted) == ("trafilatura-1.12", False)
    assert article.document.diagnostics == ()


def test_the_contents_are_five_entries_each_tied_to_its_heading(article: Article) -> None:
    (contents,) = find_all(article.document, TableOfContents)
    assert article.place(contents) == CONTENTS
    assert isinstance(contents.content, Table)
    assert contents.entries == tuple(
        TocEntry(f"{number}) {article.lines[line]}", article.lines[line])
        for number, line in enumerate(SECTIONS, start=1)
    )


def test_five_sections_hold_their_heading_and_two_paragraphs(article: Article) -> None:
    sections = [block for block in article.document.children if isinstance(block, Section)]
    for section, line in zip(sections[:5], SECTIONS, strict=True):
        texts = [article.lines[line + 1], article.lines[line + 2]]
        assert section == Section(Heading(2, article.lines[line]), texts)


def test_the_key_points_are_five_and_the_table_they_were_read_from_stays(article: Article) -> None:
    (points,) = find_all(article.document, KeyPoints)
    assert article.place(points) == KEY_POINTS
    rows = [f"{number} | {plain_text(point)} |" for number, point in enumerate(points.points, 1)]
    assert rows == [article.lines[line] for line in range(26, 31)]
    assert isinstance(points.content, Table)
    assert len(points.content.rows) == 6


def test_the_summary_is_a_section_of_one_paragraph(article: Article) -> None:
    summary = article.document.children[-2]
    assert summary == Section(Heading(2, "Summary"), [article.lines[SUMMARY + 1]])


def test_the_questions_are_three_without_their_label(article: Article) -> None:
    section = article.document.children[-1]
    assert isinstance(section, Section)
    assert plain_text(section.heading) == article.lines[QUESTIONS]
    (faq,) = section.blocks
    assert isinstance(faq, Faq)
    assert [article.place(item) for item in faq.items] == [(34, 35), (36, 37), (38, 39)]
    for item in faq.items:
        first, last = article.place(item)
        assert f"Question: {plain_text(item.question)}" == article.lines[first]
        assert item.answer == (Paragraph(article.lines[last]),)


def test_every_heading_is_found_and_no_line_more(article: Article) -> None:
    titles = [article.lines[line] for line in (*SECTIONS, SUMMARY, QUESTIONS)]
    assert [(level, text) for level, text, _ in outline(article.document)] == [
        (2, title) for title in titles
    ]
    evidence = [heading.evidence for heading in find_all(article.document, Heading)]
    assert evidence[:5] == ["contents"] * 5
    assert evidence[6] == "faq"


def test_its_tables_are_the_two_behind_contents_and_key_points(article: Article) -> None:
    tables = list(find_all(article.document, Table))
    assert [article.place(table) for table in tables] == [CONTENTS, KEY_POINTS]
    assert [table.header_rows for table in tables] == [1, 1]
    written = [list(csv.reader(io.StringIO(render(table, "csv"), newline=""))) for table in tables]
    assert [len(rows) for rows in written] == [6, 6]
    assert [row[0] for row in written[1]] == ["No.", *"12345"]


def test_its_spans_are_its_source(article: Article) -> None:
    validate(article.document)
    source = article.document.source
    assert source is not None
    for paragraph in find_all(article.document, Paragraph):
        written = source[paragraph.span.start : paragraph.span.end]
        assert written.removeprefix("Question: ") == plain_text(paragraph)


def test_every_other_form_of_it_is_read_as_the_same_tree(article: Article) -> None:
    assert parse(render(article.document, "text")) == article.document
    assert from_json(render(article.document, "json")) == article.document
    assert from_html(render(article.document, "html")) == article.document


def test_search_engines_get_the_three_questions(article: Article) -> None:
    graph = json.loads(render(article.document, "jsonld"))["@graph"]
    (page,) = [entry for entry in graph if entry["@type"] == "FAQPage"]
    assert [question["name"] for question in page["mainEntity"]] == [
        article.lines[line].removeprefix("Question: ") for line in (34, 36, 38)
    ]
