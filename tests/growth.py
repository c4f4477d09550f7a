"""How the work of a call grows with its input: counted, not timed.

``operations`` counts the bytecode instructions of every Python function that runs, ours or not. A
string method or a regular expression is one instruction however long the text. In docparse itself
and what it reads with, ``work_growth`` counts what these search and copy as well;
:mod:`tests.counting` says how. ``seconds`` is for what neither shows.
"""

from __future__ import annotations

import gc
import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import product
from types import FrameType
from typing import Any, NamedTuple

from tests.counting import Counted


def operations(call: Callable[[], object]) -> int:
    """Return how many operations ``call()`` takes."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "call":
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
        elif event == "opcode":
            count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def growth(function: Callable[[Any], object], make: Callable[[int], Any], size: int) -> float:
    """Return how many times the operations are that four times the input takes; linear is 4."""
    small, large = make(size), make(4 * size)
    function(make(4))  # what is done once and kept, such as loading a library
    few = operations(lambda: function(small))
    many = operations(lambda: function(large))
    return many / few


COUNTED = Counted(
    *("docparse", "markdown_it", "bs4", "html.parser", "_markupbase", "tests.slow_examples")
)
"""docparse and what it reads with, in second copies in which everything is counted."""

DOCPARSE = COUNTED.load("docparse")

CAPS = {
    "docparse.renderers.arrow_table": "FILLED_CELLS",
    "docparse.renderers.csv": "FILLED_CELLS",
    "docparse.renderers.text": "FILLED_CELLS",
}
"""What puts an end to work that grows faster: set so low that small inputs are beyond it."""

for _module, _cap in CAPS.items():
    assert isinstance(getattr(COUNTED.load(_module), _cap), int)
    setattr(COUNTED.load(_module), _cap, 40)


def work_growth(function: Callable[[Any], object], make: Callable[[int], Any], size: int) -> float:
    """Return how many times the work is that four times the input takes; linear is 4.

    All is run with the copies of ``COUNTED`` in place. Where small inputs grow faster, as long as
    each line looks a bounded number of lines around, what counts is how larger ones do.
    """
    with COUNTED.in_place():
        function(make(4))  # what is done once and kept, such as loading a library
        work = [COUNTED.work(function, make(times * size)) for times in (1, 4)]
        if work[1] > 4.7 * work[0]:
            work = [work[1], COUNTED.work(function, make(16 * size))]
    return work[1] / work[0]


def seconds(function: Callable[[Any], object], value: Any) -> float:
    """Return the processor time that ``function(value)`` takes.

    The garbage collector rests: its own work grows by leaps, and with all that other tests hold.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        start = time.process_time()
        function(value)
        return time.process_time() - start
    finally:
        if was_enabled:
            gc.enable()


Repeat = Callable[[int], str]


