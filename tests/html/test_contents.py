"""The contents in HTML: their entries lead to headings."""

from __future__ import annotations

import re

from docparse import (
    Document,
    Faq,
    FaqItem,
    Heading,
    Link,
    List,
    ListItem,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    TocEntry,
    from_html,
)
from tests.html.written import write

TIED = [TocEntry("1) Fares", "Fares"), TocEntry("2) Times", None)]
CONTENTS = Table.from_rows([["Contents"], ["1) Fares"], ["2) Times"]], header_rows=1)


def test_entries_lead_to_the_headings_they_are_tied_to() -> None:
    written = write(Document([TableOfContents(CONTENTS, TIED), Section(Heading(2, "Fares"))]))
    assert '<nav class="contents" aria-label="Contents">' in written
    assert '<td><a class="entry" href="#h-fares">1) Fares</a></td>' in written
    assert "<td>2) Times</td>" in written


def test_an_entry_without_its_heading_in_the_document_leads_nowhere() -> None:
    written = write(Document([TableOfContents(CONTENTS, TIED)]))
    assert '<td data-heading="Fares">1) Fares</td>' in written


def test_entries_of_equal_headings_lead_to_one_each() -> None:
    contents = TableOfContents(List(["Fares", "Fares"]), [TocEntry("Fares", "Fares")] * 2)
    written = write(Document([contents, Heading(2, "Fares"), Heading(2, "Fares")]))
    assert re.findall('href="#(.*?)"', written) == ["h-fares", "h-fares-2"]
    assert re.findall('id="(.*?)"', written) == ["h-fares", "h-fares-2"]


def test_two_entries_of_one_heading_both_lead_to_it() -> None:
    contents = TableOfContents(List(["Fares", "Fares"]), [TocEntry("Fares", "Fares")] * 2)
    written = write(Document([contents, Heading(2, "Fares")]))
    assert re.findall('href="#(.*?)"', written) == ["h-fares", "h-fares"]


def test_entries_that_are_not_those_of_the_content_are_written_beside_it() -> None:
    contents = TableOfContents(List(["Fares"]), [TocEntry("Prices", "Fares")])
    assert write(contents).startswith(
        '<nav class="contents" aria-label="Contents" '
        'data-entries="[[&quot;Prices&quot;, &quot;Fares&quot;]]">\n<ul dir="auto">\n<li>Fares</li>'
    )


def test_rows_that_share_a_cell_are_each_tied_to_a_heading() -> None:
    shared = TableCell("Fares")
    table = Table([TableRow(["1", shared]), TableRow(["2", shared])])
    contents = TableOfContents(table, [TocEntry("Fares", "Fares")] * 2)
    document = Document([contents, Heading(2, "Fares"), Heading(2, "Fares")])
    written = write(document)
    assert re.findall('href="#(.*?)"', written) == ["h-fares", "h-fares-2"]
    assert from_html(written) == document


def test_a_row_that_stands_in_the_contents_twice_has_its_entries_beside_it() -> None:
    row = TableRow(["Fares"])
    contents = TableOfContents(Table([row, row]), [TocEntry("Fares", "Fares")] * 2)
    assert "data-entries" in write(contents)


def test_a_link_in_an_entry_cannot_be_clicked() -> None:
    contents = TableOfContents(List([Paragraph(Link("Fares", "/a"))]), [TocEntry("Fares", "Fares")])
    assert (
        '<a class="entry" href="#h-fares"><span class="link" data-url="/a">Fares</span></a>'
        in write(Document([contents, Heading(2, "Fares")]))
    )


def test_there_is_no_heading_in_the_contents() -> None:
    item = ListItem([Heading(2, "Part"), Section(Heading(3, "Chapter")), Faq([FaqItem("Why?")])])
    written = write(Document([TableOfContents(List([item])), Heading(2, "Part")]))
    assert re.findall("<(h[1-6])", written) == ["h2"]
    assert '<p class="heading" data-level="2">Part</p>' in written
    assert '<p class="question">Why?</p>' in written
    assert 'id="h-part"' in written
