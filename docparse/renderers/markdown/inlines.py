"""Inline nodes as Markdown that reads back as the same nodes, in every reader.

:mod:`docparse.renderers.markdown.expressible` leaves what Markdown can say. The writer expresses
that exactly: inside ``*`` a mark is written with ``_`` and the other way round, as are marks that
touch; and where a mark would not count because of the letter next to it, that letter is written as
a reference such as ``&#97;``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html.entities import html5
from typing import Final

from docparse.nodes import (
    CodeSpan,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Strong,
    Text,
)
from docparse.renderers.markdown.characters import (
    BREAK,
    block_text,
    edged,
    last_as_reference,
    may_be_mark,
    may_be_word,
    reference,
)
from docparse.renderers.markdown.expressible import (
    has_tag_in_mark,
    settled_nodes,
    without_open_code,
)


def inline_source(
    children: Iterable[Inline], *, breaks: bool, partners: frozenset[str] = frozenset()
) -> str:
    """Return ``children`` as the text of one block.

    Without ``breaks`` it is one line, as in a heading or a cell: a newline in the text is
    written as a reference, and so is a LineBreak, which is read back as that text.
    ``partners`` are marks that have a partner elsewhere, see :func:`partnered`.
    """
    settled = settled_nodes(children, breaks=breaks)
    if len(settled) == 1 and isinstance(settled[0], Text) and not _may_have_marks(settled[0].text):
        source = settled[0].text
    else:
        source = _write_settled(settled, breaks, partners)
        found = partnered(source)
        closed = without_open_code(settled) if "<" in source or "~~" in source else settled
        if "<" in source and has_tag_in_mark(closed):
            found |= {">"}
        if closed is not settled or not found <= partners:
            source = _write_settled(closed, breaks, partners | found)
    return block_text(source, breaks=breaks)


def _write_settled(settled: Sequence[Inline], breaks: bool, partners: frozenset[str]) -> str:
    writer = _InlineWriter(breaks, partners)
    writer.write(settled)
    return "".join(writer.pieces)


def partnered(source: str) -> frozenset[str]:
    """Return the marks in ``source`` that need a partner and occur more than once."""
    if not _MAY_NEED_PARTNER.search(source):
        return frozenset()
    return frozenset(mark for mark in _NEED_PARTNERS if source.count(mark) > 1)


# -------------------------------------------------------------------------------- writing


class _InlineWriter:
    """Writes settled nodes; newlines and the edges of lines stay as they are.

    ``partners`` are those of _NEED_PARTNERS that occur more than once in the block.
    """

    def __init__(self, breaks: bool, partners: frozenset[str]) -> None:
        self.in_label = False
        """Whether this is the label of a link or picture, between square brackets."""
        self.breaks = breaks
        self.between = " \n" if breaks else " "
        """White space that stays unescaped between two words."""
        self.partners = partners
        self.pieces: list[str] = []
        self.shields_next = False
        """Whether a mark was closed that a letter right after it would keep open."""
        self.loses_space = False
        """Whether white space at the end of this text becomes a reference."""
        self.in_marked_label = False
        """Whether this text is inside a mark in the label of a link."""

    def put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.shields_next = False

    def write(self, nodes: Sequence[Inline], around: str = "") -> None:
        """Write ``nodes``, which are inside the marks ``around``, the innermost last."""
        before = ""
        for index, node in enumerate(nodes):
            mark = ""
            if isinstance(node, Text):
                after = nodes[index + 1] if index + 1 < len(nodes) else None
                self.text(node.text, after, around)
            elif isinstance(node, (Emphasis, Strong)):
                mark = "_" if (before or around[-1:]) == "*" else "*"
                self.mark(node, mark, around)
            elif isinstance(node, Link):
                self.link(node)
            elif isinstance(node, Image):
                outside, self.in_label = (self.in_label, self.between), True
                self.between = " "
                alt = _link_label(self.escaped(node.alt, is_open=False).replace("\n", "&#10;"))
                self.in_label, self.between = outside
                self.put(f"![{alt}]({self.target(node.url, node.title)})")
            elif isinstance(node, CodeSpan):
                self.put(_write_code_span(node.text))
            else:
                self.put(BREAK)
            before = mark

    def text(self, text: str, after: Inline | None, around: str) -> None:
        self.loses_space = isinstance(after, LineBreak) or (
            after is None and around not in _OUTSIDE
        )
        self.in_marked_label = self.in_label and around not in _OUTSIDE
        piece = self.escaped(text, is_open=after is not None or around not in _OUTSIDE)
        self.loses_space = self.in_marked_label = False
        if self.shields_next and piece[0] == text[0] and may_be_word(text[0]):
            piece = reference(text[0]) + piece[1:]
        if isinstance(after, Link) and piece[-1] == "!":
            # To mistletoe, a backslash between two of them escapes nothing.
            piece = piece[:-1] + ("&#33;" if piece[-2:-1] == "!" else "\\!")
        elif isinstance(after, Image) and piece[-1] == ">":
            piece = f"{piece[:-1]}&#62;"  # a spoiler
        elif isinstance(after, Link) and piece[-1] == "^":
            piece = f"{piece[:-1]}&#94;"
        elif after is not None and piece[-1] == "\\":
            piece = f"{piece[:-2]}{reference(piece[-1])}"
        self.put(piece)

    def escaped(self, text: str, *, is_open: bool) -> str:
        """Return ``text`` with its marks escaped; with ``is_open``, more text follows directly."""
        # Text after an address at the end might become part of it.
        touches = is_open and _ADDRESS.search(text, text.rfind(" ") + 1) is not None
        ends_tag = ">" in self.partners and ">" in text
        if not (touches or ends_tag or self.in_marked_label or _may_have_marks(text)):
            return text
        # A letter at an edge may become a reference, which does not count as a letter.
        before, after = "" if self.shields_next else " ", "" if is_open else " "
        text = f"{before}{text}{after}"
        if _ADDRESS.search(text):
            text = _RUN.sub(self.address, text)
        text = _text_marks(self.partners).sub(_escaped_mark, text).translate(_STANDS_FOR)
        return text[len(before) : len(text) - len(after)]

    def address(self, run: re.Match[str]) -> str:
        """Return ``run``, in which a reader may see an address, so that it sees this one or none.

        Readers take all that follows an address for a part of it, even escapes. So if an escape is
        needed in it, or a mark follows, the characters that make it an address become references.
        """
        begin, end = run.span()
        text, around = run[0], run.string
        if not _ADDRESS.search(text):
            return text
        kept = _MAY_BE_KEPT.sub(self.kept, text)
        marks = _text_marks(self.partners)
        if (
            not self.ends(around[end : end + 2])
            or self.in_marked_label
            or (not self.breaks and "|" in text)  # a cell ends there without an escape
            or _UNSAFE_ADDRESS.search(text)
            or _has_odd_mail(text)
            or marks.search(around[max(begin, 1) - 1 : begin] + kept + around[end : end + 1])
        ):
            return _ADDRESS_MARK.sub(lambda mark: _BROKEN[mark[0]], text)
        if _OPENING in kept:
            return _ADDRESS_MARK.sub(lambda mark: _UNDECIDED[mark[0]], kept)
        return kept

    def ends(self, after: str) -> bool:
        """Whether an address ends before ``after``, unescaped white space."""
        if after == " ":  # the end of the block, or white space before another node
            return not self.loses_space
        return after[:1] in self.between and after[1:].strip() != ""

    def kept(self, match: re.Match[str]) -> str:
        """Return a mark inside an address unchanged, unless it has a partner."""
        mark = match[0]
        if mark in self.partners or (
            mark[0] == "[" and (self.in_label or "//" not in match.string)
        ):
            return mark
        return _KEPT_STAND_INS.get(mark) or f"{_OPENING}{mark[1:-1]}{_CLOSING}"

    def link(self, node: Link) -> None:
        self.put("[")
        start = len(self.pieces)
        self.in_label = True
        self.write(node.children, "[")
        self.in_label = False
        self.pieces[start:] = [_link_label("".join(self.pieces[start:]))]
        self.put(f"]({self.target(node.url, node.title)})")

    def target(self, url: str, title: str | None) -> str:
        """Return the text in the round brackets of a link."""
        # A reader that sees no link with such an address must see no marks in it.
        refused = _NOT_IN_ODD_URL if _ODD_IN_URL.search(url) else _NOT_IN_URL
        written = refused.sub(last_as_reference, url)
        for mark in self.partners & _PARTNERED.keys():
            written = written.replace(mark, "".join(map(reference, mark)))
        if title and url:
            title = _NOT_IN_TITLE.sub(last_as_reference, title)
            return f'{written} "{title}"'
        return written

    def mark(self, node: Emphasis | Strong, mark: str, around: str) -> None:
        """Write ``node`` so that its marks open and close.

        ``*`` opens before a letter, or before any character but white space if no letter
        stands before it. ``_`` needs the latter, as does a ``*`` that could close one around it.
        The same holds for the end, the other way round. So the content comes first: a letter in it
        that becomes a reference no longer counts as one.
        """
        sign = mark * (2 if isinstance(node, Strong) else 1)
        self.put(sign)
        start = len(self.pieces)
        self.write(node.children, around + mark)
        if isinstance(node.children[0], Text):
            self.pieces[start] = edged(self.pieces[start], end=False)
        if isinstance(node.children[-1], Text):
            self.pieces[-1] = edged(self.pieces[-1], start=False)
        if start > 1 and (mark == "_" or mark in around or may_be_mark(self.pieces[start][0])):
            before = self.pieces[start - 2]
            if may_be_word(before[-1]):
                self.pieces[start - 2] = before[:-1] + reference(before[-1])
        ends_with_mark = may_be_mark(self.pieces[-1][-1])
        self.put(sign)
        self.shields_next = mark == "_" or ends_with_mark


def _write_code_span(text: str) -> str:
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    is_padded = text[0] == " " == text[-1] and text.strip(" ") != ""
    pad = " " if is_padded or text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


_TICKS: Final = re.compile("`+")


# ------------------------------------------------------------------------------- characters

_NEED_PARTNERS: Final = frozenset(("$", "^", "~", "==", "*", "_"))
"""Characters that are no mark if they occur once in a block; the last two only in addresses.