def explodes(function: Callable[[Any], object], make: Callable[[int], Any], size: int) -> bool:
    """Tell whether the time is quadratic: a regular expression is one operation however long.

    Quadratic work takes sixteen times as long for four times the text, linear work four times. Of
    three rounds the shortest times count: what else the machine does only ever adds to one.
    """
    few, many = make(size // 4), make(size)
    shortest_few = shortest_many = math.inf
    for _ in range(3):
        shortest_many = min(shortest_many, seconds(function, many))
        if shortest_many < 0.25:
            return False
        shortest_few = min(shortest_few, seconds(function, few))
    return shortest_many > 8 * shortest_few


def repeated(piece: str, before: str = "", after: str = "") -> Repeat:
    return lambda count: before + piece * count + after


def _contents(count: int) -> str:
    entries = "".join(f"| News {n} | \n" for n in range(count))
    sections = "".join(f"News {n}\nThe ferry leaves at nine, they say.\n" for n in range(count))
    return f"| Article Subheadings | \n|---|\n{entries}{sections}"


PILES: dict[str, Repeat] = {
    "quote marks": repeated(">"),
    "quotes": repeated("> a\n", before="# Title\n\n"),
    "quotes in quotes": lambda count: (
        "# T\n\n" + "".join(">" * (n % 10) + " a\n" for n in range(count))
    ),
    "list marks": repeated("- "),
    "items": repeated("- a\n"),
    "numbered items": lambda count: "".join(f"{n}. a\n" for n in range(count)),
    "deeper items": lambda count: "".join("  " * (n % 10) + "- a\n" for n in range(count)),
    "marks behind items": repeated("a\n-\n"),
    "marks before items": repeated("-\na\n"),
    "small lines before marks": repeated("a b\n-\nc d\ne f\n"),
    "small lines before one mark": repeated("a b\n", before="x\n-\nA\n-\n"),
    "teasers": repeated("A\nA boat came.\n-\n"),
    "keys and values": repeated("a:\n- b\n- c\n"),
    "links inside items": repeated("A - b\n", before="- a\n"),
    "long lines with a dash": repeated(f"A{' a' * 30} - b\n", before="- a\n"),
    "marks inside lines": repeated("a. - b\n", before="- a\n"),
    "dashes in a line": repeated("a- ", before="- a\nB "),
    "typed bullets": repeated("• a\n"),
    "two kinds of bullets": repeated("• a\n◦ b\n"),
    "deeper typed bullets": lambda count: "".join("  " * (n % 10) + "• a\n" for n in range(count)),
    "bullets with lines between": repeated("• a\nB b\n"),
    "bullets alone": repeated("•\n"),
    "bullets and blank lines": repeated("• a\n\n\n\n\n\n"),
    "numbers that start anew": repeated("2. A\n3. B\n"),
    "letters": repeated("a) A\nb) B\n"),
    "marks at the ends of lines": repeated("Read on -\nA\n", before="-\n"),
    "commas at the start": repeated(", a\n"),
    "small letters at the start": repeated("a b c d e\n"),
    "pieces of links": repeated("A boat of\nHolm\n, and\n"),
    "brackets that stay open": repeated("A (b\nC\n"),
    "speakers": repeated("A:\nThe ferry leaves at nine, and comes back in the evening.\nB:\n"),
    "edit links": repeated("A[edit]\n"),
    "brackets at the ends of lines": repeated("A [b]\n"),
    "equals signs": repeated("== a ==\n"),
    "contents with numbers": repeated("Contents\n1A\n2B\n"),
    "entries of contents": repeated("1A\n", before="Contents\n"),
    "rows without outer pipes": repeated("a|b|c\n"),
    "rows of two cells without outer pipes": repeated("a|b\n"),
    "rows above a formula": repeated("a|b|c\n", after="$a|b|c\n"),
    "rows and dashes": repeated("a|b\n-|-\n"),
    "captions": repeated("|A boat at the old pier\nIt sails.\n"),
    "lines without a width": repeated("\u200b\n"),
    "lists of three sentences": repeated("1. a.\n2. b.\n3. c.\n"),
    "items and blank lines": repeated("- a\n\n\n", before="# Title\n\n"),
    "opening brackets": repeated("["),
    "openings of links": repeated("[a]("),
    "openings of images": repeated("![a]("),
    "links": repeated("[a](b) "),
    "stars": repeated("*"),
    "words with marks": repeated("a**b_c "),
    "openings of emphasis": repeated("*a "),
    "openings of strong": repeated("**a\n"),
    "underscores": repeated("_a "),
    "backticks": lambda count: "".join("`" * (n % 8) + "a" for n in range(count)),
    "fences": repeated("```\n"),
    "fences that never close": repeated("~~~ a\n\n"),
    "backslashes": repeated("\\"),
    "ampersands": repeated("&"),
    "entities": repeated("&amp;"),
    "angle brackets": repeated("<a "),
    "comments": repeated("<!--"),
    "tags": repeated("<b>"),
    "headings": repeated("# a\n"),
    "bare headings": repeated("News of the day\nThe ferry leaves at nine, they say.\n"),
    "short lines": repeated("a\n"),
    # A listing of more than 200 entries is no contents, and is read in another way: each of these
    # is on one side of that at both sizes that are compared.
    "contents": lambda count: _contents(count // 3),
    "contents that are too long": lambda count: _contents(4 * count),
    "listings of one line": repeated("A |\n---|\nNews |\nNews\n"),
    "rules": repeated("---\n"),
    "underlines": repeated("a\n===\n"),
    "pipes": repeated("|"),
    "lines of pipes": repeated("|||\n"),
    "rows": repeated("a | b |\n", before="a | b |\n---|---|\n"),
    "cells, one a line": repeated("a|\n"),
    "delimiters": repeated("---|\n"),
    "tables": repeated("a | b |\n---|---|\nc | d |\n"),
    "a wide header": lambda count: "a|" * count + "\n" + "---|" * count + "\n" + "b|\n" * count,
    "rows on several lines": repeated("a |\nb |\n", before="a | b |\n---|---|\n"),
    "spilt cells": repeated("a\n|\n", before="a | b |\n---|---|\n"),
    "lone pipes": repeated("|\n", before="a |\n", after="a | b |\n"),
    "rows that go on": repeated("||b\n", before="|a||b|\n|a\n"),
    "escaped pipes": repeated("\\|", before="| "),
    "open rows": repeated("a| b  \n", before="\na| b  \n---|---  \n"),
    "open tables": repeated("a| b  \n---|---  \nc| d  \n", before="\n"),
    "broken rows": repeated("a| b\n", before="\na| b  \n---|---  \n"),
    "broken lines": repeated(f"{'a ' * 38}b\n", before="\n"),
    "a paragraph of many lines": repeated(f"{'ab ' * 23}c\n", before="a\n\n"),
    "rows of columns": repeated("May    3\n", before="\n"),
    "boxes": repeated("+--+\n| a |\n+--+\n", before="\n"),
    "borders": repeated("+--+\n", before="\n"),
    "rules of dashes": lambda count: (
        "\n" + "".join(f"{'-' * (10 + n % 9)}\n" for n in range(count))
    ),
    "ruled tables": repeated("a b\n--- ---\nc d\n", before="\n"),
    "items that hang": repeated(f"1. {'ab ' * 22}c\n   ab\n", before="\n"),
    "lines broken behind hyphens": repeated("well-\n", before="# T\n\n  * a\n\n"),
    "padded rows": repeated("a    b  \n", before="\n"),
    "rows of growing length": lambda count: (
        "\n" + "".join(f"a  {'b' * (n % 50)} \n" for n in range(count))
    ),
    "tabbed rows": repeated("a\t\tb\n", before="\n"),
    "tabbed rows and words": repeated("a\t\tb\nc\nd\n", before="a\t\tb\na\t\tb\n\n"),
    "starred items": repeated("  * a\n", before="# T\n\n"),
    "items of each depth": repeated("  * a\n      + b\n          o c\n", before="\n"),
    "dotted items": repeated("  • a\n    • b\n\n", before="\n"),
    "lines of four spaces": repeated("    \n", before="# T\n\n  * a\n\n"),
    "code four spaces deep": repeated("    \n    a\n\n", before="# T\n\n  * a\n\n"),
    "key points": repeated("No. | Key Points |\n---|---|\n1 | a |\n"),
    "labels": repeated("Question: Why?\nWind.\n"),
    "questions": repeated("Why?\n", before="Frequently Asked Questions\n"),
    "headings that ask": repeated("## Why?\n\nSo.\n\n"),
    "titles of questions": repeated("FAQ\nWhy?\nSo.\n"),
    "invitations": repeated("Need a boat?\nCall us.\n", before="FAQ\n"),
    "questions in a list": repeated("- Why?\n- So.\n"),
    "answers": repeated("a\n", before="Question: Why?\n"),
    "blank lines": repeated("\n"),
    "spaces": repeated(" "),
    "spaces before a word": repeated(" ", after="a"),
    "tabs": repeated("\t", before="a"),
    "carriage returns": repeated("\r"),
    "one long word": repeated("a"),
    "one long line": repeated("The ferry leaves. "),
    "surrogates": repeated("\ud800a\n"),
    "NUL": repeated("\0"),
}
"""Texts built by repetition, each of a kind that some parser takes quadratic time for, or worse."""


# ------------------------------------------------------------------------------------- mixtures

PIECES: dict[str, Repeat] = {
    **PILES,
    "rows of 1.6": repeated("|a||b|\n"),
    "rows of 2.0": repeated("| a | b |\n"),
    "rows of 2.2": repeated("| a | b | \n"),
    "tables of 2.2": repeated("| a | b | \n|---|---|\n| c | d | \n"),
    "headers of one cell": repeated("a |\n---|\n"),
    "definitions": lambda count: "".join(f"[a{n}]: b\n" for n in range(count)),
    "references": repeated("[a][a1] [b]\n"),
    "titles that never close": repeated("[a](b 'c\n"),
    "addresses": repeated("<a@b.c> http://a.b/c_d "),
    "lines with a carriage return": repeated("a b\r\n"),
    "wide letters": repeated("東京の船。\n"),
}
"""The piles, and more texts that only become interesting beside others."""

MARKUP: dict[str, Repeat] = {
    piece: repeated(piece)
    for piece in (
        *("a\n", "&amp;", "<", "<!--", "<a b='c", "<p>", "<p>a", "<b>", "<b><p>a", "</b></i>"),
        *("<ul><li>a", "<ol><li>", "<blockquote>", "<h2>a</h2>", "<pre>a\n", "a<br>", "<hr>"),
        *("<table>", "<tr><td>a", "<th>a", "<tr>", "<td>a|b", "<caption>a", "<thead><tr><th>a"),
        *(
            "<article class=docparse><p>",
            "<details><summary>a?</summary>b</details>",
            "<img src=x>",
        ),
        *("<table><tr><td>a</table>", "<ul><li>a</ul>", "<em>a</em>", "<a href=x>a</a>", "</p>"),
        *(
            "<h3>Why?</h3><p>So.</p>",
            "<script>",
            "<div>",
            "</div>",
            "<span>a</span> ",
            "<img src=x>",
        ),
    )
}
"""The same for pages."""


def _in_one_line(repeat: Repeat) -> Repeat:
    return lambda count: repeat(count).replace("\r", " ").replace("\n", " ") + "\n"


def _in_turn(*repeats: Repeat) -> Repeat:
    return lambda count: "".join(repeat(1) for repeat in repeats) * count


def _once(repeat: Repeat) -> Repeat:
    return lambda count: repeat(1)


def _joined(*repeats: Repeat) -> Repeat:
    return lambda count: "".join(repeat(count) for repeat in repeats)


SHAPES: dict[str, Callable[..., Repeat]] = {
    "many {}, then many {}": _joined,
    "one {}, then many {}": lambda a, b: _joined(_once(a), b),
    "{} and {} in turn": _in_turn,
    "a long line of {}, then many {}": lambda a, b: _joined(_in_one_line(a), b),
    "one {}, many {}, then many {}": lambda a, b, c: _joined(_once(a), b, c),
    "many {}, many {}, then many {}": _joined,
    "many {}, then {} and {} in turn": lambda a, b, c: _joined(a, _in_turn(b, c)),
    "one {}, then {} and {} in turn": lambda a, b, c: _joined(_once(a), _in_turn(b, c)),
    "a long line of {}, then {} and {} in turn": lambda a, b, c: _joined(
        _in_one_line(a), _in_turn(b, c)
    ),
    "one {}, many {}, then one {}": lambda a, b, c: _joined(_once(a), b, _once(c)),
    "one {}, one {}, many {}, then many {}": lambda a, b, c, d: _joined(_once(a), _once(b), c, d),
    "many {}, {} and {} in turn, then many {}": lambda a, b, c, d: _joined(a, _in_turn(b, c), d),
    "one {}, then {}, {} and {} in turn": lambda a, b, c, d: _joined(_once(a), _in_turn(b, c, d)),
    "many {}, then {}, {} and {} in turn": lambda a, b, c, d: _joined(a, _in_turn(b, c, d)),
    "{}, {}, {} and {} in turn": _in_turn,
}
"""How texts are made of two to four pieces, at least one of which is repeated."""


class Mixture(NamedTuple):
    """A text of several pieces that grows, and what it is made of."""

    name: str
    make: Repeat


def mixture(shape: str, names: Sequence[str], pieces: dict[str, Repeat]) -> Mixture:
    made = SHAPES[shape](*map(pieces.__getitem__, names))
    return Mixture(shape.format(*names), made)


def all_pairs(pieces: dict[str, Repeat]) -> Iterator[Mixture]:
    """Yield every mixture of two pieces."""
    for shape in SHAPES:
        if shape.count("{}") == 2:
            for names in product(pieces, repeat=2):
                yield mixture(shape, names, pieces)


def sampled(pieces: dict[str, Repeat], count: int, seed: str) -> Iterator[Mixture]:
    """Yield ``count`` mixtures of two to four pieces, the same for the same ``seed``."""
    chance = random.Random(seed)
    for _ in range(count):
        shape = chance.choice(list(SHAPES))
        names = chance.choices(list(pieces), k=shape.count("{}"))
        yield mixture(shape, names, pieces)


# ------------------------------------------------------------------------- what is tried on them

Call = Callable[[Any], object]


def _calling(name: str, **options: Any) -> Call:
    """Call a function of the copy of docparse, which loads it when it is asked for."""
    return lambda value: getattr(DOCPARSE, name)(value, **options)


def tree(text: str) -> Any:
    """Return the tree of ``text``, every cell of it made."""
    document = DOCPARSE.parse(text)
    for _ in DOCPARSE.walk(document):
        pass
    return document


def _parsing(**options: Any) -> Call:
    def read(text: str) -> None:
        for _ in DOCPARSE.walk(DOCPARSE.parse(text, **options)):
            pass

    return read


READERS: dict[str, Call] = {
    "parse": _parsing(),
    "parse, inline marks": _parsing(inline=True),
    **{
        f"parse as {name}": _parsing(dialect=name)
        for name in COUNTED.load("docparse.dialects.detect").DIALECTS
    },
    "tokenize": lambda text: list(DOCPARSE.tokenize(text)),
    "from_markdown": _calling("from_markdown"),
    "from_html": _calling("from_html"),
}


def _rendering(format: str, **options: Any) -> Call:
    return lambda document: DOCPARSE.render(document, format, **options)


def _each_table(write: Call) -> Call:
    """Write each table; one that is refused for what it would grow to is written, too."""

    def write_all(document: Any) -> None:
        for table in DOCPARSE.find_all(document, DOCPARSE.Table):
            with suppress(DOCPARSE.RenderError):
                write(table)

    return write_all


def _listing_tables(document: Any) -> None:
    with suppress(DOCPARSE.RenderError):
        DOCPARSE.render(document, "csv")


WRITERS: dict[str, Call] = {
    **{format: _rendering(format) for format in ("html", "json", "jsonld", "markdown", "text")},
    "a page": _rendering("html", document=True, faq="details"),
    "text with marks": _rendering("text", formatting=True),
    "text of 1.9": _rendering("text", dialect="1.9"),
    "csv": _each_table(_rendering("csv")),
    "escaped csv": _each_table(_rendering("csv", formulas="escape")),
    "a list of tables": _listing_tables,
    "arrow": _each_table(_calling("to_arrow")),
    "small chunks": lambda document: list(DOCPARSE.chunks(document, max_chars=40)),
    "chunks": lambda document: list(DOCPARSE.chunks(document)),
    "dump": _calling("dump"),
    "outline": _calling("outline"),
    "validate": _calling("validate"),
    "html and back": lambda document: DOCPARSE.from_html(DOCPARSE.render(document, "html")),
    "json and back": lambda document: DOCPARSE.from_json(DOCPARSE.render(document, "json")),
    "markdown and back": lambda document: DOCPARSE.from_markdown(
        DOCPARSE.render(document, "markdown")
    ),
}
