"""Learn the weights of docparse.headings.title from pages whose title is known.

usage: python -m training.train_titles [FOLDER] [--check | --judge]

FOLDER is that of ``training/accuracy.py``. Learned from, by how far a label can be trusted:

- ``readers/readers.jsonl.gz``: a role for every line of 200 pages, given by careful reading.
- ``roles/roles.jsonl.gz``: the same by a gold copy of the page's content.
- ``train/*-1.12.jsonl.gz``: what the page marked as ``h1``, on other pages.
- ``html/pages.jsonl.gz``: whole pages, written out here as crude extractors do, with their menus
  and the name of the site first; the title is the ``h1``.

The weights go to ``docparse/headings/titles.json``. ``--check`` writes nothing, and makes the exit
code 1 if the file in the package is another. ``--judge`` writes nothing, and prints how often the
title is right on sites that were not learned from.

The model says which of some lines is the title, or that none is: a softmax over the sums of the
lines, and over 0 for none. Needs the extra ``training``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

import docparse.headings.title
from docparse.headings.head import Head
from docparse.headings.page import find_candidates
from docparse.headings.title import LEAST_CONFIDENCE, SCALE, TITLE_WEIGHTS_VERSION
from docparse.headings.title_features import FEATURES
from docparse.source.lines import scan
from training.command import run
from training.train_headings import judged, line_of

WEIGHTS = Path(docparse.headings.title.__file__).with_name("titles.json")
PAGE_WEIGHTS = {
    ("readers", True): 6.0,
    ("readers", False): 6.0,
    ("roles", True): 1.0,
    ("roles", False): 1.0,
    ("html", True): 0.3,
    ("html", False): 0.3,
    ("blogs", True): 0.05,
    ("blogs", False): 0.05,
    ("dumps", True): 1.0,
    ("readers, begun", True): 2.0,
    ("readers, begun", False): 2.0,
    ("roles, begun", True): 0.3,
    ("roles, begun", False): 0.3,
}
"""How much a page counts, by where its label is from and whether it has a title."""
BEGINNINGS = {"readers": "readers, begun", "roles": "roles, begun"}
PARAGRAPHS = 2
"""How many long lines a text has that is only the beginning of one."""
LONG_LINE = 120
TRAIN = ("more", "pages", "news", "blogs")
REGULARITY = 2.0
FOLDS = 5
LAST_LINE_OF_H1 = 12
"""Further down an ``h1`` is often a part of the page and not its title."""
NAMES = [feature.name for feature in FEATURES]
SIZES = [len(feature.values) for feature in FEATURES]
STARTS = np.cumsum([0, *SIZES])
"""Where the table of each feature begins in the row of all weights."""


class LabelledText(NamedTuple):
    """A text whose title is known to be a line, or none."""

    source: str
    site: str
    text: str
    title: int | None


class Page(NamedTuple):
    """The lines of a text that may be its title: a row of features for each."""

    source: str
    site: str
    rows: Sequence[Sequence[int]]
    title: int | None
    """The place of the title among the lines."""
    out_of_reach: bool
    """Whether it has a title that is not among them."""

    @property
    def weight(self) -> float:
        return PAGE_WEIGHTS[self.source, self.title is not None]


# ------------------------------------------------------------------------------------- pages


def records(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


def first(labels: Sequence[str], wanted: str) -> int | None:
    return labels.index(wanted) if wanted in labels else None


def labelled_texts(folder: Path) -> Iterator[LabelledText]:
    for record in records(folder / "readers" / "readers.jsonl.gz"):
        title = first(record["roles"], "title")
        yield LabelledText("readers", record["site"], record["text"], title)
    roles = {
        record["id"]: record["roles"] for record in records(folder / "roles" / "roles.jsonl.gz")
    }
    sites = {}
    for name in TRAIN:
        for record in records(folder / "train" / f"{name}-1.12.jsonl.gz"):
            sites[record["id"]] = record["site"]
            labels = record["lines"]
            if record["id"] in roles:
                title = first(roles[record["id"]], "title")
                yield LabelledText("roles", record["site"], record["text"], title)
                continue
            title = first(labels, "h1")
            # A page that begins with another heading may have marked its title as that.
            if (title is None and labels[:1] in (["p"], [""])) or (
                title is not None and title < LAST_LINE_OF_H1
            ):
                source = "blogs" if name == "blogs" else "html"
                yield LabelledText(source, record["site"], record["text"], title)
    for record in records(folder / "html" / "pages.jsonl.gz"):
        yield from dumps(record["html"], sites.get(record["id"], record["id"]))


def dumps(html: str, site: str) -> Iterator[LabelledText]:
    """Yield a page as crude extractors write it: a line for a block, or for every text.

    Some begin with the title of the browser's window, some with the menu.
    """
    for each_text in (False, True):
        writer = Dump(each_text)
        writer.feed(html)
        writer.close()
        writer.end_line()
        if len(writer.titles) == 1:
            title = writer.titles[0]
            for start in (0, 1):
                if title >= start:
                    text = "\n".join(writer.lines[start:]) + "\n"
                    yield LabelledText("dumps", site, text, title - start)


class Dump(HTMLParser):
    """Writes the text of a page out, menus and all."""

    INLINE = frozenset("a abbr b bdi bdo cite code em font i mark q s small span strong u".split())
    HIDDEN = frozenset({"script", "style", "noscript", "template", "svg"})

    def __init__(self, each_text: bool) -> None:
        super().__init__()
        self.each_text = each_text
        self.lines: list[str] = []
        self.titles: list[int] = []
        """The lines that are an h1."""
        self._line: list[str] = []
        self._hidden = 0
        self._in_title = False

    def end_line(self) -> None:
        line = " ".join("".join(self._line).split())
        if line:
            if self._in_title:
                self.titles.append(len(self.lines))
            self.lines.append(line)
        self._line = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._hidden += tag in self.HIDDEN
        if tag not in self.INLINE or self.each_text:
            self.end_line()
        if tag == "h1":
            self._in_title = True

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in self.HIDDEN and self._hidden > 0
        if tag not in self.INLINE or self.each_text:
            self.end_line()
        if tag == "h1":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._line.append(data)


def with_beginnings(texts: Iterable[LabelledText]) -> Iterator[LabelledText]:
    """Yield the texts, and after each of those that readers labelled its first paragraphs."""
    for each in texts:
        yield each
        if each.source in BEGINNINGS:
            lines = each.text.split("\n")
            long = [at for at, line in enumerate(lines[:-1]) if len(line) > LONG_LINE]
            if len(long) > PARAGRAPHS and (each.title is None or each.title < long[PARAGRAPHS]):
                text = "\n".join(lines[: long[PARAGRAPHS]]) + "\n"
                yield each._replace(source=BEGINNINGS[each.source], text=text)


def pages(folder: Path) -> list[Page]:
    found = []
    for source, site, text, title in with_beginnings(labelled_texts(folder)):
        for draft in judged(text):
            starts = scan(text).starts
            head = Head(draft, find_candidates(draft))
            lines = [line_of(starts, draft.blocks[index].span.start) for index in head.lines]
            rows = [[feature.of(head, index) for feature in FEATURES] for index in head.lines]
            place = lines.index(title) if title in lines else None
            found.append(Page(source, site, rows, place, title is not None and place is None))
    return found


# ---------------------------------------------------------------------------------- learning


def learn(known: Sequence[Page]) -> list[list[int]]:
    """Return the tables of weights that the pages teach."""
    known = [page for page in known if page.rows and not page.out_of_reach]
    known = [page for page in known if (page.source, page.title is not None) in PAGE_WEIGHTS]
    at = np.array([np.add(row, STARTS[:-1]) for page in known for row in page.rows])
    page_of = np.repeat(np.arange(len(known)), [len(page.rows) for page in known])
    is_title = np.concatenate(
        [np.arange(len(page.rows)) == (-1 if page.title is None else page.title) for page in known]
    )
    weights = np.array([page.weight for page in known])

    def loss(tables: np.ndarray) -> tuple[float, np.ndarray]:
        sums = tables[at].sum(axis=1)
        most = np.zeros(len(known))
        np.maximum.at(most, page_of, sums)
        odds = np.exp(sums - most[page_of])
        whole = np.exp(-most)
        np.add.at(whole, page_of, odds)
        missed = weights @ (np.log(whole) + most) - (weights[page_of] * is_title) @ sums
        slopes = weights[page_of] * (odds / whole[page_of] - is_title)
        gradient = np.zeros(len(tables))
        for column in at.T:
            np.add.at(gradient, column, slopes)
        return (
            float(missed + REGULARITY / 2 * tables @ tables),
            gradient + REGULARITY * tables,
        )

    found = minimize(loss, np.zeros(STARTS[-1]), jac=True, method="L-BFGS-B")
    whole_numbers = np.rint(SCALE * found.x).astype(int).tolist()
    return [whole_numbers[start : start + size] for start, size in zip(STARTS, SIZES, strict=False)]


def written(tables: Sequence[Sequence[int]], folder: Path) -> bytes:
    """Return the file that the weights go to."""
    files = [
        folder / "readers" / "readers.jsonl.gz",
        folder / "roles" / "roles.jsonl.gz",
        *(folder / "train" / f"{name}-1.12.jsonl.gz" for name in TRAIN),
        folder / "html" / "pages.jsonl.gz",
    ]
    data = {
        "version": TITLE_WEIGHTS_VERSION,
        "learned_from": {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files
        },
        "tables": dict(zip(NAMES, tables, strict=True)),
    }
    return (json.dumps(data) + "\n").encode()


# ----------------------------------------------------------------------------------- judging


def fold_of(site: str) -> int:
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def found_title(tables: Sequence[Sequence[int]], page: Page) -> tuple[int | None, float]:
    """Return the place of the line that is taken for the title, and the highest confidence."""
    if not page.rows:
        return None, 0.0
    sums = [
        sum(table[value] for table, value in zip(tables, row, strict=True)) for row in page.rows
    ]
    odds = np.exp(np.array(sums) / SCALE)
    chances = odds / (1 + odds.sum())
    best = int(chances.argmax())
    return (best if chances[best] >= LEAST_CONFIDENCE else None), float(chances[best])


def judge(all_pages: Sequence[Page]) -> None:
    """Print how often the title is right on sites that were not learned from."""
    right: Counter[str] = Counter()
    sure: Counter[tuple[int, bool]] = Counter()
    for fold in range(FOLDS):
        tables = learn([page for page in all_pages if fold_of(page.site) != fold])
        for page in all_pages:
            if fold_of(page.site) == fold:
                found, confidence = found_title(tables, page)
                is_right = found == page.title and not page.out_of_reach
                right[page.source] += is_right
                if page.source == "readers" and found is not None:
                    sure[min(9, int(10 * confidence)), is_right] += 1
    print(f"title or none is right, cross-validated by site in {FOLDS} folds:")
    for source, count in Counter(page.source for page in all_pages).items():
        print(f"  {source:8} {right[source] / count:.3f}  ({count} texts)")
    print("readers' pages, confidence of a title and how many are right:")
    for tenth in range(4, 10):
        hits, misses = sure[tenth, True], sure[tenth, False]
        print(f"  {tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}  {hits} of {hits + misses}")


def learned(all_pages: Sequence[Page], folder: Path) -> bytes:
    return written(learn(all_pages), folder)


def main() -> int:
    return run(__doc__.partition("\n")[0], WEIGHTS, pages, learned, judge)


if __name__ == "__main__":
    sys.exit(main())
