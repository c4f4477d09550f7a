"""``python -m benchmarks.retrieval``: how often a search finds the piece with the answer.

    python -m benchmarks.retrieval [FILE] [--sizes 500,1000]

FILE is JSONL, gzipped or not, with ``text`` and ``faq`` (the questions and answers that the page
itself declares, as schema.org's FAQPage): by default the pages of the shared folder. The pages that
declare questions are cut into pieces of at most so many characters, and BM25 ranks the pieces of
all of them for each question.

The right piece holds four fifths of the words of the answer, and is of a page whose text holds that
answer; it counts alike whoever cut it. A pair whose question or answer is not in the text of its
page is left out. Printed are the shares of questions whose first piece, or one of whose first five,
is right, the mean of 1 / rank of the first right one, and the mean share of the answer's words in
the first piece.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import docparse
from benchmarks.inputs import SHARED

PAGES: Final = SHARED / "accuracy" / "train" / "faq-1.12.jsonl.gz"
SHARE: Final = 0.8
"""Of the words of an answer that the right piece holds."""

Words = Counter[str]


def words_of(text: str) -> Words:
    """Return how often each word stands in ``text``, whatever its case."""
    return Counter(re.findall(r"\w+", text.casefold()))


# --------------------------------------------------------------------------- pages and pairs


class Pair(NamedTuple):
    """A question, the words of its answer, and the numbers of the pages that hold the answer."""

    question: str
    answer: Words
    pages: frozenset[int]


def read(path: Path) -> tuple[list[str], list[Pair], int]:
    """Return the texts of pages that declare pairs, those found in them, and how many there are."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        records = [record for record in map(json.loads, file) if record.get("faq")]
    texts = [record["text"] for record in records]
    squeezed = [letters(text) for text in texts]
    declared = [(n, *pair) for n, record in enumerate(records) for pair in record["faq"]]
    pairs = []
    for number, question, answer in declared:
        start = letters(answer)[:60]
        if start and letters(question) in squeezed[number] and start in squeezed[number]:
            holders = (n for n, text in enumerate(squeezed) if start in text)
            pairs.append(Pair(question, words_of(answer), frozenset(holders)))
    return texts, pairs, len(declared)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


# -------------------------------------------------------------------------------- splitters


class Piece(NamedTuple):
    """A piece of a page: its text, and the words that the search sees."""

    text: str
    seen: str


Splitter = Callable[[str], list[Piece]]


def ours(size: int, min_chars: int = 0) -> Splitter:
    def split(text: str) -> list[Piece]:
        found = docparse.chunks(docparse.parse(text), max_chars=size, min_chars=min_chars)
        return [Piece(chunk.text, chunk.text) for chunk in found]

    return split


def ours_with_headings(size: int) -> Splitter:
    def split(text: str) -> list[Piece]:
        found = docparse.chunks(docparse.parse(text), max_chars=size)
        return [Piece(chunk.text, "\n".join((*chunk.heading_path, chunk.text))) for chunk in found]

    return split


def ours_as_marked(size: int) -> Splitter:
    """Cut without headings, of which these pages have no marked ones."""

    def split(text: str) -> list[Piece]:
        found = docparse.chunks(docparse.parse(text, headings="marks"), max_chars=size)
        return [Piece(chunk.text, chunk.text) for chunk in found]

    return split


def langchain(size: int, overlap: int = 0) -> Splitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap)
    return lambda text: [Piece(piece, piece) for piece in splitter.split_text(text)]


def llamaindex(size: int, overlap: int = 0) -> Splitter:
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter(chunk_size=size, chunk_overlap=overlap, tokenizer=list)
    return lambda text: [Piece(piece, piece) for piece in splitter.split_text(text)]


