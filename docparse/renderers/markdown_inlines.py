"""Inline nodes as Markdown that reads back as the same nodes.

Two steps. :func:`_settle` leaves out links and pictures whose address is not safe, because what
makes HTML of Markdown may pass any on, and what CommonMark cannot say: a mark around nothing, a
link in a link, a mark that touches another one inside a third, code that touches code, and,
three marks deep, a mark that does not start with a letter or digit. The text of what goes
stays. What is left, the writer says exactly: inside ``*`` a mark is written with ``_`` and the
other way round, as are marks that touch; and where a mark would not count because of the
letter beside it, that letter is written as a reference such as ``&#97;``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

import attrs

from docparse.errors import RenderError
from docparse.inlines import MAX_MARKS
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
from docparse.urls import encoded, is_safe_link


def inline_source(children: Iterable[Inline], *, breaks: bool) -> str:
    """Return ``children`` as the text of one block.

    Without ``breaks`` it is one line, as in a heading or a cell: a newline in the text is
    written as a reference, and so is a LineBreak, which is read back as that text.
    """
    settled: list[Inline] = []
    _settle(children, settled, _Place(breaks))
    writer = _Writer()
    writer.write(_joined(settled))
    source = "".join(writer.pieces)
    if not breaks:
        return _edged(source.replace("\n", "&#10;"))
    if "\n" not in source and _BREAK not in source:
        return _START.sub(_escaped_start, _edged(source), count=1)
    source = _edged(_STRAY_NEWLINE.sub("&#10;", source))
    source = _LINE_EDGE.sub(_reference, source)
    source = _LINE_START.sub(_escaped_start, source)
    return source.replace(_BREAK, "\\\n")


def writable(text: str) -> str:
    """Return ``text`` with ``\\n`` for line endings and U+FFFD for what no text may hold."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("\ufffd", text)


_UNWRITABLE: Final = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff]")

_BREAK: Final = "\x01"
"""A LineBreak until the block is written; :func:`writable` lets none of these into the text."""


# ------------------------------------------------------------------ what CommonMark can say


@attrs.frozen
class _Place:
    """Where nodes stand: how deep in marks and links, how many marks deep in the last link."""

    breaks: bool
    depth: int = 0
    marks: int = 0
    in_link: bool = False


def _settle(children: Iterable[Inline], settled: list[Inline], place: _Place) -> None:
    """Append to ``settled`` what stays of ``children``."""
    for node in children:
        if isinstance(node, Text):
            text = writable(node.text)
            settled += [node if text is node.text else Text(text)] if text else []
        elif isinstance(node, LineBreak):
            settled.append(node if place.breaks else Text("\n"))
        elif isinstance(node, CodeSpan):
            settled += [CodeSpan(writable(node.text).replace("\n", " "))] if node.text else []
        elif isinstance(node, Image):
            if not is_safe_link(node.url):
                _settle([Text(node.alt)], settled, place)
                continue
            title = writable(node.title or "") or None
            settled.append(Image(encoded(writable(node.url)), writable(node.alt), title))
        elif isinstance(node, Link):
            if place.in_link or place.depth == MAX_MARKS or not is_safe_link(node.url):
                _settle(node.children, settled, place)
                continue
            inner: list[Inline] = []
            _settle(node.children, inner, _Place(place.breaks, place.depth + 1, 0, True))
            title = writable(node.title or "") or None
            settled.append(Link(_joined(inner), encoded(writable(node.url)), title))
        elif isinstance(node, (Emphasis, Strong)):
            if _is_unclear(node, settled[-1:], place):
                _settle(node.children, settled, place)
                continue
            inner = []
            deeper = attrs.evolve(place, depth=place.depth + 1, marks=place.marks + 1)
            _settle(node.children, inner, deeper)
            if inner and isinstance(inner[-1], LineBreak):
                inner[-1] = Text("\n")
            mark = Strong if isinstance(node, Strong) else Emphasis
            settled += [mark(_joined(inner))] if inner else []
        else:
            raise RenderError(f"Markdown has no form for the class {type(node).__name__}")


