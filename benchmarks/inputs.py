"""The texts that are measured. Each input is a list: a run reads all texts of it."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from itertools import islice
from pathlib import Path

from tests.growth import PILES

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DOCPARSE_SHARED") or CHECKOUT.parent / "shared")

PATHOLOGICAL = {
    "quote marks": 50_000,
    "list marks": 50_000,
    "opening brackets": 50_000,
    "openings of links": 50_000,
    "words with marks": 20_000,
    "a wide header": 3_000,
    "blank lines": 200_000,
    "one long line": 60_000,
}
"""The piles of ``tests/growth.py`` that break other parsers, and how high each is piled up."""


def article() -> str:
    """Return the real article, or the first seed where the shared folder is not at hand."""
    shared = sorted((SHARED / "seeds").glob("*.txt"))
    path = shared[0] if shared else sorted((CHECKOUT / "seeds").glob("*.txt"))[0]
    return path.read_bytes().decode("utf-8")


def variants(text: str, count: int) -> list[str]:
    """Return ``text`` and variants of it, ``count`` in all, so that nothing can be remembered.

    Small-letter words trade places, each for the same one throughout a variant: what the contents
    say still agrees with the headings.
    """
    words = sorted(set(_WORD.findall(text)))
    made = [text]
    for number in range(1, count):
        traded = dict(zip(words, random.Random(number).sample(words, len(words)), strict=True))
        pieces = _WORD.split(text)
        pieces[1::2] = map(traded.__getitem__, pieces[1::2])
        made.append("".join(pieces))
    return made


_WORD = re.compile(r"\b([a-z]{4,})\b")


def pages(count: int) -> list[str]:
    """Return real pages; the seeds where the shared folder is not at hand."""
    path = SHARED / "accuracy" / "train" / "pages-1.12.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in islice(lines, count)]
    seeds = sorted((CHECKOUT / "seeds").glob("*.txt"))
    return [path.read_bytes().decode("utf-8") for path in seeds[:count]]


def dense_markup(lines: int = 60) -> str:
    """Return paragraphs that are full of emphasis, links and code."""
    line = (
        "The **ferry** to [the *far* island](https://example.org/ferry) leaves at `09:40`, "
        "*not* at ten, and **[tickets](https://example.org/tickets)** are sold *on board* only.\n\n"
    )
    return "# Timetable\n\n" + line * lines


def table(rows: int) -> str:
    """Return a table of four columns as trafilatura 1.12 writes it."""
    head = "Stop | Leaves | Fare | Remarks |\n---|---|---|---|\n"
    return head + "".join(
        f"Pier {n} | {n % 24:02}:{n % 60:02} | {n % 90}.50 | on working days only |\n"
        for n in range(rows)
    )


def long_document(text: str, size: int) -> str:
    """Return ``text`` repeated to about ``size`` code points."""
    return (text.rstrip("\n") + "\n") * max(1, size // len(text))


def pathological(share: float = 1.0) -> dict[str, tuple[str, str]]:
    """Return each pile at a quarter of its height, and at its full height."""
    heights = {name: max(40, int(height * share)) for name, height in PATHOLOGICAL.items()}
    return {
        name: (PILES[name](height // 4), PILES[name](height // 4 * 4))
        for name, height in heights.items()
    }