SPLITTERS: Mapping[str, Callable[[int], Splitter]] = {
    "docparse": ours,
    "docparse, joined from 200": lambda size: ours(size, min_chars=200),
    "docparse, headings indexed": ours_with_headings,
    "docparse, marked headings only": ours_as_marked,
    "LangChain, no overlap": langchain,
    "LangChain, a fifth overlaps": lambda size: langchain(size, size // 5),
    "LlamaIndex, no overlap": llamaindex,
    "LlamaIndex, a fifth overlaps": lambda size: llamaindex(size, size // 5),
}
"""How a text is cut: by ``chunks``, RecursiveCharacterTextSplitter and SentenceSplitter."""


# ------------------------------------------------------------------------------------- BM25


class BM25:
    """Ranks texts for a question (Okapi BM25; ``k1`` 1.5, ``b`` 0.75)."""

    def __init__(self, texts: Sequence[str], k1: float = 1.5, b: float = 0.75) -> None:
        bags = [words_of(text) for text in texts]
        lengths = [bag.total() for bag in bags]
        mean = sum(lengths) / len(lengths)
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        for number, (bag, length) in enumerate(zip(bags, lengths, strict=True)):
            for word, count in bag.items():
                weight = count * (k1 + 1) / (count + k1 * (1 - b + b * length / mean))
                self._weights[word][number] = weight
        for weights in self._weights.values():
            rarity = math.log(1 + (len(bags) - len(weights) + 0.5) / (len(weights) + 0.5))
            for number in weights:
                weights[number] *= rarity

    def ranked(self, question: str) -> list[int]:
        """Return the numbers of the texts with a word of ``question``, the best first."""
        scores: dict[int, float] = defaultdict(float)
        for word in words_of(question):
            for number, weight in self._weights.get(word, {}).items():
                scores[number] += weight
        return sorted(scores, key=lambda number: (-scores[number], number))


# ----------------------------------------------------------------------------------- figures


class Figures(NamedTuple):
    """What a splitter gives: how many pieces, how long, and how they are found."""

    pieces: int
    length: float
    first: float
    five: float
    reciprocal_rank: float
    answer_in_first: float


def measured(texts: Sequence[str], pairs: Sequence[Pair], split: Splitter) -> Figures:
    cut = [(number, piece) for number, text in enumerate(texts) for piece in split(text)]
    pages = [number for number, _ in cut]
    bags = [words_of(piece.text) for _, piece in cut]
    index = BM25([piece.seen for _, piece in cut])
    ranks, held = [], []
    for pair in pairs:
        total = pair.answer.total()
        ranked = index.ranked(pair.question)
        shares = [
            (bags[n] & pair.answer).total() / total if pages[n] in pair.pages else 0.0
            for n in ranked
        ]
        right = (rank for rank, share in enumerate(shares, start=1) if share >= SHARE)
        ranks.append(next(right, math.inf))
        held.append(shares[0] if shares else 0.0)
    return Figures(
        len(cut),
        sum(len(piece.text) for _, piece in cut) / len(cut),
        mean([rank == 1 for rank in ranks]),
        mean([rank <= 5 for rank in ranks]),
        mean([1 / rank for rank in ranks]),
        mean(held),
    )


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def table(texts: Sequence[str], pairs: Sequence[Pair], sizes: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a Markdown table, one a splitter and size."""
    names = ("at most", "splitter", "pieces", "length", "first", "first five", "MRR", "in first")
    yield f"| {' | '.join(names)} |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|"
    for size in sizes:
        for name, splitter in SPLITTERS.items():
            found = measured(texts, pairs, splitter(size))
            shares = " | ".join(f"{value:.3f}" for value in found[2:])
            yield f"| {size:,} | {name} | {found.pieces:,} | {found.length:.0f} | {shares} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval")
    parser.add_argument("file", type=Path, nargs="?", default=PAGES)
    parser.add_argument("--sizes", default="500,1000,2000")
    options = parser.parse_args()
    if not options.file.is_file():
        raise SystemExit(f"there is no file {options.file}; name one, or set DOCPARSE_SHARED")
    texts, pairs, declared = read(options.file)
    print(f"{len(texts)} pages, {len(pairs)} of {declared} declared pairs are in their text\n")
    for line in table(texts, pairs, [int(size) for size in options.sizes.split(",")]):
        print(line)


if __name__ == "__main__":
    main()