A ``>`` is one if code may begin a tag that it ends.
"""
_MAY_NEED_PARTNER: Final = re.compile("[$^~=*_]")

_LEGACY: Final = "|".join(sorted(name for name in html5 if not name.endswith(";")))
_REFERENCE_START: Final = f"&(?=#[0-9xX]|[a-zA-Z0-9]{{1,32}};|{_LEGACY})"
"""The start of a character reference, which some readers know without the semicolon too."""

_OTHER_LINE: Final = r"[\u2028\u2029]"
"""The end of a line in some readers."""


def _may_have_marks(text: str) -> bool:
    if _MAY_MARK.search(text) or "==" in text or "//" in text or ">!" in text:
        return True
    if ":" in text and _COLON.search(text):
        return True
    # White space that becomes a reference might become part of the address before it.
    return (not text.isprintable() or text[-1:] == " ") and _ADDRESS.search(text) is not None


_MAY_MARK: Final = re.compile(r"[\\`*\[\]{<_&@$^~\u2028\u2029]")
_COLON: Final = re.compile(":[A-Za-z0-9_+-]+:")


@cache
def _text_marks(partners: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern for the first character of each mark in a text between white space."""
    partnered = (_PARTNERED[mark] for mark in sorted(partners & _PARTNERED.keys()))
    return re.compile("|".join((*_ALWAYS, *partnered)), re.DOTALL)


