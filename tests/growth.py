"""How the work of a call grows with its input: counted, not timed.

Counted are the bytecode instructions of every Python function that runs. A string method or a
regular expression is one instruction however long the text; ``seconds`` is for those.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any


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
    "contents that are too long": lambda count: _contents(2 * count),
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
