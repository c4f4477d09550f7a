"""A block's source, scanned once, → its marks in order."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import Final, TypeAlias

from docparse.inlines.delimiters import DelimiterRun, delimiter_run, pair
from docparse.inlines.escapes import entity, escaped
from docparse.inlines.links import References, Target, inline_target
from docparse.inlines.loose import TAG, pair_loosely
from docparse.inlines.marks import Bracket, LinkEnd, Mark, alternative_text
from docparse.inlines.places import Placing
from docparse.inlines.tokens import SIMPLE_CODE, SIMPLE_EMPHASIS, SIMPLE_LINK, TOKEN
from docparse.nodes import (
    CodeSpan,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Strong,
    make_text,
    unchecked,
)

MAX_BRACKETS: Final = 20
"""Brackets that may be open at once; with one more, the outermost becomes text."""

_AUTOLINK: Final = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*)>"
    r"|<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@"
    r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_BACKTICKS: Final = re.compile("`+")

Token: TypeAlias = "re.Match[str]"

_make_break = unchecked(LineBreak)
_make_code = unchecked(CodeSpan)
_make_emphasis = unchecked(Emphasis)
_make_image = unchecked(Image)
_make_link = unchecked(Link)
_make_strong = unchecked(Strong)


def scan(
    source: str, place: Placing, references: References | None, loose: bool = False
) -> list[Mark]:
    """Return the marks of ``source`` in order, its delimiter runs paired.

    ``loose`` is that of :func:`docparse.inlines.parse_inlines`.
    """
    return _Scan(source, place, references, loose).marks()


class _Scan:
    """One scan: "phase 2" of the parsing strategy in the appendix of the CommonMark spec.

    A method that reads a mark takes its token and leaves ``at`` where the mark ends.
    Every part of the source is looked at a bounded number of times: once for a mark, once for
    a code span or a target that turns out to be none, and once for each open bracket.
    """

    def __init__(
        self, source: str, place: Placing, references: References | None, loose: bool
    ) -> None:
        self.source = source
        self.place = place
        self.references = references
        self.loose = loose
        self.at = 0
        """Where the last mark ends."""
        self.found: list[Mark] = []
        self.runs: list[DelimiterRun] = []
        """The delimiter runs that are not paired yet."""
        self.brackets: deque[Bracket] = deque(maxlen=MAX_BRACKETS)
        """The open brackets, the innermost last."""
        self.backticks: dict[int, list[int]] | None = None
        """The places of the runs of backticks of each length, the first of them last."""

    def marks(self) -> list[Mark]:
        source, search = self.source, TOKEN.search
        while (token := search(source, self.at)) is not None:
            _TOKEN_READERS[token.lastindex or source[token.start()]](self, token)
        pair(self.runs)
        if self.loose:
            pair_loosely(self.source, self.runs)
        return self.found

    # ------------------------------------------------------------------------- simple marks

    def simple_emphasis(self, token: Token) -> None:
        begin, end = token.span()
        words = token[token.lastindex or 0]
        length = (end - begin - len(words)) // 2
        text = make_text(words, self.place(begin + length, end - length))
        make = _make_emphasis if length == 1 else _make_strong
        self.found.append((begin, end, make((text,), self.place(begin, end))))
        self.at = end

    def simple_code(self, token: Token) -> None:
        begin, end = token.span()
        self.code(begin, end, 1)

    def simple_link(self, token: Token) -> None:
        begin, end = token.span()
        words, url = token[SIMPLE_LINK - 1], token[SIMPLE_LINK]
        node: Inline
        if self.is_image(begin):
            begin -= 1
            node = _make_image(url, words, None, self.place(begin, end))
        else:
            text = make_text(words, self.place(begin + 1, begin + 1 + len(words)))
            node = _make_link((text,), url, None, self.place(begin, end))
            self.holds_link(True)
        self.found.append((begin, end, node))
        self.at = end

    # ---------------------------------------------------------------------------- all marks

    def run(self, token: Token) -> None:
        begin, self.at = token.span()
        run = delimiter_run(self.source, begin, self.at)
        self.found.append(run)
        self.runs.append(run)

    def opening_backticks(self, token: Token) -> None:
        """Read the code span that these backticks open, if a run of as many closes it."""
        begin, self.at = token.span()
        length = self.at - begin
        closing = self.closing_backticks(length)
        if closing is not None:
            self.code(begin, closing + length, length)

    def closing_backticks(self, length: int) -> int | None:
        """Return the place of the next run of ``length`` backticks, None if there is none."""
        if self.backticks is None:
            self.backticks = _runs_of_backticks(self.source)
        runs = self.backticks.get(length, [])
        while runs and runs[-1] < self.at:
            runs.pop()
        return runs[-1] if runs else None

    def code(self, begin: int, end: int, length: int) -> None:
        code = self.source[begin + length : end - length].replace("\n", " ")
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        self.found.append((begin, end, _make_code(code, self.place(begin, end))))
        self.at = end

    def line_end(self, token: Token) -> None:
        """Read a line ending: a hard break after two spaces, else a soft one."""
        begin, end = token.span()
        text_end = self.at + len(self.source[self.at : begin].rstrip(" "))
        is_hard = begin - text_end > 1
        content = _make_break(self.place(text_end, end)) if is_hard else " " if self.loose else "\n"
        self.found.append((text_end, end, content))
        self.at = end

    def escape(self, token: Token) -> None:
        begin, self.at = token.span()
        written = token[0]
        is_break = written[1:2] == "\n"
        content = _make_break(self.place(begin, self.at)) if is_break else escaped(written)
        self.found.append((begin, self.at, content))

    def entity(self, token: Token) -> None:
        begin, self.at = token.span()
        self.found.append((begin, self.at, entity(token[0])))

    def autolink(self, token: Token) -> None:
        begin, self.at = token.span()
        match = _AUTOLINK.match(self.source, begin)
        if match is None:
            if self.loose:
                self.tag(begin)
            return
        self.at = match.end()
        written = match[1] or match[2]
        url = written if match[1] else f"mailto:{written}"
        text = make_text(written, self.place(begin + 1, self.at - 1))
        node = _make_link((text,), url, None, self.place(begin, self.at))
        self.found.append((begin, self.at, node))

    def tag(self, begin: int) -> None:
        """Read the tag at ``begin``, if it is one: ``<br>`` is a line break, others are nothing."""
        match = TAG.match(self.source, begin)
        if match is None:
            return
        self.at = end = match.end()
        is_break = match[1] is not None
        self.found.append((begin, end, _make_break(self.place(begin, end)) if is_break else ""))

    # ----------------------------------------------------------------------- links and images

    def bracket(self, token: Token) -> None:
        begin, end = token.span()
        is_image = self.is_image(begin)
        opened = Bracket(begin - is_image, end, is_image, len(self.found), len(self.runs))
        self.found.append(opened)
        self.brackets.append(opened)
        self.at = end

    def is_image(self, begin: int) -> bool:
        """Whether there is an unescaped ``!`` before the bracket at ``begin``."""
        return begin > self.at and self.source[begin - 1] == "!"

    def bracket_end(self, token: Token) -> None:
        """Close the innermost bracket: a link, an image or text."""
        label_end, self.at = token.span()
        if not self.brackets:
            return
        bracket = self.brackets.pop()
        target = None
        if bracket.is_image or not bracket.holds_link:
            target = inline_target(self.source, self.at)
            if target is None and self.references is not None:
                target = self.references.target(self.source, bracket.end, label_end)
        if target is None:
            self.holds_link(bracket.holds_link)
            return
        self.at = target.end
        self.pair_inside(bracket, label_end)
        if bracket.is_image:
            self.image(bracket, label_end, target)
        else:
            bracket.target = target
            self.found.append(LinkEnd(label_end, target))
            self.holds_link(True)

    def holds_link(self, does_it: bool) -> None:
        """Record that the innermost open bracket has a link in it, if ``does_it``."""
        if does_it and self.brackets:
            self.brackets[-1].holds_link = True

    def pair_inside(self, bracket: Bracket, label_end: int) -> None:
        """Pair the delimiters of a label.

        The end of a label, and the start of an image's, count as those of a line, not as a bracket:
        markdown-it-py reads them so, and this reader has to agree with it.
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


_TOKEN_READERS: Final[dict[int | str, Callable[[_Scan, Token], None]]] = {
    **dict.fromkeys(SIMPLE_EMPHASIS, _Scan.simple_emphasis),
    SIMPLE_CODE: _Scan.simple_code,
    SIMPLE_LINK: _Scan.simple_link,
    "*": _Scan.run,
    "_": _Scan.run,
    "`": _Scan.opening_backticks,
    "[": _Scan.bracket,
    "]": _Scan.bracket_end,
    "<": _Scan.autolink,
    "\\": _Scan.escape,
    "\n": _Scan.line_end,
    "&": _Scan.entity,
}
"""The method that reads a token, by its last group or else by its first character."""


def _runs_of_backticks(source: str) -> dict[int, list[int]]:
    """Return the places of the runs of each length, from the last to the first."""
    found: dict[int, list[int]] = {}
    for match in reversed(list(_BACKTICKS.finditer(source))):
        found.setdefault(match.end() - match.start(), []).append(match.start())
    return found