_ALWAYS: Final = (
    r"(\\)(?=\n)",  # an escaped backslash at the end of a line is a hard break in some readers
    r"[\\`*\[\]{<]",
    _OTHER_LINE,
    r"_(?<!.[^\W_]_)|_(?![^\W_].)",  # inside a word it is no mark
    _REFERENCE_START,
    r"(?<=\\)\|",  # readers disagree whether it ends a cell
    r">(?=!)",  # a spoiler
    r"(?<!.[^\W_])@(?!\s)",  # a citation
    r":(?![0-9]{1,2}:)(?=[A-Za-z0-9_+-]+:)",  # an emoji
)
_PARTNERED: Final = {
    "$": r"(?<!.\s)\$|\$(?![0-9].)",  # no formula ends between white space and a digit
    "^": r"\^",
    "~": "~",
    "==": "=(?==)",
    ">": ">",
}


def _escaped_mark(match: re.Match[str]) -> str:
    mark = match[0]
    if mark in _WITH_BACKSLASH and not match.lastindex:
        return f"\\{mark}"
    return last_as_reference(match)


_WITH_BACKSLASH: Final = frozenset("\\*_[]{}")
"""Marks that a backslash escapes in every reader, outside of addresses."""


def _has_odd_mail(text: str) -> bool:
    """Whether ``text`` has what marko takes for a page's address, or pandoc for a citation.

    To marko it is one if other letters than those of ASCII are in an e-mail address, or its dots
    stand oddly; to pandoc, a second ``@``.
    """
    return "@" in text and any(not _PLAIN_MAIL.fullmatch(mail) for mail in _MAIL.findall(text))


