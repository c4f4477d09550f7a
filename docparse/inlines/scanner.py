"""A block's source, scanned once, → its marks in order."""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from docparse.inlines.delimiters import DelimiterRun, delimiter_run, pair
from docparse.inlines.escapes import ENTITY, entity, escaped
from docparse.inlines.links import References, Target, inline_target
from docparse.inlines.marks import Bracket, LinkEnd, Mark, alternative_text
from docparse.inlines.places import Placing
from docparse.nodes import CodeSpan, Image, LineBreak, Link, make_text, unchecked

MAX_BRACKETS: Final = 20
"""Brackets that may stand open; the outermost becomes text when there is one more."""


_TOKEN: Final = re.compile(
    rf"\*+|_+|`+|!?\[|\]|\\(?:\n[ \t]*|[\s\S])?|\n[ \t]*|<|{ENTITY}",
)
_AUTOLINK: Final = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*)>"
    r"|<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@"
    r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_BACKTICKS: Final = re.compile("`+")

_make_break = unchecked(LineBreak)
_make_code = unchecked(CodeSpan)
_make_image = unchecked(Image)
_make_link = unchecked(Link)


def scan(source: str, place: Placing, references: References | None) -> list[Mark]:
    """Return the marks of ``source`` in order, its delimiter runs paired."""
    return _Scan(source, place, references).marks()


class _Scan:
    """One scan: "phase 2" of the parsing strategy in the spec's appendix.

    A code span, an autolink or a link's target is taken whole, whatever it holds. None of them
    ends inside a token, so the tokens behind it are those of the rest of the source.
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
        self.closing_backticks: dict[int, list[int]] | None = None
        """Where the runs of backticks of each length stand, the first of them last."""

    def marks(self) -> list[Mark]:
        source, found, runs, brackets = self.source, self.found, self.runs, self.brackets
        at = 0  # where the last mark ends
        for match in _TOKEN.finditer(source):
            begin, end = match.span()
            if begin < at:
                continue
            first = source[begin]
            if first in "*_":
                run = delimiter_run(source, begin, end)
                found.append(run)
                runs.append(run)
                at = end
            elif first in "[!":
                bracket = Bracket(begin, end, len(found), len(runs))
                found.append(bracket)
                brackets.append(bracket)
            elif first == "]":
                if brackets:
                    at = self.bracket_end(brackets.pop(), begin) or at
            elif first == "`":
                at = self.code_span(begin, end)
            elif first == "\n":
                at = self.line_end(at, begin, end)
            elif first == "<":
                at = self.autolink(begin) or at
            else:
                at = self.escape(begin, end)
        pair(runs)
        return found

    def code_span(self, begin: int, end: int) -> int:
        """Read the code span that the backticks open, if others close it; return where it ends."""
        if self.closing_backticks is None:
            self.closing_backticks = _runs_of_backticks(self.source)
        closing = self.closing_backticks.get(end - begin, [])
        while closing and closing[-1] < end:
            closing.pop()
        if not closing:
            return end
        code = self.source[end : closing[-1]].replace("\n", " ")
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        end += closing.pop() - begin
        self.found.append((begin, end, _make_code(code, self.place(begin, end))))
        return end

    def line_end(self, at: int, begin: int, end: int) -> int:
        """Read a line ending: a hard break behind two spaces, else a soft one."""
        before = self.source[at:begin]
        text_end = at + len(before.rstrip(" "))
        if begin - text_end < 2:
            self.found.append((text_end, end, "\n"))
        else:
            self.found.append((text_end, end, _make_break(self.place(text_end, end))))
        return end

    def escape(self, begin: int, end: int) -> int:
        token = self.source[begin:end]
        if token[0] == "&":
            self.found.append((begin, end, entity(token)))
        elif token[1:2] == "\n":
            self.found.append((begin, end, _make_break(self.place(begin, end))))
        else:
            self.found.append((begin, end, escaped(token)))
        return end

    def autolink(self, begin: int) -> int | None:
        match = _AUTOLINK.match(self.source, begin)
        if match is None:
            return None
        end = match.end()
        address = match[2]
        url = match[1] or f"mailto:{address}"
        text = make_text(match[1] or address, self.place(begin + 1, end - 1))
        self.found.append((begin, end, _make_link((text,), url, None, self.place(begin, end))))
        return end

    # ----------------------------------------------------------------------- links and images

    def bracket_end(self, bracket: Bracket, label_end: int) -> int | None:
        """Read what ``bracket`` and the ``]`` at ``label_end`` make: return where it ends."""
        is_image = self.source[bracket.begin] == "!"
        target = None
        if is_image or not bracket.holds_link:
            target = inline_target(self.source, label_end + 1)
            if target is None and self.references:
                target = self.references.target(self.source, bracket.end, label_end)
        if target is None:
            self.holds_link(bracket.holds_link)
            return None
        self.pair_inside(bracket, label_end, is_image)
        if is_image:
            self.image(bracket, label_end, target)
        else:
            bracket.target = target
            self.found.append(LinkEnd(label_end, target))
            self.holds_link(True)
        return target.end

    def holds_link(self, does_it: bool) -> None:
        if does_it and self.brackets:
            self.brackets[-1].holds_link = True

    def pair_inside(self, bracket: Bracket, label_end: int, is_image: bool) -> None:
        """Pair the delimiters of a label, whose end counts as the end of a line.

        So does the begin of an image's.
        """
        inside = self.runs[bracket.runs_before :]
        if not inside:
            return
        del self.runs[bracket.runs_before :]
        for run in (inside[0], inside[-1]):
            is_first = is_image and run.begin == bracket.end
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


def _runs_of_backticks(source: str) -> dict[int, list[int]]:
    """Return where the runs of each length stand, from the last to the first."""
    found: dict[int, list[int]] = {}
    for match in reversed(list(_BACKTICKS.finditer(source))):
        found.setdefault(match.end() - match.start(), []).append(match.start())
    return found
