"""What Markdown can say of inline nodes, in every reader.

:func:`settled_nodes` drops links and pictures whose address is not safe, because converters to
HTML may pass on any, and marks that CommonMark cannot express: a mark around nothing, a link in a
link, a mark that touches another one inside a third, code that touches code, and, three marks
deep, a mark that does not start with a letter or digit. Their text stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import Final

import attrs

from docparse.inlines import MAX_MARKS
from docparse.nodes import (
    CodeSpan,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Node,
    Strong,
    Text,
    shown_in_line,
)
from docparse.source.urls import encoded, is_safe_link


def settled_nodes(children: Iterable[Inline], *, breaks: bool) -> list[Inline]:
    """Return the nodes that stay of ``children``, the content of one block.

    Without ``breaks``, a LineBreak is a newline in the text.
    """
    settled: list[Inline] = []
    _settle(children, settled, _InlinePlace(breaks))
    _end_without_break(settled)
    return _merged(settled)


def writable(text: str) -> str:
    """Return ``text`` with ``\\n`` for line endings and U+FFFD for characters no text may have.

    U+0085 is one of them: it ends a line to mistletoe, and no reference names it.
    """
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("\ufffd", text)


_UNWRITABLE: Final = re.compile("[\0-\x08\x0b-\x1f\x85\ud800-\udfff]")


@attrs.frozen
class _InlinePlace:
    """The place of nodes: how deep in marks and links, and how many marks deep in the last link."""

    breaks: bool
    depth: int = 0
    marks: int = 0
    in_link: bool = False


def _safe_address(url: str) -> str | None:
    """Return ``url`` as it is written, None if nobody may follow that.

    U+007F may stand in no address, and no reference names it.
    """
    url = writable(url.replace("\x85", "%C2%85")).replace("\x7f", "%7F")
    return encoded(url) if is_safe_link(url) else None


def _settle(children: Iterable[Node], settled: list[Inline], place: _InlinePlace) -> None:
    """Append to ``settled`` the nodes that stay of ``children``."""
    for node in children:
        if isinstance(node, Text):
            text = writable(node.text)
            is_same = text is node.text and type(node) is Text
            settled += [node if is_same else Text(text)] if text else []
        elif isinstance(node, LineBreak):
            settled.append(node if place.breaks else Text("\n"))
        elif isinstance(node, CodeSpan):
            text = _NEWLINE_OR_SEPARATOR.sub(" ", writable(node.text))
            settled += [CodeSpan(text)] if text else []
        elif isinstance(node, Image):
            url = _safe_address(node.url)
            if url is None:
                _settle([Text(node.alt)], settled, place)
                continue
            title = writable(node.title or "") or None
            settled.append(Image(url, writable(node.alt), title))
        elif isinstance(node, Link):
            url = _safe_address(node.url)
            if place.in_link or place.depth == MAX_MARKS or url is None:
                _settle(node.children, settled, place)
                continue
            inner: list[Inline] = []
            _settle(node.children, inner, _InlinePlace(place.breaks, place.depth + 1, 0, True))
            title = writable(node.title or "") or None
            label = _merged(inner)
            ends = {code for code, _ in _codes(label) if _END_OF_LABEL.search(code.text)}
            settled.append(Link(_as_texts(label, ends) if ends else label, url, title))
        elif isinstance(node, (Emphasis, Strong)):
            if _is_unclear(node, settled[-1:], place):
                _settle(node.children, settled, place)
                continue
            inner = []
            deeper = attrs.evolve(place, depth=place.depth + 1, marks=place.marks + 1)
            _settle(node.children, inner, deeper)
            _end_without_break(inner)
            mark = Strong if isinstance(node, Strong) else Emphasis
            settled += [mark(_merged(inner))] if inner else []
        else:
            _settle(shown_in_line(node), settled, place)


def _end_without_break(nodes: list[Inline]) -> None:
    if nodes and isinstance(nodes[-1], LineBreak):
        nodes[-1] = Text("\n")


_NEWLINE_OR_SEPARATOR: Final = re.compile("[\n\u2028\u2029]")
"""Characters that end a line in some readers, where code would not continue after two of them."""


_END_OF_LABEL: Final = re.compile(r"\] ?:")
"""Code that would make the definition of a link or word of the link whose label it is in."""


def _is_unclear(node: Emphasis | Strong, before: Sequence[Inline], place: _InlinePlace) -> bool:
    """Whether the marks of ``node`` would be misread."""
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


def _merged(nodes: Iterable[Inline]) -> list[Inline]:
    """Return ``nodes`` with adjacent texts, and adjacent code, merged."""
    found: list[Inline] = []
    for kind, run in groupby(nodes, type):
        if kind is Text or kind is CodeSpan:
            texts = (node.text for node in run if isinstance(node, (Text, CodeSpan)))
            found.append(kind("".join(texts)))
        else:
            found += run
    return found


# ------------------------------------------------------------------- code that begins a tag

# To mistletoe and marko, a tag that begins in code and ends outside of the mark or link around it
# is one, and the mark is none. So no text has a ">" then; and code that would begin a tag is text
# if other code follows that may end it. To mistletoe the same holds of text between two "~~".


def has_tag_in_mark(nodes: Sequence[Inline]) -> bool:
    """Whether code inside of a mark or link begins a tag."""
    return any(is_marked and _TAG.search(code.text) for code, is_marked in _codes(nodes))


def without_open_code(nodes: list[Inline]) -> list[Inline]:
    """Return ``nodes`` with code that other code would end as text, if it is in a mark or link."""
    codes = list(_codes(nodes))
    opening: set[CodeSpan] = set()
    for begins, end in _ENDS_OF_CODE:
        last = max((place for place, (code, _) in enumerate(codes) if end in code.text), default=0)
        opening |= {code for code, is_marked in codes[:last] if is_marked and begins(code.text)}
    return _as_texts(nodes, opening) if opening else nodes


def _codes(nodes: Sequence[Inline], is_marked: bool = False) -> Iterator[tuple[CodeSpan, bool]]:
    for node in nodes:
        if isinstance(node, CodeSpan):
            yield node, is_marked
        elif isinstance(node, (Emphasis, Strong, Link)):
            yield from _codes(node.children, True)


def _as_texts(nodes: Sequence[Inline], codes: Set[CodeSpan]) -> list[Inline]:
    found: list[Inline] = []
    for node in nodes:
        if isinstance(node, (Emphasis, Strong, Link)):
            found.append(attrs.evolve(node, children=_as_texts(node.children, codes)))
        else:
            found.append(Text(node.text) if isinstance(node, CodeSpan) and node in codes else node)
    return _merged(found)


def _has_open_tag(code: str) -> bool:
    return len(code) > _LONGEST_TAG or _TAG.search(_WHOLE_TAG.sub("", code)) is not None


_TAG: Final = re.compile("<[a-zA-Z/!?]")
_WHOLE_TAG: Final = re.compile(r"""<(?![!?])(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LONGEST_TAG: Final = 200
_ENDS_OF_CODE: Final[tuple[tuple[Callable[[str], bool], str], ...]] = (
    (_has_open_tag, ">"),
    (lambda code: "~~" in code, "~~"),
)