_RUN: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"//|[wW]{3}\.|@|[^\W_]\.[^\W\d_]{2}")
"""The part of a run of characters that makes readers take it for an address."""
_ADDRESS_MARK: Final = re.compile(
    r":(?=//)|(?<![\w/:])/(?=/)|@|(?<=[wW]{3})\.|(?<=[^\W_])[.:](?=[^\W_])"
)
_UNSAFE_ADDRESS: Final = re.compile(
    r"(?<!http)(?<!https)://|(?<![\w/:])//(?=.)|xmpp:", re.IGNORECASE
)
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w.-]+@?")
_DOMAIN: Final = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_PLAIN_MAIL: Final = re.compile(rf"[a-zA-Z0-9_.+-]+@{_DOMAIN}(?:\.{_DOMAIN})*\.*")
_MAY_BE_KEPT: Final = re.compile(r"[*_]|(?<!\^)\[[^\[\]\\`*_<{&@^]*\](?![(\[{:])")

_OUTSIDE: Final = ("", "[")
"""What is around text that stands in no mark."""

# Stand-ins for characters that an address keeps or loses, until all marks are escaped ...
_KEPT_STAND_INS: Final = {"*": "\x02", "_": "\x03"}
_BROKEN: Final = {":": "\x04", ".": "\x05", "@": "\x06", "/": "\x07"}
_STANDS_FOR: Final = {2: "*", 3: "_", 4: "&#58;", 5: "&#46;", 6: "&#64;", 7: "&#47;"}
# ... and, for an address with square brackets, until all headings are known.
_OPENING, _CLOSING = "\x0e", "\x0f"
_UNDECIDED: Final = {":": "\x10", ".": "\x11", "@": "\x12", "/": "/"}
_IF_KEPT: Final = dict(zip(range(0x0E, 0x13), "[]:.@", strict=True))
_IF_BROKEN: Final = dict(
    zip(range(0x0E, 0x13), ("\\[", "\\]", "&#58;", "&#46;", "&#64;"), strict=True)
)
_BRACKETED: Final = re.compile(f"{_OPENING}([^{_CLOSING}]*){_CLOSING}")


def decided(source: str, headings: Callable[[], Iterable[str]]) -> str:
    """Return ``source``, a whole document, with square brackets in addresses unchanged.

    To pandoc, the text of one of the ``headings`` in square brackets is a link to it. If there is
    such a text, no address keeps its square brackets.
    """
    if _OPENING not in source:
        return source
    titles = {_folded(heading) for heading in headings()}
    is_link = any(_folded(match[1]) in titles for match in _BRACKETED.finditer(source))
    return source.translate(_IF_BROKEN if is_link else _IF_KEPT)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _link_label(source: str) -> str:
    """Return ``source``, the label of a link, so that its square brackets mean nothing else."""
    if source.startswith("^"):
        return f"&#94;{source[1:]}"  # a footnote
    source = source.replace("!\\[", "&#33;\\[")  # marked takes away the backslash
    return source.replace("(", "\\(") if _RUBY.fullmatch(source) else source


_RUBY: Final = re.compile(r"(?:\w+\([\w ]+\))+")
"""Text in square brackets that mistune takes for ruby: words with their reading."""

_ODD_IN_URL: Final = re.compile(r"[\s\x7f\\\"<>\[\]{}`|]")
_NOT_IN_URL: Final = re.compile(rf"[()']|{_REFERENCE_START}")
_MARK: Final = rf"""{_OTHER_LINE}|[\n!"$&'()*:<=>@\[\\\]^_`{{|}}~]"""
_NOT_IN_ODD_URL: Final = re.compile(rf"{_MARK}|\s|\x7f")
_NOT_IN_TITLE: Final = re.compile(_MARK)
