"""A block's source, scanned once, → its marks in order."""

from __future__ import annotations

import re
from collections import deque
from typing import Any, Final

from docparse.inlines.delimiters import DelimiterRun, delimiter_run, pair
from docparse.inlines.escapes import ENTITY, entity, escaped
from docparse.inlines.links import SIMPLE_TARGET, References, Target, inline_target
from docparse.inlines.marks import Bracket, LinkEnd, Mark, alternative_text
from docparse.inlines.places import Placing
from docparse.nodes import (
    CodeSpan,
    Emphasis,
    Image,
    LineBreak,
    Link,
    Strong,
    make_text,
    unchecked,
)

MAX_BRACKETS: Final = 20
"""Brackets that may stand open; the outermost becomes text when there is one more."""

_TOKEN: Final = re.compile(
    rf"""
    [\\`*_\[\]<&\n]     # what every mark begins with, and behind it
    (?: (?<=\*) \*+     # the rest of a run,
      | (?<=_)  _+
      | (?<=`)  `+
      | (?<=\\) [\s\S]  # what is escaped,
      | (?<=\n) [ \t]*  # the indent of the next line,
      | (?<=&)  {ENTITY[1:]}
    )?""",
    re.VERBOSE,
)
_WORDS: Final = r"([^\\`*_\[\]<&\n]+)"
"""Text without a mark."""

_PUNCTUATION: Final = r"!-/:-@\[-^`{-~"
"""ASCII's but for ``_``; that, and what is not ASCII, is left to the delimiter runs."""

_SIMPLE_EMPHASIS: Final = re.compile(
    rf"""
    (?: (?<![^ \t\n]) (?=[*_]{{1,2}} [^\s*_])
      | (?<=[{_PUNCTUATION}]) (?=[*_]{{1,2}} [^\W_]) )
    (\*\*?|__?) {_WORDS}
    (?: (?<=[^\W_]) \1 (?=[ \t\n{_PUNCTUATION}]|\Z)
      | (?<=\S) \1 (?=[ \t\n]|\Z) )
    (?![*_])""",
    re.VERBOSE,
)
"""Words between two runs of one length: the first cannot close anything, and the second closes it.

So they are emphasis whatever stands before and after them.
"""

_SIMPLE_LINK: Final = re.compile(rf"\[{_WORDS}\]{SIMPLE_TARGET}")

_AUTOLINK: Final = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*)>"
    r"|<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@"
    r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_SIMPLE_CODE: Final = re.compile("`[^`]+`(?!`)")
_BACKTICKS: Final = re.compile("`+")

_make_break = unchecked(LineBreak)
_make_code = unchecked(CodeSpan)
_make_emphasis = unchecked(Emphasis)
_make_image = unchecked(Image)
_make_link = unchecked(Link)
_make_strong = unchecked(Strong)


def scan(source: str, place: Placing, references: References | None) -> list[Mark]:
    """Return the marks of ``source`` in order, its delimiter runs paired."""
    return _Scan(source, place, references).marks()