def _is_unclear(node: Emphasis | Strong, before: Sequence[Inline], place: _Place) -> bool:
    """Tell whether the marks of ``node`` would be taken for something else."""
    if place.depth == MAX_MARKS:
        return True
    if place.marks > 0 and before and isinstance(before[0], (Emphasis, Strong)):
        return True
    if place.marks < 2 or not node.children:
        return False
    first, is_alone = node.children[0], len(node.children) == 1
    if not isinstance(first, Text) or not first.text[:1].isalnum():
        return True
    return len(first.text) == 1 and not is_alone


def _joined(nodes: Iterable[Inline]) -> list[Inline]:
    """Return ``nodes`` with texts, and code, that stand next to each other made one."""
    found: list[Inline] = []
    for kind, run in groupby(nodes, type):
        if kind is Text or kind is CodeSpan:
            texts = (node.text for node in run if isinstance(node, (Text, CodeSpan)))
            found.append(kind("".join(texts)))
        else:
            found += run
    return found


# -------------------------------------------------------------------------------- writing


class _Writer:
    """Writes settled nodes; newlines and the edges of lines are left as they are."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.shields_next = False
        """Whether a mark was closed that a letter right behind it would keep open."""

    def put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.shields_next = False

    def write(self, nodes: Sequence[Inline], around: str = "") -> None:
        """Write ``nodes``, which stand in the marks ``around``, the innermost last."""
        before = ""
        for index, node in enumerate(nodes):
            mark = ""
            if isinstance(node, Text):
                self.text(node.text, nodes[index + 1 : index + 2])
            elif isinstance(node, (Emphasis, Strong)):
                mark = "_" if (before or around[-1:]) == "*" else "*"
                self.mark(node, mark, around)
            elif isinstance(node, Link):
                self.link(node)
            elif isinstance(node, Image):
                alt = escaped(node.alt).replace("\n", "&#10;")
                self.put(f"![{alt}]({_target(node.url, node.title)})")
            elif isinstance(node, CodeSpan):
                self.put(_code(node.text))
            else:
                self.put(_BREAK)
            before = mark

    def text(self, text: str, following: Sequence[Inline]) -> None:
        piece = escaped(text)
        if self.shields_next and _may_be_word(text[0]):
            piece = _reference(text[0]) + piece[1:]
        if piece.endswith("!") and following and isinstance(following[0], Link):
            piece = piece[:-1] + "\\!"
        self.put(piece)

    def link(self, node: Link) -> None:
        if _is_autolink(node):
            self.put(f"<{node.url}>")
            return
        self.put("[")
        self.write(node.children)
        self.put(f"]({_target(node.url, node.title)})")

    def mark(self, node: Emphasis | Strong, mark: str, around: str) -> None:
        """Write ``node`` so that its marks open and close.

        ``*`` opens before a letter, or before anything that is not white space if no letter
        stands before it. ``_`` needs the latter, as does a ``*`` that could close one around it.
        The same holds for the end, the other way round. So what is inside comes first: a
        letter in it that becomes a reference counts no longer as one.
        """
        sign = mark * (2 if isinstance(node, Strong) else 1)
        self.put(sign)
        start = len(self.pieces)
        self.write(node.children, around + mark)
        if isinstance(node.children[0], Text):
            self.pieces[start] = _edged(self.pieces[start], end=False)
        if isinstance(node.children[-1], Text):
            self.pieces[-1] = _edged(self.pieces[-1], start=False)
        if start > 1 and (mark == "_" or mark in around or _may_be_mark(self.pieces[start][0])):
            before = self.pieces[start - 2]
            if _may_be_word(before[-1]):
                self.pieces[start - 2] = before[:-1] + _reference(before[-1])
        ends_with_mark = _may_be_mark(self.pieces[-1][-1])
        self.put(sign)
        self.shields_next = mark == "_" or ends_with_mark


def _is_autolink(node: Link) -> bool:
    return (
        node.title is None
        and len(node.children) == 1
        and isinstance(node.children[0], Text)
        and node.children[0].text == node.url
        and _AUTOLINK.fullmatch(node.url) is not None
    )


_AUTOLINK: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>&\\\0-\x20\x7f]*")


def _code(text: str) -> str:
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    is_padded = text[0] == " " == text[-1] and text.strip(" ") != ""
    pad = " " if is_padded or text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


_TICKS: Final = re.compile("`+")


def _target(url: str, title: str | None) -> str:
    """Return what stands in the round brackets of a link."""
    written = _URL_MARK.sub(r"\\\g<0>", url)
    if not url or _NEEDS_BRACKETS.search(url):
        written = "<{}>".format(written.replace("\n", "&#10;").replace("\t", "&#9;"))
    if title is None:
        return written
    quoted = _TITLE_MARK.sub(r"\\\g<0>", title).replace("\n", "&#10;")
    return f'{written} "{quoted}"'


_REFERENCE: Final = "&(?=#?[a-zA-Z0-9]{1,32};)"
_URL_MARK: Final = re.compile(rf"[\\<>]|{_REFERENCE}")
_TITLE_MARK: Final = re.compile(rf'[\\"]|{_REFERENCE}')
_NEEDS_BRACKETS: Final = re.compile("[\0-\x20\x7f()<>]")


# ------------------------------------------------------------------------------- characters


def escaped(text: str) -> str:
    """Return ``text`` with a backslash before whatever could be an inline mark."""
    return _TEXT_MARK.sub(r"\\\g<0>", text) if _MAY_MARK.search(text) else text


_MAY_MARK: Final = re.compile(r"[\\`*\[\]<~_&]")
# An underscore inside a word is no mark, not even if a letter at the word's end is a reference.
_TEXT_MARK: Final = re.compile(rf"[\\`*\[\]<~]|_(?![^\W_]{{2}})|_(?<![^\W_]{{2}}_)|{_REFERENCE}")


def _reference(char: str | re.Match[str]) -> str:
    code = ord(char if isinstance(char, str) else char[0])
    unknown = 0x7F <= code <= 0x9F or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return f"&#{0xFFFD if unknown else code};"


_SPACES: Final = "\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACE: Final = re.compile(f"[{_SPACES}]")


def _edged(text: str, *, start: bool = True, end: bool = True) -> str:
    """Return ``text`` with white space at its ends written so that it counts as none."""
    if text and start and _SPACE.match(text):
        text = _reference(text[0]) + text[1:]
    if text and end and _SPACE.match(text, len(text) - 1):
        text = text[:-1] + _reference(text[-1])
    return text


_STRAY_NEWLINE: Final = re.compile(rf"\A\n|(?<=[\n{_BREAK}])\n|\n(?=\n)|[\n{_BREAK}]\Z")
_LINE_EDGE: Final = re.compile(rf"[ \t](?=\n)|(?<=[\n{_BREAK}])[ \t]")

_START: Final = re.compile(
    r"\A(?:#{1,6}(?=[ \t\n]|\Z)|>|[-+](?=[ \t\n]|\Z)|=+(?=[ \t]*(?:\n|\Z))"
    r"|[-:|](?=[-:| \t]*(?:\n|\Z))|[0-9]{1,9}(?=[.)](?:[ \t\n]|\Z)))"
)
"""What at the start of a line would begin a block, or make the lines before it one."""
_LINE_START: Final = re.compile(_START.pattern.replace(r"\A", rf"(?:\A|(?<=[\n{_BREAK}]))", 1))


def _escaped_start(match: re.Match[str]) -> str:
    start = match[0]
    return f"{start}\\" if start[0] in "0123456789" else f"\\{start}"


def _may_be_mark(char: str) -> bool:
    """Tell whether ``char`` may count as punctuation once it is written; white space does."""
    return unicodedata.category(char)[0] in "PSZ" or char in f"\t\n{_BREAK}"


def _may_be_word(char: str) -> bool:
    """Tell whether ``char`` may count as a letter; a symbol does for some parsers."""
    if char.isascii():
        return char.isalnum() or char == "\x7f"
    category = unicodedata.category(char)
    return category[0] != "P" and category != "Zs"
