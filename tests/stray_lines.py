"""Whether a stray line changes how the rest of a page is read.

Lines that look like another writer's are added to pages, at the start, in the middle and at the
end. Compared is what every other line became. Any line may change that, as headings and answers
are told by their neighbours: what plain words in the same place change, too, does not count. Nor
does a table of the page that rows are added to: they are rows of it.

``python -m tests.stray_lines [EVERY]`` tries one train page of EVERY, or all, and names those that
change.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import docparse
from docparse import (
    CodeBlock,
    Document,
    FaqItem,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Span,
    Table,
    TableRow,
    find_all,
    plain_text,
    walk,
)
from tests.conftest import shared_folder

STRAY_LINES = {
    "a link and strong words": "see [b](c) and **d**\n",
    "a link alone": "\n[b](c)\n",
    "an item with a dot": "\n  • a\n",
    "an item with a star": "\n  * a\n",
    "rows parted by spaces": "a   b  \nc   d  \n",
    "rows parted by tabs": "\na\t\tb\nc\t\td\n\n",
    "an open row": "a| b  \n---|---  \n",
    "a marked heading": "\n## Notes\n\n",
    "strong words alone": "\n**Note**\n\n",
    "a row of 1.6": "|a||b|\n",
    "a row of 2.3": "| a \\| b | c | \n",
    "a mark behind its item": "Fish\n-\n",
    "a deeper item": "- a\n  - b\n",
    "a cell of 1.8": "a|\n",
    "an open fence": "\n```\n\n",
}
"""What is added: one line or a few, with blank lines where their writer has them."""

PLACES = ("start", "middle", "end")
PLAIN = (
    "They say that the ferry leaves at nine, and nobody knows who told them.",
    "So be it.",
    "The ferry",
    "(a b)",
)
KINDS = (Heading, Paragraph, ListItem, TableRow, FaqItem, CodeBlock, Quote)

Reader: TypeAlias = "Callable[[str], Document]"
Facts: TypeAlias = "Counter[tuple[str, int, int, str]]"


class Page(NamedTuple):
    name: str
    text: str


def train_pages(every: int = 1) -> Iterator[Page]:
    """Yield one of ``every`` train pages of the shared folder."""
    number = 0
    for path in sorted((shared_folder() / "accuracy" / "train").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if number % every == 0:
                    record = json.loads(line)
                    yield Page(f"{path.name}: {record['id']}", record["text"].rstrip("\n") + "\n")
                number += 1


def remembering(parse: Reader) -> Reader:
    """Return ``parse`` with its last trees kept: lines of one shape have the same plain words."""
    return lru_cache(maxsize=200)(parse)


def changes(page: str, stray: str, place: str, parse: Reader = docparse.parse) -> Facts | None:
    """Return what ``stray`` changes outside itself; None where the page has no such place."""
    document = parse(page)
    at = _offset(document, page, place)
    if at is None:
        return None
    beside = _table_beside(document, at) if "|" in stray else Span(at, at)
    found = _facts(parse(page[:at] + stray + page[at:]), page, at, len(stray), beside)
    least = _difference(found, _facts(document, page, at, 0, beside))
    for plain in _plain_lines(stray):
        if not least:
            break
        expected = _facts(parse(page[:at] + plain + page[at:]), page, at, len(plain), beside)
        least = min(least, _difference(found, expected), key=Counter.total)
    return least


def _plain_lines(stray: str) -> Iterator[str]:
    """Yield plain words in the place of each line of ``stray``, and of its first one alone."""
    lines = stray.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for kept in dict.fromkeys((len(filled), 1)):
        gone = filled[kept:]
        for sentence in PLAIN:
            yield "\n".join(
                sentence if line.strip() else line
                for index, line in enumerate(lines)
                if index not in gone
            )


def _difference(found: Facts, expected: Facts) -> Facts:
    return (expected - found) + (found - expected)


def _offset(document: Document, page: str, place: str) -> int | None:
    """Return where to add; the middle is between two paragraphs."""
    if place != "middle":
        return 0 if place == "start" else len(page)
    blocks = list(_flat(document))
    between = [
        after.span.start
        for before, after in pairwise(blocks)
        if type(before) is type(after) is Paragraph and page[after.span.start - 1] == "\n"
    ]
    return min(between, key=lambda at: abs(at - len(page) // 2), default=None)


def _table_beside(document: Document, at: int) -> Span:
    """Return where the table is that begins or ends at ``at``; an empty span if none does."""
    spans = [table.span for table in find_all(document, Table)]
    return next((span for span in spans if span.start <= at <= span.end + 1), Span(at, at))


def _flat(node: Document | Section) -> Iterator[docparse.Node]:
    for child in node.children:
        if isinstance(child, Section):
            yield from _flat(child)
        else:
            yield child


def _facts(document: Document, page: str, at: int, length: int, beside: Span) -> Facts:
    """Return what each line of ``page`` became, those beside the lines added at ``at`` left out.

    ``beside`` is left out as well.
    """
    first = page.rfind("\n", 0, at - 1) + 1 if at else 0
    facts: Facts = Counter()
    for node in walk(document):
        start, end = node.span
        if not isinstance(node, KINDS) or (start < at + length and end > at):
            continue
        moved = length if start >= at + length else 0
        if first <= start - moved <= at or beside.start <= start - moved < beside.end:
            continue
        words, end = _words(node), 0 if isinstance(node, (FaqItem, Quote)) else end - moved
        facts[type(node).__name__, start - moved, end, words] += 1
    return facts


def _words(node: docparse.Node) -> str:
    if isinstance(node, FaqItem):
        return plain_text(node.question)
    return "" if isinstance(node, (ListItem, Quote)) else plain_text(node)


def main() -> int:
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tried: Counter[tuple[str, str]] = Counter()
    changed: dict[tuple[str, str], list[str]] = {}
    parse = remembering(docparse.parse)
    for page in train_pages(every):
        parse = lru_cache(8)(docparse.parse)
        for name, stray in STRAY_LINES.items():
            for place in PLACES:
                found = changes(page.text, stray, place, parse)
                tried[name, place] += found is not None
                if found:
                    changed.setdefault((name, place), []).append(page.name)
    for (name, place), count in tried.items():
        pages = changed.get((name, place), [])
        print(f"{name}, {place}: {len(pages)} of {count} pages, {100 * len(pages) / count:.2f} %")
        print("".join(f"    {page}\n" for page in pages), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
