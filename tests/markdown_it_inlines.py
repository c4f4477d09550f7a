"""What markdown-it-py's inline parser makes of a block: what ``parse_inlines`` is held to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

import attrs
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from docparse.inlines import MAX_MARKS, References
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
from docparse.source.text import NO_SPAN, Span


def parse_inlines(
    source: str,
    start: int = NO_SPAN.start,
    references: References | None = None,
    cuts: Sequence[int] = (),
) -> tuple[Inline, ...]:
    """Return what :func:`docparse.inlines.parse_inlines` returns, or should."""
    normal = source
    if "\r" in source:
        normal = _LINE_END.sub("\n", source)
        # Where the normalised text has the line endings that were two characters in the source.
        cuts = [match.start() - n for n, match in enumerate(re.finditer("\r\n", source))]
    tokens: list[Token] = []
    parser = _parser()
    env = {"references": references.definitions} if references else {}
    parser.inline.parse(normal, parser, env, tokens)
    reading = _Reading(normal, _placing(cuts, start), references)
    return tuple(reading.nodes(tokens))


_LINE_END: Final = re.compile("\r\n?")

Placing = Callable[[int, int], Span]
"""Makes the span of what stands between two offsets in the block."""


def _placing(cuts: Sequence[int], start: int) -> Placing:
    if start < 0:
        return lambda begin, end: NO_SPAN
    if not cuts:
        return lambda begin, end: Span(start + begin, start + end)

    def place(begin: int, end: int) -> Span:
        return Span(start + begin + bisect_left(cuts, begin), start + end + bisect_left(cuts, end))

    return place


# ------------------------------------------------------------------------------ the parser

_RULES: Final = (
    *("text", "newline", "escape", "backticks", "emphasis"),
    *("link", "image", "autolink", "entity"),
)
_ENDS_TEXT: Final = re.compile(r"[\n\\`*_\[\]!<&]")
"""Where text ends for these rules; markdown-it stops at every character some plug-in may want."""

_PLACED_RULES: Final = {"backticks": "`", "link": "[", "image": "!", "autolink": "<"}
"""The rules that make tokens whose length nothing in the token tells, and how they begin."""

_PLACE: Final = "place"


@cache
def _parser() -> MarkdownIt:
    class Parser(MarkdownIt):
        """URLs as they are written, and none refused: that is for renderers to decide."""

        def normalizeLink(self, url: str) -> str:
            return url

        def normalizeLinkText(self, link: str) -> str:
            return link

        def validateLink(self, url: str) -> bool:
            return True

    parser = Parser("zero")
    ruler = parser.inline.ruler
    ruler.enableOnly(_RULES)
    parser.inline.ruler2.enableOnly(["balance_pairs", "emphasis", "fragments_join"])
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    for name, first in _PLACED_RULES.items():
        ruler.at(name, _placed(rules[name], first))
    parser.inline.terminator_re = _ENDS_TEXT
    return parser


Rule = Callable[[StateInline, bool], bool]


def _placed(rule: Rule, opener: str) -> Rule:
    """Return ``rule`` with a note on the token it makes, the first of several: its place."""

    def placed(state: StateInline, silent: bool) -> bool:
        begin = state.pos
        if state.src[begin] != opener:
            return False
        if silent:
            return rule(state, True)
        tokens, before = state.tokens, len(state.tokens)
        found = rule(state, False)
        if found and len(tokens) > before:
            # Text that was waiting comes out before the rule's own token.
            waited = tokens[before].type == "text" and len(tokens) > before + 1
            tokens[before + waited].meta[_PLACE] = (begin, state.pos)
        return found

    return placed


# ------------------------------------------------------------------------- tokens to nodes

_make_emphasis = unchecked(Emphasis)
_make_strong = unchecked(Strong)
_make_code = unchecked(CodeSpan)
_make_link = unchecked(Link)
_make_image = unchecked(Image)

_LENGTHS: Final = {"em_open": 1, "em_close": 1, "strong_open": 2, "strong_close": 2}
_BREAK: Final = re.compile(r" *\\?\n[ \t]*")


@attrs.define
class _Open:
    """A mark that was opened: where, by which token, and the nodes before it."""

    token: Token
    begin: int
    before: list[Inline]
    as_text: bool


class _Reading:
    """One pass over the tokens of a block that keeps count of where in it they stand.

    Most tokens say how long they are in the source: text stands there as it is, escapes
    and entities are kept in ``markup``, marks have a known length. The rest was noted by
    the rules themselves.
    """

    def __init__(self, source: str, place: Placing, references: References | None) -> None:
        self.source = source
        self.place = place
        self.references = references
        self.found: list[Inline] = []
        self.open: list[_Open] = []
        self.in_link = False
        self.texts: list[str] = []
        self.text_begin = 0
        self.at = 0

    def nodes(self, tokens: Sequence[Token]) -> list[Inline]:
        for token in tokens:
            begin = self.at
            kind = token.type
            if kind == "text":
                self.at += len(token.content)
                self.text(token.content, begin)
            elif kind == "text_special":
                self.at += len(token.markup)
                self.text(token.content, begin)
            elif kind == "softbreak":
                self.at = self.after_break()
                self.text("\n", begin)
            elif kind == "hardbreak":
                self.at = self.after_break()
                self.node(LineBreak(span=self.place(begin, self.at)), begin)
            elif token.nesting > 0:
                self.enter(token)
            elif token.nesting < 0:
                self.leave(token)
            else:
                self.at = token.meta[_PLACE][1]
                self.leaf(token, begin)
        self.end_text(len(self.source))
        return self.found

    def after_break(self) -> int:
        match = _BREAK.match(self.source, self.at)
        return match.end() if match else self.at

    def text(self, text: str, begin: int) -> None:
        if not self.texts:
            self.text_begin = begin
        self.texts.append(text)

    def end_text(self, end: int) -> None:
        text = "".join(self.texts)
        if text:
            self.found.append(make_text(text, self.place(self.text_begin, end)))
        self.texts.clear()

    def node(self, node: Inline, begin: int) -> None:
        self.end_text(begin)
        self.found.append(node)

    def leaf(self, token: Token, begin: int) -> None:
        span = self.place(begin, self.at)
        if token.type == "code_inline":
            self.node(_make_code(token.content, span), begin)
        elif self.is_beyond_budget(token):
            self.text(self.source[begin : self.at], begin)
        else:
            url, title = str(token.attrs["src"]), token.attrs.get("title")
            alt = _alternative(token.children or ())
            self.node(_make_image(url, alt, title or None, span), begin)

    def enter(self, token: Token) -> None:
        begin = self.at
        self.at += _LENGTHS.get(token.type, 1)
        is_link = token.type == "link_open"
        # markdown-it lets <url> stand in a link's text; no link may stand in a link.
        as_text = len(self.open) >= MAX_MARKS or (
            is_link and (self.in_link or self.is_beyond_budget(token))
        )
        if as_text:
            self.text(self.source[begin : self.at], begin)
        else:
            self.end_text(begin)
            self.in_link = self.in_link or is_link
        self.open.append(_Open(token, begin, self.found, as_text))
        if not as_text:
            self.found = []

    def leave(self, token: Token) -> None:
        opened = self.open.pop()
        begin = self.at
        place = opened.token.meta.get(_PLACE)
        self.at = place[1] if place else begin + _LENGTHS[token.type]
        if opened.as_text:
            self.text(self.source[begin : self.at], begin)
            return
        self.end_text(begin)
        children, span = tuple(self.found), self.place(opened.begin, self.at)
        self.found = opened.before
        node: Inline
        if token.type == "em_close":
            node = _make_emphasis(children, span)
        elif token.type == "strong_close":
            node = _make_strong(children, span)
        else:
            self.in_link = False
            attributes = opened.token.attrs
            title = attributes.get("title") or None
            node = _make_link(children, str(attributes["href"]), title, span)
        self.found.append(node)

    def is_beyond_budget(self, token: Token) -> bool:
        """Charge a reference's URL and title; tell whether there was too little left to pay."""
        if self.references is None or self.source[token.meta[_PLACE][1] - 1] != "]":
            return False
        price = sum(len(str(value)) for value in token.attrs.values())
        return not self.references.pays(price)


def _alternative(tokens: Sequence[Token]) -> str:
    """Return the text of an image's description, which may hold marks."""
    pieces = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif token.type == "image":
            pieces.append(_alternative(token.children or ()))
        else:
            pieces.append(token.content)
    return "".join(pieces)