class _Scan:
    """One scan: "phase 2" of the parsing strategy in the spec's appendix.

    A code span, an autolink or a link's target is taken whole, whatever it holds. None of them
    ends inside a token, so the tokens behind it are those of the rest of the source.
    The methods return where what they have read ends.
    """

    def __init__(self, source: str, place: Placing, references: References | None) -> None:
        self.source = source
        self.place = place
        self.references = references
        self.found: list[Mark] = []
        self.runs: list[DelimiterRun] = []
        """Those that are not paired yet."""
        self.brackets: deque[Bracket] = deque(maxlen=MAX_BRACKETS)
        """Those that are open, the innermost last."""
        self.backticks: dict[int, list[int]] | None = None
        """Where the runs of backticks of each length stand, the first of them last."""

    def marks(self) -> list[Mark]:
        source = self.source
        at = 0  # where the last mark ends
        for match in _TOKEN.finditer(source):
            begin, end = match.span()
            if begin < at:
                continue
            first = source[begin]
            if first in "*_":
                at = self.emphasis(begin, end)
            elif first == "[":
                at = self.bracket(at, begin, end)
            elif first == "]":
                if self.brackets:
                    at = self.bracket_end(begin, end)
            elif first == "`":
                at = self.code_span(begin, end)
            elif first == "\n":
                at = self.line_end(at, begin, end)
            elif first == "<":
                at = self.autolink(begin, end)
            else:
                at = self.escape(begin, end)
        pair(self.runs)
        return self.found

    def emphasis(self, begin: int, end: int) -> int:
        simple = _SIMPLE_EMPHASIS.match(self.source, begin)
        if simple is None:
            run = delimiter_run(self.source, begin, end)
            self.found.append(run)
            self.runs.append(run)
            return end
        after = simple.end()
        words = make_text(simple[2], self.place(end, simple.end(2)))
        make = _make_emphasis if end - begin == 1 else _make_strong
        self.found.append((begin, after, make((words,), self.place(begin, after))))
        return after

    def code_span(self, begin: int, end: int) -> int:
        """Read the code span that these backticks open, if others close it."""
        length = end - begin
        simple = _SIMPLE_CODE.match(self.source, begin) if length == 1 else None
        code_end = simple.end() - 1 if simple else self.closing_backticks(length, end)
        if code_end is None:
            return end
        code = self.source[end:code_end].replace("\n", " ")
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        after = code_end + length
        self.found.append((begin, after, _make_code(code, self.place(begin, after))))
        return after

    def closing_backticks(self, length: int, begin: int) -> int | None:
        """Return where the next run of ``length`` backticks from ``begin`` on stands, if any does.

        Runs are asked for in the order of the source, so those that were passed are forgotten.
        """
        if self.backticks is None:
            self.backticks = _runs_of_backticks(self.source)
        runs = self.backticks.get(length, [])
        while runs and runs[-1] < begin:
            runs.pop()
        return runs[-1] if runs else None

    def line_end(self, at: int, begin: int, end: int) -> int:
        """Read a line ending: a hard break behind two spaces, else a soft one."""
        text_end = at + len(self.source[at:begin].rstrip(" "))
        is_hard = begin - text_end > 1
        content = _make_break(self.place(text_end, end)) if is_hard else "\n"
        self.found.append((text_end, end, content))
        return end

    def escape(self, begin: int, end: int) -> int:
        """Read a backslash and what it escapes, or a character reference."""
        token = self.source[begin:end]
        if token == "\\\n":
            match = _INDENT.match(self.source, end)
            end = match.end() if match else end
            self.found.append((begin, end, _make_break(self.place(begin, end))))
        elif len(token) > 1:
            self.found.append((begin, end, escaped(token) if token[0] == "\\" else entity(token)))
        return end

    def autolink(self, begin: int, end: int) -> int:
        match = _AUTOLINK.match(self.source, begin)
        if match is None:
            return end
        after, written = match.end(), match[1] or match[2]
        url = written if match[1] else f"mailto:{written}"
        text = make_text(written, self.place(begin + 1, after - 1))
        self.found.append((begin, after, _make_link((text,), url, None, self.place(begin, after))))
        return after

    # ----------------------------------------------------------------------- links and images

    def bracket(self, at: int, begin: int, end: int) -> int:
        """Open a link or an image, or read it if neither its text nor its target holds marks."""
        is_image = begin > at and self.source[begin - 1] == "!"
        simple = _SIMPLE_LINK.match(self.source, begin)
        if is_image:
            begin -= 1
        if simple is None:
            bracket = Bracket(begin, end, is_image, len(self.found), len(self.runs))
            self.found.append(bracket)
            self.brackets.append(bracket)
            return end
        after, url = simple.end(), simple[2]
        span = self.place(begin, after)
        node: Any
        if is_image:
            node = _make_image(url, simple[1], None, span)
        else:
            text = make_text(simple[1], self.place(end, simple.end(1)))
            node = _make_link((text,), url, None, span)
            self.holds_link(True)
        self.found.append((begin, after, node))
        return after

    def bracket_end(self, label_end: int, end: int) -> int:
        """Close the innermost bracket, by a ``]`` between these: a link or an image, or text."""
        bracket = self.brackets.pop()
        target = None
        if bracket.is_image or not bracket.holds_link:
            target = inline_target(self.source, end)
            if target is None and self.references:
                target = self.references.target(self.source, bracket.end, label_end)
        if target is None:
            self.holds_link(bracket.holds_link)
            return end
        self.pair_inside(bracket, label_end)
        if bracket.is_image:
            self.image(bracket, label_end, target)
        else:
            bracket.target = target
            self.found.append(LinkEnd(label_end, target))
            self.holds_link(True)
        return target.end

    def holds_link(self, does_it: bool) -> None:
        """Note that the innermost open bracket has a link in it, if it does."""
        if does_it and self.brackets:
            self.brackets[-1].holds_link = True

    def pair_inside(self, bracket: Bracket, label_end: int) -> None:
        """Pair the delimiters of a label, whose end counts as the end of a line.

        So does the begin of an image's.
        """
        inside = self.runs[bracket.runs_before :]
        if not inside:
            return
        del self.runs[bracket.runs_before :]
        for run in (inside[0], inside[-1]):
            is_first = bracket.is_image and run.begin == bracket.end
            is_last = run.end == label_end
            if is_first or is_last:
                before = " " if is_first else self.source[run.begin - 1]
                run.flank(before, " " if is_last else self.source[run.end])
        pair(inside)

    def image(self, bracket: Bracket, label_end: int, target: Target) -> None:
        inside = self.found[bracket.marks_before + 1 :]
        del self.found[bracket.marks_before :]
        alt = alternative_text(self.source, bracket.end, label_end, inside)
        begin, end = bracket.begin, target.end
        node = _make_image(target.url, alt, target.title, self.place(begin, end))
        self.found.append((begin, end, node))


_INDENT: Final = re.compile(r"[ \t]*")


def _runs_of_backticks(source: str) -> dict[int, list[int]]:
    """Return where the runs of each length stand, from the last to the first."""
    found: dict[int, list[int]] = {}
    for match in reversed(list(_BACKTICKS.finditer(source))):
        found.setdefault(match.end() - match.start(), []).append(match.start())
    return found
