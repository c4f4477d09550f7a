"""The pages of ``docparse inspect`` that ``inspect.mjs`` drives, and what it has to find there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docparse
from docparse.inspection import inspect_text, page, pages
from tests.conftest import read_article, seed_paths, shared_folder

ARTICLE = """\
The ferry to Skarholm sails once an hour from Monday. The town council agreed on Tuesday.
Article Subheadings |
---|
1) What changes on Monday |
2) Who pays |
What changes on Monday
Boats leave at ten past every hour. The last one goes at 23:10. 🛳 And they call at Ness.
Where to buy a ticket
Tickets are sold at the gate, on every boat, and in the two shops beside the harbour office.
- At the gate
- On board
Advertisement
Who pays
Island residents travel free. Everybody else pays at the gate.
Ticket | Adult | Note |
---|---|---|
Single | 4.00 | =1+1 |
Day | 9.00 | "all", they say |
-
Boats and people
A boat has room for two hundred people and forty bicycles, and there is one that has more.
Frequently Asked Questions
Question: Can I take a bicycle?
Yes, on every boat but the first.
"""
THRESHOLDS = (0.0, 0.3, 0.5, 0.9, 1.0)


def write_inspections(folder: Path) -> list[Path]:
    """Write the pages to ``folder`` and what is in them to ``inspect.json``; return their paths."""
    seeds = [inspect_text(read_article(path), path.name) for path in seed_paths()]
    written = {
        "inspect-one.html": page([inspect_text(ARTICLE, "ferry.txt")]),
        "inspect-many.html": page(seeds),
        "inspect-hostile.html": page(inspect_text(text, text[:200]) for text in _hostile_texts()),
        "inspect-large.html": page([inspect_text(_long_text(), "long.txt")]),
        **dict(pages(iter(seeds[:3]), "inspect-list.html")),
    }
    for name, html in written.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(html, encoding="utf-8")
    document = docparse.parse(ARTICLE)
    prices = list(docparse.find_all(document, docparse.Table))[1]
    expected = {
        "lines": ARTICLE.splitlines(),
        "trees": {
            threshold: list(labels(docparse.parse(ARTICLE, min_confidence=threshold)))
            for threshold in THRESHOLDS
        },
        "csv": docparse.render(prices, "csv", formulas="escape"),
        "headings": [
            [docparse.plain_text(heading), f"{heading.confidence:.2f}", heading.evidence]
            for heading in docparse.find_all(document, docparse.Heading)
        ],
        "names": [each.name for each in sorted(seeds, key=lambda each: -each.summary()["points"])],
    }
    (folder / "inspect.json").write_text(json.dumps(expected), encoding="utf-8")
    return [folder / name for name in written]


def labels(document: docparse.Document) -> Iterator[list[Any]]:
    """Yield the depth of each node, what the page calls it, and its text; rows for tables."""
    pending: list[tuple[docparse.Node, int, str]] = [(document, 0, "")]
    tables = 0
    while pending:
        node, depth, name = pending.pop()
        text = ""
        is_leaf = isinstance(
            node, (docparse.Heading, docparse.Paragraph, docparse.Table, docparse.CodeBlock)
        )
        if is_leaf:
            text = docparse.plain_text(node)
        if isinstance(node, docparse.Heading):
            name = name or f"Heading {node.level}"
        if isinstance(node, docparse.Table):
            tables += 1
            name = f"{name or 'Table'} {tables}"
        yield [depth, name or _NAMES.get(type(node), type(node).__name__), text]
        if not is_leaf:
            names = ["Question"] + ["Answer"] * len(node.children)
            if not isinstance(node, docparse.FaqItem):
                names = [""] * len(node.children)
            inside = zip(node.children, names, strict=False)
            pending += reversed([(child, depth + 1, label) for child, label in inside])


_NAMES = {
    docparse.TableOfContents: "Table of contents",
    docparse.KeyPoints: "Key points",
    docparse.FaqItem: "Faq item",
    docparse.ListItem: "List item",
}


def _hostile_texts() -> Iterator[str]:
    """Yield texts of hostile strings, if the shared folder is there, and one in any case."""
    yield "</script><script>alert(1)</script> | <img src=x onerror=alert(1)> |\n---|---|\n"
    folder = shared_folder() / "security"
    for path in sorted((folder / "payloads").glob("*.txt")):
        strings = path.read_text(encoding="utf-8", errors="replace").splitlines()[:300]
        yield "".join(f"{string}\n- {string}\n{string} | {string} |\n" for string in strings)
        yield "".join(f"{string}\n\n[{string}]({string}) **{string}**\n\n" for string in strings)


def _long_text() -> str:
    """Return a million characters of articles."""
    texts = "".join(map(read_article, seed_paths()))
    return (texts * (1_000_000 // len(texts) + 1))[:1_000_000]
